"""The leaves of the language: located texts, ids, dates, truths, and lists that may stand alone.

Leaves stay `Text`, so that every id and every date knows its place in the file to the end.
"""

from __future__ import annotations

import re
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, InstanceOf, WithJsonSchema
from pydantic_core import PydanticCustomError

from dataflow.dates import parse_date
from dataflow.reading import Fields, Items, Nothing, Text

T = TypeVar("T")

ID = re.compile(r"[a-z][a-z0-9_-]*")
ID_LENGTH = 80
URL = re.compile(r"https?://[^\s/?#]+\S*")


def kind_of(value: object) -> str:
    """Say what a value is, as a reader of YAML would.

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
    shown = text if text.isprintable() else text.encode("unicode_escape").decode("ascii")
    return shown if len(shown) <= limit else shown[:limit] + "…"


def fault(code: str, message: str, advice: str = "") -> PydanticCustomError:
    """Make the error that validation collects; `code` is one of `problems.CODES`."""
    # pydantic fills {…} in a message from the context, so the text itself goes there
    return PydanticCustomError(code, "{message}", {"message": message, "help": advice})


def _text(value: object) -> Text:
    if isinstance(value, Nothing):
        raise fault("wrong-kind", "expected text, found nothing", "write a value, or drop the key")
    if not isinstance(value, Text):
        raise fault("wrong-kind", f"expected text, found {kind_of(value)}")
    return value


def _id(value: Text) -> Text:
    if not ID.fullmatch(value) or len(value) > ID_LENGTH:
        raise fault(
            "bad-id",
            f"`{shorten(value)}` is not an id",
            f"an id is small letters, digits, `-` and `_`, starts with a letter, and has at most "
            f"{ID_LENGTH} characters",
        )
    return value


def _date(value: Text) -> Text:
    try:
        parse_date(value)
    except ValueError as wrong:
        raise fault("bad-date", f"`{shorten(value)}` is not a date: {wrong}") from None
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


_Located = Annotated[InstanceOf[Text], BeforeValidator(_text), WithJsonSchema({"type": "string"})]

Words = _Located
"""Any text."""

Id = Annotated[
    _Located,
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$", "maxLength": ID_LENGTH}),
]
"""An id; whether it names something is for `building` to say."""

Date = Annotated[
    _Located,
    AfterValidator(_date),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}),
]
"""`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a real day."""

Url = Annotated[_Located, AfterValidator(_url)]
"""An http or https address."""

Truth = Annotated[bool, BeforeValidator(_truth)]
"""`true` or `false`."""

OneOrMany = Annotated[list[T], BeforeValidator(_one_or_many)]
"""A list; a single item may stand alone."""


def one_of(*allowed: str) -> AfterValidator:
    """Make the check of a text that must be one of a few words."""

    def check(value: Text) -> Text:
        if value not in allowed:
            words = ", ".join(f"`{word}`" for word in allowed)
            raise fault("bad-value", f"`{shorten(value)}` is not known here", f"one of {words}")
        return value

    return AfterValidator(check)
