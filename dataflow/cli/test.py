"""`dataflow test`."""

from __future__ import annotations

import typer

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations
from dataflow.cli.options import Format


def run(
    model: options.Model,
    form: options.Formatted = Format.text,
    output: options.Output = None,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """Are the answers those that the model's `expect` names?"""
    from dataflow.cli.running import FAILED, failing_well, write_answer

    with failing_well():
        from dataflow.expectations import test
        from dataflow.loading import load

        answer = test(load(model, root=root))
        write_answer(answer, form, output, quiet=quiet)
        if answer.failed:
            raise typer.Exit(FAILED)
