"""What a model states: terms and what is a kind of what, sources, holds, flows, derivations."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Literal

from dataflow.building.circles import find_circles
from dataflow.building.names import plain_of, spoken, text_of, texts_of
from dataflow.building.stock import each
from dataflow.common.dates import parse_date
from dataflow.common.values import Frozen
from dataflow.model import Deletion, Derivation, Flow, Hold, Sent, Source, Taxonomy, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dataflow.building.names import Names
    from dataflow.building.stock import Entry, Stock
    from dataflow.language import facts
    from dataflow.language.facts import Term as TermPart
    from dataflow.language.holders import Company, Service
    from dataflow.language.holders import Deletion as DeletionPart
    from dataflow.language.holders import Hold as HoldPart
    from dataflow.model import Holder


def make_taxonomy(section: Literal["data", "purposes"], stock: Stock, names: Names) -> Taxonomy:
    """Make a taxonomy; report parents that do not exist, and circles."""
    entries = {entry.id: entry for entry in each(stock.entries[section])}
    terms = {term_id: _make_term(entry, names) for term_id, entry in entries.items()}
    kind = section.removesuffix("s")
    parents = {
        term_id: sorted(
            str(parent) for parent in entry.part.is_a if names.known(parent, kind, terms)
        )
        for term_id, entry in entries.items()
    }
    order = _order(parents, entries, section, names)
    return Taxonomy(terms, _everything_below(order, parents))


def _make_term(entry: Entry[TermPart], names: Names) -> Term:
    part = entry.part
    return Term(
        id=entry.id,
        name=text_of(part.name) or spoken(entry.id),
        is_a=texts_of(part.is_a),
        maps=Frozen((str(key), tuple(map(str, terms))) for key, terms in sorted(part.maps.items())),
        **names.said(part, Term, entry.at),
    )


def _order(
    parents: Mapping[str, Iterable[str]],
    entries: Mapping[str, Entry[TermPart]],
    section: str,
    names: Names,
) -> list[str]:
    """Return the terms so that each comes before its parents; report where that cannot be."""
    circles = find_circles(parents)
    for circle in circles:
        names.desk.report(
            "cycle",
            f"`is_a` forms a cycle in `{section}`: {' → '.join(circle)}",
            min((entries[term_id].key for term_id in circle), key=lambda key: key.at),
            "delete one `is_a` to break the cycle",
        )
    # sorted so that a term comes after its parents, and then turned round
    return list(parents) if circles else [*TopologicalSorter(parents).static_order()][::-1]


def _everything_below(
    order: Iterable[str], parents: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[str]]:
    below = {term_id: {term_id} for term_id in parents}
    for term_id in order:
        for parent in parents[term_id]:
            below[parent] |= below[term_id]
    return {term_id: frozenset(ids) for term_id, ids in below.items()}


def make_source(entry: Entry[facts.Source], names: Names) -> Source:
    """Resolve a source."""
    return Source(id=entry.id, at=names.locate(entry.at), **plain_of(entry.part, Source))


def make_holds(stock: Stock, names: Names) -> tuple[Hold, ...]:
    """Resolve what every holder collects, sorted by holder and place."""
    holds = [
        Hold(
            id=text_of(part.id),
            holder=holder,
            data=names.each(part.data, names.datum),
            purposes=names.each(part.purposes, names.purpose),
            **names.conditional(part, Hold),
        )
        for holder, part in _holds(stock, names)
    ]
    return tuple(sorted(holds, key=_order_of_hold))


def _order_of_hold(hold: Hold) -> tuple[object, ...]:
    # by what is said before where: shuffling a file must not change an answer
    return (
        hold.holder.id,
        [term.id for term in hold.data],
        hold.window,
        [term.id for term in hold.purposes],
        repr([(part.written, part.window) for part in (*hold.when, *hold.unless)]),
        hold.id or "",
        hold.at,
    )


def make_deletions(stock: Stock, names: Names) -> tuple[Deletion, ...]:
    """Resolve what every holder deletes, by day."""
    deletions = [
        Deletion(
            holder=holder,
            date=parse_date(str(part.date)),
            data=names.each(part.data, names.datum),
            **names.said(part, Deletion),
        )
        for holder, part in _deletions(stock, names)
    ]
    return tuple(sorted(deletions, key=_order_of_deletion))


def _order_of_deletion(deletion: Deletion) -> tuple[object, ...]:
    data = [term.id for term in deletion.data]
    return deletion.day, deletion.holder.id, data, deletion.at


def _by_holder(stock: Stock, names: Names) -> Iterator[tuple[Holder, Company | Service]]:
    """Go through the holders, companies first, with what stands under them."""
    for company in each(stock.entries["companies"]):
        yield names.holders[company.id], company.part
    for service in each(stock.entries["services"]):
        yield names.holders[service.id], service.part


def _holds(stock: Stock, names: Names) -> Iterator[tuple[Holder, HoldPart]]:
    """Go through what is held: under holders, then in a section of its own."""
    for holder, part in _by_holder(stock, names):
        yield from ((holder, hold) for hold in part.holds)
    for hold in stock.holds:
        if (known := names.holder(hold.holder)) is not None:
            yield known, hold


def _deletions(stock: Stock, names: Names) -> Iterator[tuple[Holder, DeletionPart]]:
    """Go through what is deleted: under holders, then in a section of its own."""
    for holder, part in _by_holder(stock, names):
        yield from ((holder, deletion) for deletion in part.deletes)
    for deletion in stock.deletes:
        if (known := names.holder(deletion.holder)) is not None:
            yield known, deletion


def make_flow(entry: Entry[facts.Flow], names: Names) -> Flow | None:
    """Resolve a flow; None if its senders are unknown."""
    part = entry.part
    senders = names.each(part.senders, names.holder)
    sent = (_make_sent(item, names, exactly=bool(part.exactly)) for item in part.data)
    flow = Flow(
        id=entry.id,
        senders=senders,
        receivers=names.each(part.receivers, names.holder),
        sent=tuple(sorted(sent, key=_order_of_sent)),
        purposes=names.each(part.purposes, names.purpose),
        replies=names.replies(part.replies),
        **names.conditional(part, Flow),
    )
    return flow if senders else None


def _make_sent(part: facts.Sent, names: Names, *, exactly: bool) -> Sent:
    data = names.each(part.data, names.datum)
    arrives = names.datum(part.arrives) if part.arrives else None
    return Sent(data, arrives, exactly or bool(part.exactly))


def _order_of_sent(sent: Sent) -> tuple[list[str], str, bool]:
    arrives = sent.arrives.id if sent.arrives else ""
    return [term.id for term in sent.data], arrives, sent.exactly


def make_derivation(entry: Entry[facts.Derivation], names: Names) -> Derivation | None:
    """Resolve a derivation; None if the data type that it leads to is unknown."""
    part = entry.part
    if not part.body:
        names.desk.report(
            "empty-derivation",
            f"`{entry.id}` derives something from nothing",
            part.at,
            "list in `from` the data that it needs",
        )
    to = names.datum(part.to)
    body, by = names.each(part.body, names.datum), names.each(part.by, names.holder)
    said = names.conditional(part, Derivation)
    if to is None:
        return None
    return Derivation(id=entry.id, body=body, to=to, by=by if part.by else None, **said)
