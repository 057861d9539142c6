"""Keys that may not stand where they stand, and what their author may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from dataflow.language.kinds import Lists
from dataflow.language.leaves import ID_PATTERN
from dataflow.reading import Fields, Nothing, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.language.kinds import Kind, Walk
    from dataflow.reading import Tree


class HasKind(Protocol):
    """A key, as far as it says what it accepts."""

    @property
    def kind(self) -> Kind[object]:
        """What may stand there."""


class Strangers:
    """The keys of a mapping that may not stand there, and what their author may have meant."""

    def __init__(
        self, called: str, known: Mapping[str, tuple[str, HasKind]], mapping: Fields
    ) -> None:
        """Take what the mapping is to be: what it is called, and its keys; and the mapping."""
        self._called = called
        self._known = known
        self._mapping = mapping
        self._keys: list[Text] = list(mapping)

    def report(self, walk: Walk) -> None:
        """Report each of them: keys are no faults, since what has the others is whole."""
        run, listing = 0, None  # the key that the keys without a colon follow, and how to list them
        for place, key in enumerate(self._keys):
            has_no_colon = self._has_no_colon(key)
            if not has_no_colon:
                run, listing = place, None
            if key in self._known:
                continue
            if has_no_colon and listing is None:
                listing = self._list(run)
            elsewhere = listing if has_no_colon else self._indentation(place)
            # what has no colon is no key, however like one it looks
            like = () if has_no_colon else self._known
            walk.desk.strange_key(key, like, self._called, elsewhere)

    def _has_no_colon(self, key: Text) -> bool:
        """Return whether a key is no more than what follows a comma."""
        value = self._mapping[key]
        return isinstance(value, Nothing) and value.at == key.at + len(key)

    def _indentation(self, place: int) -> str | None:
        """Return where what was taken for a key may belong, by how it is indented."""
        entry = self._mapping[self._keys[place]]
        if not isinstance(entry, Fields) or not place:
            return None
        above = self._keys[place - 1]
        if _holds_entries(self._mapping[above]):
            return f"if it belongs to `{above}`, indent it as what stands there"
        if entry.keys() <= self._known.keys():
            return f"if it is {self._called} of its own, begin it where the one above begins"
        return None

    def _list(self, first: int) -> str:
        """Return how to write what stands between commas: as a list of ids, or as a text."""
        quote = "quote a text that holds a `,`: what follows that is taken for the next key"
        items = [self._mapping[self._keys[first]]]
        for key in self._keys[first + 1 :]:
            if not self._has_no_colon(key):
                break
            items.append(key)
        if not all(isinstance(item, Text) and ID_PATTERN.fullmatch(item) for item in items):
            return quote
        known = self._known.get(self._keys[first])
        if known is None or not isinstance(known[1].kind, Lists):
            return quote
        return f"write `{self._keys[first]}: [{', '.join(map(str, items))}]`, a list"


def _holds_entries(section: Tree) -> bool:
    return isinstance(section, Fields) and any(
        isinstance(entry, Fields) for entry in section.values()
    )
