"""`flows`: who shares what with whom."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dataflow.language.leaves import Id, OneOrMany, Words, none, one_of
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
    purposes: OneOrMany[Id] = Field(default_factory=none)
    label: Words | None = None
    choice: Annotated[Words, one_of("none", "opt-out", "opt-in")] | None = None
    basis: Annotated[Words, one_of(*BASES)] | None = None
    role: Annotated[Words, one_of(*ROLES)] | None = None
    mechanism: Words | None = None
