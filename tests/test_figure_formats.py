"""Figures as PNG, PDF, DOT, Mermaid and Markdown, read back by other programs where they can."""

from __future__ import annotations

import html
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unittest import mock
from urllib.parse import unquote

import pytest
from blocks import run_program
from markdown_it import MarkdownIt
from test_drawing import HOSTILE, SMALL, hostile_model, load
from test_matrix import MODEL as MATRIX
from test_timeline import MODEL as TIMES
from test_views import MODEL

import dataflow as df
from dataflow.figures import draw
from dataflow.figures.figure import Panel
from dataflow.figures.flow import layout
from dataflow.figures.formats import FORMATS
from dataflow.figures.formats.graphs import flatten, quote_dot, quote_mermaid, tell_footing
from dataflow.figures.formats.png import rasterise
from dataflow.figures.style import text
from dataflow.figures.style.text import (
    FOLDER,
    MissingFontWarning,
    is_enough,
    part_emoji,
    read_characters,
)
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = {
    "flow": (MODEL, "both"),
    "paths": (MODEL, "way"),
    "matrix": (MATRIX, "all"),
    "timeline": (TIMES, "time"),
}


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Read a PNG of 8 bits a colour back, with or without an alpha channel."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    assert kind in {2, 6}
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return width, height, zlib.decompress(data)


def differing(one: bytes, other: bytes) -> int:
    """Count the bytes in which two pictures differ; as one number each, which is quick."""
    assert len(one) == len(other)
    different = int.from_bytes(one) ^ int.from_bytes(other)
    return len(one) - different.to_bytes(len(one)).count(0)


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
    assert differing(data, pixels(rasterise(silent))[2]) > 20 * len(
        re.findall("<text", drawing.svg)
    )


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
    silent = rasterise(re.sub("<text.*?</text>", "", drawing.svg, flags=re.DOTALL))
    assert pixels(done.stdout)[2] != pixels(silent)[2]


def test_both_weights_of_the_typeface_have_the_same_characters() -> None:
    regular, bold = (
        read_characters(FOLDER / f"LiberationSans-{name}.ttf") for name in ("Regular", "Bold")
    )
    assert regular == bold
    assert set("aéßЖβא€”→") <= regular
    assert not set("電م👩") & regular


@pytest.mark.filterwarnings("ignore:no font is found")  # whether one is depends on the system
@pytest.mark.parametrize(("name", "alone"), [("Zoë → שלום", True), ("電話", False)])
@pytest.mark.parametrize(
    ("form", "program", "option"),
    [
        ("png", "resvg_py.svg_to_bytes", "skip_system_fonts"),
        ("pdf", "typst.compile", "ignore_system_fonts"),
    ],
)
def test_fonts_of_the_system_are_asked_only_for_what_the_typeface_lacks(
    name: str, form: str, program: str, option: str, *, alone: bool
) -> None:
    with mock.patch(program, return_value=b"") as renderer:
        draw(load(hostile_model(name))).convert(form)
    assert renderer.call_args.kwargs[option] is alone


def one_line(text: str) -> str:
    """Write an SVG of one line in the type of figures."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 30" width="200" height="30">'
        "<style>text{font-family:Arial, 'Liberation Sans', sans-serif;font-size:16px}</style>"
        f'<text x="4" y="22">{text}</text></svg>'
    )


@pytest.mark.filterwarnings("ignore:no font is found that has \U0010fffd")
def test_what_the_typeface_has_is_no_empty_box() -> None:
    lost = "\U0010fffd"
    assert not is_enough(lost)
    for letters in ("שלום", "Ждать", "αβγ"):
        boxes = rasterise(one_line(lost * len(letters)))
        assert pixels(rasterise(one_line(letters))) != pixels(boxes)
    # what no font has is at least seen
    assert pixels(rasterise(one_line(lost))) != pixels(rasterise(one_line("")))


@pytest.mark.parametrize(("form", "what"), [("png", "the PNG"), ("pdf", "the PDF")])
def test_characters_that_no_font_has_are_told_with_their_text(
    form: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "system_characters", lambda: frozenset("電"))
    drawing = draw(load(hostile_model("Zoë 電 ꙮ ➿")))
    with pytest.warns(MissingFontWarning) as caught:
        drawing.convert(form)
    [one] = caught
    said = str(one.message)
    assert "➿ (U+27BF) in “" in said
    assert "ꙮ (U+A66E) in “" in said
    assert "電 (" not in said
    assert "ë (" not in said
    assert what in said


@pytest.mark.parametrize("name", ["plain", "Zoë → שלום “чат”", "a\u00a0b — c…"])
@pytest.mark.parametrize("form", ["png", "pdf"])
def test_of_what_the_typeface_has_nothing_is_told(
    name: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "system_characters", frozenset)
    assert draw(load(hostile_model(name))).convert(form)  # a warning would be an error


def test_the_command_tells_them_on_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "system_characters", frozenset)
    path = tmp_path / "model.yaml"
    path.write_text(json.dumps(hostile_model("ꙮ"), ensure_ascii=False), "utf-8")
    said, code = run_program(["draw", str(path), "-o", str(tmp_path / "x.png")], io.StringIO())
    assert code == 0
    assert said.startswith("warning: no font is found that has ꙮ (U+A66E) in “")
    assert (tmp_path / "x.png").exists()


def test_of_several_figures_the_command_tells_in_which_a_character_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "system_characters", frozenset)
    path = tmp_path / "model.yaml"
    views = {"first": {"title": "plain"}, "second": {"title": "ꙮ"}, "third": {"title": "➿"}}
    model = {**hostile_model("plain"), "views": views}
    path.write_text(json.dumps(model, ensure_ascii=False), "utf-8")
    asked = ["draw", str(path), "--all", "--format", "png", "-o", str(tmp_path / "figures")]
    said, code = run_program(asked, io.StringIO())
    assert code == 0
    lost = [line.partition(" in “")[0] for line in said.splitlines() if "no font" in line]
    assert lost == [
        "warning: second.png: no font is found that has ꙮ (U+A66E)",
        "warning: third.png: no font is found that has ➿ (U+27BF)",
    ]
    said, code = run_program([*asked, "--quiet"], io.StringIO())
    assert (said, code) == ("", 0)


@pytest.mark.parametrize(
    ("characters", "form"), [("aé", 4), ("a👩", 12)], ids=["segments", "groups"]
)
@pytest.mark.parametrize("collected", [False, True])
def test_the_characters_of_a_font_are_read(
    characters: str, form: int, tmp_path: Path, *, collected: bool
) -> None:
    codes = [*map(ord, characters)]
    if form == 4:
        ends = [*codes, 0xFFFF]
        runs = struct.pack(f">{len(ends)}H2x{len(ends)}H", *ends, *ends)
        table = struct.pack(">HHHH6x", 4, 0, 0, 2 * len(ends)) + runs
    else:
        groups = b"".join(struct.pack(">III", one, one, 1) for one in codes)
        table = struct.pack(">HHIII", 12, 0, 0, 0, len(codes)) + groups
    start = 16 if collected else 0
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table
    font = struct.pack(">IH6x4s4xII", 0x10000, 1, b"cmap", start + 28, len(cmap)) + cmap
    path = tmp_path / "font.ttf"
    path.write_bytes((struct.pack(">4sIII", b"ttcf", 0, 1, 16) if collected else b"") + font)
    assert read_characters(path) == set(characters)


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"ttcf" + b"\xff" * 40, b"OTTO\0\1"])
def test_a_font_that_is_broken_has_no_characters(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(content)
    assert text._read_any(path) == frozenset()


def test_joined_emoji_are_parted_only_beside_other_characters() -> None:
    family, persian = "👩\u200d👧", "می\u200cکنم ن\u200dک"
    assert part_emoji(one_line(family)) == one_line(family)
    assert part_emoji(one_line(persian)) == one_line(persian)
    assert part_emoji(one_line(f"a {family} 👩🏽 ❤️")) == one_line("a 👩👧 👩 ❤")
    title = f"<title>a {family}</title>"
    assert part_emoji(title) == title


@pytest.mark.filterwarnings("ignore:no font is found")  # the boxes are compared
def test_joined_emoji_beside_letters_are_no_empty_boxes() -> None:
    lost = "\U0010fffd"
    if pixels(rasterise(one_line("👩"))) == pixels(rasterise(one_line(lost))):
        pytest.skip("no font of the system has emoji")
    shown = pixels(rasterise(one_line("a 👩\u200d👧")))
    assert shown == pixels(rasterise(one_line("a 👩👧")))
    assert shown != pixels(rasterise(one_line(f"a {lost}{lost}")))


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_colours_that_follow_the_screen_are_light_on_paper(form: str) -> None:
    auto, light, dark = (
        draw(load(SMALL), theme=theme).convert(form) for theme in ("auto", "light", "dark")
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


def test_what_is_a_link_is_one_in_a_pdf_on_every_line_of_its_words() -> None:
    address = "https://example.org/a_(b)?c=1&d=\\2"
    source = {"title": "A long title " * 12, "publisher": "Chat", "url": address}
    drawing = draw(load(SMALL | {"sources": {**SMALL["sources"], "policy": source}}))
    root = ET.fromstring(drawing.svg)  # noqa: S314 - the SVG is our own
    svg = "{http://www.w3.org/2000/svg}"
    lines = [line for link in root.iter(f"{svg}a") for line in link.iter(f"{svg}text")]
    pdf = drawing.convert("pdf")
    assert len(lines) > 1
    assert pdf.count(rb"/URI(https://example.org/a_(b)?c=1&d=\\2)") == len(lines)
    height = float(root.get("height", "")) * 0.75
    found = [[float(one) for one in box.split()] for box in re.findall(rb"/Rect ?\[(.*?)\]", pdf)]
    assert len(found) == len(lines)
    for line, (left, bottom, _, top) in zip(lines, found, strict=True):
        assert left == pytest.approx(float(line.get("x", "")) * 0.75, abs=0.01)
        assert bottom < height - float(line.get("y", "")) * 0.75 < top


@pytest.mark.filterwarnings("ignore:no font is found")  # whether one is depends on the system
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


def test_a_format_that_is_not_known_is_an_error_with_those_that_are() -> None:
    with pytest.raises(df.QuestionError, match=r"no `pgn`, but `svg`, .* or `markdown`") as caught:
        draw(load(SMALL)).convert("pgn")
    assert caught.value.nearest == ("png",)


@pytest.mark.parametrize("kind", FIGURES)
def test_another_renderer_draws_the_same_size_and_text(kind: str, tmp_path: Path) -> None:
    rsvg = shutil.which("rsvg-convert")
    if rsvg is None:
        pytest.skip("rsvg-convert is not here")
    model, view = FIGURES[kind]
    drawing = draw(load(model), view)
    silent = re.sub("<text.*?</text>", "", drawing.svg, flags=re.DOTALL)
    shown = []
    for svg in (drawing.svg, silent):
        path = tmp_path / "a.svg"
        path.write_text(svg, "utf-8")
        done = subprocess.run([rsvg, "-z", "2", str(path)], capture_output=True, check=True)
        shown.append(pixels(done.stdout))
    assert shown[0] != shown[1]
    assert shown[0][:2] == shown[1][:2] == pixels(drawing.convert("png"))[:2]


# DOT


def show_dot(source: str) -> list[str]:
    """Give the nodes as Graphviz reads and shows them."""
    program = layout.bundled() or shutil.which("dot")
    if program is None:
        pytest.skip("no graphviz is here")
    done = subprocess.run(
        [str(program), "-Tsvg"], input=source.encode(), capture_output=True, check=True
    )
    return re.findall(r'<g id="node\d+" class="node">(.*?)</g>', done.stdout.decode(), re.DOTALL)


def read_dot(source: str) -> list[str]:
    """Give the labels of the nodes."""
    nodes = show_dot(source)
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


@pytest.mark.parametrize("name", [*HOSTILE, "\\N", "a\\\\n", "\\G \\E\\", "&amp; &#65;"])
def test_dot_shows_hostile_tooltips_exactly(name: str) -> None:
    drawing = draw(load(hostile_model(name)))
    nodes = "".join(show_dot(drawing.convert("dot").decode()))
    shown = [html.unescape(tip) for tip in re.findall('xlink:title="([^"]*)"', nodes)]
    panel = drawing.figure.panels[0]
    assert isinstance(panel, Panel)
    for chip in panel.chips:
        assert " ".join(chip.label.split()) in {" ".join(tip.split()) for tip in shown}


def test_dot_and_mermaid_keep_sources_as_comments() -> None:
    drawing = draw(load(SMALL))
    for form, mark in (("dot", "  //"), ("mmd", "  %%")):
        lines = drawing.convert(form).decode().split("\n")
        comments = [line for line in lines if line.startswith(mark)]
        for said in ("On paper", "https://example.org/policy", "Drawn from the model"):
            assert any(said in one for one in comments), said


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\x85"])
def test_a_comment_ends_with_its_line(end: str) -> None:
    figure = replace(draw(load(SMALL)).figure, caption=f"a{end}b")
    told = [*tell_footing(figure)]
    assert "a b" in told
    assert all(len(one.splitlines()) == 1 for one in told)


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


MISREAD = (
    *("1. a", "2) b", "- a", "+ a", "`a`", "_a_ **b**", "end", "#35;", "#quot;", "a;b", "C#; D"),
    *("%%{init: {}}%%", "a\\nb", "$$x^2$$", "$x$", "fa:fa-car car", "www.example.org", "<br>"),
    *("[a](b)", "x --> y", "@{shape: x}", "~~~a~~~"),
)
"""What Mermaid, or the Markdown in it, would make something else of."""


@pytest.mark.parametrize("name", [*HOSTILE, *MISREAD])
def test_mermaid_writes_what_it_could_misread_as_numbers(name: str) -> None:
    written = quote_mermaid(name)
    assert written.startswith('"')
    assert written.endswith('"')
    inner = written[1:-1]
    parts = inner.split("<span></span>")
    for part in (*parts, flatten(name)):
        assert not re.search(r'["<>&`{}\[\]|\\*~;]', re.sub(r"#\d+;", "", part))
    shown = [re.sub(r"#(\d+);", lambda found: chr(int(found[1])), one) for one in parts]
    assert "".join(shown) == name
    for pair in ("$$", "\\n", "a:fa-"):
        assert not any(pair in one for one in shown)


def test_mermaid_gains_no_statement() -> None:
    plain = draw(load(hostile_model("plain"))).convert("mmd").decode()
    for name in HOSTILE:
        source = draw(load(hostile_model(name))).convert("mmd").decode()
        assert len(source.splitlines()) == len(plain.splitlines()), name


MERMAID = os.environ.get("DATAFLOW_MERMAID", "")


@pytest.mark.browser
@pytest.mark.skipif(not MERMAID, reason="DATAFLOW_MERMAID names no mermaid.min.js")
@pytest.mark.parametrize("name", [*HOSTILE, *MISREAD])
def test_mermaid_itself_shows_names_exactly(name: str, browser: Any) -> None:  # noqa: ANN401 - playwright's own
    drawing = draw(load(hostile_model(name)))
    page = browser.new_page()
    page.set_content("<!doctype html><meta charset=utf-8><body>")
    page.add_script_tag(path=MERMAID)
    shown = page.evaluate(
        """async (source) => {
          mermaid.initialize({startOnLoad: false, securityLevel: "strict"});
          const drawn = await mermaid.render("figure", source);
          document.body.innerHTML = drawn.svg;
          const texts = [...document.querySelectorAll(".node .nodeLabel")];
          return {
            nodes: texts.map((one) => one.innerText),
            added: document.querySelectorAll(
              "body script, img, i, a, math, strong, em, del, ul, ol").length,
            title: document.querySelector("svg > title").textContent,
            desc: document.querySelector("svg > desc").textContent,
          };
        }""",
        drawing.convert("mmd").decode(),
    )
    page.close()
    lines = {" ".join(line.split()) for one in shown["nodes"] for line in one.split("\n")}
    assert {" ".join(name.split()), " ".join(f"{name} 2".split())} <= lines
    assert shown["added"] == 0
    assert shown["title"] == " ".join(drawing.figure.title.split())
    assert shown["desc"] == " ".join(drawing.figure.alt.split())


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
        assert html.unescape(label) in told
    assert drawing.figure.title in told
    assert "Drawn from the model" in told


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_shows_hostile_names_exactly(name: str) -> None:
    source = draw(load(hostile_model(name))).convert("markdown").decode()
    wanted = " ".join(name.split())
    assert wanted in " ".join(plain_text(source).split())
    assert "<script" not in MarkdownIt("commonmark", {"html": True}).render(source)


def told(model: dict[str, Any], view: str | None = None, **asked: Any) -> str:  # noqa: ANN401 - settings
    return plain_text(draw(load(model), view, **asked).convert("markdown").decode())


def test_markdown_says_which_source_tells_what() -> None:
    said = told(SMALL, highlight="phone number", owners=True).replace("\u00a0", " ").split("\n")
    assert "You give Chat your phone number (used for messaging), since 2009 [1]" in said
    assert any(line.endswith("unless you opted out [1, 2, a]") for line in said)
    assert "[2] Chat, “Policy”, 25 August 2016" in said
    assert "It begins to share [1]" in told(TIMES, "time")


def test_markdown_of_a_matrix_quotes_the_broken_promises_and_whose_word_it_is() -> None:
    claim = {
        "by": "chat",
        "date": "2010",
        "quote": "Never to Net.",
        "source": "policy",
        "never": {"data": "email", "reach": "net"},
    }
    model: dict[str, Any] = {
        "dataflow": 1,
        "services": {"chat": {"holds": "email"}},
        "companies": {"net": {}},
        "flows": [{"from": "chat", "to": "net", "data": "email", "since": "2012"}],
        "claims": {"c": claim},
        "sources": {"policy": {"title": "Policy"}},
        "views": {"m": {"kind": "matrix"}},
    }
    assert "breaks “Never to Net” (chat, 2010) [1]" in told(model, "m")
    model["flows"][0]["status"] = "alleged"
    alleged = "breaks “Never to Net” (chat, 2010), if what is alleged is so [1]"
    assert alleged in told(model, "m")


def test_markdown_says_of_holders_what_no_flow_says() -> None:
    model = SMALL | {"derivations": {"guess": {"from": "email", "to": "phone_number"}}}
    model["services"] = {**SMALL["services"], "shop": {"name": "shop", "holds": "email"}}
    said = told(model, highlight="phone number").split("\n")
    assert "business partners: not named by the source" in said
    assert any(line.startswith("shop can work out phone number") for line in said)


@pytest.mark.parametrize(
    "address", ["https://a.org/?b=1&copy;=2", "https://a.org/x_(y)", "https://a.org/a\\!b`c"]
)
def test_markdown_keeps_addresses(address: str) -> None:
    source = {"title": "T", "publisher": "P", "url": address}
    model = SMALL | {"sources": {**SMALL["sources"], "policy": source}}
    tokens = MarkdownIt("commonmark").parse(draw(load(model)).convert("markdown").decode())
    children = [child for token in tokens for child in token.children or ()]
    links = [unquote(str(child.attrs["href"])) for child in children if child.type == "link_open"]
    assert links == [address]


REGISTERED = """
import sys
import dataflow.figures.formats as formats
formats.FORMATS += (formats.Format("words", ".txt", "tested_format:write", laid_out=False),)
from dataflow.cli.program import run
sys.exit(run())
"""


def test_a_new_format_is_one_module_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "tested_format.py").write_text("def write(drawing): return drawing.alt\n")
    (tmp_path / "model.yaml").write_text("{dataflow: 1, services: {shop: {holds: email}}}")

    def draw_as(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", REGISTERED, "draw", *arguments]
        path = {"PYTHONPATH": os.pathsep.join([*sys.path, str(tmp_path)])}
        return subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **path}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    assert "markdown|words" in draw_as("--help").stdout
    assert "markdown, words" in re.sub(r"[`']", "", draw_as("model.yaml", "--format", "x").stderr)
    assert ".md or .txt" in draw_as("model.yaml", "-o", "figure.gif").stderr
    told = draw_as("model.yaml", "--alt").stdout
    assert told.rstrip("\n") == draw_as("model.yaml", "--format", "words").stdout.rstrip("\n")
    assert draw_as("model.yaml", "-o", "figure.txt").returncode == 0
    assert (tmp_path / "figure.txt").read_text("utf-8") == told.rstrip("\n")


def test_a_picture_that_is_no_graph_is_sent_to_every_other_format() -> None:
    drawing = draw(df.exposure(load({"dataflow": 1, "services": {"shop": {"holds": "email"}}})))
    others = [form for form in FORMATS if not form.graph]
    for form in FORMATS:
        if form.graph:
            with pytest.raises(QuestionError, match="a matrix is no graph") as refused:
                drawing.convert(form.name)
            assert all(other.ending in refused.value.message for other in others)
