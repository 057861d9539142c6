"""Doubts about a model that need to know who has what; every answer carries those about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from dataflow.evidence import Evidence
from dataflow.problems import Problem, sort_problems
from dataflow.settings import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.building import Blueprint
    from dataflow.model import Flow, Model, Source, Term
    from dataflow.problems import Location
    from dataflow.world import Mask, World

    class Sourced(Protocol):
        """What may name its sources."""

        @property
        def sources(self) -> tuple[Source, ...]:
            """By whose word."""
            ...


def check_model(model: Model, *, sources: bool = False) -> tuple[Problem, ...]:
    """Give every doubt about a model, sorted by place.

    With `sources`, also every source that vouches for nothing, and what needs no source otherwise:
    from when to when a company operates a service.
    """
    found = [*model.doubts, *_never_had(model, model.flows.values(), None)]
    if sources:
        found += [*_unused_sources(model), *_unsourced_operations(model)]
    return sort_problems(found)


def _unused_sources(model: Model) -> Iterator[Problem]:
    used = {source.id for part in _vouched_for(model) for source in part.sources}
    for source in model.sources.values():
        if source.id not in used:
            yield _problem(
                model,
                "unused-source",
                f"nothing in this model relies on the source `{source.id}`",
                source.at,
                "name it as the `source` of what it says, or drop it",
            )


def _unsourced_operations(model: Model) -> Iterator[Problem]:
    for one in model.operations:
        if (one.since or one.until) and not one.sources:
            yield _problem(
                model,
                "no-source",
                f"nothing says by whose word: when `{one.company.id}` operates `{one.service.id}`",
                one.at,
                "add `source: …`",
            )


def _vouched_for(model: Model) -> Iterator[Sourced]:
    """Go through everything that may name a source."""
    yield from model.holders.values()
    yield from model.data.terms.values()
    yield from model.purposes.terms.values()
    yield from model.ownerships
    yield from model.operations
    yield from model.deletions
    yield from model.claims.values()
    yield from model.events.values()
    for part in (*model.holds, *model.flows.values(), *model.derivations.values()):
        yield part
        yield from part.when
        yield from part.unless


def find_doubts_about(evidence: Evidence, *data: Term) -> tuple[Problem, ...]:
    """Give the doubts that concern who can reach any of some data types, sorted by place."""
    world, model = evidence.world, evidence.model
    relevant = leading_to(world, world.mask_of(data))
    names = {term.id for term in world.terms_in(relevant)}
    said = [problem for problem in model.doubts if problem.about & names]
    flows = [flow for flow in model.flows.values() if _sends(flow, names, model)]
    return sort_problems([*said, *_never_had(model, flows, evidence)])


def leading_to(world: World, mask: Mask) -> Mask:
    """Give a set of data types with all from which flows and rules can make one of them."""
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


def _never_had(model: Model, flows: Iterable[Flow], known: Evidence | None) -> Iterator[Problem]:
    """Find flows that share what their sender has on no day, whoever the person is."""
    suspects = [
        (flow, term)
        for flow in flows
        for sent in flow.sent
        for term in sent.data
        if known is None or not _has(known, flow, term)
    ]
    if not suspects:
        return
    anyone = Evidence(model, Setting(announced=True))
    for flow, term in suspects:
        if not _has(anyone, flow, term):
            yield _doubt(model, flow, term)


def _has(evidence: Evidence, flow: Flow, term: Term) -> bool:
    mask = evidence.mask(term)
    return any(
        evidence.index.history(piece).had_ever() & mask
        for piece, _ in evidence.index.pieces(evidence.world.nodes[flow.sender.id])
    )


def _doubt(model: Model, flow: Flow, term: Term) -> Problem:
    sender, down = flow.sender, model.data.down(term.id)
    message = f"`{sender.id}` shares `{term.id}`, but nothing says that it has it"
    where = f"{sender.at.file}:{sender.at.line}"
    advice = f"add `holds: {term.id}` to `{sender.id}`, {where}"
    carried = (one for one in model.holds if one.holder == sender and not one.readable)
    if any(down & model.data.down(kind.id) for one in carried for kind in one.data):
        message = f"`{sender.id}` shares `{term.id}`, but cannot read what it carries"
        advice = f"drop it from this flow, or `readable: false` from `{sender.id}`, {where}"
    problem = _problem(model, "never-had", message, flow.at, advice)
    return replace(problem, about=down)


def _problem(model: Model, code: str, message: str, at: Location, advice: str) -> Problem:
    blueprint: Blueprint = model.documents
    reader = blueprint.reader
    return reader.problem(code, message, reader.pack(at), advice)
