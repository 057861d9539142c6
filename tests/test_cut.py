"""cut: its answers field by field, its weights, its bounds, and what is no question."""

from __future__ import annotations

import builtins
import itertools
import json
import random
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df
from dataflow.answers.cut import cutset, highs, hitting_set
from dataflow.answers.cut.hitting_set import (
    TooHardError,
    find_first,
    find_lightest,
    search,
    search_small,
    weigh,
)
from dataflow.answers.cut.weights import parse_weight
from dataflow.common.dates import parse_date
from dataflow.model import Flow

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataflow.answers.cut import Cut
    from dataflow.model import Model

CASE = Path(__file__).parents[1] / "graphs" / "whatsapp.yaml"


def made(text: str) -> Model:
    """Make a model of what stands below `dataflow: 1`, in which `s` is a source."""
    return df.loads("dataflow: 1\nsources: {s: {title: S}}\n" + dedent(text), "m.yaml")


def flows(answer: Cut) -> list[str]:
    return [one.flow.id for one in answer]


def told(answer: Cut) -> str:
    """Tell an answer in one line."""
    return " ".join(answer.tell().split())


#        .-p-> b -q-.
#   a --<            >-> d --z--> e        a collects email
#        '-r-> c -s-'
DIAMOND = made("""
    services:
      a: {name: Ay, holds: {data: email, since: 2010, purposes: messaging, source: s}}
      b: {name: Bee}
      c: {name: Cee}
      d: {name: Dee}
      e: {name: Eee}
    flows:
      p: {from: a, to: b, data: email, since: 2011, purposes: ads, source: s}
      q: {from: b, to: d, data: email, since: 2012, source: s}
      r: {from: a, to: c, data: email, since: 2013, until: 2014, source: s}
      s: {from: c, to: d, data: email, since: 2014, source: s}
      z: {from: d, to: e, data: email, source: s}
""")


# --- what it answers ------------------------------------------------------------------------------


def test_the_answer_has_every_key() -> None:
    answer = df.cut(DIAMOND, "email", "dee", {"p": 3}, as_of="2015", persona=None).to_dict()
    assert list(answer) == [
        "dataflow",
        "question",
        "answer",
        "doubts",
        "unnamed",
        "reasons",
        "stopped",
    ]
    assert answer["question"] == {
        "command": "cut",
        "model": "m.yaml",
        "as_of": "2015-12-31",
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
        "company": "d",
        "weights": {"p": 3},
    }
    assert answer["answer"] == {"possible": True, "flows": ["q", "r"], "weight": 2}
    assert answer["stopped"] is None
    assert json.loads(json.dumps(answer)) == answer


def test_the_fewest_flows_are_cut_and_of_several_sets_the_first() -> None:
    assert flows(df.cut(DIAMOND, "email", "d")) == ["p", "r"]
    assert flows(df.cut(DIAMOND, "email", "e")) == ["z"]
    assert flows(df.cut(DIAMOND, "email", "b")) == ["p"]


def test_the_lightest_set_may_have_more_flows() -> None:
    assert flows(df.cut(DIAMOND, "email", "e", {"z": 2})) == ["p", "r"]
    assert flows(df.cut(DIAMOND, "email", "e", {"z": "2.000001"})) == ["p", "r"]
    assert flows(df.cut(DIAMOND, "email", "e", {"z": "1.999999"})) == ["z"]
    answer = df.cut(DIAMOND, "email", "e", {"z": 0.3, "p": 0.1, "r": 0.2})
    assert (flows(answer), answer.weight) == (["p", "r"], 0.3)


def test_on_a_day_only_what_is_had_that_day_counts() -> None:
    assert flows(df.cut(DIAMOND, "email", "d", as_of="2012")) == ["p"]
    assert flows(df.cut(DIAMOND, "email", "d", as_of="2011")) == []
    # the copy of c stays, though r has ended
    assert flows(df.cut(DIAMOND, "email", "d", as_of="2020")) == ["p", "r"]


def test_what_was_deleted_before_the_day_need_not_be_kept_away() -> None:
    #   a --old (until 2010)--> b, which deletes it in 2012;  a --new (since 2013)--> b
    model = made("""
        services:
          a: {holds: [email, name]}
          b: {deletes: {data: email, date: 2012}}
        data: {both: , email: {is_a: both}, name: {is_a: both}}
        flows:
          old: {from: a, to: b, data: email, until: 2010}
          mid: {from: a, to: b, data: name, since: 2011}
          new: {from: a, to: b, data: email, since: 2013}
    """)
    assert flows(df.cut(model, "email", "b")) == ["new", "old"]
    assert flows(df.cut(model, "email", "b", as_of="2011")) == ["old"]
    assert flows(df.cut(model, "email", "b", as_of="2012")) == []
    assert flows(df.cut(model, "email", "b", as_of="2014")) == ["new"]
    # the stay began with `old`; what is there on the day came by `mid`
    assert flows(df.cut(model, "both", "b", as_of="2012")) == ["mid"]
    (one,) = df.cut(model, "both", "b", as_of="2012")
    assert one.way is not None
    assert [step.cause.id for step in one.way.steps if isinstance(step.cause, Flow)] == ["mid"]


def test_origin_purpose_and_what_is_left_out_count() -> None:
    assert flows(df.cut(DIAMOND, "email", "d", without=["q"])) == ["r"]
    assert flows(df.cut(DIAMOND, "email", "d", purpose="ads")) == []
    assert flows(df.cut(DIAMOND, "email", "b", purpose="ads")) == ["p"]
    assert df.cut(DIAMOND, "email", "a", origin="b").possible
    assert flows(df.cut(DIAMOND, "email", "d", origin="b")) == []


def test_a_persona_is_reached_by_fewer_flows() -> None:
    model = made("""
        services: {a: {holds: email}, b: }
        flows:
          f: {from: a, to: b, data: email, choice: opt-out}
          g: {from: a, to: b, data: email}
        personas: {out: {accounts: [a, b], opted_out: [f]}}
    """)
    assert flows(df.cut(model, "email", "b")) == ["f", "g"]
    assert flows(df.cut(model, "email", "b", persona="out")) == ["g"]


def test_a_flow_with_several_receivers_is_one_flow() -> None:
    #   a --f--> b, c;  b --g--> d;  c --h--> d
    model = made("""
        services: {a: {holds: email}, b: , c: , d: }
        flows:
          g: {from: b, to: d, data: email}
          h: {from: c, to: d, data: email}
          x: {from: a, to: [b, c], data: email}
    """)
    assert flows(df.cut(model, "email", "d")) == ["x"]
    assert flows(df.cut(model, "email", "d", without=["to:c"])) == ["g"]


def test_half_of_what_is_worked_out_from_two_types_is_enough() -> None:
    #   a --f: email, g: email--> b <--h: name-- c       location <= email, name
    model = made("""
        services: {a: {holds: email}, c: {holds: name}, b: }
        flows:
          f: {from: a, to: b, data: email}
          g: {from: a, to: b, data: email}
          h: {from: c, to: b, data: name}
        derivations: {r: {from: [email, name], to: location}}
    """)
    answer = df.cut(model, "location", "b")
    assert flows(answer) == ["h"]
    assert answer.flows[0].way is not None
    assert [step.kind for step in answer.flows[0].way.steps].count("derive") == 1


OWNING = made("""
    companies:
      top: {name: Top}
      low: {name: Low, owned_by: {company: top, since: 2015}}
    services:
      a: {holds: email}
      b: {operator: low, deletes: {data: email, date: 2014}}
      t: {operator: top}
    flows:
      early: {from: a, to: b, data: email, until: 2013}
      late: {from: a, to: b, data: email, since: 2016}
      own: {from: a, to: t, data: email}
""")


def test_with_owners_no_company_has_it_that_it_owns_then() -> None:
    assert flows(df.cut(OWNING, "email", "top")) == ["own"]
    # `early` had gone before top came
    assert flows(df.cut(OWNING, "email", "top", owners=True)) == ["late", "own"]
    assert flows(df.cut(OWNING, "email", "top", owners=True, as_of="2015")) == ["own"]
    answer = df.cut(OWNING, "email", "top", owners=True)
    assert [one.way.owns[-1].id if one.way and one.way.owns else None for one in answer] == [
        "low",
        None,
    ]
    assert "With late put back, it arrives again at Low, which it owns:" in told(answer)


# --- where there is nothing to cut ----------------------------------------------------------------


def test_it_is_impossible_where_a_hold_of_its_own_gives_it() -> None:
    answer = df.cut(DIAMOND, "email", "a")
    assert answer.to_dict()["answer"] == {"possible": False, "flows": [], "weight": None}
    assert (len(answer), list(answer), answer.least) == (0, [], None)
    assert told(answer).startswith(
        "Whatever sharing stops, Ay can reach email address: it has it without any sharing. "
        "1. 2010: Ay collects email address and uses it for messaging [1] m.yaml:5"
    )
    (record,) = answer.records()
    assert (record["possible"], record["flow"], record["weight"]) == (False, None, None)


def test_it_is_impossible_where_what_it_owns_has_it() -> None:
    model = made("""
        companies: {top: {name: Top}, low: {name: Low, owned_by: top}}
        services: {a: {operator: low, holds: email}}
    """)
    answer = df.cut(model, "email", "top", owners=True)
    assert not answer.possible
    assert answer.way is not None
    assert [one.id for one in answer.way.owns] == ["low"]
    assert "it owns Low, which has it without any sharing" in told(answer)


def test_where_nothing_arrives_nothing_has_to_stop() -> None:
    answer = df.cut(DIAMOND, "name", "d")
    assert answer.to_dict()["answer"] == {"possible": True, "flows": [], "weight": 0}
    assert told(answer).startswith("In this model, Dee cannot reach name: nothing has to stop.")
    (record,) = answer.records()
    assert (record["possible"], record["flow"], record["weight"]) == (True, None, 0)


# --- as people and programs read it ---------------------------------------------------------------


def test_the_proof_is_told() -> None:
    text = told(df.cut(DIAMOND, "email", "d", as_of="2020"))
    assert text.startswith(
        "2 flows would have to stop, so that Dee cannot reach email address on 31 December "
        "2020; no fewer do: 1. p: Ay → Bee, since 2011, for ads [1] m.yaml:11 "
        "2. r: Ay → Cee, from 2013 to 2014 [1] m.yaml:13 "
        "Without them, nothing arrives. "
        "With p put back, it arrives again: "
        "1. 2010: Ay collects email address and uses it for messaging [1] "
    )
    assert "With r put back, it arrives again:" in text
    assert text.endswith("[1] “S”")


def test_weights_are_told_as_people_write_numbers() -> None:
    text = told(df.cut(DIAMOND, "email", "d", {"p": "0.000001", "r": 1_000_000}))
    assert text.startswith(
        "2 flows of weight 1.000001 would have to stop, so that Dee cannot reach"
    )
    assert "1. p: Ay → Bee, since 2011, for ads, weight 0.000001 [1]" in text
    assert told(df.cut(DIAMOND, "email", "b", {"p": 10})).startswith("1 flow of weight 10 would")


def test_of_many_flows_only_the_first_are_told_step_by_step() -> None:
    many = "".join(f"  f{n:02}: {{from: a, to: b, data: email}}\n" for n in range(20))
    model = df.loads(f"dataflow: 1\nservices: {{a: {{holds: email}}, b: }}\nflows:\n{many}")
    text = told(df.cut(model, "email", "b"))
    assert text.startswith("20 flows would have to stop")
    assert "With f05 put back, it arrives again: 1. a collects" in text
    assert "With f19 put back, it arrives again, by f19." in text


def test_who_is_not_named_is_said() -> None:
    model = made("""
        services: {a: {holds: email}, b: {name: partners, unnamed: true}}
        flows: {f: {from: a, to: b, data: email}}
    """)
    answer = df.cut(model, "email", "b")
    assert answer.to_dict()["unnamed"] == ["b"]
    assert "“partners”: the source names only a kind of recipient, no company." in told(answer)


def test_a_record_is_a_flow() -> None:
    answer = df.cut(DIAMOND, "email", "d", {"r": 1.5})
    first, second = answer.records()
    assert set(first) == set(answer.columns)
    assert second == {
        "possible": True,
        "flow": "s",
        "from": "c",
        "to": ["d"],
        "data": ["email"],
        "since": "2014-01-01",
        "until": None,
        "purposes": [],
        "weight": 1,
        "sources": ["s"],
        "at": "m.yaml:14:3",
    }
    assert (
        df.cut(DIAMOND, "email", "b").to_csv().splitlines()[1].startswith("true,p,a,b,email,2011")
    )


# --- the case -------------------------------------------------------------------------------------


def test_facebook_is_cut_off_by_the_flows_that_carry_the_number_to_it() -> None:
    case, day = df.load(CASE), parse_date("2016-12-31").last
    number = case.data.down("phone_number")
    facebook = {"facebook-inc"} | {
        one.service.id
        for one in case.operations
        if one.company.id == "facebook-inc" and one.window.start <= day <= one.window.end
    }
    direct = sorted(
        flow.id
        for flow in case.flows.values()
        if flow.senders[0].id == "whatsapp"
        and {one.id for one in flow.receivers} & facebook
        and any(case.data.down(one.id) & number for sent in flow.sent for one in sent.data)
        and flow.window.start <= day
        and flow.status != "announced"
    )
    assert direct
    answer = df.cut(case, "phone_number", "facebook-inc", origin="whatsapp", as_of="2016-12-31")
    assert flows(answer) == direct


def test_facebook_is_cut_off_for_good_by_no_fewer_flows() -> None:
    case = df.load(CASE)
    answer = df.cut(case, "phone_number", "facebook-inc", origin="whatsapp")
    for left_out in [None, *flows(answer)]:
        without = [flow for flow in flows(answer) if flow != left_out]
        reached = df.reach(case, "phone_number", origin="whatsapp", without=without)
        has_it = "facebook-inc" in {row.company.id for row in reached}
        assert has_it == (left_out is not None)
    assert not df.cut(case, "phone_number", "whatsapp-inc").possible


# --- weights from a file --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("w.yaml", "p: 3\nr: 0.5\n"),
        ("w.yml", "{p: 3.0, r: '0.50'}"),
        ("w.csv", "p,3\nr,0.5\n"),
        ("w.csv", 'flow,weight\r\n\r\np , 3\r\nr,"0.5"\r\n'),
        ("W.CSV", "\ufeffid,weight\np,3\nr,0.5"),
    ],
)
def test_weights_are_read_from_yaml_and_csv(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_bytes(text.encode())
    answer = df.cut(DIAMOND, "email", "d", file)
    assert answer.to_dict()["question"]["weights"] == {"p": 3, "r": 0.5}
    assert (flows(answer), answer.weight) == (["q", "r"], 1.5)
    assert df.cut(DIAMOND, "email", "d", str(file)).to_dict() == answer.to_dict()


EXPECTED = "expected a number above 0 and up to 1,000,000, with at most 6 digits after the point"
WRONG: dict[str, tuple[str, str, list[str]]] = {
    "an unknown flow": ("w.yaml", "pp: 1", ["unknown-flow 1:1 no flow is called `pp`"]),
    "nothing above 0": (
        "w.yaml",
        "p: 0\nq: -1\nr: 0.0\n",
        [
            f"bad-value 1:4 `0` is no weight: {EXPECTED}",
            f"bad-value 2:4 `-1` is no weight: {EXPECTED}",
            f"bad-value 3:4 `0.0` is no weight: {EXPECTED}",
        ],
    ),
    "no number": (
        "w.yaml",
        "p: nan\nq: inf\nr: 1e3\ns: \nz: 0x10\n",
        [
            f"bad-value {place} `{text}` is no weight: {EXPECTED}"
            for place, text in [("1:4", "nan"), ("2:4", "inf"), ("3:4", "1e3"), ("4:3", "")]
        ]
        + [f"bad-value 5:4 `0x10` is no weight: {EXPECTED}"],
    ),
    "absurd numbers": (
        "w.yaml",
        f"p: 1000000.1\nq: 0.0000001\nr: {'9' * 5000}\ns: 1_000\nz: 1,5\n",
        [
            f"bad-value 1:4 `1000000.1` is no weight: {EXPECTED}",
            f"bad-value 2:4 `0.0000001` is no weight: {EXPECTED}",
            f"bad-value 3:4 `{'9' * 60}…` is no weight: {EXPECTED}",
            f"bad-value 4:4 `1_000` is no weight: {EXPECTED}",
            f"bad-value 5:4 `1,5` is no weight: {EXPECTED}",
        ],
    ),
    "digits of another script": (
        "w.yaml",
        "p: ٣\n",
        [f"bad-value 1:4 `٣` is no weight: {EXPECTED}"],
    ),
    "a flow twice": (
        "w.yaml",
        "p: 1\np: 2\n",
        ["duplicate-key 2:1 duplicate key `p` (first at 1:1)"],
    ),
    "no mapping": (
        "w.yaml",
        "- p\n",
        ["not-a-mapping 1:1 expected a mapping of flows at the top, found a list"],
    ),
    "nothing": ("w.yaml", "", ["empty-file 1:1 the file is empty"]),
    "a remark": ("w.yaml", "# p: 1\n", ["empty-file 1:1 the file holds no weights"]),
    "a list for a number": (
        "w.yaml",
        "p: [1]\nq: {w: 1}\n",
        [
            "wrong-kind 1:4 expected the weight of `p`, found a list",
            "wrong-kind 2:4 expected the weight of `q`, found a mapping",
        ],
    ),
    "an alias": ("w.yaml", "p: &x 1\n", ["alias 1:4 "]),
    "an unknown flow in a row": (
        "w.csv",
        "flow,weight\npp,1\n",
        ["unknown-flow 2:None no flow is called `pp`"],
    ),
    "a head that is none": (
        "w.csv",
        "Flow id,kilos\np,1\n",
        ["unknown-flow 1:None no flow is called `Flow id`"],
    ),
    "a flow in two rows": (
        "w.csv",
        "p,1\nq,1\np,2\n",
        ["defined-twice 3:None `p` has a weight already"],
    ),
    "no number in a row": ("w.csv", "p,x\n", [f"bad-value 1:None `x` is no weight: {EXPECTED}"]),
    "ragged rows": (
        "w.csv",
        "p,1\nq\n\nr,1,2\n",
        [
            "syntax 2:None this row has 1 cell, and the first row has 2",
            "syntax 4:None this row has 3 cells, and the first row has 2",
        ],
    ),
    "all at once": (
        "w.csv",
        "p,0\nq\npp,1\n",
        [
            f"bad-value 1:None `0` is no weight: {EXPECTED}",
            "syntax 2:None this row has 1 cell, and the first row has 2",
            "unknown-flow 3:None no flow is called `pp`",
        ],
    ),
    "no rows": ("w.csv", "\n", ["empty-file 1:None the file has no rows"]),
    "semicolons": (
        "w.csv",
        "p;1\nq;2\n",
        ["wrong-kind 1:None expected two cells, a flow and its weight, found 1"],
    ),
    "a quote left open": ("w.csv", 'p,1\nq,"2\n', ["syntax 2:None this row is no CSV: "]),
    "NUL in a row": ("w.csv", "p,1\nq\0,2\n", ["forbidden-character 2:None the control character"]),
    "UTF-16": ("w.csv", "\ufeffp,1".encode("utf-16-le").decode("latin-1"), ["not-utf8 1:None "]),
    "no UTF-8 in a row": ("w.csv", "p,1\nq,\xff\n", ["not-utf8 2:None this is not UTF-8 text"]),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_weights_is_said_with_its_place(tmp_path: Path, what: str) -> None:
    name, text, expected = WRONG[what]
    file = tmp_path / name
    latin = all(char < "\u0100" for char in text) and not text.isascii()
    file.write_bytes(text.encode("latin-1" if latin else "utf-8"))
    with pytest.raises(df.ModelError) as raised:
        df.cut(DIAMOND, "email", "d", file)
    found = [
        f"{one.code} {one.at.line}:{one.at.column} {one.message}"
        for one in raised.value.problems
        if one.at and one.at.file == str(file)
    ]
    assert len(found) == len(expected)
    for one, start in zip(found, expected, strict=True):
        assert one.startswith(start)


@pytest.mark.parametrize(("name", "code"), [("no.yaml", "no-such-file"), (".", "not-a-file")])
def test_a_file_of_weights_that_is_not_there(tmp_path: Path, name: str, code: str) -> None:
    for path in (tmp_path / name, tmp_path / "no.csv"):
        with pytest.raises(df.ModelError) as raised:
            df.cut(DIAMOND, "email", "d", path)
        (problem,) = raised.value.problems
        assert problem.code in {code, "no-such-file"}


# --- weights from Python --------------------------------------------------------------------------


def test_a_weight_is_taken_exactly_whatever_number_it_is() -> None:
    for value in (0.1, "0.1", Decimal("0.1"), Fraction(1, 10), Decimal("1e-1")):
        assert parse_weight(value) == 100_000
    assert parse_weight(1e-6) == parse_weight("0.000001") == 1
    assert parse_weight(1e6) == parse_weight(1_000_000) == 10**12
    assert parse_weight("007.50") == 7_500_000


@pytest.mark.parametrize(
    "value",
    [
        *(0, -1, 1e-7, 1e6 + 0.5, float("nan"), float("inf"), 1e308, 0.1 + 0.2, 10**30),
        *(True, None, [1], "1e3", "", ".5", "5.", "1.2.3", " 1", "+1"),
        *(Fraction(1, 3), Decimal("NaN"), Decimal("1e999999"), Decimal("1e-999999")),
    ],
)
def test_what_is_no_weight_is_an_error(value: Any) -> None:  # noqa: ANN401 - whatever comes
    with pytest.raises(ValueError, match="expected a number above 0"):
        parse_weight(value)
    with pytest.raises(df.QuestionError, match="is no weight of `p`: expected a number above 0"):
        df.cut(DIAMOND, "email", "d", {"p": value})


def test_a_weight_of_a_flow_that_is_not_there_is_an_error() -> None:
    with pytest.raises(df.QuestionError, match="no flow is called `pp`") as raised:
        df.cut(DIAMOND, "email", "d", {"pp": 1})
    assert raised.value.nearest == ("p",)


def test_names_that_are_not_there_are_errors() -> None:
    for wrong in (("emial", "d"), ("email", "nobody")):
        with pytest.raises(df.QuestionError):
            df.cut(DIAMOND, *wrong)


# --- hitting sets ---------------------------------------------------------------------------------

Sets = list[frozenset[int]]


def brute(sets: Sets, weights: dict[int, int]) -> tuple[int, list[int]]:
    elements = sorted(frozenset[int]().union(*sets))
    return min(
        (weigh(some, weights), list(some))
        for size in range(len(elements) + 1)
        for some in itertools.combinations(elements, size)
        if all(one & set(some) for one in sets)
    )


def random_sets(dice: random.Random, most: int) -> tuple[Sets, dict[int, int]]:
    number = dice.randint(1, most)
    sets = [
        frozenset(dice.sample(range(number), dice.randint(1, min(4, number))))
        for _ in range(dice.randint(0, most))
    ]
    heavy = dice.choice([[1], [1, 1, 2, 3], [1, 1_500_000], [2, 4, 6]])
    return sets, {element: dice.choice(heavy) for element in range(number)}


@pytest.mark.parametrize("solve", [search, search_small, highs.solve])
def test_both_solvers_find_the_first_of_the_lightest(
    solve: Callable[..., frozenset[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if solve is highs.solve:
        pytest.importorskip("scipy")
        monkeypatch.setattr(highs, "SMALL", 0)
    for number in range(300):
        sets, weights = random_sets(random.Random(number), 9)  # noqa: S311 - no secret
        best = brute(sets, weights)
        if sets:
            assert weigh(solve(sets, weights), weights) == best[0]
        assert weigh(find_lightest(sets, weights, solve), weights) == best[0]
        first = find_first(sets, weights, solve)
        assert (weigh(first, weights), sorted(first)) == best


def test_both_solvers_agree_on_what_is_too_big_to_try() -> None:
    pytest.importorskip("scipy")
    for number in range(6):
        dice = random.Random(number)  # noqa: S311 - no secret
        sets = [frozenset(dice.sample(range(36), 3)) for _ in range(90)]
        weights = {element: dice.choice([1, 1, 2]) for element in range(36)}
        assert find_first(sets, weights, highs.solve) == find_first(sets, weights, search)


def test_the_search_gives_up_after_so_many_steps() -> None:
    dice = random.Random(1)  # noqa: S311 - no secret
    sets = [frozenset(dice.sample(range(40), 3)) for _ in range(120)]
    with pytest.raises(TooHardError):
        search(sets, dict.fromkeys(range(40), 1), most_steps=20)


# --- bounds ---------------------------------------------------------------------------------------


def tangle(size: int, seed: int = 3) -> Model:
    """A model in which each way takes three of so many flows that hang together.

    Its types are worked out from three others, each of which one flow carries.
    """
    dice = random.Random(seed)  # noqa: S311 - no secret
    ways = [dice.sample(range(size), 3) for _ in range(3 * size)]
    document = {
        "dataflow": 1,
        "vocabulary": "none",
        "data": {"goal": {}, **{f"d{n}": {} for n in range(size)}},
        "services": {"a": {"holds": [f"d{n}" for n in range(size)]}, "b": {}},
        "flows": {f"f{n:02}": {"from": "a", "to": "b", "data": f"d{n}"} for n in range(size)},
        "derivations": {
            f"r{number}": {"from": [f"d{n}" for n in way], "to": "goal", "by": "b"}
            for number, way in enumerate(ways)
        },
    }
    return df.loads(json.dumps(document))


def test_without_scipy_a_tangle_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    model = tangle(20)
    with_it = df.cut(model, "goal", "b").to_dict()
    monkeypatch.setattr(highs, "is_there", lambda: False)
    assert df.cut(model, "goal", "b").to_dict() == with_it
    monkeypatch.setattr(hitting_set, "MOST_FLOWS", 10)
    with pytest.raises(df.QuestionError, match="flows hang together here, and without scipy no"):
        df.cut(model, "goal", "b")
    with pytest.raises(df.QuestionError, match=r"install `dataflow-graphs\[cut\]`"):
        df.cut(model, "goal", "b")


def test_scipy_is_imported_only_where_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "scipy"]:
        monkeypatch.delitem(sys.modules, name)
    real = builtins.__import__

    def importing(name: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as it is
        assert name.partition(".")[0] != "scipy"
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", importing)
    assert flows(df.cut(DIAMOND, "email", "d")) == ["p", "r"]


def test_where_the_runs_are_used_up_it_says_so_and_gives_a_set_that_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = tangle(20)
    best = df.cut(model, "goal", "b")
    assert best.stopped is None
    monkeypatch.setattr(cutset, "MOST_RUNS", 30)
    answer = df.cut(model, "goal", "b")
    assert answer.stopped == "the search stopped after it had run the engine 30 times"
    assert answer.to_dict()["stopped"] == answer.stopped
    assert answer.least is not None
    assert best.weight is not None
    assert answer.weight is not None
    assert answer.least <= best.weight <= answer.weight
    assert "b" not in {row.company.id for row in df.reach(model, "goal", without=flows(answer))}
    text = told(answer)
    assert "flows stopped, b cannot reach goal:" in text
    assert "There may be a better set, but none of fewer than" in text
    assert "the search stopped after it had run the engine 30 times." in text
    assert "none that weighs less than" in told(df.cut(model, "goal", "b", {"f00": 2}))


def test_where_weighing_up_is_too_hard_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object) -> frozenset[int]:
        raise TooHardError

    monkeypatch.setattr(highs, "solve", give_up)
    monkeypatch.setattr(highs, "is_there", lambda: True)
    answer = df.cut(tangle(20), "goal", "b")
    assert (
        answer.stopped == "the search stopped where there were too many sets of flows to weigh up"
    )
    assert all(one.way is not None for one in answer)


def test_the_solver_is_asked_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutset, "MOST_SOLVED", 1)
    answer = df.cut(tangle(20), "goal", "b")
    assert (
        answer.stopped == "the search stopped where there were too many sets of flows to weigh up"
    )


def test_where_highs_gives_up_nothing_is_taken_for_the_lightest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    optimize = pytest.importorskip("scipy.optimize")
    monkeypatch.setattr(optimize, "milp", lambda *_, **__: SimpleNamespace(success=False))
    with pytest.raises(TooHardError):
        highs.solve([frozenset({n, n + 1}) for n in range(20)], dict.fromkeys(range(21), 1))


def test_where_not_all_can_be_thinned_out_a_flow_may_need_no_stopping(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cutset, "MOST_RUNS", 3)
    answer = df.cut(tangle(20), "goal", "b")
    assert len(answer) > 15
    assert any(one.way is None for one in answer)
    assert "Without them, nothing arrives." in told(answer)


def test_a_big_model_is_narrowed_first() -> None:
    #   h0 -> h1 -> … -> h999, beside 5,000 flows that lead elsewhere
    document = {
        "dataflow": 1,
        "vocabulary": "none",
        "data": ["x"],
        "services": {"h0": {"holds": "x"}, **{f"h{n}": {} for n in range(1, 3000)}},
        "flows": {
            **{f"a{n}": {"from": f"h{n}", "to": f"h{n + 1}", "data": "x"} for n in range(9)},
            **{f"b{n}": {"from": f"h{n % 9}", "to": f"h{n}", "data": "x"} for n in range(10, 3000)},
        },
    }
    model = df.loads(json.dumps(document))
    answer = df.cut(model, "x", "h9")
    assert flows(answer) == ["a0"]
    assert len(answer.flows[0].evidence.world.flows) == 9
