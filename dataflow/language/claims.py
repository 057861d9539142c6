"""`claims`: what someone promised."""

from __future__ import annotations

from pydantic import Field

from dataflow.language.leaves import Date, Id, OneOrMany, Words, none
from dataflow.language.parts import Part, Stated


class Never(Part):
    """What, so the promise, will never happen."""

    called = "`never`"

    data: OneOrMany[Id]
    reach: OneOrMany[Id] = Field(min_length=1)
    origin: Id | None = Field(default=None, alias="from")
    purposes: OneOrMany[Id] = Field(default_factory=none, alias="for")
    except_for: OneOrMany[Id] = Field(default_factory=none)


class Claim(Stated):
    """A promise, checked against the rest of the model."""

    called = "a claim"

    id: Id
    by: Id | None = None
    date: Date
    until: Date | None = None
    quote: Words | None = None
    never: Never
