"""A file of the language, whole: its sections, and the shorthands that they may be written in."""

from typing import Annotated, Any, TypeVar

from pydantic import Field

from dataflow.language.facts import Claim, Derivation, Event, Flow, Source, Term
from dataflow.language.holders import Company, HolderDeletion, HolderHold, Service
from dataflow.language.leaves import (
    WITHOUT,
    Before,
    Default,
    Id,
    OneOrMany,
    Schema,
    Words,
    fault,
    kind_of,
    leaf,
    named,
    one_of,
    optional,
    refuse_listing,
    several,
    shorten,
)
from dataflow.language.parts import Asked, Part, by_id, put_under, refuse_non_id
from dataflow.language.personas import Persona
from dataflow.language.questions import Expectation, View
from dataflow.reading import Fields, Items, Nothing, Text

VERSION = "1"

LONE = frozenset({"id", "from", "to", "data", "date", "by", "never", "since", "name"})
"""Keys by which an entry is known that stands in a section without an id."""

T = TypeVar("T")


def _named(value: object) -> object:
    """Take a section with nothing in it, and a list of ids in place of a section."""
    if isinstance(value, Nothing):
        return Fields()
    refuse_listing(value)
    if isinstance(value, (Items, Text)):
        return _declared([value] if isinstance(value, Text) else value)
    return value


def _declared(ids: list[Any]) -> Fields:
    section = Fields()
    for name in ids:
        refuse_non_id(name, "entry")
        if name in section:
            message = f"`{shorten(name)}` is declared twice in this list"
            raise fault("defined-twice", message, "delete one of the two", at=name)
        nothing = Nothing("")
        nothing.at = name.at
        section[name] = nothing
    return section


def _section(value: object) -> object:
    if isinstance(value, Nothing) or (isinstance(value, Items) and not value):
        return Fields()  # an empty list says the same as one of no ids: there is nothing in it
    if isinstance(value, (Items, Text)):
        message = f"expected entries under their ids, found {kind_of(value)}"
        raise fault("wrong-kind", message, "write `ID: {…}` for every entry")
    return value


def _or_ids(section: Schema) -> Schema:
    ids = {"type": "array", "items": named("id"), "uniqueItems": True}
    return {"anyOf": [section, ids, named("id"), {"type": "null"}]}


def _or_nothing(section: Schema) -> Schema:
    return {"anyOf": [section, {"type": "array", "maxItems": 0}, {"type": "null"}]}


Declared = Annotated[dict[Id, T], Before(_named, _or_ids)]
"""A section by id, or a list of ids."""

Section = Annotated[dict[Id, T], Before(_section, _or_nothing)]
"""A section by id."""


def _listed(value: object) -> object:
    """Take a section of entries by id as a list of entries that carry their `id`."""
    if isinstance(value, Nothing):
        return []
    if isinstance(value, Text):
        message = f"expected entries under their ids, or a list of them, found {kind_of(value)}"
        raise fault("wrong-kind", message, "write `ID: {…}` for every entry")
    if not isinstance(value, Fields):
        return value
    if value and not any(isinstance(entry, Fields) for entry in value.values()):
        lone = next(iter(value))
        if lone in LONE:
            message = f"`{lone}` stands where the id of an entry is expected"
            raise fault(
                "wrong-kind", message, "put `- ` in front of it, or an id above it", at=lone
            )
    return [_with_id(name, entry) for name, entry in value.items()]


def _with_id(name: Text, entry: object) -> object:
    if not isinstance(entry, Fields):
        return entry
    return put_under("id", name, entry, "an entry under its id")


def _or_by_id(entries: Schema) -> Schema:
    by_ids = by_id(entries["items"] | {WITHOUT: "id"})
    return {"anyOf": [by_ids, entries, {"type": "null"}]}


Listed = Annotated[list[T], Before(_listed, _or_by_id)]
"""A section by id, or a list whose items carry `id`."""


def _entries(description: str) -> Default:
    return Field(default_factory=dict, description=description)


class Sections(Part):
    """The sections that a model, or what a scenario adds to it, is made of."""

    called = "what is added"

    sources: Section[Source] = _entries("where facts come from: documents, pages, rulings")
    companies: Declared[Company] = _entries("legal persons, and who owns them")
    services: Declared[Service] = _entries("what people use, or what works behind it")
    data: Declared[Term] = _entries("the types of personal data, and what each is a kind of")
    purposes: Declared[Term] = _entries("what data is used for, and what each is a kind of")
    holds: OneOrMany[HolderHold] = several("what is collected, each with its holder")
    deletes: OneOrMany[HolderDeletion] = several("what is deleted, each with its holder")
    flows: Listed[Flow] = several("who shares what with whom")
    derivations: Listed[Derivation] = several("what can be worked out from other data")
    claims: Listed[Claim] = several("what someone promised, checked against the rest")
    events: Listed[Event] = several("what happened when, for timelines")
    personas: Section[Persona] = _entries("people: their accounts, where they live, their choices")


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
    scenarios: Section[Scenario] = _entries("named settings, for questions and figures")
    views: Section[View] = _entries("named figures")
    expect: OneOrMany[Expectation] = several("questions with the answers that are expected")
