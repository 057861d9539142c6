"""reach: which companies can reach a data type, since when, in how many steps, for what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final, TypedDict, Unpack

from dataflow.answers.answer import Answer, list_unnamed, sort_by_id
from dataflow.answers.doubts import find_doubts_about
from dataflow.common.dates import PartialDate, show_day
from dataflow.common.values import Brief
from dataflow.engine.evidence import Evidence, PathStep, Transfer, begin
from dataflow.engine.reach import How, Stay, find_stays
from dataflow.model import Holder, Model, Taxonomy, Term
from dataflow.model.names import find_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.common.values import JsonObject
    from dataflow.engine.conditions import Applied
    from dataflow.engine.paths import State
    from dataflow.engine.setting import Setting, Settings


class RowJson(TypedDict):
    """A row, as JSON has it; its keys are the columns of CSV."""

    company: str
    name: str
    how: How
    since: str | None
    hops: int | None
    data: list[str]
    services: list[str]
    purposes: list[str]
    conditions: list[JsonObject]
    unnamed: bool


class ReachJson(TypedDict):
    """The companies, as JSON has them."""

    companies: list[RowJson]


@dataclass(frozen=True, repr=False)
class Row(Brief):
    """A company that can reach the data.

    Attributes:
        how: whether it collects it, receives it, or only owns a company that has it.
        since: the first day of the stay, `ALWAYS` where the start is not stated.
        until: the last day of the stay, `NEVER` where it goes on.
        hops: by how few flows it had it on that day; None where it only owns.
        data: which of the asked types it has.
        services: through which of its holders, itself included.
        purposes: what the holds and flows are for that gave it directly.
        conditions: for whom the path holds.
        unnamed: whether the company, or what it has it through, stands for nobody named.
        owns: for one that only owns, the chain down to who has it, itself left out.
        started: how the model has `since` written, where something in it starts then.
        evidence, state: where its path is found.
    """

    template = "{company} {how} {data}"

    company: Holder
    how: How
    since: int
    until: int
    hops: int | None
    data: tuple[Term, ...]
    services: tuple[Holder, ...]
    purposes: tuple[Term, ...]
    conditions: tuple[Applied, ...]
    unnamed: bool
    owns: tuple[Holder, ...]
    started: PartialDate | None
    evidence: Evidence = field(repr=False, compare=False)
    state: State | None = field(repr=False, compare=False)

    @cached_property
    def path(self) -> tuple[PathStep, ...]:
        """The steps by which it has it, found when asked for; none where it only owns."""
        return self.evidence.path_to(self.state) if self.state else ()

    def to_dict(self) -> RowJson:
        """Return the row as JSON has it."""
        return {
            "company": self.company.id,
            "name": self.company.name,
            "how": self.how,
            "since": show_day(self.since),
            "hops": self.hops,
            "data": [term.id for term in self.data],
            "services": [holder.id for holder in self.services],
            "purposes": [term.id for term in self.purposes],
            "conditions": [condition.to_dict() for condition in self.conditions],
            "unnamed": self.unnamed,
        }


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Reach(Answer):
    """The companies that can reach a data type, nearest first; iterating gives the rows.

    Attributes:
        given: every hold and flow that gave some of it to a holder that the answer names.
    """

    command: ClassVar[str] = "reach"
    columns: ClassVar[tuple[str, ...]] = tuple(RowJson.__annotations__)

    data: Term
    rows: tuple[Row, ...]
    given: tuple[Transfer, ...]

    def brief(self) -> str:
        """Return in a few words what it is."""
        return f"of {self.data.id} in {self.model.path}: {len(self)} companies"

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def arguments(self) -> JsonObject:
        """Return what was asked about."""
        return {"data": self.data.id}

    def body(self) -> ReachJson:
        """Return the rows."""
        return {"companies": self.records()}

    def records(self) -> list[RowJson]:
        """Return one record for each row."""
        return [row.to_dict() for row in self.rows]


def reach(model: Model, data: str, **settings: Unpack[Settings]) -> Reach:
    """Ask which companies can reach a data type.

    Args:
        model: the model to ask.
        data: a data type, by id or name; a category stands for all its members.
        settings: see `Settings`.

    Raises:
        QuestionError: something that was named does not exist.
    """
    evidence = begin(model, settings)
    return reach_from(evidence, find_data(evidence.model, data))


def reach_under(model: Model, setting: Setting, term: Term) -> Reach:
    """Ask the same of a model and a setting whose names are looked up already."""
    return reach_from(Evidence(model, setting), term)


def reach_from(evidence: Evidence, term: Term) -> Reach:
    """Answer the same from the evidence of another answer."""
    mask = evidence.mask(term)
    stays = find_stays(evidence, mask)
    nodes = sorted({node for stay in stays for node, _ in stay.pieces})
    given = {node: tuple(evidence.transfers(node, mask)) for node in nodes}
    rows = sorted((_row(evidence, stay, given) for stay in stays), key=_order)
    return Reach(
        evidence=evidence,
        data=term,
        rows=tuple(rows),
        given=tuple(transfer for node in nodes for transfer in given[node]),
        doubts=find_doubts_about(evidence, term),
        unnamed=list_unnamed(holder for row in rows for holder in (row.company, *row.services)),
    )


def _order(row: Row) -> tuple[bool, int, int, str]:
    return (row.how == "owns", row.hops or 0, row.since, row.company.id)


def _row(evidence: Evidence, stay: Stay, given: Mapping[int, tuple[Transfer, ...]]) -> Row:
    holders = evidence.world.holders
    company = holders[stay.company]
    services = tuple(holders[node] for node, _ in stay.pieces)
    state = evidence.choose(stay.states) if stay.states else None
    return Row(
        company=company,
        how=stay.how,
        since=stay.since,
        until=stay.until,
        hops=stay.hops,
        data=evidence.world.terms_in(stay.mask),
        services=services,
        purposes=_purposes(stay, given) if state else (),
        conditions=evidence.conditions_on(state) if state else (),
        unnamed=company.unnamed or any(holder.unnamed for holder in services),
        owns=tuple(holders[node] for node in stay.chain[1:]),
        started=evidence.written(stay.since, evidence.started(state) if state else None),
        evidence=evidence,
        state=state,
    )


def _purposes(stay: Stay, given: Mapping[int, tuple[Transfer, ...]]) -> tuple[Term, ...]:
    """Return what a company was given some of the data for, by id."""
    transfers = [transfer for node, _ in stay.pieces for transfer in given[node]]
    return sort_by_id(purpose for transfer in transfers for purpose in transfer.cause.purposes)


EVERYTHING: Final = "everything"
"""The id of the data type that is asked about: all others are one."""


def reach_everything(model: Model, name: str, **settings: Unpack[Settings]) -> Reach:
    """Ask who can reach any data at all.

    Args:
        model: the model to ask.
        name: what all data is called, in the language of the model.
        settings: see `Settings`.

    Raises:
        QuestionError: something that was named does not exist.
    """
    asked = begin(model, settings)
    model, term_id = asked.model, EVERYTHING
    while term_id in model.data:
        term_id += "_"
    terms, below = model.data.terms, model.data.below
    everything = Term(id=term_id, name=name, at=next(iter(terms.values())).at)
    data = Taxonomy(
        dict(sorted({**terms, term_id: everything}.items())),
        {**below, term_id: frozenset([term_id, *model.data])},
    )
    return reach_from(Evidence(replace(model, data=data), asked.setting), everything)
