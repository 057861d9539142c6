"""Which company has some data, on the day asked about or ever, and through which of its holders."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dataflow.common.dates import NEVER, Days, includes, join_days, meet_days
from dataflow.engine.index import single_bits
from dataflow.engine.owning import days_owned, find_chain, find_owned
from dataflow.engine.stays import Stay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.engine.evidence import Evidence
    from dataflow.engine.world import Mask

Having = list[tuple[int, Days]]
"""Per piece, the days on which it has any of the data for the company."""


def find_stays(evidence: Evidence, mask: Mask) -> list[Stay]:
    """Return everybody who has any of these, on the day asked about or on any day.

    That is every company, or, by service, every holder by itself.
    """
    return list(_stays_by_company(evidence, mask).values())


def find_stay(evidence: Evidence, company: int, mask: Mask) -> Stay | None:
    """Return how one company has any of these, if it does; by service, one holder by itself."""
    if evidence.setting.owners or mask in evidence.stays:
        return _stays_by_company(evidence, mask).get(company)
    return _own_stay(evidence, company, evidence.days_of(company, mask), mask)


def _stays_by_company(evidence: Evidence, mask: Mask) -> dict[int, Stay]:
    known = evidence.stays
    if mask not in known:
        by_service = evidence.setting.by == "service"
        own = (
            _own_stay(evidence, node, evidence.days_of(node, mask), mask)
            for node, holder in enumerate(evidence.world.holders)
            if by_service or holder.is_company
        )
        stays = {stay.company: stay for stay in own if stay}
        if evidence.setting.owners:
            # whoever owns a company has what all its services have
            for stay in _owning_stays(evidence.counted_by("company"), mask):
                stays.setdefault(stay.company, stay)
        known[mask] = stays
    return known[mask]


def _own_stay(evidence: Evidence, node: int, having: Having, mask: Mask) -> Stay | None:
    run = evidence.stay(_all_days(having))
    if run is None:
        return None
    states = evidence.least_hops(node, mask, run.start)
    return Stay(node, *run, tuple(states), _through(evidence, having, mask))


def _all_days(having: Having) -> Days:
    return join_days(window for _, days in having for window in days)


def _through(evidence: Evidence, having: Having, mask: Mask) -> tuple[tuple[int, Mask], ...]:
    """Return the pieces that have it, and what: on the day asked about, else on any day."""
    through: dict[int, Mask] = defaultdict(int)
    for piece, days in having:
        through[piece] |= _had_within(evidence, piece, days, mask)
    return tuple(sorted((piece, had) for piece, had in through.items() if had))


def _had_within(evidence: Evidence, piece: int, days: Days, mask: Mask) -> Mask:
    """Return which of these a piece has on the day asked about, else on any of these days."""
    day = evidence.setting.day
    history = evidence.index.history(piece, counted=True)
    if day != NEVER:
        return history.had_on(day) & mask if includes(days, day) else 0
    return sum(bit for bit in single_bits(mask) if meet_days(days, history.days_with(bit)))


def _owning_stays(evidence: Evidence, mask: Mask) -> Iterator[Stay]:
    """Yield, for every owner that has it through those that it owns, how it has it so."""
    owned = find_owned(evidence)
    having = {
        node: evidence.days_of(node, mask)
        for node, holder in enumerate(evidence.world.holders)
        if holder.is_company
    }
    for owner in owned:
        through = [
            (piece, meet_days(days, control))
            for company, control in days_owned(owner, owned).items()
            for piece, days in having[company]
        ]
        run = evidence.stay(_all_days(through))
        if run is not None:
            hops = {
                company: evidence.least_hops(company, mask, run.start)[0].hops
                for company, pieces in having.items()
                if any(includes(days, run.start) for _, days in pieces)
            }
            chain = find_chain(owner, run.start, owned, hops)
            yield Stay(owner, *run, (), _through(evidence, through, mask), chain)
