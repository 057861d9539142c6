"""`dataflow check`."""

from __future__ import annotations

from typing import Annotated

import typer

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations
from dataflow.cli.options import Format


def run(
    model: options.Model,
    strict: Annotated[bool, typer.Option("--strict", help="Doubts fail too.")] = False,
    form: options.Formatted = Format.text,
    output: options.Output = None,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """What is wrong with a model, or doubtful?"""
    from dataflow.cli.running import (
        FAILED,
        as_json,
        failing_well,
        text_width,
        write,
    )

    with failing_well():
        from dataflow.questions.check import check

        answer = check(model, root=root)
        if form is Format.json:
            write(as_json(answer.to_dict()), output, quiet=quiet)
        else:
            write(answer.tell(text_width(output)) + "\n", output, quiet=quiet)
        if answer.errors or (strict and answer.problems):
            raise typer.Exit(FAILED)
