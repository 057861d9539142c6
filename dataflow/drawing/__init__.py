"""Figures: an answer → Figure, which knows no format → layout → SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataflow.drawing import palette
from dataflow.drawing.flow import draw_flow
from dataflow.drawing.rendering import render
from dataflow.problems import QuestionError
from dataflow.writing import write_text

if TYPE_CHECKING:
    from pathlib import Path

    from dataflow.drawing.figure import Figure
    from dataflow.drawing.palette import Theme
    from dataflow.questions.reach import Reach


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn figure.

    Attributes:
        figure: what is drawn, in no format.
        svg: the picture.
    """

    figure: Figure
    svg: str

    @property
    def alt(self) -> str:
        """What it shows, in sentences."""
        return self.figure.alt

    def _repr_svg_(self) -> str:
        """Show itself in a notebook."""
        return self.svg

    def save(self, path: str | Path) -> None:
        """Write the SVG to a file, whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        write_text(path, self.svg)


def draw(
    answer: Reach,
    *,
    width: int = palette.WIDTH,
    theme: Theme = "auto",
    force: bool = False,
    name: str | None = None,
) -> Drawing:
    """Draw who can reach some data.

    Args:
        answer: what `reach` answered.
        width: of the canvas in pixels: 680 for an article, 360 for a phone. It grows where the
            picture does not fit.
        theme: `light`, `dark`, or `auto`: as the reader's screen is.
        force: draw even what is too much to be read.
        name: what the ids in the figure begin with, so that two figures can stand in one page;
            left out, the data type.

    Raises:
        QuestionError: the figure would not be readable, or its layout takes too long.
        OSError: no layout program is found.

    >>> from dataflow.loading import loads
    >>> from dataflow.questions.reach import reach
    >>> model = loads("{dataflow: 1, services: {whatsapp: {holds: phone_number}}}")
    >>> draw(reach(model, "phone_number")).alt
    '1 company can reach your phone number: whatsapp. You give whatsapp your phone number.'
    """
    if not palette.NARROWEST <= width <= palette.WIDEST:
        raise QuestionError(
            f"a figure is {palette.NARROWEST} to {palette.WIDEST} pixels wide, not {width}"
        )
    figure = draw_flow(answer, name=name, force=force)
    return Drawing(figure, render(figure, width, theme))
