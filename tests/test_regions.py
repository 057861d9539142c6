"""Regions are told by the names that people use, wherever answers tell of them."""

from __future__ import annotations

from typing import Any

import pytest
from babel import Locale

import dataflow as df
from dataflow.asking.countries import find_region
from dataflow.common.regions import name_region
from dataflow.figures import draw

MODEL = """
dataflow: 1
services: {a: {name: Ay, holds: email}, b: {name: Bee}}
flows: {f: {from: a, to: b, data: email, %s}}
personas: {ana: {name: Ana, region: [DE, EU], accounts: [a]}}
claims:
  k: {by: a, date: 2018, quote: Never., when: {region: [US, US-CA]}, never: {data: email, reach: b}}
"""


def told(answer: Any) -> str:  # noqa: ANN401 - any answer
    return " ".join(answer.tell(length="full").split())


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        ("when: {region: DE}", "if you live in Germany"),
        ("when: {region: [GB, EU]}", "if you live in the EU or the United Kingdom"),
        ("when: {region: US-CA}", "if you live in California"),
        ("when: {region: the north}", "if you live in the north"),
        ("unless: {region: [EEA, NL]}", "unless you live in the EEA or the Netherlands"),
        (
            "unless: [{region: FR}, {region: [EEA, EU], since: 2018}]",
            "unless you live in France or the EEA/EU (since 2018)",
        ),
    ],
)
def test_whom_it_concerns_is_told_by_names(conditions: str, said: str) -> None:
    model = df.loads(MODEL % conditions)
    assert said in told(df.reach(model, "email"))
    assert said in told(df.why(model, "email", "b"))
    assert said in draw(model).svg


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        ("when: {region: [DE, EU]}", "Ana lives in Germany and the EU"),
        (
            "unless: {region: [GB, NL]}",
            "Ana does not live in the United Kingdom or the Netherlands",
        ),
    ],
)
def test_why_it_concerns_a_persona_is_told_by_names(conditions: str, said: str) -> None:
    assert said in told(df.why(df.loads(MODEL % conditions), "email", "b", persona="ana"))


def test_to_whom_something_was_promised_is_told_by_names() -> None:
    assert "Ay said to people in the United States or California" in told(
        df.claims(df.loads(MODEL % "role: processor"))
    )


def test_every_country_has_a_name_that_a_question_understands() -> None:
    known = [code for code in Locale.parse("en").territories if code.isalpha()]
    unnamed = [code for code in known if name_region(code) == code]
    assert unnamed == ["QO", "XA", "XB", "ZZ"]  # these are no place
    assert len(known) > 250
    assert all(find_region(name_region(code)) == code for code in {*known} - {*unnamed})
