"""World → Spread: who has what on which day, by how few flows; the least fixpoint of the rules."""

from dataflow.spreading.memory import spread
from dataflow.spreading.spread import Spread

__all__ = ["Spread", "spread"]
