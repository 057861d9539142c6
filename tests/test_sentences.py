"""Sentences that say no more than the model: each on a model as small as can be."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import dataflow as df
from dataflow.figures.formats.html import tell_heads, tell_rows
from dataflow.telling.sentences import NONE
from dataflow.telling.words import speak

if TYPE_CHECKING:
    from dataflow.model import Model


def made(text: str, above: str = "") -> Model:
    """Make a model of what stands below `dataflow: 1`, and of a line above that."""
    return df.loads(f"dataflow: 1\nvocabulary: none\n{above}{dedent(text)}", "m.yaml")


def told(answer: Any) -> list[str]:  # noqa: ANN401 - any answer
    """Return the lines of an answer, without those of doubts."""
    lines: list[str] = answer.tell(length="full").splitlines()
    return [line for line in lines if line and not line.startswith("Doubt:")]


def sentence(answer: Any, start: str) -> str:  # noqa: ANN401 - any answer
    """Return the first line of an answer that begins so."""
    return next(line for line in told(answer) if line.startswith(start))


# --- which data: "it" is what was named last ------------------------------------------------------

PLACES = "data: {place: , rough: {is_a: place}, fine: {is_a: place}}\n"


def test_a_flow_that_carried_something_else_names_it() -> None:
    model = made(
        """
        services:
          a: {name: Ay, holds: [{data: fine, since: 2010}]}
          b: {name: Bee, holds: [{data: rough, since: 2011}]}
        flows:
          f: {from: a, to: b, data: fine, since: 2012}
          g: {from: a, to: b, data: fine, since: 2013}
        """,
        PLACES,
    )
    assert sentence(df.reach(model, "place"), "Bee") == (
        "Bee has had rough since 2011: Bee collects it. Also, Ay shared fine in 2012."
        " Also, Ay shared it in 2013. Bee has had fine since 2012."
    )


def test_flows_that_are_only_counted_are_not_said_to_carry_the_same() -> None:
    text = """
        services:
          a: {holds: [{data: place, since: 2010}]}
          b: {name: Bee, holds: [{data: rough, since: 2011}]}
        flows:
          f: {from: a, to: b, data: rough, since: 2012}
          g: {from: a, to: b, data: rough, since: 2013}
          h: {from: a, to: b, data: %s, since: 2014}
    """
    bee = sentence(df.reach(made(text % "rough", PLACES), "place"), "Bee")
    assert bee.endswith("Also, a shared it in 2013. 1 more flow gave it too: h.")
    bee = sentence(df.reach(made(text % "fine", PLACES), "place"), "Bee")
    assert "1 more flow gave such data too: h." in bee


def test_a_step_that_gave_one_of_several_types_names_that() -> None:
    """The company has both since one day, each by a hold of its own."""
    model = made(
        """
        services:
          a: {name: Ay, holds: [{data: fine, since: 2010}, {data: rough, since: 2010}]}
          b: {name: Bee, holds: [{data: [fine, rough], since: 2010}]}
        """,
        PLACES,
    )
    answer = df.reach(model, "place")
    assert sentence(answer, "Ay") == "Ay has had fine and rough since 2010: Ay collects fine."
    assert sentence(answer, "Bee") == "Bee has had fine and rough since 2010: Bee collects it."


def test_an_owner_owns_one_that_has_a_member_of_what_was_asked() -> None:
    model = made(
        """
        companies: {c: {name: Cee}, a: {name: Ay, owned_by: c, holds: [{data: fine, since: 2010}]}}
        """,
        PLACES,
    )
    cee = sentence(df.reach(model, "place", owners=True), "Cee")
    assert cee == "Cee owns Ay, which has had fine since 2010. Owning is control, not sharing."


# --- for what: under a purpose only what is for it ------------------------------------------------


def test_under_a_purpose_only_what_is_for_it_is_told() -> None:
    model = made(
        """
        data: {x: }
        purposes: {ads: , targeting: {is_a: ads}, upkeep: }
        services: {a: {name: Ay, holds: [{data: x, since: 2010}]}, b: {name: Bee}, c: }
        flows:
          e: {from: a, to: c, data: x, since: 2012, purposes: ads}
          f: {from: a, to: b, data: x, since: 2012, purposes: ads}
          g: {from: a, to: b, data: x, since: 2013, purposes: upkeep}
          h: {from: a, to: b, data: x, since: 2014, purposes: targeting}
        """
    )
    asked = df.reach(model, "x", purpose="ads")
    assert sentence(asked, "Bee") == (
        "Bee has had it since 2012: Ay shared it that year, for ads."
        " Also, Ay shared it in 2014, for targeting."
    )
    assert sentence(asked, "Bee  ").endswith("ads and targeting")
    assert "upkeep" not in asked.to_markdown()


# --- what a heading and a cell are of: the member that passed -------------------------------------

#   a (fine, since 2010; place, since 2014)
EARLIER = """
    services: {a: {name: Ay, holds: [{data: fine, since: 2010}, {data: place, since: 2014}]}}
"""


def test_a_path_of_a_member_leads_to_the_member() -> None:
    model = made(EARLIER, PLACES)
    assert told(df.why(model, "place", "a"))[0] == (
        "Ay has had fine since 2010, without any sharing."
    )
    headings = [line for line in told(df.why(model, "place", "a", all=True)) if "Path" in line]
    assert headings[:2] == [
        "Path 1: Ay has had fine since 2010, without any sharing.",
        "Path 2: Ay has had place since 2014, without any sharing.",
    ]
    firm = EARLIER.replace("since: 2010}", "since: 2010, status: alleged}")
    lines = told(df.why(made(firm, PLACES), "place", "a"))
    assert "Ay is said to have had fine since 2010 (alleged), without any sharing." in lines
    assert "By firm statements alone: Ay has had place since 2014." in lines


def test_an_owner_owns_one_that_had_the_member() -> None:
    model = made(
        """
        companies: {c: {name: Cee}, a: {name: Ay, owned_by: c, holds: [{data: fine, since: 2010}]}}
        """,
        PLACES,
    )
    [first, *_] = told(df.why(model, "place", "c", owners=True))
    assert first.startswith("Cee owns Ay, which has had fine since 2010, counting owners.")


def test_a_cell_of_a_category_has_the_day_of_the_category() -> None:
    model = made(EARLIER, PLACES)
    rows = [line.split() for line in told(df.exposure(model)) if line.startswith("Ay  ")]
    assert [row[2:] for row in rows] == [
        ["2010", "0", "fine"],
        ["2014", "0", "place", "and", "rough"],
    ]
    drawn = df.draw(df.exposure(model)).svg
    assert "Ay: collects place, since 2014" in drawn
    # JSON has the pair as `reach` has it
    assert df.exposure(model).to_dict()["answer"]["a"]["place"]["since"] == "2010-01-01"


def test_a_cell_of_a_category_is_as_sure_as_the_category() -> None:
    """What is firm is a member alone."""
    model = made(
        """
        services:
          a: {name: Ay, holds: [{data: place, since: 2010}]}
          b: {name: Bee, holds: [{data: fine, since: 2010}]}
        flows: {f: {from: a, to: b, data: place, since: 2014, status: permitted}}
        """,
        PLACES,
    )
    rows = [line.split() for line in told(df.exposure(model, "b")) if line.startswith("Bee  ")]
    assert [(row[3], row[5:]) for row in rows] == [
        ("stated", ["fine"]),
        ("permitted", ["place", "and", "rough"]),
    ]


# --- promises: what is open as long as somebody is not named --------------------------------------

#   a (x, since 2010) ---since 2012---> others, ---since 2014---> c
OPEN = """
    data: {x: }
    companies: {co: , others: {name: partners, unnamed: true}, b: , c: }
    services: {a: {operator: co, holds: [{data: x, since: 2010}]}}
    flows:
      f: {from: a, to: others, data: x, since: 2012}
      g: {from: a, to: c, data: x, since: 2014}
    claims:
      named: {by: co, date: 2011, never: {data: x, reach: [b]}}
      broken: {by: co, date: 2011, never: {data: x, reach: [c]}}
      untrue: {by: co, date: 2015, never: {data: x, reach: [c]}}
      anyone: {by: co, date: 2011, never: {data: x, reach: anyone}}
"""


def test_what_is_open_of_one_promise() -> None:
    model = made(OPEN)
    others = "“partners” stands for recipients that the source does not name, and had some of it"
    lines = {name: told(df.claims(model, name)) for name in model.claims}
    assert (
        f"{others}: the promise may be contradicted, if one of them is a company that it names."
        in lines["named"]
    )
    assert (
        f"{others}: it may have been contradicted earlier, if one of them is a company that it"
        " names." in lines["broken"]
    )
    assert f"{others}." in lines["untrue"]
    assert f"{others}." in lines["anyone"]


def test_what_is_open_of_several_promises() -> None:
    lines = told(df.claims(made(OPEN)))
    assert "“partners” stands for recipients that the source does not name." in lines
    assert (
        "If one of them had what a promise is about, and is a company that it rules out: named may"
        " be contradicted; broken may have been contradicted earlier."
    ) in lines


# --- what a hold is for: its holder's use, not why people gave it ---------------------------------

USED = """
    data: {{x: , y: }}
    purposes: {{ads: }}
    services: {{a: {{name: Ay, holds: [{{data: {}, purposes: ads, since: 2010{}}}]}}}}
"""


def test_what_a_hold_is_for_is_its_use() -> None:
    for more, text in {
        "": "Ay has had it since 2010: Ay collects it and uses it for ads.",
        ", until: 2012": "Ay has had it since 2010: Ay collected it and used it for ads.",
        ", status: alleged": (
            "Ay is said to have had it since 2010 (alleged):"
            " Ay is said to collect it and use it for ads."
        ),
        ", status: alleged, until: 2012": (
            "Ay is said to have had it since 2010 (alleged):"
            " Ay is said to have collected it and used it for ads."
        ),
        ", status: permitted": (
            "Ay may have had it since 2010, under its terms: Ay may collect it and use it for ads."
        ),
        ", status: observed": (
            "Ay has had it since 2010: Ay was seen to collect it and use it for ads."
        ),
        ", whose: anyone": (
            "Ay has had it since 2010: Ay collects it, from non-users as well, and uses it for ads."
        ),
    }.items():
        assert sentence(df.reach(made(USED.format("x", more)), "x"), "Ay") == text
    [_, step, *_] = told(df.why(made(USED.format("[x, y]", "")), "x", "a"))
    assert step == "1. 2010: Ay collects x and uses it for ads"


def test_a_figure_does_not_say_that_people_gave_it_for_its_use() -> None:
    for more, text in {
        "": "You give Ay your x (used for ads), since 2010",
        ", status: observed": "Ay was seen to collect your x (used for ads), since 2010",
        ", status: permitted": "Ay may collect your x (used for ads), since 2010, under its terms",
        ", whose: anyone": "People you know give Ay your x (used for ads), since 2010",
    }.items():
        drawing = df.draw(df.reach(made(USED.format("x", more)), "x"))
        [panel] = drawing.figure.panels
        [chip] = panel.chips
        assert chip.label == text
        assert chip.lines[0] == "used\N{NO-BREAK SPACE}for ads"


# --- its, their; it, them; one and several --------------------------------------------------------


def test_several_have_their_terms() -> None:
    model = made(
        """
        data: {x: }
        services: {a: {name: Ay, holds: [{data: x, since: 2010}]}}
        companies: {b: {name: Service providers, kind: group}}
        flows:
          f: {from: a, to: b, data: x, since: 2012, status: permitted}
          g: {from: b, to: a, data: x, since: 2013, status: permitted}
        """
    )
    answer = df.reach(model, "x")
    assert sentence(answer, "Service").startswith(
        "Service providers may have had it since 2012, under their terms: Ay may have shared it"
    )
    also = " Also, service providers may have shared it in 2013, under their terms."
    assert sentence(answer, "Ay").casefold().endswith(also.casefold())
    lines = told(df.exposure(model))
    assert "1. Ay can reach 1 data type: x." in lines
    assert "2. Service providers may reach 1 data type, under their terms: x." in lines


def test_what_is_several_is_carried_as_several() -> None:
    model = made(
        """
        data: {x: {name: messages}}
        services: {a: {name: Ay, holds: [{data: x, readable: false}]}}
        """
    )
    assert "Ay carries messages and cannot read them." in told(df.reach(model, "x"))


def test_one_more_is_one() -> None:
    names = "abcdefghi"
    model = made(
        f"data: {{{', '.join(f'{name}: ' for name in names)}}}\n"
        "services:\n"
        + "".join(
            f"  s{name}: {{holds: [{', '.join(f'{{data: {each}}}' for each in names[number:])}]}}\n"
            for number, name in enumerate(names)
        )
    )
    lines = told(df.exposure(model))
    assert "9. And 1 more company." in lines
    assert "9. And 1 more group." in lines


def test_a_region_has_its_article() -> None:
    text = """
    data: {x: }
    personas: {p: {name: Pat, region: NL}}
    services: {a: {name: Ay, holds: [{data: x, since: 2010, %s}]}}
    """
    for condition, told_so in {
        "when: {region: US}": "if you live in the United States",
        "when: {region: [US-CA, the north]}": "if you live in California or the north",
        "unless: {region: [EU, GB]}": "unless you live in the EU or the United Kingdom",
    }.items():
        assert told_so in sentence(df.reach(made(text % condition), "x"), "Ay")


# --- tense ----------------------------------------------------------------------------------------


def test_what_was_announced_for_a_day_that_is_past_was_to_be() -> None:
    text = """
    data: {x: }
    services:
      a:
        name: Ay
        holds: [{data: x, since: 2010}]
        deletes: {data: x, date: 2018, status: %s}
    """
    announced, alleged = made(text % "announced"), made(text % "alleged")
    was_to = "Ay was to delete x in 2018, as announced: that takes nothing here."
    for day in (None, "2019-01-01"):
        assert was_to in told(df.reach(announced, "x", as_of=day))
        said = "Ay is said to have deleted x in 2018: that takes nothing here."
        assert said in told(df.reach(alleged, "x", as_of=day))
    is_to = was_to.replace("was", "is")
    assert is_to in told(df.reach(announced, "x", as_of="2018-06-01"))
    assert not any("deleted" in line for line in told(df.reach(alleged, "x", as_of="2017-06-01")))


# --- events: by their days, and no surer than they are --------------------------------------------


def test_events_are_listed_by_their_days() -> None:
    model = made(
        """
        data: {x: }
        events:
          a: {date: 2020, until: 2021, name: The end, status: announced}
          b: {date: 2014-05, name: The middle}
          c: {date: 2012-01-02, name: The beginning, status: alleged}
        """
    )
    listing = df.show(model, "events")
    assert [line.split("  ")[0] for line in told(listing)[3:]] == ["2012-01-02", "2014-05", "2020"]
    assert ["announced" in line for line in told(listing)[3:]] == [False, False, True]
    things = listing.to_dict()["answer"]["things"]
    assert [(thing["fields"]["date"], thing["fields"].get("status")) for thing in things] == [
        ("2012-01-02", "alleged"),
        ("2014-05", None),
        ("2020", "announced"),
    ]
    assert sentence(df.show(model), "event  a").endswith("The end (announced)")


# --- one stop -------------------------------------------------------------------------------------


def test_a_name_that_ends_in_a_stop_ends_a_sentence() -> None:
    model = made(
        """
        data: {x: }
        services:
          a: {name: Ay Inc., also: [Ay Co.], operator: c, holds: [{data: x, since: 2010}]}
        companies: {b: {name: Bee Inc.}, c: {name: Cee Inc.}, o: {name: others etc., unnamed: true}}
        flows:
          f: {from: a, to: b, data: x, mechanism: theft}
          g: {from: a, to: o, data: x}
        claims: {k: {by: c, date: 2015, never: {data: x, reach: [b, c]}}}
        """
    )
    answers = [
        df.reach(model, "x"),
        df.reach(model, "x", origin="a"),
        df.why(model, "x", "b"),
        df.why(model, "x", "b", without=["f"], origin="a"),
        df.exposure(model),
        df.exposure(model, origin="b"),
        df.claims(model),
        df.cut(model, "x", "b"),
        df.diff(model, before="2009-01-01", after="2020-01-01"),
        df.show(model, "a"),
    ]
    for answer in answers:
        for length in ("short", "full"):
            assert ".." not in answer.tell(length=length)  # type: ignore[attr-defined]
    assert told(df.show(model, "a"))[0] == "Ay Inc. (`a`) is a service, also called Ay Co."


def test_what_was_only_permitted_is_not_read_as_firm_since_a_later_day() -> None:
    model = made(
        """
        data: {x: }
        purposes: {ads: , safety: }
        services: {a: {name: Ay, holds: [{data: x, since: 2010}]}, b: {name: Bee}}
        flows:
          may: {from: a, to: b, data: x, since: 2012, purposes: ads, status: permitted}
          does: {from: a, to: b, data: x, since: 2013, purposes: safety}
        """
    )
    table = df.reach(model, "x").report().table
    assert table
    assert table.rows[1][3] == "permitted; stated since 2013"
    assert table.rows[1][-1] == "safety; permitted: ads"


def test_the_table_of_a_page_names_the_member_that_passed_first() -> None:
    text = """
    data: {place: {name: place}, rough: {is_a: place}, fine: {is_a: place}}
    services:
      a: {name: Ay, holds: [{data: fine, since: 2010}, {data: rough, since: 2014}]}
      b: {name: Bee, holds: [{data: fine, since: 2011}]}
    """
    answer = df.reach(made(text), "place")
    heads, rows = tell_heads(answer, speak("en")), tell_rows(answer, speak("en"))
    assert [(row[heads.index("since")], row[heads.index("data")]) for row in rows] == [
        ("2010 (fine)", "fine and rough"),
        ("2011", "fine"),
    ]


def test_a_table_of_promises_begins_with_what_is_firmly_contradicted() -> None:
    never = "by: c, date: 2010, never: {data: x, reach: %s}"
    model = made(
        f"""
        data: {{x: }}
        companies: [c, d, e]
        services: {{a: {{operator: c, holds: [{{data: x, since: 2010}}]}}}}
        flows:
          may: {{from: a, to: d, data: x, since: 2012, status: permitted}}
          does: {{from: a, to: d, data: x, since: 2014}}
          did: {{from: a, to: e, data: x, since: 2013}}
          might: {{from: a, to: c, data: x, since: 2011, status: permitted}}
        claims:
          one: {{{never % "d"}}}
          two: {{{never % "e"}}}
          three: {{{never % "[d, e]"}, reading: neither}}
          four: {{by: c, date: 2010, never: {{data: x, reach: d, through: [sale]}}}}
        """
    )
    table = df.claims(model).report("short").table
    assert table
    shown = [
        (row[0], row[table.columns.index("certainty")], row[table.columns.index("on")])
        for row in table.rows
    ]
    assert shown == [
        ("three", "permitted; stated, 2013", "2012"),
        ("two", "stated", "2013"),
        ("one", "permitted; stated, 2014", "2012"),
        ("four", NONE, NONE),
    ]
