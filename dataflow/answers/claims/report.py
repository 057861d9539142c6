"""An answer of claims, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.answers.claims.counting import is_made_later, tell_counts, tell_if
from dataflow.answers.claims.others import tell_open
from dataflow.answers.claims.phrases import FOUND, IF, STILL, TOO
from dataflow.answers.claims.said import tell_group, tell_meaning, tell_said
from dataflow.answers.claims.table import (
    LOOKS,
    find_end_before,
    make_full_table,
    make_table,
    rank,
    tell_apart,
    tell_others,
)
from dataflow.answers.reasons import tell_reasons
from dataflow.common.dates import ALWAYS, includes
from dataflow.engine.certainty import is_firm
from dataflow.language.words import STATUSES
from dataflow.telling.assumptions import list_assumptions
from dataflow.telling.report import Notes, Report, Section
from dataflow.telling.sentences import agree, is_plural, tell_names, tell_replies
from dataflow.telling.steps import tell_in_full, tell_step
from dataflow.telling.verbs import Names, Verb, tell_doing
from dataflow.telling.words import behind, capitalise, end_sentence, spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dataflow.answers.claims import Claims
    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.language.words import Status
    from dataflow.model import Finding, Operation, Source
    from dataflow.telling.length import Length

UNDECIDED: Final = "No authority has decided this, as far as this model says."


def report_claims(answer: Claims, length: Length) -> Report:
    """Return each promise, what became of it, and the path that broke it."""
    notes = Notes(length)
    tells_each = len(answer) == 1 or notes.tells_each(len(answer))
    table = make_table(answer) if len(answer) > 1 else None
    if not tells_each:
        # what is contradicted comes first: the rest is many
        judgements = sorted(answer, key=rank)
        table = make_full_table(judgements, notes)
    groups: dict[tuple[str, ...], list[Judgement]] = {}
    for judgement in answer:
        groups.setdefault(_said(judgement), []).append(judgement)
    others = () if tells_each else tell_others(answer)
    return Report(
        sentences=() if len(answer) == 1 else (tell_counts(list(groups.values())), *others),
        sections=tuple(
            section
            for group in (groups.values() if tells_each else ())
            for section in _sections(group, answer, notes)
        ),
        table=table,
        remarks=(*tell_reasons(answer), *_remarks(answer)),
        doubts=answer.doubts,
        sources=tuple(notes.cited),
        looks=LOOKS,
    )


def _said(judgement: Judgement) -> tuple[str, ...]:
    """Return what was said, by whom and when: two readings of one sentence are told together."""
    claim = judgement.claim
    if claim.quote is None:
        return (claim.id,)
    return (claim.quote, claim.by.id if claim.by else "", claim.date.written)


def _sections(group: Sequence[Judgement], answer: Claims, notes: Notes) -> Iterator[Section]:
    """Yield the section of a promise, or those of several readings of one, the sentence first."""
    if len(group) == 1:
        [judgement] = group
        told = end_sentence(f"{tell_said(judgement, notes)}{tell_meaning(judgement)}")
        told = f"{judgement.claim.id}: {told} {_tell(judgement, answer, notes)}"
        yield from _steps(judgement, told, notes)
        return
    differ = len({judgement.verdict for judgement in group}) > 1
    depends = f" {spoken().say('It depends on the reading.')}" if differ else ""
    said = tell_said(group[0], notes)
    yield Section(f"{said}{'' if said.endswith(('.”', '.“')) else '.'}{depends}", ())
    for judgement in group:
        meaning = tell_meaning(judgement).removeprefix("; ")
        meant = end_sentence(f"{judgement.claim.id} \N{EN DASH} {meaning}")
        told = f"{meant} {_tell(judgement, answer, notes)}"
        yield from _steps(judgement, told, notes)


def _steps(judgement: Judgement, told: str, notes: Notes) -> Iterator[Section]:
    """Yield the path of a judgement, and that by firm statements alone where it is another."""
    yield Section(told, tuple(tell_in_full(step, notes) for step in judgement.path))
    firm = judgement.firmly.path if judgement.firmly else ()
    if firm:
        steps = tuple(tell_in_full(step, notes) for step in firm)
        yield Section(spoken().say("By firm statements alone:"), steps)


# what became of it


def _tell(judgement: Judgement, answer: Claims, notes: Notes) -> str:
    """Return what authorities found, then the verdicts of the model, the firm one first."""
    claim, firm = judgement.claim, judgement.firmly
    told = [_tell_finding(finding, notes) for finding in claim.findings]
    if is_made_later(judgement) and judgement.verdict != "kept":
        day = spoken().day(answer.setting.day)
        told.append(spoken().say("It was made after {date}.", date=day))
    verdict = _tell_verdict(judgement, answer, notes)
    if firm is not None:
        firmly = _tell_verdict(firm, answer, notes)
        if "kept" in (firm.verdict, judgement.verdict):
            firmly = f"{firmly[:1].lower()}{firmly[1:]}"
            firmly = spoken().say("By firm statements alone, {told}", told=firmly)
        told.append(firmly)
        if judgement.verdict == "kept":
            # somebody may only be said to be in the group that may have it
            verdict = f"{verdict.removesuffix('.')}, {tell_if([judgement.certainty])}."
    told.append(verdict)
    if claim.id in answer.apart:
        told.append(tell_apart(answer.apart[claim.id]))
    if not claim.findings:
        told.append(spoken().say(UNDECIDED))
    told += tell_replies(claim.replies, notes)
    return " ".join(told)


def _tell_finding(finding: Finding, notes: Notes) -> str:
    """Return what an authority or a court found."""
    by = finding.by if isinstance(finding.by, str) else finding.by.name
    on = f" {spoken().on(finding.on.first, finding.on)}" if finding.on else ""
    quote = behind(": ", spoken().say_if("“{title}”", title=finding.quote))
    when = capitalise(spoken().on(finding.date.first, finding.date))
    found = spoken().say(FOUND[finding.found], by=by)
    return f"{when} {found}{on}{quote}{notes.cite(finding.sources)}."


def _tell_verdict(judgement: Judgement, answer: Claims, notes: Notes) -> str:
    if judgement.verdict == "kept":
        return _tell_kept(judgement, answer)
    past = judgement.claim.past
    verdict = spoken().say("It was untrue" if past else "It was untrue when it was made")
    if judgement.verdict == "broken":
        verdict = spoken().say("It was broken {when}", when=_tell_day(judgement))
    verdict += _tell_condition(judgement, notes) + _tell_other(judgement)
    told = end_sentence(f"{verdict}: {_tell_change(judgement, notes)}")
    return f"{told}{_who(judgement, notes)}"


def _tell_day(judgement: Judgement) -> str:
    """Return on which day it was broken, no more precisely than it is known."""
    assert judgement.on is not None  # it was broken
    if judgement.on_is == "stated":
        if ended := find_end_before(judgement):
            return spoken().say("after {date}", date=spoken().date(ended))
        return spoken().on(judgement.on, judgement.written)
    date = spoken().date(judgement.written) if judgement.written else spoken().day(judgement.on)
    if judgement.on_is == "by":
        return spoken().say("by {date} at the latest", date=date)
    if judgement.on_is == "from":
        return spoken().say("on a day that is not stated, not before {date}", date=date)
    return spoken().say("on a day that is not stated")


def _tell_other(judgement: Judgement) -> str:
    """Return what the verdict may be instead, where its day is only a bound."""
    until, words = judgement.claim.until, spoken()
    told = ""
    match judgement.verdict, judgement.may_be:
        case "broken", "untrue":
            told = words.say("untrue when it was made, if it had begun by then")
        case "broken", "kept" if until:
            text = "not contradicted, if it began only after {date}"
            told = words.say(text, date=words.date(until))
        case "broken", "kept":
            told = words.say("not contradicted, if it began later")
        case "untrue", "broken":
            told = words.say("broken, if it began only later")
        case "untrue", "kept":
            told = words.say("not contradicted, if it began only later")
    return behind("; ", told)


def _tell_condition(judgement: Judgement, notes: Notes) -> str:
    """Return on what an unsure verdict depends: that it was said, and on what the path rests."""
    said = "" if is_firm(judgement.claim.status) else spoken().say("if it was said")
    rest = _tell_rest(judgement, notes)
    return behind(", ", f", {spoken().say('and')} ".join(filter(None, [said, rest])))


def _tell_rest(judgement: Judgement, notes: Notes) -> str:
    """Return what sources allege or terms permit on the way; "" where all of it is firm."""
    assert judgement.grounds is not None  # somebody had it
    certainty = judgement.grounds.certainty
    if is_firm(certainty):
        return ""
    if certainty == "assumed":
        return spoken().say("if what is assumed is so")
    sources = _find_weak_sources(judgement, certainty)
    by = notes.cite(sources).strip()
    alone, by_one, by_several = IF["alleged" if certainty == "alleged" else "permitted"]
    if not by:
        return spoken().say(alone)
    return spoken().say(by_several if len(sources) > 1 else by_one, by=by)


def _find_weak_sources(judgement: Judgement, certainty: Status) -> Collection[Source]:
    """Find who says what is not firm on the way, if anything of it is as unsure as the verdict."""
    operator = _find_operator(judgement)
    causes = [*(step.cause for step in judgement.path), *([operator] if operator else [])]
    weak = [cause for cause in causes if not is_firm(cause.status)]
    # where the weakest is who operates a service on the way, none of these says so
    if all(cause.status != certainty for cause in weak):
        return ()
    return dict.fromkeys(source for cause in weak for source in cause.sources)


def _tell_kept(judgement: Judgement, answer: Claims) -> str:
    claim, last, words = judgement.claim, answer.setting.day, spoken()
    if is_made_later(judgement):
        text = "It was made after {date}; up to then, it is not contradicted by this model."
        return words.say(text, date=words.day(last))
    if not claim.past and answer.setting.as_of and not (claim.until and claim.until.last <= last):
        text = "It is not contradicted by this model up to {date}."
        return words.say(text, date=words.day(last))
    if not claim.past and claim.until:
        text = "Up to its end, {date}, it is not contradicted by this model."
        return words.say(text, date=words.date(claim.until))
    return words.say("It is not contradicted by this model.")


def _tell_change(judgement: Judgement, notes: Notes) -> str:
    """Return what broke it: a step, a copy that was still there, or somebody's leaving a group."""
    step, company, on = judgement.path[-1], judgement.company, judgement.on
    assert company is not None  # somebody broke it
    assert on is not None
    # the day of a denial is told by the step alone
    known = (ALWAYS, None) if judgement.claim.past else (on, judgement.written)
    sentence = tell_step(step, notes, known=known)
    if _is_copy(judgement):
        gave = judgement.path[-2] if step.kind == "operator" else step
        copy = _tell_copy(judgement) + notes.cite(gave.sources)
        return f"{sentence}; {copy}" if step.kind == "operator" else copy
    if judgement.verdict == "untrue" or step.day == on or step.kind == "operator":
        return sentence
    if judgement.claim.reach == "outsiders" and judgement.origin:
        text = "{company} was no longer in {group}"
        group = tell_group(judgement.origin)
        return f"{spoken().say(text, company=company.name, group=group)}; {sentence}"
    return sentence


def _is_copy(judgement: Judgement) -> bool:
    """Return whether the path ended before the claim was made, so that only a copy is left."""
    last = judgement.last_given
    made = judgement.claim.date.first
    return last is not None and last < made and not judgement.claim.past


def _tell_copy(judgement: Judgement) -> str:
    """Return that a copy still exists, and from when: "b still has what it got in 2010"."""
    step = [each for each in judgement.path if each.kind != "operator"][-1]
    last = judgement.last_given
    assert last is not None  # there is a path
    since, until = step.cause.start, step.cause.end
    ended = until if until and until.last == last else None
    date = spoken().date(ended) if ended else spoken().day(last)
    when = spoken().say("until {date}", date=date)
    if since and ended and since.written == ended.written:
        when = spoken().on(since.first, since)
    elif last == step.day:
        when = spoken().on(last, step.started)
    has, have, would = STILL[step.kind]
    text = (have if is_plural(step.receiver) else has) if is_firm(step.told_as) else would
    return spoken().say(text, who=step.receiver.name, when=when)


def _find_operator(judgement: Judgement) -> Operation | None:
    """Return the surest statement by which who has the data operates the service that got it."""
    grounds, service = judgement.grounds, judgement.path[-1].receiver
    assert grounds is not None  # somebody broke it
    operators = (
        tie
        for tie in grounds.evidence.model.operations_of(service)
        if tie.company == judgement.company and includes((tie.window,), grounds.day)
    )
    return max(operators, key=lambda tie: STATUSES.index(tie.status), default=None)


def _who(judgement: Judgement, notes: Notes) -> str:
    """Return who has the data if the path names only their service, and who else has it."""
    operator, sentence = _find_operator(judgement), ""
    if operator is not None and operator.company != operator.service:
        is_over = operator.window.end < judgement.evidence.setting.day
        sentence = f" {end_sentence(_tell_operator(operator, notes, is_over=is_over))}"
    if judgement.others:
        others = tell_names(judgement.others)
        sentence += f" {spoken().say('On that day {others} had it too.', others=others)}"
    for status, text in TOO.items():
        unsure = [holder for holder, known in judgement.unsure_others if known == status]
        if unsure:
            several = len(unsure) > 1 or is_plural(unsure[0])
            sentence += f" {capitalise(spoken().say(text[several], who=tell_names(unsure)))}."
    return sentence


def _tell_operator(operator: Operation, notes: Notes, *, is_over: bool) -> str:
    """Return who operates a service; where that is not firm, how sure it is and who says so."""
    company, service = operator.company, operator.service
    verb = Verb(agree(company, "operates"), "operated", "operate", "{service}")
    if operator.is_firm:
        done = tell_doing(
            company.name, verb, "stated", Names({"service": service.name}), is_over=is_over
        )
        return done[0]
    names = Names({"service": service.name}, frozenset(["receiver"] if is_plural(company) else []))
    clause, end = tell_doing(company.name, verb, operator.status, names, is_over=is_over)
    return f"{clause}{end}{notes.cite(operator.sources)}"


def _remarks(answer: Claims) -> Iterator[str]:
    yield from tell_open(answer)
    for judgement in answer:
        asked = frozenset().union(
            *(answer.model.data.down(term.id) for term in judgement.claim.data)
        )
        wide = list_assumptions(
            copies=False, paths=[judgement.path], asked=asked, data=answer.model.data
        )
        yield from (f"{judgement.claim.id}: {remark}" for remark in wide)
    if any(_is_copy(judgement) for judgement in answer):
        yield from list_assumptions(copies=True, paths=[], asked=(), data=answer.model.data)
    if answer.unheard:
        unheard = spoken().enumerate([f"`{key}`" for key in answer.unheard])
        texts = (
            "A claim is judged for anyone: of the scenario, {keys} does not count.",
            "A claim is judged for anyone: of the scenario, {keys} do not count.",
        )
        yield spoken().say(texts[len(answer.unheard) > 1], keys=unheard)
