"""What the sections of the language are made of: mappings that know their place, and their keys.

A section is a frozen dataclass whose fields carry what they accept. The reader, the JSON Schema,
the keys in messages and the documentation's tables follow from them.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, field, fields
from functools import cache
from typing import (
    TYPE_CHECKING,
    ClassVar,
    Generic,
    Self,
    TypeVar,
    cast,
    dataclass_transform,
)

from dataflow.common.values import Frozen, dataclass
from dataflow.language.desk import kind_of, list_keys, shorten
from dataflow.language.kinds import Kind, OneOrMany, Plain, Refer, Schema, Walk
from dataflow.language.leaves import (
    ID,
    WORDS,
    Id,
    Texts,
    refuse_listing,
    tidy,
)
from dataflow.language.strangers import Strangers
from dataflow.reading import Fields, Items, Nothing, Text, placed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dataflow.common.values import JsonObject, JsonValue
    from dataflow.reading import Tree

T = TypeVar("T")


# --- keys -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A key of the language: what it accepts, and what it holds, in a line.

    Attributes:
        kind: what may stand there.
        description: what it holds.
        name: the key, where it is not called like its field.
        required: whether it may not be left out.
        vital: whether a part whose key is wrong would say something else without it.
        example: what a message writes behind it that misses it.
        more: what else the JSON Schema says of it.
    """

    kind: Kind[object]
    description: str
    name: str | None = None
    required: bool = False
    vital: bool = False
    example: str = "…"
    more: Schema = field(default_factory=dict)


def required(
    kind: Kind[T],
    description: str,
    key: str | None = None,
    *,
    example: str = "…",
    more: Schema | None = None,
) -> T:
    """Make a field that may not be left out."""
    carried = Key(kind, description, key, required=True, example=example, more=more or {})
    return cast("T", field(metadata={"key": carried}))


def optional(
    kind: Kind[T], description: str, key: str | None = None, *, vital: bool = False
) -> T | None:
    """Make a field that may be left out."""
    carried = Key(kind, description, key, vital=vital)
    return cast("T", field(default=None, metadata={"key": carried}))


def default(value: T, kind: Kind[T], description: str) -> T:
    """Make a field that stands for a value where it is left out."""
    return field(default=value, metadata={"key": Key(kind, description)})


def one_or_more(item: Kind[T], description: str, key: str | None = None) -> tuple[T, ...]:
    """Make a field of a list that may be neither left out nor empty."""
    return required(_list(item, least=1), description, key)


def at_least_one(item: Kind[T], description: str, key: str | None = None) -> tuple[T, ...]:
    """Make a field of a list that may be left out, but not be empty.

    So is every list that means something else where it is left out: nobody could tell whether an
    empty one stands for nothing, or for that.
    """
    return _or_nothing(Key(_list(item, least=1), description, key))


def several(item: Kind[T], description: str, key: str | None = None) -> tuple[T, ...]:
    """Make a field of a list that may be left out."""
    return _or_nothing(Key(_list(item), description, key))


def texts(description: str, *, least: int = 0) -> tuple[Text, ...]:
    """Make a field of texts whose order says nothing."""
    return _or_nothing(Key(Texts(WORDS, least=least), description))


def names() -> tuple[Text, ...]:
    """Make the field of what else something is called."""
    return texts("other names it is known by, which questions understand too")


def collected(kind: Kind[tuple[T, ...]], description: str) -> tuple[T, ...]:
    """Make a field of a list that may be left out, with shorthands of its own."""
    return _or_nothing(Key(kind, description))


def entries(kind: Kind[dict[Text, T]], description: str) -> Mapping[Text, T]:
    """Make a field of a mapping that may be left out."""
    return cast(
        "Mapping[Text, T]",
        field(default=Frozen(), metadata={"key": Key(kind, description)}),
    )


def _or_nothing(key: Key) -> tuple[T, ...]:
    return cast("tuple[T, ...]", field(default=(), metadata={"key": key}))


def _list(item: Kind[T], least: int = 0) -> OneOrMany[T]:
    """Return the kind of a list; where ids stand in it, a text that lists several is refused."""
    stands_by_id = item.stands_by_id if isinstance(item, Mapped) else isinstance(item, Id)
    return OneOrMany(item, least=least, refuses=refuse_listing if stands_by_id else None)


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(required, optional, default, several, at_least_one, one_or_more, entries),
)
def part(kind: type[T]) -> type[T]:
    """Make a mapping of the language of a class."""
    return dataclass(frozen=True, init=False, eq=False, repr=False, match_args=False)(kind)


@part
class Part:
    """A mapping of the language, which knows its place.

    Class attributes:
        called: what it is, for messages.
        bare: the field that a bare text stands for, where a text may stand for the mapping.
        may_be_empty: whether nothing at all may stand for a mapping without fields.
        rules: what else holds of the mapping's keys, in JSON Schema.

    Attributes:
        at: the place of the mapping (or of the text that stands for it), as `reading` packs it.
        raw: the mapping as it was read.
    """

    called: ClassVar[str] = "an entry"
    bare: ClassVar[str | None] = None
    may_be_empty: ClassVar[bool] = False
    rules: ClassVar[tuple[Schema, ...]] = ()

    at: int
    raw: Fields

    @classmethod
    @cache
    def keys(cls) -> Mapping[str, tuple[str, Key]]:
        """Return the keys that may stand here, its own before the common ones, and the fields."""
        inherited: dict[str, tuple[str, Key]] = {}
        for parent in cls.__bases__:
            if issubclass(parent, Part):
                inherited |= parent.keys()
        carried = {each.name: each.metadata.get("key") for each in fields(cls)}
        mine = {key.name or name: (name, key) for name, key in carried.items() if key}
        return {name: mine[name] for name in mine if name not in inherited} | inherited

    @classmethod
    @cache
    def plain(cls, thing: type) -> Mapping[str, Callable[[object], object]]:
        """Return the fields that are no names to look up, and what makes plain values of them.

        Those alone that a dataclass has as well, and can do without: what it cannot do without is
        named where it is made.
        """
        optional = {each.name for each in fields(thing) if not _is_needed(each)}
        kinds = ((name, key.kind) for name, key in cls.keys().values() if name in optional)
        return {name: kind.plain for name, kind in kinds if isinstance(kind, Plain)}

    @classmethod
    def made(cls, at: int, raw: Fields, values: Mapping[str, object]) -> Self:
        """Make a part of what its keys stand for.

        What is left out stays with the class, whose attributes are the defaults: a constructor
        would copy them into every part, and set each one by one, which is half of the walk.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", {**values, "at": at, "raw": raw})
        return made

    def changed(self, changes: Mapping[str, object]) -> Self:
        """Return a copy with some fields changed; what is None now is left out."""
        values = {**vars(self), **changes}
        kept = {name: value for name, value in values.items() if value is not None}
        return self.made(self.at, self.raw, kept)

    @classmethod
    def fields_by_key(cls) -> dict[str, str]:
        """Return the keys that may stand here, and what their fields are called."""
        return {key: name for key, (name, _) in cls.keys().items()}

    @property
    def given(self) -> frozenset[str]:
        """The fields that the file sets."""
        keys = self.keys()
        return frozenset(keys[key][0] for key in self.raw if key in keys)

    @property
    def stands_bare(self) -> bool:
        """Whether a bare text stands for the mapping."""
        alone = self.raw.get(self.bare) if self.bare else None
        return isinstance(alone, Text) and alone.at == self.at

    @property
    def written(self) -> JsonObject:
        """The mapping as the file has it, in plain text and lists."""
        return {str(key): _plain(value) for key, value in self.raw.items()}

    @classmethod
    def lose(cls, mapping: Fields, walk: Walk) -> None:
        """Note what others may name of a mapping that is left out."""

    def checked(self, walk: Walk, *, cut: bool) -> Self | None:  # noqa: ARG002 - others use it
        """Return the part where its keys go together; None where they do not, which is reported.

        Args:
            walk: where it is reported.
            cut: whether something wrong in it was left out: what is missing now may be just that.
                The names in such a part are looked up all the same.
        """
        return self


P = TypeVar("P", bound=Part)


def _is_needed(each: Field[object]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _plain(value: Tree) -> JsonValue:
    if isinstance(value, Fields):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, Items) else tidy(str(value))


# --- mappings -------------------------------------------------------------------------------------


class Mapped(Generic[P]):
    """A mapping, or what may stand for it, that a part is made of."""

    __slots__ = ("_accepts", "_keys", "_required", "part")

    def __init__(self, part: type[P]) -> None:
        """Take the part."""
        self.part = part
        self._keys = part.keys()
        self._accepts = {
            key: (name, known.kind.take, known.vital) for key, (name, known) in self._keys.items()
        }
        self._required = {name for name, key in self._keys.values() if key.required}

    @property
    def stands_by_id(self) -> bool:
        """Whether an id may stand for it."""
        bare = self.part.bare
        return bare is not None and isinstance(self._keys[bare][1].kind, Id)

    def take(self, value: Tree, walk: Walk) -> P | None:
        """Return the part that a value stands for."""
        mapping = value if value.__class__ is Fields else self._as_fields(value, walk)
        return None if mapping is None else self.make(mapping, mapping.at, walk)

    def take_under(
        self, key: str, name: Text, mapping: Fields, walk: Walk, called: str
    ) -> P | None:
        """Return the part of a mapping that stands under its name, which is one of its keys.

        Args:
            key: the key that the name is of.
            name: the name; the part has its place.
            mapping: what stands there.
            walk: where what is wrong is reported.
            called: what stands under a name, for the message about one that is there twice.
        """
        if key in mapping:
            again = next(known for known in mapping if known == key)
            message = f"`{shorten(name)}` is the {key} already: {called} has no key `{key}`"
            walk.report("unknown-key", message, again, "delete it")
            rest = {other: value for other, value in mapping.items() if other != key}
            mapping = placed(Fields(rest), mapping.at)
        walk.path.append(key)
        checked = ID.take(name, walk)
        walk.path.pop()
        made = self.make(mapping, name.at, walk, {self._keys[key][0]: name})
        return None if checked is None else made

    def make(
        self, mapping: Fields, at: int, walk: Walk, above: Mapping[str, Text] | None = None
    ) -> P | None:
        """Return the part of a mapping; `above` are the fields that stand elsewhere."""
        before = walk.faults
        values, is_whole = self.values(mapping, at, walk, above)
        if not is_whole:
            self.part.lose(mapping, walk)
            return None
        made = self.part.made(at, mapping, values)
        return made.checked(walk, cut=walk.faults != before)

    def values(
        self, mapping: Fields, at: int, walk: Walk, above: Mapping[str, Text] | None = None
    ) -> tuple[dict[str, object], bool]:
        """Return what the fields of a mapping stand for, and whether nothing vital is missing."""
        values: dict[str, object] = dict(above or ())
        is_whole, is_known = True, True
        accepts, path = self._accepts, walk.path
        for key, value in mapping.items():
            accepted = accepts.get(key)
            if accepted is None:
                is_known = False
                continue
            name, take, is_vital = accepted
            path.append(key)
            taken = take(value, walk)
            path.pop()
            if taken is not None:
                values[name] = taken
            elif is_vital:
                is_whole = False
        if not is_known:
            Strangers(self.part.called, self._keys, mapping).report(walk)
        if self._required <= values.keys():
            return values, is_whole
        self._report_missing(mapping, at, walk, values)
        return values, False

    def _report_missing(
        self, mapping: Fields, at: int, walk: Walk, values: Mapping[str, object]
    ) -> None:
        """Report the keys that may not be left out, but for those that were wrong."""
        for key, (name, known) in self._keys.items():
            if known.required and name not in values and key not in mapping:
                advice = f"add `{key}: {known.example}`"
                walk.report("missing-key", f"`{key}` is missing here", at, advice)

    def schema(self, refer: Refer) -> Schema:
        """Return a reference to the definition of the part."""
        return refer(self.part)

    def _as_fields(self, value: Tree, walk: Walk) -> Fields | None:
        part = self.part
        if isinstance(value, Nothing) and part.may_be_empty:
            return placed(Fields(), value.at)
        if isinstance(value, Text) and part.bare and not isinstance(value, Nothing):
            return placed(Fields({Text(part.bare): value}), value.at)
        short = f"text or a mapping with `{part.bare}`" if part.bare else "a mapping"
        below = "stand below it, indented deeper:" if isinstance(value, Nothing) else "are"
        message = f"{part.called} is {short}, found {kind_of(value)}"
        advice = f"its keys {below} {list_keys(tuple(self._keys))}"
        walk.refuse("wrong-kind", message, value, advice)
        return None
