"""`cut` entries: which flows are expected to have to stop, and which would have to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.answers.cut import cut
from dataflow.asking.expectations.judging import Result, fields_of, question_of, settings_of
from dataflow.common.nearest import list_names

if TYPE_CHECKING:
    from dataflow.model import Expectation, Model


def judge_cut(model: Model, expectation: Expectation) -> Result:
    """Ask which flows would have to stop, and compare."""
    company, written = fields_of(expectation)["company"], fields_of(expectation)["flows"]
    answer = cut(model, expectation.subject, company, **settings_of(expectation))
    expected = sorted([written] if isinstance(written, str) else written)
    got = [one.flow.id for one in answer] if answer.possible else None
    wrong = [] if got == expected else [_differ(expected, got)]
    return Result(
        expect={**question_of(expectation), "company": company},
        expected={"flows": written},
        got={"flows": got},
        differences=tuple(wrong),
        behind=(answer.report(),) if wrong else (),
        at=expectation.at,
    )


def _differ(expected: list[str], got: list[str] | None) -> str:
    found = "it is not possible" if got is None else f"got {list_names(got) or 'none'}"
    return f"expected {list_names(expected) or 'none'}, {found}"
