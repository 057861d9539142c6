"""A timeline, in no format yet: what happened when, and what was so from when to when."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.dates import parse_date
from dataflow.common.values import dataclass
from dataflow.figures.figure import Picture, mark
from dataflow.model.holders import FIRM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.answers import Status
    from dataflow.telling.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event.

    Attributes:
        first, last: the days between which it lies, or from which to which it lasted.
        exact: whether it was written to the day.
        date: when, in words.
        name: what.
        label: all of it as a sentence, for who does not see it.
    """

    id: str
    first: int
    last: int
    exact: bool
    date: str
    name: str
    label: str


class Maybe(NamedTuple):
    """The day on which a promise was broken if what is alleged or permitted is so.

    Attributes:
        untrue: whether it was untrue when it was made, if that is so.
        late: whether it was broken on that day at the latest.
    """

    day: int
    untrue: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A promise or a flow, from when to when.

    Attributes:
        title: who shares with whom; "" for a promise.
        text: what it is.
        below: who states it and when, with the numbers of the sources.
        label: all of it as a sentence, for who does not see it.
        start: its first day, or None for what has no start that is stated.
        sure: the day by which it has begun: later than `start` where only a year is known.
        lasting: the day up to which it surely lasted: earlier than `end` where only a year is
            known.
        end: its last day, or None for what goes on.
        ended: what stands at its end, such as the day on which a promise broke.
        broken: whether it ended because it was broken, if it was made.
        late: whether its last day is the latest that it may have ended or broken on.
        maybe: when it was broken if what is alleged or permitted is so; None for no known day.
        status: how sure a flow is, or that a promise was made.
        hot: whether it breaks a promise.
        unsure: whether it does so only if what is not firm is so.
        untrue: whether the promise, or whichever it breaks, was untrue when it was made.
        if_said: whether its being broken, or its breaking one, depends on that being said alone.
    """

    id: str
    title: str = ""
    text: str
    below: str = ""
    label: str
    start: int | None = None
    sure: int | None = None
    lasting: int | None = None
    end: int | None = None
    ended: str | None = None
    broken: bool = False
    late: bool = False
    maybe: Maybe | None = None
    status: Status = "stated"
    hot: bool = False
    unsure: bool = False
    untrue: bool = False
    if_said: bool = False

    @property
    def is_promise(self) -> bool:
        """Whether it is a promise, which nobody shares with anybody."""
        return not self.title

    @property
    def is_firm(self) -> bool:
        """Whether it is sure that it was so, or that it was promised."""
        return self.status in FIRM

    @property
    def rough(self) -> bool:
        """Whether one of its days is only known by its month or year."""
        begun = self.start is not None and self.start != self.sure
        return begun or (self.lasting != self.end)

    @property
    def marks(self) -> tuple[str, ...]:
        """Which of `hot` and `unsure` it is, and how sure."""
        return mark(self.status, hot=self.hot, unsure=self.unsure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Stretches under a heading."""

    heading: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that the axis names."""

    day: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Picture):
    """What happened when.

    Attributes:
        first, last: the days at which the axis begins and ends.
        ticks: what the axis may name, the densest first.
        heading: what stands above the events.
        events: in the order of time.
        more: how many events are not shown, in words; None for none.
        bands: promises, and flows.
        breaks: the days on which promises broke, where they are known to the day.
    """

    first: int
    last: int
    ticks: tuple[tuple[Tick, ...], ...]
    heading: str
    events: tuple[Happening, ...] = ()
    more: str | None = None
    bands: tuple[Band, ...] = ()
    breaks: tuple[int, ...] = ()

    @property
    def stretches(self) -> Iterator[Stretch]:
        """The stretches of all bands."""
        return chain.from_iterable(band.stretches for band in self.bands)


YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 500)
MONTHS: Final = (1, 2, 3, 6)
SHORT: Final = 1100
"""Days of a timeline that is told in months."""


def find_ticks(first: int, last: int, words: Words) -> tuple[tuple[Tick, ...], ...]:
    """Return ways to name days between two, the densest first, each at equal distances.

    >>> from dataflow.common.dates import parse_date
    >>> from dataflow.telling.words import ENGLISH
    >>> days = parse_date("2009").first, parse_date("2013").last
    >>> [tick.text for tick in find_ticks(*days, ENGLISH)[1]]
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
