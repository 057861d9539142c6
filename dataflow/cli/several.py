"""One command on several models, one after another."""

from __future__ import annotations

import glob
import os
import re
from typing import TYPE_CHECKING

import typer

from dataflow.cli.running import FAILED, failing_well

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def in_turn(models: Iterable[str], ask: Callable[[str], bool], *, whole: str | None = None) -> None:
    """Ask the same of every model; end with the worst exit code.

    Args:
        models: paths, or patterns such as `graphs/*.yaml` that no shell has spread out.
        ask: asks and writes; says whether what was asked about fails.
        whole: the option, if one was given, by which an answer is a file or a value of its own,
            so that it cannot be about several.
    """
    paths = list(_spread(models))
    worst = 0
    for path in paths:
        try:
            with failing_well():
                if whole and len(paths) > 1:
                    _refuse(whole, len(paths))
                worst = max(worst, FAILED if ask(path) else 0)
        except typer.Exit as ended:
            worst = max(worst, ended.exit_code)
            if whole:
                break
    if worst:
        raise typer.Exit(worst)


def _refuse(option: str, many: int) -> None:
    from dataflow.problems import QuestionError

    raise QuestionError(f"`{option}` is for one model, and here are {many}")


def _spread(models: Iterable[str]) -> Iterator[str]:
    """Give the paths; a pattern that fits nothing stays, and is a file that is not there."""
    for model in models:
        pattern = re.search(r"[*?\[]", model) and not os.path.exists(model)  # noqa: PTH110 - Path raises on a name that is too long
        found = sorted(glob.glob(model, recursive=True)) if pattern else []  # noqa: PTH207 - a pattern may be absolute
        yield from found or [model]
