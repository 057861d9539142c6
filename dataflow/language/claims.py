"""`claims`: what someone promised."""

from pydantic import Field

from dataflow.language.leaves import Date, Id, OneOrMany, Schema, Words, at_least_one, optional
from dataflow.language.parts import Part, Stated

EVERYBODY = ("anyone", "outsiders")
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
