"""`personas`: people, their accounts, where they live, what they chose."""

from typing import Annotated

from pydantic import Field

from dataflow.language.leaves import (
    WITHOUT,
    Before,
    Date,
    Id,
    OneOrMany,
    Schema,
    Words,
    fault,
    named,
    optional,
    refuse_listing,
    several,
    shorten,
)
from dataflow.language.parts import Part, Stated, by_id, put_under
from dataflow.reading import Fields, Items, Nothing, Text


class Account(Part):
    """An account at a holder, open from a day to a day."""

    called = "an account"
    bare = "holder"

    holder: Id = Field(description="the company or service")
    since: Date | None = optional("when it was opened")
    until: Date | None = optional("its last day")


class Chosen(Part):
    """A choice about a flow, from a day on."""

    called = "a choice"
    bare = "flow"

    flow: Id = Field(description="the flow")
    since: Date | None = optional("from which day on; left out, always")


def _each(key: str) -> Before:
    """Take a mapping from `key` to a date, to a window, or to several, as a list of mappings."""

    def spread(value: object) -> object:
        refuse_listing(value)
        if not isinstance(value, Fields):
            return value if isinstance(value, list) else [value]
        return [
            _entry(key, name, window)
            for name, windows in value.items()
            for window in _windows(name, windows)
        ]

    def allow(entries: Schema) -> Schema:
        window = [named("date"), entries["items"] | {WITHOUT: key}]
        windows = {"type": "array", "minItems": 1, "items": {"anyOf": window}}
        return {"anyOf": [by_id({"anyOf": [*window, windows]}), entries["items"], entries]}

    return Before(spread, allow)


def _windows(name: Text, windows: object) -> list[object]:
    if not isinstance(windows, Items):
        return [windows]
    if not windows:
        raise fault(
            "wrong-kind",
            f"expected at least one date for `{shorten(name)}`, found an empty list",
            f"write a day, `{shorten(name)}: 2013-05`, or drop the key",
            at=windows,
        )
    return windows


def _entry(key: str, name: Text, window: object) -> Fields:
    if isinstance(window, Nothing):
        advice = f"write a day, `{shorten(name)}: 2013-05`, or the ids alone as a list: `[…]`"
        raise fault("wrong-kind", f"expected a date, found nothing for `{name}`", advice, at=window)
    entry = window if isinstance(window, Fields) else Fields({Text("since"): window})
    return put_under(key, name, entry, "what stands under it")


class Persona(Stated):
    """A person, as far as conditions and choices ask."""

    called = "a persona"
    may_be_empty = True

    name: Words | None = optional("what people read; left out, the id with spaces")
    also: OneOrMany[Words] = several("other names it is known by, which questions understand too")
    region: OneOrMany[Words] = several("where they live: one region, or all that it lies in")
    accounts: Annotated[list[Account], _each("holder")] = several(
        "where they have accounts: ids, or ids with the days"
    )
    opted_out: Annotated[list[Chosen], _each("flow")] = several(
        "the flows that they said no to: ids, or ids with the day"
    )
    opted_in: Annotated[list[Chosen], _each("flow")] = several(
        "the flows that they said yes to: ids, or ids with the day"
    )
