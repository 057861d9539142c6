"""`companies` and `services`, with what they hold, delete, own and operate."""

from typing import Annotated, ClassVar, get_args

from pydantic import Field

from dataflow.language import words
from dataflow.language.leaves import (
    Date,
    Id,
    OneOrMany,
    Truth,
    Words,
    at_least_one,
    one_of,
    optional,
    several,
)
from dataflow.language.parts import Conditional, Stated, Windowed


class Hold(Conditional):
    """Data types that a holder collects."""

    called = "what is held"
    bare: ClassVar[str | None] = "data"

    data: OneOrMany[Id] = Field(min_length=1, description="the data types: one or a list")
    whose: Annotated[Words, one_of(*get_args(words.Whose))] | None = optional(
        "users (default): of people with an account; anyone: of others as well"
    )
    how: Annotated[Words, one_of(*get_args(words.How))] | None = optional(
        "how it gets there: given (default), observed, inferred, bought"
    )
    readable: Truth = Field(
        default=True, description="false: it has it, but cannot read it (end-to-end encrypted)"
    )
    purposes: OneOrMany[Id] = several("what it is used for: one purpose or a list")


class Deletion(Stated):
    """Data types that a holder deletes."""

    called = "a deletion"
    bare: ClassVar[str | None] = "data"

    data: OneOrMany[Id] = Field(min_length=1, description="the data types: one or a list")
    date: Date = Field(description="the day on which it is gone")


class HolderHold(Hold):
    """A hold that stands by itself and names its holder."""

    called = "an entry of `holds`"
    bare = None

    holder: Id = Field(description="the company or service that holds it")


class HolderDeletion(Deletion):
    """A deletion that stands by itself and names its holder."""

    called = "an entry of `deletes`"
    bare = None

    holder: Id = Field(description="the company or service that deletes it")


class Control(Windowed):
    """A company that owns, or operates, from a day to a day."""

    called = "an owner or operator"
    bare = "company"

    company: Id = Field(description="the company")


class _Holder(Stated):
    bare = "name"
    may_be_empty = True

    name: Words | None = optional("what people read; left out, the id with spaces")
    also: OneOrMany[Words] = several("other names it is known by, which questions understand too")
    unnamed: Truth | None = optional(
        "whether its source names only a kind, such as business partners: answers are lower bounds"
    )
    holds: OneOrMany[Hold] = several("the data it collects: data types, or mappings with more")
    deletes: OneOrMany[Deletion] = several("the data it deletes, and when")


class Company(_Holder):
    """A legal person."""

    called = "a company"

    country: Words | None = optional("where it has its seat")
    owned_by: OneOrMany[Control] = several("the companies that own it: one or a list")


class Service(_Holder):
    """What people use, or what works behind it."""

    called = "a service"

    operator: OneOrMany[Control] = at_least_one(
        "the companies that run it: one or a list; left out, one of its own name"
    )
