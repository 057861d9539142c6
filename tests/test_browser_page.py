"""The page of a figure in a real browser: by pointer and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_drawing import HOSTILE, ROOT, hostile_model, load
from test_matrix import MODEL as MATRIX
from test_timeline import MODEL as TIMES
from test_views import MODEL

import dataflow as df
from dataflow.figures import draw

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = {
    "panels": (MODEL, "both"),
    "whole": (MODEL, "whole"),
    "matrix": (MATRIX, "all"),
    "timeline": (TIMES, "time"),
    "hostile": (hostile_model(HOSTILE[1]), None),
    "case": (None, "before-after"),
}


# What a page waits for is there twenty times as soon.
HURRY = """(() => {
  const wait = window.setTimeout;
  window.setTimeout = (what, time, ...more) => wait(what, time / 20, ...more);
})()"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for name, (model, view) in PAGES.items():
        loaded = load(model) if model else df.load(ROOT / "graphs" / "whatsapp.yaml")
        draw(loaded, view).save(made / f"{name}.html")
    return made


def visit(
    browser: Browser,
    address: str,
    *,
    size: tuple[int, int] = (1280, 900),
    scheme: str = "light",
    bypass: bool = False,
) -> tuple[Page, list[str]]:
    """Open a page; what it says, and what it asks for elsewhere, is listed."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type] # one of two
        bypass_csp=bypass,
    )
    context.add_init_script(HURRY)
    page = context.new_page()
    noticed: list[str] = []
    page.on("console", lambda message: noticed.append(message.text))
    page.on("pageerror", lambda error: noticed.append(str(error)))
    page.on("dialog", lambda dialog: noticed.append(dialog.message))
    home = address.split("?", maxsplit=1)[0]
    page.on(
        "request",
        lambda request: None if request.url.startswith(home) else noticed.append(request.url),
    )
    page.goto(address)
    return page, noticed


def rows(page: Page) -> list[str]:
    return page.locator("#rows th").all_inner_texts()


# The page of a figure


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_says_nothing_and_fits(
    browser: Browser, folder: Path, name: str, width: int
) -> None:
    page, noticed = visit(browser, (folder / f"{name}.html").as_uri(), size=(width, 900))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert noticed == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_in_a_page_keeps_anybody_out(
    browser: Browser, folder: Path, name: str, scheme: str
) -> None:
    page, _ = visit(browser, (folder / f"{name}.html").as_uri(), scheme=scheme, bypass=True)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.context.close()


def test_the_slider_follows_the_days_by_keyboard(browser: Browser, folder: Path) -> None:
    page, noticed = visit(browser, (folder / "panels.html").as_uri())
    slider, told = page.locator("#day"), page.locator("#told")
    slider.focus()
    page.keyboard.press("End")
    assert told.inner_text().endswith(
        "At least 2 companies can reach your phone number, and others that are not named: partners."
    )
    assert sorted(rows(page)) == ["Chat Inc.", "Net, Inc.", "partners"]
    hidden = "document.querySelectorAll('#both-days .gone').length"
    assert page.evaluate(hidden) == 0
    page.keyboard.press("ArrowLeft")
    assert rows(page) == ["Chat Inc.", "Net, Inc."]
    assert page.evaluate(hidden) > 0
    assert slider.get_attribute("aria-valuetext") == "1 January 2016"
    page.locator("#days .after").click()
    assert len(rows(page)) == 3
    assert noticed == []
    page.context.close()


def test_what_is_hidden_is_hidden_from_everybody(browser: Browser, folder: Path) -> None:
    page, _ = visit(browser, (folder / "panels.html").as_uri())
    page.locator("#day").focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    for gone in page.locator("#both-days .gone").all():
        assert gone.get_attribute("aria-hidden") == "true"
        assert not gone.is_visible()
    page.context.close()


def test_owners_come_and_go_with_their_lines(browser: Browser, tmp_path: Path) -> None:
    model = {
        "dataflow": 1,
        "companies": {"big": {}, "small": {"owned_by": {"company": "big", "since": "2014"}}},
        "services": {"app": {"operator": "small", "holds": "phone_number"}},
    }
    draw(df.reach(load(model), "phone_number", owners=True)).save(tmp_path / "owners.html")
    page, noticed = visit(browser, (tmp_path / "owners.html").as_uri())
    owner = page.locator(".wide").get_by_role("img", name="big", exact=True)
    tie = page.locator(".wide .tie[aria-label^='big owns small']")
    assert owner.is_visible()
    assert tie.is_visible()
    assert page.locator("#answer caption").inner_text().endswith(": 1 January 2014")
    page.locator("#day").focus()
    page.keyboard.press("Home")
    assert page.locator("#day").get_attribute("aria-valuetext") == "before 1 January 2014"
    assert page.locator("#told").inner_text().startswith("Before 1 January 2014: 1 company can")
    assert page.locator("#answer caption").inner_text().endswith(": before 1 January 2014")
    assert owner.count() == 0  # to who listens
    assert not tie.is_visible()
    assert page.locator(".wide .holder:not(.gone)").count() == 2
    assert noticed == []
    page.context.close()


def test_on_paper_a_page_is_light(browser: Browser, folder: Path) -> None:
    page, _ = visit(browser, (folder / "panels.html").as_uri(), scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(22, 24, 27)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert not page.locator("#days").is_visible()
    assert ": " in page.locator("#answer caption").inner_text()
    page.context.close()


def test_the_filter_works_by_keyboard(browser: Browser, folder: Path) -> None:
    page, _ = visit(browser, (folder / "panels.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "email"
    mail = page.locator(
        "#both-p2 [aria-label^='Chat shares email'], #both [aria-label^='Chat shares email']"
    )
    assert mail.first.is_visible()
    page.keyboard.press("Space")
    assert not mail.first.is_visible()
    page.keyboard.press("Space")
    assert mail.first.is_visible()
    page.context.close()


def test_focus_and_pointer_light_a_path_and_escape_puts_it_out(
    browser: Browser, folder: Path
) -> None:
    page, _ = visit(browser, (folder / "panels.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('flow')")
    assert page.locator(".wide .on").count() >= 3
    assert page.locator("svg.lit").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".on, .lit").count() == 0
    page.locator(".wide .flow.hot").first.hover()
    lit = page.locator(".wide .on").evaluate_all("some => some.map(one => one.ariaLabel)")
    assert any(one.startswith("You") for one in lit)
    assert any(one.startswith("Network") for one in lit)
    page.mouse.move(0, 0)
    assert page.locator(".on").count() == 0
    page.context.close()


def test_without_a_script_all_is_there(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "panels.html").as_uri())
    assert page.locator("svg").first.is_visible()
    assert not page.locator("#days").is_visible()
    assert not page.locator("#filter").is_visible()
    assert page.locator("#rows th").count() > 0
    assert page.locator("#answer caption").inner_text().endswith("2017")
    context.close()
