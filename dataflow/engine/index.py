"""What leads to each node of a world, so that evidence can be looked for backwards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from dataflow.common.dates import WHOLE, Days, Window, includes, join_days, meet_days
from dataflow.engine.world import (
    Collecting,
    Mask,
    Operating,
    Rule,
    Sharing,
    World,
    bits_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dataflow.engine.spread import History, Spread
    from dataflow.model import Operation


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
        self._operations: dict[tuple[int, int], list[Operating]] = defaultdict(list)
        self._pieces: dict[int, Mapping[int, Days]] = {}
        for hold in self.world.holds:
            self.collecting[hold.node].append(hold)
        for flow in self.world.flows:
            self.sharing[flow.receiver].append(flow)
        for operation in self.world.operations:
            company, service, window = operation.company, operation.service, operation.window
            self._operations[company, service].append(operation)
            self._services[company].append((service, window))
            self._operators[service].append((company, window))

    def history(self, node: int, *, counted: bool = False) -> History:
        """Return what happened at a node; `counted`: only what the question's purpose counts."""
        return (self.spread.counted if counted else self.spread.given)[node]

    def pieces(self, node: int) -> Mapping[int, Days]:
        """Return where what a holder has lies (itself, its services), and on which days."""
        if node not in self._pieces:
            windows: dict[int, list[Window]] = {node: [WHOLE]}
            for service, window in self._services.get(node, ()):
                windows.setdefault(service, []).append(window)
            self._pieces[node] = {piece: join_days(runs) for piece, runs in windows.items()}
        return self._pieces[node]

    def pieces_on(self, node: int, day: int) -> list[int]:
        """Return where a holder's data lies on one day."""
        return [piece for piece, days in self.pieces(node).items() if includes(days, day)]

    def run_of(self, node: int, piece: int, day: int) -> Window:
        """Return the run of days, around one, on which a holder's data lies in a piece."""
        return next(run for run in self.pieces(node)[piece] if run.start <= day <= run.end)

    def operations_from(self, company: int, service: int, day: int) -> tuple[Operation, ...]:
        """Return by which statements a company operates a service from a day on."""
        known = self._operations.get((company, service), ())
        return tuple(each.cause for each in known if each.window.start == day)

    def days_in_force(self, cause: Cause, node: int) -> Days:
        """Return the days on which a cause is in force for a node.

        That is all its days, but for a rule that names who applies it: it is in force for those
        named, and for what they operate.
        """
        if not isinstance(cause, Rule) or cause.by is None or node in cause.by:
            return cause.days
        operated = [w for company, w in self._operators.get(node, ()) if company in cause.by]
        return meet_days(cause.days, join_days(operated))

    # what can have given a fact

    def holds_giving(self, fact: Fact, *, wanted: bool) -> Iterator[Collecting]:
        """Yield the holds that give a fact; `wanted`: only those for the purpose asked about."""
        for hold in self.collecting.get(fact.node, ()):
            if hold.mask & fact.bit and (hold.wanted or not wanted):
                yield hold

    def flows_giving(self, fact: Fact, *, wanted: bool) -> Iterator[tuple[Sharing, Mask]]:
        """Yield likewise the flows, each with the types of which it takes any one."""
        for flow in self.sharing.get(fact.node, ()):
            sources = flow.sources_of(fact.bit)
            if sources and (flow.wanted or not wanted):
                yield flow, sources

    def rules_giving(self, fact: Fact) -> Iterator[Rule]:
        """Yield the rules that give a fact, if their body is there."""
        return (rule for rule in self.world.rules if rule.gives & fact.bit)

    def facts(self, pieces: Iterable[int], mask: Mask, *, counted: bool = False) -> list[Fact]:
        """Return which of these types are at these nodes on any day."""
        return [
            Fact(piece, bit)
            for piece in pieces
            for bit in single_bits(mask & self.history(piece, counted=counted).had_ever())
        ]


def single_bits(mask: Mask) -> Iterable[Mask]:
    """Take a mask apart into masks of one type each."""
    return (1 << number for number in bits_of(mask))


def narrow(index: Index, nodes: Iterable[int], mask: Mask) -> World:
    """Return a world without the holds and flows that cannot lead to these types at these nodes.

    What is left out changes nothing of what they have: a fact never takes another one away.
    """
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
        for piece in self.index.pieces(holder):
            new = mask & ~self.masks[piece]
            if new:
                self.masks[piece] |= new
                self.waiting.append((piece, new))

    def follow(self) -> None:
        """Want whatever makes what is wanted, until nothing is new."""
        while self.waiting:
            node, mask = self.waiting.pop()
            for flow in self.index.sharing.get(node, ()):
                needed = flow.sources_of(mask)
                if needed:
                    self.ask(flow.sender, needed)
            for rule in self.index.world.rules:
                if rule.gives & mask:
                    self.ask(node, rule.whole)

    def carries(self, flow: Sharing) -> bool:
        """Return whether a flow ever carries something that leads to what is wanted."""
        needed = flow.sources_of(self.masks[flow.receiver])
        return bool(needed) and any(
            self.index.history(piece).had_ever() & needed
            for piece in self.index.pieces(flow.sender)
        )
