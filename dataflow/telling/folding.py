"""How wide a text is in a terminal, and where its lines are broken.

A line is given as the characters of the text that it has, so that what is known of them stays so.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

Span = tuple[int, int]
"""The first character of a line, and that behind its last."""

_WORD: Final = re.compile(r"[^ \t\n\r\f\v]+")
"""What stays together if it can; a space that is none of these belongs to the word."""

_SIGNS: Final = ("/", "-_.,:;?&=#%+@|")
"""Behind which signs a word is best broken: behind a slash first."""

_WITHOUT_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})
_JOINER: Final = "\N{ZERO WIDTH JOINER}"
_EMOJI: Final = "\N{VARIATION SELECTOR-16}"
"""What makes a symbol an emoji, which takes two columns."""


def cell_width(text: str) -> int:
    """Return how many columns a text takes in a terminal.

    >>> cell_width("abc"), cell_width("电话"), cell_width("👩\u200d💻"), cell_width("❤\ufe0f")
    (3, 4, 2, 2)
    """
    if text.isascii():
        return len(text)
    return sum(_columns(character, before) for before, character in pairwise(["", *text]))


def _columns(character: str, before: str) -> int:
    """Return those of a character: what an emoji is joined with shares its columns."""
    if character == _EMOJI:
        return 1 if before and unicodedata.east_asian_width(before) not in "WF" else 0
    wide = unicodedata.east_asian_width(character) in "WF"
    if unicodedata.category(character) in _WITHOUT_WIDTH or (before == _JOINER and wide):
        return 0
    return 1 + wide


def fold(text: str, first: int, rest: int | None = None, *, parts_words: bool = True) -> list[Span]:
    """Return the lines of a text, broken between words, and within a word that fits no line.

    Args:
        text: the text; line ends count as spaces.
        first: how many columns the first line may take.
        rest: how many the others may take, where that is not as many.
        parts_words: whether a word that is wider than a line is parted, or sticks out.

    >>> [text[a:b] for text in ["two words"] for a, b in fold(text, 5)]
    ['two', 'words']
    >>> [text[a:b] for text in ["https://a.org/one/two"] for a, b in fold(text, 16)]
    ['https://a.org/', 'one/two']
    """
    lines = []
    room, begun, ended = max(1, first), 0, 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if cell_width(text[begun:end]) <= room:
            ended = end
            continue
        if ended > begun:
            lines.append((begun, ended))
            room = max(1, rest or first)
        # what stands before the first word is kept, if there is room for it
        begun, ended = (0 if not lines and start < room else start), end
        while parts_words and cell_width(text[begun:end]) > room:
            part = _find_break(text, begun, end, room)
            lines.append((begun, part))
            room, begun = max(1, rest or first), part
    return [*lines, (begun, ended)] if ended > begun or not lines else lines


def _find_break(text: str, start: int, end: int, room: int) -> int:
    """Return where a word is parted: behind a sign, best in the second half, else at the end."""
    full, taken = start, 0
    for before, character in pairwise(["", *text[start:end]]):
        taken += _columns(character, before)
        if taken > room and full > start:
            break
        full += 1
    for least in (start + (full - start) // 2, start):
        for signs in _SIGNS:
            for place in range(full, least, -1):
                # `//` stays in one piece
                if (
                    text[place - 1] in signs
                    and "/" not in text[place - 2 : place - 1] + text[place]
                ):
                    return place
    return full
