"""A located tree → a `Document`, with every problem of the language reported at its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from dataflow.language.document import VERSION, Document
from dataflow.language.leaves import kind_of, shorten
from dataflow.nearest import advise
from dataflow.problems import CODES
from dataflow.reading import Fields, Items, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.problems import Location, Problem
    from dataflow.reading import Reader

EVERY = "*"
"""Among the broken ids of a section: the section could not be read, so any id may be in it."""

ENTRY_DEPTH = 2
"""Section and id: how deep in a document an entry lies."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file's document, and the ids of what had to be left out of it: section → ids."""

    document: Document
    broken: dict[str, set[str]]


@dataclass(slots=True)
class Desk:
    """Where problems are handed in while a model is made.

    Attributes:
        reader: knows the files, so that a place can be shown.
        problems: what was handed in so far.
        muted: nothing is taken in: the same faults are met a second time.
    """

    reader: Reader
    problems: list[Problem] = field(default_factory=list)
    muted: bool = False

    def report(self, code: str, message: str, at: Any, advice: str | None = None) -> None:  # noqa: ANN401 - a tree or a packed place
        """Hand in a problem with its place, unless reading has refused what stands there."""
        if self.muted:
            return
        problem = self.reader.problem(code, message, at, advice)
        if problem.at is None or all(one.at != problem.at for one in self.reader.problems):
            self.problems.append(problem)

    def doubt(
        self, code: str, message: str, at: Location, about: Iterable[str], advice: str | None = None
    ) -> None:
        """Hand in a warning about a part of the model, with the data types that it concerns."""
        if not self.muted:
            problem = self.reader.problem(code, message, self.reader.pack(at), advice)
            self.problems.append(replace(problem, about=frozenset(about)))

    def strange_key(self, key: Text, known: Iterable[str], called: str) -> None:
        """Report a key that may not stand where it stands."""
        known = list(known)
        advice = advise(key, known) or "its keys are " + ", ".join(f"`{name}`" for name in known)
        self.report("unknown-key", f"{called} has no key `{shorten(key)}`", key, advice)


def validate(tree: Fields, desk: Desk) -> Checked:
    """Check a tree against the language and make its document.

    What is wrong is reported to the desk; the field, or else the entry, that is wrong is left out
    and the rest is taken, so that later stages can report their own problems in the same run.
    """
    try:
        return Checked(Document.model_validate(tree, context=desk), {})
    except ValidationError as wrong:
        faults: list[Any] = wrong.errors(include_url=False)
    for fault in faults:
        _report(fault, desk)
    desk.muted = True
    try:
        return _validate_rest(tree, faults, desk)
    finally:
        desk.muted = False


def _validate_rest(tree: Fields, faults: list[Any], desk: Desk) -> Checked:
    """Leave out faulty fields, then faulty entries, then faulty sections, until the rest holds."""
    broken: dict[str, set[str]] = {}
    for depth in (ENTRY_DEPTH + 1, ENTRY_DEPTH, 1):
        tree = _pruned(tree, faults, depth, broken)
        try:
            return Checked(Document.model_validate(tree, context=desk), broken)
        except ValidationError as wrong:
            faults = wrong.errors(include_url=False)
    bare = Fields({Text("dataflow"): Text(VERSION)})
    bare.at = tree.at
    return Checked(
        Document.model_validate(bare, context=desk),
        {key: {EVERY} for key in Document.fields_by_key()},
    )


def _pruned(tree: Fields, faults: list[Any], depth: int, broken: dict[str, set[str]]) -> Fields:
    """Copy a tree without what faults point to, as deep as they go but no deeper than `depth`."""
    pruned = Fields(tree)
    pruned.at = tree.at
    pruned.setdefault(Text("dataflow"), Text(VERSION))
    gone: dict[str, set[tuple[Any, ...]]] = {}
    for fault in faults:
        section, *path = fault["loc"][:depth]
        gone.setdefault(section, set()).add(tuple(path))
    for section, paths in gone.items():
        if section == "dataflow":
            pruned[Text("dataflow")] = Text(VERSION)
        elif () in paths or not isinstance(tree[section], (Fields, Items)):
            pruned.pop(section, None)
            broken[section] = {EVERY}
        else:
            pruned[section] = _without(tree[section], paths, broken.setdefault(section, set()))
    return pruned


def _without(section: Any, paths: set[tuple[Any, ...]], broken: set[str]) -> Any:  # noqa: ANN401 - a tree
    """Copy a section without entries (a path of one) or without fields of entries (of two)."""
    keys = list(section) if isinstance(section, Fields) else list(range(len(section)))
    entries = list(section.values()) if isinstance(section, Fields) else list(section)
    kept = []
    for number, (key, entry) in enumerate(zip(keys, entries, strict=True)):
        mine = {path[1:] for path in paths if path[0] in (key, number)}
        if () in mine or (mine and not isinstance(entry, Fields)):
            broken.add(_id_of(key, entry))
            continue
        fields = {path[0] for path in mine}
        kept.append((key, _with_fields_gone(entry, fields) if fields else entry))
    copy = Fields(kept) if isinstance(section, Fields) else Items(entry for _, entry in kept)
    copy.at = section.at
    return copy


def _with_fields_gone(entry: Fields, gone: set[Any]) -> Fields:
    copy = Fields((key, value) for key, value in entry.items() if key not in gone)
    copy.at = entry.at
    return copy


def _id_of(key: object, entry: object) -> str:
    named = entry.get("id", EVERY) if isinstance(entry, Fields) else entry
    return str(key if isinstance(key, str) else named if isinstance(named, Text) else EVERY)


def _report(fault: Any, desk: Desk) -> None:  # noqa: ANN401 - pydantic's own dictionary
    place = fault["input"]
    context = fault.get("ctx", {})
    if fault["type"] in CODES:
        desk.report(fault["type"], context["message"], place, context.get("help") or None)
    elif fault["type"] == "missing":
        key = fault["loc"][-1]
        value = VERSION if key == "dataflow" else "…"
        desk.report("missing-key", f"`{key}` is missing here", place, f"add `{key}: {value}`")
    elif fault["type"] == "too_short":
        desk.report("wrong-kind", "expected at least one, found an empty list", place)
    else:
        expected = {"dict_type": "a mapping", "list_type": "a list"}.get(fault["type"], "a value")
        desk.report("wrong-kind", f"expected {expected}, found {kind_of(place)}", place)
