"""Since when somebody has some data, in words that say no more than is known of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import ALWAYS, PartialDate
from dataflow.telling.words import ENGLISH, behind

if TYPE_CHECKING:
    from dataflow.engine.certainty import DayKind, Known
    from dataflow.telling.words import Words

NO_START = "start not stated"


def tell_since(day: int, kind: DayKind, written: PartialDate | None, *, by: str = "") -> str:
    """Return since when something is so, as a clause has it.

    Args:
        day: the day.
        kind: what the day is.
        written: how the model has it written.
        by: a later day by which it was so at the latest, in words; for a day that is a bound.

    >>> from dataflow.common.dates import parse_date
    >>> year = parse_date("2016")
    >>> tell_since(year.first, "stated", year), tell_since(year.last, "by", year)
    ('since 2016', 'since 2016 at the latest')
    >>> tell_since(year.first, "from", year, by="2018")
    'start not stated (not before 2016, by 2018 at the latest)'
    """
    if day == ALWAYS or kind == "unknown":
        return NO_START + behind(" (", f"by {by} at the latest)" if by else "")
    date = tell_when(day, written)
    if kind == "from":
        return f"{NO_START} (not before {date}{behind(', by ', by and f'{by} at the latest')})"
    return f"since {date} at the latest" if kind == "by" else f"since {date}"


def tell_when(day: int, written: PartialDate | None, words: Words = ENGLISH) -> str:
    """Return a day as the author wrote it, whether it is the first or the last of the date."""
    return (
        words.date(written) if written and day in (written.first, written.last) else words.day(day)
    )


def tell_known(known: Known) -> str:
    """Return since when something is so by what is known of its day."""
    return tell_since(known.day, known.kind, known.written)


def show_since(day: int, kind: DayKind, written: PartialDate | None) -> str:
    """Return since when something is so, as cells of tables have it.

    >>> show_since(ALWAYS, "unknown", None), show_since(1, "stated", None)
    ('start not stated', '1 January 1')
    """
    return tell_since(day, kind, written).removeprefix("since ")
