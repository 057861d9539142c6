"""`flows`: who shares what with whom."""

from __future__ import annotations

from pydantic import Field

from dataflow.language.leaves import Id, OneOrMany, Words, word_of
from dataflow.language.parts import Conditional, Part

BASES = (
    *("consent", "contract", "legal_obligation", "vital_interest", "public_task"),
    "legitimate_interest",
)
ROLES = ("controller", "joint_controller", "processor")


class Sent(Part):
    """Data types that are sent, and what arrives in their place."""

    called = "what is sent"
    bare = "data"

    data: OneOrMany[Id]
    arrives: Id | None = Field(default=None, alias="as")


class Flow(Conditional):
    """A sharing edge."""

    called = "a flow"

    id: Id | None = None
    sender: Id = Field(alias="from")
    receivers: OneOrMany[Id] = Field(alias="to", min_length=1)
    data: OneOrMany[Sent] = Field(min_length=1)
    purposes: OneOrMany[Id] = Field(default_factory=list)
    label: Words | None = None
    choice: word_of("none", "opt-out", "opt-in") | None = None
    basis: word_of(*BASES) | None = None
    role: word_of(*ROLES) | None = None
    mechanism: Words | None = None
