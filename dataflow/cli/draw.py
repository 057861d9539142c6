"""`dataflow draw`."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypedDict

import typer

from dataflow.cli import options
from dataflow.cli.options import spread_settings
from dataflow.cli.progress import Progress, begin
from dataflow.cli.runner import (
    fail,
    failing_well,
    reading,
    refuse_read,
    say,
    write,
    write_bytes,
)
from dataflow.common.values import dataclass
from dataflow.figures.formats import FORMATS, Format, find_format, find_format_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from dataflow.figures import Drawing
    from dataflow.model import Model

    Drawings = Sequence[tuple[str | None, Drawing]]
    """Figures with the names of their views; None for a figure without one."""


if TYPE_CHECKING:
    Kind = StrEnum
else:  # a checker of types knows no names that come from a table
    Kind = StrEnum("Kind", {form.name: form.name for form in FORMATS})


class Theme(StrEnum):
    """Which colours a figure has."""

    auto = "auto"
    light = "light"
    dark = "dark"


Views = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="VIEW",
        help="Views of the model. Default: one figure of the whole model.",
        show_default=False,
    ),
]
Highlight = Annotated[
    str | None,
    typer.Option(metavar="DATA", help="A data type to emphasise, where no view is named."),
]
Every = Annotated[bool, typer.Option("--all", help="Draw every view of the model.")]
Width = Annotated[int, typer.Option(help="Width in pixels: 680 suits an article, 360 a phone.")]
Colours = Annotated[Theme, typer.Option(help="Colour theme; auto follows the reader's own.")]
Alt = Annotated[bool, typer.Option("--alt", help="Print the text alternative instead of drawing.")]
Force = Annotated[
    bool,
    typer.Option("--force", help="Draw even if the figure is too large to read. May take minutes."),
]
Written = Annotated[
    Kind | None,
    typer.Option(
        "--format", help="Output format, if the file extension does not set it.", show_default="svg"
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|FOLDER",
        help="The file to write; its extension sets the format. For several figures, a folder.",
    ),
]


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """How figures are wanted: as what, where, and whether the program talks meanwhile."""

    kind: Kind | None
    output: Path | None
    alt: bool
    quiet: bool
    progress: Progress


class Look(TypedDict):
    """How figures look, and what of them is drawn strong."""

    highlight: str | None
    width: int
    theme: Literal["auto", "light", "dark"]
    force: bool


@spread_settings
def draw(
    model: options.Model,
    views: Views = None,
    highlight: Highlight = None,
    every: Every = False,
    *,
    settings: options.Settings,
    width: Width = 680,
    theme: Colours = Theme.auto,
    alt: Alt = False,
    force: Force = False,
    kind: Written = None,
    output: Output = None,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """Answer `dataflow draw`."""
    wanted = Wanted(kind, output, alt, quiet, begin(quiet=quiet))
    look = Look(highlight=highlight, width=width, theme=theme.value, force=force)
    with failing_well():
        folder = _choose_folder(wanted, several=every or len(views or ()) > 1)
        form = _choose_form(kind, None if folder or alt else output)
        loaded = _load(model, root, wanted)
        names = _list_views(loaded, views or [], every=every)
        drawings = []
        for number, name in enumerate(names, start=1):
            with wanted.progress.during(_tell_drawing(name, number, len(names))):
                drawings.append((name, _draw(loaded, name, look, settings)))
        if force and not (alt or quiet):
            _warn_of_waiting(drawings, form)
        _write(drawings, form, folder, wanted)


def _load(path: str, root: Path | None, wanted: Wanted) -> Model:
    """Return the model."""
    from dataflow.building import load

    with reading(path, quiet=wanted.quiet, progress=wanted.progress):
        return load(path, root=root)


def _tell_drawing(name: str | None, number: int, count: int) -> str:
    """Return which of several figures is being drawn.

    >>> _tell_drawing("phone-number", 2, 12)
    'drawing phone-number (2 of 12)'
    """
    which = f" ({number} of {count})" if count > 1 else ""
    return f"drawing {name or 'the figure'}{which}"


def _draw(model: Model, view: str | None, look: Look, settings: options.Settings) -> Drawing:
    """Return the figure of a view, or, without one, that under some settings."""
    from dataflow import figures

    return figures.draw(model, view, **look, **settings)


def _choose_folder(wanted: Wanted, *, several: bool) -> Path | None:
    """Return the folder that the figures go into, if they do not go into a file."""
    if wanted.alt:
        return None
    if wanted.output is None:
        if several:
            fail("several figures need a folder: add `-o FOLDER`")
        return None
    if several:
        _refuse_file(wanted.output)
    return wanted.output if several or wanted.output.is_dir() else None


def _write(drawings: Drawings, form: Format, folder: Path | None, wanted: Wanted) -> None:
    """Write what was drawn: its text alternatives, a folder of figures, or one figure."""
    if wanted.alt:
        _write_alt(drawings, wanted.output, quiet=wanted.quiet)
    elif folder:
        _write_all(drawings, form, folder, wanted)
    else:
        [(name, drawing)] = drawings
        data, warnings = _convert(drawing, form, wanted.progress.during(_tell_drawing(name, 1, 1)))
        _warn(warnings, quiet=wanted.quiet)
        write_bytes(data, wanted.output, quiet=wanted.quiet)


def _refuse_file(folder: Path) -> None:
    """Refuse what is a file, or is called like a figure, where several figures need a folder."""
    if folder.is_dir():
        return
    if folder.exists() or any(folder.suffix.lower() == form.ending for form in FORMATS):
        fail(f"`{folder}` is no folder, which several figures need")


def _choose_form(kind: Kind | None, output: Path | None) -> Format:
    """Return the format: that of the file's ending, which `--format` must not contradict."""
    from dataflow.common.files import is_stream

    if output is None or is_stream(output):
        return find_format(kind.value if kind else "svg")
    if kind is not None and not re.search("[A-Za-z]", output.suffix):
        return find_format(kind.value)  # `figure-1.0` has no ending
    form = find_format_of(output)
    if kind is not None and kind.value != form.name:
        fail(f"`{output}` ends in {output.suffix}, and `--format` says {kind.value}")
    return form


def _list_views(model: Model, views: list[str], *, every: bool) -> list[str | None]:
    """Return the names of the views to draw; None for a figure without one."""
    from dataflow.model.names import find_view

    if not every:
        return [find_view(model, name).id for name in views] or [None]
    if views:
        fail("`--all` draws every view: name none beside it")
    if not model.views:
        fail(f"{model.path} has no views to draw: add `views`, or draw without `--all`")
    return list(model.views)


def _write_alt(drawings: Drawings, output: Path | None, *, quiet: bool) -> None:
    """Write the text alternatives, those of several figures under their names."""
    several = len(drawings) > 1
    texts = [f"{name}: " * several + f"{drawing.alt}\n" for name, drawing in drawings]
    write("\n".join(texts), output, quiet=quiet)


def _write_all(drawings: Drawings, form: Format, folder: Path, wanted: Wanted) -> None:
    """Write every figure into a folder, once all are made."""
    made = []
    for number, (name, drawing) in enumerate(drawings, start=1):
        file = f"{name or drawing.figure.name}{form.ending}"
        waiting = wanted.progress.during(_tell_drawing(name, number, len(drawings)))
        data, warnings = _convert(drawing, form, waiting)
        _warn(warnings, f"{file}: " * (len(drawings) > 1), quiet=wanted.quiet)
        made.append((folder / file, data))
    refuse_read(path for path, _ in made)
    folder.mkdir(exist_ok=True)
    for path, data in made:
        write_bytes(data, path, quiet=wanted.quiet)


def _convert(
    drawing: Drawing, form: Format, waiting: AbstractContextManager[None]
) -> tuple[bytes, list[str]]:
    """Return a figure in a format, and warnings; where it is too large, fail with what helps."""
    import warnings

    from dataflow.figures.sketch import TooLargeError

    try:
        with waiting, warnings.catch_warnings(record=True) as given:
            warnings.simplefilter("always", UserWarning)
            made = form.write(drawing)
    except TooLargeError as wrong:
        fail("\n = ".join([wrong.found, *wrong.advise("command")]))
    return made, [str(warning.message) for warning in given]


def _warn(warnings: Sequence[str], which: str = "", *, quiet: bool) -> None:
    """Print warnings, which begin with `which` of several figures they are about."""
    for warning in () if quiet else warnings:
        say(f"warning: {which}{warning}")


def _warn_of_waiting(drawings: Drawings, form: Format) -> None:
    """Warn that a layout may take long, before it does."""
    extents = [drawing.sketch.extent for _, drawing in drawings] if form.laid_out else []
    if any(extent is not None and not extent.is_readable for extent in extents):
        typer.echo("this is more than can be read: its layout may take minutes", err=True)
