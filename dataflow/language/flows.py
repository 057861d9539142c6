"""`flows`: who shares what with whom."""

from typing import Annotated

from pydantic import Field

from dataflow.language.leaves import Id, OneOrMany, Words, one_of, optional, several
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

    data: OneOrMany[Id] = Field(min_length=1, description="the data types: one or a list")
    arrives: Id | None = optional("the data type that arrives in their place", alias="as")


class Flow(Conditional):
    """A sharing edge."""

    called = "a flow"

    id: Id | None = optional("its id; left out, FROM-TO")
    sender: Id = Field(alias="from", description="the company or service that shares")
    receivers: OneOrMany[Id] = Field(
        alias="to", min_length=1, description="the company or service that receives, or a list"
    )
    data: OneOrMany[Sent] = Field(
        min_length=1, description="what is shared: data types, or mappings with `as`"
    )
    purposes: OneOrMany[Id] = several("what it is shared for: one purpose or a list")
    label: Words | None = optional("what figures call it; left out, its data")
    choice: Annotated[Words, one_of("none", "opt-out", "opt-in")] | None = optional(
        "what people can choose: none (default), opt-out, opt-in"
    )
    basis: Annotated[Words, one_of(*BASES)] | None = optional("the legal basis that is claimed")
    role: Annotated[Words, one_of(*ROLES)] | None = optional(
        "what the recipient is: controller (default), joint_controller, processor"
    )
    mechanism: Words | None = optional("how it is shared: an api, an upload, a sale, …")
