"""How wide text is, and where to break it: no browser is asked, so widths are taken generously."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dataflow.figures.style.palette import Type

SLACK: Final = 1.1
"""Fonts differ: Helvetica, hinting, a reader's own."""

_TABLE: Final = Path(__file__).parent / "widths.txt"
_UNITS: Final = 2048
_WIDE: Final = 1.3
"""Ems of an emoji; those of most systems are wider than a CJK character."""
_CJK: Final = 1.05
_UNKNOWN: Final = 0.9
"""Ems of what is not in the table: another script, in a font that nobody knows."""
_EMOJI: Final = 0x1F000
_JOINER: Final = "\u200d"
_FIRM: Final = "\u00a0"
"""A space at which a line ends only where it must."""


@cache
def _widths() -> Mapping[str, tuple[int, int]]:
    widths: dict[str, tuple[int, int]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            first, *runs = line.split(" ")
            for offset, pair in enumerate(_unfold(runs)):
                widths[chr(int(first, 16) + offset)] = pair
    return widths


def _unfold(runs: Iterable[str]) -> Iterator[tuple[int, int]]:
    for run in runs:
        pair, _, times = run.partition("x")
        regular, _, bold = pair.partition("/")
        for _ in range(int(times or 1)):
            yield int(regular), int(bold or regular)


@cache
def _ems(character: str, *, bold: bool) -> float:
    pair = _widths().get(character)
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    if pair is not None:
        return pair[bold] / _UNITS
    if ord(character) >= _EMOJI:
        return _WIDE
    return _CJK if _is_wide(character) else _UNKNOWN


@cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def measure(text: str, style: Type) -> float:
    """Give the width of a line in pixels, with slack.

    >>> from dataflow.figures.style.palette import DATA, PURPOSE
    >>> measure("Phone number", PURPOSE) < measure("Phone number", DATA) < 110
    True
    """
    return sum(_ems(one, bold=style.bold) for one in text) * style.size * SLACK


def wrap(text: str, style: Type, width: float) -> tuple[str, ...]:
    r"""Break a text into lines of about the same length, as few as fit the width.

    Words that are longer than a line are broken; between CJK characters any place will do.

    >>> from dataflow.figures.style.palette import SUBTITLE
    >>> wrap("for ads, friend suggestions and security", SUBTITLE, 190)
    ('for ads, friend', 'suggestions and security')
    >>> wrap("for\N{NO-BREAK SPACE}ads", SUBTITLE, 40)
    ('for', 'ads')
    """
    pieces = [piece for word in _words(text) for piece in _broken(word, style, width)]
    fewest = _filled(pieces, style, width)
    if len(fewest) < 2:  # noqa: PLR2004 - one line is in balance
        return fewest
    low, high = max(measure(piece.rstrip(" "), style) for piece in pieces), width
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(pieces, style, middle)) > len(fewest):
            low = middle
        else:
            high = middle
    return _filled(pieces, style, high)


def widest(lines: Iterable[str], style: Type) -> float:
    """Give the width of the longest line."""
    return max((measure(line, style) for line in lines), default=0)


def _words(text: str) -> Iterator[str]:
    """Give what may stand on a line of its own, with the space behind it."""
    word = ""
    for cluster in _clusters(text):
        if word and (word[-1] == " " or _is_wide(cluster[0]) or _is_wide(word[-1])):
            yield word
            word = ""
        word += cluster
    if word:
        yield word


def _clusters(text: str) -> Iterator[str]:
    """Give what must not be torn apart: a letter with its marks, an emoji with its parts."""
    cluster = ""
    for one in text:
        joined = one == _JOINER or cluster.endswith(_JOINER)
        joined = joined or unicodedata.category(one) in {"Mn", "Me", "Mc", "Sk", "Cf"}
        if cluster and not joined:
            yield cluster
            cluster = ""
        cluster += one
    if cluster:
        yield cluster


def _broken(word: str, style: Type, width: float) -> Iterator[str]:
    if measure(word.rstrip(" "), style) <= width:
        yield word
        return
    first, space, rest = word.partition(_FIRM)
    if space and rest:  # what should stay together gives way before what is one word
        yield from _broken(first + " ", style, width)
        yield from _broken(rest, style, width)
        return
    piece = ""
    for cluster in _clusters(word):
        if piece and measure((piece + cluster).rstrip(" "), style) > width:
            yield piece
            piece = ""
        piece += cluster
    yield piece


def _filled(pieces: Sequence[str], style: Type, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    for piece in pieces:
        if lines and measure((lines[-1] + piece).rstrip(" "), style) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return tuple(line.rstrip(" ") for line in lines)
