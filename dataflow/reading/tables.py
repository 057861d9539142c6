"""Bytes of a CSV file → rows of texts that know their line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from dataflow.problems import Location, Problem
from dataflow.reading.characters import Flaw, decode, find_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator


class Row(NamedTuple):
    """A row of a table: its cells, and where it stands (the line in which it ends)."""

    cells: list[str]
    at: Location


def read_rows(data: bytes, name: str) -> tuple[list[Row], list[Problem]]:
    r"""Read CSV: UTF-8, commas, as many cells in every row as in the first; empty lines are none.

    `name` is what messages call the file.

    >>> rows, problems = read_rows(b"flow,weight\nads,2\n\nresale\n", "w.csv")
    >>> [row.cells for row in rows], [str(row.at) for row in rows]
    ([['flow', 'weight'], ['ads', '2']], ['w.csv:1', 'w.csv:2'])
    >>> [f"{problem.at}: {problem.message}" for problem in problems]
    ['w.csv:4: this row has 1 cell, and the first row has 2']
    """
    text, flaw = decode(data)
    flaws = find_forbidden(text) if flaw is None else [flaw]
    problems = [_flawed(each, text, name) for each in flaws]
    if problems:
        return [], problems
    rows = list(_parse(text, name, problems))
    width = len(rows[0].cells) if rows else 0
    problems[:0] = (_ragged(row, width) for row in rows if len(row.cells) != width)
    if not rows and not problems:
        place = Location(name, 1, None)
        problems.append(Problem("empty-file", "the file has no rows", None, place))
    return [row for row in rows if len(row.cells) == width], problems


def _parse(text: str, name: str, problems: list[Problem]) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in filter(None, lines):
            yield Row(cells, Location(name, lines.line_num, None))
    except csv.Error as error:
        place = Location(name, max(1, lines.line_num), None)
        advice = 'quote a cell with ", and write a quote in it twice'
        problems.append(Problem("syntax", f"this row is no CSV: {error}", advice, place))


def _flawed(flaw: Flaw, text: str, name: str) -> Problem:
    place = Location(name, text[: flaw.offset].count("\n") + 1, None)
    return Problem(flaw.code, flaw.message, flaw.advice, place)


def _ragged(row: Row, width: int) -> Problem:
    many = f"{len(row.cells)} cell{'' if len(row.cells) == 1 else 's'}"
    message = f"this row has {many}, and the first row has {width}"
    return Problem("syntax", message, "give every row as many cells", row.at)
