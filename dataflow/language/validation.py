"""A located tree → a `Document`, with every problem of the language reported at its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from dataflow.common.nearest import advise, find_nearest
from dataflow.language.document import VERSION, Document
from dataflow.language.leaves import kind_of, shorten
from dataflow.problems import CODES
from dataflow.reading import STAND_IN, Fields, Items, Nothing, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from dataflow.language.meaning import Meaning
    from dataflow.problems import Location, Problem
    from dataflow.reading import Reader, Tree

EVERY = "*"
"""Among the broken ids of a section: the section could not be read, so any id may be in it."""

NUMBERED = frozenset({"flows", "derivations", "claims", "events"})
"""Sections that are lists once they are read: faults count their entries, with ids or without."""

EXISTENTIAL = frozenset({"data", "to", "reach"})
"""Lists without which an entry would say nothing."""

MISSPELT = 70
"""How like a key another must be to be what was meant, where it may as well stand elsewhere."""

MOST_ROUNDS = 16
"""How often the rest of a file is tried: a text, its entry, its list, and so on outwards."""

Home = tuple[Any, Any]
"""Where something stands: the list or mapping, and the index or key there."""

_GONE: Final = object()


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A file's document, and the ids of what had to be left out of it: section → ids."""

    document: Document
    broken: dict[str, set[str]]


@dataclass(slots=True, eq=False)
class Desk:
    """Where problems are handed in while a model is made.

    Attributes:
        reader: knows the files, so that a place can be shown.
        problems: what was handed in so far.
        muted: nothing is taken in: the same faults are met a second time.
        meaning: knows what things are called, where ids are still to be looked up.
    """

    reader: Reader
    problems: list[Problem] = field(default_factory=list)
    muted: bool = False
    meaning: Meaning | None = None
    _refused: set[Location | None] = field(default_factory=set)

    def report(self, code: str, message: str, at: Tree | int, advice: str | None = None) -> None:
        """Hand in a problem with its place, unless reading has refused what stands there."""
        if self.muted:
            return
        problem = self.reader.problem(code, message, at, advice)
        if not self._is_refused(problem, at):
            self.problems.append(problem)

    def _is_refused(self, problem: Problem, at: object) -> bool:
        """Return whether reading has told of what stands there, and this only follows from that."""
        refused = self.reader.problems  # all of them: files are read before they are understood
        if isinstance(at, Text) and STAND_IN in at:
            return any(problem.code == "forbidden-character" for problem in refused)
        if not self._refused:
            self._refused.update(problem.at for problem in refused)
        return problem.at is not None and problem.at in self._refused

    def doubt(
        self, code: str, message: str, at: Location, about: Iterable[str], advice: str | None = None
    ) -> None:
        """Hand in a warning about a part of the model, with the data types that it concerns."""
        if not self.muted:
            problem = self.reader.problem(code, message, self.reader.pack(at), advice)
            self.problems.append(replace(problem, about=frozenset(about)))

    def strange_key(
        self, key: Text, known: Iterable[str], called: str, elsewhere: str | None = None
    ) -> None:
        """Report a key that may not stand where it stands; `elsewhere`, where it may belong."""
        known = list(known)
        if elsewhere and not find_nearest(key, known, least=MISSPELT):
            self.report("unknown-key", f"{called} has no key `{shorten(key)}`", key, elsewhere)
            return
        advice = advise(key, known) or "its keys are " + ", ".join(f"`{name}`" for name in known)
        self.report("unknown-key", f"{called} has no key `{shorten(key)}`", key, advice)


def validate(tree: Fields, desk: Desk) -> Checked:
    """Check a tree against the language and make its document.

    What is wrong is reported to the desk; the field, or else the entry, that is wrong is left out
    and the rest is taken, so that later stages can report their own problems in the same run.
    """
    try:
        return Checked(Document.model_validate(tree, context=desk), {})
    except ValidationError as error:
        faults = error.errors(include_url=False)
    for fault in faults:
        _report(fault, desk)
    desk.muted = True
    try:
        return _validate_rest(tree, faults, desk)
    finally:
        desk.muted = False


def _validate_rest(tree: Fields, faults: list[ErrorDetails], desk: Desk) -> Checked:
    """Leave out what is faulty, and then what is faulty without it, until the rest holds."""
    broken: dict[str, set[str]] = {}
    for _ in range(MOST_ROUNDS):
        tree = _pruned(tree, faults, broken)
        try:
            return Checked(Document.model_validate(tree, context=desk), broken)
        except ValidationError as error:
            faults = error.errors(include_url=False)
    bare = Fields({Text("dataflow"): Text(VERSION)})
    bare.at = tree.at
    return Checked(
        Document.model_validate(bare, context=desk),
        {key: {EVERY} for key in Document.fields_by_key()},
    )


def _pruned(tree: Fields, faults: list[ErrorDetails], broken: dict[str, set[str]]) -> Fields:
    """Copy a tree without what faults point to, and note which entries went with it."""
    pruned = _copy(tree)
    _remove(_find_all(pruned, faults))
    pruned.setdefault(Text("dataflow"), Text(VERSION))
    for section, entries in tree.items():
        if section not in pruned:
            broken.setdefault(str(section), set()).add(EVERY)
        elif lost := Counter(_ids(entries)) - Counter(_ids(pruned[section])):
            broken.setdefault(str(section), set()).update(lost)
    return pruned


def _copy(fields: Fields) -> Fields:
    """Copy lists and mappings all the way down; texts know their place and stay the same."""
    copy = Fields((key, _copy_node(value)) for key, value in fields.items())
    copy.at = fields.at
    return copy


def _copy_node(node: Tree) -> Tree:
    if isinstance(node, Fields):
        return _copy(node)
    if not isinstance(node, Items):
        return node
    copy = Items(map(_copy_node, node))
    copy.at = node.at
    return copy


def _remove(homes: Iterable[Home]) -> None:
    """Remove what has these homes; marked first, so that no index changes on the way."""
    holders = {}
    for holder, key in homes:
        holder[key] = _GONE
        holders[id(holder)] = holder
    for holder in holders.values():
        if isinstance(holder, Items):
            holder[:] = [item for item in holder if item is not _GONE]
        else:
            for key in [key for key, value in holder.items() if value is _GONE]:
                del holder[key]


def _find_all(tree: Fields, faults: list[ErrorDetails]) -> list[Home]:
    index = _Index(tree)
    return [_find(tree, fault, index) for fault in faults]


def _find(tree: Fields, fault: ErrorDetails, index: _Index) -> Home:
    """Find what a fault points to, or the least around it.

    The path of a fault goes through the shorthands as if they were written out, and may end in a
    key that is missing.
    """
    path = list(fault["loc"])
    culprit = _culprit(fault)
    if path[0] == "claims" and {"by", "from"} & set(path[2:]):
        del path[2:]  # without the one who made it, a promise is another
    elif id(culprit) in index.homes:
        return index.homes[id(culprit)]
    return _walk(tree, path, index)


def _walk(tree: Fields, path: list[int | str], index: _Index) -> Home:
    """Follow the path of a fault as far as it leads through a tree."""
    holder: Any = tree
    key = path.pop(0)
    while path:
        node, step = holder[key], path.pop(0)
        if isinstance(node, Fields) and holder is tree and key in NUMBERED:
            step = index.ids[str(key)][int(step)]
        if isinstance(node, Fields) and step == 0 and path and path[0] in node:
            continue  # a single item that stands alone
        if not _has(node, step):
            break
        holder, key = node, step
    return holder, key


def _culprit(fault: ErrorDetails) -> Tree:
    """Return what is wrong, which may be less than what was validated, and an empty text."""
    at: Tree | None = fault.get("ctx", {}).get("at")
    validated: Tree = fault["input"]
    return validated if at is None else at


class _Index:
    """Where the texts of a tree stand, and what a section's entries are called.

    Attributes:
        homes: the home of every text, as a key or as a value, by its identity.
        ids: the ids of every section whose entries faults count, in their order.
    """

    def __init__(self, tree: Fields) -> None:
        self.homes: dict[int, Home] = {}
        self.ids = {section: list(tree.get(section, ())) for section in NUMBERED}
        ahead: list[Any] = [tree]
        while ahead:
            node = ahead.pop()
            for key, value in enumerate(node) if isinstance(node, Items) else node.items():
                if isinstance(key, Text):
                    self.homes[id(key)] = node, key
                if isinstance(value, Text):
                    self.homes[id(value)] = node, key
                else:
                    ahead.append(value)


def _has(node: object, step: object) -> bool:
    if isinstance(node, Items):
        return isinstance(step, int) and step < len(node)
    return isinstance(node, Fields) and step in node


def _ids(section: object) -> list[str]:
    """Return the id of every entry of a section."""
    if isinstance(section, Fields):
        return [str(key) for key in section]
    return [_id_of(entry) for entry in (section if isinstance(section, Items) else [section])]


def _id_of(entry: object) -> str:
    entry_id = entry.get("id", EVERY) if isinstance(entry, Fields) else entry
    return str(entry_id) if isinstance(entry_id, Text) else EVERY


def _report(fault: ErrorDetails, desk: Desk) -> None:
    kind, place = fault["type"], _culprit(fault)
    if kind in CODES:
        desk.report(kind, fault["ctx"]["message"], place, _advise(fault, desk))
    elif kind == "missing":
        key = fault["loc"][-1]
        value = VERSION if key == "dataflow" else "…"
        desk.report("missing-key", f"`{key}` is missing here", place, f"add `{key}: {value}`")
    elif kind == "too_short":
        unit = "entry" if fault["loc"][-1] in EXISTENTIAL else "key"
        advice = f"name one, or drop the {unit}"
        desk.report("wrong-kind", "expected at least one, found an empty list", place, advice)
    else:
        expected = {"dict_type": "a mapping", "list_type": "a list"}.get(kind, "a value")
        desk.report("wrong-kind", f"expected {expected}, found {kind_of(place)}", place)


def _advise(fault: ErrorDetails, desk: Desk) -> str | None:
    """Return the advice of a fault; for what is no id, first that of what is called so."""
    meant = None
    if fault["type"] == "bad-id" and desk.meaning is not None and not desk.muted:
        meant = desk.meaning.advise(str(fault["input"]), fault["loc"])
    advice = meant or fault["ctx"].get("help") or None
    if isinstance(fault["input"], Nothing) and desk.reader.texts.is_before_comment(fault["input"]):
        return f"{advice}; a text that starts with `#` stands in quotes"
    return advice
