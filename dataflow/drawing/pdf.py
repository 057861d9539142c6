"""An SVG → PDF, by typst. The only door to typst."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dataflow.drawing.typefaces import FOLDER
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from dataflow.drawing.figure import Figure

POINTS: Final = 0.75
"""A pixel of CSS in points."""

# what a figure says is handed over beside the source, and is never a part of it
_SOURCE: Final = """
#set document(title: sys.inputs.title, date: none)
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set text(lang: sys.inputs.lang)
#image("figure.svg", width: 100%, alt: sys.inputs.alt)
"""


def write_pdf(figure: Figure, svg: str) -> bytes:
    """Draw an SVG as a page of its size; where its colours follow the screen, in the light ones.

    The same figure gives the same bytes: no day of making stands in the file.

    Args:
        figure: what is drawn: its title, language and text alternative go with it.
        svg: the picture.

    Raises:
        QuestionError: the library is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError:
        raise QuestionError(
            "a PDF needs the library typst: `pip install 'dataflow-graphs[pdf]'`"
        ) from None
    width, height = (float(number) for number in _size(svg))
    source = _SOURCE.format(width=width * POINTS, height=height * POINTS)
    drawn = typst.compile(  # type: ignore[call-overload,unused-ignore]  # files by name are not in its stubs
        {"main.typ": source.encode(), "figure.svg": svg.encode()},
        font_paths=[str(FOLDER)],
        format="pdf",
        sys_inputs={
            "title": figure.title,
            "alt": figure.alt,
            "lang": figure.lang.split("-")[0].lower(),
        },
    )
    assert isinstance(drawn, bytes)  # one document in one format
    return drawn


def _size(svg: str) -> tuple[str, str]:
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found is not None  # the SVG is our own
    return found[1], found[2]
