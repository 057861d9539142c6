"""Questions about statements of a kind → the ids that a command takes: promises, sales, endings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.asking.additions import list_family
from dataflow.asking.countries import find_region
from dataflow.common.dates import parse_date
from dataflow.model.names import find_claims, find_data, find_holder, find_purpose
from dataflow.problems import QuestionError
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dataflow.asking.trees import Branch
    from dataflow.common.dates import PartialDate
    from dataflow.model import Claim, Flow, Holder, Model, Term
    from dataflow.model.facts import Taxonomy

_MOST_LISTED: Final = 6
_SIDES: Final = (("by `{id}`", "seller"), ("to `{id}`", "buyer"))


def choose_claims(
    model: Model, company: str | None, form: Branch, purpose: str | None
) -> list[str]:
    """Return the promises, of a company or of all, about something or of a time.

    Raises:
        QuestionError: there are none.
    """
    made = find_claims(model, f"company:{company}").claims if company else model.claims.values()
    chosen, told = list(made), []
    purposes = [purpose] if purpose else []
    for matter in form.named("matter"):
        if matter.kind == "A_PURPOSE":
            purposes.append(find_purpose(model, matter.text).id)
            continue
        data = find_data(model, matter.text).id
        chosen = [claim for claim in chosen if _is_about(model.data, data, _ids(claim.data))]
        told.append(spoken().say("about `{id}`", id=data))
    for key in purposes:
        chosen = [claim for claim in chosen if _is_about(model.purposes, key, _ids(claim.purposes))]
        told.append(spoken().say("about `{id}`", id=key))
    for date in map(parse_date, form.texts("date")):
        chosen = [claim for claim in chosen if _is_within(claim.date, date)]
        told.append(spoken().say("in {date}", date=str(date)))
    what = " ".join(told)
    if not chosen:
        text = "no promise of `{company}` {what} is in this model"
        if not company:
            text = "no promise {what} is in this model"
        raise QuestionError(spoken().say(text, company=company, what=what))
    return sorted(_key(model, claim) for claim in chosen)


def _is_within(inner: PartialDate, date: PartialDate) -> bool:
    return date.first <= inner.first and inner.last <= date.last


def _key(model: Model, claim: Claim) -> str:
    return f"claim:{claim.id}" if claim.id in model.holders else claim.id


def _ids(terms: Iterable[Term]) -> set[str]:
    return {term.id for term in terms}


def _is_about(taxonomy: Taxonomy, asked: str, stated: Collection[str]) -> bool:
    """Return whether a term is what was asked for, a kind of it, or what it is a kind of."""
    below = taxonomy.down(asked)
    return any(term in below or asked in taxonomy.down(term) for term in stated)


def choose_sale(model: Model, form: Branch) -> tuple[str, list[str], str | None]:
    """Return the command for who sold what to whom: its name, its arguments, and a note.

    One sale is shown. Of several, the answer to who has the data says of each whether it was sold.

    Raises:
        QuestionError: no flow of the model is such a sale, or several are and no data is named.
    """
    data = find_data(model, form.texts("data")[0]).id if form.has("data") else None
    sellers = _ends(model, form, "seller")
    buyers = _ends(model, form, "buyer")
    sales = [
        flow
        for flow in model.flows.values()
        if flow.mechanism == "sale" and _goes(model, flow, sellers, buyers, data)
    ]
    if len(sales) == 1:
        note = "the only flow with `mechanism: sale` that fits; others may have been paid for too"
        return "show", [f"flow:{sales[0].id}"], note
    if not sales:
        words = spoken()
        parts = [words.say("of `{id}`", id=data)] if data else []
        parts += [words.say(text, id=end) for text, rule in _SIDES for end in form.texts(rule)]
        text = "this model has no flow with `mechanism: sale`{what}"
        message = words.say(text, what="".join(f" {part}" for part in parts))
        if data:
            message += f"; {words.say('the nearest is “who has {id}?”', id=data)}"
        raise QuestionError(message)
    if data is None or sellers or buyers:
        told = _tell_shows(model, sales)
        raise QuestionError(spoken().say("several sales fit; {ask}", ask=told))
    note = "the answer is who has it; what the record calls a sale is told as “sold”"
    return "reach", [data], note


def choose_ending(model: Model, form: Branch) -> str:
    """Return the flow whose end, or going on, is asked for.

    Raises:
        QuestionError: there is none, or there are several.
    """
    data = find_data(model, form.texts("data")[0]).id if form.has("data") else None
    giver = find_holder(model, form.texts("giver")[0])
    receiver = find_holder(model, form.texts("company")[0])
    ends = (list_family(model, giver), list_family(model, receiver))
    flows = [flow for flow in model.flows.values() if _goes(model, flow, *ends, data)]
    if len(flows) == 1:
        return flows[0].id
    if flows:
        told = _tell_shows(model, flows)
        raise QuestionError(spoken().say("several flows fit; {ask}", ask=told))
    text = "no flow of this model goes from `{giver}` to `{receiver}`"
    if data:
        text = "no flow of this model goes from `{giver}` to `{receiver}` with `{id}`"
    raise QuestionError(spoken().say(text, giver=giver.id, receiver=receiver.id, id=data))


def _ends(model: Model, form: Branch, rule: str) -> set[Holder]:
    return {
        end for name in form.texts(rule) for end in list_family(model, find_holder(model, name))
    }


def _goes(
    model: Model, flow: Flow, senders: set[Holder], receivers: set[Holder], data: str | None
) -> bool:
    return (
        (not senders or not senders.isdisjoint(flow.senders))
        and (not receivers or not receivers.isdisjoint(flow.receivers))
        and (data is None or _is_about(model.data, data, _carried(flow)))
    )


def _carried(flow: Flow) -> set[str]:
    """Return what a flow carries, under the name that it has at either end."""
    sent = {term.id for sent in flow.sent for term in sent.data}
    return sent | {sent.arrives.id for sent in flow.sent if sent.arrives}


def _tell_shows(model: Model, flows: Iterable[Flow]) -> str:
    shows = [f"`dataflow show {model.path} {flow.id}`" for flow in flows]
    words, left = spoken(), len(shows) - _MOST_LISTED
    more = [words.say("{n} more", n=left)] if left > 0 else []
    return words.say("ask {commands}", commands=words.either([*shows[:_MOST_LISTED], *more]))


def choose_place(model: Model, form: Branch) -> str:
    """Return the key of who is in a country.

    Raises:
        QuestionError: nobody is, or several are.
    """
    name = form.texts("region")[0]
    code = find_region(name, model.language)
    keys = []
    if not form.has("people_alone"):
        keys += [
            f"{'company' if holder.is_company else 'service'}:{holder.id}"
            for holder in model.holders.values()
            if holder.country == code
        ]
    if not form.has("companies_alone"):
        keys += [f"persona:{key}" for key, who in model.personas.items() if code in who.region]
    if len(keys) == 1:
        return keys[0]
    if not keys:
        text = "nobody of this model is in {region}, as far as it says"
        raise QuestionError(spoken().say(text, region=name))
    text = "{n} of this model are in {region}: {names}; no command lists them, `show` tells of each"
    names = spoken().enumerate([f"`{key}`" for key in keys])
    raise QuestionError(spoken().say(text, n=len(keys), region=name, names=names))
