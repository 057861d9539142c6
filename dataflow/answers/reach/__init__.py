"""reach: which companies can reach a data type, since when, in how many steps, for what."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypedDict, Unpack

from dataflow.answers.answer import Answer, list_unnamed, sort_by_id
from dataflow.answers.doubts import find_doubts_about
from dataflow.answers.reasons import find_reasons
from dataflow.common.values import Brief, dataclass
from dataflow.engine.evidence import Evidence, Transfer, begin
from dataflow.engine.having import find_stays
from dataflow.engine.reach import Finding, How, find
from dataflow.engine.units import Unit, add_column, add_unit, name_unit
from dataflow.model import Flow, Holder, Model, Taxonomy, Term
from dataflow.model.names import find_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.answers.reasons import Reason
    from dataflow.common.dates import PartialDate
    from dataflow.common.values import JsonObject
    from dataflow.engine.certainty import DayKind
    from dataflow.engine.conditions import Applied
    from dataflow.engine.path_steps import PathStep
    from dataflow.engine.setting import Setting, Settings
    from dataflow.engine.stays import Stay
    from dataflow.engine.world import Mask
    from dataflow.language.words import Basis, HolderKind, Role, Status


class RowJson(TypedDict):
    """A row, as JSON has it; its keys are the columns of CSV.

    By service, `service` comes first, and `company` is who operates it.
    """

    company: str
    name: str
    kind: HolderKind | Literal["service"]
    how: How
    since: str | None
    since_is: DayKind
    hops: int | None
    certainty: Status
    firm: bool
    firm_since: str | None
    firm_since_is: DayKind | None
    data: list[str]
    services: list[str]
    purposes: list[str]
    roles: list[Role]
    bases: list[Basis]
    conditions: list[JsonObject]
    unnamed: bool


class ReachJson(TypedDict, total=False):
    """The companies, as JSON has them; by service, the services."""

    companies: list[RowJson]
    services: list[RowJson]


@dataclass(frozen=True, eq=False, repr=False)
class Row(Brief):
    """A company that can reach the data; by service, a holder that can by itself.

    Attributes:
        finding: how it has it, since when, and how sure that is.
        data: which of the asked types it has.
        services: through which of its holders, itself included.
        given: the holds and flows that gave it directly; none where it only owns.
        unnamed: whether the company, or what it has it through, stands for nobody named.
    """

    template = "{company} {how} {data}"

    finding: Finding
    data: tuple[Term, ...]
    services: tuple[Holder, ...]
    given: tuple[Transfer, ...]
    unnamed: bool

    @property
    def company(self) -> Holder:
        """Who can reach it: by service, whoever holds it."""
        return self.finding.company

    @property
    def unit(self) -> Unit:
        """Who can reach it, as a service and its company."""
        return name_unit(self.finding.evidence, self.company, owns=bool(self.owns))

    @property
    def how(self) -> How:
        """Whether it collects it, receives it, works it out, or only owns a company that has it."""
        return self.finding.how

    @property
    def since(self) -> int:
        """The first day of the stay, `ALWAYS` where there is no day at all."""
        return self.finding.stay.since

    @property
    def until(self) -> int:
        """The last day of the stay, `NEVER` where it goes on."""
        return self.finding.stay.until

    @property
    def hops(self) -> int | None:
        """By how few flows it had it on that day; None where it only owns."""
        return self.finding.stay.hops

    @property
    def owns(self) -> tuple[Holder, ...]:
        """Of one that only owns: the chain down to who has it, itself left out."""
        return self.finding.chain[1:]

    @cached_property
    def counted(self) -> tuple[Transfer, ...]:
        """What gave it directly for the purpose that is asked about; all, where none is."""
        return tuple(given for given in self.given if is_asked_for(self.finding.evidence, given))

    @cached_property
    def purposes(self) -> tuple[Term, ...]:
        """What the holds and flows are for that gave it directly, by id."""
        return sort_by_id(purpose for given in self.given for purpose in given.cause.purposes)

    @property
    def roles(self) -> tuple[Role, ...]:
        """What it is to the flows that gave it directly: a controller, unless the model says so."""
        return tuple(sorted({flow.role for flow in self._flows}))

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The legal bases that are claimed for the flows that gave it directly."""
        return tuple(sorted({flow.basis for flow in self._flows if flow.basis}))

    @property
    def _flows(self) -> list[Flow]:
        return [given.cause for given in self.given if isinstance(given.cause, Flow)]

    @property
    def conditions(self) -> tuple[Applied, ...]:
        """For whom the path holds; none where it only owns."""
        return () if self.owns else self.finding.grounds.conditions

    @property
    def started(self) -> PartialDate | None:
        """How the model has `since` written, where something in it starts then."""
        return self.finding.started

    @cached_property
    def path(self) -> tuple[PathStep, ...]:
        """The steps by which it has it, found when asked for; none where it only owns."""
        return () if self.owns else self.finding.grounds.path

    def to_dict(self) -> RowJson:
        """Return the row as JSON has it."""
        told = self.finding.to_dict()
        by_service = self.finding.evidence.setting.by == "service"
        row: RowJson = {
            "company": self.company.id,
            "name": self.company.name,
            "kind": "service" if self.unit.service and by_service else self.company.kind,
            "how": self.how,
            "since": told["since"],
            "since_is": told["since_is"],
            "hops": self.hops,
            "certainty": told["certainty"],
            "firm": told["firm"],
            "firm_since": told["firm_since"],
            "firm_since_is": told["firm_since_is"],
            "data": [term.id for term in self.data],
            "services": [holder.id for holder in self.services],
            "purposes": [term.id for term in self.purposes],
            "roles": [*self.roles],
            "bases": [*self.bases],
            "conditions": [condition.to_dict() for condition in self.conditions],
            "unnamed": self.unnamed,
        }
        return add_unit(self.finding.evidence, row, self.company, owns=bool(self.owns))


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Reach(Answer):
    """The companies that can reach a data type, nearest first; iterating gives the rows.

    Attributes:
        given: every hold and flow that gave some of it to a holder that the answer names.
    """

    command: ClassVar[str] = "reach"

    data: Term
    rows: tuple[Row, ...]
    given: tuple[Transfer, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of a row."""
        return add_column(self.setting, RowJson.__annotations__)

    def brief(self) -> str:
        """Return in a few words what it is."""
        of_whom = "holders" if self.by_service else "companies"
        return f"of {self.data.id} in {self.model.path}: {len(self)} {of_whom}"

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def arguments(self) -> JsonObject:
        """Return what was asked about."""
        return {"data": self.data.id}

    def reasons(self) -> tuple[Reason, ...]:
        """Return why nobody can reach it."""
        return () if self.rows else find_reasons(self.evidence, [self.data])

    def body(self) -> ReachJson:
        """Return the rows."""
        rows = self.records()
        return {"services": rows} if self.by_service else {"companies": rows}

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
    rows = sorted((_row(evidence, stay, mask, given) for stay in stays), key=_order)
    return Reach(
        evidence=evidence,
        data=term,
        rows=tuple(rows),
        given=tuple(transfer for node in nodes for transfer in given[node]),
        doubts=find_doubts_about(evidence, term),
        unnamed=list_unnamed(holder for row in rows for holder in (row.company, *row.services)),
    )


def is_asked_for(evidence: Evidence, given: Transfer) -> bool:
    """Return whether something is for the purpose and in the role asked about, if any are."""
    purpose, role, cause = evidence.setting.purpose, evidence.setting.role, given.cause
    if role is not None and not (isinstance(cause, Flow) and cause.role == role):
        return False
    if purpose is None:
        return True
    wanted = evidence.model.purposes.down(purpose.id)
    return any(named.id in wanted for named in cause.purposes)


def _order(row: Row) -> tuple[bool, int, int, str]:
    return (row.how == "owns", row.hops or 0, row.since, row.company.id)


def _row(
    evidence: Evidence, stay: Stay, mask: Mask, given: Mapping[int, tuple[Transfer, ...]]
) -> Row:
    holders = evidence.world.holders
    company = holders[stay.company]
    services = tuple(holders[node] for node, _ in stay.pieces)
    return Row(
        finding=find(evidence, stay, mask),
        data=evidence.world.terms_in(stay.mask),
        services=services,
        given=() if stay.chain else tuple(each for node, _ in stay.pieces for each in given[node]),
        unnamed=company.unnamed or any(holder.unnamed for holder in services),
    )


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
