"""`views`: named figures."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dataflow.language.leaves import Id, OneOrMany, Words, none, one_of
from dataflow.language.parts import Part


class View(Part):
    """A figure of the model, or of scenarios side by side."""

    called = "a view"

    title: Words | None = None
    subtitle: Words | None = None
    kind: Annotated[Words, one_of("flow", "matrix", "timeline", "paths")] | None = None
    panels: OneOrMany[Id] = Field(default_factory=none)
    highlight: Id | None = None
    company: Id | None = None
    only: OneOrMany[Id] = Field(default_factory=none)
    group: Annotated[Words, one_of("company", "none")] | None = None
    caption: Words | None = None
    alt: Words | None = None
    note: Words | None = None
