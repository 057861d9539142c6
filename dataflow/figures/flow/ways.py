"""The ways in which a panel may be laid out, the best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dataflow.figures.flow.geometry import Spacing
from dataflow.figures.style import palette


@dataclass(frozen=True, slots=True)
class Way:
    """A way to lay a panel out.

    Attributes:
        holder, given, chip: how wide text may be: of holders, of what persons give, of flows.
        abreast: how many chips share a rank.
    """

    spacing: Spacing
    holder: float
    given: float
    chip: float
    abreast: int | None = None


def _across(holder: float, given: float, chip: float, ranks: float) -> Way:
    return Way(Spacing("LR", ranks, 14, palette.ARROW), holder, given, chip)


def _down(holder: float, chip: float, abreast: int | None = None, *, boxes: float = 16) -> Way:
    return Way(Spacing("TB", 18, boxes, palette.ARROW), holder, chip, chip, abreast)


ACROSS: Final = (
    _across(120, 150, 150, 44),
    _across(120, 150, 150, 32),
    _across(120, 150, 150, 24),
    _across(116, 136, 136, 20),
    _across(108, 122, 128, 16),
    _across(100, 104, 122, 13),
    _across(92, 96, 118, 13),
    _across(92, 96, 104, 12),
    _across(88, 96, 96, 12),
)
DOWN: Final = (
    _down(120, 140),
    _down(116, 134),
    _down(108, 124),
    _down(100, 116),
    _down(120, 132, 3),
    _down(100, 116, 2),
    _down(96, 110, 1),
    _down(84, 88, boxes=10),
    _down(84, 88, 1, boxes=10),
)
