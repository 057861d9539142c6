"""`dataflow diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from dataflow.cli.questioning import Asked, question

SIDE = "SCENARIO|DATE"


@question
def run(
    asked: Asked,
    other: Annotated[
        str | None, typer.Argument(metavar="MODEL2", help="The model after, if it is another.")
    ] = None,
    before: Annotated[
        str | None,
        typer.Option(metavar=SIDE, help="How it was; left out, by the other options alone."),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option(metavar=SIDE, help="How it then is; left out, by the other options alone."),
    ] = None,
) -> None:
    """Who gained and who lost what, and what is behind it?"""
    from dataflow.cli.running import fail
    from dataflow.questions.diff import diff

    if asked.path == other == "-":
        fail("only one of the two models can be read from standard input")
    model = asked.load()
    then = asked.load(other) if other is not None else None
    asked.write(diff(model, then, before, after, **asked.settings))
