"""`ask` entries: questions in words that are answered by companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.answers.reach import Reach
from dataflow.asking import ask
from dataflow.asking.expectations.judging import Result, fields_of, question_of, settings_of
from dataflow.asking.expectations.reaching import compare_rows, rows_of, show_rows
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from dataflow.model import Expectation, Model


def judge_ask(model: Model, expectation: Expectation) -> Result:
    """Ask in words who can reach a data type, and compare.

    Raises:
        QuestionError: the question was not understood, or its answer is no list of companies.
    """
    if settings_of(expectation):
        raise QuestionError(
            "a question in words says itself how it is asked: put the setting there"
        )
    asked = ask(model, expectation.subject)
    if not isinstance(asked.answer, Reach):
        raise QuestionError(
            f"this asks `{asked.words[0]}`: only “which companies can reach …” is answered by"
            " companies"
        )
    written = fields_of(expectation)["companies"]
    wrong = dict(compare_rows(asked.answer, rows_of(written)))
    return Result(
        expect=question_of(expectation),
        expected={"companies": written},
        got={"companies": show_rows(asked.answer, written)},
        differences=tuple(wrong.values()),
        behind=(asked.answer.report(),) if wrong else (),
        at=expectation.at,
    )
