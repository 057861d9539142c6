"""The page of a figure: read back as HTML, and held against the answers."""

# ruff: noqa: ANN401 - models are JSON of any shape

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import random_models
from test_drawing import ELEMENTS, HOSTILE, SMALL, hostile_model, load
from test_matrix import MODEL as MATRIX
from test_timeline import MODEL as TIMES
from test_views import MODEL
from trying import EXAMPLES, try_on

import dataflow as df
from dataflow.common.dates import parse_date
from dataflow.figures import Drawing, draw
from dataflow.figures.figure import Frame, Panel
from dataflow.figures.flow import compose
from dataflow.figures.flow.daily import MOST, TRIED, follow_days
from dataflow.figures.flow.scenes import set_scene
from dataflow.figures.formats.html import KINDS, write_html
from dataflow.figures.sketch import Made
from dataflow.figures.style.palette import DARK, LIGHT
from dataflow.telling.words import ENGLISH

if TYPE_CHECKING:
    from dataflow.answers.reach import Reach
    from dataflow.figures.figure import Figure
    from dataflow.model import Model

ROOT = Path(__file__).parent.parent

QUESTIONS = 2
EVERY_DAY = 40
"""Of so many random models, one is asked about every day."""

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
    "span": set(),
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


@try_on(random_models.asked_models(QUESTIONS), EXAMPLES // EVERY_DAY, 9)
def test_every_day_is_that_of_its_state_and_without_states_nobody_comes_late_or_goes(
    document: dict[str, Any], settings: list[dict[str, Any]]
) -> None:
    model = load(document)
    dates = sorted(random_models.days_around(document), key=lambda one: parse_date(one).last)
    for asked, data in itertools.product(settings, [*document["data"]][:2]):
        daily = follow_days(df.reach(model, data, **asked), "days")
        found = [
            [row.to_dict() for row in df.reach(model, data, **asked | {"as_of": date})]
            for date in dates
        ]
        if daily is None:
            changes = [one for one, _ in itertools.groupby(found)]
            assert len(changes) < 2 or (len(changes) == 2 and not changes[0])
            continue
        for date, rows in zip(dates, found, strict=True):
            day = parse_date(date).last
            state = next((one for one in reversed(daily.states) if one.day <= day), None)
            assert rows == ([row.to_dict() for row in state.answer] if state else [])


def test_what_was_so_before_the_first_day_is_a_state_as_well() -> None:
    hold = {"dataflow": 1, "services": {"one": {"holds": "phone_number"}, "two": {}}}
    flow = {"from": "one", "to": "two", "data": "phone_number", "since": "2016-08-25"}
    text = page(df.reach(load(hold | {"flows": [flow]}), "phone_number"))
    assert [one["said"] for one in data_of(text)["states"]] == [
        "Before 25 August 2016: 1 company can reach your phone number.",
        "25 August 2016: 2 companies can reach your phone number.",
    ]


def test_who_only_owns_is_there_while_it_owns() -> None:
    owned = {"owned_by": {"company": "big", "since": "2014", "until": "2017"}}
    model = load(
        {
            "dataflow": 1,
            "companies": {"big": {}, "small": owned},
            "services": {"app": {"operator": "small", "holds": "phone_number"}},
        }
    )
    daily = follow_days(df.reach(model, "phone_number", owners=True), "days")
    assert daily is not None
    assert ["big" in one.holders for one in daily.states] == [False, True, False]
    assert ["c1" in one.shown for one in daily.states] == [False, True, False]
    assert all({"app", "person:you"} <= one.holders for one in daily.states)
    graph = data_of(page(df.reach(model, "phone_number", owners=True)))["graphs"][0]
    big = f"h{[one.id for one in daily.panel.holders].index('big') + 1}"
    assert {"c1", "f1", big} < set(graph["paths"][big])


def test_a_holder_called_as_a_chip_is_not_taken_for_it() -> None:
    flow = {"from": "f2", "to": "f1", "data": "phone_number", "since": "2016"}
    model = {"dataflow": 1, "services": {"f1": {}, "f2": {"holds": "phone_number"}}}
    daily = follow_days(df.reach(load(model | {"flows": [flow]}), "phone_number"), "days")
    assert daily is not None
    assert [sorted(one.holders) for one in daily.states] == [
        ["f2", "person:you"],
        ["f1", "f2", "person:you"],
    ]
    assert [sorted(one.shown) for one in daily.states] == [["f1"], ["f1", "f2"]]


def coming(number: int) -> Model:
    """One after another gets it, each on a day of its own, and then for something else."""
    aims = ("ads", "security", "messaging", "marketing", "payments")
    dates = [f"20{10 + n // 12:02}-{n % 12 + 1:02}-01" for n in range(number)]
    flows = [
        {"from": "hub", "to": f"r{n % 30:02}", "data": "phone_number", "since": date}
        | {"purposes": aims[n // 30]}
        for n, date in enumerate(dates)
    ]
    receivers = {f"r{n:02}": {} for n in range(30)}
    services = {"hub": {"holds": "phone_number"}, **receivers}
    return load({"dataflow": 1, "services": services, "flows": flows})


@pytest.mark.parametrize("days", [MOST - 1, MOST, TRIED, TRIED + 1])
def test_of_very_many_days_those_are_followed_on_which_a_company_comes(days: int) -> None:
    daily = follow_days(df.reach(coming(days), "phone_number"), "days")
    assert daily is not None
    assert len(daily.states) == (MOST if days < MOST else 31)
    assert [len(one.answer) for one in daily.states[:31]] == list(range(1, 32))


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


def test_what_no_choice_names_has_one_together() -> None:
    kinds = [f"kind{n:02}" for n in range(KINDS + 4)]
    model = {
        "dataflow": 1,
        "data": {"all": {}, **{kind: {"is_a": "all"} for kind in kinds}},
        "services": {"one": {"holds": "all"}, "two": {}},
        "flows": [{"from": "one", "to": "two", "data": kind} for kind in kinds],
    }
    answer = df.reach(load(model), "all")
    text = write_html(Drawing(Made(compose_apart(answer)), force=True))
    offered = [one["value"] for tag, one in read(text).found if one.get("type") == "checkbox"]
    assert len(offered) == KINDS
    assert offered[-1] == "*"
    kept = [*data_of(text)["graphs"][0]["kinds"].values()]
    assert all(kept)
    assert set().union(*kept) == set(offered)


def compose_apart(answer: Reach) -> Figure:
    """A figure in which every flow has its own chip."""
    return compose([set_scene(answer, ENGLISH)], Frame(parallel=99))


def test_a_category_says_what_of_it_a_company_has() -> None:
    model = load(MODEL)
    assert "data" in read(page(df.reach(model, "contact"))).of("th")
    assert "data" not in read(page(df.reach(model, "phone_number"))).of("th")


def test_the_style_of_a_page_has_the_colours_of_figures_and_no_others() -> None:
    css = re.findall("<style>(.*?)</style>", page(df.reach(load(MODEL), "email")), re.DOTALL)[0]
    blocks = re.findall(r"--ink: [^}]*", css)
    names = {"ink": "ink", "mute": "mute", "ground": "background"}
    names |= {key: key for key in ("line", "panel", "link")}
    for block, colours in zip(blocks, (LIGHT, DARK, DARK, LIGHT), strict=True):
        found = dict(re.findall(r"--(\w+): (#\w+)", block))
        assert found == {key: getattr(colours, name) for key, name in names.items()}
    assert len(re.findall("#[0-9a-f]{3,8}", css)) == len(blocks) * len(names)


def test_every_colour_is_written_in_the_palette_alone() -> None:
    """Neither a reference to a character (`&#8592;`) nor an id in a style sheet is a colour."""
    colour = re.compile(r"(?<!&)#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b")
    written = {
        path.relative_to(ROOT).as_posix(): colour.findall(path.read_text("utf-8"))
        for path in (ROOT / "dataflow").rglob("*")
        if path.suffix in {".py", ".css", ".js"}
    }
    assert [path for path, colours in written.items() if colours] == [
        "dataflow/figures/style/palette.py"
    ]


def test_the_script_is_small() -> None:
    assert len((ROOT / "dataflow" / "figures" / "formats" / "page" / "page.js").read_bytes()) < 8000


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
    assert "Zugriff auf Telefonnummern: " in text


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
    assert len(page(model, view).encode()) < 190_000  # of which half are a hundred sources


def test_the_same_model_gives_the_same_page() -> None:
    turned = MODEL | {key: dict(reversed(MODEL[key].items())) for key in ("flows", "companies")}
    assert page(load(turned), "both") == page(load(MODEL), "both")
