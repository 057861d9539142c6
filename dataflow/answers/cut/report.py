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
    tell_stop,
)
from dataflow.telling.since import tell_start
from dataflow.telling.steps import tell_in_full
from dataflow.telling.words import end_sentence, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.answers.cut import Cut, CutFlow, Way
    from dataflow.model import Ownership
    from dataflow.telling.length import Length

TOLD = 6
"""For how many flows the way is told that they open; of the others, by which flows it goes."""


def report_cut(answer: Cut, length: Length) -> Report:
    """Return which flows would have to stop, then the proof that they suffice and none is idle."""
    notes = Notes(length)
    asked = spoken().asked(answer.setting)
    sentences: tuple[str, ...] = ()
    if answer.way is not None:
        steps = tuple(tell_in_full(step, notes) for step in answer.way.steps)
        sections = [Section(_impossible(answer, answer.way, asked), steps)]
    elif answer.flows:
        flows = tuple(_tell(stopped, answer, notes) for stopped in answer)
        sections = [Section(_opening(answer, asked), flows), *_proof(answer, notes)]
    else:
        text = "In this model, {aim}: nothing has to stop."
        sentences, sections = (spoken().say(text, aim=_tell_aim(answer, asked)),), []
    return Report(
        sentences=sentences,
        sections=tuple(sections),
        remarks=(*tell_reasons(answer), *_remarks(answer)),
        doubts=answer.doubts,
        sources=tuple(notes.cited),
    )


def _impossible(answer: Cut, way: Way, asked: str) -> str:
    words, name = spoken(), answer.asked.call(answer.evidence)
    certainty = certainty_with(way.certainty, way.ties)
    can = words.say(_REACH.get(certainty, _CAN_REACH), who=name, what=f"{answer.data.name}{asked}")
    has = words.say(_HAVE.get(way.certainty, "has it without any sharing"))
    owning = [f"{_own([tie])} {tie.owned.name}" for tie in way.ties]
    how = words.say("it {does}", does=f", {words.say('which')} ".join([*owning, has]))
    return words.say("Whatever sharing stops, {can}: {how}.", can=can, how=how)


def _own(ties: Sequence[Ownership]) -> str:
    """Return that a company owns another, down a chain, no surer than the weakest of it."""
    return spoken().say(_OWN.get(weakest(tie.status for tie in ties), "owns"))


_CAN_REACH: Final = "{who} can reach {what}"

_REACH: Final = {
    "alleged": "{who} is said to reach {what}",
    "assumed": "{who} is assumed to reach {what}",
    "permitted": "{who} may reach {what}",
    "announced": "{who} is to reach {what}",
}
_HAVE: Final = {
    "alleged": "is said to have it without any sharing",
    "assumed": "is assumed to have it without any sharing",
    "permitted": "may have it without any sharing",
    "announced": "is to have it without any sharing",
}
_OWN: Final = {
    "alleged": "is said to own",
    "assumed": "is assumed to own",
    "permitted": "may own",
    "announced": "is to own",
}
"""What is said of what rests on less than firm statements."""


def _tell_aim(answer: Cut, asked: str) -> str:
    """Return what is to be reached: that the company does not get the data."""
    text = "{who} cannot reach {what}"
    who = answer.asked.call(answer.evidence)
    return spoken().say(text, who=who, what=f"{answer.data.name}{asked}")


def _opening(answer: Cut, asked: str) -> str:
    many, aim = spoken().count("{n} flows", len(answer)), _tell_aim(answer, asked)
    if answer.stopped:
        return spoken().say("With {many} stopped, {aim}:", many=many, aim=aim)
    if answer.weights:
        text = "{many} of weight {weight} would have to stop, so that {aim}; no lighter do:"
        weight, plural = _number(answer.weight), len(answer) > 1
        return spoken().say(text, many=many, weight=weight, aim=aim, plural=plural)
    text = "{many} would have to stop, so that {aim}:"
    if len(answer) > 1:
        text = "{many} would have to stop, so that {aim}; no fewer do:"
    return spoken().say(text, many=many, aim=aim, plural=len(answer) > 1)


def _tell(stopped: CutFlow, answer: Cut, notes: Notes) -> Step:
    flow = stopped.flow
    receivers = tell_names(flow.receivers)
    told = f"{flow.id}: {tell_names(flow.senders)} → {receivers}, {_window(flow)}"
    parts = [told + tell_role(flow, None) + tell_aim(flow.purposes) + tell_basis(flow)]
    weight = _number(stopped.weight)
    parts += [spoken().say("weight {weight}", weight=weight)] if answer.weights else []
    cited = tell_status(flow.status) + notes.cite(flow.sources)
    return Step(", ".join(parts) + cited, (f"{flow.at.file}:{flow.at.line}",))


def _number(weight: float | None) -> str:
    return f"{weight or 0:f}".rstrip("0").rstrip(".")


def _window(flow: Flow) -> str:
    if flow.end is None or flow.known or flow.ended:
        words = spoken()
        ended = words.say("ended by {date}", date=words.date(flow.ended)) if flow.ended else ""
        until = words.say("until {date}", date=words.date(flow.until)) if flow.until else ""
        return ", ".join(filter(None, [tell_start(flow), ended, until]))
    return spoken().span(flow.window, (flow.since, flow.until))


def _proof(answer: Cut, notes: Notes) -> Iterator[Section]:
    """Yield that nothing arrives and, for each flow, the way that it would open again."""
    texts = ("Without it, nothing arrives.", "Without them, nothing arrives.")
    yield Section(spoken().say(texts[len(answer) > 1]), ())
    for number, stopped in enumerate(answer):
        if stopped.way is None:
            continue
        ties = stopped.way.ties  # a subsidiary may have the data, not the company itself
        again = spoken().say("With {flow} put back, it arrives again", flow=stopped.flow.id)
        if ties:
            text = "at {owned}, which it {owns}"
            again += f" {spoken().say(text, owned=ties[-1].owned.name, owns=_own(ties))}"
        if number < TOLD:
            steps = [tell_in_full(step, notes) for step in stopped.way.steps]
            # without the quotes: the flows have their sources above
            yield Section(f"{again}:", tuple(Step(step.line, step.details[-1:]) for step in steps))
        else:
            by = [step.cause.id for step in stopped.way.steps if isinstance(step.cause, Flow)]
            ways = spoken().say("by {ways}", ways=spoken().enumerate(by))
            yield Section(end_sentence(f"{again}, {ways}"), ())


def _remarks(answer: Cut) -> Iterator[str]:
    yield from answer.asked.tell(answer.evidence)
    if answer.stopped:
        text = "There may be a better set, but none that weighs less than {least}: {why}."
        least = _number(answer.least)
        if not answer.weights:
            text = "There may be a better set, but none of fewer than {least}: {why}."
            least = spoken().count("{n} flows", int(answer.least or 0))
        yield spoken().say(text, least=least, why=tell_stop(answer.stopped))
    if answer.unnamed:
        yield tell_kinds(answer.unnamed)
