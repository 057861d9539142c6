"""What every command does around its question: load, answer, write, and end with the right code."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from dataflow.answers.answer import FORMATS, write_as
from dataflow.cli.progress import SILENT, Progress
from dataflow.cli.terminal import find_error_screen, find_screen
from dataflow.common.files import (
    STANDARD_INPUT,
    Record,
    Seen,
    find_descriptor,
    find_read,
    is_stream,
    recording,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dataflow.answers.answer import Tellable
    from dataflow.telling.length import Length


FAILED = 1
IMPOSSIBLE = 2
MODEL_ENDINGS = {".yaml", ".yml"}
"""How the names of models end."""

_ELSE = " = name another file"


@contextmanager
def failing_well() -> Iterator[None]:
    """Turn the errors of the library into messages on standard error, and exit code 2.

    What is read meanwhile is not written over.
    """
    from dataflow.problems import ModelError, QuestionError

    try:
        with recording():
            yield
    except ModelError as wrong:
        from dataflow.telling.text import list_problems

        errors = [problem for problem in wrong.problems if problem.severity == "error"]
        write_error(list_problems(errors, find_error_screen()))
        raise typer.Exit(IMPOSSIBLE) from None
    except QuestionError as wrong:
        fail("\n = ".join(filter(None, [wrong.message, wrong.advice])))
    except BrokenPipeError:
        raise  # whoever read the answer has had enough
    except IsADirectoryError as wrong:
        fail(f"{wrong.filename}: this is a folder: name a file in it")
    except OSError as wrong:
        fail(f"{wrong.filename or 'standard output'}: {(wrong.strerror or str(wrong)).lower()}")


def complain(message: str) -> None:
    """Print on standard error what is wrong."""
    from dataflow.telling.screen import paint
    from dataflow.telling.text import escape

    write_error(paint("error", "error", find_error_screen()) + escape(f": {message}"))


def fail(message: str) -> NoReturn:
    """Print what is wrong, and end with the exit code for it."""
    complain(message)
    raise typer.Exit(IMPOSSIBLE) from None


@contextmanager
def reading(
    path: str, *, quiet: bool, progress: Progress = SILENT, which: str = ""
) -> Iterator[Record]:
    """Record what is read for a model; of a stream that includes files, say which they are.

    Of several models, `which` says the how-many-eth it is.
    """
    # somebody may be typing what is read from a stream
    waiting = nullcontext() if is_stream(path) else progress.during(f"reading {path}{which}")
    with recording() as record, waiting:
        yield record
    names = sorted(seen.name for seen in record.values() if seen.how == "included")
    if names and not quiet and is_stream(path):
        more = len(names) - 1
        rest = f" and {more} more file{'' if more == 1 else 's'}" if more else ""
        say(f"{call(path)} includes `{names[0]}`{rest}: read from the disk, as they are now")


def call(path: str) -> str:
    """Return what people call a model."""
    return "standard input" if path == STANDARD_INPUT else path


def refuse_twice(path: str, other: str, both: str) -> None:
    """Refuse to read one stream twice: the second time, nothing is left of it."""
    first, second = (0 if one == STANDARD_INPUT else find_descriptor(one) for one in (path, other))
    if first is not None and first == second:
        where = "standard input" if first == 0 else path
        fail(f"only one of {both} can be read from {where}")


def say(message: str) -> None:
    """Print a message on standard error; control characters of names are shown escaped."""
    from dataflow.telling.text import escape

    write_error(escape(message))


def write_error(text: str) -> None:
    """Print text on standard error; colours in it are meant."""
    typer.echo(text, err=True, color=True)  # else typer takes them out of a pipe


def refuse_bom(form: str, *, bom: bool) -> None:
    """Refuse a mark in front of what is no CSV."""
    if bom and form != "csv":
        fail("`--bom` is for spreadsheets that read CSV: add `--format csv`, or leave it out")


def choose_length(*, brief: bool, full: bool) -> Length:
    """Return how much is to be told."""
    if brief and full:
        fail("`--brief` and `--full` exclude each other: leave one out")
    return "brief" if brief else "full" if full else "short"


def write_text(
    answer: Tellable,
    form: str,
    output: Path | None,
    *,
    length: Length = "short",
    bom: bool = False,
) -> str:
    """Return an answer in a format, as standard output or a file is to have it.

    With `bom`, CSV begins with the mark by which Excel knows UTF-8.
    """
    if form == "text":
        text = answer.tell_on(find_screen(output), length=length)
    else:
        text = write_as(form, answer, length=length)
    return "\ufeff" * bom + text + FORMATS[form].ending


def write(text: str, output: Path | None, *, quiet: bool) -> None:
    """Write text whole to a file, or to standard output, which is flushed."""
    write_bytes(text.encode("utf-8", "backslashreplace"), output, quiet=quiet)


def write_bytes(data: bytes, output: Path | None, *, quiet: bool) -> None:
    """Write something whole to a file, or to standard output, which is flushed.

    No file is written over that was read for the answer, or that belongs to the program.
    """
    if output is None or str(output) == "-":
        if sys.stdout is None:
            fail("standard output: closed")
        sys.stdout.flush()
        while data:  # a pipe may take less than all at once
            data = data[os.write(sys.stdout.fileno(), data) :]
        return
    from dataflow.common import files

    refuse_read([output])
    files.write_bytes(output, data)
    if not quiet:
        say(f"wrote {output}")


def refuse_read(outputs: Iterable[Path]) -> None:
    """Refuse to write over what was read for the answer, whatever its name, or is the program's."""
    for output in outputs:
        seen = find_read(output)
        if seen is not None:
            fail(f"{output}: {_tell_read(output, seen)}, so it is not written over\n{_ELSE}")
        if _is_own(output):
            fail(f"{output}: it is a part of dataflow itself, so it is not written over\n{_ELSE}")


def refuse_model(output: Path) -> None:
    """Refuse to write over what may be a model that a faulty file would have included.

    Reading stops at many an error: nobody knows then what the file names behind it.
    """
    if output.suffix.lower() in MODEL_ENDINGS and output.is_file() and not is_stream(output):
        fail(
            f"{output}: it is there, and may belong to the model, which was not read to its end, so"
            f" it is not written over\n{_ELSE}, or delete it first"
        )


def _tell_read(output: Path, seen: Seen) -> str:
    if seen.how == "kept":
        return f"{seen.name}, which was read for this answer, is a state of it"
    read = "the model includes it" if seen.how == "meant" else "it was read for this answer"
    return read + f" as {seen.name}" * (seen.name != str(output))


def _is_own(output: Path) -> bool:
    own = Path(os.path.realpath(__file__)).parents[1]
    real = Path(os.path.realpath(output))
    return own in real.parents and real.is_file()


def ask_in_turn(
    models: Iterable[str], ask: Callable[[str, str], bool], *, whole: str | None = None
) -> None:
    """Ask the same of every model; end with the worst exit code.

    Args:
        models: paths, or patterns such as `graphs/*.yaml` that no shell has spread out.
        ask: asks and writes; is given a path, and which of several it is, as people are told;
            returns whether what was asked about fails.
        whole: the option, if one was given, by which an answer is a file or a value of its own,
            so that it cannot be about several.
    """
    paths = list(_spread(models))
    if whole and len(paths) > 1:
        fail(f"`{whole}` is for one model, and here are {len(paths)}")
    worst = 0
    for number, path in enumerate(paths, start=1):
        which = f" ({number} of {len(paths)})" if len(paths) > 1 else ""
        try:
            with failing_well():
                worst = max(worst, FAILED if ask(path, which) else 0)
        except typer.Exit as ended:
            worst = max(worst, ended.exit_code)
    if worst:
        raise typer.Exit(worst)


def _spread(models: Iterable[str]) -> Iterator[str]:
    """Return the paths; a pattern that fits nothing stays, and is a file that is not there."""
    import glob

    for model in models:
        pattern = re.search(r"[*?\[]", model) and not os.path.exists(model)  # noqa: PTH110 - Path raises on a name that is too long
        paths = sorted(glob.glob(model, recursive=True)) if pattern else []  # noqa: PTH207 - a pattern may be absolute
        yield from paths or [model]
