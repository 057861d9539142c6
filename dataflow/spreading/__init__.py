"""World → Spread: who has what on which day, by how few flows; the least fixpoint of the rules."""

from dataflow.engine.memory import spread
from dataflow.engine.spread import Spread

__all__ = ["Spread", "spread"]
