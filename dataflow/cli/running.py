"""What every command does around its question: load, answer, write, and end with the right code."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dataflow.answering import Tellable
    from dataflow.problems import QuestionError

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
        fail(wrong.message + _advise(wrong))
    except BrokenPipeError:
        raise  # whoever read the answer has had enough
    except OSError as wrong:
        fail(f"{wrong.filename or 'standard output'}: {(wrong.strerror or str(wrong)).lower()}")


def _advise(wrong: QuestionError) -> str:
    """Name what may have been meant, unless the message names it already."""
    from dataflow.nearest import list_names

    names = [name for name in wrong.nearest if f"`{name}`" not in wrong.message]
    return f"\n = did you mean {list_names(names, 'or')}?" if names else ""


def complain(message: str) -> None:
    """Say on standard error what is wrong; control characters of names are shown escaped."""
    from dataflow.telling.text import escape

    typer.echo(escape(f"error: {message}"), err=True)


def fail(message: str) -> NoReturn:
    """Say what is wrong, and end."""
    complain(message)
    raise typer.Exit(IMPOSSIBLE) from None


def write_answer(answer: Tellable, form: str, output: Path | None, *, quiet: bool) -> None:
    """Write an answer in a format, to standard output or to a file."""
    match form:
        case "json":
            said = as_json(answer.to_dict())
        case "csv":
            said = answer.to_csv()
        case "markdown":
            said = answer.to_markdown() + "\n"
        case _:
            said = answer.tell(text_width(output)) + "\n"
    write(said, output, quiet=quiet)


def as_json(value: object) -> str:
    """Write JSON as people can read it, and with the letters that they wrote."""
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def text_width(output: Path | None) -> int:
    """Give the columns to wrap at: the terminal's, or as many as fit a page."""
    if output is None and sys.stdout is not None and sys.stdout.isatty():
        return min(shutil.get_terminal_size().columns, WIDEST)
    return PIPED_WIDTH


def write(text: str, output: Path | None, *, quiet: bool) -> None:
    """Write text whole to a file, or to standard output, which is flushed."""
    write_bytes(text.encode("utf-8", "backslashreplace"), output, quiet=quiet)


def write_bytes(data: bytes, output: Path | None, *, quiet: bool) -> None:
    """Write something whole to a file, or to standard output, which is flushed."""
    if output is None or str(output) == "-":
        if sys.stdout is None:
            fail("standard output: closed")
        sys.stdout.flush()
        while data:  # a pipe may take less than all at once
            data = data[os.write(sys.stdout.fileno(), data) :]
        return
    from dataflow import writing

    writing.write_bytes(output, data)
    if not quiet:
        from dataflow.telling.text import escape

        typer.echo(escape(f"wrote {output}"), err=True)
