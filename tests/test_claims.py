"""claims: kept, broken or untrue, on which day, by which path, and how it is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df

if TYPE_CHECKING:
    from dataflow.model import Model

CASE = Path(__file__).parents[1] / "graphs" / "whatsapp.yaml"


def read(text: str) -> Model:
    return df.loads(f"dataflow: 1\nvocabulary: none\n{text}")


def judged(model: Model, *ids: str, **settings: Any) -> dict[str, tuple[str, str | None]]:  # noqa: ANN401 - any setting
    """Verdict and day by claim."""
    answer = df.claims(model, ids, **settings).to_dict()["answer"]
    return {one["claim"]: (one["verdict"], one["on"]) for one in answer}


def told(model: Model, *ids: str, **settings: Any) -> str:  # noqa: ANN401 - any setting
    return df.claims(model, ids, **settings).tell(length="full")


# w (x since 2009, safety) --ads, from 2016-08-25--> f --resale, no purpose, 2018--> k
#
# w is run by w-co, f by f-co, k by a company of its own
#
TOWN = """
data: {x: {}, y: {}}
purposes: {ads: {}, banners: {is_a: ads}, safety: {}}
sources: {policy: {title: Policy}, press: {title: Press}}
companies: {w-co: {name: W Co}, f-co: {name: F Co}}
services:
  w: {operator: w-co, name: W, holds: [{data: x, since: 2009, purposes: safety, source: press}]}
  f: {operator: f-co, name: F}
  k: {name: K}
flows:
  wf: {from: w, to: f, data: x, since: 2016-08-25, purposes: banners, source: press}
  fk: {from: f, to: k, data: x, since: 2018}
personas: {ana: {accounts: []}}
scenarios:
  early: {as_of: 2015}
  unsold: {without: wf, persona: ana, from: k, for: ads, owners: true, announced: true}
  leak: {add: {flows: {wk: {from: w, to: k, data: x, since: 2013-05}}}}
claims:
"""
TODAY = TOWN + "  c: {by: w-co, date: 2012-07-07, source: policy, never: {data: x, "


def verdict(never: str, **settings: Any) -> tuple[str, str | None]:  # noqa: ANN401 - any setting
    return judged(read(f"{TODAY}{never}}}}}"), **settings)["c"]


# --- what a claim rules out -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("never", "outcome"),
    [
        ("reach: anyone", ("broken", "2016-08-25")),
        ("reach: outsiders", ("broken", "2016-08-25")),
        ("reach: f-co", ("broken", "2016-08-25")),
        ("reach: f", ("broken", "2016-08-25")),
        ("reach: k", ("broken", "2018-01-01")),
        ("reach: [k, f-co]", ("broken", "2016-08-25")),
        ("reach: w", ("untrue", "2012-07-07")),
        ("reach: w-co", ("untrue", "2012-07-07")),
        ("reach: k, from: f", ("kept", None)),
        ("reach: k, from: w-co", ("broken", "2018-01-01")),
        ("reach: anyone, from: f", ("kept", None)),
        ("reach: f, for: ads", ("broken", "2016-08-25")),
        ("reach: f, for: safety", ("kept", None)),
        ("reach: f, for: [safety, banners]", ("broken", "2016-08-25")),
        ("reach: k, for: ads", ("kept", None)),
        ("reach: f, except_for: ads", ("kept", None)),
        ("reach: f, except_for: banners", ("kept", None)),
        ("reach: f, except_for: safety", ("broken", "2016-08-25")),
        ("reach: f, except_for: [safety, ads]", ("kept", None)),
        ("reach: w, except_for: safety", ("kept", None)),
        # what has no purpose has none outside
        ("reach: k, except_for: safety", ("kept", None)),
    ],
)
def test_a_verdict(never: str, outcome: tuple[str, str | None]) -> None:
    assert verdict(never) == outcome


def test_a_claim_counts_from_its_first_day_to_its_last() -> None:
    claim = "{{by: w-co, date: {}, until: {}, never: {{data: x, reach: f}}}}"
    for date, until, outcome in [
        ("2014", "2015", ("kept", None)),
        ("2014", "2016-08-24", ("kept", None)),
        ("2014", "2016-08", ("broken", "2016-08-25")),
        ("2016-08-25", "2016-08-25", ("untrue", "2016-08-25")),
        ("2017", "2018", ("untrue", "2017-01-01")),
    ]:
        assert judged(read(f"{TOWN}  c: {claim.format(date, until)}")) == {"c": outcome}


def test_every_claim_of_a_model_has_an_origin_and_purposes_of_its_own() -> None:
    model = read(f"""{TOWN}
  a: {{by: w-co, date: 2012, never: {{data: x, reach: anyone}}}}
  b: {{by: f-co, date: 2012, never: {{data: x, reach: anyone}}}}
  c: {{by: w-co, date: 2012, never: {{data: x, reach: k, for: ads}}}}
  d: {{by: w-co, date: 2012, never: {{data: x, reach: k}}}}
  e: {{by: w-co, date: 2012, never: {{data: x, reach: f, except_for: ads}}}}
  f: {{by: w-co, date: 2012, never: {{data: x, reach: f, for: ads}}}}
""")
    assert judged(model) == {
        "a": ("broken", "2016-08-25"),
        "b": ("kept", None),
        "c": ("kept", None),
        "d": ("broken", "2018-01-01"),
        "e": ("kept", None),
        "f": ("broken", "2016-08-25"),
    }


def test_who_will_operate_a_service_is_not_its_origin_yet() -> None:
    text = GROUP.replace("fs: {from: w, to: sister,", "fs: {from: w, to: new,")
    model = read(text + "  c: {by: wa, date: 2011, never: {data: x, reach: anyone, from: w}}")
    (one,) = df.claims(model).to_dict()["answer"]
    assert (one["on"], one["company"]) == ("2012-01-01", "new")


def test_only_the_first_day_in_force_counts_even_where_it_is_deleted_again() -> None:
    text = """
data: {x: {}}
services:
  a: {holds: [{data: x, until: 2010}], deletes: {data: x, date: 2013}}
claims:
  in-time: {by: a, date: 2012, never: {data: x, reach: a}}
  after: {by: a, date: 2013, never: {data: x, reach: a}}
"""
    assert judged(read(text)) == {"after": ("kept", None), "in-time": ("untrue", "2012-01-01")}


# --- the origin and its group, day by day ---------------------------------------------------------

#   top owns wa till 2015, and sister; w passes from wa to new in 2014; x goes to sister and new
GROUP = """
data: {x: {}}
companies:
  top: {}
  wa: {owned_by: {company: top, until: 2015}}
  sister: {owned_by: {company: top}}
  new: {}
services:
  w: {operator: [{company: wa, until: 2013}, {company: new, since: 2014}], holds: x}
flows: {fs: {from: w, to: sister, data: x, since: 2012}}
claims:
"""


@pytest.mark.parametrize(
    ("never", "outcome"),
    [
        ("reach: outsiders", ("broken", "2014-01-01", "new")),  # new bought w, and is no kin of wa
        ("reach: outsiders, from: w", ("broken", "2016-01-01", "sister")),  # no sister any longer
        ("reach: anyone", ("broken", "2012-01-01", "sister")),
        # who operates w now, and whoever has, is the origin
        ("reach: anyone, from: w", ("broken", "2012-01-01", "sister")),
    ],
)
def test_who_is_spared(never: str, outcome: tuple[str, str, str]) -> None:
    model = read(f"{GROUP}  c: {{by: wa, date: 2011, never: {{data: x, {never}}}}}")
    (one,) = df.claims(model).to_dict()["answer"]
    assert (one["verdict"], one["on"], one["company"]) == outcome


def test_the_company_that_buys_a_service_is_the_origin_from_then_on() -> None:
    text = GROUP.replace("flows: {fs: {from: w, to: sister, data: x, since: 2012}}", "")
    service = "  c: {by: wa, date: 2011, never: {data: x, reach: anyone, from: w}}\n"
    company = "  d: {by: wa, date: 2011, never: {data: x, reach: anyone}}\n"
    assert judged(read(text + service + company)) == {
        "c": ("kept", None),
        "d": ("broken", "2014-01-01"),
    }
    assert (
        "It was broken on a day that is not stated, not before 2014: new took w over from wa"
        " that year."
    ) in told(read(text + company), "d")


def test_leaving_the_group_is_told() -> None:
    model = read(
        f"{GROUP}  c: {{by: wa, date: 2011, never: {{data: x, reach: outsiders, from: w}}}}"
    )
    assert (
        "It was broken after 2015: sister was no longer in the corporate group of whoever operates"
        " w; w shared x with sister in 2012."
    ) in told(model)


# --- settings -------------------------------------------------------------------------------------


def test_it_looks_no_further_than_as_of() -> None:
    assert verdict("reach: f", as_of="2016") == ("broken", "2016-08-25")
    assert verdict("reach: f", as_of="2016-08-24") == ("kept", None)
    assert verdict("reach: f", scenario="early") == ("kept", None)
    assert verdict("reach: f", scenario="early", as_of="2017") == ("broken", "2016-08-25")
    model = read(f"{TODAY}reach: f}}}}")
    assert "It is not contradicted by this model up to 31 December 2015." in told(
        model, as_of="2015"
    )


def test_a_claim_that_was_not_made_yet_is_not_broken_yet() -> None:
    assert verdict("reach: w", as_of="2011") == ("kept", None)
    model = read(f"{TODAY}reach: w}}}}")
    said = "It was made after 31 December 2011; up to then, it is not contradicted by this model."
    assert said in told(model, as_of="2011")


def test_without_and_what_a_scenario_adds_count() -> None:
    assert verdict("reach: f", without=["wf"]) == ("kept", None)
    assert verdict("reach: k", scenario="leak") == ("broken", "2013-05-01")
    assert verdict("reach: k", scenario="leak", without=["to:k"]) == ("kept", None)


def test_nothing_else_of_a_scenario_counts_and_that_is_said() -> None:
    model = read(f"{TODAY}reach: w}}}}")
    answer = df.claims(model, scenario="unsold")
    assert [one.verdict for one in answer] == ["untrue"]
    question = answer.to_dict()["question"]
    assert (question["scenario"], question["without"]) == ("unsold", ["wf"])
    assert [question[key] for key in ("persona", "from", "for")] == [None] * 3
    assert [question[key] for key in ("owners", "announced")] == [False] * 2
    said = "`persona`, `from`, `for`, `owners` and `announced` do not count"
    assert said in answer.tell()


def test_what_was_only_announced_breaks_nothing() -> None:
    text = TOWN.replace("purposes: banners", "purposes: banners, status: announced")
    assert judged(read(text + "  c: {by: w-co, date: 2012, never: {data: x, reach: f}}")) == {
        "c": ("kept", None)
    }


@pytest.mark.parametrize(
    "setting",
    [
        *({"persona": "ana"}, {"origin": "w"}, {"purpose": "ads"}),
        *({"owners": True}, {"announced": True}),
    ],
)
def test_a_setting_that_does_not_belong_is_refused(setting: dict[str, Any]) -> None:
    model = read(f"{TODAY}reach: f}}}}")
    with pytest.raises(df.QuestionError, match=f"they take no `{next(iter(setting))}`"):
        df.claims(model, **setting)
    nothing: Any = dict.fromkeys(setting)
    assert len(df.claims(model, **nothing)) == 1


# --- which claims ---------------------------------------------------------------------------------

SEVERAL = """
data: {x: {}}
companies: {w-co: {name: W Co, also: [Double U]}, both: {name: Both}, idle: {}}
services:
  w: {operator: {company: w-co, until: 2015}}
  z: {operator: w-co}
claims:
  b: {by: w-co, date: 2012, never: {data: x, reach: both}}
  a: {by: w, date: 2012, never: {data: x, reach: both}}
  late: {by: w, date: 2016, never: {data: x, reach: both}}
  both: {by: both, date: 2012, never: {data: x, reach: w}}
  nobodys: {date: 2012, never: {data: x, reach: w}}
"""


@pytest.mark.parametrize(
    ("ids", "asked", "found"),
    [
        ([], [], ["a", "b", "both", "late", "nobodys"]),
        (["nobodys"], ["nobodys"], ["nobodys"]),
        (["b", "a", "b"], ["a", "b"], ["a", "b"]),
        (["w-co"], ["w-co"], ["a", "b"]),  # w was no longer its own when it made the other
        (["double u"], ["w-co"], ["a", "b"]),
        (["w"], ["w"], ["a", "late"]),
        (["z"], ["z"], ["b"]),  # those of who operated it when they were made
        (["claim:both"], ["claim:both"], ["both"]),
        (["company:both"], ["company:both"], ["both"]),
        (["company:W Co", "claim:late"], ["late", "w-co"], ["a", "b", "late"]),
        ("nobodys", ["nobodys"], ["nobodys"]),
    ],
)
def test_ids_name_claims_or_who_made_them(ids: Any, asked: list[str], found: list[str]) -> None:  # noqa: ANN401 - a text too
    answer = df.claims(read(SEVERAL), ids)
    assert answer.to_dict()["question"]["ids"] == asked
    assert [one.claim.id for one in answer] == found


@pytest.mark.parametrize(
    ("name", "message", "nearest"),
    [
        ("nobody", "no claim or company is called `nobody`", "nobodys"),
        ("claim:nobody", "no claim is called `nobody`", "nobodys"),
        ("claim:w-co", "no claim is called `w-co`", None),
        ("company:nobodys", "no company or service is called `nobodys`", None),
        ("both", "is a claim and a company or service", "claim:both"),
        ("idle", "`idle` made no claim in this model", None),
        ("", "no claim or company is called ``", None),
    ],
)
def test_what_is_not_there_is_an_error_and_never_kept(
    name: str, message: str, nearest: str | None
) -> None:
    with pytest.raises(df.QuestionError, match=message) as wrong:
        df.claims(read(SEVERAL), ["b", name])
    assert nearest is None or nearest in wrong.value.nearest


def test_a_model_without_claims_has_none() -> None:
    answer = df.claims(read("data: {x: {}}"))
    assert (answer.to_dict()["answer"], answer.tell()) == (
        [],
        "Nobody claims anything in this model.",
    )


# --- the answer -----------------------------------------------------------------------------------


def test_the_json_of_a_broken_claim() -> None:
    answer = df.claims(read(f"{TODAY}reach: anyone, for: ads}}}}")).to_dict()
    (one,) = answer["answer"]
    path = one.pop("path")
    assert one == {
        "claim": "c",
        "by": "w-co",
        "date": "2012-07-07",
        "verdict": "broken",
        "on": "2016-08-25",
        "on_is": "stated",
        "certainty": "stated",
        "may_be": None,
        "firm": None,
        "company": "f-co",
        "data": ["x"],
        "reading": None,
        "findings": [],
        "replies": [],
        "status": "stated",
    }
    assert [(step["step"], step["id"], step["to"], step["day"]) for step in path] == [
        ("hold", None, "w", "2009-01-01"),
        ("flow", "wf", "f", "2016-08-25"),
    ]
    assert path[1]["sources"] == ["press"]


def test_the_json_of_a_kept_claim() -> None:
    (one,) = df.claims(read(f"{TODAY}reach: k, from: f}}}}")).to_dict()["answer"]
    assert list(one) == [
        *("claim", "by", "date", "verdict", "on", "on_is", "certainty", "may_be", "firm"),
        *("company", "data", "path", "reading", "findings", "replies", "status"),
    ]
    assert (one["on_is"], one["certainty"], one["may_be"], one["firm"]) == (None,) * 4
    assert (one["on"], one["company"], one["data"], one["path"]) == (None, None, [], [])


def test_the_nearest_of_several_is_named_first_and_the_others_are_told() -> None:
    text = TOWN.replace(
        "fk: {from: f, to: k, data: x, since: 2018}", "fk: {from: f, to: k, data: x}"
    )
    model = read(text + "  c: {by: w-co, date: 2012, never: {data: x, reach: [k, f-co]}}")
    (one,) = df.claims(model)
    assert one.company is not None
    assert (one.company.id, [other.id for other in one.others]) == ("f-co", ["k"])
    assert "F Co operates F. On that day K had it too." in told(model)


def test_a_sentence_with_both_sources() -> None:
    said = told(read(f"{TODAY}reach: anyone}}}}"))
    assert said.startswith(
        "c: On 7 July 2012 W Co said, in the words of this model [1]: nobody but W Co would ever"
        " have x. It was broken on 25 August 2016: W shared x with F on that day, for banners [2]."
        " F Co operates F. No authority has decided this, as far as this model says."
    )
    assert "[1] “Policy”\n[2] “Press”" in said


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            "{by: w-co, date: 2012-07, quote: Not sold., never: {data: [x, y], reach: outsiders}}",
            "In July 2012 W Co said “Not sold.”; this model reads it as: nobody outside the",
        ),
        (
            "{date: 2012, never: {data: y, reach: [f, k], from: w, for: [ads, safety]}}",
            "F and K would never have y from W for ads or safety. It is not contradicted by this",
        ),
        (
            "{date: 2012, never: {data: y, reach: anyone, from: w, except_for: [ads, safety]}}",
            "nobody but whoever operates W would ever have y from W, for anything but ads or",
        ),
        (
            "{by: w-co, date: 2014, never: {data: x, reach: w-co}}",
            (
                "It was untrue when it was made:"
                " W collects x and uses it for safety [1]. W Co operates W."
            ),
        ),
        (
            "{by: w-co, date: 2014, until: 2015, never: {data: x, reach: f}}",
            "Up to its end, 2015, it is not contradicted by this model.",
        ),
        (
            "{by: w-co, date: 2017, never: {data: x, reach: f}}",
            "It was untrue when it was made: W shared x with F on 25 August 2016, for banners [1].",
        ),
        (
            "{by: w-co, date: 2016-08-25, never: {data: x, reach: f}}",
            "It was untrue when it was made: W shared x with F on that day, for banners [1].",
        ),
    ],
)
def test_sentences(claim: str, said: str) -> None:
    assert said in told(read(f"{TOWN}  c: {claim}"))


COPY = """
data: {{x: {{}}}}
companies: {{b-co: {{}}, n-co: {{}}}}
services:
  a: {{holds: {{data: x, since: 2010-05-02, until: 2012}}}}
  b: {{operator: [{{company: b-co, until: 2015}}, {{company: n-co, since: 2016}}]}}
flows: {{ab: {{from: a, to: b, data: x, {window}}}}}
claims:
  c: {{by: b-co, date: 2014, never: {{data: x, reach: {reach}}}}}
"""


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ("since: 2010, until: 2010", "b still has what it got in 2010."),
        ("since: 2010-07-07, until: 2010-07-07", "b still has what it got on 7 July 2010."),
        ("since: 2010, until: 2011", "b still has what it got until 2011."),
        ("until: 2010-05-02", "b still has what it got on 2 May 2010."),
    ],
)
def test_a_copy_that_is_still_there_is_told(window: str, said: str) -> None:
    model = read(COPY.format(window=window, reach="b"))
    assert judged(model) == {"c": ("untrue", "2014-01-01")}
    assert f"It was untrue when it was made: {said}" in told(model)


def test_a_copy_of_what_the_sender_has_deleted_is_told_too() -> None:
    text = COPY.format(window="since: 2011", reach="b")
    gone = text.replace("until: 2012}}", "until: 2012}, deletes: {data: x, date: 2013-03}}")
    assert "still" not in told(read(text))
    assert "b still has what it got until 28 February 2013." in told(read(gone))


def test_a_copy_that_is_bought_with_the_service_is_told() -> None:
    model = read(COPY.format(window="until: 2012", reach="n-co"))
    assert judged(model) == {"c": ("broken", "2016-01-01")}
    assert (
        "It was broken on a day that is not stated, not before 2016: n co took b over from b co"
        " that year; b still has what it got until 2012."
    ) in told(model)


def test_what_is_worked_out_breaks_a_claim() -> None:
    model = read("""
data: {x: {}, y: {}, z: {}}
services: {a: {holds: [{data: x}, {data: y, since: 2015-03-01}]}}
derivations: {r: {from: [x, y], to: z}}
claims:
  c: {by: a, date: 2012, never: {data: z, reach: a}}
  d: {by: a, date: 2018, never: {data: z, reach: a}}
""")
    assert judged(model) == {"c": ("broken", "2015-03-01"), "d": ("untrue", "2018-01-01")}
    assert (
        "It was broken on a day that is not stated, not before 1 March 2015:"
        " a can work out z from x and y."
    ) in told(model, "c")
    assert (
        "It was untrue when it was made; broken, if it began only later:"
        " a can work out z from x and y."
    ) in told(model, "d")


def test_unnamed_recipients_make_it_a_lower_bound() -> None:
    text = TOWN.replace("k: {name: K}", "k: {name: partners, unnamed: true}")
    claim = "  c: {by: w-co, date: 2012, until: 2019, never: {data: x, reach: f}}"
    model = read(text.replace("from: f, to: k", "from: w, to: k") + claim)
    answer = df.claims(model)
    assert answer.to_dict()["unnamed"] == ["k"]
    assert (
        "“partners” stands for recipients that the source does not name, and had" in answer.tell()
    )
    early = df.claims(model, as_of="2017")
    assert early.to_dict()["unnamed"] == []
    # F, who gave it to them, is none of them
    given = df.claims(read(text + claim))
    assert (given.to_dict()["unnamed"], "more may have" in given.tell()) == ([], False)


@pytest.mark.parametrize(
    ("said", "passed", "certainty", "condition"),
    [
        ("stated", "stated", "stated", "untrue when it was made: "),
        ("alleged", "stated", "alleged", "untrue when it was made, if it was said: "),
        ("stated", "alleged", "alleged", "untrue when it was made, if what is alleged is so: "),
        ("permitted", "alleged", "alleged", "if it was said, and if what is alleged is so: "),
        ("alleged", "permitted", "alleged", "if it was said, and if what is permitted was done: "),
        ("alleged", "confirmed", "alleged", "untrue when it was made, if it was said: "),
    ],
)
def test_a_verdict_is_no_surer_than_that_it_was_said(
    said: str, passed: str, certainty: str, condition: str
) -> None:
    text = TOWN.replace("since: 2016-08-25", f"since: 2010, status: {passed}", 1)
    text = text.replace(f"status: {passed}, purposes: banners, source: press", f"status: {passed}")
    never = f"  c: {{by: w-co, date: 2012, status: {said}, never: {{data: x, reach: f}}}}"
    answer = df.claims(read(text + never))
    [row] = answer.to_dict()["answer"]
    assert (row["certainty"], row["status"]) == (certainty, said)
    assert condition in answer.tell()


def test_the_doubts_about_claims_and_their_data_are_told() -> None:
    model = read(TOWN + "  c: {by: w-co, date: 2012, never: {data: y, reach: outsiders}}")
    codes = [doubt["code"] for doubt in df.claims(model).to_dict()["doubts"]]
    assert sorted(codes) == ["claim-about-nothing", "no-source"]


def test_csv_and_markdown_say_the_same() -> None:
    answer = df.claims(read(f"{TODAY}reach: anyone}}}}"))
    header, row, *rest = answer.to_csv().splitlines()
    assert header == (
        "claim,by,date,verdict,on,on_is,certainty,may_be,firm,company,data,path,reading,findings,"
        "replies,status"
    )
    assert row.startswith("c,w-co,2012-07-07,broken,2016-08-25,stated,stated,,,f-co,x,")
    assert row.endswith(",,,,stated")
    assert not rest
    assert "It was broken on 25 August 2016: W shared x with F" in answer.to_markdown()


def test_iterating_gives_the_judgements() -> None:
    answer = df.claims(read(f"{TODAY}reach: anyone}}}}"))
    (one,) = answer
    assert (len(answer), one.claim.id, one.verdict) == (1, "c", "broken")
    assert answer.not_kept == (one,)


# --- the case of WhatsApp -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def case() -> Model:
    return df.load(CASE)


def test_the_policy_of_2012_depends_on_the_reading(
    case: Model,
) -> None:
    name = "policy-2012-marketing"
    found = judged(case, f"{name}-opt-in", f"{name}-any-choice", f"{name}-outsiders")
    assert found == {
        f"{name}-opt-in": ("broken", "2016-08-25"),
        f"{name}-any-choice": ("kept", None),
        f"{name}-outsiders": ("kept", None),
    }
    (one,) = df.claims(case, [f"{name}-opt-in"])
    assert (one.certainty, one.firmly and one.firmly.verdict) == ("permitted", "kept")
    assert one.company is not None
    assert one.company.id == "facebook-inc"
    assert [step.cause.id for step in one.path[1:]] == ["account-info-ads-2016"]  # type: ignore[union-attr]


def test_koum_did_not_know_your_birthday(case: Model) -> None:
    assert judged(case, "koum-2014-birthday") == {"koum-2014-birthday": ("kept", None)}


def test_the_statement_on_location_falls_with_the_policy_that_collects_it(case: Model) -> None:
    assert judged(case, "koum-2014-location") == {"koum-2014-location": ("broken", "2019-12-19")}
    said = told(case, "koum-2014-location")
    assert (
        "By firm statements alone, it is not contradicted by this model. It was broken by"
        " 19 December 2019 at the latest, if what [2] permits was done; untrue when it was made,"
        " if it had begun by then: WhatsApp may observe precise location, under its terms [2]."
    ) in said


def test_the_claims_of_a_company_are_those_that_it_made(case: Model) -> None:
    made = {
        name for name, claim in case.claims.items() if claim.by and claim.by.id == "whatsapp-inc"
    }
    assert made <= set(judged(case, "whatsapp-inc")) < set(judged(case))
    assert judged(case, "whatsapp-inc").items() <= judged(case).items()


def test_who_operated_a_service_that_others_operate_now_is_told_as_past() -> None:
    sold = TOWN.replace("f: {operator: f-co,", "f: {operator: {company: f-co, until: 2018},")
    claim = "  c: {by: w-co, date: 2012, never: {data: x, reach: f-co}}"
    assert "F Co operated F." in told(read(sold + claim))
    assert "F Co operates F." in told(read(TOWN + claim))


READ = """
  a: {by: w-co, date: 2012, quote: "We keep it.", never: {data: x, reach: f-co}}
  b: {by: w-co, date: 2012, quote: "We keep it.", reading: nobody, never: {data: y, reach: k}}
"""


def test_several_readings_of_one_promise_are_counted_once() -> None:
    assert "Of 1 claim, read in several ways: 1 depending on the reading." in told(
        read(TOWN + READ)
    )
    more = TOWN + READ + "  c: {by: w-co, date: 2013, never: {data: x, reach: f-co}}"
    first = df.claims(read(more)).tell().partition("\n")[0]
    assert first == (
        "Of 2 claims, 1 of them read in several ways: 1 broken and 1 depending on the reading."
    )


def test_what_less_sure_statements_change_is_counted_by_promise() -> None:
    alleged = TOWN.replace("purposes: banners,", "purposes: banners, status: alleged,") + READ
    kept = alleged + "  c: {by: w-co, date: 2013, never: {data: x, reach: f-co}}"
    first = df.claims(read(kept)).tell().partition("\n")[0]
    assert first == (
        "Of 2 claims, 1 of them read in several ways, by firm statements alone: 2 not"
        " contradicted. Besides, 1 broken and 1 depending on the reading, if what is alleged is so,"
        " or what is permitted was done."
    )


def test_the_table_has_the_words_of_a_promise_where_there_is_room() -> None:
    long = "We never give to anybody what you have given us to keep, " * 2
    claims = f"  c: {{by: w-co, date: 2013, quote: '{long}', never: {{data: y, reach: k}}}}"
    claims = f"{READ}{claims}\n"
    claims += "  d: {by: w-co, date: 2014, never: {data: x, reach: f-co}}"
    answer = df.claims(read(TOWN + claims))
    rows = answer.report("short").table
    assert rows is not None
    assert rows.columns[3] == "promise"
    assert {row[0]: row[3] for row in rows.rows} == {
        "a": "“We keep it.”",
        "b": "“We keep it.”",
        "c": "K would never have y",
        "d": "F Co would never have x",
    }
    assert "“We keep it.”" in answer.tell(110)
    assert "promise" not in answer.tell(60)
