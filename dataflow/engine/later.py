"""In which later runs of days a company has again what it had for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import NEVER, meet_days
from dataflow.engine.index import single_bits
from dataflow.engine.world import Mask, join_masks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.common.dates import Window
    from dataflow.engine.evidence import Evidence, Grounds


def find_later(
    evidence: Evidence, company: int, had: Mask, until: int
) -> Iterator[tuple[Grounds, Window]]:
    """Yield how a company has the same types again after it had them until a day, run by run.

    There is none where the question is about one day: what follows that day was not asked.
    """
    if evidence.setting.day != NEVER or until == NEVER:
        return
    wide = _widest(evidence, had)
    days = evidence.days_with(company, wide)
    for bit in single_bits(wide):
        days = meet_days(days, evidence.days_with(company, bit))
    for run in days:
        if run.start > until:
            yield evidence.surest([company], wide, run.start, None), run


def _widest(evidence: Evidence, had: Mask) -> Mask:
    """Return the types of which no other of these is a category."""
    below = evidence.world.below
    covered = join_masks(below[bit.bit_length() - 1] & ~bit for bit in single_bits(had))
    return had & ~covered or had
