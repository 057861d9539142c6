"""Doubts about a model that need to know who has what; every answer carries those about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dataflow.evidence import Evidence
from dataflow.problems import Problem, sort_problems
from dataflow.settings import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.building import Blueprint
    from dataflow.model import Flow, Model, Term
    from dataflow.world import Mask, World


def check_model(model: Model) -> tuple[Problem, ...]:
    """Give every doubt about a model, sorted by place."""
    return sort_problems([*model.doubts, *_never_had(model, model.flows.values(), None)])


def find_doubts_about(evidence: Evidence, data: Term) -> tuple[Problem, ...]:
    """Give the doubts that concern who can reach a data type, sorted by place."""
    world, model = evidence.world, evidence.model
    relevant = leading_to(world, evidence.mask(data))
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
    sender = flow.sender
    blueprint: Blueprint = model.documents
    reader = blueprint.reader
    problem = reader.problem(
        "never-had",
        f"`{sender.id}` shares `{term.id}`, but nothing says that it has it",
        reader.pack(flow.at),
        f"add `holds: {term.id}` to `{sender.id}`, {sender.at.file}:{sender.at.line}",
    )
    return replace(problem, about=model.data.down(term.id))
