"""Which flows have to stop: a lightest set that hits every way in which the data arrives.

Ways are too many to be listed. So a lightest set is found that hits the known ones; the engine is
asked whether anything still arrives without it; what does is a way that was not known. Once nothing
arrives, no lighter set can do, since it would have to hit the known ways as well. (An implicit
hitting set: Moreno-Centeno and Karp, Operations Research 61 (2), 2013.)
"""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.answers.cut.hitting_set import (
    Set,
    Solver,
    TooHardError,
    find_first,
    find_lightest,
    weigh,
)
from dataflow.common.dates import ALL_DAYS, NEVER, Days, includes, meet_days
from dataflow.common.values import dataclass
from dataflow.engine.owning import days_owned, find_chain, find_owned, find_ties
from dataflow.model import Flow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dataflow.engine.evidence import Evidence, Grounds
    from dataflow.engine.world import Mask
    from dataflow.model import Ownership


MOST_WORK: Final = 2_000_000
"""How many holders and flows the engine goes through, all its runs together, before we stop."""

FEWEST_RUNS: Final = 200
"""How often it is run at least, however big the model is."""

MOST_RUNS: Final = 10_000
"""How often at most, however small."""

MOST_SOLVED: Final = 2_000
"""How often the solver is asked at most."""


class Severed(NamedTuple):
    """Flows without which nothing arrives.

    Attributes:
        flows: their ids, sorted.
        least: what any such set weighs at least: as much as these, unless the search stopped.
        stopped: why there may be lighter ones, or None.
    """

    flows: tuple[str, ...]
    least: int
    stopped: str | None


class Severing:
    """Finds the flows that have to stop."""

    def __init__(self, evidence: Evidence, target: Target, weights: Mapping[str, int]) -> None:
        """Take who must not have what, and the weights of flows.

        The evidence is of every flow; best narrowed to what matters to the target.
        """
        self.evidence, self.target = evidence, target
        self.ids = sorted({flow.cause.id for flow in evidence.world.flows})
        self.weights = {number: weights[name] for number, name in enumerate(self.ids)}
        self._numbers = {name: number for number, name in enumerate(self.ids)}
        size = 1 + len(evidence.world.holders) + len(evidence.world.flows)
        self.runs = min(MOST_RUNS, max(FEWEST_RUNS, MOST_WORK // size))
        self._left = self.runs
        self._ways: set[Set] = set()
        self._least = 0

    def sever(self, solver: Solver) -> Severed:
        """Return the first of the lightest sets of flows without which nothing arrives.

        Something must arrive with all flows, and nothing without any.
        """
        solve = _bounded(solver)
        best = frozenset(self.weights)
        lightest: Set = frozenset()
        try:
            while True:
                enough = self._block(lightest)
                best = min(best, enough, key=lambda flows: weigh(flows, self.weights))
                lightest = self._lightest(solve)
                # the known ways bound it from below, what blocks every way from above
                if weigh(best, self.weights) == self._least:
                    break
            # so much it takes; now the first of all sets that weigh as much
            while True:
                first = find_first(self._ways, self.weights, solve)
                if self._block(first) == first:
                    return Severed(self._names(first), self._least, None)
        except _SpentError:
            stopped = f"the search stopped after it had run the engine {self.runs:,} times"
            with suppress(TooHardError):
                self._lightest(solve)
        except TooHardError:
            stopped = "the search stopped where there were too many sets of flows to weigh up"
        return Severed(self._names(self._thin(best)), self._least, stopped)

    def _lightest(self, solve: Solver) -> Set:
        """Return a lightest set that hits the known ways: none that does weighs less."""
        lightest = find_lightest(self._ways, self.weights, solve)
        self._least = weigh(lightest, self.weights)
        return lightest

    def _names(self, numbers: Set) -> tuple[str, ...]:
        return tuple(self.ids[number] for number in sorted(numbers))

    def _block(self, stopped: Set) -> Set:
        """Wear flows out, way by way, until nothing arrives; give all that then has stopped.

        Each way takes from the weights of its flows what the lightest of them has left, and a flow
        of which nothing is left stops. So the ways that are learned have little in common, and say
        much together; where all have one weight, they have no flow in common.
        """
        left = dict(self.weights)
        while way := self._find_way(stopped):
            self._ways.add(way)
            worn = min(left[number] for number in way)
            for number in way:
                left[number] -= worn
            stopped |= {number for number in way if not left[number]}
        return stopped

    def _find_way(self, stopped: Set) -> Set | None:
        """Return flows that suffice for something to arrive, and of which none can be spared."""
        arrival = self._run(frozenset(self.weights) - stopped)
        if arrival is None:
            return None
        causes = [step.cause for step in arrival.grounds().path]
        way = {self._numbers[cause.id] for cause in causes if isinstance(cause, Flow)}
        for number in sorted(way):
            if self._run(frozenset(way - {number})):
                way.remove(number)
        return frozenset(way)

    def _thin(self, stopped: Set) -> Set:
        """Let flows go on again that need not stop; as far as another budget reaches."""
        self._left = self.runs // 2
        thinned = stopped
        for number in sorted(stopped, key=lambda number: (-self.weights[number], number)):
            if self._left and not self._run(frozenset(self.weights) - (thinned - {number})):
                thinned -= {number}
        return thinned

    def _run(self, flows: Set) -> Arrival | None:
        """Ask the engine what arrives with no other flows than these."""
        if not self._left:
            raise _SpentError
        self._left -= 1
        world = self.evidence.world
        left = (flow for flow in world.flows if self._numbers[flow.cause.id] in flows)
        return find_arrival(self.evidence.with_flows(left), self.target)


def _bounded(solve: Solver) -> Solver:
    """Let a solver be asked only so often."""
    asked = count(1)

    def ask(sets: Collection[Set], weights: Mapping[int, int]) -> Set:
        if next(asked) > MOST_SOLVED:
            raise TooHardError
        return solve(sets, weights)

    return ask


class _SpentError(Exception):
    """The engine was run often enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Who must not have what.

    Attributes:
        company: its node.
        mask: the types.
        counted: whose having counts, and on which days: the company's (by service, that of any
            holder by itself), and, with owners, that of each company that it owns while it does.
    """

    company: int
    mask: Mask
    counted: dict[int, Days]


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """It has some of it on a day.

    Attributes:
        day: the day asked about, or else the first on which it has any.
        having: who has it: the company, or one that it owns.
    """

    evidence: Evidence
    target: Target
    day: int
    having: int

    def ties(self) -> tuple[Ownership, ...]:
        """Return by which statements each owns the next, from the company down to who has it."""
        company = self.target.company
        if self.having == company:
            return ()
        chain = find_chain(company, self.day, find_owned(self.evidence), {self.having: 0})
        holders = [self.evidence.world.holders[node] for node in chain]
        return find_ties(self.evidence.model, holders, self.day, self.grounds().known)

    def grounds(self) -> Grounds:
        """Return the surest path by which it is there on that day, of those by the fewest flows."""
        mask, evidence = self.target.mask, _evidence_of(self.evidence, self.target, self.having)
        hops = evidence.least_hops(self.having, mask, self.day)[0].hops
        return evidence.surest([self.having], mask, self.day, hops)


def _evidence_of(evidence: Evidence, target: Target, having: int) -> Evidence:
    """Return what somebody's having is found from: who is owned has what all its services have."""
    return evidence if having == target.company else evidence.counted_by("company")


def aim(evidence: Evidence, company: int, mask: Mask) -> Target:
    """Return what a cut must bring about: which holders must not have which data, and when."""
    counted = {company: ALL_DAYS}
    if evidence.setting.owners:
        counted |= days_owned(company, find_owned(evidence))
    return Target(company, mask, counted)


def find_arrival(evidence: Evidence, target: Target) -> Arrival | None:
    """Return how the company has any of it: itself, where it does, else by what it owns."""
    asked = evidence.setting.day
    arrivals = []
    for company, control in target.counted.items():
        had = _evidence_of(evidence, target, company).days_with(company, target.mask)
        days = meet_days(had, control)
        if days and (asked == NEVER or includes(days, asked)):
            day = days[0].start if asked == NEVER else asked
            arrivals.append((company != target.company, day, company))
    if not arrivals:
        return None
    _, day, having_it = min(arrivals)
    return Arrival(evidence, target, day, having_it)
