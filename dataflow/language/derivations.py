"""`derivations`: what a holder of some data can work out from it."""

from pydantic import Field

from dataflow.language.leaves import Id, OneOrMany, at_least_one
from dataflow.language.parts import Conditional


class Derivation(Conditional):
    """Whoever has all of `from` has `to` as well."""

    called = "a derivation"

    id: Id = Field(description="its id")
    body: OneOrMany[Id] = Field(
        alias="from",
        description="the data types that one must have, all of them",
        json_schema_extra={"minItems": 1},  # `building` has a word of its own for an empty list
    )
    to: Id = Field(description="the data type that they amount to")
    by: OneOrMany[Id] = at_least_one("the holders who can; left out, anybody")
