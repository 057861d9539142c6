"""What a model says of each of its things, by the keys of the language, and what that names."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Final

from dataflow.model import (
    Condition,
    Finding,
    Holder,
    Model,
    Persona,
    Quote,
    Reply,
    Scenario,
    Sent,
    Source,
    Term,
    View,
)
from dataflow.model.keys import ModelPart, keys_of, state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.common.values import JsonObject

_PURPOSES: Final = {"purposes", "except_for"}
"""The attributes whose terms are purposes; those of all others are data types."""

_LAST: Final = ("source", "quotes", "note")
"""The keys that stand behind what is said of a holder elsewhere."""

_IDS: Final = {
    (Persona, "opted_out"): "flow",
    (Persona, "opted_in"): "flow",
    (Scenario, "persona"): "persona",
    (View, "panels"): "scenario",
}
"""The attributes that name things of a kind by their ids."""


@dataclass
class Said:
    """What a model says of a thing.

    Attributes:
        fields: by the keys of the language, ids resolved; what is not said is left out.
        named: the keys (`KIND:ID`) of what the fields name.
        cited: the sources that the fields name, by id.
    """

    fields: JsonObject = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    cited: dict[str, Source] = field(default_factory=dict)

    def say(self, part: ModelPart) -> JsonObject:
        """Return what is said of a part, and keep what that names."""
        self._note_parts(part)
        usual = _list_usual(part)
        return {key: value for key, value in state(part).items() if key not in usual}

    def _note_parts(self, part: ModelPart) -> None:
        kind: type = type(part)
        for name in keys_of(kind):
            value = getattr(part, name)
            if (kind, name) in _IDS:
                ids = [value] if isinstance(value, str) else value or ()
                self.named.update(f"{_IDS[kind, name]}:{other}" for other in ids)
                continue
            for item in value if isinstance(value, tuple) else (value,):
                self._note(item, "purpose" if name in _PURPOSES else "data")

    def _note(self, value: object, kind_of_terms: str) -> None:
        match value:
            case Holder():
                self.named.add(f"{kind_of(value)}:{value.id}")
            case Term():
                self.named.add(f"{kind_of_terms}:{value.id}")
            case Source():
                self.named.add(f"source:{value.id}")
                self.cited[value.id] = value
            case Sent() | Condition() | Finding() | Reply() | Quote():
                self._note_parts(value)


def _list_usual(part: ModelPart) -> set[str]:
    """Return the keys of what goes without saying: a word that is so where nobody writes it."""
    usual = {field.name: field.default for field in fields(part)}
    return {
        key for name, key in keys_of(type(part)).items() if usual.get(name) == getattr(part, name)
    }


def kind_of(holder: Holder) -> str:
    """Return the kind of a holder: one that is both is a service that runs itself."""
    return "service" if holder.is_service else "company"


def say_part(part: ModelPart) -> Said:
    """Return what is said of a part that is told by itself."""
    said = Said()
    said.fields = said.say(part)
    holders = [account.holder for account in part.accounts] if isinstance(part, Persona) else []
    said.named.update(f"{kind_of(holder)}:{holder.id}" for holder in holders)
    return said


def say_term(term: Term, kind: str) -> Said:
    """Return what is said of a data type or a purpose."""
    said = say_part(term)
    said.named.update(f"{kind}:{parent}" for parent in term.is_a)
    return said


def say_holder(holder: Holder, model: Model) -> Said:
    """Return all that the model says of a company or service, wherever it says it."""
    said = Said()
    own = said.say(holder)
    others = (model.holders[other] for other in holder.besides)
    said.named.update(f"{kind_of(other)}:{other.id}" for other in others)
    # where it comes from stands last, as with everything else
    last: JsonObject = {key: own.pop(key) for key in _LAST if key in own}
    stated: JsonObject = {
        key: [_say_first(part, said) for part in parts]
        for key, parts in _parts_elsewhere(holder, model).items()
        if parts
    }
    said.fields = own | stated | last
    return said


def _parts_elsewhere(holder: Holder, model: Model) -> dict[str, Sequence[ModelPart]]:
    """Return what the model says of a holder elsewhere, by the keys of the language."""
    return {
        "owned_by": model.ownerships_of(holder),
        "operator": [part for part in model.operations_of(holder) if part.company != holder],
        "holds": [hold for hold in model.holds if hold.holder == holder],
        "deletes": [deletion for deletion in model.deletions if deletion.holder == holder],
    }


def _say_first(part: ModelPart, said: Said) -> JsonObject:
    """Return what is said of a part, first its data and what that is for."""
    fields = said.say(part)
    return {key: fields[key] for key in ("data", "purposes") if key in fields} | fields
