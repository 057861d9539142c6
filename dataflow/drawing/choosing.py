"""Which figure a model, a view or an answer gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from dataflow.drawing.flow import Frame, draw_flow
from dataflow.drawing.matrix import Choice, draw_matrices
from dataflow.drawing.paths import draw_paths
from dataflow.drawing.timeline import draw_timelines
from dataflow.drawing.views import draw_model, draw_view
from dataflow.model import Model
from dataflow.naming import find_view
from dataflow.problems import QuestionError
from dataflow.questions.claims import Claims
from dataflow.questions.exposure import Exposure
from dataflow.questions.reach import Reach
from dataflow.questions.why import Why

if TYPE_CHECKING:
    from dataflow.answering import Tellable
    from dataflow.drawing.figure import Figure
    from dataflow.settings import Settings


def make_figure(
    what: Model | Tellable,
    view: str | None = None,
    highlight: str | None = None,
    *,
    force: bool = False,
    **settings: Unpack[Settings],
) -> Figure:
    """Make the figure of a model, of a view of it, or of an answer.

    Raises:
        QuestionError: something that was named does not exist, there is no such picture, or it
            would not be readable.
    """
    asked = [key for key, value in {"highlight": highlight, **settings}.items() if value]
    if isinstance(what, Model):
        if view is None:
            return draw_model(what, highlight, force=force, **settings)
        if asked:
            raise QuestionError(f"a view says itself what it shows: it takes no `{asked[0]}`")
        return draw_view(what, find_view(what, view), force=force)
    if view is not None or asked:
        raise QuestionError("an answer is drawn as it was asked: only a model has views")
    return _draw_answer(what, Frame(force=force))


def _draw_answer(answer: Tellable, frame: Frame) -> Figure:
    match answer:
        case Reach():
            return draw_flow(answer, force=frame.force)
        case Why():
            return draw_paths(answer, frame)
        case Claims():
            return draw_timelines([answer], frame, Choice())
        case Exposure():
            return draw_matrices([answer], frame, Choice())
        case _:
            raise QuestionError(
                f"an answer of `{answer.command}` has no picture: those of `reach`, `why`,"
                " `exposure` and `claims` have"
            )
