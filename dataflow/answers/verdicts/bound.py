"""Who must not have what a claim is about, and on which days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import ALL_DAYS, NEVER, Days, Window, days_without, join_days, meet_days
from dataflow.engine.owning import Owned, days_owned, find_owned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.engine.evidence import Evidence
    from dataflow.model import Claim, Holder

Bound = dict[int, Days]
"""Per node, the days on which it must not have the data."""


def find_origin(claim: Claim) -> Holder | None:
    """Return where the data comes from, None for anywhere.

    "With either" (anyone, outsiders) "`from` is who made the claim, unless it says otherwise."
    """
    if claim.origin is None and isinstance(claim.reach, str):
        return claim.by
    return claim.origin


def find_bound(claim: Claim, evidence: Evidence) -> Bound:
    """Return everybody who must not have it, and on which days, whatever the claim's own are.

    By service, what a company must not have, neither it itself nor any service may that it
    operates then; and where data may reach nobody but a service, no other holder may have it.
    """
    if evidence.setting.by == "company":
        return _find_bound(claim, evidence)
    origin = find_origin(claim)
    if claim.reach == "anyone" and origin is not None and not origin.is_company:
        nodes = evidence.world.nodes.items()
        return {node: ALL_DAYS for name, node in nodes if name != origin.id}
    return _take_apart(_find_bound(claim, evidence), evidence)


def _take_apart(bound: Bound, evidence: Evidence) -> Bound:
    """Return the same by service: the services of a company while it operates them."""
    return _joined(
        (piece, meet_days(days, when))
        for node, days in bound.items()
        for piece, when in evidence.index.pieces(node).items()
    )


def _find_bound(claim: Claim, evidence: Evidence) -> Bound:
    nodes = evidence.world.nodes
    if not isinstance(claim.reach, str):
        return {nodes[holder.id]: ALL_DAYS for holder in claim.reach}
    origin = find_origin(claim)
    assert origin is not None  # the language asks for it
    spared = find_origins(origin, evidence)
    if claim.reach == "outsiders":
        spared = find_group(spared, find_owned(evidence))
    return {
        nodes[company.id]: days_without(ALL_DAYS, spared.get(nodes[company.id], ()))
        for company in evidence.model.companies
    }


def find_origins(origin: Holder, evidence: Evidence) -> Bound:
    """Return the companies that are the origin, and on which days.

    "The origin is the company that `from` names, or whoever has operated it up to that day."
    """
    nodes = evidence.world.nodes
    if origin.is_company:
        return {nodes[origin.id]: ALL_DAYS}
    return _joined(
        (nodes[operation.company.id], (Window(operation.window.start, NEVER),))
        for operation in evidence.model.operations_of(origin)
    )


def find_group(origins: Bound, owned: Owned) -> Bound:
    """Return the origin, "all that own it, and all that any of these owns, that day"."""
    owners: Owned = {}
    for above, ties in owned.items():
        for below, window in ties:
            owners.setdefault(below, []).append((above, window))
    top = _joined([*origins.items(), *_tied(origins, owners)])
    return _joined([*top.items(), *_tied(top, owned)])


def _tied(known: Bound, ties: Owned) -> list[tuple[int, Days]]:
    """Return all that some companies own, or, along ties turned round, all that own them."""
    return [
        (other, meet_days(days, when))
        for company, days in known.items()
        for other, when in days_owned(company, ties).items()
    ]


def _joined(parts: Iterable[tuple[int, Days]]) -> Bound:
    joined: dict[int, list[Window]] = {}
    for node, days in parts:
        joined.setdefault(node, []).extend(days)
    return {node: join_days(windows) for node, windows in joined.items()}
