"""Names that a reader would take for one another."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from dataflow.building.stock import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.building.stock import Stock
    from dataflow.language.validation import Desk
    from dataflow.model import Model

SECTIONS: Final = (
    *("sources", "data", "purposes"),
    *("flows", "derivations", "claims", "events", "personas"),
)

LIKE_LATIN: Final = str.maketrans(
    "авеёкмнорстухіјѕԁԛԝαβεηικνορτυχγϲ0", "abeekmhopctyxijsdqwabenikvoptuxyco"
)
"""Letters, small, of Cyrillic and Greek that look like Latin ones (after Unicode's TR 39)."""


def look_of(name: str) -> str:
    """Return a name without what readers overlook: case, normalisation, look-alike letters.

    >>> look_of("Аcme") == look_of("acme")  # the first has a Cyrillic А
    True
    """
    return unicodedata.normalize("NFKC", name).casefold().translate(LIKE_LATIN)


def compare_names(stock: Stock, model: Model, desk: Desk) -> None:
    """Report ids that differ only in `-` and `_` (an error), and names that look the same."""
    holders = {**stock.entries["services"], **stock.entries["companies"]}
    asked = {
        section: {str(key): Entry(key, part) for key, part in getattr(stock.first, section).items()}
        for section in ("scenarios", "views")
    }
    for entries in (holders, *(stock.entries[section] for section in SECTIONS), *asked.values()):
        _compare_ids(entries, desk)
    for kinds, things, entries in (
        ("companies and services", model.holders, holders),
        ("data types", model.data.terms, stock.entries["data"]),
        ("purposes", model.purposes.terms, stock.entries["purposes"]),
    ):
        _compare_looks(kinds, things, entries, desk)


def _order(entry: Entry[Any]) -> tuple[bool, int]:
    # the built-in vocabulary was there first: what is reported stands in a file of the model
    return not entry.bundled, entry.at


def _joined(name: str) -> str:
    return name.replace("_", "-")


def _compare_ids(entries: Mapping[str, Entry[Any]], desk: Desk) -> None:
    seen: dict[str, str] = {}
    for name, entry in sorted(entries.items(), key=lambda pair: _order(pair[1])):
        twin = seen.setdefault(_joined(name), name)
        if twin != name:
            place = desk.reader.locate(entries[twin].at)
            desk.report(
                "similar-ids",
                f"`{name}` and `{twin}` differ only in `-` and `_` (first at {place})",
                entry.key,
                "use one of the two everywhere, or give one another id",
            )


def _compare_looks(
    kinds: str, things: Mapping[str, Any], entries: Mapping[str, Entry[Any]], desk: Desk
) -> None:
    by_look: dict[str, dict[str, tuple[str, Any]]] = defaultdict(dict)
    for name, thing in sorted(things.items(), key=lambda pair: _order(entries[pair[0]])):
        for called in (thing.name, *thing.also):
            # ids that are twins are told of already
            by_look[look_of(called)].setdefault(_joined(name), (called, thing))
    for alike in by_look.values():
        if len(alike) > 1:
            (first, _), (second, thing), *_ = alike.values()
            same = "is also the name of another" if first == second else f"looks like `{first}`"
            desk.doubt(
                "look-alike",
                f"`{second}` {same} among the {kinds}",
                thing.at,
                (),
                "give them names that a reader can tell apart",
            )
