"""The steps of a path in the words of the model: who gave what to whom, on which day, and how sure.

A takeover is a step too: where a company has what a service had before by an operator entry that
begins that day. It counts as no flow.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, TypedDict

from dataflow.common.dates import show_day
from dataflow.common.values import Brief, JsonObject, dataclass, id_of
from dataflow.engine.certainty import (
    FIRMEST,
    DayKind,
    Known,
    certainty_with,
    doubt_of,
    know_step,
    know_takeover,
    start_on,
    told_as,
    weakest,
)
from dataflow.engine.conditions import Applied, apply_conditions
from dataflow.engine.replies import find_replies
from dataflow.engine.world import Collecting, Mask, Rule, Sharing, join_masks
from dataflow.language.words import Basis, Role, Status
from dataflow.model import Derivation, Flow, Hold, Operation
from dataflow.problems import LocationJson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataflow.common.dates import PartialDate
    from dataflow.engine.index import Index
    from dataflow.engine.setting import Setting
    from dataflow.engine.steps import Step
    from dataflow.model import Holder, Model, Quote, Reply, Sent, Source, Term
    from dataflow.problems import Location


class QuoteJson(TypedDict):
    """The words of a source, as JSON has them."""

    source: str
    quote: str | None
    page: str | None


class ReplyJson(TypedDict):
    """A reply, as JSON has it."""

    by: str
    date: str | None
    quote: str
    source: list[str]


def show_reply(reply: Reply) -> ReplyJson:
    """Return a reply as JSON has it."""
    return {
        "by": id_of(reply.by) or str(reply.by),
        "date": show_day(reply.date.first) if reply.date else None,
        "quote": reply.quote,
        "source": [source.id for source in reply.sources],
    }


StepKind = Literal["hold", "flow", "derive", "operator"]

# the functional form, since `from` is a word of Python
StepJson = TypedDict(
    "StepJson",
    {
        "step": StepKind,
        "id": str | None,
        "from": str | list[str] | None,
        "to": str,
        "data": list[str],
        "day": str | None,
        "day_is": DayKind,
        "status": Status,
        "mechanism": str | None,
        "role": Role | None,
        "basis": Basis | None,
        "conditions": list[JsonObject],
        "sources": list[str],
        "quotes": list[QuoteJson],
        "replies": list[ReplyJson],
        "at": LocationJson,
    },
)
"""A step, as JSON has it."""

Arrival = tuple[int, int, int]
"""Where a path ends: the company, the number of the step that gave it the data, the day."""


@dataclass(frozen=True, slots=True, repr=False)
class PathStep(Brief):
    """One step of a path, in the words of the model.

    Attributes:
        sender: who shared it; None but for a flow. Of a company's flow it is the company.
        receiver: who has it then; of a takeover, the company that takes over.
        data: what it carried, as the model names it: the widest types that passed.
        day: the first day on which it can have happened as a part of this path.
        day_is: whether that day is certain, or only a bound.
        conditions: for whom it is so.
        needs: the numbers of the steps that it takes, counted from 0.
        started: how the model has `day` written, where something in it starts then.
        before: of a takeover: the companies that operated the service last before.
        is_over: whether the statement had ended by the day asked about; without one, has at all.
        replies: what was replied to the statement, as far as it is about the receiver.
        certainty: how sure the path is up to this step, with it.
    """

    template = "{kind} {data} to {receiver} at {at}"

    kind: StepKind
    cause: Hold | Flow | Derivation | Operation
    sender: Holder | None
    receiver: Holder
    data: tuple[Term, ...]
    day: int
    day_is: DayKind
    conditions: tuple[Applied, ...]
    needs: tuple[int, ...]
    started: PartialDate | None = None
    before: tuple[Holder, ...] = ()
    is_over: bool = False
    replies: tuple[Reply, ...] = ()
    certainty: Status = FIRMEST

    @property
    def told_as(self) -> Status:
        """As how sure it is told: who may have something may have shared it.

        That a service was taken over is so whatever was there.
        """
        return self.status if self.kind == "operator" else told_as(self.status, self.certainty)

    @property
    def status(self) -> Status:
        """How sure the statement is."""
        return self.cause.status

    @property
    def sources(self) -> tuple[Source, ...]:
        """Who says so."""
        return self.cause.sources

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words of the sources that belong to the statement."""
        return self.cause.quotes

    @property
    def own_start(self) -> Known | None:
        """The start of the statement, where that is the day of the step.

        A takeover has a day of its own, even where what is taken over has none.
        """
        return start_on(self.cause, self.day)

    @property
    def at(self) -> Location:
        """Where it stands in the model."""
        return self.cause.at

    def to_dict(self) -> StepJson:
        """Return the step as JSON has it."""
        taken = isinstance(self.cause, Operation)
        flow = self.cause if isinstance(self.cause, Flow) else None
        return {
            "step": self.kind,
            "id": self.cause.service.id if isinstance(self.cause, Operation) else id_of(self.cause),
            "from": [holder.id for holder in self.before] if taken else id_of(self.sender),
            "to": self.receiver.id,
            "data": [term.id for term in self.data],
            "day": show_day(self.day),
            "day_is": self.day_is,
            "status": self.status,
            "mechanism": flow.mechanism if flow else None,
            "role": flow.role if flow else None,
            "basis": flow.basis if flow else None,
            "conditions": [condition.to_dict() for condition in self.conditions],
            "sources": [source.id for source in self.sources],
            "quotes": [
                {"source": quote.source.id, "quote": quote.quote, "page": quote.page}
                for quote in self.quotes
            ],
            "replies": [show_reply(reply) for reply in self.replies],
            "at": self.at.to_dict(),
        }


class Wording:
    """Puts the steps of paths into the words of a model."""

    def __init__(self, model: Model, setting: Setting, index: Index) -> None:
        """Take the model that was asked, how, and who has what in it."""
        self.model, self.setting, self.index = model, setting, index
        self.world = index.world

    def tell(self, steps: Sequence[Step], arrivals: Iterable[Arrival]) -> tuple[PathStep, ...]:
        """Return the steps of paths, each after those that it takes, takeovers among them."""
        return _Telling(self, steps).tell(arrivals)


class _Telling:
    """The telling of some paths, which may share steps.

    Attributes:
        told: the steps so far.
        known: how well the day of each is known.
        given: which types each gave, as far as it is told.
        numbers: at which place each step stands among those told.
        same: likewise, by what is told of it.
    """

    def __init__(self, wording: Wording, steps: Sequence[Step]) -> None:
        self.wording, self.steps = wording, steps
        self.index, self.world = wording.index, wording.world
        self.told: list[PathStep] = []
        self.known: list[Known] = []
        self.given: list[Mask] = []
        self.numbers: list[int] = []
        self.same: dict[tuple[object, ...], int] = {}

    def tell(self, arrivals: Iterable[Arrival]) -> tuple[PathStep, ...]:
        for step in self.steps:
            self._add(step)
        for company, number, day in dict.fromkeys(arrivals):
            self._reach(company, [number], day)
        return tuple(self.told)

    def _add(self, step: Step) -> None:
        cause, model = step.cause.cause, self.wording.model
        taker = step.cause.sender if isinstance(step.cause, Sharing) else step.fact.node
        needs = self._reach(taker, step.needs, step.day)
        since = [self._known_at(taker, need, step.day) for need in step.needs]
        known = know_step(cause, step.day, since)
        data, given = self._name(step, needs)
        receiver = self.world.holders[step.fact.node]
        told = PathStep(
            kind=_KINDS[type(cause)],
            cause=cause,
            sender=self.world.holders[step.cause.sender]
            if isinstance(step.cause, Sharing)
            else None,
            receiver=receiver,
            data=data,
            day=step.day,
            day_is=known.kind,
            conditions=apply_conditions(cause, model, self.wording.setting, step.day),
            needs=needs,
            started=known.written,
            is_over=cause.window.end < self.wording.setting.day,
            replies=find_replies(cause, receiver, model) if isinstance(cause, Flow) else (),
            certainty=weakest([cause.status, *(self.told[need].certainty for need in needs)]),
        )
        # steps that carried several types are one where the wider one is named that has them all
        names = tuple(term.id for term in data)
        key = (id(cause), id_of(told.sender), told.receiver.id, names, step.day, needs)
        number = self.same.setdefault(key, len(self.told))
        self.numbers.append(number)
        if number == len(self.told):
            self.known.append(known)
            self.given.append(given)
            self.told.append(told)

    # takeovers

    def _reach(self, holder: int, needs: Iterable[int], day: int) -> tuple[int, ...]:
        """Return by which told steps a holder has what some steps gave, on a day.

        What lies in a service that it took over since is had by that takeover, which is told then.
        """
        numbers: list[int] = []
        taken: dict[tuple[int, int], list[int]] = defaultdict(list)
        for need in needs:
            node, number = self.steps[need].fact.node, self.numbers[need]
            run = self.index.run_of(holder, node, day)
            begun = node != holder and run.start > self.steps[need].day
            if begun and self.index.operations_from(holder, node, run.start):
                if number not in taken[node, run.start]:
                    taken[node, run.start].append(number)
            else:
                numbers.append(number)
        numbers += [self._take_over(holder, *key, ns) for key, ns in taken.items()]
        return tuple(sorted(set(numbers)))

    def _known_at(self, holder: int, need: int, day: int) -> Known:
        """Return since when a holder has what a step gave, itself or through a service."""
        node, known = self.steps[need].fact.node, self.known[self.numbers[need]]
        if node == holder:
            return known
        start = self.index.run_of(holder, node, day).start
        return know_takeover(known, self.index.operations_from(holder, node, start), start)

    def _take_over(self, company: int, service: int, day: int, needs: list[int]) -> int:
        begun = self.index.operations_from(company, service, day)
        for number, step in enumerate(self.told):
            if step.kind == "operator" and step.cause in begun and step.needs == tuple(needs):
                return number
        operation, holders = begun[0], self.world.holders
        known = max((know_takeover(self.known[need], begun, day) for need in needs), key=doubt_of)
        data = {term.id: term for need in needs for term in self.told[need].data}
        self.known.append(known)
        self.given.append(join_masks(self.given[need] for need in needs))
        self.told.append(
            PathStep(
                kind="operator",
                cause=operation,
                sender=None,
                receiver=holders[company],
                data=tuple(data[term_id] for term_id in sorted(data)),
                day=day,
                day_is=known.kind,
                conditions=(),
                needs=tuple(needs),
                started=known.written,
                before=_operators_before(self.wording.model, operation, day),
                certainty=certainty_with(
                    weakest(self.told[need].certainty for need in needs), [operation]
                ),
            )
        )
        return len(self.told) - 1

    # what a step carried

    def _name(self, step: Step, needs: tuple[int, ...]) -> tuple[tuple[Term, ...], Mask]:
        """Return the widest types that a step is told to have carried, and all that they cover."""
        bit = step.fact.bit
        match step.cause:
            case Collecting(cause=hold):
                covers = {term: self._cover(term, exactly=hold.exactly) for term in hold.data}
            case Rule(cause=rule):
                covers = {rule.to: self._cover(rule.to)}
            case Sharing(cause=flow):
                covers = self._carried(flow.sent, join_masks(self.given[need] for need in needs))
        named = {term: cover for term, cover in covers.items() if cover & bit}
        widest = [
            term
            for term, cover in named.items()
            if not any(cover | wide == wide != cover for wide in named.values())
        ]
        widest.sort(key=lambda term: term.id)
        return tuple(widest), join_masks(named[term] for term in widest)

    def _carried(self, sent: Iterable[Sent], had: Mask) -> dict[Term, Mask]:
        """Return each type that may be told to have arrived of what was had, with all it covers."""
        covers: dict[Term, Mask] = {}
        for part in sent:
            carried = had & join_masks(self._cover(t, exactly=part.exactly) for t in part.data)
            if part.arrives is None:
                for term in self.world.terms_in(carried):
                    cover = carried & self._cover(term, exactly=part.exactly)
                    covers[term] = covers.get(term, 0) | cover
            elif had & join_masks(map(self._cover, part.data)):
                cover = self._cover(part.arrives, exactly=part.exactly)
                covers[part.arrives] = covers.get(part.arrives, 0) | cover
        return covers

    def _cover(self, term: Term, *, exactly: bool = False) -> Mask:
        bit = self.world.bits[term.id]
        return 1 << bit if exactly else self.world.below[bit]


_KINDS: dict[type, StepKind] = {
    Hold: "hold",
    Flow: "flow",
    Derivation: "derive",
}


def _operators_before(model: Model, operation: Operation, day: int) -> tuple[Holder, ...]:
    """Return who operated a service on the day before a takeover, or else who did last."""
    others = [
        each
        for each in model.operations_of(operation.service)
        if each.company != operation.company and each.window.start < day
    ]
    end = max((min(each.window.end, day - 1) for each in others), default=day)
    last = [each.company for each in others if min(each.window.end, day - 1) == end]
    return tuple(dict.fromkeys(last))
