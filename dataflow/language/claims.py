"""Promises and denials: what nobody was ever to have, what was found, what was replied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self, get_args

from dataflow.language.facts import Cited, Reply, how_sure, replied
from dataflow.language.leaves import DATE, ID, NEEDED_WORDS, TRUTH, WORDS, OneOf
from dataflow.language.parts import (
    Mapped,
    Part,
    at_least_one,
    one_or_more,
    optional,
    part,
    required,
    several,
    texts,
)
from dataflow.language.words import Everybody, Found, UnlessChoice

if TYPE_CHECKING:
    from dataflow.language.kinds import Schema, Walk
    from dataflow.reading import Text

EVERYBODY = get_args(Everybody)
"""The words that may stand for holders in `reach`."""

_ONE_OF_THEM: Schema = {"enum": list(EVERYBODY)}
_REACHES_EVERYBODY: Schema = {
    "anyOf": [_ONE_OF_THEM, {"type": "array", "contains": _ONE_OF_THEM}],
}


@part
class Never(Part):
    """What will never happen, according to a promise."""

    called = "`never`"
    rules = (
        {  # `for` and `except_for` cannot be used together
            "not": {"required": ["for", "except_for"]}
        },
        {  # `anyone` and `outsiders` stand alone
            "if": {"required": ["reach"], "properties": {"reach": _REACHES_EVERYBODY}},
            "then": {"properties": {"reach": {"maxItems": 1}}},
        },
    )

    data: tuple[Text, ...] = one_or_more(ID, "the data types: one or a list")
    reach: tuple[Text, ...] = one_or_more(
        ID,
        "holders; or `anyone` (but the origin), `outsiders` (nor its corporate group)",
    )
    origin: Text | None = optional(ID, "only what comes from this holder", "from", vital=True)
    purposes: tuple[Text, ...] = at_least_one(ID, "only for these purposes", "for")
    except_for: tuple[Text, ...] = at_least_one(ID, "for any purpose but these; instead of `for`")
    unless_choice: Text | None = optional(
        OneOf(*get_args(UnlessChoice)),
        "opt-in: except what people opted in to; any: except what they could opt out of as well",
    )
    through: tuple[Text, ...] = texts(
        "only by a flow with this `mechanism`, or any of these", least=1
    )


@part
class Region(Part):
    """For whom a promise was made."""

    called = "a condition of a claim"

    region: tuple[Text, ...] = texts("people who live in this region, or in any of these", least=1)

    def checked(self, walk: Walk, *, cut: bool) -> Self | None:
        """Refuse a region without a name."""
        if any(self.region) or cut:
            return self
        walk.report("bad-condition", "a region without a name", self.at, "say which it is")
        return None


_SINCE: Final = ("broken", "untrue", "misleading")
"""The findings that say that something was so since a day."""


@part
class Finding(Cited):
    """What an authority or a court found of a promise."""

    called = "a finding"
    rules = (
        {  # only what was broken was so since some day
            "if": {"required": ["on"]},
            "then": {"properties": {"found": {"enum": list(_SINCE)}}},
        },
    )

    by: Text = required(NEEDED_WORDS, "who found it: the id of a company or service, or any text")
    date: Text = required(DATE, "when it was found")
    found: Text = required(
        OneOf(*get_args(Found)),
        "what was found: broken, untrue, misleading, kept, settled, or still open",
    )
    on: Text | None = optional(DATE, "since when the promise was broken, by that finding")
    quote: Text | None = optional(WORDS, "the words of the finding")

    def checked(self, walk: Walk, *, cut: bool) -> Self | None:
        """Refuse a day since when a promise was broken where it was not found to be."""
        if self.on is None or self.found in _SINCE or cut:
            return self
        message = (
            f"`on` is the day from which a promise was broken, but the finding is `{self.found}`"
        )
        walk.report("bad-claim", message, self.on, "drop `on`; `date` is the day of the finding")
        return None


_IS_TRUE: Final[Schema] = {"enum": [True, "true"]}


@part
class Claim(Cited):
    """A promise, checked against the rest of the model."""

    called = "a claim"

    rules = (
        {  # with `anyone` and `outsiders`, it must be known whose data is meant
            "if": {
                "required": ["never"],
                "properties": {
                    "never": {
                        "required": ["reach"],
                        "properties": {"reach": _REACHES_EVERYBODY, "from": False},
                    }
                },
            },
            "then": {"required": ["by"]},
        },
        {  # a denial is about the days before it
            "if": {"required": ["past"], "properties": {"past": _IS_TRUE}},
            "then": {"properties": {"until": False}},
        },
    )

    id: Text = required(ID, "its id")
    by: Text | None = optional(ID, "the company or service that promised", vital=True)
    date: Text = required(DATE, "when it was promised; from then on it counts")
    until: Text | None = optional(DATE, "the last day on which it counts")
    past: bool | None = optional(
        TRUTH, "whether it is a denial: about the days up to its date, not those after it"
    )
    quote: Text | None = optional(WORDS, "the words of the promise")
    reading: Text | None = optional(WORDS, "how this model reads them, in other words")
    never: Never = required(Mapped(Never), "what will never happen, according to the promise")
    when: tuple[Region, ...] = at_least_one(
        Mapped(Region), "for whom it was made: `{region: …}`, or any of several"
    )
    findings: tuple[Finding, ...] = several(
        Mapped(Finding), "what authorities and courts found of it: one finding or a list"
    )
    replies: tuple[Reply, ...] = replied()
    status: Text | None = how_sure()
