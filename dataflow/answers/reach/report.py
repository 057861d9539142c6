"""An answer of reach, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.answers.answer import sort_by_id
from dataflow.common.dates import NEVER, Window
from dataflow.engine.conditions import apply_conditions
from dataflow.engine.reach import sources_of_owning
from dataflow.model import Flow, Hold, Model
from dataflow.telling.report import Notes, Report, Table
from dataflow.telling.sentences import (
    ANYONE,
    CONTROL,
    NONE,
    agree,
    show_name,
    show_since,
    tell_aim,
    tell_data,
    tell_having,
    tell_lower_bound,
    tell_names,
    tell_owning,
    tell_status,
    tell_step,
    tell_whom,
)
from dataflow.telling.words import ENGLISH, capitalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.answers.reach import Reach, Row
    from dataflow.engine.evidence import Transfer

COLUMNS = ("company", "how", "since", "steps", "through", "for")

NAMED = 4
"""How many members of a category a sentence names."""

ALSO_TOLD = 2
"""How many more flows a sentence tells."""

ALSO_NAMED = 8
"""How many after those are named, before the rest is counted."""

TOLD = 12
"""How many companies are told in sentences; the table has them all."""


def report_reach(answer: Reach) -> Report:
    """Return who can reach the data: a sentence a company, nearest first, then the table."""
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
    name, asked = answer.data.name, ENGLISH.asked(answer.setting)
    if not answer:
        return f"No company in this model can reach {name}{asked}."
    text = "at least {n} companies" if answer.unnamed else "{n} companies"
    return f"{capitalise(ENGLISH.count(text, len(answer)))} can reach {name}{asked}."


def _tell_row(row: Row, answer: Reach, notes: Notes) -> str:
    # of a question about one day, what follows it is not asked
    span = Window(row.since, row.until if answer.setting.day == NEVER else NEVER)
    written = (row.started, answer.evidence.ended(row.until))
    if row.how == "owns":
        chain = (row.company, *row.owns)
        cited = notes.cite(sources_of_owning(answer.model, chain, row.since))
        return f"{tell_owning(chain, 'it', span, written)}{cited}. {CONTROL}"
    having = tell_having(row.company, _what(row, answer), span, written)
    return f"{having}: {_tell_path(row, notes)}.{_tell_others(row, answer, notes)}"


def _tell_others(row: Row, answer: Reach, notes: Notes) -> str:
    """Return the other flows that gave it directly: opting out of one may leave another."""
    on_path = {id(step.cause) for step in row.path}
    by_flow: dict[str, Transfer] = {}
    for given in answer.given:
        flow = given.cause
        if isinstance(flow, Flow) and given.receiver in row.services and id(flow) not in on_path:
            by_flow.setdefault(flow.id, given)  # a flow to several services counts once
    others = list(by_flow.values())
    told = [_tell_other(given, answer, notes) for given in others[:ALSO_TOLD]]
    more = list(by_flow)[ALSO_TOLD:]
    if more:
        # `why --all` has fewer: no path comes by the same fact twice
        many = ENGLISH.count("{n} more flows", len(more))
        told.append(f" {many} gave it too: {ENGLISH.name_few(more, ALSO_NAMED)}.")
    return "".join(told)


def _tell_other(given: Transfer, answer: Reach, notes: Notes) -> str:
    flow = given.cause
    assert isinstance(flow, Flow)
    conditions = apply_conditions(flow, answer.model, answer.setting, given.day)
    written = answer.evidence.written(given.day, flow.since)
    sender = given.sender or flow.senders[0]
    shared = [f" {sender.name} also shared it", ENGLISH.on(given.day, written)]
    aim, whom = tell_aim(flow.purposes), tell_whom(conditions, sender)
    status, cited = tell_status(flow.status), notes.cite(flow.sources)
    return f"{' '.join(filter(None, shared))}{aim}{whom}{status}{cited}."


def _what(row: Row, answer: Reach) -> str:
    """Return the members of a category that a company has; "it" if it has what was asked for."""
    if answer.data in row.data:
        return "it"
    names = [term.name for term in row.data]
    shown = names if len(names) <= NAMED else [*names[: NAMED - 1], "more"]
    return ENGLISH.enumerate(shown)


def _tell_path(row: Row, notes: Notes) -> str:
    """Return the flows and derivations of a path or, if it has none, who collects the data."""
    steps = [step for step in row.path if step.kind != "hold"] or list(row.path[-1:])
    known, asked = (row.since, row.started), row.path[-1].data
    told = [
        tell_step(step, notes, known=known, final=step is steps[-1], asked=asked) for step in steps
    ]
    return "; then ".join(told)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        show_name(row.company),
        row.how,
        show_since(row.since, row.started),
        NONE if row.hops is None else str(row.hops),
        ENGLISH.enumerate(
            ["itself" if holder == row.company else holder.name for holder in row.services]
        ),
        tell_data(row.purposes) or NONE,
    )


def _remarks(answer: Reach) -> list[str]:
    remarks = list(_tell_why_nobody(answer)) if not answer else []
    if answer.unnamed:
        remarks.append(tell_lower_bound(answer.unnamed))
    if answer and answer.setting.day == NEVER and not answer.setting.persona:
        remarks.append(ANYONE)
    return remarks


def _tell_why_nobody(answer: Reach) -> Iterator[str]:
    """Yield what the model lacks: nobody has such data, or whoever has it cannot read it."""
    model, name = answer.model, answer.data.name
    asked = model.data.down(answer.data.id)
    holds = _find_holds(model, asked)
    carriers = sort_by_id(hold.holder for hold in holds if not hold.readable)
    if carriers:
        verb = agree(carriers[0], "carries") if len(carriers) == 1 else "carry"
        yield f"{tell_names(carriers)} {verb} {name} and cannot read it."
    elif holds:
        return
    elif makers := _find_makers(model, asked):
        names = ENGLISH.name_few([f"`{maker}`" for maker in makers], NAMED)
        gives = "it gives" if len(makers) == 1 else "they give"
        yield f"In this model only {names} can give {name}; as asked, {gives} it to no company."
    elif not answer.doubts:
        yield f"Nothing in this model says that anybody holds {name} (`holds: {answer.data.id}`)."


def _find_holds(model: Model, asked: frozenset[str]) -> list[Hold]:
    return [
        hold for hold in model.holds if any(asked & model.data.down(term.id) for term in hold.data)
    ]


def _find_makers(model: Model, asked: frozenset[str]) -> list[str]:
    """Return the derivations that make some of it, and the flows by which it arrives (`as`)."""
    made = [(rule.id, rule.to) for rule in model.derivations.values()]
    sent = [(flow.id, sent.arrives) for flow in model.flows.values() for sent in flow.sent]
    return sorted({name for name, term in made + sent if term and asked & model.data.down(term.id)})
