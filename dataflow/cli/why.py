"""`dataflow why`."""

from __future__ import annotations

from typing import Annotated

import typer

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations
from dataflow.cli.options import Format


def run(
    model: options.Model,
    data: options.Data,
    company: options.Company,
    everything: Annotated[
        bool, typer.Option("--all", help="Every path that repeats no fact, not only the first.")
    ] = False,
    as_of: options.AsOf = None,
    persona: options.As = None,
    scenario: options.Scenario = None,
    origin: options.From = None,
    purpose: options.For = None,
    owners: options.Owners = None,
    announced: options.Announced = None,
    without: options.Without = None,
    form: options.Formatted = Format.text,
    output: options.Output = None,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """By which path can a company reach a data type?"""
    from dataflow.cli.running import failing_well, write_answer

    with failing_well():
        from dataflow.loading import load
        from dataflow.questions.why import why

        answer = why(
            load(model, root=root),
            data,
            company,
            everything,
            as_of=as_of,
            persona=persona,
            scenario=scenario,
            origin=origin,
            purpose=purpose,
            owners=owners,
            announced=announced,
            without=without or (),
        )
        write_answer(answer, form, output, quiet=quiet)
