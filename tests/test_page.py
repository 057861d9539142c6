"""The page of a figure: read back as HTML, and held against the answers."""

# ruff: noqa: ANN401 - models are JSON of any shape

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from test_drawing import ELEMENTS, HOSTILE, SMALL, hostile_model, load
from test_matrix import MODEL as MATRIX
from test_timeline import MODEL as TIMES
from test_views import MODEL

import dataflow as df
from dataflow.drawing import draw
from dataflow.drawing.daily import follow_days
from dataflow.drawing.figure import Panel

ROOT = Path(__file__).parent.parent

ALLOWED: dict[str, set[str]] = ELEMENTS | {
    "html": {"lang", "class"},
    "head": set(),
    "meta": {"charset", "http-equiv", "content", "name"},
    "title": {"id"},
    "style": set(),
    "script": {"type", "id"},
    "body": set(),
    "main": set(),
    "h1": {"class"},
    "h2": set(),
    "figure": set(),
    "div": {"class", "id", "hidden", "tabindex", "role", "aria-label"},
    "form": {"class", "id", "hidden"},
    "fieldset": set(),
    "legend": set(),
    "label": {"class", "for"},
    "input": {"type", "value", "checked", "id", "min", "max", "step"},
    "button": {"type", "class", "aria-label"},
    "output": {"id", "for", "aria-live"},
    "table": {"id"},
    "caption": set(),
    "thead": set(),
    "tbody": {"id"},
    "tr": set(),
    "th": {"scope"},
    "td": {"data-of"},
    "p": set(),
    "ol": set(),
    "ul": set(),
    "li": set(),
    "br": set(),
}


class Reading(HTMLParser):
    """What stands in a page: elements with their attributes, and text by element."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}))
        self.open = tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open, data))

    def of(self, tag: str) -> list[str]:
        return [text for open_, text in self.texts if open_ == tag]


def page(what: Any, view: str | None = None, **asked: Any) -> str:
    return draw(what, view, **asked).convert("html").decode()


def read(text: str) -> Reading:
    reading = Reading(text)
    for tag, attributes in reading.found:
        named = next((key for key in ALLOWED if key.lower() == tag), tag)
        assert named in ALLOWED, tag
        allowed = {one.lower() for one in ALLOWED[named]} | ({"xmlns"} if tag == "svg" else set())
        assert set(attributes) <= allowed | ({"rel", "href"} if tag == "a" else set()), tag
        assert re.match("https?://", attributes.get("href", "https://")), attributes
    return reading


def data_of(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_nothing_in_it_comes_from_elsewhere_or_runs_unnamed() -> None:
    text = page(load(MODEL), "both")
    reading = read(text)
    policy = next(
        one["content"]
        for tag, one in reading.found
        if tag == "meta" and one.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    inline = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    inline += re.findall("<script>(.*?)</script>", text, re.DOTALL)
    assert len(inline) == 3
    for one in inline:
        digest = base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not re.search(r"url\(|@import", "".join(inline))


def test_every_state_says_what_reach_says_of_that_day() -> None:
    model = df.load(ROOT / "graphs" / "whatsapp.yaml")
    answer = df.reach(model, "phone_number", origin="whatsapp", as_of="2016-12-31")
    daily = follow_days(answer, "days")
    assert daily is not None
    assert len(daily.states) > 5
    for state in daily.states:
        day = state.answer.setting.as_of
        assert day is not None
        again = df.reach(model, "phone_number", origin="whatsapp", as_of=day.written)
        assert [row.to_dict() for row in state.answer] == [row.to_dict() for row in again]
    assert daily.states[daily.begin].day <= answer.setting.day


def test_what_is_shown_on_a_day_is_what_its_own_figure_draws() -> None:
    model = load(MODEL)
    daily = follow_days(df.reach(model, "phone_number"), "days")
    assert daily is not None
    causes = {chip.id: set(chip.causes) for chip in daily.panel.chips}
    for state in daily.states:
        own = draw(state.answer).figure.panels[0]
        drawn = {cause for chip in own.chips for cause in chip.causes if not chip.denied}  # type: ignore[attr-defined] # a panel of flows
        shown = {cause for key in state.shown if key in causes for cause in causes[key]}
        assert shown == drawn


def test_a_path_is_all_that_leads_to_a_flow_and_whom_it_reaches() -> None:
    # You ─f1─▶ chat ─f2─▶ network ─f3─▶ partners
    graph = data_of(page(load(MODEL), "way"))["graphs"][0]
    panel = draw(load(MODEL), "way").figure.panels[0]
    assert isinstance(panel, Panel)
    places = {one.id: f"h{n}" for n, one in enumerate(panel.holders, 1)}
    you, chat, network, partners = (
        places[key] for key in ("person:you", "chat", "network", "partners")
    )
    assert graph["paths"]["f3"] == sorted([you, "f1", chat, "f2", network, "f3", partners])
    assert graph["paths"]["f1"] == sorted([you, "f1", chat])
    assert graph["paths"][network] == sorted([you, "f1", chat, "f2", network])


def test_a_filter_is_offered_where_there_is_something_to_choose() -> None:
    named = [one.strip() for one in read(page(load(MODEL), "both")).of("input")]
    assert named == ["email address", "phone number", ""]
    assert 'id="filter"' not in page(df.reach(load(MODEL), "email", origin="chat"))


def test_the_table_is_there_without_a_script() -> None:
    reading = read(page(load(MODEL), "both"))
    assert "Net, Inc." in reading.of("th")
    assert "Who can reach it, and how" in reading.of("caption")


@pytest.mark.parametrize("what", ["all", "time", "way"])
def test_other_figures_have_their_page_as_well(what: str) -> None:
    model = {"all": MATRIX, "time": TIMES, "way": MODEL}[what]
    read(page(load(model), what))


def test_a_page_speaks_the_language_of_its_model() -> None:
    text = page(load(MODEL | {"language": "de"}), "both")
    assert '<html lang="de">' in text
    assert "Tag für Tag" in text
    assert "Zugriff auf phone number: " in text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_may_be_chosen(theme: str) -> None:
    assert f'class="{theme}"' in page(load(SMALL), highlight="phone_number", theme=theme)


@pytest.mark.parametrize("name", [*HOSTILE, "</script><!--", "<!-- <script>"])
def test_hostile_names_stand_there_exactly_and_do_nothing(name: str) -> None:
    model = hostile_model(name)
    model["flows"].append(model["flows"][0] | {"since": "2016"})
    text = page(load(model))
    reading = read(text)
    assert name in reading.of("title")
    rows = [one for state in data_of(text)["states"] for one in state["rows"]]
    assert not rows or any(f"{name} 2" in row for row in rows)
    plain = read(page(load(json.loads(json.dumps(model).replace(json.dumps(name)[1:-1], "plain")))))
    assert {tag for tag, _ in reading.found} == {tag for tag, _ in plain.found}


@pytest.mark.parametrize("view", ["before-after", "opting-out", None])
def test_the_pages_of_the_case_are_small(view: str | None) -> None:
    model = df.load(ROOT / "graphs" / "whatsapp.yaml")
    assert len(page(model, view).encode()) < 150_000


def test_the_same_model_gives_the_same_page() -> None:
    turned = MODEL | {key: dict(reversed(MODEL[key].items())) for key in ("flows", "companies")}
    assert page(load(turned), "both") == page(load(MODEL), "both")
