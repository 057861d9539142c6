"""Spread → the paths behind a fact: the evidence that every question uses."""

from dataflow.paths.giving import Giving, find_givings
from dataflow.paths.index import Fact, Index
from dataflow.paths.shortest import Shortest, State, Step

__all__ = [
    "Fact",
    "Giving",
    "Index",
    "Shortest",
    "State",
    "Step",
    "find_givings",
]
