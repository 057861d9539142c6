"""`dataflow show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations
from dataflow.cli.options import Format

if TYPE_CHECKING:
    from dataflow.model import Model

CORE = "core"
"""What stands for the built-in vocabulary, where a model is named; the default."""


def run(
    model: Annotated[
        str,
        typer.Argument(
            metavar="[MODEL]",
            help="A model file, - for standard input, or core: what is built in.",
        ),
    ] = CORE,
    thing: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="What to show: an id or name, KIND:ID, or a section to list."
        ),
    ] = None,
    search: Annotated[
        str | None, typer.Option(metavar="WORDS", help="List what is called like this.")
    ] = None,
    form: options.Formatted = Format.text,
    output: options.Output = None,
    bom: options.Bom = False,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """What does a model say of a company, a service, a data type, a flow, a claim?"""
    from dataflow.cli.running import failing_well, reading, refuse_bom, write_answer

    refuse_bom(form, bom=bom)
    with failing_well():
        from dataflow.answers.show import show

        with reading(model, quiet=quiet):
            loaded = _load(model, root)
        answer = show(loaded, thing, search)
        write_answer(answer, form, output, quiet=quiet, bom=bom)


def _load(model: str, root: Path | None) -> Model:
    from dataflow.building.loading import load, loads

    if model == CORE and not Path(model).exists():
        return loads("dataflow: 1", CORE)
    return load(model, root=root)
