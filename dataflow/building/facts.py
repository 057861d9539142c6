"""What a model states: terms and what is a kind of what, sources, holds, flows, derivations."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from dataflow.building.circles import find_circles
from dataflow.building.names import date_of, plain_of, spoken, text_of, texts_of, words_of
from dataflow.building.stock import each
from dataflow.common.dates import parse_date
from dataflow.common.values import Frozen
from dataflow.model import Condition, Deletion, Derivation, Flow, Hold, Sent, Source, Taxonomy, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dataflow.building.names import Names
    from dataflow.building.stock import Entry, Stock
    from dataflow.language import facts
    from dataflow.language.facts import Term as TermPart
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
        also=texts_of(filter(None, part.also)),
        is_a=texts_of(part.is_a),
        sensitive=bool(part.sensitive),
        maps=Frozen((str(key), tuple(map(str, terms))) for key, terms in sorted(part.maps.items())),
        note=text_of(part.note),
        sources=names.sources_of(part),
        at=names.locate(entry.at),
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
            f"`is_a` goes round in `{section}`: {' → '.join(circle)}",
            min((entries[term_id].key for term_id in circle), key=lambda key: key.at),
            "a kind of something cannot be above it: drop one `is_a`",
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


P = TypeVar("P")


def make_source(entry: Entry[facts.Source], names: Names) -> Source:
    """Resolve a source."""
    part = entry.part
    return Source(
        id=entry.id,
        date=date_of(part.date),
        at=names.locate(entry.at),
        **plain_of(part, "title", "publisher", "url", "quote", "note"),
    )


def _conditional(part: facts.Conditional, names: Names) -> dict[str, Any]:
    return {
        **names.dated(part),
        "when": _conditions(part.when, names),
        "unless": _conditions(part.unless, names),
        **words_of(part, "status"),
    }


def _conditions(conditions: Iterable[facts.Condition], names: Names) -> tuple[Condition, ...]:
    return tuple(
        Condition(
            account=names.each(part.account, names.holder),
            accounts=names.each(part.accounts, names.holder),
            region=texts_of(part.region),
            written=part.written,
            **names.dated(part),
        )
        for part in conditions
    )


def make_holds(stock: Stock, names: Names) -> tuple[Hold, ...]:
    """Resolve what every holder collects, sorted by holder and place."""
    parts: Iterable[tuple[Holder, HoldPart]] = _by_holder(stock, names, "holds")
    holds = [
        Hold(
            holder=holder,
            data=names.each(part.data, names.datum),
            readable=part.readable,
            purposes=names.each(part.purposes, names.purpose),
            **words_of(part, "whose", "how"),
            **_conditional(part, names),
        )
        for holder, part in parts
    ]
    return tuple(sorted(holds, key=_order_of_hold))


def _order_of_hold(hold: Hold) -> tuple[Any, ...]:
    # by what is said before where: shuffling a file must not change an answer
    return (
        hold.holder.id,
        [term.id for term in hold.data],
        hold.window,
        [term.id for term in hold.purposes],
        repr([(part.written, part.window) for part in (*hold.when, *hold.unless)]),
        hold.at,
    )


def make_deletions(stock: Stock, names: Names) -> tuple[Deletion, ...]:
    """Resolve what every holder deletes, by day."""
    parts: Iterable[tuple[Holder, DeletionPart]] = _by_holder(stock, names, "deletes")
    deletions = [
        Deletion(
            holder=holder,
            date=parse_date(str(part.date)),
            data=names.each(part.data, names.datum),
            **names.stated(part),
        )
        for holder, part in parts
    ]
    return tuple(sorted(deletions, key=_order_of_deletion))


def _order_of_deletion(deletion: Deletion) -> tuple[Any, ...]:
    data = [term.id for term in deletion.data]
    return deletion.day, deletion.holder.id, data, deletion.at


def _by_holder(stock: Stock, names: Names, section: str) -> Iterator[tuple[Holder, Any]]:
    """Go through what stands under holders, then what stands in a section of its own."""
    for kind in ("companies", "services"):
        for entry in each(stock.section(kind)):
            for part in getattr(entry.part, section):
                yield names.holders[entry.id], part
    for part in getattr(stock, section):
        holder = names.holder(part.holder)
        if holder is not None:
            yield holder, part


def make_flow(entry: Entry[facts.Flow], names: Names) -> Flow | None:
    """Resolve a flow; None if its sender is unknown."""
    part = entry.part
    sender = names.holder(part.sender)
    fields: dict[str, Any] = {
        "receivers": names.each(part.receivers, names.holder),
        "sent": tuple(sorted((_make_sent(item, names) for item in part.data), key=_order_of_sent)),
        "purposes": names.each(part.purposes, names.purpose),
        **words_of(part, "choice", "role", "label", "basis", "mechanism"),
        **_conditional(part, names),
    }
    return None if sender is None else Flow(id=entry.id, sender=sender, **fields)


def _make_sent(part: facts.Sent, names: Names) -> Sent:
    data = names.each(part.data, names.datum)
    return Sent(data, names.datum(part.arrives) if part.arrives else None)


def _order_of_sent(sent: Sent) -> tuple[list[str], str]:
    return [term.id for term in sent.data], sent.arrives.id if sent.arrives else ""


def make_derivation(entry: Entry[facts.Derivation], names: Names) -> Derivation | None:
    """Resolve a derivation; None if the data type that it leads to is unknown."""
    part = entry.part
    if not part.body:
        names.desk.report(
            "empty-derivation",
            f"`{entry.id}` derives something from nothing",
            part.at,
            "list in `from` what one must have",
        )
    to = names.datum(part.to)
    fields: dict[str, Any] = {
        "body": names.each(part.body, names.datum),
        "by": names.each(part.by, names.holder) if part.by else None,
        **_conditional(part, names),
    }
    return None if to is None else Derivation(id=entry.id, to=to, **fields)
