"""Countries as people call them → the codes that models use. The only door to iso3166."""

from __future__ import annotations

from typing import Final

from dataflow.model.names import make_plain

_COMMON: Final = {
    "america": "US",
    "britain": "GB",
    "eea": "EEA",
    "england": "GB",
    "eu": "EU",
    "europe": "EU",
    "european economic area": "EEA",
    "european union": "EU",
    "great britain": "GB",
    "holland": "NL",
    "scotland": "GB",
    "uk": "GB",
    "united kingdom": "GB",
    "united states": "US",
    "us": "US",
    "usa": "US",
    "wales": "GB",
}
"""What the standard calls otherwise, or has no code for."""


def find_region(name: str) -> str:
    """Give the code of a country or union; a name that is not known is given back as it is.

    >>> find_region("Germany"), find_region("the UK"), find_region("DE"), find_region("Utopia")
    ('DE', 'GB', 'DE', 'Utopia')
    """
    from iso3166 import countries  # noqa: PLC0415 - only where a region is named

    wanted = make_plain(name).removeprefix("the ")
    if wanted in _COMMON:
        return _COMMON[wanted]
    found = countries.get(wanted, default=None)
    return found.alpha2 if found else name
