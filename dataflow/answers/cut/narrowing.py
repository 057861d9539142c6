"""What of a world can matter to somebody: the holds and flows from which some data can come there.

What is left out changes nothing of what they have: facts are never taken away by other facts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.engine.index import Index
    from dataflow.engine.world import Mask, Sharing, World


def narrow(index: Index, nodes: Iterable[int], mask: Mask) -> World:
    """Leave out every hold and flow that cannot lead to any of these types at these holders."""
    wanted = _Wanted(index)
    for node in nodes:
        wanted.ask(node, mask)
    wanted.follow()
    world = index.world
    return replace(
        world,
        holds=tuple(hold for hold in world.holds if hold.mask & wanted.masks[hold.node]),
        flows=tuple(flow for flow in world.flows if wanted.carries(flow)),
    )


class _Wanted:
    """Which types at which node may lead there, found backwards."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.masks: dict[int, Mask] = defaultdict(int)
        self.waiting: list[tuple[int, Mask]] = []

    def ask(self, holder: int, mask: Mask) -> None:
        """Want these types at a holder, and at whatever it ever operates."""
        for piece in self.index.piece_days(holder):
            new = mask & ~self.masks[piece]
            if new:
                self.masks[piece] |= new
                self.waiting.append((piece, new))

    def follow(self) -> None:
        """Want whatever makes what is wanted, until nothing is new."""
        while self.waiting:
            node, mask = self.waiting.pop()
            for flow in self.index.sharing.get(node, ()):
                needed = _sent_for(flow, mask)
                if needed:
                    self.ask(flow.sender, needed)
            for rule in self.index.world.rules:
                if rule.gives & mask:
                    self.ask(node, rule.whole)

    def carries(self, flow: Sharing) -> bool:
        """Say whether a flow ever carries something that makes what is wanted of its receiver."""
        needed = _sent_for(flow, self.masks[flow.receiver])
        return bool(needed) and any(
            self.index.history(piece).had_ever() & needed
            for piece in self.index.piece_days(flow.sender)
        )


def _sent_for(flow: Sharing, mask: Mask) -> Mask:
    """Give what a flow takes to make any of these types arrive."""
    needed = flow.same & mask
    for taken, given in flow.turned:
        if given & mask:
            needed |= taken
    return needed
