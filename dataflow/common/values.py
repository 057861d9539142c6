"""What is frozen all the way down: mappings that refuse to change, tuples, frozen sets."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar, Final, NoReturn, TypeAlias, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

K = TypeVar("K")
V = TypeVar("V")

JsonValue: TypeAlias = (
    "str | int | float | bool | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
)
"""What JSON can have, to be read and not changed."""

JsonObject: TypeAlias = dict[str, JsonValue]
"""An object of JSON with keys that no class lists."""


class Frozen(dict[K, V]):
    """A mapping that cannot be changed; it is pickled and copied as any other.

    >>> Frozen(a=1)["b"] = 2
    Traceback (most recent call last):
    TypeError: a model and its answers do not change: make a `dict` of it first
    """

    __slots__ = ()

    def _refuse(self, *_given: object, **_named: object) -> NoReturn:
        raise TypeError("a model and its answers do not change: make a `dict` of it first")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type, tuple[dict[K, V]]]:
        return type(self), (dict(self),)

    def __hash__(self) -> int:  # type: ignore[override]  # a plain mapping changes
        """Hash it by what it holds, so that what has such a mapping can stand in a set."""
        return hash(frozenset(self.items()))


@overload
def freeze(value: Mapping[str, JsonValue]) -> Frozen[str, JsonValue]: ...
@overload
def freeze(value: object) -> object: ...
def freeze(value: object) -> object:
    """Freeze mappings, lists and sets, and what they hold.

    >>> freeze({"a": [1, {"b": {2}}]})
    {'a': (1, {'b': frozenset({2})})}
    """
    match value:
        case dict():
            return Frozen({key: freeze(item) for key, item in value.items()})
        case list():
            return tuple(map(freeze, value))
        case set():
            return frozenset(value)
        case _:
            return value


@overload
def thaw(value: Mapping[str, JsonValue]) -> JsonObject: ...
@overload
def thaw(value: object) -> object: ...
def thaw(value: object) -> object:
    """Return what was frozen as plain mappings and lists, as JSON has them.

    >>> thaw(freeze({"a": [1, {"b": []}]}))
    {'a': [1, {'b': []}]}
    """
    match value:
        case dict():
            return {key: thaw(item) for key, item in value.items()}
        case tuple():
            return list(map(thaw, value))
        case _:
            return value


LONGEST: Final = 96
"""How many characters it has at most."""


class Brief:
    """Something that says in a few words what it is, and of what.

    Its `template` has the names of attributes in braces, and things are named by their ids.
    """

    __slots__ = ()
    template: ClassVar = ""

    def brief(self) -> str:
        """Return what it is, without the name of its class."""
        return re.sub(r"{([\w.]+)}", self._name, self.template)

    def _name(self, attribute: re.Match[str]) -> str:
        value = attrgetter(attribute[1])(self)
        return name_ids(value) if type(value) is tuple else id_of(value) or str(value)

    def __repr__(self) -> str:
        text = f"{type(self).__name__} {' '.join(self.brief().split())}"
        return f"<{text}>" if len(text) <= LONGEST - 2 else f"<{text[: LONGEST - 3]}…>"


class Part(Brief):
    """A part of a model, which has an id and a place."""

    __slots__ = ()
    template = "{id} at {at}"


def name_ids(things: object) -> str:
    """Name things by their ids.

    >>> name_ids(())
    'nobody'
    """
    several = things if isinstance(things, tuple) else ()
    return ", ".join(id_of(thing) or str(thing) for thing in several) or "nobody"


def id_of(thing: object) -> str | None:
    """Return the id of a thing; None where it has none, or there is no thing."""
    return getattr(thing, "id", None)
