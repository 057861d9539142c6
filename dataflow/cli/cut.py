"""`dataflow cut`."""

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
    weights: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="YAML or CSV: what stopping a flow takes, 1 where it says nothing."
        ),
    ] = None,
) -> None:
    """Which sharing would have to stop?"""
    from dataflow.answers.cut import cut
    from dataflow.cli.running import refuse_twice

    if weights is not None:
        refuse_twice(asked.path, weights, "the model and the weights")
    asked.write(cut(asked.load(), data, company, weights, **asked.settings))
