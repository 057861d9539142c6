"""A file of the language, whole."""

from typing import Annotated, Any

from pydantic import Field

from dataflow.language.facts import Claim, Derivation, Event, Flow, Source, Term
from dataflow.language.holders import Company, HolderDeletion, HolderHold, Service
from dataflow.language.leaves import (
    OneOrMany,
    Words,
    fault,
    leaf,
    one_of,
    optional,
    several,
    shorten,
)
from dataflow.language.parts import Asked, Declared, Listed, Part, Section
from dataflow.language.personas import Persona
from dataflow.language.questions import Expectation, View
from dataflow.reading import Text

VERSION = "1"


def _section(description: str) -> Any:  # noqa: ANN401 - stands for the field's own type
    return Field(default_factory=dict, description=description)


class Sections(Part):
    """The sections that a model, or what a scenario adds to it, is made of."""

    called = "what is added"

    sources: Section[Source] = _section("where facts come from: documents, pages, rulings")
    companies: Declared[Company] = _section("legal persons, and who owns them")
    services: Declared[Service] = _section("what people use, or what works behind it")
    data: Declared[Term] = _section("the types of personal data, and what each is a kind of")
    purposes: Declared[Term] = _section("what data is used for, and what each is a kind of")
    holds: OneOrMany[HolderHold] = several("what is collected, each with its holder")
    deletes: OneOrMany[HolderDeletion] = several("what is deleted, each with its holder")
    flows: Listed[Flow] = several("who shares what with whom")
    derivations: Listed[Derivation] = several("what can be worked out from other data")
    claims: Listed[Claim] = several("what someone promised, checked against the rest")
    events: Listed[Event] = several("what happened when, for timelines")
    personas: Section[Persona] = _section("people: their accounts, where they live, their choices")


class Scenario(Asked):
    """A named setting."""

    called = "a scenario"

    title: Words | None = optional("what figures write above it")
    subtitle: Words | None = optional("the smaller line below the title")
    note: Words | None = optional("a remark")
    add: Sections | None = optional("what is added to the model, section by section")


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

    dataflow: Annotated[Text, leaf(_version, enum=[int(VERSION), VERSION])] = Field(
        description=f"the version of the language: {VERSION}"
    )
    title: Words | None = optional("what the model is called")
    about: Words | None = optional("what the model is about, for readers")
    language: Words | None = optional("the language of its texts, as a tag: en, de-AT")
    licence: Words | None = optional("under which licence it may be used")
    include: OneOrMany[Words] = several("more files of the model, from this file's folder; globs")
    vocabulary: Annotated[Words, one_of("core", "none")] | None = optional(
        "core (default): with the built-in data types and purposes; none: without"
    )
    scenarios: Section[Scenario] = _section("named settings, for questions and figures")
    views: Section[View] = _section("named figures")
    expect: OneOrMany[Expectation] = several("questions with the answers that are expected")
