"""A panel with a place for everything: boxes as large as their text, in the layout that fits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypedDict

from dataflow.drawing import palette
from dataflow.drawing.layout import Line, Size, Spacing, arrange, start_clock
from dataflow.drawing.measuring import widest, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dataflow.drawing.figure import Chip, Connection, Holder, Panel
    from dataflow.drawing.layout import Curve, Direction, Point
    from dataflow.drawing.palette import Type

    class _Drawn(TypedDict, total=False):
        head: bool
        tail: bool
        length: int
        under: bool


@dataclass(frozen=True, slots=True)
class Text:
    """Lines that are set alike; `role` says what they are."""

    role: str
    style: Type
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its text, and its centre once it has a place."""

    size: Size
    texts: tuple[Text, ...]
    centre: Point = (0, 0)


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
)
LAST: Final = (_down(96, 110, 1), _down(84, 88, boxes=10), _down(84, 88, 1, boxes=10))
"""The ways that are tried, the best first."""


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
    down = (*DOWN, *LAST)
    for way in (*ACROSS, *down) if across else (*down, *ACROSS):
        placed.append(_place(panel, way, deadline))
        if placed[-1].width <= width:
            return placed[-1]
    # a reader has to shrink it to the width: that counts more than the height
    return min(placed, key=lambda one: one.width**2 * one.height)


def _place(panel: Panel, way: Way, deadline: float) -> Placed:
    boxes = dict(_boxes(panel, way))
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


def _boxes(panel: Panel, way: Way) -> Iterator[tuple[str, Box]]:
    persons = _persons(panel)
    for holder in panel.holders:
        yield holder.id, _holder_box(holder, way.holder)
    for chip in panel.chips:
        yield chip.id, _chip_box(chip, way.given if chip.sender in persons else way.chip)
    for one in panel.connections:
        yield one.id, _word_box(one)


def _persons(panel: Panel) -> set[str]:
    return {holder.id for holder in panel.holders if holder.person}


def _ends(panel: Panel, way: Way) -> Iterator[tuple[str, str, _Drawn]]:
    """Go through the lines: from, to, and how they are drawn."""
    persons = _persons(panel)
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


def _holder_box(holder: Holder, width: float) -> Box:
    texts = [Text("name", palette.HOLDER, wrap(holder.name, palette.HOLDER, width))]
    below = [holder.below] if holder.below else []
    small = [line for said in below for line in wrap(said, palette.COMPANY, width)]
    texts.append(Text("company", palette.COMPANY, tuple(small)))
    more = [line for said in holder.remarks for line in wrap(said, palette.COMPANY, width)]
    texts.append(Text("remark", palette.COMPANY, tuple(more)))
    return _box(texts, palette.BOX_PADDING, locked=holder.locked)


def _chip_box(chip: Chip, width: float) -> Box:
    texts = [
        Text("data", palette.DATA, wrap(chip.data, palette.DATA, width)),
        Text("purpose", palette.PURPOSE, _flow_lines(chip.lines, width)),
    ]
    return _box(texts, palette.CHIP_PADDING, locked=chip.locked)


def _flow_lines(lines: Sequence[str], width: float) -> tuple[str, ...]:
    """Wrap each line by itself, but let the numbers of the sources follow the last words."""
    if len(lines) > 1 and lines[-1].startswith("["):
        *others, words, marks = lines
        lines = [*others, f"{words} {marks}"]
    return tuple(line for said in lines for line in wrap(said, palette.PURPOSE, width))


def _word_box(one: Connection) -> Box:
    lines = wrap(one.said, palette.COMPANY, palette.WORDS)
    return _box([Text("word", palette.COMPANY, lines)], palette.WORD_PADDING)


def _box(texts: Sequence[Text], padding: float, *, locked: bool = False) -> Box:
    texts = tuple(text for text in texts if text.lines)
    width = max(widest(text.lines, text.style) for text in texts)
    height = sum(len(text.lines) * text.style.height for text in texts)
    height += palette.LOCK if locked else 0
    return Box(Size(width + 2 * padding, height + 2 * padding), texts)
