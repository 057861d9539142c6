"""Dates as people write them → dates of the language: "25 August 2016" → `2016-08-25`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dataflow.common.dates import MONTHS, parse_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_GERMAN: Final = (
    *("januar", "februar", "märz", "april", "mai", "juni", "juli", "august"),
    *("september", "oktober", "november", "dezember"),
)
_MONTHS: Final = {
    spelling.casefold(): str(number)
    for names in (_GERMAN, MONTHS)
    for number, name in enumerate(names, start=1)
    for spelling in (name, name[:3])
}
_SHAPES: Final = ("DoMY", "MDY", "DMY", "MY", "Y")
"""What words stand for, the longest first: a day, `of`, a month by its name, a year."""

_NUMBERS: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


def read_date(words: Sequence[str]) -> tuple[str | None, int]:
    """Return the date with which some words begin, and how many words it has.

    >>> read_date(["25th", "of", "August", "2016"]), read_date(["31.12.2016"])
    (('2016-08-25', 4), ('2016-12-31', 1))
    """
    numbers = _NUMBERS.fullmatch(words[0])
    if numbers:
        day, month, year = numbers.groups()
        date = _join(year, month, day)
        return date, int(date is not None)
    for shape in _SHAPES:
        parts = dict(zip(shape, words, strict=False))
        if len(parts) == len(shape) and (date := _written(parts)):
            return date, len(shape)
    return None, 0


def _written(parts: Mapping[str, str]) -> str | None:
    """Return the date that a year, a month by its name and a day make, if they make one."""
    if parts.get("o", "of").casefold() != "of":
        return None
    numbers = []
    if "M" in parts:
        numbers.append(_MONTHS.get(parts["M"].casefold(), ""))
    if "D" in parts:
        numbers.append(parts["D"].rstrip("stndrh"))
    return _join(parts["Y"], *numbers)


def _join(year: str, *numbers: str) -> str | None:
    if numbers and not all(map(str.isdecimal, [year, *numbers])):
        return None
    try:
        return parse_date("-".join([year, *(f"{int(number):02}" for number in numbers)])).written
    except ValueError:
        return None
