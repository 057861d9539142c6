"""Regions by their codes, and the names that people call them by. A door to babel.

A region is any text. Two capitals are the code of a country (ISO 3166), `EU` and `EEA` are the
unions, and `US-CA` is a part of a country; whatever else a model calls a region is its name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE: Final = re.compile(r"[A-Z]{2,3}(?:-[A-Z0-9]{1,3})?")
"""What the code of a region looks like."""

_CALLED: Final = {
    "CD": "the Democratic Republic of the Congo",
    "CG": "the Republic of the Congo",
    "EEA": "the EEA",
    "EU": "the EU",
    "UN": "the United Nations",
}
"""What English calls a region otherwise than Unicode's tables, or where they have no code."""

_NO_PLACES: Final = {"QO", "XA", "XB", "ZZ"}
"""The codes in these tables that are no country's."""

_WITH_ARTICLE: Final = re.compile(
    r"(?!South Georgia|Heard)(?:.* )?(?:Bahamas|Comoros|Emirates|Eurozone|Gambia|Islands|Kingdom"
    r"|Lands|Maldives|Netherlands|Philippines|Republic|Seychelles|States|Territor(?:y|ies))"
    r"|Isle of Man"
)
"""The English names that have an article."""

_OF_THE_US: Final = (
    "AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut,"
    " DE Delaware, DC the District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho,"
    " IL Illinois, IN Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine,"
    " MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi, MO Missouri,"
    " MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico,"
    " NY New York, NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon,"
    " PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee,"
    " TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin,"
    " WY Wyoming"
)
"""The parts of the United States that have laws of their own; Unicode's tables have none."""


@cache
def name_region(region: str) -> str:
    """Return what people call a region in English; what is no code is its own name.

    >>> name_region("US"), name_region("DE"), name_region("EU"), name_region("the north")
    ('the United States', 'Germany', 'the EU', 'the north')
    >>> name_region("US-CA"), name_region("HK"), name_region("BA"), name_region("QQ")
    ('California', 'Hong Kong', 'Bosnia and Herzegovina', 'QQ')
    """
    if not CODE.fullmatch(region):
        return region
    country, _, part = region.partition("-")
    if part:
        states = dict(state.split(" ", 1) for state in _OF_THE_US.split(", "))
        return states.get(part, region) if country == "US" else region
    if region in _CALLED:
        return _CALLED[region]
    name = list_territories("en").get(region, "")
    if not name or region in _NO_PLACES:
        return region
    name = re.sub(r" SAR .*| \(.*\)$", "", name).replace(" & ", " and ")
    return f"the {name}" if _WITH_ARTICLE.fullmatch(name) else name


@cache
def list_territories(language: str) -> Mapping[str, str]:
    """Return what Unicode's tables call each region in a language, by its code.

    There is nothing in a language that they do not have.
    """
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 - only where one is named

    try:
        return dict(Locale.parse(language, sep="-").territories)
    except (ValueError, UnknownLocaleError):
        return {}


@cache
def list_aliases() -> Mapping[str, list[str]]:
    """Return the codes that stand in place of an old or other code."""
    from babel.core import get_global  # noqa: PLC0415 - only where a country is named

    return dict(get_global("territory_aliases"))
