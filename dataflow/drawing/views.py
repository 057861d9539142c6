"""A view of a model, or a question about the whole of it → a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dataflow.drawing.flow import Frame, compose
from dataflow.drawing.scenes import set_scene
from dataflow.drawing.words import speak
from dataflow.model import Taxonomy, Term
from dataflow.naming import find_data
from dataflow.questions.reach import reach_under
from dataflow.settings import settle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from dataflow.drawing.figure import Figure
    from dataflow.model import Model, Scenario, View
    from dataflow.questions.reach import Reach
    from dataflow.settings import Settings

EVERYTHING: Final = "everything"
"""The data type that a figure of the whole model asks about: all others are one."""


def draw_view(model: Model, view: View, *, force: bool = False) -> Figure:
    """Make the figure that a view describes.

    Raises:
        QuestionError: there would be too much in it to be read.
    """
    return _flow_of(model, view, force=force)


def draw_model(
    model: Model, highlight: str | None, *, force: bool = False, **settings: Unpack[Settings]
) -> Figure:
    """Make the figure of a model, or of where a data type gets in it.

    Args:
        model: what to draw.
        highlight: a data type, by id or name; None for all.
        force: draw it even with more holders than can be read.
        settings: see `Settings`.

    Raises:
        QuestionError: something that was named does not exist, or there would be too much.
    """
    answer = _ask(model, highlight, settings)
    scene = set_scene(answer, speak(model.language), rest=highlight is not None)
    frame = Frame(force=force)
    if highlight is None:
        frame = replace(frame, name="model", title=model.title)
    return compose([scene], frame)


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


def _flow_of(model: Model, view: View, *, force: bool) -> Figure:
    scenarios: Sequence[Scenario | None] = [model.scenarios[key] for key in view.panels] or [None]
    words = speak(model.language)
    highlight = view.highlight.id if view.highlight else None
    answers = [_ask(model, highlight, {"scenario": one.id if one else None}) for one in scenarios]
    scenes = [
        set_scene(answer, words, rest=highlight is not None, only=view.only) for answer in answers
    ]
    titles = [(one.title or one.id, one.subtitle) if one else (None, None) for one in scenarios]
    subtitle = view.subtitle if view.subtitle or not view.panels else ""
    return compose(
        scenes,
        Frame(
            name=view.id,
            title=view.title or (None if highlight else model.title),
            subtitle=subtitle,
            caption=view.caption,
            alt=view.alt,
            titles=titles if view.panels else (),
            group=view.group == "company",
            force=force,
        ),
    )
