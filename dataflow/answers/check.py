"""check: what is wrong with a model, or doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypedDict

from dataflow.answers.answer import Overview, write_as
from dataflow.answers.doubts import list_doubts
from dataflow.building import examine
from dataflow.common.nearest import find_nearest
from dataflow.common.values import dataclass
from dataflow.problems import (
    CODES,
    DOUBTS,
    SHOWN,
    ModelError,
    Problem,
    ProblemJson,
    QuestionError,
)
from dataflow.telling.report import Report, Table
from dataflow.telling.screen import PLAIN, Screen
from dataflow.telling.text import list_problems, write_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dataflow.common.values import JsonObject
    from dataflow.telling.length import Length


UNOPENED = {"no-such-file", "not-a-file", "unreadable"}


class CheckJson(TypedDict):
    """The problems with their counts, as JSON has them."""

    errors: int
    warnings: int
    problems: list[ProblemJson]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Check(Overview):
    """Everything that is wrong with a model, and every doubt, sorted by place.

    Attributes:
        problems: but for the doubts that were to be ignored.
        ignored: the codes of those.
    """

    template = "of {path}: {errors} errors, {warnings} warnings"
    command: ClassVar[str] = "check"
    columns: ClassVar[tuple[str, ...]] = tuple(ProblemJson.__annotations__)

    path: str
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    @property
    def errors(self) -> int:
        """How many are errors."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many are doubts."""
        return len(self.problems) - self.errors

    def question(self) -> JsonObject:
        """Return the file that was checked, and the codes that were ignored."""
        return {"model": self.path, "ignore": list(self.ignored)}

    def body(self) -> CheckJson:
        """Return the problems with their counts."""
        return {"errors": self.errors, "warnings": self.warnings, "problems": self.records()}

    def records(self) -> list[ProblemJson]:
        """Return a record a problem."""
        return [problem.to_dict() for problem in self.problems]

    def whole_report(self) -> Report:
        """Return the counts, and the problems in a table."""
        columns = ("severity", "code", "where", "what", "what to do")
        rows = tuple(
            (
                problem.severity,
                problem.code,
                str(problem.at or ""),
                problem.message,
                problem.help or "",
            )
            for problem in self.problems
        )
        return Report((self._counted(),), table=Table(columns, rows) if rows else None)

    def to_github(self) -> str:
        """Return the problems as GitHub's workflows take them, to show them beside the lines."""
        return write_as("github", self)

    def tell_on(self, screen: Screen, *, length: Length = "short") -> str:
        """Return the problems with their lines and their count; of very many, the first."""
        del length  # all of it is short
        return self._below(
            list_problems(self.problems, screen, more="`-o FILE` has them all"), screen
        )

    def tell_all(self) -> str:
        """Return all problems with their lines, however many, and their count."""
        shown = max(SHOWN, len(self.problems))
        return self._below(list_problems(self.problems, shown=shown), PLAIN)

    def _below(self, listed: str, screen: Screen) -> str:
        return "\n\n".join(filter(None, [listed, write_line(self._counted(), screen)]))

    def _counted(self) -> str:
        without = f" (without {', '.join(self.ignored)})" if self.ignored else ""
        if not self.problems:
            return f"{self.path}: nothing wrong, nothing doubtful{without}"
        errors = f"{self.errors} error{'' if self.errors == 1 else 's'}"
        warnings = f"{self.warnings} warning{'' if self.warnings == 1 else 's'}"
        return f"{self.path}: {errors}, {warnings}{without}"


def check(
    path: str | Path,
    root: str | Path | None = None,
    *,
    sources: bool = False,
    ignore: Iterable[str] = (),
) -> Check:
    """Return what is wrong with a model file, and what is doubtful.

    Args:
        path: the file; a pipe, and `REV:path` of git, as for `load`.
        root: how far includes may go.
        sources: whether to doubt also which statements and sources stand alone.
        ignore: codes of doubts that are left out.

    Raises:
        ModelError: the file could not be opened at all.
        QuestionError: a code to ignore is none, or is that of an error.
        TypeError: it was given something else than a path, such as a loaded model.
    """
    ignored = choose_ignored(ignore)
    model, problems = examine(path, root=root)
    if any(_is_unopened(problem, str(path)) for problem in problems):
        raise ModelError(problems)
    if model is not None:
        problems = list_doubts(model, sources=sources)
    kept = tuple(problem for problem in problems if problem.code not in ignored)
    return Check(str(path), kept, ignored)


def _is_unopened(problem: Problem, path: str) -> bool:
    at = problem.at
    return problem.code in UNOPENED and at is not None and at.file == path and at.column is None


def choose_ignored(codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes of doubts, sorted, each once.

    Raises:
        QuestionError: a code is none, or is that of an error, which makes the model unusable.

    >>> choose_ignored(["no-source", "look-alike", "no-source"])
    ('look-alike', 'no-source')
    """
    given = (codes,) if isinstance(codes, str) else codes
    return tuple(sorted({_choose(code) for code in given}))


def _choose(code: str) -> str:
    if code in DOUBTS:
        return code
    nearest = find_nearest(code, DOUBTS)
    if code in CODES:
        raise QuestionError(f"`{code}` is an error: only doubts can be ignored", nearest)
    known = "" if nearest else f": there are {', '.join(DOUBTS)}"
    raise QuestionError(f"no doubt has the code `{code}`{known}", nearest)
