"""Who an answer by service is about: a service with who operates it, or a company by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from dataflow.common.dates import includes
from dataflow.common.values import dataclass, id_of
from dataflow.engine.certainty import doubt_tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dataflow.engine.evidence import Evidence
    from dataflow.engine.setting import Setting
    from dataflow.model import Holder, Operation

R = TypeVar("R", bound="Mapping[str, object]")


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Who has something, where services are asked about.

    Attributes:
        service: the service; None where a company itself has it, or only owns who does.
        company: that company, or who operates the service on the day asked about, or else did
            last: of several, the surest. None where nobody does who counts.
    """

    service: Holder | None
    company: Holder | None


def name_unit(evidence: Evidence, holder: Holder, *, owns: bool = False) -> Unit:
    """Return a holder as an answer by service names it; who only owns is a company."""
    if owns or not holder.is_service:
        return Unit(None, holder)
    operations = find_operations(evidence, holder)
    alone = holder if holder.is_company else None  # its own company, as far as the model says
    return Unit(holder, operations[0].company if operations else alone)


def find_operations(evidence: Evidence, service: Holder) -> list[Operation]:
    """Return by which statements a service is operated on the day asked about, or else was last.

    The surest come first; among those that are equally sure, the order is that of the model.
    """
    model, day = evidence.model, evidence.setting.day
    operations = model.operations_of(service)
    on_day = [each for each in operations if includes((each.window,), day)]
    end = max((each.window.end for each in operations), default=day)
    last = on_day or [each for each in operations if each.window.end == end]
    return sorted(last, key=lambda each: doubt_tie(each.status))


def add_unit(evidence: Evidence, record: R, holder: Holder | None, *, owns: bool = False) -> R:
    """Return a record of somebody, or nobody; by service, `service` stands before `company`."""
    if evidence.setting.by == "company":
        return record
    unit = name_unit(evidence, holder, owns=owns) if holder else Unit(None, None)
    named = {"company": {"service": id_of(unit.service), "company": id_of(unit.company)}}
    parts = (named.get(key, {key: value}) for key, value in record.items())
    return cast("R", {key: value for part in parts for key, value in part.items()})


def add_column(setting: Setting, columns: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of such records."""
    by_service = setting.by == "service"
    pairs = (("service", name) if name == "company" and by_service else (name,) for name in columns)
    return tuple(name for pair in pairs for name in pair)
