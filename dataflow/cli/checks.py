"""`dataflow check` and `dataflow test`: what is wrong with models, several in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.answers.answer import FORMATS
from dataflow.cli import options
from dataflow.cli.options import CheckFormat
from dataflow.cli.progress import begin
from dataflow.cli.runner import (
    ask_in_turn,
    call,
    failing_well,
    reading,
    refuse_bom,
    refuse_model,
    refuse_read,
    write,
    write_text,
)

if TYPE_CHECKING:
    from pathlib import Path


def check(
    models: options.Models,
    strict: Annotated[bool, typer.Option("--strict", help="Treat doubts as failures.")] = False,
    sources: Annotated[
        bool,
        typer.Option(
            "--sources",
            help="Also report unused sources, operator dates without a source, and shortened"
            " quotes.",
        ),
    ] = False,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Leave out doubts with this code. May be repeated."),
    ] = None,
    form: Annotated[
        CheckFormat, typer.Option("--format", help="Format of the list.")
    ] = options.CHECK_TEXT,
    output: options.Output = None,
    bom: options.Bom = False,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """Answer `dataflow check`."""
    progress = begin(quiet=quiet)

    def ask(model: str, which: str) -> bool:
        from dataflow.answers.check import check

        with reading(model, quiet=quiet, progress=progress, which=which):
            answer = check(model, root=root, sources=sources, ignore=ignored)
        if answer.errors and output is not None:
            refuse_read([output])  # says more, where it knows
            refuse_model(output)
        if form == "text" and output is not None:
            write(answer.tell_all() + "\n", output, quiet=quiet)  # a file has no end of the screen
        else:
            write(write_text(answer, form, output, bom=bom), output, quiet=quiet)
        return bool(answer.errors or (strict and answer.problems))

    refuse_bom(form, bom=bom)
    with failing_well():
        from dataflow.answers.check import choose_ignored

        ignored = choose_ignored(ignore or ())
    ask_in_turn(models, ask, whole=_name_whole(form, output))


def judge(
    models: options.Models,
    form: options.Formatted = options.TEXT,
    output: options.Output = None,
    bom: options.Bom = False,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """Answer `dataflow test`."""
    progress = begin(quiet=quiet)

    def ask(model: str, which: str) -> bool:
        from dataflow.asking.expectations import test
        from dataflow.building import load

        with reading(model, quiet=quiet, progress=progress, which=which):
            loaded = load(model, root=root)
        with progress.during(f"testing {call(model)}{which}"):
            answer = test(loaded)
        write(write_text(answer, form, output, bom=bom), output, quiet=quiet)
        return bool(answer.failed)

    refuse_bom(form, bom=bom)
    ask_in_turn(models, ask, whole=_name_whole(form, output))


def _name_whole(form: str, output: Path | None) -> str | None:
    """Return the option by which an answer is a file or a value of its own, if there is one."""
    if output:
        return "--output"
    return None if FORMATS[form].may_follow else f"--format {form}"
