"""A panel with a place for everything, in the first layout that fits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from dataflow.drawing import palette
from dataflow.drawing.boxes import Box, make_boxes
from dataflow.drawing.geometry import Line, Size
from dataflow.drawing.layout import arrange, start_clock
from dataflow.drawing.ways import ACROSS, DOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.drawing.figure import Panel
    from dataflow.drawing.geometry import Curve, Direction, Point
    from dataflow.drawing.ways import Way

    class _Drawn(TypedDict, total=False):
        head: bool
        tail: bool
        length: int
        under: bool


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


def place(panel: Panel, width: float, *, across: bool) -> Placed:
    """Lay a panel out in the first way that fits the width, else in the smallest.

    Args:
        panel: what to lay out.
        width: how wide it may be.
        across: whether it should rather run from left to right.
    """
    if not panel.holders:
        return Placed(panel, 0, 0, {}, {})
    placed, deadline = [], start_clock()
    for way in (*ACROSS, *DOWN) if across else (*DOWN, *ACROSS):
        placed.append(_place(panel, way, deadline))
        if placed[-1].width <= width:
            return placed[-1]
    # a reader has to shrink it to the width: that counts more than the height
    return min(placed, key=lambda one: one.width**2 * one.height)


def _place(panel: Panel, way: Way, deadline: float) -> Placed:
    boxes = dict(make_boxes(panel, way))
    numbers = {key: number for number, key in enumerate(boxes)}
    lines = {
        (start, end): Line(numbers[start], numbers[end], **drawn)
        for start, end, drawn in _ends(panel, way)
    }
    room = _Room({chip.id for chip in panel.chips}, way.spacing.direction)
    sizes = [room.widen(key, box.size) for key, box in boxes.items()]
    layout = arrange(sizes, [*lines.values()], way.spacing, deadline=deadline)
    centres = zip(boxes.items(), layout.centres, strict=True)
    return Placed(
        panel,
        layout.width,
        layout.height,
        {key: Box(box.size, box.texts, room.shift(key, at)) for (key, box), at in centres},
        dict(zip(lines, layout.curves, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """Room behind chips: an arrow needs more of it than the plain line before a chip.

    Graphviz keeps all ranks equally apart, so a chip is told to be longer than it is.
    """

    chips: set[str]
    direction: Direction

    def widen(self, key: str, size: Size) -> Size:
        if key not in self.chips:
            return size
        if self.direction == "LR":
            return Size(size.width + palette.ROOM, size.height)
        return Size(size.width, size.height + palette.ROOM)

    def shift(self, key: str, centre: Point) -> Point:
        if key not in self.chips:
            return centre
        x, y = centre
        return (x - palette.ROOM / 2, y) if self.direction == "LR" else (x, y - palette.ROOM / 2)


def _ends(panel: Panel, way: Way) -> Iterator[tuple[str, str, _Drawn]]:
    """Go through the lines: from, to, and how they are drawn."""
    persons = panel.persons
    abreast: Counter[str] = Counter()
    for chip in panel.chips:
        # persons stand side by side, and so do their chips
        beside = "" if chip.sender in persons else chip.sender
        row = abreast[beside] // way.abreast if way.abreast else 0
        abreast[beside] += 1
        yield chip.sender, chip.id, {"length": 1 + 2 * row}
        for receiver in chip.receivers:
            yield chip.id, receiver, {"head": True, "under": True}
    for one in panel.connections:
        # data and control run against each other: who is above stands behind
        yield one.below, one.id, {"tail": True}
        yield one.id, one.above, {}
