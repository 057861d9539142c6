"""The memory engine: plain integers as bit sets, one walk through the days.

On each day only what starts that day is applied, and only what is new travels on, level by level:
what is had by at most k flows first, then k + 1. A shorter way that opens later travels as news
too, since whoever gets a copy later gets it by the shorter way. Nothing is solved anew; where
something is deleted, what still gives it that day gives it again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from dataflow.spreading.spread import Gain, History, Loss, Spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.dates import Window
    from dataflow.world import Collecting, Mask, Operating, Rule, Sharing, World

Dated = TypeVar("Dated", "Collecting", "Sharing", "Rule")

Levels = list["Mask"]
"""At k, what a node has by at most k flows; the last stands for all that follow."""


def spread(world: World) -> Spread:
    """Work out who has what on which day."""
    walk = _Walk(world)
    for day in sorted(walk.calendar):
        walk.live(day)
    given = tuple(walk.given)
    return Spread(world, given, tuple(walk.marked) if world.asks_purpose else given)


class _Day:
    """What happens on one day, before anything travels."""

    __slots__ = ("deletions", "flows", "holds", "operations", "rules")

    def __init__(self) -> None:
        self.deletions: list[tuple[int, Mask]] = []
        self.holds: list[tuple[Collecting, Window]] = []
        self.flows: list[tuple[Sharing, Window]] = []
        self.rules: list[tuple[Rule, Window]] = []
        self.operations: list[Operating] = []


class _Outlet:
    """The flows that a holder shares by, each with its last day.

    Attributes:
        plain: what is only passed on, as it is: (types, receiver, last day). This is what nearly
            all of the time goes into, so nothing has to be looked up for it.
        other: what is also marked, or turned into something else.
    """

    __slots__ = ("other", "plain")

    def __init__(self) -> None:
        self.plain: list[tuple[Mask, int, int]] = []
        self.other: list[tuple[int, Sharing]] = []

    def add(self, end: int, flow: Sharing) -> None:
        if flow.wanted or flow.turned:
            self.other.append((end, flow))
        else:
            self.plain.append((flow.same, flow.receiver, end))


class _Walk:
    """The state of the walk: who has what today, and what is in force today."""

    def __init__(self, world: World) -> None:
        count = len(world.holders)
        self.world = world
        self.today = 0
        self.levels: list[Levels] = [[0] for _ in range(count)]
        self.marked_levels: list[Levels] = [[0] for _ in range(count)]
        self.given = [History() for _ in range(count)]
        self.marked = [History() for _ in range(count)] if world.asks_purpose else []
        self.gained = 0
        self.outgoing = [_Outlet() for _ in range(count)]
        self.services: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        self.operators: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        self.rules: list[tuple[int, Rule]] = []
        self.news: list[dict[int, Mask]] = []
        self.marked_news: list[dict[int, Mask]] = []
        self.is_company = [holder.is_company for holder in world.holders]
        self.calendar = self._make_calendar()

    def _make_calendar(self) -> dict[int, _Day]:
        calendar: dict[int, _Day] = defaultdict(_Day)
        world = self.world
        for hold, window in _windows(world.holds):
            calendar[window.start].holds.append((hold, window))
        for flow, window in _windows(world.flows):
            calendar[window.start].flows.append((flow, window))
        for rule, window in _windows(world.rules):
            calendar[window.start].rules.append((rule, window))
        for one in world.operations:
            calendar[one.window.start].operations.append(one)
        for day, node, mask in world.deletions:
            calendar[day].deletions.append((node, mask))
        return calendar

    def live(self, day: int) -> None:
        """Live through a day: what is deleted goes, what starts starts, and news travels."""
        self.today = day
        events = self.calendar[day]
        for one in events.operations:
            self.services[one.company].append((one.window.end, one.service))
            self.operators[one.service].append((one.window.end, one.company))
        lost = self._delete(events.deletions)
        for hold, _ in events.holds:
            self._collect(hold)
        for rule, window in events.rules:
            self.rules.append((window.end, rule))
            self._apply_everywhere(rule)
        for flow, window in events.flows:
            self.outgoing[flow.sender].add(window.end, flow)
            self._share(flow)
        for one in events.operations:
            self._take_over(one)
        if lost:
            self._give_again(lost)
        self._travel()

    # who works for whom today

    def _running(self, pairs: list[tuple[int, int]]) -> list[int]:
        # each once: two windows of one operator are still one operator
        return list(dict.fromkeys([node for end, node in pairs if end >= self.today]))

    def _pieces(self, node: int) -> list[int]:
        """Give where what a holder has lies: itself, and the services that it operates today."""
        return [node, *self._running(self.services[node])] if self.services[node] else [node]

    def _holding(self, node: int) -> list[int]:
        """Give who has what lies here: the holder itself, and the companies that operate it."""
        return [node, *self._running(self.operators[node])] if self.operators[node] else [node]

    # what happens before news travels

    def _delete(self, deletions: Iterable[tuple[int, Mask]]) -> set[int]:
        lost: dict[int, Mask] = defaultdict(int)
        for node, mask in deletions:
            for piece in self._pieces(node):
                lost[piece] |= mask
        for node, mask in lost.items():
            for levels in (self.levels[node], self.marked_levels[node]):
                levels[:] = [level & ~mask for level in levels]
            self.given[node].losses.append(Loss(self.today, mask))
            if self.marked:
                self.marked[node].losses.append(Loss(self.today, mask))
        return set(lost)

    def _collect(self, hold: Collecting) -> None:
        self._tell(hold.node, hold.mask, 0)
        if hold.wanted:
            self._tell_marked(hold.node, hold.mask, 0)

    def _share(self, flow: Sharing) -> None:
        """Let a flow carry all that its sender has already."""
        for piece in self._pieces(flow.sender):
            levels = self.levels[piece]
            if flow.wanted or flow.turned:
                for hops, news in _steps(levels):
                    self._carry(flow, news, hops)
            elif levels[-1] & flow.same:
                self._share_plainly(flow, levels)

    def _share_plainly(self, flow: Sharing, levels: Levels) -> None:
        """Do what `_share` does for a flow that only passes on, as nearly all do, in less time."""
        same, had, below = flow.same, self.levels[flow.receiver], 0
        for hops, level in enumerate(levels):
            arriving = level & same
            if arriving != below:
                new = arriving & ~below & ~_at(had, hops + 1)
                if new:
                    self._tell(flow.receiver, new, hops + 1)
                below = arriving

    def _share_all(self, sender: int, news: Mask, hops: int) -> None:
        """Let all flows of a holder carry news."""
        today, above, known = self.today, hops + 1, self.levels
        at = self._news_at(above)
        for same, receiver, end in self.outgoing[sender].plain:
            arriving = news & same
            if arriving and end >= today:
                levels = known[receiver]
                new = arriving & ~(levels[above] if above < len(levels) else levels[-1])
                if new:
                    at[receiver] = at.get(receiver, 0) | new
        for end, flow in self.outgoing[sender].other:
            if end >= today:
                self._carry(flow, news, hops)

    def _carry(self, flow: Sharing, news: Mask, hops: int) -> None:
        arriving = flow.arriving(news)
        if arriving:
            self._tell(flow.receiver, arriving, hops + 1)
            if flow.wanted:
                self._tell_marked(flow.receiver, arriving, hops + 1)

    def _take_over(self, one: Operating) -> None:
        """Let a company share and work out what a service that it now operates has."""
        for hops, news in _steps(self.levels[one.service]):
            self._share_all(one.company, news, hops)
        self._work_out([one.company, one.service], -1, 0)

    def _give_again(self, lost: set[int]) -> None:
        """Let whatever is in force today give what was deleted today once more."""
        for hold in self.world.holds:
            if hold.node in lost and any(w.start <= self.today <= w.end for w in hold.days):
                self._collect(hold)
        for flow in self.world.flows:
            if flow.receiver in lost and any(w.start <= self.today <= w.end for w in flow.days):
                self._share(flow)
        for node in lost:
            self._work_out(self._holding(node), -1, 0)

    # how news travels

    def _tell(self, node: int, mask: Mask, hops: int) -> None:
        at = self._news_at(hops)
        at[node] = at.get(node, 0) | mask

    def _news_at(self, hops: int) -> dict[int, Mask]:
        while len(self.news) <= hops:
            self.news.append({})
        return self.news[hops]

    def _tell_marked(self, node: int, mask: Mask, hops: int) -> None:
        while len(self.marked_news) <= hops:
            self.marked_news.append({})
        at = self.marked_news[hops]
        at[node] = at.get(node, 0) | mask

    def _travel(self) -> None:
        """Let news travel, level by level, until nothing is new."""
        hops = 0
        while hops < len(self.news):
            self._pass_on(self._learn(hops), hops)
            hops += 1
        self.news = []
        self._learn_marked()

    def _learn(self, hops: int) -> dict[int, Mask]:
        """Take in the news of one level, and what can be worked out from it without a flow."""
        learned: dict[int, Mask] = {}
        while self.news[hops]:
            batch, self.news[hops] = self.news[hops], {}
            for node, mask in batch.items():
                new = _raise(self.levels[node], mask, hops)
                if not new:
                    continue
                self.given[node].gains.append(Gain(self.today, hops, new, self.gained))
                self.gained += 1
                learned[node] = learned.get(node, 0) | new
                if self.rules:
                    self._work_out(self._holding(node), new, hops)
        return learned

    def _pass_on(self, learned: dict[int, Mask], hops: int) -> None:
        for node, news in learned.items():
            for sender in self._holding(node):
                self._share_all(sender, news, hops)

    def _learn_marked(self) -> None:
        for hops, batch in enumerate(self.marked_news):
            for node, mask in batch.items():
                new = _raise(self.marked_levels[node], mask, hops)
                if new:
                    self.marked[node].gains.append(Gain(self.today, hops, new, self.gained))
        self.marked_news = []

    # derivations

    def _apply_everywhere(self, rule: Rule) -> None:
        for node, levels in enumerate(self.levels):
            if levels[-1] & rule.whole or self.services[node]:
                self._try(rule, node, 0)

    def _work_out(self, nodes: Iterable[int], new: Mask, hops: int) -> None:
        """Try, at these nodes, every rule in force whose body something new belongs to."""
        for end, rule in self.rules:
            if end >= self.today and rule.whole & new:
                for node in nodes:
                    self._try(rule, node, hops)

    def _try(self, rule: Rule, node: int, hops: int) -> None:
        """Tell what a rule gives a node, at the least level from `hops` on at which it does."""
        if rule.by is not None and not self._does(rule.by, node):
            return
        if not self.services[node] and not _could_fire(rule, self.levels[node], hops):
            return
        pieces = self._pieces(node) if self.is_company[node] else [node]
        deepest = max(len(self.levels[piece]) for piece in pieces)
        for level in range(hops, max(deepest, hops + 1)):
            had = [_at(self.levels[piece], level) & rule.whole for piece in pieces]
            if _fires(rule, had):
                self._tell(node, rule.gives, level)
                return

    def _does(self, by: frozenset[int], node: int) -> bool:
        return node in by or not by.isdisjoint(self._running(self.operators[node]))


def _windows(facts: Iterable[Dated]) -> Iterator[tuple[Dated, Window]]:
    """Go through the windows of facts, each with its fact."""
    return ((fact, window) for fact in facts for window in fact.days)


def _could_fire(rule: Rule, levels: Levels, hops: int) -> bool:
    """Say whether one who has no services has the whole body, and not yet what it gives."""
    had = levels[-1]
    return bool(rule.gives & ~_at(levels, hops)) and all(had & part for part in rule.body)


def _fires(rule: Rule, had: list[Mask]) -> bool:
    """Say whether a holder has the whole body, and not all of it in one of its services.

    The first of `had` is what the holder has itself, the others what its services have.
    """
    together = 0
    for piece in had:
        together |= piece
    if not all(together & part for part in rule.body):
        return False
    return bool(had[0]) or sum(map(bool, had)) > 1


def _at(levels: Levels, hops: int) -> Mask:
    return levels[hops] if hops < len(levels) else levels[-1]


def _steps(levels: Levels) -> Iterator[tuple[int, Mask]]:
    """Go through the levels of a node, each with what it adds to the one below."""
    below = 0
    for hops, level in enumerate(levels):
        if level & ~below:
            yield hops, level & ~below
        below = level


def _raise(levels: Levels, mask: Mask, hops: int) -> Mask:
    """Add types at a level and all above it; give those that were not there."""
    new = mask & ~_at(levels, hops)
    if new:
        while len(levels) <= hops:
            levels.append(levels[-1])
        for level in range(hops, len(levels)):
            levels[level] |= new
    return new
