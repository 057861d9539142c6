"""When the steps of a path can have happened, the copies between them still being there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple, Self

from dataflow.common.dates import ALL_DAYS, Days, Window, includes, join_days, meet_days
from dataflow.engine.shortest import Step
from dataflow.engine.world import Rule, Sharing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.engine.index import Cause, Fact, Index


class Link(NamedTuple):
    """One way to give a fact."""

    cause: Cause
    needs: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """A path whose steps have days; `day` is when the company has the data by it."""

    day: int
    hops: int
    steps: tuple[Step, ...]

    @property
    def order(self) -> tuple[int, int, list[str], tuple[Fact, ...]]:
        """By arrival, then hops, then flow ids, origin first."""
        flows = [step.cause.cause.id for step in self.steps if isinstance(step.cause, Sharing)]
        return (self.day, self.hops, flows, tuple(step.fact for step in self.steps))


def date_steps(
    index: Index, company: int, proof: Mapping[Fact, Link], hops: int, until: int
) -> Dated | None:
    """Give a proof of so many flows its days; its first fact is what it proves.

    None where its dates leave no way, it needs itself, or takes another number of flows. With a day
    asked about, what the path gave must still be there on that day.
    """
    target = next(iter(proof))
    way = _Way.through(proof)
    if way is None or way.hops[target] != hops:
        return None
    given: dict[Fact, Days] = {}
    for fact in way.order:
        given[fact] = _given_on(index, fact, proof[fact], given)
        if not given[fact]:
            return None
    arrival = _arrival(index, company, target, given, until)
    days = None if arrival is None else _days(index, way, given, arrival)
    if arrival is None or days is None:
        return None
    return Dated(arrival, hops, way.steps(days))


@dataclass(frozen=True, eq=False)
class _Way:
    """A proof, with its facts in an order in which each needs only those before it."""

    order: list[Fact]
    proof: Mapping[Fact, Link]

    @classmethod
    def through(cls, proof: Mapping[Fact, Link]) -> Self | None:
        """Order the facts of a proof; None where one of them needs itself."""
        needs = {fact: link.needs for fact, link in proof.items()}
        try:
            return cls(list(TopologicalSorter(needs).static_order()), proof)
        except CycleError:
            return None

    @cached_property
    def hops(self) -> dict[Fact, int]:
        hops: dict[Fact, int] = {}
        for fact in self.order:
            link = self.proof[fact]
            below = max((hops[need] for need in link.needs), default=0)
            hops[fact] = below + isinstance(link.cause, Sharing)
        return hops

    def steps(self, days: Mapping[Fact, int]) -> tuple[Step, ...]:
        numbers = {fact: number for number, fact in enumerate(self.order)}
        return tuple(
            Step(link.cause, fact, tuple(numbers[need] for need in link.needs), days[fact])
            for fact, link in ((fact, self.proof[fact]) for fact in self.order)
        )


def _had_on(index: Index, fact: Fact, given: Days) -> Days:
    history = index.history(fact.node)
    return join_days(Window(run.start, history.lost_after(fact.bit, run.end) - 1) for run in given)


def _given_on(index: Index, fact: Fact, link: Link, given: Mapping[Fact, Days]) -> Days:
    cause = link.cause
    days = index.doing_days(cause, fact.node) if isinstance(cause, Rule) else cause.days
    taker = cause.sender if isinstance(cause, Sharing) else fact.node
    pieces = index.piece_days(taker)
    for need in link.needs:
        days = meet_days(days, meet_days(_had_on(index, need, given[need]), pieces[need.node]))
    return days


def _arrival(
    index: Index, company: int, target: Fact, given: Mapping[Fact, Days], until: int
) -> int | None:
    """Give the first day on which the company has the target by this path, and still has it."""
    here = meet_days(
        _had_on(index, target, given[target]),
        index.piece_days(company).get(target.node, ALL_DAYS),
    )
    runs = [run for run in here if run.start <= until]
    if until < ALL_DAYS[0].end:
        runs = [run for run in runs if includes((run,), until)]
    return runs[0].start if runs else None


def _days(
    index: Index, way: _Way, given: Mapping[Fact, Days], arrival: int
) -> dict[Fact, int] | None:
    """Choose the first day for every step at which its copy lasts until it is used."""
    used: dict[Fact, list[int]] = {way.order[-1]: [arrival]}
    days: dict[Fact, int] = {}
    for fact in reversed(way.order):
        history = index.history(fact.node)
        since = history.lost_before(fact.bit, max(used[fact]))
        fitting = meet_days(given[fact], (Window(since, min(used[fact])),))
        if not fitting:
            return None
        days[fact] = fitting[0].start
        for need in way.proof[fact].needs:
            used.setdefault(need, []).append(days[fact])
    return days


def comes_back(index: Index, company: int, dated: Dated) -> bool:
    """Say whether a step on the way gave the company the same data already, by another service."""
    pieces = index.piece_days(company)
    *before, last = dated.steps
    return any(
        step.fact.bit == last.fact.bit
        and step.fact.node in pieces
        and includes(pieces[step.fact.node], step.day)
        for step in before
    )
