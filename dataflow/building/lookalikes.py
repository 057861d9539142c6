"""Names that a reader would take for one another."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.building.stock import Stock
    from dataflow.language.validating import Desk
    from dataflow.model import Model

SECTIONS: Final = ("sources", "data", "purposes", "flows", "derivations", "claims", "events")

LIKE_LATIN: Final = str.maketrans(
    "авеёкмнорстухіјѕԁԛԝαβεηικνορτυχγϲ0", "abeekmhopctyxijsdqwabenikvoptuxyco"
)
"""Letters, small, of Cyrillic and Greek that look like Latin ones (after Unicode's TR 39)."""


def look_of(name: str) -> str:
    """Give what is left of a name when case, normalisation and look-alike letters are ignored.

    >>> look_of("Аcme") == look_of("acme")  # the first has a Cyrillic А
    True
    """
    return unicodedata.normalize("NFKC", name).casefold().translate(LIKE_LATIN)


def compare_names(stock: Stock, model: Model, desk: Desk) -> None:
    """Report ids that differ only in `-` and `_` (an error), and names that look the same."""
    holders = {**stock.entries["companies"], **stock.entries["services"]}
    for section, entries in (
        ("companies and services", holders),
        *((section, stock.entries[section]) for section in SECTIONS),
        ("personas", stock.entries["personas"]),
    ):
        _compare_ids(section, entries, desk)
    for called, things in (
        ("companies and services", model.holders),
        ("data types", model.data.terms),
        ("purposes", model.purposes.terms),
    ):
        _compare_looks(called, things, desk)


def _compare_ids(section: str, entries: Mapping[str, Any], desk: Desk) -> None:
    seen: dict[str, str] = {}
    for name, entry in sorted(entries.items(), key=lambda pair: pair[1].at):
        twin = seen.setdefault(name.replace("_", "-"), name)
        if twin != name:
            place = desk.reader.locate(entries[twin].at)
            desk.report(
                "similar-ids",
                f"`{name}` and `{twin}` of `{section}` differ only in `-` and `_`"
                f" (first at {place})",
                entry.key,
                "use one of the two everywhere",
            )


def _compare_looks(called: str, things: Mapping[str, Any], desk: Desk) -> None:
    by_look: dict[str, dict[str, Any]] = defaultdict(dict)
    for thing in things.values():
        for name in (thing.name, *thing.also):
            by_look[look_of(name)].setdefault(thing.id, (name, thing))
    for alike in by_look.values():
        if len(alike) > 1:
            (first, _), (name, thing) = sorted(alike.values(), key=lambda pair: pair[1].at)[:2]
            same = "is also the name of another" if first == name else f"looks like `{first}`"
            desk.doubt(
                "look-alike",
                f"`{name}` {same} among the {called}",
                thing.at,
                (),
                "give them names that a reader can tell apart",
            )
