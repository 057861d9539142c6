"""`dataflow exposure`."""

from __future__ import annotations

from typing import Annotated

import typer

from dataflow.cli.questioning import Asked, question


@question
def run(
    asked: Asked,
    companies: Annotated[
        list[str] | None,
        typer.Argument(metavar="COMPANY", help="Only these, by id or name."),
    ] = None,
) -> None:
    """Which companies can reach which data types?"""
    from dataflow.answers.exposure import exposure

    asked.write(exposure(asked.load(), companies or (), **asked.settings))
