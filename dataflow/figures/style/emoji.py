"""Emoji that are joined of several: parted where a renderer would lose them."""

from __future__ import annotations

import re
from typing import Final

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
