"""An answer of cut, for people, with its proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.answers.reasons import tell_reasons
from dataflow.engine.certainty import certainty_with, weakest
from dataflow.model import Flow
from dataflow.telling.report import Notes, Report, Section, Step
from dataflow.telling.roles import tell_basis, tell_role
from dataflow.telling.sentences import (
    tell_aim,
    tell_kinds,
    tell_names,
    tell_status,
)
from dataflow.telling.since import tell_start
from dataflow.telling.steps import tell_in_full
from dataflow.telling.words import ENGLISH, end_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.answers.cut import Cut, CutFlow, Way
    from dataflow.language.words import Status
    from dataflow.model import Ownership
    from dataflow.telling.length import Length

TOLD = 6
"""For how many flows the way is told that they open; of the others, by which flows it goes."""


def report_cut(answer: Cut, length: Length) -> Report:
    """Return which flows would have to stop, then the proof that they suffice and none is idle."""
    notes = Notes(length)
    asked = ENGLISH.asked(answer.setting)
    sentences: tuple[str, ...] = ()
    if answer.way is not None:
        steps = tuple(tell_in_full(step, notes) for step in answer.way.steps)
        sections = [Section(_impossible(answer, answer.way, asked), steps)]
    elif answer.flows:
        flows = tuple(_tell(stopped, answer, notes) for stopped in answer)
        sections = [Section(_opening(answer, asked), flows), *_proof(answer, notes)]
    else:
        aim = f"{answer.asked.call(answer.evidence)} cannot reach {answer.data.name}{asked}"
        sentences, sections = (f"In this model, {aim}: nothing has to stop.",), []
    return Report(
        sentences=sentences,
        sections=tuple(sections),
        remarks=(*tell_reasons(answer), *_remarks(answer)),
        doubts=answer.doubts,
        sources=tuple(notes.cited),
    )


def _impossible(answer: Cut, way: Way, asked: str) -> str:
    can = _do(certainty_with(way.certainty, way.ties), "reach", firm="can reach")
    has = f"{_do(way.certainty, 'have', firm='has')} it without any sharing"
    owning = [f"{_own([tie])} {tie.owned.name}" for tie in way.ties]
    how = f"it {', which '.join([*owning, has])}"
    who = answer.asked.call(answer.evidence)
    return f"Whatever sharing stops, {who} {can} {answer.data.name}{asked}: {how}."


def _own(ties: Sequence[Ownership]) -> str:
    """Return that a company owns another, down a chain, no surer than the weakest of it."""
    return _do(weakest(tie.status for tie in ties), "own", firm="owns")


def _do(certainty: Status, infinitive: str, *, firm: str) -> str:
    """Return that a company does something, no surer than it is."""
    return _UNSURE.get(certainty, firm).replace("{do}", infinitive)


_UNSURE: Final = {
    "alleged": "is said to {do}",
    "assumed": "is assumed to {do}",
    "permitted": "may {do}",
    "announced": "is to {do}",
}
"""What is said of what rests on less than firm statements."""


def _opening(answer: Cut, asked: str) -> str:
    many = ENGLISH.count("{n} flows", len(answer))
    aim = f"{answer.asked.call(answer.evidence)} cannot reach {answer.data.name}{asked}"
    if answer.stopped:
        return f"With {many} stopped, {aim}:"
    if answer.weights:
        weight = _number(answer.weight)
        return f"{many} of weight {weight} would have to stop, so that {aim}; no lighter do:"
    fewer = "; no fewer do" if len(answer) > 1 else ""
    return f"{many} would have to stop, so that {aim}{fewer}:"


def _tell(stopped: CutFlow, answer: Cut, notes: Notes) -> Step:
    flow = stopped.flow
    receivers = tell_names(flow.receivers)
    told = f"{flow.id}: {tell_names(flow.senders)} → {receivers}, {_window(flow)}"
    parts = [told + tell_role(flow, None) + tell_aim(flow.purposes) + tell_basis(flow)]
    parts += [f"weight {_number(stopped.weight)}"] if answer.weights else []
    cited = tell_status(flow.status) + notes.cite(flow.sources)
    return Step(", ".join(parts) + cited, (f"{flow.at.file}:{flow.at.line}",))


def _number(weight: float | None) -> str:
    return f"{weight or 0:f}".rstrip("0").rstrip(".")


def _window(flow: Flow) -> str:
    if flow.end is None or flow.known or flow.ended:
        since = tell_start(flow)
        ended = f", ended by {ENGLISH.date(flow.ended)}" if flow.ended else ""
        return since + ended + (f", until {ENGLISH.date(flow.until)}" if flow.until else "")
    return ENGLISH.span(flow.window, (flow.since, flow.until))


def _proof(answer: Cut, notes: Notes) -> Iterator[Section]:
    """Yield that nothing arrives and, for each flow, the way that it would open again."""
    yield Section(f"Without {'it' if len(answer) == 1 else 'them'}, nothing arrives.", ())
    for number, stopped in enumerate(answer):
        if stopped.way is None:
            continue
        ties = stopped.way.ties  # a subsidiary may have the data, not the company itself
        where = f" at {ties[-1].owned.name}, which it {_own(ties)}" if ties else ""
        again = f"With {stopped.flow.id} put back, it arrives again{where}"
        if number < TOLD:
            steps = [tell_in_full(step, notes) for step in stopped.way.steps]
            # without the quotes: the flows have their sources above
            yield Section(f"{again}:", tuple(Step(step.line, step.details[-1:]) for step in steps))
        else:
            by = [step.cause.id for step in stopped.way.steps if isinstance(step.cause, Flow)]
            yield Section(end_sentence(f"{again}, by {ENGLISH.enumerate(by)}"), ())


def _remarks(answer: Cut) -> Iterator[str]:
    yield from answer.asked.tell(answer.evidence)
    if answer.stopped:
        least = f"none that weighs less than {_number(answer.least)}"
        if not answer.weights:
            least = f"none of fewer than {ENGLISH.count('{n} flows', int(answer.least or 0))}"
        yield f"There may be a better set, but {least}: {answer.stopped}."
    if answer.unnamed:
        yield tell_kinds(answer.unnamed)
