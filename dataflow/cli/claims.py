"""`dataflow claims`."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from dataflow.cli.questioning import Asked, question


@partial(question, settings=("scenario", "without"))
def run(
    asked: Asked,
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CLAIM|COMPANY",
            help="Claims, or who made them; claim:ID where ids collide. All, where left out.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Look no further than this day: YYYY, YYYY-MM or YYYY-MM-DD.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where a promise is not kept.")
    ] = False,
) -> None:
    """Which promises were kept, broken, or untrue when they were made?"""
    from dataflow.answers.claims import claims
    from dataflow.cli.running import FAILED

    answer = claims(asked.load(), ids or (), **(asked.settings | {"as_of": as_of}))
    asked.write(answer)
    if strict and answer.not_kept:
        raise typer.Exit(FAILED)
