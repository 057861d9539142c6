"""What a rule was applied to: for each type of its body, a fact that was there before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import includes
from dataflow.engine.index import Fact, single_bits

if TYPE_CHECKING:
    from dataflow.engine.index import Index
    from dataflow.engine.spread import Gain
    from dataflow.engine.world import Mask, Rule

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
