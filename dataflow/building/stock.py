"""Documents put together: every entry of every section by id, defined once."""

from __future__ import annotations

from dataclasses import field
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypedDict, TypeVar, cast

from dataflow.common.values import dataclass
from dataflow.language.facts import INSTEAD
from dataflow.reading import Text, placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dataflow.language.claims import Claim
    from dataflow.language.desk import Desk
    from dataflow.language.document import Checked, Document, Sections
    from dataflow.language.facts import Derivation, Event, Flow, Source, Term
    from dataflow.language.holders import Company, Hold, HolderDeletion, HolderHold, Service
    from dataflow.language.parts import Part
    from dataflow.language.personas import Persona

P = TypeVar("P")
P_co = TypeVar("P_co", covariant=True)

BY_ID = ("sources", "companies", "services", "data", "purposes", "personas")
LISTED = ("flows", "derivations", "claims", "events")
OF_FIRST = ("personas",)
"""What counts only in the file that is opened itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry(Generic[P_co]):
    """One entry of a section.

    Attributes:
        key: its id, with its place; an id that was made for it has the place of the entry.
        part: the entry itself.
        bundled: whether it comes from the built-in vocabulary.
    """

    key: Text
    part: P_co
    bundled: bool = False

    @property
    def id(self) -> str:
        """The id, without its place."""
        return str(self.key)

    @property
    def at(self) -> int:
        """Where the entry stands."""
        return self.key.at


if TYPE_CHECKING:

    class Entries(TypedDict):
        """The entries of every section that has any, by id."""

        sources: dict[str, Entry[Source]]
        companies: dict[str, Entry[Company]]
        services: dict[str, Entry[Service]]
        data: dict[str, Entry[Term]]
        purposes: dict[str, Entry[Term]]
        personas: dict[str, Entry[Persona]]
        flows: dict[str, Entry[Flow]]
        derivations: dict[str, Entry[Derivation]]
        claims: dict[str, Entry[Claim]]
        events: dict[str, Entry[Event]]


@dataclass(slots=True, eq=False)
class Stock:
    """Everything that is said, by section and id, before names are looked up."""

    first: Document
    entries: Entries
    holds: list[HolderHold] = field(default_factory=list)
    deletes: list[HolderDeletion] = field(default_factory=list)
    broken: dict[str, set[str]] = field(default_factory=dict)

    def list_holds(self) -> Iterator[Hold]:
        """Go through what is held: under holders, and in a section of its own."""
        for company in self.entries["companies"].values():
            yield from company.part.holds
        for service in self.entries["services"].values():
            yield from service.part.holds
        yield from self.holds

    def section(self, name: str) -> dict[str, Entry[Part]]:
        """Return the entries of the section of a name, whatever they are."""
        return cast("dict[str, dict[str, Entry[Part]]]", self.entries)[name]


def each(section: Mapping[str, Entry[P]]) -> list[Entry[P]]:
    """Return the entries of a section, by id."""
    return [entry for _, entry in sorted(section.items())]


def gather(
    files: Sequence[Checked], vocabulary: Document | None, adds: Sequence[Sections], desk: Desk
) -> Stock:
    """Put the files, the vocabulary and what a scenario adds together.

    A model's own term replaces the vocabulary's, whole; what a scenario adds is merged.
    """
    first = files[0].document
    taken = _ids_of_holds(*(checked.document for checked in files), *adds)
    stock = Stock(first, cast("Entries", {section: {} for section in (*BY_ID, *LISTED)}))
    for number, checked in enumerate(files):
        skipped = OF_FIRST if number else ()
        _take(stock, checked.document, desk, skipped=skipped, taken=taken)
        for section, ids in checked.broken.items():
            stock.broken.setdefault(section, set()).update(ids)
    if vocabulary is not None:
        for section in ("data", "purposes"):
            for key, part in getattr(vocabulary, section).items():
                stock.section(section).setdefault(str(key), Entry(key, part, bundled=True))
    for added in adds:
        _merge(stock, added, taken)
    _refuse_twins(stock, desk)
    return stock


def _ids_of_holds(*documents: Sections) -> set[str]:
    """Return the ids of all holds, which no flow may get."""
    holders = chain.from_iterable(
        (*document.companies.values(), *document.services.values()) for document in documents
    )
    held = (*(part.holds for part in holders), *(document.holds for document in documents))
    return {str(hold.id) for hold in chain.from_iterable(held) if hold.id is not None}


def _refuse_twins(stock: Stock, desk: Desk) -> None:
    """Report a hold with the id of a flow, or of another hold: one name stands for either."""
    known = {name: entry.key for name, entry in stock.entries["flows"].items()}
    named = [(hold.id.at, hold.id) for hold in stock.list_holds() if hold.id is not None]
    for _, key in sorted(named):
        first = known.setdefault(str(key), key)
        if first is not key:
            place = desk.reader.locate(first.at)
            desk.report(
                "defined-twice",
                f"`{key}` of flows and holds is defined a second time (first at {place})",
                key,
                "give one of them another id",
            )


def _take(
    stock: Stock, document: Document, desk: Desk, *, skipped: Iterable[str], taken: set[str]
) -> None:
    for section in BY_ID:
        if section not in skipped:
            for key, part in getattr(document, section).items():
                _define(stock.section(section), Entry(key, part), section, desk)
    for section in LISTED:
        others = {*stock.section(section), *taken}
        for entry in _numbered(others, getattr(document, section)):
            _define(stock.section(section), entry, section, desk)
    stock.holds.extend(document.holds)
    stock.deletes.extend(document.deletes)


def _define(section: dict[str, Entry[Part]], entry: Entry[Part], called: str, desk: Desk) -> None:
    known = section.setdefault(str(entry.key), entry)
    if known is not entry:
        place = desk.reader.locate(known.at)
        desk.report(
            "defined-twice",
            f"`{entry.key}` of `{called}` is defined a second time (first at {place})",
            entry.key,
            "give one of them another id",
        )


def _numbered(taken: Iterable[str], parts: Iterable[Flow]) -> list[Entry[Flow]]:
    """Return an entry for every part: a flow without an id is FROM-TO, FROM-TO-2 and so on."""
    ids = {str(part.id) for part in parts if part.id is not None} | set(taken)
    entries = []
    last: dict[str, int] = {}  # the number that each FROM-TO has come to
    for part in parts:
        key = part.id if part.id is not None else _make_id(part, ids, last)
        ids.add(str(key))
        entries.append(Entry(key, part))
    return entries


def _make_id(flow: Flow, taken: set[str], last: dict[str, int]) -> Text:
    stem = f"{flow.senders[0]}-{flow.receivers[0]}"
    number = last.get(stem, 1)
    flow_id = stem if number == 1 else f"{stem}-{number}"
    while flow_id in taken:
        number += 1
        flow_id = f"{stem}-{number}"
    last[stem] = number
    return placed(Text(flow_id), flow.at)


def _merge(stock: Stock, added: Sections, taken: set[str]) -> None:
    for section in BY_ID:
        for key, part in getattr(added, section).items():
            _merge_entry(stock.section(section), Entry(key, part))
    for section in LISTED:
        entries = stock.section(section)
        for part in getattr(added, section):
            key = part.id if part.id is not None else _make_id(part, {*entries, *taken}, {})
            _merge_entry(entries, Entry(key, part))
    stock.holds.extend(added.holds)
    stock.deletes.extend(added.deletes)


def _merge_entry(section: dict[str, Entry[Part]], added: Entry[Part]) -> None:
    known = section.get(str(added.key))
    if known is None:
        section[str(added.key)] = added
        return
    given = added.part.given
    changes = {
        name: _merged_field(getattr(known.part, name), getattr(added.part, name)) for name in given
    }
    # what stands in place of another puts it out of its place
    changes |= {plain: None for key, plain in INSTEAD.items() if key in given}
    changes |= {key: None for key, plain in INSTEAD.items() if plain in given}
    if "source" in given and getattr(known.part, "by_default", False):
        changes |= {"source": getattr(added.part, "source", ()), "by_default": False}
    section[str(added.key)] = Entry(known.key, known.part.changed(changes))


def _merged_field(old: object, new: object) -> object:
    """Add to a list, put a mapping's keys over the old ones, replace anything else."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return (*old, *new)
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **new}
    return new
