"""`dataflow new`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations

SCHEMA = "dataflow.schema.json"
"""What the first line of a new model names, beside it: editors find it without a network."""


def run(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The file to write (.yaml), or - for standard output."),
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    quiet: options.Quiet = False,
) -> None:
    """Write a first model to edit, and its schema beside it."""
    from dataflow.cli.running import as_json, fail, failing_well, write

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
        schema = file.with_name(SCHEMA)
        if not schema.exists():
            write(as_json(make_schema()), schema, quiet=quiet)
        if not quiet:
            _say_next(file)


def _say_next(file: Path) -> None:
    from shlex import quote

    from dataflow.telling.text import escape

    typer.echo(escape(f"ask it: dataflow reach {quote(str(file))} email"), err=True)
