"""Regions as English names them: some names stand behind an article."""

from __future__ import annotations

import re
from typing import Final

_ARTICLE: Final = re.compile(
    r"(US|USA|UK|EU|EEA|UAE|Americas|Bahamas|Gambia|Maldives|Netherlands|Philippines|Seychelles"
    r"|(.* )?(Area|Emirates|Islands|Kingdom|Republic|States|Union))"
    r"(/|$)"
)
"""The names of regions that stand behind an article; a code such as "US-CA" does not."""


def name_region(name: str) -> str:
    """Return the name of a region as it stands behind "in".

    >>> name_region("US"), name_region("EEA/EU/GB"), name_region("US-CA"), name_region("DE")
    ('the US', 'the EEA/EU/GB', 'US-CA', 'DE')
    """
    return f"the {name}" if _ARTICLE.match(name) else name
