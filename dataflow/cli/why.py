"""`dataflow why`."""

from __future__ import annotations

from typing import Annotated

import typer

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations
from dataflow.cli.questioning import Asked, question


@question
def run(
    asked: Asked,
    data: options.Data,
    company: options.Company,
    everything: Annotated[
        bool, typer.Option("--all", help="Every path that repeats no fact, not only the first.")
    ] = False,
) -> None:
    """By which path can a company reach a data type?"""
    from dataflow.answers.why import why

    asked.write(why(asked.load(), data, company, everything, **asked.settings))
