"""A matrix as SVG: a row a data type, a column a company; where that is too wide, as lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dataflow.drawing import palette
from dataflow.drawing.drawn import Drawn
from dataflow.drawing.markup import element, escape
from dataflow.drawing.measuring import measure, widest, wrap
from dataflow.drawing.samples import write_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dataflow.drawing.grids import Cell, Column, Group, Matrix, Row
    from dataflow.drawing.palette import Type

ROW: Final = 30
"""How high a row is."""

NAMES: Final = 190
"""How wide the names of the rows may be."""

COUNT: Final = 34
"""The width of the counts."""

COLUMN: Final = 46
"""How wide a column is at least."""

HEADER: Final = 104
"""How wide the name above a column may be."""

LEAST: Final = 3
"""With fewer columns than these, and more left out, lists are drawn instead."""

INDENT: Final = 30
GAP: Final = 10


def write_matrix(matrix: Matrix, width: float, name: str) -> Drawn:
    """Draw a matrix in the first way that fits a width.

    Args:
        matrix: what is drawn.
        width: in pixels.
        name: what its ids begin with.
    """
    if not matrix.columns:
        return Drawn(0, 0, ())
    for columns, groups in (
        (matrix.columns, matrix.groups),
        (matrix.folded, matrix.folded_groups),
    ):
        table = _Table(matrix, columns, groups, width, name)
        if table.shown == len(columns):
            return table.draw()
    if table.shown >= LEAST:
        return table.draw()
    return _Lists(matrix, width, name).draw()


@dataclass(slots=True)
class _Filling:
    """Parts that fill a picture from top to bottom; `y` is where it is free."""

    parts: list[str] = field(default_factory=list)
    y: float = 0

    def text(self, said: str, role: str, style: Type, x: float, *, anchor: str = "start") -> None:
        """Write a line in the middle of `style.height` pixels from `y` on."""
        base = self.y + style.height / 2 + style.size * 0.36
        attributes = {} if anchor == "start" else {"text_anchor": anchor}
        self.parts.append(element("text", escape(said), class_=role, x=x, y=base, **attributes))

    def band(self, width: float, height: float) -> None:
        self.parts.append(element("rect", class_="band", x=0, y=self.y, width=width, height=height))

    def lines(self, lines: Sequence[str], role: str, style: Type, x: float) -> None:
        for line in lines:
            self.text(line, role, style, x)
            self.y += style.height


class _Table:
    """A table with as many columns as fit."""

    def __init__(
        self,
        matrix: Matrix,
        columns: Sequence[Column],
        groups: Sequence[Group],
        width: float,
        name: str,
    ) -> None:
        self.matrix, self.groups, self.name = matrix, groups, name
        rows = [row for group in groups for row in group.rows]
        names = {row.id: wrap(row.name, palette.DATA, NAMES) for row in rows}
        self.names: Mapping[str, Sequence[str]] = names
        self.label = max(widest(lines, palette.DATA) for lines in names.values()) + GAP
        self.start = self.label + COUNT
        needed = [_needed(column) for column in columns]
        self.columns = list(columns)
        self.widths = needed
        self.shown = len(columns)
        if self.start + sum(needed) > width:
            self._drop(width)
        spare = width - self.start - sum(self.widths)
        share = min(spare / len(self.widths), COLUMN) if self.widths else 0
        self.widths = [one + max(share, 0) for one in self.widths]

    def _drop(self, width: float) -> None:
        """Keep the columns that fit beside one that counts the others."""
        rest = measure(self._more(len(self.columns)), palette.COMPANY) / 2 + GAP
        while self.widths and self.start + sum(self.widths) + rest > width:
            self.widths.pop()
        self.shown = len(self.widths)
        self.widths.append(rest)

    def _more(self, number: int) -> str:
        return self.matrix.more.format(n=number)

    @property
    def left_out(self) -> list[Column]:
        return self.columns[self.shown :]

    def draw(self) -> Drawn:
        filling = _Filling()
        width = self.start + sum(self.widths)
        self._head(filling)
        for group in self.groups:
            if group.heading:
                filling.y += 8
                filling.text(group.heading, "heading", palette.COMPANY, 8)
                filling.y += palette.COMPANY.height + 4
            for number, row in enumerate(group.rows):
                self._row(filling, row, width, shaded=number % 2 == 0)
        if self.matrix.left_out:
            filling.y += 6
            filling.text(self.matrix.left_out, "count", palette.COMPANY, 8)
            filling.y += palette.COMPANY.height + 4
        return Drawn(width, filling.y, tuple(filling.parts))

    def _centres(self) -> Iterator[float]:
        x = self.start
        for width in self.widths:
            yield x + width / 2
            x += width

    def _head(self, filling: _Filling) -> None:
        heads = [
            wrap(column.name, palette.COLUMN, _room(width))
            for column, width in zip(self.columns[: self.shown], self.widths, strict=False)
        ]
        if self.left_out:
            count = sum(len(column.names) for column in self.left_out)
            heads.append(wrap(self._more(count), palette.COLUMN, _room(self.widths[-1])))
        height = max(len(lines) for lines in heads) * palette.COLUMN.height
        for number, (lines, x) in enumerate(zip(heads, self._centres(), strict=True)):
            filling.y = height - len(lines) * palette.COLUMN.height
            unnamed = number < self.shown and self.columns[number].unnamed
            top = filling.y
            for line in lines:
                filling.text(line, "column", palette.COLUMN, x, anchor="middle")
                filling.y += palette.COLUMN.height
            if unnamed:
                filling.parts.append(_dotted(x, top, widest(lines, palette.COLUMN), height - top))
        filling.y = height + 8

    def _row(self, filling: _Filling, row: Row, width: float, *, shaded: bool) -> None:
        lines = self.names[row.id]
        height = max(ROW, len(lines) * palette.DATA.height + 8)
        if shaded:
            filling.band(width, height)
        top = filling.y
        filling.y = top + (height - len(lines) * palette.DATA.height) / 2
        filling.lines(lines, "data", palette.DATA, 8)
        filling.y = top + (height - palette.PURPOSE.height) / 2
        filling.text(str(row.count), "count", palette.PURPOSE, self.start - 12, anchor="end")
        middle = top + height / 2
        for column, x in zip(self.columns[: self.shown], self._centres(), strict=False):
            cell = row.cells.get(column.id)
            if cell is None:
                filling.parts.append(element("circle", class_="none", cx=x, cy=middle, r=1.6))
            else:
                filling.parts.append(_mark(cell, x, middle))
        if self.left_out:
            more = sum(len(one.names) for one in self.left_out if one.id in row.cells)
            said = f"+ {more}" if more else "\N{EN DASH}"
            filling.text(said, "count", palette.PURPOSE, list(self._centres())[-1], anchor="middle")
        filling.y = top + height


def _needed(column: Column) -> float:
    words = column.name.replace("\u00a0", " ").split(" ")
    whole = widest(wrap(column.name, palette.COLUMN, HEADER), palette.COLUMN)
    return max(COLUMN, min(whole, max(widest(words, palette.COLUMN), COLUMN)) + GAP)


def _room(width: float) -> float:
    return width - GAP / 2


def _dotted(x: float, top: float, width: float, height: float) -> str:
    box = element(
        "rect",
        x=x - width / 2 - 3,
        y=top - 2,
        width=width + 6,
        height=height + 4,
        rx=palette.BOX_RADIUS,
    )
    return element("g", box, class_="outline unnamed")


def _mark(cell: Cell, x: float, y: float) -> str:
    content = element("title", escape(cell.label)) + write_mark(cell.how, x, y, hot=cell.hot)
    classes = f"cell {cell.how}" + (" hot" if cell.hot else "")
    return element("g", content, class_=classes, role="img", aria_label=cell.label)


class _Lists:
    """A matrix for narrow pages: below every data type, who has it."""

    def __init__(self, matrix: Matrix, width: float, name: str) -> None:
        self.matrix, self.width, self.name = matrix, width, name

    def draw(self) -> Drawn:
        filling = _Filling()
        for group in self.matrix.folded_groups:
            if group.heading:
                filling.y += 8
                filling.lines(
                    wrap(group.heading, palette.COMPANY, self.width), "heading", palette.COMPANY, 0
                )
            for row in group.rows:
                self._row(filling, row)
        if self.matrix.left_out:
            filling.text(self.matrix.left_out, "count", palette.COMPANY, 0)
            filling.y += palette.COMPANY.height
        return Drawn(self.width, filling.y, tuple(filling.parts))

    def _row(self, filling: _Filling, row: Row) -> None:
        filling.y += 6
        top = filling.y
        filling.lines(wrap(row.name, palette.DATA, self.width - COUNT), "data", palette.DATA, 0)
        ended, filling.y = filling.y, top
        filling.text(str(row.count), "count", palette.PURPOSE, self.width, anchor="end")
        filling.y = ended + 2
        together: dict[tuple[str, bool], list[Column]] = {}
        for column in self.matrix.folded:
            if column.id in row.cells:
                cell = row.cells[column.id]
                together.setdefault((cell.how, cell.hot), []).append(column)
        for columns in together.values():
            self._having(filling, row, columns)
        filling.parts.append(
            element("rect", class_="rule", x=0, y=filling.y + 4, width=self.width, height=1)
        )
        filling.y += 6

    def _having(self, filling: _Filling, row: Row, columns: Sequence[Column]) -> None:
        cells = [row.cells[column.id] for column in columns]
        said = ", ".join(column.name for column in columns)
        label = "; ".join(cell.label for cell in cells)
        middle = filling.y + palette.PURPOSE.height / 2
        content = element("title", escape(label)) + write_mark(
            cells[0].how, INDENT / 2, middle, hot=cells[0].hot
        )
        classes = f"cell {cells[0].how}" + (" hot" if cells[0].hot else "")
        filling.parts.append(element("g", content, class_=classes, role="img", aria_label=label))
        lines = wrap(said, palette.PURPOSE, self.width - INDENT)
        filling.lines(lines, "purpose", palette.PURPOSE, INDENT)
        filling.y += 4
