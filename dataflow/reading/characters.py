"""Bytes → text that holds nothing invisible: which characters a model may be made of."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

BOM: Final = b"\xef\xbb\xbf"

_FORBIDDEN: Final = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line ends
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # invisible
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # zero width, line ends, directions
    "\u3164\uffa0\ufe00-\ufe0f\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e0fff"  # tags and more variation selectors
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)

# An emoji may be joined to the next (U+200D) and ask for its colours (U+FE0F); behind anything
# else, both are there to hide.
_JOINED: Final = re.compile("(?<=[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff])[\u200d\ufe0f]+")

_TAB_INDENT: Final = re.compile("(?:^|(?<=\n)|(?<=\r))( *)\t[ \t]*[^\\s#]")


class Fault(NamedTuple):
    """What is wrong with a text: a problem code, what to say, and at which character."""

    code: str
    message: str
    help: str
    offset: int


def decode(data: bytes) -> str | Fault:
    """Decode UTF-8, without its byte-order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault("not-utf8", "this is UTF-16 text", "save the file as UTF-8", 0)
    body = data.removeprefix(BOM)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as wrong:
        before = body[: wrong.start].decode("utf-8")
        message = f"this is not UTF-8 text: byte {wrong.start + 1} is 0x{body[wrong.start]:02x}"
        return Fault("not-utf8", message, "save the file as UTF-8", len(before))


def find_forbidden(text: str) -> Fault | None:
    """Find the first character that a reader could not see, or a tab that indents."""
    clean = _JOINED.sub(lambda match: "x" * len(match[0]), text)
    found = _FORBIDDEN.search(clean)
    if found:
        return Fault(
            "forbidden-character",
            f"the {_kind(found[0])} character U+{ord(found[0]):04X} may not stand in a model",
            "delete it, or write what is meant in letters that can be seen",
            found.start(),
        )
    tab = _TAB_INDENT.search(text)
    if tab:
        return Fault(
            "tab-indent", "a tab is used for indentation", "indent with spaces", tab.end(1)
        )
    return None


def _kind(character: str) -> str:
    code = ord(character)
    if code < 0xA0 or code in (0x2028, 0x2029):  # noqa: PLR2004 - C0, DEL and C1
        return "control"
    if character in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        return "direction-changing"
    return "invisible"
