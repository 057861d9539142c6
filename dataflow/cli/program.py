"""The program: its commands, and how it ends."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from dataflow.cli.parameters import Command, Group
from dataflow.cli.runner import IMPOSSIBLE, complain
from dataflow.cli.shells import Shell, install, show
from dataflow.common.commands import COMMANDS

if TYPE_CHECKING:
    from typer.core import TyperGroup

ASKED_BY_SHELL: Final = "_DATAFLOW_COMPLETE"
"""What a shell sets that asks what fits the word at which somebody pressed Tab."""


def make_app(*names: str) -> typer.Typer:
    """Return the program with some of its commands.

    What typer makes of a command and its options takes longer than many an answer.
    """
    app = typer.Typer(
        name="dataflow",
        cls=Group,
        help="Which companies can reach my phone number? Ask a model of who shares what with whom.",
        no_args_is_help=True,
        add_completion=False,  # its script for zsh would run what a model has as a name
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name in names:
        command = COMMANDS[name]
        app.command(name, cls=Command, help=command.help)(command.import_face())
    app.callback(invoke_without_command=True)(_program)
    return app


def _program(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    installed: Annotated[
        Shell | None,
        typer.Option(
            "--install-completion",
            metavar="SHELL",
            help="Install completion with Tab, for bash or zsh.",
        ),
    ] = None,
    shown: Annotated[
        Shell | None,
        typer.Option(
            "--show-completion",
            metavar="SHELL",
            help="Print the completion script, for bash or zsh.",
        ),
    ] = None,
) -> None:
    if version:
        from dataflow import __version__

        typer.echo(f"dataflow {__version__}")
        raise typer.Exit
    install(installed)
    show(shown)


def run() -> int:
    """Run what the command line says, and return the exit code."""
    if ASKED_BY_SHELL in os.environ:
        from dataflow.cli.completion import complete

        complete(cast("TyperGroup", typer.main.get_command(make_app(*COMMANDS))))
        return 0
    app = make_app(*(_asked() or COMMANDS))
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


def _asked() -> list[str]:
    """Return the command that the line begins with, if it is one."""
    return [name for name in COMMANDS if sys.argv[1:2] == [name]]


def _refuse(wrong: typer.TyperException) -> int:
    """Print what is wrong with a command line, or the help if it is empty; return the exit code."""
    context = getattr(wrong, "ctx", None)
    message = str(wrong.format_message() if hasattr(wrong, "format_message") else wrong)
    if message.startswith("Usage: "):
        typer.echo(message, err=True)
        return IMPOSSIBLE
    message = re.sub(r"'([^' ]+)'", r"`\1`", message.replace("Value error, ", "")).rstrip(".")
    path = context.command_path if context else " ".join(["dataflow", *_asked()])
    complain(f"{message[:1].lower()}{message[1:]}\n = `{path} --help` shows how it is used")
    return IMPOSSIBLE


def _drop_output() -> None:
    """Keep the interpreter from writing what is left when it ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
