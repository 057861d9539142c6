"""The answers of reach and why, field by field and word by word, on small models."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df

if TYPE_CHECKING:
    from dataflow.model import Model

QUESTION = ["command", "model", "as_of", "persona", "scenario", "from", "for", "role"]
QUESTION += ["owners", "announced", "firm", "without", "by", "engine"]
SURE = ["certainty", "firm", "firm_since", "firm_since_is"]
ROW = ["company", "name", "kind", "how", "since", "since_is", "hops", *SURE]
ROW += ["data", "services", "purposes", "roles", "bases", "conditions", "unnamed"]
STEP = ["step", "id", "from", "to", "data", "day", "day_is", "status", "mechanism", "role", "basis"]
STEP += ["conditions", "sources", "quotes", "replies", "at"]
PROBLEM = ["severity", "code", "message", "help", "file", "line", "column"]


def made(text: str) -> Model:
    """Make a model of what stands below `dataflow: 1`, in which `s` is a source."""
    return df.loads("dataflow: 1\nsources: {s: {title: S}}\n" + dedent(text), "m.yaml")


def reach(model: Model, data: str, **settings: Any) -> dict[str, Any]:  # noqa: ANN401 - any setting
    return df.reach(model, data, **settings).to_dict()


def rows(model: Model, data: str, **settings: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    return {row["company"]: row for row in reach(model, data, **settings)["answer"]["companies"]}


def why(model: Model, data: str, company: str, **settings: Any) -> Any:  # noqa: ANN401
    return df.why(model, data, company, **settings).to_dict()["answer"]


def told(answer: Any) -> str:  # noqa: ANN401 - any answer
    """Tell an answer in one line."""
    return " ".join(answer.tell(length="full").split())


#   a (email, since 2010) ---f: ads, from 2016---> b ---g---> c
CHAIN = """
    services:
      a: {name: Ay, holds: {data: email, since: 2010, purposes: messaging, source: s}}
      b: {name: Bee}
      c: {name: Cee}
    flows:
      f: {from: a, to: b, data: email, purposes: ads, since: 2016, source: s}
      g: {from: b, to: c, data: email, source: s}
"""

#   a ---f: if you have accounts, unless in DE, opt-out---> b
CONDITIONS = """
    services: {a: {name: Ay, holds: {data: email, source: s}}, b: {name: Bee}}
    flows:
      f:
        from: a
        to: b
        data: email
        since: 2016
        when: {accounts: [a, b]}
        unless: [{region: DE}, {account: c, until: 2015}]
        choice: opt-out
        source: s
    companies: [c]
    personas:
      ana: {name: Ana, accounts: [a, b], region: SE}
      out: {name: Olga, accounts: [a, b], region: SE, opted_out: {f: 2017-03-02}}
"""


# --- keys -----------------------------------------------------------------------------------------


def test_an_answer_of_reach_has_every_key() -> None:
    answer = reach(made(CHAIN), "email")
    assert list(answer) == ["dataflow", "question", "answer", "doubts", "unnamed", "reasons"]
    assert answer["dataflow"] == 1
    assert list(answer["question"]) == [*QUESTION, "data"]
    assert list(answer["answer"]) == ["companies"]
    assert [list(row) for row in answer["answer"]["companies"]] == [ROW] * 3
    assert json.loads(json.dumps(answer)) == answer


def test_an_answer_of_why_has_every_key() -> None:
    answer = df.why(made(CHAIN), "email", "c").to_dict()
    assert list(answer["question"]) == [*QUESTION, "data", "company", "all"]
    assert list(answer["answer"]) == [
        *("company", "since", "since_is", "hops"),
        *SURE,
        *("path", "owns"),
    ]
    assert [list(step) for step in answer["answer"]["path"]] == [STEP] * 3
    assert all(list(step["at"]) == ["file", "line", "column"] for step in answer["answer"]["path"])
    assert (answer["answer"]["owns"], answer["cut"]) == ([], None)
    assert json.loads(json.dumps(answer)) == answer


def test_no_key_is_left_out_where_there_is_nothing_to_say() -> None:
    model = made("services: {a: {holds: email}, b: }\n")
    (row,) = reach(model, "email")["answer"]["companies"]
    assert row == {
        "company": "a",
        "name": "a",
        "kind": "company",
        "how": "collects",
        "since": None,
        "since_is": "unknown",
        "hops": 0,
        "certainty": "stated",
        "firm": True,
        "firm_since": None,
        "firm_since_is": "unknown",
        "data": ["email"],
        "services": ["a"],
        "purposes": [],
        "roles": [],
        "bases": [],
        "conditions": [],
        "unnamed": False,
    }
    (step,) = why(model, "email", "a")["path"]
    assert step == {
        "step": "hold",
        "id": None,
        "from": None,
        "to": "a",
        "data": ["email"],
        "day": None,
        "day_is": "unknown",
        "status": "stated",
        "mechanism": None,
        "role": None,
        "basis": None,
        "conditions": [],
        "sources": [],
        "quotes": [],
        "replies": [],
        "at": {"file": "m.yaml", "line": 3, "column": 23},
    }


def test_the_question_repeats_every_setting_with_names_resolved() -> None:
    people = "    personas: {ana: {name: Ana B, accounts: [a]}}\n"
    model = made(CHAIN + people + "    scenarios: {x: {title: X}}\n")
    asked = reach(
        model,
        "E-Mail",
        as_of="2016-02",
        persona="ana b",
        scenario="x",
        origin="AY",
        purpose="Ads",
        role="joint controller",
        owners=True,
        announced=True,
        firm=False,
        without=["g", "purpose:security", "g"],
    )["question"]
    assert asked == {
        "command": "reach",
        "model": "m.yaml",
        "as_of": "2016-02-29",
        "persona": "ana",
        "scenario": "x",
        "from": "a",
        "for": "ads",
        "role": "joint_controller",
        "owners": True,
        "announced": True,
        "firm": False,
        "without": ["g", "purpose:security"],
        "by": "company",
        "engine": "memory",
        "data": "email",
    }


def test_the_question_of_nothing_but_a_data_type_has_every_setting() -> None:
    asked = df.why(made(CHAIN), "email", "Cee").to_dict()["question"]
    assert asked == {
        "command": "why",
        "model": "m.yaml",
        "as_of": None,
        "persona": None,
        "scenario": None,
        "from": None,
        "for": None,
        "role": None,
        "owners": False,
        "announced": False,
        "firm": False,
        "without": [],
        "by": "company",
        "engine": "memory",
        "data": "email",
        "company": "c",
        "all": False,
    }


# --- rows -----------------------------------------------------------------------------------------


def test_rows_stand_by_hops_then_since_then_company_and_owners_last() -> None:
    #   o owns a;  a -> z (2011), y (2012), x (2012);  z -> w (2010)
    model = made("""
        services: {a: {operator: ac, holds: email}, w: , x: , y: , z: }
        companies: {ac: {owned_by: o}, o: }
        flows:
          - {from: a, to: z, data: email, since: 2011}
          - {from: a, to: [y, x], data: email, since: 2012}
          - {from: z, to: w, data: email, since: 2010}
    """)
    companies = reach(model, "email", owners=True)["answer"]["companies"]
    assert [row["company"] for row in companies] == ["ac", "z", "x", "y", "w", "o"]
    assert [row["hops"] for row in companies] == [0, 1, 1, 1, 2, None]
    assert [row["since"] for row in companies][1:5] == [
        "2011-01-01",
        "2012-01-01",
        "2012-01-01",
        "2011-01-01",
    ]
    owner = companies[-1]
    assert (owner["how"], owner["purposes"], owner["conditions"]) == ("owns", [], [])
    assert owner["services"] == ["a"]


def test_lists_of_ids_are_sorted() -> None:
    model = made("""
        companies: [one]
        services:
          z: {operator: one, holds: {data: [phone_number, email], purposes: [security, ads]}}
          b: {operator: one, holds: {data: name, purposes: messaging}}
          a: {operator: one, holds: {data: email}}
        data: {all: , name: {is_a: all}, email: {is_a: all}, phone_number: {is_a: all}}
    """)
    (row,) = rows(model, "all").values()
    assert row["data"] == ["email", "name", "phone_number"]
    assert row["services"] == ["a", "b", "z"]
    assert row["purposes"] == ["ads", "messaging", "security"]


def test_on_a_day_only_what_is_had_that_day_counts() -> None:
    model = made(CHAIN)
    assert list(rows(model, "email", as_of="2015")) == ["a"]
    assert list(rows(model, "email", as_of="2016-01-01")) == ["a", "b", "c"]
    assert rows(model, "email", as_of="2009") == {}


def test_the_answer_for_a_category_names_the_members() -> None:
    model = made(CHAIN)
    assert rows(model, "contact")["c"]["data"] == ["email"]
    assert "Bee has had email address since 2016: Ay shared it" in told(df.reach(model, "contact"))


# --- conditions -----------------------------------------------------------------------------------


def test_without_a_persona_conditions_are_told_and_hold_because_of_nothing() -> None:
    row = rows(made(CONDITIONS), "email")["b"]
    assert row["conditions"] == [
        {"when": {"accounts": ["a", "b"]}, "holds_because": None},
        {"unless": {"region": "DE"}, "holds_because": None},
        {"unless": {"account": "c", "until": "2015"}, "holds_because": None},
        {"choice": "opt-out", "holds_because": None},
    ]


def test_with_a_persona_each_condition_says_why_it_applies() -> None:
    model = made(CONDITIONS)
    (_, step) = why(model, "email", "b", persona="ana")["path"]
    assert [one["holds_because"] for one in step["conditions"]] == [
        "Ana has accounts at Ay and Bee",
        "Ana does not live in Germany",
        "it was not in force on 1 January 2016",
        "Ana has not opted out",
    ]
    assert rows(model, "email", persona="ana")["b"]["conditions"] == step["conditions"]
    (_, step) = why(model, "email", "b", persona="out")["path"]
    assert step["conditions"][-1]["holds_because"] == "Olga opted out only on 2 March 2017"


def test_the_reasons_stand_below_the_step_when_told() -> None:
    lines = df.why(made(CONDITIONS), "email", "b", persona="ana").tell().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("2. "))
    assert lines[start].startswith(
        "2. 2016: Ay shared email address with Bee, if you have a Bee account, unless you opted out"
    )
    assert lines[start + 1 : start + 5] == [
        "   Ana has accounts at Ay and Bee",
        "   Ana does not live in Germany",
        "   It was not in force on 1 January 2016",
        "   Ana has not opted out",
    ]


# --- doubts, the unnamed --------------------------------------------------------------------------


def test_an_answer_carries_the_doubts_that_concern_it_and_no_others() -> None:
    model = made("""
        services: {a: , b: }
        flows:
          f: {from: a, to: b, data: email, source: s}
          g: {from: a, to: b, data: search_history, source: s}
    """)
    answer = df.reach(model, "email")
    (doubt,) = answer.to_dict()["doubts"]
    assert list(doubt) == PROBLEM
    assert (doubt["severity"], doubt["code"]) == ("warning", "never-had")
    assert doubt["help"] == "add `holds: email` to `a`, m.yaml:4"
    assert "Doubt: `a` shares `email`, but nothing says that it has it: add `holds: email`" in told(
        answer
    )
    assert df.why(model, "email", "b").to_dict()["doubts"] == [doubt]


def test_the_unnamed_make_the_answer_a_lower_bound() -> None:
    model = made("""
        services:
          a: {holds: {data: email, source: s}}
          partners: {name: business partners, unnamed: true}
        flows: {f: {from: a, to: partners, data: email, source: s}}
    """)
    answer = df.reach(model, "email")
    assert answer.to_dict()["unnamed"] == ["partners"]
    assert rows(model, "email")["partners"]["unnamed"] is True
    assert told(answer).startswith(
        "At least 1 company can reach email address, and others that are not named: business"
        " partners."
    )
    assert "“business partners” stands for recipients that the source does not name." in told(
        answer
    )
    assert df.why(model, "email", "partners").to_dict()["unnamed"] == ["partners"]
    assert df.why(model, "email", "a").to_dict()["unnamed"] == []


def test_nobody_is_never_said_barely() -> None:
    model = made("services: {a: {holds: {data: messages, readable: false, source: s}}, b: }\n")
    assert told(df.reach(model, "messages")) == (
        "No company in this model can reach messages. a carries messages and cannot read them."
    )
    assert told(df.reach(model, "email")) == (
        "No company in this model can reach email address. Nothing in this model says that anybody "
        "holds email address (`holds: email`)."
    )


def test_what_is_only_made_later_is_said_to_be_had_later() -> None:
    model = made("""
    services: {a: {holds: {data: email, since: 2012, source: s}, source: s}, b: {source: s}}
    derivations: {guess: {from: email, to: home_address, by: a, since: 2015, source: s}}
    flows:
      f: {from: a, to: b, data: {data: email, as: hashed_email}, since: 2016, source: s}
    """)
    for data, name, later in (
        ("home_address", "home address", "a can work it out, since 2015."),
        ("hashed_email", "hashed email address", "b has had it since 2016."),
    ):
        assert len(df.reach(model, data)) > 0
        nobody = told(df.reach(model, data, as_of="2013"))
        assert nobody.startswith(f"No company in this model can reach {name} on")
        assert f"On any day (without `--as-of`): {later}" in nobody
        assert "anybody holds" not in nobody


# --- why ------------------------------------------------------------------------------------------


def test_why_is_null_where_there_is_no_path() -> None:
    model = made(CHAIN)
    assert why(model, "phone_number", "c") is None
    assert why(model, "email", "c", as_of="2015") is None
    assert why(model, "phone_number", "c", all=True) == []
    assert told(df.why(model, "email", "c", as_of="2015")) == (
        "In this model, Cee cannot reach email address on 31 December 2015. On any day (without"
        " `--as-of`): Cee has had it, start not stated (not before 2016)."
    )


def test_the_steps_stand_in_order_with_day_source_and_place() -> None:
    path = why(made(CHAIN), "email", "c")["path"]
    assert [(one["step"], one["id"], one["from"], one["to"], one["day"]) for one in path] == [
        ("hold", None, None, "a", "2010-01-01"),
        ("flow", "f", "a", "b", "2016-01-01"),
        ("flow", "g", "b", "c", "2016-01-01"),
    ]
    assert [one["sources"] for one in path] == [["s"]] * 3
    assert [one["at"]["line"] for one in path] == [5, 9, 10]


def test_who_only_owns_gets_the_path_of_the_owned_and_the_chain_down_to_it() -> None:
    #   top (since 2013) owns mid (since 2012) owns low, which runs a
    model = made("""
        companies:
          top: {name: Top}
          mid: {name: Mid, owned_by: {company: top, since: 2013-02-01, source: s}}
          low: {name: Low, owned_by: {company: mid, since: 2012, source: s}}
        services: {a: {operator: low, holds: {data: email, since: 2010, source: s}}}
    """)
    answer = why(model, "email", "top", owners=True)
    assert (answer["company"], answer["since"], answer["hops"]) == ("top", "2013-02-01", None)
    assert answer["owns"] == ["mid", "low"]
    assert [step["to"] for step in answer["path"]] == ["a"]
    assert why(model, "email", "top", owners=True, all=True) == [answer]
    assert why(model, "email", "top") is None
    said = told(df.reach(model, "email", owners=True))
    assert (
        "Top owns Mid (since 1 February 2013), which owns Low (since 2012), which has had it since"
        " 2010 [1]."
    ) in said
    assert told(df.why(model, "email", "top", owners=True)).startswith(
        "Top owns Mid (since 1 February 2013), which owns Low (since 2012), which has had"
        " email address since 2010, counting owners [1]. Owning is control, not sharing."
    )


def test_all_is_a_list_by_arrival_then_hops() -> None:
    #   a ---late (2018)---> c      a ---f (2016)---> b ---g---> c
    model = made(CHAIN + "      late: {from: a, to: c, data: email, since: 2018, source: s}\n")
    paths = why(model, "email", "c", all=True)
    assert [(one["since"], one["hops"]) for one in paths] == [("2016-01-01", 2), ("2018-01-01", 1)]
    assert [[step["id"] for step in one["path"]] for one in paths] == [
        [None, "f", "g"],
        [None, "late"],
    ]
    text = df.why(model, "email", "c", all=True).tell()
    assert (
        "Path 1: Cee has had email address, start not stated (not before 2016, by 2018 at the"
        " latest), in 2 steps."
    ) in text
    assert "Path 2: Cee has had email address since 2018, in 1 step." in text


# --- big models -----------------------------------------------------------------------------------


def test_every_path_has_the_shortest_even_where_it_comes_by_a_fact_twice() -> None:
    #   a ---ab (2010-2011)---> b ---ba (2013)---> a ---ac (2014)---> c; a deletes it in 2012
    model = made("""
        services: {a: {holds: {data: email, until: 2011}}, b: , c: }
        flows:
          ab: {from: a, to: b, data: email, since: 2010, until: 2011}
          ba: {from: b, to: a, data: email, since: 2013}
          ac: {from: a, to: c, data: email, since: 2014}
        deletes: [{holder: a, data: email, date: 2012}]
    """)
    answer = df.why(model, "email", "c", all=True)
    evidence = answer.evidence
    node, mask = evidence.world.nodes["c"], evidence.mask(model.data["email"])
    (path,) = evidence.every_path(node, mask).paths
    assert [evidence.world.holders[step.fact.node].id for step in path.steps] == [*"abac"]
    arrival = (node, len(path.steps) - 1, path.day)
    assert evidence.in_words(path.steps, [arrival]) == answer.paths[0].steps
    (same,) = df.why(model, "email", "c")
    assert [path.to_dict() for path in answer] == [same.to_dict()]


def ladder(rungs: int) -> str:
    #        .-> a1 -.       .-> a2 -.
    #   s0 -<         >- s1 -<        >- s2 ...
    #        '-> b1 -'       '-> b2 -'
    holders = ["s0: {holds: email}"]
    flows = []
    for n in range(1, rungs + 1):
        holders += [f"{kind}{n}: " for kind in "abs"]
        flows += [f"{{from: s{n - 1}, to: [a{n}, b{n}], data: email}}"]
        flows += [f"{{from: {kind}{n}, to: s{n}, data: email}}" for kind in "ab"]
    return f"services: {{{', '.join(holders)}}}\nflows: [{', '.join(flows)}]\n"


def test_a_ladder_of_a_million_million_paths_is_cut_and_says_so() -> None:
    answer = df.why(made(ladder(40)), "email", "s40", all=True)
    assert 1 <= len(answer) <= 200
    cut = answer.to_dict()["cut"]
    assert cut == "only 200 paths are shown, those with the fewest steps"
    assert f"There may be more: {cut}." in answer.tell()
    assert {path.hops for path in answer} == {80}


def test_where_nothing_comes_from_is_not_searched() -> None:
    #   a ladder at whose foot there is nothing, beside one short way
    text = ladder(40).replace("s0: {holds: email}", "s0: , x: {holds: email}")
    model = made(text[:-2] + ", {from: x, to: s40, data: email}]\n")
    assert len(df.why(model, "email", "s40", all=True)) == 1


def chain(length: int) -> str:
    names = [f"s{n}: " for n in range(1, length + 1)]
    flows = [f"{{from: s{n}, to: s{n + 1}, data: email}}" for n in range(length)]
    return f"services: {{s0: {{holds: email}}, {', '.join(names)}}}\nflows: [{', '.join(flows)}]\n"


def test_a_chain_of_5000_flows_is_followed_to_its_end_and_told() -> None:
    model = made(chain(5000))
    answer = df.why(model, "email", "s5000")
    assert [path.hops for path in answer] == [5000]
    assert "in 5000 steps." in answer.tell()
    reached = df.reach(model, "email")
    assert len(reached) == 5001
    assert "And 4989 more, in the table." in reached.tell(length="full")


def test_a_taxonomy_3000_deep_is_understood() -> None:
    types = [f"t{n}: {{is_a: t{n - 1}}}" for n in range(1, 3001)]
    model = made(
        f"vocabulary: none\ndata: {{t0: , {', '.join(types)}}}\n"
        "services: {a: {holds: t3000}, b: }\nflows: [{from: a, to: b, data: t5}]\n"
    )
    assert list(rows(model, "t0")) == ["a", "b"]
    assert why(model, "t7", "b")["hops"] == 1


def test_a_clique_of_60_is_cut_and_says_so() -> None:
    others = {n: ", ".join(f"s{m}" for m in range(60) if m != n) for n in range(60)}
    flows = ", ".join(f"{{from: s{n}, to: [{to}], data: email}}" for n, to in others.items())
    names = ", ".join(f"s{n}: " for n in range(1, 60))
    model = made(f"services: {{s0: {{holds: email}}, {names}}}\nflows: [{flows}]\n")
    answer = df.why(model, "email", "s59", all=True)
    assert next(iter(answer)).hops == 1
    assert answer.cut is not None
    assert len(df.reach(model, "email")) == 60


# --- scenarios ------------------------------------------------------------------------------------

SCENARIOS = CHAIN + (
    "    personas: {ana: {accounts: [a, b, c]}, uli: {accounts: [b]}}\n"
    "    scenarios:\n"
    "      x: {as_of: 2016, persona: ana, from: a, for: ads, without: g, owners: true}\n"
    "      bought: {owners: true, add: {companies: {new: {owned_by: a}},\n"
    "        services: {d: {operator: new}}, flows: [{id: h, from: c, to: d, data: email}]}}\n"
)


def test_only_a_scenario_that_adds_something_builds_the_model_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class BuiltError(Exception):
        pass

    def refuse(*_: object) -> None:
        raise BuiltError

    adding = "{title: Y, add: {services: {d: {holds: email}}}}"
    model = made(CHAIN + f"    scenarios: {{x: {{title: X, without: f}}, y: {adding}}}\n")
    monkeypatch.setattr("dataflow.engine.setting.add_to_model", refuse)
    assert [row.company.id for row in df.reach(model, "email", as_of=2020)] == [*"abc"]
    assert [row.company.id for row in df.reach(model, "email", scenario="x")] == ["a"]
    assert len(df.diff(model, before="x", after="2020")) > 0
    with pytest.raises(BuiltError):
        df.reach(model, "email", scenario="y")


def test_options_override_what_a_scenario_sets() -> None:
    model = made(SCENARIOS)
    plain = reach(model, "email", scenario="x")["question"]
    keys = ("as_of", "persona", "from", "for", "owners", "without")
    assert [plain[key] for key in keys] == ["2016-12-31", "ana", "a", "ads", True, ["g"]]
    other = reach(
        model,
        "email",
        scenario="x",
        as_of="2017-05-01",
        persona="uli",
        origin="b",
        purpose="security",
        owners=False,
    )["question"]
    assert [other[key] for key in keys] == ["2017-05-01", "uli", "b", "security", False, ["g"]]


def test_without_adds_to_what_a_scenario_leaves_out() -> None:
    model = made(SCENARIOS)
    assert list(rows(model, "email", scenario="x", purpose="messaging")) == ["a"]
    assert list(rows(model, "email", scenario="x")) == ["b"]
    answer = reach(model, "email", scenario="x", without=["f"])
    assert answer["question"]["without"] == ["g", "f"]
    assert answer["answer"]["companies"] == []


def test_a_scenario_may_add_a_company_that_was_bought() -> None:
    model = made(SCENARIOS)
    assert list(rows(model, "email")) == ["a", "b", "c"]
    assert rows(model, "email", scenario="bought")["new"]["services"] == ["d"]
    assert why(model, "email", "new", scenario="bought")["hops"] == 3
    with pytest.raises(df.QuestionError):
        df.why(model, "email", "new")


# --- a service for its company --------------------------------------------------------------------


def test_a_service_means_its_operator_on_the_day_or_else_its_latest() -> None:
    model = made("""
        companies: [old, new]
        services:
          a:
            holds: {data: email, since: 2010}
            operator: [{company: old, until: 2014}, {company: new, since: 2015, until: 2018}]
    """)

    def asked(**setting: str) -> str:
        return df.why(model, "email", "a", **setting).company.id

    assert asked(as_of="2013") == "old"
    assert asked(as_of="2016") == "new"
    assert asked() == asked(as_of="2020") == "new"


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("given", "collects"),
        ("observed", "observes"),
        ("inferred", "infers"),
        ("bought", "buys"),
    ],
)
def test_how_it_is_collected_is_told(how: str, said: str) -> None:
    model = made(f"services: {{a: {{name: Ay, holds: {{data: email, how: {how}, source: s}}}}}}\n")
    assert f"Ay has had it, start not stated: Ay {said} it [1]." in told(df.reach(model, "email"))
    assert f"1. Ay {said} email address" in told(df.why(model, "email", "a"))


def test_what_is_held_is_not_told_as_collected() -> None:
    model = made("services: {a: {name: Ay, holds: {data: email, how: stored, source: s}}}")
    assert "Ay has had it, start not stated [1]." in told(df.reach(model, "email"))
    assert "1. Ay has email address [1]" in told(df.why(model, "email", "a"))


#   a (email, 2010 to 4 May 2013)      b (email, always to 4 May 2013)
ENDED = """
    services:
      a: {name: Ay, holds: {data: email, since: 2010, until: 2012}}
      b: {name: Bee, holds: {data: email, until: 2012}}
    deletes:
      - {holder: a, data: email, date: 2013-05-05}
      - {holder: b, data: email, date: 2013-05-05}
"""


def test_what_ended_is_told_with_its_end() -> None:
    model = made(ENDED)
    text = told(df.reach(model, "email"))
    assert "Ay had it from 2010 until 5 May 2013: Ay collected it." in text
    assert "Bee had it until 5 May 2013, start not stated: Bee collected it." in text
    for settings in ({}, {"all": True}):
        text = told(df.why(model, "email", "a", **settings))
        assert text.startswith(
            "Ay had email address from 2010 until 5 May 2013, without any sharing."
        )


def test_asked_about_a_day_the_end_is_not_told() -> None:
    model = made(ENDED)
    assert "Ay has had it since 2010: Ay collects it." in told(
        df.reach(model, "email", as_of="2012")
    )
    assert rows(model, "email", as_of="2013-05-05") == {}


def test_owning_that_ended_is_told_with_its_end() -> None:
    model = made("""
        companies:
          o: {name: O Co}
          a: {name: A Co, holds: email, owned_by: {company: o, since: 2012-03-01, until: 2014}}
    """)
    assert (
        "O Co owned A Co (from 1 March 2012 to 2014), which has had it, start not stated."
        in told(df.reach(model, "email", owners=True))
    )
    dated = made("""
        companies:
          o: {name: O Co}
          a:
            name: A Co
            holds: {data: email, since: 2010}
            owned_by: {company: o, since: 2012-03-01, until: 2014}
    """)
    assert "O Co owned A Co (from 1 March 2012 to 2014), which has had it since 2010." in told(
        df.reach(dated, "email", owners=True)
    )


@pytest.mark.parametrize(
    ("written", "since", "on"),
    [
        ("2016", "since 2016", "that year"),
        ("2016-08", "since August 2016", "that month"),
        ("2016-08-25", "since 25 August 2016", "on that day"),
    ],
)
def test_dates_are_told_as_precisely_as_they_are_written(written: str, since: str, on: str) -> None:
    model = made(CHAIN.replace("since: 2016", f"since: {written}"))
    answer = df.reach(model, "email")
    text = told(answer)
    assert f"Bee has had it {since}: Ay shared it {on}, for ads [1]." in text
    date = since.removeprefix("since ")
    unsure = f"start not stated (not before {date})"
    assert f"Cee has had it, {unsure}: 1. Ay shared it with Bee {on}, for ads [1] 2. " in text
    assert f"receives {unsure} stated Bee" in text
    text = told(df.why(model, "email", "b"))
    assert text.startswith(f"Bee has had email address {since}, in 1 step. 1. 2010: Ay collects")
    assert f"2. {date}: Ay shared email address with Bee, for ads" in text
    text = told(df.why(model, "email", "c"))
    assert text.startswith(f"Cee has had email address, {unsure}, in 2 steps.")
    assert "3. Bee shared email address with Cee [1]" in text


def test_a_path_of_many_steps_names_every_receiver() -> None:
    model = made("""
        services: {a: {name: Ay, holds: email}, b: {name: Bee}, c: {name: Cee}, d: {name: Dee}}
        flows:
          - {from: a, to: b, data: email, since: 2010-02-01}
          - {from: b, to: c, data: email, since: 2011-03}
          - {from: c, to: d, data: email, since: 2012}
    """)
    assert (
        "Dee has had it since 2012: 1. Ay shared it with Bee on 1 February 2010 2. Bee shared it "
        "with Cee in March 2011 3. Cee shared it that year"
    ) in told(df.reach(model, "email"))


def test_what_is_worked_out_is_told_with_what_from() -> None:
    #   a (location, timestamps) --both--> b, which works the home address out
    model = made("""
        services:
          a: {name: Ay, holds: {data: [location, timestamps], since: 2010}}
          b: {name: Bee}
        flows: [{from: a, to: b, data: [location, timestamps], since: 2011-02-03}]
        derivations:
          home:
            {from: [location, timestamps], to: home_address, by: b, since: 2012-01-02, source: s}
    """)
    text = told(df.reach(model, "home_address"))
    assert text.startswith("1 company can reach home address.")
    assert " Bee can work it out from location and times of activity [1]" in text
    path = why(model, "home_address", "b")["path"]
    assert [(one["step"], one["id"], one["to"], one["data"]) for one in path] == [
        ("hold", None, "a", ["location"]),
        ("flow", "a-b", "b", ["location"]),
        ("hold", None, "a", ["timestamps"]),
        ("flow", "a-b", "b", ["timestamps"]),
        ("derive", "home", "b", ["home_address"]),
    ]
    assert path[-1]["from"] is None


def test_what_is_turned_into_another_type_is_told_as_what_arrives() -> None:
    model = made("""
        services: {a: {name: Ay, holds: email}, b: {name: Bee}}
        flows: [{from: a, to: b, data: {data: email, as: hashed_email}, since: 2016-08-25}]
    """)
    assert rows(model, "email").keys() == {"a"}
    assert rows(model, "hashed_email").keys() == {"b"}


def test_what_is_less_than_stated_is_told() -> None:
    model = made("""
        services: {a: {name: Ay, holds: email}, b: {name: Bee}}
        flows:
          - {from: a, to: b, data: email, since: 2016-08-25, status: alleged}
          - {from: a, to: b, data: email, since: 2017, status: announced}
    """)
    assert (
        "Bee is said to have had it since 25 August 2016 (alleged):"
        " Ay is said to have shared it on that day."
    ) in told(df.reach(model, "email"))
    assert "Also, Ay is to share it in 2017, as announced." in told(
        df.reach(model, "email", announced=True)
    )


def test_how_it_was_asked_is_told() -> None:
    model = made(SCENARIOS)
    assert told(df.reach(model, "email", owners=True)).startswith(
        "3 companies can reach email address, counting owners."
    )
    assert told(df.reach(model, "email", without=["f"])).startswith(
        "1 company can reach email address, without f."
    )
    assert told(df.reach(model, "email", scenario="x")).startswith(
        "1 company can reach email address from Ay, for ads, on 31 December 2016, if you are "
    )


@pytest.mark.parametrize("key", ["persona", "scenario", "origin", "purpose", "as_of"])
def test_a_setting_that_is_empty_is_none_that_exists(key: str) -> None:
    """What a shell makes of a variable that is not set must not be an answer for anyone."""
    with pytest.raises(df.QuestionError):
        df.reach(df.loads("dataflow: 1"), "email", **{key: ""})  # type: ignore[arg-type]  # any of them


@pytest.mark.parametrize(
    ("name", "unnamed", "verb"),
    [
        ("Insurers", True, "have"),
        ("Other buyers of clicks", True, "have"),
        ("Others who got it", True, "have"),
        ("A buyer", True, "has"),
        ("The press", True, "has"),
        ("A service of others", True, "has"),
        ("Alphabets", False, "has"),
    ],
)
def test_several_without_a_name_have_it(name: str, unnamed: bool, verb: str) -> None:  # noqa: FBT001
    model = made(f"""
        services: {{a: {{name: {name}, unnamed: {str(unnamed).lower()}, holds: email}}}}
    """)
    assert f"{name} {verb} had it" in told(df.reach(model, "email"))
    why = told(df.why(model, "email", "a"))
    assert f"{name} {verb} had email address" in why
    assert f"{name} {'collect' if verb == 'have' else 'collects'} email address" in why


def test_several_without_a_name_own_and_carry() -> None:
    model = made("""
        companies:
          funds: {name: Funds, unnamed: true}
          shops: {name: Shops, unnamed: true, owned_by: funds, holds: email}
          couriers: {name: Couriers, unnamed: true, holds: {data: messages, readable: false}}
    """)
    owners = told(df.reach(model, "email", owners=True))
    assert "Funds own Shops, which have had it, start not stated" in owners
    assert "Couriers carry messages and cannot read them" in told(df.reach(model, "messages"))


def test_the_flows_that_gave_it_too_are_as_many_as_are_said_and_named() -> None:
    flows = ", ".join(
        f"x{n}: {{from: a, to: [b, c], data: email, since: 20{n}}}" for n in range(11, 18)
    )
    model = made(f"""
        companies: {{o: {{holds: email}}, co: }}
        services: {{a: {{holds: email}}, b: {{operator: co}}, c: {{operator: co}}}}
        flows: {{{flows}}}
    """)
    said = told(df.reach(model, "email"))
    assert "Also, a shared it in 2012. Also, a shared it in 2013." in said
    assert "4 more flows gave it too: x14, x15, x16 and x17." in said
    fewer = df.reach(model, "email", without=["x15", "x16", "x17"])
    assert "1 more flow gave it too: x14." in told(fewer)


def test_a_doubt_about_a_category_concerns_its_members() -> None:
    model = made("""
        data: {sleep: {is_a: health}}
        services: {a: {holds: {data: sleep, since: 2010}}, b: {}}
        flows: [{from: a, to: b, data: health, since: 2012}]
    """)
    assert [doubt.code for doubt in df.reach(model, "sleep").doubts] == ["no-source", "no-source"]


def test_who_had_it_before_is_not_told_to_get_it_later() -> None:
    model = made("""
        services: {a: {holds: {data: email, known: 2012, until: 2014}}}
        deletes: [{holder: a, data: email, date: 2015}]
    """)
    assert "whether before" in told(df.reach(model, "email", as_of=2011))
    assert "whether before" not in told(df.reach(model, "email", as_of=2016))
