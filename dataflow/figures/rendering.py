"""A figure → its SVG: every picture drawn, in a frame with words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.figures import palette
from dataflow.figures.figure import Panel
from dataflow.figures.gridding import write_matrix
from dataflow.figures.grids import Matrix
from dataflow.figures.placing import place
from dataflow.figures.shapes import write_panel
from dataflow.figures.spanning import write_timeline
from dataflow.figures.spans import Timeline
from dataflow.figures.svg import write_svg

if TYPE_CHECKING:
    from dataflow.figures.drawn import Drawn
    from dataflow.figures.figure import Figure, Picture
    from dataflow.figures.palette import Theme


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
    return write_svg(figure, drawn, width, theme)


def _draw(picture: Picture, width: int, name: str) -> Drawn:
    """Draw a picture that has room for `width`, with ids that begin with `name`."""
    if isinstance(picture, Matrix):
        return write_matrix(picture, width)
    if isinstance(picture, Timeline):
        return write_timeline(picture, width, name)
    raise AssertionError(type(picture))
