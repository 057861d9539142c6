"""`dataflow claims`."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from dataflow.cli.questioning import Asked, question


@partial(question, settings=("as_of", "scenario", "without"))
def run(
    asked: Asked,
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CLAIM|COMPANY]...",
            help="Claims, or who made them; claim:ID where ids collide. All, where left out.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where a promise is not kept.")
    ] = False,
) -> None:
    """Which promises were kept, broken, or untrue when they were made?"""
    from dataflow.cli.running import FAILED
    from dataflow.questions.claims import claims

    answer = claims(asked.load(), ids or (), **asked.settings)
    asked.write(answer)
    if strict and answer.not_kept:
        raise typer.Exit(FAILED)
