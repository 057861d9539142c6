"""What a rule was applied to: for each type of its body, a fact that was there before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataflow.common.dates import NEVER, includes, meet_days
from dataflow.engine.index import Fact, single_bits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.common.dates import Days
    from dataflow.engine.index import Index
    from dataflow.engine.spread import Gain
    from dataflow.engine.world import Collecting, Mask, Rule, Sharing


Needed = tuple[Fact, int]
"""A fact of the body, and by how few flows it is had."""


def choose_body(index: Index, rule: Rule, node: int, gain: Gain) -> list[Needed] | None:
    """Choose the facts by which a rule gave a node something with this gain.

    Only what was gained before counts, by at most as many flows; nearest facts first. None where
    the rule cannot have given it.
    """
    if not includes(index.doing_days(rule, node), gain.day):
        return None
    pieces = [node]
    if index.world.holders[node].is_company:
        pieces = index.pieces_on(node, gain.day)
    chosen = [_nearest(index, pieces, part, gain) for part in rule.body]
    body = [needed for needed in chosen if needed is not None]
    if len(body) < len(chosen):
        return None
    holders = {fact.node for fact, _ in body}
    if len(holders) > 1 or node in holders:
        return body
    return _with_witness(
        index, [piece for piece in pieces if piece not in holders], rule, gain, body
    )


def _with_witness(
    index: Index, others: list[int], rule: Rule, gain: Gain, body: list[Needed]
) -> list[Needed] | None:
    """Show that not all of the body lies in one service: bring in a fact from elsewhere."""
    witness = _nearest(index, others, rule.whole, gain)
    if witness is None:
        return None
    if len(body) > 1:
        for number, part in enumerate(rule.body):
            if part & witness[0].bit:
                return [*body[:number], witness, *body[number + 1 :]]
    return [*body, witness]


def _nearest(index: Index, pieces: list[int], mask: Mask, gain: Gain) -> Needed | None:
    found = []
    for piece in pieces:
        history = index.history(piece)
        for bit in single_bits(mask & history.had_ever()):
            least = history.least(bit, gain.day)
            if least and least.hops <= gain.hops and least.order < gain.order:
                found.append((least.hops, piece, bit))
    if not found:
        return None
    hops, piece, bit = min(found)
    return Fact(piece, bit), hops


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
