"""What is frozen all the way down: mappings that refuse to change, tuples, classes and their parts.

A thing says in a few words what it is (`Brief`); what JSON can have is a `JsonValue`.
"""

from __future__ import annotations

import dataclasses
import re
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, ClassVar, Final, NoReturn, TypeAlias, TypeVar, cast, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - handed on, as checkers know it
    from types import FunctionType

    from _typeshed import DataclassInstance

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


def sort_keys(value: JsonValue) -> JsonValue:
    """Return a value of JSON with the keys of all its objects sorted.

    >>> sort_keys({"b": [{"d": 1, "c": 2}], "a": 3})
    {'a': 3, 'b': [{'c': 2, 'd': 1}]}
    """
    if isinstance(value, dict):
        return {key: sort_keys(value[key]) for key in sorted(value)}
    return [sort_keys(item) for item in value] if isinstance(value, list) else value


# --- classes --------------------------------------------------------------------------------------

if not TYPE_CHECKING:

    def dataclass(**how: bool) -> Callable[[type], type]:
        """Return a decorator that makes a class what `dataclasses.dataclass` makes of it.

        That one compiles five functions for each frozen class, and compiling them takes longer than
        many an answer. Here a class has its constructor compiled, and shares the rest.
        """

        def make(kind: type) -> type:
            if not how.get("frozen"):
                return dataclasses.dataclass(**how)(kind)
            shared = how | {"frozen": False, "init": False, "repr": False}
            made = dataclasses.dataclass(**shared, unsafe_hash=_needs_hash(kind, **how))(kind)
            made.__setattr__, made.__delattr__ = _refuse_setting, _refuse_deleting
            if how.get("init", True):
                made.__init__ = _compile_constructor(made)
            if how.get("repr", True) and "__repr__" not in vars(kind):
                made.__repr__ = _show
            if how.get("slots"):
                made.__getstate__, made.__setstate__ = _get_state, _set_state
            return made

        return make


def _needs_hash(kind: type, *, eq: bool = True, **_: bool) -> bool:
    return eq and "__hash__" not in vars(kind)


def _refuse_setting(_self: object, name: str, _value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


class _Factory:
    """What stands for a value that is made anew each time."""

    def __repr__(self) -> str:
        return "<factory>"


_FACTORY: Final = _Factory()


def _compile_constructor(kind: type[DataclassInstance]) -> Callable[..., None]:
    """Return the `__init__` that sets all fields, by position but for those by keyword alone."""
    known: dict[str, object] = {"_set": object.__setattr__, "_factory": _FACTORY}
    plain, keyed, body = ["self"], ["*"], []
    for each in dataclasses.fields(kind):
        name, default, taken = each.name, f"_default_{each.name}", each.name
        parameter = name
        if each.default is not dataclasses.MISSING:
            known[default], parameter = each.default, f"{name}={default}"
        elif each.default_factory is not dataclasses.MISSING:
            known[default], parameter = each.default_factory, f"{name}=_factory"
            taken = f"{default}() if {name} is _factory else {name}"
        (keyed if each.kw_only else plain).append(parameter)
        slot = getattr(kind, name, None)
        if isinstance(slot, MemberDescriptorType):  # sets what `__setattr__` would look up first
            known[f"_set_{name}"] = slot.__set__
            body.append(f"_set_{name}(self, {taken})")
        else:
            body.append(f"_set(self, {name!r}, {taken})")
    if hasattr(kind, "__post_init__"):
        body.append("self.__post_init__()")
    heads = ", ".join([*plain, *(keyed if len(keyed) > 1 else ())])
    exec(f"def __init__({heads}): {'; '.join(body) or 'pass'}", known)  # noqa: S102 - as `dataclasses` does
    made = cast("FunctionType", known["__init__"])
    made.__module__, made.__qualname__ = kind.__module__, f"{kind.__qualname__}.__init__"
    made.__annotations__ = {each.name: each.type for each in dataclasses.fields(kind)}
    made.__annotations__["return"] = None
    return made


def _show(self: DataclassInstance) -> str:
    shown = [f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self)]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _get_state(self: DataclassInstance) -> list[object]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _set_state(self: DataclassInstance, state: list[object]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


# --- what says what it is -------------------------------------------------------------------------

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
