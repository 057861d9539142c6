"""An answer of claims, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.answers.claims.judging import in_force
from dataflow.common.dates import ALWAYS, show_day
from dataflow.telling.report import Notes, Report, Section, Table
from dataflow.telling.sentences import NONE, agree, tell_names, tell_unnamed
from dataflow.telling.steps import tell_beginning, tell_in_full, tell_step
from dataflow.telling.words import ENGLISH, capitalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.answers.claims import Claims
    from dataflow.answers.claims.judging import Judgement
    from dataflow.model import Claim, Holder

COLUMNS = ("claim", "by", "date", "verdict", "on", "company")

QUOTED = 30
"""How many words of a quote are told."""

SAID = {"kept": "kept", "broken": "broken", "untrue": "untrue when made"}


def report_claims(answer: Claims) -> Report:
    """Say of each promise what it was and what became of it, with the path that broke it."""
    notes = Notes()
    several = len(answer) > 1
    return Report(
        sentences=() if len(answer) == 1 else (_opening(answer),),
        sections=tuple(
            Section(
                f"{one.claim.id}: {_tell(one, answer, notes)}",
                tuple(tell_in_full(step, notes) for step in one.path),
            )
            for one in answer
        ),
        table=Table(COLUMNS, tuple(_cells(one) for one in answer)) if several else None,
        remarks=tuple(_remarks(answer)),
        doubts=answer.doubts,
        sources=tuple(notes.cited),
    )


def _opening(answer: Claims) -> str:
    if not answer:
        return "Nobody claims anything in this model."
    verdicts = [one.verdict for one in answer]
    counts = [
        f"{verdicts.count(verdict)} {said}" for verdict, said in SAID.items() if verdict in verdicts
    ]
    return f"Of {len(answer)} claims: {ENGLISH.enumerate(counts)}."


def _tell(one: Judgement, answer: Claims, notes: Notes) -> str:
    said = f"{_tell_claim(one, notes)}. "
    match one.verdict:
        case "kept":
            return said + _tell_kept(one.claim, answer)
        case "untrue":
            return f"{said}It was untrue when it was made: {_tell_state(one, notes)}.{_who(one)}"
        case "broken":
            return f"{said}It held until {_day(one)}, {_tell_change(one, notes)}.{_who(one)}"


# what was promised


def _tell_claim(one: Judgement, notes: Notes) -> str:
    """Say who promised what and when: in their words, if there are any, and in the model's."""
    claim = one.claim
    when = capitalise(ENGLISH.on(claim.date.first, claim.date))
    by = f"{claim.by.name} said" if claim.by else "it was said"
    cited, meant = notes.cite(claim.sources), _tell_meaning(one)
    if claim.quote:
        return f"{when} {by} “{_shorten(claim.quote)}”{cited}, that is: {meant}"
    return f"{when} {by} that {meant}{cited}"


def _shorten(quote: str) -> str:
    words = quote.split()
    return " ".join(words[:QUOTED]).rstrip(".") + (" …" if len(words) > QUOTED else "")


def _tell_meaning(one: Judgement) -> str:
    claim = one.claim
    data = ENGLISH.either([term.name for term in claim.data])
    said = f"{_tell_bound(one)} would ever have {data}"
    if not isinstance(claim.reach, str):
        said = f"{_tell_bound(one)} would never have {data}"
    if claim.origin:
        said += f" from {claim.origin.name}"
    if claim.except_for:
        excepted = ENGLISH.either([term.name for term in claim.except_for])
        return f"{said}, for anything but {excepted}"
    if claim.purposes:
        said += f" {ENGLISH.purposes(claim.purposes)}".replace(" and ", " or ")
    return said


def _tell_bound(one: Judgement) -> str:
    reach, origin = one.claim.reach, one.origin
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


def _day(one: Judgement) -> str:
    assert one.on is not None  # it was broken on a day
    return ENGLISH.when(one.on, one.written)


def _tell_state(one: Judgement, notes: Notes) -> str:
    """Say what was so on the day of an untrue claim: a copy that is still there, or the step."""
    if _is_copy(one):
        return _tell_copy(one) + notes.cite(one.path[-1].sources)
    step = one.path[-1]
    said = tell_step(step, notes, known=(one.claim.date.first, one.claim.date))
    return said if step.kind == "flow" else _since(one) + said


def _since(one: Judgement) -> str:
    """Say since when, where that is stated and was before the claim."""
    step = one.path[-1]
    if step.day == ALWAYS or step.day >= one.claim.date.first:
        return ""
    return f"{ENGLISH.since(step.day, step.started)}, "


def _is_copy(one: Judgement) -> bool:
    """Say whether the path ended before the claim was made, so that only its copy is left."""
    return one.last_given is not None and one.last_given < one.claim.date.first


def _tell_copy(one: Judgement) -> str:
    """Say that a copy is still there, and from when: "b still has what it got in 2010"."""
    step, last = one.path[-1], one.last_given
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


def _tell_change(one: Judgement, notes: Notes) -> str:
    """Say what happened on the day on which a claim was broken."""
    step, company = one.path[-1], one.company
    assert company is not None  # somebody broke it
    if step.day == one.on:
        return f"when {tell_beginning(step, notes)}"
    cited = notes.cite(step.sources)
    has = f" {agree(step.receiver, 'has')} it"
    if _is_copy(one):
        has = _tell_copy(one).removeprefix(step.receiver.name)
    if company != step.receiver and _began_to_operate(one):
        return f"when {company.name} came to operate {step.receiver.name}, which{has}{cited}"
    if one.claim.reach == "outsiders" and one.origin:
        left = f"when {company.name} was no longer in {_tell_group(one.origin)}"
        still = ", and" if company == step.receiver else f": {step.receiver.name}"
        return f"{left}{still}{has}{cited}"
    return f"since when {company.name} {agree(company, 'has')} it{cited}"


def _began_to_operate(one: Judgement) -> bool:
    assert one.evidence is not None  # a claim that was broken has it
    return any(
        operation.company == one.company and operation.window.start == one.on
        for operation in one.evidence.model.operations_of(one.path[-1].receiver)
    )


def _who(one: Judgement) -> str:
    """Say who has it with that, where the path names only a service of theirs, and who else."""
    assert one.company is not None  # somebody broke it
    named = [] if one.path[-1].receiver == one.company or _told(one) else [one.company.name]
    others = [other.name for other in one.others]
    said = f" So {named[0]} has it." if named else ""
    return said + (f" On that day {ENGLISH.enumerate(others)} had it too." if others else "")


def _told(one: Judgement) -> bool:
    """Say whether the company is named already, since what changed was its own."""
    return one.verdict == "broken" and one.path[-1].day != one.on


def _cells(one: Judgement) -> tuple[str, ...]:
    return (
        one.claim.id,
        one.claim.by.name if one.claim.by else NONE,
        one.claim.date.written,
        one.verdict,
        NONE if one.on is None else _on(one, one.on),
        one.company.name if one.company else NONE,
    )


def _on(one: Judgement, day: int) -> str:
    """Write when a claim was not kept, as its own date is written in the column before."""
    written = one.claim.date if one.verdict == "untrue" else one.written
    return str(written or show_day(day))


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
