"""What was said, and how it is read, as answers tell a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.telling.sentences import tell_names
from dataflow.telling.words import behind, capitalise, spoken

if TYPE_CHECKING:
    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.model import Claim, Holder
    from dataflow.telling.report import Notes

_SAID: Final = {
    "alleged": "{when} {by} is said to have said",
    "assumed": "{when} {by} is assumed to have said",
    "permitted": "{when} {by} may have said",
    "announced": "{when} {by} is to say",
}


def tell_said(judgement: Judgement, notes: Notes) -> str:
    """Return who said what and when, in their own words if they are known."""
    claim = judgement.claim
    when = capitalise(spoken().on(claim.date.first, claim.date))
    words = spoken()
    if claim.by:
        text = _SAID.get(claim.status, "{when} {by} said")
        said = words.say(text, when=when, by=claim.by.name)
    else:
        said = words.say(
            "{when} it is said" if claim.status in _SAID else "{when} it was said", when=when
        )
    regions = words.regions(claim.when)
    said += behind(" ", words.say_if("to people in {regions}", regions=regions))
    cited = notes.cite(claim.sources)
    if claim.quote:
        return f"{words.say('{said} “{quote}”', said=said, quote=claim.quote)}{cited}"
    return f"{said}, {words.say('in the words of this model')}{cited}"


def tell_meaning(judgement: Judgement) -> str:
    """Return how the author, or else the model, reads what was said."""
    claim = judgement.claim
    if claim.reading:
        read = spoken().say("read so: {reading}", reading=claim.reading)
        return f"; {read}" if claim.quote else f": {claim.reading}"
    meaning = _tell_never(judgement)
    read = spoken().say("this model reads it as: {meaning}", meaning=meaning)
    return f"; {read}" if claim.quote else f": {meaning}"


def tell_denied(judgement: Judgement) -> str:
    """Return what was promised or denied, as the author or else the model reads it."""
    return judgement.claim.reading or _tell_never(judgement)


def _tell_never(judgement: Judgement) -> str:
    """Return what the promise denies, by the words of the language."""
    claim = judgement.claim
    words = spoken()
    # not "nobody … ever", but "these … never"
    text = _HAD[isinstance(claim.reach, str)][claim.past]
    data = words.either([term.name for term in claim.data])
    origin = behind(" ", words.say_if("from {sender}", sender=claim.origin and claim.origin.name))
    ways = words.either([words.say(_BY[way]) if way in _BY else way for way in claim.through])
    ways = behind(" ", words.say_if("by {ways}", ways=ways))
    rest = f"{origin}{ways}{_tell_aims(claim)}{_tell_choice(claim)}"
    return words.say(
        text, who=_tell_bound(judgement), data=data, rest=rest, plural=_are_several(claim)
    )


def _are_several(claim: Claim) -> bool:
    return not isinstance(claim.reach, str) and len(claim.reach) > 1


_HAD: Final = (
    ("{who} would never have {data}{rest}", "{who} had never had {data}{rest}"),
    ("{who} would ever have {data}{rest}", "{who} had ever had {data}{rest}"),
)
"""What a promise denies: of those who are named, and of all but some; then of a denial."""


def _tell_aims(claim: Claim) -> str:
    """Return for which purposes the data was not to be had; "" for any."""
    if claim.except_for:
        purposes = spoken().either([aim.name for aim in claim.except_for])
        return f", {spoken().say('for anything but {purposes}', purposes=purposes)}"
    purposes = spoken().either([aim.name for aim in claim.purposes])
    return behind(" ", spoken().say_if("for {purposes}", purposes=purposes))


def _tell_choice(claim: Claim) -> str:
    """Return which choice of people the promise leaves room for, if any."""
    if not claim.unless_choice:
        return ""
    return f", {spoken().say(_CHOICE[claim.unless_choice][claim.past])}"


_CHOICE: Final = {
    "opt-in": ("unless people opted in", "unless people had opted in"),
    "any": ("unless people had a choice", "unless people had had a choice"),
}
"""Which choice a promise leaves room for, and a denial."""


_BY: Final = {
    "sale": "sale",
    "theft": "theft",
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
        return spoken().say("nobody outside {group}", group=tell_group(origin))
    by_service = judgement.evidence.setting.by == "service"
    who = origin.name if by_service else _tell_origin(origin)
    return spoken().say("nobody but {who}", who=who)


def _tell_origin(origin: Holder) -> str:
    if origin.is_company:
        return origin.name
    return spoken().say("whoever operates {service}", service=origin.name)


def tell_group(origin: Holder) -> str:
    """Return who is inside, where data was to reach nobody outside."""
    return spoken().say("the corporate group of {who}", who=_tell_origin(origin))
