"""How the author wrote a day: "2020" is printed as 2020, and not as its first day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import PartialDate, tell_date, tell_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dataflow.model import Account, Conditional, Dated, Model, Persona, Stated

Written = tuple["PartialDate | None", "PartialDate | None"]
"""How the beginning and the end of something are written; None where no date says so."""


def find_beginnings(model: Model, persona: Persona | None) -> dict[int, PartialDate]:
    """Return all days on which something starts, each as it was written.

    Where several start on one day, and nothing says which of them decides, the least precise of
    them says no more than any does.
    """
    spared = [condition.since for fact in _facts(model) for condition in fact.unless]
    chosen = persona.opted_in.values() if persona else ()
    starts = (part.since for part in _dated(model, persona))
    known = [(part.known.last, part.known) for part in _stated(model) if part.known]
    begun = [(date.first, date) for date in (*starts, *spared, *chosen) if date]
    return _keep((*begun, *known), min)


def find_endings(model: Model, persona: Persona | None) -> dict[int, PartialDate]:
    """Return all last days of something, each as its end was written.

    An end is written in two ways: as the last day itself (`until`), or as the day after it, on
    which something changed, such as that of a deletion.
    """
    ends = (
        *(part.until for part in _dated(model, persona)),
        *(part.ended for part in _stated(model)),
    )
    lasts = [(date.last, date) for date in ends if date]
    changes = [(date.first - 1, date) for date in _changes(model, persona) if date]
    return _keep((*lasts, *changes), max)


def is_change(day: int, ended: PartialDate) -> bool:
    """Return whether an end is written as what happened on the day after the last."""
    return ended.last != day


def tell_written(day: int, date: PartialDate | None = None) -> str:
    """Write a first or last day as the date that was found for it, if one was.

    >>> from dataflow.common.dates import parse_date
    >>> year = parse_date("2016")
    >>> tell_written(year.last, year), tell_written(year.first - 1, year), tell_written(year.last)
    ('2016', '2016', '31 December 2016')
    """
    return tell_date(date) if date else tell_day(day)


def _keep(
    dates: Iterable[tuple[int, PartialDate]], choose: Callable[..., PartialDate]
) -> dict[int, PartialDate]:
    """Keep one date for each day: the vaguest of them by `min`, the most precise by `max`."""
    kept: dict[int, PartialDate] = {}
    for day, date in dates:
        kept[day] = choose(kept.get(day, date), date, key=lambda each: len(each.written))
    return kept


def _dated(model: Model, persona: Persona | None) -> Iterator[Dated | Account]:
    """Go through everything that has days, but for what spares people."""
    yield from (*model.ownerships, *model.operations)
    for fact in _facts(model):
        yield from (fact, *fact.when)
    if persona is not None:
        yield from persona.accounts


def _stated(model: Model) -> Iterator[Stated]:
    """Go through all statements of days."""
    yield from (*model.ownerships, *model.operations, *_facts(model))


def _changes(model: Model, persona: Persona | None) -> Iterator[PartialDate | None]:
    """Go through the dates on which something stops: the day before is its last."""
    yield from (deletion.date for deletion in model.deletions)
    for fact in _facts(model):
        yield from (condition.since for condition in fact.unless)
    if persona is not None:
        yield from persona.opted_out.values()
        # whom an account spares is spared from the day on which it was opened
        yield from (account.since for account in persona.accounts)


def _facts(model: Model) -> Iterable[Conditional]:
    return (*model.holds, *model.flows.values(), *model.derivations.values())
