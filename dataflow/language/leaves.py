"""The leaves of the language: located texts, ids, dates and truths.

Leaves stay `Text`, so that every id and every date knows its place in the file to the end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from dataflow.common.dates import PartialDate, parse_date
from dataflow.common.nearest import list_names, unaccented
from dataflow.language.desk import kind_of, shorten
from dataflow.language.kinds import OneOrMany, Plain, Refer, Schema, Walk
from dataflow.reading import Nothing, Text, placed

if TYPE_CHECKING:
    from dataflow.reading import Tree

_DATE: Final = r"[0-9]{4}(?:-[0-9]{2}){0,2}"
"""What reads as a date, be it one or not."""

DATE_PATTERN = re.compile(_DATE)
ID_PATTERN = re.compile(rf"(?!{_DATE}(?![a-z0-9_-]))[a-z0-9][a-z0-9_-]*")
ID_LENGTH = 80
URL_PATTERN = re.compile(r"https?://[^\s/?#]+\S*")


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
        "description": "An id: small letters, digits, `-` and `_`, with a letter or a digit first.",
        "type": ["string", "integer"],
        "pattern": _whole(ID_PATTERN.pattern),
        "maxLength": ID_LENGTH,
        "minimum": 0,
        "not": {"type": "integer", "minimum": 1000, "maximum": 9999},
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
        "pattern": _whole(URL_PATTERN.pattern),
    },
    "citation": {
        "description": "The id of a source, or a web address, http or https.",
        "type": ["string", "integer"],
        "pattern": _whole(f"{ID_PATTERN.pattern}|{URL_PATTERN.pattern}"),
        "minimum": 0,
        "not": {"type": "integer", "minimum": 1000, "maximum": 9999},
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


_BLANK: Final = r"[\s\u2800]"  # the blank of Braille is no white space to Unicode
_UNTIDY: Final = re.compile(rf"{_BLANK}{{2,}}|(?![ \u00a0\u202f]){_BLANK}")


def tidy(text: str) -> str:
    r"""Write a text in one line: runs of white space are one space, and none stands at an end.

    >>> tidy("  a\n\tb "), tidy(" \u2800\n")
    ('a b', '')
    """
    return _UNTIDY.sub(" ", text).strip()


def _advise(written: str) -> str:
    """Return a question for the id that somebody who wrote a name may have meant; empty for none.

    >>> _advise("Café Noir!")
    'did you mean `cafe-noir`? '
    """
    meant = make_id(written)
    return f"did you mean `{meant}`? " if meant else ""


def make_id(name: str) -> str | None:
    """Make an id of a name; None where that gives none.

    >>> make_id("Facebook, Inc."), make_id("23andMe"), make_id("2016")
    ('facebook-inc', '23andme', None)
    """
    made = re.sub(r"\s+", "-", re.sub(r"[^a-z0-9_\s-]+", " ", unaccented(name)).strip())
    return made if ID_PATTERN.fullmatch(made) and len(made) <= ID_LENGTH else None


_BETWEEN: Final = re.compile(r"\s*,\s*|\s+-\s+")
"""What stands between ids that were meant as a list: commas, or dashes that begin no line."""


def listed_ids(written: str) -> list[str]:
    """Return the ids that a text lists as people list words; none if it lists no ids.

    >>> listed_ids("email, phone_number"), listed_ids("a - b"), listed_ids("Facebook, Inc.")
    (['email', 'phone_number'], ['a', 'b'], [])
    """
    parts = _BETWEEN.split(written.strip().removesuffix(","))
    several = len(parts) > 1 and all(map(ID_PATTERN.fullmatch, parts))
    return list(dict.fromkeys(parts)) if several else []


def refuse_listing(value: Tree, walk: Walk) -> bool:
    """Refuse a text that lists ids where a list of them may stand, and return whether it is one."""
    if not isinstance(value, Text) or value.isidentifier() or not (ids := listed_ids(value)):
        return False
    message = f"`{shorten(value)}` is not an id, but a text that lists several"
    walk.refuse("bad-id", message, value, f"write `[{', '.join(ids)}]`, a list")
    return True


class Leaf:
    """A text as it stands, without a check; others pass more.

    Class attributes:
        alone: what is advised where a list or mapping stands in place of it.
    """

    __slots__ = ("_schema",)

    alone: ClassVar[str] = "write a single value: no list, no mapping"

    def __init__(self, name: str | None = None, **schema: object) -> None:
        """Take what it is in the JSON Schema: one of `LEAVES`, or a schema of its own."""
        self._schema = name or schema

    def take(self, value: Tree, walk: Walk) -> Text | None:
        """Return the text; None for what is none, or does not pass."""
        if value.__class__ is Text:
            return self._check(value, walk)
        if isinstance(value, Nothing):
            message, advice = "expected text, found nothing", "write a value, or drop the key"
        else:
            message, advice = f"expected text, found {kind_of(value)}", self.alone
        walk.refuse("wrong-kind", message, value, advice)
        return None

    def schema(self, refer: Refer) -> Schema:
        """Return a reference to a named leaf, or a schema of its own."""
        return refer(self._schema) if isinstance(self._schema, str) else dict(self._schema)

    def _check(self, value: Text, walk: Walk) -> Text | None:  # noqa: ARG002 - others use it
        return value


class _Words(Leaf, Plain):
    __slots__ = ()

    alone = "write a single text; one that starts with `[` or `{` stands in quotes"

    def plain(self, value: object) -> str | None:
        """Return plain text, without its place; an empty text counts as left out."""
        return str(value) or None

    def _check(self, value: Text, walk: Walk) -> Text | None:  # noqa: ARG002 - others use it
        neat = value if value.isalnum() else tidy(value)
        return value if neat == value else placed(Text(neat), value.at)


class _NeededWords(_Words):
    """Words that may not be left out: a sentence would have a gap."""

    __slots__ = ()

    def _check(self, value: Text, walk: Walk) -> Text | None:
        words = super()._check(value, walk)
        if words:
            return words
        key = walk.path[-1]
        walk.refuse("missing-key", f"`{key}` is empty here", value, f"write `{key}: …`")
        return None


class Id(Leaf):
    """An id."""

    __slots__ = ()

    alone = "write an id alone; where several may stand, a list of ids alone: `[…]`"

    def _check(self, value: Text, walk: Walk) -> Text | None:
        if len(value) <= ID_LENGTH and ID_PATTERN.fullmatch(value):
            return value
        if DATE_PATTERN.fullmatch(value):
            message = f"`{shorten(value)}` is not an id, but reads as a date"
            walk.refuse("bad-id", message, value, f"put a letter first, as in `y{value}`")
            return None
        if ids := listed_ids(value):
            message = f"`{shorten(value)}` is not an id, but a text that lists several"
            advice = (
                f"one id goes here: {list_names(ids, 'or')}; in a list, each is a separate item,"
                " and every `- ` begins in the same column"
            )
            walk.refuse("bad-id", message, value, advice)
            return None
        advice = (
            f"{_advise(value)}an id consists of lower-case letters, digits, `-` and `_`, starts"
            f" with a letter or a digit, and has at most {ID_LENGTH} characters"
        )
        walk.refuse("bad-id", f"`{shorten(value)}` is not an id", value, advice)
        return None


class _Date(Leaf, Plain):
    __slots__ = ()

    def plain(self, value: object) -> PartialDate:
        """Return the date."""
        return parse_date(str(value))

    def _check(self, value: Text, walk: Walk) -> Text | None:
        try:
            parse_date(str(value))
        except ValueError as error:
            walk.refuse("bad-date", f"`{shorten(value)}` is not a date: {error}", value)
            return None
        return value


class _Url(Leaf, Plain):
    __slots__ = ()

    def plain(self, value: object) -> str:
        """Return the address as plain text."""
        return str(value)

    def _check(self, value: Text, walk: Walk) -> Text | None:
        if URL_PATTERN.fullmatch(value):
            return value
        message = f"`{shorten(value)}` is not a web address"
        walk.refuse("bad-url", message, value, "use http:// or https://")
        return None


class OneOf(Leaf, Plain):
    """A text that must be one of a few words."""

    __slots__ = ("_allowed",)

    def __init__(self, *allowed: str) -> None:
        """Take the words."""
        super().__init__(enum=list(allowed))
        self._allowed = allowed

    def plain(self, value: object) -> str:
        """Return the word as plain text."""
        return str(value)

    def _check(self, value: Text, walk: Walk) -> Text | None:
        if value in self._allowed:
            return value
        message = f"`{shorten(value)}` is not a valid value here"
        words = ", ".join(f"`{word}`" for word in self._allowed)
        walk.refuse("bad-value", message, value, f"one of {words}")
        return None


class _Truth(Plain):
    __slots__ = ()

    def plain(self, value: object) -> object:
        """Return the truth."""
        return value

    def take(self, value: Tree, walk: Walk) -> bool | None:
        """Return which of the two it is."""
        if value == "true" or value == "false":  # noqa: PLR1714 - a mapping cannot be hashed
            return value == "true"
        message = f"expected `true` or `false`, found {kind_of(value)}"
        walk.refuse("bad-value", message, value)
        return None

    def schema(self, refer: Refer) -> Schema:
        """Return a reference to the named leaf."""
        return refer("truth")


WORDS: Final = _Words("text")
"""A text, as it is read: in one line, however it is broken in the file."""

NEEDED_WORDS: Final = _NeededWords(type=["string", "number", "boolean"], pattern=r"[^\s\u2800]")
"""A text that has something in it."""

ID: Final = Id("id")
"""An id; whether it names something is for `building` to say."""

DATE: Final = _Date("date")
"""`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a real day."""

URL: Final = _Url("address")
"""An http or https address."""


class Texts(OneOrMany[Text], Plain):
    """Texts whose order says nothing; an empty one counts as left out."""

    __slots__ = ()

    def plain(self, value: object) -> tuple[str, ...]:
        """Return plain texts, sorted."""
        assert isinstance(value, tuple)
        return tuple(sorted(str(text) for text in value if text))


CITATION: Final = Leaf("citation")
"""A source or a web address; which of them, and whether it is one, is for `building` to say."""

TRUTH: Final = _Truth()
"""`true` or `false`."""
