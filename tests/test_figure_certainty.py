"""Figures say and draw how sure they are, and since when; see docs/certainty.md."""

# ruff: noqa: S314 - the XML that is parsed is our own

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from test_drawing import SVG, drawn, labels, load, named, words

import dataflow as df
from dataflow.figures import draw
from dataflow.figures.matrix.grid import Matrix
from dataflow.figures.timeline.spans import Timeline

#            ╭┄ alleged, since 2012 ┄▶ ads        (breaks "Never to Ads", if it is so)
#   you ─▶ chat ⋯ permitted, by 2015 ⋯▶ maps
#    2009    ├── sold, since 2016 ────▶ shop       (breaks "We never sell")
#            ├── stolen, 2013 ────────▶ hackers    (a group)
#            ├── on an order ─────────▶ police     (a public body)
#            └── since 2011 ──────────▶ partners   (not named)
#   chat: Old Inc. until 2014, New AG since 2015
SURE: dict[str, Any] = {
    "dataflow": 1,
    "title": "How sure",
    "companies": {
        "old": {"name": "Old Inc."},
        "new": {"name": "New AG"},
        "ads": {"name": "Ads"},
        "maps": {"name": "Maps"},
        "shop": {"name": "Shop"},
        "hackers": {"name": "Hackers", "kind": "group"},
        "police": {"name": "Police", "kind": "public_body"},
        "partners": {"name": "Business partners", "unnamed": True},
    },
    "services": {
        "chat": {
            "name": "Chat",
            "operator": [
                {"company": "old", "until": "2014"},
                {"company": "new", "since": "2015"},
            ],
        }
    },
    "data": {"friends_list": {"name": "friends list"}},
    "holds": [{"holder": "chat", "data": "phone_number", "since": "2009"}],
    "flows": {
        "alleged": {
            "from": "chat",
            "to": "ads",
            "data": "phone_number",
            "since": "2012",
            "status": "alleged",
            "source": "suit",
            "replies": {"by": "chat", "date": "2013", "quote": "That is not so."},
        },
        "permitted": {
            "from": "chat",
            "to": "maps",
            "data": "phone_number",
            "known": "2015-03-01",
            "status": "permitted",
        },
        "sold": {
            "from": "chat",
            "to": "shop",
            "data": "phone_number",
            "since": "2016-02-03",
            "mechanism": "sale",
        },
        "stolen": {
            "from": "chat",
            "to": "hackers",
            "data": "phone_number",
            "since": "2013-05",
            "until": "2013-06",
            "mechanism": "theft",
        },
        "order": {
            "from": "chat",
            "to": "police",
            "data": "phone_number",
            "mechanism": "order",
            "ended": "2018",
        },
        "partners": {"from": "chat", "to": "partners", "data": "phone_number", "since": "2011"},
    },
    "derivations": {"guess": {"from": "phone_number", "to": "friends_list", "by": "shop"}},
    "claims": {
        "sell": {
            "by": "chat",
            "date": "2010-01-01",
            "quote": "We never sell.",
            "never": {"data": "phone_number", "from": "chat", "reach": "shop"},
            "findings": {"by": "Court", "date": "2020", "found": "broken"},
        },
        "ads": {
            "by": "chat",
            "date": "2010-01-01",
            "quote": "Never to Ads.",
            "never": {"data": "phone_number", "from": "chat", "reach": "ads"},
        },
        "maps": {
            "by": "chat",
            "date": "2014-01-01",
            "quote": "Never to Maps.",
            "never": {"data": "phone_number", "from": "chat", "reach": "maps"},
        },
    },
    "sources": {"suit": {"title": "Suit", "date": "2020"}},
    "views": {
        "flow": {"kind": "flow", "highlight": "phone_number"},
        "matrix": {"kind": "matrix"},
        "time": {"kind": "timeline"},
        "path": {"kind": "paths", "highlight": "phone_number", "company": "shop"},
    },
}


ANNOUNCED = {"status": "announced"}


def view(name: str, model: dict[str, Any] = SURE) -> ET.Element:
    return ET.fromstring(draw(load(model), name).svg)


def classes(name: str, kind: str, model: dict[str, Any] = SURE) -> dict[str, set[str]]:
    """Return of which classes each thing of a kind is, by its label."""
    return {
        one.get("aria-label", ""): {*one.get("class", "").split()} - {kind}
        for one in named(view(name, model), kind)
        if one.get("role")
    }


# promises


@pytest.mark.parametrize("name", ["flow", "time", "matrix"])
def test_a_promise_that_is_only_said_to_have_been_made_is_told_so(name: str) -> None:
    claims = {**SURE["claims"], "sell": SURE["claims"]["sell"] | {"status": "alleged"}}
    assert "Chat (alleged), 1 January 2010" in words(view(name, SURE | {"claims": claims}))
    assert "Chat (alleged)" not in words(view(name))


def unheard(name: str, **changes: object) -> dict[str, Any]:
    """Return the model, where of one promise it is only alleged that it was made."""
    return SURE | {"claims": SURE["claims"] | {name: SURE["claims"][name] | changes}}


def test_a_flow_that_breaks_what_may_not_have_been_said_is_hollow() -> None:
    drawing = draw(load(unheard("sell", status="alleged")), "flow")
    [label] = [each for each in labels(ET.fromstring(drawing.svg), "flow") if "sells" in each]
    assert label.endswith(
        "this breaks the promise “We never sell” (Chat (alleged), 1 January 2010), if it was said"
    )
    assert classes("flow", "flow", unheard("sell", status="alleged"))[label] == {"hot", "unsure"}
    entries = [(each.sample, each.text) for each in drawing.figure.legend]
    told = "breaks “We never sell” (Chat (alleged), 1 January 2010), if it was said"
    assert ("unsure", told) in entries
    assert all(sample != "hot" for sample, _ in entries)
    assert f"B{told[1:]}." in drawing.alt


def test_what_is_alleged_includes_that_it_was_said() -> None:
    told = draw(load(unheard("ads", status="alleged")), "flow").alt
    end = "Breaks “Never to Ads” (Chat (alleged), 1 January 2010), if what is alleged is so."
    assert end in told


def test_a_permitted_breach_of_an_alleged_promise_depends_on_both() -> None:
    told = draw(load(unheard("maps", status="alleged")), "flow").alt
    end = "(Chat (alleged), 1 January 2014), if what is permitted was done, and if it was said."
    assert end in told


def test_a_timeline_marks_as_alleged_what_may_not_have_been_said() -> None:
    figure = draw(load(unheard("sell", status="alleged")), "time").figure
    [picture] = figure.panels
    assert isinstance(picture, Timeline)
    [promise] = [each for each in picture.stretches if "never sell" in each.text]
    [sale] = [each for each in picture.stretches if "sold" in each.text]
    assert promise.marks == ("alleged",)
    assert promise.ended == "broken 3 February 2016, if it was said"
    assert (sale.hot, sale.unsure) == (True, True)
    assert sale.label.endswith("this breaks a promise, if it was said")
    assert picture.breaks == ()
    assert "broken 3 February 2016, if it was said." in figure.alt
    assert {"broken", "breaking"} & {each.sample for each in figure.legend} == set()
    drawing = view("time", unheard("sell", status="alleged"))
    [row] = [each for each in drawn(drawing, "promise") if "We never sell" in words(each)]
    assert not row.findall(f".//{SVG}path[@class='rupture']")
    assert row.findall(f".//{SVG}circle[@class='maybe']")


def test_a_timeline_says_where_all_that_is_unsure_is_whether_it_was_said() -> None:
    claims = {"sell": SURE["claims"]["sell"] | {"status": "alleged"}}
    figure = draw(load(SURE | {"claims": claims}), "time").figure
    told = {each.sample: each.text for each in figure.legend}
    assert told["maybe broken"] == "broken on that day, if it was said"
    assert told["maybe breaking"] == "breaks a promise, if it was said"


def test_a_matrix_marks_as_alleged_what_breaks_what_may_not_have_been_said() -> None:
    figure = draw(load(unheard("sell", status="alleged")), "matrix").figure
    [picture] = figure.panels
    assert isinstance(picture, Matrix)
    cells = [cell for row in picture.rows for key, cell in row.cells.items() if key == "shop"]
    [broken] = [cell for cell in cells if cell.hot]
    assert broken.unsure
    assert broken.label.endswith("this breaks a promise, if it was said")
    told = "breaks “We never sell” (Chat (alleged), 1 January 2010), if it was said"
    assert told in [each.text for each in figure.legend if each.sample == "unsure breach"]


def test_several_promises_that_may_not_have_been_said_are_counted_together() -> None:
    claim = SURE["claims"]["sell"] | {"status": "alleged"}
    claims = {f"c{n}": claim | {"quote": f"Never {n}."} for n in range(5)}
    legend = draw(load(SURE | {"claims": claims}), "flow").figure.legend
    assert [each.text for each in legend if each.sample == "unsure"][3:] == [
        "breaks 2 more promises, if they were said"
    ]


def test_a_denial_that_is_only_alleged_is_dashed() -> None:
    never = {"data": "phone_number", "from": "chat", "reach": "maps", "through": ["sale"]}
    claim = {"by": "chat", "date": "2010", "never": never, "status": "alleged"}
    model = load(SURE | {"claims": {"c": claim}})
    answer = df.reach(model, "phone_number", as_of="2017")
    [line] = drawn(ET.fromstring(draw(answer).svg), "denied")
    assert {*line.get("class", "").split()} >= {"denied", "alleged"}
    assert "alleged" in words(line)


def test_a_promise_without_a_quote_is_told_by_its_reading() -> None:
    claim = {"by": "chat", "date": "2010", "never": {"data": "phone_number", "reach": "shop"}}
    claims = {
        "good": claim | {"reading": "for good"},
        "then": claim | {"reading": "about that time", "past": True},
        "bare": claim,
    }
    figure = draw(load(SURE | {"claims": claims}), "time").figure
    [picture] = figure.panels
    assert isinstance(picture, Timeline)
    assert {each.text for each in picture.stretches if each.is_promise} == {
        "Read so: for good",
        "Read so: about that time",
        "Never: phone number",
    }
    assert "The promise of Chat, 2010 (read so: for good): broken 3 February 2016." in figure.alt
    flow = draw(load(SURE | {"claims": claims}), "flow").alt
    assert "Breaks a promise of Chat, 2010 (read so: for good)." in flow


# flows


def test_no_verb_says_more_than_its_statement() -> None:
    assert labels(view("flow"), "flow") == [
        "You give Chat (Old Inc. until 2014 and New AG since 2015) your phone number, since 2009",
        (
            "Chat (Old Inc. until 2014 and New AG since 2015) handed phone number over to Police on"
            " an order, until 2018 at the latest"
        ),
        (
            "Chat (Old Inc. until 2014 and New AG since 2015) shares phone number with Business"
            " partners, since 2011"
        ),
        (
            "Chat (Old Inc. until 2014 and New AG since 2015) is said to share phone number with"
            " Ads, since 2012 (alleged); this breaks the promise “Never to Ads” (Chat, 1 January"
            " 2010), if what is alleged is so; Chat said: “That is not so.”"
        ),
        "Hackers took phone number from Chat (Old Inc.), from May 2013 until June 2013",
        (
            "Chat (New AG) may share phone number with Maps, since 1 March 2015 at the latest,"
            " under its terms; this breaks the promise “Never to Maps” (Chat, 1 January 2014), if"
            " what is permitted was done"
        ),
        (
            "Chat (New AG) sells phone number to Shop, since 3 February 2016; this breaks the"
            " promise “We never sell” (Chat, 1 January 2010)"
        ),
    ]


@pytest.mark.parametrize("mechanism", ["fax", "carry", "share", "bought", "given by users"])
def test_a_mechanism_in_the_words_of_the_model_chooses_no_verb(mechanism: str) -> None:
    flow = {"from": "chat", "to": "ads", "data": "email", "mechanism": mechanism}
    services = {"chat": {"name": "Chat", "holds": "email"}}
    model = {"dataflow": 1, "services": services, "companies": {"ads": {}}, "flows": [flow]}
    told = draw(df.reach(load(model), "email")).alt
    assert told.endswith(f"Chat shares email address with ads ({mechanism}).")


def test_what_is_announced_is_to_be_from_its_day_on() -> None:
    announced = {"since": "2021", "status": "announced"}
    flow = {"from": "chat", "to": "maps", "data": "phone_number", **announced}
    model = load(
        {
            **SURE,
            "companies": {
                **SURE["companies"],
                "maps": {"owned_by": [{"company": "ads", **announced}]},
            },
            "flows": {"next": flow},
            "derivations": {},
            "claims": {},
            "views": {},
        }
    )
    answer = df.reach(model, "phone_number", as_of="2022", announced=True, owners=True)
    drawing = ET.fromstring(draw(answer).svg)
    flows = "; ".join(labels(drawing, "flow"))
    assert "Chat (New AG) is to share phone number with maps, from 2021, as announced" in flows
    assert labels(drawing, "tie")[-1] == "Ads is to own maps, from 2021, as announced"
    said = words(drawing)
    assert "from 2021" in said
    assert "since 2021" not in said


def test_lines_are_dashed_and_dotted_and_a_breach_that_is_not_firm_is_hollow() -> None:
    marks = classes("flow", "flow")
    assert [marks[label] for label in labels(view("flow"), "flow")] == [
        set(),
        set(),
        set(),
        {"hot", "unsure", "alleged"},
        set(),
        {"hot", "unsure", "permitted"},
        {"hot"},
    ]
    said = words(view("flow"))
    assert "breaks “We never sell” (Chat, 1 January 2010) breaks “Never to Ads”" in said
    assert "alleged: one side says so" in said
    assert "permitted by its terms: no source says that it happens" in said
    assert "[a] Chat said: “That is not so.”" in said


def test_what_a_broken_promise_rests_on_is_told_of_each_panel() -> None:
    ads = {"from": "chat", "to": "ads", "data": "email", "since": "2014"}
    claim = {"by": "chat", "date": "2012", "never": {"data": "email", "reach": "ads"}}
    model = {
        "dataflow": 1,
        "services": {"chat": {"name": "Chat", "holds": "email"}},
        "companies": {"ads": {"name": "Ads"}},
        "flows": {
            "terms": {**ads, "status": "permitted"},
            "suit": {**ads, "status": "alleged"},
        },
        "claims": {"c": claim},
        "scenarios": {"both": {}, "less": {"without": "terms"}},
        "views": {"v": {"kind": "flow", "highlight": "email", "panels": ["both", "less"]}},
    }
    broken = [
        (entry.sample, entry.text)
        for entry in draw(load(model), "v").figure.legend
        if entry.sample.startswith("unsure")
    ]
    # each as what breaks it is drawn
    assert broken == [
        ("unsure permitted", "breaks a promise of Chat, 2012, if what is permitted was done"),
        ("unsure alleged", "breaks a promise of Chat, 2012, if what is alleged is so"),
    ]


def test_a_service_that_changed_hands_names_both_with_their_years() -> None:
    both = "Chat, Old Inc. until 2014 and New AG since 2015"
    assert both in labels(view("flow"), "holder")
    then = ET.fromstring(draw(df.reach(load(SURE), "phone_number", as_of="2013")).svg)
    assert "Chat, Old Inc." in labels(then, "holder")


@pytest.mark.parametrize(
    ("operators", "told"),
    [
        (
            [{"company": "old", "since": "2008-05", "until": "2014"}, {"company": "new"}],
            "New AG and Old Inc. 2008\N{EN DASH}2014",
        ),
        (
            [
                {"company": "old", "known": "2012-05-01", "ended": "2014-03"},
                {"company": "new", "known": "2015"},
            ],
            (
                "Old Inc. since 2012 at the latest until 2014 at the latest and New AG since 2015"
                " at the latest"
            ),
        ),
        (
            [{"company": "old", "until": "2014"}, {"company": "new", "since": "2021", **ANNOUNCED}],
            "Old Inc. until 2014 and New AG from 2021 (announced)",
        ),
        (
            [
                {"company": "old", "since": "2009", "until": "2010"},
                {"company": "old", "since": "2011", "until": "2012"},
                {"company": "new", "since": "2021", **ANNOUNCED},
            ],
            (
                "Old Inc. 2009\N{EN DASH}2010, Old Inc. 2011\N{EN DASH}2012 and New AG from 2021"
                " (announced)"
            ),
        ),
    ],
)
def test_the_years_of_an_operator_are_no_surer_than_they_are(
    operators: list[dict[str, str]], told: str
) -> None:
    model = {
        "dataflow": 1,
        "companies": {"old": {"name": "Old Inc."}, "new": {"name": "New AG"}},
        "services": {"chat": {"name": "Chat", "operator": operators, "holds": "email"}},
    }
    answer = df.reach(load(model), "email", announced=True)
    assert labels(ET.fromstring(draw(answer).svg), "holder") == ["You", f"Chat, {told}"]


def test_an_operator_is_named_once_for_all_its_years() -> None:
    old = [{"company": "old", "since": year, "until": year} for year in ("2010", "2012")]
    model = {
        "dataflow": 1,
        "companies": {"old": {"name": "Old Inc."}, "new": {"name": "New AG"}},
        "services": {
            "chat": {
                "name": "Chat",
                "operator": [*old, {"company": "new", "since": "2020"}],
                "holds": {"data": "email", "since": "2010", "until": "2012"},
            }
        },
    }
    answer = df.reach(load(model), "email")
    assert labels(ET.fromstring(draw(answer).svg), "flow") == [
        "You gave Chat (Old Inc.) your email address, from 2010 until 2012"
    ]


def test_the_text_alternative_counts_the_named_by_how_sure_it_is() -> None:
    alt = draw(df.reach(load(SURE), "phone_number")).alt
    assert alt.startswith(
        "At least 3 companies, 1 public body and 1 group can reach your phone number, or could at"
        " some time:"
        " Old Inc., New AG, Police, Hackers and Shop. 1 more may, under its terms: Maps."
        " 1 more is said to: Ads. Others that are not named can: Business partners."
    )


def test_where_nobody_firmly_can_the_surest_are_told_first() -> None:
    model = {
        "dataflow": 1,
        "services": {"chat": {"holds": [{"data": "email", "status": "alleged"}]}},
    }
    drawing = draw(df.reach(load(model), "email"))
    assert drawing.figure.subtitle == "1 company is said to, on any day, for anyone"
    assert drawing.alt == (
        "1 company is said to reach your email address: chat."
        " Chat is said to collect your email address (alleged)."
    )


def test_a_path_prints_no_day_that_is_not_that_of_its_statement() -> None:
    model = {
        "dataflow": 1,
        "services": {"chat": {"holds": [{"data": "email", "since": "2010"}]}, "net": {}},
        "companies": {"shop": {}},
        "flows": {
            "undated": {"from": "chat", "to": "net", "data": "email"},
            "earlier": {"from": "net", "to": "shop", "data": "email", "since": "2005"},
        },
    }
    root = ET.fromstring(draw(df.why(load(model), "email", "shop")).svg)
    said = [words(one) for one in drawn(root, "flow")]
    assert said == [
        "Email address since 2010",
        "Email address (start not stated)",
        "Email address",
    ]
    assert labels(root, "flow")[1:] == [
        "chat shares email address with net",
        "net shares email address with shop",
    ]


@pytest.mark.parametrize(
    ("company", "title"),
    [
        ("shop", "How Shop can reach your phone number"),
        ("ads", "How Ads is said to reach your phone number"),
        ("maps", "How Maps may reach your phone number"),
    ],
)
def test_the_title_of_a_path_is_no_surer_than_the_path(company: str, title: str) -> None:
    drawing = draw(df.why(load(SURE), "phone_number", company))
    assert drawing.figure.title == title
    assert drawing.alt.startswith(f"{title}. You give Chat")


def test_a_takeover_is_told_on_a_path() -> None:
    model = SURE | {"views": {"p": SURE["views"]["path"] | {"company": "new"}}}
    told = draw(load(model), "p").alt
    assert told.endswith("New AG took Chat over from Old Inc. in 2015.")


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        ({"since": "2014"}, "Group owns Net, since 2014"),
        ({"known": "2014"}, "Group owns Net, since 2014 at the latest"),
        ({"until": "2014"}, "Group owned Net, until 2014"),
        ({"ended": "2014"}, "Group owned Net, until 2014 at the latest"),
        ({"since": "2014", "status": "alleged"}, "Group is said to own Net, since 2014 (alleged)"),
    ],
)
def test_an_owner_is_told_no_surer_than_it_is(tie: dict[str, str], said: str) -> None:
    model = {
        "dataflow": 1,
        "companies": {
            "group": {"name": "Group"},
            "net": {"name": "Net", "owned_by": {"company": "group"} | tie, "holds": "email"},
        },
    }
    root = ET.fromstring(draw(df.reach(load(model), "email", owners=True)).svg)
    assert labels(root, "tie") == [said]


@pytest.mark.parametrize(("last", "verb"), [({"until": "2016"}, "owned"), ({}, "owns")])
def test_who_owned_several_times_owns_only_while_it_does(last: dict[str, str], verb: str) -> None:
    ties = [{"company": "group", "since": "2010", "until": "2012"}]
    ties.append({"company": "group", "since": "2014", **last})
    companies = {"group": {"name": "Group"}, "net": {"name": "Net", "owned_by": ties}}
    companies["net"]["holds"] = "email"
    answer = df.reach(load({"dataflow": 1, "companies": companies}), "email", owners=True)
    assert labels(ET.fromstring(draw(answer).svg), "tie") == [f"Group {verb} Net"]


def test_editors_get_dashes_and_dots_as_well() -> None:
    drawing = draw(load(SURE), "flow")
    dot, mermaid = (drawing.convert(form).decode() for form in ("dot", "mmd"))
    assert dot.count('style="dashed"') == dot.count('style="dotted"') == 2
    assert 'style="filled,dashed"' in dot
    assert "classDef alleged stroke-dasharray:6 4" in mermaid
    assert "classDef permitted stroke-dasharray:1 4" in mermaid
    assert 'peripheries="2"' in dot
    assert "[[" in mermaid


# matrices


def test_a_matrix_marks_how_sure_each_cell_is() -> None:
    marks = classes("matrix", "cell")
    assert marks["Ads: is said to receive phone number, since 2012 (alleged), " + BREAKS] == {
        "receives",
        "hot",
        "unsure",
        "alleged",
    }
    maps = "Maps: may receive phone number, since 1 March 2015 at the latest, under its terms"
    assert marks[f"{maps}, this breaks a promise, if what is permitted was done"] >= {"permitted"}
    assert marks["Shop: receives phone number, since 3 February 2016, this breaks a promise"] == {
        "receives",
        "hot",
    }
    assert marks["Shop: can work out friends list, since 3 February 2016"] == {"infers"}


BREAKS = "this breaks a promise, if what is alleged is so"


def test_a_matrix_counts_who_is_named_and_firmly_has_it() -> None:
    figure = draw(load(SURE), "matrix").figure
    matrix = figure.panels[0]
    assert isinstance(matrix, Matrix)
    assert {row.name: row.count for row in matrix.rows} == {"Phone number": 5, "Friends list": 1}
    assert figure.subtitle == (
        "At least 3 companies, 1 public body and 1 group, 1 more may, under its terms, 1 more is"
        " said to, and others that are not named can: Business partners; 2 data types"
    )
    assert "Ads (alleged), Hackers, Maps (permitted by its terms), New AG" in figure.alt
    assert "can work it out" in words(view("matrix"))


def test_what_is_alleged_first_and_firm_later_is_drawn_as_firm_and_tells_both() -> None:
    model = {
        "dataflow": 1,
        "services": {"chat": {"name": "Chat", "holds": [{"data": "email", "since": "2010"}]}},
        "companies": {"ads": {"name": "Ads"}},
        "flows": [
            {"from": "chat", "to": "ads", "data": "email", "since": "2014", "status": "alleged"},
            {"from": "chat", "to": "ads", "data": "email", "since": "2016"},
        ],
        "views": {"m": {"kind": "matrix"}},
    }
    marks = classes("m", "cell", model)
    told = (
        "Ads: is said to receive email address, since 2014 (alleged);"
        " Ads: receives email address, since 2016"
    )
    assert marks[told] == {"receives"}


def test_who_shares_a_column_is_told_as_surely_as_each_has_it() -> None:
    seen, stated, alleged = (
        {"from": "chat", "data": "email", "since": "2016", "status": status}
        for status in ("observed", "stated", "alleged")
    )
    hold = {"data": "email", "since": "2010", "status": "confirmed"}
    model = {
        "dataflow": 1,
        "services": {"chat": {"name": "Chat", "holds": [hold]}},
        "companies": {key: {"name": key.title()} for key in ("ads", "both", "early", "net")},
        "flows": [
            {**seen, "to": "ads"},
            {**stated, "to": "net"},
            {**stated, "to": "early", "status": "confirmed"},
            {**alleged, "to": "early", "since": "2014"},
            # the firm path has one flow more; the label follows it, as both begin on the same day
            {**alleged, "to": "both"},
            {**stated, "from": "net", "to": "both"},
        ],
        "views": {"m": {"kind": "matrix"}},
    }
    matrix = draw(load(model), "m").figure.panels[0]
    assert isinstance(matrix, Matrix)
    [row] = [row for group in matrix.folded_groups for row in group.rows]
    assert row.cells["ads"].label == (
        "Ads: was seen to receive email address, since 2016;"
        " Both, Early and Net: receive email address, since 2016;"
        " Early: is said to receive email address, since 2014 (alleged)"
    )
    [row] = matrix.rows
    assert row.cells["both"].label == "Both: receives email address, since 2016"


def ads_broken_by(*flows: dict[str, Any]) -> dict[str, Any]:
    """Return a model of a promise not to share for ads, and these flows from Chat to Ads."""
    return {
        "dataflow": 1,
        "services": {"chat": {"name": "Chat", "holds": [{"data": "email", "since": "2010"}]}},
        "companies": {"ads": {"name": "Ads"}},
        "flows": [{"from": "chat", "to": "ads", "data": "email", **flow} for flow in flows],
        "claims": {
            "c": {
                "by": "chat",
                "date": "2012",
                "never": {"data": "email", "reach": "ads", "for": "ads"},
            }
        },
        "views": {"m": {"kind": "matrix"}},
    }


def test_a_matrix_says_by_what_a_promise_is_broken_before_it_is_firmly_had() -> None:
    model = ads_broken_by(
        {"since": "2014", "status": "permitted", "purposes": "ads"},
        {"since": "2016", "purposes": "security"},
    )
    told = words(view("m", model))
    assert "if what is permitted was done" in told
    assert "alleged" not in told


def test_a_matrix_says_by_what_a_promise_is_broken_by_who_has_the_data_firmly() -> None:
    model = ads_broken_by(
        {"since": "2014", "purposes": "security"},
        {"since": "2016", "status": "permitted", "purposes": "ads"},
        {"since": "2012", "status": "alleged", "purposes": "ads"},
    )
    # what is alleged is less sure, and would make the promise untrue from its first day on
    figure = draw(load(model), "m").figure
    matrix = figure.panels[0]
    assert isinstance(matrix, Matrix)
    [row] = matrix.rows
    assert row.cells["ads"].label.endswith("this breaks a promise, if what is permitted was done")
    [entry] = [entry for entry in figure.legend if entry.sample == "unsure breach"]
    assert entry.text == "breaks a promise of Chat, 2012, if what is permitted was done"
    del model["flows"][1]
    [entry] = [
        entry for entry in draw(load(model), "m").figure.legend if entry.sample == "unsure breach"
    ]
    assert entry.text == "contradicts a promise of Chat, 2012, if what is alleged is so"


# timelines


def test_a_timeline_tells_the_firm_verdict_first_and_what_others_depend_on() -> None:
    told = [
        one.get("aria-label")
        for one in view("time").iter(f"{SVG}g")
        if one.get("class", "").startswith("promise") and one.get("role")
    ]
    assert told == [
        (
            "promise “We never sell” (Chat, 1 January 2010), found broken by Court, 2020, broken 3"
            " February 2016"
        ),
        "promise “Never to Ads” (Chat, 1 January 2010), broken 2012, if what is alleged is so",
        (
            "promise “Never to Maps” (Chat, 1 January 2014), broken by 1 March 2015 at the latest,"
            " if what is permitted was done; untrue when made, if it had begun by then"
        ),
    ]
    timeline = draw(load(SURE), "time").figure.panels[0]
    assert isinstance(timeline, Timeline)
    promises = [stretch for stretch in timeline.stretches if stretch.is_promise]
    assert [(each.broken, each.maybe is not None) for each in promises] == [
        (True, False),
        (False, True),
        (False, True),
    ]
    # only what is stated to the day has a line of its own
    assert len(timeline.breaks) == 1


def test_the_bars_of_a_timeline_are_dashed_and_dotted() -> None:
    timeline = draw(load(SURE), "time").figure.panels[0]
    assert isinstance(timeline, Timeline)
    flows = {each.title: each for each in timeline.stretches if not each.is_promise}
    permitted = flows["Chat (New AG)\u00a0→ Maps"]
    assert permitted.marks == ("hot", "unsure", "permitted")
    assert permitted.below == "since 1 March 2015 at the latest"
    assert permitted.start is None
    assert flows["Chat (New AG)\u00a0→ Shop"].marks == ("hot",)
    assert flows["Chat (Old Inc.)\u00a0→ Hackers"].text == "phone number, stolen"


def test_a_promise_that_nothing_breaks_is_not_contradicted() -> None:
    model = SURE | {"flows": {}}
    assert draw(load(model), "time").alt.endswith("3 promises are not contradicted by this model.")
    assert "this model does not contradict it" in words(view("time", model))


@pytest.mark.parametrize(
    ("start", "ended", "explained"),
    [
        ({"since": "2016-02-03"}, "broken 3 February 2016", "broken on that day"),
        (
            {"known": "2016-02-03"},
            "broken by 3 February 2016 at the latest; untrue when made, if it had begun by then",
            "broken on that day at the latest",
        ),
        ({}, "untrue when made; broken, if it began only later", "untrue when made"),
    ],
)
def test_a_promise_breaks_on_a_day_no_better_known_than_it_is(
    start: dict[str, str], ended: str, explained: str
) -> None:
    flow = {"from": "chat", "to": "shop", "data": "phone_number"} | start
    model = SURE | {"flows": {"share": flow}, "claims": {"sell": SURE["claims"]["sell"]}}
    timeline = draw(load(model), "time").figure.panels[0]
    assert isinstance(timeline, Timeline)
    [promise] = [stretch for stretch in timeline.stretches if stretch.is_promise]
    assert promise.ended == ended
    entries = [
        one.text for one in view("time", model).iter(f"{SVG}text") if one.get("class") == "entry"
    ]
    assert explained in entries


@pytest.mark.parametrize(
    ("start", "broken", "breaks"),
    [
        ({"since": "2016-02-03"}, "broken on that day", "breaks a promise"),
        ({"known": "2016-02-03"}, "broken on that day at the latest", "breaks a promise"),
        ({}, "untrue when made", "contradicts a promise"),
    ],
)
def test_the_legend_says_what_a_promise_would_be_if_what_is_alleged_is_so(
    start: dict[str, str], broken: str, breaks: str
) -> None:
    flow = {"from": "chat", "to": "shop", "data": "phone_number", "status": "alleged"} | start
    model = SURE | {"flows": {"share": flow}, "claims": {"sell": SURE["claims"]["sell"]}}
    legend = {entry.sample: entry.text for entry in draw(load(model), "time").figure.legend}
    unsure = "if what is alleged or permitted is so"
    assert legend["maybe broken"] == f"{broken}, {unsure}"
    assert legend["maybe breaking"] == f"{breaks}, {unsure}"
    assert "broken" not in legend


# other languages


def test_it_is_all_said_in_german() -> None:
    model = load(SURE | {"language": "de"})
    told = draw(model, "flow").alt
    assert (
        "Behauptet wird: Chat (Old Inc. bis 2014 und New AG seit 2015) gibt weiter an Ads:"
        " Telefonnummern, seit 2012; Chat dazu: „That is not so.“"
    ) in told
    assert (
        "Laut Bedingungen erlaubt: Chat (New AG) gibt weiter an Maps: Telefonnummern, spätestens"
        " seit dem 1. März 2015."
    ) in told
    assert told.startswith(
        "Zugriff auf Telefonnummern, heute oder früher: mindestens 3 Unternehmen, 1 Behörde und"
        " 1 Gruppe:"
    )
    assert "andere, die nicht genannt sind: Business partners." in told
    assert "gebrochen: 2012, falls zutrifft, was behauptet wird" in draw(model, "time").alt


def test_an_owner_is_tied_to_whom_it_owns_on_the_day_asked_about() -> None:
    model = {
        "dataflow": 1,
        "companies": {
            "top": {"name": "Top"},
            "middle": {"name": "Middle", "owned_by": {"company": "top", "since": "2015"}},
            "maker": {
                "name": "Maker",
                "owned_by": [
                    {"company": "middle", "since": "2014", "until": "2017"},
                    {"company": "top", "known": "2018-02-01"},
                ],
            },
        },
        "services": {
            "app": {"name": "App", "operator": "maker", "holds": {"data": "email", "since": "2013"}}
        },
    }
    ties = {
        day: labels(
            ET.fromstring(draw(df.reach(load(model), "email", as_of=day, owners=True)).svg), "tie"
        )
        for day in ("2016-06-01", "2018-06-01")
    }
    assert ties == {
        "2016-06-01": ["Middle owns Maker, since 2014", "Top owns Middle, since 2015"],
        "2018-06-01": ["Top owns Maker, since 1 February 2018 at the latest"],
    }


@pytest.mark.parametrize(
    ("flow", "told"),
    [
        ({"since": "2014", "until": "2014"}, "in 2014"),
        ({"since": "2014-05", "until": "2014-05"}, "in May 2014"),
        ({"since": "2014-05-02", "until": "2014-05-02"}, "on 2 May 2014"),
        ({"since": "2014", "until": "2014-05"}, "from 2014 until May 2014"),
    ],
)
def test_what_begins_and_ends_in_one_date_is_told_in_one(flow: dict[str, str], told: str) -> None:
    model = {
        "dataflow": 1,
        "services": {"chat": {"name": "Chat", "holds": {"data": "email", "since": "2010"}}},
        "companies": {"ads": {"name": "Ads"}},
        "flows": {"f": {"from": "chat", "to": "ads", "data": "email", **flow}},
        "events": {"e": {"name": "It happens", "date": flow["since"], "until": flow["until"]}},
        "views": {"time": {"kind": "timeline"}},
    }
    timeline = draw(load(model), "time").figure
    [picture] = timeline.panels
    assert isinstance(picture, Timeline)
    assert [stretch.below for stretch in picture.stretches] == [told]
    event = picture.events[0].date
    assert told in {event, f"in {event}", f"on {event}"}
    answer = df.reach(load(model), "email")
    assert labels(ET.fromstring(draw(answer).svg), "flow")[1] == (
        f"Chat shared email address with Ads, {told}"
    )


def test_a_promise_broken_at_the_latest_is_marked_on_that_day() -> None:
    def place(**flow: str) -> float:
        model = {
            "dataflow": 1,
            "services": {"chat": {"holds": {"data": "email", "since": "2010"}}},
            "companies": {"ads": {}},
            "flows": {"f": {"from": "chat", "to": "ads", "data": "email", **flow}},
            "claims": {
                "c": {"by": "chat", "date": "2011", "never": {"data": "email", "reach": "ads"}}
            },
            "views": {"time": {"kind": "timeline"}},
        }
        rupture = view("time", model).find(f".//{SVG}path[@class='rupture']")
        assert rupture is not None
        corners = [float(pair.split(",")[0]) for pair in rupture.get("d", "")[1:].split("L")]
        return sum(corners[:1]) + 5.5

    assert place(known="2018-03-01") == pytest.approx(place(since="2018-03-01"), abs=1)


def test_the_key_of_a_thin_bar_says_what_is_not_known() -> None:
    def told(**flow: str) -> set[str]:
        flows = {"f": {"from": "chat", "to": "ads", "data": "email", "since": "2012-01-01", **flow}}
        model = {
            "dataflow": 1,
            "services": {"chat": {}},
            "companies": {"ads": {}},
            "flows": flows,
            "views": {"time": {"kind": "timeline"}},
        }
        legend = draw(load(model), "time").figure.legend
        return {entry.text for entry in legend if entry.sample == "rough"}

    assert told(until="2014-01-01") == set()
    assert told(until="2014") == {"only the month or year is known"}
    assert told(ended="2014-01-01") == {"only the month, the year or the latest day is known"}


def test_the_key_tells_what_a_thin_arrow_breaks_too() -> None:
    never = {"data": ["email", "sums"], "from": "chat", "reach": "ads"}
    flow = {"from": "chat", "to": "ads", "since": "2012"}
    model = load(
        {
            "dataflow": 1,
            "services": {"chat": {"name": "Chat", "holds": "email"}},
            "companies": {"ads": {"name": "Ads"}},
            "data": {"sums": {"name": "sums"}},
            "flows": {
                "asked": flow | {"data": "email", "status": "alleged"},
                "besides": flow | {"data": {"data": "email", "as": "sums"}},
            },
            "claims": {"c": {"by": "chat", "date": "2011", "quote": "Never.", "never": never}},
            "scenarios": {"all": {}},
            "views": {"flow": {"kind": "flow", "panels": "all", "highlight": "email"}},
        }
    )
    figure = draw(model, "flow").figure
    [thin] = [chip for chip in figure.flows[0].chips if chip.quiet]
    assert (thin.hot, thin.unsure) == (True, False)
    told = "breaks “Never” (Chat, 2011)"
    assert [each.text for each in figure.legend if each.sample == "hot"] == [told]


def test_outlines_of_who_is_not_named_do_not_touch_each_other() -> None:
    flow = {"from": "chat", "data": "email"}
    model = load(
        {
            "dataflow": 1,
            "services": {"chat": {"name": "Chat", "holds": "email"}},
            "companies": {"partners": {"unnamed": True}, "providers": {"unnamed": True}},
            "flows": [
                flow | {"to": "partners"},
                flow | {"to": "providers", "status": "permitted"},
            ],
            "views": {"matrix": {"kind": "matrix"}},
        }
    )
    root = ET.fromstring(draw(model, "matrix", width=360).svg)
    outlines = [each for each in root.iter(f"{SVG}g") if each.get("class") == "outline unnamed"]
    rows = [[*outline.iter(f"{SVG}rect")][1] for outline in outlines]
    spans = sorted((float(row.get("y", 0)), float(row.get("height", 0))) for row in rows)
    [(top, height), (below, _)] = spans[:2]
    assert top + height + 2 < below
