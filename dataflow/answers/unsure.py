"""Doubts about what a model leaves unsure: days without a start, and findings that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.answers.verdicts.judgement import judging_under
from dataflow.common.dates import tell_date, tell_day
from dataflow.common.nearest import join_words
from dataflow.engine.evidence import Evidence
from dataflow.engine.reach import find_cells
from dataflow.engine.setting import Setting
from dataflow.model import Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.building import Blueprint
    from dataflow.engine.path_steps import PathStep
    from dataflow.engine.reach import Cell
    from dataflow.language.words import Found, Verdict
    from dataflow.model import Model
    from dataflow.problems import Location, Problem

_MEANT: Final[dict[Found, frozenset[Verdict]]] = {
    "broken": frozenset({"broken"}),
    "untrue": frozenset({"untrue"}),
    "misleading": frozenset({"broken", "untrue"}),
    "kept": frozenset({"kept"}),
}
"""The verdicts that agree with a finding which says what became of a promise."""


def doubt_starts(model: Model) -> Iterator[Problem]:
    """Yield every hold and flow without a start by which a day is only the first that it may be.

    It is judged for anyone, and for each of the model's personas.
    """
    doubted: dict[int, Problem] = {}
    for persona in (None, *model.personas.values()):
        evidence = Evidence(model, Setting(persona=persona))
        for cell in find_cells(evidence):
            for step in _find_undated(cell):
                if id(step.cause) not in doubted:
                    doubted[id(step.cause)] = _doubt_start(model, step, cell)
    yield from doubted.values()


def _find_undated(cell: Cell) -> Iterator[PathStep]:
    """Yield what has no start on the path of a cell, from the step on that gives the day."""
    finding = cell.finding
    if finding.known.kind != "from" or finding.ties:
        return
    for step in finding.grounds.path:
        cause = step.cause
        if step.day == cell.since and isinstance(cause, Hold | Flow) and cause.start is None:
            yield step


def _doubt_start(model: Model, step: PathStep, cell: Cell) -> Problem:
    cause = step.cause
    assert isinstance(cause, Hold | Flow)  # what can lack a start
    name = f"`{cause.id}`" if cause.id else f"what `{_holder(cause)}` holds"
    data = [term.name for term in step.data]
    date = tell_date(cell.started) if cell.started else tell_day(cell.since)
    message = (
        f"{name} has no start date: all that follows is that {step.receiver.name} had"
        f" {join_words(data, 'and')} not before {date}"
    )
    advice = "add `since: …`, or `known: …` (a day by which it was so)"
    return make_problem(model, "no-start", message, cause.at, advice)


def _holder(cause: Hold | Flow) -> str:
    return cause.holder.id if isinstance(cause, Hold) else cause.senders[0].id


def doubt_findings(judgements: Iterable[Judgement]) -> Iterator[Problem]:
    """Yield the promises of which an authority found something else than this model."""
    for judgement in judgements:
        claim = judgement.claim
        for finding in claim.findings:
            if finding.date.first > judgement.evidence.setting.day:
                continue  # it may rest on what is not looked at
            if judgement.verdict not in _MEANT.get(finding.found, {judgement.verdict}):
                by = finding.by if isinstance(finding.by, str) else finding.by.name
                verdict = "not contradicted" if judgement.verdict == "kept" else judgement.verdict
                message = (
                    f"`{claim.id}` is {verdict} by this model, and {by} found it {finding.found}"
                )
                advice = "see what the finding rests on, and say in a `note` why they differ"
                yield make_problem(
                    judgement.evidence.model, "finding-differs", message, finding.at, advice
                )


def find_differing(model: Model) -> Iterator[Problem]:
    """Yield the promises of a model of which an authority found something else."""
    judging = judging_under(model, Setting())
    decided = (claim for claim in model.claims.values() if claim.findings)
    return doubt_findings(map(judging.judge, decided))


def make_problem(model: Model, code: str, message: str, at: Location, advice: str) -> Problem:
    """Return a doubt about a place in a model, with its line."""
    blueprint: Blueprint = model.documents
    reader = blueprint.reader
    return reader.problem(code, message, reader.pack(at), advice)
