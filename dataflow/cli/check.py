"""`dataflow check`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations


class CheckFormat(StrEnum):
    """How the problems are written."""

    text = "text"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    github = "github"


def run(
    models: options.Models,
    strict: Annotated[bool, typer.Option("--strict", help="Doubts fail too.")] = False,
    sources: Annotated[
        bool,
        typer.Option(
            "--sources", help="Doubt unused sources, and operators from a day on without one, too."
        ),
    ] = False,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Leave out doubts with this code; repeatable."),
    ] = None,
    form: Annotated[
        CheckFormat, typer.Option("--format", help="How to write the problems.")
    ] = CheckFormat.text,
    output: options.Output = None,
    bom: options.Bom = False,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """What is wrong with a model, or doubtful?"""
    from dataflow.cli.running import (
        failing_well,
        reading,
        refuse_bom,
        refuse_model,
        refuse_read,
        write,
        write_answer,
    )
    from dataflow.cli.several import in_turn

    def ask(model: str) -> bool:
        from dataflow.answers.check import check

        with reading(model, quiet=quiet):
            answer = check(model, root=root, sources=sources, ignore=ignored)
        if answer.errors and output is not None:
            refuse_read([output])  # says more, where it knows
            refuse_model(output)
        if form is CheckFormat.github:
            write(answer.to_github(), output, quiet=quiet)
        elif form is CheckFormat.text and output is not None:
            write(answer.tell_all() + "\n", output, quiet=quiet)  # a file has no end of the screen
        else:
            write_answer(answer, form, output, quiet=quiet, bom=bom)
        return bool(answer.errors or (strict and answer.problems))

    refuse_bom(form, bom=bom)
    with failing_well():
        from dataflow.answers.check import choose_ignored

        ignored = choose_ignored(ignore or ())
    told = form in {CheckFormat.text, CheckFormat.github}
    in_turn(models, ask, whole="--output" if output else None if told else f"--format {form}")
