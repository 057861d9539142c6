"""A table as lines of text, in the width of a terminal."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from dataflow.telling.folding import cell_width, fold
from dataflow.telling.screen import paint_lines, paint_slice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dataflow.telling.report import Table
    from dataflow.telling.screen import Mark, Screen

    Find = Callable[[str], Sequence[Mark]]
    """Finds what is marked in a cell."""

GAP: Final = "  "
PACES: Final = 60
"""In about how many steps a table that is too wide gets narrower."""

SPARE: Final = 20
"""How many columns a column has at least that may be left out."""

DECIDING: Final = 40
"""How many rows of a table decide how wide its columns are."""

KEYED: Final = 2
"""Up to how many columns a table stays one, however narrow it gets."""

_WORDS: Final = tuple(map(re.compile, [r"\s", r"(?<=-)|\s", r"(?<=-)|\s|(?<=\S{12})"]))
"""Where cells are broken: between words, else behind hyphens, and within what is no usual word."""

_PARTS: Final = tuple(map(re.compile, [r"(?<=[\S\s]{8})", r"(?<=[\S\s]{3})", r"(?<=[\S\s])"]))
"""Where they are broken where there is no choice: anywhere."""

_NOTHING: Final = ("", "\N{EN DASH}")
"""Cells that say nothing, below each other."""


def lay_out(
    table: Table, screen: Screen, find: Find, escape: Callable[[str], str]
) -> Iterator[str]:
    """Yield the lines of a table; where words would be parted, its rows are lists below each other.

    Args:
        table: the table.
        screen: where it is shown.
        find: finds what is marked in a cell.
        escape: makes a cell one that a terminal does not obey.
    """
    room = screen.tables or screen.width
    if room is not None and not _has_room(table, room):
        table = table.without_spare()
    cells = [[escape(cell) for cell in row] for row in (table.columns, *table.rows)]
    columns = [list(column) for column in zip(*cells, strict=True)]
    widths = [max(map(cell_width, column)) for column in columns]
    if room is not None:
        over = sum(widths) + len(GAP) * (len(widths) - 1) - room
        over = _narrow(widths, columns, over, _WORDS)
        if over > 0 and len(columns) > KEYED:
            yield from _list_rows(cells, room, screen, find)
            return
        _narrow(widths, columns, over, _PARTS)
    yield from _lines(cells[0], widths, screen, find)
    yield GAP.join("─" * taken for taken in widths)
    for row in cells[1:]:
        yield from _lines(row, widths, screen, find)


def _has_room(table: Table, width: int) -> bool:
    """Return whether there is room for the spare column where the others break words at hyphens."""
    if table.spare is None:
        return True
    others = table.without_spare()
    columns = zip(*(others.columns, *others.rows), strict=True)
    pattern = _WORDS[1]
    least = (max(_widest_piece(cell, pattern) for cell in column) for column in columns)
    return SPARE + sum(taken + len(GAP) for taken in least) <= width


def _narrow(
    widths: list[int],
    columns: Sequence[Sequence[str]],
    over: int,
    patterns: Sequence[re.Pattern[str]],
) -> int:
    """Make columns narrower where a table is too wide; return how much too wide it still is.

    Args:
        widths: of the columns; they are changed.
        columns: their cells.
        over: how much too wide the table is.
        patterns: where cells may be broken, the best first.
    """
    taken = [[cell_width(cell) for cell in column[:DECIDING]] for column in columns]
    for pattern in patterns:
        if over <= 0:
            break
        least = [
            min(width, max(_widest_piece(cell, pattern) for cell in column))
            for column, width in zip(columns, widths, strict=True)
        ]
        over -= _take(widths, least, taken, over)
    return over


def _widest_piece(cell: str, pattern: re.Pattern[str]) -> int:
    """Return how wide a column must be for a cell; what it is indented by stays with its words."""
    words = cell.lstrip(" ")
    first, *others = map(cell_width, pattern.split(words))
    return max(first + len(cell) - len(words), *others, 0)


def _take(
    widths: list[int], least: Sequence[int], taken: Sequence[Sequence[int]], over: int
) -> int:
    """Make columns narrower so that the table has as few lines as may be; return by how much.

    Step by step, that column gives way by which the table then has the fewest lines; of several,
    the widest. Of a long table, the first rows decide.
    """
    needed = [_count_lines(column, width) for column, width in zip(taken, widths, strict=True)]
    left, pace = over, max(1, over // PACES)
    while left > 0:
        pace = min(pace, left)
        choices = []
        for number, width in enumerate(widths):
            if width - pace >= least[number]:
                lines = _count_lines(taken[number], width - pace)
                others = (needed[other] for other in range(len(widths)) if other != number)
                height = sum(map(max, zip(lines, *others, strict=True)))
                choices.append((height, -width, number, lines))
        if choices:
            _, _, number, needed[number] = min(choices)
            widths[number] -= pace
            left -= pace
        elif pace == 1:
            break
        else:
            pace //= 2
    return over - left


def _count_lines(taken: Sequence[int], width: int) -> list[int]:
    """Return about how many lines each cell of a column needs."""
    return [-(-max(1, columns) // max(1, width)) for columns in taken]


def _lines(row: Sequence[str], widths: Sequence[int], screen: Screen, find: Find) -> Iterator[str]:
    marks = [find(cell) for cell in row]
    folded = (fold(cell, width) for cell, width in zip(row, widths, strict=True))
    for spans in zip_longest(*folded, fillvalue=(0, 0)):
        line, blank = "", 0
        for cell, marked, width, (start, end) in zip(row, marks, widths, spans, strict=True):
            if end > start:
                line += " " * blank + paint_slice(cell, start, end, marked, screen)
                blank = 0
            blank += width - cell_width(cell[start:end]) + len(GAP)
        yield line


def _list_rows(
    cells: Sequence[Sequence[str]], room: int, screen: Screen, find: Find
) -> Iterator[str]:
    """Yield each row as a list of what it has, below its first cell."""
    names, *rows = cells
    label = max(map(cell_width, names[1:]))
    for row in rows:
        yield from paint_lines(row[0], find(row[0]), room, screen, ("", GAP))
        for name, cell in zip(names[1:], row[1:], strict=True):
            if cell not in _NOTHING:
                first = f"{GAP}{name}{' ' * (label - cell_width(name))}{GAP}"
                rest = " " * cell_width(first)
                yield from paint_lines(cell, find(cell), room, screen, (first, rest))
