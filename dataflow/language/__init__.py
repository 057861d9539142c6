"""The model language as types: what may stand where, with all its shorthands."""
