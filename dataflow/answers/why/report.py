"""An answer of why, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import NEVER, Window
from dataflow.engine.reach import sources_of_owning
from dataflow.telling.report import Notes, Report, Section
from dataflow.telling.sentences import (
    CONTROL,
    enumerate_words,
    tell_having,
    tell_owning,
    tell_since,
    tell_span,
)
from dataflow.telling.steps import tell_asked, tell_in_full

if TYPE_CHECKING:
    from dataflow.answers.why import Path, Why


def report_why(answer: Why) -> Report:
    """Say how the data came there, step by step, with the day and the place of each."""
    notes = Notes()
    asked = tell_asked(answer.setting)
    if not answer.paths:
        name = answer.company.name
        return Report(
            sentences=(f"In this model, {name} cannot reach {answer.data.name}{asked}.",),
            doubts=answer.doubts,
        )
    several = len(answer) > 1
    return Report(
        sections=tuple(
            Section(
                (f"Path {number}: " if several else "") + _opening(path, answer, asked, notes),
                tuple(tell_in_full(step, notes) for step in path.steps),
            )
            for number, path in enumerate(answer.paths, start=1)
        ),
        remarks=tuple(_remarks(answer)),
        doubts=answer.doubts,
        sources=tuple(notes.cited),
    )


def _opening(path: Path, answer: Why, asked: str, notes: Notes) -> str:
    name, until = answer.data.name, path.until if answer.setting.day == NEVER else NEVER
    span, written = Window(path.since, until), (path.started, answer.evidence.ended(until))
    if path.owns:
        owning = tell_owning(path.company, path.owns, name, span, written)
        chain = (path.company, *path.owns)
        cited = notes.cite(sources_of_owning(answer.model, chain, path.since))
        how = asked if asked.startswith(",") else asked.replace(" ", ", ", 1)
        return f"{owning}{how}{cited}. {CONTROL}"
    many = {0: "without any sharing", 1: "in 1 step"}.get(path.hops or 0, f"in {path.hops} steps")
    said = f"{tell_having(path.company)} {name}{tell_since(path.since, path.started)}"
    if until != NEVER:
        said = f"{path.company.name} had {name}{tell_span(span, written)}"
    pause = "," if asked.startswith((" as of", " if ")) else ""
    return f"{said}, {many}{pause}{asked}."


def _remarks(answer: Why) -> list[str]:
    remarks = []
    if answer.unnamed:
        names = enumerate_words([f"“{holder.name}”" for holder in answer.unnamed])
        remarks.append(f"{names}: the source names only a kind of recipient, no company.")
    if answer.cut:
        remarks.append(f"There may be more: {answer.cut}.")
    return remarks
