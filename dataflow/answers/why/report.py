"""An answer of why, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import NEVER, Window
from dataflow.engine.reach import sources_of_owning
from dataflow.telling.report import Notes, Report, Section
from dataflow.telling.sentences import CONTROL, tell_having, tell_in_full, tell_kinds, tell_owning
from dataflow.telling.words import ENGLISH

if TYPE_CHECKING:
    from dataflow.answers.why import Path, Why


def report_why(answer: Why) -> Report:
    """Return how the data got there, step by step, each with its day and its place."""
    notes = Notes()
    asked = ENGLISH.asked(answer.setting)
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
        chain = (path.company, *path.owns)
        owning = tell_owning(chain, name, span, written)
        cited = notes.cite(sources_of_owning(answer.model, chain, path.since))
        how = asked if asked.startswith(",") else asked.replace(" ", ", ", 1)
        return f"{owning}{how}{cited}. {CONTROL}"
    many = {0: "without any sharing", 1: "in 1 step"}.get(path.hops or 0, f"in {path.hops} steps")
    having = tell_having(path.company, name, span, written)
    pause = "," if asked.startswith((" as of", " if ")) else ""
    return f"{having}, {many}{pause}{asked}."


def _remarks(answer: Why) -> list[str]:
    remarks = []
    if answer.unnamed:
        remarks.append(tell_kinds(answer.unnamed))
    if answer.cut:
        remarks.append(f"There may be more: {answer.cut}.")
    return remarks
