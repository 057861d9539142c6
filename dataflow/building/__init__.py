"""Located trees → a `Model`: names, references, circles, dates, double definitions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dataflow.building.doubts import find_doubts
from dataflow.building.facts import (
    make_deletions,
    make_derivations,
    make_flows,
    make_holds,
    make_sources,
)
from dataflow.building.holders import make_holders, make_operations, make_ownerships
from dataflow.building.lookalikes import compare_names
from dataflow.building.names import Names, text_of
from dataflow.building.questions import (
    make_claims,
    make_events,
    make_expectations,
    make_personas,
    make_scenario,
    make_views,
)
from dataflow.building.stock import gather
from dataflow.building.terms import make_taxonomy
from dataflow.language.validating import Desk
from dataflow.model import Model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.building.stock import Stock
    from dataflow.language.document import Document, Sections
    from dataflow.language.validating import Checked
    from dataflow.model import Scenario
    from dataflow.problems import Problem
    from dataflow.reading import Reader


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
    model, names = _build_facts(blueprint, (), desk)
    document = blueprint.files[0].document
    built: dict[str | None, tuple[Model, Names]] = {None: (model, names)}
    for name, part in document.scenarios.items():
        if part.add is not None:
            built[str(name)] = _build_facts(blueprint, (part.add,), desk)
    scenarios = {
        str(name): make_scenario(str(name), part, built.get(str(name), built[None]))
        for name, part in sorted(document.scenarios.items())
    }
    views = make_views(document, built[None], scenarios)
    expectations = make_expectations(document, lambda name: built.get(name, built[None]), scenarios)
    return replace(model, scenarios=scenarios, views=views, expectations=expectations), tuple(
        desk.problems
    )


def build_with(model: Model, scenario: Scenario) -> Model:
    """Build a model again with what a scenario adds; the model has been checked with it."""
    blueprint: Blueprint = model.documents
    more, _ = _build_facts(blueprint, (scenario.add,), Desk(blueprint.reader, muted=True))
    return replace(
        more,
        scenarios=model.scenarios,
        views=model.views,
        expectations=model.expectations,
        doubts=model.doubts,
    )


def _build_facts(blueprint: Blueprint, adds: Sequence[Sections], desk: Desk) -> tuple[Model, Names]:
    stock = gather(blueprint.files, blueprint.vocabulary, adds, desk)
    names = Names(desk, stock.broken)
    names.sources.update(make_sources(stock, names))
    names.data = make_taxonomy("data", stock, names)
    names.purposes = make_taxonomy("purposes", stock, names)
    names.holders.update(make_holders(stock, names))
    flows = make_flows(stock, names)
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
        flows=flows,
        derivations=make_derivations(stock, names),
        claims=make_claims(stock, names),
        events=make_events(stock, names),
        personas=make_personas(stock, names, flows),
        scenarios={},
        views={},
        expectations=(),
        documents=blueprint,
    )
    find_doubts(model, desk)
    compare_names(stock, model, desk)
    return model, names


def _header(stock: Stock) -> dict[str, Any]:
    first = stock.first
    return {
        "title": text_of(first.title),
        "about": text_of(first.about),
        "language": text_of(first.language) or "en",
        "licence": text_of(first.licence),
    }
