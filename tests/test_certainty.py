"""How sure an answer is, and since when, word by word: each rule of it on a small model."""

from __future__ import annotations

import csv
import io
import json
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from blocks import run_here

import dataflow as df
from dataflow.answers.doubts import list_doubts
from dataflow.telling.sentences import NONE

if TYPE_CHECKING:
    from pathlib import Path

    from dataflow.model import Model


def made(text: str) -> Model:
    """Make a model of what stands below `dataflow: 1`."""
    return df.loads("dataflow: 1\nvocabulary: none\ndata: {x: }\n" + dedent(text), "m.yaml")


def told(answer: Any) -> list[str]:  # noqa: ANN401 - any answer
    """Return the lines of an answer, without those of doubts."""
    lines: list[str] = answer.tell(length="full").splitlines()
    return [line for line in lines if line and not line.startswith("Doubt:")]


def sentence(answer: Any, start: str) -> str:  # noqa: ANN401 - any answer
    """Return the first line of an answer that begins so: its sentences stand above its table."""
    return next(line for line in told(answer) if line.startswith(start))


# --- verbs: how it passed, and how sure it is -----------------------------------------------------

#   a (x, since 2010) ---{}, in 2014---> b
FLOW = """
    services: {{a: {{name: Ay, holds: [{{data: x, since: 2010}}]}}, b: {{name: Bee}}}}
    flows: {{f: {{from: a, to: b, data: x, since: 2014{}}}}}
"""


@pytest.mark.parametrize(
    ("mechanism", "happened", "alleged", "announced"),
    [
        (
            None,
            "Ay shared x with Bee",
            "Ay is said to have shared x with Bee",
            "Ay is to share x with Bee",
        ),
        ("sale", "Ay sold x to Bee", "Ay is said to have sold x to Bee", "Ay is to sell x to Bee"),
        (
            "theft",
            "x was taken from Ay by Bee",
            "x is said to have been taken from Ay by Bee",
            "x is to be taken from Ay by Bee",
        ),
        (
            "breach",
            "x was taken from Ay by Bee",
            "x is said to have been taken from Ay by Bee",
            "x is to be taken from Ay by Bee",
        ),
        (
            "leak",
            "Ay exposed x, and Bee got it",
            "Ay is said to have exposed x, and Bee to have got it",
            "Ay is to expose x, and Bee is to get it",
        ),
        (
            "order",
            "Ay handed x over to Bee on an order",
            "Ay is said to have handed x over to Bee on an order",
            "Ay is to hand x over to Bee on an order",
        ),
        (
            "scrape",
            "Bee scraped x from Ay",
            "Bee is said to have scraped x from Ay",
            "Bee is to scrape x from Ay",
        ),
        (
            "sdk",
            "Ay shared x with Bee through an SDK",
            "Ay is said to have shared x with Bee through an SDK",
            "Ay is to share x with Bee through an SDK",
        ),
        (
            "pixel",
            "Ay shared x with Bee through a pixel",
            "Ay is said to have shared x with Bee through a pixel",
            "Ay is to share x with Bee through a pixel",
        ),
        (
            "upload",
            "Ay shared x with Bee by an upload",
            "Ay is said to have shared x with Bee by an upload",
            "Ay is to share x with Bee by an upload",
        ),
        (
            "api",
            "Ay shared x with Bee through an API",
            "Ay is said to have shared x with Bee through an API",
            "Ay is to share x with Bee through an API",
        ),
        (
            "letter",
            "Ay shared x with Bee (letter)",
            "Ay is said to have shared x with Bee (letter)",
            "Ay is to share x with Bee (letter)",
        ),
    ],
)
def test_how_it_passed_chooses_the_verb_and_how_sure_it_is_its_form(
    mechanism: str | None, happened: str, alleged: str, announced: str
) -> None:
    way = f", mechanism: {mechanism}" if mechanism else ""
    steps = {
        status: sentence(
            df.why(made(FLOW.format(f"{way}, status: {status}")), "x", "b", announced=True), "2. "
        )
        for status in ("stated", "confirmed", "alleged", "announced")
    }
    assert steps == {
        "stated": f"2. 2014: {happened}",
        "confirmed": f"2. 2014: {happened}",
        "alleged": f"2. 2014: {alleged}",
        "announced": f"2. 2014: {announced}, as announced",
    }


@pytest.mark.parametrize(
    ("mechanism", "permitted", "observed"),
    [
        (
            "sdk",
            "Ay may have shared x with Bee through an SDK, under its terms",
            "Ay shared x with Bee through an SDK, which was seen to get it",
        ),
        ("sale", "Ay may have sold x to Bee, under its terms", "Ay sold x to Bee, as was seen"),
        (
            "leak",
            "Ay may have exposed x, and Bee may have got it, under its terms",
            "Ay exposed x, and Bee got it, as was seen",
        ),
    ],
)
def test_what_is_permitted_may_have_happened_and_what_is_observed_was_seen(
    mechanism: str, permitted: str, observed: str
) -> None:
    for status, step in (("permitted", permitted), ("observed", observed)):
        model = made(FLOW.format(f", mechanism: {mechanism}, status: {status}"))
        assert sentence(df.why(model, "x", "b"), "2. ") == f"2. 2014: {step}"


@pytest.mark.parametrize(
    ("status", "headline", "row"),
    [
        (
            "stated",
            "2 companies can reach x.",
            "Bee has had it since 2014: Ay shared it that year.",
        ),
        (
            "observed",
            "2 companies can reach x.",
            "Bee has had it since 2014: Ay shared it that year, as was seen.",
        ),
        (
            "permitted",
            "1 company can reach x, and 1 more may, under its terms.",
            "Bee may have had it since 2014, under its terms: Ay may have shared it that year.",
        ),
        (
            "alleged",
            "1 company can reach x, and 1 more is said to.",
            (
                "Bee is said to have had it since 2014 (alleged):"
                " Ay is said to have shared it that year."
            ),
        ),
        (
            "announced",
            (
                "1 company can reach x, counting what was only announced, and 1 more would, as"
                " announced."
            ),
            "Bee is to have it from 2014, as announced: Ay is to share it that year.",
        ),
    ],
)
def test_a_row_is_no_surer_than_its_path(status: str, headline: str, row: str) -> None:
    answer = df.reach(
        made(FLOW.format(f", status: {status}")), "x", announced=status == "announced"
    )
    assert told(answer)[0] == headline
    assert sentence(answer, "Bee ") == row
    (_, bee) = answer.to_dict()["answer"]["companies"]
    firm = status in ("stated", "observed")
    assert (bee["certainty"], bee["firm"]) == ("stated" if firm else status, firm)
    assert bee["firm_since"] == ("2014-01-01" if firm else None)
    assert bee["firm_since_is"] == ("stated" if firm else None)


def test_each_sentence_names_the_types_that_it_is_so_of() -> None:
    held = ("home", "2010", "permitted"), ("work", "2012", "stated"), ("gym", "2014", "alleged")
    holds = [{"data": data, "since": day, "status": status} for data, day, status in held]
    model = df.loads(
        json.dumps(
            {
                "dataflow": 1,
                "vocabulary": "none",
                "data": {"place": {}, **{data: {"is_a": "place"} for data, _, _ in held}},
                "services": {"a": {"name": "Ay", "holds": holds}},
            }
        )
    )
    assert sentence(df.reach(model, "place"), "Ay ") == (
        "Ay may have had home since 2010, under its terms: Ay may collect it."
        " Ay has had work since 2012: Ay collects it."
        " Ay is said to have had gym since 2014 (alleged)."
    )
    (row,) = df.reach(model, "place")
    assert [term.id for term in row.data] == ["gym", "home", "work"]


def test_where_nobody_firmly_can_the_surest_begin_the_headline() -> None:
    hold = "services: {{a: {{name: Ay, holds: [{{data: x, since: 2010, status: {}}}]}}}}"
    heads = {
        status: told(df.reach(made(hold.format(status)), "x", announced=True))[:2]
        for status in ("permitted", "alleged", "announced")
    }
    assert heads == {
        "permitted": [
            "1 company may reach x, counting what was only announced, under its terms.",
            "Ay may have had it since 2010, under its terms: Ay may collect it.",
        ],
        "alleged": [
            "1 company is said to reach x, counting what was only announced.",
            "Ay is said to have had it since 2010 (alleged): Ay is said to collect it.",
        ],
        "announced": [
            "1 company would reach x, counting what was only announced.",
            "Ay is to have it from 2010, as announced: Ay is to collect it.",
        ],
    }


def test_companies_with_names_in_the_plural_are_one_company() -> None:
    model = made("""
        services: {a: {name: Ay Technologies, holds: [{data: x, since: 2010}]}, b: {name: Bee}}
        flows: {f: {from: a, to: b, data: x, since: 2014, status: alleged}}
    """)
    step = sentence(df.why(model, "x", "b"), "2. ")
    assert step == "2. 2014: Ay Technologies is said to have shared x with Bee"


def test_a_name_with_braces_is_a_name() -> None:
    model = made("""
        services: {a: {name: "{x} {what}", holds: [{data: x, since: 2010}]}, b: {name: "{is}"}}
        flows: {f: {from: a, to: b, data: x, since: 2014, status: alleged, mechanism: leak}}
    """)
    assert sentence(df.why(model, "x", "b"), "2. ") == (
        "2. 2014: {x} {what} is said to have exposed x, and {is} to have got it"
    )


def test_a_processor_works_for_the_sender() -> None:
    step = sentence(df.why(made(FLOW.format(", role: processor")), "x", "b"), "2. ")
    assert step == "2. 2014: Ay shared x with Bee, to work on for Ay"


def test_where_a_firm_day_comes_later_both_are_said() -> None:
    model = made("""
        sources: {suit: {title: Suit}, order: {title: Order}}
        services: {a: {name: Ay, holds: [{data: x, since: 2010}]}, b: {name: Bee}}
        flows:
          early: {from: a, to: b, data: x, since: 2014, status: alleged, source: suit}
          late: {from: a, to: b, data: x, since: 2016-08-25, status: confirmed, source: order}
    """)
    assert sentence(df.reach(model, "x"), "Bee ") == (
        "Bee is said to have had it since 2014 (alleged): Ay is said to have shared it that year"
        " [1]. Bee has had it since 25 August 2016: Ay shared it on that day [2]."
    )
    lines = told(df.why(model, "x", "b"))
    assert lines[0] == "Bee is said to have had x since 2014 (alleged), in 1 step."
    assert "By firm statements alone: Bee has had x since 25 August 2016." in lines
    assert told(df.reach(model, "x", firm=True))[0] == (
        "2 companies can reach x, counting firm statements alone."
    )
    assert sentence(df.reach(model, "x", firm=True), "Bee ") == (
        "Bee has had it since 25 August 2016: Ay shared it on that day [1]."
    )
    assert [row.company.id for row in df.reach(model, "x", firm=True, as_of="2015")] == ["a"]


#   a (x, 2010 to 2012)
OVER = "services: {{a: {{name: Ay, holds: [{{data: x, since: 2010, {}: 2012, status: {}}}]}}}}"


@pytest.mark.parametrize("end", ["until", "ended"])
@pytest.mark.parametrize(
    ("status", "then", "since_then"),
    [
        ("stated", "Ay collects it", "Ay collected it"),
        ("alleged", "Ay is said to collect it", "Ay is said to have collected it"),
        ("permitted", "Ay may collect it", "Ay may have collected it"),
    ],
)
def test_what_ended_before_the_day_asked_about_is_told_as_past(
    status: str, then: str, since_then: str, end: str
) -> None:
    model = made(OVER.format(end, status))
    assert f": {then}" in sentence(df.reach(model, "x", as_of="2011"), "Ay")
    for answer in (df.reach(model, "x", as_of="2015"), df.reach(model, "x")):
        assert f": {since_then}" in sentence(answer, "Ay")


def test_what_could_be_worked_out_until_a_day_can_be_no_longer() -> None:
    model = df.loads("""
        {dataflow: 1, vocabulary: none, data: {x: , w: },
        services: {a: {name: Ay, holds: [{data: x, since: 2010}]}},
        derivations: {rule: {from: x, by: a, to: w, since: 2010, until: 2012}}}
    """)
    assert "Ay can work out w from x" in df.why(model, "w", "a", as_of="2011").tell()
    assert "Ay could work out w from x" in df.why(model, "w", "a", as_of="2015").tell()


# --- since when: the four kinds of day ------------------------------------------------------------


@pytest.mark.parametrize(
    ("hold", "flow", "row", "cell"),
    [
        (
            "since: 2010",
            "since: 2014-05",
            "Bee has had it since May 2014: Ay shared it that month.",
            ("May 2014", "2014-05-01", "stated"),
        ),
        (
            "since: 2010",
            "known: 2014-05",
            "Bee has had it since May 2014 at the latest: Ay shared it.",
            ("May 2014 at the latest", "2014-05-31", "by"),
        ),
        (
            "since: 2010",
            "until: 2020",
            "Bee has had it, start not stated (not before 2010): Ay shared it.",
            ("start not stated (not before 2010)", "2010-01-01", "from"),
        ),
        (
            "known: 2010",
            "until: 2020",
            "Bee has had it, start not stated: Ay shared it.",
            ("start not stated", "2010-12-31", "unknown"),
        ),
        (
            "until: 2020",
            "until: 2020",
            "Bee has had it, start not stated: Ay shared it.",
            ("start not stated", None, "unknown"),
        ),
    ],
)
def test_a_day_is_told_as_well_as_it_is_known(
    hold: str, flow: str, row: str, cell: tuple[str, str | None, str]
) -> None:
    model = made(f"""
        services: {{a: {{name: Ay, holds: [{{data: x, {hold}}}]}}, b: {{name: Bee}}}}
        flows: {{f: {{from: a, to: b, data: x, {flow}}}}}
    """)
    answer = df.reach(model, "x")
    assert sentence(answer, "Bee has") == row
    table = answer.report().table
    assert table is not None
    (since,) = [cells[2] for cells in table.rows if cells[0] == "Bee"]
    (bee,) = [each for each in answer.to_dict()["answer"]["companies"] if each["company"] == "b"]
    assert (since, bee["since"], bee["since_is"]) == cell
    step = df.why(model, "x", "b").to_dict()["answer"]["path"][-1]  # type: ignore[index,call-overload]
    assert (step["day"], step["day_is"]) == cell[1:]


def test_a_day_that_is_the_first_it_may_be_has_a_later_bound() -> None:
    model = made("""
        services: {a: {name: Ay, holds: [{data: x, since: 2010}]}, b: {name: Bee}}
        flows: {f: {from: a, to: b, data: x}, g: {from: a, to: b, data: x, known: 2014}}
    """)
    assert sentence(df.reach(model, "x"), "Bee ") == (
        "Bee has had it, start not stated (not before 2010, by 2014 at the latest): Ay shared it."
        " Also, Ay shared it by 2014 at the latest."
    )


def test_an_end_is_told_with_a_start_that_is_only_bounded() -> None:
    model = made("""
        services:
          a: {name: Ay, holds: [{data: x, known: 2014, until: 2015}]}
          b: {name: Bee, holds: [{data: x, until: 2015}]}
        deletes: [{holder: a, data: x, date: 2018}, {holder: b, data: x, date: 2018}]
    """)
    answer = df.reach(model, "x")
    assert sentence(answer, "Ay had") == (
        "Ay had it from 2014 at the latest until 2018: Ay collected it."
    )
    assert (
        sentence(answer, "Bee had") == "Bee had it until 2018, start not stated: Bee collected it."
    )


def test_an_account_is_no_day_of_a_flow_between_others() -> None:
    model = made("""
        services: {a: {name: Ay, holds: [x]}, b: {name: Bee}}
        flows: {f: {from: a, to: b, data: x}}
        personas: {ann: {name: Ann, accounts: {a: 2015}}}
    """)
    assert told(df.why(model, "x", "b", persona="ann")) == [
        "Bee has had x, start not stated (not before 2015), in 1 step, if you are “Ann”.",
        "1. Ay collects x",
        "   m.yaml:5",
        "2. Ay shared x with Bee",
        "   m.yaml:6",
    ]


@pytest.mark.parametrize(
    ("start", "step"),
    [
        ("since: 2016", "2. 2016: Ay shared x with Bee"),
        ("since: 2010", "2. Ay shared x with Bee, if it still went on then"),
        ("until: 2020", "2. Ay shared x with Bee"),
    ],
)
def test_what_had_ended_by_some_day_may_not_have_gone_on(start: str, step: str) -> None:
    ended = "" if "until" in start else ", ended: 2018-03"
    model = made(f"""
        services: {{a: {{name: Ay, holds: [{{data: x, since: 2016}}]}}, b: {{name: Bee}}}}
        flows: {{f: {{from: a, to: b, data: x, {start}{ended}}}}}
        claims: {{k: {{by: a, date: 2012, never: {{data: x, reach: b}}}}}}
    """)
    assert sentence(df.why(model, "x", "b"), "2. ") == step
    unsure = ", if it still went on then" if "2010" in start else ""
    assert ("if it still went on then" in df.reach(model, "x").tell()) is bool(unsure)
    assert ("if it still went on then" in df.claims(model).tell()) is bool(unsure)


#   a (x) ---since 2009---> b1 ---> e ---since 2009, for DE since 2050---> h
#   a (x) ---since 2009 + i---> b0, b2, …: beside b1; b0 comes first in the order of ids
@pytest.mark.parametrize("number", [2, 30])
def test_the_best_known_day_may_follow_from_any_day_that_a_sender_has(number: int) -> None:
    order = [1, 0, *range(2, number)]
    flows = "".join(
        f"""
      a{i}: {{from: a, to: b{i}, data: x, since: {2009 + order.index(i)}}}
      b{i}: {{from: b{i}, to: e, data: x}}"""
        for i in range(number)
    )
    model = made(f"""
    services: {{a: {{holds: [{{data: x, whose: anyone}}]}}, e: , h: {{name: Aitch}}}}
    companies: {{{", ".join(f"b{i}: " for i in range(number))}}}
    personas: {{p: {{region: DE}}}}
    flows:
      c: {{from: e, to: h, data: x, since: 2009, when: {{region: DE, since: 2050}}}}{flows}
    """)
    way = df.why(model, "x", "h", persona="p")
    assert sentence(way, "Aitch ").startswith("Aitch has had x since 2050, in 3 steps")
    assert [step.cause.id for step in way.paths[0].steps if step.kind == "flow"] == [
        "a1",
        "b1",
        "c",
    ]


# --- takeovers ------------------------------------------------------------------------------------

TAKEOVER = """
    sources: {deal: {title: The deal}}
    companies: {old: {name: Old}, new: {name: New}, third: {name: Third}}
    services:
      s:
        name: Ess
        operator:
          - {company: old, until: 2014}
          - {company: new, since: 2015-07-14, source: deal}
        holds: [{data: x, since: 2010, until: 2012}]
    flows: {f: {from: new, to: third, data: x, since: 2016}}
"""


def test_a_takeover_is_a_step_with_its_sources() -> None:
    model = made(TAKEOVER)
    assert told(df.why(model, "x", "new"))[:5] == [
        "New has had x since 14 July 2015, without any sharing.",
        "1. 2010: Ess collected x",
        "   m.yaml:13",
        "2. 14 July 2015: New takes Ess over from Old [1]",
        "   m.yaml:12",
    ]
    row = sentence(df.reach(model, "x"), "New ")
    assert row == "New has had it since 14 July 2015: New took Ess over from Old on that day [1]."
    lines = told(df.reach(model, "x"))
    third = lines.index("Third has had it since 2016:")
    assert lines[third + 1 : third + 3] == [
        "1. New took Ess over from Old on 14 July 2015 [1]",
        "2. New shared it that year",
    ]
    step = df.why(model, "x", "new").to_dict()["answer"]["path"][-1]  # type: ignore[index,call-overload]
    assert {key: step[key] for key in ("step", "id", "from", "to", "data", "day", "sources")} == {
        "step": "operator",
        "id": "s",
        "from": ["old"],
        "to": "new",
        "data": ["x"],
        "day": "2015-07-14",
        "sources": ["deal"],
    }


def test_an_alleged_takeover_is_said_to_have_been() -> None:
    model = made(TAKEOVER.replace("source: deal", "status: alleged"))
    assert sentence(df.why(model, "x", "new"), "2. ") == (
        "2. 14 July 2015: New is said to take Ess over from Old"
    )
    assert (
        told(df.reach(model, "x"))[0]
        == "1 company can reach x, or could at some time, and 2 more are said to."
    )


def test_a_takeover_has_its_own_day_even_of_what_has_none() -> None:
    model = made("""
        companies: {old: {name: Old}, new: {name: New}}
        services:
          s:
            name: Ess
            operator: [{company: old, until: 2014}, {company: new, since: 2015}]
            holds: [x]
        claims: {k: {by: old, date: 2011, never: {data: x, reach: new}}}
    """)
    lines = told(df.why(model, "x", "new"))
    assert lines[0] == ("New has had x, start not stated (not before 2015), without any sharing.")
    assert "2. 2015: New takes Ess over from Old" in lines
    assert (
        "It was broken on a day that is not stated, not before 2015: New took Ess over from Old"
        " that year."
    ) in df.claims(model).tell()


# --- what is had again ----------------------------------------------------------------------------

#   a (x, 2010 to 2012, deleted then, and again since 2014)
AGAIN = """
    services:
      a:
        name: Ay
        holds: [{{data: x, since: 2010, until: 2011}}, {{data: x, {}}}]
        deletes: [{{data: x, date: 2012-01-01}}{}]
"""


@pytest.mark.parametrize(
    ("again", "text"),
    [
        ("since: 2014", "Ay had it from 2010 until 1 January 2012, and since 2014: "),
        ("known: 2014", "Ay had it from 2010 until 1 January 2012, and since 2014 at the latest: "),
        (
            "since: 2014, until: 2015",
            "Ay had it from 2010 until 1 January 2012, and from 2014 until 1 January 2016: ",
        ),
        (
            "since: 2014, status: alleged",
            "Ay had it from 2010 until 1 January 2012, and is said to have had it since 2014 (",
        ),
    ],
)
def test_until_when_looks_at_all_by_which_it_is_had(again: str, text: str) -> None:
    gone = ", {data: x, date: 2016-01-01}" if "until" in again else ""
    model = made(AGAIN.format(again, gone))
    assert sentence(df.reach(model, "x"), "Ay ").startswith(text)
    first, again = text.removesuffix(": ").split(", and ")
    why = told(df.why(model, "x", "a"))[0]
    assert why.startswith(f"{first.replace('it', 'x')}, without any sharing, and {again}")
    assert why.endswith(" by another path.")


def test_who_owns_one_that_has_it_again_is_told_so() -> None:
    model = made("""
        companies:
          top: {name: Top}
          low:
            name: Low
            owned_by: {company: top, since: 2009}
            holds: [{data: x, since: 2010, until: 2011}, {data: x, since: 2014}]
            deletes: [{data: x, date: 2012-01-01}]
    """)
    assert sentence(df.reach(model, "x", owners=True), "Top ") == (
        "Top owns Low (since 2009), which had it from 2010 until 1 January 2012, and since 2014."
        " Owning is control, not sharing."
    )


# --- what was replied -----------------------------------------------------------------------------

#   a (x, since 2010) ---f, in 2014---> b, c        a ---g, in 2015---> c's service
REPLIED = """
    companies: {c: {name: Cee}, b: {name: Bee}}
    services:
      a: {name: Ay, holds: [{data: x, since: 2010}]}
      s: {name: Ess, operator: c}
    flows:
      f:
        {from: a, to: [b, s], data: x, since: 2014,
         replies: [{by: b, date: 2016, quote: We do not.},
                   {by: c, date: 2016, quote: Nor do we.},
                   {by: a, date: 2016, quote: I did.}]}
      g: {from: a, to: s, data: x, since: 2015, status: alleged,
          replies: [{by: c, date: 2016, quote: Never.}, {by: a, date: 2016, quote: I did.}]}
"""


def test_what_a_recipient_replied_is_told_of_it_alone() -> None:
    model = made(REPLIED)
    assert sentence(df.reach(model, "x"), "Bee ") == (
        "Bee has had it since 2014: Ay shared it that year. Bee said: “We do not.”"
        " Ay said: “I did.”"
    )
    assert "Nor do we" not in df.why(model, "x", "b").tell()
    replies = [step["replies"] for step in df.why(model, "x", "c").to_dict()["answer"]["path"]]
    assert [reply["by"] for reply in replies[-1]] == ["c", "a"]


def test_what_was_replied_to_a_further_flow_is_told_with_it_once() -> None:
    assert sentence(df.reach(made(REPLIED), "x"), "Cee ") == (
        "Cee has had it since 2014: Ay shared it that year. Cee said: “Nor do we.” Ay said:"
        " “I did.” Also, Ay is said to have shared it in 2015. Cee said: “Never.”"
    )


def test_of_who_only_owns_nothing_was_shared_with_it() -> None:
    owner = REPLIED.replace("{name: Cee}", "{name: Cee, owned_by: o}, o: {name: Owner}")
    answer = df.reach(made(owner), "x", owners=True)
    assert sentence(answer, "Owner ").endswith("since 2014. Owning is control, not sharing.")


# --- owners whose chain changed -------------------------------------------------------------------

#   top ---since 2010---> mid ---2010 to 2015---> low (x, since 2010); top ---from 2015 on---> low
RESHUFFLED = """
    companies:
      top: {name: Top}
      mid: {name: Mid, owned_by: {company: top, since: 2010}}
      low:
        name: Low
        owned_by: [{company: mid, since: 2010, until: 2014}, {company: top, since: 2015}]
        holds: [{data: x, since: 2010}]
"""


def test_the_chain_in_force_on_the_day_asked_is_told_first() -> None:
    model = made(RESHUFFLED)
    assert sentence(df.reach(model, "x", owners=True, as_of="2012"), "Top ") == (
        "Top owns Mid (since 2010), which owns Low (from 2010 to 2014), which has had it since"
        " 2010. Owning is control, not sharing."
    )
    for as_of in ("2018", None):
        assert sentence(df.reach(model, "x", owners=True, as_of=as_of), "Top ") == (
            "Top owns Low (since 2015), which has had it since 2010; before, through Mid"
            " (since 2010), which owned Low (from 2010 to 2014). Owning is control, not sharing."
        )
    assert told(df.why(model, "x", "top", owners=True, as_of="2018"))[0] == (
        "Top owns Low (since 2015), which has had x since 2010, as of 31 December 2018, counting"
        " owners; before, through Mid (since 2010), which owned Low (from 2010 to 2014). Owning is"
        " control, not sharing."
    )


def test_an_owner_is_told_as_past_where_no_chain_is_in_force() -> None:
    model = made(RESHUFFLED.replace(", {company: top, since: 2015}", ""))
    assert sentence(df.reach(model, "x", owners=True), "Top ") == (
        "Top owns Mid (since 2010), which owned Low (from 2010 to 2014), which has had it since"
        " 2010. Owning is control, not sharing."
    )


# --- what it was given for ------------------------------------------------------------------------


def test_a_table_says_which_purposes_are_less_sure_than_the_row() -> None:
    model = made("""
        purposes: [ads, research, running, sales]
        services: {a: {name: Ay, holds: [{data: x, since: 2010}]}, b: {name: Bee}, c: {name: Cee}}
        flows:
          firm: {from: a, to: b, data: x, since: 2014, purposes: running}
          said:
            {from: a, to: b, data: x, since: 2014, purposes: [ads, running, research],
             status: alleged}
          may: {from: a, to: c, data: x, since: 2014, purposes: sales, status: permitted}
          on: {from: c, to: b, data: x, since: 2015, purposes: sales}
          worse: {from: a, to: c, data: x, since: 2014, purposes: ads, status: alleged}
    """)
    table = df.reach(model, "x").report().table
    assert table is not None
    cells = {row[0]: row[-1] for row in table.rows}
    assert cells == {
        "Ay": NONE,
        "Bee": "running; alleged: ads and research; permitted: sales",
        "Cee": "sales; alleged: ads",
    }


# --- operators who are not firm, where no step says so --------------------------------------------

#   u (x, since 2010) ---2012---> s, which a operates, as alleged
#                     ---2012---> t, which a operates
OPERATED = """
    sources: {press: {title: Press}, terms: {title: Terms}}
    companies: {a: {name: Ay}, d: {name: Dee}}
    services:
      s: {name: Ess, operator: {company: a, status: alleged, source: press}}
      t: {name: Tee, operator: a}
      u: {name: You, operator: d, holds: [{data: x, since: 2010, source: terms}]}
    flows:
      u-s: {from: u, to: s, data: x, since: 2012}
      u-t: {from: u, to: t, data: x, since: 2012}
"""


def test_every_path_is_no_surer_than_who_operates_what_it_leads_through() -> None:
    model = made(OPERATED)
    first, second = df.why(model, "x", "a", all=True)
    assert [path.steps[-1].receiver.id for path in (first, second)] == ["t", "s"]
    assert (first.certainty, second.certainty) == ("stated", "alleged")
    assert sentence(df.why(model, "x", "a", all=True), "Path 2") == (
        "Path 2: Ay is said to have had x since 2012 (alleged), in 1 step."
    )


#   s (x, since 2012), which a operates, as alleged;  a ---2013---> c
SAID_TO_OPERATE = """
    sources: {{press: {{title: Press}}}}
    companies: {{a: {{name: Ay}}, c: {{name: Cee}}}}
    services:
      s:
        name: Ess
        operator: {{company: a, status: alleged, source: press}}
        holds: [{{data: x, since: 2012}}]
    flows: {{a-c: {{from: a, to: c, data: x, since: 2013}}}}
    claims: {{k: {{by: s, date: 2005, never: {{data: x, reach: {}}}}}}}
"""


@pytest.mark.parametrize(
    ("reach", "said"),
    [
        (
            "a",
            (
                "It was broken in 2012, if what [1] alleges is so: Ess collects x."
                " Ay is said to operate Ess [1]."
            ),
        ),
        (
            "c",
            "It was broken in 2013, if what is alleged is so: Ay shared x with Cee that year.",
        ),
    ],
)
def test_a_verdict_is_no_surer_than_who_operates_what_it_leads_through(
    reach: str, said: str
) -> None:
    line = sentence(df.claims(made(SAID_TO_OPERATE.format(reach))), "k: ")
    assert f"it is not contradicted by this model. {said} {UNDECIDED}" in line


#   g ---owns---> o, which operates s (x, since 2010), as alleged
#   h ---owns, as alleged---> c (x, since 2011)
OWNED = """
    companies:
      g: {name: Gee}
      o: {name: Oh, owned_by: {company: g}}
      h: {name: Aitch}
      c: {name: Cee, owned_by: {company: h, status: alleged}, holds: {data: x, since: 2011}}
    services:
      s: {name: Ess, operator: {company: o, status: alleged}, holds: {data: x, since: 2010}}
"""


def test_what_the_owned_has_is_no_surer_than_who_operates_where_it_lies() -> None:
    model = made(OWNED)
    (path,) = df.why(model, "x", "g", owners=True)
    assert (path.certainty, path.steps[-1].status) == ("alleged", "stated")
    assert sentence(df.why(model, "x", "g", owners=True), "Gee") == (
        "Gee owns Oh, which is said to have had x since 2010 (alleged), counting owners."
        " Owning is control, not sharing."
    )


@pytest.mark.parametrize(
    ("company", "said"),
    [
        ("o", "Oh is said to reach x, counting owners: it is said to have it without any sharing."),
        (
            "g",
            (
                "Gee is said to reach x, counting owners:"
                " it owns Oh, which is said to have it without any sharing."
            ),
        ),
        (
            "h",
            (
                "Aitch is said to reach x, counting owners:"
                " it is said to own Cee, which has it without any sharing."
            ),
        ),
    ],
)
def test_what_cannot_be_cut_is_no_surer_than_it_is(company: str, said: str) -> None:
    answer = df.cut(made(OWNED), "x", company, owners=True)
    assert told(answer)[0] == f"Whatever sharing stops, {said}"


def test_what_a_flow_opens_again_is_no_surer_than_who_owns_whom() -> None:
    flow = "    flows: {f: {from: s, to: c, data: x, since: 2013}}"
    model = made(OWNED.replace(", holds: {data: x, since: 2011}", "") + flow)
    answer = df.cut(model, "x", "h", owners=True)
    assert "With f put back, it arrives again at Cee, which it is said to own:" in told(answer)


def test_of_several_owners_the_one_counts_by_which_the_day_is_best_known() -> None:
    model = made("""
        companies:
          a: {name: Ay}
          b:
            holds: {data: x, since: 2010}
            owned_by: [{company: a}, {company: a, since: 2001}, {company: a, status: alleged}]
    """)
    (path,) = df.why(model, "x", "a", owners=True)
    assert (path.known.kind, path.certainty) == ("stated", "stated")
    assert sentence(df.why(model, "x", "a", owners=True), "Ay ") == (
        "Ay owns b (since 2001), which has had x since 2010, counting owners."
        " Owning is control, not sharing."
    )


#   a (x, since 2010, unless you have an account at c); c is said to have operated s until 2012
def test_an_exception_by_an_alleged_operator_stands_in_the_way_of_a_firm_path() -> None:
    model = made("""
        companies: {c: }
        services:
          s: {operator: {company: c, until: 2012, status: alleged}}
          a: {holds: [{data: x, since: 2010, whose: anyone, unless: {account: c}}]}
        personas: {p: {accounts: [s]}}
    """)
    (row,) = df.reach(model, "x", persona="p")
    said = row.to_dict()
    assert (said["since"], said["since_is"], said["certainty"]) == (
        *("2013-01-01", "stated", "stated"),
    )
    assert [step.day for step in row.path] == [row.since]
    # counting firm statements alone, there is no such exception
    assert (said["firm_since"], said["firm_since_is"]) == ("2010-01-01", "stated")
    (firm,) = df.reach(model, "x", persona="p", firm=True)
    assert firm.to_dict()["since"] == said["firm_since"]
    assert " By firm statements alone: A has had it since 2010: a collects it" in sentence(
        df.reach(model, "x", persona="p"), "A has had it since 1 January 2013: "
    )


# --- who is counted -------------------------------------------------------------------------------


ASSUMED = """
    services: {a: {name: Ay, holds: [{data: x, since: 2010}]}}
    claims: {k: {by: a, date: 2011, never: {data: x, reach: anyone}}}
    scenarios:
      what-if:
        title: If Bee had got it
        add:
          data: {y: }
          services: {b: {name: Bee}}
          companies: {partners: {name: Partners, unnamed: true}}
          flows:
            f: {from: a, to: [b, partners], data: x, since: 2014, mechanism: sale, status: assumed}
          derivations: {d: {from: x, to: y, by: b, status: assumed}}
"""


def test_what_a_scenario_assumes_is_not_told_as_what_somebody_says() -> None:
    model = made(ASSUMED)
    answer = df.reach(model, "x", scenario="what-if")
    assert told(answer)[0] == (
        "1 company can reach x, 1 more is assumed to, and others that are not named are assumed to:"
        " Partners."
    )
    assert told(answer)[-1] == "Assumed: what the scenario “what-if” adds to the model."
    assert sentence(answer, "Bee ") == (
        "Bee is assumed to have had it since 2014: Ay is assumed to have sold it that year."
    )
    (_, bee, _) = answer.to_dict()["answer"]["companies"]
    assert (bee["certainty"], bee["firm"]) == ("assumed", False)
    assert told(df.reach(model, "y", scenario="what-if"))[1:4] == [
        "Bee is assumed to be able to work it out, since 2014:",
        "1. Ay is assumed to have sold x to Bee that year",
        "2. Bee is assumed to be able to work it out from x",
    ]
    said = "\n".join(
        line
        for answer in (
            df.claims(model, scenario="what-if"),
            df.why(model, "x", "b", scenario="what-if"),
            df.exposure(model, scenario="what-if"),
            df.cut(model, "x", "b", scenario="what-if"),
            df.diff(model, after="what-if"),
        )
        for line in told(answer)
    )
    assert "It was broken in 2014, if what is assumed is so: Ay is assumed to have sold" in said
    assert "is said to" not in said
    assert "alleged" not in said
    (firm,) = df.reach(model, "x", scenario="what-if", firm=True)
    assert firm.company.id == "a"


def test_only_a_scenario_may_assume() -> None:
    for where in (
        "flows: {f: {from: a, to: a, data: x, status: assumed}}",
        "defaults: {status: assumed}",
    ):
        with pytest.raises(df.ModelError, match="`assumed` is for what a scenario adds"):
            made(f"services: {{a: {{holds: x}}}}\n{where}")


def test_what_is_announced_is_to_be_from_its_day_on_in_every_answer() -> None:
    model = made("""
        companies:
          o: {name: Owner}
          b: {name: Bee, owned_by: {company: o, since: 2021-03-02, status: announced}}
        services: {a: {name: Ay, holds: [x]}}
        flows: {f: {from: a, to: b, data: x, since: 2021-03-02, status: announced}}
        scenarios: {before: {as_of: 2020}, after: {announced: true, owners: true}}
    """)
    answer = df.reach(model, "x", owners=True, announced=True)
    assert sentence(answer, "Owner ") == (
        "Owner is to own, as announced, Bee (from 2 March 2021), which is to have it"
        " from 2 March 2021, as announced. Owning is control, not sharing."
    )
    assert "1. f: Ay → Bee, from 2 March 2021 (only announced)" in told(
        df.cut(model, "x", "b", announced=True)
    )
    changes = "\n".join(told(df.diff(model, before="before", after="after")))
    assert "Ay is to share with Bee (f) from 2 March 2021, as announced" in changes
    assert "Owner is to own Bee from 2 March 2021, as announced" in changes
    assert "since" not in changes


def test_a_headline_says_who_owned_one_where_no_owner_is_left() -> None:
    model = made("""
        companies:
          top: {name: Top}
          own: {name: Own, owned_by: {company: top, ended: 2015}, holds: {data: x, known: 2010}}
    """)
    for as_of, verb in (("2012", "owns"), (None, "owned")):
        text = df.reach(model, "x", owners=True, as_of=as_of).tell()
        assert f"1 more {verb} one that can." in text
        assert f"Top {verb} Own" in text
        assert f"Top {verb} one that can reach" in (
            df.exposure(model, owners=True, as_of=as_of).tell()
        )


def test_a_headline_tells_what_is_over_as_past() -> None:
    hold = "{data: x, since: 2010, until: 2011}"
    over = f"companies: {{a: {{holds: [{hold}], deletes: {{data: x, date: 2012}}}}}}"
    model = made(over)
    assert told(df.reach(model, "x"))[0] == "1 company could at some time reach x."
    assert told(df.reach(model, "x", as_of="2011"))[0] == (
        "1 company can reach x on 31 December 2011."
    )
    assert told(df.exposure(model))[0] == "1 company could at some time reach 1 data type."
    more = made(f"{over[:-1]}, b: {{holds: [x]}}}}")
    assert told(df.reach(more, "x"))[0] == "2 companies can reach x, or could at some time."
    said = made(over.replace("2010,", "2010, status: alleged,"))
    assert told(df.reach(said, "x"))[0] == "1 company is said to have had x at some time."


def test_a_headline_counts_owners_apart_by_how_sure_it_is() -> None:
    model = made("""
        companies:
          top: {name: Top}
          own: {name: Own, owned_by: top}
          said: {name: Said, owned_by: firm}
          firm: {name: Firm}
          far: {name: Far, owned_by: [{company: claimed, status: alleged}, {company: may}]}
          claimed: {name: Claimed}
          may: {name: May}
          bought: {name: Bought, owned_by: {company: buyer, status: announced}}
          buyer: {name: Buyer}
        services: {a: {name: Ay, operator: own, holds: [x]}}
        flows:
          f: {from: a, to: said, data: x, status: alleged}
          g: {from: a, to: far, data: x, status: permitted}
          h: {from: a, to: bought, data: x}
    """)
    assert told(df.reach(model, "x", owners=True, announced=True))[0] == (
        "2 companies can reach x, counting owners, counting what was only announced."
        " 1 more may, under its terms, 1 more is said to, 1 more owns one that can,"
        " 1 more owns one that can (permitted), 2 more own one that can (alleged),"
        " and 1 more owns one that can (announced)."
    )


def test_a_headline_counts_what_there_is_and_never_who_is_not_named() -> None:
    model = made("""
        companies:
          court: {kind: public_body, name: The Court}
          joe: {kind: person, name: Joe}
          partners: {unnamed: true, name: Partners}
          top: {name: Top}
          own: {name: Own, owned_by: {company: top, since: 2013, status: alleged}}
        services: {a: {name: Ay, operator: own, holds: [{data: x, since: 2010}]}}
        flows: {f: {from: a, to: [court, joe, partners], data: x, since: 2016}}
    """)
    assert told(df.reach(model, "x"))[0] == (
        "At least 1 company, 1 public body and 1 person can reach x,"
        " and others that are not named: Partners."
    )
    assert told(df.reach(model, "x", owners=True))[0] == (
        "At least 1 company, 1 public body and 1 person can reach x, counting owners,"
        " 1 more owns one that can (alleged), and others that are not named can: Partners."
    )
    assert sentence(df.reach(model, "x", owners=True), "Top ") == (
        "Top is said to own Own (since 2013), which has had it since 2010."
        " Owning is control, not sharing."
    )
    assert told(df.exposure(model))[0] == (
        "At least 1 company, 1 public body and 1 person can reach 1 data type,"
        " and others that are not named: Partners."
    )


GOES_ON = """
dataflow: 1
vocabulary: none
data: {x: }
companies: {co: {name: Co}}
services:
  shop:
    name: Shop
    operator: co
    holds: {data: x, since: 2012, until: 2016-04-02}
    deletes: {data: x, date: 2016-05}
  old: {name: Old, operator: co, holds: {data: x, since: 2016-04-03, status: STATUS}}
claims: {never: {by: old, date: 2020, never: {data: x, reach: co}}}
"""


def test_a_row_is_no_surer_than_what_holds_on_the_day_asked_about() -> None:
    model = df.loads(GOES_ON.replace("STATUS", "permitted"))
    answer = df.reach(model, "x", as_of="2026")
    [row] = answer.records()
    assert (row["since"], row["certainty"], row["firm"]) == ("2012-01-01", "permitted", False)
    lines = told(answer)
    assert lines[0] == "1 company may reach x on 31 December 2026, under its terms."
    parts = (
        "Co had it from 2012 until May 2016: Shop collected it. Co may have had it since 3 April"
        " 2016, under its terms: Old may collect it."
    )
    assert lines[1] == parts
    way = df.why(model, "x", "co", as_of="2026")
    assert way.to_dict()["answer"]["certainty"] == "permitted"  # type: ignore[call-overload, index]
    text = " ".join(way.tell(length="full").split())
    had = "Co had x from 2012 until May 2016, and may have had it since 3 April 2016, under its"
    assert text.startswith(f"{had} terms as of 31 December 2026, without any sharing. 1. 2012: ")
    assert "After that: Co may have had x since 3 April 2016, under its terms. 1. 3 April" in text
    assert told(df.exposure(model, as_of="2026"))[0].startswith("1 company may reach 1 data type")
    [cell] = df.exposure(model, as_of="2026")
    assert cell.to_dict()["certainty"] == "permitted"
    [verdict] = df.claims(model).to_dict()["answer"]
    assert (verdict["verdict"], verdict["certainty"]) == ("untrue", "permitted")
    # on any day it firmly had it, and no longer has
    anyday = df.reach(model, "x")
    assert [row["certainty"] for row in anyday.records()] == ["stated"]
    assert told(anyday)[:2] == ["1 company could at some time reach x.", parts]
    assert (
        told(df.reach(model, "x", as_of="2015"))[1] == "Co has had it since 2012: Shop collects it."
    )


def test_a_path_whose_copy_is_gone_is_told_with_one_that_leads_to_the_day_asked_about() -> None:
    model = df.loads(GOES_ON.replace("STATUS", "observed"))
    answer = df.reach(model, "x", as_of="2026")
    [row] = answer.records()
    assert (row["since"], row["certainty"], row["firm_since"]) == (
        "2012-01-01",
        "stated",
        "2012-01-01",
    )
    assert told(answer)[1] == (
        "Co has had it since 2012: Shop collected it. By another way, Co has had it since 3 April"
        " 2016: Old was seen to collect it."
    )
    way = " ".join(df.why(model, "x", "co", as_of="2026").tell(length="full").split())
    assert "By another way: Co has had x since 3 April 2016. 1. 3 April 2016: Old was seen" in way
    alt = df.draw(df.why(model, "x", "co", as_of="2026")).alt
    assert "Old" in alt


def test_the_table_tells_until_when_it_is_how_sure() -> None:
    model = df.loads(GOES_ON.replace("STATUS", "alleged"))
    report = df.reach(model, "x", as_of="2026").report("short")
    sure = "stated until May 2016; alleged since 3 April 2016"
    assert report.table is None or sure in report.table.rows[0]


def test_who_owns_one_is_no_surer_of_it_than_of_the_day_asked_about() -> None:
    text = GOES_ON.replace("STATUS", "alleged").replace(
        "{co: {name: Co}}", "{co: {name: Co, owned_by: top}, top: {name: Top}}"
    )
    rows = df.reach(df.loads(text), "x", owners=True, as_of="2026").records()
    assert [(row["company"], row["certainty"]) for row in rows] == [
        ("co", "alleged"),
        ("top", "alleged"),
    ]
    said = (
        "Top owns Co, which had it from 2012 until May 2016, and is said to have had it since 3"
        " April 2016 (alleged)."
    )
    assert said in " ".join(told(df.reach(df.loads(text), "x", owners=True, as_of="2026")))


PASSED_ON = """
dataflow: 1
vocabulary: none
data: {x: }
services:
  a: {name: Ay, holds: {data: x, since: 2010, status: STATUS}}
  b: {name: Bee}
  c: {name: Cee, operator: [{company: d, since: 2013}]}
companies: {d: {name: Dee}}
flows:
  f: {from: a, to: b, data: x, since: 2011}
  g: {from: a, to: b, data: x, since: 2012, status: observed}
  h: {from: b, to: c, data: x, since: 2012}
"""


@pytest.mark.parametrize(
    ("status", "shared", "end"),
    [
        ("permitted", "may have shared", ", under its terms"),
        ("alleged", "is said to have shared", ""),
        ("stated", "shared", ""),
    ],
)
def test_what_is_passed_on_is_told_no_surer_than_that_it_was_there(
    status: str, shared: str, end: str
) -> None:
    model = df.loads(PASSED_ON.replace("STATUS", status))
    bee = sentence(df.reach(model, "x"), "Bee ")
    seen = ", as was seen" if status == "stated" else end
    assert f": Ay {shared} it that year. Also, Ay {shared} it in 2012{seen}." in bee
    path = [step for step in told(df.why(model, "x", "d")) if step[0] in "1234"]
    assert path[1] == f"2. 2011: Ay {shared} x with Bee{end}"
    assert path[2] == f"3. 2012: Bee {shared} x with Cee{end}"
    assert path[3] == "4. 2013: Dee takes Cee over"
    step = df.why(model, "x", "b").to_dict()["answer"]["path"][-1]
    assert step["status"] == "stated"
    alt = df.draw(df.reach(model, "x")).alt
    assert ("Ay shares x with Bee" in alt) == (status == "stated")


def test_of_paths_by_the_same_flows_that_with_the_fewest_weak_steps_is_told() -> None:
    model = df.loads("""
dataflow: 1
vocabulary: none
data: {x: }
services:
  a: {name: Ay, holds: [{data: x, since: 2010, status: alleged}, {data: x, since: 2011}]}
  b: {name: Bee}
  c: {name: Cee}
flows:
  f: {from: a, to: b, data: x, since: 2011}
  g: {from: b, to: c, data: x, since: 2012, status: alleged}
""")
    path = told(df.why(model, "x", "c"))
    assert path[1] == "1. 2011: Ay collects x"
    every = df.why(model, "x", "c", all=True).to_dict()["answer"]
    assert [[step["status"] for step in way["path"]] for way in every] == [
        ["stated", "stated", "alleged"],
        ["alleged", "stated", "alleged"],
    ]


def test_the_unnamed_who_firmly_can_are_told_apart_from_the_named_who_are_said_to() -> None:
    model = df.loads("""
dataflow: 1
vocabulary: none
data: {x: }
companies: {b: {name: Bee}, others: {name: Partners, unnamed: true}}
services:
  a: {name: Ay, operator: b, holds: {data: x, since: 2010, status: alleged}}
  c: {name: Cee, operator: others, holds: {data: x, since: 2012}}
""")
    can = "and others that are not named can: Partners."
    assert told(df.reach(model, "x"))[0] == f"1 company is said to reach x, {can}"
    lines = told(df.exposure(model))
    assert lines[0] == f"1 company is said to reach 1 data type, {can}"
    assert "1. Recipients that are not named, and 1 company not firmly: x." in lines
    changed = told(df.diff(model, before="2009", after="2015"))
    gained = "Others that are not named (Partners), and 1 not firmly gained, and nobody lost."
    assert gained in changed


def test_exposure_says_of_nobody_more_than_is_sure() -> None:
    model = df.loads("""
dataflow: 1
vocabulary: none
data: {x: , y: }
services: {a: {name: Ay, holds: [{data: [x, y], since: 2010}]}, b: {name: Bee}, c: {name: Cee}}
flows:
  f: {from: a, to: b, data: x, since: 2014, status: alleged}
  g: {from: a, to: c, data: x, since: 2014, status: permitted}
  h: {from: a, to: c, data: y, since: 2014}
""")
    lines = told(df.exposure(model))
    assert lines[0] == "2 companies can reach 2 data types, and 1 more is said to."
    assert "1. Ay can reach 2 data types: x and y." in lines
    assert "2. Cee can reach 2 data types, 1 of them not firmly: x and y." in lines
    assert "3. Bee is said to reach 1 data type: x." in lines
    assert "1. 1 company, 2 more not firmly: x." in lines
    assert "2. 2 companies: y." in lines
    cell = df.exposure(model).to_dict()["answer"]["b"]["x"]
    assert cell == {
        "since": "2014-01-01",
        "since_is": "stated",
        "hops": 1,
        "how": "receives",
        "certainty": "alleged",
        "firm": False,
        "firm_since": None,
        "firm_since_is": None,
    }


#   h ---owns---> c (x, since 2011) ---{}, as alleged---> h
OWNS_FIRMLY = """
    companies:
      h: {{name: Aitch}}
      c: {{name: Cee, owned_by: {{company: h, since: 2001}}, holds: {{data: x, since: 2011}}}}
    flows: {{f: {{from: c, to: h, data: x, since: {}, status: alleged}}}}
"""


@pytest.mark.parametrize(
    ("since", "cells"),
    [
        ("2011", ["Aitch", "owns", "2011", "stated", NONE]),
        ("2015", ["Aitch", "receives", "2015", "alleged", "1"]),
    ],
)
def test_who_firmly_only_owns_is_counted_by_what_is_alleged(since: str, cells: list[str]) -> None:
    model = made(OWNS_FIRMLY.format(since))
    reach, exposure = (
        df.reach(model, "x", owners=True),
        df.exposure(model, owners=True),
    )
    assert told(reach)[0] == "1 company can reach x, counting owners, and 1 more is said to."
    assert told(exposure)[0] == (
        "1 company can reach 1 data type, counting owners, and 1 more is said to."
    )
    assert "2. Aitch is said to reach 1 data type: x." in told(exposure)
    for answer in (reach, exposure):
        table = answer.report().table
        assert table is not None
        *_, row = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
        shown = [
            row["company"],
            row["how"],
            row["since"],
            row.get("certainty", "stated").split(";")[0],
        ]
        assert [*shown, row.get("steps", cells[-1])] == cells


def test_exposure_tells_a_row_by_the_firm_path_of_the_same_day() -> None:
    model = made("""
        services: {a: {holds: [{data: x, since: 2010}]}, b: , c: }
        flows:
          f: {from: a, to: c, data: x, since: 2010, status: alleged}
          g: {from: a, to: b, data: x, since: 2010}
          h: {from: b, to: c, data: x, since: 2010}
    """)
    for answer in (df.reach(model, "x"), df.exposure(model)):
        table = answer.report().table
        assert table is not None
        *_, row = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
        assert (row["company"], row.get("steps", "2"), row.get("from", "b")) == ("c", "2", "b")
        assert row.get("certainty", "stated") == "stated"


# --- what is said of the data ---------------------------------------------------------------------

HEALTH = """
dataflow: 1
vocabulary: none
data: {health: , disability: {is_a: health}}
services: {a: {name: Ay, holds: [{data: health, since: 2010}]}, b: {name: Bee}}
flows: {f: {from: a, to: b, data: health, since: 2012, until: 2013}}
"""


def test_assumptions_are_named() -> None:
    lines = told(df.reach(df.loads(HEALTH), "disability"))
    assert (
        "Assumed: what somebody has got they keep, unless the model says that it is deleted."
        in lines
    )
    assert "Assumed: a category stands for all its members, here health." in lines
    assert "2. 2012: Ay shared health with Bee" in told(df.why(df.loads(HEALTH), "disability", "b"))
    assert not any(
        line.startswith("Assumed") for line in told(df.reach(made(FLOW.format("")), "x"))
    )


def test_what_is_worked_out_is_inferred() -> None:
    model = df.loads("""
dataflow: 1
vocabulary: none
data: {x: , y: {name: home address}}
services: {a: {name: Ay, holds: [{data: x, since: 2010}]}, b: {name: Bee}}
flows: {f: {from: a, to: b, data: x, since: 2012}}
derivations: {d: {from: x, to: y, by: b}}
""")
    assert told(df.reach(model, "y"))[1:4] == [
        "Bee can work it out, since 2012:",
        "1. Ay shared x with Bee that year",
        "2. Bee can work it out from x",
    ]
    assert (
        told(df.why(model, "y", "b"))[0] == "Bee can work out home address, since 2012, in 1 step."
    )
    assert sentence(df.why(model, "y", "b"), "3. ") == "3. Bee can work out home address from x"


# --- promises -------------------------------------------------------------------------------------

CLAIMS = """
    sources: {{suit: {{title: Suit}}, letter: {{title: Letter}}, order: {{title: Order}}}}
    companies: {{ftc: {{name: FTC, kind: public_body}}}}
    services:
      a: {{name: Ay, holds: [{{data: x, since: 2010}}]}}
      b: {{name: Bee}}
      c: {{name: Cee}}
    flows:
      ab: {{from: a, to: b, data: x, since: 2012, status: alleged, source: suit}}
      ac: {{from: a, to: c, data: x, since: 2016}}
    claims: {{k: {{by: a, {}}}}}
"""
NEVER = "never: {data: x, reach: anyone}"
UNDECIDED = "No authority has decided this, as far as this model says."


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            f"date: 2011, {NEVER}",
            (
                "k: In 2011 Ay said, in the words of this model: nobody but Ay would ever have x."
                " It was broken in 2016: Ay shared x with Cee that year."
                " It was broken in 2012, if what [1] alleges is so:"
                f" Ay is said to have shared x with Bee that year [1]. {UNDECIDED}"
            ),
        ),
        (
            f"date: 2013, {NEVER}",
            (
                "k: In 2013 Ay said, in the words of this model: nobody but Ay would ever have x."
                " It was broken in 2016: Ay shared x with Cee that year."
                " It was untrue when it was made, if what [1] alleges is so:"
                f" Ay is said to have shared x with Bee in 2012 [1]. {UNDECIDED}"
            ),
        ),
        (
            "date: 2011-05, never: {data: x, reach: b}",
            (
                "k: In May 2011 Ay said, in the words of this model: Bee would never have x."
                " By firm statements alone, it is not contradicted by this model."
                " It was broken in 2012, if what [1] alleges is so:"
                f" Ay is said to have shared x with Bee that year [1]. {UNDECIDED}"
            ),
        ),
        (
            f"date: 2018, past: true, {NEVER}",
            (
                "k: In 2018 Ay said, in the words of this model: nobody but Ay had ever had x."
                " It was untrue: Ay shared x with Cee in 2016."
                " It was untrue, if what [1] alleges is so:"
                f" Ay is said to have shared x with Bee in 2012 [1]. {UNDECIDED}"
            ),
        ),
        (
            (
                "date: 2018, when: {region: [US, CA]}, quote: We never sell.,"
                " never: {data: x, reach: anyone, through: [sale, sdk], unless_choice: opt-in}"
            ),
            (
                "k: In 2018 Ay said to people in Canada or the United States “We never sell.”; this"
                " model reads it as: nobody but Ay would ever have x by sale or an SDK, unless"
                " people opted in."
                f" It is not contradicted by this model. {UNDECIDED}"
            ),
        ),
        (
            (
                "date: 2018, status: alleged, quote: We never sell., reading: nobody pays for it,"
                " never: {data: x, reach: anyone, through: sale, unless_choice: any}"
            ),
            (
                "k: In 2018 Ay is said to have said “We never sell.”; read so: nobody pays for it."
                f" It is not contradicted by this model. {UNDECIDED}"
            ),
        ),
        (
            (
                "date: 2015, never: {data: x, reach: c}, findings: ["
                "{by: ftc, date: 2019-07, found: broken, on: 2016, source: order,"
                " quote: It shared.}, "
                "{by: a court, date: 2020, found: settled}, {by: ftc, date: 2021, found: open}], "
                "replies: [{by: a, date: 2019-08, quote: We disagree., source: letter}]"
            ),
            (
                "k: In 2015 Ay said, in the words of this model: Cee would never have x."
                " In July 2019 FTC found that it was broken in 2016: “It shared.” [1]."
                " In 2020 the matter before a court was settled, which decides nothing."
                " In 2021 FTC took it up, and has not decided."
                " It was broken in 2016: Ay shared x with Cee that year."
                " Ay said: “We disagree.” [2]"
            ),
        ),
    ],
)
def test_a_promise_is_told_with_what_is_firm_first(claim: str, said: str) -> None:
    assert told(df.claims(made(CLAIMS.format(claim))))[0] == said


def test_the_headline_counts_what_less_sure_statements_break_once() -> None:
    model = made("""
        services: {a: {name: Ay, holds: [{data: x, since: 2010}]}, b: , c: , d: {}}
        flows:
          ab: {from: a, to: b, data: x, since: 2012, status: alleged}
          ac: {from: a, to: c, data: x, since: 2016}
          ad: {from: a, to: d, data: x, since: 2018}
        claims:
          anyone: {by: a, date: 2011, never: {data: x, reach: anyone}}
          b: {by: a, date: 2011, never: {data: x, reach: b}}
          c: {by: a, date: 2011, status: alleged, never: {data: x, reach: c}}
          d: {by: a, date: 2011, until: 2012-03, never: {data: x, reach: d}}
          later: {by: a, date: 2013, until: 2014, never: {data: x, reach: anyone}}
    """)
    assert told(df.claims(model))[0] == (
        "Of 5 claims, 1 of them not firmly made, by firm statements alone: 3 not contradicted and"
        " 2 broken. Besides, 1 broken and 1 untrue when made, and 1 contradicted sooner, if what"
        " is alleged is so, or what is permitted was done."
    )
    assert "By firm statements alone, up to its end, 2014, it is not contradicted" in (
        sentence(df.claims(model), "later: ")
    )


@pytest.mark.parametrize(
    ("found", "agrees"),
    [
        ("broken", {"broken"}),
        ("untrue", {"untrue"}),
        ("misleading", {"broken", "untrue"}),
        ("kept", {"kept"}),
        ("settled", {"broken", "untrue", "kept"}),
        ("open", {"broken", "untrue", "kept"}),
    ],
)
def test_a_finding_is_doubted_by_every_verdict_that_it_does_not_bear(
    found: str, agrees: set[str]
) -> None:
    dates = {"broken": "2010", "untrue": "2016-06", "kept": "2010, until: 2011"}
    for verdict, date in dates.items():
        claim = f"date: {date}, {NEVER}, findings: {{by: ftc, date: 2020, found: {found}}}"
        model = made(CLAIMS.format(claim))
        assert [judgement.verdict for judgement in df.claims(model)] == [verdict]
        doubts = {problem.code for problem in list_doubts(model)}
        assert ("finding-differs" in doubts) == (verdict not in agrees), verdict


def test_what_misled_is_not_called_untrue() -> None:
    claim = f"date: 2010, {NEVER}, findings: {{by: ftc, date: 2020, found: misleading}}"
    assert (
        "In 2020 FTC found that it was misleading."
        in told(df.claims(made(CLAIMS.format(claim))))[0]
    )


def test_the_path_of_a_firm_verdict_is_shown_too() -> None:
    lines = told(df.claims(made(CLAIMS.format(f"date: 2011, {NEVER}"))))
    after = lines[lines.index("By firm statements alone:") :]
    assert after[3] == "2. 2016: Ay shared x with Cee"
    (row,) = df.claims(made(CLAIMS.format(f"date: 2011, {NEVER}"))).to_dict()["answer"]
    assert row["certainty"] == "alleged"
    assert row["firm"] is not None
    assert (row["firm"]["verdict"], row["firm"]["on"]) == ("broken", "2016-01-01")


@pytest.mark.parametrize(
    ("flow", "claim", "said", "may_be"),
    [
        (
            "known: 2020-11-16",
            "date: 2012",
            (
                "It was broken by 16 November 2020 at the latest;"
                " untrue when it was made, if it had begun by then:"
            ),
            "untrue",
        ),
        (
            "until: 2030",
            "date: 2012",
            "It was untrue when it was made; broken, if it began only later:",
            "broken",
        ),
        (
            "until: 2030",
            "date: 2009, until: 2015",
            (
                "It was broken on a day that is not stated, not before 2010;"
                " not contradicted, if it began only after 2015:"
            ),
            "kept",
        ),
    ],
)
def test_a_verdict_says_what_it_may_be_instead(
    flow: str, claim: str, said: str, may_be: str
) -> None:
    model = made(f"""
        services: {{a: {{name: Ay, holds: [{{data: x, since: 2010}}]}}, b: {{name: Bee}}}}
        flows: {{f: {{from: a, to: b, data: x, {flow}}}}}
        claims: {{k: {{by: a, {claim}, never: {{data: x, reach: b}}}}}}
    """)
    answer = df.claims(model)
    assert said in answer.tell()
    assert [row["may_be"] for row in answer.to_dict()["answer"]] == [may_be]


def test_two_readings_of_a_sentence_are_told_together() -> None:
    model = made("""
        services: {a: {name: Ay, holds: [{data: x, since: 2010}]}, b: {name: Bee}}
        flows: {f: {from: a, to: b, data: x, since: 2014, mechanism: sdk}}
        claims:
          narrow: {by: a, date: 2012, quote: No sale., never: {data: x, reach: b, through: sale}}
          wide: {by: a, date: 2012, quote: No sale., reading: no use, never: {data: x, reach: b}}
    """)
    assert [
        line for line in told(df.claims(model)) if "\N{EN DASH}" in line or "It depends" in line
    ][:3] == [
        "In 2012 Ay said “No sale.” It depends on the reading.",
        (
            "narrow \N{EN DASH} this model reads it as: Bee would never have x by sale."
            f" It is not contradicted by this model. {UNDECIDED}"
        ),
        (
            "wide \N{EN DASH} read so: no use. It was broken in 2014: Ay shared x with Bee through"
            f" an SDK that year. {UNDECIDED}"
        ),
    ]


def test_what_was_written_is_printed_in_the_table_of_claims() -> None:
    model = made("""
        companies: {o: {name: O}, b: {name: Bee, owned_by: {company: o, until: 2018}}}
        services: {a: {name: Ay, operator: {company: o}, holds: [{data: x, since: 2010}]}}
        flows: {f: {from: a, to: b, data: x, since: 2014}}
        claims:
          k: {by: o, date: 2012-03, never: {data: x, reach: outsiders}}
          l: {by: o, date: 2012-03, never: {data: x, reach: b}}
    """)
    table = df.claims(model).report().table
    assert table is not None
    assert [row[2:5] for row in table.rows] == [
        ("March 2012", "broken", "after 2018"),
        ("March 2012", "broken", "2014"),
    ]
    assert "It was broken after 2018: Bee was no longer in the corporate group of O;" in (
        df.claims(model).tell()
    )


def test_a_promise_that_only_an_alleged_owner_keeps_is_told_so() -> None:
    model = made("""
        companies:
          a: {name: Ay, holds: {data: x, since: 2011}}
          b: {name: Bee, owned_by: {company: a, status: alleged}}
        flows: {f: {from: a, to: b, data: x, since: 2015}}
        claims: {k: {by: a, date: 2013, never: {data: x, reach: outsiders}}}
    """)
    assert sentence(df.claims(model), "k: ").endswith(
        " By firm statements alone, it was broken in 2015: Ay shared x with Bee that year."
        " It is not contradicted by this model,"
        f" if what is alleged is so, or what is permitted was done. {UNDECIDED}"
    )


# --- what changed ---------------------------------------------------------------------------------


def test_what_was_gained_is_no_surer_than_what_both_sides_have() -> None:
    model = made("""
        companies: {a: {holds: {data: x, since: 2005, status: alleged}}, b: , c: , d: }
        services: {s: {operator: {company: c, status: alleged}, holds: {data: x, since: 2010}}}
        flows:
          f: {from: a, to: b, data: x, since: 2011}
          g: {from: s, to: d, data: x, since: 2011}
    """)
    lines = told(df.diff(model, before="2008", after="2012"))
    assert lines[2] == "1 company, and 2 more not firmly gained, and nobody lost."
    assert [line for line in lines if ": x" in line] == [
        "1. b: x (alleged)",
        "2. c: x (alleged)",
        "3. d: x",
    ]


# --- sources --------------------------------------------------------------------------------------

SOURCES = """
    sources:
      press: {title: Press, kind: press, quote: They all do it.}
      ruling:
        title: Ruling
        url: https://court.example/1
        archived: https://archive.example/1
        read: 2024-05-06
        kind: authority
    services: {a: {name: Ay, holds: [{data: x, since: 2010, source: press}]}, b: {name: Bee}}
    flows:
      f:
        from: a
        to: b
        data: x
        since: 2014
        status: alleged
        source: [press, {id: ruling, quote: Ay shared x., page: 7}]
        replies: [{by: a, date: 2020, quote: We never did., source: press}]
"""


def test_citations_stand_by_kind_and_quotes_below_their_own_statement() -> None:
    lines = told(df.why(made(SOURCES), "x", "b"))
    assert lines == [
        "Bee is said to have had x since 2014 (alleged), in 1 step.",
        "1. 2010: Ay collects x [2]",
        "   m.yaml:13",
        "2. 2014: Ay is said to have shared x with Bee [1][2]",
        "   “Ay shared x.” [1], p. 7",
        "   Ay said: “We never did.” [2]",
        "   m.yaml:15",
        (
            "[1] “Ruling”. https://court.example/1, archived at https://archive.example/1, read on"
            " 6 May 2024"
        ),
        "[2] “Press” \N{EN DASH} “They all do it.”",
    ]


def test_addresses_are_links_where_there_are_links() -> None:
    answer = df.why(made(SOURCES), "x", "b")
    assert (
        "1. “Ruling”. <https://court.example/1>, archived at <https://archive.example/1>, read on 6"
        " May 2024"
    ) in answer.to_markdown()
    html = answer._repr_html_()  # type: ignore[attr-defined]
    assert '<a href="https://archive.example/1">https://archive.example/1</a>, read on' in html


def test_a_reply_is_told_wherever_its_statement_is() -> None:
    assert sentence(df.reach(made(SOURCES), "x"), "Bee ").endswith("Ay said: “We never did.” [2]")
    step = df.why(made(SOURCES), "x", "b").to_dict()["answer"]["path"][-1]  # type: ignore[index,call-overload]
    assert step["replies"] == [
        {"by": "a", "date": "2020-01-01", "quote": "We never did.", "source": ["press"]}
    ]
    assert step["quotes"] == [{"source": "ruling", "quote": "Ay shared x.", "page": "7"}]


def test_what_is_shown_has_its_quotes_and_says_what_comes_by_default() -> None:
    model = made("""
        defaults: {source: terms}
        sources: {terms: {title: Terms, quote: We share.}, law: {title: Law}}
        services: {a: {source: law, holds: [{data: x, since: 2010}]}, b: }
        flows:
          f: {from: a, to: b, data: x, since: 2014}
          g: {from: a, to: b, data: x, since: 2015, source: {id: terms, quote: We do., page: 3}}
    """)
    assert "source  terms (by default)" in " ".join(told(df.show(model, "f"))).replace("   ", " ")
    assert "source: law (by default)" in df.show(model, "a").tell()
    assert "quotes  “We do.” (terms, page 3)" in df.show(model, "g").tell()
    assert "quote  We share." in df.show(model, "terms").tell()


# --- the other formats, and --firm ----------------------------------------------------------------


def test_csv_of_why_has_how_sure_each_step_is() -> None:
    text = df.why(made(SOURCES), "x", "b").to_csv()
    first, second = csv.DictReader(io.StringIO(text))
    assert list(first) == [
        *("path", "company", "since", "since_is", "hops", "certainty"),
        *("firm", "firm_since", "firm_since_is", "owns"),
        *("step", "id", "from", "to", "data", "day", "day_is", "status", "mechanism"),
        *("role", "basis", "conditions", "sources", "quotes", "replies", "at"),
    ]
    assert (second["certainty"], second["firm"], second["firm_since"]) == ("alleged", "false", "")
    assert [row["status"] for row in (first, second)] == ["stated", "alleged"]
    assert second["sources"] == "press|ruling"


def test_reach_in_every_format_says_how_sure_it_is() -> None:
    answer = df.reach(made(SOURCES), "x")
    _, bee = csv.DictReader(io.StringIO(answer.to_csv()))
    assert (bee["since_is"], bee["certainty"], bee["firm"]) == ("stated", "alleged", "false")
    assert "| company | how | since | certainty | from | service | for |" in answer.to_markdown()
    assert "Bee is said to have had it since 2014 (alleged)" in answer.to_markdown()
    (_, row) = json.loads(json.dumps(answer.to_dict()))["answer"]["companies"]
    assert (row["kind"], row["certainty"], row["firm_since"]) == ("company", "alleged", None)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["reach", "x", "--firm"], 0, "1 company can reach x, counting firm statements alone."),
        (["why", "x", "b", "--firm"], 0, "In this model, Bee cannot reach x, counting firm"),
        (["claims", "--firm"], 0, "It is not contradicted by this model."),
        (["claims", "--firm", "--strict"], 0, "It is not contradicted by this model."),
        (["claims", "--strict"], 1, "if what [1] alleges is so"),
        (["exposure", "--firm"], 0, "1 company can reach 1 data type, counting firm"),
        (["ask", "who can firmly reach x?"], 0, "1 company can reach x, counting firm"),
    ],
)
def test_firm_statements_alone_can_be_asked_for(
    arguments: list[str],
    code: int,
    said: str,
    tmp_path: Path,
) -> None:
    path = tmp_path / "m.yaml"
    text = CLAIMS.format("date: 2011, never: {data: x, reach: b}")
    text = text.replace("      ac: {from: a, to: c, data: x, since: 2016}\n", "")
    path.write_text("dataflow: 1\nvocabulary: none\ndata: {x: }\n" + dedent(text), "utf-8")
    command, *rest = arguments
    screen = run_here([command, str(path), *rest], {"LC_ALL": "C.UTF-8", "COLUMNS": "80"})
    assert screen.code == code
    assert said in " ".join(screen.out.split())
