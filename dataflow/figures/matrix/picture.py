"""A matrix as SVG: a table of as many columns as fit, or lists where too few do."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Final

from dataflow.figures.figure import DASHED
from dataflow.figures.frame import letter
from dataflow.figures.style import palette
from dataflow.figures.style.pen import (
    Drawn,
    Mark,
    Pen,
    Point,
    element,
    show,
    write_box,
    write_group,
    write_mark,
)
from dataflow.figures.style.text import measure, widest, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dataflow.figures.matrix.grid import Cell, Column, Group, Matrix, Rest, Row


LEAST_HEAD: Final = 46
"""How wide a column is at least."""

MOST: Final = 104
"""How wide a name above a column may be."""

COLUMN_GAP: Final = 8

ROW: Final = 30
"""How high a row is."""

NAMES: Final = (190, 124)
"""How wide the names of the rows may be: as they like, or narrower for more columns."""

COUNT: Final = 34
"""The width of the counts."""

LEAST: Final = 3
"""With fewer columns than these, and more left out, lists are drawn instead."""

SIDE: Final = 8
GAP: Final = 10

INDENT: Final = 34
MARK: Final = 14
"""Where the middle of a mark is in a list, and where its words begin."""

NAMED: Final = 6
"""How many companies, or groups of them, are named below a data type for every mark."""

LIST_GAP: Final = 6


def write_matrix(matrix: Matrix, width: float) -> Drawn:
    """Draw a matrix in the first way that fits: whole, folded, as far as it fits, or lists."""
    if not matrix.columns:
        return Drawn(0, 0, ())
    tables = [
        _Table(matrix, columns, groups, width, names)
        for columns, groups in (
            (matrix.columns, matrix.groups),
            (matrix.folded, matrix.folded_groups),
        )
        for names in NAMES
    ]
    whole = (table for table in tables if not table.left_out)
    table = next(whole, tables[-1])
    if table.left_out and len(table.chosen) < LEAST:
        return _Lists(matrix, width).draw()
    return table.draw()


def find_width(name: str) -> float:
    """Return how wide a column must be for its name: for the longest word, if that is short.

    >>> find_width("Ads"), find_width("Facebook, Inc.") < find_width("Facebook-Incorporated")
    (54, True)
    """
    words = widest(name.replace("\u00a0", " ").split(" "), palette.COLUMN)
    whole = widest(wrap(name, palette.COLUMN, MOST), palette.COLUMN)
    return max(LEAST_HEAD, min(whole, words)) + COLUMN_GAP


def choose_columns(
    columns: Sequence[Column], first: Collection[str], width: float, more: str
) -> list[Column]:
    """Choose as many columns as fit, in their order, beside one that counts those that do not.

    Args:
        columns: all there are, the most important first.
        first: the ids of those that come before all others.
        width: what they may take together.
        more: what stands above the one that counts, with their number as `{n}`.
    """
    # no letter is wider than an m, whichever a column gets in the end
    needed = {
        column.id: find_width(column.name + " [m]" * bool(column.listed)) for column in columns
    }
    if sum(needed.values()) <= width:
        return [*columns]
    free = width - find_width(more.format(n=_count_companies(columns)))
    chosen = set()
    for column in sorted(columns, key=lambda column: column.id not in first):
        if needed[column.id] > free:
            break
        free -= needed[column.id]
        chosen.add(column.id)
    return [column for column in columns if column.id in chosen]


# what tables and lists share


def _count_companies(columns: Sequence[Column]) -> int:
    return sum(len(column.companies) for column in columns)


def _mark_column(column: Column, columns: Sequence[Column]) -> str:
    """Return the letter of a column that several share, in brackets."""
    shared = [other.id for other in columns if other.listed]
    return f"[{letter(shared.index(column.id))}]"


def _name_column(column: Column, columns: Sequence[Column]) -> str:
    """Return the name of a column, with its letter if several share it."""
    return f"{column.name} {_mark_column(column, columns)}" if column.listed else column.name


def _write_key(pen: Pen, columns: Sequence[Column], width: float, gap: float) -> None:
    """Write below a gap who shares which column, under its letter."""
    listed = {_mark_column(column, columns): column.listed for column in columns if column.listed}
    pen.y += gap if listed else 0
    for mark, names in listed.items():
        indent = measure("[aa] ", palette.FOOTNOTE)
        pen.y += 2
        pen.text(mark, "note", palette.FOOTNOTE, 0)
        lines = pen.paragraph(names, "note", palette.FOOTNOTE, indent, width - indent)
        pen.width = max(pen.width, indent + widest(lines, palette.FOOTNOTE))


def _write_outline(corner: Point, width: float, height: float) -> str:
    """Write a double outline, for the name of somebody whom the source does not name."""
    (x, y), gap = corner, 2
    inner = write_box((x, y), width, height, palette.BOX_RADIUS)
    outer = (x - gap, y - gap), width + 2 * gap, height + 2 * gap
    return element("g", inner + write_box(*outer, palette.BOX_RADIUS + 1), class_="outline unnamed")


def _write_cell(cells: Sequence[Cell], x: float, y: float, *, small: bool = False) -> str:
    """Write the mark of cells that are alike, with the label of each."""
    label = "; ".join(dict.fromkeys(cell.label for cell in cells))
    first = cells[0]
    sure = first.status not in DASHED
    mark = write_mark(Mark(first.how, sure=sure, hot=first.hot, small=small), x, y)
    return write_group([mark], " ".join(["cell", *first.marks]), label)


class _Lists(Pen):
    """Lists that name as many as can be read, and count the others.

    Attributes:
        named: the columns that any list names.
    """

    def __init__(self, matrix: Matrix, width: float) -> None:
        super().__init__(width)
        self.matrix = matrix
        rows = [row for group in matrix.folded_groups for row in group.rows]
        named = {
            column.id
            for row in rows
            for columns in self._group_columns(row)
            for column in columns[:NAMED]
        }
        self.named = [column for column in self.matrix.folded if column.id in named]

    def draw(self) -> Drawn:
        for group in self.matrix.folded_groups:
            if group.heading:
                self._heading(group.heading)
            for row in group.rows:
                self._row(row)
        if self.matrix.rest:
            self._heading(self.matrix.rest.text)
        _write_key(self, self.named, self.width, LIST_GAP)
        return self.drawn()

    def _heading(self, text: str) -> None:
        self.y += LIST_GAP
        self.paragraph(text, "heading", palette.COMPANY, 0, self.width)

    def _group_columns(self, row: Row) -> list[list[Column]]:
        """Group those that have it in the same way; those who break a promise come first."""
        groups: dict[tuple[bool, tuple[str, ...], bool], list[Column]] = {}
        for column in self.matrix.folded:
            if column.id in row.cells:
                cell = row.cells[column.id]
                groups.setdefault((cell.hot, cell.marks, column.unnamed), []).append(column)
        return [groups[alike] for alike in sorted(groups, key=lambda alike: not alike[0])]

    def _row(self, row: Row) -> None:
        self.y += LIST_GAP
        top = self.y
        self.text(row.many, "count", palette.PURPOSE, self.width, "end")
        self.paragraph(row.name, "data", palette.DATA, 0, self.width - COUNT)
        self.y = max(self.y, top + palette.DATA.height) + 3
        for columns in self._group_columns(row):
            self._having(row, columns)
        self.y += 2
        self.block("rule", 1)

    def _having(self, row: Row, columns: Sequence[Column]) -> None:
        """Write the mark of columns that have it in the same way, and their names."""
        names = [_name_column(column, self.named) for column in columns[:NAMED]]
        more = _count_companies(columns[NAMED:])
        names += [self.matrix.more.format(n=more)] if more else []
        middle = self.y + palette.PURPOSE.height / 2
        cells = [row.cells[column.id] for column in columns]
        self.parts.append(_write_cell(cells, MARK, middle, small=True))
        lines = wrap(", ".join(names), palette.PURPOSE, self.width - INDENT - LIST_GAP)
        if columns[0].unnamed:
            size = widest(lines, palette.PURPOSE) + 8, len(lines) * palette.PURPOSE.height + 2
            self.parts.append(_write_outline((INDENT - 4, self.y - 1), *size))
        self.lines(lines, "purpose", palette.PURPOSE, INDENT)
        # outlines below each other must not touch
        self.y += 9 if columns[0].unnamed else 5


class _Table(Pen):
    """A table with as many columns as fit; those in which a promise is broken come before others.

    Attributes:
        chosen: the columns that are shown.
        left_out: the others, which are counted.
        start: where the first column begins.
    """

    def __init__(
        self,
        matrix: Matrix,
        columns: Sequence[Column],
        groups: Sequence[Group],
        room: float,
        names: float,
    ) -> None:
        """Choose the columns; the table may be as wide as `room`, the names of its rows `names`."""
        super().__init__(room)
        self.matrix, self.groups, self.room = matrix, groups, room
        rows = [row for group in groups for row in group.rows]
        self.names = {row.id: wrap(row.name, palette.DATA, names) for row in rows}
        self.rest = wrap(matrix.rest.text, palette.COMPANY, names) if matrix.rest else ()
        label = max(widest(lines, palette.DATA) for lines in self.names.values())
        self.start = max(label, widest(self.rest, palette.COMPANY)) + SIDE + GAP + COUNT
        hot = {column_id for row in rows for column_id, cell in row.cells.items() if cell.hot}
        self.chosen = choose_columns(columns, hot, room - self.start, matrix.more)
        self.left_out = [column for column in columns if column not in self.chosen]

    @cached_property
    def heads(self) -> list[str]:
        """What stands above the columns, and above the one that counts."""
        names = [_name_column(column, self.chosen) for column in self.chosen]
        more = self.matrix.more.format(n=_count_companies(self.left_out))
        return [*names, more] if self.left_out else names

    @cached_property
    def widths(self) -> list[float]:
        """The widths of the columns: each is a little wider for what room there is."""
        needed = [find_width(head) for head in self.heads]
        spare = self.room - self.start - sum(needed)
        share = max(0, min(spare / len(needed), palette.COLUMN_SHARE))
        return [width + share for width in needed]

    @cached_property
    def edges(self) -> list[float]:
        """Where the columns begin, and where the last one ends."""
        return [self.start + width for width in accumulate(self.widths, initial=0.0)]

    @cached_property
    def centres(self) -> list[float]:
        """The middle of every column, and of the one that counts."""
        return [left + width / 2 for left, width in zip(self.edges, self.widths, strict=False)]

    def draw(self) -> Drawn:
        # what adding leaves behind the point would make the canvas a pixel wider
        self.width = round(self.edges[-1], 1)
        self._owners()
        self._head()
        for group in self.groups:
            if group.heading:
                self.y += 8
                room = self.width - 2 * SIDE
                self.paragraph(group.heading, "heading", palette.COMPANY, SIDE, room)
                self.y += 4
            for number, row in enumerate(group.rows):
                self._row(row, shaded=number % 2 == 0)
        if self.matrix.rest:
            self._left(self.matrix.rest)
        _write_key(self, self.chosen, self.room, GAP)
        return self.drawn()

    def _owned(self) -> Iterator[tuple[str, float, float]]:
        """Return the owners of several columns side by side, with where these begin and end."""
        place = 0
        for owner, columns in groupby(self.chosen, key=lambda column: column.owner):
            end = place + len([*columns])
            if owner and end - place > 1:
                yield owner, self.edges[place], self.edges[end]
            place = end

    def _owners(self) -> None:
        """Write each owner above a bracket whose companies stand below it."""
        owned = [
            (wrap(owner, palette.COMPANY, end - begin - GAP), begin + GAP / 2, end - GAP / 2)
            for owner, begin, end in self._owned()
        ]
        bottom = max((len(lines) for lines, _, _ in owned), default=0) * palette.COMPANY.height
        for lines, begin, end in owned:
            self.y = bottom - len(lines) * palette.COMPANY.height
            self.lines(lines, "heading", palette.COMPANY, (begin + end) / 2, "middle")
            d = f"M{show(begin)},{show(bottom + 7)}v-5H{show(end)}v5"
            self.parts.append(element("path", class_="line", d=d))
        self.y = bottom + 14 if owned else 0

    def _head(self) -> None:
        style = palette.COLUMN
        heads = [
            wrap(head, style, width - GAP / 2)
            for head, width in zip(self.heads, self.widths, strict=True)
        ]
        unnamed = [column.unnamed for column in self.chosen] + [False] * bool(self.left_out)
        top = 2 if any(unnamed) else 0
        bottom = self.y + top + max(len(lines) for lines in heads) * style.height
        for lines, x, double in zip(heads, self.centres, unnamed, strict=True):
            height, width = len(lines) * style.height, widest(lines, style) + 6
            self.y = bottom - height
            if double:
                self.parts.append(_write_outline((x - width / 2, self.y - 2), width, height + 4))
            self.lines(lines, "column", style, x, "middle")
        self.y = bottom + 8

    def _row(self, row: Row, *, shaded: bool) -> None:
        lines, top = self.names[row.id], self.y
        height = max(ROW, len(lines) * palette.DATA.height + 8)
        if shaded:
            self.block("band", height)
        self.y = top + (height - len(lines) * palette.DATA.height) / 2
        self.lines(lines, "data", palette.DATA, SIDE)
        middle = top + height / 2
        self.y = middle - palette.PURPOSE.height / 2
        self.text(row.many, "count", palette.PURPOSE, self.start - 12, "end")
        for column, x in zip(self.chosen, self.centres, strict=False):
            cell = row.cells.get(column.id)
            nothing = element("circle", class_="none", cx=x, cy=middle, r=1.6)
            self.parts.append(_write_cell([cell], x, middle) if cell else nothing)
        if self.left_out:
            self._more(row, middle)
        self.y = top + height

    def _more(self, row: Row, middle: float) -> None:
        """Count those that are left out and have it, and mark that one breaks a promise."""
        having = [column for column in self.left_out if column.id in row.cells]
        cells = [row.cells[column.id] for column in having]
        hot = sorted((cell for cell in cells if cell.hot), key=lambda cell: cell.unsure)
        text = f"+ {_count_companies(having)}" if having else "\N{EN DASH}"
        x = self.centres[-1]
        if hot:
            self.parts.append(_write_cell(hot, x - 17, middle, small=True))
            x += 14
        self.text(text, "count", palette.PURPOSE, x, "middle")

    def _left(self, rest: Rest) -> None:
        """Count the data types that are left out, by column."""
        self.y += 6
        top, height = self.y, len(self.rest) * palette.COMPANY.height
        self.lines(self.rest, "heading", palette.COMPANY, SIDE)
        self.y = top + (height - palette.COMPANY.height) / 2
        for column, x in zip(self.chosen, self.centres, strict=False):
            if column.id in rest.counts:
                text = f"+ {rest.counts[column.id]}"
                self.text(text, "heading", palette.COMPANY, x, "middle")
        self.y = top + height + 4
