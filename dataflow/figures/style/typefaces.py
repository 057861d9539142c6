"""The typeface that the package brings: that of formats which are drawn here, not by a reader.

It is Liberation Sans, whose letters are as wide as Arial's, under the SIL Open Font License.
"""

from __future__ import annotations

import os
import struct
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FAMILY: Final = "Liberation Sans"
FOLDER: Final = Path(__file__).parent / "fonts"

_UNICODE: Final = (0, 3)
"""The platforms whose character maps are of Unicode."""

_ENDINGS: Final = (".ttf", ".otf", ".ttc", ".otc")


def is_enough(text: str) -> bool:
    """Say whether the typeface has every character of a text, so that no other font is needed.

    Where others are not needed they had better not be there: a renderer may take an older
    Liberation Sans of the system, or set a whole line in what has a single letter of it.

    >>> is_enough("Zoë שלום “чат”"), is_enough("電話"), is_enough("👩")
    (True, False, False)
    """
    return {one for one in text if one >= " "} <= read_characters(
        FOLDER / "LiberationSans-Bold.ttf"
    )


def find_missing(text: str) -> list[str]:
    """Give the characters of a text that no font here has, neither the package's nor the system's.

    What is not seen by itself, such as spaces and joiners, is never missing.

    >>> find_missing("Zoë\u200d \ufe0f"), find_missing("a\U0010fffd")
    ([], ['\U0010fffd'])
    """
    seen = {one for one in text if one >= " " and not _is_unseen(one)}
    missing = seen - read_characters(FOLDER / "LiberationSans-Bold.ttf")
    return sorted(missing - system_characters()) if missing else []


def _is_unseen(character: str) -> bool:
    is_selector = "\ufe00" <= character <= "\ufe0f"
    return is_selector or unicodedata.category(character) in {"Cf", "Zs", "Zl", "Zp"}


@cache
def system_characters() -> frozenset[str]:
    """Read which characters the fonts of the system have, where such fonts usually are."""
    found: set[str] = set()
    for folder in filter(Path.is_dir, _system_folders()):
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _ENDINGS:
                found |= _read_any(path)
    return frozenset(found)


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
