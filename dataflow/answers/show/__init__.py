"""show: all that a model says of one thing; or what there is, and what is called like something."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, TypedDict

from dataflow.answers.answer import Overview
from dataflow.answers.show.listing import report_listing
from dataflow.answers.show.lookup import find_thing, in_use, search_section, search_things
from dataflow.answers.show.report import report_show
from dataflow.answers.show.things import Thing, list_things
from dataflow.common.values import dataclass, thaw
from dataflow.model.names import advise_listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.common.values import JsonObject, JsonValue
    from dataflow.model import Model
    from dataflow.problems import LocationJson
    from dataflow.telling.report import Report


class ShowJson(TypedDict):
    """A thing, as JSON has it."""

    kind: str
    id: str
    name: str
    at: LocationJson
    fields: JsonObject
    refers_to: list[str]
    referred_to_by: list[str]


class FieldRecord(TypedDict):
    """A field of a thing as a record; its keys are the columns of CSV."""

    kind: str
    id: str
    key: str
    value: JsonValue


class ThingJson(TypedDict):
    """A thing of a list, as JSON has it."""

    kind: str
    id: str
    name: str
    also: list[str]
    is_a: list[str]
    sensitive: bool
    fields: JsonObject


class ListingJson(TypedDict):
    """A list of things, as JSON has it."""

    things: list[ThingJson]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Show(Overview):
    """All that a model says of one thing.

    Attributes:
        refers_to: what it names of the model, by kind and id.
        referred_to_by: what names it.
    """

    template = "of {thing.key} in {path}"
    command: ClassVar[str] = "show"
    columns: ClassVar[tuple[str, ...]] = tuple(FieldRecord.__annotations__)

    path: str
    thing: Thing
    refers_to: tuple[Thing, ...]
    referred_to_by: tuple[Thing, ...]
    language: str = "en"

    def question(self) -> JsonObject:
        """Return the model, and the key of what was asked about."""
        return {"model": self.path, "id": self.thing.key}

    def body(self) -> ShowJson:
        """Return what it is, what is said of it, and what it has to do with."""
        thing = self.thing
        return {
            "kind": thing.kind,
            "id": thing.id,
            "name": thing.name,
            "at": thing.at.to_dict(),
            "fields": thaw(thing.fields),
            "refers_to": [other.key for other in self.refers_to],
            "referred_to_by": [other.key for other in self.referred_to_by],
        }

    def records(self) -> list[FieldRecord]:
        """Return a record a field."""
        thing = self.thing
        return [
            {"kind": thing.kind, "id": thing.id, "key": key, "value": value}
            for key, value in thaw(thing.fields).items()
        ]

    def whole_report(self) -> Report:
        """Return all of it for people."""
        return report_show(self)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Listing(Overview):
    """What there is in a model, or what of it is called like something; iterating gives it.

    Attributes:
        search: what was looked for; None for everything.
        things: by kind, those of a taxonomy below what they are a kind of; events by their days.
    """

    command: ClassVar[str] = "show"

    path: str
    search: str | None
    things: tuple[Thing, ...]
    language: str = "en"

    def brief(self) -> str:
        """Return what it is, and of what."""
        return f"of {self.path}: {len(self)} things"

    def __iter__(self) -> Iterator[Thing]:
        return iter(self.things)

    def __len__(self) -> int:
        return len(self.things)

    def question(self) -> JsonObject:
        """Return the model, and what was looked for."""
        return {"model": self.path, "search": self.search}

    def body(self) -> ListingJson:
        """Return the things."""
        return {"things": [_state(thing) for thing in self.things]}

    @property
    def columns(self) -> tuple[str, ...]:  # it differs with the things
        """The keys of every thing, and of what is said of these."""
        said = (name_column(thing, key) for thing in self.things for key in thing.fields)
        return tuple(dict.fromkeys((*_COLUMNS, *said)))

    def records(self) -> list[dict[str, object]]:
        """Return a record a thing, with what is said of it by key."""
        columns = self.columns
        return [self._record(thing, columns) for thing in self.things]

    def _record(self, thing: Thing, columns: Iterable[str]) -> dict[str, object]:
        said = {name_column(thing, key): value for key, value in thaw(thing.fields).items()}
        known = {key: value for key, value in _state(thing).items() if key in _COLUMNS}
        return dict.fromkeys(columns) | said | known

    def whole_report(self) -> Report:
        """Return the list for people."""
        return report_listing(self)


_COLUMNS: Final = tuple(key for key in ThingJson.__annotations__ if key != "fields")
"""The columns of CSV that every list has."""


def _state(thing: Thing) -> ThingJson:
    """Return a thing of a list as JSON has it."""
    return {
        "kind": thing.kind,
        "id": thing.id,
        "name": thing.name,
        "also": list(thing.also),
        "is_a": thing.list_texts("is_a"),
        "sensitive": thing.fields.get("sensitive") is True,
        "fields": thaw(thing.fields),
    }


def name_column(thing: Thing, key: str) -> str:
    """Return the column of a key: what kind of company or source it is says more than `kind`."""
    return f"{thing.kind}_kind" if key == "kind" else key


def show(model: Model, name: str | None = None, search: str | None = None) -> Show | Listing:
    """Return all that a model says of one thing, or a list of what there is.

    Args:
        model: the model to ask.
        name: an id or name of anything, `KIND:ID` where several things are called so; or the key
            of a section, to list it. Left out, everything is listed but what a model does not use
            of the built-in vocabulary.
        search: list only what is called like this.

    Raises:
        QuestionError: nothing is called so, or several things are.

    >>> from dataflow.building import loads
    >>> model = loads("{dataflow: 1, services: {shop: {holds: email}}}")
    >>> show(model, "shop").to_dict()["answer"]["fields"]["holds"][0]["data"]
    ['email']
    >>> [thing.id for thing in show(model, search="mobile number")]
    ['phone_number']
    """
    things = list_things(model)
    if name is None and search is None:
        return Listing(model.path, None, in_use(things), model.language)
    if name is None or search is not None:
        searched = things if name is None else search_section(things, name)
        listed = search_things(searched, search or "")
        return Listing(model.path, search, listed, model.language)
    thing = find_thing(things, name, advise_listing(model, "", things))
    if isinstance(thing, tuple):
        return Listing(model.path, None, thing, model.language)
    return show_thing(model, things, thing)


def show_thing(model: Model, things: Sequence[Thing], thing: Thing) -> Show:
    """Return one thing among all those of a model."""
    by_key = {other.key: other for other in things}
    return Show(
        model.path,
        thing,
        tuple(by_key[key] for key in sorted(thing.refers_to) if key in by_key),
        tuple(by_key[key] for key in sorted(by_key) if thing.key in by_key[key].refers_to),
        model.language,
    )
