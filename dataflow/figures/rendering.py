"""A figure → its SVG: every picture drawn, in a frame with words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.figures.figure import Panel
from dataflow.figures.flow.placing import place
from dataflow.figures.flow.shapes import write_panel
from dataflow.figures.formats.svg import write_svg
from dataflow.figures.matrix.gridding import write_matrix
from dataflow.figures.matrix.grids import Matrix
from dataflow.figures.style import palette
from dataflow.figures.timeline.spanning import write_timeline
from dataflow.figures.timeline.spans import Timeline

if TYPE_CHECKING:
    from dataflow.figures.figure import Figure, Picture
    from dataflow.figures.style.drawn import Drawn
    from dataflow.figures.style.palette import Theme


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
