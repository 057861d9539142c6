"""`derivations`: what a holder of some data can work out from it."""

from __future__ import annotations

from pydantic import Field

from dataflow.language.leaves import Id, OneOrMany
from dataflow.language.parts import Conditional


class Derivation(Conditional):
    """Whoever has all of `from` has `to` as well."""

    called = "a derivation"

    id: Id
    body: OneOrMany[Id] = Field(alias="from")
    to: Id
    by: OneOrMany[Id] | None = None
