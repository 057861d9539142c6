"""What is asked and shown of a model: promises, events, people, scenarios, figures, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from dataflow.building.names import date_of, plain_of, spoken, text_of
from dataflow.common.dates import parse_date
from dataflow.common.nearest import list_names
from dataflow.language.claims import EVERYBODY
from dataflow.model import (
    Account,
    Claim,
    Event,
    Expectation,
    Finding,
    Hold,
    Persona,
    Scenario,
    View,
)
from dataflow.model.names import find_removal
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dataflow.building.names import Names
    from dataflow.building.stock import Entry
    from dataflow.common.dates import PartialDate
    from dataflow.language import claims, document, facts, personas, questions
    from dataflow.language.words import Everybody, Found
    from dataflow.model import Holder, Model
    from dataflow.reading import Text

    World = tuple[Model, Names]
    """A model and its names: with what a scenario adds, where one is asked about."""


def make_claim(entry: Entry[claims.Claim], names: Names) -> Claim:
    """Resolve a promise."""
    part, never = entry.part, entry.part.never
    reach = _reach(part.never, names)
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
            "`for` and `except_for` cannot be used together",
            never.except_for[0],
            "keep the one that matches the promise",
        )
    _check_dates(part, names)
    return Claim(
        id=entry.id,
        by=by,
        date=parse_date(str(part.date)),
        data=names.each(never.data, names.datum),
        reach=reach,
        origin=names.holder(never.origin) if never.origin else None,
        purposes=names.each(never.purposes, names.purpose),
        except_for=names.each(never.except_for, names.purpose),
        when=tuple(sorted({str(region) for each in part.when for region in each.region})),
        findings=tuple(_make_finding(finding, names) for finding in part.findings),
        replies=names.replies(part.replies),
        **plain_of(never, Claim),
        **names.said(part, Claim),
    )


def _check_dates(part: claims.Claim, names: Names) -> None:
    """Report an end of a promise that comes before it was made, and one of a denial."""
    if part.until is None:
        return
    names.refuse_reversed(part.date, part.until, "date")
    if part.past:
        names.desk.report(
            "bad-claim",
            "a denial covers the days up to its `date`, so it cannot have `until`",
            part.until,
            "delete `until`; or delete `past`, if this is a promise about the future",
        )


def _make_finding(part: claims.Finding, names: Names) -> Finding:
    date, by = parse_date(str(part.date)), names.maker(part.by)
    if part.on and parse_date(str(part.on)).first > date.last:
        message = f"this was found on {date}, but is said to be so only from {part.on} on"
        advice = "`date` is the day of the finding, `on` the first on which it was broken"
        names.desk.report("reversed-window", message, part.on, advice)
    return Finding(
        by=by, date=date, found=cast("Found", str(part.found)), **names.said(part, Finding)
    )


def _reach(never: claims.Never, names: Names) -> tuple[Holder, ...] | Everybody:
    words = [name for name in never.reach if name in EVERYBODY and name not in names.holders]
    if not words:
        return names.each(never.reach, names.holder)
    if len(never.reach) > 1:
        names.desk.report(
            "bad-claim",
            f"`{words[0]}` cannot be combined with other names in `reach`",
            words[0],
            "delete the other names, or write a separate claim for them",
        )
    return "anyone" if words[0] == "anyone" else "outsiders"


def make_event(entry: Entry[facts.Event], names: Names) -> Event:
    """Resolve an event."""
    part = entry.part
    if part.until is not None:
        names.refuse_reversed(part.date, part.until, "date")
    return Event(
        id=entry.id,
        name=text_of(part.name) or spoken(entry.id),
        date=parse_date(str(part.date)),
        about=names.each(part.about, names.holder),
        replies=names.replies(part.replies),
        **names.said(part, Event),
    )


def make_persona(entry: Entry[personas.Persona], names: Names) -> Persona:
    """Resolve a persona."""
    part = entry.part
    return Persona(
        id=entry.id,
        name=text_of(part.name) or spoken(entry.id),
        accounts=_accounts(part.accounts, names),
        opted_out=_choices(part.opted_out, "opt-out", names),
        opted_in=_choices(part.opted_in, "opt-in", names),
        **names.said(part, Persona, entry.at),
    )


def _accounts(accounts: Iterable[personas.Account], names: Names) -> tuple[Account, ...]:
    made = []
    for part in accounts:
        holder = names.holder(part.holder)
        if part.since is not None and part.until is not None:
            names.refuse_reversed(part.since, part.until)
        if holder is not None:
            made.append(Account(holder=holder, **plain_of(part, Account)))
    return tuple(sorted(made, key=lambda account: (account.holder.id, account.window)))


def _choices(
    choices: Iterable[personas.Chosen], choice: str, names: Names
) -> dict[str, PartialDate | None]:
    dates: dict[str, PartialDate | None] = {}
    for part in choices:
        flow = names.known(part.flow, "flow", names.flows_and_holds)
        if flow is not None and flow.choice != choice:
            kind = "hold" if isinstance(flow, Hold) else "flow"
            names.desk.report(
                "idle-choice",
                f"`{part.flow}` offers no {choice}, so this choice changes nothing",
                part.flow,
                f"write `choice: {choice}` on the {kind} if it was offered",
            )
        dates[str(part.flow)] = date_of(part.since)
    return dict(sorted(dates.items()))


def make_scenario(scenario_id: str, part: document.Scenario, world: World) -> Scenario:
    """Resolve a scenario against the model with what it adds."""
    _check_settings(part, world)
    return Scenario(
        id=scenario_id,
        persona=text_of(part.persona),
        origin=text_of(part.origin),
        purpose=text_of(part.purpose),
        without=tuple(map(str, part.without)),
        add=part.add,
        at=world[1].locate(part.at),
        **plain_of(part, Scenario),
    )


def _check_settings(part: questions.Asked, world: World) -> None:
    model, names = world
    if part.persona is not None:
        names.known(part.persona, "persona", model.personas)
    if part.origin is not None:
        names.holder(part.origin)
    if part.purpose is not None:
        names.purpose(part.purpose)
    if not names.broken.get("flows"):
        for text in part.without:
            _check_removal(text, world)


def _check_removal(text: Text, world: World) -> None:
    model, names = world
    try:
        find_removal(model, str(text))
    except QuestionError as error:
        advice = "name a flow or a hold, or KEY:VALUE with purpose, role, status, basis, from or to"
        if error.nearest:
            advice = f"did you mean {list_names(error.nearest, 'or')}?"
        code = "unknown-name" if ":" in text else "unknown-flow"
        code = "ambiguous-name" if error.ambiguous else code
        names.desk.report(code, f"`without`: {error.message}", text, advice)


def make_view(
    key: Text, part: questions.View, names: Names, scenarios: Mapping[str, Scenario]
) -> View:
    """Resolve a figure."""
    for panel in part.panels:
        names.known(panel, "scenario", scenarios)
    return View(
        id=str(key),
        panels=tuple(map(str, part.panels)),
        highlight=names.datum(part.highlight) if part.highlight else None,
        company=names.holder(part.company) if part.company else None,
        only=names.each(part.only, names.holder),
        at=names.locate(key.at),
        **plain_of(part, View),
    )


def make_expectation(
    part: questions.Expectation,
    world_of: Callable[[str | None], World],
    scenarios: Mapping[str, Scenario],
) -> Expectation:
    """Check the names in an expectation, against the scenario that it names."""
    names = world_of(None)[1]
    scenario = part.scenario and names.known(part.scenario, "scenario", scenarios)
    model, names = world = world_of(scenario.id if scenario else None)
    _check_settings(part, world)
    for name in filter(None, (part.reach, part.cut)):
        names.datum(name)
    if part.claim is not None:
        names.known(part.claim, "claim", model.claims)
    for company in (*filter(None, [part.company]), *(part.companies or ()), *part.at_least):
        _check_answer(company, part, scenario, names)
    for service in part.services or ():
        names.holder(service)
    for flow in part.flows or ():
        names.known(flow, "flow", model.flows)
    return Expectation(
        kind=part.kind,
        subject=str(getattr(part, part.kind)),
        fields={key: value for key, value in part.written.items() if key != part.kind},
        at=names.locate(part.at),
    )


def _check_answer(
    name: Text, part: questions.Expectation, scenario: Scenario | Text | None, names: Names
) -> None:
    """Check the name of somebody in an answer: a company, unless it may be about services."""
    by = part.by or (scenario.by if isinstance(scenario, Scenario) else None)
    if by == "service" or (part.ask and part.at_least):
        names.holder(name)
    else:
        names.company(name)
