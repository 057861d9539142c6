"""`dataflow diff`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.cli.questioning import Asked, question

if TYPE_CHECKING:
    from dataflow.common.files import Record

SIDE = "SCENARIO|DATE"


@question
def run(
    asked: Asked,
    other: Annotated[
        str | None, typer.Argument(metavar="MODEL2", help="The model after, if it is another.")
    ] = None,
    before: Annotated[
        str | None,
        typer.Option(metavar=SIDE, help="How it was; left out, by the other options alone."),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option(metavar=SIDE, help="How it then is; left out, by the other options alone."),
    ] = None,
) -> None:
    """Who gained and who lost what, and what is behind it?"""
    from dataflow.answers.diff import diff
    from dataflow.cli.running import refuse_twice

    if other is not None:
        refuse_twice(asked.path, other, "the two models")
    model, read = asked.load_recorded()
    then = None
    if other is not None:
        then, read_then = asked.load_recorded(other)
        _refuse_mixed(asked.path, read, other, read_then)
        _refuse_mixed(other, read_then, asked.path, read)
    asked.write(diff(model, then, before, after, **asked.settings))


def _refuse_mixed(path: str, read: Record, other: str, read_other: Record) -> None:
    """Refuse a stream that includes what the other model includes: an old text, new includes.

    That both include a file is how the old state of a model is compared with the new one. A text
    that includes the other model itself adds to it, and is meant so.
    """
    from dataflow.cli.running import call, fail
    from dataflow.common.files import is_stream

    if not is_stream(path):
        return
    shared = [
        (seen.name, read_other[identity].how)
        for identity, seen in read.items()
        if seen.how == "included" and identity in read_other
    ]
    if not shared or any(how == "named" for _, how in shared):
        return
    before = "REV:PATH" if Path(other).is_absolute() else f"REV:./{other}"
    fail(
        f"{call(path)} includes `{shared[0][0]}`, as {call(other)} does: both sides would have that"
        f" file as it is now\n = `dataflow diff {before} {other}` takes an older state of both from"
        " git; where it is meant like this, save the text in a file and name that"
    )
