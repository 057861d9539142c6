"""Figures: an answer → a sketch → Figure, which knows no format → layout → SVG."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Unpack, get_args

from dataflow.common.files import write_bytes
from dataflow.common.nearest import find_nearest, list_names
from dataflow.common.values import Brief, dataclass
from dataflow.figures.formats import find_format, find_format_of
from dataflow.figures.style import palette
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from pathlib import Path

    from dataflow.answers import Settings
    from dataflow.answers.answer import Tellable
    from dataflow.figures.figure import Figure
    from dataflow.figures.sketch import Sketch
    from dataflow.model import Model


@dataclass(frozen=True, eq=False, repr=False)
class Drawing(Brief):
    """A figure, which is made when its text is needed, and laid out when its picture is.

    Attributes:
        sketch: what is drawn, and how large it is.
        width: of the canvas in pixels.
        theme: its colours.
        force: draw it even if it is too large to be read, however long that takes.
        name: the beginning of its ids; by default the view or the data type.
    """

    sketch: Sketch
    width: int = palette.WIDTH
    theme: palette.Theme = "auto"
    force: bool = False
    name: str | None = None

    @cached_property
    def figure(self) -> Figure:
        """What is drawn, in no format."""
        from dataflow.figures.frame import name_ids

        figure = self.sketch.figure
        return figure if self.name is None else replace(figure, name=name_ids(self.name))

    @cached_property
    def svg(self) -> str:
        """The picture.

        Raises:
            TooLargeError: it could not be read, or its layout takes too long.
            OSError: no layout program is found.
        """
        from dataflow.figures.formats.svg import render

        if not self.force:
            self.sketch.refuse()
        return render(self.figure, self.width, self.theme, patient=self.force)

    def brief(self) -> str:
        """Return its name and title."""
        return f"{self.figure.name}: {self.figure.title}"

    @property
    def alt(self) -> str:
        """What it shows, in sentences."""
        return self.figure.alt

    def _repr_svg_(self) -> str:
        """Show itself in a notebook."""
        return self.svg

    def convert(self, form: str) -> bytes:
        """Return the figure as `svg`, `png`, `pdf`, `dot`, `mmd`, `html` or `markdown`.

        Raises:
            QuestionError: this figure has no such format, a library is not installed, or a picture
                could not be read.
            OSError: no layout program is found for a picture.
        """
        return find_format(form).write(self)

    def save(self, path: str | Path) -> None:
        """Write the figure to a file, whole or not at all, in the format of the file's ending.

        Raises:
            TypeError: it is no path.
            QuestionError: no format has this ending, this figure has none such, a library is not
                installed, or a picture could not be read.
            OSError: it cannot be written, or no layout program is found for a picture.
        """
        from dataflow.answers.arguments import read_path

        read_path(path, "path")
        write_bytes(path, find_format_of(path).write(self))


def draw(  # noqa: PLR0913 - what a figure may be asked for
    what: Model | Tellable,
    view: str | None = None,
    *,
    highlight: str | None = None,
    width: int = palette.WIDTH,
    theme: palette.Theme = "auto",
    force: bool = False,
    name: str | None = None,
    **settings: Unpack[Settings],
) -> Drawing:
    """Draw a model, a view of it, or an answer that has a picture.

    Args:
        what: a model, or what `reach`, `why`, `exposure` or `claims` answered.
        view: a view of the model; by default the whole model, or where `highlight` gets in it.
        highlight: a data type, by id or name.
        width: of the canvas in pixels: 680 for an article, 360 for a phone. It grows where the
            picture does not fit.
        theme: `light`, `dark`, or `auto`: as the reader's screen is.
        force: draw it even if it is too large to be read, however long that takes.
        name: the beginning of the ids in the figure, so that two figures can stand in one page;
            by default the view or the data type.
        settings: for a model without a view; see `Settings`.

    Raises:
        QuestionError: something that was named does not exist, or there is no such picture. A
            picture that is too large to be read is refused when it is laid out: by `svg`, and by
            the formats that show it.

    >>> import dataflow as df
    >>> model = df.loads("{dataflow: 1, services: {whatsapp: {holds: phone_number}}}")
    >>> df.draw(df.reach(model, "phone_number")).alt
    '1 company can reach your phone number: whatsapp. You give whatsapp your phone number.'
    """
    from dataflow.figures.views import make_sketch

    if theme not in get_args(palette.Theme):
        known = list_names(get_args(palette.Theme), "or")
        message = f"`theme` is {known}, not `{theme}`"
        raise QuestionError(message, find_nearest(theme, get_args(palette.Theme)))
    if not palette.NARROWEST <= width <= palette.WIDEST:
        raise QuestionError(
            f"a figure is {palette.NARROWEST} to {palette.WIDEST} pixels wide, not {width}"
        )
    sketch = make_sketch(what, view, highlight, force=force, **settings)
    return Drawing(sketch, width, theme, force, name)
