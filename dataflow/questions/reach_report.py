"""An answer of reach, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.because import apply_conditions
from dataflow.dates import NEVER, tell_day
from dataflow.model import Derivation, Flow
from dataflow.telling.phrases import (
    enumerate_words,
    tell_conditions,
    tell_on,
    tell_purposes,
    tell_since,
)
from dataflow.telling.report import Notes, Report, Table

if TYPE_CHECKING:
    from dataflow.evidence import Given, PathStep
    from dataflow.model import Term
    from dataflow.questions.reach import Reach, Row
    from dataflow.settings import Setting

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


def tell_setting(setting: Setting) -> str:
    """Say how a question was asked, as the end of a sentence."""
    said = []
    if setting.origin:
        said.append(f"from {setting.origin.name}")
    if setting.purpose:
        said.append(f"for {setting.purpose.name}")
    if setting.as_of:
        said.append(f"as of {tell_day(setting.as_of.last)}")
    if setting.persona:
        said.append(f"if you are “{setting.persona.name}”")
    if setting.owners:
        said.append("counting owners")
    if setting.announced:
        said.append("counting what was only announced")
    if setting.without:
        said.append("without " + enumerate_words(setting.without))
    return (" " + ", ".join(said)) if said else ""


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
    said += tell_conditions(conditions, flow.sender) + _doubtful(flow.status)
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
    return (
        f"{row.company.name} owns {owning}, which has it; both{tell_since(row.since)}. "
        "Owning is control: no sharing is known."
    )


def _tell_path(row: Row, notes: Notes) -> str:
    """Tell the flows and derivations of a path, or, where there is none, who collects it."""
    steps = [step for step in row.path if step.kind != "hold"] or list(row.path[-1:])
    told = [
        tell_step(step, notes, known=row.since, final=step is steps[-1], asked=row.path[-1].data)
        for step in steps
    ]
    return "; then ".join(told)


def tell_step(
    step: PathStep,
    notes: Notes,
    *,
    known: int | None = None,
    final: bool = False,
    asked: tuple[Term, ...] = (),
) -> str:
    """Tell one step of a path: who did what, when, for what, for whom, by whose word.

    Args:
        step: the step.
        notes: numbers the sources.
        known: a day that was just named, if any.
        final: whether the receiver was just named.
        asked: what "it" stands for.
    """
    cause = step.cause
    what = "it" if step.data == asked else enumerate_words([term.name for term in step.data])
    purposes = tell_purposes(getattr(cause, "purposes", ()))
    if isinstance(cause, Flow):
        receiver = "" if final else f" with {step.receiver.name}"
        said = f"{cause.sender.name} shared {what}{receiver}{tell_on(step.day, known=known)}"
        said += f",{purposes}" if purposes else ""
    elif isinstance(cause, Derivation):
        body = enumerate_words([term.name for term in cause.body])
        said = f"{step.receiver.name} can work {what} out from {body}"
    else:
        also = ", from non-users as well" if cause.whose == "anyone" else ""
        said = f"{step.receiver.name} {_HOW[cause.how]} {what}{purposes}{also}"
    sender = cause.sender if isinstance(cause, Flow) else None
    said += tell_conditions(step.conditions, sender) + _doubtful(cause.status)
    return said + notes.cite(cause.sources)


_HOW = {
    "given": "collects",
    "observed": "observes",
    "inferred": "infers",
    "bought": "buys",
}


def _doubtful(status: str) -> str:
    return {"alleged": " (alleged)", "announced": " (only announced)"}.get(status, "")


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.company.name + (" (not named)" if row.company.unnamed else ""),
        row.how,
        _since(row).removeprefix(" since ").strip(" ()") if row.path else tell_day(row.since),
        NONE if row.hops is None else str(row.hops),
        enumerate_words([holder.name for holder in row.services]),
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
