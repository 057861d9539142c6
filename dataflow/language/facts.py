"""What a model states: where facts come from, terms, flows, derivations, promises, events."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from dataflow.language.leaves import (
    Date,
    Id,
    OneOrMany,
    Schema,
    Truth,
    Url,
    Words,
    at_least_one,
    one_of,
    optional,
    several,
)
from dataflow.language.parts import Conditional, Part, Stated
from dataflow.language.words import Basis, Choice, Everybody, Role


class Source(Part):
    """A document, a page, a ruling."""

    called = "a source"
    bare = "title"

    title: Words | None = optional("what it is called")
    publisher: Words | None = optional("who published it")
    date: Date | None = optional("when it was published")
    url: Url | None = optional("where it is: an address, http or https only")
    quote: Words | None = optional("the words relied on")
    note: Words | None = optional("a remark")


class Term(Stated):
    """A data type or a purpose."""

    called = "an entry of a taxonomy"
    bare = "name"
    may_be_empty = True

    name: Words | None = optional("what people read; left out, the id with spaces")
    also: OneOrMany[Words] = several("other names it is known by, which questions understand too")
    is_a: OneOrMany[Id] = several("what it is a kind of: one id or several")
    sensitive: Truth | None = optional("whether it needs special care, as health does")
    maps: dict[Words, OneOrMany[Words]] = Field(
        default_factory=dict,
        description="its terms in other vocabularies: `dpv: …`, `fides: …`",
    )


class Sent(Part):
    """Data types that are sent, and what arrives in their place."""

    called = "what is sent"
    bare = "data"

    data: OneOrMany[Id] = Field(min_length=1, description="the data types: one or a list")
    arrives: Id | None = optional("the data type that arrives in their place", alias="as")


class Flow(Conditional):
    """A sharing edge."""

    called = "a flow"

    id: Id | None = optional("its id; left out, FROM-TO")
    sender: Id = Field(alias="from", description="the company or service that shares")
    receivers: OneOrMany[Id] = Field(
        alias="to", min_length=1, description="the company or service that receives, or a list"
    )
    data: OneOrMany[Sent] = Field(
        min_length=1, description="what is shared: data types, or mappings with `as`"
    )
    purposes: OneOrMany[Id] = several("what it is shared for: one purpose or a list")
    label: Words | None = optional("what figures call it; left out, its data")
    choice: Annotated[Words, one_of(*get_args(Choice))] | None = optional(
        "what people can choose: none (default), opt-out, opt-in"
    )
    basis: Annotated[Words, one_of(*get_args(Basis))] | None = optional(
        "the legal basis that is claimed"
    )
    role: Annotated[Words, one_of(*get_args(Role))] | None = optional(
        "what the recipient is: controller (default), joint_controller, processor"
    )
    mechanism: Words | None = optional("how it is shared: an api, an upload, a sale, …")


class Derivation(Conditional):
    """Whoever has all of `from` has `to` as well."""

    called = "a derivation"

    id: Id = Field(description="its id")
    body: OneOrMany[Id] = Field(
        alias="from",
        description="the data types that one must have, all of them",
        json_schema_extra={"minItems": 1},  # `building` has a word of its own for an empty list
    )
    to: Id = Field(description="the data type that they amount to")
    by: OneOrMany[Id] = at_least_one("the holders who can; left out, anybody")


EVERYBODY = get_args(Everybody)
"""The words that may stand for holders in `reach`."""

_ONE_OF_THEM: Schema = {"enum": list(EVERYBODY)}
_REACHES_EVERYBODY: Schema = {
    "anyOf": [_ONE_OF_THEM, {"type": "array", "contains": _ONE_OF_THEM}],
}


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

    data: OneOrMany[Id] = Field(min_length=1, description="the data types: one or a list")
    reach: OneOrMany[Id] = Field(
        min_length=1,
        description="holders; or `anyone` (but the origin), `outsiders` (nor its corporate group)",
    )
    origin: Id | None = optional("only what comes from this holder", alias="from")
    purposes: OneOrMany[Id] = at_least_one("only for these purposes", alias="for")
    except_for: OneOrMany[Id] = at_least_one("for any purpose but these; instead of `for`")


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

    id: Id = Field(description="its id")
    by: Id | None = optional("the company or service that promised")
    date: Date = Field(description="when it was promised; from then on it counts")
    until: Date | None = optional("the last day on which it counts")
    quote: Words | None = optional("the words of the promise")
    never: Never = Field(description="what, so the promise, will never happen")


class Event(Stated):
    """A day, or a run of days, that a timeline names."""

    called = "an event"

    id: Id = Field(description="its id")
    name: Words | None = optional("what happened, in a few words")
    date: Date = Field(description="when it happened, or began")
    until: Date | None = optional("its last day")
    about: OneOrMany[Id] = several("the holders that it is about: one or a list")
