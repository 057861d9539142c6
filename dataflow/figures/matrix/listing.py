"""A matrix for narrow pages: below every data type, who has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.figures.style import palette
from dataflow.figures.style.filling import Filling, call, write_cell
from dataflow.figures.style.measuring import widest, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.figures.matrix.grids import Column, Matrix, Row
    from dataflow.figures.style.drawn import Drawn

COUNT: Final = 34
INDENT: Final = 34
MARK: Final = 14
"""Where the middle of a mark is."""

NAMED: Final = 6
"""How many companies, or groups of them, are named below a data type for every mark."""

GAP: Final = 6


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
                filling.y += GAP
                lines = wrap(group.heading, palette.COMPANY, self.width)
                filling.lines(lines, "heading", palette.COMPANY, 0)
            for row in group.rows:
                self._row(filling, row)
        if self.matrix.rest:
            filling.y += GAP
            lines = wrap(self.matrix.rest.said, palette.COMPANY, self.width)
            filling.lines(lines, "heading", palette.COMPANY, 0)
        if any(one.listed for one in self.named):
            filling.y += GAP
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
        filling.y += GAP
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
        lines = wrap(said, palette.PURPOSE, self.width - INDENT - GAP)
        if columns[0].unnamed:
            size = widest(lines, palette.PURPOSE) + 8, len(lines) * palette.PURPOSE.height + 2
            filling.outline((INDENT - 4, filling.y - 1), *size)
        filling.lines(lines, "purpose", palette.PURPOSE, INDENT)
        filling.y += 5
