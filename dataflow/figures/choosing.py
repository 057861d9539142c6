"""Which figure a model, a view or an answer gets, as a sketch of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from dataflow.answers.claims import Claims
from dataflow.answers.exposure import Exposure
from dataflow.answers.reach import Reach
from dataflow.answers.why import Why
from dataflow.figures.flow import Frame
from dataflow.figures.flow.paths import sketch_paths
from dataflow.figures.flow.scenes import set_scene
from dataflow.figures.matrix import Choice, draw_matrices
from dataflow.figures.sketches import FlowSketch, Made
from dataflow.figures.timeline import draw_timelines
from dataflow.figures.views import sketch_model, sketch_view
from dataflow.figures.words import speak
from dataflow.model import Model
from dataflow.model.names import find_view
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from dataflow.answers.answer import Tellable
    from dataflow.engine.setting import Settings
    from dataflow.figures.sketches import Sketch


def make_sketch(
    what: Model | Tellable,
    view: str | None = None,
    highlight: str | None = None,
    *,
    force: bool = False,
    **settings: Unpack[Settings],
) -> Sketch:
    """Sketch the figure of a model, of a view of it, or of an answer.

    Raises:
        QuestionError: something that was named does not exist, or there is no such picture.
    """
    asked = [key for key, value in {"highlight": highlight, **settings}.items() if value]
    if isinstance(what, Model):
        if view is None:
            return sketch_model(what, highlight, force=force, **settings)
        if asked:
            raise QuestionError(f"a view says itself what it shows: it takes no `{asked[0]}`")
        return sketch_view(what, find_view(what, view), force=force)
    if view is not None or asked:
        raise QuestionError("an answer is drawn as it was asked: only a model has views")
    return _sketch_answer(what, Frame(force=force))


def _sketch_answer(answer: Tellable, frame: Frame) -> Sketch:
    match answer:
        case Reach():
            return FlowSketch([set_scene(answer, speak(answer.model.language))], frame)
        case Why():
            return sketch_paths([answer], frame)
        case Claims():
            return Made(draw_timelines([answer], frame, Choice()))
        case Exposure():
            return Made(draw_matrices([answer], frame, Choice()))
        case _:
            raise QuestionError(
                f"an answer of `{answer.command}` has no picture: those of `reach`, `why`,"
                " `exposure` and `claims` have"
            )
