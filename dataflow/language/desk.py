"""Where problems are handed in while a model is made, and how they name what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from dataflow.common.nearest import advise, find_nearest
from dataflow.reading import STAND_IN, Fields, Items, Nothing, Text
from dataflow.reading.characters import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataflow.problems import Location, Problem
    from dataflow.reading import Reader, Tree

MISSPELT = 70
"""How like a key another must be to be what was meant, where it may as well stand elsewhere."""

ADVISED = 200
"""For how many unknown names the nearest are looked for: a whole file of them takes its time."""


class Adviser(Protocol):
    """Knows what things are called: `meaning`."""

    def advise(self, written: str, path: Sequence[str]) -> str | None:
        """Advise on what is written where an id is expected; None where nothing is called so."""


@dataclass(slots=True, eq=False)
class Desk:
    """Where problems are handed in while a model is made.

    Attributes:
        reader: knows the files, so that a place can be shown.
        problems: what was handed in so far.
        muted: nothing is taken in: what is built again has been checked.
        meaning: knows what things are called, where ids are still to be looked up.
    """

    reader: Reader
    problems: list[Problem] = field(default_factory=list)
    muted: bool = False
    meaning: Adviser | None = None
    _refused: set[Location | None] = field(default_factory=set)
    _unknown: int = 0

    def report(self, code: str, message: str, at: Tree | int, advice: str | None = None) -> None:
        """Hand in a problem with its place, unless reading has refused what stands there."""
        if self.muted:
            return
        problem = self.reader.problem(code, message, at, advice)
        if not self._is_refused(problem, at):
            self.problems.append(problem)

    def _is_refused(self, problem: Problem, at: object) -> bool:
        """Return whether reading has told of what stands there, and this only follows from that."""
        refused = self.reader.problems  # all of them: files are read before they are understood
        if not refused:
            return False
        if isinstance(at, Text) and STAND_IN in at:
            return any(problem.code == "forbidden-character" for problem in refused)
        if not self._refused:
            self._refused.update(problem.at for problem in refused)
        return problem.at is not None and problem.at in self._refused

    def doubt(
        self, code: str, message: str, at: Location, about: Iterable[str], advice: str | None = None
    ) -> None:
        """Hand in a warning about a part of the model, with the data types that it concerns."""
        if not self.muted:
            place = self.reader.pack(at)
            self.problems.append(self.reader.problem(code, message, place, advice, about))

    def strange_key(
        self, key: Text, known: Iterable[str], called: str, elsewhere: str | None = None
    ) -> None:
        """Report a key that may not stand where it stands; `elsewhere`, where it may belong."""
        known = tuple(known)
        advice = None
        if self.may_compare() and (not elsewhere or find_nearest(key, known, least=MISSPELT)):
            advice = advise(key, known)
        advice = advice or elsewhere or f"its keys are {list_keys(known)}"
        self.report("unknown-key", f"{called} has no key `{shorten(key)}`", key, advice)

    def may_compare(self) -> bool:
        """Return whether one more unknown name is to be compared with those that are known."""
        self._unknown += 1
        return self._unknown <= ADVISED


@lru_cache(maxsize=64)
def list_keys(keys: tuple[str, ...]) -> str:
    """List keys in their order.

    >>> list_keys(("id", "name"))
    '`id`, `name`'
    """
    return ", ".join(f"`{key}`" for key in keys)


def kind_of(value: object) -> str:
    """Return what a value is, in the words of a reader of YAML.

    >>> kind_of(Items()), kind_of(Fields()), kind_of(Text("x"))
    ('a list', 'a mapping', 'the text `x`')
    """
    match value:
        case Nothing():
            return "nothing"
        case Items():
            return "a list"
        case Fields():
            return "a mapping"
        case _:
            return f"the text `{shorten(str(value))}`"


def shorten(text: str, limit: int = 60) -> str:
    r"""Cut a text that would drown a message, and show its control characters escaped.

    >>> shorten("a" * 100, 5), shorten("a\nb")
    ('aaaaa…', 'a\\nb')
    """
    shown = escape(text)
    return shown if len(shown) <= limit else shown[:limit] + "…"
