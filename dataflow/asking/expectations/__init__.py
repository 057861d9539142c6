"""A model's own tests: its `expect` entries, asked and compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypedDict

from dataflow.answers.answer import Overview
from dataflow.asking.expectations.judgement import (
    Result,
    ResultJson,
    judge_ask,
    judge_claim,
    judge_cut,
    judge_reach,
    question_of,
    report_test,
)
from dataflow.common.values import dataclass
from dataflow.problems import QuestionError
from dataflow.telling.words import speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dataflow.common.values import JsonObject
    from dataflow.model import Expectation, Model
    from dataflow.telling.report import Report

JUDGES: Mapping[str, Callable[[Model, Expectation], Result]] = {
    "reach": judge_reach,
    "claim": judge_claim,
    "cut": judge_cut,
    "ask": judge_ask,
}
"""How each kind of question is asked and compared."""


class ResultsJson(TypedDict):
    """The results with their counts, as JSON has them."""

    passed: int
    failed: int
    results: list[ResultJson]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Test(Overview):
    """What became of the answers that a model's author expects, in the order of the file.

    Iterating gives the results.
    """

    __test__ = False  # pytest collects what is called so

    template = "of {path}: {passed} passed, {failed} failed"
    command: ClassVar[str] = "test"
    columns: ClassVar[tuple[str, ...]] = tuple(ResultJson.__annotations__)

    path: str
    results: tuple[Result, ...]
    language: str = "en"

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    @property
    def passed(self) -> int:
        """How many answers are as expected."""
        return sum(result.passed for result in self.results)

    @property
    def failed(self) -> int:
        """How many are not."""
        return len(self.results) - self.passed

    def question(self) -> JsonObject:
        """Return the model that was asked."""
        return {"model": self.path}

    def body(self) -> ResultsJson:
        """Return the results with their counts."""
        results = [result.to_dict() for result in self.results]
        return {"passed": self.passed, "failed": self.failed, "results": results}

    def records(self) -> list[dict[str, object]]:
        """Return a record a result; `at` is `file:line:column`."""
        return [{**result.to_dict(), "at": str(result.at)} for result in self.results]

    def whole_report(self) -> Report:
        """Return which answers differ, how, and what is behind each difference."""
        return report_test(self)


def test(model: Model) -> Test:
    """Ask every question of a model's `expect`, and compare the answers.

    >>> from dataflow.building import loads
    >>> model = loads('''
    ... dataflow: 1
    ... services: {shop: {holds: email}}
    ... expect: [{reach: email, companies: [shop]}, {reach: name, companies: [shop]}]
    ... ''')
    >>> test(model).passed, test(model).failed
    (1, 1)
    """
    with speaking(model.language):
        results = tuple(_judge(model, entry) for entry in model.expectations)
    return Test(model.path, results, model.language)


def _judge(model: Model, expectation: Expectation) -> Result:
    """Ask and compare; what cannot be asked so is not as expected."""
    try:
        result = JUDGES[expectation.kind](model, expectation)
    except QuestionError as wrong:
        asked = question_of(expectation)
        result = Result(asked, {}, {}, (wrong.message,), (), expectation.at)
    note = expectation.fields.get("note")
    return replace(result, note=str(note)) if note else result
