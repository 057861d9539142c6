"""check: what is wrong with a model, or doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dataflow.answering import VERSION
from dataflow.checking import check_model
from dataflow.loading import examine
from dataflow.problems import ModelError
from dataflow.telling.listing import list_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dataflow.problems import Problem

UNOPENED = {"no-such-file", "not-a-file", "unreadable"}


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """Everything that is wrong with a model, and every doubt, sorted by place."""

    path: str
    problems: tuple[Problem, ...]

    def __iter__(self) -> Iterator[Problem]:
        """Go through the problems."""
        return iter(self.problems)

    def __len__(self) -> int:
        """Count the problems."""
        return len(self.problems)

    @property
    def errors(self) -> int:
        """How many are errors."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many are doubts."""
        return len(self.problems) - self.errors

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON object of the answer."""
        return {
            "dataflow": VERSION,
            "question": {"command": "check", "model": self.path},
            "answer": {
                "errors": self.errors,
                "warnings": self.warnings,
                "problems": [problem.to_dict() for problem in self.problems],
            },
            "doubts": [],
            "unnamed": [],
        }

    def tell(self, width: int | None = None) -> str:  # noqa: ARG002 - every answer takes it
        """List the problems with their lines, and count them."""
        listed = list_problems(self.problems)
        return "\n\n".join(filter(None, [listed, self._counted()]))

    def _counted(self) -> str:
        if not self.problems:
            return f"{self.path}: nothing wrong, nothing doubtful"
        errors = f"{self.errors} error{'' if self.errors == 1 else 's'}"
        warnings = f"{self.warnings} warning{'' if self.warnings == 1 else 's'}"
        return f"{self.path}: {errors}, {warnings}"


def check(path: str | Path, root: str | Path | None = None) -> Check:
    """Check a model file.

    Raises:
        ModelError: the file could not be opened at all.
    """
    model, problems = examine(path, root=root)
    first = [one for one in problems if one.at and one.at.file == str(path)]
    if any(one.code in UNOPENED and one.at and one.at.column is None for one in first):
        raise ModelError(problems)
    return Check(str(path), problems if model is None else check_model(model))
