"""`dataflow ask`."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from dataflow.cli import questioning
from dataflow.cli.questioning import Asked  # noqa: TC001 - typer reads the annotations


@partial(questioning.question, settings=())
def run(
    asked: Asked,
    question: Annotated[
        str,
        typer.Argument(metavar="QUESTION", help='Such as "which companies can reach my email?"'),
    ],
) -> None:
    """Answer a question in words, and say which command does."""
    from dataflow.asking import ask

    asked.write(ask(asked.load(), question))
