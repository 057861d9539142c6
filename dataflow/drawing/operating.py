"""Who operates what, looked up by either end: every box of a figure asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataflow.model import Holder, Model, Operation


@dataclass(frozen=True, slots=True, eq=False)
class Operations:
    """The operations of a model; what a model says nothing of has none."""

    _by_company: Mapping[str, Sequence[Operation]]
    _by_service: Mapping[str, Sequence[Operation]]

    @classmethod
    def find(cls, model: Model) -> Self:
        """Look them up."""
        companies: dict[str, list[Operation]] = {}
        services: dict[str, list[Operation]] = {}
        for one in model.operations:
            companies.setdefault(one.company.id, []).append(one)
            services.setdefault(one.service.id, []).append(one)
        return cls(companies, services)

    def of_company(self, company: str) -> Sequence[Operation]:
        """Give what a company operates, by its id."""
        return self._by_company.get(company, ())

    def of_service(self, service: str) -> Sequence[Operation]:
        """Give by whom a service is operated, by its id."""
        return self._by_service.get(service, ())

    def services(self, company: Holder) -> list[Holder]:
        """Give the services that a company operates, in the order of the model."""
        return [one.service for one in self.of_company(company.id)]
