"""What leads to each node of a world: the ways back along which evidence is looked for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from dataflow.common.dates import WHOLE, Days, Window, includes, join_days, meet_days
from dataflow.engine.world import Collecting, Rule, Sharing, bits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dataflow.engine.spread import History, Spread
    from dataflow.engine.world import Mask

Cause = Collecting | Sharing | Rule
"""What can give a fact."""


class Fact(NamedTuple):
    """A node has a data type: `bit` is a mask of one."""

    node: int
    bit: Mask


class Index:
    """A spread, with what leads to each node."""

    def __init__(self, spread: Spread) -> None:
        """Take a spread; the work is linear in the size of its world."""
        self.spread, self.world = spread, spread.world
        self.collecting: dict[int, list[Collecting]] = defaultdict(list)
        self.sharing: dict[int, list[Sharing]] = defaultdict(list)
        self._services: dict[int, list[tuple[int, Window]]] = defaultdict(list)
        self._operators: dict[int, list[tuple[int, Window]]] = defaultdict(list)
        self._pieces: dict[int, Mapping[int, Days]] = {}
        for hold in self.world.holds:
            self.collecting[hold.node].append(hold)
        for flow in self.world.flows:
            self.sharing[flow.receiver].append(flow)
        for one in self.world.operations:
            self._services[one.company].append((one.service, one.window))
            self._operators[one.service].append((one.company, one.window))

    def history(self, node: int, *, counted: bool = False) -> History:
        """Give what happened at a node; `counted`: only what the question's purpose counts."""
        return (self.spread.counted if counted else self.spread.given)[node]

    def pieces(self, node: int) -> Iterable[tuple[int, Days]]:
        """Give where what a holder has lies (itself, its services), and on which days."""
        return self.piece_days(node).items()

    def piece_days(self, node: int) -> Mapping[int, Days]:
        """Give the same by piece."""
        if node not in self._pieces:
            windows: dict[int, list[Window]] = {node: [WHOLE]}
            for service, window in self._services.get(node, ()):
                windows.setdefault(service, []).append(window)
            self._pieces[node] = {piece: join_days(runs) for piece, runs in windows.items()}
        return self._pieces[node]

    def pieces_on(self, node: int, day: int) -> list[int]:
        """Give where what a holder has lies on one day."""
        return [piece for piece, days in self.pieces(node) if includes(days, day)]

    def doing_days(self, rule: Rule, node: int) -> Days:
        """Give the days on which a rule is for a node: for anybody, it, or its operator."""
        if rule.by is None or node in rule.by:
            return rule.days
        operated = [w for company, w in self._operators.get(node, ()) if company in rule.by]
        return meet_days(rule.days, join_days(operated))


def single_bits(mask: Mask) -> Iterable[Mask]:
    """Take a mask apart into masks of one type each."""
    return (1 << number for number in bits_of(mask))
