"""A figure as SVG: the frame around its panels, from the headline to the credit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from dataflow.figures.figure import Panel
from dataflow.figures.flow.placing import place
from dataflow.figures.flow.shapes import write_panel
from dataflow.figures.matrix.grid import Matrix
from dataflow.figures.matrix.picture import write_matrix
from dataflow.figures.style import palette
from dataflow.figures.style.legend import SAMPLE, write_sample
from dataflow.figures.style.palette import write_styles
from dataflow.figures.style.pen import element, escape
from dataflow.figures.style.text import measure, widest, wrap
from dataflow.figures.timeline.picture import write_timeline
from dataflow.figures.timeline.spans import Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.figures import Drawing
    from dataflow.figures.figure import Entry, Figure, Note, Picture
    from dataflow.figures.style.palette import Theme, Type
    from dataflow.figures.style.pen import Drawn


GAP: Final = 8
BETWEEN: Final = 24
"""How far entries of the legend are apart."""


def write_svg(drawing: Drawing) -> str:
    """Write a figure as SVG."""
    return drawing.svg


def _compose(figure: Figure, drawn: Sequence[Drawn], width: int, theme: Theme) -> str:
    """Write a figure whose pictures are drawn; the canvas grows where they need it."""
    needed = max(one.width for one in drawn) + 2 * (palette.MARGIN + palette.PANEL_SIDE)
    page = _Page(max(width, math.ceil(needed)))
    page.heading(figure)
    for picture, one in zip(figure.panels, drawn, strict=True):
        page.picture(picture, one)
    page.legend(figure.legend)
    page.footing(figure)
    return page.document(figure, theme)


class _Page:
    """A page that fills from top to bottom; `y` is where it is free."""

    def __init__(self, width: int) -> None:
        self.width, self.y = width, float(palette.MARGIN)
        self.inner = width - 2 * palette.MARGIN
        self.parts: list[str] = []

    def heading(self, figure: Figure) -> None:
        self._lines(figure.title, "headline", palette.HEADLINE)
        self.y += 2
        self._lines(figure.subtitle, "subtitle", palette.SUBTITLE)
        self.y += 14

    def picture(self, picture: Picture, drawn: Drawn) -> None:
        """Put a picture in the middle of its ground, with what is said of it above."""
        ground, top = len(self.parts), self.y
        self.y += palette.PANEL_PADDING
        self._saying(picture)
        if drawn.height:
            self.y += palette.PANEL_PADDING if self.y > top + palette.PANEL_PADDING else 0
            place = f"translate({(self.width - drawn.width) / 2:.1f},{self.y:.1f})"
            self.parts.append(element("g", drawn.parts, transform=place))
            self.y += drawn.height
        self.y += palette.PANEL_PADDING
        box = element(
            "rect",
            class_="panel",
            x=palette.MARGIN,
            y=top,
            width=self.inner,
            height=self.y - top,
            rx=palette.PANEL_RADIUS,
        )
        self.parts.insert(ground, box)
        self.y += 12

    def _saying(self, picture: Picture) -> None:
        """Say what a picture is called, how it was asked for, and its remark."""
        left, inner = palette.MARGIN + palette.PANEL_PADDING, self.inner - 2 * palette.PANEL_PADDING
        if picture.title:
            lines = wrap(picture.title, palette.PANEL_TITLE, inner)
            self._texts(lines, "title", palette.PANEL_TITLE, left)
            ended = measure(lines[-1], palette.PANEL_TITLE) + 2 * GAP
            said = picture.subtitle or ""
            if said and ended + measure(said, palette.SUBTITLE) <= inner:
                self.y -= palette.PANEL_TITLE.height
                self._text(said, "subtitle", palette.SUBTITLE, left + ended)
                self.y += palette.PANEL_TITLE.height
            elif said:
                lines = wrap(said, palette.SUBTITLE, inner)
                self._texts(lines, "subtitle", palette.SUBTITLE, left)
        for text, role, style in (
            (picture.asked, "asked", palette.FOOTNOTE),
            (picture.remark, "said", palette.SUBTITLE),
        ):
            self.y += GAP if text and role == "said" and picture.asked else 0
            self._texts(wrap(text, style, inner) if text else (), role, style, left)

    def legend(self, entries: Sequence[Entry]) -> None:
        """Explain what is drawn, in as many lines as it takes."""
        x, indent = float(palette.MARGIN), SAMPLE + GAP
        for entry in entries:
            lines = wrap(entry.text, palette.LEGEND, self.inner - indent)
            width = indent + widest(lines, palette.LEGEND)
            if x > palette.MARGIN and (len(lines) > 1 or x + width > palette.MARGIN + self.inner):
                x, self.y = float(palette.MARGIN), self.y + palette.LEGEND.height
            self.parts.append(write_sample(entry.sample, x, self.y + palette.LEGEND.height / 2))
            self._texts(lines, "entry", palette.LEGEND, x + indent)
            # the next entry follows on the line, unless this one took several
            self.y -= palette.LEGEND.height if len(lines) == 1 else 0
            x = x + width + BETWEEN if len(lines) == 1 else float(palette.MARGIN)
        self.y += palette.LEGEND.height if x > palette.MARGIN else 0
        self.y += 6 if entries else 0

    def footing(self, figure: Figure) -> None:
        if figure.caption:
            self._lines(figure.caption, "caption", palette.LEGEND)
            self.y += 6
        for note in figure.notes:
            self._note(note)
        self.y += 6 if figure.notes else 0
        self._lines(figure.credit, "note", palette.FOOTNOTE)
        self.y += palette.MARGIN - 4

    def document(self, figure: Figure, theme: Theme) -> str:
        name, width, height = figure.name, self.width, math.ceil(self.y)
        content = [
            element("title", escape(figure.title), id=f"{name}-title"),
            element("desc", escape(figure.alt), id=f"{name}-desc"),
            element("style", write_styles(theme)),
            element("rect", class_="background", width=width, height=height),
            *self.parts,
        ]
        attributes: dict[str, str | float] = {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "df",
            "id": name,
            "viewBox": f"0 0 {width} {height}",
            "width": width,
            "height": height,
            "role": "graphics-document document",
            "aria_roledescription": "data-flow diagram",
            "aria_labelledby": f"{name}-title",
            "aria_describedby": f"{name}-desc",
            "lang": figure.lang,
        }
        return element("svg", "\n".join(content), **attributes) + "\n"

    def _note(self, note: Note) -> None:
        """Write a note; its mark stands out, and its address is a link on its lines."""
        indent = measure("[00] ", palette.FOOTNOTE)
        said = wrap(note.text, palette.FOOTNOTE, self.inner - indent)
        self._text(f"[{note.mark}]", "note", palette.FOOTNOTE, palette.MARGIN)
        begun = len(self.parts)
        self._texts(said, "note", palette.FOOTNOTE, palette.MARGIN + indent)
        if note.url is not None:
            self.parts[begun:] = [element("a", self.parts[begun:], href=note.url)]

    def _lines(self, text: str, role: str, style: Type) -> None:
        self._texts(wrap(text, style, self.inner), role, style, palette.MARGIN)

    def _texts(self, lines: Sequence[str], role: str, style: Type, x: float) -> None:
        for line in lines:
            self._text(line, role, style, x)
            self.y += style.height

    def _text(self, line: str, role: str, style: Type, x: float) -> None:
        base = self.y + style.height / 2 + style.size * 0.36
        self.parts.append(element("text", escape(line), class_=role, x=x, y=base))


def render(figure: Figure, width: int, theme: Theme = "auto", *, patient: bool = False) -> str:
    """Draw a figure.

    Args:
        figure: what is drawn.
        width: of the canvas in pixels; it grows where a picture does not fit.
        theme: which colours.
        patient: let the layout take as long as it needs.

    Raises:
        TooLargeError: the layout takes too long.
        OSError: no layout program is found.
    """
    inner = width - 2 * (palette.MARGIN + palette.PANEL_SIDE)
    panels = [one for one in figure.panels if isinstance(one, Panel)]
    across = width >= palette.NARROW
    placed = iter(place(panels, inner, across=across, patient=patient) if panels else ())
    drawn = []
    for number, picture in enumerate(figure.panels, 1):
        name = f"{figure.name}-p{number}" if len(figure.panels) > 1 else figure.name
        if isinstance(picture, Panel):
            drawn.append(write_panel(next(placed), name))
        else:
            drawn.append(_draw(picture, inner, name))
    return _compose(figure, drawn, width, theme)


def _draw(picture: Picture, width: int, name: str) -> Drawn:
    """Draw a picture that has room for `width`, with ids that begin with `name`."""
    if isinstance(picture, Matrix):
        return write_matrix(picture, width)
    if isinstance(picture, Timeline):
        return write_timeline(picture, width, name)
    raise AssertionError(type(picture))
