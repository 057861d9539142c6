"""The model as a networkx graph. The only door to networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataflow.dates import show_day
from dataflow.frozen import thaw

if TYPE_CHECKING:
    import networkx as nx

    from dataflow.model import Flow, Hold, Holder, Model, Operation, Ownership


def graph(model: Model) -> nx.MultiDiGraph[str]:
    """Give a model as a graph, for the many tools that understand one.

    Nodes are the ids of companies and services. A node has `name`, `also`, `kind` (`company`,
    `service` or `both`), `country`, `unnamed`, `note`, and `holds` and `deletes`, lists of what it
    collects and deletes. An edge has `kind`: `flow` (from sender to receiver, its key the flow's
    id), `operates` (from company to service) or `owns` (from owner to owned), with all that the
    model says of it; dates are as written, `first` and `last` the days they stand for, None for
    no limit. The graph has `title`, `path`, and the taxonomies as `data` and `purposes`, which map
    an id to the ids directly above it.

    >>> from dataflow import loads
    >>> text = "{dataflow: 1, services: [a, b], flows: {f: {from: a, to: b, data: email}}}"
    >>> made = graph(loads(text))
    >>> made.edges["a", "b", "f"]["data"]
    ['email']
    """
    import networkx  # noqa: PLC0415, ICN001 - a quarter of a second, for who wants a graph

    made: nx.MultiDiGraph[str] = networkx.MultiDiGraph(
        title=model.title,
        path=model.path,
        data={name: list(term.is_a) for name, term in model.data.terms.items()},
        purposes={name: list(term.is_a) for name, term in model.purposes.terms.items()},
    )
    for holder in model.holders.values():
        made.add_node(holder.id, **_holder(holder, model))
    for flow in model.flows.values():
        for receiver in flow.receivers:
            made.add_edge(flow.sender.id, receiver.id, key=flow.id, **_flow(flow))
    for number, one in enumerate(model.operations):
        ends = (one.company.id, one.service.id)
        made.add_edge(*ends, key=f"operates-{number}", **_control("operates", one))
    for number, own in enumerate(model.ownerships):
        made.add_edge(own.owner.id, own.owned.id, key=f"owns-{number}", **_control("owns", own))
    return made


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
        "holds": [_hold(hold) for hold in model.holds if hold.holder == holder],
        "deletes": [
            {"data": _ids(gone.data), "date": str(gone.date), "sources": _ids(gone.sources)}
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
        "id": flow.id,
        "label": flow.label,
        "data": sorted({term for sent in flow.sent for term in _ids(sent.data)}),
        "arrives": [
            {"data": _ids(sent.data), "as": sent.arrives.id if sent.arrives else None}
            for sent in flow.sent
        ],
        "purposes": _ids(flow.purposes),
        "choice": flow.choice,
        "basis": flow.basis,
        "role": flow.role,
        "mechanism": flow.mechanism,
        **_conditional(flow),
    }


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
