"""The steps of a path, and how a question was asked, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import tell_day
from dataflow.model import Derivation, Flow
from dataflow.telling.report import Step
from dataflow.telling.sentences import (
    agree,
    enumerate_words,
    tell_conditions,
    tell_left_out,
    tell_on,
    tell_purposes,
    tell_since,
)

if TYPE_CHECKING:
    from dataflow.common.dates import PartialDate
    from dataflow.engine.evidence import PathStep
    from dataflow.engine.setting import Setting
    from dataflow.model import Term
    from dataflow.telling.report import Notes


def tell_setting(setting: Setting) -> str:
    """Say how a question was asked, as the end of a sentence."""
    said = []
    if setting.origin:
        said.append(f"from {setting.origin.name}")
    if setting.purpose:
        said.append(f"for {setting.purpose.name}")
    if setting.as_of:
        said.append(f"as of {tell_day(setting.as_of.last)}")
    if setting.persona:
        said.append(f"if you are “{setting.persona.name}”")
    if setting.owners:
        said.append("counting owners")
    if setting.announced:
        said.append("counting what was only announced")
    if setting.without:
        said.append("without " + tell_left_out(setting.without))
    return (" " + ", ".join(said)) if said else ""


def tell_asked(setting: Setting) -> str:
    """Say the same behind a noun, from which a participle needs a comma."""
    said = tell_setting(setting)
    return f",{said}" if said.startswith((" counting", " without")) else said


QUOTED = 2
"""How many quotes stand below a step; the sources have the rest."""


def tell_in_full(step: PathStep, notes: Notes) -> Step:
    """Tell one step of a path with its day, what its sources say, and its place in the model."""
    day = tell_since(step.day, step.started).removeprefix(" since ").strip(" ()")
    said = tell_step(step, notes)
    quotes = [f"“{source.quote}”{notes.cite([source])}" for source in step.sources if source.quote]
    reasons = [one.because for one in step.conditions if one.because]
    place = f"{step.at.file}:{step.at.line}"
    return Step(f"{day}: {said}", (*reasons, *quotes[:QUOTED], place))


def tell_step(
    step: PathStep,
    notes: Notes,
    *,
    known: tuple[int, PartialDate | None] | None = None,
    final: bool = False,
    asked: tuple[Term, ...] = (),
) -> str:
    """Tell one step of a path: who did what, when, for what, for whom, by whose word.

    Args:
        step: the step.
        notes: numbers the sources.
        known: a day that was just named, and how; None where the day goes without saying.
        final: whether the receiver was just named.
        asked: what "it" stands for.
    """
    cause = step.cause
    what = "it" if step.data == asked else enumerate_words([term.name for term in step.data])
    purposes = tell_purposes(getattr(cause, "purposes", ()))
    if isinstance(cause, Flow):
        receiver = "" if final else f" with {step.receiver.name}"
        said = f"{cause.sender.name} shared {what}{receiver}{_on(step, known)}"
        said += f",{purposes}" if purposes else ""
    elif isinstance(cause, Derivation):
        body = enumerate_words([term.name for term in cause.body])
        said = f"{step.receiver.name} can work {what} out from {body}"
    else:
        also = ", from non-users as well" if cause.whose == "anyone" else ""
        does = agree(step.receiver, _HOW[cause.how])
        said = f"{step.receiver.name} {does} {what}{purposes}{also}"
    sender = cause.sender if isinstance(cause, Flow) else None
    said += tell_conditions(step.conditions, sender) + tell_status(cause.status)
    return said + notes.cite(cause.sources)


def tell_beginning(step: PathStep, notes: Notes) -> str:
    """Tell what happened for the first time with a step: "WhatsApp began to collect email".

    For whom it holds is not told: that is for the step itself to say.
    """
    cause = step.cause
    what = enumerate_words([term.name for term in step.data])
    if isinstance(cause, Flow):
        purposes = tell_purposes(cause.purposes)
        said = f"{cause.sender.name} shared {what} with {step.receiver.name}"
        said += f",{purposes}" if purposes else ""
    elif isinstance(cause, Derivation):
        body = enumerate_words([term.name for term in cause.body])
        said = f"{step.receiver.name} became able to work {what} out from {body}"
    else:
        also = ", from non-users as well" if cause.whose == "anyone" else ""
        said = f"{step.receiver.name} began to {_TO[cause.how]} {what}"
        said += tell_purposes(cause.purposes) + also
    return said + tell_status(cause.status) + notes.cite(step.sources)


def _on(step: PathStep, known: tuple[int, PartialDate | None] | None) -> str:
    if known is None:
        return ""
    day, written = known
    return tell_on(step.day, written if step.day == day else step.started, known=day)


_TO = {
    "given": "collect",
    "observed": "observe",
    "inferred": "infer",
    "bought": "buy",
}

_HOW = {
    "given": "collects",
    "observed": "observes",
    "inferred": "infers",
    "bought": "buys",
}


def tell_status(status: str) -> str:
    """Say where a fact is less than stated."""
    return {"alleged": " (alleged)", "announced": " (only announced)"}.get(status, "")
