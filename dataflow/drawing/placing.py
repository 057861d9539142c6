"""A panel with a place for everything: boxes as large as their text, in the layout that fits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dataflow.drawing import palette
from dataflow.drawing.layout import Line, Size, Spacing, arrange
from dataflow.drawing.measuring import widest, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dataflow.drawing.figure import Chip, Connection, Holder, Panel
    from dataflow.drawing.layout import Curve, Layout, Point
    from dataflow.drawing.palette import Type


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
    """A way to lay a panel out: its spacing, how wide text may be, how many chips share a rank."""

    spacing: Spacing
    holder: float
    chip: float
    abreast: int | None = None


def _across(holder: float, chip: float, ranks: float) -> Way:
    return Way(Spacing("LR", ranks, 14, palette.ARROW), holder, chip)


def _down(holder: float, chip: float, abreast: int | None = None) -> Way:
    return Way(Spacing("TB", 24, 16, palette.ARROW), holder, chip, abreast)


ACROSS: Final = (
    _across(120, 150, 30),
    _across(116, 136, 28),
    _across(108, 122, 26),
    _across(100, 112, 24),
    _across(92, 104, 20),
    _across(88, 96, 20),
)
DOWN: Final = (_down(120, 140), _down(100, 116), _down(120, 132, 3), _down(100, 116, 2))
LAST: Final = (_down(96, 110, 1),)
"""The ways that are tried, the best first."""


def place(panel: Panel, width: float, *, across: bool) -> Placed:
    """Lay a panel out in the first way that fits the width, else in the narrowest.

    Args:
        panel: what to lay out.
        width: how wide it may be.
        across: whether it should rather run from left to right.
    """
    if not panel.holders:
        return Placed(panel, 0, 0, {}, {})
    placed = []
    down = (*DOWN, *LAST)
    for way in (*ACROSS, *down) if across else (*down, *ACROSS):
        placed.append(_place(panel, way))
        if placed[-1].width <= width:
            return placed[-1]
    return min(placed, key=lambda one: one.width)


def _place(panel: Panel, way: Way) -> Placed:
    boxes = {holder.id: _holder_box(holder, way.holder) for holder in panel.holders}
    boxes |= {chip.id: _chip_box(chip, way.chip) for chip in panel.chips}
    boxes |= {one.id: _word_box(one) for one in panel.connections}
    numbers = {key: number for number, key in enumerate(boxes)}
    ends = list(_ends(panel, way))
    lines = [
        Line(numbers[start], numbers[end], head=head, tail=tail, length=length)
        for start, end, head, tail, length in ends
    ]
    layout = arrange([box.size for box in boxes.values()], lines, way.spacing)
    return Placed(
        panel,
        layout.width,
        layout.height,
        _settled(boxes, layout),
        {(end[0], end[1]): curve for end, curve in zip(ends, layout.curves, strict=True)},
    )


def _settled(boxes: Mapping[str, Box], layout: Layout) -> dict[str, Box]:
    return {
        key: Box(box.size, box.texts, centre)
        for (key, box), centre in zip(boxes.items(), layout.centres, strict=True)
    }


def _ends(panel: Panel, way: Way) -> Iterator[tuple[str, str, bool, bool, int]]:
    """Go through the lines: from, to, an arrow at either end, over how many ranks."""
    persons = {holder.id for holder in panel.holders if holder.person}
    abreast: Counter[str] = Counter()
    for chip in panel.chips:
        # persons stand side by side, and so do their chips
        beside = "" if chip.sender in persons else chip.sender
        row = abreast[beside] // way.abreast if way.abreast else 0
        abreast[beside] += 1
        yield chip.sender, chip.id, False, False, 1 + 2 * row
        for receiver in chip.receivers:
            yield chip.id, receiver, True, False, 1
    for one in panel.connections:
        # data and control run against each other: who is above stands behind
        yield one.below, one.id, False, True, 1
        yield one.id, one.above, False, False, 1


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
    return _box([Text("word", palette.COMPANY, (one.kind,))], 4)


def _box(texts: Sequence[Text], padding: float, *, locked: bool = False) -> Box:
    texts = tuple(text for text in texts if text.lines)
    width = max(widest(text.lines, text.style) for text in texts)
    height = sum(len(text.lines) * text.style.height for text in texts)
    height += palette.LOCK if locked else 0
    return Box(Size(width + 2 * padding, height + 2 * padding), texts)
