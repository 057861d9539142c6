"""The whole model, with the relations between its holders."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dataflow.common.dates import NEVER, includes
from dataflow.common.values import Brief, Frozen, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dataflow.model.facts import Deletion, Derivation, Flow, Hold, Taxonomy
    from dataflow.model.holders import Dated, Holder, Operation, Ownership, Source
    from dataflow.model.questions import Claim, Event, Expectation, Persona, Scenario, View
    from dataflow.problems import Problem


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Model(Brief):
    """Everything that a model says, resolved.

    Sequences and mappings are sorted by id, or by place where there is none, so that the order in
    which things were written changes nothing.

    Attributes:
        path: the first file, as it was named.
        holders: companies and services, in one namespace.
        doubts: the warnings that reading and building found.
        documents: what the model was built from, for `add` to build again.
    """

    path: str
    title: str | None = None
    about: str | None = None
    language: str = "en"
    licence: str | None = None
    sources: Mapping[str, Source]
    holders: Mapping[str, Holder]
    data: Taxonomy
    purposes: Taxonomy
    ownerships: tuple[Ownership, ...]
    operations: tuple[Operation, ...]
    holds: tuple[Hold, ...]
    deletions: tuple[Deletion, ...]
    flows: Mapping[str, Flow]
    derivations: Mapping[str, Derivation]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    personas: Mapping[str, Persona]
    scenarios: Mapping[str, Scenario]
    views: Mapping[str, View]
    expectations: tuple[Expectation, ...]
    doubts: tuple[Problem, ...] = ()
    documents: Any = None

    def __post_init__(self) -> None:
        for name in _MAPPINGS:
            object.__setattr__(self, name, Frozen(getattr(self, name)))

    @property
    def companies(self) -> tuple[Holder, ...]:
        """The holders that are companies, by id."""
        return tuple(holder for holder in self.holders.values() if holder.is_company)

    @cached_property
    def named_holds(self) -> Mapping[str, Hold]:
        """The holds that have an id, by it."""
        return Frozen({hold.id: hold for hold in self.holds if hold.id is not None})

    # who operates what, and who owns whom: each relation from either end

    def operations_by(self, company: Holder) -> tuple[Operation, ...]:
        """Return what a company operates, and when, in the order of the model."""
        return self._operated["company"].get(company.id, ())

    def operations_of(self, service: Holder) -> tuple[Operation, ...]:
        """Return by whom a service is operated, and when, in the order of the model."""
        return self._operated["service"].get(service.id, ())

    def services_of(self, company: Holder, day: int | None = None) -> tuple[Holder, ...]:
        """Return the services that a company operates on a day; without one, ever."""
        return _ends(self.operations_by(company), "service", day)

    def operators_of(self, service: Holder, day: int | None = None) -> tuple[Holder, ...]:
        """Return the companies that operate a service on a day; without one, ever."""
        return _ends(self.operations_of(service), "company", day)

    def last_operators_of(self, service: Holder, day: int) -> tuple[Holder, ...]:
        """Return the companies that operate a service on a day, or else those that did last."""
        operations = self.operations_of(service)
        end = max((operation.window.end for operation in operations), default=NEVER)
        last = (operation for operation in operations if operation.window.end == end)
        return self.operators_of(service, day) or _ends(last, "company")

    def ownerships_by(self, owner: Holder) -> tuple[Ownership, ...]:
        """Return what a company owns directly, and when, in the order of the model."""
        return self._owned["owner"].get(owner.id, ())

    def ownerships_of(self, owned: Holder) -> tuple[Ownership, ...]:
        """Return who owns a company directly, and when, in the order of the model."""
        return self._owned["owned"].get(owned.id, ())

    def owned_by(self, owner: Holder, day: int | None = None) -> tuple[Holder, ...]:
        """Return the companies that one owns directly on a day; without one, ever."""
        return _ends(self.ownerships_by(owner), "owned", day)

    def owners_of(self, owned: Holder, day: int | None = None) -> tuple[Holder, ...]:
        """Return the companies that own one directly on a day; without one, ever."""
        return _ends(self.ownerships_of(owned), "owner", day)

    @cached_property
    def _operated(self) -> Mapping[str, Mapping[str, tuple[Operation, ...]]]:
        """The operations by the attribute of each of their ends, and by the id there."""
        return {end: _group(self.operations, end) for end in ("company", "service")}

    @cached_property
    def _owned(self) -> Mapping[str, Mapping[str, tuple[Ownership, ...]]]:
        """The ownerships, likewise."""
        return {end: _group(self.ownerships, end) for end in ("owner", "owned")}

    def brief(self) -> str:
        """Return which it is, and how large."""
        return f"{self.path}: {len(self.holders)} holders, {len(self.flows)} flows"


_MAPPINGS: Final = (
    *("sources", "holders", "flows", "derivations", "claims"),
    *("events", "personas", "scenarios", "views"),
)


R = TypeVar("R", bound="Dated")


def _group(relations: Iterable[R], end: str) -> Mapping[str, tuple[R, ...]]:
    """Group relations by the id of one of their ends."""
    grouped: dict[str, list[R]] = defaultdict(list)
    for relation in relations:
        grouped[getattr(relation, end).id].append(relation)
    return Frozen({holder: tuple(group) for holder, group in grouped.items()})


def _ends(relations: Iterable[Dated], end: str, day: int | None = None) -> tuple[Holder, ...]:
    """Return one of the ends of relations on a day, or ever; each holder once, in their order."""
    on_day = (each for each in relations if day is None or includes((each.window,), day))
    return tuple({holder.id: holder for holder in map(attrgetter(end), on_day)}.values())
