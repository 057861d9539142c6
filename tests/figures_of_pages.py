"""The figures of pages: those that pages draw from models of their own, and the text of all.

A page shows `figures/PAGE/NAME.svg` behind the command that writes `NAME.svg`. Run as a program,
this draws all of them anew, and writes the text of every figure into the pages that show it.
"""

from __future__ import annotations

import html
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from blocks import README, ROOT, replay
from house_picture import PICTURE, draw_house

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = ROOT / "docs" / "rules.md"
DRAWING = [RULES]
"""The pages that draw figures of their own."""

ARTICLE = ROOT / "examples" / "article" / "index.html"
TOUR, GALLERY = ROOT / "docs" / "tour.md", ROOT / "docs" / "gallery.md"
SHOWING = [*DRAWING, README, TOUR, GALLERY, ARTICLE]
"""The pages whose figures stand there with their text."""


def figures_of(page: Path) -> list[Path]:
    """Give the figures that a page shows and draws, as it names them."""
    found = re.findall(rf"\]\((figures/{page.stem}/[\w-]+\.svg)\)", page.read_text("utf-8"))
    return [page.parent / path for path in found]


def draw_figures(page: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """Run what a page shows, and give each of its figures with what is drawn now."""
    replay(page, folder)
    for figure in figures_of(page):
        yield figure, (folder / figure.name).read_text("utf-8")


def text_of(figure: Path) -> str:
    """Give the text that a figure carries for those who do not see it."""
    described = re.search(r"<desc[^>]*>(.*?)</desc>", figure.read_text("utf-8"), re.DOTALL)
    assert described, figure
    return html.unescape(described[1])


def with_texts(page: Path) -> str:
    """Give a page in which every figure has the text that it carries itself."""

    def in_markdown(shown: re.Match[str]) -> str:
        return f"![{text_of(page.parent / shown[1])}]({shown[1]})"

    def in_html(shown: re.Match[str]) -> str:
        return f'{shown[1]} alt="{html.escape(text_of(page.parent / shown[2]))}"'

    text = page.read_text("utf-8")
    if page.suffix == ".html":
        return re.sub(r'(<img src="([^"]+\.svg)"[^>]*?) alt="[^"]*"', in_html, text)
    return re.sub(r"!\[[^]]*\]\(([^)\s]+\.svg)\)", in_markdown, text)


if __name__ == "__main__":
    for drawing in DRAWING:
        with tempfile.TemporaryDirectory() as name:
            for figure, svg in draw_figures(drawing, Path(name)):
                figure.parent.mkdir(exist_ok=True)
                figure.write_text(svg, "utf-8")
    PICTURE.write_text(draw_house(), "utf-8")
    for showing in SHOWING:
        showing.write_text(with_texts(showing), "utf-8")
    sys.exit(0)
