"""What a model states: where facts come from, terms, flows, derivations, promises, events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, get_args

from dataflow.language.kinds import Named, OneOrMany, Schema, Walk
from dataflow.language.leaves import CITATION, DATE, ID, TRUTH, URL, WORDS, OneOf
from dataflow.language.parts import (
    Mapped,
    Part,
    at_least_one,
    entries,
    one_or_more,
    optional,
    part,
    required,
    several,
)
from dataflow.language.words import Basis, Choice, Everybody, Role, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.reading import Text


# --- what many parts have -------------------------------------------------------------------------


@part
class Stated(Part):
    """A part that may carry a remark and name its sources."""

    note: Text | None = optional(WORDS, "a remark")
    source: tuple[Text, ...] = several(
        CITATION, "by whose word: the id of a source or a web address, or a list of them"
    )


@part
class Windowed(Stated):
    """A part that holds from a day to a day."""

    since: Text | None = optional(
        DATE, "its first day; a year or a month stands for the first of it"
    )
    until: Text | None = optional(DATE, "its last day; a year or a month stands for the last of it")


@part
class Condition(Windowed):
    """People for whom something is so: every key must hold."""

    called = "a condition"

    rules = ({"anyOf": [{"required": [key]} for key in ("account", "accounts", "region")]},)

    account: tuple[Text, ...] = at_least_one(
        ID, "with an account at this holder, or at any of these"
    )
    accounts: tuple[Text, ...] = at_least_one(ID, "with an account at every one of these holders")
    region: tuple[Text, ...] = at_least_one(WORDS, "who live in this region, or in any of these")

    def checked(self, walk: Walk, *, cut: bool) -> Self | None:
        """Refuse a condition that says nothing."""
        if self.account or self.accounts or self.region:
            return self
        if not cut:
            message = "a condition without `account`, `accounts` or `region`"
            walk.report("bad-condition", message, self.at, "say for whom it holds, or drop it")
        return None


@part
class Conditional(Windowed):
    """A part that may hold for some people only."""

    when: tuple[Condition, ...] = at_least_one(
        Mapped(Condition), "only for people for whom this, or any of these, holds"
    )
    unless: tuple[Condition, ...] = at_least_one(
        Mapped(Condition), "not for people for whom this, or any of these, holds"
    )
    status: Text | None = optional(
        OneOf(*get_args(Status)),
        "how sure it is: stated (default), observed, confirmed, alleged, or announced only",
    )


# --- the facts ------------------------------------------------------------------------------------


@part
class Source(Part):
    """A document, a page, a ruling."""

    called = "a source"
    bare = "title"

    title: Text | None = optional(WORDS, "what it is called")
    publisher: Text | None = optional(WORDS, "who published it")
    date: Text | None = optional(DATE, "when it was published")
    url: Text | None = optional(URL, "where it is: an address, http or https only")
    quote: Text | None = optional(WORDS, "the words relied on")
    note: Text | None = optional(WORDS, "a remark")


@part
class Term(Stated):
    """A data type or a purpose."""

    called = "an entry of a taxonomy"
    bare = "name"
    may_be_empty = True

    name: Text | None = optional(WORDS, "what people read; left out, the id with spaces")
    also: tuple[Text, ...] = several(
        WORDS, "other names it is known by, which questions understand too"
    )
    is_a: tuple[Text, ...] = several(ID, "what it is a kind of: one id or several")
    sensitive: bool | None = optional(TRUTH, "whether it needs special care, as health does")
    maps: Mapping[Text, tuple[Text, ...]] = entries(
        Named(WORDS, OneOrMany(WORDS)), "its terms in other vocabularies: `dpv: …`, `fides: …`"
    )


@part
class Sent(Part):
    """Data types that are sent, and what arrives in their place."""

    called = "what is sent"
    bare = "data"

    data: tuple[Text, ...] = one_or_more(ID, "the data types: one or a list")
    arrives: Text | None = optional(ID, "the data type that arrives in their place", "as")


@part
class Flow(Conditional):
    """A sharing edge."""

    called = "a flow"

    id: Text | None = optional(ID, "its id; left out, FROM-TO")
    sender: Text = required(ID, "the company or service that shares", "from")
    receivers: tuple[Text, ...] = one_or_more(
        ID, "the company or service that receives, or a list", "to"
    )
    data: tuple[Sent, ...] = one_or_more(
        Mapped(Sent), "what is shared: data types, or mappings with `as`"
    )
    purposes: tuple[Text, ...] = several(ID, "what it is shared for: one purpose or a list")
    label: Text | None = optional(WORDS, "what figures call it; left out, its data")
    choice: Text | None = optional(
        OneOf(*get_args(Choice)), "what people can choose: none (default), opt-out, opt-in"
    )
    basis: Text | None = optional(OneOf(*get_args(Basis)), "the legal basis that is claimed")
    role: Text | None = optional(
        OneOf(*get_args(Role)),
        "what the recipient is: controller (default), joint_controller, processor",
    )
    mechanism: Text | None = optional(WORDS, "how it is shared: an api, an upload, a sale, …")


@part
class Derivation(Conditional):
    """Whoever has all of `from` has `to` as well."""

    called = "a derivation"

    id: Text = required(ID, "its id")
    body: tuple[Text, ...] = required(
        OneOrMany(ID),
        "the data types that one must have, all of them",
        "from",
        more={"minItems": 1},  # `building` has a word of its own for an empty list
    )
    to: Text = required(ID, "the data type that they amount to")
    by: tuple[Text, ...] = at_least_one(ID, "the holders who can; left out, anybody")


EVERYBODY = get_args(Everybody)
"""The words that may stand for holders in `reach`."""

_ONE_OF_THEM: Schema = {"enum": list(EVERYBODY)}
_REACHES_EVERYBODY: Schema = {
    "anyOf": [_ONE_OF_THEM, {"type": "array", "contains": _ONE_OF_THEM}],
}


@part
class Never(Part):
    """What, so the promise, will never happen."""

    called = "`never`"
    rules = (
        {  # `for` and `except_for` exclude each other
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


@part
class Claim(Stated):
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
    )

    id: Text = required(ID, "its id")
    by: Text | None = optional(ID, "the company or service that promised", vital=True)
    date: Text = required(DATE, "when it was promised; from then on it counts")
    until: Text | None = optional(DATE, "the last day on which it counts")
    quote: Text | None = optional(WORDS, "the words of the promise")
    never: Never = required(Mapped(Never), "what, so the promise, will never happen")


@part
class Event(Stated):
    """A day, or a run of days, that a timeline names."""

    called = "an event"

    id: Text = required(ID, "its id")
    name: Text | None = optional(WORDS, "what happened, in a few words")
    date: Text = required(DATE, "when it happened, or began")
    until: Text | None = optional(DATE, "its last day")
    about: tuple[Text, ...] = several(ID, "the holders that it is about: one or a list")
