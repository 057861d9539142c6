"""Scenarios, views and expectations: what names the rest of the model in order to ask about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataflow.building.names import date_of, text_of, words_of
from dataflow.common.nearest import list_names
from dataflow.model import Expectation, Scenario, View
from dataflow.model.names import find_removal
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dataflow.building.names import Names
    from dataflow.language.document import Document
    from dataflow.language.questions import Expectation as ExpectPart
    from dataflow.model import Model
    from dataflow.reading import Text

    World = tuple[Model, Names]
    """A model and its names: with what a scenario adds, where one is asked about."""


def make_scenario(name: str, part: Any, world: World) -> Scenario:  # noqa: ANN401 - a `Scenario` part
    """Resolve a scenario against the model with what it adds."""
    _, names = world
    _check_settings(part, world)
    return Scenario(
        id=name,
        title=text_of(part.title),
        subtitle=text_of(part.subtitle),
        as_of=date_of(part.as_of),
        persona=text_of(part.persona),
        origin=text_of(part.origin),
        purpose=text_of(part.purpose),
        owners=bool(part.owners),
        announced=bool(part.announced),
        without=tuple(str(text) for text in part.without),
        add=part.add,
        note=text_of(part.note),
        at=names.locate(part.at),
    )


def _check_settings(part: Any, world: World) -> None:  # noqa: ANN401 - any `Asked` part
    model, names = world
    if part.persona is not None:
        names.known(part.persona, model.personas, "unknown-persona", "personas")
    if part.origin is not None:
        names.holder(part.origin)
    if part.purpose is not None:
        names.term(part.purpose, "purposes")
    for text in part.without:
        _check_removal(text, world)


def _check_removal(text: Text, world: World) -> None:
    model, names = world
    if names.broken.get("flows"):
        return
    try:
        find_removal(model, str(text))
    except QuestionError as wrong:
        advice = "name a flow, or KEY:VALUE with purpose, role, status, basis, from or to"
        if wrong.nearest:
            advice = f"did you mean {list_names(wrong.nearest, 'or')}?"
        code = "unknown-name" if ":" in text else "unknown-flow"
        code = "ambiguous-name" if wrong.ambiguous else code
        names.desk.report(code, f"`without`: {wrong.message}", text, advice)


def make_views(
    document: Document, world: World, scenarios: Mapping[str, Scenario]
) -> dict[str, View]:
    """Resolve every figure, by id."""
    return {
        str(name): _make_view(name, part, world[1], scenarios)
        for name, part in sorted(document.views.items())
    }


def _make_view(name: Text, part: Any, names: Names, scenarios: Mapping[str, Scenario]) -> View:  # noqa: ANN401 - a `View` part
    for panel in part.panels:
        names.known(panel, scenarios, "unknown-scenario", "scenarios")
    return View(
        id=str(name),
        title=text_of(part.title),
        subtitle=text_of(part.subtitle),
        panels=tuple(str(panel) for panel in part.panels),
        highlight=names.term(part.highlight, "data") if part.highlight else None,
        company=names.holder(part.company) if part.company else None,
        only=names.each(part.only, names.holder),
        caption=text_of(part.caption),
        alt=text_of(part.alt),
        note=text_of(part.note),
        at=names.locate(name.at),
        **words_of(part, "kind", "group"),
    )


def make_expectations(
    document: Document, worlds: Callable[[str | None], World], scenarios: Mapping[str, Scenario]
) -> tuple[Expectation, ...]:
    """Check the names in every expectation, against the scenario that it names."""
    made = []
    for part in document.expect:
        named = part.scenario and worlds(None)[1].known(
            part.scenario, scenarios, "unknown-scenario", "scenarios"
        )
        world = worlds(named.id if named else None)
        _check_expectation(part, world)
        fields = {key: value for key, value in part.written.items() if key != part.kind}
        subject = str(getattr(part, part.kind))
        at = world[1].locate(part.at)
        made.append(Expectation(kind=part.kind, subject=subject, fields=fields, at=at))  # type: ignore[arg-type]  # one of `KINDS`
    return tuple(made)


def _check_expectation(part: ExpectPart, world: World) -> None:
    model, names = world
    _check_settings(part, world)
    for data in (part.reach, part.cut):
        if data is not None:
            names.term(data, "data")
    if part.claim is not None:
        names.known(part.claim, model.claims, "unknown-claim", "claims")
    if part.company is not None:
        names.company(part.company)
    for company in part.companies or ():
        names.company(company)
    for flow in part.flows or ():
        names.known(flow, model.flows, "unknown-flow", "flows")
