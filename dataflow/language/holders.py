"""`companies` and `services`, with what they hold, delete, own and operate."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, get_args

from dataflow.language import words
from dataflow.language.facts import Conditional, Stated, Windowed
from dataflow.language.leaves import DATE, ID, TRUTH, WORDS, OneOf
from dataflow.language.parts import (
    Mapped,
    at_least_one,
    default,
    one_or_more,
    optional,
    part,
    required,
    several,
)

if TYPE_CHECKING:
    from dataflow.reading import Text


@part
class Hold(Conditional):
    """Data types that a holder collects."""

    called = "what is held"
    bare: ClassVar[str | None] = "data"

    data: tuple[Text, ...] = one_or_more(ID, "the data types: one or a list")
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


@part
class Deletion(Stated):
    """Data types that a holder deletes."""

    called = "a deletion"
    bare: ClassVar[str | None] = "data"

    data: tuple[Text, ...] = one_or_more(ID, "the data types: one or a list")
    date: Text = required(DATE, "the day on which it is gone")


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
class Control(Windowed):
    """A company that owns, or operates, from a day to a day."""

    called = "an owner or operator"
    bare = "company"

    company: Text = required(ID, "the company")


@part
class _Holder(Stated):
    """Who can have data."""

    bare = "name"
    may_be_empty = True

    name: Text | None = optional(WORDS, "what people read; left out, the id with spaces")
    also: tuple[Text, ...] = several(
        WORDS, "other names it is known by, which questions understand too"
    )
    unnamed: bool | None = optional(
        TRUTH,
        "whether its source names only a kind, such as business partners: answers are lower bounds",
    )
    holds: tuple[Hold, ...] = several(
        Mapped(Hold), "the data it collects: data types, or mappings with more"
    )
    deletes: tuple[Deletion, ...] = several(Mapped(Deletion), "the data it deletes, and when")


@part
class Company(_Holder):
    """A legal person."""

    called = "a company"

    country: Text | None = optional(WORDS, "where it has its seat")
    owned_by: tuple[Control, ...] = several(
        Mapped(Control), "the companies that own it: one or a list"
    )


@part
class Service(_Holder):
    """What people use, or what works behind it."""

    called = "a service"

    operator: tuple[Control, ...] = at_least_one(
        Mapped(Control), "the companies that run it: one or a list; left out, one of its own name"
    )
