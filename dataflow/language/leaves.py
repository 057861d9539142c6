"""The leaves of the language: located texts, ids, dates, truths, and lists that may stand alone.

Leaves stay `Text`, so that every id and every date knows its place in the file to the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar, get_args

from pydantic import Field
from pydantic_core import PydanticCustomError, core_schema

from dataflow.common.dates import parse_date
from dataflow.common.nearest import list_names, unaccented
from dataflow.reading import Fields, Items, Nothing, Text
from dataflow.reading.characters import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core.core_schema import CoreSchema

    Handler = Callable[[object], CoreSchema]

T = TypeVar("T")

ID = re.compile(r"[a-z][a-z0-9_-]*")
ID_LENGTH = 80
URL = re.compile(r"https?://[^\s/?#]+\S*")

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""

Default = Any
"""What stands for the value of a field in its class, whatever its type."""

NAMED: Final = "$named"
"""In a part of a schema: one of `LEAVES` stands here. (`schema` puts in what is so marked.)"""

WITHOUT: Final = "$without"
"""Beside a `$ref`: without this key, which stands in front of the mapping instead."""


def _whole(pattern: str) -> str:
    """Make a pattern that a text fits as a whole, its last line break too.

    (In Python, `$` alone lets a line break follow; elsewhere the rest of it changes nothing.)
    """
    return f"^(?:{pattern})(?!\\n)$"


_LEAP: Final = (
    "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"  # 2004, 2000
)
_REAL: Final = (
    "[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?"
    "|[0-9]{4}-(?:(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    f"|{_LEAP}-02-29"
)
"""A year, a month or a day that `dates` knows."""

LEAVES: Final[dict[str, Schema]] = {
    "text": {
        "description": "Text, as it is written; a number, `true` and `no` are text as well.",
        "type": ["string", "number", "boolean"],
    },
    "id": {
        "description": "An id: small letters, digits, `-` and `_`, with a letter first.",
        "type": "string",
        "pattern": _whole(ID.pattern),
        "maxLength": ID_LENGTH,
    },
    "date": {
        "description": "A year, a month or a day: `2016`, `2016-08` or `2016-08-25`.",
        "type": ["string", "integer"],
        "pattern": _whole(f"(?!0000)(?:{_REAL})"),
        "minimum": 1000,
        "maximum": 9999,
    },
    "address": {
        "description": "A web address, http or https.",
        "type": "string",
        "pattern": _whole(URL.pattern),
    },
    "citation": {
        "description": "The id of a source, or a web address, http or https.",
        "type": "string",
        "pattern": _whole(f"{ID.pattern}|{URL.pattern}"),
    },
    "truth": {
        "description": "`true` or `false`.",
        "type": ["boolean", "string"],
        "pattern": _whole("true|false"),
    },
}
"""The leaves in the JSON Schema, by name.

A model is checked there as the editor's own YAML reader has it, which takes a plain `2016` for a
number and `true` for a truth; so these are let in beside text where they may stand.
"""


def kind_of(value: object) -> str:
    """Return what a value is, in the words of a reader of YAML.

    >>> kind_of(Items()), kind_of(Fields()), kind_of(Text("x"))
    ('a list', 'a mapping', 'the text `x`')
    """
    match value:
        case Nothing():
            return "nothing"
        case Items():
            return "a list"
        case Fields():
            return "a mapping"
        case _:
            return f"the text `{shorten(str(value))}`"


def shorten(text: str, limit: int = 60) -> str:
    r"""Cut a text that would drown a message, and show its control characters escaped.

    >>> shorten("a" * 100, 5), shorten("a\nb")
    ('aaaaa…', 'a\\nb')
    """
    shown = escape(text)
    return shown if len(shown) <= limit else shown[:limit] + "…"


def fault(code: str, message: str, advice: str = "", at: object = None) -> PydanticCustomError:
    """Make the error that validation collects; `code` is one of `problems.CODES`.

    `at` is what is wrong, where that is not all that is being validated.
    """
    # pydantic fills {…} in a message from the context, so the text itself goes there
    return PydanticCustomError(code, "{message}", {"message": message, "help": advice, "at": at})


def _text(value: object) -> Text:
    if isinstance(value, Nothing):
        raise fault("wrong-kind", "expected text, found nothing", "write a value, or drop the key")
    if not isinstance(value, Text):
        advice = "write a single text; one that starts with `[` or `{` stands in quotes"
        raise fault("wrong-kind", f"expected text, found {kind_of(value)}", advice)
    return value


_BLANK: Final = r"[\s\u2800]"  # the blank of Braille is no white space to Unicode
_UNTIDY: Final = re.compile(rf"{_BLANK}{{2,}}|(?![ \u00a0\u202f]){_BLANK}")


def tidy(text: str) -> str:
    r"""Write a text in one line: runs of white space are one space, and none stands at an end.

    >>> tidy("  a\n\tb "), tidy(" \u2800\n")
    ('a b', '')
    """
    return _UNTIDY.sub(" ", text).strip()


def _words(value: object) -> Text:
    text = _text(value)
    neat = tidy(text)
    if neat == text:
        return text
    located = Text(neat)
    located.at = text.at
    return located


def _advise(written: str) -> str:
    """Return a question for the id that somebody who wrote a name may have meant; empty for none.

    >>> _advise("Café Noir!")
    'did you mean `cafe-noir`? '
    """
    meant = make_id(written)
    return f"did you mean `{meant}`? " if meant else ""


def make_id(name: str) -> str | None:
    """Make an id of a name; None where that gives none.

    >>> make_id("Facebook, Inc."), make_id("42")
    ('facebook-inc', None)
    """
    made = re.sub(r"\s+", "-", re.sub(r"[^a-z0-9_\s-]+", " ", unaccented(name)).strip())
    return made if ID.fullmatch(made) and len(made) <= ID_LENGTH else None


_BETWEEN: Final = re.compile(r"\s*,\s*|\s+-\s+")
"""What stands between ids that were meant as a list: commas, or dashes that begin no line."""


def listed_ids(written: str) -> list[str]:
    """Return the ids that a text lists as people list words; none if it lists no ids.

    >>> listed_ids("email, phone_number"), listed_ids("a - b"), listed_ids("Facebook, Inc.")
    (['email', 'phone_number'], ['a', 'b'], [])
    """
    parts = _BETWEEN.split(written.strip().removesuffix(","))
    several = len(parts) > 1 and all(map(ID.fullmatch, parts))
    return list(dict.fromkeys(parts)) if several else []


def refuse_listing(value: object) -> None:
    """Refuse a text that lists ids where a list of them may stand: it says how a list is written.

    Raises:
        PydanticCustomError: it is such a text.
    """
    if isinstance(value, Text) and (ids := listed_ids(value)):
        message = f"`{shorten(value)}` is not an id, but a text that lists several"
        raise fault("bad-id", message, f"write `[{', '.join(ids)}]`, a list", at=value)


def _id(value: Text) -> Text:
    if ids := listed_ids(value):
        raise fault(
            "bad-id",
            f"`{shorten(value)}` is not an id, but a text that lists several",
            f"one id stands here: {list_names(ids, 'or')}; in a list, each is an item "
            "of its own, and every `- ` begins in the same column",
        )
    if not ID.fullmatch(value) or len(value) > ID_LENGTH:
        raise fault(
            "bad-id",
            f"`{shorten(value)}` is not an id",
            f"{_advise(value)}an id is small letters, digits, `-` and `_`, starts with a letter, "
            f"and has at most {ID_LENGTH} characters",
        )
    return value


def _date(value: Text) -> Text:
    try:
        parse_date(value)
    except ValueError as error:
        raise fault("bad-date", f"`{shorten(value)}` is not a date: {error}") from None
    return value


def _url(value: Text) -> Text:
    if not URL.fullmatch(value):
        raise fault(
            "bad-url", f"`{shorten(value)}` is not a web address", "use http:// or https://"
        )
    return value


def _truth(value: object) -> bool:
    if value not in ("true", "false"):
        raise fault("bad-value", f"expected `true` or `false`, found {kind_of(value)}")
    return value == "true"


def _one_or_many(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _or_one(many: Schema) -> Schema:
    return {"anyOf": [many["items"], many]}


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """How a leaf is checked, and what it is in the JSON Schema.

    One validator, handed to pydantic ready-made: inspecting and nesting several for every field of
    the language is half of what a question costs before it is asked.
    """

    check: Callable[[Any], object]
    schema: Schema

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: object, handler: object) -> Schema:
        return dict(self.schema)


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """Turns a shorthand into what it is short for; lighter than pydantic's `BeforeValidator`.

    `allow` is the same for the JSON Schema, the other way round: from that of what is written out
    it makes that of all that may be written.
    """

    expand: Callable[[object], object]
    allow: Callable[[Schema], Schema]

    def __get_pydantic_core_schema__(self, source: type, handler: Handler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.expand, handler(source))

    def __get_pydantic_json_schema__(
        self, core: object, handler: Callable[[object], Schema]
    ) -> Schema:
        return self.allow(handler(core))


class _OneOrMany(Before):
    """Takes a single item for a list of it, but no text that lists several ids."""

    def __get_pydantic_core_schema__(self, source: type, handler: Handler) -> CoreSchema:
        expand = _one_or_many_ids if _stand_by_id(get_args(source)[0]) else self.expand
        return core_schema.no_info_before_validator_function(expand, handler(source))


def _one_or_many_ids(value: object) -> object:
    refuse_listing(value)
    return _one_or_many(value)


def _stand_by_id(item: object) -> bool:
    """Return whether an id may stand for an item: it is one, or a mapping that one is short for."""
    held = getattr(item, "model_fields", {}).get(getattr(item, "bare", None), item)
    return _ID in getattr(held, "__metadata__", getattr(held, "metadata", ()))


def leaf(check: Callable[[Text], Text], **schema: object) -> Leaf:
    """Make a leaf that is text, and passes a check."""
    return Leaf(lambda value: check(_text(value)), schema)


def named(name: str) -> Schema:
    """Refer to one of `LEAVES`."""
    return {NAMED: name}


Words = Annotated[Text, Leaf(_words, named("text"))]
"""Any text, as it is read: in one line, however it is broken in the file."""

_ID: Final = leaf(_id, **named("id"))

Id = Annotated[Text, _ID]
"""An id; whether it names something is for `building` to say."""

Date = Annotated[Text, leaf(_date, **named("date"))]
"""`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a real day."""

Url = Annotated[Text, leaf(_url, **named("address"))]
"""An http or https address."""

Citation = Annotated[Text, Leaf(_text, named("citation"))]
"""A source or a web address; which of them, and whether it is one, is for `building` to say."""

Truth = Annotated[bool, Leaf(_truth, named("truth"))]
"""`true` or `false`."""

OneOrMany = Annotated[list[T], _OneOrMany(_one_or_many, _or_one)]
"""A list; a single item may stand alone."""


def none() -> list[Any]:
    """Make the default of a list: nothing (pydantic inspects `list` itself far more slowly)."""
    return []


def optional(description: str, **more: Default) -> Default:
    """Make a field that may be left out; `description` is what it holds, in a line."""
    return Field(default=None, description=description, **more)


def at_least_one(description: str, **more: Default) -> Default:
    """Make a field of a list that may be left out, but not be empty.

    So is every list that means something else where it is left out: nobody could tell whether an
    empty one stands for nothing, or for that.
    """
    return several(description, min_length=1, **more)


def several(description: str, **more: Default) -> Default:
    """Make a field of a list that may be left out."""
    return Field(default_factory=none, description=description, **more)


def one_of(*allowed: str) -> Leaf:
    """Make the check of a text that must be one of a few words."""

    def check(value: Text) -> Text:
        if value not in allowed:
            words = ", ".join(f"`{word}`" for word in allowed)
            raise fault("bad-value", f"`{shorten(value)}` is not known here", f"one of {words}")
        return value

    return leaf(check, enum=list(allowed))
