"""What is wrong with a model, and where: the one kind of message that every stage reports."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypedDict

from dataflow.common.nearest import list_names
from dataflow.common.values import Brief, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Severity = Literal["error", "warning"]

Pickled = tuple[type, tuple[object, ...], dict[str, object]]
"""How to make an exception again: its class, what that takes, and its attributes."""

SHOWN: Final = 50
"""How many problems are shown before the rest is only counted."""

_READING: Final = (
    *("no-such-file", "not-a-file", "unreadable", "outside", "include-cycle", "not-utf8"),
    *("too-large", "too-deep", "forbidden-character", "tab-indent", "syntax", "alias", "tag"),
    *("merge-key", "directive", "many-documents", "duplicate-key", "key-not-text", "empty-file"),
    "not-a-mapping",
)
_LANGUAGE: Final = (
    *("unknown-key", "missing-key", "wrong-kind", "bad-value", "bad-date", "bad-id", "bad-url"),
    *("bad-condition", "two-dates", "version"),
)
_BUILDING: Final = (
    *("defined-twice", "similar-ids", "unknown-holder", "unknown-company", "unknown-data"),
    *("unknown-purpose", "unknown-source", "unknown-flow", "unknown-claim", "unknown-persona"),
    *("unknown-scenario", "unknown-name", "ambiguous-name", "reversed-window", "cycle"),
    *("ownership-cycle", "two-operators", "empty-derivation", "bad-claim"),
)

DOUBTS: Final = (
    *("never-had", "shares-with-itself", "claim-about-nothing", "no-source", "unused-source"),
    *("never-applies", "look-alike", "idle-derivation", "idle-choice", "never-carries"),
    *("never-derives", "idle-deletion", "odd-region", "no-start", "wider-earlier"),
    *("finding-differs", "cut-quote", "no-language"),
)
"""The codes of what is doubtful, and not wrong."""

CODES: Final[Mapping[str, Severity]] = {
    **dict.fromkeys((*_READING, *_LANGUAGE, *_BUILDING), "error"),
    **dict.fromkeys(DOUBTS, "warning"),
}
"""Every code that a problem may carry, and its severity; stable, since others match on them."""


class LocationJson(TypedDict):
    """A place, as JSON has it."""

    file: str
    line: int
    column: int | None


class Location(NamedTuple):
    """A place in a file that a person wrote; lines and columns count from 1."""

    file: str
    line: int
    column: int | None

    def __str__(self) -> str:
        """Write the place as editors understand it.

        >>> str(Location("graphs/whatsapp.yaml", 31, 9))
        'graphs/whatsapp.yaml:31:9'
        """
        return f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")

    def to_dict(self) -> LocationJson:
        """Return the place as JSON has it: file, line, column."""
        return {"file": self.file, "line": self.line, "column": self.column}


NOWHERE: Final = Location("", 0, None)
"""The location of what stands in no file."""


class Excerpt(NamedTuple):
    """The line that a problem is about, and how many characters of it to underline."""

    text: str
    width: int


class ProblemJson(TypedDict):
    """A problem, as JSON has it."""

    severity: Severity
    code: str
    message: str
    help: str | None
    file: str | None
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True, repr=False)
class Problem(Brief):
    """One thing that is wrong or doubtful: what, where, and what to do about it.

    Attributes:
        code: one of `CODES`, which also gives the severity.
        message: what was found, and what was expected; one line.
        help: what to do about it, or None.
        at: where, or None where no file is concerned.
        excerpt: the line that `at` points to, for showing it.
        about: the data types that a doubt concerns, so that answers can carry it.
    """

    template = "{code} at {at}: {message}"

    code: str
    message: str
    help: str | None = None
    at: Location | None = None
    excerpt: Excerpt | None = None
    about: frozenset[str] = frozenset()

    @property
    def severity(self) -> Severity:
        """Whether this is an error or a doubt."""
        return CODES[self.code]

    def to_dict(self) -> ProblemJson:
        """Return the problem as `check --format json` lists it."""
        place = self.at or NOWHERE
        return {
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
            "help": self.help,
            "file": place.file or None,
            "line": place.line or None,
            "column": place.column,
        }


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order problems by place, then code and message, each once."""
    listed = tuple(problems)
    if all(first < second for first, second in pairwise(map(_order, listed))):
        return listed  # in order, so none is there twice
    return tuple(sorted(set(listed), key=_order))


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    place = problem.at or NOWHERE
    return (place.file, place.line, place.column or 0, problem.code, problem.message)


class ModelError(Exception):
    """A model that is not valid.

    Attributes:
        problems: everything that is wrong, and the doubts beside it, sorted by place.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Collect what is wrong; at least one problem is an error."""
        self.problems = sort_problems(problems)
        errors = [problem for problem in self.problems if problem.severity == "error"][:SHOWN]
        super().__init__("; ".join(f"{problem.at}: {problem.message}" for problem in errors))

    def __reduce__(self) -> Pickled:
        """Make it again from its problems: an exception is pickled by what it says, else."""
        return type(self), (self.problems,), self.__dict__


class QuestionError(Exception):
    """A question about something that does not exist, or that makes no sense.

    Attributes:
        message: what was asked for and not found.
        nearest: the names that come closest, best first.
        ambiguous: whether there are several such things, and `nearest` lists them.
        otherwise: what to do where nothing comes close, or None.
    """

    def __init__(
        self,
        message: str,
        nearest: Sequence[str] = (),
        *,
        ambiguous: bool = False,
        otherwise: str | None = None,
    ) -> None:
        """Take what was not understood, and what may have been meant."""
        self.message = message
        self.nearest = tuple(nearest)
        self.ambiguous = ambiguous
        self.otherwise = otherwise
        super().__init__(message)

    @property
    def advice(self) -> str | None:
        """What to do: one of the nearest names, unless the message has them, or else `otherwise`.

        >>> QuestionError("no data type is called `phone_nmber`", ["phone_number"]).advice
        'did you mean `phone_number`?'
        """
        if not self.nearest:
            return self.otherwise
        names = [name for name in self.nearest if f"`{name}`" not in self.message]
        return f"did you mean {list_names(names, 'or')}?" if names else None

    def __reduce__(self) -> Pickled:
        """Make it again from its parts, of which all but two are keywords."""
        return type(self), (self.message, self.nearest), self.__dict__
