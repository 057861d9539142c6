"""The lessons in examples/: their models, the gaps in these, and what is written into a gap."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
LESSONS = sorted(path.parent for path in (ROOT / "examples" / "lessons").glob("*/model.yaml"))
"""The folders of the lessons, each with a `README.md` and a `model.yaml`, in their order."""

TYPED = ROOT / "tests" / "typed"
"""What pupils may type into a gap and its page answers: a folder a lesson, a file an attempt."""

GAP = re.compile(r"^ *# GAP: .*\n(?: *#.*\n)*", re.MULTILINE)
"""The comment that says what a model lacks; below it is where that belongs."""


def solution_of(lesson: Path) -> Path:
    return lesson.parents[1] / "solutions" / f"{lesson.name}.yaml"


def fill(model: str, lines: str) -> str:
    """Write lines into the gap of a lesson's model, below the comment that asks for them."""
    [gap] = GAP.finditer(model)
    return model[: gap.end()] + lines + model[gap.end() :]


def filling_of(lesson: Path) -> str:
    """Give the lines that a lesson's solution has in the gap; all else is as in its model."""
    model = (lesson / "model.yaml").read_text("utf-8")
    solution = solution_of(lesson).read_text("utf-8")
    [gap] = GAP.finditer(model)
    head, tail = model[: gap.end()], model[gap.end() :]
    assert solution.startswith(head), f"{lesson.name}: differs before the gap"
    assert solution.endswith(tail), f"{lesson.name}: differs after the gap"
    return solution[len(head) : len(solution) - len(tail)]
