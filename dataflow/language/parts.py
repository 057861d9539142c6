"""What the sections of the language share: mappings that know their place, conditions, shorthands.

Validation takes the located tree of `reading` as it is. A key that is not known is reported through
the context (`Wanting`), and reading goes on.
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Protocol,
    Self,
    TypeVar,
    cast,
    get_args,
    get_origin,
)

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)

from dataflow.language import words
from dataflow.language.leaves import (
    ID,
    NAMED,
    Citation,
    Date,
    Id,
    OneOrMany,
    Schema,
    Truth,
    Words,
    at_least_one,
    fault,
    kind_of,
    named,
    one_of,
    optional,
    several,
    shorten,
    tidy,
)
from dataflow.reading import Fields, Items, Nothing, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Wanting(Protocol):
    """What validation tells about keys that are not known: the context it is run with.

    Attributes:
        muted: what is wrong has been told and taken out: what is missing now may be just that.
    """

    muted: bool

    def strange_key(
        self, key: Text, known: Iterable[str], called: str, elsewhere: str | None
    ) -> None:
        """Report a key that may not stand where it stands; `elsewhere`, where it may belong."""


def is_cut(info: ValidationInfo) -> bool:
    """Return whether a part may lack what was wrong in it; its names are looked up all the same.

    Such a part is never used, since there is an error.
    """
    return _wanting(info).muted


def _wanting(info: ValidationInfo) -> Wanting:
    return cast("Wanting", info.context)  # it is never left out


class Part(BaseModel):
    """A mapping of the language, which knows its place.

    Class attributes:
        called: what it is, for messages.
        bare: the field that a bare text stands for, where a text may stand for the mapping.
        may_be_empty: whether nothing at all may stand for a mapping without fields.
        rules: what else holds of the mapping's keys, in JSON Schema.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,
        populate_by_name=False,
        protected_namespaces=(),
    )

    called: ClassVar[str] = "an entry"
    bare: ClassVar[str | None] = None
    may_be_empty: ClassVar[bool] = False
    rules: ClassVar[tuple[Schema, ...]] = ()

    _at: int = PrivateAttr(default=0)
    _written: Fields = PrivateAttr(default_factory=Fields)

    @property
    def at(self) -> int:
        """The place of the mapping (or of the text that stands for it), as `reading` packs it."""
        return self._at

    @property
    def stands_bare(self) -> bool:
        """Whether a bare text stands for the mapping."""
        alone = self._written.get(self.bare) if self.bare else None
        return isinstance(alone, Text) and alone.at == self._at

    @property
    def written(self) -> dict[str, Any]:
        """The mapping as the file has it, in plain text and lists."""
        return {str(key): _plain(value) for key, value in self._written.items()}

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(
        cls, value: object, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        fields = cls._without_unknown(cls._as_fields(value), info)
        part = handler(fields)
        part._at = fields.at  # noqa: SLF001 - its own
        part._written = fields  # noqa: SLF001
        return part

    @classmethod
    @cache
    def fields_by_key(cls) -> dict[str, str]:
        """Return the keys that may stand here, its own before the common ones, and their fields."""
        mine = dict(cls.model_fields)
        inherited: dict[str, str] = {}
        for parent in cls.__bases__:
            if issubclass(parent, Part):
                inherited |= parent.fields_by_key()
        own = {field.alias or name: name for name, field in mine.items()}
        return {key: name for key, name in own.items() if key not in inherited} | inherited

    @classmethod
    def __get_pydantic_json_schema__(cls, core: object, handler: Any) -> Schema:  # noqa: ANN401 - pydantic's own
        """Return the JSON Schema: the mapping, what may stand for it, and rules across its keys."""
        shape = handler(core)
        keys = shape["properties"]
        shape["properties"] = {key: keys[key] for key in cls.fields_by_key()}
        if cls.rules:
            shape["allOf"] = list(cls.rules)
        alone = cls.bare if {cls.bare}.issuperset(shape.get("required", ())) else None
        short = [_single(keys[alone])] if alone else []
        short += [{"type": "null"}] if cls.may_be_empty else []
        return {"anyOf": [shape, *short]} if short else shape

    @classmethod
    def _as_fields(cls, value: object) -> Fields:
        if isinstance(value, Fields):
            return value
        fields = Fields()
        fields.at = getattr(value, "at", 0)
        if isinstance(value, Nothing) and cls.may_be_empty:
            return fields
        if isinstance(value, Text) and cls.bare and not isinstance(value, Nothing):
            fields[Text(cls.bare)] = value
            return fields
        short = f"text or a mapping with `{cls.bare}`" if cls.bare else "a mapping"
        below = "stand below it, indented deeper:" if isinstance(value, Nothing) else "are"
        raise fault(
            "wrong-kind",
            f"{cls.called} is {short}, found {kind_of(value)}",
            f"its keys {below} " + ", ".join(f"`{key}`" for key in cls.fields_by_key()),
        )

    @classmethod
    def _without_unknown(cls, fields: Fields, info: ValidationInfo) -> Fields:
        known = cls.fields_by_key()
        strange = [key for key in fields if key not in known]
        if not strange:
            return fields
        kept = Fields((key, value) for key, value in fields.items() if key in known)
        kept.at = fields.at
        wanting = _wanting(info)
        for key in strange:
            # what has no colon is no key, however like one it looks
            like = () if _has_no_colon(key, fields[key]) else known
            wanting.strange_key(key, like, cls.called, cls._indentation(key, fields))
        return kept

    @classmethod
    def _indentation(cls, key: Text, fields: Fields) -> str | None:
        """Return how to write what was taken for a key: an entry, or the rest of a text."""
        entry, above = fields[key], _above(key, fields)
        if _has_no_colon(key, entry):
            return cls._list(key, fields)
        if not isinstance(entry, Fields) or above is None:
            return None
        if _holds_entries(fields[above]):
            return f"if it belongs to `{above}`, indent it as what stands there"
        if entry.keys() <= cls.fields_by_key().keys():
            return f"if it is {cls.called} of its own, begin it where the one above begins"
        return None

    @classmethod
    def _list(cls, key: Text, fields: Fields) -> str:
        """Return how to write what stands between commas: as a list of ids, or as a text."""
        keys = list(fields)
        first = keys.index(key)
        while first and _has_no_colon(keys[first], fields[keys[first]]):
            first -= 1
        behind = takewhile(lambda key: _has_no_colon(key, fields[key]), keys[first + 1 :])
        items = [fields[keys[first]], *behind]
        quote = "quote a text that holds a `,`: what follows that is taken for the next key"
        if not all(isinstance(item, Text) and ID.fullmatch(item) for item in items):
            return quote
        name = cls.fields_by_key().get(keys[first])
        if name is None or get_origin(cls.model_fields[name].annotation) is not list:
            return quote
        return f"write `{keys[first]}: [{', '.join(items)}]`, a list"


def _has_no_colon(key: Text, entry: object) -> bool:
    """Return whether a key is no more than what follows a comma."""
    return isinstance(entry, Nothing) and entry.at == key.at + len(key)


def _above(key: Text, fields: Fields) -> Text | None:
    """Return the key before a key."""
    keys = list(fields)
    place = keys.index(key)
    return keys[place - 1] if place else None


def _holds_entries(section: object) -> bool:
    return isinstance(section, Fields) and any(
        isinstance(entry, Fields) for entry in section.values()
    )


def _single(field: Schema) -> Schema:
    """Return what may stand alone in a field of one or many."""
    return {NAMED: field.get("anyOf", [field])[0][NAMED]}


def by_id(entry: Schema) -> Schema:
    """Return a mapping from ids to entries."""
    return {"type": "object", "propertyNames": named("id"), "additionalProperties": entry}


def refuse_non_id(value: object, unit: str) -> None:
    """Refuse what is no text in a list of ids, in place of which entries may stand.

    Raises:
        PydanticCustomError: it is a list or a mapping.
    """
    if not isinstance(value, Text):
        advice = f"write `- ID` here, or instead of the list `ID: {{…}}` for every {unit}"
        raise fault("wrong-kind", f"expected an id, found {kind_of(value)}", advice, at=value)


def put_under(key: str, name: Text, entry: Fields, called: str) -> Fields:
    """Copy an entry that stands under a name, with the name as one of its fields.

    Raises:
        PydanticCustomError: the entry has the field already; `called` is what it is.
    """
    if key in entry:
        again = next(field for field in entry if field == key)
        message = f"`{shorten(name)}` is the {key} already: {called} has no key `{key}`"
        raise fault("unknown-key", message, "delete it", at=again)
    fields = Fields(entry)
    fields.at = name.at
    fields[Text(key)] = name
    return fields


def _plain(value: object) -> object:
    if isinstance(value, Fields):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, Items) else tidy(str(value))


class Stated(Part):
    """A part that may carry a remark and say by whose word it stands."""

    note: Words | None = optional("a remark")
    source: OneOrMany[Citation] = several(
        "by whose word: the id of a source or a web address, or a list of them"
    )


class Windowed(Stated):
    """A part that holds from a day to a day."""

    since: Date | None = optional("its first day; a year or a month stands for the first of it")
    until: Date | None = optional("its last day; a year or a month stands for the last of it")


class Condition(Windowed):
    """People for whom something is so: every key must hold."""

    called = "a condition"

    rules = ({"anyOf": [{"required": [key]} for key in ("account", "accounts", "region")]},)

    account: OneOrMany[Id] = at_least_one("with an account at this holder, or at any of these")
    accounts: OneOrMany[Id] = at_least_one("with an account at every one of these holders")
    region: OneOrMany[Words] = at_least_one("who live in this region, or in any of these")

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if not (self.account or self.accounts or self.region):
            raise fault(
                "bad-condition",
                "a condition without `account`, `accounts` or `region`",
                "say for whom it holds, or drop it",
            )
        return self


Status = Annotated[Words, one_of(*get_args(words.Status))]


class Conditional(Windowed):
    """A part that may hold for some people only."""

    when: OneOrMany[Condition] = at_least_one(
        "only for people for whom this, or any of these, holds"
    )
    unless: OneOrMany[Condition] = at_least_one(
        "not for people for whom this, or any of these, holds"
    )
    status: Status | None = optional(
        "how sure it is: stated (default), observed, confirmed, alleged, or announced only"
    )


class Asked(Part):
    """The settings of a question, as scenarios and expectations write them."""

    as_of: Date | None = optional("on which day; a year or a month stands for the last of it")
    persona: Id | None = optional("for which person")
    origin: Id | None = optional("only what comes from this holder", alias="from")
    purpose: Id | None = optional("only what was given for this purpose", alias="for")
    owners: Truth | None = optional("whether a company counts for what companies it owns have")
    announced: Truth | None = optional("whether what was only announced counts")
    without: OneOrMany[Words] = several(
        "as if these flows were not there: their ids, or KEY:VALUE such as `purpose:ads`"
    )
