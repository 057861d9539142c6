"""Whether a company has some data at a time that was asked about, and how it came there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataflow.common.dates import ALL_DAYS, NEVER, Days, includes, join_days, meet_days
from dataflow.engine.reach import days_owned, find_chain, find_owned

if TYPE_CHECKING:
    from dataflow.engine.evidence import Evidence, PathStep
    from dataflow.engine.world import Mask


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Who must not have what.

    Attributes:
        company: its node.
        mask: the types.
        counted: whose having counts, and on which days: the company's, and, with owners, that of
            each company that it owns while it owns it.
    """

    company: int
    mask: Mask
    counted: dict[int, Days]


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """It has some of it on a day.

    Attributes:
        day: the day asked about, or else the first on which it has any.
        having: who has it: the company, or one that it owns.
    """

    evidence: Evidence
    target: Target
    day: int
    having: int

    def chain(self) -> tuple[int, ...]:
        """Give the chain of owning down to who has it, the company left out."""
        company = self.target.company
        if self.having == company:
            return ()
        owned = find_owned(self.evidence)
        return find_chain(company, self.day, owned, {self.having: 0})[1:]

    def path(self) -> tuple[PathStep, ...]:
        """Give a path by which it is there on that day, with the fewest flows."""
        states = self.evidence.least_hops(self.having, self.target.mask, self.day)
        return self.evidence.path_to(self.evidence.choose(states))


def aim(evidence: Evidence, company: int, mask: Mask) -> Target:
    """Say who must not have what, so that a company has none of it."""
    counted = {company: ALL_DAYS}
    if evidence.setting.owners:
        counted |= days_owned(company, find_owned(evidence))
    return Target(company, mask, counted)


def find_arrival(evidence: Evidence, target: Target) -> Arrival | None:
    """Find how the company has any of it: itself, where it does, else by what it owns."""
    asked = evidence.setting.day
    found = []
    for company, control in target.counted.items():
        having = evidence.days_of(company, target.mask)
        days = meet_days(join_days(window for _, some in having for window in some), control)
        if asked == NEVER and days:
            found.append((company != target.company, days[0].start, company))
        elif includes(days, asked):
            found.append((company != target.company, asked, company))
    if not found:
        return None
    _, day, having_it = min(found)
    return Arrival(evidence, target, day, having_it)
