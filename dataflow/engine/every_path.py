"""Every path behind a fact that repeats no fact, as far as a budget goes."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.values import dataclass
from dataflow.engine.steps import DatedPath, Link, Pieces, Proof, comes_back, date_proof
from dataflow.engine.world import Collecting, Mask, Rule, Sharing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.engine.index import Cause, Fact, Index
    from dataflow.engine.steps import Step

MOST_PATHS: Final = 200
MOST_STEPS: Final = 30_000
"""How many paths are listed, and how many steps of the search are taken, before it stops."""


@dataclass(frozen=True, slots=True, eq=False)
class EveryPath:
    """The paths that were found; `cut` says why there may be more, or is None."""

    paths: tuple[DatedPath, ...]
    cut: str | None


def find_every(
    index: Index, pieces: Pieces, mask: Mask, until: int, shortest: DatedPath
) -> EveryPath:
    """Return the paths by which somebody comes to have one of these types up to a day.

    `pieces` is where what they have lies, and on which days.

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
    targets = index.facts(pieces, mask, counted=counted)
    found: list[DatedPath] = []
    for hops in search.depths():
        # a path with fewer flows was found before
        proofs = (proof for target in targets for proof in search.proofs(target, hops))
        dated = (date_proof(index, pieces, proof, hops, until) for proof in proofs)
        # what is had for no such purpose is not had before, where a purpose is asked about
        news = (path for path in dated if path and (counted or not comes_back(pieces, path)))
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


def leads_there(index: Index, pieces: Pieces, path: DatedPath, until: int) -> bool:
    """Return whether a path leads to somebody on the same day where less counts.

    Args:
        index: what leads to each node where less counts.
        pieces: where what those have lies who have the data by the path, and on which days.
        path: one that repeats no fact.
        until: the day asked about.
    """
    proof: Proof = {}
    for step in path.steps:
        cause = _find_cause(index, step)
        if cause is None:
            return False
        proof[step.fact] = Link(cause, tuple(path.steps[need].fact for need in step.needs))
    dated = date_proof(index, pieces, proof, path.hops, until)
    return dated is not None and dated.day == path.day


def _find_cause(index: Index, step: Step) -> Cause | None:
    """Return what gives the same by the statement of a step, if it counts."""
    node, cause = step.fact.node, step.cause
    alike: Iterable[Cause]
    match cause:
        case Collecting():
            alike = index.collecting.get(node, ())
        case Sharing(sender=sender):
            alike = (flow for flow in index.sharing.get(node, ()) if flow.sender == sender)
        case Rule():
            alike = index.world.rules
    return next((each for each in alike if each.cause is cause.cause), None)


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
