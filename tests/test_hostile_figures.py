"""Every kind of figure in every format, of a model in which everything has a hostile name."""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from functools import cache
from typing import Any

import pytest
from test_drawing import HOSTILE, check_allowed, load
from test_figure_formats import MISREAD, plain_text, read_dot
from test_page import read

from dataflow.figures import Drawing, draw
from dataflow.figures.formats import FORMATS

NAMES = (
    *(*HOSTILE, *MISREAD),
    *(
        "a\nb",
        "tick ` ``` tick",
        "# a",
        "| a | b |",
        "a\\",
        "*",
        "_",
        "$$",
        "%%",
        "-->",
        "word " * 60,
    ),
)
PLAIN = tuple(f"plain {number}" for number in range(len(NAMES)))
KINDS = ("flow", "paths", "matrix", "timeline")
GRAPHS = ("flow", "paths")
EACH = 8
"""How many names a model has: more would be refused."""


def called(names: tuple[str, ...]) -> dict[str, Any]:
    """hub ──▶ r0, r1, …: whatever has a name has one of these, and so has what is quoted."""
    keys = range(len(names))
    views: dict[str, dict[str, Any]] = {kind: {"kind": kind, "title": names[0]} for kind in KINDS}
    views["paths"] |= {"highlight": "d0", "company": "r0"}
    views["flow"] |= {"subtitle": names[-1], "caption": names[1], "panels": ["one", "two"]}
    return {
        "dataflow": 1,
        "title": names[0],
        "licence": names[1],
        "data": {f"d{n}": {"name": names[n]} for n in keys},
        "purposes": {f"p{n}": {"name": f"{names[n]} p"} for n in keys},
        "sources": {
            f"s{n}": {"title": names[n], "publisher": names[n], "date": "2014"} for n in keys
        },
        "services": {
            "hub": {"holds": [f"d{n}" for n in keys]},
            **{f"r{n}": {"name": f"{names[n]} r"} for n in keys},
        },
        "flows": {
            f"f{n}": {
                "from": "hub",
                "to": f"r{n}",
                "data": f"d{n}",
                "purposes": f"p{n}",
                "label": names[n],
                "source": f"s{n}",
                "since": f"{2001 + n}",
            }
            for n in keys
        },
        "claims": {
            f"c{n}": {
                "by": f"r{n}",
                "date": "2000",
                "quote": names[n],
                "source": f"s{n}",
                "never": {"data": f"d{n}", "reach": f"r{n}", "from": "hub"},
            }
            for n in keys
        },
        "events": {f"e{n}": {"date": f"{2001 + n}", "name": names[n]} for n in keys},
        "scenarios": {
            "one": {"title": names[2], "as_of": "2003"},
            "two": {"title": names[3], "subtitle": names[4]},
        },
        "views": views,
    }


PARTS = [NAMES[at : at + EACH] for at in range(0, len(NAMES) - EACH + 1, EACH)] + [NAMES[-EACH:]]


@cache
def figure(part: int, kind: str, *, plain: bool = False) -> Drawing:
    return draw(load(called(PLAIN[:EACH] if plain else PARTS[part])), kind)


def shown(text: str) -> str:
    return "".join(text.split())


def is_there(name: str, text: str) -> bool:
    """Say whether a name stands in a text, wherever its lines were broken."""
    return shown(name) in shown(text)


def test_every_hostile_name_is_in_some_model() -> None:
    assert {name for part in PARTS for name in part} == set(NAMES)
    assert {len(part) for part in PARTS} == {EACH}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", range(len(PARTS)))
def test_an_svg_shows_them_and_gains_no_element(part: int, kind: str) -> None:
    root, plain = (
        ET.fromstring(figure(part, kind, plain=calm).svg)  # noqa: S314 - our own
        for calm in (False, True)
    )
    check_allowed(root)
    assert {one.tag for one in root.iter()} <= {one.tag for one in plain.iter()}
    said = "".join([*root.itertext(), *(one.get("aria-label", "") for one in root.iter())])
    for name in PARTS[part][: 1 if kind == "paths" else None]:
        assert is_there(name, said), name


@pytest.mark.filterwarnings("ignore:no font is found")  # whether one is depends on the system
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", range(len(PARTS)))
def test_a_png_and_a_pdf_are_made_of_them(part: int, kind: str) -> None:
    assert figure(part, kind).convert("png").startswith(b"\x89PNG")
    assert figure(part, kind).convert("pdf").startswith(b"%PDF")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", range(len(PARTS)))
def test_a_page_and_markdown_show_them(part: int, kind: str) -> None:
    page = figure(part, kind).convert("html").decode()
    plain = read(figure(part, kind, plain=True).convert("html").decode())
    assert {tag for tag, _ in read(page).found} <= {tag for tag, _ in plain.found}
    told = plain_text(figure(part, kind).convert("markdown").decode())
    for name in PARTS[part][: 1 if kind == "paths" else None]:
        assert is_there(name, html.unescape(page)), name
        assert is_there(name, told), name


@pytest.mark.parametrize("kind", GRAPHS)
@pytest.mark.parametrize("part", range(len(PARTS)))
def test_dot_and_mermaid_gain_no_statement_by_them(part: int, kind: str) -> None:
    one, other = figure(part, kind), figure(part, kind, plain=True)
    nodes, wanted = (read_dot(it.convert("dot").decode()) for it in (one, other))
    assert len(nodes) == len(wanted)
    for name in PARTS[part][: 1 if kind == "paths" else None]:
        assert is_there(f"{name} r", "".join(nodes)), name
    lines, wanted = (it.convert("mmd").decode().split("\n") for it in (one, other))
    statements, calm = (
        [line for line in some if not line.startswith("  %%")] for some in (lines, wanted)
    )
    assert len(statements) == len(calm)


def test_no_format_is_forgotten() -> None:
    names = {"svg", "png", "pdf", "dot", "mmd", "html", "markdown"}
    assert {form.name for form in FORMATS} == names
