"""Figures of models that are too large to be read: refused at once, with advice that helps."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest
from blocks import run_program
from test_drawing import drawn, load, unlike

import dataflow as df
from dataflow.answers.passing import find_steps
from dataflow.answers.reach import reach
from dataflow.figures import draw
from dataflow.figures.flow import layout
from dataflow.figures.formats import html
from dataflow.figures.sketch import CHIPS, HOLDERS, TooLargeError
from dataflow.serving import Following, Wish

if TYPE_CHECKING:
    from pathlib import Path

    from dataflow.model import Model

FLOWS = 3_000
"""Of a model that nobody wants to see drawn."""


def chain(flows: int) -> Model:
    """s0 ──▶ s1 ──▶ s2 ──▶ …, each of a company of its own."""
    steps = [{"from": f"s{n}", "to": f"s{n + 1}", "data": "email"} for n in range(flows)]
    companies = [f"s{n}" for n in range(flows + 1)]
    services = {"s0": {"holds": "email"}}
    return load({"dataflow": 1, "companies": companies, "services": services, "flows": steps})


def two_kinds() -> dict[str, Any]:
    """Sixty get the phone number from a hub, each for something else; one of them an address."""
    model = unlike(60)
    model["services"] = {**model["services"], "hub": {"holds": ["phone_number", "email"]}}
    model["flows"].append({"from": "hub", "to": "r000", "data": "email"})
    views = {"every": {}, "table": {"kind": "matrix"}}
    return model | {"views": views}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "model.yaml"
    file.write_text(json.dumps(two_kinds()), "utf-8")
    return file


@pytest.fixture
def no_layout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """There is no layout program."""
    monkeypatch.setattr(layout, "bundled", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))


def run(*arguments: object) -> tuple[str, int]:
    """Run the program here; give what it says, and its exit code."""
    return run_program([*map(str, arguments)], io.StringIO())


# Refusing


def test_what_paths_share_is_looked_at_once() -> None:
    answer = reach(chain(50), "email")
    steps = find_steps(answer)
    assert len(steps) == 51
    assert {id(step.cause) for row in answer for step in row.path} == {
        id(step.cause) for step in steps
    }
    assert sum(len(row.path) for row in answer) == 51 * 52 / 2


def test_a_figure_is_refused_by_count_before_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr("dataflow.figures.flow.compose", lambda *given: made.append(given))
    monkeypatch.setattr(layout, "_run", lambda *given: made.append(given))
    drawing = draw(chain(FLOWS))
    with pytest.raises(TooLargeError, match=f"a figure of {FLOWS + 1} holders cannot be read"):
        _ = drawing.svg
    assert made == []


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "html"])
@pytest.mark.parametrize("view", ["every", None])
def test_every_picture_is_refused_alike(view: str | None, form: str) -> None:
    with pytest.raises(TooLargeError, match="61 holders"):
        draw(load(two_kinds()), view).convert(form)


def test_answers_are_refused_alike() -> None:
    model = chain(HOLDERS)
    for answer in (df.reach(model, "email"), df.why(model, "email", f"s{HOLDERS}")):
        with pytest.raises(TooLargeError, match=f"{HOLDERS + 1} holders"):
            _ = draw(answer).svg


def test_paths_of_a_view_are_refused_alike() -> None:
    way = {"kind": "paths", "highlight": "email", "company": "s50"}
    model = json.loads(json.dumps({"dataflow": 1, "views": {"way": way}}))
    flows = [{"from": f"s{n}", "to": f"s{n + 1}", "data": "email"} for n in range(50)]
    model |= {"companies": [f"s{n}" for n in range(51)], "flows": flows}
    model |= {"services": {"s0": {"holds": "email"}}}
    with pytest.raises(TooLargeError, match="51 holders"):
        _ = draw(load(model), "way").svg


def between_all(holders: int, flows: int) -> Model:
    """Everybody shares with everybody, until there are so many flows."""
    pairs = [(n, (n + m) % holders) for m in range(1, holders) for n in range(holders)][:flows]
    shared = [{"from": f"s{n}", "to": f"s{m}", "data": "email"} for n, m in pairs]
    services = {f"s{n}": {} for n in range(holders)} | {"s0": {"holds": "email"}}
    return load({"dataflow": 1, "services": services, "flows": shared})


def test_too_many_flows_between_few_are_refused_as_well() -> None:
    sketch = draw(between_all(12, CHIPS)).sketch
    assert sketch.extent is not None
    # one chip more: what is collected
    assert (sketch.extent.holders, sketch.extent.chips) == (12, CHIPS + 1)
    with pytest.raises(TooLargeError, match=f"a figure of {CHIPS + 1} flows cannot be read"):
        sketch.refuse()
    draw(between_all(12, CHIPS - 1)).sketch.refuse()


@pytest.mark.parametrize("view", ["both", "guest", "only", "way", "whole"])
def test_an_extent_counts_what_is_drawn(view: str) -> None:
    from test_views import MODEL  # noqa: PLC0415 - its tests are not ours

    drawing = draw(load(MODEL), view)
    extent = drawing.sketch.extent
    panels = drawing.figure.panels
    assert extent is not None
    holders = {one.id for panel in panels for one in panel.holders if not one.person}  # type: ignore[attr-defined] # panels of flows
    assert extent.holders == len(holders)
    assert extent.chips == sum(len(panel.chips) for panel in panels)  # type: ignore[attr-defined] # as above


# What needs no layout


@pytest.mark.parametrize("form", ["dot", "mmd", "markdown"])
@pytest.mark.usefixtures("no_layout")
def test_a_figure_of_any_size_is_written_without_a_layout_program(form: str) -> None:
    text = draw(chain(FLOWS)).convert(form).decode()
    label = {"dot": f'label="s{FLOWS}"', "mmd": f'["s{FLOWS}"]', "markdown": f"with s{FLOWS}\n"}
    assert label[form] in text
    assert len(text.splitlines()) > FLOWS


@pytest.mark.parametrize("ending", ["dot", "mmd", "md"])
@pytest.mark.usefixtures("no_layout")
def test_the_command_writes_it_as_well(path: Path, ending: str) -> None:
    file = path.with_suffix(f".{ending}")
    assert run("draw", path, "-o", file) == (f"wrote {file}\n", 0)
    assert "r059" in file.read_text("utf-8")


@pytest.mark.usefixtures("no_layout")
def test_the_text_alternative_needs_no_layout(path: Path) -> None:
    said, code = run("draw", path, "--alt")
    assert code == 0
    assert said.startswith("61 companies can reach your data")


# What is advised


def test_each_piece_of_advice_of_the_command_leads_to_a_figure(path: Path) -> None:
    said, code = run("draw", path, "-o", path.with_suffix(".svg"))
    assert code == 2
    first, *advice = said.rstrip("\n").split("\n = ")
    assert first == "error: a figure of 61 holders cannot be read (40 can)"
    followed: list[list[object]] = []
    for one in advice:
        [told] = re.findall(r"^(?:`-o FILE)?[^`]*`([^`]*)`", one)
        if told.startswith("--"):
            followed.append([path, *told.split(), "-o", path.with_suffix(".svg")])
        elif told == "kind: matrix":
            followed.append([path, "table", "-o", path.with_suffix(".svg")])
        else:
            endings = re.findall(r"\.(dot|mmd|md)\b", one)
            assert endings == ["dot", "mmd", "md"]
            followed += [[path, "-o", path.with_suffix(f".{ending}")] for ending in endings]
    assert len(followed) == 6
    for arguments in followed:
        said, code = run("draw", *arguments)
        assert code == 0, said
        assert f"wrote {arguments[-1]}\n" in said
        assert ("may take minutes" in said) == ("--force" in arguments)


def test_a_part_is_advised_only_where_it_can_be_drawn() -> None:
    with pytest.raises(TooLargeError) as caught:
        _ = draw(load(two_kinds())).svg
    assert caught.value.narrower is not None
    assert (caught.value.narrower.highlight, caught.value.narrower.holders) == ("email", 2)
    with pytest.raises(TooLargeError) as caught:
        _ = draw(chain(60)).svg
    assert caught.value.narrower is None
    assert "highlight" not in str(caught.value)


def test_the_advice_for_python_leads_to_a_figure() -> None:
    model = load(two_kinds())
    with pytest.raises(TooLargeError) as caught:
        _ = draw(model).svg
    assert [re.sub(r"`([^`]*)`.*", r"\1", one) for one in caught.value.advise("python")] == [
        "highlight='email'",
        "draw(exposure(model))",
        'convert("dot")',
        "force=True",
    ]
    assert draw(model, highlight="email").svg
    assert draw(df.exposure(model)).svg
    assert all(draw(model).convert(form) for form in ("dot", "mmd", "markdown"))
    assert draw(model, force=True).svg


def test_the_advice_for_a_view_is_what_can_be_written_into_it() -> None:
    model = two_kinds()
    with pytest.raises(TooLargeError) as caught:
        _ = draw(load(model), "every").svg
    assert (
        caught.value.advise("command")[0] == "`highlight: email` in the view `every` has 2 holders"
    )
    model["views"]["every"] = {"highlight": "email"}
    assert draw(load(model), "every").svg


def test_the_page_advises_nothing_that_it_lacks(path: Path) -> None:
    following = Following(str(path), {})
    refusal = following.see(Wish()).picture.refusal
    assert refusal is not None
    assert "force" not in refusal
    assert "the figure of `email`" in refusal
    assert following.see(Wish(data="email")).picture.drawing is not None
    assert following.see(Wish(view="table")).picture.drawing is not None
    # with another question, what was seen before stays
    assert following.see(Wish()).picture.drawing is None


# By force


@pytest.mark.parametrize("form", ["svg", "html"])
def test_by_force_it_is_drawn_however_long_that_takes(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    efforts = []
    lay_out = layout._run

    def listen(source: str, effort: layout.Effort) -> str:
        efforts.append(effort)
        return lay_out(source, effort)

    monkeypatch.setattr(layout, "_run", listen)
    monkeypatch.setattr(layout, "SECONDS", 0)
    text = draw(chain(400), force=True).convert(form).decode()
    assert text.count("s400") >= 1
    # rough, and in two ways alone: of what nobody can read, the best way is not looked for
    assert {(one.left, one.rough) for one in efforts} == {(None, True)}
    assert len(efforts) <= {"svg": 2, "html": 4}[form]


def test_what_can_be_read_is_laid_out_with_care(monkeypatch: pytest.MonkeyPatch) -> None:
    efforts = []
    lay_out = layout._run

    def listen(source: str, effort: layout.Effort) -> str:
        efforts.append(effort)
        return lay_out(source, effort)

    monkeypatch.setattr(layout, "_run", listen)
    assert draw(chain(3), force=True).svg == draw(chain(3)).svg
    assert {(one.deadline is None, one.rough) for one in efforts} == {(True, False), (False, False)}


def test_a_rough_layout_draws_everything() -> None:
    root = ET.fromstring(draw(between_all(30, 300), force=True).svg)  # noqa: S314 - our own
    assert len(drawn(root, "flow")) == 301
    assert len(drawn(root, "holder")) == 31


def test_a_layout_that_takes_too_long_is_no_reason_to_narrow_the_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(layout, "SECONDS", 0)
    with pytest.raises(TooLargeError, match="the layout took more than 0 seconds") as caught:
        _ = draw(chain(3)).svg
    assert "as-of" not in str(caught.value)
    assert draw(chain(3)).convert("dot")


def test_the_days_of_a_page_are_left_out_where_they_are_too_many_to_draw() -> None:
    model = unlike(60)
    for number, flow in enumerate(model["flows"]):
        flow["since"] = str(1950 + number)
    drawing = draw(load(model), highlight="phone_number", as_of="1960")
    assert html._Page(drawing).daily is None
    assert html._Page(draw(load(unlike(5)), highlight="phone_number")).figure
