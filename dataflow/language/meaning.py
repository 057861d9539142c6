"""What somebody may have meant who wrote a name, or another form of it, where an id is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.common.nearest import advise_called, fold
from dataflow.language.leaves import listed_ids, make_id
from dataflow.reading import Fields, Items, Nothing, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HOLDERS: Final = ("companies", "services")

_NAMED_BY: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(["data", "as", "highlight", "cut"], ("data",)),
    **dict.fromkeys(["purposes", "for", "except_for"], ("purposes",)),
    **dict.fromkeys(["company", "companies", "at_least"], HOLDERS),
    **dict.fromkeys(["operator", "owned_by"], ("companies",)),
    **dict.fromkeys(["by", "holder", "account", "accounts", "about", "only", "besides"], HOLDERS),
    **dict.fromkeys(["from", "to", "reach"], HOLDERS),
    **dict.fromkeys(["flow", "flows", "opted_out", "opted_in"], ("flows",)),
    "persona": ("personas",),
    **dict.fromkeys(["panels", "scenario"], ("scenarios",)),
    "claim": ("claims",),
}
"""The sections that the ids of a key come from, but for those in `_ELSEWHERE`."""

_DEFINING: Final = 3
"""How long the path to the id of an entry is at most: its section, the id, `[key]`."""

_KINDS: Final = {"companies": "company", "data": "data", "purposes": "purpose"}
"""Sections whose entries have names, and what is put behind an id that is taken."""

_ELSEWHERE: Final = {
    ("derivations", "from"): ("data",),
    ("derivations", "to"): ("data",),
    ("expect", "reach"): ("data",),
    **dict.fromkeys([("operator", "company"), ("owned_by", "company")], ("companies",)),
    **dict.fromkeys(
        [("expect", "company"), ("expect", "companies"), ("expect", "at_least")], ("companies",)
    ),
    ("data", "is_a"): ("data",),
    ("purposes", "is_a"): ("purposes",),
}


class Meaning:
    """What things are called in the files of a model, as far as they can be read."""

    def __init__(self, trees: Sequence[Fields], built_in: Callable[[], Fields | None]) -> None:
        """Take the files, and how to get the built-in vocabulary; nothing is done with them yet."""
        self._trees = trees
        self._built_in = built_in
        self._called: dict[str, list[tuple[str, str]]] = {}

    def advise(self, written: str, path: Sequence[str]) -> str | None:
        """Advise on what is written where an id is expected; None where nothing is called so.

        Args:
            written: what stands there.
            path: the keys that lead there; `[key]` stands for a key that is itself what is written.
        """
        if path[-1] == "[key]" and len(path) <= _DEFINING and path[0] != "expect":
            return None  # here it gets its id
        sections = _sections(path)
        called = [pair for section in sections for pair in self._names(section)]
        if any(key == written for _, key in called):
            return None  # where it gets its id, the same is refused
        if listed_ids(written):  # how a list is written is more use than one of it
            called = [(name, key) for name, key in called if fold(name) == fold(written)]
            return advise_called(written, called)
        return advise_called(written, called) or self._define(written, sections)

    def _define(self, written: str, sections: Sequence[str]) -> str | None:
        """Advise to define what has a name and no id yet; None where nothing there has a name."""
        name = make_id(written)
        if not name or not sections or sections[0] not in _KINDS:
            return None
        taken = {key for section in {*sections, *HOLDERS} for _, key in self._names(section)}
        if name in taken:
            name = f"{name}-{_KINDS[sections[0]]}"
        import json  # noqa: PLC0415 - only a mistake pays for it

        entry = f"{name}: {{name: {json.dumps(written, ensure_ascii=False)}}}"
        return f"define it under `{sections[0]}`, `{entry}`, and write `{name}` here"

    def _names(self, section: str) -> list[tuple[str, str]]:
        if section not in self._called:
            trees = list(self._trees)
            if section in ("data", "purposes") and (built_in := self._built_in()) is not None:
                trees.append(built_in)
            self._called[section] = [
                pair for tree in trees for pair in _names_of(tree.get(section))
            ]
        return self._called[section]


def _sections(path: Sequence[str]) -> Sequence[str]:
    keys = [key for key in path if key != "[key]"]
    for key in reversed(keys):
        above = (_ELSEWHERE.get((outer, key)) for outer in keys)
        if sections := next(filter(None, above), None) or _NAMED_BY.get(key):
            return sections
    return ()


def _names_of(section: object) -> Iterator[tuple[str, str]]:
    """Go through what each entry of a section is called, with its id."""
    if isinstance(section, Fields):
        for key, entry in section.items():
            yield from _names_of_entry(str(key), entry)
    for entry in section if isinstance(section, Items) else ():
        if isinstance(entry, Text):
            yield str(entry), str(entry)
        elif isinstance(entry, Fields) and isinstance(entry.get("id"), Text):
            yield from _names_of_entry(str(entry["id"]), entry)


def _names_of_entry(key: str, entry: object) -> Iterator[tuple[str, str]]:
    yield key, key
    if isinstance(entry, Text) and not isinstance(entry, Nothing):
        yield str(entry), key
    if isinstance(entry, Fields):
        also = entry.get("also", ())
        for name in (entry.get("name"), *(also if isinstance(also, Items) else (also,))):
            if isinstance(name, Text) and name:
                yield str(name), key
