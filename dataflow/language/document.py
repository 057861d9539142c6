"""A file of the language, whole."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from dataflow.language.claims import Claim
from dataflow.language.derivations import Derivation
from dataflow.language.events import Event
from dataflow.language.expect import Expectation
from dataflow.language.flows import Flow
from dataflow.language.holders import Company, HolderDeletion, HolderHold, Service
from dataflow.language.leaves import OneOrMany, Words, fault, none, one_of, shorten
from dataflow.language.parts import Asked, Declared, Listed, Part, Section
from dataflow.language.personas import Persona
from dataflow.language.sources import Source
from dataflow.language.terms import Term
from dataflow.language.views import View
from dataflow.reading import Text

VERSION = "1"


class Sections(Part):
    """The sections that a model, or what a scenario adds to it, is made of."""

    called = "what is added"

    sources: Section[Source] = Field(default_factory=dict)
    companies: Declared[Company] = Field(default_factory=dict)
    services: Declared[Service] = Field(default_factory=dict)
    data: Declared[Term] = Field(default_factory=dict)
    purposes: Declared[Term] = Field(default_factory=dict)
    holds: OneOrMany[HolderHold] = Field(default_factory=none)
    deletes: OneOrMany[HolderDeletion] = Field(default_factory=none)
    flows: Listed[Flow] = Field(default_factory=none)
    derivations: Listed[Derivation] = Field(default_factory=none)
    claims: Listed[Claim] = Field(default_factory=none)
    events: Listed[Event] = Field(default_factory=none)
    personas: Section[Persona] = Field(default_factory=dict)


class Scenario(Asked):
    """A named setting."""

    called = "a scenario"

    title: Words | None = None
    subtitle: Words | None = None
    note: Words | None = None
    add: Sections | None = None


def _version(value: Text) -> Text:
    if value != VERSION:
        raise fault(
            "version",
            f"this program reads version {VERSION} of the language, found `{shorten(value)}`",
            f"write `dataflow: {VERSION}`",
        )
    return value


class Document(Sections):
    """One file."""

    called = "a model"

    dataflow: Annotated[Words, AfterValidator(_version)]
    title: Words | None = None
    about: Words | None = None
    language: Words | None = None
    licence: Words | None = None
    include: OneOrMany[Words] = Field(default_factory=none)
    vocabulary: Annotated[Words, one_of("core", "none")] | None = None
    scenarios: Section[Scenario] = Field(default_factory=dict)
    views: Section[View] = Field(default_factory=dict)
    expect: OneOrMany[Expectation] = Field(default_factory=none)
