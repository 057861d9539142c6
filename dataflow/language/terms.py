"""`data` and `purposes`: the taxonomies."""

from __future__ import annotations

from pydantic import Field

from dataflow.language.leaves import Id, OneOrMany, Truth, Words, none
from dataflow.language.parts import Stated


class Term(Stated):
    """A data type or a purpose."""

    called = "an entry of a taxonomy"
    bare = "name"
    may_be_empty = True

    name: Words | None = None
    also: OneOrMany[Words] = Field(default_factory=none)
    is_a: OneOrMany[Id] = Field(default_factory=none)
    sensitive: Truth | None = None
    maps: dict[Words, OneOrMany[Words]] = Field(default_factory=dict)
