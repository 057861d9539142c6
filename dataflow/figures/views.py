"""A view of a model, a question about the whole of it, or an answer → a sketch of its figure."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Unpack

from dataflow.answers.claims import Claims, claims
from dataflow.answers.exposure import Exposure, exposure
from dataflow.answers.reach import Reach, reach, reach_everything, reach_from
from dataflow.answers.why import Why, why
from dataflow.figures.figure import Frame, Titles
from dataflow.figures.flow import FlowSketch
from dataflow.figures.flow.scenes import Scene, set_nobody, set_path, set_scene
from dataflow.figures.frame import Choice, count_left_out
from dataflow.figures.matrix import draw_matrices
from dataflow.figures.sketch import Made, Sketch
from dataflow.figures.timeline import draw_timelines
from dataflow.model import Model, View
from dataflow.model.names import find_data, find_view
from dataflow.problems import QuestionError
from dataflow.telling.words import Words, capitalise, speak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dataflow.answers import Settings, Status
    from dataflow.answers.answer import Tellable


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
    if not isinstance(what, Model):
        if view is not None or asked:
            raise QuestionError("an answer is drawn as it was asked: only a model has views")
        return _sketch_answer(what, Frame(force=force))
    if view is None:
        return _sketch_model(what, highlight, force=force, **settings)
    if asked:
        raise QuestionError(f"a view says itself what it shows: it takes no `{asked[0]}`")
    shown = find_view(what, view)
    return _KINDS[shown.kind](what, shown, _frame_of(what, shown, force=force))


def _sketch_answer(answer: Tellable, frame: Frame) -> Sketch:
    match answer:
        case Reach():
            return FlowSketch([set_scene(answer, speak(answer.model.language))], frame)
        case Why():
            return _sketch_paths([answer], frame)
        case Claims():
            return Made(draw_timelines([answer], frame, Choice()))
        case Exposure():
            return Made(draw_matrices([answer], frame, Choice()))
        case _:
            raise QuestionError(
                f"an answer of `{answer.command}` has no picture: those of `reach`, `why`,"
                " `exposure` and `claims` have"
            )


# a model


def _sketch_model(
    model: Model, highlight: str | None, *, force: bool = False, **settings: Unpack[Settings]
) -> FlowSketch:
    """Sketch the figure of a model, or of where a data type gets in it."""
    answer = _ask(model, highlight, **settings)
    scene = set_scene(answer, speak(model.language), rest=highlight is not None)
    frame = Frame(force=force)
    if highlight is None:
        frame = replace(frame, name="model", title=model.title)
    return FlowSketch([scene], frame, narrowing=partial(_sketch_model, model, **settings))


def _ask(model: Model, highlight: str | None, **settings: Unpack[Settings]) -> Reach:
    """Ask who can reach a data type, or any at all."""
    if highlight is None:
        return reach_everything(model, speak(model.language).say("data"), **settings)
    return reach(model, find_data(model, highlight).id, **settings)


# the kinds of views


def _frame_of(model: Model, view: View, *, force: bool) -> Frame:
    scenarios = [model.scenarios[key] for key in view.panels]
    return Frame(
        name=view.id,
        title=view.title,
        subtitle=view.subtitle if view.subtitle or not scenarios else "",
        caption=view.caption,
        alt=view.alt,
        titles=[(scenario.title or scenario.id, scenario.subtitle) for scenario in scenarios],
        group=view.group == "company",
        force=force,
    )


def _panels(view: View) -> Sequence[str | None]:
    """Return the scenarios of a view; one that names none shows the model as it is."""
    return view.panels or (None,)


def _flow_of(model: Model, view: View, frame: Frame) -> FlowSketch:
    highlight = view.highlight.id if view.highlight else None
    words = speak(model.language)
    scenes = [
        set_scene(
            _ask(model, highlight, scenario=key),
            words,
            rest=highlight is not None,
            only=view.only,
        )
        for key in _panels(view)
    ]
    if highlight is None and frame.title is None:
        frame = replace(frame, title=model.title)
    return FlowSketch(scenes, frame, view.id, partial(_narrow_view, model, view))


def _narrow_view(model: Model, view: View, highlight: str) -> FlowSketch:
    narrowed = replace(view, highlight=model.data[highlight])
    return _flow_of(model, narrowed, _frame_of(model, view, force=False))


def _paths_of(model: Model, view: View, frame: Frame) -> FlowSketch:
    assert view.highlight is not None, view.at  # the language asks for both
    assert view.company is not None, view.at
    company, data = view.company.id, view.highlight.id
    answers = [why(model, data, company, scenario=key) for key in _panels(view)]
    return replace(_sketch_paths(answers, frame), view=view.id)


def _matrix_of(model: Model, view: View, frame: Frame) -> Made:
    answers = [exposure(model, scenario=key) for key in _panels(view)]
    return Made(draw_matrices(answers, frame, Choice(view.highlight, view.only)))


def _timeline_of(model: Model, view: View, frame: Frame) -> Made:
    answers = [claims(model, scenario=key) for key in _panels(view)]
    return Made(draw_timelines(answers, frame, Choice(view.highlight, view.only)))


_KINDS: Final[dict[str, Callable[[Model, View, Frame], Sketch]]] = {
    "flow": _flow_of,
    "matrix": _matrix_of,
    "paths": _paths_of,
    "timeline": _timeline_of,
}


# paths


def _sketch_paths(answers: Sequence[Why], frame: Frame) -> FlowSketch:
    """Sketch the figure of how a company can reach some data, a panel a path.

    Several answers about one company, such as under several scenarios, make one figure.
    """
    first = answers[0]
    words = speak(first.model.language)
    given: Sequence[Titles | None] = frame.titles or [None] * len(answers)
    scenes, titles = zip(
        *(
            panel
            for answer, title in zip(answers, given, strict=True)
            for panel in _find_panels(answer, title, words)
        ),
        strict=True,
    )
    title = words.say(
        _TITLES[_surest_of(answers)], company=first.company.name, data=first.data.name
    )
    subtitle = capitalise(words.setting(count_left_out(words, first.setting)))
    name = f"{first.data.id}-{first.company.id}"
    filled = frame.fill_in(name=name, title=title, subtitle=subtitle)
    return FlowSketch(scenes, replace(filled, titles=titles, group=False))


_TITLES: Final[dict[Status | None, str]] = {
    None: "How {company} can reach your {data}",
    "permitted": "How {company} may reach your {data}",
    "alleged": "How {company} is said to reach your {data}",
    "assumed": "How {company} is assumed to reach your {data}",
    "announced": "How {company} would reach your {data}",
}
"""What a figure of paths is called: of firm ones or none at all, and of others."""


def _surest_of(answers: Sequence[Why]) -> Status | None:
    """Return how sure the surest of some paths is; None where one is firm, or there are none."""
    statuses = {path.certainty for answer in answers for path in answer.paths}
    weak = [status for status in _TITLES if status in statuses]
    return weak[0] if len(weak) == len(statuses) and weak else None


def _find_panels(answer: Why, title: Titles | None, words: Words) -> Iterator[tuple[Scene, Titles]]:
    """Yield a panel for each path with its titles, or one that tells that there is none."""
    reached = reach_from(answer.evidence, answer.data)
    for number, path in enumerate(answer.paths, 1):
        # several paths are numbered, and tell since when each leads there
        count, since = (
            words.say("Path {n}", n=number),
            words.since(path.since, path.known.kind, path.known.written, path.bound),
        )
        numbered = (count, since) if len(answer.paths) > 1 else (None, None)
        yield set_path(reached, path, words), title or numbered
    if not answer.paths:
        yield set_nobody(reached, answer.company, words), title or (None, None)
