"""The shortest paths behind facts, chosen where there are several."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.dates import ALWAYS, Days, Window, meet_days
from dataflow.engine.certainty import DayKind, Known, doubt_of, know_step, know_takeover
from dataflow.engine.index import Fact, Index, single_bits
from dataflow.engine.steps import Link, Step, giving_days, kept_days, list_bodies
from dataflow.engine.world import Collecting, Rule, Sharing

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping


class State(NamedTuple):
    """A fact that is had on a day by so many flows and no fewer.

    Attributes:
        counted: whether it is had in the way that the question's purpose counts.
        kind: of a state whose path was chosen: what the day of its path is.
        derived: likewise: whether the path ends in a derivation.
        given: likewise: the day of its path, the first on which it can have been given by that.
    """

    fact: Fact
    day: int
    hops: int
    counted: bool = False
    kind: DayKind | None = None
    derived: bool = False
    given: int = ALWAYS


MOST_VARIANTS: Final = 24
"""How many days of one state are told apart; beyond, a few of each kind stand for all."""

Target = tuple[int, State]
"""A holder, and a state of its own or of a service of its."""


class Shortest:
    """Finds shortest paths in one spread, and remembers what it found.

    Of the paths with the fewest flows, the one whose day is best known; among those, one that does
    not end in a derivation, then the first in the order of flow ids, origin first; of those with
    the same flows, the one with the fewest steps that are not firm. A path is found backwards:
    which holds, flows and rules can have given the fact since it was last deleted, on a day on
    which their sender had it by one flow less. The spread has noted with how few flows every fact
    is had, so the search never turns back: each link leads to a state with fewer flows, or, by a
    rule, with as many and gained before. (Proof trees of least height, made from such notes when
    they are asked for: Zhao, Subotić and Scholz, ACM TOPLAS 42 (2), 2020.)

    How well the day of a step is known follows from what it takes, but the best known need does not
    always lead to the best known day, and neither does the earliest. So for each day that paths to
    a state have, and each kind that it is of, the first path is kept: the variants of the state.
    """

    def __init__(self, index: Index) -> None:
        """Take what leads to each node."""
        self.index = index
        self._variants: dict[State, tuple[State, ...]] = {}
        self._links: dict[State, Link[State]] = {}
        self._given: dict[State, Days] = {}
        self._known: dict[State, Known] = {}

    def choose(self, targets: Iterable[Target]) -> Target:
        """Return who has which of these states by the best path, the state with its variant."""
        variants = [
            (holder, variant)
            for holder, target in targets
            for variant in ((target,) if target.kind else self._resolve(target))
        ]
        return variants[0] if len(variants) == 1 else min(variants, key=self._order)

    def _order(self, target: Target) -> tuple[object, ...]:
        holder, state = target
        doubt = doubt_of(self.known_at(holder, state))
        return (doubt, state.derived, *self._trace([state]), state, holder)

    def known_at(self, holder: int, state: State) -> Known:
        """Return since when a holder has a chosen state, itself or through a service."""
        known = self._known[state]
        if state.fact.node == holder:
            return known
        run = self.index.run_of(holder, state.fact.node, state.day)
        begun = self.index.operations_from(holder, state.fact.node, run.start)
        return know_takeover(known, begun, run.start)

    def path_to(self, target: State) -> list[Step]:
        """Return the path to a state that was chosen."""
        return self.paths_to([target])[0]

    def paths_to(self, targets: Iterable[State]) -> tuple[list[Step], Mapping[State, int]]:
        """Return the paths to states that were chosen, and the number of each state's step.

        What several of them share stands once.
        """
        order: dict[State, None] = {}
        for target in targets:
            order |= dict.fromkeys(self.before(target, order) if target not in order else ())
        numbers = {state: number for number, state in enumerate(order)}
        steps = [
            Step(
                self._links[state].cause,
                state.fact,
                tuple(numbers[need] for need in self._links[state].needs),
                self.day_of(state),
            )
            for state in order
        ]
        return steps, numbers

    def link_to(self, state: State) -> Link[State]:
        """Return the last link of the path to a state that was chosen."""
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

    # which link

    def _resolve(self, target: State) -> tuple[State, ...]:
        """Return the variants of a state, found with those of all that it needs.

        A loop, since chains are long. Links can be compared only once all that they need is
        resolved: so a state waits for the needs of all its links.
        """
        waiting = [self._opened(target)]
        while waiting:
            state, links, needs = waiting[-1]
            # what was passed over is resolved, and stays so: a hub has thousands of links
            need = next((need for need in needs if need not in self._variants), None)
            if state in self._variants or need is None:
                waiting.pop()
                if state not in self._variants:
                    self._variants[state] = self._compare(state, links)
            else:
                waiting.append(self._opened(need))
        return self._variants[target]

    def _opened(self, state: State) -> tuple[State, list[Link[State]], Iterator[State]]:
        """Return a state with the links that may lead to it, and all that these need."""
        links = list(self._candidates(state))
        return state, links, (need for link in links for need in link.needs)

    def _compare(self, state: State, links: Iterable[Link[State]]) -> tuple[State, ...]:
        """Keep the first link for each day, and kind of it, that the paths to a state have."""
        first: dict[State, tuple[Link[State], Days, Known]] = {}
        for plain in links:
            for needs in product(*(self._variants[need] for need in plain.needs)):
                link = Link(plain.cause, needs)
                days = self._days_of(state, link)
                known = know_step(link.cause.cause, days[0].start, self._needed(state, link))
                derived = isinstance(link.cause, Rule)
                variant = state._replace(kind=known.kind, derived=derived, given=known.day)
                if variant not in first or self._rank(link) < self._rank(first[variant][0]):
                    first[variant] = link, days, known
        kept = self._fewer(first) if len(first) > MOST_VARIANTS else tuple(first)
        for variant in kept:
            link, days, known = first[variant]
            self._links[variant], self._given[variant], self._known[variant] = link, days, known
        return kept

    def _fewer(self, first: Mapping[State, tuple[Link[State], Days, Known]]) -> tuple[State, ...]:
        """Choose, of each kind of day, the earliest, the latest and the one by the first path."""
        alike: dict[tuple[DayKind | None, bool], list[State]] = defaultdict(list)
        for variant in first:
            alike[variant.kind, variant.derived].append(variant)
        chosen: dict[State, None] = {}
        for variants in alike.values():
            days = sorted(variants, key=lambda variant: variant.given)
            by_path = min(variants, key=lambda variant: self._rank(first[variant][0]))
            chosen |= dict.fromkeys((days[0], days[-1], by_path))
        return tuple(chosen)

    def _needed(self, state: State, link: Link[State]) -> list[Known]:
        """Return since when whoever takes a step has what it needs."""
        taker = link.cause.sender if isinstance(link.cause, Sharing) else state.fact.node
        return [self.known_at(taker, need) for need in link.needs]

    def _rank(self, link: Link[State]) -> tuple[object, ...]:
        ids, weak = self._trace(link.needs)
        weak += not link.cause.cause.is_firm
        rank = (Collecting, Rule, Sharing).index(type(link.cause))
        name = "" if isinstance(link.cause, Collecting) else link.cause.cause.id
        if isinstance(link.cause, Sharing):
            ids.append(name)
        return (ids, weak, rank, name, link.needs)

    def _trace(self, states: Iterable[State]) -> tuple[list[str], int]:
        """Return the ids of the flows of the paths to states, origin first, and the weak steps."""
        causes = [self._links[step].cause for state in states for step in self.before(state, ())]
        ids = [cause.cause.id for cause in causes if isinstance(cause, Sharing)]
        return ids, sum(not cause.cause.is_firm for cause in causes)

    def _candidates(self, state: State) -> Iterator[Link[State]]:
        """Yield the links that can have given a state."""
        span = (Window(self._since(state), state.day),)
        if state.hops == 0:
            for hold in self.index.holds_giving(state.fact, wanted=state.counted):
                if meet_days(hold.days, span):
                    yield Link(hold, ())
        else:
            yield from self._flows(state, span)
        if not state.counted:  # a derivation is for no purpose
            yield from self._rules(state)

    def _since(self, state: State) -> int:
        history = self.index.history(state.fact.node)
        return history.lost_before(state.fact.bit, state.day)

    def _flows(self, state: State, span: Days) -> Iterator[Link[State]]:
        for flow, sources in self.index.flows_giving(state.fact, wanted=state.counted):
            open_days = meet_days(flow.days, span)
            for piece, there in self.index.pieces(flow.sender).items() if open_days else ():
                when = meet_days(open_days, there)
                for bit in single_bits(sources):
                    for need in self._sent(Fact(piece, bit), when, state.hops - 1):
                        yield Link(flow, (need,))

    def _sent(self, fact: Fact, when: Days, hops: int) -> Iterator[State]:
        """Yield, for each stretch between deletions, the last day on which it can be sent."""
        for run in self.index.history(fact.node).runs_within(fact.bit, hops):
            open_days = meet_days(when, (run,))
            if open_days:
                yield State(fact, open_days[-1].end, hops)

    def _rules(self, state: State) -> Iterator[Link[State]]:
        """Yield the rules that can have given a fact on the day that it came in so many flows."""
        gain = self.index.history(state.fact.node).least(state.fact.bit, state.day)
        if gain is None:
            return
        for rule in self.index.rules_giving(state.fact):
            for body in list_bodies(self.index, rule, state.fact.node, gain):
                yield Link(rule, tuple(State(fact, gain.day, hops) for fact, hops in body))

    # on which days

    def day_of(self, state: State) -> int:
        """Return the first day on which a chosen state can have been given by its path."""
        return self._given[state][0].start

    def _days_of(self, state: State, link: Link[State]) -> Days:
        """Return the days, up to its own, on which a link can have given a state."""
        there = [(need.fact, self._kept(need)) for need in link.needs]
        days = giving_days(self.index, link.cause, state.fact.node, there)
        return meet_days(days, (Window(self._since(state), state.day),))

    def last_day_of(self, state: State) -> int:
        """Return the last day, up to its own, on which the last step to a state can happen.

        What the step needs may be there for longer than its path tells, by other ways.
        """
        cause, needs = self._links[state]
        there = [
            (need.fact, self.index.history(need.fact.node).days_with(need.fact.bit))
            for need in needs
        ]
        days = giving_days(self.index, cause, state.fact.node, there)
        return meet_days(days, (Window(ALWAYS, state.day),))[-1].end

    def _kept(self, state: State) -> Days:
        """Return the days, up to the state's own, on which what was given is still there."""
        kept = kept_days(self.index, state.fact, self._given[state])
        return meet_days(kept, (Window(ALWAYS, state.day),))
