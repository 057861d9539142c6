"""What several test files share: a browser, and layouts that were found before."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from patience import PATIENCE

from dataflow.figures.flow import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--renderer-process-limit=1", "--process-per-site", "--disable-site-isolation-trials"),
]


@pytest.fixture(scope="session", autouse=True)
def _layouts() -> Iterator[None]:
    """A layout that was found is kept: many tests draw the same models.

    That the engine gives the same again is what the committed figures show.
    """
    known: dict[tuple[object, ...], str] = {}
    lay_out = layout._run

    def run(source: str, effort: layout.Effort) -> str:
        key = (source, effort.rough, str(layout._program()), os.environ.get("PATH"))
        if key not in known or effort.left == 0:
            known[key] = lay_out(source, effort)
        return known[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(layout, "_run", run)
        patched.setattr(layout, "SECONDS", PATIENCE)  # however busy the machine is
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that is found; where there is none, its tests are skipped, or fail in CI."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        said = "no Chromium is found, in which the figures would be looked at"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as session:
        started = session.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()
