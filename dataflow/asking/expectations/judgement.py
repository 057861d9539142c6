"""An entry of `expect` → a result: it is asked as its kind is asked, and compared."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final, TypedDict, cast

from dataflow.answers.claims import claims
from dataflow.answers.cut import cut
from dataflow.answers.reach import Reach, Row, reach
from dataflow.answers.why import why
from dataflow.asking import ask
from dataflow.common.dates import parse_date, show_day
from dataflow.common.values import Brief, dataclass, freeze, thaw
from dataflow.language.leaves import TRUTH
from dataflow.language.questions import COUNTED, Asked
from dataflow.problems import Location, QuestionError
from dataflow.telling.report import Report, Section, Step
from dataflow.telling.steps import begin_applying
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dataflow.answers.answer import Tellable
    from dataflow.asking.expectations import Test
    from dataflow.common.values import JsonObject, JsonValue
    from dataflow.engine.certainty import DayKind
    from dataflow.engine.setting import Settings
    from dataflow.model import Expectation, Model
    from dataflow.problems import LocationJson
    from dataflow.telling.marking import Looks


_SETTINGS: Final = {**Asked.fields_by_key(), "scenario": "scenario"}
"""The settings by their keys in the language, with their names in Python."""

_TRUTHS: Final = {name for name, key in Asked.keys().values() if key.kind is TRUTH}
"""Those that are true or false."""

_SHOWN: Final = ("since", "hops", "how")
"""What is always shown of a company; the rest where it is expected of any."""


class ResultJson(TypedDict):
    """A result, as JSON has it; its keys are the columns of CSV."""

    expect: JsonObject
    passed: bool
    expected: JsonObject
    got: JsonObject
    at: LocationJson


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Result(Brief):
    """An expectation, and what came of it.

    Attributes:
        expect: the question as the entry has it: its kind, what it is about, its settings.
        expected: the answer as the entry has it.
        got: the answer that the model gives, in the same form.
        differences: what is not as expected, one a sentence; none where it passed.
        behind: for each difference that has a proof, the proof.
        at: where the entry stands.
        note: what the author says of it.
    """

    expect: Mapping[str, JsonValue]
    expected: Mapping[str, JsonValue]
    got: Mapping[str, JsonValue]
    differences: tuple[str, ...]
    behind: tuple[Report, ...]
    at: Location
    note: str | None = None

    def brief(self) -> str:
        """Return what it is, and of what."""
        return f"{'passed' if self.passed else 'differs'} at {self.at}"

    @property
    def passed(self) -> bool:
        """Whether the answer is as expected."""
        return not self.differences

    def __post_init__(self) -> None:
        """Freeze the mappings, and what they hold."""
        for name in ("expect", "expected", "got"):
            object.__setattr__(self, name, freeze(getattr(self, name)))

    def to_dict(self) -> ResultJson:
        """Return the result as JSON has it."""
        return {
            "expect": thaw(self.expect),
            "passed": self.passed,
            "expected": thaw(self.expected),
            "got": thaw(self.got),
            "at": self.at.to_dict(),
        }


def fields_of(expectation: Expectation) -> JsonObject:
    """Return the entry as it was read, in plain mappings and lists."""
    fields: JsonObject = thaw(expectation.fields)
    return fields


def settings_of(expectation: Expectation) -> Settings:
    """Return the settings that an entry names, as questions take them."""
    fields = fields_of(expectation)
    settings = {name: fields[key] for key, name in _SETTINGS.items() if key in fields}
    settings |= {name: settings[name] == "true" for name in _TRUTHS & settings.keys()}
    if isinstance(settings.get("without"), str):
        settings["without"] = [settings["without"]]
    return cast("Settings", settings)


def question_of(expectation: Expectation) -> JsonObject:
    """Return the question as the entry has it."""
    asked = {key: value for key, value in fields_of(expectation).items() if key in _SETTINGS}
    return {expectation.kind: expectation.subject, **asked}


Rows = dict[str, dict[str, str]]
"""What is expected of each company, by key; a key that is left out is not compared."""


Compared = tuple["JsonObject", "JsonObject"]
"""What was expected, and what came, in the same form."""


def _report(
    expectation: Expectation,
    compared: Compared,
    differences: Iterable[str],
    proofs: Iterable[Tellable],
) -> Result:
    """Return the result of an entry: what was expected and what came, and what differs."""
    expected, got = compared
    differences = tuple(differences)
    return Result(
        expect=question_of(expectation),
        expected=expected,
        got=got,
        differences=differences,
        behind=tuple(proof.report() for proof in proofs) if differences else (),
        at=expectation.at,
    )


def judge_reach(model: Model, expectation: Expectation) -> Result:
    """Ask who can reach a data type, and compare."""
    settings, subject = settings_of(expectation), expectation.subject

    def prove(companies: Iterable[str]) -> Iterator[Tellable]:
        for company in companies:
            with suppress(QuestionError):  # by service, a company itself may have nothing at all
                yield why(model, subject, company, **settings)

    return _judge_companies(expectation, reach(model, subject, **settings), prove)


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
    answer = asked.answer
    if not isinstance(answer, Reach):
        raise QuestionError(
            f"this asks `{asked.words[0]}`: only “which companies can reach …” is answered by"
            " companies"
        )
    return _judge_companies(expectation, answer, lambda _: [answer])


def _judge_companies(
    expectation: Expectation,
    answer: Reach,
    prove: Callable[[Iterable[str]], Iterable[Tellable]],
) -> Result:
    """Compare the companies; `prove` returns what is behind those that differ."""
    fields = fields_of(expectation)
    counted = COUNTED[answer.setting.by]
    key = next(key for key in ("at_least", *COUNTED.values()) if key in fields)
    if key not in ("at_least", counted):
        raise QuestionError(
            f"it is asked by {answer.setting.by}: its answer is told by `{counted}`, not `{key}`"
        )
    rows = _read_rows(fields[key])
    differences = dict(_compare_rows(answer, rows, exactly=key != "at_least"))
    compared: Compared = {key: fields[key]}, {key: _show_rows(answer, fields[key], rows)}
    return _report(expectation, compared, differences.values(), prove(differences))


def _read_rows(written: JsonValue) -> Rows:
    """Return what an entry expects of each company."""
    if not isinstance(written, dict):
        return {company: {} for company in _list_texts(written)}
    return {company: dict(row or {}) for company, row in written.items()}


def _list_texts(written: JsonValue) -> list[str]:
    """Return the texts of a list; one text stands for a list of it."""
    return [str(text) for text in written] if isinstance(written, list) else [str(written)]


def _compare_rows(answer: Reach, rows: Rows, *, exactly: bool) -> Iterator[tuple[str, str]]:
    """Return what differs: the company whose path is behind it, and a sentence.

    Without `exactly`, others may have it as well.
    """
    words, reached = spoken(), {row.company.id: row for row in answer}
    for company in sorted(rows.keys() - reached.keys()):
        text = "`{company}` is expected to have it, and cannot reach it"
        yield company, words.say(text, company=company)
    for company, row in reached.items():
        if company not in rows:
            if exactly:
                text = "`{company}` is not expected to have it, and can reach it"
                yield company, words.say(text, company=company)
            continue
        differing = [key for key, value in rows[company].items() if not _fits(row, key, value)]
        if differing:
            expected = _name_ids(f"{key}: {rows[company][key]}" for key in differing)
            got = _name_ids(f"{key}: {_show(row, key)}" for key in differing)
            text = "expected {expected}, got {got}"
            yield company, f"`{company}`: {words.say(text, expected=expected, got=got)}"


def _fits(row: Row, key: str, expected: str) -> bool:
    if key == "since":
        return row.since == _day_of(expected, row.finding.known.kind)
    return _show(row, key) == expected


def _day_of(expected: str, kind: DayKind | None) -> int:
    """Return the day that an expected date stands for: its last, where that is one at the latest.

    >>> _day_of("2014", "by") - _day_of("2014", "stated")
    364
    """
    date = parse_date(expected)
    return date.last if kind == "by" else date.first


def _show(row: Row, key: str) -> str:
    value = _show_row(row, [key])[key]
    return "null" if value is None else str(value)


def _show_row(row: Row, keys: Iterable[str]) -> JsonObject:
    told = cast("JsonObject", row.to_dict())
    return {key: told.get(key) for key in keys}


def _show_rows(answer: Reach, written: JsonValue, rows: Rows) -> JsonValue:
    """Return the answer in the form in which it was expected: a list, or rows with every key."""
    if isinstance(written, (list, str)):
        return [row.company.id for row in answer]
    keys = dict.fromkeys((*_SHOWN, *(key for row in rows.values() for key in row)))
    return {row.company.id: _show_row(row, keys) for row in answer}


def judge_cut(model: Model, expectation: Expectation) -> Result:
    """Ask which flows would have to stop, and compare."""
    fields = fields_of(expectation)
    company, written = str(fields["company"]), fields["flows"]
    answer = cut(model, expectation.subject, company, **settings_of(expectation))
    expected = sorted(_list_texts(written))
    got = [stopped.flow.id for stopped in answer] if answer.possible else None
    differences = [] if got == expected else [_differ(expected, got)]
    compared: Compared = {"flows": written}, {"flows": got}
    result = _report(expectation, compared, differences, [answer])
    return replace(result, expect={**question_of(expectation), "company": company})


def _differ(expected: list[str], got: list[str] | None) -> str:
    words = spoken()
    none = words.say("none")
    wanted = _name_ids(expected) or none
    if got is None:
        return words.say("expected {expected}, it is not possible", expected=wanted)
    return words.say("expected {expected}, got {got}", expected=wanted, got=_name_ids(got) or none)


def _name_ids(ids: Iterable[str]) -> str:
    return spoken().enumerate([f"`{each}`" for each in ids])


def judge_claim(model: Model, expectation: Expectation) -> Result:
    """Ask what became of a promise, and compare."""
    answer = claims(model, [f"claim:{expectation.subject}"], **settings_of(expectation))
    (judgement,) = answer
    fields = fields_of(expectation)
    expected: JsonObject = {key: fields[key] for key in ("verdict", "on") if key in fields}
    got: JsonObject = {
        "verdict": judgement.verdict,
        "on": None if judgement.on is None else show_day(judgement.on),
    }
    compared: Compared = expected, {key: got[key] for key in expected}
    differences = _compare(expected, got, judgement.on_is)
    return _report(expectation, compared, differences, [answer])


def _compare(expected: JsonObject, got: JsonObject, on_is: DayKind | None) -> Iterator[str]:
    if expected["verdict"] != got["verdict"]:
        wanted, came = f"`{expected['verdict']}`", f"`{got['verdict']}`"
        yield spoken().say("expected {expected}, got {got}", expected=wanted, got=came)
    if "on" in expected and show_day(_day_of(str(expected["on"]), on_is)) != got["on"]:
        wanted, came = f"`on: {expected['on']}`", f"`on: {got['on'] or 'null'}`"
        yield spoken().say("expected {expected}, got {got}", expected=wanted, got=came)


LOOKS: Final[Looks] = (("as expected", "good"), ("differ", "bad"), ("differs", "bad"))
"""What became of an expectation, where there are colours."""


def report_test(answer: Test) -> Report:
    """Return the counts, then every difference with the proof behind it."""
    failing = [result for result in answer if not result.passed]
    return Report(
        sentences=(_opening(answer),),
        sections=tuple(section for result in failing for section in _tell(result)),
        looks=tuple((spoken().say(words), look) for words, look in LOOKS),
    )


def _opening(answer: Test) -> str:
    count, words = len(answer), spoken()
    if not count:
        told = words.say("nothing is expected (`expect`)")
    elif not answer.failed:
        told = words.count("{n} answers are as expected", count)
    else:
        texts = ("{n} of {answers} differ", "{n} of {answers} differs")
        answers = words.count("{n} answers", count)
        told = words.say(texts[answer.failed == 1], n=answer.failed, answers=answers)
    return f"{answer.path}: {told}."


def _tell(result: Result) -> Iterator[Section]:
    asked = ", ".join(f"{key}: {_tell_value(value)}" for key, value in thaw(result.expect).items())
    yield Section(f"{result.at}: {{{asked}}}", tuple(map(_tell_differences, result.differences)))
    if result.note:
        yield Section(spoken().say("The author's note: {note}", note=result.note), ())
    for proof in result.behind:
        for sentence in proof.sentences:
            yield Section(sentence, ())
        for section in (*chain.from_iterable(proof.rows), *proof.sections):
            steps = tuple(Step(_unmarked(step.line), step.details[-1:]) for step in section.steps)
            yield Section(section.sentence, steps)


def _tell_differences(difference: str) -> Step:
    """Return a difference; each of its lines stays a line."""
    first, *more = difference.split("\n")
    return Step(first, tuple(line.removeprefix(" = ") for line in more))


def _unmarked(line: str) -> str:
    """Drop the marks of sources at the end: `why` lists them, and here are many proofs."""
    applying = re.escape(begin_applying())
    return re.sub(rf"(?: ?\[\d+\])+(?=$|{applying} )", "", line)


def _tell_value(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
