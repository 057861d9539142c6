"""Where text is shown: how wide it is, whether it has colours, and whether it knows links.

The palette is the sixteen colours that a terminal's own theme defines. A colour is never the only
sign of anything: without it the text is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from zlib import crc32

from dataflow.common.values import dataclass
from dataflow.telling.folding import cell_width, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["company", "good", "bad", "unsure", "source", "error", "warning", "place"]
"""What something in a text is, as far as it has a look of its own."""

PALETTE: Final[dict[Kind, str]] = {
    "company": "1",
    "good": "32",
    "bad": "31",
    "unsure": "33",
    "source": "36",
    "error": "1;31",
    "warning": "1;33",
    "place": "36",
}
"""The look of each kind: bold, or a colour, as the codes of a terminal (ECMA-48, SGR)."""


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """What text is written for.

    Attributes:
        width: the columns to wrap at; None for no wrapping.
        tables: the columns that a table may take, where that is more.
        has_colour: whether it shows colours.
        has_links: whether an address can be clicked, and so can what stands for one.
        is_endless: whether an address that is longer than a line may stick out: nothing shows it,
            and what goes on from here wants it whole.
    """

    width: int | None = None
    tables: int | None = None
    has_colour: bool = False
    has_links: bool = False
    is_endless: bool = False


PLAIN: Final = Screen()


class Mark(NamedTuple):
    """Characters of a text that have a look of their own, from the first to before the end.

    Attributes:
        link: the address that they lead to, "" for none.
    """

    start: int
    end: int
    kind: Kind
    link: str = ""


def paint(text: str, kind: Kind, screen: Screen, link: str = "") -> str:
    r"""Return a text in its look, and as a link if it has an address and the screen knows links.

    >>> paint("broken", "bad", Screen(has_colour=True))
    '\x1b[31mbroken\x1b[0m'
    >>> paint("[1]", "source", Screen(has_links=True), "https://a.org")
    '\x1b]8;id=bfbdfa82;https://a.org\x1b\\[1]\x1b]8;;\x1b\\'
    """
    if screen.has_colour:
        text = f"\x1b[{PALETTE[kind]}m{text}\x1b[0m"
    if screen.has_links and link:
        address = _quote(link)
        # pieces of one address on several lines are one link by their id
        text = f"\x1b]8;id={crc32(address.encode()):x};{address}\x1b\\{text}\x1b]8;;\x1b\\"
    return text


def _quote(address: str) -> str:
    """Return an address in ASCII without spaces and control characters, as terminals take it."""
    return "".join(
        char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in address
    )


def paint_slice(text: str, start: int, end: int, marks: Sequence[Mark], screen: Screen) -> str:
    """Return a part of a text, with what is marked in it in its look.

    Args:
        text: the whole text.
        start: where the part begins.
        end: where it ends.
        marks: of the whole text, in order, none within another.
        screen: where it is shown.
    """
    if not (screen.has_colour or screen.has_links):
        return text[start:end]
    painted, done = [], start
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            shown = paint(text[first:last], mark.kind, screen, mark.link)
            painted += [text[done:first], shown]
            done = last
    return "".join([*painted, text[done:end]])


def paint_lines(
    text: str,
    marks: Sequence[Mark],
    width: int | None,
    screen: Screen,
    indents: tuple[str, str] = ("", ""),
) -> Iterator[str]:
    """Yield the lines of a text in a width, behind the indent of the first and that of the others.

    A word is parted where it is wider than a line, unless the screen is endless.
    """
    first, rest = indents
    if width is None:
        yield first + paint_slice(text, 0, len(text), marks, screen)
        return
    rooms = width - cell_width(first), width - cell_width(rest)
    for number, (start, end) in enumerate(fold(text, *rooms, parts_words=not screen.is_endless)):
        yield (rest if number else first) + paint_slice(text, start, end, marks, screen)
