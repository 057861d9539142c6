"""`sources`: where facts come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataflow.building.names import date_of, text_of, window_of, words_of
from dataflow.model import Condition, Deletion, Derivation, Flow, Hold, Sent, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.building.names import Names
    from dataflow.building.stock import Stock
    from dataflow.language.facts import Flow as FlowPart
    from dataflow.model import Holder


def make_sources(stock: Stock, names: Names) -> dict[str, Source]:
    """Resolve every source, by id."""
    return {
        name: Source(
            id=name,
            title=text_of(entry.part.title),
            publisher=text_of(entry.part.publisher),
            date=date_of(entry.part.date),
            url=text_of(entry.part.url),
            quote=text_of(entry.part.quote),
            note=text_of(entry.part.note),
            at=names.locate(entry.at),
        )
        for name, entry in sorted(stock.entries["sources"].items())
    }


def _stated(part: Any, names: Names) -> dict[str, Any]:  # noqa: ANN401 - any part that states a fact
    return {
        "sources": names.sources_of(part),
        "note": text_of(part.note),
        "at": names.locate(part.at),
    }


def _conditional(part: Any, names: Names) -> dict[str, Any]:  # noqa: ANN401 - any conditional part
    return {
        **window_of(part, names.desk),
        **_stated(part, names),
        "when": _conditions(part.when, names),
        "unless": _conditions(part.unless, names),
        **words_of(part, "status"),
    }


def _conditions(parts: Any, names: Names) -> tuple[Condition, ...]:  # noqa: ANN401 - a list of `Condition` parts
    return tuple(
        Condition(
            account=names.each(part.account, names.holder),
            accounts=names.each(part.accounts, names.holder),
            region=tuple(sorted(str(region) for region in part.region)),
            written=part.written,
            **window_of(part, names.desk),
            **_stated(part, names),
        )
        for part in parts
    )


def _by_holder(stock: Stock, names: Names, section: str) -> Iterator[tuple[Holder, Any]]:
    """Go through what stands under holders, then what stands in a section of its own."""
    for kind in ("companies", "services"):
        for name, entry in sorted(stock.entries[kind].items()):
            for part in getattr(entry.part, section):
                yield names.holders[name], part
    for part in getattr(stock, section):
        holder = names.holder(part.holder)
        if holder is not None:
            yield holder, part


def make_holds(stock: Stock, names: Names) -> tuple[Hold, ...]:
    """Resolve what every holder collects, sorted by holder and place."""
    holds = [
        Hold(
            holder=holder,
            data=names.terms(part.data, "data"),
            readable=part.readable,
            purposes=names.terms(part.purposes, "purposes"),
            **words_of(part, "whose", "how"),
            **_conditional(part, names),
        )
        for holder, part in _by_holder(stock, names, "holds")
    ]
    return tuple(sorted(holds, key=_order_of_hold))


def _order_of_hold(hold: Hold) -> tuple[Any, ...]:
    # by what is said before where: shuffling a file must not change an answer
    return (
        hold.holder.id,
        [term.id for term in hold.data],
        hold.window,
        [term.id for term in hold.purposes],
        repr([(c.written, c.window) for c in (*hold.when, *hold.unless)]),
        hold.at,
    )


def make_deletions(stock: Stock, names: Names) -> tuple[Deletion, ...]:
    """Resolve what every holder deletes, by day."""
    deletions = []
    for holder, part in _by_holder(stock, names, "deletes"):
        date = date_of(part.date)
        assert date is not None  # the language asks for it
        data = names.terms(part.data, "data")
        deletions.append(Deletion(holder=holder, data=data, date=date, **_stated(part, names)))
    return tuple(
        sorted(
            deletions, key=lambda one: (one.day, one.holder.id, [t.id for t in one.data], one.at)
        )
    )


def make_flows(stock: Stock, names: Names) -> dict[str, Flow]:
    """Resolve every flow, by id."""
    flows = {}
    for name, entry in sorted(stock.entries["flows"].items()):
        flow = _make_flow(name, entry.part, names)
        if flow is not None:
            flows[name] = flow
    return flows


def _make_flow(name: str, part: FlowPart, names: Names) -> Flow | None:
    sender = names.holder(part.sender)
    receivers = names.each(part.receivers, names.holder)
    sent = tuple(
        Sent(
            names.terms(item.data, "data"),
            names.term(item.arrives, "data") if item.arrives else None,
        )
        for item in part.data
    )
    fields = {
        "purposes": names.terms(part.purposes, "purposes"),
        **words_of(part, "choice", "role", "label", "basis", "mechanism"),
        **_conditional(part, names),
    }
    if sender is None:
        return None
    ordered = tuple(sorted(sent, key=lambda one: ([t.id for t in one.data], _arriving(one))))
    return Flow(id=name, sender=sender, receivers=receivers, sent=ordered, **fields)


def _arriving(sent: Sent) -> str:
    return sent.arrives.id if sent.arrives else ""


def make_derivations(stock: Stock, names: Names) -> dict[str, Derivation]:
    """Resolve every derivation, by id."""
    derivations = {}
    for name, entry in sorted(stock.entries["derivations"].items()):
        part = entry.part
        if not part.body:
            names.desk.report(
                "empty-derivation",
                f"`{name}` derives something from nothing",
                part,
                "list in `from` what one must have",
            )
        to = names.term(part.to, "data")
        body = names.terms(part.body, "data")
        by = names.each(part.by, names.holder) if part.by else None
        fields = _conditional(part, names)
        if to is not None:
            derivations[name] = Derivation(id=name, body=body, to=to, by=by, **fields)
    return derivations
