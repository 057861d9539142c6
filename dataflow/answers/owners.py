"""Who owns a company that has some data, in words: down the chain in force on the day asked about.

An owner has the data since the first day on which any chain leads to it. Where that chain ended
since and another goes on, the other is told first, and the first as what was before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dataflow.common.dates import NEVER
from dataflow.engine.having import find_stay
from dataflow.engine.owning import find_chain, find_owned, find_ties, still_owns
from dataflow.engine.reach import find
from dataflow.telling.sentences import (
    Told,
    tell_having,
    tell_owning,
    tell_owning_before,
    told_of,
    told_of_owned,
)

if TYPE_CHECKING:
    from dataflow.engine.evidence import Evidence
    from dataflow.engine.reach import Finding
    from dataflow.model import Ownership, Source


class _Owning(NamedTuple):
    """By which statements each of a chain owns the next, and how the last has the data."""

    ties: tuple[Ownership, ...]
    had: Told

    def tell_having(self, what: str) -> str:
        """Return since when the last of the chain has the data, without its name."""
        return tell_having(self.had, what, self.had.end, subject=False)

    def goes_on(self, evidence: Evidence, day: int) -> list[bool]:
        """Return whether each still owns the next on a day; with NEVER, without an end."""
        ends = [(tie.owner, tie.owned) for tie in self.ties]
        return [still_owns(evidence.model, pair, day) for pair in ends]


def tell_owner(
    finding: Finding, what: str, until: int, asked: str = ""
) -> tuple[str, tuple[Source, ...]]:
    """Return who owns a company that has some data, each since its own day, and who says so.

    Args:
        finding: how the owner has it.
        what: what it has, in words.
        until: the last day on which the owner has it.
        asked: how it was asked, with a comma before it.
    """
    first = _Owning(finding.ties, told_of_owned(finding))
    evidence, sources = finding.evidence, finding.owning_sources
    day = evidence.setting.day
    goes_on = first.goes_on(evidence, day)
    has_ended = evidence.told_end(until)[0] != NEVER
    now = None if has_ended or all(goes_on) else _find_in_force(finding)
    if now is None:
        told = tell_owning(first.ties, goes_on, first.tell_having(what))
        return f"{told}{asked}", sources
    told = tell_owning(now.ties, [True] * len(now.ties), now.tell_having(what))
    having = "" if now.had.company == first.had.company else first.tell_having(what)
    told = f"{told}{asked}; {tell_owning_before(first.ties, goes_on, having)}"
    current = (source for tie in now.ties for source in tie.sources)
    return told, tuple(dict.fromkeys([*current, *sources]))


def _find_in_force(finding: Finding) -> _Owning | None:
    """Return by which chain a company owns one that has it on the day asked about, the surest."""
    owner, mask = finding.stay.company, finding.mask
    evidence = finding.evidence.counted_by("company")
    day = evidence.setting.day
    for status in evidence.statuses:
        surer = evidence.surely(status)
        hops = {
            node: states[0].hops
            for node, holder in enumerate(surer.world.holders)
            if holder.is_company and (states := surer.least_hops(node, mask, day))
        }
        chain = find_chain(owner, day, find_owned(surer), hops)
        stay = find_stay(evidence, chain[-1], mask) if chain else None
        if stay and stay.until >= day:
            holders = [surer.world.holders[node] for node in chain]
            had = find(evidence, stay, mask).told
            return _Owning(find_ties(surer.model, holders, day, had.known), told_of(had))
    return None
