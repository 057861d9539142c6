"""Whom a question is about, where services are named: the service, or who operates it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.dates import NEVER, Window, meet_days
from dataflow.common.nearest import join_words
from dataflow.engine.having import find_stay
from dataflow.engine.units import find_operations
from dataflow.model.names import find_company, find_holder
from dataflow.problems import QuestionError
from dataflow.telling.sentences import NONE, call_alone, tell_operator, tell_status, tell_when
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.engine.evidence import Evidence
    from dataflow.engine.stays import Stay
    from dataflow.engine.world import Mask
    from dataflow.model import Holder

NAMED: Final = 8
"""How many services a refusal names."""


def show_operators(evidence: Evidence, service: Holder, stay: Stay) -> str:
    """Return who operates a service on the day asked about, as a cell has it.

    Without such a day, that is everybody who has while it has the data; with the days of each,
    unless one has all the while.
    """
    day = evidence.setting.day
    span = Window(stay.since, stay.until) if day == NEVER else Window(day, day)
    operations = [
        each for each in evidence.model.operations_of(service) if meet_days((each.window,), (span,))
    ]
    operations.sort(key=lambda each: each.window)
    all_while = all(meet_days((each.window,), (span,)) == (span,) for each in operations)
    shown = [
        f"{each.company.name}{'' if all_while else tell_when(each)}{tell_status(each.status)}"
        for each in operations
    ]
    return "; ".join(dict.fromkeys(shown)) or NONE


class Target(NamedTuple):
    """Whom a question is about.

    Attributes:
        holder: a company, or, by service, any holder by itself.
        named: who was named: a service stands for its operator where companies are asked about.
    """

    holder: Holder
    named: Holder

    def call(self, evidence: Evidence) -> str:
        """Return how they are called in the finding: no name stands for another without a word."""
        if self.named == self.holder:
            return call_alone(evidence, self.holder)
        operations = find_operations(evidence, self.named)
        tie = next(each for each in operations if each.company == self.holder)
        return tell_operator(tie, is_over=tie.window.end < evidence.setting.day)

    def tell(self, evidence: Evidence) -> Iterator[str]:
        """Yield what is said where a service was named, and its company may have more than that."""
        if self.named != self.holder and self._has_others(evidence):
            text = (
                "{service} is a service: this is about {company} and all that it operates."
                " `--by service` asks about {service} alone."
            )
            yield spoken().say(text, service=self.named.name, company=self.holder.name)

    def _has_others(self, evidence: Evidence) -> bool:
        """Return whether the company operates more than the service, or may have data itself."""
        services = find_services(evidence, [self.holder])
        return any(each != self.named for each in services) or _can_have(evidence, self.holder)


def find_target(evidence: Evidence, name: str, mask: Mask = 0) -> Target:
    """Return whom a name means: a service stands for its operator, but by service for itself.

    Args:
        evidence: what is asked.
        name: an id or a name.
        mask: the types that are asked about.

    Raises:
        QuestionError: there is no such holder, several operate the service, or, by service, a
            company is asked for of which only the services can have any data.
    """
    model = evidence.model
    named = find_holder(model, name)
    if evidence.setting.by == "company":
        return Target(find_company(model, name, evidence.setting.day), named)
    services = [service for service in model.services_of(named) if service != named]
    if services and not named.is_service and not _can_have(evidence, named):
        stay = find_stay(evidence, evidence.world.nodes[named.id], mask)
        if stay is None:  # by owning, it may have it all the same
            raise QuestionError(_refuse(named, services))
    return Target(named, named)


def find_targets(evidence: Evidence, names: Iterable[str]) -> tuple[Target, ...]:
    """Return whom some names mean, by id; by service, a company stands for all that it operates.

    Raises:
        QuestionError: there is no such holder, or several operate a service.
    """
    model, by = evidence.model, evidence.setting.by
    targets = {}
    for name in names:
        named = find_holder(model, name)
        holder = find_company(model, name, evidence.setting.day) if by == "company" else named
        targets[holder.id, named.id] = Target(holder, named)
    return tuple(targets[ids] for ids in sorted(targets))


def find_services(evidence: Evidence, companies: Iterable[Holder]) -> list[Holder]:
    """Return what some companies operate on the day asked about; without one, what they ever do."""
    day = None if evidence.setting.day == NEVER else evidence.setting.day
    return [each for company in companies for each in evidence.model.services_of(company, day)]


def _can_have(evidence: Evidence, company: Holder) -> bool:
    """Return whether a company itself is ever given anything, be it in another setting."""
    model, node = evidence.model, evidence.world.nodes[company.id]
    return (
        any(hold.holder == company for hold in model.holds)
        or any(company in flow.receivers for flow in model.flows.values())
        or any(company in (rule.by or ()) for rule in model.derivations.values())
        or bool(evidence.index.history(node).had_ever())
    )


def _refuse(company: Holder, services: Sequence[Holder]) -> str:
    names = [f"`{service.id}`" for service in services]
    if len(names) > NAMED:
        names[NAMED:] = [f"{len(names) - NAMED} more"]
    return (
        f"`{company.id}` itself has nothing in this model, its services have: by service, ask for"
        f" {join_words(names, 'or')}"
    )
