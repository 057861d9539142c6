"""`companies` and `services`, with what they hold, delete, own and operate."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Self, get_args

from dataflow.language import words
from dataflow.language.facts import Cited, Conditional, Reply, Stated, how_sure, replied
from dataflow.language.leaves import DATE, ID, TRUTH, WORDS, OneOf
from dataflow.language.parts import (
    Mapped,
    at_least_one,
    default,
    names,
    one_or_more,
    optional,
    part,
    required,
    several,
)
from dataflow.reading import Fields, Text

if TYPE_CHECKING:
    from dataflow.language.facts import Citation
    from dataflow.language.kinds import Schema, Walk


_HOLDING: Final = ("companies", "services", "holds")
"""The sections of a file with holds; what a scenario adds is none of them."""


@part
class Hold(Conditional):
    """Data types that a holder collects."""

    called = "what is held"
    bare: ClassVar[str | None] = "data"

    id: Text | None = optional(
        ID, "its id, where something names it: no flow and no other hold has the same"
    )
    data: tuple[Text, ...] = one_or_more(ID, "the data types: one or a list")
    exactly: bool | None = optional(
        TRUTH, "whether these alone are meant, and nothing that is only a kind of them"
    )
    whose: Text | None = optional(
        OneOf(*get_args(words.Whose)),
        "users (default): of people with an account; anyone: of others as well",
    )
    how: Text | None = optional(
        OneOf(*get_args(words.How)),
        "how it gets there: given (default), observed, inferred, bought",
    )
    readable: bool = default(
        True,  # noqa: FBT003 - it is the value
        TRUTH,
        "false: it has it, but cannot read it (end-to-end encrypted)",
    )
    purposes: tuple[Text, ...] = several(ID, "what it is used for: one purpose or a list")
    choice: Text | None = optional(
        OneOf(*get_args(words.Choice)), "what people can choose: none (default), opt-out, opt-in"
    )

    @classmethod
    def lose(cls, mapping: Fields, walk: Walk) -> None:
        """Note the id among those of flows: who names it makes no second mistake."""
        hold_id = mapping.get("id")
        if isinstance(hold_id, Text) and walk.path[0] in _HOLDING:
            walk.broken.setdefault("flows", set()).add(str(hold_id))


@part
class Deletion(Cited):
    """Data types that a holder deletes."""

    called = "a deletion"
    bare: ClassVar[str | None] = "data"

    data: tuple[Text, ...] = one_or_more(ID, "the data types: one or a list")
    date: Text = required(DATE, "the day on which it is gone")
    status: Text | None = how_sure()

    def stated(self, status: Text | None) -> Self:
        """Return the part with a status by default: it keeps its own."""
        return self if self.status or not status else self.changed({"status": status})


@part
class HolderHold(Hold):
    """A hold that stands by itself and names its holder."""

    called = "an entry of `holds`"
    bare = None

    holder: Text = required(ID, "the company or service that holds it")


@part
class HolderDeletion(Deletion):
    """A deletion that stands by itself and names its holder."""

    called = "an entry of `deletes`"
    bare = None

    holder: Text = required(ID, "the company or service that deletes it")


@part
class Control(Stated):
    """A company that owns, or operates, from a day to a day."""

    called = "an owner or operator"
    bare = "company"

    company: Text = required(ID, "the company")


@part
class _Holder(Cited):
    """Who can have data."""

    stating: ClassVar[tuple[str, ...]] = ("holds", "deletes")
    """The fields of the statements that stand in it."""

    bare = "name"
    may_be_empty = True

    name: Text | None = optional(WORDS, "what people read; left out, the id with spaces")
    also: tuple[Text, ...] = names()
    unnamed: bool | None = optional(
        TRUTH,
        "whether its source names only a kind, such as business partners: answers are lower bounds",
    )
    holds: tuple[Hold, ...] = several(
        Mapped(Hold), "the data it collects: data types, or mappings with more"
    )
    deletes: tuple[Deletion, ...] = several(Mapped(Deletion), "the data it deletes, and when")

    def checked(self, walk: Walk, *, cut: bool) -> Self | None:  # noqa: ARG002 - others use it
        """Return it with its sources behind what it states that names none."""
        return self.vouching(self.source, None) if self.source else self

    def vouching(self, source: tuple[Text | Citation, ...], status: Text | None) -> Self:
        """Return it with a source and a status behind what it states that has none."""
        return self.changed(
            {
                name: tuple(part.sourced(source).stated(status) for part in getattr(self, name))
                for name in self.stating
                if getattr(self, name)
            }
        )


_IS_GROUP: Final[Schema] = {
    "anyOf": [
        {"required": ["unnamed"], "properties": {"unnamed": {"enum": [True, "true"]}}},
        {"required": ["kind"], "properties": {"kind": {"const": "group"}}},
    ]
}


@part
class Company(_Holder):
    """A legal person."""

    called = "a company"
    stating: ClassVar[tuple[str, ...]] = ("holds", "deletes", "owned_by")
    rules: ClassVar[tuple[Schema, ...]] = ({"if": {"required": ["besides"]}, "then": _IS_GROUP},)

    kind: Text | None = optional(
        OneOf(*get_args(words.HolderKind)),
        "what it is: company (default), public_body, person, group; `unnamed` makes it a group",
    )
    besides: tuple[Text, ...] = at_least_one(
        ID, "of a group: the companies and services that do not belong to it"
    )
    country: Text | None = optional(WORDS, "where it has its seat")
    owned_by: tuple[Control, ...] = several(
        Mapped(Control), "the companies that own it: one or a list"
    )
    replies: tuple[Reply, ...] = replied()

    def checked(self, walk: Walk, *, cut: bool) -> Self | None:
        """Refuse to say whom a group is not of what is none."""
        if self.besides and not (self.unnamed or self.kind == "group"):
            message = "`besides` lists who does not belong to a group, but this is not a group"
            advice = "add `kind: group`, or `unnamed: true` where its source names nobody"
            walk.report("bad-value", message, self.besides[0], advice)
            return self.changed({"besides": ()}).checked(walk, cut=cut)
        return super().checked(walk, cut=cut)


@part
class Service(_Holder):
    """What people use, or what works behind it."""

    called = "a service"
    stating: ClassVar[tuple[str, ...]] = ("holds", "deletes", "operator")

    operator: tuple[Control, ...] = at_least_one(
        Mapped(Control), "the companies that run it: one or a list; left out, one of its own name"
    )
