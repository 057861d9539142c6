"""The figures that stand in the repository are those that the program draws."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from blocks import README
from figures_of_pages import (
    DRAWING,
    GALLERY,
    SHOWING,
    TOUR,
    draw_figures,
    figures_of,
    with_texts,
)
from house_picture import PICTURE
from test_drawing import ROOT

import dataflow as df
from dataflow.figures import draw
from dataflow.figures.flow import layout

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = ROOT / "docs" / "figures"
ARTICLE = ROOT / "examples" / "article"
CASES = {
    path.stem: model
    for path in sorted((ROOT / "graphs").glob("*.yaml"))
    if (model := df.load(path)).views
}
SHOWN = [(case, view) for case, model in CASES.items() for view in model.views]


@cache
def draw_case(case: str, view: str, width: int = 680) -> str:
    """Draw a figure of the gallery, once: a browser looks at it as well."""
    return draw(CASES[case], view, width=width).svg


bundled = pytest.mark.skipif(
    layout.bundled() is None, reason="the committed figures are the bundled engine's"
)


@bundled
@pytest.mark.parametrize(("case", "view"), SHOWN)
def test_a_committed_figure_is_what_the_program_draws(case: str, view: str) -> None:
    # models name their files as they were asked for, and figures name models
    committed = (FIGURES / case / f"{view}.svg").read_text("utf-8")
    assert draw_case(case, view) == committed, "`make figures` draws it anew"


@bundled
@pytest.mark.parametrize(("case", "view"), SHOWN)
def test_a_figure_of_the_gallery_is_no_wider_than_asked(case: str, view: str) -> None:
    assert ' width="680"' in draw_case(case, view)


@pytest.mark.parametrize(("case", "view"), SHOWN)
def test_a_figure_stands_under_its_title(case: str, view: str) -> None:
    text = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    before, _, _ = text.partition(f"](figures/{case}/{view}.svg)")
    assert before.rpartition("\n### ")[2].splitlines()[0] == CASES[case].views[view].title


@bundled
@pytest.mark.parametrize("page", DRAWING, ids=lambda page: page.stem)
def test_the_figures_of_a_page_are_what_it_draws(page: Path, tmp_path: Path) -> None:
    drawn = dict(draw_figures(page, tmp_path))
    assert len(drawn) >= 8
    for figure, svg in drawn.items():
        assert figure.read_text("utf-8") == svg, f"{figure.name}: `make figures` draws it anew"


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.name)
def test_the_figures_of_a_page_have_their_text(page: Path) -> None:
    text = page.read_text("utf-8")
    assert re.search(r"(?:\]\(|src=\")[^)\s]+\.svg", text)
    assert with_texts(page) == text, "`make figures` writes it anew"


def test_an_old_text_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg><desc id='d'>A &amp; \"B\".</desc></svg>", "utf-8")
    for name, shown in {"a.md": "![{}](a.svg)\n", "a.html": '<img src="a.svg" alt="{}">'}.items():
        page = tmp_path / name
        page.write_text(shown.format("old"), "utf-8")
        new = 'A & "B".' if name == "a.md" else "A &amp; &quot;B&quot;."
        assert with_texts(page) == shown.format(new)


def test_no_figure_is_left_over() -> None:
    found = {path.relative_to(FIGURES).as_posix() for path in FIGURES.rglob("*.svg")}
    pages = {path.relative_to(FIGURES).as_posix() for page in DRAWING for path in figures_of(page)}
    shown = {f"{case}/{view}.svg" for case, view in SHOWN}
    assert found == shown | pages | {PICTURE.relative_to(FIGURES).as_posix()}


@bundled
@pytest.mark.parametrize(("name", "width"), [("before-after", 680), ("before-after-360", 360)])
def test_the_figures_of_the_article_are_what_the_program_draws(name: str, width: int) -> None:
    committed = (ARTICLE / f"{name}.svg").read_text("utf-8")
    assert draw_case("whatsapp", "before-after", width) == committed


@pytest.mark.parametrize(("page", "least"), [(README, 1), (TOUR, 3), (GALLERY, len(SHOWN))])
def test_pages_show_figures_that_are_there_with_their_text(page: Path, least: int) -> None:
    found = re.findall(r"!\[([^]]*)\]\(([^)]*)\)", page.read_text("utf-8"))
    assert len(found) >= least
    for alt, address in found:
        path = (page.parent / address).resolve()
        assert path.is_file()
        assert CASES[path.parent.name].views[path.stem].alt == alt


def test_the_gallery_shows_every_view_and_how_it_is_made() -> None:
    text = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    for case, view in SHOWN:
        assert f"(figures/{case}/{view}.svg)" in text
        assert f"dataflow draw graphs/{case}.yaml {view} -o {view}.svg" in text
        assert CASES[case].views[view].title in text


def test_the_article_has_its_figure_with_its_text() -> None:
    class Reading(HTMLParser):
        found: list[tuple[str, dict[str, str | None]]] = []  # noqa: RUF012 - of one reading

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found.append((tag, dict(attrs)))

    reading = Reading()
    reading.feed((ARTICLE / "index.html").read_text("utf-8"))
    [image] = [one for tag, one in reading.found if tag == "img"]
    assert image["alt"] == CASES["whatsapp"].views["before-after"].alt
    for tag, one in reading.found:
        for key in ("src", "srcset", "href"):
            address = one.get(key) or ""
            if address and not address.startswith("http"):
                assert (ARTICLE / address).resolve().is_file(), (tag, address)


def test_make_draws_every_figure_that_is_committed() -> None:
    [target] = re.findall(
        r"^figures:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    assert "graphs/*.yaml" in target
    for path in ARTICLE.glob("*.svg"):
        assert f"-o examples/article/{path.name}" in target
