"""The local page in a real browser: it follows the file, and keeps the reader where they are."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_browser_page import visit
from test_drawing import HOSTILE, hostile_model
from test_serving import BAD, GOOD

from dataflow.serving import Following, make_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import ThreadingHTTPServer
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

GROWN = GOOD.replace("to: net", "to: [net, third]").replace("net: {}", "net: {}, third: {}")
FLOW = "chat shares phone number with net"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "model.yaml"
    written.write_text(GOOD, "utf-8")
    return written


@pytest.fixture
def start(path: Path) -> Iterator[Callable[[int], tuple[ThreadingHTTPServer, str]]]:
    """Start a program that serves the page at a port, 0 for any; it ends with the test."""
    running: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def run(port: int = 0) -> tuple[ThreadingHTTPServer, str]:
        server = make_server(Following(str(path), {}), port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((server, thread))
        return server, f"http://127.0.0.1:{server.server_port}/"

    yield run
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def address(start: Callable[[int], tuple[ThreadingHTTPServer, str]]) -> str:
    return start(0)[1]


def test_it_follows_the_file_and_survives_a_broken_one(
    browser: Browser, path: Path, address: str
) -> None:
    page, noticed = visit(browser, f"{address}?data=phone_number")
    flow = page.get_by_role("img", name=FLOW, exact=True)
    flow.wait_for()
    path.write_text(GOOD.replace("Served", "Edited"), "utf-8")
    page.get_by_role("heading", name="Edited").wait_for()
    assert page.title() == "Edited"
    path.write_text(BAD, "utf-8")
    page.get_by_text("did you mean `net`?").wait_for()
    assert page.get_by_text(f"{path}:5:").count() > 0
    assert flow.is_visible()
    news = page.get_by_role("status")
    assert "The figure below is the last good one, of" in news.inner_text()
    path.write_text(GROWN, "utf-8")
    page.get_by_role("img", name=f"{FLOW} and third").wait_for()
    assert page.get_by_text("did you mean `net`?").count() == 0
    assert "The figure shows the model as it is" in news.inner_text()
    assert noticed == []
    page.context.close()


def test_what_changes_is_said_politely(browser: Browser, path: Path, address: str) -> None:
    page, _ = visit(browser, address)
    news = page.locator("[role=status][aria-live=polite]")
    before = news.inner_text()
    path.write_text(BAD, "utf-8")
    page.wait_for_function(
        "before => document.querySelector('[role=status]').innerText !== before", arg=before
    )
    assert news.count() == 1
    assert "the model had 1 error" in news.inner_text()
    page.context.close()


def test_an_edit_takes_neither_the_focus_nor_the_place_on_the_page(
    browser: Browser, path: Path, address: str
) -> None:
    page, noticed = visit(browser, f"{address}?data=phone_number", size=(1280, 400))
    page.get_by_role("link", name="email").focus()
    page.evaluate("scrollTo(0, 150)")
    page.evaluate("window.kept = document.querySelector('#choices a')")
    path.write_text(GROWN, "utf-8")
    page.get_by_role("img", name=f"{FLOW} and third").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "email address"
    assert page.evaluate("window.kept.isConnected")  # what did not change was left alone
    assert page.evaluate("scrollY") == 150
    # the list that has the focus changes, too
    path.write_text(GROWN.replace("data: phone_number}]", "data: [phone_number, location]}]"))
    page.get_by_role("link", name="location").wait_for()
    assert not page.evaluate("window.kept.isConnected")
    assert page.evaluate("document.activeElement.textContent") == "email address"
    assert page.evaluate("scrollY") == 150
    # what has the focus goes away
    path.write_text(BAD, "utf-8")
    page.locator("#problems pre").focus()
    path.write_text(GOOD, "utf-8")
    page.locator("#problems pre").wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "news"
    assert noticed == []
    page.context.close()


def test_it_can_be_walked_by_keyboard_and_goes_on_following(
    browser: Browser, path: Path, address: str
) -> None:
    page, noticed = visit(browser, address)
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="The first").and_(page.locator("[aria-current]")).wait_for()
    assert page.url == f"{address}?view=first"
    path.write_text(GROWN, "utf-8")
    page.get_by_role("img", name=f"{FLOW} and third").wait_for()
    assert noticed == []
    page.context.close()


def test_it_says_when_nobody_answers_and_when_somebody_does(
    browser: Browser, path: Path, start: Callable[[int], tuple[ThreadingHTTPServer, str]]
) -> None:
    server, address = start(0)
    page, _ = visit(browser, address)
    page.locator("svg").wait_for()
    server.shutdown()
    server.server_close()
    page.get_by_text("does not answer. Waiting for it.").wait_for()
    assert page.locator("svg").is_visible()
    path.write_text(GROWN, "utf-8")
    start(server.server_port)
    page.get_by_role("img", name=f"{FLOW} and third").wait_for()
    assert "The figure shows the model as it is" in page.get_by_role("status").inner_text()
    page.context.close()


def test_a_fault_in_the_program_is_told(
    browser: Browser, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _ = visit(browser, address)
    with monkeypatch.context() as patched:
        patched.setattr("dataflow.serving.sight.sign", lambda _: 1 / 0)
        page.get_by_text("its terminal may say why").wait_for()
        assert page.locator("svg").is_visible()
    page.get_by_text("The figure shows the model as it is").wait_for()
    page.context.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_do_nothing_when_they_come_or_are_wrong(
    browser: Browser, path: Path, address: str, name: str
) -> None:
    page, noticed = visit(browser, address)
    path.write_text(json.dumps(hostile_model(name), ensure_ascii=False), "utf-8")
    page.wait_for_function("name => document.title === name", arg=name)
    assert page.locator("h1").text_content() == name
    wrong = {"dataflow": 1, "services": {"a": {"holds": name}}}
    path.write_text(json.dumps(wrong, ensure_ascii=False), "utf-8")
    page.locator("#problems pre").wait_for()
    assert noticed == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", [GOOD, BAD], ids=["good", "bad"])
def test_nothing_in_it_keeps_anybody_out(
    browser: Browser, path: Path, address: str, text: str, scheme: str
) -> None:
    page, _ = visit(browser, f"{address}?data=phone_number", scheme=scheme, bypass=True)
    path.write_text(text + " ", "utf-8")
    page.locator("#problems pre" if text == BAD else "#doubts pre").wait_for()
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()
