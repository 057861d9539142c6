"""What a reader wishes to see of a model: drawn, or else answered, or else refused with a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataflow.answers.reach import reach
from dataflow.common.nearest import list_names
from dataflow.figures import draw
from dataflow.figures.sketch import TooLargeError
from dataflow.model.names import find_data, find_view
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from datetime import datetime

    from dataflow.answers.answer import Tellable
    from dataflow.engine.setting import Settings
    from dataflow.figures import Drawing
    from dataflow.model import Model


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see: a view, where a data type gets, or, with neither, the whole."""

    view: str | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What a reader gets to see.

    Attributes:
        drawing: the figure, or the last that could be drawn; None if none ever could.
        when: the model of that figure was read.
        answers: those behind the figure; where it cannot be drawn, the answer there is anyway.
        refusal: why it cannot be drawn of the model as it is.
    """

    drawing: Drawing | None = None
    when: datetime | None = None
    answers: tuple[Tellable, ...] = ()
    refusal: str | None = None


def make_picture(
    model: Model, when: datetime, wish: Wish, settings: Settings, last: Picture | None
) -> Picture:
    """Draw what is wished.

    Args:
        model: the model.
        when: it was read.
        wish: what to draw of it.
        settings: how it is asked, unless a view says so itself.
        last: what there was to see before; where nothing can be drawn now, its figure is kept.
    """
    try:
        drawing = _draw(model, wish, settings)
        _ = drawing.svg  # laid out now, where it can be refused
    except (QuestionError, OSError) as wrong:
        kept = last or Picture()
        answers = _answer(model, wish, settings) or kept.answers
        return Picture(kept.drawing, kept.when, answers, _tell(wrong))
    return Picture(drawing, when, drawing.figure.answers)


def _draw(model: Model, wish: Wish, settings: Settings) -> Drawing:
    if wish.view is not None:
        return draw(model, find_view(model, wish.view).id)
    data = find_data(model, wish.data).id if wish.data is not None else None
    return draw(model, highlight=data, **settings)


def _answer(model: Model, wish: Wish, settings: Settings) -> tuple[Tellable, ...]:
    """Answer what cannot be drawn, if it is a question that has an answer."""
    if wish.view is not None or wish.data is None:
        return ()
    try:
        return (reach(model, wish.data, **settings),)
    except QuestionError:
        return ()


def _tell(wrong: QuestionError | OSError) -> str:
    if isinstance(wrong, TooLargeError):
        return f"{wrong.found}: {'; '.join(wrong.advise('page'))}"
    if isinstance(wrong, OSError):
        return wrong.strerror or str(wrong)
    names = [name for name in wrong.nearest if f"`{name}`" not in wrong.message]
    return wrong.message + (f"; did you mean {list_names(names, 'or')}?" if names else "")
