"""A figure → its SVG: every picture drawn, in a frame with words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.drawing import palette
from dataflow.drawing.drawn import Drawn
from dataflow.drawing.figure import Panel
from dataflow.drawing.placing import place
from dataflow.drawing.shapes import write_panel
from dataflow.drawing.svg import write_svg

if TYPE_CHECKING:
    from dataflow.drawing.figure import Figure, Picture
    from dataflow.drawing.palette import Theme


def render(figure: Figure, width: int, theme: Theme = "auto") -> str:
    """Draw a figure.

    Args:
        figure: what is drawn.
        width: of the canvas in pixels; it grows where a picture does not fit.
        theme: which colours.

    Raises:
        QuestionError: the layout takes too long.
        OSError: no layout program is found.
    """
    inner = width - 2 * (palette.MARGIN + palette.PANEL_SIDE)
    drawn = []
    for number, picture in enumerate(figure.panels, 1):
        suffix = f"-p{number}" if len(figure.panels) > 1 else ""
        drawn.append(_draw(picture, inner, figure.name + suffix))
    return write_svg(figure, drawn, width, theme)


def _draw(picture: Picture, width: int, name: str) -> Drawn:
    """Draw a picture; the canvas leaves it some room, and the ids in it begin with `name`."""
    if isinstance(picture, Panel):
        across = width + 2 * (palette.MARGIN + palette.PANEL_SIDE) >= palette.NARROW
        return write_panel(place(picture, width, across=across), name)
    return Drawn(0, 0, ())
