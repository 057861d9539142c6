"""The program: its commands, and how it ends."""

from __future__ import annotations

import os
import re
import sys

import typer

from dataflow.cli import check, diff, draw, exposure, new, reach, schema, why
from dataflow.cli.running import IMPOSSIBLE, complain

COMMANDS = (reach, why, exposure, diff, draw, check, new, schema)
"""Every command is a module with a function `run`, in the order of `--help`."""

app = typer.Typer(
    name="dataflow",
    help="Which companies can reach my phone number? Ask a model of who shares what with whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in COMMANDS:
    app.command(name=command.__name__.rpartition(".")[2])(command.run)


@app.callback(invoke_without_command=True)
def _version(
    version: bool = typer.Option(False, "--version", help="Print the version and leave."),
) -> None:
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"dataflow {installed('dataflow-graphs')}")
        raise typer.Exit


def run() -> int:
    """Run what the command line says, and give the exit code."""
    try:
        return int(app(prog_name="dataflow", standalone_mode=False) or 0)
    except typer.TyperException as wrong:
        return _refuse(wrong)
    except SystemExit:
        pass  # whoever read the answer has had enough
    except OSError as wrong:
        complain(f"standard output: {(wrong.strerror or str(wrong)).lower()}")
    _drop_output()
    return IMPOSSIBLE


def _refuse(wrong: typer.TyperException) -> int:
    """Say what is wrong with a command line; of one without words, show the help."""
    context = getattr(wrong, "ctx", None)
    said = str(wrong.format_message() if hasattr(wrong, "format_message") else wrong)
    if said.startswith("Usage: "):
        typer.echo(said, err=True)
        return IMPOSSIBLE
    said = re.sub(r"'([^' ]+)'", r"`\1`", said.replace("Value error, ", "")).rstrip(".")
    path = context.command_path if context else "dataflow"
    complain(f"{said[:1].lower()}{said[1:]}\n = `{path} --help` shows how it is used")
    return IMPOSSIBLE


def _drop_output() -> None:
    """Keep the interpreter from writing what is left when it ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
