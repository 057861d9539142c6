"""Boxes, lines and curves: what a layout is asked for, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Direction = Literal["LR", "TB"]


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a box in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A line between two boxes, by their numbers; `head` and `tail` say where arrows stand.

    Attributes:
        length: over how many ranks it reaches at least.
        under: it begins in the middle of its box, below what is drawn there.
    """

    start: int
    end: int
    head: bool = False
    tail: bool = False
    length: int = 1
    under: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """Where a line runs: a point, then three for every Bézier curve; and the tips of its arrows."""

    points: tuple[Point, ...]
    head: Point | None
    tail: Point | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, from the upper left corner; centres by box, curves by line."""

    width: float
    height: float
    centres: tuple[Point, ...]
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Spacing:
    """Which way a picture runs, and how far things are apart: ranks, and boxes within one."""

    direction: Direction
    ranks: float
    boxes: float
    arrow: float
