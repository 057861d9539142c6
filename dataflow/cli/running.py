"""What every command does around its question: load, answer, write, and end with the right code."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from dataflow.cli.options import Format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dataflow.answering import Answer

FAILED = 1
IMPOSSIBLE = 2
PIPED_WIDTH = 100
"""The columns of an answer that no terminal shows."""

WIDEST = 110


@contextmanager
def failing_well() -> Iterator[None]:
    """Turn the errors of the library into messages on standard error, and exit code 2."""
    from dataflow.problems import ModelError, QuestionError

    try:
        yield
    except ModelError as wrong:
        from dataflow.telling.listing import list_problems

        errors = [problem for problem in wrong.problems if problem.severity == "error"]
        typer.echo(list_problems(errors), err=True)
        raise typer.Exit(IMPOSSIBLE) from None
    except QuestionError as wrong:
        from dataflow.nearest import list_names
        from dataflow.telling.text import escape

        help_line = f"\n = did you mean {list_names(wrong.nearest, 'or')}?" if wrong.nearest else ""
        typer.echo(escape(f"error: {wrong.message}{help_line}"), err=True)
        raise typer.Exit(IMPOSSIBLE) from None
    except BrokenPipeError:
        raise
    except OSError as wrong:
        fail(f"{wrong.filename or 'standard output'}: {(wrong.strerror or str(wrong)).lower()}")


def fail(message: str) -> NoReturn:
    """End with one line on standard error."""
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(IMPOSSIBLE)


def write_answer(answer: Answer, form: Format, output: Path | None, *, quiet: bool) -> None:
    """Write an answer in a format, to standard output or to a file."""
    if form is Format.json:
        write(as_json(answer.to_dict()), output, quiet=quiet)
    else:
        write(answer.tell(text_width(output)) + "\n", output, quiet=quiet)


def as_json(value: object) -> str:
    """Write JSON as people can read it, and with the letters that they wrote."""
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def text_width(output: Path | None) -> int:
    """Give the columns to wrap at: the terminal's, or as many as fit a page."""
    if output is None and sys.stdout.isatty():
        return min(shutil.get_terminal_size().columns, WIDEST)
    return PIPED_WIDTH


def write(text: str, output: Path | None, *, quiet: bool) -> None:
    """Write text whole to a file, or to standard output, which is flushed."""
    if output is None:
        data = text.encode("utf-8", "backslashreplace")
        sys.stdout.flush()
        while data:  # a pipe may take less than all at once
            data = data[os.write(sys.stdout.fileno(), data) :]
        return
    from dataflow.writing import write_text

    write_text(output, text)
    if not quiet:
        typer.echo(f"wrote {output}", err=True)
