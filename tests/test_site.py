"""The documentation as a site: it builds, nothing in it leads nowhere, and it loads nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from test_drawing import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytest.importorskip("sphinx", reason="Sphinx builds the site")
PAGES = ("README", "docs/tour", "docs/commands", "docs/rules", "docs/gallery", "graphs/whatsapp")


def build(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Build the site as `make docs` does."""
    [options] = re.findall(r"^SITE := (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    said = options.replace("build/doctrees", str(target / "doctrees")).split()
    command = [sys.executable, "-m", "sphinx", *said, ".", str(target / "site")]
    return subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("built")
    built = build(ROOT, target)
    assert built.returncode == 0, built.stderr
    assert not built.stderr
    return target / "site"


class Loading(HTMLParser):
    """Finds what a page loads, and what it links to within the site."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in {"script", "img", "iframe", "source", "video"} or (
            tag == "link" and found.get("rel") in {"stylesheet", "icon", "preload"}
        ):
            self.loads += filter(None, [found.get("src"), found.get("href")])
        elif tag == "a" and (href := found.get("href")) and not re.match(r"\w+:", href):
            self.links.append(href)


def test_a_page_loads_nothing_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 60
    for page in pages:
        for address in Loading(page).loads:
            assert not re.match(r"(\w+:)?//", address), f"{page.name}: {address}"


def test_every_link_within_the_site_leads_to_a_file(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        for link in Loading(page).links:
            path = link.partition("#")[0].partition("?")[0]
            assert not path or (page.parent / path).resolve().exists(), f"{page.name}: {link}"


def test_every_page_of_the_documentation_is_in_the_margin(site: Path) -> None:
    links = {link.partition("#")[0] for link in Loading(site / "README.html").links}
    for page in [*(ROOT / "docs").glob("*.md"), *(ROOT / "graphs").glob("*.yaml")]:
        assert f"{page.relative_to(ROOT).with_suffix('.html')}" in links, page.name


def test_a_model_is_a_page_with_its_lines(site: Path) -> None:
    text = (site / "graphs" / "whatsapp.html").read_text("utf-8")
    lines = (ROOT / "graphs" / "whatsapp.yaml").read_text("utf-8").splitlines()
    assert text.count('class="linenos"') + text.count('class="normal"') >= len(lines)


def test_a_broken_link_and_a_broken_anchor_fail(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for name in ("docs", "graphs", "examples"):
        shutil.copytree(ROOT / name, copy / name)
    for name in ("README.md", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "SECURITY.md"):
        shutil.copyfile(ROOT / name, copy / name)
    page = copy / "docs" / "tour.md"
    wrong = "\n[a](language.md#nowhere) [b](nothing.md) [c](../graphs/nothing.yaml)\n"
    page.write_text(page.read_text("utf-8") + wrong, "utf-8")
    built = build(copy, tmp_path)
    assert built.returncode != 0
    warnings = [line for line in built.stderr.splitlines() if "tour.md" in line]
    for name in ("nowhere", "nothing.md", "nothing.yaml"):
        assert any(name in warning for warning in warnings), built.stderr
    assert len(warnings) == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_is_wider_than_its_window(
    browser: Browser, site: Path, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 900}
    page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type] # one of two
    noticed: list[str] = []
    page.on("console", lambda message: noticed.append(message.text))
    page.on("pageerror", lambda wrong: noticed.append(str(wrong)))
    for name in PAGES:
        page.goto((site / f"{name}.html").as_uri())
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, name
    assert noticed == []
    page.close()
