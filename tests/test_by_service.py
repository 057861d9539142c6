"""By service: each holder is asked about by itself, in every question; by company, it is said."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from test_against_reference import BATCHES, EXAMPLES, on_random_models, read

import dataflow as df

if TYPE_CHECKING:
    from random_models import Document, Entry

    from dataflow.answers.reach import Reach

# shop (email, health) --orders, from 2020--> crm --audiences, from 2022--> ads; all of acme
ACME = """
dataflow: 1
companies: {acme: , mega: }
services:
  shop: {operator: acme, holds: [email, health]}
  crm: {operator: acme}
  ads: {operator: acme}
flows:
  orders: {from: shop, to: crm, data: email, since: 2020}
  audiences: {from: crm, to: ads, data: email, since: 2022}
"""

# postcard is sold: old-ltd until 2014, new-ltd from 2015, which has a copy of its own from 2016
SOLD = """
dataflow: 1
companies: {old-ltd: , new-ltd: {owned_by: top}, top: }
services:
  postcard:
    operator: [{company: old-ltd, until: 2014}, {company: new-ltd, since: 2015}]
    holds: {data: email, since: 2010}
flows:
  up: {from: postcard, to: new-ltd, data: email, since: 2016}
"""


Told = list[tuple[str | None, str | None]]


def told(text: str, data: str = "email", **asked: Any) -> Told:  # noqa: ANN401  # any settings
    """Which service, or company by itself, has it, and whose that is."""
    answer = df.reach(df.loads(text), data, by="service", **asked)
    return [
        (row.unit.service and row.unit.service.id, row.unit.company and row.unit.company.id)
        for row in answer
    ]


# --------------------------------------------------------------------------------------------
# Who has it


def test_each_service_has_what_is_given_to_it() -> None:
    assert told(ACME) == [("shop", "acme"), ("crm", "acme"), ("ads", "acme")]
    assert told(ACME, as_of=2021) == [("shop", "acme"), ("crm", "acme")]
    assert told(ACME, "health") == [("shop", "acme")]
    assert told(ACME, without="orders") == [("shop", "acme")]


def test_a_company_has_what_is_given_to_it_alone() -> None:
    assert told(SOLD) == [("postcard", "new-ltd"), (None, "new-ltd")]
    assert told(SOLD, as_of=2014) == [("postcard", "old-ltd")]
    assert told(SOLD, as_of=2015) == [("postcard", "new-ltd")]


def test_owners_have_no_service() -> None:
    rows = told(SOLD, owners=True, as_of=2015)
    # the owned has it by its service, and nothing by itself
    assert rows == [("postcard", "new-ltd"), (None, "top")]
    (way,) = df.why(df.loads(SOLD), "email", "top", owners=True, as_of=2015, by="service")
    assert [holder.id for holder in way.owns] == ["new-ltd"]
    assert [step.kind for step in way.steps] == ["hold", "operator"]


def test_a_service_whose_operators_do_not_count_is_nobodys() -> None:
    text = """
dataflow: 1
companies: [acme]
services: {shop: {holds: email, operator: {company: acme, status: alleged}}}
"""
    assert told(text) == [("shop", "acme")]
    assert told(text, firm=True) == [("shop", None)]
    assert "acme (alleged)" in df.reach(df.loads(text), "email", by="service").tell()


def test_of_several_operators_the_surest_is_named_then_the_first_by_id() -> None:
    text = """
dataflow: 1
companies: [a, b, c]
services:
  shop: {holds: email, operator: [{company: a, status: alleged}, {company: c}, {company: b}]}
"""
    assert told(text) == [("shop", "b")]


def test_a_service_that_is_its_own_company_is_a_service() -> None:
    assert told("{dataflow: 1, services: {shop: {holds: email}}}") == [("shop", "shop")]


# --------------------------------------------------------------------------------------------
# In every format


def test_the_table_names_who_ran_a_service_while_it_had_the_data() -> None:
    text = df.reach(df.loads(SOLD), "email", by="service").tell()
    assert "1 service and 1 company can reach email address." in text
    assert "New ltd itself has had it since 2016: postcard shared it that year." in text
    assert "old ltd (until 2014); new ltd (since 2015)" in text


def test_who_ran_a_service_for_a_part_of_the_time_stands_there_with_the_days() -> None:
    text = """
dataflow: 1
companies: [acme]
services: {shop: {holds: {data: email, since: 2010}, operator: {company: acme, since: 2018}}}
"""
    assert "acme (since 2018)" in df.reach(df.loads(text), "email", by="service").tell()
    assert "acme  " in df.reach(df.loads(text), "email", by="service", as_of=2020).tell()


def test_json_and_csv_have_a_service_beside_the_company() -> None:
    answer = df.reach(df.loads(SOLD), "email", by="service")
    told = answer.to_dict()
    assert told["question"]["by"] == "service"
    (service, company) = told["answer"]["services"]
    assert list(service)[:4] == ["service", "company", "name", "kind"]
    assert (service["kind"], service["services"]) == ("service", ["postcard"])
    assert (company["service"], company["company"], company["kind"]) == (None, "new-ltd", "company")
    rows = list(csv.DictReader(io.StringIO(answer.to_csv())))
    assert [row["service"] for row in rows] == ["postcard", ""]
    assert list(rows[0]) == list(answer.columns)
    assert "| postcard |" in answer.to_markdown()


def test_by_company_nothing_has_a_service() -> None:
    model = df.loads(ACME)
    for asked in ({}, {"by": "company"}, {"by": None}):
        answer = df.reach(model, "email", **asked)
        assert answer.to_dict()["question"]["by"] == "company"
        assert "service" not in answer.columns
        assert [row.company.id for row in answer] == ["acme"]


@pytest.mark.parametrize("by", ["xyz", "Company", "", 3])
def test_another_value_is_refused_with_the_two_that_there_are(
    by: Any,  # noqa: ANN401  # what is none of the two
) -> None:
    with pytest.raises(df.QuestionError, match="`by` is `company` or `service`, not "):
        df.reach(df.loads(ACME), "email", by=by)


# --------------------------------------------------------------------------------------------
# One service, or a company by itself


def test_why_leads_to_a_service() -> None:
    model = df.loads(ACME)
    answer = df.why(model, "email", "ads", by="service")
    (way,) = answer
    assert [step.receiver.id for step in way.steps] == ["shop", "crm", "ads"]
    assert way.to_dict()["service"] == "ads"  # type: ignore[typeddict-item]  # by service only
    assert "Ads has had email address since 2022, in 2 steps." in answer.tell()
    assert len(df.why(model, "health", "ads", by="service")) == 0


def test_cut_stops_what_reaches_a_service() -> None:
    model = df.loads(ACME)
    answer = df.cut(model, "email", "ads", by="service")
    assert [stopped.flow.id for stopped in answer] == ["audiences"]
    assert answer.question()["service"] == "ads"
    assert not df.cut(model, "email", "ads").possible
    assert not df.cut(model, "email", "shop", by="service").possible


def test_a_company_of_which_only_the_services_have_anything_is_refused() -> None:
    model = df.loads(ACME)
    for ask in (df.why, df.cut):
        with pytest.raises(df.QuestionError, match="ask for `ads`, `crm` or `shop`"):
            ask(model, "email", "acme", by="service")
    assert len(df.why(df.loads(SOLD), "email", "new-ltd", by="service")) == 1
    # it has nothing that day, but may be asked for
    assert len(df.why(df.loads(SOLD), "email", "new-ltd", by="service", as_of=2015)) == 0
    assert len(df.why(model, "email", "mega", by="service")) == 0


def test_a_refusal_names_a_few_of_many_services() -> None:
    services = "".join(f"  s{number:02}: {{operator: acme}}\n" for number in range(60))
    model = df.loads(f"dataflow: 1\ncompanies: [acme]\nservices:\n{services}")
    with pytest.raises(df.QuestionError, match="`s06`, `s07` or 52 more"):
        df.why(model, "email", "acme", by="service")


def test_a_company_stands_for_its_services_in_exposure() -> None:
    model = df.loads(ACME)
    every = df.exposure(model, by="service").to_dict()["answer"]
    assert {*every} == {"shop", "crm", "ads"}
    assert df.exposure(model, ["acme"], by="service").to_dict()["answer"] == every
    assert {*df.exposure(model, ["crm"], by="service").to_dict()["answer"]} == {"crm"}
    assert "mega can reach none." in df.exposure(model, ["crm", "mega"], by="service").tell()


# --------------------------------------------------------------------------------------------
# What changed, what was promised


def test_diff_says_which_services_gained() -> None:
    answer = df.diff(df.loads(ACME), before="2021", after="2023", by="service")
    gained = [(c["service"], c["company"]) for c in answer.to_dict()["answer"]["gained"]]
    assert {*gained} == {("ads", "acme")}
    assert "1 service gained, and nobody lost." in answer.tell()
    assert len(df.diff(df.loads(ACME), before="2021", after="2023")) == 0


def test_a_sale_changes_nothing_for_the_service() -> None:
    assert len(df.diff(df.loads(SOLD), before="2014", after="2015", by="service")) == 0
    assert len(df.diff(df.loads(SOLD), before="2014", after="2015")) > 0


def test_both_sides_of_a_difference_are_of_the_same() -> None:
    model = df.loads(f"{ACME}\nscenarios: {{apart: {{by: service}}}}")
    with pytest.raises(df.QuestionError, match="by service, and after, by company"):
        df.diff(model, before="apart", after="2020")
    assert len(df.diff(model, before="apart", after="2020", by="service")) > 0


STAYS = f"""{ACME}
claims:
  never: {{by: acme, date: 2019, never: {{data: health, reach: ads, from: shop}}}}
  named: {{by: acme, date: 2021, never: {{data: email, reach: crm, from: shop}}}}
  stays: {{by: acme, date: 2019, never: {{data: email, reach: anyone, from: shop}}}}
  health: {{by: acme, date: 2019, never: {{data: health, reach: anyone, from: shop}}}}
  inside: {{by: acme, date: 2019, never: {{data: email, reach: outsiders}}}}
  whole: {{by: mega, date: 2019, never: {{data: email, reach: acme}}}}
"""


def test_a_promise_is_judged_for_whom_it_names_and_by_service_where_data_was_to_stay() -> None:
    verdicts: dict[str, dict[str, object]] = defaultdict(dict)
    for by in ("company", "service"):
        for judged in df.claims(df.loads(STAYS), by=by):
            who = judged.company and judged.company.id
            verdicts[judged.claim.id][by] = (judged.verdict, who)
    assert verdicts == {
        "never": dict.fromkeys(("company", "service"), ("kept", None)),
        "named": dict.fromkeys(("company", "service"), ("untrue", "crm")),
        "stays": {"company": ("kept", None), "service": ("broken", "crm")},
        "health": dict.fromkeys(("company", "service"), ("kept", None)),
        "inside": dict.fromkeys(("company", "service"), ("kept", None)),
        "whole": {"company": ("untrue", "acme"), "service": ("untrue", "shop")},
    }


def test_by_company_a_promise_says_where_it_would_be_judged_otherwise() -> None:
    model = df.loads(STAYS)
    said = "By service it is judged otherwise: crm had it (`--by service`)."
    assert said in df.claims(model, ["stays"]).tell(width=None)
    assert "By service" not in df.claims(model, ["health"]).tell()
    few = "By service the verdict is another on stays (`--by service`)."
    assert few in df.claims(model).tell(length="brief")
    assert "By service" not in df.claims(model, ["stays"], by="service").tell()
    assert "nobody but shop would" in df.claims(model, ["stays"], by="service").tell()


# --------------------------------------------------------------------------------------------
# By company, an answer about a service says whose it is


def test_a_service_stands_for_its_company_and_that_is_said() -> None:
    model, alone = df.loads(ACME), "`--by service` asks about ads alone."
    for text in (
        df.why(model, "email", "ads").tell(),
        df.cut(model, "email", "ads").tell(),
        df.exposure(model, ["ads"]).tell(),
    ):
        assert "acme, which operates ads" in text.replace("Acme", "acme")
        assert alone in text
    assert alone not in df.why(model, "email", "acme").tell()
    assert "which operated postcard" not in df.why(df.loads(SOLD), "email", "postcard").tell()
    assert "which operates postcard" in df.why(df.loads(SOLD), "email", "postcard").tell()


def test_an_operator_is_told_no_surer_than_it_is() -> None:
    text = """
dataflow: 1
companies: [acme, globex]
services:
  shop:
    holds: email
    operator:
      - {company: acme, status: alleged, until: 2010}
      - {company: globex, status: permitted, since: 2011}
"""
    model = df.loads(text)
    assert "acme, which is said to operate shop, cannot" in df.why(
        model, "name", "shop", as_of=2010
    ).tell(length="full")
    assert "globex, which may operate shop, under its terms, cannot" in df.why(
        model, "name", "shop"
    ).tell(length="full")


def test_asked_in_words_it_is_said_too() -> None:
    model = df.loads(ACME)
    said = "`ads` is a service: this is about `acme`, its operator in this model"
    for question in ("can ads see my email?", "what does ads know about me?"):
        assert said in df.ask(model, question).tell()
    assert said not in df.ask(model, "can acme see my email?").tell()


def test_where_a_company_is_nothing_but_the_service_no_other_answer_is_offered() -> None:
    model = df.loads(
        "{dataflow: 1, companies: [inc], services: {a: {operator: inc, holds: email}}}"
    )
    text = df.why(model, "email", "a").tell()
    assert "Inc, which operates a, has had" in text
    assert "--by service" not in text


# --------------------------------------------------------------------------------------------
# Figures


def test_figures_draw_each_service() -> None:
    model = df.loads(STAYS)
    assert df.draw(model, highlight="email", by="service").alt.startswith(
        "3 services can reach your email address: shop, crm and ads."
    )
    matrix = df.draw(df.exposure(model, by="service"))
    (picture,) = matrix.figure.panels  # type: ignore[attr-defined]  # a matrix
    assert {column.name: column.owner for column in picture.columns} == {
        "shop": "acme",
        "crm": "acme",
        "ads": "acme",
    }
    assert "broken" in df.draw(df.claims(model, by="service")).alt
    nobody = df.draw(df.reach(model, "name", by="service")).alt
    assert nobody.startswith("No service in this model, and no company itself, can reach your name")


def test_a_view_draws_by_service_by_its_scenario() -> None:
    more = "scenarios: {apart: {by: service}}\nviews: {all: {kind: matrix, panels: apart}}"
    assert "3 services" in df.draw(df.loads(f"{ACME}\n{more}"), "all").alt


# --------------------------------------------------------------------------------------------
# Companies and services say the same


def rows_of(answer: Reach) -> dict[str, set[str]]:
    """Through which holders each company has it."""
    return {row.company.id: {holder.id for holder in row.services} for row in answer}


def test_a_company_has_what_its_services_have_and_nothing_else() -> None:
    seen = 0

    @on_random_models(EXAMPLES // 40, BATCHES + 90)
    def agree(document: Document, questions: list[Entry]) -> None:
        nonlocal seen
        model = read(document)
        for asked in questions:
            plain = {key: value for key, value in asked.items() if key not in ("by", "owners")}
            if "as_of" not in plain:
                continue  # a service may have had it before anybody operated it
            for data in model.data:
                companies = rows_of(df.reach(model, data, **plain))
                apart = df.reach(model, data, by="service", **plain)
                together: dict[str, set[str]] = defaultdict(set)
                for row in apart:
                    day = apart.setting.day
                    operators = apart.model.operators_of(row.company, day)
                    own = (row.company,) if row.company.is_company else ()
                    for company in {each.id for each in (*operators, *own)}:
                        together[company].add(row.company.id)
                assert together == companies
                seen += len(companies)

    agree()
    assert seen > 0
