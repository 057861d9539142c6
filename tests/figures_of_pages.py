"""The figures that pages draw from the models that stand in them: found, drawn, compared, kept.

A page shows `figures/PAGE/NAME.svg` behind the command that writes `NAME.svg`. Run as a program,
this draws all of them anew.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from blocks import ROOT, replay
from house_picture import PICTURE, draw_house

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = ROOT / "docs" / "rules.md"
DRAWING = [RULES]
"""The pages that draw figures of their own."""


def figures_of(page: Path) -> list[Path]:
    """Give the figures that a page shows and draws, as it names them."""
    found = re.findall(rf"\]\((figures/{page.stem}/[\w-]+\.svg)\)", page.read_text("utf-8"))
    return [page.parent / path for path in found]


def draw_figures(page: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """Run what a page shows, and give each of its figures with what is drawn now."""
    replay(page, folder)
    for figure in figures_of(page):
        yield figure, (folder / figure.name).read_text("utf-8")


if __name__ == "__main__":
    for drawing in DRAWING:
        with tempfile.TemporaryDirectory() as name:
            for figure, svg in draw_figures(drawing, Path(name)):
                figure.parent.mkdir(exist_ok=True)
                figure.write_text(svg, "utf-8")
    PICTURE.write_text(draw_house(), "utf-8")
    sys.exit(0)
