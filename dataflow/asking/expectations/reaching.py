"""`reach` entries: which companies are expected to have something, and which have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataflow.answers.reach import reach
from dataflow.answers.why import why
from dataflow.asking.expectations.judging import Result, fields_of, question_of, settings_of
from dataflow.common.dates import parse_date, show_day
from dataflow.common.nearest import list_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.answers.reach import Reach, Row
    from dataflow.model import Expectation, Model

Rows = dict[str, dict[str, str]]
"""What is expected of each company, by key; a key that is left out is not compared."""


def judge_reach(model: Model, expectation: Expectation) -> Result:
    """Ask who can reach a data type, and compare."""
    settings = settings_of(expectation)
    answer = reach(model, expectation.subject, **settings)
    rows = rows_of(fields_of(expectation)["companies"])
    wrong = dict(compare_rows(answer, rows))
    proofs = [
        why(model, expectation.subject, company, **settings).report()
        for company in wrong
        if company is not None
    ]
    return Result(
        expect=question_of(expectation),
        expected={"companies": fields_of(expectation)["companies"]},
        got={"companies": show_rows(answer, fields_of(expectation)["companies"])},
        differences=tuple(wrong.values()),
        behind=tuple(proofs),
        at=expectation.at,
    )


def rows_of(written: str | list[str] | Mapping[str, Any]) -> Rows:
    """Give what an entry expects of each company."""
    if isinstance(written, str):
        written = [written]
    if isinstance(written, list):
        return {company: {} for company in written}
    return {company: dict(row or {}) for company, row in written.items()}


def compare_rows(answer: Reach, rows: Rows) -> Iterator[tuple[str | None, str]]:
    """Give what differs: the company whose path is behind it, and a sentence."""
    found = {row.company.id: row for row in answer}
    for company in sorted(rows.keys() - found.keys()):
        yield company, f"`{company}` is expected to have it, and cannot reach it"
    for company, row in found.items():
        if company not in rows:
            yield company, f"`{company}` is not expected to have it, and can reach it"
            continue
        wrong = [key for key, value in rows[company].items() if not _fits(row, key, value)]
        if wrong:
            expected = list_names([f"{key}: {rows[company][key]}" for key in wrong])
            got = list_names([f"{key}: {_show(row, key)}" for key in wrong])
            yield company, f"`{company}`: expected {expected}, got {got}"


def _fits(row: Row, key: str, expected: str) -> bool:
    if key == "since":
        return row.since == parse_date(expected).first
    return _show(row, key) == expected


def _show(row: Row, key: str) -> str:
    value = {"since": show_day(row.since), "hops": row.hops, "how": row.how}[key]
    return "null" if value is None else str(value)


def show_rows(answer: Reach, written: object) -> object:
    """Give the answer in the form in which it was expected: a list, or rows with every key."""
    if isinstance(written, (list, str)):
        return [row.company.id for row in answer]
    return {
        row.company.id: {"since": show_day(row.since), "hops": row.hops, "how": row.how}
        for row in answer
    }
