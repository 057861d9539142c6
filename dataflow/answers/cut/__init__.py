"""cut: which flows would have to stop, so that a company cannot reach a data type."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypedDict, Unpack

from dataflow.answers.answer import Answer, ReasonedJson, list_unnamed
from dataflow.answers.cut import highs
from dataflow.answers.cut.cutset import Arrival, Severing, Target, aim, find_arrival
from dataflow.answers.cut.hitting_set import search_small
from dataflow.answers.cut.weights import UNIT, Weights, find_weights, show_weight
from dataflow.answers.doubts import find_doubts_about
from dataflow.answers.reasons import find_reasons
from dataflow.answers.units import Target as Asked
from dataflow.answers.units import find_target
from dataflow.common.dates import show_day
from dataflow.common.values import Brief, Frozen, dataclass
from dataflow.engine.evidence import Evidence, begin
from dataflow.engine.index import narrow
from dataflow.engine.units import add_unit
from dataflow.model.names import find_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dataflow.answers.reasons import Reason
    from dataflow.common.values import JsonObject
    from dataflow.engine.path_steps import PathStep
    from dataflow.engine.setting import Settings
    from dataflow.language.words import Status
    from dataflow.model import Flow, Holder, Model, Ownership, Term


# the functional form, since `from` is a word of Python
CutFlowRecord = TypedDict(
    "CutFlowRecord",
    {
        "flow": str,
        "from": str | list[str],
        "to": list[str],
        "data": list[str],
        "since": str | None,
        "until": str | None,
        "purposes": list[str],
        "weight": int | float,
        "sources": list[str],
        "at": str,
    },
)
"""A flow that would have to stop, as a record has it."""


class CutFlowsJson(TypedDict):
    """The flows by their ids, as JSON has them."""

    possible: bool
    flows: list[str]
    weight: int | float | None


class CutJson(ReasonedJson[CutFlowsJson]):
    """The JSON object of an answer."""

    stopped: str | None


@dataclass(frozen=True, repr=False)
class Way(Brief):
    """How some of the data is there: on the day asked about, or else on the first on which it is.

    Attributes:
        steps: a path with the fewest flows.
        certainty: how sure the path is.
        ties: by which statements each owns the next, from the company down to who has it; empty
            where the company has it itself.
    """

    steps: tuple[PathStep, ...]
    certainty: Status
    ties: tuple[Ownership, ...]

    @property
    def owns(self) -> tuple[Holder, ...]:
        """The chain of owning down to who has it; empty where the company has it itself."""
        return tuple(tie.owned for tie in self.ties)

    def brief(self) -> str:
        """Return in a few words what it is."""
        return f"in {len(self.steps)} steps"


@dataclass(frozen=True, repr=False)
class CutFlow(Brief):
    """A flow that would have to stop.

    Attributes:
        evidence, target, others: what its proof is found from: who has what, who must not have
            what, and the other flows that stop.
    """

    template = "{flow}, weight {weight}"

    flow: Flow
    weight: int | float
    evidence: Evidence = field(repr=False, compare=False)
    target: Target = field(repr=False, compare=False)
    others: frozenset[str] = field(repr=False, compare=False)

    @cached_property
    def way(self) -> Way | None:
        """How the data arrives when this one goes on and the others stop.

        None only where the search stopped, and this one need not have.
        """
        flows = self.evidence.world.flows
        left = (flow for flow in flows if flow.cause.id not in self.others)
        return _way(find_arrival(self.evidence.with_flows(left), self.target))

    def to_dict(self) -> CutFlowRecord:
        """Return the flow as a record has it."""
        senders = [holder.id for holder in self.flow.senders]
        return {
            "flow": self.flow.id,
            "from": senders[0] if len(senders) == 1 else senders,
            "to": [holder.id for holder in self.flow.receivers],
            "data": sorted({term.id for sent in self.flow.sent for term in sent.data}),
            "since": show_day(self.flow.window.start),
            "until": show_day(self.flow.window.end),
            "purposes": [purpose.id for purpose in self.flow.purposes],
            "weight": self.weight,
            "sources": [source.id for source in self.flow.sources],
            "at": str(self.flow.at),
        }


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Cut(Answer):
    """A lightest set of flows without which a company has none of the data.

    Iterating gives the flows.

    Attributes:
        possible: whether there is such a set.
        flows: the first of the lightest by the sorted ids; none where it is not possible, or where
            nothing arrives as it is.
        weight: what they weigh together, each 1 without weights; None where it is not possible.
        least: what any such set weighs at least: `weight`, unless the search stopped.
        stopped: why there may be a lighter set, or None.
        way: where it is not possible: how the company has it without any flow.
        weights: what was given for flows, by id.
    """

    command: ClassVar[str] = "cut"
    columns: ClassVar[tuple[str, ...]] = ("possible", *CutFlowRecord.__annotations__)

    data: Term
    asked: Asked
    possible: bool
    flows: tuple[CutFlow, ...]
    weight: int | float | None
    least: int | float | None
    stopped: str | None
    way: Way | None
    weights: Mapping[str, int | float]

    @property
    def company(self) -> Holder:
        """Who was asked about: by service, whoever holds it."""
        return self.asked.holder

    def brief(self) -> str:
        """Return in a few words what it is."""
        return f"of {self.data.id} from {self.company.id} in {self.model.path}: {len(self)} flows"

    def __iter__(self) -> Iterator[CutFlow]:
        return iter(self.flows)

    def arguments(self) -> JsonObject:
        """Return what was asked about; `weights` are those that were given, by flow."""
        asked: JsonObject = {
            "data": self.data.id,
            "company": self.company.id,
            "weights": dict(sorted(self.weights.items())),
        }
        return add_unit(self.evidence, asked, self.company)

    def reasons(self) -> tuple[Reason, ...]:
        """Return why nothing has to stop."""
        if self.flows or self.way:
            return ()
        return find_reasons(self.evidence, [self.data], [self.company])

    def to_dict(self) -> CutJson:
        """Return the JSON object of the answer; `stopped` says why it may not be least, or null."""
        return {**Answer.to_dict(self), "stopped": self.stopped}

    def body(self) -> CutFlowsJson:
        """Return whether it is possible, the ids of the flows, and what they weigh."""
        return {
            "possible": self.possible,
            "flows": [flow.flow.id for flow in self.flows],
            "weight": self.weight,
        }

    def records(self) -> list[dict[str, object]]:
        """Return one record for each flow, or, without flows, one on whether it is possible."""
        nothing = dict.fromkeys(self.columns) | {"weight": self.weight}
        records: list[Mapping[str, object]] = [flow.to_dict() for flow in self.flows]
        return [{**flow, "possible": self.possible} for flow in records or [nothing]]


def cut(
    model: Model,
    data: str,
    company: str,
    weights: Weights | str | Path | None = None,
    **settings: Unpack[Settings],
) -> Cut:
    """Ask which flows would have to stop, so that a company cannot reach a data type.

    The fewest, or with weights the lightest; of several such sets the first by its sorted ids. With
    `as_of` the company has none of it on that day, without on any day; with `owners`, no company
    has that it owns then.

    Args:
        model: the model to ask.
        data: a data type, by id or name; a category stands for all its members.
        company: a company, by id or name; a service stands for its operator, but by service
            for itself.
        weights: what it takes to stop a flow, by id: a mapping, or a file of YAML or CSV. A flow
            without one weighs 1.
        settings: see `Settings`.

    Raises:
        QuestionError: something that was named does not exist, a weight is none, or too many flows
            hang together and scipy is not installed.
        ModelError: the file of weights is not valid; every problem, with its place.
    """
    evidence = begin(model, settings)
    term = find_data(evidence.model, data)
    asked = find_target(evidence, company, evidence.mask(term))
    holder = asked.holder
    given = find_weights(evidence.model, weights)
    target = aim(evidence, evidence.world.nodes[holder.id], evidence.mask(term))
    weighed = {flow: given.get(flow, UNIT) for flow in evidence.model.flows}
    severed = _answer(evidence, target, weighed)
    return Cut(
        evidence=evidence,
        data=term,
        asked=asked,
        **severed,
        weights=Frozen((flow, show_weight(weight)) for flow, weight in given.items()),
        doubts=find_doubts_about(evidence, term),
        unnamed=_unnamed(holder, severed["flows"], severed["way"]),
    )


class _Severed(TypedDict):
    """The part of an answer that has to be searched for."""

    possible: bool
    flows: tuple[CutFlow, ...]
    weight: int | float | None
    least: int | float | None
    stopped: str | None
    way: Way | None


def _answer(whole: Evidence, target: Target, weights: Mapping[str, int]) -> _Severed:
    evidence = whole.within(narrow(whole.index, target.counted, target.mask))
    way = _way(find_arrival(evidence.with_flows(()), target))
    weight = 0 if way is None else None
    answer: _Severed = {
        "possible": way is None,
        "flows": (),
        "weight": weight,
        "least": weight,
        "stopped": None,
        "way": way,
    }
    if way is not None or find_arrival(evidence, target) is None:
        return answer
    solve = highs.solve if highs.is_there() else search_small
    severed = Severing(evidence, target, weights).sever(solve)
    flows = frozenset(severed.flows)
    stopped = (
        (whole.model.flows[flow], show_weight(weights[flow]), evidence, target, flows - {flow})
        for flow in severed.flows
    )
    return {
        **answer,
        "flows": tuple(CutFlow(*parts) for parts in stopped),
        "weight": show_weight(sum(weights[flow] for flow in flows)),
        "least": show_weight(severed.least),
        "stopped": severed.stopped,
    }


def _way(arrival: Arrival | None) -> Way | None:
    if arrival is None:
        return None
    grounds = arrival.grounds()
    return Way(grounds.path, grounds.certainty, arrival.ties())


def _unnamed(company: Holder, flows: tuple[CutFlow, ...], way: Way | None) -> tuple[Holder, ...]:
    """Return the unnamed holders that have some of the data: at the ends of flows, or between."""
    has = [end for stopped in flows for end in (*stopped.flow.senders, *stopped.flow.receivers)]
    has += [holder for step in way.steps for holder in (step.receiver, *way.owns)] if way else []
    return list_unnamed([*has, company] if has else [])
