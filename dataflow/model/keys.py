"""What a model says of its parts, by the keys of the language: written once for all who repeat it.

The attributes of a part are what can be said of it, those of its own class before those that it
shares with others. A new attribute is a new key, here and wherever parts are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from dataflow.common.dates import PartialDate
from dataflow.common.values import thaw
from dataflow.language.claims import Never
from dataflow.language.document import Sections
from dataflow.model.facts import Condition, Deletion, Flow, Hold, Sent, Term
from dataflow.model.holders import Holder, Operation, Ownership, Quote, Reply, Source
from dataflow.model.questions import Account, Claim, Event, Finding, Persona

if TYPE_CHECKING:
    from dataflow.common.values import JsonObject, JsonValue


class ModelPart(Protocol):
    """A part of a model: a dataclass whose fields are what it states."""

    __dataclass_fields__: ClassVar[dict[str, Field[object]]]


_CALLED: Final = {
    "add": "adds",
    "arrives": "as",
    "body": "from",
    "origin": "from",
    "owner": "company",
    "purpose": "for",
    "receivers": "to",
    "senders": "from",
    "sent": "data",
    "sources": "source",
}
"""The keys of the attributes that Python calls otherwise; the others are called like their keys."""

_KNOWN: Final = {"id", "name", "at", "is_company", "is_service", "holder", "owned", "service"}
"""The attributes that say which part it is, or of what it is a part."""

_LAST: Final = {"source": 1, "quotes": 2, "by_default": 3, "note": 4}
"""The keys that stand last, whatever else a part has."""

_PROMISED: Final = {name: key for key, name in Never.fields_by_key().items()}
"""The attributes of a claim that stand below its `never`, and their keys."""

_UNSAID: Final[Mapping[tuple[type, str], str]] = {
    (Holder, "kind"): "company",
    (Hold, "choice"): "none",
    **dict.fromkeys(
        ((kind, "status") for kind in (Ownership, Operation, Deletion, Claim, Event)), "stated"
    ),
}
"""The words that go without saying where they stand; those of other attributes are stated."""

_STANDS_FOR: Final[dict[type, str]] = {
    PartialDate: "written",
    Condition: "written",
    Holder: "id",
    Term: "id",
    Source: "id",
}
"""The attribute that stands for a thing where another part names it."""


@cache
def keys_of(kind: type) -> Mapping[str, str]:
    """Return the key of each attribute that a kind of part may state, in the order of showing.

    >>> from dataflow.model import Derivation
    >>> list(keys_of(Derivation).values())[:8]
    ['from', 'to', 'by', 'when', 'unless', 'known', 'ended', 'status']
    """
    known = _KNOWN - {"id"} if kind is Hold else _KNOWN
    names = (name for name in _list_attributes(kind) if name not in known)
    keys = {name: _CALLED.get(name, name) for name in names}
    if kind is Claim:
        keys |= _PROMISED
    return dict(sorted(keys.items(), key=lambda pair: _LAST.get(pair[1], 0)))


def _list_attributes(kind: type) -> Iterator[str]:
    """Return the names of the fields of a class, its own before those of its parents."""
    for parent in filter(is_dataclass, kind.__mro__):
        bases = filter(is_dataclass, parent.__bases__)
        inherited = {field.name for base in bases for field in fields(base)}
        yield from (field.name for field in fields(parent) if field.name not in inherited)


def state(part: ModelPart) -> JsonObject:
    """Return what is said of a part, by key, as JSON has it: ids for things, dates as written.

    What is not said is left out, and so is a truth that is not true by default, and is not.
    """
    kind = part.__class__
    usual = {field.name for field in fields(part) if field.default is False}
    said: JsonObject = {}
    promised: JsonObject = {}
    for name, key in keys_of(kind).items():
        value = getattr(part, name)
        if value in (None, (), {}, "", _UNSAID.get((kind, name))) or _is_implied(part, name):
            continue
        if value is False and name in usual:
            continue
        if kind is Claim and name in _PROMISED:
            said["never"] = promised
            promised[key] = _state(value)
        else:
            said[key] = _state_special(part, name) or _state(value)
    return said


def _is_implied(part: ModelPart, name: str) -> bool:
    """Return whether a word follows from another attribute: who is not named is a group."""
    return isinstance(part, Holder) and name == "kind" and part.unnamed and part.kind == "group"


def _state_special(part: ModelPart, name: str) -> JsonValue:
    """Return what is said in a form of its own; None of all else."""
    match part, name:
        case Flow(senders=(sender,)), "senders":  # a single one stands alone
            return sender.id
        case Flow(exactly=True, sent=sent), "sent":  # it is said of the whole flow
            return _state(tuple(replace(item, exactly=False) for item in sent))
        case Claim(when=regions), "when":
            return {"region": list(regions)}
        case Persona(accounts=accounts), "accounts":
            return _state_accounts(accounts)
    return None


def _state_accounts(accounts: tuple[Account, ...]) -> JsonObject:
    """Return the windows of accounts by the ids of their holders."""
    windows: dict[str, list[JsonObject]] = {}
    for account in accounts:
        windows.setdefault(account.holder.id, []).append(state(account))
    return dict(windows)


def _state(value: object) -> JsonValue:
    if type(value) in _STANDS_FOR:
        told: JsonValue = thaw(getattr(value, _STANDS_FOR[type(value)]))
        return told
    match value:
        case Mapping():
            return {key: _state(item) for key, item in value.items()}
        case tuple():
            return _state_each(value)
        case Finding() | Quote() | Reply():
            return state(value)
        case Sections():  # what a scenario adds
            return sorted(value.given)
        case _:
            assert value is None or isinstance(value, str | int)  # there is nothing else
            return value


def _state_each(values: tuple[object, ...]) -> list[JsonValue]:
    """Return several values, ids sorted; data types that arrive as they are stand bare."""
    things = [value for value in values if isinstance(value, Holder | Term | Source)]
    if len(things) == len(values):
        return [*sorted(thing.id for thing in things)]
    return [item for value in values for item in _state_item(value)]


def _state_item(value: object) -> list[JsonValue]:
    if isinstance(value, Sent) and not (value.arrives or value.exactly):
        return _state_each(value.data)
    return [state(value) if isinstance(value, Sent) else _state(value)]
