"""An answer of reach, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.because import apply_conditions
from dataflow.dates import ALWAYS, NEVER, tell_day
from dataflow.model import Flow
from dataflow.telling.phrases import (
    enumerate_words,
    tell_conditions,
    tell_on,
    tell_purposes,
    tell_since,
)
from dataflow.telling.report import Notes, Report, Table
from dataflow.telling.steps import tell_setting, tell_status, tell_step

if TYPE_CHECKING:
    from dataflow.evidence import Given
    from dataflow.questions.reach import Reach, Row

COLUMNS = ("company", "how", "since", "steps", "through", "for")
NONE = "–"  # noqa: RUF001 - a dash that reads as "none"

NAMED = 4
"""How many members of a category a sentence names."""

ALSO_TOLD = 2
"""How many more flows a sentence tells."""

TOLD = 12
"""How many companies are told in sentences; the table has them all."""


def report_reach(answer: Reach) -> Report:
    """Say who can reach the data: a sentence a company, nearest first, then the table."""
    notes = Notes()
    sentences = [_opening(answer)]
    sentences += [_tell_row(row, answer, notes) for row in answer.rows[:TOLD]]
    if len(answer) > TOLD:
        sentences.append(f"And {len(answer) - TOLD} more, in the table.")
    return Report(
        sentences=tuple(sentences),
        table=Table(COLUMNS, tuple(_cells(row) for row in answer)) if len(answer) > 1 else None,
        remarks=tuple(_remarks(answer)),
        doubts=answer.doubts,
        sources=tuple(notes.cited),
    )


def _opening(answer: Reach) -> str:
    name, asked = answer.data.name, tell_setting(answer.setting)
    count = len(answer)
    if not count:
        return f"No company in this model can reach {name}{asked}."
    least = "At least " if answer.unnamed else ""
    many = f"{count} company" if count == 1 else f"{count} companies"
    return f"{least}{many} can reach {name}{asked}."


def _tell_row(row: Row, answer: Reach, notes: Notes) -> str:
    if row.how == "owns":
        return _tell_owner(row)
    what = _what(row, answer)
    said = f"{row.company.name} has had {what}{_since(row)}"
    if row.until != NEVER and answer.setting.day == NEVER:
        started = _since(row).replace(" since ", " from ")
        said = f"{row.company.name} had {what}{started} to {tell_day(row.until)}"
    return f"{said}: {_tell_path(row, notes)}.{_tell_others(row, answer, notes)}"


def _tell_others(row: Row, answer: Reach, notes: Notes) -> str:
    """Tell the other flows that gave it directly: who opts out of one may be reached by another."""
    on_path = {id(step.cause) for step in row.path}
    others = [
        given
        for given in answer.given
        if isinstance(given.cause, Flow)
        and given.receiver in row.services
        and id(given.cause) not in on_path
    ]
    told = [_tell_other(given, answer, notes) for given in others[:ALSO_TOLD]]
    if len(others) > ALSO_TOLD:
        told.append(f" {len(others) - ALSO_TOLD} more flows gave it too: see `why --all`.")
    return "".join(told)


def _tell_other(given: Given, answer: Reach, notes: Notes) -> str:
    flow = given.cause
    assert isinstance(flow, Flow)
    purposes = tell_purposes(flow.purposes)
    conditions = apply_conditions(flow, answer.model, answer.setting, given.day)
    said = f" {flow.sender.name} also shared it{tell_on(given.day, known=None)}"
    said += f",{purposes}" if purposes else ""
    said += tell_conditions(conditions, flow.sender) + tell_status(flow.status)
    return said + notes.cite(flow.sources) + "."


def _what(row: Row, answer: Reach) -> str:
    """Name what a company has of a category; of the type that was asked for, just "it"."""
    if answer.data in row.data:
        return "it"
    names = [term.name for term in row.data]
    shown = names if len(names) <= NAMED else [*names[: NAMED - 1], "more"]
    return enumerate_words(shown)


def _since(row: Row) -> str:
    last = row.path[-1]
    return tell_since(row.since, last.cause.since if last.day == row.since else None)


def _tell_owner(row: Row) -> str:
    owning = ", which owns ".join(below.name for below in row.owns)
    verb = "owns" if row.since == ALWAYS else "has owned"
    return (
        f"{row.company.name} {verb} {owning}, which has it,{tell_since(row.since)}. "
        "Owning is control, not sharing."
    )


def _tell_path(row: Row, notes: Notes) -> str:
    """Tell the flows and derivations of a path, or, where there is none, who collects it."""
    steps = [step for step in row.path if step.kind != "hold"] or list(row.path[-1:])
    told = [
        tell_step(step, notes, known=row.since, final=step is steps[-1], asked=row.path[-1].data)
        for step in steps
    ]
    return "; then ".join(told)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.company.name + (" (not named)" if row.company.unnamed else ""),
        row.how,
        _since(row).removeprefix(" since ").strip(" ()") if row.path else tell_day(row.since),
        NONE if row.hops is None else str(row.hops),
        enumerate_words(
            ["itself" if holder == row.company else holder.name for holder in row.services]
        ),
        enumerate_words([term.name for term in row.purposes]) or NONE,
    )


def _remarks(answer: Reach) -> list[str]:
    remarks = []
    if answer.unnamed:
        names = enumerate_words([f"“{holder.name}”" for holder in answer.unnamed])
        stand = "stands" if len(answer.unnamed) == 1 else "stand"
        remarks.append(
            f"This is a lower bound: {names} {stand} for companies that the source does not name."
        )
    if answer and answer.setting.day == NEVER and not answer.setting.persona:
        remarks.append(
            "This is for anyone, on any day; `--as PERSONA` and `--as-of DATE` narrow it."
        )
    return remarks
