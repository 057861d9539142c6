"""Timelines: events, promises, flows, and the days on which promises broke."""

# ruff: noqa: ANN401, S314 - models are JSON of any shape, and the XML that is parsed is our own

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from typing import Any

import pytest
from test_drawing import HOSTILE, SVG, check_allowed, load, words

import dataflow as df
from dataflow.common.dates import parse_date
from dataflow.figures import draw
from dataflow.figures.style import palette
from dataflow.figures.style.text import measure
from dataflow.figures.timeline.spans import Timeline, find_ticks
from dataflow.telling.words import ENGLISH

# 2010      2014       2016-05-03      2020
#  ├──founded ├─promise──✕
#                        ├─ share ──────▶ (hot)
#  ◌── old flow ──────────────┤ 2018
MODEL: dict[str, Any] = {
    "dataflow": 1,
    "title": "A chat",
    "companies": {"net": {"name": "Net"}, "other": {"name": "Other"}},
    "services": {"chat": {"name": "Chat", "holds": {"data": ["phone_number", "email"]}}},
    "flows": {
        "share": {
            "from": "chat",
            "to": "net",
            "data": "phone_number",
            "purposes": "ads",
            "since": "2016-05-03",
        },
        "old": {"from": "chat", "to": "other", "data": "email", "until": "2018"},
    },
    "claims": {
        "never": {
            "by": "chat",
            "date": "2014",
            "quote": "Never to Net.",
            "never": {"data": "phone_number", "reach": "net"},
            "source": "post",
        },
        "email": {
            "by": "chat",
            "date": "2015-02-01",
            "until": "2019-12-31",
            "never": {"data": "email", "reach": "net"},
        },
        "lie": {"by": "chat", "date": "2017", "never": {"data": "email", "reach": "other"}},
    },
    "events": {
        "founding": {"date": "2010", "name": "The chat is founded", "about": "chat"},
        "sharing": {"date": "2016-05-03", "name": "It begins to share", "source": "post"},
        "war": {"date": "2018-03", "until": "2018-04", "name": "Something lasts", "about": "other"},
    },
    "sources": {"post": {"title": "Post", "publisher": "Chat", "date": "2014"}},
    "views": {
        "time": {"kind": "timeline"},
        "phone": {"kind": "timeline", "highlight": "phone_number"},
        "net": {"kind": "timeline", "only": "net"},
    },
}


def view(name: str, model: dict[str, Any] = MODEL, **asked: Any) -> ET.Element:
    return ET.fromstring(draw(load(model), name, **asked).svg)


def told(root: ET.Element, kind: str) -> list[str]:
    return [
        one.get("aria-label", "")
        for one in root.iter(f"{SVG}g")
        if kind in one.get("class", "").split() and one.get("role")
    ]


def ruptures(root: ET.Element) -> int:
    """Count the crosses on bars."""
    groups = [one for one in root.iter(f"{SVG}g") if one.get("role") == "img"]
    return sum(one.get("class") == "rupture" for group in groups for one in group)


def timeline(name: str = "time", model: dict[str, Any] = MODEL) -> Timeline:
    picture = draw(load(model), name).figure.panels[0]
    assert isinstance(picture, Timeline)
    return picture


def test_every_event_stands_once_in_the_order_of_time() -> None:
    assert told(view("time"), "event") == [
        "2010: The chat is founded",
        "3 May 2016: It begins to share",
        "from March 2018 until April 2018: Something lasts",
    ]


def test_every_promise_says_what_became_of_it() -> None:
    assert told(view("time"), "promise") == [
        "promise “Never to Net” (Chat, 2014), broken 3 May 2016",
        (
            "promise of Chat, 1 February 2015, until 31 December 2019,"
            " not contradicted by this model"
        ),
        "promise of Chat, 2017, untrue when made; broken, if it began only later",
    ]
    said = words(view("time"))
    assert "broken 3 May 2016" in said
    assert "untrue when made" in said
    assert "“Never to Net” Chat, 2014 [1]" in said


def test_every_flow_says_from_when_to_when() -> None:
    assert told(view("time"), "sharing") == [
        "Chat → Other: email address, until 2018, this contradicts a promise",
        "Chat → Net: phone number, for ads, since 3 May 2016, this breaks a promise",
    ]


def test_what_is_only_known_by_the_year_does_not_look_like_a_day() -> None:
    founding = timeline().events[0]
    assert (founding.first, founding.last) == (
        parse_date("2010").first,
        parse_date("2010").last,
    )
    promise = timeline().bands[0].stretches[0]
    assert (promise.start, promise.sure) == (parse_date("2014").first, parse_date("2014").last)


def test_a_promise_broke_no_more_precisely_than_what_broke_it_is_known() -> None:
    flows = MODEL["flows"] | {"share": MODEL["flows"]["share"] | {"since": "2016-05"}}
    model = MODEL | {"flows": flows}
    assert told(view("time", model), "promise")[0].endswith("broken May 2016")
    assert "broken May 2016." in draw(load(model), "time").alt
    german = draw(load(model | {"language": "de"}), "time").alt
    assert "gebrochen: Mai 2016." in german


# holds since 2011 --f, since 2012--> board;  what was promised in 2016 never held
UNTRUE = """
dataflow: 1
language: {language}
companies: {{board: Board}}
services: {{card: {{name: Postcard, holds: {{data: email, since: 2011}}}}}}
flows: {{f: {{from: card, to: board, data: email, since: 2012}}}}
claims:
  quoted: {{by: card, date: 2016, quote: "We never share", never: {{data: email, reach: board}}}}
  plain: {{by: card, date: 2016, never: {{data: email, reach: board}}}}
views: {{time: {{kind: timeline}}, table: {{kind: matrix}}, flow: {{highlight: email}}}}
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "The promise of Postcard, 2016: untrue when made."
                " “We never share” (Postcard, 2016): untrue when made."
            ),
        ),
        (
            "de",
            (
                "Das Versprechen von Postcard, 2016: schon damals unwahr."
                " „We never share“ (Postcard, 2016): schon damals unwahr."
            ),
        ),
    ],
)
def test_a_promise_that_was_untrue_when_made_broke_on_no_day(language: str, said: str) -> None:
    model = df.loads(UNTRUE.format(language=language))
    picture = draw(model, "time")
    assert said in " ".join(picture.alt.split())
    assert said in picture.svg
    assert "broken" not in picture.svg.lower().replace('class="broken', "")
    assert "gebrochen" not in picture.svg


def test_what_a_promise_never_held_against_contradicts_it() -> None:
    model = df.loads(UNTRUE.format(language="en"))
    for view_name in ("time", "table", "flow"):
        picture = draw(model, view_name)
        legend = [one.text for one in picture.figure.legend]
        assert not [text for text in legend if text.startswith("breaks")]
        assert [text for text in legend if text.startswith("contradicts")]
        assert "this contradicts " in picture.svg
        assert "this breaks " not in picture.svg
    assert "Contradicts “We never share” (Postcard, 2016)." in draw(model, "flow").alt


def test_the_years_are_those_of_all_that_is_shown() -> None:
    flows = MODEL["flows"] | {
        "late": {"from": "chat", "to": "net", "data": "email", "since": "2021"}
    }
    assert "2010\N{EN DASH}2021" in words(view("time", MODEL | {"flows": flows}))


def test_what_has_no_stated_start_or_end_is_open() -> None:
    old, share = timeline().bands[1].stretches
    assert old.start is None
    assert old.end == parse_date("2018").last
    assert share.end is None
    root = view("time")
    assert any(one.get("class") == "unstated" for one in root.iter(f"{SVG}path"))
    arrows = [one for one in root.iter(f"{SVG}polygon") if one.get("class") == "arrow"]
    assert len(arrows) == 1


def test_the_days_on_which_promises_broke_run_through_the_picture() -> None:
    claims = MODEL["claims"] | {"lie": MODEL["claims"]["lie"] | {"date": "2017-01-01"}}
    model = MODEL | {"claims": claims}
    days = (parse_date("2016-05-03").first, parse_date("2017-01-01").first)
    assert timeline(model=model).breaks == days
    marks = [one.get("class") for one in view("time", model).iter(f"{SVG}path")]
    assert marks.count("break") == 2 + 1  # and one in the legend
    assert marks.count("rupture") == 2 + 1


def test_what_broke_in_some_year_gets_no_line_of_a_day() -> None:
    lie = timeline().bands[0].stretches[2]
    assert (lie.start, lie.sure) == (lie.lasting, lie.end)
    assert (lie.lasting, lie.end) == (parse_date("2017").first, parse_date("2017").last)
    assert timeline().breaks == (parse_date("2016-05-03").first,)
    assert ruptures(view("time")) == 2


def test_only_what_is_about_the_data() -> None:
    root = view("phone")
    assert len(told(root, "promise")) == 1
    assert len(told(root, "sharing")) == 1
    assert len(told(root, "event")) == 3


def test_only_what_is_about_some_holders() -> None:
    root = view("net")
    assert told(root, "sharing") == [
        "Chat → Net: phone number, for ads, since 3 May 2016, this breaks a promise"
    ]
    assert [one.split(":")[0] for one in told(root, "event")] == ["3 May 2016"]


def test_nothing_is_shown_of_later_days() -> None:
    answer = df.claims(load(MODEL), as_of="2015")
    root = ET.fromstring(draw(answer).svg)
    assert told(root, "event") == ["2010: The chat is founded"]
    assert all("not contradicted by this model" in one for one in told(root, "promise"))
    assert told(root, "sharing") == ["Chat → Other: email address"]
    assert not re.search("201[6-9]", words(root))


def test_too_many_events_are_counted() -> None:
    events = {f"e{n:02}": {"date": f"{1990 + n}-07-01", "name": f"Event {n}"} for n in range(30)}
    model = MODEL | {"events": MODEL["events"] | events}
    root = view("time", model)
    shown = told(root, "event")
    assert len(shown) == 16
    assert "+ 17 more events" in words(root)
    assert "3 May 2016: It begins to share" in shown
    assert "1 July 1990: Event 0" in shown
    assert "1 July 2019: Event 29" in shown
    assert len(told(view("time", model, force=True), "event")) == 33


def test_a_promise_that_is_read_twice_says_which_reading_is_meant() -> None:
    never = {"data": "phone_number", "from": "chat"}
    claims = {
        reach: {
            "by": "chat",
            "date": "2014",
            "quote": "Nobody.",
            "never": never | {"reach": reach},
        }
        for reach in ("anyone", "outsiders", "net")
    }
    said = words(view("time", MODEL | {"claims": claims}))
    assert "“Nobody” (to nobody else) Chat, 2014" in said
    assert "“Nobody” (to nobody outside the group) Chat, 2014" in said
    assert "“Nobody” (not to Net) Chat, 2014" in said


def test_a_model_without_dates_says_so() -> None:
    model = {"dataflow": 1, "services": {"hub": {}}, "views": {"time": {"kind": "timeline"}}}
    assert "Nothing in this model has a date." in words(view("time", model))


@pytest.mark.parametrize("width", [680, 360, 1280])
def test_nothing_stands_outside_the_canvas(width: int) -> None:
    root = view("time", width=width)
    assert root.get("width") == str(width)
    check_allowed(root)
    for one in root.iter(f"{SVG}text"):
        assert 0 <= float(one.get("x", "0")) <= width


@pytest.mark.parametrize(
    ("first", "last", "step"),
    [("2009", "2025", 366), ("1900", "2025", 366), ("2016-01", "2017-06", 31)],
)
def test_ticks_are_equally_apart(first: str, last: str, step: int) -> None:
    for ticks in find_ticks(parse_date(first).first, parse_date(last).last, ENGLISH):
        gaps = [other.day - one.day for one, other in pairwise(ticks)]
        assert max(gaps, default=0) - min(gaps, default=0) <= max(4, max(gaps, default=0) // 100)
        assert all(gap >= step - 4 for gap in gaps)


def test_names_on_the_axis_do_not_touch() -> None:
    for width in (360, 680, 1280):
        root = view("time", width=width)
        places = sorted(
            float(one.get("x", "0"))
            for one in root.iter(f"{SVG}text")
            if one.get("class") == "tick"
        )
        assert len(places) > 4
        assert all(b - a > 34 or b - a < 1 for a, b in pairwise(places))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stand_there_exactly(name: str) -> None:
    model = MODEL | {
        "companies": {"net": {"name": name}, "other": {}},
        "events": {"e": {"date": "2016", "name": name}},
        "claims": {"c": MODEL["claims"]["never"] | {"quote": name}},
    }
    root = view("time", model)
    check_allowed(root)
    assert told(root, "event") == [f"2016: {name}"]
    assert any(f"Chat → {name}:" in one for one in told(root, "sharing"))


def test_the_text_alternative_tells_what_broke_when() -> None:
    alt = draw(load(MODEL), "time").alt
    assert alt.startswith("2010\N{EN DASH}2018, 3 events, 3 promises, 2 flows.")
    assert "“Never to Net” (Chat, 2014): broken 3 May 2016." in alt
    assert alt.endswith("1 promise is not contradicted by this model.")


def test_the_order_of_writing_changes_no_byte() -> None:
    turned = MODEL | {
        key: dict(reversed(MODEL[key].items())) for key in ("flows", "claims", "events")
    }
    turned = dict(reversed(turned.items()))
    for name in ("time", "phone"):
        assert draw(load(turned), name).svg == draw(load(MODEL), name).svg


def test_the_legend_explains_what_is_drawn_and_no_more() -> None:
    said = [one.text for one in view("phone").iter(f"{SVG}text") if one.get("class") == "entry"]
    assert said == [
        "event",
        "promise, as long as this model does not contradict it",
        "broken on that day",
        "the same day in every row",
        "breaks a promise",
        "only the month or year is known",
    ]
    calm = MODEL | {"claims": {}}
    assert not re.search("broken|promise", " ".join(told(view("time", calm), "sharing")))


def test_a_row_says_when_something_was_so_and_by_whose_word() -> None:
    said = words(view("time"))
    assert "Chat → Net phone number, for ads since 3 May 2016" in said
    assert "Chat → Other email address until 2018" in said
    assert "Never: email address Chat, from 1 February 2015 until 31 December 2019" not in said
    assert "Never: email address Chat, 1 February 2015, until 31 December 2019" in said


def test_sources_are_numbered_as_a_reader_meets_them() -> None:
    sources = {f"s{n}": {"title": f"Source {n}"} for n in range(3)}
    model = MODEL | {
        "sources": sources,
        "events": {"founding": MODEL["events"]["founding"] | {"source": "s2"}},
        "claims": {"never": MODEL["claims"]["never"] | {"source": "s1"}},
        "flows": {"share": MODEL["flows"]["share"] | {"source": "s0"}},
    }
    said = words(view("time", model))
    assert re.findall(r"\[[0-9]\] “Source [0-9]”", said) == [
        "[1] “Source 2”",
        "[2] “Source 1”",
        "[3] “Source 0”",
    ]


def test_flows_beside_each_other_are_one_bar_and_keep_their_sentences() -> None:
    also = {"from": "chat", "to": "other", "data": "phone_number", "until": "2018"}
    third = also | {"until": "2017"}
    model = MODEL | {"flows": MODEL["flows"] | {"also": also, "third": third}, "claims": {}}
    assert told(view("time", model), "sharing") == [
        "Chat → Other: phone number, until 2018; Chat → Other: email address, until 2018",
        "Chat → Other: phone number, until 2017",
        "Chat → Net: phone number, for ads, since 3 May 2016",
    ]
    said = words(view("time", model))
    assert "2 flows: phone number and email address" in said


def test_a_flow_that_breaks_a_promise_stands_by_itself() -> None:
    also = MODEL["flows"]["share"] | {"purposes": "security"}
    model = MODEL | {"flows": {"a-first": MODEL["flows"]["share"], "b-second": also}}
    hot = ["this breaks a promise" in one for one in told(view("time", model), "sharing")]
    assert sorted(hot) == [False, True]


def test_data_that_is_asked_about_is_named_first() -> None:
    data = ["email", "device_info", "usage_metrics", "location", "phone_number"]
    model = MODEL | {"flows": {"share": MODEL["flows"]["share"] | {"data": data}}}
    assert "Chat → Net phone number, " in words(view("phone", model))


def test_the_day_on_which_one_gets_the_other_is_told_before_others() -> None:
    events = {f"e{n:02}": {"date": f"2011-07-{n:02}", "name": f"Event {n}"} for n in range(1, 30)}
    model = MODEL | {
        "companies": MODEL["companies"] | {"other": {"owned_by": {"company": "net", "since": DAY}}},
        "events": events | {"sold": {"date": DAY, "name": "It is sold"}, "z": {"date": "2019"}},
    }
    model["events"]["z"]["name"] = "The last"
    assert f"{TOLD_DAY}: It is sold" in told(view("time", model), "event")
    alone = model | {"companies": MODEL["companies"]}
    assert f"{TOLD_DAY}: It is sold" not in told(view("time", alone), "event")


DAY, TOLD_DAY = "2015-07-01", "1 July 2015"


@pytest.mark.parametrize("date", ["2016", "2016-05", "2016-05-03"])
def test_only_a_day_that_is_written_to_the_day_is_a_dot(date: str) -> None:
    model = MODEL | {"events": {"one": {"date": date, "name": "Something"}}}
    group = next(one for one in view("time", model).iter(f"{SVG}g") if one.get("class") == "event")
    kinds = {one.get("class") for one in group if one.tag == f"{SVG}circle"}
    assert kinds == ({"day"} if date.count("-") == 2 else {"span"})


@pytest.mark.parametrize(("date", "rings"), [("2014-03", 1), ("2014-03-18", 0)])
def test_a_month_at_the_beginning_of_a_bar_is_a_ring(date: str, rings: int) -> None:
    claims = {"never": MODEL["claims"]["never"] | {"date": date}}
    events = {f"in-{year}": {"date": f"{year}", "name": "Long ago"} for year in (1950, 2020)}
    root = view("time", MODEL | {"claims": claims, "events": events})
    promise = next(
        one
        for one in root.iter(f"{SVG}g")
        if one.get("class") == "promise" and one.get("role") == "img"
    )
    assert sum(one.get("class") == "span" for one in promise) == rings


def test_a_phone_gets_a_list_of_events_and_bars_below_their_words() -> None:
    root = view("time", width=360)
    places = {
        one.get("cx")
        for group in root.iter(f"{SVG}g")
        if group.get("class") == "event" and group.get("role") == "img"
        for one in group
        if one.tag == f"{SVG}circle"
    }
    assert len(places) == 1
    for group in root.iter(f"{SVG}g"):
        if group.get("role") == "img" and group.get("class") != "event":
            words_end = max(float(one.get("y", "")) for one in below(group))
            bars = [one for one in group if one.get("class") in {"bar", "unstated"}]
            assert all(float(one.get("y", "inf")) > words_end for one in bars)


def below(group: ET.Element) -> list[ET.Element]:
    return [
        one for one in group if one.tag == f"{SVG}text" and one.get("class") in {"purpose", "data"}
    ]


def boxes(root: ET.Element) -> list[tuple[str, float, float, float, float]]:
    """Give the texts of the picture with where they stand, by the width table."""
    styles = {
        "data": palette.DATA,
        "purpose": palette.PURPOSE,
        "company": palette.COMPANY,
        "ended": palette.FOOTNOTE,
        "tick": palette.FOOTNOTE,
        "title": palette.PANEL_TITLE,
    }
    picture = next(one for one in root.iter(f"{SVG}g") if one.get("transform"))
    found = []
    for one in picture.iter(f"{SVG}text"):
        style, said = styles[one.get("class", "")], one.text or ""
        width, x, y = measure(said, style), float(one.get("x", "")), float(one.get("y", ""))
        x -= {"middle": width / 2, "end": width}.get(one.get("text-anchor", ""), 0)
        found.append((said, x, x + width, y - style.size * 0.8, y + style.size * 0.2))
    return found


@pytest.mark.parametrize("width", [680, 360])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", ["", *HOSTILE])
def test_no_text_stands_on_another(name: str, language: str, width: int) -> None:
    model = MODEL | {"language": language}
    if name:
        model["companies"] = {"net": {"name": name}, "other": {"name": name}}
        model["events"] = {
            f"e{n}": one | {"name": f"{name} {name}"}
            for n, one in enumerate(MODEL["events"].values())
        }
        model["claims"] = {
            key: one | {"quote": f"{name} {name}"} for key, one in MODEL["claims"].items()
        }
    found = boxes(view("time", model, width=width))
    assert len(found) > 20
    inner = width - 2 * (palette.MARGIN + palette.PANEL_SIDE)
    for said, left, right, _, _ in found:
        assert left >= -0.5, said
        assert right <= inner + 0.5, said
    for one, other in combinations(found, 2):
        apart = one[2] <= other[1] or other[2] <= one[1] or one[4] <= other[3] or other[4] <= one[3]
        assert apart, (one, other)


def test_a_flow_says_what_arrives() -> None:
    flow = {"from": "chat", "to": "net", "data": {"data": "email", "as": "hashed_email"}}
    model = {key: MODEL[key] for key in ("dataflow", "services", "companies", "views")}
    root = view("time", model | {"flows": {"hashed": flow | {"since": "2016"}}})
    assert any("Net: hashed email" in one for one in told(root, "sharing")), told(root, "sharing")
