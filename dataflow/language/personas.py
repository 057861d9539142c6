"""`personas`: people, their accounts, where they live, what they chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from dataflow.language.desk import shorten
from dataflow.language.facts import Cited
from dataflow.language.kinds import Lists, Refer, Schema, Walk, by_id
from dataflow.language.leaves import DATE, ID, WORDS, refuse_listing
from dataflow.language.parts import (
    Mapped,
    P,
    Part,
    collected,
    names,
    optional,
    part,
    required,
    texts,
)
from dataflow.reading import Fields, Items, Nothing, Text, Tree, placed

if TYPE_CHECKING:
    from collections.abc import Iterable


@part
class Account(Part):
    """An account at a holder, open from a day to a day."""

    called = "an account"
    bare = "holder"

    holder: Text = required(ID, "the company or service")
    since: Text | None = optional(DATE, "when it was opened")
    until: Text | None = optional(DATE, "its last day")


@part
class Chosen(Part):
    """A choice about a flow or a hold, from a day on."""

    called = "a choice"
    bare = "flow"

    flow: Text = required(ID, "the flow, or the hold, by its id")
    since: Text | None = optional(DATE, "from which day on; left out, always")


class Dated(Lists, Generic[P]):
    """A list of parts; or a mapping from what they name to a date, to a window, or to several."""

    __slots__ = ("_entry", "_key")

    def __init__(self, key: str, entry: Mapped[P]) -> None:
        """Take the key of what is named, and the parts."""
        self._key = key
        self._entry = entry

    def take(self, value: Tree, walk: Walk) -> tuple[P, ...] | None:
        """Return the parts."""
        if refuse_listing(value, walk):
            return None
        if isinstance(value, Fields):
            made = [
                self._make(name, window, walk)
                for name, windows in value.items()
                for window in _windows(name, windows, walk)
            ]
        else:
            items = value if isinstance(value, Items) else [value]
            made = [self._entry.take(item, walk) for item in items]
        if made == [None] and isinstance(value, Text):
            return None
        return tuple([part for part in made if part is not None])

    def schema(self, refer: Refer) -> Schema:
        """Return that of all three forms."""
        entry, named = self._entry.schema(refer), refer(self._entry.part, without=self._key)
        window: list[Schema] = [refer("date"), named]
        windows = {"type": "array", "minItems": 1, "items": {"anyOf": window}}
        forms = [by_id({"anyOf": [*window, windows]}, refer), entry]
        return {"anyOf": [*forms, {"type": "array", "items": entry}]}

    def _make(self, name: Text, window: Tree, walk: Walk) -> P | None:
        if isinstance(window, Nothing):
            advice = f"write a day, `{shorten(name)}: 2013-05`, or the ids alone as a list: `[…]`"
            message = f"expected a date, found nothing for `{name}`"
            walk.report("wrong-kind", message, window, advice)
            return None
        if isinstance(window, Fields):
            return self._take(name, window, walk)
        mapping = placed(Fields({Text("since"): window}), name.at)
        before = walk.faults
        made = self._take(name, mapping, walk)
        return made if walk.faults == before else None

    def _take(self, name: Text, window: Fields, walk: Walk) -> P | None:
        return self._entry.take_under(self._key, name, window, walk, "what stands under it")


def _windows(name: Text, windows: Tree, walk: Walk) -> Iterable[Tree]:
    if not isinstance(windows, Items):
        return [windows]
    if not windows:
        walk.report(
            "wrong-kind",
            f"expected at least one date for `{shorten(name)}`, found an empty list",
            windows,
            f"write a day, `{shorten(name)}: 2013-05`, or drop the key",
        )
    return windows


@part
class Persona(Cited):
    """A person, as far as conditions and choices ask."""

    called = "a persona"
    may_be_empty = True

    name: Text | None = optional(WORDS, "what people read; left out, the id with spaces")
    also: tuple[Text, ...] = names()
    region: tuple[Text, ...] = texts("where they live: one region, or all that it lies in")
    accounts: tuple[Account, ...] = collected(
        Dated("holder", Mapped(Account)), "where they have accounts: ids, or ids with the days"
    )
    opted_out: tuple[Chosen, ...] = collected(
        Dated("flow", Mapped(Chosen)),
        "the flows and holds that they said no to: ids, or ids with the day",
    )
    opted_in: tuple[Chosen, ...] = collected(
        Dated("flow", Mapped(Chosen)),
        "the flows and holds that they said yes to: ids, or ids with the day",
    )
