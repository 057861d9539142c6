"""Every hold and flow that gave a holder some data, with the first day on which it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataflow.common.dates import NEVER, meet_days
from dataflow.engine.index import single_bits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.common.dates import Days
    from dataflow.engine.index import Index
    from dataflow.engine.world import Collecting, Mask, Sharing


@dataclass(frozen=True, slots=True, eq=False)
class Giving:
    """A hold or flow gave a node these types; `day` is the first on which it gave any of them."""

    cause: Collecting | Sharing
    node: int
    mask: Mask
    day: int


def find_givings(index: Index, node: int, mask: Mask, until: int) -> Iterator[Giving]:
    """Go through what gave a node any of these types directly, on some day up to `until`."""
    for hold in index.collecting.get(node, ()):
        if hold.mask & mask and hold.days[0].start <= until:
            yield Giving(hold, node, hold.mask & mask, hold.days[0].start)
    for flow in index.sharing.get(node, ()):
        given, first = _carried(index, flow, mask, until)
        if given:
            yield Giving(flow, node, given, first)


def _carried(index: Index, flow: Sharing, mask: Mask, until: int) -> tuple[Mask, int]:
    given, first = 0, NEVER
    for bit in single_bits(mask):
        sources = flow.sources_of(bit)
        if sources:
            days = _sent_on(index, flow, sources)
            if days and days[0].start <= until:
                given |= bit
                first = min(first, days[0].start)
    return given, first


def _sent_on(index: Index, flow: Sharing, sources: Mask) -> Days:
    """Give the days in the flow's window on which its sender has any of these."""
    days: list[Days] = [
        meet_days(meet_days(flow.days, when), index.history(piece).days_with(sources))
        for piece, when in index.pieces(flow.sender)
    ]
    return tuple(sorted(window for some in days for window in some))
