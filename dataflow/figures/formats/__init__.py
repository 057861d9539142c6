"""What a figure may be written as, by the ending of a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dataflow.answers.calling import read_name
from dataflow.common.nearest import find_nearest, list_names
from dataflow.figures.figure import Panel
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataflow.figures import Drawing
    from dataflow.figures.figure import Figure

ENDINGS: Final = {
    ".svg": "svg",
    ".png": "png",
    ".pdf": "pdf",
    ".dot": "dot",
    ".mmd": "mmd",
    ".html": "html",
    ".md": "markdown",
}
"""The endings of files, and the format that each stands for."""


def find_form(path: str | Path) -> str:
    """Say which format the ending of a file stands for.

    Raises:
        QuestionError: none has this ending.

    >>> find_form("figures/a.PNG")
    'png'
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(list(ENDINGS)[:-1]) + f" or {list(ENDINGS)[-1]}"
        if not ending:
            raise QuestionError(f"`{path}` has no ending: it says what is written, {known}")
        raise QuestionError(f"`{path}` must end in {known}", find_nearest(ending, ENDINGS))
    return ENDINGS[ending]


def is_laid_out(form: str) -> bool:
    """Say whether a format shows the picture, for which a layout has to be found.

    >>> is_laid_out("png"), is_laid_out("mmd")
    (True, False)
    """
    return form not in {"dot", "mmd", "markdown"}


def ending_of(form: str) -> str:
    """Give the ending of files in a format.

    >>> ending_of("markdown")
    '.md'
    """
    return next(ending for ending, one in ENDINGS.items() if one == form)


def convert(drawing: Drawing, form: str) -> bytes:
    """Write a figure in a format.

    Raises:
        QuestionError: there is no such format, a figure of this kind has none such, or a library
            is not installed.
    """
    if read_name(form, "form") not in _WRITERS:
        known = list_names(_WRITERS, "or")
        raise QuestionError(f"a figure is no `{form}`, but {known}", find_nearest(form, _WRITERS))
    return _WRITERS[form](drawing)


def _svg(drawing: Drawing) -> bytes:
    return drawing.svg.encode()


def _png(drawing: Drawing) -> bytes:
    from dataflow.figures.formats.png import write_png  # noqa: PLC0415 - others need none of it

    return write_png(drawing.svg)


def _pdf(drawing: Drawing) -> bytes:
    from dataflow.figures.formats.pdf import write_pdf  # noqa: PLC0415 - others need none of it

    return write_pdf(drawing.figure, drawing.svg)


def _dot(drawing: Drawing) -> bytes:
    from dataflow.figures.formats.dot import write_dot  # noqa: PLC0415 - others need none of it

    return write_dot(drawing.figure, _flows(drawing.figure, ".dot")).encode()


def _mermaid(drawing: Drawing) -> bytes:
    from dataflow.figures.formats.mermaid import write_mermaid  # noqa: PLC0415 - others need none of it

    return write_mermaid(drawing.figure, _flows(drawing.figure, ".mmd")).encode()


def _markdown(drawing: Drawing) -> bytes:
    from dataflow.figures.formats.markdown import write_markdown  # noqa: PLC0415 - others need none of it

    return write_markdown(drawing.figure).encode()


def _html(drawing: Drawing) -> bytes:
    from dataflow.figures.formats.html import write_html  # noqa: PLC0415 - others need none of it

    return write_html(drawing).encode()


_WRITERS: Final[dict[str, Callable[[Drawing], bytes]]] = {
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "dot": _dot,
    "mmd": _mermaid,
    "html": _html,
    "markdown": _markdown,
}


def _flows(figure: Figure, ending: str) -> tuple[Panel, ...]:
    """Give the panels of a figure of flows: others are no graphs."""
    panels = tuple(one for one in figure.panels if isinstance(one, Panel))
    if len(panels) < len(figure.panels):
        kind = next(type(one) for one in figure.panels if not isinstance(one, Panel))
        raise QuestionError(
            f"a {kind.__name__.lower()} is no graph, so it cannot be written as {ending}: choose"
            " .svg, .png, .pdf, .html or .md"
        )
    return panels
