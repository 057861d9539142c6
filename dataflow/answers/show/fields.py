"""What a model says of each kind of thing, by the keys of the language, ids resolved.

Every function gives what is `Said`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dataflow.common.values import thaw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.common.dates import PartialDate
    from dataflow.model import (
        Claim,
        Conditional,
        Dated,
        Derivation,
        Event,
        Flow,
        Hold,
        Holder,
        Model,
        Persona,
        Scenario,
        Sent,
        Source,
        Term,
        View,
    )


class Said(NamedTuple):
    """What a model says of a thing.

    Attributes:
        fields: by the keys of the language, ids resolved.
        named: the keys (`KIND:ID`) of what the fields name.
        sources: those that the fields name, each once.
    """

    fields: dict[str, Any]
    named: set[str]
    sources: tuple[Source, ...] = ()


class _Names:
    """Gives ids, and remembers what was named."""

    def __init__(self) -> None:
        self.named: set[str] = set()
        self.cited: dict[str, Source] = {}

    def say(self, fields: dict[str, Any]) -> Said:
        return Said(fields, self.named, tuple(source for _, source in sorted(self.cited.items())))

    def ids(self, kind: str, parts: Iterable[Any]) -> list[str]:
        found = sorted(part.id for part in parts)
        self.named.update(f"{kind}:{name}" for name in found)
        return found

    def holders(self, holders: Iterable[Holder]) -> list[str]:
        found = sorted(holders, key=lambda one: one.id)
        self.named.update(f"{'service' if one.is_service else 'company'}:{one.id}" for one in found)
        return [one.id for one in found]

    def sources(self, sources: Iterable[Source]) -> list[str]:
        self.cited.update((source.id, source) for source in sources)
        return self.ids("source", sources)

    def dated(self, part: Dated) -> dict[str, Any]:
        return {
            "since": show(part.since),
            "until": show(part.until),
            "source": self.sources(part.sources),
            "note": part.note,
        }

    def conditional(self, part: Conditional) -> dict[str, Any]:
        conditions = (*part.when, *part.unless)
        for one in conditions:
            self.holders((*one.account, *one.accounts))
            self.sources(one.sources)
        return {
            "when": [thaw(one.written) for one in part.when],
            "unless": [thaw(one.written) for one in part.unless],
            "status": part.status,
            **self.dated(part),
        }


def show(date: PartialDate | None) -> str | None:
    """Give a date as it was written."""
    return date.written if date else None


def _clean(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value not in (None, [], {}, "")}


def of_holder(holder: Holder, model: Model) -> Said:
    """Give all that the model says of a company or service, wherever it says it."""
    names = _Names()
    owned = model.ownerships_of(holder)
    run = model.operations_of(holder)
    holds = [one for one in model.holds if one.holder == holder]
    deletions = [one for one in model.deletions if one.holder == holder]
    said = {
        "also": list(holder.also),
        "country": holder.country,
        "unnamed": holder.unnamed or None,
        "owned_by": [
            _clean({"company": names.holders([one.owner])[0], **names.dated(one)}) for one in owned
        ],
        "operator": [
            _clean({"company": names.holders([one.company])[0], **names.dated(one)})
            for one in run
            if one.company != holder
        ],
        "holds": [_hold(one, names) for one in holds],
        "deletes": [
            _clean(
                {
                    "data": names.ids("data", one.data),
                    "date": show(one.date),
                    "source": names.sources(one.sources),
                    "note": one.note,
                }
            )
            for one in deletions
        ],
        "source": names.sources(holder.sources),
        "note": holder.note,
    }
    return names.say(said)


def _hold(hold: Hold, names: _Names) -> dict[str, Any]:
    return _clean(
        {
            "data": names.ids("data", hold.data),
            "purposes": names.ids("purpose", hold.purposes),
            "whose": hold.whose,
            "how": hold.how,
            "readable": hold.readable,
            **names.conditional(hold),
        }
    )


def of_term(term: Term, kind: str) -> Said:
    """Give what is said of a data type or purpose."""
    names = _Names()
    names.named.update(f"{kind}:{parent}" for parent in term.is_a)
    said = {
        "also": list(term.also),
        "is_a": list(term.is_a),
        "sensitive": term.sensitive or None,
        "maps": {vocabulary: list(terms) for vocabulary, terms in term.maps.items()},
        "source": names.sources(term.sources),
        "note": term.note,
    }
    return names.say(said)


def of_flow(flow: Flow) -> Said:
    """Give what is said of a flow."""
    names = _Names()
    said = {
        "from": names.holders([flow.sender])[0],
        "to": names.holders(flow.receivers),
        "data": [item for sent in flow.sent for item in _sent(sent, names)],
        "purposes": names.ids("purpose", flow.purposes),
        "label": flow.label,
        "choice": flow.choice,
        "basis": flow.basis,
        "role": flow.role,
        "mechanism": flow.mechanism,
        **names.conditional(flow),
    }
    return names.say(said)


def _sent(sent: Sent, names: _Names) -> list[Any]:
    data = names.ids("data", sent.data)
    if sent.arrives is None:
        return list(data)
    return [{"data": data, "as": names.ids("data", [sent.arrives])[0]}]


def of_derivation(rule: Derivation) -> Said:
    """Give what is said of a derivation."""
    names = _Names()
    said = {
        "from": names.ids("data", rule.body),
        "to": names.ids("data", [rule.to])[0],
        "by": names.holders(rule.by or ()),
        **names.conditional(rule),
    }
    return names.say(said)


def of_claim(claim: Claim) -> Said:
    """Give what is said of a claim."""
    names = _Names()
    reach = claim.reach if isinstance(claim.reach, str) else names.holders(claim.reach)
    never = {
        "data": names.ids("data", claim.data),
        "reach": reach,
        "from": names.holders([claim.origin])[0] if claim.origin else None,
        "for": names.ids("purpose", claim.purposes),
        "except_for": names.ids("purpose", claim.except_for),
    }
    said = {
        "by": names.holders([claim.by])[0] if claim.by else None,
        "date": show(claim.date),
        "until": show(claim.until),
        "quote": claim.quote,
        "never": _clean(never),
        "source": names.sources(claim.sources),
        "note": claim.note,
    }
    return names.say(said)


def of_event(event: Event) -> Said:
    """Give what is said of an event."""
    names = _Names()
    said = {
        "date": show(event.date),
        "until": show(event.until),
        "about": names.holders(event.about),
        "source": names.sources(event.sources),
        "note": event.note,
    }
    return names.say(said)


def of_persona(persona: Persona) -> Said:
    """Give what is said of a persona."""
    names = _Names()
    accounts: dict[str, list[dict[str, Any]]] = {}
    for one in persona.accounts:
        window = _clean({"since": show(one.since), "until": show(one.until)})
        accounts.setdefault(names.holders([one.holder])[0], []).append(window)
    choices = {"opted_out": persona.opted_out, "opted_in": persona.opted_in}
    names.named.update(f"flow:{flow}" for choice in choices.values() for flow in choice)
    said = {
        "also": list(persona.also),
        "region": list(persona.region),
        "accounts": accounts,
        **{
            key: {flow: show(date) for flow, date in choice.items()}
            for key, choice in choices.items()
        },
        "note": persona.note,
    }
    return names.say(said)


def of_scenario(scenario: Scenario) -> Said:
    """Give what is said of a scenario."""
    said = {
        "title": scenario.title,
        "subtitle": scenario.subtitle,
        "as_of": show(scenario.as_of),
        "persona": scenario.persona,
        "from": scenario.origin,
        "for": scenario.purpose,
        "owners": scenario.owners or None,
        "announced": scenario.announced or None,
        "without": list(scenario.without),
        "adds": sorted(scenario.add.model_fields_set) if scenario.add else [],
        "note": scenario.note,
    }
    named = {f"persona:{scenario.persona}"} if scenario.persona else set()
    return Said(said, named)


def of_view(view: View) -> Said:
    """Give what is said of a view."""
    names = _Names()
    names.named.update(f"scenario:{panel}" for panel in view.panels)
    said = {
        "title": view.title,
        "subtitle": view.subtitle,
        "kind": view.kind,
        "panels": list(view.panels),
        "highlight": names.ids("data", [view.highlight])[0] if view.highlight else None,
        "company": names.holders([view.company])[0] if view.company else None,
        "only": names.holders(view.only),
        "group": view.group,
        "caption": view.caption,
        "alt": view.alt,
        "note": view.note,
    }
    return names.say(said)


def of_source(source: Source) -> Said:
    """Give what is said of a source."""
    said = {
        "title": source.title,
        "publisher": source.publisher,
        "date": show(source.date),
        "url": source.url,
        "quote": source.quote,
        "note": source.note,
    }
    return Said(said, set())
