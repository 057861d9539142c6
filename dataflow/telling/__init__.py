"""Neutral reports (sentences, tables, notes) → text. Knows no question."""
