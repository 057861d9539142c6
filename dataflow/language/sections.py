"""How entries stand together: under their ids, as a list of ids alone, or as a list of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic

from dataflow.language.desk import kind_of, shorten
from dataflow.language.kinds import EVERY, Lists, Refer, Schema, Walk, by_id
from dataflow.language.leaves import ID, ID_PATTERN, refuse_listing
from dataflow.language.parts import Mapped, P
from dataflow.reading import Fields, Items, Nothing, Text, placed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.reading import Tree

LONE: Final = frozenset({"id", "from", "to", "data", "date", "by", "never", "since", "name"})
"""Keys by which an entry is known that stands in a section without an id."""

WRITE_IDS: Final = "write `ID: {…}` for every entry"


class ById(Generic[P]):
    """A section of entries under their ids."""

    __slots__ = ("_entry",)

    unit = "entry"

    def __init__(self, entry: Mapped[P]) -> None:
        """Take what an entry is."""
        self._entry = entry

    def take(self, value: Tree, walk: Walk) -> dict[Text, P] | None:
        """Return the entries by id."""
        if isinstance(value, Fields):
            return self._take_each(value.items(), walk)
        if isinstance(value, Nothing) or (isinstance(value, Items) and not value):
            return {}  # an empty list says the same as one of no ids: there is nothing in it
        message = f"expected entries under their ids, found {kind_of(value)}"
        walk.report("wrong-kind", message, value, WRITE_IDS)
        return None

    def schema(self, refer: Refer) -> Schema:
        """Return that of the section, or of nothing in its place."""
        entries = by_id(self._entry.schema(refer), refer)
        return {"anyOf": [entries, {"type": "array", "maxItems": 0}, {"type": "null"}]}

    def _take_each(self, pairs: Iterable[tuple[Text, Tree]], walk: Walk) -> dict[Text, P]:
        taken: dict[Text, P] = {}
        for name, value in pairs:
            walk.path.append(str(name))
            entry = self._entry.take(value, walk)
            walk.path.append("[key]")
            entry_id = ID.take(name, walk)
            del walk.path[-2:]
            if entry_id is not None and entry is not None:
                taken[entry_id] = entry
            else:
                walk.lose(str(name))
        return taken

    def _take_names(self, value: Tree, walk: Walk, *, once: bool) -> dict[Text, P] | None:
        """Return entries without fields, of one id or a list of ids, each of which stands alone."""
        if refuse_listing(value, walk):
            return None
        names: dict[Text, Text] = {}
        for name in value if isinstance(value, Items) else [value]:
            if not isinstance(name, Text):
                advice = (
                    f"write `- ID` here, or instead of the list `ID: {{…}}` for every {self.unit}"
                )
                walk.report("wrong-kind", f"expected an id, found {kind_of(name)}", name, advice)
                walk.lose(EVERY)
            elif once and name in names:
                message = f"`{shorten(name)}` is declared twice in this list"
                walk.report("defined-twice", message, name, "delete one of the two")
            else:
                names[name] = placed(Nothing(""), name.at)
        taken = self._take_each(names.items(), walk)
        return None if isinstance(value, Text) and not taken else taken


class Declared(Lists, ById[P]):
    """A section of entries under their ids, or a list of ids."""

    __slots__ = ()

    def take(self, value: Tree, walk: Walk) -> dict[Text, P] | None:
        """Return the entries by id."""
        if isinstance(value, (Fields, Nothing)):
            return super().take(value, walk)
        return self._take_names(value, walk, once=True)

    def schema(self, refer: Refer) -> Schema:
        """Return that of the section, or of ids or nothing in its place."""
        ids = {"type": "array", "items": refer("id"), "uniqueItems": True}
        entries = by_id(self._entry.schema(refer), refer)
        return {"anyOf": [entries, ids, refer("id"), {"type": "null"}]}


class ExpectedRows(Lists, ById[P]):
    """What is expected of companies, under their ids; or the ids alone."""

    __slots__ = ()

    unit = "company"

    def take(self, value: Tree, walk: Walk) -> dict[Text, P] | None:
        """Return the rows by company."""
        if isinstance(value, Fields):
            return super().take(value, walk)
        return self._take_names(value, walk, once=False)

    def schema(self, refer: Refer) -> Schema:
        """Return that of the rows, or of ids in their place."""
        rows = by_id(self._entry.schema(refer), refer)
        return {"anyOf": [rows, refer("id"), {"type": "array", "items": refer("id")}]}


class Listed(Lists, Generic[P]):
    """A section of entries under their ids, or a list of entries that carry their `id`."""

    __slots__ = ("_entry",)

    def __init__(self, entry: Mapped[P]) -> None:
        """Take what an entry is."""
        self._entry = entry

    def take(self, value: Tree, walk: Walk) -> tuple[P, ...] | None:
        """Return the entries."""
        if isinstance(value, Nothing):
            return ()
        if isinstance(value, Items):
            return self._take_list(value, walk)
        if isinstance(value, Fields):
            return self._take_by_id(value, walk)
        message = f"expected entries under their ids, or a list of them, found {kind_of(value)}"
        walk.report("wrong-kind", message, value, WRITE_IDS)
        return None

    def schema(self, refer: Refer) -> Schema:
        """Return that of both forms, or of nothing in their place."""
        ids = by_id(refer(self._entry.part, without="id"), refer)
        many = {"type": "array", "items": self._entry.schema(refer)}
        return {"anyOf": [ids, many, {"type": "null"}]}

    def _take_list(self, items: Items, walk: Walk) -> tuple[P, ...]:
        taken: list[P] = []
        for item in items:
            written = item.get("id") if isinstance(item, Fields) else item
            entry = self._entry.take(item, walk)
            if entry is not None:
                taken.append(entry)
            if entry is None or getattr(entry, "id", None) is not written:
                _lose(item, walk, is_gone=entry is None)
        return tuple(taken)

    def _take_by_id(self, entries: Fields, walk: Walk) -> tuple[P, ...]:
        if entries and not any(isinstance(entry, Fields) for entry in entries.values()):
            lone = next(iter(entries))
            if lone in LONE:
                message = f"`{lone}` stands where the id of an entry is expected"
                advice = "put `- ` in front of it, or an id above it"
                walk.report("wrong-kind", message, lone, advice)
                for name in entries:
                    walk.lose(str(name))
                return ()
        taken: list[P] = []
        for name, value in entries.items():
            entry = (
                self._entry.take_under("id", name, value, walk, "an entry under its id")
                if isinstance(value, Fields)
                else self._entry.take(value, walk)
            )
            if entry is None:
                walk.lose(str(name))
            else:
                taken.append(entry)
        return tuple(taken)


def _lose(item: Tree, walk: Walk, *, is_gone: bool) -> None:
    """Note that an item of a list was left out, or at least its id, as it is written."""
    written = item.get("id") if isinstance(item, Fields) else item
    if isinstance(written, Text):
        walk.lose(str(written))
        is_gone = is_gone and isinstance(item, Fields) and not ID_PATTERN.fullmatch(written)
    if is_gone:
        walk.lose(EVERY)
