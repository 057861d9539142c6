"""What a step of a path is, and on which days it can have happened.

A step can have happened on the days on which its cause was in force while everything that it needs
was there (`giving_days`). What it gave is there from then on, until it is deleted (`kept_days`).
Every day that a path tells follows from these two rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from dataflow.common.dates import NEVER, Days, Window, includes, join_days, meet_days
from dataflow.common.values import dataclass
from dataflow.engine.index import Cause, Fact, Index, single_bits
from dataflow.engine.world import Collecting, Mask, Rule, Sharing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.engine.spread import Gain

Need = TypeVar("Need")


class Link(NamedTuple, Generic[Need]):
    """One way in which something can be given: by which cause, and from what."""

    cause: Cause
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of a path.

    Attributes:
        needs: the numbers of the steps that it takes, all before it.
        day: the first day on which it can have happened as a part of this path.
    """

    cause: Cause
    fact: Fact
    needs: tuple[int, ...]
    day: int


# on which days


def giving_days(index: Index, cause: Cause, node: int, needs: Iterable[tuple[Fact, Days]]) -> Days:
    """Return the days on which a cause can give a node something.

    `needs` is what the cause takes, each with the days on which it is there.
    """
    days = index.days_in_force(cause, node)
    pieces = index.pieces(cause.sender if isinstance(cause, Sharing) else node)
    for fact, there in needs:
        days = meet_days(meet_days(days, there), pieces.get(fact.node, ()))
    return days


def kept_days(index: Index, fact: Fact, given: Days) -> Days:
    """Return the days on which a fact is there that was given on these: until it is deleted."""
    history = index.history(fact.node)
    return join_days(Window(run.start, history.lost_after(fact.bit, run.end) - 1) for run in given)


# what gives something directly


def find_giving(
    index: Index, node: int, mask: Mask, until: int
) -> Iterator[tuple[Collecting | Sharing, Mask, int]]:
    """Yield what gave a node any of these types directly, up to a day.

    Yields:
        the hold or flow, which of the types it gave, and the first day on which it gave any.
    """
    for hold in index.collecting.get(node, ()):
        if hold.mask & mask and hold.days[0].start <= until:
            yield hold, hold.mask & mask, hold.days[0].start
    for flow in index.sharing.get(node, ()):
        firsts = {bit: _first_sent(index, flow, bit) for bit in single_bits(mask)}
        given = {bit: day for bit, day in firsts.items() if day <= until}
        if given:
            yield flow, sum(given), min(given.values())


def _first_sent(index: Index, flow: Sharing, bit: Mask) -> int:
    """Return the first day of a flow on which its sender has what makes a type arrive.

    If there is none, it lies behind every day.
    """
    sources = flow.sources_of(bit)
    pieces = index.pieces(flow.sender) if sources else {}
    starts = [
        days[0].start
        for piece, there in pieces.items()
        if (days := meet_days(index.history(piece).days_with(sources), meet_days(flow.days, there)))
    ]
    return min(starts, default=NEVER + 1)


# what a rule was applied to

Had = tuple[Fact, int]
"""A fact, and by how few flows it is had."""


MOST_BODIES: Final = 100
"""How many bodies of one rule are compared; beyond, the nearest facts stand for all others."""


def list_bodies(index: Index, rule: Rule, node: int, gain: Gain) -> list[list[Had]]:
    """Return the bodies by which a rule can have given a node something with this gain.

    Only what was gained before counts, by at most as many flows: so nothing is derived from itself.
    There are none where the rule cannot have given it.
    """
    if not includes(index.days_in_force(rule, node), gain.day):
        return []
    is_company = index.world.holders[node].is_company
    pieces = index.pieces_on(node, gain.day) if is_company else [node]
    parts = [_list_had(index, pieces, part, gain) for part in rule.body]
    bodies = _combine(parts)
    own = [body for body in bodies if not _lies_elsewhere(body, node)]
    if own or not bodies:
        return own
    # the company works it out as well only where it has a part from elsewhere
    body = _with_witness(index, pieces, rule, gain, [part[0] for part in parts])
    return [body] if body else []


def _combine(parts: list[list[Had]]) -> list[list[Had]]:
    """Return every body that takes a fact for each part of a rule; of too many, the nearest."""
    if prod(map(len, parts)) > MOST_BODIES:
        parts = [part[:1] for part in parts]
    # one fact may stand for several parts
    return [list(dict.fromkeys(body)) for body in product(*parts)]


def _lies_elsewhere(body: Iterable[Had], node: int) -> bool:
    """Return whether all of a body lies in one service, which then works it out itself."""
    homes = {fact.node for fact, _ in body}
    return len(homes) == 1 and node not in homes


def _with_witness(
    index: Index, pieces: list[int], rule: Rule, gain: Gain, body: list[Had]
) -> list[Had]:
    """Show that not all of the body lies in one service: bring in a fact from elsewhere."""
    homes = {fact.node for fact, _ in body}
    elsewhere = [piece for piece in pieces if piece not in homes]
    witnesses = _list_had(index, elsewhere, rule.whole, gain)[:1]
    if not witnesses:
        return []
    # in place of the fact for which it stands as well, unless nothing would be left beside it
    alike = (number for number, part in enumerate(rule.body) if part & witnesses[0][0].bit)
    number = next(alike, len(body)) if len(body) > 1 else len(body)
    return [*body[:number], *witnesses, *body[number + 1 :]]


def _list_had(index: Index, pieces: list[int], mask: Mask, gain: Gain) -> list[Had]:
    """Return the facts, of these, that were gained before, the nearest first."""
    had = []
    for fact in index.facts(pieces, mask):
        least = index.history(fact.node).least(fact.bit, gain.day)
        if least and least.hops <= gain.hops and least.order < gain.order:
            had.append((fact, least.hops))
    return sorted(had, key=lambda pair: (pair[1], pair[0]))


# when a whole path can have happened

Proof = dict[Fact, Link[Fact]]
"""How each fact of a path is given."""

Pieces = Mapping[int, Days]
"""Where what somebody has lies, and on which days."""


@dataclass(frozen=True, slots=True, eq=False)
class DatedPath:
    """A path whose steps have days; `day` is the one from which the company has the data by it."""

    day: int
    hops: int
    steps: tuple[Step, ...]

    @property
    def order(self) -> tuple[int, int, list[str], int, tuple[Fact, ...]]:
        """By arrival, then hops, then flow ids, origin first, then how many steps are not firm."""
        flows = [step.cause.cause.id for step in self.steps if isinstance(step.cause, Sharing)]
        weak = sum(not step.cause.cause.is_firm for step in self.steps)
        return (self.day, self.hops, flows, weak, tuple(step.fact for step in self.steps))


def date_proof(
    index: Index, pieces: Pieces, proof: Proof, hops: int, until: int
) -> DatedPath | None:
    """Return the path of a proof with its days, if it takes just so many flows.

    First, from the origin on, the days on which each step can have happened at all; then, from the
    end back, the first of them after which the copy lasts until it is used. The second pass cannot
    come first: how long a copy must last follows from what is done with it.

    None where the proof needs itself, takes another number of flows, or its dates leave no way.
    With a day asked about, what the path gave must still be there on that day.
    """
    ordered = _in_order(proof)
    if not ordered or _count_hops(ordered) != hops:
        return None
    given: dict[Fact, Days] = {}
    for fact, (cause, needs) in ordered.items():
        there = [(need, kept_days(index, need, given[need])) for need in needs]
        given[fact] = giving_days(index, cause, fact.node, there)
        if not given[fact]:
            return None
    *_, target = ordered
    arrival = _find_arrival(index, pieces, target, given[target], until)
    if arrival is None:
        return None
    days = _choose_days(index, ordered, given, arrival)
    if not days:
        return None
    numbers = {fact: number for number, fact in enumerate(ordered)}
    steps = (
        Step(cause, fact, tuple(numbers[need] for need in needs), days[fact])
        for fact, (cause, needs) in ordered.items()
    )
    return DatedPath(arrival, hops, tuple(steps))


def _in_order(proof: Proof) -> Proof:
    """Return a proof with each fact after those that it needs; nothing where one needs itself."""
    order = TopologicalSorter({fact: link.needs for fact, link in proof.items()})
    try:
        return {fact: proof[fact] for fact in order.static_order()}
    except CycleError:
        return {}


def _count_hops(ordered: Proof) -> int:
    """Return the number of flows of the longest branch."""
    hops: dict[Fact, int] = {}
    for fact, (cause, needs) in ordered.items():
        hops[fact] = max((hops[need] for need in needs), default=0) + isinstance(cause, Sharing)
    return list(hops.values())[-1]


def _find_arrival(
    index: Index, pieces: Pieces, target: Fact, given: Days, until: int
) -> int | None:
    """Return the first day on which they have the target by this path, and still have it."""
    runs = meet_days(kept_days(index, target, given), pieces.get(target.node, ()))
    asked = (run.start for run in runs if until == NEVER or run.start <= until <= run.end)
    return next(asked, None)


def _choose_days(
    index: Index, ordered: Proof, given: Mapping[Fact, Days], arrival: int
) -> dict[Fact, int]:
    """Return the first day for every step at which its copy lasts until it is used, if all have."""
    *_, target = ordered
    used: dict[Fact, list[int]] = defaultdict(list, {target: [arrival]})
    days: dict[Fact, int] = {}
    for fact in reversed(ordered):
        since = index.history(fact.node).lost_before(fact.bit, max(used[fact]))
        fitting = meet_days(given[fact], (Window(since, min(used[fact])),))
        if not fitting:
            return {}
        days[fact] = fitting[0].start
        for need in ordered[fact].needs:
            used[need].append(days[fact])
    return days


def comes_back(pieces: Pieces, path: DatedPath) -> bool:
    """Return whether a step on the way gave them the same data, by another service."""
    *before, last = path.steps
    return any(
        step.fact.bit == last.fact.bit
        and step.fact.node in pieces
        and includes(pieces[step.fact.node], step.day)
        for step in before
    )
