"""`events`: what happened when."""

from __future__ import annotations

from pydantic import Field

from dataflow.language.leaves import Date, Id, OneOrMany, Words, none
from dataflow.language.parts import Stated


class Event(Stated):
    """A day, or a run of days, that a timeline names."""

    called = "an event"

    id: Id
    name: Words | None = None
    date: Date
    until: Date | None = None
    about: OneOrMany[Id] = Field(default_factory=none)
