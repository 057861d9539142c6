"""diff on small models and on the case: what was gained and lost, and what is behind it."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df

if TYPE_CHECKING:
    from dataflow.answers.diff import Change
    from dataflow.model import Model

ROOT = Path(__file__).parents[1]
TOWN = ROOT / "tests" / "models" / "town.yaml"
CASE = ROOT / "graphs" / "whatsapp.yaml"

SIDE = [
    "as_of",
    "persona",
    "scenario",
    "from",
    "for",
    "role",
    "owners",
    "announced",
    "firm",
    "without",
]


def made(text: str, name: str = "m.yaml") -> Model:
    return df.loads("dataflow: 1\nvocabulary: none\ndata: [x, y]\n" + dedent(text), name)


#   a (x) --f, from 2016, unless opted out--> b --g--> c
CHAIN = """
services: {a: {holds: {data: x, whose: anyone}}, b: , c: }
flows:
  f: {from: a, to: b, data: x, since: 2016, choice: opt-out}
  g: {from: b, to: c, data: x}
personas: {ana: {}, out: {opted_out: f}}
purposes: [p]
scenarios:
  then: {as_of: 2015}
  now: {as_of: 2017, persona: ana}
  without: {without: f}
"""


def behind(changes: tuple[Change, ...]) -> dict[tuple[str, str], list[tuple[str, str | None]]]:
    return {
        (change.company.id, change.data.id): [(one.kind, one.id) for one in change.because]
        for change in changes
    }


# --- keys and sides -------------------------------------------------------------------------------


def test_an_answer_has_every_key() -> None:
    answer = df.diff(made(CHAIN), before="then", after="now").to_dict()
    assert list(answer) == ["dataflow", "question", "answer", "doubts", "unnamed", "reasons"]
    question = answer["question"]
    assert list(question) == ["command", "model", *SIDE, "by", "engine", "other", "before", "after"]
    assert list(question["before"]) == list(question["after"]) == SIDE
    assert (question["model"], question["other"], question["scenario"]) == ("m.yaml", None, None)
    assert (question["before"]["scenario"], question["after"]["persona"]) == ("then", "ana")
    assert list(answer["answer"]) == ["gained", "lost", "altered"]
    assert answer["answer"]["gained"][0] == {
        "company": "b",
        "data": "x",
        "because": [{"kind": "flow", "id": "f", "at": {"file": "m.yaml", "line": 7, "column": 3}}],
    }
    assert json.loads(json.dumps(answer)) == answer


def test_gained_and_lost_are_what_one_side_has_and_the_other_has_not() -> None:
    answer = df.diff(made(CHAIN), before="then", after="now")
    assert behind(answer.gained) == {("b", "x"): [("flow", "f")], ("c", "x"): [("flow", "f")]}
    assert (answer.lost, len(answer), len(list(answer))) == ((), 2, 2)
    back = df.diff(made(CHAIN), before="now", after="then")
    assert (behind(back.lost), back.gained) == (behind(answer.gained), ())


@pytest.mark.parametrize("side", ["then", "now", "2016-05", "2010"])
def test_nothing_changes_where_both_sides_are_the_same(side: str) -> None:
    answer = df.diff(made(CHAIN), before=side, after=side)
    assert answer.to_dict()["answer"] == {"gained": [], "lost": [], "altered": []}
    assert answer.tell().split("\n")[2] == "Nobody gained or lost anything."


def test_a_side_that_is_not_named_is_the_model_under_the_other_settings() -> None:
    model = made(CHAIN)
    assert behind(df.diff(model, before="2015").gained) == {
        ("b", "x"): [("flow", "f")],
        ("c", "x"): [("flow", "f")],
    }
    assert len(df.diff(model, before="2015", as_of="2014")) == 0
    assert len(df.diff(model, after="without", persona="out")) == 0
    told = df.diff(model, before="2015").tell()
    assert told.startswith("Before: as of 31 December 2015.\nAfter: the model as it is.\n")


def test_the_other_settings_are_for_both_sides_and_a_side_goes_before_them() -> None:
    answer = df.diff(made(CHAIN), after="2017", scenario="then", persona="ana", without=["g"])
    question = answer.to_dict()["question"]
    assert (question["scenario"], question["persona"], question["as_of"]) == ("then", "ana", None)
    assert question["before"]["as_of"] == "2015-12-31"
    assert question["after"]["as_of"] == "2017-12-31"
    assert (question["before"]["without"], question["after"]["without"]) == (["g"], ["g"])
    assert behind(answer.gained) == {("b", "x"): [("flow", "f")]}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "there is nothing to compare"),
        ({"as_of": "2016"}, "there is nothing to compare"),
        ({"before": "thn"}, "`thn` is neither a scenario nor a date$"),
        ({"after": "2015-02-30"}, "neither a scenario nor a date: February 2015 has 28 days"),
        ({"before": "then", "scenario": "later"}, "no scenario is called `later`"),
        ({"before": "then", "after": "now", "scenario": "later"}, "no scenario is called"),
        ({"before": "then", "persona": "uli"}, "no persona is called `uli`"),
        ({"before": "2015", "after": "2016", "as_of": "soon"}, "`soon` is not a date"),
    ],
)
def test_what_does_not_exist_is_a_question_error(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(df.QuestionError, match=message):
        df.diff(made(CHAIN), **asked)


def test_the_nearest_scenario_is_named_and_of_two_models_the_one_that_lacks_it() -> None:
    with pytest.raises(df.QuestionError) as raised:
        df.diff(made(CHAIN), before="thn")
    assert raised.value.nearest == ("then",)
    other = made("services: {a: {holds: x}}", "other.yaml")
    with pytest.raises(df.QuestionError, match=r"no persona is called `ana` \(in other.yaml\)"):
        df.diff(made(CHAIN), other, persona="ana")
    with pytest.raises(df.QuestionError, match=r"neither a scenario nor a date \(in other.yaml\)"):
        df.diff(made(CHAIN), other, before="then", after="now")


# --- what is behind it ----------------------------------------------------------------------------


def test_what_a_persona_opted_out_of_is_behind_what_they_keep_to_themselves() -> None:
    text = CHAIN.replace("scenarios:", "scenarios:\n  o: {persona: out}\n  i: {persona: ana}")
    answer = df.diff(made(text), before="i", after="o")
    assert behind(answer.lost) == {("b", "x"): [("flow", "f")], ("c", "x"): [("flow", "f")]}


def test_what_is_taken_out_is_behind_what_is_lost() -> None:
    answer = df.diff(made(CHAIN), after="without")
    assert behind(answer.lost) == {("b", "x"): [("flow", "f")], ("c", "x"): [("flow", "f")]}
    assert "no longer: a shares with b (f) since 2016" in answer.tell()


def test_a_hold_has_no_id_but_a_place() -> None:
    answer = df.diff(made("services: {a: {holds: {data: x, since: 2012}}}"), before="2011")
    (change,) = answer.to_dict()["answer"]["gained"]
    (one,) = change["because"]
    assert (one["kind"], one["id"], one["at"]["line"]) == ("hold", None, 4)
    assert answer.to_csv() == "change,company,data,because\ngained,a,x,hold m.yaml:4:23\n"


def test_a_deletion_is_behind_what_is_lost_by_it() -> None:
    model = made("""
        services: {a: {holds: {data: x, until: 2012}, deletes: {data: x, date: 2014-05-01}}}
    """)
    answer = df.diff(model, before="2013", after="2015")
    assert behind(answer.lost) == {("a", "x"): [("deletion", None)]}
    assert "1. a: x\n   a deleted x on 1 May 2014 (m.yaml:" in answer.tell()
    back = df.diff(model, before="2015", after="2013")
    assert behind(back.gained) == {("a", "x"): [("deletion", None)]}
    assert "only before: a deleted x" in back.tell()


def test_a_deletion_between_two_steps_is_behind_what_never_came() -> None:
    text = """
        services: {a: {holds: {data: x, until: 2012}%s}, b: }
        flows: {f: {from: a, to: b, data: x, since: 2014}}
    """
    kept, gone = made(text % ""), made(text % ", deletes: {data: x, date: 2013}", "gone.yaml")
    answer = df.diff(kept, gone, as_of="2015")
    assert behind(answer.lost)["b", "x"] == [("deletion", None)]
    (one,) = answer.lost[1].because
    assert one.at.file == "gone.yaml"


def test_a_flow_at_another_time_is_behind_what_it_comes_too_early_for() -> None:
    text = """
        services: {a: {holds: {data: x, since: 2014}}, b: }
        flows: {f: {from: a, to: b, data: x, until: %s}}
    """
    answer = df.diff(made(text % "2016"), made(text % "2012"))
    assert behind(answer.lost) == {("b", "x"): [("flow", "f")]}


def test_who_bought_a_service_gains_by_operating_it_and_who_sold_it_loses() -> None:
    model = made("""
        companies: [old, new]
        services:
          a: {holds: x, operator: [{company: old, until: 2014}, {company: new, since: 2015}]}
    """)
    answer = df.diff(model, before="2014", after="2015")
    assert behind(answer.gained) == {("new", "x"): [("operator", "new")]}
    assert behind(answer.lost) == {("old", "x"): [("operator", "old")]}


def test_who_came_to_run_what_is_given_data_to_this_day_loses_it_with_the_service() -> None:
    text = """
        companies: [c, d]
        services: {a: {holds: x}, s: %s}
        flows:
          given: {from: a, to: c, data: x, until: 2010-07}
          still: {from: a, to: s, data: x}
    """
    operators = "{operator: [{company: d, until: 2010-07}, {company: c, since: 2010-07}]}"
    deleting = dedent(text).replace("[c, d]", "{c: {deletes: {data: x, date: 2010-12-31}}, d: }")
    one, other = made(deleting % operators), made(deleting % "")
    answer = df.diff(one, other, as_of="2012")
    assert behind(answer.lost)["c", "x"] == [("operator", "c")]


def test_who_becomes_a_service_of_another_is_lost_to_its_operator() -> None:
    one = made("services: {a: {holds: x}}")
    other = made("companies: [c]\nservices: {a: {holds: x, operator: c}}")
    answer = df.diff(one, other)
    assert behind(answer.gained) == {("c", "x"): [("operator", "c")]}
    assert behind(answer.lost) == {("a", "x"): [("operator", "c")]}


def test_owning_is_behind_what_owners_gain() -> None:
    model = made("""
        companies: {top: , c: {owned_by: {company: top, since: 2012}}}
        services: {a: {holds: x, operator: c}}
        scenarios: {counted: {owners: true}}
    """)
    dated = df.diff(model, before="2011", owners=True)
    assert behind(dated.gained) == {("top", "x"): [("owner", "top")]}
    assert "top owns c since 2012" in dated.tell()
    assert behind(df.diff(model, after="counted").gained) == {("top", "x"): [("owner", "top")]}


def test_a_derivation_is_behind_what_is_worked_out() -> None:
    model = made("""
        services: {a: {holds: x}}
        derivations: {r: {from: x, to: y, since: 2012}}
    """)
    answer = df.diff(model, before="2011")
    assert behind(answer.gained) == {("a", "y"): [("derivation", "r")]}
    assert "y can be worked out from x (r) since 2012" in answer.tell()


def test_another_purpose_is_behind_what_was_not_given_for_it() -> None:
    model = made("""
        purposes: [p]
        services: {a: {holds: x}, b: }
        flows: {f: {from: a, to: b, data: x}}
        scenarios: {for-p: {for: p}}
    """)
    lost = behind(df.diff(model, after="for-p").lost)
    assert lost == {("a", "x"): [("hold", None)], ("b", "x"): [("flow", "f")]}


def test_where_only_the_taxonomies_differ_nothing_else_is_behind_it() -> None:
    one = df.loads("{dataflow: 1, vocabulary: none, data: [x, y], services: {a: {holds: x}}}")
    other = df.loads(
        "{dataflow: 1, vocabulary: none, data: {x: {is_a: y}, y: {}}, services: {a: {holds: x}}}"
    )
    answer = df.diff(one, other)
    assert behind(answer.gained) == {("a", "y"): []}
    assert "what is a kind of what differs" in answer.tell()


def test_models_are_compared_by_ids() -> None:
    one = made("services: {a: {name: Ay, holds: x}}", "one.yaml")
    other = made("services: {a: {name: Other, holds: [x, y]}, b: {holds: x}}", "other.yaml")
    answer = df.diff(one, other)
    assert set(behind(answer.gained)) == {("a", "y"), ("b", "x")}
    assert answer.to_dict()["question"]["other"] == "other.yaml"
    assert len(df.diff(one, made("services: {a: {name: Ay, holds: x}}"))) == 0


def test_what_names_no_source_is_counted_for_each_of_two_models() -> None:
    text = """
        sources: {s: https://example.org/}
        services: {a: {holds: {data: x, source: s}}, b: }
        flows: {f: {from: a, to: b, data: x}, g: {from: b, to: a, data: x%s}}
    """
    model = made(text % "", "one.yaml")
    two = "2 statements about this name no source; `dataflow check` lists them"
    one = "1 statement about this names no source; `dataflow check` lists them"
    assert told_of_sources(df.diff(model, made(text % "", "copy.yaml"))) == [
        f"Doubt: in one.yaml, {two}",
        f"Doubt: in copy.yaml, {two}",
    ]
    assert told_of_sources(df.diff(model, made(text % ", source: s", "other.yaml"))) == [
        f"Doubt: in one.yaml, {two}",
        f"Doubt: in other.yaml, {one}",
    ]
    assert told_of_sources(df.diff(model, model)) == [f"Doubt: {two}"]
    assert told_of_sources(df.diff(model, before="2010")) == [f"Doubt: {two}"]


def told_of_sources(answer: df.Diff) -> list[str]:
    return [line for line in answer.tell().splitlines() if "no source" in line]


def test_what_is_too_much_to_be_told_is_in_the_table_or_said_to_be_elsewhere() -> None:
    names = [f"s{number:03}" for number in range(60)]
    text = "services:" + "".join(
        f"\n  {name}: {{holds: {{data: x, since: 2015}}}}" for name in names
    )
    lines = df.diff(made(text), before="2014").tell(100).splitlines()
    assert any("And 48 more: `--format csv` has them all." in line for line in lines)
    assert any("`--format csv` has a line" in line for line in lines)
    assert len(lines) < 100
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("many", [13, 40])
def test_what_is_said_to_be_in_the_table_is_there(many: int) -> None:
    names = [f"s{number:03}" for number in range(many)]
    text = "services:" + "".join(
        f"\n  {name}: {{holds: {{data: x, since: 2015}}}}" for name in names
    )
    report = df.diff(made(text), before="2014").report()
    assert report.sections[0].steps[-1].line == f"And {many - 12} more, in the table."
    assert report.table is not None
    assert len(report.table.rows) == many


# --- the town and the case ------------------------------------------------------------------------


def test_the_unnamed_are_told_beside_what_they_gain() -> None:
    answer = df.diff(df.load(TOWN), before="2015")
    assert answer.to_dict()["unnamed"] == ["partners"]
    assert "Others that are not named (business partners) not firmly gained" in answer.tell()


def test_the_case_before_and_after_shows_what_facebook_gained() -> None:
    answer = df.diff(df.load(CASE), before="before", after="after")
    gained, lost = behind(answer.gained), behind(answer.lost)
    assert ("flow", "account-info-ads-2016") in gained["facebook-inc", "phone_number"]
    assert ("facebook-inc", "usage_metrics") in gained
    assert lost["whatsapp-inc", "messages"] == [("deletion", None)]
    told = answer.tell()
    assert told.startswith("Before: from WhatsApp, as of 1 January 2015 (scenario “before”).\n")
    assert "Facebook, Inc.: phone number" in told
    assert "(account-info-ads-2016) from 25 August 2016" in told


def test_in_the_case_nothing_reached_facebook_by_being_bought() -> None:
    answer = df.diff(
        df.load(CASE), before="2014-10-05", after="2014-10-06", origin="whatsapp", owners=True
    )
    owners = {one for because in behind(answer.gained).values() for one in because}
    assert owners == {("owner", "facebook-inc")}
    assert answer.lost == ()


# --- several flows, other ways and other purposes -------------------------------------------------

#   a (x) ---alleged, from 2010 / stated, 2012 to 2013 / stated, 2014 to 2016---> advertisers
SEVERAL = """
    companies: {b: {name: Advertisers, kind: group, holds: {data: y, since: 2012, until: 2016}}}
    services: {a: {name: Ay, holds: [{data: x, since: 2010}]}}
    data: {x: {is_a: y, name: purchases}, y: {name: purchases and payments}}
    flows:
      alleged: {from: a, to: b, data: x, since: 2010, status: alleged}
      first: {from: a, to: b, data: x, since: 2012, until: 2013}
      last: {from: a, to: b, data: x, since: 2014, until: 2016}
    personas: {early: {accounts: {a: {since: 2010}}}}
"""


def several(text: str = SEVERAL) -> Model:
    """Return a model of several flows, without what the built-in vocabulary has."""
    return df.loads(f"dataflow: 1\nvocabulary: none\n{dedent(text)}", "m.yaml")


def test_of_several_flows_the_surest_is_behind_it_and_of_these_the_last() -> None:
    plain = SEVERAL.replace(", kind: group, holds: {data: y, since: 2012, until: 2016}", "")
    model, nothing = several(plain), several(plain.split("    flows:")[0])
    for as_of, flow in (("2011", "alleged"), ("2013", "first"), ("2016", "last")):
        lost = df.diff(model, nothing, as_of=as_of).lost
        assert behind(lost)["b", "x"] == [("flow", flow)]


def test_a_flow_that_has_not_begun_is_not_the_last_that_gave() -> None:
    text = """
        services: {a: {holds: x}, b: }
        flows:
          given: {from: a, to: b, data: x, since: 2010, until: 2011}
          %s
    """
    to_come = "to-come: {from: a, to: b, data: x, since: 2015}"
    answer = df.diff(made(text % to_come), made("services: {a: {holds: x}, b: }"), as_of="2012")
    assert behind(answer.lost)["b", "x"] == [("flow", "given")]


def test_several_do_and_what_a_wider_type_covers_is_not_named_beside_it() -> None:
    told = df.diff(several(), before="2011", after="2016", firm=True).tell().splitlines()
    assert "1. Advertisers: purchases and payments" in told
    assert "   Advertisers collect purchases and payments from 2012 to 2016 (m.yaml:4)" in told


#   o ---owns---> b (x); a (x) ---f, 2015---> o
OWNED = """
    companies: {o: {name: Owner}, b: {name: Bee, owned_by: o, holds: [{data: x, since: 2010}]}}
    services: {a: {name: Ay, holds: [{data: x, since: 2010}]}}
    data: {x: }
    flows: {f: {from: a, to: o, data: x, since: 2015}}
"""


def test_who_owned_one_that_has_it_and_has_it_itself_now_is_told() -> None:
    model = several(OWNED)
    there = df.diff(model, before="2012", after="2016", owners=True)
    assert len(there) == 0
    [altered] = there.to_dict()["answer"]["altered"]
    assert (altered["company"], altered["before"]["how"], altered["after"]["how"]) == (
        "o",
        "owns",
        "receives",
    )
    told = there.tell()
    assert "Nobody gained or lost anything, but it differs who has it themselves." in told
    assert "1. Owner: x, which it has itself now: before, it only owned one that had it" in told
    back = df.diff(model, before="2016", after="2012", owners=True).tell()
    assert "1. Owner: x, which it had itself: now it only owns one that has it" in back


def test_another_purpose_is_told_where_nothing_else_differs() -> None:
    aims = "purposes: {{p: , q: }}\ndata: {{x: }}\ncompanies: {{b: {{name: Bee, holds: {}}}}}"
    was, now = (several(aims.format(f"{{data: x, purposes: {p}}}")) for p in ("p", "q"))
    answer = df.diff(was, now)
    assert "Nobody gained or lost anything, but it differs what it was given for." in answer.tell()
    assert "1. Bee: x, before for p, after for q" in answer.tell()


def test_what_has_ended_by_the_day_asked_about_is_told_as_past() -> None:
    told = df.diff(several(), before="2011", after="2018", firm=True).tell()
    assert "Advertisers collected purchases and payments from 2012 to 2016" in told
    plain = SEVERAL.replace(", kind: group, holds: {data: y, since: 2012, until: 2016}", "")
    told = df.diff(several(plain), before="2011", after="2018", firm=True).tell()
    assert "Ay shared with Advertisers (last) from 2014 to 2016" in told
