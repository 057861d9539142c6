"""What is behind a change: what the one setting has on its path and the other has not.

The path of `why`, in the setting that has the data, needs its holds, flows and derivations, that
companies operate services and, with owners, that they own companies. Each is looked for in the
other setting: first whether it is there at all up to the day asked about; where all of it is, on
the very days of the path. There too it may have been given, and deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from dataflow.common.dates import ALWAYS, NEVER, Window, includes, join_days, meet_days
from dataflow.common.values import Brief
from dataflow.engine.world import Collecting, Sharing
from dataflow.model import Deletion, Derivation, Flow, Hold, Operation, Ownership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.common.dates import Days
    from dataflow.engine.evidence import Evidence
    from dataflow.engine.index import Fact
    from dataflow.engine.reach import Cell
    from dataflow.engine.steps import Step
    from dataflow.model import Holder
    from dataflow.problems import Location

Kind = Literal["flow", "hold", "owner", "operator", "deletion", "derivation"]
Cause = Hold | Flow | Derivation | Ownership | Operation | Deletion


@dataclass(frozen=True, slots=True, repr=False)
class Behind(Brief):
    """One thing that is behind a change.

    Attributes:
        cause: what it is, in the model that has it.
    """

    cause: Cause

    def brief(self) -> str:
        """Say what it is, and of what."""
        return f"{self.kind} {self.id or ''} at {self.at}"

    @property
    def kind(self) -> Kind:
        """What it is."""
        return _KINDS[type(self.cause)]

    @property
    def id(self) -> str | None:
        """The flow, the derivation, or the company that owns or operates; None for the others."""
        match self.cause:
            case Flow() | Derivation():
                return self.cause.id
            case Ownership():
                return self.cause.owner.id
            case Operation():
                return self.cause.company.id
            case _:
                return None

    @property
    def at(self) -> Location:
        """Where it stands in the model."""
        return self.cause.at

    @property
    def order(self) -> tuple[object, ...]:
        """By kind, id, what it is about, and place."""
        place = (self.at.file, self.at.line, self.at.column or 0)
        return (self.kind, self.id or "", self._about(), place)

    def _about(self) -> tuple[str, ...]:
        match self.cause:
            case Hold() | Deletion():
                return (self.cause.holder.id, *(term.id for term in self.cause.data))
            case Ownership():
                return (self.cause.owned.id,)
            case Operation():
                return (self.cause.service.id,)
            case _:
                return ()

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return {"kind": self.kind, "id": self.id, "at": self.at.to_dict()}


_KINDS: dict[type, Kind] = {
    Flow: "flow",
    Hold: "hold",
    Ownership: "owner",
    Operation: "operator",
    Deletion: "deletion",
    Derivation: "derivation",
}


def find_behind(cell: Cell, other: Evidence) -> tuple[Behind, ...]:
    """Find what lets a company reach some data in one setting and is missing from another.

    Args:
        cell: what it can reach in the one.
        other: the setting in which it cannot.
    """
    needs = _Needs(cell, other)
    found = [*needs.missing(), *needs.taken_at_last(), *needs.run_by_others()]
    found = found or [*needs.late(), *needs.taken_on_the_way()]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.order))


@dataclass(frozen=True, slots=True, eq=False)
class _Need:
    """What a path needs on a day; `days` are those on which the other setting has it.

    `final`: it is needed on the day asked about, and not only when the data passed.
    """

    cause: Cause
    day: int
    days: Days
    final: bool = False


class _Needs:
    """What the path to a cell needs, and what the other setting has of it."""

    def __init__(self, cell: Cell, other: Evidence) -> None:
        self.own, self.other, self.stay = cell.evidence, other, cell.stay
        self.steps = self.own.shortest.paths_to([cell.state])
        self.day = other.setting.day
        self.needs = [need for step in self.steps for need in self._of_step(step)]
        self.needs += self._of_end()

    def missing(self) -> Iterator[Behind]:
        """Give what the other setting does not have at all, up to the day asked about."""
        for need in self.needs:
            there = bool(meet_days(need.days, (Window(ALWAYS, self.day),)))
            if need.final and self.day != NEVER:
                there = includes(need.days, self.day)
            if not there:
                yield Behind(need.cause)

    def late(self) -> Iterator[Behind]:
        """Give what the other setting does not have when the path needs it."""
        for need in self.needs:
            final = need.final and self.day != NEVER
            if not includes(need.days, self.day if final else min(need.day, self.day)):
                yield Behind(need.cause)

    def taken_at_last(self) -> Iterator[Behind]:
        """Give the deletions after which the other setting has it no longer."""
        node, bit = self._translate(self.steps[-1].fact)
        if node is not None and bit and self.day != NEVER:
            days = self.other.index.history(node, counted=True).days_with(bit)
            ends = [run.end for run in days if run.start <= self.day]
            if ends and ends[-1] < self.day:
                yield from self._deletions(node, bit, Window(ends[-1] + 1, ends[-1] + 1))

    def run_by_others(self) -> Iterator[Behind]:
        """Give who, in the other setting, operates what here is a company of its own."""
        having = self.stay.chain[-1] if self.stay.chain else self.stay.company
        there = self.other.model.holders.get(self.own.world.holders[having].id)
        if there is not None and not there.is_company:
            yield from map(Behind, self.other.model.operations_of(there))

    def taken_on_the_way(self) -> Iterator[Behind]:
        """Give the deletions that in the other setting come between two steps of the path."""
        last = self.steps[-1]
        spans = [(self.steps[n], step.day) for step in self.steps for n in step.needs]
        for step, day in [*spans, (last, self.stay.since if self.day == NEVER else self.day)]:
            node, bit = self._translate(step.fact)
            if node is not None and bit:
                span = Window(min(step.day, self.day) + 1, min(day, self.day))
                yield from self._deletions(node, bit, span)

    def _deletions(self, node: int, bit: int, span: Window) -> Iterator[Behind]:
        world, index = self.other.world, self.other.index
        for one in self.other.model.deletions:
            here = span.start <= one.day <= span.end and bit & world.mask_of(one.data)
            if here and node in index.pieces_on(world.nodes[one.holder.id], one.day):
                yield Behind(one)

    # what the path needs

    def _of_step(self, step: Step) -> Iterator[_Need]:
        cause, node = step.cause, step.fact.node
        yield _Need(cause.cause, step.day, self._days_of(step))
        if isinstance(cause, Collecting):
            origin = self.own.setting.origin
            if origin is not None:
                yield from self._operating(self.own.world.nodes[origin.id], node, step.day)
            return
        user = cause.sender if isinstance(cause, Sharing) else node
        for number in step.needs:
            yield from self._operating(user, self.steps[number].fact.node, step.day)

    def _of_end(self) -> Iterator[_Need]:
        stay, holders = self.stay, self.own.world.holders
        for owner, owned in pairwise([stay.company, *stay.chain[1:]]):
            upper, lower = holders[owner], holders[owned]
            days = self._owned(upper, lower) if self.other.setting.owners else ()
            for one in self.own.model.ownerships_of(lower):
                if one.owner == upper and includes((one.window,), stay.since):
                    yield _Need(one, stay.since, days, final=True)
                    break
        having = stay.chain[-1] if stay.chain else stay.company
        yield from self._operating(having, self.steps[-1].fact.node, stay.since, final=True)

    def _operating(
        self, company: int, piece: int, day: int, *, final: bool = False
    ) -> Iterator[_Need]:
        """Give that a company operates a service on a day, where it takes something from it."""
        holders = self.own.world.holders
        if company == piece:
            return
        operator, service = holders[company], holders[piece]
        for one in self.own.model.operations_of(service):
            if one.company == operator and includes((one.window,), day):
                yield _Need(one, day, self._operated(operator, service), final=final)
                return

    # what the other setting has of it

    def _operated(self, company: Holder, service: Holder) -> Days:
        there = self.other.model.operations_of(service)
        return join_days(one.window for one in there if one.company.id == company.id)

    def _owned(self, owner: Holder, owned: Holder) -> Days:
        there = self.other.model.ownerships_of(owned)
        return join_days(one.window for one in there if one.owner.id == owner.id)

    def _translate(self, fact: Fact) -> tuple[int | None, int]:
        """Give a holder and a type by their numbers in the other setting; None, 0 for no such."""
        world, there = self.own.world, self.other.world
        (term,) = world.terms_in(fact.bit)
        number = there.bits.get(term.id)
        return there.nodes.get(world.holders[fact.node].id), 0 if number is None else 1 << number

    def _days_of(self, step: Step) -> Days:
        """Give the days on which the other setting can take this step."""
        node, bit = self._translate(step.fact)
        if node is None or not bit:
            return ()
        wanted = self.other.world.asks_purpose and step is self.steps[-1]
        taken = 0
        for number in step.needs:
            taken |= self._translate(self.steps[number].fact)[1]
        cause, index = step.cause, self.other.index
        if isinstance(cause, Collecting):
            holds = index.collecting.get(node, ())
            fitting = [hold.days for hold in holds if hold.mask & bit and hold.wanted >= wanted]
        elif isinstance(cause, Sharing):
            fitting = [
                flow.days
                for flow in index.sharing.get(node, ())
                if _is_same(flow.cause, cause.cause)
                and flow.sources_of(bit) & taken
                and flow.wanted >= wanted
            ]
        else:
            fitting = [
                index.days_in_force(rule, node)
                for rule in self.other.world.rules
                if rule.cause.id == cause.cause.id
                and rule.gives & bit
                and all(part & taken for part in rule.body)
                and not wanted
            ]
        return join_days(window for days in fitting for window in days)


def _is_same(flow: Flow, other: Flow) -> bool:
    return (flow.id, flow.sender.id) == (other.id, other.sender.id)
