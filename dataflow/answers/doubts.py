"""Doubts about a model that need to know who has what; every answer carries those about it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, product
from typing import TYPE_CHECKING

from dataflow.answers.unsure import doubt_starts, find_differing, make_problem
from dataflow.building.declarations import Declarations
from dataflow.building.doubts import open_days
from dataflow.common.dates import ALL_DAYS, ALWAYS, NEVER, Days, join_days, meet_days
from dataflow.engine.evidence import Evidence
from dataflow.engine.setting import Setting
from dataflow.model.written import tell_written
from dataflow.problems import Location, Problem, sort_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.engine.world import Mask, World
    from dataflow.model import Flow, Holder, Model, Sourced, Term


def list_doubts(model: Model, *, sources: bool = False) -> tuple[Problem, ...]:
    """Return every doubt about a model, sorted by place.

    With `sources`, also every source that vouches for nothing, every quote that leaves something
    out, and what needs no source otherwise: from when to when a company operates a service.
    """
    anyone = Evidence(model, Setting(announced=True))
    doubts = [*model.doubts, *_never_had(model, model.flows.values(), anyone, anyone)]
    doubts += [*_idle_deletions(anyone), *_never_derives(anyone)]
    doubts += [*doubt_starts(model), *find_differing(model)]
    if sources:
        doubts += [*_unused_sources(model), *_unsourced_operations(model), *_cut_quotes(model)]
    return sort_problems(doubts)


def _unused_sources(model: Model) -> Iterator[Problem]:
    used = {source.id for part in _vouched_for(model) for source in part.sources}
    advice = "cite it as the `source` of a statement, or delete it"
    for source in model.sources.values():
        if source.id not in used:
            message = f"no statement in this model cites the source `{source.id}`"
            yield make_problem(model, "unused-source", message, source.at, advice)


def _unsourced_operations(model: Model) -> Iterator[Problem]:
    for operation in model.operations:
        if (operation.start or operation.end) and not operation.sources:
            ends = f"`{operation.company.id}` operates `{operation.service.id}`"
            message = f"no source is given for when {ends}"
            yield make_problem(model, "no-source", message, operation.at, "add `source: …`")


def _cut_quotes(model: Model) -> Iterator[Problem]:
    """Yield every quote that leaves something out: what decides may be just that."""
    for quote, at in _quotes(model):
        if quote and ("…" in quote or "..." in quote):
            message = f"this quote is shortened: “{quote}”"
            advice = "quote the whole sentence, or make sure that nothing that matters is left out"
            yield make_problem(model, "cut-quote", message, at, advice)


def _quotes(model: Model) -> Iterator[tuple[str | None, Location]]:
    """Yield every quote of a model, with its place; None for what could have one."""
    for source in model.sources.values():
        yield source.quote, source.at
    for part in _vouched_for(model):
        yield getattr(part, "quote", None), part.at  # of a claim, a finding, a reply
        yield from ((cited.quote, part.at) for cited in part.quotes)


def _vouched_for(model: Model) -> Iterator[Sourced]:
    """Yield everything that may name a source."""
    for part in _stated(model):
        yield part
        yield from getattr(part, "findings", ())
        yield from getattr(part, "replies", ())


def _stated(model: Model) -> Iterator[Sourced]:
    listed = (
        *(model.holders, model.data.terms, model.purposes.terms),
        *(model.claims, model.events, model.personas),
    )
    yield from chain.from_iterable(parts.values() for parts in listed)
    yield from (*model.ownerships, *model.operations, *model.deletions)
    for part in (*model.holds, *model.flows.values(), *model.derivations.values()):
        yield from (part, *part.when, *part.unless)


def find_doubts_about(evidence: Evidence, *data: Term) -> tuple[Problem, ...]:
    """Return the doubts that concern who can reach any of some data types, sorted by place."""
    world, model = evidence.world, evidence.model
    relevant = leading_to(world, world.mask_of(data))
    names = {term.id for term in world.terms_in(relevant)}
    doubts = [problem for problem in model.doubts if _concerns(problem, names, model)]
    flows = [flow for flow in model.flows.values() if _sends(flow, names, model)]
    return sort_problems([*doubts, *_never_had(model, flows, evidence)])


def _concerns(problem: Problem, names: set[str], model: Model) -> bool:
    """Return whether a doubt is about any of these types, or a category that stands for one."""
    return any(names & model.data.down(term_id) for term_id in problem.about)


def leading_to(world: World, mask: Mask) -> Mask:
    """Return a set of data types with all from which flows and rules can make one of them."""
    while True:
        more = mask
        for flow in world.flows:
            for taken, given in flow.turned:
                if given & mask:
                    more |= taken
        for rule in world.rules:
            if rule.gives & mask:
                more |= rule.whole
        if more == mask:
            return mask
        mask = more


def _sends(flow: Flow, names: set[str], model: Model) -> bool:
    return any(model.data.down(term.id) & names for sent in flow.sent for term in sent.data)


def _never_had(
    model: Model, flows: Iterable[Flow], known: Evidence, anyone: Evidence | None = None
) -> Iterator[Problem]:
    """Yield flows that share what their sender has on no day of theirs, whoever the person is.

    Args:
        model: where they stand.
        flows: those that are looked at.
        known: who has what, as it was asked: what is had there is not doubted.
        anyone: who has what for anyone, where that is known already.
    """
    suspects = [
        (flow, sender, term)
        for flow in flows
        for sent in flow.sent
        for sender, term in product(flow.senders, sent.data)
        if not meet_days(_days_with(known, sender, term), open_days(flow))
    ]
    if not suspects:
        return
    anyone = anyone or Evidence(model, Setting(announced=True))
    adding = Declarations(model.documents)
    for flow, sender, term in suspects:
        days = _days_with(anyone, sender, term)
        if not days:
            yield _doubt(model, flow, sender, term, adding)
        elif open_days(flow) and not meet_days(days, open_days(flow)):
            yield _doubt_days(anyone, flow, sender, term, days)


def _days_with(evidence: Evidence, holder: Holder, term: Term) -> Days:
    """Return the days on which a holder, or what it operates that day, has any of a data type."""
    mask = evidence.mask(term)
    return join_days(
        window
        for piece, days in evidence.index.pieces(evidence.world.nodes[holder.id]).items()
        for window in meet_days(days, evidence.index.history(piece).days_with(mask))
    )


def _doubt_days(anyone: Evidence, flow: Flow, sender: Holder, term: Term, days: Days) -> Problem:
    model = anyone.model
    message = (
        f"`{flow.id}` never carries `{term.id}`: `{sender.id}` has it "
        f"{_tell_days(anyone, days)}, and shares it {_tell_days(anyone, open_days(flow))}"
    )
    advice = f"check `since` and `until`, here and where `{sender.id}` gets `{term.id}`"
    problem = make_problem(model, "never-carries", message, flow.at, advice)
    return replace(problem, about=model.data.down(term.id))


def _tell_days(anyone: Evidence, days: Days) -> str:
    """Return the first and the last of some days in words, as precisely as they were written."""
    first, last = days[0].start, days[-1].end
    end = tell_written(last, anyone.ended(last))
    if first == ALWAYS:
        return "always" if last == NEVER else f"until {end}"
    since = f"from {tell_written(first, anyone.written(first))}"
    return f"{since} on" if last == NEVER else f"{since} until {end}"


def _idle_deletions(anyone: Evidence) -> Iterator[Problem]:
    """Yield deletions of what their holder has only later, or never."""
    world, model = anyone.world, anyone.model
    for gone in model.deletions:
        pieces = anyone.index.pieces_on(world.nodes[gone.holder.id], gone.day)
        had = [anyone.index.history(piece).had_on(gone.day - 1) for piece in pieces]
        for term in gone.data:
            if any(mask & anyone.mask(term) for mask in had):
                continue
            message = f"`{gone.holder.id}` deletes `{term.id}`, but does not have it before that"
            advice = (
                "check the `date`, and the day from which it has the data; or delete this entry"
            )
            problem = make_problem(model, "idle-deletion", message, gone.at, advice)
            yield replace(problem, about=model.data.down(term.id))


def _never_derives(anyone: Evidence) -> Iterator[Problem]:
    """Yield derivations that somebody could do, but on no day of theirs."""
    model = anyone.model
    for rule in model.derivations.values():
        holders = model.holders.values() if rule.by is None else rule.by
        able = [days for holder in holders if (days := _days_with_all(anyone, holder, rule.body))]
        if not able or any(meet_days(days, open_days(rule)) for days in able):
            continue
        days = join_days(window for spells in able for window in spells)
        message = (
            f"`{rule.id}` never derives anything: all of its `from` is there "
            f"{_tell_days(anyone, days)}, and is used {_tell_days(anyone, open_days(rule))}"
        )
        advice = "check `since` and `until`, here and where the data comes from"
        problem = make_problem(model, "never-derives", message, rule.at, advice)
        yield replace(problem, about=model.data.down(rule.to.id))


def _days_with_all(evidence: Evidence, holder: Holder, body: Iterable[Term]) -> Days:
    days = ALL_DAYS
    for term in body:
        days = meet_days(days, _days_with(evidence, holder, term))
    return days


def _doubt(model: Model, flow: Flow, sender: Holder, term: Term, adding: Declarations) -> Problem:
    down = model.data.down(term.id)
    message = f"`{sender.id}` shares `{term.id}`, but nothing says that it has it"
    advice = adding.advise_holding(sender, term)
    carried = (hold for hold in model.holds if hold.holder == sender and not hold.readable)
    if any(down & model.data.down(kind.id) for hold in carried for kind in hold.data):
        message = f"`{sender.id}` shares `{term.id}`, but cannot read what it carries"
        where = f"{sender.at.file}:{sender.at.line}"
        advice = f"drop it from this flow, or `readable: false` from `{sender.id}`, {where}"
    problem = make_problem(model, "never-had", message, flow.at, advice)
    return replace(problem, about=down)
