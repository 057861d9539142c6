"""Figures: an answer → Figure, which knows no format → layout → SVG."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Unpack, get_args

from dataflow.brief import Brief
from dataflow.drawing import palette
from dataflow.drawing.choosing import make_figure
from dataflow.drawing.framing import name_ids
from dataflow.drawing.rendering import render
from dataflow.nearest import find_nearest, list_names
from dataflow.problems import QuestionError
from dataflow.writing import write_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from dataflow.answering import Tellable
    from dataflow.drawing.figure import Figure
    from dataflow.drawing.palette import Theme
    from dataflow.model import Model
    from dataflow.settings import Settings


@dataclass(frozen=True, slots=True, repr=False)
class Drawing(Brief):
    """A drawn figure.

    Attributes:
        figure: what is drawn, in no format.
        svg: the picture.
        theme: its colours.
    """

    figure: Figure
    svg: str
    theme: Theme = "auto"

    def brief(self) -> str:
        """Say what it is, and of what."""
        return f"{self.figure.name}: {self.figure.title}"

    @property
    def alt(self) -> str:
        """What it shows, in sentences."""
        return self.figure.alt

    def _repr_svg_(self) -> str:
        """Show itself in a notebook."""
        return self.svg

    def convert(self, form: str) -> bytes:
        """Give the figure as `svg`, `png`, `pdf`, `dot`, `mmd`, `html` or `markdown`.

        Raises:
            QuestionError: this figure has no such format, or a library is not installed.
        """
        from dataflow.drawing.formats import convert  # noqa: PLC0415 - to show it needs none

        return convert(self, form)

    def save(self, path: str | Path) -> None:
        """Write the figure to a file, whole or not at all; the ending says as what.

        Raises:
            QuestionError: no format has this ending, this figure has none such, or a library is
                not installed.
            OSError: it cannot be written.
        """
        from dataflow.drawing.formats import find_form  # noqa: PLC0415 - to show it needs none

        write_bytes(path, self.convert(find_form(path)))


def draw(  # noqa: PLR0913 - what a figure may be asked for
    what: Model | Tellable,
    view: str | None = None,
    *,
    highlight: str | None = None,
    width: int = palette.WIDTH,
    theme: Theme = "auto",
    force: bool = False,
    name: str | None = None,
    **settings: Unpack[Settings],
) -> Drawing:
    """Draw a model, a view of it, or an answer that has a picture.

    Args:
        what: a model, or what `reach`, `why`, `exposure` or `claims` answered.
        view: a view of the model; left out, the whole model, or where `highlight` gets in it.
        highlight: a data type, by id or name.
        width: of the canvas in pixels: 680 for an article, 360 for a phone. It grows where the
            picture does not fit.
        theme: `light`, `dark`, or `auto`: as the reader's screen is.
        force: draw even what is too much to be read.
        name: what the ids in the figure begin with, so that two figures can stand in one page;
            left out, the view or the data type.
        settings: for a model without a view; see `Settings`.

    Raises:
        QuestionError: something that was named does not exist, there is no such picture, it
            would not be readable, or its layout takes too long.
        OSError: no layout program is found.

    >>> from dataflow.loading import loads
    >>> from dataflow.questions.reach import reach
    >>> model = loads("{dataflow: 1, services: {whatsapp: {holds: phone_number}}}")
    >>> draw(reach(model, "phone_number")).alt
    '1 company can reach your phone number: whatsapp. You give whatsapp your phone number.'
    """
    if theme not in get_args(palette.Theme):
        known = list_names(get_args(palette.Theme), "or")
        message = f"`theme` is {known}, not `{theme}`"
        raise QuestionError(message, find_nearest(theme, get_args(palette.Theme)))
    if not palette.NARROWEST <= width <= palette.WIDEST:
        raise QuestionError(
            f"a figure is {palette.NARROWEST} to {palette.WIDEST} pixels wide, not {width}"
        )
    figure = make_figure(what, view, highlight, force=force, **settings)
    if name is not None:
        figure = replace(figure, name=name_ids(name))
    return Drawing(figure, render(figure, width, theme), theme)
