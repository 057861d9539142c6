"""Figures as PNG, PDF, DOT, Mermaid and Markdown, read back by other programs where they can."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt
from test_drawing import HOSTILE, SMALL, hostile_model, load
from test_matrix import MODEL as MATRIX
from test_timeline import MODEL as TIMES
from test_views import MODEL

import dataflow as df
from dataflow.drawing import draw, layout
from dataflow.drawing.dot import quote as quote_dot
from dataflow.drawing.mermaid import quote as quote_mermaid
from dataflow.drawing.png import write_png

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = {
    "flow": (MODEL, "both"),
    "paths": (MODEL, "way"),
    "matrix": (MATRIX, "all"),
    "timeline": (TIMES, "time"),
}


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Read a PNG of 8-bit RGBA back, which is what resvg writes."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) == (8, 6)
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return width, height, zlib.decompress(data)


# PNG and PDF


@pytest.mark.parametrize("kind", FIGURES)
def test_a_png_is_twice_as_large_and_has_its_text(kind: str) -> None:
    model, view = FIGURES[kind]
    drawing = draw(load(model), view)
    png = drawing.convert("png")
    width, height, data = pixels(png)
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing.svg)
    assert size
    assert (width, height) == (2 * int(size[1]), 2 * int(size[2]))
    silent = re.sub("<text.*?</text>", "", drawing.svg, flags=re.DOTALL)
    changed = sum(a != b for a, b in zip(data, pixels(write_png(silent))[2], strict=True))
    assert changed > 20 * len(re.findall("<text", drawing.svg))


def test_a_png_needs_no_font_of_the_system(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(SMALL), "utf-8")
    code = (
        "import sys, dataflow as df;"
        "sys.stdout.buffer.write(df.draw(df.load(sys.argv[1])).convert('png'))"
    )
    bare = {"PATH": "/nowhere", "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, check=True, env=bare
    )
    drawing = draw(df.load(path))
    silent = write_png(re.sub("<text.*?</text>", "", drawing.svg, flags=re.DOTALL))
    assert pixels(done.stdout)[2] != pixels(silent)[2]


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_colours_that_follow_the_screen_are_light_on_paper(form: str) -> None:
    auto, light, dark = (
        draw(load(SMALL), theme=theme).convert(form)  # type: ignore[arg-type] # one of three
        for theme in ("auto", "light", "dark")
    )
    assert auto == light
    assert auto != dark


@pytest.mark.parametrize("kind", FIGURES)
def test_a_pdf_is_one_page_of_the_size_of_the_figure(kind: str) -> None:
    model, view = FIGURES[kind]
    drawing = draw(load(model), view)
    pdf = drawing.convert("pdf")
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing.svg)
    box = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert size
    assert len(box) == 1
    assert [float(one) for one in box[0]] == [int(size[1]) * 0.75, int(size[2]) * 0.75]
    assert b"LiberationSans" in pdf
    assert b"CreationDate" not in pdf
    assert drawing.convert("pdf") == pdf


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", ["png", "pdf"])
def test_hostile_names_are_drawn(name: str, form: str) -> None:
    assert len(draw(load(hostile_model(name))).convert(form)) > 5_000


@pytest.mark.parametrize(("form", "library"), [("png", "resvg_py"), ("pdf", "typst")])
def test_without_the_library_the_error_says_how_to_get_it(
    form: str, library: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    old = tmp_path / f"x.{form}"
    old.write_text("old", "utf-8")
    with pytest.raises(df.QuestionError, match=rf"pip install 'dataflow-graphs\[{form}\]'"):
        draw(load(SMALL)).save(old)
    assert old.read_text("utf-8") == "old"


@pytest.mark.parametrize("kind", FIGURES)
def test_another_renderer_draws_the_same_size(kind: str, tmp_path: Path) -> None:
    rsvg = shutil.which("rsvg-convert")
    if rsvg is None:
        pytest.skip("rsvg-convert is not here")
    model, view = FIGURES[kind]
    drawing = draw(load(model), view)
    path = tmp_path / "a.svg"
    drawing.save(path)
    done = subprocess.run([rsvg, "-z", "2", str(path)], capture_output=True, check=True)
    assert done.stdout[16:24] == drawing.convert("png")[16:24]


# DOT


def read_dot(source: str) -> list[str]:
    """Give the labels of the nodes, as Graphviz reads and shows them."""
    program = layout.bundled() or shutil.which("dot")
    if program is None:
        pytest.skip("no graphviz is here")
    done = subprocess.run(
        [str(program), "-Tsvg"], input=source.encode(), capture_output=True, check=True
    )
    nodes = re.findall(r'<g id="node\d+" class="node">(.*?)</g>', done.stdout.decode(), re.DOTALL)
    return [
        "\n".join(html.unescape(line) for line in re.findall("<text[^>]*>(.*?)</text>", node))
        for node in nodes
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_dot_shows_hostile_names_exactly_and_gains_nothing(name: str) -> None:
    drawing = draw(load(hostile_model(name)))
    source = drawing.convert("dot").decode()
    shown = read_dot(source)
    plain = read_dot(draw(load(hostile_model("plain"))).convert("dot").decode())
    assert len(shown) == len(plain)
    wanted = {" ".join(name.split()), " ".join(f"{name} 2".split())}
    lines = {" ".join(line.split()) for one in shown for line in one.split("\n")}
    assert wanted <= lines


def test_dot_has_every_holder_flow_and_mark() -> None:
    source = draw(load(MODEL), "both").convert("dot").decode()
    assert source.count("subgraph cluster_") == 2
    assert 'label="2015 before"' in source
    assert source.count('arrowhead="tee"') == 3
    assert 'penwidth="3"' in source
    assert "Phone number" in "".join(read_dot(source))


@pytest.mark.parametrize(
    "text", ["\\N \\G \\l", 'a"b', "a\\", "&amp; &#65;", "<b>", "a\nb", "\\\\"]
)
def test_a_string_of_dot_is_closed_where_it_should_be(text: str) -> None:
    written = quote_dot(text)
    assert re.fullmatch(r'"(?:[^"\\]|\\.)*"', written)
    assert "&#" not in written.replace("&amp;", "")


# Mermaid


@pytest.mark.parametrize("name", [*HOSTILE, "1. a", "- a", "`a`", "end", "#35;", "a;b", "%%{init}"])
def test_mermaid_writes_what_it_could_misread_as_numbers(name: str) -> None:
    written = quote_mermaid(name)
    assert written.startswith('"')
    assert written.endswith('"')
    inner = written[1:-1]
    assert not re.search(r'["<>&`{}\[\]|\\*~]', inner)
    shown = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), inner)
    assert shown == name


def test_mermaid_gains_no_statement() -> None:
    plain = draw(load(hostile_model("plain"))).convert("mmd").decode()
    for name in HOSTILE:
        source = draw(load(hostile_model(name))).convert("mmd").decode()
        assert len(source.splitlines()) == len(plain.splitlines()), name


MERMAID = os.environ.get("DATAFLOW_MERMAID", "")


@pytest.mark.browser
@pytest.mark.skipif(not MERMAID, reason="DATAFLOW_MERMAID names no mermaid.min.js")
@pytest.mark.parametrize("name", [*HOSTILE, "1. a", "- a", "`a`", "end", "#35;", "a;b"])
def test_mermaid_itself_shows_names_exactly(name: str, browser: Any) -> None:  # noqa: ANN401 - playwright's own
    source = draw(load(hostile_model(name))).convert("mmd").decode()
    page = browser.new_page()
    page.set_content("<!doctype html><meta charset=utf-8><body>")
    page.add_script_tag(path=MERMAID)
    svg = page.evaluate(
        """async (source) => {
          mermaid.initialize({startOnLoad: false, securityLevel: "strict"});
          const drawn = await mermaid.render("figure", source);
          document.body.innerHTML = drawn.svg;
          return [...document.querySelectorAll(".nodeLabel")].map((one) => one.innerText);
        }""",
        source,
    )
    page.close()
    lines = {" ".join(line.split()) for one in svg for line in one.split("\n")}
    assert " ".join(f"{name} 2".split()) in lines


# Markdown


def plain_text(source: str) -> str:
    """Give what a reader of Markdown sees."""
    tokens = MarkdownIt("commonmark").parse(source)
    return "\n".join("".join(child.content for child in token.children or ()) for token in tokens)


@pytest.mark.parametrize("kind", FIGURES)
def test_markdown_tells_all_that_is_drawn(kind: str) -> None:
    model, view = FIGURES[kind]
    drawing = draw(load(model), view)
    told = plain_text(drawing.convert("markdown").decode())
    labels = re.findall(r'<g class="(?!holder)[^"]*"[^>]* aria-label="([^"]*)"', drawing.svg)
    assert len(labels) > 1
    for label in labels:
        said = html.unescape(label)
        assert said[:1].upper() + said[1:] in told or said in told
    assert drawing.figure.title in told
    assert "Drawn from the model" in told


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_shows_hostile_names_exactly(name: str) -> None:
    source = draw(load(hostile_model(name))).convert("markdown").decode()
    wanted = " ".join(name.split())
    assert wanted in " ".join(plain_text(source).split())
    assert "<script" not in MarkdownIt("commonmark", {"html": True}).render(source)
