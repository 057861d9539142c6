"""An answer of why, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.telling.phrases import enumerate_words, tell_since
from dataflow.telling.report import Notes, Report, Section, Step
from dataflow.telling.steps import tell_setting, tell_step

if TYPE_CHECKING:
    from dataflow.evidence import PathStep
    from dataflow.questions.why import Path, Why


QUOTED = 2
"""How many quotes stand below a step; the sources have the rest."""


def report_why(answer: Why) -> Report:
    """Say how the data came there, step by step, with the day and the place of each."""
    notes = Notes()
    asked = tell_setting(answer.setting)
    if not answer.paths:
        name = answer.company.name
        return Report(
            sentences=(f"{name} cannot reach {answer.data.name}{asked} in this model.",),
            doubts=answer.doubts,
        )
    several = len(answer) > 1
    return Report(
        sections=tuple(
            Section(
                (f"Path {number}: " if several else "") + _opening(path, answer, asked),
                tuple(_tell(step, notes) for step in path.steps),
            )
            for number, path in enumerate(answer.paths, start=1)
        ),
        remarks=tuple(_remarks(answer)),
        doubts=answer.doubts,
        sources=tuple(notes.cited),
    )


def _opening(path: Path, answer: Why, asked: str) -> str:
    if path.owns:
        owned = enumerate_words([holder.name for holder in path.owns])
        return (
            f"{path.company.name} owns {owned}, which has {answer.data.name}"
            f"{tell_since(path.since)}{asked}. Owning is control, not sharing."
        )
    many = {0: "without any sharing", 1: "in 1 step"}.get(path.hops or 0, f"in {path.hops} steps")
    return f"{path.company.name} has had {answer.data.name}{tell_since(path.since)}, {many}{asked}."


def _tell(step: PathStep, notes: Notes) -> Step:
    day = tell_since(step.day, step.cause.since).removeprefix(" since ").strip(" ()")
    said = tell_step(step, notes, known=step.day).replace(" on that day", "")
    quotes = [f"“{source.quote}”{notes.cite([source])}" for source in step.sources if source.quote]
    reasons = [one.because for one in step.conditions if one.because]
    place = f"{step.at.file}:{step.at.line}"
    return Step(f"{day}: {said}", (*reasons, *quotes[:QUOTED], place))


def _remarks(answer: Why) -> list[str]:
    remarks = []
    if answer.unnamed:
        names = enumerate_words([f"“{holder.name}”" for holder in answer.unnamed])
        remarks.append(f"{names}: the source names only a kind of recipient, no company.")
    if answer.cut:
        remarks.append(f"There may be more: {answer.cut}.")
    return remarks
