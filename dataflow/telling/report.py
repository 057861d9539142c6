"""A report: what an answer says to people, before it has a format."""

from __future__ import annotations

import re
from dataclasses import field, replace
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from dataflow.common.values import dataclass
from dataflow.language.words import SourceKind
from dataflow.telling.length import CITED, FEW, Length
from dataflow.telling.words import Words, behind, speak, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.model import Source
    from dataflow.problems import Problem
    from dataflow.telling.marking import Looks

DOUBTS: Final = 20
"""How many doubts are told one by one."""

NO_SOURCE: Final = "no-source"
"""The code of a statement without a source: there may be hundreds."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows under columns; every cell is text.

    Attributes:
        spare: the column that is left out where there is no room for it, None for none.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spare: int | None = None

    def with_column(self, name: str, cells: Iterable[str]) -> Table:
        """Return a table with one more column, the last."""
        rows = zip(self.rows, cells, strict=True)
        columns, added = (*self.columns, name), tuple((*row, cell) for row, cell in rows)
        return Table(columns, added, self.spare)

    def with_spare_column(self, number: int, name: str, cells: Iterable[str]) -> Table:
        """Return a table with one more column, which may be left out, before one of its columns."""
        rows = zip(self.rows, cells, strict=True)
        added = tuple((*row[:number], cell, *row[number:]) for row, cell in rows)
        return Table((*self.columns[:number], name, *self.columns[number:]), added, number)

    def without_spare(self) -> Table:
        """Return the table without what may be left out."""
        if self.spare is None:
            return self
        columns, *rows = (
            (*row[: self.spare], *row[self.spare + 1 :]) for row in (self.columns, *self.rows)
        )
        return Table(columns, tuple(rows))


def name_columns(columns: Iterable[str]) -> tuple[str, ...]:
    """Return the names of columns in the language that is spoken."""
    return tuple(map(spoken().say, columns))


class Step(NamedTuple):
    """A numbered step of a path or line of a list, and the lines below it."""

    line: str
    details: tuple[str, ...]


class Section(NamedTuple):
    """A path or another list: a sentence, and its steps."""

    sentence: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """Sentences first, then paths and a table, then the doubts, then the numbered sources.

    Attributes:
        sentences: one a line; `[1]` in them means the first source.
        rows: what is told of each of several, below the sentences: some of it may be lists.
        sections: paths, each with its steps, and other lists.
        table: None where it would say nothing more.
        remarks: what limits the answer.
        doubts: the warnings that concern it.
        sides: where two models are compared, each by its path with all that is doubted in it.
        sources: in the order of their numbers.
        looks: the phrases in it that have a look of their own where there are colours.
        language: of what it says, and in which its doubts and sources are told.
    """

    sentences: tuple[str, ...] = ()
    rows: tuple[tuple[Section, ...], ...] = ()
    sections: tuple[Section, ...] = ()
    table: Table | None = None
    remarks: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()
    sides: tuple[tuple[str, tuple[Problem, ...]], ...] = ()
    sources: tuple[Source, ...] = ()
    looks: Looks = ()
    language: str = "en"

    @property
    def words(self) -> Words:
        """The phrase book of its language."""
        return speak(self.language)

    def cut(self) -> Report:
        """Return what is left where only the finding is wanted, and what is listed below it."""
        sections = tuple(map(_cut_details, self.sections))
        rows = tuple(tuple(map(_cut_details, row)) for row in self.rows)
        return Report(
            self.sentences,
            rows,
            sections,
            self.table,
            looks=self.looks,
            language=self.language,
        )

    def list_texts(self) -> Iterator[str]:
        """Yield all that it says in words of its own: sentences, lines of lists, cells."""
        yield from (*self.sentences, *self.remarks)
        for section in (*chain.from_iterable(self.rows), *self.sections):
            yield section.sentence
            for step in section.steps:
                yield from (step.line, *step.details)
        if self.table:
            for cells in self.table.rows:
                yield from cells

    def tell_doubts(self) -> Iterator[str]:
        """Yield a sentence a doubt, up to a bound; statements without a source are counted."""
        words = self.words
        doubts = [problem for problem in self.doubts if problem.code != NO_SOURCE]
        for problem in doubts[:DOUBTS]:
            where = f" ({problem.at})" if problem.at else ""
            doubt = words.say("Doubt: {doubt}", doubt=problem.message)
            yield f"{doubt}{behind(': ', problem.help or '')}{where}"
        if len(doubts) > DOUBTS:
            more = len(doubts) - DOUBTS
            yield words.say("{n} more doubts about this; `dataflow check` lists them", n=more)
        for path, count in self._count_unsourced():
            where = f"{words.say('in {path}', path=path)}, " if path else ""
            unsourced = words.count("{n} statements about this name no source", count)
            doubt = words.say("{unsourced}; `dataflow check` lists them", unsourced=unsourced)
            yield words.say("Doubt: {doubt}", doubt=f"{where}{doubt}")

    def _count_unsourced(self) -> Iterator[tuple[str, int]]:
        """Count the statements without a source, in each model where two differ in them."""
        unsourced = {problem for problem in self.doubts if problem.code == NO_SOURCE}
        sides = [(path, unsourced.intersection(doubts)) for path, doubts in self.sides]
        if all(doubts == unsourced for _, doubts in sides):
            sides = [("", unsourced)]  # one model, or the same statements on both sides
        return ((path, len(doubts)) for path, doubts in sides if doubts)


def _cut_details(section: Section) -> Section:
    return Section(section.sentence, tuple(Step(step.line, ()) for step in section.steps))


@dataclass(slots=True, eq=False)
class Notes:
    """Collects the sources that are cited, in the order in which they are first cited.

    `order_sources` numbers them, when all are known.

    Attributes:
        length: how much the report tells, and so how many sources of a statement it cites.
        cited: the sources so far, in the order of their numbers.
    """

    length: Length = "full"
    cited: list[Source] = field(default_factory=list)

    def tells_each(self, rows: int) -> bool:
        """Return whether each of so many rows has a sentence, and not only a line of the table."""
        return self.length == "full" or (self.length == "short" and rows <= FEW)

    def cite(self, sources: Iterable[Source], page: str | None = None) -> str:
        """Return the marks of sources, with a space before them; "" for none."""
        ranked = sorted({source.id: source for source in sources}.values(), key=_strength)
        shown = ranked[: {"full": len(ranked), "short": CITED, "brief": 0}[self.length]]
        marks = "".join(f"[{_UNORDERED}{self._number(source)}]" for source in shown)
        if not marks:
            return ""
        words, more = spoken(), len(ranked) - len(shown)
        rest = f" {words.say('and {n} more', n=more)}" if more else ""
        return f" {marks}{rest}{behind(', ', words.say_if('p. {page}', page=page))}"

    def _number(self, source: Source) -> int:
        known = [cited.id for cited in self.cited]
        if source.id not in known:
            self.cited.append(source)
            return len(self.cited)
        return known.index(source.id) + 1


def _strength(source: Source) -> int:
    """Return where a source stands by its kind: the nearest to the first hand comes first."""
    return _KINDS.index(source.kind) if source.kind else len(_KINDS)


_KINDS: Final = get_args(SourceKind)


_UNORDERED: Final = "\0"
"""What stands before a number that is not the last: no name and no quote of a model has it."""

_MARKS: Final = re.compile(rf"\[{_UNORDERED}\d+\](?: ?\[{_UNORDERED}\d+\])*")


def order_sources(report: Report) -> Report:
    """Return a report with its sources in order, the nearest to the first hand first, and numbered.

    Of one kind, that comes first which is cited first.
    """
    first = sorted(range(len(report.sources)), key=lambda each: _strength(report.sources[each]))
    numbers = {str(cited + 1): number for number, cited in enumerate(first, start=1)}

    def number_marks(match: re.Match[str]) -> str:
        between = "] [" if "] [" in match[0] else "]["
        listed = sorted(numbers[cited] for cited in re.findall(r"\d+", match[0]))
        return f"[{between.join(map(str, listed))}]"

    def number(text: str) -> str:
        return _MARKS.sub(number_marks, text) if _UNORDERED in text else text

    def number_section(section: Section) -> Section:
        steps = (
            Step(number(step.line), tuple(map(number, step.details))) for step in section.steps
        )
        return Section(number(section.sentence), tuple(steps))

    table = report.table
    if table is not None:
        table = replace(table, rows=tuple(tuple(map(number, row)) for row in table.rows))
    return replace(
        report,
        sentences=tuple(map(number, report.sentences)),
        rows=tuple(tuple(map(number_section, row)) for row in report.rows),
        sections=tuple(map(number_section, report.sections)),
        table=table,
        remarks=tuple(map(number, report.remarks)),
        sources=tuple(report.sources[each] for each in first),
    )


def split_source(source: Source, words: Words) -> tuple[tuple[str, str], ...]:
    """Return a source as lists of sources have it, in parts: words, and the address behind them.

    An address becomes a link; it is "" where the words have none behind them. The last words are
    what the source itself says.
    """
    parts = words.source_parts(source)
    if not source.quote:
        return parts
    return (*parts, (f" \N{EN DASH} {words.say('“{title}”', title=source.quote)}", ""))


def tell_source(source: Source, words: Words) -> str:
    """Return a source as lists of sources have it."""
    return "".join(part for pair in split_source(source, words) for part in pair)
