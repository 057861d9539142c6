"""The scripts by which shells complete: printed, or installed for the one who asks."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from shlex import quote
from typing import Final

import typer


class Shell(StrEnum):
    """The shells that there is a script for."""

    bash = "bash"
    zsh = "zsh"


def show(shell: Shell | None) -> None:
    """Print the script and leave."""
    from dataflow.cli.runner import failing_well, write

    if shell is not None:
        with failing_well():
            write(_read(shell), None, quiet=True)
        raise typer.Exit


def install(shell: Shell | None) -> None:
    """Write the script, make the shell read it at its start, and leave."""
    from dataflow.cli.runner import fail, failing_well, write

    if shell is None:
        return
    home = os.environ.get("HOME")
    if not home:
        fail("no HOME is set\n = `--show-completion` prints the script, to be put anywhere")
    with failing_well():
        data = os.environ.get("XDG_DATA_HOME") or f"{home}/.local/share"
        script = Path(data, "dataflow", f"completion.{shell}")
        script.parent.mkdir(parents=True, exist_ok=True)
        write(_read(shell), script, quiet=False)
        folder = os.environ.get("ZDOTDIR") if shell is Shell.zsh else None
        _add_line(Path(folder or home, f".{shell}rc"), _call(script))
        typer.echo("what is open already does not know it: start a new shell", err=True)
    raise typer.Exit


def _add_line(start: Path, line: str) -> None:
    from dataflow.cli.runner import fail, write

    try:
        content = start.read_text("utf-8") if start.exists() else ""
    except UnicodeDecodeError:
        fail(f"{start}: not UTF-8, so nothing is written to it\n = add `{line}` to it")
    if line not in content.splitlines():
        parted = "" if not content or content.endswith("\n") else "\n"
        write(f"{content}{parted}{line}\n", start, quiet=False)


def _call(script: Path) -> str:
    """Return the line that has a shell read the script, if it is still there."""
    name: Final = quote(str(script))
    return f"[ ! -r {name} ] || . {name}"


def _read(shell: Shell) -> str:
    from importlib.resources import files

    return files("dataflow").joinpath("templates", f"completion.{shell}").read_text("utf-8")
