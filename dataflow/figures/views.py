"""A view of a model, or a question about the whole of it → a sketch of its figure."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Unpack

from dataflow.answers.claims import Claims, claims
from dataflow.answers.exposure import Exposure, exposure
from dataflow.answers.reach import Reach, reach_under
from dataflow.answers.why import Why, why
from dataflow.engine.setting import settle
from dataflow.figures.flow import Frame
from dataflow.figures.flow.paths import sketch_paths
from dataflow.figures.flow.scenes import set_scene
from dataflow.figures.matrix import Choice, draw_matrices
from dataflow.figures.sketch import FlowSketch, Made
from dataflow.figures.timeline import draw_timelines
from dataflow.model import Model, Taxonomy, Term
from dataflow.model.names import find_data, find_view
from dataflow.problems import QuestionError
from dataflow.telling.words import speak

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dataflow.answers.answer import Tellable
    from dataflow.engine.setting import Settings
    from dataflow.figures.sketch import Sketch
    from dataflow.model import View


EVERYTHING: Final = "everything"
"""The data type that a figure of the whole model asks about: all others are one."""


def sketch_view(model: Model, view: View, *, force: bool = False) -> Sketch:
    """Sketch the figure that a view describes.

    Raises:
        QuestionError: what it asks for does not exist.
    """
    return _KINDS[view.kind](model, view, force)


def sketch_model(
    model: Model, highlight: str | None, *, force: bool = False, **settings: Unpack[Settings]
) -> FlowSketch:
    """Sketch the figure of a model, or of where a data type gets in it.

    Args:
        model: what to draw.
        highlight: a data type, by id or name; None for all.
        force: draw it even where it is too large to be read.
        settings: see `Settings`.

    Raises:
        QuestionError: something that was named does not exist.
    """
    answer = _ask(model, highlight, settings)
    scene = set_scene(answer, speak(model.language), rest=highlight is not None)
    frame = Frame(force=force)
    if highlight is None:
        frame = replace(frame, name="model", title=model.title)
    narrowing = partial(sketch_model, model, force=force, **settings)
    return FlowSketch([scene], frame, narrowing=narrowing)


def _ask(model: Model, highlight: str | None, settings: Settings) -> Reach:
    """Ask who can reach a data type, or any at all."""
    term = find_data(model, highlight) if highlight is not None else None
    model, setting = settle(model, settings)
    if term is not None:
        return reach_under(model, setting, model.data[term.id])
    model, term = _with_everything(model)
    return reach_under(model, setting, term)


def _with_everything(model: Model) -> tuple[Model, Term]:
    """Add a data type that all others are."""
    name = EVERYTHING
    while name in model.data:
        name += "_"
    at = next(iter(model.data.terms.values())).at
    said = speak(model.language).say("data")
    every = Term(id=name, name=said, at=at)
    below = frozenset([name, *model.data])
    data = Taxonomy(
        dict(sorted({**model.data.terms, name: every}.items())), {**model.data.below, name: below}
    )
    return replace(model, data=data), every


def _flow_of(model: Model, view: View, force: bool) -> FlowSketch:  # noqa: FBT001 - as all kinds
    highlight = view.highlight.id if view.highlight else None
    answers = [_ask(model, highlight, {"scenario": key}) for key in _panels(view)]
    words = speak(model.language)
    scenes = [
        set_scene(answer, words, rest=highlight is not None, only=view.only) for answer in answers
    ]
    frame = _frame(model, view, force)
    if highlight is None and frame.title is None:
        frame = replace(frame, title=model.title)
    return FlowSketch(scenes, frame, view.id, partial(_narrow_view, model, view))


def _narrow_view(model: Model, view: View, highlight: str) -> FlowSketch:
    return _flow_of(model, replace(view, highlight=model.data[highlight]), force=False)


def _paths_of(model: Model, view: View, force: bool) -> FlowSketch:  # noqa: FBT001 - as all kinds
    assert view.highlight is not None, view.at  # the language asks for both
    assert view.company is not None, view.at
    company, data = view.company.id, view.highlight.id
    answers = [why(model, data, company, scenario=key) for key in _panels(view)]
    return replace(sketch_paths(answers, _frame(model, view, force)), view=view.id)


def _matrix_of(model: Model, view: View, force: bool) -> Made:  # noqa: FBT001 - as all kinds
    answers = [exposure(model, scenario=key) for key in _panels(view)]
    frame = _frame(model, view, force)
    return Made(draw_matrices(answers, frame, Choice(view.highlight, view.only)))


def _timeline_of(model: Model, view: View, force: bool) -> Made:  # noqa: FBT001 - as all kinds
    answers = [claims(model, scenario=key) for key in _panels(view)]
    frame = _frame(model, view, force)
    return Made(draw_timelines(answers, frame, Choice(view.highlight, view.only)))


def _panels(view: View) -> Sequence[str | None]:
    """Give the scenarios of a view; one that names none shows the model as it is."""
    return view.panels or (None,)


def _frame(model: Model, view: View, force: bool) -> Frame:  # noqa: FBT001 - as all kinds
    scenarios = [model.scenarios[key] for key in view.panels]
    return Frame(
        name=view.id,
        title=view.title,
        subtitle=view.subtitle if view.subtitle or not scenarios else "",
        caption=view.caption,
        alt=view.alt,
        titles=[(one.title or one.id, one.subtitle) for one in scenarios],
        group=view.group == "company",
        force=force,
    )


_KINDS: Final[dict[str, Callable[[Model, View, bool], Sketch]]] = {
    "flow": _flow_of,
    "matrix": _matrix_of,
    "paths": _paths_of,
    "timeline": _timeline_of,
}


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
