"""Companies and services → holders, who operates and who owns."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dataflow.building.circles import MOST_CIRCLES, find_way, goes_round, turn
from dataflow.building.names import text_of, window_of
from dataflow.common.dates import ALWAYS, tell_day
from dataflow.model import Holder, Operation, Ownership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.building.names import Names
    from dataflow.building.stock import Entry, Stock
    from dataflow.common.dates import Window


def make_holders(stock: Stock, names: Names) -> dict[str, Holder]:
    """Make every holder, by id.

    A service without operator, and an id that is both, is one holder with the company of its name.
    """
    companies, services = stock.entries["companies"], stock.entries["services"]
    return {
        name: _make_holder(name, companies.get(name), services.get(name), names)
        for name in sorted({*companies, *services})
    }


def _make_holder(name: str, company: Entry | None, service: Entry | None, names: Names) -> Holder:
    both = [entry for entry in (service, company) if entry is not None]
    parts = [entry.part for entry in both]
    return Holder(
        id=name,
        name=next((str(part.name) for part in parts if part.name), spoken(name)),
        also=tuple(sorted({str(other) for part in parts for other in part.also if other})),
        is_company=company is not None or (service is not None and _runs_itself(name, service)),
        is_service=service is not None,
        country=text_of(company.part.country) if company else None,
        unnamed=any(part.unnamed for part in parts),
        note=next((str(part.note) for part in parts if part.note), None),
        sources=tuple(source for part in parts for source in names.sources_of(part)),
        at=names.locate(both[-1].at),
    )


def _runs_itself(name: str, service: Entry) -> bool:
    """Say whether a service is one holder with the company of its name, by its own word."""
    operators = service.part.operator
    return not operators or any(_is_itself(name, part) for part in operators)


def _is_itself(name: str, part: Any) -> bool:  # noqa: ANN401 - a `Control`
    """Say whether an operator is the service's own id, at all times: no other operator."""
    return str(part.company) == name and not (part.since or part.until)


def spoken(name: str) -> str:
    """Give the name that an id has when nobody gave it another.

    >>> spoken("facebook-inc")
    'facebook inc'
    """
    return name.replace("-", " ").replace("_", " ")


def make_operations(stock: Stock, names: Names) -> tuple[Operation, ...]:
    """Look up who operates each service, and when."""
    operations = []
    for name, entry in sorted(stock.entries["services"].items()):
        one_holder = name in stock.entries["companies"] or _runs_itself(name, entry)
        for part in entry.part.operator:
            if _is_itself(name, part):
                continue
            if one_holder or str(part.company) == name:
                _refuse_operator(name, part, names)
                continue
            company = names.company(part.company)
            if company is not None:
                service = names.holders[name]
                operations.append(
                    Operation(company=company, service=service, **_dated(part, names))
                )
    return tuple(sorted(operations, key=lambda one: (one.service.id, one.company.id, one.window)))


def _refuse_operator(name: str, part: Any, names: Names) -> None:  # noqa: ANN401 - a `Control`
    other = "no other operator" if str(part.company) != name else "itself as operator at all times"
    names.desk.report(
        "two-operators",
        f"`{name}` is a company and a service in one, and has {other}",
        part.company,
        "drop `operator`, or give the company and the service two ids",
    )


def make_ownerships(stock: Stock, names: Names) -> tuple[Ownership, ...]:
    """Look up who owns each company, and when; report a day on which that is a cycle."""
    ownerships = []
    for name, entry in sorted(stock.entries["companies"].items()):
        for part in entry.part.owned_by:
            owner = names.company(part.company)
            if owner is not None:
                owned = names.holders[name]
                ownership = Ownership(owner=owner, owned=owned, **_dated(part, names))
                ownerships.append((ownership, part.at))
    _report_circles(ownerships, names)
    return tuple(
        sorted(
            (one for one, _ in ownerships), key=lambda one: (one.owned.id, one.owner.id, one.window)
        )
    )


def _dated(part: Any, names: Names) -> dict[str, Any]:  # noqa: ANN401 - any dated part
    return {
        **window_of(part, names.desk),
        "sources": names.sources_of(part),
        "note": text_of(part.note),
        "at": names.locate(part.at),
    }


def _report_circles(ownerships: list[tuple[Ownership, int]], names: Names) -> None:
    """Report circles, each once: some ownership closes it on its first day."""
    owned: dict[str, list[tuple[str, Window]]] = defaultdict(list)
    for one, _ in sorted(ownerships, key=lambda pair: pair[0].owned.id):
        owned[one.owner.id].append((one.owned.id, one.window))
    if not goes_round({owner: [name for name, _ in all_] for owner, all_ in owned.items()}):
        return
    places = {(one.owner.id, one.owned.id): at for one, at in reversed(ownerships)}
    told: set[tuple[str, ...]] = set()
    for one, _ in sorted(ownerships, key=lambda pair: (pair[0].window, pair[1])):
        circle = _closed_by(one, owned)
        if circle and circle not in told:
            told.add(circle)
            at = min(places[step] for step in pairwise(circle))
            _report_circle(circle, one.window.start, at, names)
        if len(told) == MOST_CIRCLES:
            return


def _closed_by(one: Ownership, owned: Mapping[str, list[tuple[str, Window]]]) -> tuple[str, ...]:
    """Find a circle that there is from the first day of an ownership on; nothing without one."""
    day = one.window.start

    def list_owned(owner: str) -> list[str]:
        return [name for name, (start, end) in owned.get(owner, ()) if start <= day <= end]

    way = find_way(one.owned.id, one.owner.id, list_owned) if day <= one.window.end else []
    return turn([one.owner.id, *way]) if way else ()


def _report_circle(circle: tuple[str, ...], day: int, at: int, names: Names) -> None:
    when = "" if day == ALWAYS else f" from {tell_day(day)} on"
    names.desk.report(
        "ownership-cycle",
        f"companies own each other in a circle{when}: {' → '.join(circle)}",
        at,
        "end one of these ownerships before another starts (`until`), or delete the wrong one",
    )
