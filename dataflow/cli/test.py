"""`dataflow test`."""

from __future__ import annotations

from functools import partial

import typer

from dataflow.cli.questioning import Asked, question


@partial(question, settings=())
def run(asked: Asked) -> None:
    """Are the answers those that the model's `expect` names?"""
    from dataflow.cli.running import FAILED
    from dataflow.expectations import test

    answer = test(asked.load())
    asked.write(answer)
    if answer.failed:
        raise typer.Exit(FAILED)
