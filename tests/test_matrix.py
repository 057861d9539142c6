"""Matrices: data types by companies; the DOM is read back."""

# ruff: noqa: ANN401, S314 - models are JSON of any shape, and the XML that is parsed is our own

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from test_drawing import HOSTILE, SVG, check_allowed, labels, load, named, words

import dataflow as df
from dataflow.figures import draw

#            phone  email  name
# chat-inc     o      o      o     collects
# net          *             .     received, against a promise
# ads, shop    *      *      .     received, both the same
# group        ◌      ◌      ◌     owns chat-inc
MODEL: dict[str, Any] = {
    "dataflow": 1,
    "title": "A chat",
    "companies": {
        "group": {"name": "Group"},
        "chat-inc": {"name": "Chat Inc.", "owned_by": "group"},
        "net": {"name": "Net"},
        "ads": {"name": "Ads"},
        "shop": {"name": "Shop"},
        "someone": {"name": "somebody", "unnamed": True},
    },
    "services": {
        "chat": {
            "name": "Chat",
            "operator": "chat-inc",
            "holds": {"data": ["phone_number", "email", "name"]},
        }
    },
    "flows": {
        "a": {"from": "chat", "to": "net", "data": "phone_number", "since": "2016"},
        "b": {"from": "chat", "to": ["ads", "shop"], "data": ["phone_number", "email"]},
        "c": {"from": "chat", "to": "someone", "data": "name"},
    },
    "claims": {
        "never": {
            "by": "chat-inc",
            "date": "2014",
            "quote": "Never to Net.",
            "never": {"data": "phone_number", "reach": "net"},
        }
    },
    "scenarios": {"early": {"title": "Early", "as_of": "2010"}, "late": {"as_of": "2020"}},
    "views": {
        "all": {"kind": "matrix", "title": "All of it"},
        "two": {"kind": "matrix", "panels": ["early", "late"]},
        "some": {"kind": "matrix", "highlight": "contact", "only": ["chat", "net"]},
    },
}


def view(name: str, model: dict[str, Any] = MODEL, **asked: Any) -> ET.Element:
    return ET.fromstring(draw(load(model), name, **asked).svg)


def matrix(model: dict[str, Any] = MODEL, **asked: Any) -> ET.Element:
    width = asked.pop("width", 680)
    return ET.fromstring(draw(df.exposure(load(model), **asked), width=width).svg)


def recipients(number: int, kinds: int = 1) -> dict[str, Any]:
    """One sender, many who get some of its data; `kinds` of them get different things."""
    data = [f"d{n}" for n in range(kinds)]
    return {
        "dataflow": 1,
        "data": {key: {} for key in data},
        "services": {"hub": {"holds": {"data": data}}, **{f"r{n:03}": {} for n in range(number)}},
        "flows": [
            {"from": "hub", "to": f"r{n:03}", "data": data[: n % kinds + 1]} for n in range(number)
        ],
    }


def rows(root: ET.Element) -> list[str]:
    return texts(root, "data")


def counts(root: ET.Element) -> list[str]:
    legend = [
        text for each in root.iter(f"{SVG}g") if each.get("class") == "sample" for text in each
    ]
    counted = [each for each in root.iter(f"{SVG}text") if each.get("class") == "count"]
    return [each.text or "" for each in counted if each not in legend]


def texts(root: ET.Element, role: str) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text") if one.get("class") == role]


def columns(root: ET.Element) -> str:
    return " ".join(texts(root, "column")).replace("\u00a0", " ")


def cells(root: ET.Element) -> list[str]:
    return [
        one.get("aria-label", "")
        for one in root.iter(f"{SVG}g")
        if "cell" in one.get("class", "").split() and one.get("role")
    ]


def test_every_company_and_data_type_stands_once_with_how_it_came() -> None:
    assert sorted(cells(matrix())) == [
        "Ads: receives email address (start not stated)",
        "Ads: receives phone number (start not stated)",
        "Chat Inc.: collects email address (start not stated)",
        "Chat Inc.: collects name (start not stated)",
        "Chat Inc.: collects phone number (start not stated)",
        "Net: receives phone number, since 2016, this breaks a promise",
        "Shop: receives email address (start not stated)",
        "Shop: receives phone number (start not stated)",
        "somebody: receives name (start not stated)",
    ]


def test_what_goes_farthest_comes_first_with_its_count() -> None:
    root = matrix()
    assert rows(root) == ["Phone number", "Email address", "Name"]
    assert counts(root) == ["4", "3", "1+"]


def test_the_legend_tells_what_is_counted_where_that_is_not_every_mark() -> None:
    count, others = "2 how many have it for sure", "+ and others that are not named"
    assert f"{count} {others}" in words(matrix())
    named = MODEL | {"flows": {"a": MODEL["flows"]["b"]}, "claims": {}}
    assert count not in words(matrix(named))
    alleged = MODEL["flows"]["b"] | {"status": "alleged"}
    assert count in words(matrix(named | {"flows": {"a": alleged}}))


def test_who_is_not_named_adds_a_plus_only_where_they_have_it_for_sure() -> None:
    flows = {"c": MODEL["flows"]["c"] | {"status": "alleged"}}
    root = matrix(MODEL | {"flows": flows, "claims": {}})
    assert counts(root) == ["1", "1", "1"]
    assert "+ and others" not in words(root)


def test_who_collects_comes_first_then_who_has_most() -> None:
    assert columns(matrix()) == "Chat Inc. Ads Shop Net somebody"


def test_matrices_of_one_figure_share_the_order_of_rows_and_columns() -> None:
    # alone, the first would begin with Ads and with names
    later = {"from": "chat", "to": "net", "data": ["phone_number", "email"], "since": "2015"}
    model = MODEL | {
        "flows": {
            "a": {"from": "chat", "to": "ads", "data": "phone_number"},
            "b": {"from": "chat", "to": "net", "data": "name"},
            "c": later,
        },
        "claims": {},
    }
    root = view("two", model)
    first, second = (each for each in root.iter(f"{SVG}g") if each.get("transform"))
    assert columns(first) == columns(second) == "Chat Inc. Net Ads"
    assert rows(first) == rows(second) == ["Phone number", "Name", "Email address"]


def test_owners_have_a_mark_of_their_own() -> None:
    root = matrix(owners=True)
    assert "Group: owns who has name (start not stated)" in cells(root)
    assert "owns who has it: control, not sharing" in words(root)


def test_the_companies_of_an_owner_stand_together() -> None:
    model = MODEL | {
        "companies": MODEL["companies"]
        | {"ads": {"name": "Ads", "owned_by": "owner"}, "owner": {"name": "Owner"}}
        | {"net": {"name": "Net", "owned_by": "owner"}}
    }
    assert columns(matrix(model)) == "Chat Inc. Ads Net Shop somebody"


def test_a_broken_promise_is_marked_and_quoted() -> None:
    root = matrix()
    hot = [one for one in root.iter(f"{SVG}g") if "hot" in one.get("class", "").split()]
    assert len([one for one in hot if one.get("role")]) == 1
    assert "breaks “Never to Net” (Chat Inc., 2014)" in words(root)
    assert not [one for one in cells(view("two")) if "promise" in one and "2010" in one]


def test_owning_breaks_no_promise_though_sharing_with_others_does() -> None:
    shared = {"from": "chat", "to": "group", "data": "name", "when": {"account": "net"}}
    never = {"by": "chat-inc", "date": "2014", "never": {"data": "name", "reach": "group"}}
    model = MODEL | {
        "flows": MODEL["flows"] | {"d": shared},
        "claims": {"name": never},
        "personas": {"both": {"accounts": ["chat", "net"]}, "one": {"accounts": ["chat"]}},
    }
    told = {who: cells(matrix(model, owners=True, persona=who)) for who in ("both", "one")}
    assert "Group: receives name (start not stated), this contradicts a promise" in told["both"]
    assert "Group: owns who has name (start not stated)" in told["one"]


def test_who_is_not_named_has_a_double_outline() -> None:
    assert any("unnamed" in one.get("class", "") for one in matrix().iter(f"{SVG}g"))
    assert "not named by the source" in words(matrix())


def test_a_member_that_goes_no_other_way_than_its_category_is_not_told() -> None:
    model = MODEL | {"flows": {}, "services": {"chat": {"holds": "contact"}}}
    assert rows(matrix(model)) == ["Contact details"]
    model["flows"] = {"a": {"from": "chat", "to": "net", "data": "email"}}
    assert rows(matrix(model)) == ["Email address", "Contact details"]


def test_several_panels_show_several_days() -> None:
    root = view("two")
    others = "companies, and others that are not named: somebody; 3 data types, as of 31 December"
    assert f"Early At least 3 {others} 2010" in words(root)
    assert f"late At least 4 {others} 2020" in words(root)


def test_only_some_data_and_companies() -> None:
    root = view("some")
    assert rows(root) == ["Phone number", "Email address"]
    assert columns(root) == "Chat Inc. Net"


def test_many_data_types_stand_under_headings_and_the_rest_is_counted() -> None:
    data = {f"a{n}": {"is_a": "alpha"} for n in range(20)} | {"alpha": {"name": "Alpha data"}}
    data |= {f"b{n}": {"is_a": "beta"} for n in range(20)} | {"beta": {"name": "Beta data"}}
    model = {
        "dataflow": 1,
        "data": data,
        "services": {"hub": {"holds": {"data": sorted(set(data) - {"alpha", "beta"})}}},
    }
    root = matrix(model)
    assert "Alpha data" in texts(root, "heading")
    assert len(rows(root)) == 24
    assert "+ 16 more data types" in words(root)


@pytest.mark.parametrize("width", [680, 360])
def test_those_with_the_same_share_a_column_where_all_do_not_fit(width: int) -> None:
    root = matrix(recipients(600), width=width)
    assert "600 companies [a]" in words(root)
    assert "[a] r000, r001" in words(root)
    assert "r019 and 580 more" in words(root)
    assert len(cells(root)) == 2
    assert counts(root)[0] == "601"


def test_those_with_the_same_have_columns_of_their_own_where_all_fit() -> None:
    root = matrix(recipients(2))
    assert columns(root) == "hub r000 r001"
    assert "[a]" not in words(root)


def test_what_does_not_fit_is_counted() -> None:
    root = matrix(recipients(60, kinds=30))
    found = re.fullmatch(r"hub ((?:2 companies \[\w\] )+)\+ (\d+) more companies", columns(root))
    assert found
    shown = found[1].count("2 companies")
    assert 1 + 2 * shown + int(found[2]) == 61
    # every row: how many have it, and how many of those are in columns that are left out
    lines = [one.removeprefix("+ ") for one in counts(root)]
    for many, more in zip(lines[::2], lines[1::2], strict=True):
        assert int(many) == 1 + 2 * shown + int(more)
    # below: which columns the key explains, and how many of the six rows not shown each has
    letters = re.findall(r"\[(\w)\]", words(root))
    assert sorted(letters) == sorted(2 * "abcdefghij"[:shown])
    heading = texts(root, "heading")
    assert heading == ["+ 6 more data types", "+ 6", *(f"+ {6 - n}" for n in range(shown))]


def guarded(promises: int) -> dict[str, Any]:
    """Many recipients with different data; a promise about each of the last ones is broken."""
    model = recipients(30, kinds=30)
    model["claims"] = {
        f"c{n:02}": {
            "by": "hub",
            "date": "2014",
            "quote": "Never.",
            "never": {"data": "d0", "reach": f"r{n:03}"},
        }
        for n in range(promises)
    }
    return model


def test_a_broken_promise_is_never_among_what_is_left_out() -> None:
    root = matrix(guarded(1))
    assert [one for one in cells(root) if "promise" in one] == [
        "r000: receives d0 (start not stated), this contradicts a promise"
    ]
    assert columns(root).startswith("hub ")
    assert " r000 + " in columns(root)


def test_where_broken_promises_do_not_all_fit_their_count_is_marked() -> None:
    root = matrix(guarded(30))
    told = "; ".join(cells(root))
    assert told.count("this contradicts a promise") == 30
    marked = [one for one in cells(root) if one.count("this contradicts a promise") > 1]
    assert len(marked) == 1


def test_a_row_in_which_a_promise_is_broken_is_always_shown() -> None:
    model = recipients(30, kinds=30)
    model["claims"] = {"c": {"by": "hub", "date": "2014", "never": {"data": "d29"}}}
    model["claims"]["c"]["never"]["reach"] = "r029"
    root = matrix(model)
    assert rows(root)[-1] == "D29"
    assert len(rows(root)) == 24


def test_companies_of_the_same_name_are_told_apart() -> None:
    services = {
        "one": {"name": "Twin", "holds": "email"},
        "two": {"name": "Twin", "holds": "phone_number"},
    }
    root = matrix({"dataflow": 1, "services": services})
    assert sorted(cells(root)) == [
        "Twin: collects email address (start not stated)",
        "Twin: collects phone number (start not stated)",
    ]
    assert counts(root) == ["1", "1"]


def test_a_promise_about_a_member_is_marked_beside_its_category() -> None:
    model = MODEL | {
        "services": {"chat": {"operator": "chat-inc", "holds": "contact"}},
        "flows": {"a": {"from": "chat", "to": "net", "data": "contact"}},
    }
    root = matrix(model)
    assert rows(root) == ["Contact details", "Phone number"]
    assert [one for one in cells(root) if "promise" in one] == [
        "Net: receives phone number (start not stated), this contradicts a promise"
    ]


def test_an_owner_stands_above_its_companies() -> None:
    model = MODEL | {
        "companies": MODEL["companies"]
        | {"ads": {"name": "Ads", "owned_by": "owner"}, "owner": {"name": "Owner"}}
        | {"net": {"name": "Net", "owned_by": "owner"}}
    }
    assert texts(matrix(model), "heading") == ["Owner"]
    assert texts(matrix(), "heading") == []


def test_a_phone_gets_lists() -> None:
    root = matrix(width=360)
    assert root.get("width") == "360"
    assert rows(root) == ["Phone number", "Email address", "Name"]
    assert counts(root) == ["4", "3", "1+"]
    # who breaks a promise stands first; those with the same stand together
    assert cells(root)[:3] == [
        "Net: receives phone number, since 2016, this breaks a promise",
        "Chat Inc.: collects phone number (start not stated)",
        "Ads and Shop: receive phone number (start not stated)",
    ]
    assert "2 companies [a]" in words(root)
    assert "[a] Ads and Shop" in words(root)
    outlines = [one for one in named(root, "outline") if "unnamed" in one.get("class", "")]
    assert len(outlines) == 1


def test_lists_name_a_few_and_count_the_rest() -> None:
    root = matrix(recipients(60, kinds=30), width=360)
    said = texts(root, "purpose")
    assert "+ 48 more companies" in " ".join(said[: said.index("hub", 1)])
    assert set(re.findall(r"\[(\w)\]", words(root))) == set("abcdef")


def test_nothing_to_show_is_said() -> None:
    model = {"dataflow": 1, "services": {"hub": {}}}
    assert "No company in this model has any of it." in words(matrix(model))


def test_the_text_alternative_tells_what_goes_farthest() -> None:
    alt = draw(df.exposure(load(MODEL))).alt
    assert alt.startswith(
        "At least 4 companies, and others that are not named: somebody; 3 data types."
        " Phone number: Ads, Chat Inc., Net"
    )


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("width", [680, 360])
def test_hostile_names_stand_there_exactly(name: str, width: int) -> None:
    model = {
        "dataflow": 1,
        "data": {"thing": {"name": name}},
        "services": {"one": {"name": name, "holds": "thing"}},
    }
    root = matrix(model, width=width)
    check_allowed(root)
    assert cells(root) == [f"{name}: collects {name} (start not stated)"]


def test_only_allowed_elements() -> None:
    check_allowed(matrix(owners=True))
    assert labels(matrix(), "flow") == []


def test_the_order_of_writing_changes_no_byte() -> None:
    turned = MODEL | {
        key: dict(reversed(MODEL[key].items())) for key in ("companies", "flows", "scenarios")
    }
    turned = dict(reversed(turned.items()))
    for name in ("all", "two", "some"):
        assert draw(load(turned), name).svg == draw(load(MODEL), name).svg


def test_markdown_counts_the_data_types_that_are_not_shown() -> None:
    said = draw(df.exposure(load(recipients(3, kinds=30)))).convert("markdown").decode()
    assert "- \\+ 6 more data types\n" in said
    assert "- r002: receives d2 (start not stated)\n" in said
