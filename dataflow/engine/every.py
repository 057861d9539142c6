"""Every path to a holder's data that repeats no fact, fewest flows first, within a budget.

The search goes backwards from what is asked: a goal is a fact to be given; a link that gives it
puts its needs in its place. It deepens flow by flow, so that a budget cuts the longest paths.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.engine.dating import Link, comes_back, date_steps
from dataflow.engine.index import Fact, Index, single_bits
from dataflow.engine.world import Rule, Sharing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.engine.dating import Dated
    from dataflow.engine.world import Mask

MOST_PATHS: Final = 200
MOST_STEPS: Final = 30_000
"""How many paths are listed, and how many steps of the search are taken, before it stops."""


class Goal(NamedTuple):
    """A fact still to be given by at most `budget` flows; `way` are the facts that it is for."""

    fact: Fact
    budget: int
    way: tuple[Fact, ...]


Proof = dict[Fact, Link]
"""How each fact of a path is given."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The paths that were found; `cut` says why there may be more, or is None."""

    paths: tuple[Dated, ...]
    cut: str | None


def find_every(index: Index, company: int, mask: Mask, until: int, *, counted: bool) -> Found:
    """Find the paths by which a company comes to have one of these types up to a day."""
    search = _Search(index, counted=counted)
    targets = [
        Fact(piece, bit)
        for piece, _ in index.pieces(company)
        for bit in single_bits(mask & index.history(piece, counted=counted).had_ever())
    ]
    found: list[Dated] = []
    budget = 0
    while len(found) <= MOST_PATHS:
        search.pruned = False
        proofs = (one for target in targets for one in search.proofs(target, budget))
        # a path with fewer flows than the budget was found before
        dated = (date_steps(index, company, one, budget, until) for one in proofs)
        # what is had for no such purpose is not had before, where a purpose is asked about
        news = (one for one in dated if one and (counted or not comes_back(index, company, one)))
        found.extend(islice(news, MOST_PATHS + 1 - len(found)))
        if search.spent or not search.pruned:
            break
        budget += 1
    shown = sorted(found[:MOST_PATHS], key=lambda one: one.order)
    return Found(tuple(shown), _why_cut(found, search))


def _why_cut(found: list[Dated], search: _Search) -> str | None:
    if len(found) > MOST_PATHS:
        return f"only {MOST_PATHS} paths are shown, those with the fewest steps"
    if search.spent:
        return f"the search stopped after {MOST_STEPS:,} steps: there may be longer paths"
    return None


class _Search:
    """A depth-first search with a budget of steps over all its calls."""

    def __init__(self, index: Index, *, counted: bool) -> None:
        self.index, self.counted = index, counted
        self.left = MOST_STEPS
        self.pruned = False
        self._least: dict[Fact, int | None] = {}
        self._links: dict[tuple[Fact, bool], list[Link]] = {}

    @property
    def spent(self) -> bool:
        return self.left <= 0

    def proofs(self, target: Fact, budget: int) -> Iterator[Proof]:
        """Go through the ways to give a fact by at most so many flows."""
        waiting: list[tuple[tuple[Goal, ...], Proof]] = [((Goal(target, budget, ()),), {})]
        while waiting and not self.spent:
            self.left -= 1
            goals, proof = waiting.pop()
            if not goals:
                yield proof
                continue
            goal, rest = goals[0], goals[1:]
            if goal.fact in proof:
                waiting.append((rest, proof))
                continue
            for link in reversed(self._links_to(goal.fact, last=not goal.way)):
                needs = self._goals(goal, link)
                if needs is not None:
                    waiting.append(((*needs, *rest), {**proof, goal.fact: link}))

    def _goals(self, goal: Goal, link: Link) -> tuple[Goal, ...] | None:
        """Give what a link needs, or None where that repeats a fact or takes too many flows."""
        budget = goal.budget - isinstance(link.cause, Sharing)
        way = (*goal.way, goal.fact)
        for fact in link.needs:
            if fact in way:
                return None
            least = self._least_hops(fact)
            if least is None:
                return None
            if least > budget:
                self.pruned = True
                return None
        if budget < 0:
            self.pruned = True
            return None
        return tuple(Goal(fact, budget, way) for fact in link.needs)

    def _least_hops(self, fact: Fact) -> int | None:
        if fact not in self._least:
            gains = self.index.history(fact.node).gains
            hops = [gain.hops for gain in gains if gain.mask & fact.bit]
            self._least[fact] = min(hops, default=None)
        return self._least[fact]

    def _links_to(self, fact: Fact, *, last: bool) -> list[Link]:
        wanted = last and self.counted
        if (fact, wanted) not in self._links:
            links = [*self._given(fact, wanted=wanted)]
            self._links[fact, wanted] = links if wanted else [*links, *self._worked_out(fact)]
        return self._links[fact, wanted]

    def _given(self, fact: Fact, *, wanted: bool) -> Iterator[Link]:
        for hold in self.index.collecting.get(fact.node, ()):
            if hold.mask & fact.bit and (hold.wanted or not wanted):
                yield Link(hold, ())
        for flow in self.index.sharing.get(fact.node, ()):
            if flow.wanted or not wanted:
                sources = flow.sources_of(fact.bit)
                for piece, _ in self.index.pieces(flow.sender) if sources else ():
                    for bit in single_bits(sources & self.index.history(piece).had_ever()):
                        yield Link(flow, (Fact(piece, bit),))

    def _worked_out(self, fact: Fact) -> Iterator[Link]:
        for rule in self.index.world.rules:
            if rule.gives & fact.bit:
                for needs in self._bodies(rule, fact.node):
                    yield Link(rule, needs)

    def _bodies(self, rule: Rule, node: int) -> Iterator[tuple[Fact, ...]]:
        pieces = [node]
        if self.index.world.holders[node].is_company:
            pieces = [piece for piece, _ in self.index.pieces(node)]
        options = [
            [
                Fact(piece, bit)
                for piece in pieces
                for bit in single_bits(part & self.index.history(piece).had_ever())
            ]
            for part in rule.body
        ]
        for needs in product(*options):
            homes = {fact.node for fact in needs}
            # all of it in one service: then the service works it out, not the company
            if len(homes) > 1 or node in homes:
                yield tuple(dict.fromkeys(needs))
