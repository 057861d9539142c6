"""Which data is named: what was asked for, where it is what passed, and else its members that did.

A category is had by whoever has a member of it. Told is the member then: nothing in the model says
that the rest of the category passed too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.common.dates import includes
from dataflow.engine.world import join_masks
from dataflow.model import Derivation, Operation, Term
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.engine.evidence import Evidence
    from dataflow.engine.path_steps import PathStep
    from dataflow.engine.reach import Finding
    from dataflow.engine.world import Mask

NAMED: Final = 4
"""How many members of a category a sentence names."""

Types = tuple[Term, ...]
"""What a sentence names: the widest types, by id."""


def name_types(finding: Finding, asked: Term) -> Types:
    """Return what a finding is told to be of."""
    evidence, since = finding.grounds.evidence, finding.stay.since
    node = finding.grounds.holder if finding.ties else finding.stay.company  # an owner has nothing
    had = (
        term
        for term in evidence.world.terms_in(finding.mask)
        if includes(evidence.days_with(node, _bit_of(evidence, term)), since)
    )
    return _name(evidence, tuple(had), asked)


def name_given(finding: Finding, path: Sequence[PathStep], asked: Term) -> Types:
    """Return what the last step of a path is told to have given, which the finding is of."""
    evidence = finding.evidence
    given = _find_given(evidence, path, path[-1], finding.mask)
    return _name(evidence, evidence.world.terms_in(given), asked)


def is_given(evidence: Evidence, path: Sequence[PathStep], step: PathStep, types: Types) -> bool:
    """Return whether a step of a path gave all of these types, by its day."""
    mask = join_masks(_bit_of(evidence, term) for term in types)
    return _find_given(evidence, path, step, mask) == mask


def tell_types(types: Types, asked: Term, otherwise: str | None = None) -> str:
    """Return the names of types, as a sentence has them; of what was asked for, something else.

    That is "it", where nothing else is given.
    """
    words = spoken()
    if types == (asked,):
        return words.say("it") if otherwise is None else otherwise
    names = [term.name for term in types]
    shown = names if len(names) <= NAMED else [*names[: NAMED - 1], words.say("more")]
    return words.enumerate(shown)


def _name(evidence: Evidence, types: Types, asked: Term) -> Types:
    return (asked,) if asked in types else evidence.model.data.keep_widest(types)


def _bit_of(evidence: Evidence, term: Term) -> Mask:
    return 1 << evidence.world.bits[term.id]


def _find_given(evidence: Evidence, path: Sequence[PathStep], step: PathStep, mask: Mask) -> Mask:
    """Return which of these types a step of a path gave, by its day."""
    world = evidence.world
    if isinstance(step.cause, Operation):
        return join_masks(_find_given(evidence, path, path[need], mask) for need in step.needs)
    if isinstance(step.cause, Derivation):
        return world.mask_of([step.cause.to]) & mask
    gave = (
        given.data
        for given in evidence.transfers(world.nodes[step.receiver.id], mask, step.day)
        if given.cause is step.cause and given.sender == step.sender
    )
    return join_masks(_bit_of(evidence, term) for data in gave for term in data)
