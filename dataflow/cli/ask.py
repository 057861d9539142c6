"""`dataflow ask`."""

from __future__ import annotations

from typing import Annotated

import typer

from dataflow.cli import questioning
from dataflow.cli.questioning import Asked  # noqa: TC001 - typer reads the annotations


def ask(
    asked: Asked,
    question: Annotated[
        str,
        typer.Argument(help='Such as "which companies can reach my email?"'),
    ],
) -> None:
    """Answer a question in words, and say which command does."""
    from dataflow.asking import ask as answer

    asked.write(answer(asked.load(), question))


run = questioning.question(ask, settings=())
