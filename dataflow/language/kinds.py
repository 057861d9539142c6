"""What may stand where: the kinds of values, and the one walk that takes them from a tree.

A kind takes a value as the file has it, with all its shorthands, and returns what it stands for.
What is wrong is reported at its place and left out; what cannot do without it is left out as well,
and so on outwards. Kinds nest as deep as the language does, and no deeper, whatever a file holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

from dataflow.language.desk import kind_of
from dataflow.reading import Fields, Items, Nothing, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataflow.language.desk import Desk
    from dataflow.reading import Tree

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""


class Refer(Protocol):
    """Makes references to the definitions of a schema, and the definitions with them."""

    def __call__(self, to: str | type, without: str | None = None) -> Schema:
        """Return a reference to a leaf or a part; `without` the key that stands in front of it."""


EVERY = "*"
"""Among the broken ids of a section: something in it could not be read, so any id may be in it."""

EXISTENTIAL: Final = frozenset({"data", "from", "to", "reach"})
"""Lists without which an entry would say nothing."""


class Walk:
    """The one way through a file.

    Attributes:
        desk: where problems are handed in.
        path: the keys that lead to what is being taken.
        faults: how much was left out so far: a part in which it grew may lack something.
        broken: the ids of the entries that were left out, by section.
    """

    __slots__ = ("broken", "desk", "faults", "path")

    def __init__(self, desk: Desk) -> None:
        """Begin at the top of a file."""
        self.desk = desk
        self.path: list[str] = []
        self.faults = 0
        self.broken: dict[str, set[str]] = {}

    def report(self, code: str, message: str, at: Tree | int, advice: str | None = None) -> None:
        """Report what is wrong, and so is left out."""
        self.faults += 1
        self.desk.report(code, message, at, advice)

    def refuse(self, code: str, message: str, value: Tree, advice: str | None = None) -> None:
        """Report a value that is wrong, with the best that can be advised where it stands."""
        if code == "bad-id" and self.desk.meaning is not None:
            advice = self.desk.meaning.advise(str(value), self.path) or advice
        if isinstance(value, Nothing) and self.desk.reader.texts.is_before_comment(value):
            quotes = "a text that starts with `#` stands in quotes"
            advice = f"{advice}; {quotes}" if advice else quotes
        self.report(code, message, value, advice)

    def lose(self, entry_id: str) -> None:
        """Note that an entry of a section was left out; what a scenario adds is no section."""
        if len(self.path) == 1:
            self.broken.setdefault(self.path[0], set()).add(entry_id)


class Kind(Protocol[T_co]):
    """What may stand in a place."""

    def take(self, value: Tree, walk: Walk) -> T_co | None:
        """Return what a value stands for; None where it is wrong, which has been reported."""

    def schema(self, refer: Refer) -> Schema:
        """Return the JSON Schema of the values that it takes."""


class Plain:
    """A kind whose values are no names: what they stand for needs nothing else of the model."""

    __slots__ = ()

    def plain(self, value: object) -> object:
        """Return what a value that was taken stands for in the model."""
        raise NotImplementedError


class Lists:
    """What may be written as a list."""

    __slots__ = ()


class OneOrMany(Lists, Generic[T]):
    """A list, whose single item may stand alone."""

    __slots__ = ("_item", "_least", "_refuses")

    def __init__(
        self,
        item: Kind[T],
        *,
        least: int = 0,
        refuses: Callable[[Tree, Walk], bool] | None = None,
    ) -> None:
        """Take what an item is, how many there must be, and what refuses one that stands alone."""
        self._item = item
        self._least = least
        self._refuses = refuses

    def take(self, value: Tree, walk: Walk) -> tuple[T, ...] | None:
        """Return the items."""
        take = self._item.take
        if not isinstance(value, Items):
            if self._refuses is not None and self._refuses(value, walk):
                return None
            item = take(value, walk)
            return None if item is None else (item,)
        items = tuple([item for each in value if (item := take(each, walk)) is not None])
        if len(items) >= self._least:
            return items
        if not value:
            unit = "entry" if walk.path[-1] in EXISTENTIAL else "key"
            advice = f"name one, or drop the {unit}"
            walk.report("wrong-kind", "expected at least one, found an empty list", value, advice)
        return None

    def schema(self, refer: Refer) -> Schema:
        """Return that of an item, or of a list of them."""
        item = self._item.schema(refer)
        many: Schema = {"type": "array", "items": item}
        return {"anyOf": [item, many | {"minItems": self._least} if self._least else many]}


class Named(Generic[T]):
    """A mapping from texts to values."""

    __slots__ = ("_name", "_value")

    def __init__(self, name: Kind[Text], value: Kind[T]) -> None:
        """Take what the texts are, and the values."""
        self._name = name
        self._value = value

    def take(self, value: Tree, walk: Walk) -> dict[Text, T] | None:
        """Return the values by their names."""
        if not isinstance(value, Fields):
            walk.report("wrong-kind", f"expected a mapping, found {kind_of(value)}", value)
            return None
        taken: dict[Text, T] = {}
        for key, each in value.items():
            name, of_it = self._name.take(key, walk), self._value.take(each, walk)
            if name is not None and of_it is not None:
                taken[name] = of_it
        return taken

    def schema(self, refer: Refer) -> Schema:
        """Return that of names and values; each must fit."""
        names, values = self._name.schema(refer), self._value.schema(refer)
        return {"type": "object", "propertyNames": names, "additionalProperties": values}


def by_id(entry: Schema, refer: Refer) -> Schema:
    """Return the JSON Schema of a mapping from ids to entries."""
    return {"type": "object", "propertyNames": refer("id"), "additionalProperties": entry}
