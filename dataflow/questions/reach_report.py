"""An answer of reach, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.dates import ALWAYS, NEVER, tell_day
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
    from dataflow.evidence import PathStep
    from dataflow.questions.reach import Reach, Row
    from dataflow.settings import Setting

COLUMNS = ("company", "how", "since", "steps", "through", "for")
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
        return _tell_owner(row, answer)
    last = row.path[-1]
    # “has it” would claim too much of a day that lies in the past of the stay
    opening = f"{row.company.name} has had it{_since(row, last)}"
    return f"{opening}: {_tell_path(row, notes)}."


def _since(row: Row, last: PathStep) -> str:
    return tell_since(row.since, last.cause.since if last.day == row.since else None)


def _tell_owner(row: Row, answer: Reach) -> str:
    chain = [row.company, *row.owns]
    names = {(one.owner.id, one.owned.id) for one in answer.model.ownerships}
    owning = ", which owns ".join(
        below.name
        for above, below in zip(chain, chain[1:], strict=False)
        if (above.id, below.id) in names
    )
    started = tell_since(row.since)
    return (
        f"{row.company.name} owns {owning}, which has it{started}: "
        "that is control, and no sharing is known."
    )


def _tell_path(row: Row, notes: Notes) -> str:
    """Tell the last step whole, and those before it briefly."""
    flows = [step for step in row.path if step.kind != "hold"]
    told = [tell_step(step, notes, known=row.since) for step in (flows or row.path[-1:])]
    return "; then ".join(told)


def tell_step(step: PathStep, notes: Notes, *, known: int | None = None) -> str:
    """Tell one step of a path: who did what, when, for what, for whom, by whose word."""
    cause = step.cause
    if isinstance(cause, Flow):
        said = f"{cause.sender.name} shared {_it(step, known)}{_with(step, known)}"
        said += tell_on(step.day, known=known)
    elif isinstance(cause, Derivation):
        body = enumerate_words([term.name for term in cause.body])
        said = f"{step.receiver.name} can work it out from {body}"
    else:
        who = "non-users included, " if cause.whose == "anyone" else ""
        said = f"{who}{step.receiver.name} {_HOW[cause.how]}"
    purposes = tell_purposes(getattr(cause, "purposes", ()))
    said += f",{purposes}" if purposes and isinstance(cause, Flow) else purposes
    said += tell_conditions(step.conditions) + _doubtful(cause.status)
    return said + notes.cite(cause.sources)


_HOW = {
    "given": "collects it",
    "observed": "observes it",
    "inferred": "infers it",
    "bought": "buys it",
}


def _it(step: PathStep, known: int | None) -> str:
    return "it" if known is not None else step.data[0].name


def _with(step: PathStep, known: int | None) -> str:
    return "" if known is not None else f" with {step.receiver.name}"


def _doubtful(status: str) -> str:
    return {"alleged": " (alleged)", "announced": " (only announced)"}.get(status, "")


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.company.name + (" (not named)" if row.company.unnamed else ""),
        row.how,
        "start not stated" if row.since == ALWAYS else tell_day(row.since),
        "–" if row.hops is None else str(row.hops),
        enumerate_words([holder.name for holder in row.services]),
        enumerate_words([term.name for term in row.purposes]) or "–",
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
        remarks.append("This is for anyone, on any day; `--as PERSONA` and `--as-of DATE` narrow it.")
    return remarks
