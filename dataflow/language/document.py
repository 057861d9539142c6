"""A file of the language, whole: its sections, what stands for them by default, its check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from dataflow.common.values import dataclass
from dataflow.language.claims import Claim
from dataflow.language.desk import shorten
from dataflow.language.facts import CITES, Derivation, Event, Flow, Source, Term
from dataflow.language.holders import Company, HolderDeletion, HolderHold, Service
from dataflow.language.kinds import EVERY, Walk
from dataflow.language.leaves import WORDS, Leaf, OneOf
from dataflow.language.parts import (
    Mapped,
    Part,
    collected,
    entries,
    optional,
    part,
    required,
    several,
)
from dataflow.language.personas import Persona
from dataflow.language.questions import Asked, Expectation, View
from dataflow.language.sections import ById, Declared, Listed
from dataflow.language.words import STATUSES
from dataflow.reading import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.language.desk import Desk
    from dataflow.language.facts import Citation
    from dataflow.reading import Fields


VERSION = "1"


@part
class Sections(Part):
    """The sections that a model, or what a scenario adds to it, is made of."""

    called = "what is added"

    sources: Mapping[Text, Source] = entries(
        ById(Mapped(Source)), "where facts come from: documents, pages, rulings"
    )
    companies: Mapping[Text, Company] = entries(
        Declared(Mapped(Company)), "legal persons, and who owns them"
    )
    services: Mapping[Text, Service] = entries(
        Declared(Mapped(Service)), "what people use, or what works behind it"
    )
    data: Mapping[Text, Term] = entries(
        Declared(Mapped(Term)), "the types of personal data, and what each is a kind of"
    )
    purposes: Mapping[Text, Term] = entries(
        Declared(Mapped(Term)), "what data is used for, and what each is a kind of"
    )
    holds: tuple[HolderHold, ...] = several(
        Mapped(HolderHold), "what is collected, each with its holder"
    )
    deletes: tuple[HolderDeletion, ...] = several(
        Mapped(HolderDeletion), "what is deleted, each with its holder"
    )
    flows: tuple[Flow, ...] = collected(Listed(Mapped(Flow)), "who shares what with whom")
    derivations: tuple[Derivation, ...] = collected(
        Listed(Mapped(Derivation)), "what can be worked out from other data"
    )
    claims: tuple[Claim, ...] = collected(
        Listed(Mapped(Claim)), "what someone promised, checked against the rest"
    )
    events: tuple[Event, ...] = collected(
        Listed(Mapped(Event)), "what happened when, for timelines"
    )
    personas: Mapping[Text, Persona] = entries(
        ById(Mapped(Persona)), "people: their accounts, where they live, their choices"
    )


@part
class Scenario(Asked):
    """A named setting."""

    called = "a scenario"

    title: Text | None = optional(WORDS, "what figures write above it")
    subtitle: Text | None = optional(WORDS, "the smaller line below the title")
    note: Text | None = optional(WORDS, "a remark")
    add: Sections | None = optional(
        Mapped(Sections), "what is added to the model, section by section"
    )


class _Version(Leaf):
    __slots__ = ()

    def _check(self, value: Text, walk: Walk) -> Text | None:
        if value == VERSION:
            return value
        message = f"this program reads version {VERSION} of the language, found `{shorten(value)}`"
        walk.refuse("version", message, value, f"write `dataflow: {VERSION}`")
        return None


@part
class Defaults(Part):
    """What stands for whatever a file states without a source or a status of its own."""

    called = "what goes for the whole file"

    source: tuple[Text | Citation, ...] = several(
        CITES,
        "by whose word, for every statement of the file that names no source: one, or a list",
    )
    status: Text | None = optional(
        OneOf(*STATUSES),
        "how sure every statement is that has no status of its own, except claims and events",
    )


@part
class Document(Sections):
    """One file."""

    called = "a model"

    dataflow: Text = required(
        _Version(enum=[int(VERSION), VERSION]),
        f"the version of the language: {VERSION}",
        example=VERSION,
    )
    title: Text | None = optional(WORDS, "what the model is called")
    about: Text | None = optional(WORDS, "what the model is about, for readers")
    language: Text | None = optional(WORDS, "the language of its texts, as a tag: en, de-AT")
    licence: Text | None = optional(WORDS, "under which licence it may be used")
    include: tuple[Text, ...] = several(
        WORDS, "more files of the model, from this file's folder; globs"
    )
    vocabulary: Text | None = optional(
        OneOf("core", "none"),
        "core (default): with the built-in data types and purposes; none: without",
    )
    defaults: Defaults | None = optional(
        Mapped(Defaults), "the source and the status of what names none in this file"
    )
    scenarios: Mapping[Text, Scenario] = entries(
        ById(Mapped(Scenario)), "named settings, for questions and figures"
    )
    views: Mapping[Text, View] = entries(ById(Mapped(View)), "named figures")
    expect: tuple[Expectation, ...] = several(
        Mapped(Expectation), "questions with the answers that are expected"
    )

    def with_defaults(self) -> Self:
        """Return the file with its defaults behind what it states.

        They do not stand for what a scenario adds: that is a supposition, by nobody's word.
        """
        if self.defaults is None:
            return self
        source, status = self.defaults.source, self.defaults.status
        changes: dict[str, object] = {}
        for name in ("companies", "services"):
            section: Mapping[Text, Company | Service] = getattr(self, name)
            changes[name] = {key: part.vouching(source, status) for key, part in section.items()}
        for name in ("holds", "deletes", "flows", "derivations"):
            statements: tuple[HolderHold | HolderDeletion | Flow | Derivation, ...]
            statements = getattr(self, name)
            changes[name] = tuple(part.sourced(source).stated(status) for part in statements)
        for name in ("claims", "events"):
            told: tuple[Claim | Event, ...] = getattr(self, name)
            changes[name] = tuple(part.sourced(source) for part in told)
        return self.changed(changes)


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A file's document, and the ids of what had to be left out of it: section → ids."""

    document: Document
    broken: dict[str, set[str]]


def validate(tree: Fields, desk: Desk) -> Checked:
    """Check a tree against the language and make its document.

    What is wrong is reported to the desk; the field, or else the entry, that is wrong is left out
    and the rest is taken, so that later stages can report their own problems in the same run.
    """
    walk = Walk(desk)
    values, _ = Mapped(Document).values(tree, tree.at, walk)
    values.setdefault("dataflow", Text(VERSION))
    for key, name in Document.fields_by_key().items():
        if key in tree and name not in values:
            walk.broken.setdefault(key, set()).add(EVERY)
    return Checked(Document.made(tree.at, tree, values).with_defaults(), walk.broken)
