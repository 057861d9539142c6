"""A report, or a list of problems, as plain text for a terminal."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final

from dataflow.problems import NOWHERE, SHOWN, Excerpt, Problem
from dataflow.telling.report import tell_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.telling.report import Report, Section, Table


GAP = "  "
PACES = 60
"""In about how many steps a table that is too wide gets narrower."""

DECIDING = 40
"""How many rows of a table decide how wide its columns are."""

_PIECES: Final = tuple(map(re.compile, [r"\s", r"(?<=-)|\s", r"(?<=[\S\s]{8})", r"(?<=[\S\s]{3})"]))
"""Where cells are broken: between words, else behind hyphens, and where it must be, anywhere."""

_WITHOUT_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})
_JOINER: Final = "\N{ZERO WIDTH JOINER}"
_EMOJI: Final = "\N{VARIATION SELECTOR-16}"
"""What makes a symbol an emoji, which takes two columns."""


def render(report: Report, width: int | None = None) -> str:
    """Return a report as text without a final line end, wrapped if a width is given."""
    notes = (
        f"[{number}] {tell_source(source, report.words)}"
        for number, source in enumerate(report.sources, start=1)
    )
    blocks = [
        (_wrap(sentence, width) for sentence in report.sentences),
        *(_section(section, width) for section in report.sections),
        _table(report.table, width) if report.table else (),
        (_wrap(remark, width) for remark in report.remarks),
        (_wrap(doubt, width, "  ") for doubt in report.tell_doubts()),
        (_wrap(note, width, "    ") for note in notes),
    ]
    return "\n\n".join(filter(None, map("\n".join, blocks)))


def escape(text: str) -> str:
    r"""Return a text with its control characters escaped, so that a terminal does not obey them.

    Characters that form letters and emoji stay.

    >>> escape("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    if text.isprintable():
        return text
    from dataflow.reading.characters import escape as spell  # noqa: PLC0415 - rarely needed

    return spell(text, keep="\n")


def _wrap(text: str, width: int | None, indent: str = "") -> str:
    if width is None:
        return escape(text)
    return textwrap.fill(
        escape(text),
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _section(section: Section, width: int | None) -> Iterator[str]:
    yield _wrap(section.sentence, width)
    for number, step in enumerate(section.steps, start=1):
        yield _wrap(f"{number}. {step.line}", width, "   ")
        for detail in step.details:
            yield _wrap(f"   {detail}", width, "   ")


def _table(table: Table, width: int | None) -> Iterator[str]:
    """Yield the lines of a table; cells are wrapped where it is too wide."""
    cells = [[escape(cell) for cell in row] for row in (table.columns, *table.rows)]
    columns = [list(column) for column in zip(*cells, strict=True)]
    widths = [max(map(cell_width, column)) for column in columns]
    if width is not None:
        _narrow(widths, columns, sum(widths) + len(GAP) * (len(widths) - 1) - width)
    yield from _lines(cells[0], widths)
    yield GAP.join("─" * taken for taken in widths)
    for row in cells[1:]:
        yield from _lines(row, widths)


def _narrow(widths: list[int], columns: Sequence[Sequence[str]], over: int) -> None:
    """Make columns narrower where a table is too wide; words are broken only where they must be.

    Args:
        widths: of the columns; they are changed.
        columns: their cells.
        over: how much too wide the table is.
    """
    taken = [[cell_width(cell) for cell in column[:DECIDING]] for column in columns]
    for pattern in _PIECES:
        if over <= 0:
            return
        least = [
            min(width, max(max(map(cell_width, pattern.split(cell))) for cell in column))
            for column, width in zip(columns, widths, strict=True)
        ]
        over -= _take(widths, least, taken, over)


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


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = (
        textwrap.wrap(cell, width, break_on_hyphens=_is_broken(cell, width))
        if cell_width(cell) > width
        else [cell]
        for cell, width in zip(row, widths, strict=True)
    )
    for pieces in zip_longest(*wrapped, fillvalue=""):
        cells = zip(pieces, widths, strict=True)
        yield GAP.join(cell + " " * (width - cell_width(cell)) for cell, width in cells).rstrip()


def _is_broken(cell: str, width: int) -> bool:
    """Return whether a word of a cell does not fit its column."""
    return max(map(cell_width, cell.split())) > width


def cell_width(text: str) -> int:
    """Return how many columns a text takes in a terminal.

    >>> cell_width("abc"), cell_width("电话"), cell_width("👩\u200d💻"), cell_width("❤\ufe0f")
    (3, 4, 2, 2)
    """
    if text.isascii():
        return len(text)
    return sum(_columns(character, before) for before, character in pairwise(["", *text]))


def _columns(character: str, before: str) -> int:
    """Return those of a character: what an emoji is joined with shares its columns."""
    if character == _EMOJI:
        return 1 if before and unicodedata.east_asian_width(before) not in "WF" else 0
    wide = unicodedata.east_asian_width(character) in "WF"
    if unicodedata.category(character) in _WITHOUT_WIDTH or (before == _JOINER and wide):
        return 0
    return 1 + wide


WIDEST: Final = 90
"""How many characters of a line are shown."""

BEFORE: Final = 40
"""How many of them stand in front of what is underlined, where the line is cut there."""


def list_problems(
    problems: Sequence[Problem],
    *,
    shown: int = SHOWN,
    more: str = "`dataflow check` with `-o FILE` has them all",
) -> str:
    """Return problems as people read them, errors first if more than `shown`.

    `more` says where the others are found.
    """
    if len(problems) > shown:
        problems = sorted(problems, key=lambda problem: problem.severity != "error")
    blocks = ["\n".join(_excerpt_lines(problem)) for problem in problems[:shown]]
    if len(problems) > shown:
        blocks.append(f"and {len(problems) - shown} more: {more}")
    return "\n\n".join(blocks)


def annotate_all(problems: Sequence[Problem]) -> str:
    """Return problems as commands of GitHub's workflows, one a line."""
    return "".join(f"{annotate(problem)}\n" for problem in problems)


def annotate(problem: Problem) -> str:
    """Return a problem as a command of GitHub's workflows, which shows it beside its line.

    >>> from dataflow.problems import Location, Problem
    >>> annotate(Problem("bad-date", "100% no date", at=Location("a,b.yaml", 3, 5)))
    '::error file=a%2Cb.yaml,line=3,col=5,title=bad-date::100%25 no date'
    """
    place = problem.at or NOWHERE
    where = {"file": place.file, "line": place.line, "col": place.column, "title": problem.code}
    message = "\n".join(filter(None, [problem.message, problem.help]))
    keys = ",".join(
        f"{key}={_encode(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in where.items()
        if value
    )
    return f"::{problem.severity} {keys}::{_encode(message)}"


def _encode(words: str) -> str:
    lines = "\n".join(escape(line) for line in words.split("\n"))
    return lines.replace("%", "%25").replace("\n", "%0A")


def _excerpt_lines(problem: Problem) -> Iterator[str]:
    yield f"{problem.severity}[{problem.code}]: {escape(problem.message)}"
    margin = ""
    if problem.at:
        margin = " " * (len(str(problem.at.line)) if problem.excerpt else 1)
        yield f"{margin} ┌─ {escape(str(problem.at))}"
    if problem.at and problem.excerpt:
        text, start = _window(problem.excerpt, (problem.at.column or 1) - 1)
        marked = text[start : start + problem.excerpt.width]
        yield f"{problem.at.line} │ {escape(text)}".rstrip()
        pad = " " * cell_width(escape(text[:start]))
        yield f"{margin} │ {pad}{'^' * max(1, cell_width(escape(marked)))}"
    if problem.help:
        yield f"{margin} = {escape(problem.help)}"


def _window(excerpt: Excerpt, start: int) -> tuple[str, int]:
    """Cut a long line around what is underlined: a terminal would break it, and part the two."""
    text = excerpt.text
    first = max(0, start - BEFORE) if start + excerpt.width > WIDEST else 0
    shown = text[first : first + WIDEST]
    more = "…" if len(text) > first + WIDEST else ""
    return ("…" if first else "") + shown + more, start - first + bool(first)
