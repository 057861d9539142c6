"""The days that the axis of a timeline may name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from dataflow.common.dates import parse_date
from dataflow.figures.timeline.spans import Tick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.figures.words import Words

YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 500)
MONTHS: Final = (1, 2, 3, 6)
SHORT: Final = 1100
"""Days of a timeline that is told in months."""


def find_ticks(first: int, last: int, words: Words) -> tuple[tuple[Tick, ...], ...]:
    """Give ways to name days between two, the densest first; in each, all are equally apart.

    >>> from dataflow.common.dates import parse_date
    >>> from dataflow.figures.words import Words
    >>> days = parse_date("2009").first, parse_date("2013").last
    >>> [tick.text for tick in find_ticks(*days, Words())[1]]
    ['2010', '2012']
    """
    ways = [list(_months(first, last, step, words)) for step in MONTHS if last - first <= SHORT]
    ways += [list(_years(first, last, step)) for step in YEARS]
    return tuple(tuple(way) for way in ways if way) or ((Tick(first, words.day(first)),),)


def _years(first: int, last: int, step: int) -> Iterator[Tick]:
    begin, end = (dt.date.fromordinal(day).year for day in (first, last))
    for year in range(begin - begin % step, end + 1, step):
        day = dt.date(max(year, 1), 1, 1).toordinal()
        if first <= day <= last:
            yield Tick(day, str(year))


def _months(first: int, last: int, step: int, words: Words) -> Iterator[Tick]:
    date = dt.date.fromordinal(first).replace(day=1)
    while date.toordinal() <= last:
        if (date.month - 1) % step == 0 and date.toordinal() >= first:
            yield Tick(date.toordinal(), words.date(parse_date(f"{date.year:04}-{date.month:02}")))
        date = (date + dt.timedelta(days=32)).replace(day=1)
