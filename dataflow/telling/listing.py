"""Problems → text, each with the line that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.problems import NOWHERE, SHOWN, Excerpt, Problem
from dataflow.telling.text import cell_width, escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


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
    blocks = ["\n".join(_lines(problem)) for problem in problems[:shown]]
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


def _lines(problem: Problem) -> Iterator[str]:
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
