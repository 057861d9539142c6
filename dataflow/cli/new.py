"""`dataflow new` and `dataflow schema`: what one begins a model with."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from dataflow.cli import options
from dataflow.cli.runner import fail, failing_well, say, write
from dataflow.telling.records import write_json

SCHEMA = "dataflow.schema.json"
"""What the first line of a new model names, beside it: editors find it without a network."""


def new(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The file to write, ending in .yaml or .yml, or - for standard output.",
        ),
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    quiet: options.Quiet = False,
) -> None:
    """Answer `dataflow new`."""
    with failing_well():
        from importlib.resources import files

        from dataflow.language.schema import make_schema

        first = files("dataflow").joinpath("templates", "first.yaml").read_text("utf-8")
        if str(file) == "-":
            write(first, None, quiet=quiet)
            return
        if file.suffix not in {".yaml", ".yml"}:
            fail(f"`{file}` must end in .yaml or .yml")
        if not force and (file.exists() or file.is_symlink()):
            fail(f"`{file}` is there already\n = `--force` replaces it")
        write(first, file, quiet=quiet)
        schema, present = file.with_name(SCHEMA), write_json(make_schema())
        if not schema.exists():
            write(present, schema, quiet=quiet)
        elif not quiet:
            _say_kept(schema, present)
        if not quiet:
            say(f"ask it: dataflow reach {quote(str(file))} email")


def _say_kept(schema: Path, present: str) -> None:
    """Report that the schema beside the model stays, and whether it is that of this version."""
    from dataflow.reading.disk import OpeningError, open_file

    try:
        kept = open_file(str(schema), str(schema)).data
    except OpeningError as wrong:
        say(f"no schema is written: {wrong.message}")
        return
    if kept == present.encode():
        say(f"kept {schema}, which is up to date")
        return
    say(f"kept {schema}, which differs from the schema of this version")
    say(f"replace it: dataflow schema -o {quote(str(schema))}")


def schema(output: options.Output = None, quiet: options.Quiet = False) -> None:
    """Answer `dataflow schema`."""
    with failing_well():
        from dataflow.language.schema import make_schema

        write(write_json(make_schema()), output, quiet=quiet)
