"""`personas`: people, their accounts, where they live, what they chose."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dataflow.language.leaves import Before, Date, Id, OneOrMany, Words, fault, none, shorten
from dataflow.language.parts import Part, Stated
from dataflow.reading import Fields, Items, Nothing, Text


class Account(Part):
    """An account at a holder, open from a day to a day."""

    called = "an account"
    bare = "holder"

    holder: Id
    since: Date | None = None
    until: Date | None = None


class Chosen(Part):
    """A choice about a flow, from a day on."""

    called = "a choice"
    bare = "flow"

    flow: Id
    since: Date | None = None


def _each(key: str) -> Before:
    """Take a mapping from `key` to a date, to a window, or to several, as a list of mappings."""

    def spread(value: object) -> object:
        if not isinstance(value, Fields):
            return value if isinstance(value, list) else [value]
        return [
            _entry(key, name, window)
            for name, windows in value.items()
            for window in (windows if isinstance(windows, Items) else [windows])
        ]

    return Before(spread)


def _entry(key: str, name: Text, window: object) -> Fields:
    if isinstance(window, Nothing):
        advice = f"write a day, `{shorten(name)}: 2013-05`, or the ids alone as a list: `[…]`"
        raise fault("wrong-kind", f"expected a date, found nothing for `{name}`", advice, at=window)
    entry = Fields(window) if isinstance(window, Fields) else Fields({Text("since"): window})
    entry.at = name.at
    entry[Text(key)] = name
    return entry


class Persona(Stated):
    """A person, as far as conditions and choices ask."""

    called = "a persona"
    may_be_empty = True

    name: Words | None = None
    also: OneOrMany[Words] = Field(default_factory=none)
    region: OneOrMany[Words] = Field(default_factory=none)
    accounts: Annotated[list[Account], _each("holder")] = Field(default_factory=none)
    opted_out: Annotated[list[Chosen], _each("flow")] = Field(default_factory=none)
    opted_in: Annotated[list[Chosen], _each("flow")] = Field(default_factory=none)
