"""What became of a model's expectations, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.values import thaw
from dataflow.telling.report import Report, Section, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.asking.expectations import Test
    from dataflow.asking.expectations.judgement import Result


def report_test(answer: Test) -> Report:
    """Return the counts, then every difference with the proof behind it."""
    failing = [result for result in answer if not result.passed]
    return Report(
        sentences=(_opening(answer),),
        sections=tuple(section for result in failing for section in _tell(result)),
    )


def _opening(answer: Test) -> str:
    count = len(answer)
    if not count:
        return f"{answer.path}: nothing is expected (`expect`)."
    many = f"{count} answer" if count == 1 else f"{count} answers"
    if not answer.failed:
        verb = "is" if count == 1 else "are"
        return f"{answer.path}: {many} {verb} as expected."
    return f"{answer.path}: {answer.failed} of {many} differ{'s' if answer.failed == 1 else ''}."


def _tell(result: Result) -> Iterator[Section]:
    asked = ", ".join(f"{key}: {_show(value)}" for key, value in thaw(result.expect).items())
    yield Section(f"{result.at}: {{{asked}}}", tuple(map(_differ, result.differences)))
    if result.note:
        yield Section(f"The author's note: {result.note}", ())
    for proof in result.behind:
        for sentence in proof.sentences:
            yield Section(sentence, ())
        for section in proof.sections:
            steps = tuple(Step(_unmarked(step.line), step.details[-1:]) for step in section.steps)
            yield Section(section.sentence, steps)


def _differ(difference: str) -> Step:
    """Return a difference; each of its lines stays a line."""
    first, *more = difference.split("\n")
    return Step(first, tuple(line.removeprefix(" = ") for line in more))


def _unmarked(line: str) -> str:
    """Drop the marks of sources at the end: `why` lists them, and here are many proofs."""
    while line.endswith("]") and line.rpartition("[")[2][:-1].isdigit():
        line = line.rpartition("[")[0].rstrip()
    return line


def _show(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
