"""A figure as SVG: the frame around its panels, from the headline to the credit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from dataflow.drawing import palette
from dataflow.drawing.markup import element, escape
from dataflow.drawing.measuring import measure, wrap
from dataflow.drawing.shapes import write_arrow, write_lock, write_panel
from dataflow.drawing.styles import write_styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.drawing.figure import Entry, Figure, Note, Sample
    from dataflow.drawing.palette import Type
    from dataflow.drawing.placing import Placed

SAMPLE: Final = 26
"""The width of a sample in the legend."""

GAP: Final = 8
BETWEEN: Final = 24
"""How far entries of the legend are apart."""


def write_svg(figure: Figure, panels: Sequence[Placed], width: int) -> str:
    """Write a figure whose panels have places; the canvas grows where they need it."""
    needed = max(placed.width for placed in panels) + 2 * (palette.MARGIN + palette.PANEL_SIDE)
    page = _Page(max(width, math.ceil(needed)))
    page.heading(figure)
    for number, placed in enumerate(panels, 1):
        suffix = f"-p{number}" if len(panels) > 1 else ""
        page.panel(placed, figure.name + suffix)
    page.legend(figure.legend)
    page.footing(figure)
    return page.document(figure)


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

    def panel(self, placed: Placed, name: str) -> None:
        """Draw a panel in the middle of its ground, with its remark above."""
        remark = placed.panel.remark
        said = (
            wrap(remark, palette.SUBTITLE, self.inner - 2 * palette.PANEL_PADDING) if remark else ()
        )
        above = palette.PANEL_PADDING + len(said) * palette.SUBTITLE.height
        between = palette.PANEL_PADDING if said and placed.height else 0
        height = above + between + placed.height + palette.PANEL_PADDING
        ground = element(
            "rect",
            class_="panel",
            x=palette.MARGIN,
            y=self.y,
            width=self.inner,
            height=height,
            rx=palette.PANEL_RADIUS,
        )
        self.parts.append(ground)
        top = self.y
        self.y += palette.PANEL_PADDING
        self._texts(said, "said", palette.SUBTITLE, palette.MARGIN + palette.PANEL_PADDING)
        place = f"translate({(self.width - placed.width) / 2:.1f},{top + above + between:.1f})"
        self.parts.append(element("g", write_panel(placed, name), transform=place))
        self.y = top + height + 12

    def legend(self, entries: Sequence[Entry]) -> None:
        """Explain what is drawn, in as many lines as it takes."""
        x = float(palette.MARGIN)
        for entry in entries:
            width = SAMPLE + GAP + measure(entry.text, palette.LEGEND)
            if x > palette.MARGIN and x + width > palette.MARGIN + self.inner:
                x, self.y = float(palette.MARGIN), self.y + palette.LEGEND.height
            self.parts.append(_sample(entry.sample, x, self.y + palette.LEGEND.height / 2))
            self._text(entry.text, "entry", palette.LEGEND, x + SAMPLE + GAP)
            x += width + BETWEEN
        self.y += palette.LEGEND.height + 6 if entries else 0

    def footing(self, figure: Figure) -> None:
        for note in figure.notes:
            self._note(note)
        self.y += 6 if figure.notes else 0
        self._lines(figure.credit, "note", palette.FOOTNOTE)
        self.y += palette.MARGIN - 4

    def document(self, figure: Figure) -> str:
        name, width, height = figure.name, self.width, math.ceil(self.y)
        content = [
            element("title", escape(figure.title), id=f"{name}-title"),
            element("desc", escape(figure.alt), id=f"{name}-desc"),
            element("style", write_styles()),
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


def _sample(kind: Sample, x: float, y: float) -> str:
    """Draw what an entry of the legend explains; `y` is its middle."""
    if kind == "unnamed":
        box = element("rect", x=x + 2, y=y - 6, width=SAMPLE - 4, height=12, rx=palette.BOX_RADIUS)
        return element("g", box, class_="holder unnamed")
    if kind == "locked":
        return element("g", write_lock(x + SAMPLE / 2, y - 7), class_="holder")
    end = x + SAMPLE - palette.ARROW
    line = element("path", class_="line", d=f"M{x:.1f},{y:.1f}H{end:.1f}")
    return element("g", line + write_arrow((end, y), (x + SAMPLE, y)), class_=f"sample {kind}")
