"""Figures in a real browser: headless Chromium, driven by playwright, with no network."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_drawing import HOSTILE, SMALL, hostile_model, load, star
from test_gallery import CASES, draw_case
from test_matrix import MODEL as MATRIX
from test_timeline import MODEL as TIMES
from test_views import MODEL as VIEWED

import dataflow as df
from dataflow.figures import draw

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# The texts that stand outside their box (of a holder or chip: its own; of others: the canvas),
# and boxes outside the canvas.
OUTSIDE = """() => {
  const svg = document.querySelector("svg.df"), wrong = [];
  const frame = svg.getBoundingClientRect();
  const inside = (one, other) =>
    one.left >= other.left - 0.5 && one.right <= other.right + 0.5 &&
    one.top >= other.top - 0.5 && one.bottom <= other.bottom + 0.5;
  for (const text of svg.querySelectorAll("text")) {
    const box = text.parentNode.querySelector(":scope > rect:not(.lock, .bar, .band, .rule)");
    const home = box && box.parentNode.id !== svg.id && text.parentNode.tagName === "g"
      && text.closest(".holder, .flow") ? box.getBoundingClientRect() : frame;
    if (!inside(text.getBoundingClientRect(), home)) wrong.push(text.textContent);
  }
  for (const box of svg.querySelectorAll("rect"))
    if (!inside(box.getBoundingClientRect(), frame)) wrong.push(box.outerHTML);
  return wrong;
}"""

# The pairs of texts of which one stands on the other.
OVERLAPPING = """() => {
  const texts = [...document.querySelectorAll("svg.df text")].map((one) =>
    [one.textContent, one.getBoundingClientRect()]).filter(([, box]) => box.width);
  const wrong = [];
  texts.forEach(([said, one], number) => {
    for (const [also, other] of texts.slice(number + 1))
      if (one.left < other.right - 1 && other.left < one.right - 1 &&
          one.top < other.bottom - 4 && other.top < one.bottom - 4)
        wrong.push(said + " | " + also);
  });
  return wrong;
}"""

MODELS = {
    "small": (SMALL, "phone_number"),
    "star": (star(12, purposes=["ads", "security"]), "phone_number"),
    "empty": (SMALL, "email"),
    **{f"hostile-{number}": (hostile_model(name), "thing") for number, name in enumerate(HOSTILE)},
}


def show(browser: Browser, svg: str, **settings: Any) -> tuple[Page, list[str]]:  # noqa: ANN401 - playwright's own
    """Open a figure in a page; what the page says or asks for is listed."""
    page = browser.new_page(**settings)
    noticed: list[str] = []
    page.on("console", lambda message: noticed.append(message.text))
    page.on("pageerror", lambda error: noticed.append(str(error)))
    page.on("dialog", lambda dialog: noticed.append(dialog.message))
    page.on("request", lambda request: noticed.append(request.url))
    page.set_content(f"<!doctype html><meta charset=utf-8><title>t</title><body>{svg}")
    return page, noticed


SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("width", [680, 360])
@pytest.mark.parametrize("name", MODELS)
def test_every_text_stands_in_its_box_and_nothing_else_happens(
    browser: Browser, name: str, width: int
) -> None:
    model, data = MODELS[name]
    model = model | {"title": "A model"}  # hostile ones too: a title may be as long as it likes
    loaded = df.loads(json.dumps(model, ensure_ascii=False))
    svg = draw(df.reach(loaded, data, owners=True), width=width).svg
    page, noticed = show(browser, svg, viewport={"width": 1600, "height": 900})
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(OUTSIDE) == [], scheme
    assert noticed == []
    page.close()


@pytest.mark.parametrize(
    ("scheme", "colour"), [("light", "rgb(26, 26, 26)"), ("dark", "rgb(241, 241, 239)")]
)
def test_dark_screens_get_dark_colours_and_print_keeps_the_light(
    browser: Browser, scheme: str, colour: str
) -> None:
    svg = draw(df.reach(df.loads(json.dumps(SMALL)), "phone_number")).svg
    page, _ = show(browser, svg, color_scheme=scheme)
    fill = "getComputedStyle(document.querySelector('.df .headline')).fill"
    assert page.evaluate(fill) == colour
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.evaluate(fill) == "rgb(26, 26, 26)"
    page.close()


def test_a_figure_shrinks_with_a_narrow_column_and_never_grows(browser: Browser) -> None:
    svg = draw(df.reach(df.loads(json.dumps(SMALL)), "phone_number")).svg
    for column, wanted in ((400, 384), (1200, 680)):
        page, _ = show(browser, svg, viewport={"width": column, "height": 900})
        found = page.evaluate("document.querySelector('svg.df').getBoundingClientRect().width")
        assert found == wanted
        page.close()


def test_two_figures_in_a_page_do_not_share_ids(browser: Browser) -> None:
    answer = df.reach(df.loads(json.dumps(SMALL)), "phone_number")
    both = draw(answer).svg + draw(answer, name="second").svg
    page, noticed = show(browser, both)
    ids = page.evaluate("[...document.querySelectorAll('svg [id], svg[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    assert noticed == []
    page.close()


def test_flows_are_images_with_a_name_for_who_does_not_see_them(browser: Browser) -> None:
    svg = draw(df.reach(df.loads(json.dumps(SMALL)), "phone_number")).svg
    page, _ = show(browser, svg)
    wanted = "You give Chat your phone number (used for messaging), since 2009"
    assert page.get_by_role("img", name=wanted, exact=True).count() == 1
    assert page.get_by_role("link", name="Chat, “Policy”, 25 August 2016").count() == 1
    page.close()


VIEWS = {
    "panels": (VIEWED, "both"),
    "paths": (VIEWED, "way"),
    "whole": (VIEWED, "whole"),
    "matrix": (MATRIX, "all"),
    "matrices": (MATRIX, "two"),
    "timeline": (TIMES, "time"),
    "case-flow": (None, "before-after"),
    "case-opting-out": (None, "opting-out"),
    "case-timeline": (None, "timeline"),
    "case-matrix": (None, "matrix-2021"),
}


@cache
def draw_view(name: str, width: int) -> str:
    model, view = VIEWS[name]
    if model is None:
        return draw_case("whatsapp", view, width)
    return draw(load(model), view, width=width).svg


@pytest.mark.parametrize("width", [680, 360])
@pytest.mark.parametrize("name", VIEWS)
def test_every_kind_of_figure_keeps_its_text_where_it_belongs(
    browser: Browser, name: str, width: int
) -> None:
    size = {"width": 1600, "height": 900}
    page, noticed = show(browser, draw_view(name, width), viewport=size)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(OUTSIDE) == [], scheme
        assert page.evaluate(OVERLAPPING) == [], scheme
    assert noticed == []
    page.close()


@pytest.mark.parametrize("width", [680, 360])
@pytest.mark.parametrize("case", CASES)
def test_every_figure_of_the_gallery_keeps_its_text_where_it_belongs(
    browser: Browser, case: str, width: int
) -> None:
    for view in CASES[case].views:
        page, noticed = show(browser, draw_case(case, view, width))
        assert page.evaluate(OUTSIDE) == [], view
        assert page.evaluate(OVERLAPPING) == [], view
        assert noticed == [], view
        page.close()


@pytest.mark.parametrize("name", [*VIEWS, "hostile"])
def test_nothing_in_a_figure_keeps_anybody_out(browser: Browser, name: str) -> None:
    svg = draw(load(hostile_model(HOSTILE[0]))).svg if name == "hostile" else draw_view(name, 680)
    page = browser.new_page()
    page.set_content(
        f"<!doctype html><html lang=en><meta charset=utf-8><title>t</title>"
        f"<style>@media (prefers-color-scheme:dark){{body{{background:#16181b}}}}</style>"
        f"<main><h1>t</h1>{svg}</main>"
    )
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, (scheme, found.generate_report())
    page.close()
