"""The paths behind a fact: the shortest, and every one that repeats no fact."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.dates import ALWAYS, Days, Window, meet_days
from dataflow.common.values import dataclass
from dataflow.engine.certainty import BEST_KNOWN, DayKind, Known, know_step, know_takeover
from dataflow.engine.index import Fact, Index, single_bits
from dataflow.engine.steps import (
    DatedPath,
    Link,
    Proof,
    Step,
    comes_back,
    date_proof,
    giving_days,
    kept_days,
    list_bodies,
)
from dataflow.engine.world import Collecting, Mask, Rule, Sharing

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping


class State(NamedTuple):
    """A fact that is had on a day by so many flows and no fewer.

    Attributes:
        counted: whether it is had in the way that the question's purpose counts.
        kind: of a state whose path was chosen: what the day of its path is.
        derived: likewise: whether the path ends in a derivation.
    """

    fact: Fact
    day: int
    hops: int
    counted: bool = False
    kind: DayKind | None = None
    derived: bool = False


Target = tuple[int, State]
"""A holder, and a state of its own or of a service of its."""


class Shortest:
    """Finds shortest paths in one spread, and remembers what it found.

    Of the paths with the fewest flows, the one whose day is best known; among those, one that does
    not end in a derivation, then the first in the order of flow ids, origin first. A path is
    found backwards: which holds, flows and rules can have given the fact since it was last deleted,
    on a day on which their sender had it by one flow less. The spread has noted with how few flows
    every fact is had, so the search never turns back: each link leads to a state with fewer flows,
    or, by a rule, with as many and gained before. (Proof trees of least height, made from such
    notes when they are asked for: Zhao, Subotić and Scholz, ACM TOPLAS 42 (2), 2020.)

    How well the day of a step is known follows from what it takes, but the best known need does not
    always lead to the best known day. So for each kind of day that paths to a state have, the first
    path is kept: the variants of the state.
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
        known = self.known_at(holder, state)
        kind = BEST_KNOWN.index(known.kind)
        return (kind, state.derived, self._sequence(state), state, holder)

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
        """Keep the first link for each kind of day that the paths to a state have."""
        first: dict[State, tuple[Link[State], Days, Known]] = {}
        for plain in links:
            for needs in product(*(self._variants[need] for need in plain.needs)):
                link = Link(plain.cause, needs)
                days = self._days_of(state, link)
                known = know_step(link.cause.cause, days[0].start, self._needed(state, link))
                variant = state._replace(kind=known.kind, derived=isinstance(link.cause, Rule))
                if variant not in first or self._rank(link) < self._rank(first[variant][0]):
                    first[variant] = link, days, known
        for variant, (link, days, known) in first.items():
            self._links[variant], self._given[variant], self._known[variant] = link, days, known
        return tuple(first)

    def _needed(self, state: State, link: Link[State]) -> list[Known]:
        """Return since when whoever takes a step has what it needs."""
        taker = link.cause.sender if isinstance(link.cause, Sharing) else state.fact.node
        return [self.known_at(taker, need) for need in link.needs]

    def _rank(self, link: Link[State]) -> tuple[object, ...]:
        ids = [flow for need in link.needs for flow in self._sequence(need)]
        rank = (Collecting, Rule, Sharing).index(type(link.cause))
        name = "" if isinstance(link.cause, Collecting) else link.cause.cause.id
        if isinstance(link.cause, Sharing):
            ids.append(name)
        return (ids, rank, name, link.needs)

    def _sequence(self, state: State) -> list[str]:
        """Return the ids of the flows of a state's path, origin first."""
        causes = [self._links[before].cause for before in self.before(state, ())]
        return [cause.cause.id for cause in causes if isinstance(cause, Sharing)]

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


MOST_PATHS: Final = 200
MOST_STEPS: Final = 30_000
"""How many paths are listed, and how many steps of the search are taken, before it stops."""


@dataclass(frozen=True, slots=True, eq=False)
class EveryPath:
    """The paths that were found; `cut` says why there may be more, or is None."""

    paths: tuple[DatedPath, ...]
    cut: str | None


def find_every(
    index: Index, company: int, mask: Mask, until: int, shortest: DatedPath
) -> EveryPath:
    """Return the paths by which a company comes to have one of these types up to a day.

    The search goes backwards from what is asked: a goal is a fact to be given; a link that gives it
    puts its needs in its place. It deepens flow by flow, so that a budget cuts the longest paths,
    and what it remembers grows with the depth, not with the number of paths. (Iterative deepening:
    Korf, Artificial Intelligence 27 (1), 1985.)

    The shortest path is always among them. The search itself leaves it out where it stops before it
    comes to any, and where the path comes by the same fact twice, since that was deleted and given
    again on the way.
    """
    counted = index.world.asks_purpose
    search = _Search(index)
    targets = index.facts(index.pieces(company), mask, counted=counted)
    found: list[DatedPath] = []
    for hops in search.depths():
        # a path with fewer flows was found before
        proofs = (proof for target in targets for proof in search.proofs(target, hops))
        dated = (date_proof(index, company, proof, hops, until) for proof in proofs)
        # what is had for no such purpose is not had before, where a purpose is asked about
        news = (
            path for path in dated if path and (counted or not comes_back(index, company, path))
        )
        found.extend(islice(news, MOST_PATHS + 1 - len(found)))
        if len(found) > MOST_PATHS:
            break
    shown = sorted(found[:MOST_PATHS], key=lambda path: path.order)
    return EveryPath(_with_shortest(shown, shortest), _why_cut(found, search))


def _with_shortest(paths: list[DatedPath], shortest: DatedPath) -> tuple[DatedPath, ...]:
    """Put the best path first: the search knows of no other order than that of flow ids."""
    links = _links_of(shortest)
    return (shortest, *(path for path in paths if _links_of(path) != links))


def _links_of(path: DatedPath) -> frozenset[tuple[object, Fact]]:
    return frozenset((step.cause.cause.at, step.fact) for step in path.steps)


def _why_cut(found: list[DatedPath], search: _Search) -> str | None:
    if len(found) > MOST_PATHS:
        return f"only {MOST_PATHS} paths are shown, those with the fewest steps"
    if search.spent:
        return f"the search stopped after {MOST_STEPS:,} steps: there may be longer paths"
    return None


class Goal(NamedTuple):
    """A fact still to be given by at most `budget` flows; `above` are the facts that need it."""

    fact: Fact
    budget: int
    above: tuple[Fact, ...]


class _Search:
    """A depth-first search with a budget of steps over all its calls."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.left = MOST_STEPS
        self.pruned = False
        self._least: dict[Fact, int | None] = {}
        self._links: dict[tuple[Fact, bool], list[Link[Fact]]] = {}

    @property
    def spent(self) -> bool:
        return self.left <= 0

    def depths(self) -> Iterator[int]:
        """Yield numbers of flows, from 0, as long as more flows may lead to more paths."""
        hops = 0
        self.pruned = True
        while self.pruned and not self.spent:
            self.pruned = False
            yield hops
            hops += 1

    def proofs(self, target: Fact, budget: int) -> Iterator[Proof]:
        """Yield the ways to give a fact by at most so many flows."""
        waiting: list[tuple[tuple[Goal, ...], Proof]] = [((Goal(target, budget, ()),), {})]
        while waiting and not self.spent:
            self.left -= 1
            goals, proof = waiting.pop()
            if not goals:
                yield proof
                continue
            goal, rest = goals[0], goals[1:]
            if goal.fact in proof:  # one fact is given in one way throughout a path
                waiting.append((rest, proof))
                continue
            for link in reversed(self._links_to(goal.fact, last=not goal.above)):
                needs = self._goals(goal, link)
                if needs is not None:
                    waiting.append(((*needs, *rest), {**proof, goal.fact: link}))

    def _goals(self, goal: Goal, link: Link[Fact]) -> tuple[Goal, ...] | None:
        """Return what a link needs, or None where that repeats a fact or takes too many flows."""
        budget = goal.budget - isinstance(link.cause, Sharing)
        above = (*goal.above, goal.fact)
        for fact in link.needs:
            least = self._least_hops(fact)
            if fact in above or least is None:
                return None
            if least > budget:
                self.pruned = True
                return None
        if budget < 0:
            self.pruned = True
            return None
        return tuple(Goal(fact, budget, above) for fact in link.needs)

    def _least_hops(self, fact: Fact) -> int | None:
        if fact not in self._least:
            gains = self.index.history(fact.node).gains
            hops = [gain.hops for gain in gains if gain.mask & fact.bit]
            self._least[fact] = min(hops, default=None)
        return self._least[fact]

    def _links_to(self, fact: Fact, *, last: bool) -> list[Link[Fact]]:
        wanted = last and self.index.world.asks_purpose
        if (fact, wanted) not in self._links:
            links = self._given(fact, wanted=wanted)
            self._links[fact, wanted] = [*links, *(() if wanted else self._derived(fact))]
        return self._links[fact, wanted]

    def _given(self, fact: Fact, *, wanted: bool) -> Iterator[Link[Fact]]:
        for hold in self.index.holds_giving(fact, wanted=wanted):
            yield Link(hold, ())
        for flow, sources in self.index.flows_giving(fact, wanted=wanted):
            for need in self.index.facts(self.index.pieces(flow.sender), sources):
                yield Link(flow, (need,))

    def _derived(self, fact: Fact) -> Iterator[Link[Fact]]:
        for rule in self.index.rules_giving(fact):
            for needs in self._bodies(rule, fact.node):
                yield Link(rule, needs)

    def _bodies(self, rule: Rule, node: int) -> Iterator[tuple[Fact, ...]]:
        is_company = self.index.world.holders[node].is_company
        pieces = list(self.index.pieces(node)) if is_company else [node]
        for needs in product(*(self.index.facts(pieces, part) for part in rule.body)):
            homes = {fact.node for fact in needs}
            # all of it in one service: then the service works it out, not the company
            if len(homes) > 1 or node in homes:
                yield tuple(dict.fromkeys(needs))
