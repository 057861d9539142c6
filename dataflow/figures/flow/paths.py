"""An answer of why → a figure of its paths: each step with its day, by whose word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dataflow.answers.reach import reach_under
from dataflow.figures.flow.scenes import set_nobody, set_path
from dataflow.figures.sketch import FlowSketch
from dataflow.telling.words import capitalise, speak

if TYPE_CHECKING:
    from dataflow.answers.why import Path, Why
    from dataflow.figures.flow import Frame
    from dataflow.telling.words import Words


def sketch_paths(answers: list[Why], frame: Frame) -> FlowSketch:
    """Sketch the figure of how a company can reach some data, a panel a path.

    Args:
        answers: the paths; of several answers about the same company, such as those of scenarios,
            one figure is made.
        frame: what the author says around it.
    """
    first = answers[0]
    words = speak(first.model.language)
    scenes, titles = [], []
    for number, answer in enumerate(answers):
        reached = reach_under(answer.model, answer.setting, answer.data)
        given = frame.titles[number] if frame.titles else (None, None)
        for path in answer.paths:
            scenes.append(set_path(reached, path, words))
            titles.append(given if frame.titles else _title(answer, path, words))
        if not answer.paths:
            scenes.append(set_nobody(reached, answer.company, words))
            titles.append(given)
    asked = words.setting(first.setting)
    said = words.say(
        "How {company} can reach your {data}", company=first.company.name, data=first.data.name
    )
    return FlowSketch(
        scenes,
        replace(
            frame,
            name=frame.name or f"{first.data.id}-{first.company.id}",
            title=frame.title or said,
            subtitle=frame.subtitle if frame.subtitle is not None else capitalise(asked),
            titles=titles,
            group=False,
        ),
    )


def _title(answer: Why, path: Path, words: Words) -> tuple[str | None, str | None]:
    """Number the paths, if there are several, and say since when each leads there."""
    if len(answer.paths) == 1:
        return None, None
    number = answer.paths.index(path) + 1
    return words.say("Path {n}", n=number), words.since(path.since, path.started)
