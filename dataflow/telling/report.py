"""A report: what an answer says to people, before any format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataflow.model import Source
    from dataflow.problems import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows under columns; every cell is text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Step(NamedTuple):
    """One numbered step of a path or line of a list, and the lines below it."""

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
        sections: paths, each with its steps, and other lists.
        table: None where a table would say nothing more.
        remarks: what limits the answer.
        doubts: the warnings that concern it.
        sides: where two models are compared, each by its path with all that is doubted in it.
        sources: in the order of their numbers.
    """

    sentences: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    table: Table | None = None
    remarks: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()
    sides: tuple[tuple[str, tuple[Problem, ...]], ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(slots=True, eq=False)
class Notes:
    """Numbers sources in the order in which they are first cited."""

    cited: list[Source] = field(default_factory=list)

    def cite(self, sources: Iterable[Source]) -> str:
        """Give the marks of some sources, with a space before; nothing for none."""
        marks = "".join(f"[{self._number(source)}]" for source in sources)
        return f" {marks}" if marks else ""

    def _number(self, source: Source) -> int:
        known: Sequence[str] = [one.id for one in self.cited]
        if source.id not in known:
            self.cited.append(source)
            return len(self.cited)
        return known.index(source.id) + 1
