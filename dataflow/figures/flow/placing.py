"""Panels with a place for everything, in the first layout that fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataflow.figures.flow.arranging import arrange_boxes, make_grid
from dataflow.figures.flow.boxes import Box, make_boxes
from dataflow.figures.flow.layout import Effort
from dataflow.figures.flow.ways import ACROSS, DOWN
from dataflow.figures.refusing import Extent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataflow.figures.figure import Panel
    from dataflow.figures.flow.arranging import Columns
    from dataflow.figures.flow.geometry import Curve
    from dataflow.figures.flow.ways import Way


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
