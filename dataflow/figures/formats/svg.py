"""A figure as SVG: the frame around its pictures, from the headline to the credit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from dataflow.figures.figure import Entry, Figure, Note, Panel, Picture
from dataflow.figures.flow.placement import place
from dataflow.figures.flow.shapes import write_panel
from dataflow.figures.matrix.grid import Matrix
from dataflow.figures.matrix.picture import write_matrix
from dataflow.figures.style import palette
from dataflow.figures.style.legend import SAMPLE, write_sample
from dataflow.figures.style.pen import Drawn, Pen, element, escape
from dataflow.figures.style.text import measure, widest, wrap
from dataflow.figures.timeline.picture import write_timeline
from dataflow.figures.timeline.spans import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.figures import Drawing


GAP: Final = 8
BETWEEN: Final = 24
"""How far entries of the legend are apart."""

APART: Final = 3
"""How far its lines are apart."""


def write_svg(drawing: Drawing) -> str:
    """Return the picture of a figure."""
    return drawing.svg


def render(
    figure: Figure, width: int, theme: palette.Theme = "auto", *, patient: bool = False
) -> str:
    """Draw a figure; the canvas grows where a picture does not fit its width.

    For the patient, the layout takes as long as it needs.

    Raises:
        TooLargeError: the layout takes too long.
        OSError: no layout program is found.
    """
    drawn = [*_draw_pictures(figure, width, patient=patient)]
    needed = max(picture.width for picture in drawn) + 2 * (palette.MARGIN + palette.PANEL_SIDE)
    page = _Page(max(width, math.ceil(needed)))
    page.heading(figure)
    for picture, drawn_picture in zip(figure.panels, drawn, strict=True):
        page.picture(picture, drawn_picture)
    page.legend(figure.legend)
    page.footing(figure)
    return page.document(figure, theme)


def _draw_pictures(figure: Figure, width: int, *, patient: bool) -> Iterator[Drawn]:
    """Draw the pictures; the panels of flows are laid out together, so that they are alike."""
    inner = width - 2 * (palette.MARGIN + palette.PANEL_SIDE)
    flows, across = figure.flows, width >= palette.NARROW
    placed = iter(place(flows, inner, across=across, patient=patient) if flows else ())
    for number, picture in enumerate(figure.panels, 1):
        name = f"{figure.name}-p{number}" if len(figure.panels) > 1 else figure.name
        match picture:
            case Panel():
                yield write_panel(next(placed), name)
            case Matrix():
                yield write_matrix(picture, inner)
            case Timeline():
                yield write_timeline(picture, inner, name)
            case _:
                raise AssertionError(type(picture))


class _Page(Pen):
    """A page that fills from top to bottom."""

    def __init__(self, width: int) -> None:
        super().__init__(width, float(palette.MARGIN))
        self.inner = width - 2 * palette.MARGIN
        # of a picture's words
        self.left = palette.MARGIN + palette.PANEL_PADDING
        self.room = self.inner - 2 * palette.PANEL_PADDING

    def heading(self, figure: Figure) -> None:
        self._across(figure.title, "headline", palette.HEADLINE)
        self.y += 2
        self._across(figure.subtitle, "subtitle", palette.SUBTITLE)
        self.y += 14

    def picture(self, picture: Picture, drawn: Drawn) -> None:
        """Put a picture in the middle of its ground, below its title and remark."""
        ground, top = len(self.parts), self.y
        self.y += palette.PANEL_PADDING
        self._title(picture)
        self._words(picture.asked, "asked", palette.FOOTNOTE)
        self.y += GAP if picture.asked and picture.remark else 0
        self._words(picture.remark, "said", palette.SUBTITLE)
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

    def _title(self, picture: Picture) -> None:
        """Write the title of a picture, and its subtitle behind it if that fits, or else below."""
        if not picture.title:
            return
        lines = self._words(picture.title, "title", palette.PANEL_TITLE)
        end = measure(lines[-1], palette.PANEL_TITLE) + 2 * GAP
        subtitle = picture.subtitle or ""
        if subtitle and end + measure(subtitle, palette.SUBTITLE) <= self.room:
            self.y -= palette.PANEL_TITLE.height
            self.text(subtitle, "subtitle", palette.SUBTITLE, self.left + end)
            self.y += palette.PANEL_TITLE.height
        else:
            self._words(subtitle, "subtitle", palette.SUBTITLE)

    def _words(self, text: str | None, role: str, style: palette.Type) -> Sequence[str]:
        """Write words on the ground of a picture."""
        return self.paragraph(text or "", role, style, self.left, self.room)

    def legend(self, entries: Sequence[Entry]) -> None:
        """Explain what is drawn, in as many lines as it takes."""
        x, indent = float(palette.MARGIN), SAMPLE + GAP
        for entry in entries:
            lines = wrap(entry.text, palette.LEGEND, self.inner - indent)
            width = indent + widest(lines, palette.LEGEND)
            if x > palette.MARGIN and (len(lines) > 1 or x + width > palette.MARGIN + self.inner):
                x, self.y = float(palette.MARGIN), self.y + palette.LEGEND.height + APART
            self.parts.append(write_sample(entry.sample, x, self.y + palette.LEGEND.height / 2))
            self.lines(lines, "entry", palette.LEGEND, x + indent)
            # the next entry follows on the line, unless this one took several
            self.y += APART if len(lines) > 1 else -palette.LEGEND.height
            x = x + width + BETWEEN if len(lines) == 1 else float(palette.MARGIN)
        self.y += palette.LEGEND.height if x > palette.MARGIN else 0
        self.y += 6 if entries else 0

    def footing(self, figure: Figure) -> None:
        if figure.caption:
            self._across(figure.caption, "caption", palette.LEGEND)
            self.y += 6
        for note in figure.notes:
            self._note(note)
        self.y += 6 if figure.notes else 0
        self._across(figure.credit, "note", palette.FOOTNOTE)
        self.y += palette.MARGIN - 4

    def document(self, figure: Figure, theme: palette.Theme) -> str:
        name, width, height = figure.name, self.width, math.ceil(self.y)
        content = [
            element("title", escape(figure.title), id=f"{name}-title"),
            element("desc", escape(figure.alt), id=f"{name}-desc"),
            element("style", palette.write_styles(theme)),
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
        self.text(f"[{note.mark}]", "note", palette.FOOTNOTE, palette.MARGIN)
        start, left = len(self.parts), palette.MARGIN + indent
        self.paragraph(note.text, "note", palette.FOOTNOTE, left, self.inner - indent)
        if note.url is not None:
            self.parts[start:] = [element("a", self.parts[start:], href=note.url)]

    def _across(self, text: str, role: str, style: palette.Type) -> None:
        self.paragraph(text, role, style, palette.MARGIN, self.inner)
