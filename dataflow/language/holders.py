"""`companies` and `services`, with what they hold, delete, own and operate."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from dataflow.language.leaves import Date, Id, OneOrMany, Truth, Words, none, one_of
from dataflow.language.parts import Conditional, Stated, Windowed


class Hold(Conditional):
    """Data types that a holder collects."""

    called = "what is held"
    bare: ClassVar[str | None] = "data"

    data: OneOrMany[Id]
    whose: Annotated[Words, one_of("users", "anyone")] | None = None
    how: Annotated[Words, one_of("given", "observed", "inferred", "bought")] | None = None
    readable: Truth = True
    purposes: OneOrMany[Id] = Field(default_factory=none)


class Deletion(Stated):
    """Data types that a holder deletes."""

    called = "a deletion"
    bare: ClassVar[str | None] = "data"

    data: OneOrMany[Id]
    date: Date


class HolderHold(Hold):
    """A hold that stands by itself and names its holder."""

    called = "an entry of `holds`"
    bare = None

    holder: Id


class HolderDeletion(Deletion):
    """A deletion that stands by itself and names its holder."""

    called = "an entry of `deletes`"
    bare = None

    holder: Id


class Control(Windowed):
    """A company that owns, or operates, from a day to a day."""

    called = "an owner or operator"
    bare = "company"

    company: Id


class _Holder(Stated):
    bare = "name"
    may_be_empty = True

    name: Words | None = None
    also: OneOrMany[Words] = Field(default_factory=none)
    unnamed: Truth | None = None
    holds: OneOrMany[Hold] = Field(default_factory=none)
    deletes: OneOrMany[Deletion] = Field(default_factory=none)


class Company(_Holder):
    """A legal person."""

    called = "a company"

    country: Words | None = None
    owned_by: OneOrMany[Control] = Field(default_factory=none)


class Service(_Holder):
    """What people use, or what works behind it."""

    called = "a service"

    operator: OneOrMany[Control] = Field(default_factory=none)
