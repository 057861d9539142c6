"""`dataflow reach`."""

from __future__ import annotations

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations
from dataflow.cli.questioning import Asked, question


@question
def run(asked: Asked, data: options.Data) -> None:
    """Which companies can reach a data type?"""
    from dataflow.answers.reach import reach

    asked.write(reach(asked.load(), data, **asked.settings))
