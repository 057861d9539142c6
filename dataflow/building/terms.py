"""`data` and `purposes` → taxonomies, with everything below each term worked out."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Literal

from dataflow.building.circles import find_circles
from dataflow.building.names import spoken, text_of, texts_of
from dataflow.building.stock import each
from dataflow.common.values import Frozen
from dataflow.model import Taxonomy, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dataflow.building.names import Names
    from dataflow.building.stock import Entry, Stock
    from dataflow.language.facts import Term as TermPart


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
