"""The command line: a thin face on the library. The only door to typer."""

from __future__ import annotations

import os
import sys

import typer

from dataflow.cli import check, draw, reach, why

COMMANDS = (reach, why, draw, check)
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


def main() -> None:
    """Run the program: answers on standard output, all else on standard error."""
    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # whoever read the answer has had enough; the interpreter must not try to flush the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
