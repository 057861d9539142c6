"""`events`: what happened when."""

from pydantic import Field

from dataflow.language.leaves import Date, Id, OneOrMany, Words, optional, several
from dataflow.language.parts import Stated


class Event(Stated):
    """A day, or a run of days, that a timeline names."""

    called = "an event"

    id: Id = Field(description="its id")
    name: Words | None = optional("what happened, in a few words")
    date: Date = Field(description="when it happened, or began")
    until: Date | None = optional("its last day")
    about: OneOrMany[Id] = several("the holders that it is about: one or a list")
