r"""Which characters a model may be made of: bytes → text, and what in it nobody could see.

Refused are control characters but tab and line ends, everything invisible, whatever changes the
direction of what is read, lone surrogates and non-characters; in comments too, since a comment is
read by people. What is invisible but changes how its neighbours look may stand where it does so:

- U+200D joins emoji and, like U+200C, forms letters of Arabic and Indic scripts;
- U+FE0E and U+FE0F choose between the two looks of a symbol, and of a digit in a keycap.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

STAND_IN: Final = "\ufffd"
"""What is read in place of a character that may not stand in a model."""

MOST_FLAWS: Final = 100
"""How many forbidden characters are named in one file; with more, it is no text."""

_BOM: Final = b"\xef\xbb\xbf"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_ALTERNATING: Final = ([True, False, True, False], [False, True, False, True])  # without its mark
_PLAIN: Final = bytes([9, 10, 13, *range(0x20, 0x7F)])

_SYMBOLS: Final = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf"
    "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_JOINING: Final = "\u0620-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff"
_DIRECTIONS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NON_CHARACTERS: Final = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_NEVER: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"  # control characters, odd line ends
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # invisible
    "\ud800-\udfff"  # halves of characters
    "\U000e0000-\U000e0fff"  # tags, and the rarer variation selectors
    + _DIRECTIONS
    + _NON_CHARACTERS
)
_SUSPECT: Final = re.compile(f"[{_NEVER}\u200c\u200d\ufe0e\ufe0f]")
_FORBIDDEN: Final = (
    f"[{_NEVER}]"
    f"|(?<![{_JOINING}])\u200c|\u200c(?![{_JOINING}])"
    f"|(?<![{_JOINING}{_SYMBOLS}\ufe0f])\u200d|\u200d(?![{_JOINING}{_SYMBOLS}])"
    f"|(?<![0-9#*{_SYMBOLS}])[\ufe0e\ufe0f]|(?<=[0-9#*])[\ufe0e\ufe0f](?!\u20e3)"
)
"""A character that may not stand where it stands.

Like the rarer ones below, compiled where it is needed (`re` remembers it): hardly any file needs
it, and compiling it takes longer than reading a small one.
"""

_UNSEEN: Final = rf"[\t\n\r]|{_FORBIDDEN}"


class Flaw(NamedTuple):
    """What is wrong with a text: a problem code, what to say, what to do, at which character."""

    code: str
    message: str
    advice: str
    offset: int


def decode(data: bytes) -> tuple[str, Flaw | None]:
    r"""Decode UTF-8, without its byte-order mark, as far as it goes.

    >>> decode(b"\xef\xbb\xbfa: b")
    ('a: b', None)
    >>> decode(b"a: \xff")[1].message
    'this is not UTF-8 text: 0xff cannot stand here'
    """
    if data.startswith(_UTF16) or [byte > 0 for byte in data[:4]] in _ALTERNATING:
        return "", Flaw("not-utf8", "this is UTF-16, not UTF-8", "save the file as UTF-8", 0)
    body = data.removeprefix(_BOM)
    try:
        return body.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return _decode_head(body, error)


def _decode_head(body: bytes, error: UnicodeDecodeError) -> tuple[str, Flaw]:
    """Keep what stands before the first wrong byte, and a little behind it for showing it."""
    head = body[: error.start].decode("utf-8")
    if error.reason == "unexpected end of data":
        reason = "the file ends in the middle of a character"
    else:
        reason = f"0x{body[error.start]:02x} cannot stand here"
    flaw = Flaw(
        "not-utf8", f"this is not UTF-8 text: {reason}", "save the file as UTF-8", len(head)
    )
    return head + body[error.start : error.start + 80].decode("utf-8", "replace"), flaw


def find_forbidden(text: str) -> list[Flaw]:
    r"""Return the characters that may not stand where they stand, at most `MOST_FLAWS`.

    >>> [flaw.offset for flaw in find_forbidden("a\u200bb \u2764\ufe0f")]
    [1]
    """
    odd = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    if not odd or not _SUSPECT.search(odd.decode("utf-8", "surrogatepass")):
        return []  # what nearly every file is; found without looking at each character
    return list(islice(_flaws(text), MOST_FLAWS))


def _flaws(text: str) -> Iterator[Flaw]:
    for match in re.finditer(_FORBIDDEN, text):
        description, advice = _describe(match[0])
        message = f"{description} is not allowed here"
        yield Flaw("forbidden-character", message, advice, match.start())


def forbidden_in(value: str) -> str | None:
    r"""Describe the first forbidden character of a value, which an escape has put there.

    >>> forbidden_in("a\x1b")
    'the control character `\\x1b` (U+001B)'
    """
    match = re.search(_FORBIDDEN, value)
    return _describe(match[0])[0] if match else None


def clean(text: str) -> str:
    """Put the stand-in in place of every forbidden character; every other keeps its place."""
    return re.sub(_FORBIDDEN, STAND_IN, text)


def show(text: str, limit: int = 60) -> str:
    r"""Show a text in a message: short, and with what cannot be seen escaped.

    >>> show("a\x1bb"), show("a" * 99, 3), show("")
    ('`a\\x1bb`', '`aaa…`', '``')
    """
    cut = text[:limit] + "…" if len(text) > limit else text
    return f"`{escape(cut)}`"


def escape(text: str, keep: str = "") -> str:
    r"""Escape what may not stand in a model, and line ends and tabs that are not to be kept.

    Joiners stay where they form letters or emoji, and every kind of space does.

    >>> escape("a\x1b\tb"), escape("می\u200cکنم") == "می\u200cکنم"
    ('a\\x1b\\tb', True)
    """
    return (
        text if text.isprintable() else re.sub(_UNSEEN, lambda match: _spell(match[0], keep), text)
    )


def _spell(character: str, keep: str) -> str:
    return character if character in keep else character.encode("unicode_escape").decode("ascii")


def _describe(character: str) -> tuple[str, str]:
    """Return what a forbidden character is, and what to do about it."""
    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    called = f"{number} ({name})" if name else number
    if unicodedata.category(character) == "Cc":
        return f"the control character {show(character)} ({number})", "delete it"
    if re.match(f"[{_DIRECTIONS}]", character):
        advice = "delete it: it makes people and programs read different text"
        return f"the bidirectional control {called}", advice
    if unicodedata.category(character) == "Cs" or re.match(f"[{_NON_CHARACTERS}]", character):
        return f"{number}, which is no character,", "delete it"
    return f"the invisible character {called}", "delete it: invisible characters are not allowed"
