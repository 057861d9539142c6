"""Figures: read back as a DOM, never compared by coordinates but in one golden file."""

# ruff: noqa: ANN401, S314 - models are JSON of any shape, and the XML that is parsed is our own

from __future__ import annotations

import itertools
import json
import math
import os
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df
from dataflow.figures import draw
from dataflow.figures.flow import layout
from dataflow.figures.flow.placement import place
from dataflow.figures.sketch import TooLargeError
from dataflow.figures.style import palette
from dataflow.figures.style.pen import escape
from dataflow.figures.style.text import measure, widest, wrap
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from dataflow.answers.reach import Reach
    from dataflow.model import Model

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "phone-number.svg"
SVG = "{http://www.w3.org/2000/svg}"

# You ──▶ chat ──▶ network ◀── group (owns)      hub ⋯ encrypted
#         ▲ └────▶ partners (unnamed)
# People ─┘
SMALL: dict[str, Any] = {
    "dataflow": 1,
    "title": "A small model",
    "licence": "CC BY 4.0",
    "sources": {
        "policy": {
            "title": "Policy",
            "publisher": "Chat",
            "date": "2016-08-25",
            "url": "https://example.org/policy",
        },
        "paper": {"title": "On paper", "publisher": "Press"},
    },
    "companies": {
        "chat-inc": {"name": "Chat Inc."},
        "group": {"name": "Group"},
        "net-inc": {"name": "Net, Inc.", "owned_by": "group"},
        "partners": {"name": "business partners", "unnamed": True},
    },
    "services": {
        "chat": {
            "name": "Chat",
            "operator": "chat-inc",
            "holds": [
                {
                    "data": "phone_number",
                    "since": "2009",
                    "purposes": "messaging",
                    "source": "paper",
                },
                {"data": "phone_number", "whose": "anyone", "purposes": "messaging"},
            ],
        },
        "network": {"name": "Network", "operator": "net-inc"},
        "hub": {"name": "Hub", "holds": {"data": "phone_number", "readable": False}},
    },
    "flows": {
        "ads": {
            "from": "chat",
            "to": ["network", "partners"],
            "data": "phone_number",
            "purposes": ["ads", "friend_suggestions"],
            "since": "2016-08-25",
            "choice": "opt-out",
            "source": ["policy", "paper"],
        },
        "old": {
            "from": "chat",
            "to": "network",
            "data": "phone_number",
            "since": "2010",
            "until": "2011",
        },
        "rumour": {
            "from": "network",
            "to": "partners",
            "data": "phone_number",
            "status": "alleged",
        },
    },
    "personas": {"member": {"name": "a member", "accounts": "chat"}},
}

HOSTILE = (
    "\"quotes\" & 'more'",
    "<script>alert(1)</script>",
    "]]></style><style>*{display:none}",
    "back\\slash \\N \\G\\",
    'a" ]; n9 [shape=none, URL="javascript:alert(1)"',
    "<b>bold</b><br/>&lt;",
    "n1 -> n2; }",
    "שלום עולם",
    "مرحبا بالعالم",
    "電話番号を集める会社株式会社",
    "👩‍👩‍👧‍👦 family 🏳️‍🌈",
    "averyveryveryveryverylongwordwithoutanyspaceinitatall",
    "{{7*7}} ${x} %s",
)

ELEMENTS = {
    "svg": {"class", "id", "viewBox", "width", "height", "role", "lang", "aria-roledescription"}
    | {"aria-labelledby", "aria-describedby"},
    "title": {"id"},
    "desc": {"id"},
    "style": set(),
    "g": {"class", "id", "role", "aria-label", "transform"},
    "rect": {"class", "x", "y", "width", "height", "rx"},
    "path": {"class", "d"},
    "circle": {"class", "cx", "cy", "r"},
    "polygon": {"class", "points"},
    "text": {"class", "x", "y", "text-anchor"},
    "a": {"href"},
}


def load(model: dict[str, Any]) -> Model:
    # the reader wants emoji as themselves, not as two halves
    return df.loads(json.dumps(model, ensure_ascii=False), "small.yaml")


def ask(model: dict[str, Any], data: str = "phone_number", **asked: Any) -> Reach:
    return df.reach(load(model), data, **asked)


def figure_of(model: dict[str, Any], data: str = "phone_number", **asked: Any) -> ET.Element:
    width, force = asked.pop("width", 680), asked.pop("force", False)
    answer = ask(model, data, **asked)
    return ET.fromstring(draw(answer, width=width, force=force).svg)


def named(root: ET.Element, word: str) -> list[ET.Element]:
    return [one for one in root.iter(f"{SVG}g") if word in one.get("class", "").split()]


def drawn(root: ET.Element, word: str) -> list[ET.Element]:
    """Those in the picture; samples in the legend have no id."""
    return [one for one in named(root, word) if one.get("id")]


def labels(root: ET.Element, word: str) -> list[str]:
    return [one.get("aria-label", "") for one in drawn(root, word)]


def words(one: ET.Element) -> str:
    return " ".join(text.text or "" for text in one.iter(f"{SVG}text")).replace("\u00a0", " ")


def star(receivers: int, **fields: Any) -> dict[str, Any]:
    return {
        "dataflow": 1,
        "services": {
            "hub": {"holds": "phone_number"},
            **{f"r{i:03}": {} for i in range(receivers)},
        },
        "flows": [
            {"from": "hub", "to": f"r{i:03}", "data": "phone_number", **fields}
            for i in range(receivers)
        ],
    }


def unlike(receivers: int) -> dict[str, Any]:
    """A star whose flows are each for a purpose of their own, so that no two share a box."""
    model = star(receivers)
    for number, flow in enumerate(model["flows"]):
        flow["purposes"] = f"p{number}"
    return model | {"purposes": {f"p{number}": {} for number in range(receivers)}}


# What is drawn


def test_every_holder_is_drawn_once_with_its_company() -> None:
    assert labels(figure_of(SMALL), "holder") == [
        "You",
        "People you know",
        "Chat, Chat Inc.",
        "Hub",
        "Network, Net, Inc.",
        "business partners",
    ]


def test_every_flow_is_drawn_once_and_says_what_for_and_since_when() -> None:
    assert labels(figure_of(SMALL), "flow") == [
        "You give Chat your phone number (used for messaging), since 2009",
        "People you know give Chat your phone number (used for messaging)",
        "Hub carries your phone number without being able to read the content",
        "Chat shared phone number with Network, from 2010 until 2011",
        "Network is said to share phone number with business partners (alleged)",
        (
            "Chat shares phone number with Network and business partners,"
            " for ads and friend suggestions, since 25 August 2016, unless you opted out"
        ),
    ]


def test_a_holder_may_be_called_as_the_parts_of_a_figure_are() -> None:
    model = {
        "dataflow": 1,
        "companies": {"c1": {}, "h1": {"owned_by": "c1"}},
        "services": {"f1": {"holds": "phone_number"}, "f2": {"operator": "h1"}},
        "flows": [{"from": "f1", "to": "f2", "data": "phone_number"}],
    }
    root = figure_of(model, owners=True)
    assert [words(one) for one in drawn(root, "holder")] == ["You", "c1", "f1", "f2 h1"]
    assert [words(one) for one in drawn(root, "flow")] == ["Phone number", "Phone number"]
    assert [words(one) for one in drawn(root, "tie")] == ["owns"]


def test_a_chip_names_the_data_the_purposes_and_the_sources() -> None:
    said = [words(one) for one in drawn(figure_of(SMALL), "flow")]
    assert said[0] == "Phone number used for messaging [1]"
    assert said[1] == "Your phone number used for messaging"
    assert said[3] == "Phone number until 2011"
    assert said[4] == "Phone number alleged"
    assert said[5] == "Phone number for ads and friend suggestions [1, 2, a]"


def test_a_label_is_also_a_tooltip() -> None:
    for one in drawn(figure_of(SMALL), "flow"):
        assert one.findtext(f"{SVG}title") == one.get("aria-label")


def test_title_subtitle_and_credit_say_what_was_asked() -> None:
    root = figure_of(SMALL, as_of="2016-12-31", persona="member", origin="chat")
    said = {one.get("class"): one.text for one in root.iter(f"{SVG}text")}
    assert said["headline"] == "Who can reach your phone number"
    subtitle = [one.text for one in root.iter(f"{SVG}text") if one.get("class") == "subtitle"]
    assert " ".join(filter(None, subtitle)) == (
        "At least 2 companies, and others that are not named: business partners; from Chat, as of"
        " 31 December 2016, if you are “a member”"
    )
    assert words(root).endswith(
        "Drawn from the model “A small model” · as of 31 December 2016 · licence: CC BY 4.0"
    )


def test_people_you_know_add_nothing_to_what_you_gave_yourself() -> None:
    assert "People you know" in labels(figure_of(SMALL), "holder")
    assert "People you know" not in labels(figure_of(SMALL, persona="member"), "holder")


def test_people_you_know_give_what_you_never_gave() -> None:
    model = SMALL | {"personas": {"stranger": {"name": "a stranger"}}}
    found = labels(figure_of(model, persona="stranger"), "holder")
    assert "People you know" in found
    assert "You" not in found


def test_an_unnamed_recipient_has_a_double_outline_and_the_legend_says_why() -> None:
    root = figure_of(SMALL)
    assert [one.get("aria-label") for one in drawn(root, "unnamed")] == ["business partners"]
    assert "not named by the source" in words(root)


def test_who_only_owns_is_tied_and_not_given_anything() -> None:
    root = figure_of(SMALL, owners=True)
    assert labels(root, "tie") == ["Group owns Net, Inc."]
    assert not any("Group" in label for label in labels(root, "flow"))
    assert "owns: control, not sharing" in words(root)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2014-10-06", "2019", "owns since 6 October 2014 [2]"),
        (None, "2019", "owns [2]"),
        ("2014", "2015", "owned from 2014 until 2015 [2]"),
        (None, "2015-03", "owned until March 2015 [2]"),
    ],
)
def test_owning_says_from_when_to_when_and_by_whose_word(
    since: str | None, until: str, said: str
) -> None:
    dates = {key: value for key, value in (("since", since), ("until", until)) if value}
    owned = {"owned_by": {"company": "big", "source": "policy", **dates}}
    hold = {"data": "phone_number", "source": "paper"}
    model = {
        "dataflow": 1,
        "sources": SMALL["sources"],
        "companies": {"big": {"name": "Big"}, "small": {"name": "Small", **owned}},
        "services": {"app": {"operator": "small", "holds": hold}},
    }
    day = {"as_of": "2018"} if until == "2019" else {}
    (tie,) = drawn(figure_of(model, owners=True, **day), "tie")
    assert words(tie) == said
    verb, *when = said.removesuffix(" [2]").split(" ", 1)
    assert tie.get("aria-label") == ", ".join([f"Big {verb} Small", *when])


def test_what_cannot_be_read_has_a_lock() -> None:
    root = figure_of(SMALL)
    locked = [one.get("aria-label") for one in drawn(root, "holder") if _locks(one)]
    assert locked == ["Hub"]
    assert [bool(_locks(one)) for one in drawn(root, "flow")] == [False, False, True, *[False] * 3]


def _locks(one: ET.Element) -> list[ET.Element]:
    return [part for part in one.iter(f"{SVG}rect") if part.get("class") == "lock"]


def test_what_nobody_gave_says_how_it_came() -> None:
    holds = [
        {"data": "phone_number", "how": how, "whose": "anyone"}
        for how in ("observed", "inferred", "bought")
    ]
    root = figure_of({"dataflow": 1, "services": {"broker": {"holds": holds}}})
    assert labels(root, "holder") == ["You", "Sellers", "broker"]
    assert [one.get("aria-label") for one in drawn(root, "unnamed")] == ["Sellers"]
    assert sorted(labels(root, "flow")) == [
        "broker buys your phone number",
        "broker infers your phone number",
        "broker observes your phone number",
    ]


def test_what_would_be_too_many_names_is_counted() -> None:
    purposes = ["ads", "security", "messaging", "marketing", "usage_analytics"]
    root = figure_of(star(1, purposes=purposes))
    assert words(drawn(root, "flow")[-1]).endswith("and 2 more")


def test_a_company_that_works_it_out_says_from_what() -> None:
    model = {
        "dataflow": 1,
        "services": {"shop": {"name": "Shop", "holds": ["email", "birthday"]}},
        "derivations": {"guess": {"from": ["email", "birthday"], "to": "phone_number"}},
    }
    root = figure_of(model)
    assert labels(root, "holder") == [
        "You",
        "Shop, can work out phone number from birthday and email address",
    ]
    assert [words(one) for one in drawn(root, "flow")] == ["Birthday", "Email address"]


def test_a_sender_that_deleted_it_says_so() -> None:
    model = {
        "dataflow": 1,
        "services": {
            "one": {
                "holds": {"data": "phone_number", "since": "2010", "until": "2011"},
                "deletes": {"data": "phone_number", "date": "2014"},
            },
            "two": {},
        },
        "flows": [{"from": "one", "to": "two", "data": "phone_number"}],
    }
    root = figure_of(model, as_of="2015")
    assert labels(root, "holder") == ["You", "one, no longer has it", "two"]


def test_a_company_stands_beside_a_service_that_it_operates() -> None:
    model = {
        "dataflow": 1,
        "companies": {"inc": {"name": "Inc."}, "other": {}},
        "services": {"app": {"operator": "inc", "holds": "phone_number"}},
        "flows": [{"from": "inc", "to": "other", "data": "phone_number"}],
    }
    root = figure_of(model)
    assert labels(root, "tie") == ["Inc. operates app"]
    assert labels(root, "flow")[-1] == "Inc. shares phone number with other"


def test_a_category_is_named_and_not_its_members() -> None:
    model = star(1) | {"services": {"hub": {"holds": "contact"}, "r000": {}}}
    root = figure_of(model, "contact")
    assert [words(one) for one in drawn(root, "flow")] == ["Contact details", "Phone number"]


def test_only_flows_for_the_purpose_are_drawn_with_what_they_need() -> None:
    model = star(1, purposes="ads") | {
        "flows": [
            {"from": "hub", "to": "r000", "data": "phone_number", "purposes": "ads"},
            {"from": "hub", "to": "r000", "data": "phone_number", "purposes": "security"},
        ]
    }
    root = figure_of(model, purpose="ads")
    assert labels(root, "flow") == [
        "You give hub your phone number",
        "hub shares phone number with r000, for ads",
    ]


@pytest.mark.parametrize(("flows", "chips"), [(3, 3), (4, 1)])
def test_more_than_three_flows_between_two_holders_become_one_chip(flows: int, chips: int) -> None:
    model = star(1)
    model["flows"] = [
        {"from": "hub", "to": "r000", "data": "phone_number", "purposes": purpose}
        for purpose in ("ads", "security", "messaging", "marketing")[:flows]
    ]
    found = drawn(figure_of(model), "flow")[1:]
    assert len(found) == chips
    if chips == 1:
        assert words(found[0]) == "Phone number 4 flows for ads, marketing, messaging and security"
        assert found[0].get("aria-label", "").count("hub shares") == 4


def test_nothing_to_draw_is_said() -> None:
    root = figure_of(SMALL, "email", as_of="2015")
    assert not drawn(root, "flow")
    assert "No company in this model can reach your email address on" in words(root)


def test_the_text_alternative_tells_the_answer_and_the_flows() -> None:
    answer = ask(SMALL, origin="chat", owners=True)
    drawing = draw(answer)
    assert drawing.alt.startswith(
        "At least 2 companies can reach your phone number from Chat, counting owners: Chat Inc. and"
        " Net, Inc. 1 more owns one that can: Group. Others that are not named: business partners."
    )
    assert "You give Chat your phone number (used for messaging), since 2009." in drawing.alt
    assert drawing.alt.endswith("Group owns Net, Inc.")
    assert ET.fromstring(drawing.svg).findtext(f"{SVG}desc") == drawing.alt


def test_a_drawing_shows_and_saves_itself(tmp_path: Path) -> None:
    drawing = draw(ask(SMALL))
    drawing.save(tmp_path / "figure.svg")
    assert (tmp_path / "figure.svg").read_text("utf-8") == drawing.svg == drawing._repr_svg_()


# Notes and links


def test_sources_are_numbered_notes_and_link_where_they_have_an_address() -> None:
    root = figure_of(SMALL)
    assert [(one.get("href"), words(one)) for one in root.iter(f"{SVG}a")] == [
        ("https://example.org/policy", "Chat, “Policy”, 25 August 2016")
    ]
    assert "[1] Press, “On paper” [2] Chat, “Policy”, 25 August 2016" in words(root)


def test_a_picture_prints_no_address_of_a_source_and_lists_tell_where_it_is_archived() -> None:
    source = SMALL["sources"]["policy"]
    copy = "https://archive.example/policy"
    kept = SMALL | {"sources": {**SMALL["sources"], "policy": source | {"archived": copy}}}
    drawing = draw(load(kept))
    assert words(ET.fromstring(drawing.svg)) == words(ET.fromstring(draw(load(SMALL)).svg))
    for form in ("markdown", "dot", "mmd"):
        assert f"archived at {copy}" in drawing.convert(form).decode().replace("\\", "")


def test_no_id_of_what_is_left_out_is_told() -> None:
    scenario = {"without": ["ads", "old", "purpose:messaging"]}
    views = {
        kind: {"kind": kind, "panels": ["less"], "title": "Less"} for kind in ("flow", "matrix")
    }
    views["flow"]["highlight"] = "phone_number"
    model = load(SMALL | {"scenarios": {"less": scenario}, "views": views})
    for kind in views:
        told = draw(model, kind)
        assert "without sharing for messaging and 2 flows" in words(ET.fromstring(told.svg))
        assert "without sharing for messaging and 2 flows" in told.alt


def test_for_whom_something_is_so_is_a_note_under_a_letter() -> None:
    opting = {"from": "hub", "data": "phone_number", "choice": "opt-out"}
    model = star(3) | {
        "flows": [
            opting | {"to": "r000"},
            {"from": "hub", "to": "r001", "data": "phone_number", "unless": {"region": "DE"}},
            opting | {"to": "r002"},
        ]
    }
    root = figure_of(model)
    assert [words(one) for one in drawn(root, "flow")[1:]] == [
        "Phone number [a]",
        "Phone number [b]",
        "Phone number [a]",
    ]
    assert "[a] Unless you opted out [b] Unless you live in Germany" in words(root)


def test_only_addresses_of_the_web_become_links() -> None:
    answer = ask(SMALL)
    for given in answer.given:
        for source in given.cause.sources:
            object.__setattr__(source, "url", "javascript:alert(1)")
    root = ET.fromstring(draw(answer).svg)
    assert not list(root.iter(f"{SVG}a"))


# Safety


def hostile_model(name: str) -> dict[str, Any]:
    return {
        "dataflow": 1,
        "title": name,
        "licence": name,
        "sources": {"s": {"title": name, "publisher": name, "url": "https://example.org/?a=1&b=2"}},
        "data": {"thing": {"name": name}},
        "purposes": {"aim": {"name": name}},
        "companies": {"inc": {"name": f"{name} Inc."}},
        "services": {
            "one": {"name": name, "operator": "inc", "holds": {"data": "thing", "purposes": "aim"}},
            "two": {"name": f"{name} 2"},
        },
        "flows": [
            {
                "from": "one",
                "to": "two",
                "data": "thing",
                "purposes": "aim",
                "label": name,
                "source": "s",
            }
        ],
    }


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("width", [680, 360])
def test_hostile_names_stand_there_exactly_and_do_nothing(name: str, width: int) -> None:
    model = hostile_model(name)
    root = figure_of(model, "thing", width=width)
    assert labels(root, "holder") == ["You", f"{name}, {name} Inc.", f"{name} 2"]
    assert f"{name} shares {name} ({name}) with {name} 2, for {name}" in labels(root, "flow")
    assert root.findtext(f"{SVG}title") == f"Who can reach your {name}"
    check_allowed(root)
    tags = [one.tag for one in root.iter()]
    plain = [one.tag for one in figure_of(hostile_model("plain"), "thing", width=width).iter()]
    assert set(tags) == set(plain)


def check_allowed(root: ET.Element) -> None:
    for one in root.iter():
        tag = one.tag.removeprefix(SVG)
        assert tag in ELEMENTS, tag
        assert set(one.keys()) <= ELEMENTS[tag], (tag, one.keys())
        if tag == "a":
            assert re.match("https?://", one.get("href", ""))


def test_only_allowed_elements_and_attributes() -> None:
    root = figure_of(SMALL, owners=True)
    check_allowed(root)
    style = root.findtext(f"{SVG}style") or ""
    assert not re.search(r"url\(|@import|var\(|expression", style)
    assert style.count("prefers-color-scheme:dark") == 1


def test_nothing_that_a_model_says_reaches_the_layout_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = []
    run = layout._run

    def listen(source: str, deadline: float) -> str:
        sent.append(source)
        return run(source, deadline)

    monkeypatch.setattr(layout, "_run", listen)
    model = hostile_model("Zebra") | {"scenarios": {"a": {}, "b": {}}}
    model["views"] = {"v": {"panels": ["a", "b"]}}
    _ = draw(load(model), "v").svg
    assert any("same" in source for source in sent)
    allowed = r'[\s{}\[\]="\->.;]|\bn\d+\b|\b[\d.]+\b'
    known = {"digraph", "node", "edge", "rankdir", "LR", "TB", "newrank", "true", "ranksep"}
    known |= {"nodesep", "shape", "box", "fixedsize", "label", "arrowsize", "width", "height"}
    known |= {"rank", "same", "subgraph"}
    known |= {"dir", "none", "forward", "back", "minlen", "tailclip", "false"}
    for source in sent:
        assert set(re.sub(allowed, " ", source).split()) <= known


def test_characters_that_xml_cannot_have_are_replaced() -> None:
    assert escape("a\x00\x1b\ufffe\ud800b") == "a\ufffd\ufffd\ufffd\ufffdb"


def test_ids_are_unique_and_begin_with_the_name_of_the_figure() -> None:
    answer = ask(SMALL)
    for name in (None, "second"):
        root = ET.fromstring(draw(answer, name=name).svg)
        ids = [one.get("id", "") for one in root.iter() if one.get("id")]
        assert len(ids) == len(set(ids))
        assert all(one.startswith(name or "phone-number") for one in ids)


def test_the_document_has_role_title_and_description() -> None:
    root = figure_of(SMALL | {"language": "de"})
    assert root.get("role") == "graphics-document document"
    ids = {one.get("id") for one in root.iter()}
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} <= ids
    assert root.get("lang") == "de"
    assert all(one.get("role") == "img" for one in drawn(root, "flow"))


# Sameness


def test_two_runs_give_the_same_bytes() -> None:
    answers = [ask(SMALL, owners=True) for _ in "ab"]
    assert draw(answers[0]).svg == draw(answers[1]).svg


def test_the_order_of_writing_changes_no_byte() -> None:
    plain = draw(ask(SMALL, owners=True)).svg
    turned = draw(ask(_turned(SMALL), owners=True)).svg
    assert turned == plain


def _turned(value: Any) -> Any:
    """Turn every mapping and every list of holds around."""
    if isinstance(value, dict):
        return {
            key: list(reversed(one)) if key == "holds" and isinstance(one, list) else _turned(one)
            for key, one in reversed(value.items())
        }
    return value


@pytest.mark.skipif(layout.bundled() is None, reason="the golden figure is the bundled engine's")
def test_the_golden_figure() -> None:
    found = draw(ask(SMALL, owners=True)).svg
    if os.environ.get("UPDATE_GOLDENS"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(found, "utf-8")
    assert found == GOLDEN.read_text("utf-8"), "UPDATE_GOLDENS=1 writes it anew"


# Colours and text


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_text_and_lines_stand_out_from_what_is_behind_them(colours: palette.Palette) -> None:
    fills = [colours.background, colours.panel, colours.person]
    fills += [paint.fill for paint in colours.companies]
    for text, fill in itertools.product((colours.ink, colours.mute), fills):
        assert _contrast(text, fill) >= 4.5, (text, fill)
    assert _contrast(colours.link, colours.background) >= 4.5
    for fill in fills[:3]:
        assert _contrast(colours.line, fill) >= 3, fill
    for paint in colours.companies:
        assert _contrast(paint.line, paint.fill) >= 3
        assert _contrast(paint.line, colours.panel) >= 3


# What people see who lack one kind of cone: linear RGB, by Machado, Oliveira and Fernandes (2009)
SEEING = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def _difference(one: str, other: str, seeing: str) -> float:
    """Say how far two colours are apart for such people: a distance in CIELAB."""
    return math.dist(_lab(one, seeing), _lab(other, seeing))


def _lab(colour: str, seeing: str) -> tuple[float, float, float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0), 1)
        for row in SEEING[seeing]
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("seeing", SEEING)
@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_colours_differ_for_people_who_see_fewer(colours: palette.Palette, seeing: str) -> None:
    first, second = colours.companies
    for other in (colours.line, first.line, second.line, colours.ink):
        assert _difference(colours.hot.line, other, seeing) >= 20, other
    # companies are named as well
    assert _difference(first.line, second.line, seeing) >= 10
    assert _contrast(colours.hot.line, colours.hot.fill) >= 4.5
    assert _contrast(colours.hot.line, colours.panel) >= 3
    assert _contrast(colours.ink, colours.hot.fill) >= 4.5
    assert _contrast(colours.ink, colours.band) >= 4.5
    assert _contrast(colours.mute, colours.band) >= 4.5


@pytest.mark.parametrize("text", [*HOSTILE, "for ads and friend suggestions and more of the same"])
@pytest.mark.parametrize("width", [90, 120, 400])
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, palette.DATA, width)
    assert widest(lines, palette.DATA) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrapping_is_in_balance() -> None:
    lines = wrap("one two three four five six seven", palette.PURPOSE, 150)
    lengths = [measure(line, palette.PURPOSE) for line in lines]
    assert len(lines) == 2
    assert max(lengths) - min(lengths) < 30


def test_what_belongs_together_is_not_torn_apart() -> None:
    family = "👩‍👩‍👧‍👦"
    assert all(
        line.count(family) * len(family) == len(line) for line in wrap(family * 6, palette.DATA, 60)
    )


def test_a_date_is_not_torn_apart_and_keeps_its_spaces() -> None:
    lines = wrap("broken 25 August 2016, if it was in May 2015", palette.FOOTNOTE, 120)
    assert lines == ("broken", "25 August 2016, if", "it was in May 2015")


def test_numbers_of_sources_that_take_lines_of_their_own_follow_no_word() -> None:
    cited = [f"s{n:02}" for n in range(20)]
    model = {
        "dataflow": 1,
        "services": {"a": {}, "b": {}},
        "holds": [{"holder": "a", "data": "email", "source": cited}],
        "flows": [
            {"from": "a", "to": "b", "data": "email", "purposes": "ads", "source": cited[::2]}
        ],
        "sources": {key: {"title": key} for key in cited},
    }
    root = ET.fromstring(draw(load(model), highlight="email", width=360).svg)
    lines = [each.text for each in root.iter(f"{SVG}text") if each.get("class") == "purpose"]
    assert lines == ["[1\N{EN DASH}20]", "for\u00a0ads", "[1, 3, 5, 7, 9, 11,", "13, 15, 17, 19]"]


def test_characters_that_nobody_knows_are_wide() -> None:
    for character in "電😀ꙮ":
        assert measure(character, palette.DATA) >= measure("m", palette.PURPOSE)


def test_a_word_is_torn_apart_only_where_nothing_else_helps() -> None:
    assert wrap("for\N{NO-BREAK SPACE}messaging", palette.PURPOSE, 80) == ("for", "messaging")


def test_combining_marks_take_no_room() -> None:
    assert measure("e\u0301", palette.DATA) == measure("e", palette.DATA)


# Sizes


@pytest.mark.parametrize("model", [SMALL, star(12), hostile_model("電" * 30)])
@pytest.mark.parametrize("width", [680, 360])
def test_everything_stands_on_the_canvas_and_no_box_on_another(
    model: dict[str, Any], width: int
) -> None:
    data = "thing" if "data" in model else "phone_number"
    figure = draw(ask(model, data)).figure
    placed = place(figure.panels, width - 48, across=width > 500)[0]
    boxes = [
        (
            x - box.size.width / 2,
            y - box.size.height / 2,
            x + box.size.width / 2,
            y + box.size.height / 2,
        )
        for box in placed.boxes.values()
        for x, y in [box.centre]
    ]
    for left, top, right, bottom in boxes:
        assert left >= -1
        assert top >= -1
        assert right <= placed.width + 1
        assert bottom <= placed.height + 1
    for one, other in itertools.combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart


def test_a_phone_gets_its_own_layout() -> None:
    for width in (680, 360):
        root = figure_of(SMALL, width=width, origin="chat")
        assert root.get("width") == str(width)


def test_what_cannot_fit_makes_the_canvas_grow_and_the_text_no_smaller() -> None:
    root = figure_of(star(30), width=240)
    assert int(root.get("width", "0")) >= 240
    assert (
        min(int(one) for one in re.findall(r"font-size:(\d+)px", ET.tostring(root, "unicode")))
        >= 12
    )


@pytest.mark.parametrize("width", [0, -5, 239, 100_000])
def test_a_canvas_that_makes_no_sense_is_refused(width: int) -> None:
    with pytest.raises(QuestionError, match="pixels wide"):
        figure_of(SMALL, width=width)


def test_too_many_holders_are_refused_with_advice_unless_forced() -> None:
    with pytest.raises(TooLargeError, match=r"41 holders .*`force=True` draws it all the same"):
        figure_of(unlike(40))
    assert len(labels(figure_of(unlike(40), force=True), "holder")) == 42
    assert len(labels(figure_of(unlike(39)), "holder")) == 41


@pytest.mark.parametrize("receivers", [13, 600])
def test_many_who_get_the_same_share_a_box(receivers: int) -> None:
    root = figure_of(star(receivers))
    names = ", ".join(f"r{number:03}" for number in range(8))
    assert labels(root, "holder") == [
        "You",
        f"{receivers} recipients, {names} and {receivers - 8} more",
        "hub",
    ]
    assert len(labels(root, "flow")) == 2
    assert f"{receivers} flows" in words(drawn(root, "flow")[1])


def test_a_dozen_who_get_the_same_stand_for_themselves() -> None:
    assert len(labels(figure_of(star(12)), "holder")) == 14


def test_few_who_get_several_things_alike_share_a_box() -> None:
    model = star(3)
    model["flows"] += [one | {"purposes": "ads"} for one in model["flows"]]
    root = figure_of(model)
    assert labels(root, "holder") == ["You", "3 recipients, r000, r001 and r002", "hub"]


# The layout program


def test_without_a_layout_program_the_error_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(layout, "bundled", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="pip install graphviz-pure") as caught:
        figure_of(SMALL)
    assert caught.value.filename == "dot"


def test_another_program_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout.dot_command, "DOT_BINARY", Path("/nowhere/dot"))
    with pytest.raises(FileNotFoundError, match="no layout program") as caught:
        figure_of(SMALL)
    assert caught.value.filename == "/nowhere/dot"


def _program(folder: Path, code: str) -> Path:
    path = folder / "program"
    path.write_text(f"#!{sys.executable}\n{code}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_a_layout_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = _program(tmp_path, "import time; time.sleep(600)")
    monkeypatch.setattr(layout.dot_command, "DOT_BINARY", slow)
    monkeypatch.setattr(layout, "SECONDS", 0.2)
    with pytest.raises(QuestionError, match="was ended: "):
        figure_of(SMALL)


def test_all_layouts_that_are_tried_share_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    deadlines = set()
    run = layout._run

    def listen(source: str, effort: layout.Effort) -> str:
        deadlines.add(effort.deadline)
        return run(source, effort)

    monkeypatch.setattr(layout, "_run", listen)
    figure_of(SMALL, width=360)
    assert len(deadlines) == 1


def test_a_layout_that_fails_is_an_error_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(layout.dot_command, "DOT_BINARY", _program(tmp_path, "raise SystemExit(3)"))
    with pytest.raises(OSError, match="the layout failed"):
        figure_of(SMALL)


@pytest.mark.parametrize("engine", [layout.bundled(), shutil.which("dot")], ids=["bundled", "dot"])
def test_either_engine_draws_the_same_things(
    engine: Path | str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine is None:
        pytest.skip("this engine is not here")
    monkeypatch.setattr(layout.dot_command, "DOT_BINARY", Path(engine))
    assert len(labels(figure_of(SMALL), "flow")) == 6
