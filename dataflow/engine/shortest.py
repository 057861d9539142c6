"""The path behind a fact with the fewest flows, first in the order of flow ids, origin first.

A path is found backwards: which holds, flows and rules gave the fact since it was last deleted, on
a day on which their sender had it by one flow less.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dataflow.common.dates import Days, Window, join_days, meet_days
from dataflow.engine.index import Cause, Fact, Index, single_bits
from dataflow.engine.steps import choose_body
from dataflow.engine.world import Collecting, Rule, Sharing

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator


class State(NamedTuple):
    """A fact that is had on a day by so many flows and no fewer.

    `counted`: had in the way that the question's purpose counts.
    """

    fact: Fact
    day: int
    hops: int
    counted: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One way in which a fact was given: by what, from which states."""

    cause: Cause
    needs: tuple[State, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of a path.

    Attributes:
        cause: the hold, flow or rule.
        fact: what the step gives.
        needs: the numbers of the steps that it takes, all before it.
        day: the first day on which it can have happened as a part of this path.
    """

    cause: Cause
    fact: Fact
    needs: tuple[int, ...]
    day: int


class Shortest:
    """Finds shortest paths in one spread, and remembers what it found."""

    def __init__(self, index: Index) -> None:
        """Take what leads to each node."""
        self.index = index
        self._links: dict[State, Link] = {}
        self._given: dict[State, Days] = {}

    def choose(self, targets: list[State]) -> State:
        """Give the state, among these, whose path is the first in the order of flow ids."""
        for target in targets:
            self._resolve(target)
        if len(targets) == 1:
            return targets[0]
        return min(targets, key=lambda target: (self._sequence(target), target))

    def path_to(self, target: State) -> list[Step]:
        """Give the path to a state that was chosen."""
        return self.paths_to([target])

    def paths_to(self, targets: Iterable[State]) -> list[Step]:
        """Give the paths to states that were chosen; what several of them share stands once."""
        order: dict[State, None] = {}
        for target in targets:
            order |= dict.fromkeys(self.before(target, order) if target not in order else ())
        numbers = {state: number for number, state in enumerate(order)}
        return [
            Step(
                self._links[state].cause,
                state.fact,
                tuple(numbers[need] for need in self._links[state].needs),
                self.day_of(state),
            )
            for state in order
        ]

    def link_to(self, state: State) -> Link:
        """Give the last link of the path to a state that was chosen."""
        return self._links[state]

    def before(self, target: State, known: Container[State]) -> list[State]:
        """List a state and all behind it that are not known, each after those that it needs."""
        order: dict[State, None] = {}
        waiting = [target]
        while waiting:
            state = waiting[-1]
            needs = self._links[state].needs
            missing = [need for need in needs if need not in order and need not in known]
            if missing:
                waiting.extend(reversed(missing))
                continue
            waiting.pop()
            order.setdefault(state)
        return list(order)

    def day_of(self, state: State) -> int:
        """Give the first day on which a state can have been given by its path."""
        for one in self.before(state, self._given) if state not in self._given else ():
            self._given[one] = self._given_on(one)
        return self._given[state][0].start

    def _resolve(self, target: State) -> None:
        """Choose the link of a state and of all that it needs; a loop, since chains are long."""
        waiting = [self._opened(target)]
        while waiting:
            state, links, needs = waiting[-1]
            # what was passed over is resolved, and stays so: a hub has thousands of links
            need = next((one for one in needs if one not in self._links), None)
            if state in self._links or need is None:
                waiting.pop()
                if state not in self._links:
                    self._links[state] = self._choose(links)
            else:
                waiting.append(self._opened(need))

    def _opened(self, state: State) -> tuple[State, list[Link], Iterator[State]]:
        """Give a state with the links that may lead to it, and all that these need."""
        links = list(self._candidates(state))
        return state, links, (need for link in links for need in link.needs)

    def _choose(self, links: list[Link]) -> Link:
        return links[0] if len(links) == 1 else min(links, key=self._order)

    def _order(self, link: Link) -> tuple[object, ...]:
        ids = [flow for need in link.needs for flow in self._sequence(need)]
        rank = (Collecting, Rule, Sharing).index(type(link.cause))
        name = "" if isinstance(link.cause, Collecting) else link.cause.cause.id
        if isinstance(link.cause, Sharing):
            ids.append(name)
        return (ids, rank, name, link.needs)

    def _sequence(self, state: State) -> list[str]:
        """Give the ids of the flows of a state's path, origin first."""
        causes = [self._links[one].cause for one in self.before(state, ())]
        return [cause.cause.id for cause in causes if isinstance(cause, Sharing)]

    # what can have given a state

    def _candidates(self, state: State) -> Iterator[Link]:
        since = self._since(state)
        span = (Window(since, state.day),)
        if state.hops == 0:
            yield from self._holds(state, span)
        else:
            yield from self._flows(state, span)
        if not state.counted:
            yield from self._rules(state)

    def _since(self, state: State) -> int:
        history = self.index.history(state.fact.node)
        return history.lost_before(state.fact.bit, state.day)

    def _holds(self, state: State, span: Days) -> Iterator[Link]:
        for hold in self.index.collecting.get(state.fact.node, ()):
            fits = hold.mask & state.fact.bit and (hold.wanted or not state.counted)
            if fits and meet_days(hold.days, span):
                yield Link(hold, ())

    def _flows(self, state: State, span: Days) -> Iterator[Link]:
        for flow in self.index.sharing.get(state.fact.node, ()):
            sources = flow.sources_of(state.fact.bit)
            if not sources or (state.counted and not flow.wanted):
                continue
            open_days = meet_days(flow.days, span)
            for piece, days in self.index.pieces(flow.sender) if open_days else ():
                when = meet_days(open_days, days)
                for bit in single_bits(sources):
                    for need in self._sent(Fact(piece, bit), when, state.hops - 1):
                        yield Link(flow, (need,))

    def _sent(self, fact: Fact, when: Days, hops: int) -> Iterator[State]:
        """Give, for each stretch between deletions, the last day on which it can be sent."""
        for run in self.index.history(fact.node).runs_within(fact.bit, hops):
            open_days = meet_days(when, (run,))
            if open_days:
                yield State(fact, open_days[-1].end, hops)

    def _rules(self, state: State) -> Iterator[Link]:
        """Give the rules that can have given a fact on the day that it came in this many flows."""
        gain = self.index.history(state.fact.node).least(state.fact.bit, state.day)
        if gain is None:
            return
        for rule in self.index.world.rules:
            if rule.gives & state.fact.bit:
                body = choose_body(self.index, rule, state.fact.node, gain)
                if body:
                    yield Link(rule, tuple(State(fact, gain.day, hops) for fact, hops in body))

    # states → days

    def _given_on(self, state: State) -> Days:
        """Give the days on which its link can have given a state, since it was last deleted."""
        link = self._links[state]
        cause, node = link.cause, state.fact.node
        open_days = self.index.doing_days(cause, node) if isinstance(cause, Rule) else cause.days
        days = meet_days(open_days, (Window(self._since(state), state.day),))
        pieces = self.index.piece_days(cause.sender if isinstance(cause, Sharing) else node)
        for need in link.needs:
            days = meet_days(meet_days(days, self._had_on(need)), pieces[need.fact.node])
        return days

    def _had_on(self, state: State) -> Days:
        """Give the days, up to the state's own, on which what was given is still there."""
        history = self.index.history(state.fact.node)
        return join_days(
            Window(run.start, min(history.lost_after(state.fact.bit, run.end) - 1, state.day))
            for run in self._given[state]
        )
