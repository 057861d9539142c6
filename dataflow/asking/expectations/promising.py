"""`claim` entries: what is expected to have become of a promise, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataflow.answers.claims import claims
from dataflow.asking.expectations.judging import Result, fields_of, question_of, settings_of
from dataflow.common.dates import parse_date, show_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.model import Expectation, Model


def judge_claim(model: Model, expectation: Expectation) -> Result:
    """Ask what became of a promise, and compare."""
    answer = claims(model, [f"claim:{expectation.subject}"], **settings_of(expectation))
    (judgement,) = answer
    fields = fields_of(expectation)
    expected: dict[str, Any] = {key: fields[key] for key in ("verdict", "on") if key in fields}
    got = {
        "verdict": judgement.verdict,
        "on": None if judgement.on is None else show_day(judgement.on),
    }
    wrong = tuple(_compare(expected, got))
    return Result(
        expect=question_of(expectation),
        expected=expected,
        got={key: got[key] for key in expected},
        differences=wrong,
        behind=(answer.report(),) if wrong else (),
        at=expectation.at,
    )


def _compare(expected: dict[str, Any], got: dict[str, Any]) -> Iterator[str]:
    if expected["verdict"] != got["verdict"]:
        yield f"expected `{expected['verdict']}`, got `{got['verdict']}`"
    if "on" in expected and show_day(parse_date(expected["on"]).first) != got["on"]:
        yield f"expected `on: {expected['on']}`, got `on: {got['on'] or 'null'}`"
