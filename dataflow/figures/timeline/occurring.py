"""Events on a timeline: which are shown, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.figures.timeline.spans import Happening

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dataflow.common.dates import PartialDate
    from dataflow.figures.citing import Citations
    from dataflow.figures.words import Words
    from dataflow.model import Event


def choose_events(
    events: Sequence[Event], days: Collection[int], sources: Collection[str], most: int | None
) -> list[Event]:
    """Choose the first event, the last, and those that belong most to what else is shown.

    Args:
        events: that could be shown.
        days: on which something else that is shown begins or ends.
        sources: the ids of what else is cited.
        most: how many are chosen; None: all.
    """
    ordered = sorted(events, key=_by_date)
    ends = {one.id for one in (*ordered[:1], *ordered[-1:])}

    def belonging(event: Event) -> tuple[bool, bool, bool, int, int, str]:
        cited = any(source.id in sources for source in event.sources)
        return (event.id not in ends, event.date.first not in days, not cited, *_by_date(event))

    return sorted(sorted(ordered, key=belonging)[:most], key=_by_date)


def _by_date(one: Event) -> tuple[int, int, str]:
    return one.date.first, one.date.last, one.id


def say_event(
    event: Event, number: int, words: Words, citations: Citations, last: int
) -> Happening:
    """Say an event, and cite it; of what goes on longer than is shown, only the beginning."""
    until = event.until if event.until and event.until.last <= last else None
    date = words.date(event.date)
    if until:
        date = words.say("from {since} until {date}", since=date, date=words.date(until))
    return Happening(
        id=f"e{number}",
        first=event.date.first,
        last=(until or event.date).last,
        exact=all(map(_is_exact, filter(None, [event.date, until]))),
        date=date,
        name=f"{event.name} {citations.cite(event.sources)}".rstrip(),
        label=f"{date}: {event.name}",
    )


def _is_exact(date: PartialDate) -> bool:
    return date.first == date.last
