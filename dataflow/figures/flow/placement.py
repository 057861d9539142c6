"""Places for all that stands in panels: the ways of laying them out are tried, the best first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import repeat
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.values import dataclass
from dataflow.figures.figure import Panel
from dataflow.figures.flow.layout import Curve, Effort, Layout, Line, Point, Size, Spacing, arrange
from dataflow.figures.flow.shapes import Placed, Widths, make_boxes
from dataflow.figures.sketch import Extent
from dataflow.figures.style import palette

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Way:
    """A way to lay a panel out.

    Attributes:
        abreast: how many chips share a rank; None for any number.
    """

    spacing: Spacing
    widths: Widths
    abreast: int | None = None


def _across(holder: float, given: float, chip: float, ranks: float) -> Way:
    return Way(Spacing("LR", ranks, 14, palette.ARROW), Widths(holder, given, chip))


def _down(holder: float, chip: float, abreast: int | None = None, *, boxes: float = 16) -> Way:
    return Way(Spacing("TB", 18, boxes, palette.ARROW), Widths(holder, chip, chip), abreast)


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
    _down(84, 84, 3, boxes=8),
)


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
        if max(placed.width for placed in tried[-1]) <= width:
            return tried[-1]
    # a reader has to shrink it to the width: that counts more than the height
    return min(tried, key=_badness)


def _measure(panels: Sequence[Panel]) -> Extent:
    holders = {holder.id for panel in panels for holder in panel.holders if not holder.person}
    return Extent(len(holders), sum(len(panel.chips) for panel in panels))


def _badness(placed: Sequence[Placed]) -> float:
    return max(panel.width for panel in placed) ** 2 * sum(panel.height for panel in placed)


def _place_all(panels: Sequence[Panel], way: Way, effort: Effort) -> list[Placed]:
    drawn = [panel for panel in panels if panel.holders]
    grid: Iterator[_Columns | None] = repeat(None)
    if len(drawn) > 1 and way.spacing.direction == "LR":
        grid = iter(_make_grid(drawn, way, effort))
    return [
        _place(panel, way, effort, next(grid)) if panel.holders else Placed(panel, 0, 0, {}, {})
        for panel in panels
    ]


# one panel


class _Columns(NamedTuple):
    """The columns of a grid, for one panel.

    Attributes:
        ranks: the column of every box, by its id or key, counted from 0.
        widths: of the columns.
    """

    ranks: Mapping[str, int]
    widths: Sequence[float]


def _place(panel: Panel, way: Way, effort: Effort, columns: _Columns | None = None) -> Placed:
    """Return places for the boxes and lines of a panel, in columns if there are any."""
    boxes = make_boxes(panel, way.widths)
    numbers = {key: number for number, key in enumerate(boxes)}
    lines = dict(_find_lines(panel, way.abreast, numbers))
    room = _Room({chip.key for chip in panel.chips}, way)
    sizes = [room.widen(key, box.size) for key, box in boxes.items()]
    if columns is None:
        layout = arrange(sizes, [*lines.values()], way.spacing, effort=effort)
    else:
        ranked = [columns.ranks[key] for key in boxes], columns.widths
        layout = _arrange_columns(sizes, [*lines.values()], way, effort, ranked)
    placed = {
        key: replace(box, centre=room.shift(key, centre))
        for (key, box), centre in zip(boxes.items(), layout.centres, strict=True)
    }
    curves = dict(zip(lines, layout.curves, strict=False))
    return Placed(panel, layout.width, layout.height, placed, curves)


def _find_lines(
    panel: Panel, abreast: int | None, numbers: Mapping[str, int]
) -> Iterator[tuple[tuple[str, str], Line]]:
    """Yield the lines by their ends; `abreast` chips share a rank, the next stand behind them."""
    persons = panel.persons
    before: Counter[str] = Counter()
    for chip in panel.chips:
        # persons stand side by side, and so do their chips
        beside = "" if chip.sender in persons else chip.sender
        row = before[beside] // abreast if abreast else 0
        before[beside] += 1
        middle = numbers[chip.key]
        yield (chip.sender, chip.key), Line(numbers[chip.sender], middle, length=1 + 2 * row)
        for receiver in chip.receivers:
            ends = chip.key, receiver
            yield ends, Line(middle, numbers[receiver], head=True, under=True)
    for tie in panel.connections:
        # data and control run against each other: who is above stands behind
        middle = numbers[tie.key]
        yield (tie.below, tie.key), Line(numbers[tie.below], middle, tail=True)
        yield (tie.key, tie.above), Line(middle, numbers[tie.above])


class _Room(NamedTuple):
    """Room behind chips: an arrow needs more of it than the plain line before a chip.

    Graphviz keeps all ranks equally apart, so a chip is made longer for it than it is.
    """

    chips: set[str]
    way: Way

    def widen(self, key: str, size: Size) -> Size:
        """Return the size of a box with the room behind it."""
        x, y = self._behind(key)
        return Size(size.width + x, size.height + y)

    def shift(self, key: str, centre: Point) -> Point:
        """Return the centre of a box whose centre with the room behind it is known."""
        x, y = self._behind(key)
        return centre[0] - x / 2, centre[1] - y / 2

    def _behind(self, key: str) -> Point:
        if key not in self.chips:
            return 0, 0
        return (palette.ROOM, 0) if self.way.spacing.direction == "LR" else (0, palette.ROOM)


# several panels in one grid


def _make_grid(panels: Sequence[Panel], way: Way, effort: Effort) -> list[_Columns]:
    """Return columns for several panels, by laying out all that is in any of them together."""
    every = _put_together(panels)
    centres = {key: round(box.centre[0]) for key, box in _place(every, way, effort).boxes.items()}
    places = sorted(set(centres.values()))
    rank = {key: places.index(x) for key, x in centres.items()}
    room = _Room({chip.key for chip in every.chips}, way)
    widths, ranks = [0.0] * len(places), list[dict[str, int]]()
    for number, panel in enumerate(panels):
        ranks.append({})
        for key, box in make_boxes(panel, way.widths).items():
            shared = key if key in rank else _apart(number, key)
            column = ranks[-1][key] = rank[shared]
            widths[column] = max(widths[column], room.widen(shared, box.size).width)
    return [_Columns(mine, widths) for mine in ranks]


def _apart(number: int, key: str) -> str:
    return f"{number}:{key}"


def _put_together(panels: Sequence[Panel]) -> Panel:
    """Make a panel of all that is in any: its holders once, its chips and ties each for itself."""
    holders = {holder.id: holder for panel in panels for holder in panel.holders}
    return Panel(
        holders=tuple(holders.values()),
        chips=tuple(
            replace(chip, id=_apart(number, chip.id))
            for number, panel in enumerate(panels)
            for chip in panel.chips
        ),
        connections=tuple(
            replace(tie, id=_apart(number, tie.id))
            for number, panel in enumerate(panels)
            for tie in panel.connections
        ),
    )


def _arrange_columns(
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
    turned = [_turn_along(line, ranks) for line in lines]
    layout = arrange(
        [*sizes, *struts],
        [*turned, *chain],
        way.spacing,
        effort=effort,
        ranks=[*ranks, *range(len(widths))],
    )
    curves = [
        curve if drawn is line else _turn(curve)
        for line, drawn, curve in zip(lines, turned, layout.curves, strict=False)
    ]
    return _crop(replace(layout, centres=layout.centres[:first], curves=tuple(curves)), sizes)


def _turn_along(line: Line, ranks: Sequence[int]) -> Line:
    """Turn a line that runs against the columns round: the engine might move columns for it."""
    if ranks[line.start] <= ranks[line.end]:
        return line
    return Line(line.end, line.start, head=line.tail, tail=line.head)


def _turn(curve: Curve) -> Curve:
    return Curve(tuple(reversed(curve.points)), head=curve.tail, tail=curve.head)


def _crop(layout: Layout, sizes: Sequence[Size]) -> Layout:
    """Cut off what is above the first box or line, or below the last: nothing but struts."""
    spans = [(y, y) for curve in layout.curves for _, y in curve.points]
    for (_, y), size in zip(layout.centres, sizes, strict=True):
        spans.append((y - size.height / 2, y + size.height / 2))
    top, bottom = min(upper for upper, _ in spans), max(lower for _, lower in spans)
    return replace(
        layout,
        height=bottom - top,
        centres=tuple(_raise(centre, top) for centre in layout.centres),
        curves=tuple(_raise_curve(curve, top) for curve in layout.curves),
    )


def _raise(point: Point, top: float) -> Point:
    return point[0], point[1] - top


def _raise_curve(curve: Curve, top: float) -> Curve:
    return Curve(
        tuple(_raise(point, top) for point in curve.points),
        _raise(curve.head, top) if curve.head else None,
        _raise(curve.tail, top) if curve.tail else None,
    )
