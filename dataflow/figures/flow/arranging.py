"""Boxes as large as their text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

from dataflow.figures.figure import Panel
from dataflow.figures.flow.layout import Curve, Line, Size, arrange
from dataflow.figures.style import palette
from dataflow.figures.style.text import widest, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.figures.figure import Chip, Connection, Party
    from dataflow.figures.flow.layout import Point
    from dataflow.figures.flow.placing import Way
    from dataflow.figures.style.palette import Type


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


def make_boxes(panel: Panel, way: Way) -> Iterator[tuple[str, Box]]:
    """Give the boxes of the holders, chips and connections, by their ids, or keys."""
    persons = panel.persons
    for holder in panel.holders:
        yield holder.id, _holder_box(holder, way.holder)
    for chip in panel.chips:
        yield chip.key, _chip_box(chip, way.given if chip.sender in persons else way.chip)
    for one in panel.connections:
        yield one.key, _word_box(one)


def _wrap(said: str, style: Type, width: float) -> tuple[str, ...]:
    """Break a text into lines; a word that is a little too long makes them longer instead."""
    longest = widest(re.split("[ \u00a0]", said), style)
    return wrap(said, style, max(width, longest if longest <= palette.LONGEST else 0))


def _holder_box(holder: Party, width: float) -> Box:
    texts = [Text("name", palette.HOLDER, _wrap(holder.name, palette.HOLDER, width))]
    below = [holder.below] if holder.below else []
    small = [line for said in below for line in _wrap(said, palette.COMPANY, width)]
    texts.append(Text("company", palette.COMPANY, tuple(small)))
    more = [line for said in holder.remarks for line in _wrap(said, palette.COMPANY, width)]
    texts.append(Text("remark", palette.COMPANY, tuple(more)))
    return _box(texts, palette.BOX_PADDING, locked=holder.locked)


def _chip_box(chip: Chip, width: float) -> Box:
    texts = [
        Text("data", palette.DATA, _wrap(chip.data, palette.DATA, width)),
        Text("purpose", palette.PURPOSE, _flow_lines(chip.lines, width)),
    ]
    return _box(texts, palette.CHIP_PADDING, locked=chip.locked)


def _flow_lines(lines: Sequence[str], width: float) -> tuple[str, ...]:
    """Wrap each line by itself, but let the numbers of the sources follow the last words."""
    if len(lines) > 1 and lines[-1].startswith("["):
        *others, words, marks = lines
        lines = [*others, f"{words} {marks}"]
    return tuple(line for said in lines for line in _wrap(said, palette.PURPOSE, width))


def _word_box(one: Connection) -> Box:
    lines = _wrap(one.said, palette.COMPANY, palette.WORDS)
    return _box([Text("word", palette.COMPANY, lines)], palette.WORD_PADDING)


def _box(texts: Sequence[Text], padding: float, *, locked: bool = False) -> Box:
    texts = tuple(text for text in texts if text.lines)
    width = max(widest(text.lines, text.style) for text in texts)
    height = sum(len(text.lines) * text.style.height for text in texts)
    height += palette.LOCK if locked else 0
    return Box(Size(width + 2 * padding, height + 2 * padding), texts)


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    # GONE
    from dataflow.figures.flow.layout import Direction, Effort, Layout, Point
    from dataflow.figures.flow.placing import Way

    class _Drawn(TypedDict, total=False):
        head: bool
        tail: bool
        length: int
        under: bool


@dataclass(frozen=True, slots=True)
class Arranged:
    """Where everything stands, from the upper left corner.

    Attributes:
        centres: of the boxes, by their ids.
        curves: by the ids of what they stand between.
    """

    width: float
    height: float
    centres: Mapping[str, Point]
    curves: Mapping[tuple[str, str], Curve]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a grid, for one panel.

    Attributes:
        of: the column of every box, by its id, counted from 0.
        widths: of the columns.
    """

    of: Mapping[str, int]
    widths: Sequence[float]


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns that several panels share; their boxes are named by panel and id."""

    panels: Sequence[Panel]
    columns: Mapping[tuple[int, str], int]
    widths: Sequence[float]

    def of(self, panel: Panel) -> Columns:
        """Give the columns for one of the panels."""
        number = next((n for n, one in enumerate(self.panels) if one is panel), -1)
        mine = {key: column for (n, key), column in self.columns.items() if n == number}
        return Columns(mine, self.widths)


def make_grid(panels: Sequence[Panel], way: Way, effort: Effort) -> Grid:
    """Find columns for several panels, by laying out all that is in any of them together."""
    every = _put_together(panels)
    boxes = dict(make_boxes(every, way))
    arranged = arrange_boxes(every, boxes, way, effort)
    across = {key: round(x) for key, (x, _) in arranged.centres.items()}
    places = sorted(set(across.values()))
    rank = {key: places.index(x) for key, x in across.items()}
    room = _Room({chip.key for chip in every.chips}, way.spacing.direction)
    columns: dict[tuple[int, str], int] = {}
    widths = [0.0] * len(places)
    for number, panel in enumerate(panels):
        for key, box in make_boxes(panel, way):
            shared = key if key in rank else _apart(number, key)
            columns[number, key] = rank[shared]
            wide = room.widen(shared, box.size).width
            widths[rank[shared]] = max(widths[rank[shared]], wide)
    return Grid(panels, columns, widths)


def _apart(number: int, key: str) -> str:
    return f"{number}:{key}"


def _put_together(panels: Sequence[Panel]) -> Panel:
    """Make a panel of all that is in any: its holders once, its chips and ties each for itself."""
    holders = {one.id: one for panel in panels for one in panel.holders}
    return Panel(
        holders=tuple(holders.values()),
        chips=tuple(
            replace(chip, id=_apart(number, chip.id))
            for number, panel in enumerate(panels)
            for chip in panel.chips
        ),
        connections=tuple(
            replace(one, id=_apart(number, one.id))
            for number, panel in enumerate(panels)
            for one in panel.connections
        ),
    )


def arrange_boxes(
    panel: Panel,
    boxes: Mapping[str, Box],
    way: Way,
    effort: Effort,
    columns: Columns | None = None,
) -> Arranged:
    """Find places for the boxes and lines of a panel, in columns if there are any."""
    numbers = {key: number for number, key in enumerate(boxes)}
    lines = {
        (start, end): Line(numbers[start], numbers[end], **drawn)
        for start, end, drawn in _ends(panel, way)
    }
    room = _Room({chip.key for chip in panel.chips}, way.spacing.direction)
    sizes = [room.widen(key, box.size) for key, box in boxes.items()]
    if columns is None:
        layout = arrange(sizes, [*lines.values()], way.spacing, effort=effort)
        corner = (0.0, 0.0)
    else:
        ranks = [columns.of[key] for key in boxes]
        layout = _in_columns(sizes, [*lines.values()], way, effort, (ranks, columns.widths))
        corner = (0.0, _top(sizes, layout))
    centres = zip(boxes, layout.centres, strict=False)
    return Arranged(
        layout.width,
        _height(sizes, layout) if columns else layout.height,
        {key: _moved(room.shift(key, at), corner) for key, at in centres},
        {
            ends: _moved_curve(curve, corner)
            for ends, curve in zip(lines, layout.curves, strict=False)
        },
    )


def _in_columns(
    sizes: Sequence[Size],
    lines: Sequence[Line],
    way: Way,
    effort: Effort,
    columns: tuple[Sequence[int], Sequence[float]],
) -> Layout:
    """Lay out with a row of struts, one a column, that keep all columns and their widths."""
    ranks, widths = columns
    first = len(sizes)
    struts = [Size(width, 1) for width in widths]
    chain = [Line(first + n, first + n + 1) for n in range(len(widths) - 1)]
    turned = [_along(one, ranks) for one in lines]
    layout = arrange(
        [*sizes, *struts],
        [*turned, *chain],
        way.spacing,
        effort=effort,
        ranks=[*ranks, *range(len(widths))],
    )
    curves = [
        _turn(curve) if one is not line else curve
        for line, one, curve in zip(lines, turned, layout.curves, strict=False)
    ]
    return replace(layout, centres=layout.centres[:first], curves=tuple(curves))


def _along(line: Line, ranks: Sequence[int]) -> Line:
    """Turn a line that runs against the columns round: the engine might move columns for it."""
    if ranks[line.start] <= ranks[line.end]:
        return line
    return Line(line.end, line.start, head=line.tail, tail=line.head)


def _turn(curve: Curve) -> Curve:
    return Curve(tuple(reversed(curve.points)), head=curve.tail, tail=curve.head)


def _top(sizes: Sequence[Size], layout: Layout) -> float:
    """Give where the first box or line begins: above it may be nothing but struts."""
    return min(y for y, _ in _spans(sizes, layout))


def _height(sizes: Sequence[Size], layout: Layout) -> float:
    return max(y for _, y in _spans(sizes, layout)) - _top(sizes, layout)


def _spans(sizes: Sequence[Size], layout: Layout) -> Iterator[tuple[float, float]]:
    """Give from where to where boxes and lines reach, from above."""
    for (_, y), size in zip(layout.centres, sizes, strict=True):
        yield y - size.height / 2, y + size.height / 2
    for curve in layout.curves:
        yield from ((y, y) for _, y in curve.points)


def _moved(point: Point, corner: Point) -> Point:
    return point[0] - corner[0], point[1] - corner[1]


def _moved_curve(curve: Curve, corner: Point) -> Curve:
    return Curve(
        tuple(_moved(point, corner) for point in curve.points),
        _moved(curve.head, corner) if curve.head else None,
        _moved(curve.tail, corner) if curve.tail else None,
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
        yield chip.sender, chip.key, {"length": 1 + 2 * row}
        for receiver in chip.receivers:
            yield chip.key, receiver, {"head": True, "under": True}
    for one in panel.connections:
        # data and control run against each other: who is above stands behind
        yield one.below, one.key, {"tail": True}
        yield one.key, one.above, {}
