"""An answer of claims, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.answers.claims.judgement import Judgement, in_force
from dataflow.common.dates import ALWAYS, show_day
from dataflow.telling.report import Notes, Report, Section, Table
from dataflow.telling.sentences import (
    NONE,
    agree,
    tell_beginning,
    tell_in_full,
    tell_names,
    tell_step,
    tell_unnamed,
)
from dataflow.telling.words import ENGLISH, capitalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.answers.claims import Claims
    from dataflow.model import Claim, Holder

COLUMNS = ("claim", "by", "date", "verdict", "on", "company")

QUOTED = 30
"""How many words of a quote are shown."""

VERDICTS = {"kept": "kept", "broken": "broken", "untrue": "untrue when made"}


def report_claims(answer: Claims) -> Report:
    """Return each promise, what became of it, and the path that broke it."""
    notes = Notes()
    several = len(answer) > 1
    return Report(
        sentences=() if len(answer) == 1 else (_opening(answer),),
        sections=tuple(
            Section(
                f"{judgement.claim.id}: {_tell(judgement, answer, notes)}",
                tuple(tell_in_full(step, notes) for step in judgement.path),
            )
            for judgement in answer
        ),
        table=Table(COLUMNS, tuple(_cells(judgement) for judgement in answer)) if several else None,
        remarks=tuple(_remarks(answer)),
        doubts=answer.doubts,
        sources=tuple(notes.cited),
    )


def _opening(answer: Claims) -> str:
    if not answer:
        return "Nobody claims anything in this model."
    verdicts = [judgement.verdict for judgement in answer]
    counts = [
        f"{verdicts.count(verdict)} {phrase}"
        for verdict, phrase in VERDICTS.items()
        if verdict in verdicts
    ]
    return f"Of {len(answer)} claims: {ENGLISH.enumerate(counts)}."


def _tell(judgement: Judgement, answer: Claims, notes: Notes) -> str:
    claim, told = judgement.claim, _tell_claim(judgement, notes)
    if judgement.verdict == "kept":
        return f"{told}. {_tell_kept(claim, answer)}"
    assert judgement.on is not None  # it was broken on a day
    if judgement.verdict == "untrue":
        breach = f"It was untrue when it was made: {_tell_state(judgement, notes)}"
    else:
        day = ENGLISH.when(judgement.on, judgement.written)
        breach = f"It held until {day}, {_tell_change(judgement, notes)}"
    return f"{told}. {breach}.{_who(judgement)}"


# what was promised


def _tell_claim(judgement: Judgement, notes: Notes) -> str:
    """Return who promised what and when, in their words if they are known and in the model's."""
    claim = judgement.claim
    when = capitalise(ENGLISH.on(claim.date.first, claim.date))
    by = f"{claim.by.name} said" if claim.by else "it was said"
    cited, meant = notes.cite(claim.sources), _tell_meaning(judgement)
    if claim.quote:
        return f"{when} {by} “{_shorten(claim.quote)}”{cited}, that is: {meant}"
    return f"{when} {by} that {meant}{cited}"


def _shorten(quote: str) -> str:
    words = quote.split()
    return " ".join(words[:QUOTED]).rstrip(".") + (" …" if len(words) > QUOTED else "")


def _tell_meaning(judgement: Judgement) -> str:
    claim = judgement.claim
    ever = "ever" if isinstance(claim.reach, str) else "never"
    data = ENGLISH.either([term.name for term in claim.data])
    meaning = f"{_tell_bound(judgement)} would {ever} have {data}"
    if claim.origin:
        meaning += f" from {claim.origin.name}"
    if claim.except_for:
        excepted = ENGLISH.either([term.name for term in claim.except_for])
        return f"{meaning}, for anything but {excepted}"
    if claim.purposes:
        meaning += f" {ENGLISH.purposes(claim.purposes)}".replace(" and ", " or ")
    return meaning


def _tell_bound(judgement: Judgement) -> str:
    reach, origin = judgement.claim.reach, judgement.origin
    if not isinstance(reach, str):
        return tell_names(reach)
    assert origin is not None  # the language asks for it
    if reach == "outsiders":
        return f"nobody outside {_tell_group(origin)}"
    return f"nobody but {_tell_origin(origin)}"


def _tell_origin(origin: Holder) -> str:
    return origin.name if origin.is_company else f"whoever operates {origin.name}"


def _tell_group(origin: Holder) -> str:
    return f"the corporate group of {_tell_origin(origin)}"


# what became of it


def _tell_kept(claim: Claim, answer: Claims) -> str:
    last = answer.setting.day
    if in_force(claim, last).end < claim.date.first:
        return f"That is after {ENGLISH.day(last)}; up to then, nothing in this model breaks it."
    if answer.setting.as_of and not (claim.until and claim.until.last <= last):
        return f"Up to {ENGLISH.day(last)}, nothing in this model breaks it."
    if claim.until:
        return f"Until {ENGLISH.date(claim.until)}, nothing in this model breaks it."
    return "Nothing in this model breaks it."


def _tell_state(judgement: Judgement, notes: Notes) -> str:
    """Return what made a claim untrue on its day: a copy that still exists, or a step."""
    if _is_copy(judgement):
        return _tell_copy(judgement) + notes.cite(judgement.path[-1].sources)
    step, made = judgement.path[-1], judgement.claim.date
    sentence = tell_step(step, notes, known=(made.first, made))
    if step.kind == "flow" or step.day == ALWAYS or step.day >= made.first:
        return sentence
    return f"{ENGLISH.since(step.day, step.started)}, {sentence}"


def _is_copy(judgement: Judgement) -> bool:
    """Return whether the path ended before the claim was made, so that only a copy is left."""
    return judgement.last_given is not None and judgement.last_given < judgement.claim.date.first


def _tell_copy(judgement: Judgement) -> str:
    """Return that a copy still exists, and from when: "b still has what it got in 2010"."""
    step, last = judgement.path[-1], judgement.last_given
    assert last is not None  # there is a path
    since, until = step.cause.since, step.cause.until
    got = {"hold": "collected", "flow": "got", "derive": "worked out"}[step.kind]
    ended = until if until and until.last == last else None
    when = f" until {ENGLISH.date(ended) if ended else ENGLISH.day(last)}"
    if since and ended and since.written == ended.written:
        when = f" {ENGLISH.on(since.first, since)}"
    elif last == step.day:
        when = f" {ENGLISH.on(last, step.started)}"
    return f"{step.receiver.name} still {agree(step.receiver, 'has')} what it {got}{when}"


def _tell_change(judgement: Judgement, notes: Notes) -> str:
    """Return what happened on the day on which a claim was broken."""
    step, company = judgement.path[-1], judgement.company
    assert company is not None  # somebody broke it
    if step.day == judgement.on:
        return f"when {tell_beginning(step, notes)}"
    cited = notes.cite(step.sources)
    has = f" {agree(step.receiver, 'has')} it"
    if _is_copy(judgement):
        has = _tell_copy(judgement).removeprefix(step.receiver.name)
    if company != step.receiver and _began_to_operate(judgement):
        return f"when {company.name} came to operate {step.receiver.name}, which{has}{cited}"
    if judgement.claim.reach == "outsiders" and judgement.origin:
        left = f"when {company.name} was no longer in {_tell_group(judgement.origin)}"
        still = ", and" if company == step.receiver else f": {step.receiver.name}"
        return f"{left}{still}{has}{cited}"
    return f"since when {company.name} {agree(company, 'has')} it{cited}"


def _began_to_operate(judgement: Judgement) -> bool:
    assert judgement.evidence is not None  # a claim that was broken has it
    return any(
        operation.company == judgement.company and operation.window.start == judgement.on
        for operation in judgement.evidence.model.operations_of(judgement.path[-1].receiver)
    )


def _who(judgement: Judgement) -> str:
    """Return who has the data if the path names only their service, and who else has it."""
    company, step = judgement.company, judgement.path[-1]
    assert company is not None  # somebody broke it
    # what changed on another day than that of the step was its own, and names it already
    changed = judgement.verdict == "broken" and step.day != judgement.on
    sentence = "" if changed or step.receiver == company else f" So {company.name} has it."
    if judgement.others:
        sentence += f" On that day {tell_names(judgement.others)} had it too."
    return sentence


def _cells(judgement: Judgement) -> tuple[str, ...]:
    # a claim that was untrue when it was made has that day as in the column before
    written = judgement.claim.date if judgement.verdict == "untrue" else judgement.written
    return (
        judgement.claim.id,
        judgement.claim.by.name if judgement.claim.by else NONE,
        judgement.claim.date.written,
        judgement.verdict,
        NONE if judgement.on is None else str(written or show_day(judgement.on)),
        judgement.company.name if judgement.company else NONE,
    )


def _remarks(answer: Claims) -> Iterator[str]:
    if answer.unnamed:
        yield (
            f"{tell_unnamed(answer.unnamed)}, and had some of it: more may have been broken, and"
            " earlier."
        )
    if answer.unheard:
        unheard = ENGLISH.enumerate([f"`{key}`" for key in answer.unheard])
        verb = "does" if len(answer.unheard) == 1 else "do"
        yield f"A claim is judged for anyone: of the scenario, {unheard} {verb} not count."
