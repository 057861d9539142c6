"""Everything in a model that has an id, as one kind of thing: what it says, and what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from dataflow.answers.answer import sort_by_id
from dataflow.answers.show.fields import (
    Said,
    kind_of,
    say_holder,
    say_part,
    say_term,
)
from dataflow.common.values import Brief, dataclass, freeze
from dataflow.model.keys import ModelPart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dataflow.common.values import JsonValue
    from dataflow.model import Model, Source, Taxonomy
    from dataflow.problems import Location


class Told(ModelPart, Protocol):
    """A part of a model that has an id and a place."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def at(self) -> Location:
        """Where it stands."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Thing(Brief):
    """One thing of a model.

    Attributes:
        kind: `company`, `service`, `data`, `purpose`, `flow`, `derivation`, `claim`, `event`,
            `persona`, `scenario`, `view` or `source`.
        name: what people read; the id of what has no name.
        also: what else it is called.
        fields: what the model says of it, by the keys of the language; what it does not say is
            left out.
        refers_to: the keys of what it names: of things of the model, or of what a scenario adds.
        sources: those that it names.
        depth: how far below the top of a taxonomy it stands.
        at: where it stands.
        part: the part of the model that it is.
    """

    template = "{key} at {at}"

    kind: str
    id: str
    name: str
    also: tuple[str, ...]
    fields: Mapping[str, JsonValue]
    refers_to: frozenset[str]
    sources: tuple[Source, ...]
    depth: int
    at: Location
    part: Told

    @property
    def key(self) -> str:
        """What no other thing is called: `KIND:ID`."""
        return f"{self.kind}:{self.id}"

    def list_texts(self, key: str) -> list[str]:
        """Return the texts that a field lists; none where the model does not say it."""
        value = self.fields.get(key)
        return [str(text) for text in value] if isinstance(value, tuple) else []


SECTIONS: Mapping[str, tuple[str, ...]] = {
    "companies": ("company",),
    "services": ("service",),
    "data": ("data",),
    "purposes": ("purpose",),
    "flows": ("flow",),
    "derivations": ("derivation",),
    "claims": ("claim",),
    "events": ("event",),
    "personas": ("persona",),
    "scenarios": ("scenario",),
    "views": ("view",),
    "sources": ("source",),
}
"""The kinds of things in each section, in the order in which they are listed."""


def list_things(model: Model) -> tuple[Thing, ...]:
    """Return everything that has an id, by section; an address that is cited is its own id."""
    things = tuple(_list_stated(model))
    cited = sorted((source for thing in things for source in thing.sources), key=_place)
    # of several with one id the last one counts: what the model lists, or else the first place
    sources = sort_by_id([*reversed(cited), *model.sources.values()])
    return (*things, *_parts(sources, "source"))


def _place(source: Source) -> tuple[str, int, int]:
    return (source.at.file, source.at.line, source.at.column or 0)


def _list_stated(model: Model) -> Iterator[Thing]:
    """Return everything but the sources."""
    holders = [
        _thing(kind_of(holder), holder, say_holder(holder, model))
        for holder in model.holders.values()
    ]
    yield from sorted(holders, key=lambda thing: thing.kind)
    yield from _terms(model.data, "data")
    yield from _terms(model.purposes, "purpose")
    yield from _parts(model.flows.values(), "flow")
    yield from _parts(model.derivations.values(), "derivation")
    yield from _parts(model.claims.values(), "claim")
    events = sorted(model.events.values(), key=lambda event: (event.date.first, event.id))
    yield from _parts(events, "event")
    yield from _parts(model.personas.values(), "persona")
    yield from _parts(model.scenarios.values(), "scenario")
    yield from _parts(model.views.values(), "view")


def _terms(taxonomy: Taxonomy, kind: str) -> Iterator[Thing]:
    """Return the terms of a taxonomy, each once, below the first that it is a kind of."""
    children: dict[str, list[str]] = {}
    for term in taxonomy.terms.values():
        for parent in term.is_a[:1]:
            children.setdefault(parent, []).append(term.id)
    waiting = [(term.id, 0) for term in reversed(list(taxonomy.terms.values())) if not term.is_a]
    while waiting:
        name, depth = waiting.pop()
        term = taxonomy[name]
        yield _thing(kind, term, say_term(term, kind), depth)
        waiting += [(child, depth + 1) for child in reversed(children.get(name, []))]


def _parts(parts: Iterable[Told], kind: str) -> Iterator[Thing]:
    return (_thing(kind, part, say_part(part)) for part in parts)


def _thing(kind: str, part: Told, said: Said, depth: int = 0) -> Thing:
    name = getattr(part, "name", None) or getattr(part, "title", None) or part.id
    return Thing(
        kind=kind,
        id=part.id,
        name=name,
        also=getattr(part, "also", ()),
        fields=freeze(said.fields),
        refers_to=frozenset(said.named),
        sources=sort_by_id(said.cited.values()),
        depth=depth,
        at=part.at,
        part=part,
    )
