"""Partial dates and windows of whole days, as plain integers that compare.

A day is a proleptic Gregorian ordinal (1 is 0001-01-01, as in `datetime`); `ALWAYS` lies before
every day and `NEVER` after every day.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

ALWAYS: Final = 0
"""The day before every day: where a thing without `since` starts."""

NEVER: Final = dt.date.max.toordinal() + 1
"""The day after every day: where a thing without `until` ends."""

# strftime and calendar would ask the locale, and answers are the same everywhere.
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_FEBRUARY: Final = 2
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_WRITTEN: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day, as somebody wrote it.

    Attributes:
        written: the text, which is what is printed again.
        first: its first day, which counts where something starts.
        last: its last day, which counts where something ends.
    """

    written: str
    first: int
    last: int

    def __str__(self) -> str:
        return self.written


@lru_cache(maxsize=4096)
def parse_date(text: str) -> PartialDate:
    """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    Raises:
        ValueError: the text is none of these, or no real day of the Gregorian calendar.

    >>> june = parse_date("2016-06")
    >>> show_day(june.first), show_day(june.last)
    ('2016-06-01', '2016-06-30')
    >>> parse_date("2015-02-29")
    Traceback (most recent call last):
    ValueError: February 2015 has 28 days
    """
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise ValueError("a date is YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    first = _count_day(int(year), int(month or 1), int(day or 1))
    last = _count_day(int(year), int(month or 12), int(day) if day else None)
    return PartialDate(text, first, last)


def _count_day(year: int, month: int, day: int | None) -> int:
    """Return the ordinal of a day, None is the month's last; raise ValueError if there is none."""
    if year < dt.MINYEAR:
        raise ValueError("years count from 0001")
    if not 1 <= month <= len(MONTHS):
        raise ValueError("months count from 01 to 12")
    length = _LENGTHS[month - 1] + (month == _FEBRUARY and _is_leap(year))
    day = length if day is None else day
    if not 1 <= day <= length:
        raise ValueError(f"{MONTHS[month - 1]} {year} has {length} days")
    return dt.date(year, month, day).toordinal()


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def show_day(day: int) -> str | None:
    """Write a day as `YYYY-MM-DD`; None for `ALWAYS` and `NEVER`.

    >>> show_day(parse_date("2016-08-25").first)
    '2016-08-25'
    """
    return None if day in (ALWAYS, NEVER) else dt.date.fromordinal(day).isoformat()


def tell_day(day: int) -> str:
    """Write a day for a reader.

    >>> tell_day(parse_date("2016-08-25").first)
    '25 August 2016'
    """
    if day in (ALWAYS, NEVER):
        return "always" if day == ALWAYS else "never"
    date = dt.date.fromordinal(day)
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def tell_date(date: PartialDate) -> str:
    """Write a partial date for a reader, no more precisely than it was written.

    >>> tell_date(parse_date("2016-08")), tell_date(parse_date("2016"))
    ('August 2016', '2016')
    """
    words = tell_day(date.first).split(" ")
    return " ".join(words[2 - date.written.count("-") :])


class Window(NamedTuple):
    """A run of days, both ends included; empty where `start` lies after `end`."""

    start: int
    end: int


WHOLE: Final = Window(ALWAYS, NEVER)
"""All of time."""


def window_between(since: PartialDate | None, until: PartialDate | None) -> Window:
    """Return the days from the first of `since` to the last of `until`."""
    return Window(since.first if since else ALWAYS, until.last if until else NEVER)


Days = tuple[Window, ...]
"""A set of days: windows that are sorted, not empty, and neither touch nor overlap."""

ALL_DAYS: Final[Days] = (WHOLE,)


def join_days(windows: Iterable[Window]) -> Days:
    """Put windows together into one set of days.

    >>> join_days([Window(5, 9), Window(1, 2), Window(3, 4), Window(20, 30)])
    (Window(start=1, end=9), Window(start=20, end=30))
    """
    joined: list[Window] = []
    for start, end in sorted(windows):
        if start > end:
            continue
        if joined and start <= joined[-1].end + 1:
            joined[-1] = Window(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Window(start, end))
    return tuple(joined)


def meet_days(days: Days, others: Days) -> Days:
    """Return the days that lie in both sets.

    >>> meet_days((Window(1, 9), Window(20, 30)), (Window(8, 22),))
    (Window(start=8, end=9), Window(start=20, end=22))
    """
    shared = [Window(max(a.start, b.start), min(a.end, b.end)) for a in days for b in others]
    return tuple(window for window in shared if window.start <= window.end)


def days_without(days: Days, taken: Days) -> Days:
    """Return the days of one set that are not in the other.

    >>> days_without((Window(1, 9),), (Window(3, 4),))
    (Window(start=1, end=2), Window(start=5, end=9))
    """
    starts = (ALWAYS, *(window.end + 1 for window in taken))
    ends = (*(window.start - 1 for window in taken), NEVER)
    return meet_days(days, tuple(map(Window, starts, ends)))


def includes(days: Days, day: int) -> bool:
    """Return whether a day lies in a set of days."""
    return any(window.start <= day <= window.end for window in days)
