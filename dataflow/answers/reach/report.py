"""An answer of reach, for people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dataflow.answers.answer import sort_by_id
from dataflow.answers.named import NAMED, is_given, name_types, tell_types
from dataflow.answers.owners import tell_owner
from dataflow.answers.reach import reach_under
from dataflow.answers.reach.table import (
    VOUCHED,
    add_sources,
    list_findings,
    make_table,
    tell_certainties,
)
from dataflow.answers.reasons import tell_reasons
from dataflow.common.dates import ALWAYS, NEVER
from dataflow.engine.certainty import is_firm, start_on
from dataflow.engine.conditions import apply_conditions
from dataflow.engine.reach import find_of_type
from dataflow.engine.replies import find_replies
from dataflow.model import Flow, Hold, Model
from dataflow.telling.assumptions import list_assumptions
from dataflow.telling.counting import Reaching, count_reaching
from dataflow.telling.report import Notes, Report, Section, Step
from dataflow.telling.roles import tell_basis, tell_role
from dataflow.telling.sentences import (
    ANYONE,
    CONTROL,
    is_plural,
    tell_aim,
    tell_carrying,
    tell_data,
    tell_having,
    tell_replies,
    tell_unnamed,
    tell_whom,
    told_of,
)
from dataflow.telling.steps import add_whom, end_several, name_parties, tell_step
from dataflow.telling.verbs import Names, Verb, tell_doing, tell_passing
from dataflow.telling.words import capitalise, end_sentence, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers.named import Types
    from dataflow.answers.reach import Reach, Row
    from dataflow.common.dates import PartialDate
    from dataflow.engine.evidence import Transfer
    from dataflow.engine.path_steps import PathStep
    from dataflow.engine.reach import Finding
    from dataflow.model import Reply
    from dataflow.telling.length import Length

ALSO_TOLD = 2
"""How many more flows a sentence tells."""

ALSO_NAMED = 8
"""How many after those are named, before the rest is counted."""

ORIGINS = 4
"""How many of those are named who collect the data."""

TOLD = 12
"""How many companies are told in sentences; the table has them all."""


def report_reach(answer: Reach, length: Length) -> Report:
    """Return who can reach the data: a sentence a company, nearest first, then the table."""
    notes = Notes(length)
    tells_each = notes.tells_each(len(answer))
    rows: list[tuple[Section, ...]] = []
    if tells_each:
        rows += [_tell_row(row, answer, notes) for row in answer.rows[:TOLD]]
        if len(answer) > TOLD:
            text = "And {n} more, in the table."
            rows.append((Section(spoken().say(text, n=len(answer) - TOLD), ()),))
    # a sentence on a service does not say who runs it: the table does
    few = 1 if tells_each and not answer.by_service else 0
    table = make_table(answer, full=tells_each) if len(answer) > few else None
    return Report(
        sentences=(_opening(answer),),
        rows=tuple(rows),
        table=table if tells_each or not table else add_sources(table, answer, notes),
        remarks=(
            *([] if tells_each else _list_replies(answer, notes)),
            *([tell_certainties(answer)] if table else []),
            *_remarks(answer),
        ),
        doubts=answer.doubts,
        sources=tuple(notes.cited),
    )


def _opening(answer: Reach) -> str:
    name, asked = answer.data.name, spoken().asked(answer.setting)
    if not answer:
        text = "No company in this model can reach {what}."
        if answer.by_service:
            text = "No service in this model, and no company itself, can reach {what}."
        return spoken().say(text, what=f"{name}{asked}")
    count = count_reaching(list_reaching(answer), services=answer.by_service)
    return count.tell(f"{name}{asked}")


def list_reaching(answer: Reach) -> list[Reaching]:
    """Return how surely each company of an answer can reach the data."""
    return [
        Reaching(
            row.company,
            surest.certainty,
            surest.how == "owns",
            _senders(row),
            surest.is_over,
        )
        for row in answer
        for surest in [row.finding.surest]
    ]


def _senders(row: Row) -> frozenset[str]:
    """Return the companies that gave it to one that is not named: they are others than it."""
    if not row.company.unnamed or row.owns:
        return frozenset()
    model = row.finding.grounds.evidence.model
    senders = [step.sender for step in row.path[-1:] if step.sender]
    companies = {each for sender in senders for each in (sender, *model.operators_of(sender))}
    return frozenset(holder.id for holder in companies)


def _list_replies(answer: Reach, notes: Notes) -> list[str]:
    """Return what those said who are spoken of, each once."""
    told = answer.rows[:VOUCHED]
    parts = [part for row in told for found in list_findings(row) for part in found.all_parts]
    paths = [part.grounds.path for part in parts]
    replies = [reply for path in paths for step in path for reply in step.replies]
    replies += [reply for row in answer for reply in row.company.replies]
    return list(dict.fromkeys(tell_replies(replies, notes)))


def _tell_row(row: Row, answer: Reach, notes: Notes) -> tuple[Section, ...]:
    """Return since when a company has it and how: where it firmly has it later, that as well."""
    told, firm = row.finding.told, row.finding.firmly
    sections, named = _tell_finding(told, answer, notes), name_types(told, answer.data)
    if firm and firm.stay.since != told.stay.since:
        # earlier only where an exception by less sure statements is in the way
        first, *more = _tell_finding(firm, answer, notes)
        sentence = first.sentence
        if firm.stay.since < told.stay.since:
            sentence = spoken().say("By firm statements alone: {told}", told=sentence)
        sections = _add(sections, sentence, first.steps) + more
        named = name_types(firm, answer.data)
    others = _tell_others(row, answer, named, notes) + _tell_other_types(row, answer, notes)
    return tuple(_add(sections, others.strip()))


def _add(sections: list[Section], text: str, steps: tuple[Step, ...] = ()) -> list[Section]:
    """Return sections with more text: behind the last, or below it where that is a list."""
    *before, last = sections
    if not text:
        return sections
    if last.steps:
        return [*sections, Section(text, steps)]
    return [*before, Section(f"{last.sentence} {text}", steps)]


def _tell_finding(finding: Finding, answer: Reach, notes: Notes) -> list[Section]:
    """Return since when a company has it, and how, then how it has it less surely after that."""
    if finding.chain:
        what = tell_types(name_types(finding, answer.data), answer.data)
        owning, sources = tell_owner(finding, what, finding.stay.until)
        sentence = f"{capitalise(owning)}{notes.cite(sources)}. {spoken().say(CONTROL)}"
        return [Section(sentence, ())]
    *parts, last = finding.told_parts
    told = [_tell_part(part, answer, notes, goes_on=True) for part in parts]
    told.append(_tell_part(last, answer, notes))
    sections = told[0]
    for first, *more in told[1:]:
        sections = _add(sections, *first) + more
    if finding.told_now:
        first, *more = _tell_part(finding.told_now, answer, notes)
        otherwise = spoken().say("By another way, {told}", told=first.sentence)
        sections = _add(sections, otherwise, first.steps) + more
    return sections


def _tell_part(
    finding: Finding, answer: Reach, notes: Notes, *, goes_on: bool = False
) -> list[Section]:
    """Return since when a company has it, and by which path: of several steps a list.

    `goes_on`: it has it less surely after that.
    """
    end = answer.evidence.told_end(finding.stay.until)
    named = name_types(finding, answer.data)
    told_part = told_of(finding)
    if goes_on:
        told_part = told_part._replace(later=())
    having = tell_having(told_part, tell_types(named, answer.data), end)
    # "that year" is of a day that was told, and told alone
    is_told = end[0] == NEVER and finding.known.kind != "unknown"
    known = (finding.stay.since, finding.started) if is_told else (ALWAYS, None)
    steps = _tell_path(finding, known, named, notes)
    told = Section(end_sentence(f"{capitalise(having)}: {steps[0]}"), ())
    if _is_only_held(finding):
        cited = notes.cite(finding.grounds.path[0].sources)
        told = Section(end_sentence(f"{capitalise(having)}{cited}"), ())
    if len(steps) > 1:
        listed = tuple(Step(end_several(capitalise(step)), ()) for step in steps)
        told = Section(f"{capitalise(having)}:", listed)
    path = finding.grounds.path
    replies = [*(reply for step in path for reply in step.replies), *finding.company.replies]
    return _add([told], " ".join(tell_replies(replies, notes)))


def _tell_others(row: Row, answer: Reach, named: Types, notes: Notes) -> str:
    """Return the other flows that gave it directly: opting out of one may leave another.

    Of who only owns, they gave nothing to it. `named` is what "it" stands for before.
    """
    if row.owns:
        return ""
    parts = [part for found in list_findings(row) for part in found.all_parts]
    steps = [step for part in parts for step in part.grounds.path]
    others = _find_others(row, steps)
    told, replied = [], {reply.quote for step in steps for reply in step.replies}
    for given in others[:ALSO_TOLD]:
        carried = answer.model.data.keep_widest(given.data)
        what = spoken().say("it") if carried == named else tell_data(carried)
        told.append(_tell_other(given, what, answer, notes))
        named = carried
        new = [reply for reply in _replies_to(given, answer) if reply.quote not in replied]
        told += [f" {sentence}" for sentence in tell_replies(new, notes)]
        replied |= {reply.quote for reply in new}
    more = others[ALSO_TOLD:]
    is_same = all(answer.model.data.keep_widest(given.data) == named for given in more)
    what = spoken().say("it" if is_same else "such data")
    return "".join([*told, _count_more(more, what, answer)])


def _find_others(row: Row, steps: Iterable[PathStep]) -> list[Transfer]:
    """Find by which flows a company got it directly, but for those of these steps."""
    on_path = {id(step.cause) for step in steps}
    by_flow: dict[str, Transfer] = {}
    for given in row.counted:
        flow = given.cause
        if isinstance(flow, Flow) and id(flow) not in on_path:
            by_flow.setdefault(flow.id, given)  # a flow to several services counts once
    return list(by_flow.values())


def _count_more(others: Sequence[Transfer], what: str, answer: Reach) -> str:
    """Return how many flows that gave something are not told one by one, and a few names."""
    if not others:
        return ""
    # `why --all` has fewer: no path comes by the same fact twice
    words, many = spoken(), spoken().count("{n} more flows", len(others))
    is_firm_all = all(is_firm(answer.evidence.told_as(given)) for given in others)
    text = (
        "{many} gave {what} too: {names}."
        if is_firm_all
        else "{many} gave {what} too, or may have: {names}."
    )
    names = [given.cause.id for given in others if isinstance(given.cause, Flow)]
    named = words.name_few(names, ALSO_NAMED)
    return f" {words.say(text, many=many, what=what, names=named)}"


def _replies_to(given: Transfer, answer: Reach) -> tuple[Reply, ...]:
    assert isinstance(given.cause, Flow)
    return find_replies(given.cause, given.receiver, answer.model)


def _tell_other(given: Transfer, what: str, answer: Reach, notes: Notes) -> str:
    flow = given.cause
    assert isinstance(flow, Flow)
    assert given.sender is not None  # of a flow
    names = name_parties(what, given.sender, given.receiver)
    clause, end = tell_passing(flow.mechanism, answer.evidence.told_as(given), names, final=True)
    own = start_on(flow, given.day)
    when = ""
    if own and own.written:
        by = own.kind == "by"
        date = spoken().date(own.written)
        when = spoken().say("by {date} at the latest", date=date) if by else spoken().on(*own[::2])
    conditions = apply_conditions(flow, answer.model, answer.setting, given.day)
    aim = tell_role(flow, given.sender) + tell_aim(flow.purposes) + tell_basis(flow)
    whom = tell_whom(conditions, given.sender)
    dated = spoken().say("{clause} {when}", clause=clause, when=when) if when else clause
    told = end_sentence(add_whom(dated + aim, whom, end, notes.cite(flow.sources)))
    return f" {spoken().say('Also, {told}', told=told)}"


def _tell_other_types(row: Row, answer: Reach, notes: Notes) -> str:
    """Return since when a company has the types that it does not have since the day told."""
    finding = row.finding
    findings = [finding.told, *([finding.firmly] if finding.firmly else [])]
    if row.owns:
        return ""
    told = {term for each in findings for term in each.types}
    others = [] if answer.data in told else [term for term in row.data if term not in told]
    sentences = []
    for term in others[:ALSO_TOLD]:
        other = find_of_type(answer.evidence, finding.stay.company, term).told
        end = answer.evidence.told_end(other.stay.until)
        cited = notes.cite(source for step in other.grounds.path for source in step.sources)
        sentences.append(f" {capitalise(tell_having(told_of(other), term.name, end))}{cited}.")
    more = others[ALSO_TOLD:]
    if more:
        names = spoken().name_few([term.name for term in more], NAMED)
        sentences.append(
            f" {spoken().say('Of {names}, it is another day, or less sure.', names=names)}"
        )
    return "".join(sentences)


def _is_only_held(finding: Finding) -> bool:
    """Return whether all that is stated is that the company has it: that was just said."""
    first, *more = finding.grounds.path
    held = isinstance(first.cause, Hold) and first.cause.how == "stored"
    return held and not more and first.receiver == finding.company


def _tell_path(
    finding: Finding, known: tuple[int, PartialDate | None], named: Types, notes: Notes
) -> list[str]:
    """Return the steps of a path, told after who has what (`named`) since when."""
    steps = _list_told(finding)
    path = finding.grounds.path
    it = [path[-1].data if is_given(finding.evidence, path, step, named) else () for step in steps]
    # the sentence has named the company and how sure it is: its own last step need not again
    last = next((step for step in reversed(steps) if step.kind != "operator"), None)
    told = [
        tell_step(step, notes, known=known, final=step is last, asked=asked)
        for step, asked in zip(steps, it, strict=True)
    ]
    if finding.how == "infers" and len(steps) == 1 and it[0]:
        # that it is worked out was just said
        _, body = told[0].split(f" {spoken().say('out from')} ", 1)
        return [spoken().say("from {body}", body=body)]
    return told


def _list_told(finding: Finding) -> list[PathStep]:
    """Return the steps that are told: who collects the data only where nothing else happened."""
    path = finding.grounds.path
    told = [step for step in path if step.kind != "hold"]
    if all(step.kind == "operator" for step in told) and (
        len(path) == 1 or is_still_so(path[0], finding)
    ):
        told.insert(0, path[0])
    return told


def is_still_so(step: PathStep, finding: Finding) -> bool:
    """Return whether a step goes on when the company comes to have the data."""
    return step.cause.window.end >= finding.stay.since


def _remarks(answer: Reach) -> list[str]:
    remarks = [*(tell_reasons(answer) or _tell_why_nobody(answer))] if not answer else []
    if answer.unnamed:
        remarks.append(f"{tell_unnamed(answer.unnamed)}.")
    remarks += list_assumptions(
        copies=any(_rests_on_copy(row, answer) for row in answer if not row.owns),
        paths=[
            part.grounds.path for row in answer.rows[:TOLD] for part in row.finding.told.all_parts
        ],
        asked=answer.model.data.down(answer.data.id),
        data=answer.model.data,
    )
    remarks += [*_tell_later(answer), *_tell_unsure_deletions(answer)]
    remarks += _tell_origins(answer)
    if answer and answer.setting.day == NEVER and not answer.setting.persona:
        remarks.append(spoken().say(ANYONE))
    return remarks


def _tell_origins(answer: Reach) -> Iterator[str]:
    """Yield where the data comes from, where that is several: of whom a row is, is not said."""
    collecting = sort_by_id(
        given.receiver for given in answer.given if isinstance(given.cause, Hold)
    )
    if len(collecting) > 1 and answer.setting.origin is None:
        names = spoken().name_few([holder.name for holder in collecting], ORIGINS)
        text = "This counts data from {names}: `--from NAME` follows that of one of them."
        yield spoken().say(text, names=names)


def _tell_later(answer: Reach) -> Iterator[str]:
    """Yield who may have it on the day asked about although only a later day is known."""
    if answer.setting.day == NEVER:
        return
    ever = reach_under(answer.evidence.model, replace(answer.setting, as_of=None), answer.data)
    having = {row.company.id for row in answer}
    for row in ever.rows[: TOLD * 2]:
        told = row.finding.told
        is_later = told.known.kind == "by" and told.stay.since > answer.setting.day
        if row.company.id not in having and is_later and not told.ties:
            had = tell_having(told_of(told), spoken().say("it"), (NEVER, None))
            text = "{had}: whether before, nothing in this model says."
            yield spoken().say(text, had=capitalise(had))


def _tell_unsure_deletions(answer: Reach) -> Iterator[str]:
    """Yield the deletions that take nothing: what states them is not firm."""
    asked = answer.model.data.down(answer.data.id)
    holders = {holder.id for row in answer for holder in (row.company, *row.services)}
    for gone in answer.model.deletions:
        covers = (answer.model.data.down(term.id) for term in gone.data)
        is_to_come = gone.date.last >= answer.setting.day
        if (
            is_firm(gone.status)
            or (is_to_come and gone.status != "announced")
            or gone.holder.id not in holders
            or asked.isdisjoint(frozenset().union(*covers))
        ):
            continue
        what, day = tell_data(gone.data), spoken().on(gone.day, gone.date)
        verb = Verb("deletes", "deleted", "delete", "{what} {day}")
        many = frozenset({"receiver"} if is_plural(gone.holder) else ())
        names = Names({"what": what, "day": day}, many)
        clause, end = tell_doing(gone.holder.name, verb, gone.status, names, is_over=not is_to_come)
        yield spoken().say("{told}: that takes nothing here.", told=f"{capitalise(clause)}{end}")


def _rests_on_copy(row: Row, answer: Reach) -> bool:
    """Return whether all that gave it to a company had ended by the day asked about."""
    gave = [given.cause for given in row.counted]
    last = min(answer.setting.day, row.until)
    return bool(gave) and all(answer.evidence.last_day(cause) < last for cause in gave)


def _tell_why_nobody(answer: Reach) -> Iterator[str]:
    """Yield what the model lacks: nobody has such data, or whoever has it cannot read it."""
    model, name = answer.model, answer.data.name
    asked = model.data.down(answer.data.id)
    holds = _find_holds(model, asked)
    carriers = sort_by_id(hold.holder for hold in holds if not hold.readable)
    if carriers:
        yield tell_carrying(carriers, name)
    elif holds:
        return
    elif makers := _find_makers(model, asked):
        names = spoken().name_few([f"`{maker}`" for maker in makers], NAMED)
        texts = (
            "In this model only {names} can give {what}; as asked, it gives it to no company.",
            "In this model only {names} can give {what}; as asked, they give it to no company.",
        )
        yield spoken().say(texts[len(makers) > 1], names=names, what=name)
    elif not answer.doubts:
        text = "Nothing in this model says that anybody holds {what} (`holds: {id}`)."
        yield spoken().say(text, what=name, id=answer.data.id)


def _find_holds(model: Model, asked: frozenset[str]) -> list[Hold]:
    return [
        hold for hold in model.holds if any(asked & model.data.down(term.id) for term in hold.data)
    ]


def _find_makers(model: Model, asked: frozenset[str]) -> list[str]:
    """Return the derivations that make some of it, and the flows by which it arrives (`as`)."""
    made = [(rule.id, rule.to) for rule in model.derivations.values()]
    sent = [(flow.id, sent.arrives) for flow in model.flows.values() for sent in flow.sent]
    return sorted({name for name, term in made + sent if term and asked & model.data.down(term.id)})
