"""What a figure may be written as: one table, from which everything that lists formats follows."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dataflow.common.nearest import find_nearest, list_names
from dataflow.common.values import dataclass
from dataflow.figures.figure import Panel
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.figures import Drawing


@dataclass(frozen=True, slots=True)
class Format:
    """A format of figures.

    Attributes:
        name: what `convert` and the command line call it.
        ending: how the names of its files end.
        writer: the function that writes it, as `module:function`, and is imported when it is
            needed; it takes a `Drawing` and returns text or bytes.
        laid_out: whether it shows the picture, for which a layout has to be found.
        graph: whether it has nothing but holders and flows, so that no other picture fits it.
    """

    name: str
    ending: str
    writer: str
    laid_out: bool = True
    graph: bool = False

    def write(self, drawing: Drawing) -> bytes:
        """Return a figure in this format.

        Raises:
            QuestionError: this figure has no such format, or a library is not installed.
        """
        if self.graph:
            _require_graph(drawing, self)
        module, _, function = self.writer.partition(":")
        written: str | bytes = getattr(import_module(module), function)(drawing)
        return written.encode() if isinstance(written, str) else written


FORMATS: Final = (
    Format("svg", ".svg", "dataflow.figures.formats.svg:write_svg"),
    Format("png", ".png", "dataflow.figures.formats.png:write_png"),
    Format("pdf", ".pdf", "dataflow.figures.formats.pdf:write_pdf"),
    Format("dot", ".dot", "dataflow.figures.formats.graphs:write_dot", laid_out=False, graph=True),
    Format(
        "mmd", ".mmd", "dataflow.figures.formats.graphs:write_mermaid", laid_out=False, graph=True
    ),
    Format("html", ".html", "dataflow.figures.formats.html:write_html"),
    Format("markdown", ".md", "dataflow.figures.formats.markdown:write_markdown", laid_out=False),
)
"""Every format; a new one is a module with its writer, and a line here."""


def find_format(name: str) -> Format:
    """Return the format of this name.

    Raises:
        QuestionError: there is none.

    >>> find_format("markdown").ending
    '.md'
    """
    from dataflow.answers.arguments import read_name

    names = {form.name: form for form in FORMATS}
    if read_name(name, "form") not in names:
        raise QuestionError(
            f"a figure is no `{name}`, but {list_names(names, 'or')}", find_nearest(name, names)
        )
    return names[name]


def find_format_of(path: str | Path) -> Format:
    """Return the format that the ending of a file stands for.

    Raises:
        QuestionError: none has this ending.

    >>> find_format_of("figures/a.PNG").name
    'png'
    """
    ending, endings = Path(path).suffix.lower(), {form.ending: form for form in FORMATS}
    if ending not in endings:
        known = _list_endings(FORMATS)
        if not ending:
            raise QuestionError(f"`{path}` has no ending: it says what is written, {known}")
        raise QuestionError(f"`{path}` must end in {known}", find_nearest(ending, endings))
    return endings[ending]


def _require_graph(drawing: Drawing, form: Format) -> None:
    """Refuse pictures that are no graph."""
    for picture in drawing.figure.panels:
        if not isinstance(picture, Panel):
            others = _list_endings(other for other in FORMATS if not other.graph)
            raise QuestionError(
                f"a {type(picture).__name__.lower()} is no graph, so it cannot be written as"
                f" {form.ending}: choose {others}"
            )


def _list_endings(formats: Iterable[Format]) -> str:
    *most, last = (form.ending for form in formats)
    return f"{', '.join(most)} or {last}"
