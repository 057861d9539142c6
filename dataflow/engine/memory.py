"""The memory engine: plain integers as bit sets, one walk through the days.

What people have on a day is the least fixpoint of the rules, given what they kept from the day
before. It is found by semi-naive evaluation (Bancilhon, "Naive evaluation of recursively defined
relations", 1986; Abiteboul, Hull and Vianu, *Foundations of Databases*, 1995, chapter 13): on each
day only what starts that day is applied, and only what is new travels on. So a fact costs its own
news, not another round over everybody.

News travels level by level: what is had by at most k flows first, then k + 1. The invariant is that
when level k is taken in, all levels below it are final for the day: a flow leads from k to k + 1,
and a derivation stays on its level, so it is repeated there until nothing is new. (So Dijkstra's
order holds although rules join several facts: Knuth, Information Processing Letters 6 (1), 1977.)
A shorter way that opens later travels as news too, since whoever gets a copy later gets it by the
shorter way.

Facts go away by deletions alone, at the start of a day, and never because another fact went: copies
stay. So nothing is solved anew; where something is deleted, what still gives it that day gives it
again, and that is looked for once everything else of the day has started.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataflow.common.dates import includes
from dataflow.engine.spread import Gain, History, Levels, Loss, Spread
from dataflow.engine.world import Collecting, Mask, Operating, Rule, Sharing, World, join_masks

if TYPE_CHECKING:
    from collections.abc import Iterable


def spread(world: World) -> Spread:
    """Work out who has what on which day."""
    walk = _Walk(world)
    for day in sorted(walk.calendar):
        walk.live(day)
    given = tuple(walk.given)
    return Spread(world, given, tuple(walk.marked_given) if world.asks_purpose else given)


@dataclass(slots=True, eq=False)
class _Day:
    """What happens on one day, before anything travels; what starts stands with its last day."""

    deletions: list[tuple[int, Mask]] = field(default_factory=list)
    holds: list[Collecting] = field(default_factory=list)
    plain: list[Plain] = field(default_factory=list)
    other: list[tuple[int, Sharing]] = field(default_factory=list)
    rules: list[tuple[int, Rule]] = field(default_factory=list)
    operations: list[Operating] = field(default_factory=list)


Plain = tuple[int, "Mask", int, int]
"""A flow that only passes on, as nearly all do: (sender, types, receiver, last day)."""


@dataclass(slots=True, eq=False)
class _Outlet:
    """The flows that a holder shares by.

    Attributes:
        plain: those that only pass on: nearly all of the time goes into them.
        any: all their types together.
        other: those that are also marked, or turn what they carry into something else.
    """

    any: Mask = 0
    plain: list[Plain] = field(default_factory=list)
    other: list[tuple[int, Sharing]] = field(default_factory=list)


class _Walk:
    """The state of the walk: who has what today, and what is in force today.

    Attributes:
        levels: per node, what it has.
        marked: the same, of what counts for the purpose that is asked about.
        given, marked_given: what happened at each node.
        outlets: per holder, the flows by which it shares.
        services, operators: per company and per service, the other one, with the last day.
        news: by number of flows, what each node is about to be given.
    """

    def __init__(self, world: World) -> None:
        nodes = range(len(world.holders))
        marked = nodes if world.asks_purpose else ()
        self.world = world
        self.today = 0
        self.levels = [Levels() for _ in nodes]
        self.given = [History() for _ in nodes]
        self.marked = [Levels() for _ in marked]
        self.marked_given = [History() for _ in marked]
        self.gained = 0
        self.outlets = [_Outlet() for _ in nodes]
        self.services: list[list[tuple[int, int]]] = [[] for _ in nodes]
        self.operators: list[list[tuple[int, int]]] = [[] for _ in nodes]
        self.rules: list[tuple[int, Rule]] = []
        self.news: dict[int, dict[int, Mask]] = defaultdict(dict)
        self.marked_news: dict[int, dict[int, Mask]] = defaultdict(dict)
        self.is_company = [holder.is_company for holder in world.holders]
        self.calendar = self._make_calendar()

    def _make_calendar(self) -> dict[int, _Day]:
        calendar: dict[int, _Day] = defaultdict(_Day)
        self._enter_flows(calendar)
        for hold in self.world.holds:
            for start, _ in hold.days:
                calendar[start].holds.append(hold)
        for rule in self.world.rules:
            for start, end in rule.days:
                calendar[start].rules.append((end, rule))
        for operation in self.world.operations:
            calendar[operation.window.start].operations.append(operation)
        for day, node, mask in self.world.deletions:
            calendar[day].deletions.append((node, mask))
        return calendar

    def _enter_flows(self, calendar: dict[int, _Day]) -> None:
        # equal masks and nodes become one object each: what lies together in memory is faster
        masks: dict[Mask, Mask] = {}
        nodes = list(range(len(self.levels)))
        for flow in self.world.flows:
            for start, end in flow.days:
                if flow.wanted or flow.turned:
                    calendar[start].other.append((end, flow))
                else:
                    same = masks.setdefault(flow.same, flow.same)
                    calendar[start].plain.append((flow.sender, same, nodes[flow.receiver], end))

    def live(self, day: int) -> None:
        """Live through a day: what is deleted goes, what starts starts, and news travels."""
        self.today = day
        events = self.calendar[day]
        for operation in events.operations:
            self.services[operation.company].append((operation.window.end, operation.service))
            self.operators[operation.service].append((operation.window.end, operation.company))
        lost = self._delete(events.deletions)
        for hold in events.holds:
            self._collect(hold)
        for end, rule in events.rules:
            self.rules.append((end, rule))
            self._apply_everywhere(rule)
        for end, flow in events.other:
            self.outlets[flow.sender].other.append((end, flow))
            self._share(flow)
        self._begin(events.plain)
        for operation in events.operations:
            self._take_over(operation)
        if lost:
            self._give_again(lost)
        self._travel()

    # who works for whom today

    def _running(self, pairs: list[tuple[int, int]]) -> list[int]:
        # each once: two windows of one operator are still one operator
        return list(dict.fromkeys([node for end, node in pairs if end >= self.today]))

    def _surely_running(self, company: int) -> list[int]:
        """Return the services that a company firmly operates today: no other is sure to delete."""
        return [
            operation.service
            for operation in self.world.operations
            if operation.company == company
            and operation.window.start <= self.today <= operation.window.end
            and operation.cause.is_firm
        ]

    def _pieces(self, node: int) -> list[int]:
        """Return where a holder's data lies: itself, and the services that it operates today."""
        return [node, *self._running(self.services[node])] if self.services[node] else [node]

    def _holding(self, node: int) -> list[int]:
        """Return who has what lies here: the holder itself, and the companies that operate it."""
        return [node, *self._running(self.operators[node])] if self.operators[node] else [node]

    # what happens before news travels

    def _delete(self, deletions: Iterable[tuple[int, Mask]]) -> set[int]:
        lost: dict[int, Mask] = defaultdict(int)
        for node, mask in deletions:
            for piece in (node, *self._surely_running(node)):
                lost[piece] |= mask
        for node, mask in lost.items():
            self.levels[node].lose(mask)
            self.given[node].losses.append(Loss(self.today, mask))
            if self.marked:
                self.marked[node].lose(mask)
                self.marked_given[node].losses.append(Loss(self.today, mask))
        return set(lost)

    def _collect(self, hold: Collecting) -> None:
        self._tell(hold.node, hold.mask, 0, wanted=hold.wanted)

    def _share(self, flow: Sharing) -> None:
        """Let a flow carry all that its sender has already."""
        for piece in self._pieces(flow.sender):
            for hops, news in self.levels[piece].steps():
                self._carry(flow, news, hops)

    def _begin(self, flows: Iterable[Plain]) -> None:
        """Let flows that only pass on begin, with what their senders have already."""
        outlets, known, services = self.outlets, self.levels, self.services
        for flow in flows:
            sender, same, receiver, _ = flow
            outlet = outlets[sender]
            outlet.any |= same
            outlet.plain.append(flow)
            arriving = known[sender].had & same
            if arriving or services[sender]:
                to = known[receiver]
                # whatever arrives comes by one flow at least
                if services[sender] or arriving & ~(to.had if to.deepest <= 1 else to.at(1)):
                    self._pass_on(sender, same, receiver)

    def _pass_on(self, sender: int, same: Mask, receiver: int) -> None:
        """Do what `_share` does for a flow that only passes on."""
        to = self.levels[receiver]
        for piece in self._pieces(sender) if self.services[sender] else (sender,):
            levels, below = self.levels[piece], 0
            if levels.had & same:
                for hops, had in zip(levels.hops, levels.masks, strict=True):
                    arriving = had & same
                    if arriving != below:
                        new = arriving & ~below & ~to.at(hops + 1)
                        below = arriving
                        if new:
                            self._tell(receiver, new, hops + 1)

    def _share_all(self, sender: int, news: Mask, hops: int) -> None:
        """Let all flows of a holder carry news."""
        outlet = self.outlets[sender]
        if news & outlet.any:
            today, above, known = self.today, hops + 1, self.levels
            at = self.news[above]
            for _, same, receiver, end in outlet.plain:
                arriving = news & same
                if arriving and end >= today:
                    to = known[receiver]
                    new = arriving & ~(to.had if above >= to.deepest else to.at(above))
                    if new:
                        at[receiver] = at.get(receiver, 0) | new
        for end, flow in outlet.other:
            if end >= self.today:
                self._carry(flow, news, hops)

    def _carry(self, flow: Sharing, news: Mask, hops: int) -> None:
        arriving = flow.arriving(news)
        if arriving:
            self._tell(flow.receiver, arriving, hops + 1, wanted=flow.wanted)

    def _take_over(self, operation: Operating) -> None:
        """Let a company share and work out what a service that it now operates has."""
        for hops, news in self.levels[operation.service].steps():
            self._share_all(operation.company, news, hops)
        self._work_out([operation.company, operation.service], -1, 0)

    def _give_again(self, lost: set[int]) -> None:
        """Let whatever is in force today give what was deleted today once more."""
        for hold in self.world.holds:
            if hold.node in lost and includes(hold.days, self.today):
                self._collect(hold)
        for flow in self.world.flows:
            if flow.receiver in lost and includes(flow.days, self.today):
                self._share(flow)
        for node in lost:
            self._work_out(self._holding(node), -1, 0)

    # how news travels

    def _tell(self, node: int, mask: Mask, hops: int, *, wanted: bool = False) -> None:
        """Note what a node is about to be given; `wanted`: for the purpose that is asked about."""
        at = self.news[hops]
        at[node] = at.get(node, 0) | mask
        if wanted:
            at = self.marked_news[hops]
            at[node] = at.get(node, 0) | mask

    def _travel(self) -> None:
        """Let news travel, level by level, until nothing is new."""
        while self.news:
            hops = min(self.news)
            for node, news in self._learn(hops).items():
                for sender in self._holding(node) if self.operators[node] else (node,):
                    self._share_all(sender, news, hops)
        self._learn_marked()

    def _learn(self, hops: int) -> dict[int, Mask]:
        """Take in the news of one level, and what can be worked out from it without a flow."""
        learned: dict[int, Mask] = {}
        while batch := self.news.pop(hops, None):
            for node, mask in batch.items():
                new = self.levels[node].add(mask, hops)
                if not new:
                    continue
                self.given[node].gains.append(Gain(self.today, hops, new, self.gained))
                self.gained += 1
                learned[node] = learned.get(node, 0) | new
                if self.rules:
                    self._work_out(self._holding(node), new, hops)
        return learned

    def _learn_marked(self) -> None:
        for hops, batch in sorted(self.marked_news.items()):
            for node, mask in batch.items():
                new = self.marked[node].add(mask, hops)
                if new:
                    self.marked_given[node].gains.append(Gain(self.today, hops, new, self.gained))
        self.marked_news.clear()

    # derivations

    def _apply_everywhere(self, rule: Rule) -> None:
        for node, levels in enumerate(self.levels):
            if levels.had & rule.whole or self.services[node]:
                self._try(rule, node, 0)

    def _work_out(self, nodes: Iterable[int], new: Mask, hops: int) -> None:
        """Try, at these nodes, every rule in force whose body something new belongs to."""
        for end, rule in self.rules:
            if end >= self.today and rule.whole & new:
                for node in nodes:
                    self._try(rule, node, hops)

    def _try(self, rule: Rule, node: int, hops: int) -> None:
        """Tell what a rule gives a node, at the least level from `hops` on at which it does.

        Levels below `hops` were tried when what they have was learned: only something new at this
        level has brought us here. At a level that adds nothing the rule gives nothing more.
        """
        if not self._is_for(rule, node):
            return
        if not self.services[node] and not _could_fire(rule, self.levels[node], hops):
            return
        pieces = self._pieces(node) if self.is_company[node] else [node]
        deeper = {level for piece in pieces for level in self.levels[piece].hops if level > hops}
        for level in (hops, *sorted(deeper)):
            had = [self.levels[piece].at(level) & rule.whole for piece in pieces]
            if _fires(rule, had):
                self._tell(node, rule.gives, level)
                return

    def _is_for(self, rule: Rule, node: int) -> bool:
        """Return whether a rule is for anybody, for a node, or for a company that operates it."""
        if rule.by is None or node in rule.by:
            return True
        return not rule.by.isdisjoint(self._running(self.operators[node]))


def _could_fire(rule: Rule, levels: Levels, hops: int) -> bool:
    """Return whether one who has no services has the whole body, and not yet what it gives."""
    had = levels.had
    return bool(rule.gives & ~levels.at(hops)) and all(had & part for part in rule.body)


def _fires(rule: Rule, had: list[Mask]) -> bool:
    """Return whether a holder has the whole body, and not all of it in one of its services.

    The first of `had` is what the holder has itself, the others what its services have.
    """
    together = join_masks(had)
    if not all(together & part for part in rule.body):
        return False
    return bool(had[0]) or sum(map(bool, had)) > 1
