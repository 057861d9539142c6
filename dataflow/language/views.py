"""`views`: named figures."""

from typing import Annotated, Self

from pydantic import ValidationInfo, model_validator

from dataflow.language.leaves import Id, OneOrMany, Words, at_least_one, fault, one_of, optional
from dataflow.language.parts import Part, is_cut

NEEDED = {"paths": ("highlight", "company")}
"""The keys without which a kind of view could not be drawn."""


class View(Part):
    """A figure of the model, or of scenarios side by side."""

    called = "a view"

    rules = tuple(
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"required": list(keys)},
        }
        for kind, keys in NEEDED.items()
    )

    title: Words | None = optional("the line above the figure")
    subtitle: Words | None = optional("the smaller line below the title")
    kind: Annotated[Words, one_of("flow", "matrix", "timeline", "paths")] | None = optional(
        "flow (default), matrix, timeline, or paths (which needs `highlight` and `company`)"
    )
    panels: OneOrMany[Id] = at_least_one(
        "scenarios, side by side; left out, one panel: the model as it is"
    )
    highlight: Id | None = optional("a data type: where it can get is drawn strong")
    company: Id | None = optional("the company that the paths lead to")
    only: OneOrMany[Id] = at_least_one("these companies and services, and what lies between them")
    group: Annotated[Words, one_of("company", "none")] | None = optional(
        "whether services stand in their company: company (default), none"
    )
    caption: Words | None = optional("the text below the figure")
    alt: Words | None = optional("the text alternative; left out, it is composed from the answer")
    note: Words | None = optional("a remark")

    @model_validator(mode="after")
    def _can_be_drawn(self, info: ValidationInfo) -> Self:
        missing = [key for key in NEEDED.get(self.kind or "", ()) if getattr(self, key) is None]
        if missing and not is_cut(info):
            needed = " and ".join(f"`{key}: …`" for key in missing)
            raise fault(
                "missing-key",
                f"a view of `{self.kind}` cannot be drawn without "
                + " and ".join(f"`{key}`" for key in missing),
                f"add {needed}",
            )
        return self
