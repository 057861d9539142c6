"""Matrices in a real browser: every text on the canvas and in its column, nothing asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from test_browser import OUTSIDE, SCHEMES, show
from test_drawing import HOSTILE, load
from test_matrix import MODEL, guarded, recipients

import dataflow as df
from dataflow.figures import draw

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def called(name: str) -> dict[str, Any]:
    """Everything is called so: a company above others, a category, what is not shown."""
    return {
        "dataflow": 1,
        "data": {
            "top": {"name": name},
            **{f"d{n}": {"name": f"{name} {n}", "is_a": "top"} for n in range(30)},
        },
        "companies": {
            "owner": {"name": name},
            **{f"c{n}": {"name": f"{name} {n}", "owned_by": "owner"} for n in range(3)},
            "someone": {"name": name, "unnamed": True},
        },
        "services": {
            "hub": {"name": name, "operator": "c0", "holds": [f"d{n}" for n in range(30)]},
        },
        "flows": [
            {"from": "hub", "to": ["c1", "c2"], "data": [f"d{n}" for n in range(20)]},
            {"from": "hub", "to": "someone", "data": "d0"},
        ],
    }


WIDTH = "document.querySelector('svg.df').getBoundingClientRect().width"

MODELS = {
    "small": MODEL,
    "german": MODEL | {"language": "de"},
    "recipients": recipients(600),
    "kinds": recipients(600, kinds=30),
    "german-kinds": recipients(600, kinds=30) | {"language": "de"},
    "broken": guarded(30),
    **{f"hostile-{number}": called(name) for number, name in enumerate(HOSTILE)},
}

# The names above columns and the marks in rows that lie upon each other.
COLLIDING = """() => {
  const svg = document.querySelector("svg.df"), wrong = [];
  const boxes = [...svg.querySelectorAll("text.column, text.data, text.count, .cell[role]")]
    .map((one) => [one.textContent, (one.querySelector(".mark") || one).getBoundingClientRect()]);
  boxes.forEach(([said, one], n) => {
    for (const [other, two] of boxes.slice(n + 1))
      if (one.left < two.right - 1 && two.left < one.right - 1 &&
          one.top < two.bottom - 4 && two.top < one.bottom - 4) wrong.push([said, other]);
  });
  return wrong;
}"""


@pytest.mark.parametrize("name", MODELS)
def test_every_text_has_its_place_and_nothing_else_happens(browser: Browser, name: str) -> None:
    answer = df.exposure(load(MODELS[name]), owners=True)
    for width in (680, 360):
        svg = draw(answer, width=width).svg
        page, noticed = show(browser, svg, viewport={"width": 1600, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(OUTSIDE) == [], (width, scheme)
            assert page.evaluate(COLLIDING) == [], (width, scheme)
            assert page.evaluate(WIDTH) == width, scheme
        assert noticed == []
        page.close()
