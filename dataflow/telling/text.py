"""A report, or a list of problems, as plain text for a terminal."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from dataflow.problems import NOWHERE, SHOWN, Excerpt, Problem
from dataflow.telling.folding import cell_width
from dataflow.telling.marking import Marker
from dataflow.telling.report import split_source
from dataflow.telling.screen import PLAIN, Mark, Screen, paint, paint_lines
from dataflow.telling.tables import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dataflow.model import Source
    from dataflow.telling.report import Report, Section, Table


def render(report: Report, screen: Screen = PLAIN) -> str:
    """Return a report as text without a final line end, wrapped if the screen has a width."""
    writer = _Writer(report, screen)
    blocks = [
        chain(
            (line for sentence in report.sentences for line in writer.wrap(sentence)),
            *(writer.section(section) for row in report.rows for section in row),
        ),
        *(writer.section(section) for section in report.sections),
        writer.table(report.table) if report.table else (),
        (line for remark in report.remarks for line in writer.wrap(remark)),
        (line for doubt in report.tell_doubts() for line in writer.doubt(doubt)),
        (
            line
            for number, source in enumerate(report.sources, start=1)
            for line in writer.source(number, source)
        ),
    ]
    return "\n\n".join(filter(None, map("\n".join, blocks)))


class _Writer:
    """Writes the parts of a report in the width and the looks of a screen."""

    def __init__(self, report: Report, screen: Screen) -> None:
        self.screen, self.words = screen, report.words
        self.is_plain = not (screen.has_colour or screen.has_links)
        looks = () if self.is_plain else report.looks
        told = () if self.is_plain else report.list_texts()
        marker = Marker(looks, map(escape, told), report.sources)
        self.find: Callable[[str], Sequence[Mark]] = _find_nothing if self.is_plain else marker.find

    def wrap(self, words: str, first: str = "", rest: str = "") -> Iterator[str]:
        """Yield the lines of a sentence, behind the indent of the first and that of the others."""
        text = escape(words)
        yield from paint_lines(text, self.find(text), self.screen.width, self.screen, (first, rest))

    def section(self, section: Section) -> Iterator[str]:
        """Yield the lines of a path, or of another list."""
        yield from self.wrap(section.sentence)
        for number, step in enumerate(section.steps, start=1):
            yield from self.wrap(f"{number}. {step.line}", rest="   ")
            for detail in step.details:
                yield from self.wrap(detail, "   ", "   ")

    def table(self, table: Table) -> Iterator[str]:
        """Yield the lines of a table."""
        return lay_out(table, self.screen, self.find, escape)

    def doubt(self, doubt: str) -> Iterator[str]:
        """Yield the lines of a doubt."""
        text = escape(doubt)
        begun = self.words.say("Doubt: {doubt}", doubt="").rstrip()
        marks = [Mark(0, len(begun), "unsure")] if text.startswith(begun) else []
        yield from paint_lines(text, marks, self.screen.width, self.screen, ("", "  "))

    def source(self, number: int, source: Source) -> Iterator[str]:
        """Yield the lines of a source; its addresses are links."""
        text = f"[{number}]"
        marks = [Mark(0, len(text), "source", source.url or "")]
        text += " "
        for words, url in split_source(source, self.words):
            text += escape(words)
            address = escape(url)
            marks.append(Mark(len(text), len(text) + len(address), "source", url))
            text += address
        yield from paint_lines(text, marks, self.screen.width, self.screen, ("", "    "))


def _find_nothing(_: str) -> tuple[Mark, ...]:
    return ()


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


WIDEST: Final = 90
"""How many characters of a line are shown."""

BEFORE: Final = 40
"""How many of them stand in front of what is underlined, where the line is cut there."""


def list_problems(
    problems: Sequence[Problem],
    screen: Screen = PLAIN,
    *,
    shown: int = SHOWN,
    more: str = "`dataflow check` with `-o FILE` has them all",
) -> str:
    """Return problems as people read them, errors first if more than `shown`.

    `more` says where the others are found.
    """
    if len(problems) > shown:
        problems = sorted(problems, key=lambda problem: problem.severity != "error")
    blocks = ["\n".join(_excerpt_lines(problem, screen)) for problem in problems[:shown]]
    if len(problems) > shown:
        blocks.append(write_line(f"and {len(problems) - shown} more: {more}", screen))
    return "\n\n".join(blocks)


def write_line(words: str, screen: Screen, marks: Sequence[Mark] = (), rest: str = "") -> str:
    """Return what is one line where nothing is wrapped: in a pipe, a line is a message."""
    width = None if screen.is_endless else screen.width
    return "\n".join(paint_lines(words, marks, width, screen, ("", rest)))


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


def _excerpt_lines(problem: Problem, screen: Screen) -> Iterator[str]:
    name = f"{problem.severity}[{problem.code}]"
    marks = [Mark(0, len(name), problem.severity)]
    yield write_line(f"{name}: {escape(problem.message)}", screen, marks, "  ")
    margin = ""
    if problem.at:
        margin = " " * (len(str(problem.at.line)) if problem.excerpt else 1)
        place = f"{margin} ┌─ {escape(str(problem.at))}"
        yield write_line(place, screen, [Mark(len(margin), len(place), "place")], f"{margin}    ")
    if problem.at and problem.excerpt:
        yield from _show_line(problem, problem.excerpt, margin, screen)
    if problem.help:
        sign = len(margin) + 1
        help_ = f"{margin} = {escape(problem.help)}"
        yield write_line(help_, screen, [Mark(sign, sign + 1, "place")], f"{margin}   ")


def _show_line(problem: Problem, excerpt: Excerpt, margin: str, screen: Screen) -> Iterator[str]:
    """Yield a line of a file, and below it what is underlined in it."""
    place = problem.at or NOWHERE
    room = None
    if screen.width is not None and not screen.is_endless:
        room = max(1, screen.width - len(margin) - len(" │ "))
    text, start = _window(excerpt, (place.column or 1) - 1, room)
    pad = cell_width(escape(text[:start]))
    marked = cell_width(escape(text[start : start + excerpt.width]))
    line = paint(f"{place.line} │", "place", screen)
    yield f"{line} {escape(text)}".rstrip()
    signs = paint("^" * max(1, marked), problem.severity, screen)
    yield paint(f"{margin} │", "place", screen) + f" {' ' * pad}{signs}"


def _window(excerpt: Excerpt, start: int, room: int | None) -> tuple[str, int]:
    """Cut a long line around what is underlined: a terminal would break it, and part the two.

    Return what is left, and where in it begins what is underlined.
    """
    text, widest = excerpt.text, min(WIDEST, room or WIDEST)
    first = max(0, start - min(BEFORE, widest // 2)) if start + excerpt.width > widest else 0
    last = min(len(text), first + widest)
    before = "…" if first else ""
    while True:
        shown = before + text[first:last] + ("…" if last < len(text) else "")
        if room is None or last <= first or cell_width(escape(shown)) <= room:
            return shown, start - first + len(before)
        last -= 1
