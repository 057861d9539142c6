"""`data` and `purposes` → taxonomies, with everything below each term worked out."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from dataflow.building.circles import find_circles
from dataflow.building.holders import spoken
from dataflow.building.names import text_of
from dataflow.common.values import Frozen
from dataflow.model import Taxonomy, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dataflow.building.names import Names
    from dataflow.building.stock import Entry, Stock


def make_taxonomy(section: str, stock: Stock, names: Names) -> Taxonomy:
    """Make a taxonomy; report parents that do not exist, and circles."""
    entries = dict(sorted(stock.entries[section].items()))
    terms = {name: _make_term(name, entry, names) for name, entry in entries.items()}
    code = "unknown-data" if section == "data" else "unknown-purpose"
    parents = {
        name: sorted(
            str(parent)
            for parent in entry.part.is_a
            if names.known(parent, terms, code, section) is not None
        )
        for name, entry in entries.items()
    }
    order = _order(parents, entries, section, names)
    return Taxonomy(terms, _everything_below(order, parents))


def _make_term(name: str, entry: Entry, names: Names) -> Term:
    part = entry.part
    return Term(
        id=name,
        name=text_of(part.name) or spoken(name),
        also=tuple(sorted(str(other) for other in part.also if other)),
        is_a=tuple(sorted(str(parent) for parent in part.is_a)),
        sensitive=bool(part.sensitive),
        maps=Frozen((str(k), tuple(str(term) for term in v)) for k, v in sorted(part.maps.items())),
        note=text_of(part.note),
        sources=names.sources_of(part),
        at=names.locate(entry.at),
    )


def _order(
    parents: Mapping[str, Iterable[str]], entries: Mapping[str, Entry], section: str, names: Names
) -> list[str]:
    """Put terms so that each comes before its parents, and report where that cannot be."""
    circles = find_circles(parents)
    for circle in circles:
        names.desk.report(
            "cycle",
            f"`is_a` goes round in `{section}`: {' → '.join(circle)}",
            min((entries[name].key for name in circle), key=lambda key: key.at),
            "a kind of something cannot be above it: drop one `is_a`",
        )
    return list(parents) if circles else list(TopologicalSorter(_turned(parents)).static_order())


def _turned(above: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    below: dict[str, set[str]] = {name: set() for name in above}
    for name, ids in above.items():
        for parent in ids:
            below[parent].add(name)
    return below


def _everything_below(
    order: Iterable[str], parents: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[str]]:
    below: dict[str, set[str]] = {name: {name} for name in parents}
    for name in order:
        for parent in parents[name]:
            below[parent] |= below[name]
    return {name: frozenset(ids) for name, ids in below.items()}
