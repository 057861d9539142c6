"""Which company has some data, since when, by how many flows, through which of its holders."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypedDict

from dataflow.common.dates import (
    ALL_DAYS,
    NEVER,
    Days,
    PartialDate,
    Window,
    includes,
    join_days,
    meet_days,
    show_day,
)
from dataflow.common.values import Brief
from dataflow.engine.index import single_bits
from dataflow.engine.world import Mask, join_masks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dataflow.engine.evidence import Evidence
    from dataflow.engine.paths import State
    from dataflow.model import Holder, Model, Source, Term


How = Literal["collects", "receives", "owns"]


@dataclass(frozen=True, slots=True, eq=False)
class Stay:
    """A company has some data.

    Attributes:
        company: its node.
        since: the first day of the stay.
        until: its last day.
        states: how it has it on that day by the fewest flows; empty where it only owns.
        pieces: the nodes through which it has it, each with what it has.
        chain: for one that only owns: the nodes from the owner down to who has it, on that day.
    """

    company: int
    since: int
    until: int
    states: tuple[State, ...]
    pieces: tuple[tuple[int, Mask], ...]
    chain: tuple[int, ...] = ()

    @property
    def hops(self) -> int | None:
        """The number of flows, None where it only owns."""
        return self.states[0].hops if self.states else None

    @property
    def how(self) -> How:
        """How it comes to have it."""
        if self.hops is None:
            return "owns"
        return "receives" if self.hops else "collects"

    @property
    def mask(self) -> Mask:
        """What it has."""
        return join_masks(had for _, had in self.pieces)


Having = list[tuple[int, Days]]
"""Per piece, the days on which it has any of the data for the company."""


def find_stays(evidence: Evidence, mask: Mask) -> list[Stay]:
    """Return every company that has any of these, on the day asked about or on any day."""
    having = {
        node: evidence.days_of(node, mask)
        for node, holder in enumerate(evidence.world.holders)
        if holder.is_company
    }
    own = (_own_stay(evidence, node, pieces, mask) for node, pieces in having.items())
    stays = {stay.company: stay for stay in own if stay}
    if evidence.setting.owners:
        for stay in _owning_stays(evidence, having, mask):
            stays.setdefault(stay.company, stay)
    return list(stays.values())


def find_stay(evidence: Evidence, company: int, mask: Mask) -> Stay | None:
    """Return how one company has any of these, if it does."""
    stay = _own_stay(evidence, company, evidence.days_of(company, mask), mask)
    if stay is None and evidence.setting.owners:
        stays = find_stays(evidence, mask)
        return next((stay for stay in stays if stay.company == company), None)
    return stay


def choose_state(evidence: Evidence, stay: Stay, mask: Mask) -> State:
    """Return the state whose path is behind a stay: its own, or that of the owned that has it."""
    states = stay.states
    if stay.chain:
        states = tuple(evidence.least_hops(stay.chain[-1], mask, stay.since))
    return evidence.choose(states)


def _own_stay(evidence: Evidence, node: int, having: Having, mask: Mask) -> Stay | None:
    run = evidence.stay(_all_days(having))
    if run is None:
        return None
    states = evidence.least_hops(node, mask, run.start)
    return Stay(node, *run, tuple(states), _through(evidence, having, mask))


def _all_days(having: Having) -> Days:
    return join_days(window for _, days in having for window in days)


def _through(evidence: Evidence, having: Having, mask: Mask) -> tuple[tuple[int, Mask], ...]:
    """Return the pieces that have it, and what: on the day asked about, else on any day."""
    through: dict[int, Mask] = defaultdict(int)
    for piece, days in having:
        through[piece] |= _had_within(evidence, piece, days, mask)
    return tuple(sorted((piece, had) for piece, had in through.items() if had))


def _had_within(evidence: Evidence, piece: int, days: Days, mask: Mask) -> Mask:
    """Return which of these a piece has on the day asked about, else on any of these days."""
    day = evidence.setting.day
    history = evidence.index.history(piece, counted=True)
    if day != NEVER:
        return history.had_on(day) & mask if includes(days, day) else 0
    return sum(bit for bit in single_bits(mask) if meet_days(days, history.days_with(bit)))


def _owning_stays(evidence: Evidence, having: dict[int, Having], mask: Mask) -> Iterator[Stay]:
    """Yield, for every owner that has it through those that it owns, how it has it so."""
    owned = find_owned(evidence)
    for owner in owned:
        through = [
            (piece, meet_days(days, control))
            for company, control in days_owned(owner, owned).items()
            for piece, days in having[company]
        ]
        run = evidence.stay(_all_days(through))
        if run is not None:
            hops = {
                company: evidence.least_hops(company, mask, run.start)[0].hops
                for company, pieces in having.items()
                if any(includes(days, run.start) for _, days in pieces)
            }
            chain = find_chain(owner, run.start, owned, hops)
            yield Stay(owner, *run, (), _through(evidence, through, mask), chain)


Owned = dict[int, list[tuple[int, Window]]]
"""Per owner, the companies that it owns and when."""


def find_owned(evidence: Evidence) -> Owned:
    """Return who owns whom directly."""
    nodes = evidence.world.nodes
    owned: Owned = defaultdict(list)
    for ownership in evidence.model.ownerships:
        below = nodes[ownership.owned.id], ownership.window
        owned[nodes[ownership.owner.id]].append(below)
    return owned


def sources_of_owning(model: Model, chain: Sequence[Holder], day: int) -> tuple[Source, ...]:
    """Return who says that each of a chain owns the next on a day, each once."""
    links = set(pairwise(chain))
    sources = (
        source
        for ownership in model.ownerships
        if (ownership.owner, ownership.owned) in links and includes((ownership.window,), day)
        for source in ownership.sources
    )
    return tuple(dict.fromkeys(sources))


def days_owned(owner: int, owned: Owned) -> dict[int, Days]:
    """Return every company that an owner owns, through any number of steps, and on which days.

    A company is looked at again whenever days are added to it; since days only ever grow, and there
    are finitely many, circles of owners end it too.
    """
    days: dict[int, Days] = {}
    waiting: list[tuple[int, Days]] = [(owner, ALL_DAYS)]
    while waiting:
        node, control = waiting.pop()
        for below, window in owned.get(node, ()):
            more = meet_days(control, (window,))
            known = days.get(below, ())
            joined = join_days([*known, *more])
            if more and joined != known:
                days[below] = joined
                waiting.append((below, more))
    days.pop(owner, None)
    return days


def find_chain(owner: int, day: int, owned: Owned, having: dict[int, int]) -> tuple[int, ...]:
    """Return the chain of owning on a day down to who has it by the fewest flows (`having`).

    The owner itself is the first of it. The search goes out step by step, in the order of nodes, so
    each company is found by its shortest chain, the first of several.
    """
    chains: dict[int, tuple[int, ...]] = {owner: (owner,)}
    waiting = [owner]
    for node in waiting:
        for below, window in sorted(owned.get(node, ())):
            if window.start <= day <= window.end and below not in chains:
                chains[below] = (*chains[node], below)
                waiting.append(below)
    del chains[owner]
    return min(
        (having[company], len(chain), chain)
        for company, chain in chains.items()
        if company in having
    )[2]


class CellJson(TypedDict):
    """A cell, as JSON has it."""

    since: str | None
    hops: int | None
    how: How


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cell(Brief):
    """A company can reach a data type, or something that is one."""

    template = "{company} {how} {data}"

    company: Holder
    data: Term
    stay: Stay
    evidence: Evidence = field(repr=False)

    @property
    def how(self) -> How:
        """Whether it collects it, receives it, or only owns a company that has it."""
        return self.stay.how

    @property
    def since(self) -> int:
        """The first day of the stay."""
        return self.stay.since

    @property
    def hops(self) -> int | None:
        """By how few flows it had it on that day; None where it only owns."""
        return self.stay.hops

    @property
    def itself(self) -> bool:
        """Whether it has the type itself, not only something that is one."""
        return bool(self.stay.mask >> self.evidence.world.bits[self.data.id] & 1)

    @property
    def services(self) -> tuple[Holder, ...]:
        """Through which of its holders, itself included."""
        return tuple(self.evidence.world.holders[piece] for piece, _ in self.stay.pieces)

    @property
    def state(self) -> State:
        """Where the path behind it ends."""
        return choose_state(self.evidence, self.stay, self.evidence.mask(self.data))

    @property
    def started(self) -> PartialDate | None:
        """How the model has `since` written, where something in it starts then."""
        return self.evidence.written(self.since, self.evidence.started(self.state))

    def to_dict(self) -> CellJson:
        """Return the cell as JSON has it."""
        return {"since": show_day(self.since), "hops": self.hops, "how": self.how}


def find_cells(evidence: Evidence, companies: Collection[Holder] = ()) -> tuple[Cell, ...]:
    """Return every pair of a company (of these, if any) and a data type that it can reach.

    They are sorted by their ids.
    """
    world = evidence.world
    wanted = {world.nodes[company.id] for company in companies} or range(len(world.holders))
    had = join_masks(history.had_ever() for history in evidence.index.spread.counted)
    known: dict[Mask, list[Stay]] = {0: []}
    cells = []
    for term in world.terms:
        mask = evidence.mask(term) & had  # types that differ only in what nobody has are as one
        if mask not in known:
            known[mask] = find_stays(evidence, mask)
        cells += [
            Cell(world.holders[stay.company], term, stay, evidence)
            for stay in known[mask]
            if stay.company in wanted
        ]
    return tuple(sorted(cells, key=lambda cell: (cell.company.id, cell.data.id)))
