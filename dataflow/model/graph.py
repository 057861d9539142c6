"""The model as a networkx graph. The only door to networkx."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from dataflow.common.dates import show_day
from dataflow.common.values import thaw

if TYPE_CHECKING:
    import networkx as nx

    from dataflow.model import Flow, Hold, Holder, Model, Operation, Ownership, Sent


BETWEEN: Final = "|"
"""What joins several ids or names in one attribute."""

_NOT_XML: Final = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What a model cannot have, but the name of its file."""


def graph(model: Model) -> nx.MultiDiGraph[str]:
    """Give a model as a graph, for the many tools that understand one.

    Nodes are the ids of companies and services; edges are flows (the key is the flow's id),
    operating and owning, told apart by `kind`. Every attribute is text, a number or a truth, so
    that every format of networkx can have it: several ids or names are joined by `|`, and
    mappings are written as JSON. What the model does not say is left out. Dates are as written;
    `first` and `last` are the days that they stand for.

    >>> from dataflow import loads
    >>> text = "{dataflow: 1, services: [a, b], flows: {f: {from: a, to: b, data: [email, name]}}}"
    >>> made = graph(loads(text))
    >>> made.edges["a", "b", "f"]["data"], made.nodes["a"]["kind"]
    ('email|name', 'both')
    """
    import networkx  # noqa: PLC0415, ICN001 - a quarter of a second, for who wants a graph

    made: nx.MultiDiGraph[str] = networkx.MultiDiGraph(**_said(_header(model)))
    for holder in model.holders.values():
        made.add_node(holder.id, **_said(_holder(holder, model)))
    for flow in model.flows.values():
        for receiver in flow.receivers:
            made.add_edge(flow.sender.id, receiver.id, key=flow.id, **_said(_flow(flow)))
    for number, one in enumerate(model.operations):
        ends = (one.company.id, one.service.id)
        made.add_edge(*ends, key=f"operates-{number}", **_said(_control("operates", one)))
    for number, own in enumerate(model.ownerships):
        ends = (own.owner.id, own.owned.id)
        made.add_edge(*ends, key=f"owns-{number}", **_said(_control("owns", own)))
    return made


def _stated(attributes: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not said."""
    return {key: value for key, value in attributes.items() if value not in (None, [], {}, "")}


def _said(attributes: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not said, and write what has parts as text."""
    return {key: _scalar(value) for key, value in _stated(attributes).items()}


def _scalar(value: Any) -> str | int | float | bool:  # noqa: ANN401 - what a model says
    if isinstance(value, str):
        return re.sub(_NOT_XML, "\ufffd", value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return str(_scalar(BETWEEN.join(value)))
    if isinstance(value, list | dict):
        return str(_scalar(json.dumps(value, ensure_ascii=False)))
    assert isinstance(value, int | float)  # there is nothing else
    return value


def _header(model: Model) -> dict[str, Any]:
    return {
        "title": model.title,
        "path": model.path,
        "data": {name: list(term.is_a) for name, term in model.data.terms.items()},
        "purposes": {name: list(term.is_a) for name, term in model.purposes.terms.items()},
    }


def _holder(holder: Holder, model: Model) -> dict[str, Any]:
    kind = "service" if not holder.is_company else "both" if holder.is_service else "company"
    return {
        "kind": kind,
        "name": holder.name,
        "also": list(holder.also),
        "country": holder.country,
        "unnamed": holder.unnamed,
        "note": holder.note,
        "sources": [source.id for source in holder.sources],
        "holds": [_stated(_hold(hold)) for hold in model.holds if hold.holder == holder],
        "deletes": [
            _stated(
                {"data": _ids(gone.data), "date": str(gone.date), "sources": _ids(gone.sources)}
            )
            for gone in model.deletions
            if gone.holder == holder
        ],
    }


def _hold(hold: Hold) -> dict[str, Any]:
    return {
        "data": _ids(hold.data),
        "whose": hold.whose,
        "how": hold.how,
        "readable": hold.readable,
        "purposes": _ids(hold.purposes),
        **_conditional(hold),
    }


def _flow(flow: Flow) -> dict[str, Any]:
    return {
        "kind": "flow",
        "flow": flow.id,
        "label": flow.label,
        "data": sorted({term for sent in flow.sent for term in _ids(sent.data)}),
        "arrives": [said for sent in flow.sent for said in _sent(sent)],
        "purposes": _ids(flow.purposes),
        "choice": flow.choice,
        "basis": flow.basis,
        "role": flow.role,
        "mechanism": flow.mechanism,
        **_conditional(flow),
    }


def _sent(sent: Sent) -> list[str]:
    """Give what arrives of what is sent: "email", or "email as hashed_email"."""
    return [one + (f" as {sent.arrives.id}" if sent.arrives else "") for one in _ids(sent.data)]


def _control(kind: str, one: Operation | Ownership) -> dict[str, Any]:
    return {"kind": kind, **_dated(one)}


def _conditional(fact: Hold | Flow) -> dict[str, Any]:
    return {
        "when": [thaw(one.written) for one in fact.when],
        "unless": [thaw(one.written) for one in fact.unless],
        "status": fact.status,
        **_dated(fact),
    }


def _dated(fact: Hold | Flow | Operation | Ownership) -> dict[str, Any]:
    window = fact.window
    return {
        "since": str(fact.since) if fact.since else None,
        "until": str(fact.until) if fact.until else None,
        "first": show_day(window.start),
        "last": show_day(window.end),
        "sources": _ids(fact.sources),
        "note": fact.note,
        "at": str(fact.at),
    }


def _ids(things: Any) -> list[str]:  # noqa: ANN401 - terms or sources
    return [thing.id for thing in things]
