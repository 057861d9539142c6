"""How sure it is, part by part of a stay, that a company has some data: that may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dataflow.common.dates import NEVER
from dataflow.engine.certainty import is_firm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.engine.evidence import Evidence, Grounds
    from dataflow.engine.world import Mask


class Part(NamedTuple):
    """A company has some data on each of these days at least as surely as by a path.

    Attributes:
        since: the first of the days; the path may have begun before.
        until: the last.
    """

    grounds: Grounds
    since: int
    until: int

    @property
    def is_firm(self) -> bool:
        """Whether the path is firm."""
        return is_firm(self.grounds.certainty)

    def is_alike(self, other: Part) -> bool:
        """Return whether another is told in the same words: of what is firm, that it is so."""
        return self.grounds.certainty == other.grounds.certainty or (self.is_firm and other.is_firm)


def find_parts(evidence: Evidence, grounds: Grounds, mask: Mask, until: int) -> tuple[Part, ...]:
    """Return how sure it is that a company has some data, from the first day of a stay on.

    Each part is less sure than the one before, and leads on where that ends. The last of them goes
    on to the last day of the stay: what follows the day asked about was not asked. Where no day is
    asked about, the days on which it is as sure again as at first come behind.

    Args:
        evidence: what was asked.
        grounds: by which path it has it on the first day.
        mask: the types.
        until: the last day of the stay.
    """
    parts: list[Part] = []
    since, asked = grounds.day, min(until, evidence.setting.day)
    while True:
        end = _last_day(evidence, grounds, mask, since)
        if end >= asked:
            break
        parts.append(Part(grounds, since, end))
        since = end + 1
        grounds = evidence.surest([grounds.holder], mask, since, None)
    parts.append(Part(grounds, since, until))
    return (*parts, *_find_again(evidence, parts, mask))


def _last_day(evidence: Evidence, grounds: Grounds, mask: Mask, day: int) -> int:
    """Return the last day of the run around one on which it is as sure as a path."""
    surer = evidence.surely(grounds.certainty)
    if surer is evidence:
        return NEVER
    runs = surer.days_with(grounds.holder, mask)
    return next(run.end for run in runs if run.start <= day <= run.end)


def _find_again(evidence: Evidence, parts: Sequence[Part], mask: Mask) -> Iterator[Part]:
    """Yield on which later days of a stay it is as sure again as on the first."""
    first, last = parts[0], parts[-1]
    if first is last or evidence.setting.day != NEVER:
        return
    holder = first.grounds.holder
    for run in evidence.surely(first.grounds.certainty).days_with(holder, mask):
        if first.until < run.start <= last.until:
            grounds = evidence.surest([holder], mask, run.start, None)
            yield Part(grounds, run.start, run.end)


def join_alike(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts that are told apart: what is firm is one, and told by its first path."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].is_alike(part):
            joined[-1] = joined[-1]._replace(until=part.until)
        else:
            joined.append(part)
    return tuple(joined)


def find_now(evidence: Evidence, last: Part, mask: Mask) -> Part | None:
    """Return how a company has some data on the day asked about, where a path leads there no more.

    What the path gave was deleted since, or lies with a service that is another's. Where no day is
    asked about, it is looked at where the stay goes on.
    """
    grounds, day = last.grounds, min(last.until, evidence.setting.day)
    if evidence.setting.day == NEVER != day or _is_there(grounds, day):
        return None
    now = evidence.surest([grounds.holder], mask, day, None)
    if now.cause is grounds.cause:
        return None
    return Part(now, day, last.until)


def _is_there(grounds: Grounds, day: int) -> bool:
    """Return whether what a path gave is still there for who had it."""
    index, fact = grounds.evidence.index, grounds.state.fact
    lost = index.history(fact.node).lost_after(fact.bit, grounds.day)
    return lost > day and fact.node in index.pieces_on(grounds.holder, day)
