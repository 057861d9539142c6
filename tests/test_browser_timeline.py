"""Timelines in a real browser: every text on the canvas, on no other, and on no line of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from test_browser import OUTSIDE, OVERLAPPING, show
from test_drawing import HOSTILE, load
from test_timeline import MODEL

from dataflow.figures import draw

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# The texts that a line of a day on which a promise broke runs through.
CROSSED = """() => {
  const wrong = [];
  for (const line of document.querySelectorAll("svg.df .break")) {
    const place = line.getScreenCTM();
    for (const [, x, top, bottom] of line.getAttribute("d").matchAll(/M([^,]+),([^V]+)V([^M]+)/g)) {
      const start = new DOMPoint(x, top).matrixTransform(place);
      const end = new DOMPoint(x, bottom).matrixTransform(place);
      for (const text of document.querySelectorAll("svg.df text")) {
        const box = text.getBoundingClientRect();
        if (box.left < start.x && start.x < box.right && box.top < end.y - 3 &&
            start.y < box.bottom - 3) wrong.push(text.textContent);
      }
    }
  }
  return wrong;
}"""


def called(name: str) -> dict[str, Any]:
    """Everything is called so, and events are many."""
    return MODEL | {
        "companies": {"net": {"name": name}, "other": {"name": name}},
        "events": {
            f"e{n}": {"date": f"{2004 + n}-05-03", "name": f"{name} {name} {n}"} for n in range(18)
        },
        "claims": {key: one | {"quote": f"{name} {name}"} for key, one in MODEL["claims"].items()},
    }


MODELS = {
    "small": MODEL,
    "german": MODEL | {"language": "de"},
    "months": MODEL | {"flows": {"share": MODEL["flows"]["share"] | {"until": "2016-06"}}},
    **{f"hostile-{number}": called(name) for number, name in enumerate(HOSTILE)},
}


@pytest.mark.parametrize("width", [680, 360])
@pytest.mark.parametrize("name", MODELS)
def test_every_text_of_a_timeline_is_free(browser: Browser, name: str, width: int) -> None:
    svg = draw(load(MODELS[name]), "time", width=width).svg
    page, noticed = show(browser, svg, viewport={"width": 1600, "height": 900})
    assert page.evaluate("document.querySelectorAll('svg.df .break').length") > 0
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(OVERLAPPING) == []
    assert page.evaluate(CROSSED) == []
    assert noticed == []
    page.close()
