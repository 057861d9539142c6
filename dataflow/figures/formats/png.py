"""An SVG → PNG, by resvg. The only door to resvg_py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.figures.style.text import FAMILY, FOLDER, is_enough, part_emoji, warn_of_missing
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from dataflow.figures import Drawing

SCALE: Final = 2
"""Pixels of the PNG for one of the SVG: fine enough for a screen of today, and for print."""


def write_png(drawing: Drawing) -> bytes:
    """Write a figure as a PNG."""
    return rasterise(drawing.svg)


def rasterise(svg: str, *, scale: float = SCALE) -> bytes:
    """Draw an SVG as a PNG; where its colours follow the screen, in the light ones.

    Text is set in the typeface that the package brings, and then comes out alike on every machine.
    Only where that lacks a character (CJK, Arabic, emoji) the fonts of the system are asked. What
    none of them has is left out or an empty box, of which a `MissingFontWarning` is given; so may
    be what follows it in its line, if that needs another font too.

    Raises:
        QuestionError: the library is not installed.
    """
    try:
        import resvg_py
    except ImportError:
        raise QuestionError(
            "a PNG needs the library resvg-py: `pip install 'dataflow-graphs[png]'`"
        ) from None
    drawn = part_emoji(svg)
    warn_of_missing(drawn, "the PNG")
    return resvg_py.svg_to_bytes(
        svg_string=drawn,
        zoom=scale,
        font_dirs=[str(FOLDER)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
        skip_system_fonts=is_enough(svg),
    )
