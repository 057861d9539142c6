"""The ways in which a panel may be laid out, the best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dataflow.figures.flow.arranging import Box, arrange_boxes, make_boxes, make_grid
from dataflow.figures.flow.layout import Effort, Spacing
from dataflow.figures.sketch import Extent
from dataflow.figures.style import palette

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataflow.figures.figure import Panel
    from dataflow.figures.flow.arranging import Columns
    from dataflow.figures.flow.layout import Curve


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


@dataclass(frozen=True, slots=True)
class Placed:
    """A panel with a place for everything, from its upper left corner.

    Attributes:
        boxes: of the holders, chips and connections, by their ids.
        curves: by the ids of what they stand between.
    """

    panel: Panel
    width: float
    height: float
    boxes: Mapping[str, Box]
    curves: Mapping[tuple[str, str], Curve]


def place(
    panels: Sequence[Panel], width: float, *, across: bool, patient: bool = False
) -> list[Placed]:
    """Lay panels out in the first way in which all fit the width, else in the smallest.

    Where they run from left to right, they share one grid: the same holder stands in the same
    column of each. Where there is too much to be read, only a few ways are tried, roughly.

    Args:
        panels: what to lay out.
        width: how wide it may be.
        across: whether it should rather run from left to right.
        patient: let the layout take as long as it needs.

    Raises:
        TooLargeError: the layout takes too long.
    """
    rough = not _measure(panels).is_readable
    tried, effort = [], Effort.begin(patient=patient, rough=rough)
    first, then = (ACROSS, DOWN) if across else (DOWN, ACROSS)
    for way in (first[0], then[0]) if rough else (*first, *then):
        tried.append(_place_all(panels, way, effort))
        if max(one.width for one in tried[-1]) <= width:
            return tried[-1]
    # a reader has to shrink it to the width: that counts more than the height
    return min(tried, key=_badness)


def _measure(panels: Sequence[Panel]) -> Extent:
    holders = {one.id for panel in panels for one in panel.holders if not one.person}
    return Extent(len(holders), sum(len(panel.chips) for panel in panels))


def _badness(placed: Sequence[Placed]) -> float:
    return max(one.width for one in placed) ** 2 * sum(one.height for one in placed)


def _place_all(panels: Sequence[Panel], way: Way, effort: Effort) -> list[Placed]:
    drawn = [panel for panel in panels if panel.holders]
    if len(drawn) < 2 or way.spacing.direction == "TB":  # noqa: PLR2004 - one needs no grid
        return [_place(panel, way, effort) for panel in panels]
    grid = make_grid(drawn, way, effort)
    return [_place(panel, way, effort, grid.of(panel)) for panel in panels]


def _place(panel: Panel, way: Way, effort: Effort, columns: Columns | None = None) -> Placed:
    if not panel.holders:
        return Placed(panel, 0, 0, {}, {})
    boxes = dict(make_boxes(panel, way))
    arranged = arrange_boxes(panel, boxes, way, effort, columns)
    return Placed(
        panel,
        arranged.width,
        arranged.height,
        {key: Box(box.size, box.texts, arranged.centres[key]) for key, box in boxes.items()},
        arranged.curves,
    )
