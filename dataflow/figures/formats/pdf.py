"""An SVG → PDF, by typst. The only door to typst."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final

from dataflow.figures.style import palette
from dataflow.figures.style.text import FOLDER, is_enough, measure, part_emoji, warn_of_missing
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.figures import Drawing

POINTS: Final = 0.75
"""A pixel of CSS in points."""

# what a figure says is handed over beside the source, and is never a part of it; the links of an
# SVG are lost on the way, so boxes that link lie upon its lines
_SOURCE: Final = """
#set document(title: sys.inputs.title, date: none)
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set text(lang: sys.inputs.lang)
#image("figure.svg", width: 100%, alt: sys.inputs.alt)
#for one in json(bytes(sys.inputs.links)) {{
  place(top + left, dx: one.x * 1pt, dy: one.y * 1pt,
    link(one.url, box(width: one.width * 1pt, height: one.height * 1pt)))
}}
"""

_SVG: Final = "{http://www.w3.org/2000/svg}"


def write_pdf(drawing: Drawing) -> bytes:
    """Draw an SVG as a page of its size; where its colours follow the screen, in the light ones.

    Text stays text, and what is a link stays one. The same figure gives the same bytes: no day of
    making stands in the file. The fonts of the system are asked only for characters that the
    package's typeface lacks; what no font has is left out or an empty box, of which a
    `MissingFontWarning` is given.

    Raises:
        QuestionError: the library is not installed.
    """
    try:
        import typst
    except ImportError:
        raise QuestionError(
            "a PDF needs the library typst: `pip install 'dataflow-graphs[pdf]'`"
        ) from None
    figure, svg = drawing.figure, drawing.svg
    width, height = (float(number) for number in _size(svg))
    source = _SOURCE.format(width=width * POINTS, height=height * POINTS)
    picture = part_emoji(svg)
    warn_of_missing(picture, "the PDF")
    drawn = typst.compile(  # type: ignore[call-overload,unused-ignore]  # files by name are not in its stubs
        {"main.typ": source.encode(), "figure.svg": picture.encode()},
        font_paths=[str(FOLDER)],
        ignore_system_fonts=is_enough(svg),
        format="pdf",
        sys_inputs={
            "title": figure.title,
            "alt": figure.alt,
            "lang": figure.lang.split("-")[0].lower(),
            "links": json.dumps([*_links(svg)]),
        },
    )
    assert isinstance(drawn, bytes)  # one document in one format
    return drawn


def _size(svg: str) -> tuple[str, str]:
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size is not None  # the SVG is our own
    return size[1], size[2]


def _links(svg: str) -> Iterator[dict[str, str | float]]:
    """Return where the lines of links stand, in points."""
    style = palette.FOOTNOTE
    for link in ET.fromstring(svg).iter(f"{_SVG}a"):  # noqa: S314 - the SVG is our own
        for line in link.iter(f"{_SVG}text"):
            yield {
                "url": link.get("href", ""),
                "x": float(line.get("x", 0)) * POINTS,
                "y": (float(line.get("y", 0)) - style.size) * POINTS,
                "width": measure(line.text or "", style) * POINTS,
                "height": style.height * POINTS,
            }
