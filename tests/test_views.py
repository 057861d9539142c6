"""Views, figures of whole models, paths and promises; the DOM is read back."""

# ruff: noqa: ANN401, S314 - models are JSON of any shape, and the XML that is parsed is our own

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from test_drawing import HOSTILE, SVG, check_allowed, drawn, labels, load, named, words

import dataflow as df
from dataflow.figures import draw
from dataflow.figures.flow.placement import place
from dataflow.problems import ModelError, QuestionError

# You ──▶ chat ──▶ network ──▶ partners        until 2015 chat said that network gets nothing
#          └ ─ ─ ✕ broker                      broker never gets the number
MODEL: dict[str, Any] = {
    "dataflow": 1,
    "title": "A chat",
    "companies": {
        "chat-inc": {"name": "Chat Inc."},
        "net-inc": {"name": "Net, Inc."},
        "partners": {"name": "partners", "unnamed": True},
        "broker": {"name": "Broker"},
    },
    "services": {
        "chat": {
            "name": "Chat",
            "operator": "chat-inc",
            "holds": [{"data": "phone_number"}, {"data": "email"}],
        },
        "network": {"name": "Network", "operator": "net-inc"},
    },
    "flows": {
        "share": {
            "from": "chat",
            "to": "network",
            "data": "phone_number",
            "purposes": "ads",
            "since": "2016",
        },
        "mail": {"from": "chat", "to": "network", "data": "email", "since": "2012"},
        "sell": {"from": "network", "to": "partners", "data": "phone_number", "since": "2017"},
    },
    "claims": {
        "nothing": {
            "by": "chat-inc",
            "date": "2014",
            "quote": "Nothing changes.",
            "never": {"data": "phone_number", "reach": "net-inc", "from": "chat"},
            "source": "post",
        },
        "broker": {
            "by": "chat-inc",
            "date": "2014",
            "never": {"data": "contact", "reach": "broker", "from": "chat"},
        },
    },
    "sources": {"post": {"title": "Post", "publisher": "Chat", "date": "2014"}},
    "personas": {"guest": {"name": "a guest"}},
    "scenarios": {
        "before": {"title": "2015", "subtitle": "before", "as_of": "2015"},
        "after": {"as_of": "2016", "persona": "guest"},
        "later": {"title": "Later", "as_of": "2017"},
    },
    "views": {
        "both": {
            "title": "Before and later",
            "panels": ["before", "later"],
            "highlight": "phone_number",
            "caption": "What a caption says.",
        },
        "guest": {"panels": "after", "highlight": "phone_number"},
        "only": {"highlight": "phone_number", "only": ["chat", "net-inc"]},
        "way": {"kind": "paths", "highlight": "phone_number", "company": "partners"},
        "whole": {"alt": "All of it."},
    },
}


def view(name: str, model: dict[str, Any] = MODEL, **asked: Any) -> ET.Element:
    return ET.fromstring(draw(load(model), name, **asked).svg)


def classes(root: ET.Element) -> dict[str, str]:
    return {one.get("aria-label", ""): one.get("class", "") for one in drawn(root, "flow")}


# Panels


def test_a_panel_says_its_title_its_day_and_its_person() -> None:
    told = words(view("both"))
    assert "2015 before 1 company, as of 31 December 2015" in told
    assert "Later At least 2 companies, and others that are not named: partners; as of" in told
    assert "What a caption says." in told
    assert "after No company" not in told
    asked = [one.text for one in view("guest").iter(f"{SVG}text") if one.get("class") == "asked"]
    assert asked == ["As of 31 December 2016, if you are “a guest”"]


def test_the_same_holder_stands_in_the_same_column_of_every_panel() -> None:
    figure = draw(load(MODEL), "both").figure
    before, later = place(figure.panels, 800, across=True)
    shared = before.boxes.keys() & later.boxes.keys() - {chip.key for chip in before.panel.chips}
    assert {"person:you", "chat", "network"} <= shared
    for key in shared:
        assert before.boxes[key].centre[0] == pytest.approx(later.boxes[key].centre[0], abs=1)
    assert max(later.boxes[key].centre[0] for key in shared) > 300


def test_no_band_is_left_empty_where_a_panel_has_less() -> None:
    for placed in place(draw(load(MODEL), "both").figure.panels, 800, across=True):
        tops = [box.centre[1] - box.size.height / 2 for box in placed.boxes.values()]
        ends = [box.centre[1] + box.size.height / 2 for box in placed.boxes.values()]
        assert min(tops) <= 12
        assert max(ends) >= placed.height - 12


def test_a_line_against_the_columns_keeps_its_arrow() -> None:
    model = MODEL | {
        "flows": MODEL["flows"]
        | {"back": {"from": "network", "to": "chat", "data": "phone_number", "since": "2016"}}
    }
    placed = place(draw(load(model), "both").figure.panels, 2000, across=True)[1]
    chip = next(
        one for one in placed.panel.chips if one.sender == "network" and "chat" in one.receivers
    )
    into = placed.curves[chip.key, "chat"]
    assert into.head is not None
    assert abs(into.head[0] - placed.boxes["chat"].centre[0]) <= placed.boxes["chat"].size.width
    assert placed.curves["network", chip.key].head is None


# Marks


def test_what_breaks_a_promise_is_hot_and_the_legend_quotes_it() -> None:
    root = view("both")
    marks = classes(root)
    said = (
        "Chat shares phone number with Network, for ads, since 2016;"
        " this breaks the promise “Nothing changes” (Chat Inc., 2014)"
    )
    assert marks[said] == "flow hot"
    assert "breaks “Nothing changes” (Chat Inc., 2014) [1]" in words(root)
    assert [one for one in marks.values() if "hot" in one] == ["flow hot"]


def test_what_is_said_not_to_happen_has_a_cross_until_it_does() -> None:
    root = view("both")
    denied = [one for one in classes(root) if one.startswith("said not to happen")]
    assert denied == [
        "said not to happen: Chat shares phone number with Broker, the promise of Chat Inc., 2014",
        (
            "said not to happen: Chat shares phone number with Net, Inc.,"
            " “Nothing changes” (Chat Inc., 2014)"
        ),
    ]
    assert len(drawn(root, "denied")) == 3
    for one in drawn(root, "denied"):
        marks = [part.get("class") for part in one.iter(f"{SVG}path")]
        assert "cross" in marks
        assert not list(one.iter(f"{SVG}polygon"))
    assert "said not to happen" in words(root)


def test_a_long_quote_of_what_is_said_not_to_happen_stands_whole_in_a_note() -> None:
    quote = "Nothing at all changes for anybody, " + "neither now nor later, " * 5 + "we say"
    claim = MODEL["claims"]["nothing"] | {"quote": quote, "reading": "no sharing"}
    drawing = draw(load(MODEL | {"claims": {"nothing": claim}}), "both")
    root = ET.fromstring(drawing.svg)
    chip = words(drawn(root, "denied")[0])
    assert chip == "Phone number said not to happen [1, a]"
    assert f"[a] Chat Inc. said: “{quote}”; read so: no sharing" in words(root)
    assert quote in drawing.alt


def test_a_picture_of_all_days_denies_nothing() -> None:
    root = ET.fromstring(draw(df.reach(load(MODEL), "phone_number")).svg)
    assert not drawn(root, "denied")
    assert drawn(root, "hot")


def test_what_breaks_a_promise_is_not_lost_among_others() -> None:
    more = {
        f"more-{number}": {"from": "chat", "to": "network", "data": "phone_number", "since": "2017"}
        for number in range(6)
    }
    root = view("both", MODEL | {"flows": MODEL["flows"] | more})
    hot = [words(one) for one in drawn(root, "hot")]
    assert len(hot) == 1
    assert "6 flows" not in hot[0]
    assert "6 flows" in words(root)


def test_a_company_that_is_denied_stands_where_its_service_is_drawn() -> None:
    before = draw(load(MODEL), "both").figure.panels[0]
    assert "network" in {one.id for one in before.holders}
    assert "net-inc" not in {one.id for one in before.holders}


def test_a_promise_is_kept_only_while_it_is_in_force() -> None:
    claims = {"nothing": MODEL["claims"]["nothing"] | {"until": "2014"}}
    root = view("both", MODEL | {"claims": claims})
    assert not drawn(root, "denied")
    assert not drawn(root, "hot")


def test_what_else_passes_between_them_is_quiet() -> None:
    marks = classes(view("both"))
    assert marks["Chat shares email address with Network, since 2012"] == "flow quiet"
    assert "shared besides" in words(view("both"))


def test_what_else_passes_is_called_as_it_arrives() -> None:
    sums = {"data": ["email", "phone_number"], "as": "usage_metrics"}
    mail = MODEL["flows"]["mail"] | {"data": sums}
    marks = classes(view("both", MODEL | {"flows": MODEL["flows"] | {"mail": mail}}))
    assert marks["Chat shares usage data with Network, since 2012"] == "flow quiet"


def test_marks_are_not_by_colour_alone() -> None:
    style = view("both").findtext(f"{SVG}style") or ""
    assert ".df .hot .line,.df .hot rect,.df .denied .cross{stroke-width:3" in style
    dashed = ".df .alleged .line,.df .alleged .chip,.df .alleged .bar{stroke-dasharray:6 4"
    dotted = (
        ".df .permitted .line,.df .permitted .chip,.df .permitted .bar{stroke-dasharray:0.1 4.6"
    )
    assert dashed in style
    assert dotted in style


# What is drawn


def test_only_some_holders_and_what_lies_between_them() -> None:
    root = view("only")
    assert labels(root, "holder") == ["You", "Chat, Chat Inc.", "Network, Net, Inc."]
    assert not [one for one in labels(root, "flow") if "partners" in one]


def test_a_whole_model_is_drawn_without_a_data_type() -> None:
    figure = draw(load(MODEL))
    root = ET.fromstring(figure.svg)
    assert root.findtext(f"{SVG}title") == "A chat"
    assert "Chat shares email address with Network, since 2012" in labels(root, "flow")
    assert {"You", "Chat, Chat Inc.", "partners"} <= set(labels(root, "holder"))
    assert root.get("id") == "model"


def test_a_data_type_of_the_same_name_does_not_disturb_the_whole() -> None:
    model = MODEL | {"data": {"everything": {"name": "All and everything"}}}
    assert labels(ET.fromstring(draw(load(model)).svg), "flow")


def test_the_authors_words_stand_in_place_of_composed_ones() -> None:
    assert draw(load(MODEL), "whole").alt == "All of it."
    composed = draw(load(MODEL), "both").alt
    assert composed.startswith("2015, before: 1 company can reach your phone number")
    assert composed.endswith("Breaks “Nothing changes” (Chat Inc., 2014).")


def test_a_path_has_its_days() -> None:
    root = view("way")
    assert root.findtext(f"{SVG}title") == "How partners can reach your phone number"
    assert [one for one in labels(root, "flow") if "Network" in one][-1].endswith("since 2017")
    assert "since 2017" in words(root)


def test_all_paths_stand_one_above_the_other() -> None:
    model = MODEL | {
        "flows": MODEL["flows"]
        | {"again": {"from": "chat", "to": "network", "data": "phone_number", "since": "2018"}}
    }
    answer = df.why(load(model), "phone_number", "net-inc", all=True)
    root = ET.fromstring(draw(answer).svg)
    assert "Path 1" in words(root)
    assert "Path 2" in words(root)


def test_a_path_that_is_not_there_is_said() -> None:
    answer = df.why(load(MODEL), "phone_number", "broker")
    assert "Broker cannot reach your phone number" in words(ET.fromstring(draw(answer).svg))
    assert draw(answer).alt.startswith("Broker cannot reach your phone number.")
    german = df.why(load(MODEL | {"language": "de"}), "phone_number", "broker", as_of="2016")
    assert "Kein Zugriff auf Telefonnummern: Broker, Stand 31. Dezember 2016." in draw(german).alt


def test_a_view_of_paths_says_who_has_none_where_others_have_one() -> None:
    views = {"way": {"kind": "paths", "highlight": "phone_number", "company": "broker"}}
    drawing = draw(load(MODEL | {"views": views}), "way")
    assert "Broker cannot reach your phone number." in drawing.convert("markdown").decode()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_in_views_stand_there_exactly(name: str) -> None:
    model = MODEL | {
        "companies": MODEL["companies"] | {"broker": {"name": name}},
        "scenarios": {"a": {"title": name, "subtitle": name, "as_of": "2015"}, "b": {}},
        "views": {"v": {"title": name, "panels": ["a", "b"], "caption": name, "alt": name}},
        "claims": {
            "c": {
                "by": "broker",
                "date": "2014",
                "quote": name,
                "never": {"data": "phone_number", "reach": "broker", "from": "chat"},
            }
        },
    }
    drawing = draw(load(model), "v")
    root = ET.fromstring(drawing.svg)
    check_allowed(root)
    assert root.findtext(f"{SVG}desc") == name
    assert root.findtext(f"{SVG}title") == name
    assert name in labels(root, "holder")
    assert named(root, "denied")


@pytest.mark.parametrize("name", ["both", "only", "way", "whole"])
def test_the_order_of_writing_changes_no_byte(name: str) -> None:
    turned = {
        key: dict(reversed(value.items())) if isinstance(value, dict) else value
        for key, value in reversed(MODEL.items())
    }
    assert draw(load(turned), name).svg == draw(load(MODEL), name).svg


# What cannot be drawn


def test_an_unknown_view_is_named_with_the_nearest() -> None:
    with pytest.raises(QuestionError, match="no view") as caught:
        draw(load(MODEL), "bot")
    assert "both" in caught.value.nearest


def test_a_view_says_itself_what_it_shows() -> None:
    with pytest.raises(QuestionError, match="takes no `as_of`"):
        draw(load(MODEL), "both", as_of="2016")


@pytest.mark.parametrize("missing", [("highlight",), ("company",), ("highlight", "company")])
def test_paths_need_to_know_what_leads_where(missing: tuple[str, ...]) -> None:
    way = {key: value for key, value in MODEL["views"]["way"].items() if key not in missing}
    with pytest.raises(ModelError) as caught:
        load(MODEL | {"views": {"way": way}})
    (problem,) = [one for one in caught.value.problems if one.severity == "error"]
    assert problem.code == "missing-key"
    assert problem.help == "add " + " and ".join(f"`{key}: …`" for key in missing)


def test_an_answer_without_a_picture_says_which_have_one() -> None:
    with pytest.raises(QuestionError, match="`show` has no picture"):
        draw(df.show(load(MODEL), "chat"))
