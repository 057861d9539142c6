"""The typeface that the package brings: that of formats which are drawn here, not by a reader.

It is Liberation Sans, whose letters are as wide as Arial's, under the SIL Open Font License.
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import Final

FAMILY: Final = "Liberation Sans"
FOLDER: Final = Path(__file__).parent / "fonts"

_SEGMENTS: Final = 4
"""The format of a character map that lists runs of characters; every typeface has one."""


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


@cache
def read_characters(path: Path) -> frozenset[str]:
    """Read which characters a TrueType font has, from its table `cmap`.

    Source: https://learn.microsoft.com/typography/opentype/spec/cmap
    """
    font = path.read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4s4xI", font, 12 + 16 * n) for n in range(tables))
    start = dict(records)[b"cmap"]
    (maps,) = struct.unpack_from(">H", font, start + 2)
    found: set[str] = set()
    for number in range(maps):
        platform, at = struct.unpack_from(">H2xI", font, start + 4 + 8 * number)
        if (platform, *struct.unpack_from(">H", font, start + at)) == (3, _SEGMENTS):
            found |= _segments(font, start + at)
    return frozenset(found)


def _segments(font: bytes, at: int) -> set[str]:
    """Read a character map of runs: their last characters, then their first ones."""
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    last = struct.unpack_from(f">{count}H", font, at + 14)
    first = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    # the last run is the end mark U+FFFF, which is no character
    runs = zip(first[:-1], last[:-1], strict=True)
    return {chr(code) for start, end in runs for code in range(start, end + 1)}
