"""`data` and `purposes`: the taxonomies."""

from pydantic import Field

from dataflow.language.leaves import Id, OneOrMany, Truth, Words, optional, several
from dataflow.language.parts import Stated


class Term(Stated):
    """A data type or a purpose."""

    called = "an entry of a taxonomy"
    bare = "name"
    may_be_empty = True

    name: Words | None = optional("what people read; left out, the id with spaces")
    also: OneOrMany[Words] = several("other names it is known by, which questions understand too")
    is_a: OneOrMany[Id] = several("what it is a kind of: one id or several")
    sensitive: Truth | None = optional("whether it needs special care, as health does")
    maps: dict[Words, OneOrMany[Words]] = Field(
        default_factory=dict,
        description="its terms in other vocabularies: `dpv: …`, `fides: …`",
    )
