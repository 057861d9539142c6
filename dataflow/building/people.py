"""Claims, events and personas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from dataflow.building.holders import spoken
from dataflow.building.names import date_of, text_of, window_of
from dataflow.language.facts import EVERYBODY
from dataflow.model import Account, Claim, Event, Persona

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dataflow.building.names import Names
    from dataflow.building.stock import Stock
    from dataflow.common.dates import PartialDate
    from dataflow.language.facts import Claim as ClaimPart
    from dataflow.language.personas import Account as AccountPart
    from dataflow.language.personas import Chosen
    from dataflow.language.words import Everybody
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


def _reach(part: ClaimPart, names: Names) -> tuple[Holder, ...] | Everybody:
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
            sources=names.sources_of(entry.part),
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
