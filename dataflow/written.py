"""How the author wrote a day: "2020" is printed as 2020, and not as its first day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.dates import PartialDate
    from dataflow.model import Model, Persona


def find_beginnings(model: Model, persona: Persona | None) -> dict[int, PartialDate]:
    """Find all days on which something starts, each as it was written.

    Where several start on one day, the most precise of them says how the day is known.
    """
    found: dict[int, PartialDate] = {}
    for date in _dates(model, persona):
        known = found.get(date.first) if date else None
        if date and (known is None or len(date.written) > len(known.written)):
            found[date.first] = date
    return found


def _dates(model: Model, persona: Persona | None) -> Iterator[PartialDate | None]:
    for one in (*model.ownerships, *model.operations):
        yield one.since
    for fact in (*model.holds, *model.flows.values(), *model.derivations.values()):
        yield fact.since
        yield from (condition.since for condition in (*fact.when, *fact.unless))
    if persona is not None:
        yield from (account.since for account in persona.accounts)
        yield from persona.opted_in.values()
