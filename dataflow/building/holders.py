"""Companies and services → holders, who operates and who owns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from dataflow.building.circles import MOST_CIRCLES, find_way, goes_round, turn
from dataflow.building.names import spoken, texts_of
from dataflow.building.stock import each
from dataflow.common.dates import ALWAYS, tell_day
from dataflow.model import Holder, Operation, Ownership

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dataflow.building.names import Names, Said
    from dataflow.building.stock import Entry, Stock
    from dataflow.common.dates import Window
    from dataflow.language.holders import Company, Control, Service
    from dataflow.reading import Text


def make_holders(stock: Stock, names: Names) -> dict[str, Holder]:
    """Make every holder, by id.

    A service without operator, and an id that is both, is one holder with the company of its name.
    """
    companies, services = stock.entries["companies"], stock.entries["services"]
    return {
        name: _make_holder(companies.get(name), services.get(name), names)
        for name in sorted({*companies, *services})
    }


def add_replies(stock: Stock, names: Names) -> dict[str, Holder]:
    """Return the holders with their replies, and look up who is not among a group."""
    holders = dict(names.holders)
    for entry in each(stock.entries["companies"]):
        for name in entry.part.besides:
            names.holder(name)
        if entry.part.replies:
            replies = names.replies(entry.part.replies)
            holders[entry.id] = replace(holders[entry.id], replies=replies)
    return holders


def _make_holder(
    company: Entry[Company] | None, service: Entry[Service] | None, names: Names
) -> Holder:
    entries = [entry for entry in (service, company) if entry is not None]
    holder_id, parts = entries[0].id, [entry.part for entry in entries]
    said = _join(names.said(entry.part, Holder, entries[-1].at) for entry in entries)
    if said.get("unnamed"):
        said.setdefault("kind", "group")
    return Holder(
        id=holder_id,
        name=_first(part.name for part in parts) or spoken(holder_id),
        is_company=company is not None or _runs_itself(service),
        is_service=service is not None,
        besides=texts_of(company.part.besides) if company else (),
        **said,
    )


def _join(parts: Iterable[Said]) -> Said:
    """Return what several entries say of one holder: lists joined, of all else the first."""
    joined: Said = {}
    for key, value in chain.from_iterable(said.items() for said in parts):
        old = joined.get(key)
        is_list = value.__class__ is tuple  # a place is one of another class
        joined[key] = tuple(dict.fromkeys((*(old or ()), *value))) if is_list else old or value
    return joined | ({"also": tuple(sorted(joined["also"]))} if "also" in joined else {})


def _first(texts: Iterable[Text | None]) -> str | None:
    return next((str(text) for text in texts if text), None)


def _runs_itself(service: Entry[Service] | None) -> bool:
    """Return whether a service is one holder with the company of its name, by its own word."""
    if service is None:
        return False
    operators = service.part.operator
    return not operators or any(_is_itself(service.id, part) for part in operators)


def _is_itself(service_id: str, part: Control) -> bool:
    """Return whether an operator is the service's own id, at all times: no other operator."""
    dates = (part.since, part.known, part.until, part.ended)
    return part.company == service_id and not any(dates)


def make_operations(stock: Stock, names: Names) -> tuple[Operation, ...]:
    """Look up who operates each service, and when."""
    operations = []
    for entry in each(stock.entries["services"]):
        is_company = entry.id in stock.entries["companies"] or _runs_itself(entry)
        for part in entry.part.operator:
            if _is_itself(entry.id, part):
                continue
            if is_company or part.company == entry.id:
                _refuse_operator(entry.id, part, names)
                continue
            company = names.company(part.company)
            if company is not None:
                service = names.holders[entry.id]
                said = names.stated(part, Operation)
                operations.append(Operation(company=company, service=service, **said))
    return tuple(sorted(operations, key=lambda op: (op.service.id, op.company.id, op.window)))


def _refuse_operator(service_id: str, part: Control, names: Names) -> None:
    same = part.company == service_id
    other = "itself as operator at all times" if same else "no other operator"
    names.desk.report(
        "two-operators",
        f"`{service_id}` is a company and a service in one, and has {other}",
        part.company,
        "drop `operator`, or give the company and the service two ids",
    )


def make_ownerships(stock: Stock, names: Names) -> tuple[Ownership, ...]:
    """Look up who owns each company, and when; report a day on which that is a cycle."""
    ownerships = []
    for entry in each(stock.entries["companies"]):
        for part in entry.part.owned_by:
            owner = names.company(part.company)
            if owner is not None:
                owned = names.holders[entry.id]
                said = names.stated(part, Ownership)
                ownership = Ownership(owner=owner, owned=owned, **said)
                ownerships.append((ownership, part.at))
    _report_circles(ownerships, names)
    return tuple(sorted((ownership for ownership, _ in ownerships), key=_order_of_ownership))


def _order_of_ownership(ownership: Ownership) -> tuple[str, str, Window]:
    return ownership.owned.id, ownership.owner.id, ownership.window


def _report_circles(ownerships: list[tuple[Ownership, int]], names: Names) -> None:
    """Report circles, each once: some ownership closes it on its first day."""
    owned: dict[str, list[tuple[str, Window]]] = defaultdict(list)
    for ownership, _ in sorted(ownerships, key=lambda pair: pair[0].owned.id):
        owned[ownership.owner.id].append((ownership.owned.id, ownership.window))
    if not goes_round({owner: [name for name, _ in all_] for owner, all_ in owned.items()}):
        return
    places = {(each.owner.id, each.owned.id): at for each, at in reversed(ownerships)}
    circles: dict[tuple[str, ...], int] = {}
    for ownership, _ in sorted(ownerships, key=lambda pair: (pair[0].window, pair[1])):
        circle = _closed_by(ownership, owned)
        if circle:
            circles.setdefault(circle, ownership.window.start)
        if len(circles) == MOST_CIRCLES:
            break
    for circle, day in circles.items():
        _report_circle(circle, day, min(places[step] for step in pairwise(circle)), names)


def _closed_by(
    ownership: Ownership, owned: Mapping[str, list[tuple[str, Window]]]
) -> tuple[str, ...]:
    """Return a circle that there is from the first day of an ownership on; nothing without one."""
    day = ownership.window.start
    if day > ownership.window.end:
        return ()

    def list_owned(owner: str) -> list[str]:
        return [name for name, (start, end) in owned.get(owner, ()) if start <= day <= end]

    way = find_way(ownership.owned.id, ownership.owner.id, list_owned)
    return turn([ownership.owner.id, *way]) if way else ()


def _report_circle(circle: tuple[str, ...], day: int, at: int, names: Names) -> None:
    when = "" if day == ALWAYS else f" from {tell_day(day)} on"
    names.desk.report(
        "ownership-cycle",
        f"companies own each other in a circle{when}: {' → '.join(circle)}",
        at,
        "end one of these ownerships before another starts (`until`), or delete the wrong one",
    )
