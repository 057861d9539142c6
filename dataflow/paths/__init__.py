"""Spread → the paths behind a fact: the evidence that every question uses."""

from dataflow.engine.giving import Giving, find_givings
from dataflow.engine.index import Fact, Index
from dataflow.engine.shortest import Shortest, State, Step

__all__ = [
    "Fact",
    "Giving",
    "Index",
    "Shortest",
    "State",
    "Step",
    "find_givings",
]
