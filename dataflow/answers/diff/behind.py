"""What is behind a change: what the one setting has on its path and the other has not.

The path of `why`, in the setting that has the data, needs its holds, flows and derivations, that
companies operate services and, with owners, that they own companies. Each is looked for in the
other setting: first whether it is there at all up to the day asked about; where all of it is, on
the very days of the path. There too it may have been given, and deleted.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal, TypedDict

from dataflow.common.dates import ALWAYS, NEVER, Days, Window, includes, join_days, meet_days
from dataflow.common.values import Brief, dataclass
from dataflow.engine.certainty import is_at_least, is_firm
from dataflow.engine.index import Cause as CauseInWorld
from dataflow.engine.index import Fact
from dataflow.engine.world import Collecting, Mask, Rule, Sharing
from dataflow.model import Deletion, Derivation, Flow, Hold, Holder, Model, Operation, Ownership

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.engine.evidence import Evidence, Grounds
    from dataflow.engine.reach import Cell
    from dataflow.engine.steps import Step
    from dataflow.language.words import Status
    from dataflow.problems import Location, LocationJson

Kind = Literal["flow", "hold", "owner", "operator", "deletion", "derivation"]
Cause = Hold | Flow | Derivation | Ownership | Operation | Deletion


class BehindJson(TypedDict):
    """What is behind a change, as JSON has it."""

    kind: Kind
    id: str | None
    at: LocationJson


@dataclass(frozen=True, slots=True, repr=False)
class Behind(Brief):
    """One thing that is behind a change.

    Attributes:
        cause: what it is, in the model that has it.
    """

    cause: Cause

    def brief(self) -> str:
        """Return in a few words what it is."""
        return f"{self.kind} {self.id or ''} at {self.at}"

    @property
    def kind(self) -> Kind:
        """What it is."""
        return _KINDS[type(self.cause)][0]

    @property
    def id(self) -> str | None:
        """The flow, the derivation, or the company that owns or operates; None for the others."""
        _, attribute, _ = _KINDS[type(self.cause)]
        return str(attrgetter(attribute)(self.cause)) if attribute else None

    @property
    def at(self) -> Location:
        """Where it stands in the model."""
        return self.cause.at

    @property
    def status(self) -> Status:
        """How sure it is."""
        return self.cause.status

    @property
    def order(self) -> tuple[object, ...]:
        """By kind, id, what it is about, and place."""
        *_, attribute = _KINDS[type(self.cause)]
        about = attrgetter(attribute)(self.cause) if attribute else ""
        data = self.cause.data if isinstance(self.cause, Hold | Deletion) else ()
        place = (self.at.file, self.at.line, self.at.column or 0)
        return (self.kind, self.id or "", (about, *(term.id for term in data)), place)

    def to_dict(self) -> BehindJson:
        """Return it as JSON has it."""
        return {"kind": self.kind, "id": self.id, "at": self.at.to_dict()}


_KINDS: Final[Mapping[type, tuple[Kind, str, str]]] = {
    Flow: ("flow", "id", ""),
    Hold: ("hold", "", "holder.id"),
    Ownership: ("owner", "owner.id", "owned.id"),
    Operation: ("operator", "company.id", "service.id"),
    Deletion: ("deletion", "", "holder.id"),
    Derivation: ("derivation", "id", ""),
}
"""What each kind of cause is called, then where it has its id and what it is about, if it has."""


def find_behind(cell: Cell, other: Evidence) -> tuple[Behind, ...]:
    """Return what lets a company reach some data in one setting and is missing from another.

    Args:
        cell: what it can reach in the one.
        other: the setting in which it cannot.
    """
    needs = _Needs(cell, other)
    causes = [*needs.missing(), *needs.taken_at_last(), *needs.run_by_others()]
    causes = causes or [*needs.late(), *needs.taken_on_the_way()]
    return tuple(sorted(dict.fromkeys(causes), key=lambda behind: behind.order))


@dataclass(frozen=True, slots=True, eq=False)
class _Need:
    """What a path needs on a day; `days` are those on which the other setting has it.

    `final`: it is needed on the day asked about, and not only when the data passed.
    """

    cause: Cause
    day: int
    days: Days
    final: bool = False


def _find_last(grounds: Grounds, mask: Mask) -> Grounds:
    """Return the path, as sure, by the flow that gave last up to the day asked about.

    What had ended long before is not what somebody has lost since, nor what they had deleted.
    """
    day = grounds.evidence.setting.day
    if day == NEVER:
        return grounds
    grounds = _find_later(grounds, grounds.evidence, mask)
    evidence = grounds.evidence
    final = evidence.shortest.path_to(grounds.state)[-1]
    if not isinstance(final.cause, Sharing):
        return grounds
    node = final.fact.node
    windows = (given.cause.window for given in evidence.transfers(node, mask) if given.sender)
    last = max((window.end for window in windows if window.start <= day), default=ALWAYS)
    if last <= final.cause.cause.window.end:
        return grounds
    flows = evidence.world.flows
    later = evidence.with_flows(
        flow for flow in flows if flow.receiver != node or flow.cause.window.end >= last
    )
    return _find_later(grounds, later, mask)


def _find_later(grounds: Grounds, evidence: Evidence, mask: Mask) -> Grounds:
    """Return by which path, as sure, the holder has it on the day asked about; else the same."""
    if evidence.stay(evidence.days_with(grounds.holder, mask)) is None:
        return grounds
    later = evidence.surest([grounds.holder], mask, evidence.setting.day, None)
    return later if is_at_least(later.certainty, grounds.certainty) else grounds


def find_grounds(cell: Cell) -> Grounds:
    """Return the path by which a change is told: the surest, by the flow that gave last."""
    finding = cell.finding.surest
    grounds = finding.grounds
    if finding.evidence.setting.day != NEVER:
        grounds = (finding.now or finding.parts[-1]).grounds
    return _find_last(grounds, finding.mask)


class _Needs:
    """What the path to a cell needs, and what the other setting has of it."""

    def __init__(self, cell: Cell, other: Evidence) -> None:
        finding, grounds = cell.finding.surest, find_grounds(cell)
        self.own, self.other = grounds.evidence, other
        # the path on the day asked about may begin later than the data was first had
        self.since = max(finding.stay.since, grounds.day)
        self.ties, self.having = finding.ties, grounds.holder
        self.steps = self.own.shortest.path_to(grounds.state)
        self.day = other.setting.day
        self.needs = [need for step in self.steps for need in self._of_step(step)]
        self.needs += self._of_end()

    def missing(self) -> Iterator[Behind]:
        """Yield what the other setting does not have at all, up to the day asked about."""
        for need in self.needs:
            first = self.day if self._is_final(need) else ALWAYS
            if not meet_days(need.days, (Window(first, self.day),)):
                yield Behind(need.cause)

    def late(self) -> Iterator[Behind]:
        """Yield what the other setting does not have when the path needs it."""
        for need in self.needs:
            day = self.day if self._is_final(need) else min(need.day, self.day)
            if not includes(need.days, day):
                yield Behind(need.cause)

    def _is_final(self, need: _Need) -> bool:
        return need.final and self.day != NEVER

    def taken_at_last(self) -> Iterator[Behind]:
        """Yield the deletions after which the other setting has it no longer."""
        fact = self._there(self.steps[-1].fact)
        if fact is None or self.day == NEVER:
            return
        days = self.other.index.history(fact.node, counted=True).days_with(fact.bit)
        ends = [run.end for run in days if run.start <= self.day]
        if ends and ends[-1] < self.day:
            yield from self._deletions(fact, Window(ends[-1] + 1, ends[-1] + 1))

    def run_by_others(self) -> Iterator[Behind]:
        """Yield who, in the other setting, operates what here is a company of its own.

        By service that changes nothing: what a service has is its own.
        """
        if self.own.setting.by == "service":
            return
        holder = self.other.model.holders.get(self.own.world.holders[self.having].id)
        if holder is not None and not holder.is_company:
            yield from map(Behind, self.other.model.operations_of(holder))

    def taken_on_the_way(self) -> Iterator[Behind]:
        """Yield the deletions that in the other setting come between two steps of the path."""
        last = self.steps[-1]
        spans = [(self.steps[n], step.day) for step in self.steps for n in step.needs]
        for step, day in [*spans, (last, self.since if self.day == NEVER else self.day)]:
            fact = self._there(step.fact)
            if fact is not None:
                span = Window(min(step.day, self.day) + 1, min(day, self.day))
                yield from self._deletions(fact, span)

    def _deletions(self, fact: Fact, span: Window) -> Iterator[Behind]:
        world, index = self.other.world, self.other.index
        for gone in self.other.model.deletions:
            here = span.start <= gone.day <= span.end and fact.bit & world.mask_of(gone.data)
            if (
                here
                and is_firm(gone.status)
                and fact.node in index.pieces_on(world.nodes[gone.holder.id], gone.day)
            ):
                yield Behind(gone)

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
        for tie in self.ties:
            yield _Need(tie, self.since, self._days_owned(tie), final=True)
        yield from self._operating(self.having, self.steps[-1].fact.node, self.since, final=True)

    def _operating(
        self, company: int, piece: int, day: int, *, final: bool = False
    ) -> Iterator[_Need]:
        """Yield the need that a company operates the service from which it takes something."""
        if company == piece:
            return
        operator, service = (self.own.world.holders[node] for node in (company, piece))
        days = join_days(tie.window for tie in _operations(self.other.model, operator, service))
        for tie in _operations(self.own.model, operator, service):
            if includes((tie.window,), day):
                yield _Need(tie, day, days, final=final)
                break

    # what the other setting has of it

    def _days_owned(self, tie: Ownership) -> Days:
        """Return the days on which the same owner counts there for the same owned."""
        if not self.other.setting.owners:
            return ()
        ties = self.other.model.ownerships_of(tie.owned)
        return join_days(each.window for each in ties if each.owner.id == tie.owner.id)

    def _bit(self, fact: Fact) -> Mask:
        """Return the type of a fact in the numbers of the other setting; 0 for no such type."""
        (term,) = self.own.world.terms_in(fact.bit)
        number = self.other.world.bits.get(term.id)
        return 0 if number is None else 1 << number

    def _there(self, fact: Fact) -> Fact | None:
        """Return a fact in the numbers of the other setting, which may know no such thing."""
        holder = self.own.world.holders[fact.node]
        node, bit = self.other.world.nodes.get(holder.id), self._bit(fact)
        return None if node is None or not bit else Fact(node, bit)

    def _days_of(self, step: Step) -> Days:
        """Return the days on which the other setting can take this step."""
        fact = self._there(step.fact)
        if fact is None:
            return ()
        days = (
            self.other.index.days_in_force(cause, fact.node)
            for cause in self._causes_there(step, fact)
        )
        return join_days(window for there in days for window in there)

    def _causes_there(self, step: Step, fact: Fact) -> Iterator[CauseInWorld]:
        """Yield what in the other setting gives the same by the same hold, flow or rule."""
        index, taken = self.other.index, self._taken(step)
        wanted = self.other.world.asks_purpose and step is self.steps[-1]
        match step.cause:
            case Collecting():
                yield from index.holds_giving(fact, wanted=wanted)
            case Sharing(cause=flow, sender=node):
                sender = self.own.world.holders[node].id
                for sharing, sources in index.flows_giving(fact, wanted=wanted):
                    is_theirs = self.other.world.holders[sharing.sender].id == sender
                    if is_theirs and _is_same(sharing.cause, flow) and sources & taken:
                        yield sharing
            case Rule(cause=derivation) if not wanted:
                rules = index.rules_giving(fact)
                yield from (rule for rule in rules if _applies(rule, derivation, taken))

    def _taken(self, step: Step) -> Mask:
        """Return the types that a step takes, in the numbers of the other setting."""
        taken = 0
        for number in step.needs:
            taken |= self._bit(self.steps[number].fact)
        return taken


def _operations(model: Model, company: Holder, service: Holder) -> list[Operation]:
    """Return when, in a model, a company operates a service."""
    return [tie for tie in model.operations_of(service) if tie.company.id == company.id]


def _applies(rule: Rule, derivation: Derivation, taken: Mask) -> bool:
    return rule.cause.id == derivation.id and all(part & taken for part in rule.body)


def _is_same(flow: Flow, other: Flow) -> bool:
    senders, others = ([sender.id for sender in each.senders] for each in (flow, other))
    return flow.id == other.id and senders == others
