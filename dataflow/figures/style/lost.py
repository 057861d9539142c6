"""A word on characters that a picture cannot show, because no font here has them."""

from __future__ import annotations

import html
import re
import warnings
from typing import Final

from dataflow.figures.style.typefaces import find_missing

TOLD: Final = 4
"""How many characters are named."""

_TEXT: Final = re.compile("<text[^>]*>(.*?)</text>", re.DOTALL)


class MissingFontWarning(UserWarning):
    """Some characters of a figure are in no font here."""


def warn_of_missing(svg: str, what: str) -> None:
    """Warn of the characters of an SVG that no font has: renderers leave them out in silence.

    Args:
        svg: the picture, as it is handed to a renderer.
        what: it becomes, such as "the PNG".
    """
    lines = [html.unescape(re.sub("<[^>]*>", "", line)) for line in _TEXT.findall(svg)]
    missing = find_missing("".join(lines))
    if missing:
        warnings.warn(_tell(missing, lines, what), MissingFontWarning, stacklevel=2)


def _tell(missing: list[str], lines: list[str], what: str) -> str:
    told = []
    for one in missing[:TOLD]:
        line = next(line for line in lines if one in line)
        told.append(f"{one} (U+{ord(one):04X}) in “{line}”")
    more = f" and {len(missing) - TOLD} more" if len(missing) > TOLD else ""
    return (
        f"no font is found that has {', '.join(told)}{more}: {what} shows an empty box or"
        " nothing; install a font that has it, or write .svg or .html, for the reader's own fonts"
    )
