"""Countries and unions as people call them → the codes that models use."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_OTHERWISE: Final = {
    "AE": "uae",
    "BA": "bosnia, bosnia herzegovina",
    "BN": "brunei darussalam",
    "CD": "congo kinshasa, democratic republic of the congo, dr congo, drc",
    "CG": "congo, republic of the congo",
    "CI": "ivory coast",
    "CV": "cabo verde",
    "CZ": "czech republic",
    "EEA": "eea, european economic area",
    "EU": "europe",
    "FM": "federated states of micronesia",
    "GB": "britain, england, great britain, northern ireland, scotland, wales, "
    "united kingdom of great britain and northern ireland",
    "HK": "hongkong",
    "IE": "republic of ireland",
    "KP": "dprk",
    "KR": "korea, republic of korea",
    "LA": "lao peoples democratic republic",
    "MD": "republic of moldova",
    "MK": "macedonia",
    "MO": "macau",
    "NL": "holland",
    "PN": "pitcairn",
    "PS": "palestine, state of palestine",
    "RU": "russian federation",
    "SY": "syrian arab republic",
    "SZ": "swaziland",
    "TL": "east timor",
    "TR": "turkey",
    "US": "america, united states of america",
    "VC": "saint vincent and the grenadines",
    "VA": "holy see, vatican",
    "VN": "viet nam",
}
"""What people say where Unicode's tables say something else, or have no code."""


def find_region(name: str, language: str = "en") -> str:
    """Return the code of a country or union; a name that is not known comes back as it is.

    Args:
        name: what people call it in English or in the language of the model, or its code.
        language: the language of the model.

    >>> find_region("Germany"), find_region("the UK"), find_region("DE"), find_region("Utopia")
    ('DE', 'GB', 'DE', 'Utopia')
    >>> find_region("Österreich", "de"), find_region("bosnia & herzegovina")
    ('AT', 'BA')
    """
    wanted = _fold(name)
    codes = (_codes(known).get(wanted) for known in ("en", language, "de"))
    return next(filter(None, codes), name)


def is_region(name: str, language: str = "en") -> bool:
    """Return whether a name is that of a country or union; a code counts in capitals alone.

    >>> is_region("Trinidad and Tobago"), is_region("IN"), is_region("in"), is_region("Utopia")
    (True, True, False, False)
    """
    if len(name) <= len("EEA") and not name.isupper():
        return False
    wanted = _fold(name)
    return wanted in _codes("en") or wanted in _codes("de") or wanted in _codes(language)


@cache
def _codes(language: str) -> dict[str, str]:
    """Return the codes by name, as names are compared; a name that people say wins over a code."""
    from babel.core import Locale, UnknownLocaleError, get_global  # noqa: PLC0415 - only where a country is named

    try:
        territories = dict(Locale.parse(language, sep="-").territories)
    except (ValueError, UnknownLocaleError):
        return {}
    codes = {}
    for alias, (code, *others) in get_global("territory_aliases").items():
        if alias.isalpha() and not others:  # `SU` became several countries
            codes[alias.casefold()] = code
    for code, name in territories.items():
        if code.isalpha():  # the others are parts of the world
            codes[code.casefold()] = code
            codes |= dict.fromkeys(map(_fold, _spell(name)), code)
    for code, names in _OTHERWISE.items():
        codes |= dict.fromkeys(names.split(", "), code)
    return codes


def _spell(name: str) -> Iterator[str]:
    """Return a name as the table has it, and its parts: "Myanmar (Burma)", "Myanmar", "Burma"."""
    yield name
    yield from filter(None, re.split(r" \((.*)\)| SAR .*", name))


def _fold(name: str) -> str:
    """Return a name without what people do not mind: case, accents, signs, `the`, `&`, `St.`.

    >>> _fold("the Côte d'Ivoire"), _fold("St. Kitts & Nevis")
    ('cote divoire', 'saint kitts and nevis')
    """
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = re.sub(r"[^\w\s-]", "", "".join(c for c in letters if not unicodedata.combining(c)))
    words = ["saint" if word == "st" else word for word in re.split(r"[\s_-]+", plain) if word]
    return " ".join(words[1:] if words[:1] == ["the"] else words)
