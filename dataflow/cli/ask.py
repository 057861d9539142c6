"""`dataflow ask`."""

from __future__ import annotations

from typing import Annotated

import typer

from dataflow.cli.questioning import Asked, question


def ask(
    asked: Asked,
    words: Annotated[
        str,
        typer.Argument(metavar="QUESTION", help='Such as "which companies can reach my email?"'),
    ],
) -> None:
    """Answer a question in words, and say which command does."""
    from dataflow.asking import ask as answer

    asked.write(answer(asked.load(), words))


run = question(ask, settings=())
