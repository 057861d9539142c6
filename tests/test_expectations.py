"""A model's own tests: what is expected is asked, compared, and explained where it differs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dataflow as df
from dataflow.asking.expectations import JUDGES
from dataflow.language.questions import KINDS

if TYPE_CHECKING:
    from dataflow.asking.expectations import Test

CASE = Path(__file__).parents[1] / "graphs" / "whatsapp.yaml"

MODEL = """
dataflow: 1
companies: {owner: {}, mail-inc: {owned_by: owner}}
services: {partner: {}, shop: {holds: {data: email, since: 2014}}, mail: {operator: mail-inc}}
flows:
  news: {from: shop, to: mail, data: email, since: 2016, purposes: ads, when: {accounts: shop}}
  plan: {from: mail, to: partner, data: email, since: 2017, status: announced, choice: opt-in}
personas: {ana: {accounts: {shop: 2018}}, ben: {}}
scenarios: {late: {as_of: 2017, owners: true}}
expect: [ENTRY]
"""


def test_every_kind_of_entry_is_asked() -> None:
    assert {*JUDGES} == {*KINDS}


def judged(entry: str) -> Test:
    return df.test(df.loads(MODEL.replace("ENTRY", entry)))


@pytest.mark.parametrize(
    "entry",
    [
        "{reach: email, companies: [shop, mail-inc]}",
        "{reach: email, as_of: 2015, companies: shop}",
        "{reach: email, as_of: 2013, companies: []}",
        "{reach: email, as_of: 2015, companies: {shop: {since: 2014, hops: 0, how: collects}}}",
        "{reach: email, companies: {shop: , mail-inc: {since: 2016-01}}}",
        "{reach: email, at_least: shop}",
        "{reach: email, by: service, services: [shop, mail]}",
        "{reach: email, by: service, services: {shop: {hops: 0}, mail: {since: 2016}}}",
        "{reach: email, by: service, at_least: mail}",
        "{ask: which services have my email?, services: [shop, mail]}",
        "{ask: which services have my email?, at_least: mail}",
        (
            "{reach: email, scenario: late, by: service,"
            " services: {shop: , mail: , owner: {how: owns}}}"
        ),
        "{cut: email, by: service, company: mail, flows: news}",
        "{reach: email, at_least: [shop, mail-inc]}",
        "{ask: who has my email?, at_least: mail-inc}",
        "{reach: email, companies: {shop: {certainty: stated, since_is: stated}, mail-inc: }}",
        (
            "{reach: email, persona: ana, as_of: 2030, firm: true,"
            " companies: {shop: {since_is: stated}, mail-inc: }}"
        ),
        "{reach: email, scenario: late, companies: {shop: , mail-inc: , owner: {how: owns}}}",
        "{reach: email, scenario: late, owners: false, companies: [shop, mail-inc]}",
        "{reach: email, announced: true, companies: [shop, mail-inc, partner]}",
        "{reach: email, without: news, companies: [shop]}",
        '{reach: email, without: ["purpose:ads"], companies: [shop]}',
        "{reach: email, from: mail, companies: []}",
        "{reach: email, for: ads, companies: [mail-inc]}",
        "{reach: email, persona: ana, companies: {shop: {since: 2018}, mail-inc: {since: 2018}}}",
        "{reach: email, persona: ben, companies: []}",
        "{reach: email, companies: {shop: {since_is: stated, certainty: stated}, mail-inc: }}",
    ],
)
def test_what_is_as_expected_passes(entry: str) -> None:
    (result,) = judged(entry)
    assert result.passed, result.differences


@pytest.mark.parametrize(
    ("entry", "differences", "proof"),
    [
        (
            "{reach: email, companies: [shop]}",
            ["`mail-inc` is not expected to have it, and can reach it"],
            "Mail inc has had email address since 2016, in 1 step.",
        ),
        (
            "{reach: email, as_of: 2015, companies: [shop, mail-inc]}",
            ["`mail-inc` is expected to have it, and cannot reach it"],
            "In this model, mail inc cannot reach email address on 31 December 2015.",
        ),
        (
            "{reach: email, companies: {shop: {since: 2015, how: receives}, mail-inc: {hops: 2}}}",
            [
                # both keys at once
                (
                    "`shop`: expected `since: 2015` and `how: receives`, "
                    "got `since: 2014-01-01` and `how: collects`"
                ),
                "`mail-inc`: expected `hops: 2`, got `hops: 1`",
            ],
            "Shop has had email address since 2014, without any sharing.",
        ),
    ],
)
def test_what_differs_is_told_with_the_path_behind_it(
    entry: str, differences: list[str], proof: str
) -> None:
    answer = judged(entry)
    (result,) = answer
    assert (answer.passed, answer.failed) == (0, 1)
    assert list(result.differences) == differences
    told = answer.tell()
    assert "1 of 1 answer differs." in told
    assert f"{result.at}: " in told
    for line in (*differences, proof):
        assert line in told


def test_who_is_expected_at_least_must_be_there_and_others_may_be() -> None:
    answer = judged("{reach: email, at_least: [owner, shop]}")
    (result,) = answer
    assert result.differences == ("`owner` is expected to have it, and cannot reach it",)
    assert result.to_dict()["got"] == {"at_least": ["shop", "mail-inc"]}


#   a (x, by 2014-03 at the latest) ---alleged, no start---> b;  b works y out from x
UNSURE = """
dataflow: 1
data: {x: , y: }
services: {a: {holds: {data: x, known: 2014-03}}, b: }
flows: {f: {from: a, to: b, data: x, status: alleged}}
derivations: {d: {from: x, to: y, by: b}}
claims: {c: {by: a, date: 2012, never: {data: x, reach: a}}}
expect: [ENTRY]
"""


@pytest.mark.parametrize(
    ("entry", "differences"),
    [
        (
            "{reach: x, companies: {a: {since_is: by}, b: {certainty: alleged}}}",
            [],
        ),
        ("{reach: x, companies: {a: {since: 2014-03}, b: {since_is: unknown}}}", []),
        ("{reach: x, firm: true, companies: a}", []),
        ("{reach: y, companies: {b: {how: infers}}}", []),
        ("{claim: c, verdict: broken, on: 2014-03}", []),
        (
            "{reach: x, companies: {a: {since: 2014-02}, b: {certainty: stated, since_is: from}}}",
            [
                "`a`: expected `since: 2014-02`, got `since: 2014-03-31`",
                (
                    "`b`: expected `certainty: stated` and `since_is: from`,"
                    " got `certainty: alleged` and `since_is: unknown`"
                ),
            ],
        ),
    ],
)
def test_how_sure_it_is_can_be_expected(entry: str, differences: list[str]) -> None:
    (result,) = df.test(df.loads(UNSURE.replace("ENTRY", entry)))
    assert list(result.differences) == differences


def test_a_note_is_told_where_the_answer_differs() -> None:
    entry = "{reach: email, note: Mail got it in 2016., companies: %s}"
    assert "The author's note: Mail got it in 2016." in judged(entry % "shop").tell()
    assert "note" not in judged(entry % "[shop, mail-inc]").tell()


@pytest.mark.parametrize(
    ("entry", "differences"),
    [
        ("{ask: who has my email in 2015?, companies: shop}", []),
        (
            "{ask: which companies can reach my email?, companies: {shop: , mail-inc: {hops: 1}}}",
            [],
        ),
        (
            "{ask: who has my email?, companies: shop}",
            ["`mail-inc` is not expected to have it, and can reach it"],
        ),
        (
            "{ask: who has my email?, as_of: 2015, companies: shop}",
            ["a question in words says itself how it is asked: put the setting there"],
        ),
        (
            "{ask: who owns mail?, companies: shop}",
            [
                "this asks `show`: only “which companies can reach …” is answered by companies",
            ],
        ),
    ],
)
def test_questions_in_words_are_asked(entry: str, differences: list[str]) -> None:
    (result,) = judged(entry)
    assert list(result.differences) == differences


PROMISE = """
dataflow: 1
services: {shop: {holds: email}, mail: {}}
flows: {news: {from: shop, to: mail, data: email, since: 2016}}
claims: {never: {by: shop, date: 2014, quote: "Never.", never: {data: email, reach: mail}}}
expect: [ENTRY]
"""


@pytest.mark.parametrize(
    ("entry", "differences"),
    [
        ("{claim: never, verdict: broken}", []),
        ("{claim: never, verdict: broken, on: 2016}", []),
        ("{claim: never, as_of: 2015, verdict: kept}", []),
        ('{claim: never, without: "news", verdict: kept}', []),
        ("{claim: never, verdict: kept}", ["expected `kept`, got `broken`"]),
        (
            "{claim: never, verdict: broken, on: 2016-02}",
            ["expected `on: 2016-02`, got `on: 2016-01-01`"],
        ),
        (
            "{claim: never, as_of: 2015, verdict: untrue, on: 2014}",
            ["expected `untrue`, got `kept`", "expected `on: 2014`, got `on: null`"],
        ),
        (
            "{claim: never, for: ads, verdict: kept}",
            ["claims are judged for anyone: they take no `purpose`"],
        ),
    ],
)
def test_a_promise_is_judged_as_expected_or_it_is_told_why_not(
    entry: str, differences: list[str]
) -> None:
    answer = df.test(df.loads(PROMISE.replace("ENTRY", entry)))
    (result,) = answer
    assert list(result.differences) == differences
    for line in differences:
        assert line in answer.tell()


def test_an_answer_that_is_always_had_has_no_start() -> None:
    model = df.loads(
        "{dataflow: 1, services: {a: {holds: email}},"
        " expect: {reach: email, companies: {a: {since: 2016}}}}"
    )
    (result,) = df.test(model)
    assert result.differences == ("`a`: expected `since: 2016`, got `since: null`",)


def test_the_json_of_results() -> None:
    answer = judged("{reach: email, as_of: 2015, companies: [shop, mail-inc]}").to_dict()["answer"]
    assert (answer["passed"], answer["failed"]) == (0, 1)
    (result,) = answer["results"]
    assert result == {
        "expect": {"reach": "email", "as_of": "2015"},
        "passed": False,
        "expected": {"companies": ["shop", "mail-inc"]},
        "got": {"companies": ["shop"]},
        "at": {"file": "<text>", "line": 10, "column": 10},
    }


def test_a_model_that_expects_nothing_says_so() -> None:
    said = df.test(df.loads("dataflow: 1", "a.yaml")).tell()
    assert said == "a.yaml: nothing is expected (`expect`)."


def test_the_case_gives_the_answers_that_it_expects() -> None:
    answer = df.test(df.load(CASE))
    assert answer.failed == 0, answer.tell()
    assert answer.passed > 50


def test_what_can_be_asked_is_listed_one_a_line_as_ask_lists_it() -> None:
    test = judged("{ask: gibberish, companies: shop}")
    with pytest.raises(df.QuestionError) as refused:
        df.ask(df.loads(MODEL.replace("[ENTRY]", "[]")), "gibberish")
    lines = [line.strip(" =") for line in str(refused.value).splitlines()]
    assert len(lines) == 5
    told = test.tell().splitlines()
    start = told.index(f"1. {lines[0]}")
    assert [line.strip() for line in told[start + 1 : start + len(lines)]] == lines[1:]
    written = test.to_markdown().splitlines()
    assert f"   - {lines[-1]}" in written


# --- at least -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "passes"),
    [("[a]", True), ("b", True), ("[a, b]", True), ("[a, c]", False)],
)
@pytest.mark.parametrize("asks", ["reach: email", "ask: which companies can reach my email?"])
def test_others_than_are_named_at_least_may_have_it(
    asks: str, expected: str, *, passes: bool
) -> None:
    tested = df.test(
        df.loads(
            "dataflow: 1\nservices: {a: {holds: email}, b: {}, c: }\n"
            "flows: {f: {from: a, to: b, data: email}}\n"
            f"expect: [{{{asks}, at_least: {expected}}}]"
        )
    )
    [result] = tested
    assert result.passed == passes
    assert dict(result.got) == {"at_least": ("a", "b")}
    assert passes or result.differences == ("`c` is expected to have it, and cannot reach it",)
