"""The leaves of the language: located texts, ids, dates, truths, and lists that may stand alone.

Leaves stay `Text`, so that every id and every date knows its place in the file to the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic_core import PydanticCustomError, core_schema

from dataflow.dates import parse_date
from dataflow.reading import Fields, Items, Nothing, Text

if TYPE_CHECKING:
    from collections.abc import Callable

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


def fault(code: str, message: str, advice: str = "", at: Text | None = None) -> PydanticCustomError:
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


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """How a leaf is checked, and what it is in the JSON Schema.

    One validator, handed to pydantic ready-made: inspecting and nesting several for every field of
    the language is half of what a question costs before it is asked.
    """

    check: Callable[[Any], object]
    schema: dict[str, object]

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> Any:  # noqa: ANN401 - pydantic's own dictionary
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: object, handler: object) -> dict[str, object]:
        return dict(self.schema)


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """Turns a shorthand into what it is short for; lighter than pydantic's `BeforeValidator`."""

    expand: Callable[[object], object]

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[object], Any]) -> Any:  # noqa: ANN401 - pydantic's own dictionary
        return core_schema.no_info_before_validator_function(self.expand, handler(source))


def _leaf(check: Callable[[Text], Text], **schema: object) -> Leaf:
    """Make a leaf that is text, and passes a check."""
    return Leaf(lambda value: check(_text(value)), {"type": "string", **schema})


Words = Annotated[Text, Leaf(_text, {"type": "string"})]
"""Any text."""

Id = Annotated[Text, _leaf(_id, pattern=f"^{ID.pattern}$", maxLength=ID_LENGTH)]
"""An id; whether it names something is for `building` to say."""

Date = Annotated[Text, _leaf(_date, pattern="^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
"""`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a real day."""

Url = Annotated[Text, _leaf(_url, pattern=f"^{URL.pattern}$")]
"""An http or https address."""

Truth = Annotated[bool, Leaf(_truth, {"enum": ["true", "false"]})]
"""`true` or `false`."""

OneOrMany = Annotated[list[T], Before(_one_or_many)]
"""A list; a single item may stand alone."""


def none() -> list[Any]:
    """Make the default of a list: nothing (pydantic inspects `list` itself far more slowly)."""
    return []


def one_of(*allowed: str) -> Leaf:
    """Make the check of a text that must be one of a few words."""

    def check(value: Text) -> Text:
        if value not in allowed:
            words = ", ".join(f"`{word}`" for word in allowed)
            raise fault("bad-value", f"`{shorten(value)}` is not known here", f"one of {words}")
        return value

    return _leaf(check, enum=list(allowed))
