"""The steps of a path, in English sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.model import Derivation, Flow, Hold
from dataflow.telling.report import Step
from dataflow.telling.sentences import (
    agree,
    make_plural,
    show_since,
    tell_aim,
    tell_data,
    tell_status,
)
from dataflow.telling.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.common.dates import PartialDate
    from dataflow.engine.conditions import Applied
    from dataflow.engine.evidence import PathStep
    from dataflow.model import Holder, Term
    from dataflow.telling.report import Notes

QUOTED: Final = 2
"""How many quotes stand below a step; the sources have the rest."""

_HOW: Final = {
    "given": "collects",
    "observed": "observes",
    "inferred": "infers",
    "bought": "buys",
}


def tell_in_full(step: PathStep, notes: Notes) -> Step:
    """Return one step of a path with its day, what its sources say, and its place in the model."""
    sentence = f"{show_since(step.day, step.started)}: {tell_step(step, notes)}"
    quotes = [f"“{source.quote}”{notes.cite([source])}" for source in step.sources if source.quote]
    reasons = [applied.because for applied in step.conditions if applied.because]
    return Step(sentence, (*reasons, *quotes[:QUOTED], f"{step.at.file}:{step.at.line}"))


def tell_step(
    step: PathStep,
    notes: Notes,
    *,
    known: tuple[int, PartialDate | None] | None = None,
    final: bool = False,
    asked: tuple[Term, ...] = (),
) -> str:
    """Return one step of a path: who did what, when, for what, for whom, by whose word.

    Args:
        step: the step.
        notes: numbers the sources.
        known: a day that was just named, and how; None where the day goes without saying.
        final: whether the receiver was just named.
        asked: what "it" stands for.
    """
    cause, receiver = step.cause, step.receiver
    what = "it" if step.data == asked else tell_data(step.data)
    if isinstance(cause, Flow):
        to = "" if final else f" with {receiver.name}"
        sentence = f"{cause.sender.name} shared {what}{to}{_on(step, known)}"
        sentence += tell_aim(cause.purposes) + tell_whom(step.conditions, cause.sender)
    elif isinstance(cause, Derivation):
        sentence = f"{receiver.name} can work {what} out from {tell_data(cause.body)}"
        sentence += tell_whom(step.conditions)
    else:
        does = agree(receiver, _HOW[cause.how])
        sentence = f"{receiver.name} {does} {what}{_tell_whose(step)}{tell_whom(step.conditions)}"
    return sentence + tell_status(cause.status) + notes.cite(cause.sources)


def tell_beginning(step: PathStep, notes: Notes) -> str:
    """Return what happened for the first time with a step: "WhatsApp began to collect email".

    It leaves out for whom that holds: the step itself says so.
    """
    cause, receiver, what = step.cause, step.receiver.name, tell_data(step.data)
    if isinstance(cause, Flow):
        sentence = f"{cause.sender.name} shared {what} with {receiver}{tell_aim(cause.purposes)}"
    elif isinstance(cause, Derivation):
        sentence = f"{receiver} became able to work {what} out from {tell_data(cause.body)}"
    else:
        does = make_plural(_HOW[cause.how])
        sentence = f"{receiver} began to {does} {what}{_tell_whose(step)}"
    return sentence + tell_status(cause.status) + notes.cite(step.sources)


def tell_whom(conditions: Iterable[Applied], sender: Holder | None = None) -> str:
    """Return whom something concerns, behind a comma; "" for everybody."""
    phrase = ENGLISH.conditions(conditions, sender)
    return f", {phrase}" if phrase else ""


def _tell_whose(step: PathStep) -> str:
    """Return what somebody collects data for, and whether from others than their users too."""
    cause = step.cause
    assert isinstance(cause, Hold)  # neither shared nor worked out
    also = ", from non-users as well" if cause.whose == "anyone" else ""
    return (f" {ENGLISH.purposes(cause.purposes)}" if cause.purposes else "") + also


def _on(step: PathStep, known: tuple[int, PartialDate | None] | None) -> str:
    """Return the day of a flow, with a space before it."""
    if known is None:
        return ""
    day, written = known
    on = ENGLISH.on(step.day, written if step.day == day else step.started, known=day)
    return f" {on}" if on else ""
