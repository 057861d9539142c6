"""`dataflow draw`."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations
from dataflow.figures.formats import FORMATS, Format, find_format, find_format_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.figures import Drawing
    from dataflow.model import Model


if TYPE_CHECKING:
    Kind = StrEnum
else:  # a checker of types knows no names that come from a table
    Kind = StrEnum("Kind", {form.name: form.name for form in FORMATS})


class Theme(StrEnum):
    """Which colours a figure has."""

    auto = "auto"
    light = "light"
    dark = "dark"


def run(
    model: options.Model,
    views: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="VIEW",
            help="Views of the model. Left out: the whole model.",
            show_default=False,
        ),
    ] = None,
    highlight: Annotated[
        str | None, typer.Option(metavar="DATA", help="Without a view: where this data type gets.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every view of the model.")] = False,
    as_of: options.AsOf = None,
    persona: options.As = None,
    scenario: options.Scenario = None,
    origin: options.From = None,
    purpose: options.For = None,
    owners: options.Owners = None,
    announced: options.Announced = None,
    without: options.Without = None,
    width: Annotated[int, typer.Option(help="Pixels: 680 for an article, 360 for a phone.")] = 680,
    theme: Annotated[Theme, typer.Option(help="Colours; auto: as the reader's.")] = Theme.auto,
    alt: Annotated[bool, typer.Option("--alt", help="Print the text alternative instead.")] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Draw even what is too much to be read; it may take minutes."),
    ] = False,
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--format", help="What to write, where no ending says it.", show_default="svg"
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|FOLDER",
            help="Write to this file: its ending says what. Of several figures, the folder.",
        ),
    ] = None,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """Draw figures for an article: of a model, its views, or where a data type gets."""
    from dataflow.cli.running import fail, failing_well, reading

    asked = {
        "highlight": highlight,
        "as_of": as_of,
        "persona": persona,
        "scenario": scenario,
        "origin": origin,
        "purpose": purpose,
        "owners": owners,
        "announced": announced,
        "without": without or (),
    }
    with failing_well():
        from dataflow.building.loading import load

        several = every or len(views or ()) > 1
        if several and output is None and not alt:
            fail("several figures need a folder: add `-o FOLDER`")
        if several and output is not None and not alt:
            _refuse_file(output)
        into_folder = output is not None and (several or output.is_dir())
        form = _choose_form(kind, None if into_folder or alt else output)
        with reading(model, quiet=quiet):
            loaded = load(model, root=root)
        names = _list_views(loaded, views or [], every=every)
        drawings = [(name, _draw(loaded, name, asked, width, theme, force=force)) for name in names]
        if force and not (alt or quiet):
            _warn_of_waiting([drawing for _, drawing in drawings], form)
        if alt:
            _write_alt(drawings, output, quiet=quiet)
        elif into_folder:
            assert output is not None  # asked for above
            _write_all(drawings, form, output, quiet=quiet)
        else:
            from dataflow.cli.running import write_bytes

            write_bytes(_convert(drawings[0][1], form, quiet=quiet), output, quiet=quiet)


def _refuse_file(folder: Path) -> None:
    """Refuse what is a file, or is called like a figure, where several figures need a folder."""
    from dataflow.cli.running import fail

    if folder.is_dir():
        return
    if folder.exists() or any(folder.suffix.lower() == form.ending for form in FORMATS):
        fail(f"`{folder}` is no folder, which several figures need")


def _choose_form(kind: Kind | None, output: Path | None) -> Format:
    """Return the format that the ending stands for, which `--format` must not contradict."""
    from dataflow.cli.running import fail
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
    """Name the views to draw; None for a figure without one."""
    from dataflow.cli.running import fail
    from dataflow.model.names import find_view

    if every and views:
        fail("`--all` draws every view: name none beside it")
    if every and not model.views:
        fail(f"{model.path} has no views to draw: add `views`, or draw without `--all`")
    if every:
        return list(model.views)
    return [find_view(model, name).id for name in views] or [None]


def _draw(
    model: Model,
    name: str | None,
    asked: Mapping[str, object],
    width: int,
    theme: Theme,
    *,
    force: bool,
) -> Drawing:
    from dataflow.figures import draw

    return draw(model, name, width=width, theme=theme.value, force=force, **asked)  # type: ignore[arg-type] # the options are checked by typer


def _write_alt(
    drawings: list[tuple[str | None, Drawing]], output: Path | None, *, quiet: bool
) -> None:
    """Write the text alternatives, those of several figures under their names."""
    from dataflow.cli.running import write

    if len(drawings) == 1:
        said = drawings[0][1].alt + "\n"
    else:
        said = "\n".join(f"{name}: {drawing.alt}\n" for name, drawing in drawings)
    write(said, output, quiet=quiet)


def _write_all(
    drawings: list[tuple[str | None, Drawing]], form: Format, folder: Path, *, quiet: bool
) -> None:
    """Write every figure into a folder, once all are made."""
    from dataflow.cli.running import refuse_read, write_bytes

    made = list(_convert_all(drawings, form, quiet=quiet))
    refuse_read(folder / name for name, _ in made)
    folder.mkdir(exist_ok=True)
    for name, data in made:
        write_bytes(data, folder / name, quiet=quiet)


def _convert_all(
    drawings: list[tuple[str | None, Drawing]], form: Format, *, quiet: bool
) -> Iterator[tuple[str, bytes]]:
    for name, drawing in drawings:
        file = f"{name or drawing.figure.name}{form.ending}"
        yield file, _convert(drawing, form, file if len(drawings) > 1 else None, quiet=quiet)


def _convert(drawing: Drawing, form: Format, file: str | None = None, *, quiet: bool) -> bytes:
    """Write a figure in a format; of one that is too large, say which options help.

    Args:
        drawing: the figure.
        form: the format.
        file: what it will be called; None where there is no other figure.
        quiet: whether to keep warnings back.
    """
    import warnings

    from dataflow.cli.running import fail
    from dataflow.figures.sketch import TooLargeError
    from dataflow.telling.text import escape

    try:
        with warnings.catch_warnings(record=True) as given:
            warnings.simplefilter("always", UserWarning)
            made = form.write(drawing)
    except TooLargeError as wrong:
        fail("\n = ".join([wrong.found, *wrong.advise("command")]))
    which = f"{file}: " if file else ""
    for one in () if quiet else given:
        typer.echo(escape(f"warning: {which}{one.message}"), err=True)
    return made


def _warn_of_waiting(drawings: list[Drawing], form: Format) -> None:
    """Say that a layout may take long, before it does."""
    extents = [one.sketch.extent for one in drawings] if form.laid_out else []
    if any(extent is not None and not extent.is_readable for extent in extents):
        typer.echo("this is more than can be read: its layout may take minutes", err=True)
