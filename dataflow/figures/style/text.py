"""How wide text is, and where to break it: no browser is asked, so widths are taken generously."""

from __future__ import annotations

import html
import os
import re
import struct
import sys
import unicodedata
import warnings
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
_FIRST_EMOJI: Final = 0x1F000
_JOINER: Final = "\u200d"
_FIRM: Final = "\u00a0"
"""A space at which a line ends only where it must."""

_DATE: Final = re.compile(r"\b(?:\d{1,2}\.? )?[A-Z]\w+ (?=\d{4}\b)")
"""A month before its year, and the day before it if there is one."""

_WHOLE: Final = re.compile(rf"{_DATE.pattern}|\b\d{{1,2}}\.? [A-Z]\w+$".replace(" ", _FIRM))
"""The same, held together, or a day and its month at the end of a line."""


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
    if ord(character) >= _FIRST_EMOJI:
        return _WIDE
    return _CJK if _is_wide(character) else _UNKNOWN


@cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def measure(text: str, style: Type) -> float:
    """Return the width of a line in pixels, with slack.

    >>> from dataflow.figures.style.palette import DATA, PURPOSE
    >>> measure("Phone number", PURPOSE) < measure("Phone number", DATA) < 110
    True
    """
    return _count_ems(text, bold=style.bold) * style.size * SLACK


@lru_cache(maxsize=10_000)
def _count_ems(text: str, *, bold: bool) -> float:
    """Measure a line, which is tried again for every width of a figure."""
    return sum(_ems(character, bold=bold) for character in text)


def wrap(text: str, style: Type, width: float) -> tuple[str, ...]:
    r"""Break a text into lines of about the same length, as few as fit the width.

    Words that are longer than a line are broken; between CJK characters any place will do. A day
    stays with its month, and a month with its year, where a line has room for them.

    >>> from dataflow.figures.style.palette import SUBTITLE
    >>> wrap("for ads, friend suggestions and security", SUBTITLE, 190)
    ('for ads, friend', 'suggestions and security')
    >>> wrap("for\N{NO-BREAK SPACE}ads", SUBTITLE, 40)
    ('for', 'ads')
    >>> wrap("on 3 May 2014", SUBTITLE, 90), wrap("on 3 May 2014", SUBTITLE, 60)
    (('on', '3 May 2014'), ('on', '3 May', '2014'))
    """
    whole = _DATE.sub(lambda date: date[0].replace(" ", _FIRM), text)
    return tuple(
        _WHOLE.sub(lambda date: date[0].replace(_FIRM, " "), line)
        for line in _balance(whole, style, width)
    )


def _balance(text: str, style: Type, width: float) -> tuple[str, ...]:
    pieces = [piece for word in _words(text) for piece in _broken(word, style, width)]
    fewest = _filled(pieces, style, width)
    if not fewest[1:]:  # one line is in balance
        return fewest
    # the narrowest width that needs no more lines makes them about the same length
    low, high = max(measure(piece.rstrip(" "), style) for piece in pieces), width
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(pieces, style, middle)) > len(fewest):
            low = middle
        else:
            high = middle
    return _filled(pieces, style, high)


def widest(lines: Iterable[str], style: Type) -> float:
    """Return the width of the longest line."""
    return max((measure(line, style) for line in lines), default=0)


def _join(pieces: Iterable[str], belongs: Callable[[str, str], bool]) -> Iterator[str]:
    """Join each piece to those before it, as long as it belongs to them."""
    joined = ""
    for piece in pieces:
        if joined and not belongs(joined, piece):
            yield joined
            joined = ""
        joined += piece
    if joined:
        yield joined


def _words(text: str) -> Iterator[str]:
    """Return the pieces that may stand on a line of their own, with the space behind them."""
    return _join(
        _clusters(text),
        lambda word, cluster: not (word[-1] == " " or _is_wide(cluster[0]) or _is_wide(word[-1])),
    )


def _clusters(text: str) -> Iterator[str]:
    """Return what must not be torn apart: letters with their marks, emoji with their parts."""
    return _join(
        text,
        lambda cluster, character: (
            character == _JOINER
            or cluster.endswith(_JOINER)
            or unicodedata.category(character) in {"Mn", "Me", "Mc", "Sk", "Cf"}
        ),
    )


def _broken(word: str, style: Type, width: float) -> Iterator[str]:
    if measure(word.rstrip(" "), style) <= width:
        yield word
        return
    first, space, rest = word.rpartition(_FIRM)
    if space and rest:  # what should stay together gives way before what is one word
        yield from _broken(first + " ", style, width)
        yield from _broken(rest, style, width)
    else:
        yield from _fill(_clusters(word), style, width)


def _fill(pieces: Iterable[str], style: Type, width: float) -> Iterator[str]:
    """Put as many pieces into a line as fit the width, whatever space is behind the last."""
    return _join(pieces, lambda line, piece: measure((line + piece).rstrip(" "), style) <= width)


def _filled(pieces: Iterable[str], style: Type, width: float) -> tuple[str, ...]:
    return tuple(line.rstrip(" ") for line in _fill(pieces, style, width))


_TEXT: Final = re.compile("(?<=>)[^<>]+(?=</text>)")

_EMOJI: Final = "\U0001f000-\U0001faff\u2300-\u2bff"
_JOINTS: Final = re.compile(
    f"(?<=[{_EMOJI}\N{VARIATION SELECTOR-16}])\N{ZERO WIDTH JOINER}"
    "|\N{VARIATION SELECTOR-16}|[\U0001f3fb-\U0001f3ff]"
)
"""What joins emoji into one: joiners, the wish for colour, and the tones of skin."""

_ALONE: Final = re.compile(f"[{_EMOJI}\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16} \u00a0]*")


def part_emoji(svg: str) -> str:
    r"""Part joined emoji in the lines of an SVG that have other characters too.

    A line in two fonts is put together glyph by glyph, by resvg as by typst: one glyph for several
    characters ends that, and leaves boxes. What is parted shows its parts.

    >>> part_emoji("<text>\U0001f469\u200d\U0001f467 family</text>").count("\u200d")
    0
    >>> part_emoji("<text>\U0001f469\u200d\U0001f467</text>").count("\u200d")
    1
    """
    return _TEXT.sub(
        lambda line: line[0] if _ALONE.fullmatch(line[0]) else _JOINTS.sub("", line[0]), svg
    )


FAMILY: Final = "Liberation Sans"
FOLDER: Final = Path(__file__).parent / "fonts"
TYPEFACE: Final = FOLDER / "LiberationSans-Bold.ttf"

_UNICODE: Final = (0, 3)
"""The platforms whose character maps are of Unicode."""

_ENDINGS: Final = (".ttf", ".otf", ".ttc", ".otc")


def is_enough(text: str) -> bool:
    """Return whether the typeface has every character of a text, so that no other font is needed.

    Where others are not needed they had better not be there: a renderer may take an older
    Liberation Sans of the system, or set a whole line in what has a single letter of it.

    >>> is_enough("Zoë שלום “чат”"), is_enough("電話"), is_enough("👩")
    (True, False, False)
    """
    return {character for character in text if character >= " "} <= read_characters(TYPEFACE)


def find_missing(text: str) -> list[str]:
    """Return the characters of a text that neither the package's typeface nor the system has.

    What is not seen by itself, such as spaces and joiners, is never missing.

    >>> find_missing("Zoë\u200d \ufe0f"), find_missing("a\U0010fffd")
    ([], ['\U0010fffd'])
    """
    seen = {character for character in text if character >= " " and not _is_unseen(character)}
    missing = seen - read_characters(TYPEFACE)
    return sorted(missing - system_characters()) if missing else []


def _is_unseen(character: str) -> bool:
    is_selector = "\ufe00" <= character <= "\ufe0f"
    return is_selector or unicodedata.category(character) in {"Cf", "Zs", "Zl", "Zp"}


@cache
def system_characters() -> frozenset[str]:
    """Read which characters the fonts of the system have, where such fonts usually are."""
    characters: set[str] = set()
    for folder in filter(Path.is_dir, _system_folders()):
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _ENDINGS:
                characters |= _read_any(path)
    return frozenset(characters)


def _system_folders() -> Iterator[Path]:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - unlike that of Path, it never fails
    if sys.platform == "win32":
        yield Path(os.environ.get("SYSTEMROOT", "C:/Windows"), "Fonts")
        yield home / "AppData/Local/Microsoft/Windows/Fonts"
    elif sys.platform == "darwin":
        yield from map(Path, ("/System/Library/Fonts", "/Library/Fonts"))
        yield home / "Library/Fonts"
    else:
        yield from map(Path, ("/usr/share/fonts", "/usr/local/share/fonts"))
        yield from (home / ".fonts", home / ".local/share/fonts")


def _read_any(path: Path) -> frozenset[str]:
    """Read the characters of a font that may be broken, or may not be read: then it has none."""
    try:
        return read_characters(path)
    except (OSError, struct.error, KeyError, ValueError):
        return frozenset()


@cache
def read_characters(path: Path) -> frozenset[str]:
    """Read which characters a TrueType font, or any of a collection, has: from its table `cmap`.

    Source: https://learn.microsoft.com/typography/opentype/spec/cmap
    """
    font = path.read_bytes()
    starts: tuple[int, ...] = (0,)
    if font[:4] == b"ttcf":
        (fonts,) = struct.unpack_from(">I", font, 8)
        starts = struct.unpack_from(f">{fonts}I", font, 12)
    return frozenset(chr(code) for start in starts for code in _read_codes(font, start))


def _read_codes(font: bytes, font_start: int) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", font, font_start + 4)
    records = (struct.unpack_from(">4s4xI", font, font_start + 12 + 16 * n) for n in range(tables))
    start = dict(records)[b"cmap"]
    (maps,) = struct.unpack_from(">H", font, start + 2)
    for number in range(maps):
        platform, at = struct.unpack_from(">H2xI", font, start + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", font, start + at)
        if platform in _UNICODE and form in _READERS:
            for first, last in _READERS[form](font, start + at):
                yield from range(first, min(last, sys.maxunicode) + 1)


def _segments(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Read a character map of runs: their last characters, then their first ones."""
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    last = struct.unpack_from(f">{count}H", font, at + 14)
    first = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    # the last run is the end mark U+FFFF, which is no character
    yield from zip(first[:-1], last[:-1], strict=True)


def _groups(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Read a character map of groups, which reaches beyond U+FFFF: emoji have one."""
    (count,) = struct.unpack_from(">I", font, at + 12)
    yield from (struct.unpack_from(">II4x", font, at + 16 + 12 * n) for n in range(count))


_READERS: Final[dict[int, Callable[[bytes, int], Iterator[tuple[int, int]]]]] = {
    4: _segments,
    12: _groups,
}
"""Those of the formats that typefaces of today have."""


TOLD: Final = 4
"""How many characters are named."""

_TEXT_ELEMENT: Final = re.compile("<text[^>]*>(.*?)</text>", re.DOTALL)


class MissingFontWarning(UserWarning):
    """Some characters of a figure are in no font here."""


def warn_of_missing(svg: str, target: str) -> None:
    """Warn of the characters of an SVG that no font has: renderers leave them out in silence.

    The picture is as it is handed to a renderer; `target` is what it becomes, such as "the PNG".
    """
    lines = [html.unescape(re.sub("<[^>]*>", "", line)) for line in _TEXT_ELEMENT.findall(svg)]
    missing = find_missing("".join(lines))
    if missing:
        warnings.warn(_tell(missing, lines, target), MissingFontWarning, stacklevel=2)


def _tell(missing: list[str], lines: list[str], target: str) -> str:
    told = []
    for character in missing[:TOLD]:
        line = next(line for line in lines if character in line)
        told.append(f"{character} (U+{ord(character):04X}) in “{line}”")
    more = f" and {len(missing) - TOLD} more" if len(missing) > TOLD else ""
    return (
        f"no font is found that has {', '.join(told)}{more}: {target} shows an empty box or"
        " nothing; install a font that has it, or write .svg or .html, for the reader's own fonts"
    )
