"""Located trees → a `Model`: names, references, circles, dates, double definitions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from dataflow.building import questions
from dataflow.building.doubts import find_doubts
from dataflow.building.facts import (
    make_deletions,
    make_derivation,
    make_flow,
    make_holds,
    make_source,
)
from dataflow.building.holders import make_holders, make_operations, make_ownerships
from dataflow.building.lookalikes import compare_names
from dataflow.building.names import Names, plain_of
from dataflow.building.stock import gather
from dataflow.building.terms import make_taxonomy
from dataflow.language.validation import Desk
from dataflow.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dataflow.building.stock import Entry, Stock
    from dataflow.language.document import Document, Sections
    from dataflow.language.validation import Checked
    from dataflow.model import Scenario
    from dataflow.problems import Problem
    from dataflow.reading import Reader

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Blueprint:
    """What a model is built from, kept so that it can be built again with something added.

    Attributes:
        path: the first file, as it was named.
        files: every file's document; the first is the one that was opened.
        vocabulary: the built-in terms, None for `vocabulary: none`.
        reader: knows the places.
    """

    path: str
    files: tuple[Checked, ...]
    vocabulary: Document | None
    reader: Reader


def build(blueprint: Blueprint) -> tuple[Model, tuple[Problem, ...]]:
    """Build a model and everything that is wrong with it; with an error it is not to be used."""
    desk = Desk(blueprint.reader)
    document = blueprint.files[0].document
    plain = _build_facts(blueprint, (), desk)
    worlds = {
        str(name): _build_facts(blueprint, (part.add,), desk) if part.add is not None else plain
        for name, part in document.scenarios.items()
    }
    scenarios = {
        str(name): questions.make_scenario(str(name), part, worlds[str(name)])
        for name, part in sorted(document.scenarios.items())
    }
    views = {
        str(name): questions.make_view(name, part, plain[1], scenarios)
        for name, part in sorted(document.views.items())
    }
    expectations = tuple(
        questions.make_expectation(part, lambda name: worlds.get(name or "", plain), scenarios)
        for part in document.expect
    )
    model = replace(plain[0], scenarios=scenarios, views=views, expectations=expectations)
    return model, tuple(desk.problems)


def build_with(model: Model, scenario: Scenario) -> Model:
    """Build a model again with what a scenario adds; the model has been checked with it."""
    blueprint: Blueprint = model.documents
    more, _ = _build_facts(blueprint, (scenario.add,), Desk(blueprint.reader, muted=True))
    kept = ("scenarios", "views", "expectations", "doubts")
    return replace(more, **{name: getattr(model, name) for name in kept})


def _build_facts(blueprint: Blueprint, adds: Sequence[Sections], desk: Desk) -> tuple[Model, Names]:
    """Build what is stated; each stage looks up what those before it have made."""
    stock = gather(blueprint.files, blueprint.vocabulary, adds, desk)
    names = Names(desk, stock.broken)
    names.sources = _make_each("sources", make_source, stock, names)
    names.data = make_taxonomy("data", stock, names)
    names.purposes = make_taxonomy("purposes", stock, names)
    names.holders = make_holders(stock, names)
    names.flows = _make_each("flows", make_flow, stock, names)
    model = Model(
        path=blueprint.path,
        **_header(stock),
        sources=names.sources,
        holders=names.holders,
        data=names.data,
        purposes=names.purposes,
        ownerships=make_ownerships(stock, names),
        operations=make_operations(stock, names),
        holds=make_holds(stock, names),
        deletions=make_deletions(stock, names),
        flows=names.flows,
        derivations=_make_each("derivations", make_derivation, stock, names),
        claims=_make_each("claims", questions.make_claim, stock, names),
        events=_make_each("events", questions.make_event, stock, names),
        personas=_make_each("personas", questions.make_persona, stock, names),
        scenarios={},
        views={},
        expectations=(),
        documents=blueprint,
    )
    find_doubts(model, desk)
    compare_names(stock, model, desk)
    return model, names


def _make_each(
    section: str, make: Callable[[Entry[Any], Names], T | None], stock: Stock, names: Names
) -> dict[str, T]:
    """Make what the entries of a section stand for, by id; what comes to nothing is left out."""
    things = {entry.id: make(entry, names) for entry in stock.each(section)}
    return {name: thing for name, thing in things.items() if thing is not None}


def _header(stock: Stock) -> dict[str, Any]:
    fields = plain_of(stock.first, "title", "about", "language", "licence")
    return {**fields, "language": fields["language"] or "en"}
