"""A matrix as SVG: a table of as many columns as fit, or lists where too few do."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from dataflow.figures.frame import letter
from dataflow.figures.style import palette
from dataflow.figures.style.pen import Drawn, element, escape, show, write_mark
from dataflow.figures.style.text import measure, widest, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from dataflow.figures.matrix.grid import Cell, Column, Group, Matrix, Rest, Row
    from dataflow.figures.style.palette import Type
    from dataflow.figures.style.pen import Point


LEAST_HEAD: Final = 46
"""How wide a column is at least."""

MOST: Final = 104
"""How wide a name above a column may be."""

COLUMN_GAP: Final = 8


def find_width(name: str) -> float:
    """Give how wide a column must be for what stands above it: its longest word, if that is short.

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
    needed = {one.id: find_width(one.name + " [m]" * bool(one.listed)) for one in columns}
    if sum(needed.values()) <= width:
        return [*columns]
    free = width - find_width(more.format(n=sum(len(one.companies) for one in columns)))
    chosen = set()
    for one in sorted(columns, key=lambda column: column.id not in first):
        if needed[one.id] > free:
            break
        free -= needed[one.id]
        chosen.add(one.id)
    return [one for one in columns if one.id in chosen]


INDENT: Final = 34
MARK: Final = 14
"""Where the middle of a mark is in a list, and where its words begin."""

NAMED: Final = 6
"""How many companies, or groups of them, are named below a data type for every mark."""

LIST_GAP: Final = 6


def write_lists(matrix: Matrix, width: float) -> Drawn:
    """Draw a matrix as lists of a width."""
    return _Lists(matrix, width).draw()


class _Lists:
    """Lists that name as many as can be read, and count the others."""

    def __init__(self, matrix: Matrix, width: float) -> None:
        self.matrix, self.width = matrix, width
        self.rows = [row for group in matrix.folded_groups for row in group.rows]
        named = {
            one.id for row in self.rows for some in self._together(row) for one in some[:NAMED]
        }
        self.named = [one for one in matrix.folded if one.id in named]

    def draw(self) -> Drawn:
        filling = Filling(self.width)
        for group in self.matrix.folded_groups:
            if group.heading:
                filling.y += LIST_GAP
                lines = wrap(group.heading, palette.COMPANY, self.width)
                filling.lines(lines, "heading", palette.COMPANY, 0)
            for row in group.rows:
                self._row(filling, row)
        if self.matrix.rest:
            filling.y += LIST_GAP
            lines = wrap(self.matrix.rest.said, palette.COMPANY, self.width)
            filling.lines(lines, "heading", palette.COMPANY, 0)
        if any(one.listed for one in self.named):
            filling.y += LIST_GAP
            filling.key(self.named, self.width)
        return filling.drawn()

    def _together(self, row: Row) -> list[list[Column]]:
        """Put together those that have it in the same way, those who break a promise first."""
        together: dict[tuple[bool, str, bool], list[Column]] = {}
        for column in self.matrix.folded:
            if column.id in row.cells:
                cell = row.cells[column.id]
                alike = (cell.hot, cell.how, column.unnamed)
                together.setdefault(alike, []).append(column)
        return [together[alike] for alike in sorted(together, key=lambda alike: not alike[0])]

    def _row(self, filling: Filling, row: Row) -> None:
        filling.y += LIST_GAP
        top = filling.y
        filling.text(str(row.count), "count", palette.PURPOSE, self.width, anchor="end")
        lines = wrap(row.name, palette.DATA, self.width - COUNT)
        filling.lines(lines, "data", palette.DATA, 0)
        filling.y = max(filling.y, top + palette.DATA.height) + 3
        for columns in self._together(row):
            self._having(filling, row, columns)
        filling.y += 2
        filling.block("rule", 1)

    def _having(self, filling: Filling, row: Row, columns: Sequence[Column]) -> None:
        names = [call(one, self.named) for one in columns[:NAMED]]
        more = sum(len(one.companies) for one in columns[NAMED:])
        said = ", ".join([*names, *([self.matrix.more.format(n=more)] if more else [])])
        middle = filling.y + palette.PURPOSE.height / 2
        cells = [row.cells[one.id] for one in columns]
        filling.parts.append(write_cell(cells, MARK, middle, small=True))
        lines = wrap(said, palette.PURPOSE, self.width - INDENT - LIST_GAP)
        if columns[0].unnamed:
            size = widest(lines, palette.PURPOSE) + 8, len(lines) * palette.PURPOSE.height + 2
            filling.outline((INDENT - 4, filling.y - 1), *size)
        filling.lines(lines, "purpose", palette.PURPOSE, INDENT)
        filling.y += 5


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


def write_matrix(matrix: Matrix, width: float) -> Drawn:
    """Draw a matrix in the first way that fits a width: whole, folded, as far as it fits, or lists.

    Args:
        matrix: what is drawn.
        width: in pixels.
    """
    if not matrix.columns:
        return Drawn(0, 0, ())
    tables = (
        _Table(matrix, columns, groups, (width, names))
        for columns, groups in (
            (matrix.columns, matrix.groups),
            (matrix.folded, matrix.folded_groups),
        )
        for names in NAMES
    )
    last = None
    for table in tables:
        last = table
        if not table.left_out:
            return table.draw()
    assert last is not None  # there are several ways
    return last.draw() if len(last.columns) >= LEAST else write_lists(matrix, width)


class _Table:
    """A table with as many columns as fit; those in which a promise is broken come before others.

    Attributes:
        columns: those that are shown.
        left_out: the others, which are counted.
        widths: of the columns, and of one that counts.
    """

    def __init__(
        self,
        matrix: Matrix,
        columns: Sequence[Column],
        groups: Sequence[Group],
        room: tuple[float, float],
    ) -> None:
        self.matrix, self.groups = matrix, groups
        self.room, most = room
        rows = [row for group in groups for row in group.rows]
        self.names: Mapping[str, Sequence[str]] = {
            row.id: wrap(row.name, palette.DATA, most) for row in rows
        }
        self.rest = wrap(matrix.rest.said, palette.COMPANY, most) if matrix.rest else ()
        label = max(widest(lines, palette.DATA) for lines in self.names.values())
        self.start = max(label, widest(self.rest, palette.COMPANY)) + SIDE + GAP + COUNT
        hot = {key for row in rows for key, cell in row.cells.items() if cell.hot}
        chosen = choose_columns(columns, hot, self.room - self.start, matrix.more)
        self.columns = chosen
        self.left_out = [one for one in columns if one not in chosen]
        self.heads = [call(one, chosen) for one in chosen]
        if self.left_out:
            count = sum(len(one.companies) for one in self.left_out)
            self.heads.append(matrix.more.format(n=count))
        needed = [find_width(head) for head in self.heads]
        spare = self.room - self.start - sum(needed)
        share = max(0, min(spare / len(needed), palette.COLUMN_SHARE))
        self.widths = [one + share for one in needed]

    def draw(self) -> Drawn:
        # what adding leaves behind the point would make the canvas a pixel wider
        filling = Filling(round(self.start + sum(self.widths), 1))
        self._owners(filling)
        self._head(filling)
        for group in self.groups:
            if group.heading:
                filling.y += 8
                lines = wrap(group.heading, palette.COMPANY, filling.width - 2 * SIDE)
                filling.lines(lines, "heading", palette.COMPANY, SIDE)
                filling.y += 4
            for number, row in enumerate(group.rows):
                self._row(filling, row, shaded=number % 2 == 0)
        if self.matrix.rest:
            self._left(filling, self.matrix.rest)
        if any(one.listed for one in self.columns):
            filling.y += GAP
            filling.key(self.columns, self.room)
        return filling.drawn()

    @property
    def centres(self) -> Sequence[float]:
        """The middle of every column, and of the one that counts."""
        ends = [self.start + sum(self.widths[:n]) for n in range(len(self.widths))]
        return [end + width / 2 for end, width in zip(ends, self.widths, strict=True)]

    def _owned(self) -> Iterator[tuple[str, float, float]]:
        """Give the owners of several columns side by side, with where these begin and end."""
        place = 0
        for owner, some in groupby(self.columns, key=lambda one: one.owner):
            many = len([*some])
            if owner and many > 1:
                begin = self.start + sum(self.widths[:place])
                yield owner, begin, begin + sum(self.widths[place : place + many])
            place += many

    def _owners(self, filling: Filling) -> None:
        """Say above a bracket whose companies stand below it."""
        owned = [
            (wrap(owner, palette.COMPANY, end - begin - GAP), begin + GAP / 2, end - GAP / 2)
            for owner, begin, end in self._owned()
        ]
        bottom = max((len(lines) for lines, _, _ in owned), default=0) * palette.COMPANY.height
        for lines, begin, end in owned:
            filling.y = bottom - len(lines) * palette.COMPANY.height
            middle = (begin + end) / 2
            filling.lines(lines, "heading", palette.COMPANY, middle, anchor="middle")
            d = f"M{show(begin)},{show(bottom + 7)}v-5H{show(end)}v5"
            filling.parts.append(element("path", class_="line", d=d))
        filling.y = bottom + 14 if owned else 0

    def _head(self, filling: Filling) -> None:
        style, begun = palette.COLUMN, filling.y
        heads = [
            wrap(head, style, width - GAP / 2)
            for head, width in zip(self.heads, self.widths, strict=True)
        ]
        unnamed = [one.unnamed for one in self.columns] + [False] * bool(self.left_out)
        top = 2 if any(unnamed) else 0
        bottom = begun + top + max(len(lines) for lines in heads) * style.height
        for lines, x, dotted in zip(heads, self.centres, unnamed, strict=True):
            height, width = len(lines) * style.height, widest(lines, style) + 6
            filling.y = bottom - height
            if dotted:
                filling.outline((x - width / 2, filling.y - 2), width, height + 4)
            filling.lines(lines, "column", style, x, anchor="middle")
        filling.y = bottom + 8

    def _row(self, filling: Filling, row: Row, *, shaded: bool) -> None:
        lines, top = self.names[row.id], filling.y
        height = max(ROW, len(lines) * palette.DATA.height + 8)
        if shaded:
            filling.block("band", height)
        filling.y = top + (height - len(lines) * palette.DATA.height) / 2
        filling.lines(lines, "data", palette.DATA, SIDE)
        middle = top + height / 2
        filling.y = middle - palette.PURPOSE.height / 2
        filling.text(str(row.count), "count", palette.PURPOSE, self.start - 12, anchor="end")
        for column, x in zip(self.columns, self.centres, strict=False):
            cell = row.cells.get(column.id)
            nothing = element("circle", class_="none", cx=x, cy=middle, r=1.6)
            filling.parts.append(write_cell([cell], x, middle) if cell else nothing)
        if self.left_out:
            self._more(filling, row, middle)
        filling.y = top + height

    def _more(self, filling: Filling, row: Row, middle: float) -> None:
        """Count those that are left out and have it, and mark that one breaks a promise."""
        having = [one for one in self.left_out if one.id in row.cells]
        hot = [row.cells[one.id] for one in having if row.cells[one.id].hot]
        many = sum(len(one.companies) for one in having)
        said = f"+ {many}" if many else "\N{EN DASH}"
        x = self.centres[-1]
        if hot:
            filling.parts.append(write_cell(hot, x - 17, middle, small=True))
            x += 14
        filling.text(said, "count", palette.PURPOSE, x, anchor="middle")

    def _left(self, filling: Filling, rest: Rest) -> None:
        """Count the data types that are left out, by column."""
        filling.y += 6
        top, height = filling.y, len(self.rest) * palette.COMPANY.height
        filling.lines(self.rest, "heading", palette.COMPANY, SIDE)
        filling.y = top + (height - palette.COMPANY.height) / 2
        for column, x in zip(self.columns, self.centres, strict=False):
            if column.id in rest.counts:
                said = f"+ {rest.counts[column.id]}"
                filling.text(said, "heading", palette.COMPANY, x, anchor="middle")
        filling.y = top + height + 4


@dataclass(slots=True)
class Filling:
    """Parts of a picture; `y` is where it is free, `width` how far it reaches."""

    width: float = 0
    y: float = 0
    parts: list[str] = field(default_factory=list)

    def text(self, said: str, role: str, style: Type, x: float, *, anchor: str = "start") -> None:
        """Write a line in the middle of `style.height` pixels from `y` on."""
        base = self.y + style.height / 2 + style.size * 0.36
        attributes = {} if anchor == "start" else {"text_anchor": anchor}
        self.parts.append(element("text", escape(said), class_=role, x=x, y=base, **attributes))

    def lines(
        self, lines: Sequence[str], role: str, style: Type, x: float, *, anchor: str = "start"
    ) -> None:
        """Write lines below each other."""
        for line in lines:
            self.text(line, role, style, x, anchor=anchor)
            self.y += style.height

    def block(self, role: str, height: float) -> None:
        """Put a rectangle over the whole width, from `y` on."""
        box = element("rect", class_=role, x=0, y=self.y, width=self.width, height=height)
        self.parts.append(box)

    def outline(self, corner: Point, width: float, height: float) -> None:
        """Put a dotted outline around the name of somebody whom the source does not name."""
        x, y = corner
        box = element("rect", x=x, y=y, width=width, height=height, rx=palette.BOX_RADIUS)
        self.parts.append(element("g", box, class_="outline unnamed"))

    def key(self, columns: Sequence[Column], width: float) -> None:
        """Say who shares a column, under its letter."""
        told = {key_of(one, columns): one.listed for one in columns if one.listed}
        for mark, listed in told.items():
            indent = measure("[aa] ", palette.FOOTNOTE)
            lines = wrap(listed, palette.FOOTNOTE, width - indent)
            self.y += 2
            self.text(mark, "note", palette.FOOTNOTE, 0)
            self.lines(lines, "note", palette.FOOTNOTE, indent)
            self.width = max(self.width, indent + widest(lines, palette.FOOTNOTE))

    def drawn(self) -> Drawn:
        """Give what has been drawn."""
        return Drawn(self.width, self.y, tuple(self.parts))


def key_of(column: Column, columns: Sequence[Column]) -> str:
    """Give the letter of a column that several share, in brackets."""
    shared = [one.id for one in columns if one.listed]
    return f"[{letter(shared.index(column.id))}]"


def call(column: Column, columns: Sequence[Column]) -> str:
    """Call a column by its name, with its letter if several share it."""
    return f"{column.name} {key_of(column, columns)}" if column.listed else column.name


def write_cell(cells: Sequence[Cell], x: float, y: float, *, small: bool = False) -> str:
    """Draw the mark of cells that are alike, with what each says."""
    label = "; ".join(dict.fromkeys(cell.label for cell in cells))
    how, hot = cells[0].how, cells[0].hot
    content = element("title", escape(label)) + write_mark(how, x, y, hot=hot, small=small)
    classes = f"cell {how}" + (" hot" if hot else "")
    return element("g", content, class_=classes, role="img", aria_label=label)
