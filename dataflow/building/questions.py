"""What is asked and shown of a model: promises, events, people, scenarios, figures, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from dataflow.building.holders import spoken
from dataflow.building.names import date_of, text_of, window_of, words_of
from dataflow.common.nearest import list_names
from dataflow.language.facts import EVERYBODY
from dataflow.model import Account, Claim, Event, Expectation, Persona, Scenario, View
from dataflow.model.names import find_removal
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dataflow.building.names import Names
    from dataflow.building.stock import Stock
    from dataflow.common.dates import PartialDate
    from dataflow.language.facts import Claim as ClaimPart
    from dataflow.language.personas import Account as AccountPart
    from dataflow.language.personas import Chosen
    from dataflow.model import Flow, Holder


def make_claims(stock: Stock, names: Names) -> dict[str, Claim]:
    """Resolve every promise, by id."""
    return {
        name: _make_claim(name, entry.part, names)
        for name, entry in sorted(stock.entries["claims"].items())
    }


def _make_claim(name: str, part: ClaimPart, names: Names) -> Claim:
    never = part.never
    reach = _reach(part, names)
    by = names.holder(part.by) if part.by else None
    if reach in EVERYBODY and not (part.by or never.origin):
        names.desk.report(
            "bad-claim",
            f"`reach: {reach}` needs to know whose data is meant",
            never.reach[0],
            "say who made the claim (`by`), or where the data comes from (`from`)",
        )
    if never.purposes and never.except_for:
        names.desk.report(
            "bad-claim",
            "`for` and `except_for` exclude each other",
            never.except_for[0],
            "keep the one that the promise says",
        )
    return Claim(
        id=name,
        by=by,
        date=cast("PartialDate", date_of(part.date)),
        until=window_of(part, names.desk, since="date")["until"],
        quote=text_of(part.quote),
        data=names.terms(never.data, "data"),
        reach=reach,
        origin=names.holder(never.origin) if never.origin else None,
        purposes=names.terms(never.purposes, "purposes"),
        except_for=names.terms(never.except_for, "purposes"),
        **_stated(part, names),
    )


def _reach(part: ClaimPart, names: Names) -> tuple[Holder, ...] | Literal["anyone", "outsiders"]:
    words = [name for name in part.never.reach if name in EVERYBODY and name not in names.holders]
    if not words:
        return names.each(part.never.reach, names.holder)
    if len(part.never.reach) > 1:
        names.desk.report(
            "bad-claim",
            f"`{words[0]}` stands alone in `reach`",
            words[0],
            "drop the other names: they are meant already, or write a claim of its own for them",
        )
    return "anyone" if words[0] == "anyone" else "outsiders"


def _stated(part: Any, names: Names) -> dict[str, Any]:  # noqa: ANN401 - any part that states a fact
    return {
        "sources": names.sources_of(part),
        "note": text_of(part.note),
        "at": names.locate(part.at),
    }


def make_events(stock: Stock, names: Names) -> dict[str, Event]:
    """Resolve every event, by id."""
    return {
        name: Event(
            id=name,
            name=text_of(entry.part.name) or spoken(name),
            date=cast("PartialDate", date_of(entry.part.date)),
            until=window_of(entry.part, names.desk, since="date")["until"],
            about=names.each(entry.part.about, names.holder),
            **_stated(entry.part, names),
        )
        for name, entry in sorted(stock.entries["events"].items())
    }


def make_personas(stock: Stock, names: Names, flows: Mapping[str, Flow]) -> dict[str, Persona]:
    """Resolve every persona, by id."""
    return {
        name: Persona(
            id=name,
            name=text_of(entry.part.name) or spoken(name),
            also=tuple(sorted(str(other) for other in entry.part.also if other)),
            region=tuple(sorted(str(region) for region in entry.part.region)),
            accounts=_accounts(entry.part.accounts, names),
            opted_out=_choices(entry.part.opted_out, "opt-out", flows, names),
            opted_in=_choices(entry.part.opted_in, "opt-in", flows, names),
            note=text_of(entry.part.note),
            at=names.locate(entry.at),
        )
        for name, entry in sorted(stock.entries["personas"].items())
    }


def _accounts(parts: Iterable[AccountPart], names: Names) -> tuple[Account, ...]:
    accounts = []
    for part in parts:
        holder = names.holder(part.holder)
        window = window_of(part, names.desk)
        if holder is not None:
            accounts.append(Account(holder=holder, **window))
    return tuple(sorted(accounts, key=lambda one: (one.holder.id, one.window)))


def _choices(
    parts: Iterable[Chosen], choice: str, flows: Mapping[str, Flow], names: Names
) -> dict[str, PartialDate | None]:
    chosen: dict[str, PartialDate | None] = {}
    for part in parts:
        flow = names.known(part.flow, flows, "unknown-flow", "flows")
        if flow is not None and flow.choice != choice:
            names.desk.report(
                "idle-choice",
                f"`{part.flow}` offers no {choice}, so this choice changes nothing",
                part.flow,
                f"write `choice: {choice}` on the flow if it was offered",
            )
        chosen[str(part.flow)] = date_of(part.since)
    return dict(sorted(chosen.items()))


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
