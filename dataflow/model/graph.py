"""The model as a networkx graph. The only door to networkx."""

from __future__ import annotations

import json
import re
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from dataflow.common.dates import show_day
from dataflow.model.keys import state

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from dataflow.model import Flow, Hold, Holder, Model, Operation, Ownership, Sent, Sourced


BETWEEN: Final = "|"
"""What joins several ids or names in one attribute."""

_OF_HOLDERS: Final = (
    *("kind", "name", "also", "company_kind", "country", "unnamed", "besides", "note", "sources"),
)
_OF_FACTS: Final = (
    *("kind", "id", "flow", "label", "data", "exactly", "arrives"),
    *("whose", "how", "readable", "purposes"),
    *("choice", "basis", "role", "mechanism", "when", "unless", "status"),
    *("since", "known", "until", "ended", "first", "last", "sources", "quotes", "note", "at"),
)
"""The order of attributes; what else the language has follows."""

_NOT_XML: Final = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What a model cannot have, but the name of its file."""


def graph(model: Model) -> nx.MultiDiGraph[str]:
    """Return a model as a graph, for the many tools that understand one.

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
        for sender, receiver in product(flow.senders, flow.receivers):
            made.add_edge(sender.id, receiver.id, key=flow.id, **_said(_flow(flow)))
    for number, operation in enumerate(model.operations):
        ends = (operation.company.id, operation.service.id)
        made.add_edge(*ends, key=f"operates-{number}", **_said(_control("operates", operation)))
    for number, ownership in enumerate(model.ownerships):
        ends = (ownership.owner.id, ownership.owned.id)
        made.add_edge(*ends, key=f"owns-{number}", **_said(_control("owns", ownership)))
    return made


def _said(attributes: dict[str, object]) -> dict[str, Any]:
    """Return what is said, and what has parts as text."""
    return {key: _scalar(value) for key, value in _stated(attributes).items()}


def _stated(attributes: dict[str, object]) -> dict[str, object]:
    """Return what is said: neither nothing nor empty."""
    return {key: value for key, value in attributes.items() if value not in (None, [], {}, "")}


def _scalar(value: object) -> str | int | float | bool:
    if isinstance(value, str):
        return re.sub(_NOT_XML, "\ufffd", value)
    if isinstance(value, list | dict):
        plain = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return _scalar(BETWEEN.join(value) if plain else json.dumps(value, ensure_ascii=False))
    assert isinstance(value, int | float)  # there is nothing else
    return value


def _header(model: Model) -> dict[str, object]:
    return {
        "title": model.title,
        "path": model.path,
        "data": {name: list(term.is_a) for name, term in model.data.terms.items()},
        "purposes": {name: list(term.is_a) for name, term in model.purposes.terms.items()},
    }


def _holder(holder: Holder, model: Model) -> dict[str, object]:
    kind = "service" if not holder.is_company else "both" if holder.is_service else "company"
    holds = [_dated(hold) for hold in model.holds if hold.holder == holder]
    gone = [_cited(deletion) for deletion in model.deletions if deletion.holder == holder]
    stated = _cited(holder)
    known = {
        "kind": kind,
        "name": holder.name,
        "company_kind": stated.get("kind"),
        "unnamed": holder.unnamed,
    }
    return _arrange(stated | known | {"holds": holds, "deletes": gone}, _OF_HOLDERS)


def _arrange(said: dict[str, object], order: Sequence[str]) -> dict[str, object]:
    """Return what is said in an order; what that does not name stands behind it."""
    return {key: said[key] for key in order if key in said} | said


def _flow(flow: Flow) -> dict[str, object]:
    carried = {
        "data": sorted({term.id for sent in flow.sent for term in sent.data}),
        "arrives": [item for sent in flow.sent for item in _arriving(sent)],
    }
    ends = {"from", "to"}  # those of the edge
    stated = {key: value for key, value in _dated(flow).items() if key not in ends}
    return _arrange(stated | carried | {"kind": "flow", "flow": flow.id}, _OF_FACTS)


def _arriving(sent: Sent) -> list[str]:
    """Return what arrives of what is sent: "email", or "email as hashed_email"."""
    end = f" as {sent.arrives.id}" if sent.arrives else ""
    return [term.id + end for term in sent.data]


def _control(kind: str, control: Operation | Ownership) -> dict[str, object]:
    stated = _dated(control)
    del stated["company"]  # an end of the edge
    return {"kind": kind} | stated


def _dated(fact: Hold | Flow | Operation | Ownership) -> dict[str, object]:
    """Return what is said of a fact, with its days and its place."""
    window = fact.window
    days = {"first": show_day(window.start), "last": show_day(window.end)}
    return _arrange(_stated(_cited(fact) | days | {"at": str(fact.at)}), _OF_FACTS)


def _cited(part: Sourced) -> dict[str, object]:
    """Return what is said of a part, with its sources in the order in which it names them."""
    stated = state(part)
    stated.pop("source", None)
    return _stated({**stated, "sources": [source.id for source in part.sources]})
