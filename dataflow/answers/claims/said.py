"""What was said, and how it is read, as answers tell a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.common.regions import name_region
from dataflow.telling.sentences import tell_names
from dataflow.telling.words import ENGLISH, behind, capitalise

if TYPE_CHECKING:
    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.model import Claim, Holder
    from dataflow.telling.report import Notes

_SAID: Final = {
    "alleged": "is said to have said",
    "assumed": "is assumed to have said",
    "permitted": "may have said",
    "announced": "is to say",
}


def tell_said(judgement: Judgement, notes: Notes) -> str:
    """Return who said what and when, in their own words if they are known."""
    claim = judgement.claim
    when = capitalise(ENGLISH.on(claim.date.first, claim.date))
    said = _SAID.get(claim.status, "said")
    by = f"{claim.by.name} {said}" if claim.by else f"it {'was' if said == 'said' else 'is'} said"
    regions = behind(" to people in ", ENGLISH.either([*map(name_region, claim.when)]))
    cited = notes.cite(claim.sources)
    if claim.quote:
        return f"{when} {by}{regions} “{claim.quote}”{cited}"
    return f"{when} {by}{regions}, in the words of this model{cited}"


def tell_meaning(judgement: Judgement) -> str:
    """Return how the author, or else the model, reads what was said."""
    claim = judgement.claim
    if claim.reading:
        return f"; read so: {claim.reading}" if claim.quote else f": {claim.reading}"
    meaning = _tell_never(judgement)
    return f"; this model reads it as: {meaning}" if claim.quote else f": {meaning}"


def _tell_never(judgement: Judgement) -> str:
    """Return what the promise denies, by the words of the language."""
    claim = judgement.claim
    has = "had ever had" if claim.past else "would ever have"
    if not isinstance(claim.reach, str):  # not "nobody … ever", but "these … never"
        has = has.replace("ever", "never")
    data = ENGLISH.either([term.name for term in claim.data])
    origin = behind(" from ", claim.origin.name if claim.origin else "")
    ways = behind(" by ", ENGLISH.either([_BY.get(way, way) for way in claim.through]))
    aims, choice = _tell_aims(claim), _tell_choice(claim)
    return f"{_tell_bound(judgement)} {has} {data}{origin}{ways}{aims}{choice}"


def _tell_aims(claim: Claim) -> str:
    """Return for which purposes the data was not to be had; "" for any."""
    if claim.except_for:
        return f", for anything but {ENGLISH.either([aim.name for aim in claim.except_for])}"
    return behind(" ", ENGLISH.purposes(claim.purposes).replace(" and ", " or "))


def _tell_choice(claim: Claim) -> str:
    """Return which choice of people the promise leaves room for, if any."""
    if not claim.unless_choice:
        return ""
    choice = "opted in" if claim.unless_choice == "opt-in" else "had a choice"
    return f", unless people {'had ' if claim.past else ''}{choice}"


_BY: Final = {
    "breach": "a breach",
    "leak": "a leak",
    "order": "an order",
    "scrape": "scraping",
    "sdk": "an SDK",
    "pixel": "a pixel",
    "upload": "an upload",
    "api": "an API",
}
"""The mechanisms that need other words, or an article, behind "by"."""


def _tell_bound(judgement: Judgement) -> str:
    reach, origin = judgement.claim.reach, judgement.origin
    if not isinstance(reach, str):
        return tell_names(reach)
    assert origin is not None  # the language asks for it
    if reach == "outsiders":
        return f"nobody outside {tell_group(origin)}"
    return f"nobody but {_tell_origin(origin)}"


def _tell_origin(origin: Holder) -> str:
    return origin.name if origin.is_company else f"whoever operates {origin.name}"


def tell_group(origin: Holder) -> str:
    """Return who is inside, where data was to reach nobody outside."""
    return f"the corporate group of {_tell_origin(origin)}"
