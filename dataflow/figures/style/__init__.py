"""How every figure looks: colours, type, measures, the pen."""
