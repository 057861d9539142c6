"""An answer of why, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.answers.named import name_given, tell_types
from dataflow.answers.owners import tell_owner
from dataflow.answers.reasons import tell_reasons
from dataflow.model import Operation
from dataflow.telling.assumptions import list_assumptions
from dataflow.telling.report import Notes, Report, Section
from dataflow.telling.sentences import (
    CONTROL,
    Told,
    tell_again,
    tell_having,
    tell_kinds,
    tell_replies,
    tell_stop,
    told_later,
    told_of,
)
from dataflow.telling.steps import tell_in_full
from dataflow.telling.words import capitalise, end_sentence, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.answers.why import Path, Why
    from dataflow.engine.path_steps import PathStep
    from dataflow.engine.reach import Finding
    from dataflow.telling.length import Length


def report_why(answer: Why, length: Length) -> Report:
    """Return how the data got there, step by step, each with its day and its place."""
    notes = Notes(length)
    if not answer.paths:
        return Report(
            sentences=(_tell_none(answer),),
            remarks=(*tell_reasons(answer), *answer.target.tell(answer.evidence)),
            doubts=answer.doubts,
        )
    several, asked = len(answer) > 1, spoken().asked(answer.setting, "as of {day}")
    sections = [
        Section(
            (f"{spoken().say('Path {n}', n=number)}: " if several else "")
            + _opening(path, answer, asked, notes),
            tuple(tell_in_full(step, notes) for step in path.steps),
        )
        for number, path in enumerate(answer.paths, start=1)
    ]
    more = () if several else (*_later(answer, notes), *_firmly(answer.paths[0], answer, notes))
    return Report(
        sections=(*sections, *more),
        remarks=tuple(_remarks(answer, notes)),
        doubts=answer.doubts,
        sources=tuple(notes.cited),
    )


def _tell_none(answer: Why) -> str:
    name, asked = answer.target.call(answer.evidence), spoken().asked(answer.setting)
    text = "In this model, {who} cannot reach {what}."
    return spoken().say(text, who=name, what=f"{answer.data.name}{asked}")


def _opening(path: Path, answer: Why, asked: str, notes: Notes) -> str:
    name = _name(answer, path.finding, path.steps)
    end = answer.evidence.told_end(path.until)
    if path.owns:
        how = asked if asked.startswith(",") else asked.replace(" ", ", ", 1)
        owning, sources = tell_owner(path.finding, name, path.until, how)
        return f"{capitalise(owning)}{notes.cite(sources)}. {spoken().say(CONTROL)}"
    words, called = spoken(), answer.target.call(answer.evidence)
    many = words.count("in {n} steps", path.hops) if path.hops else words.say("without any sharing")
    told = Told(path.company, path.how, path.certainty, path.known, path.bound, called=called)
    later = told._replace(later=told_later(path.finding, path.until))
    if path is answer.paths[0] and len(path.finding.told_parts) > 1:
        told, later = told_of(path.finding), told
    again = tell_again(later, name)
    again += f" {words.say('by another path')}" if again else ""
    having = tell_having(told, name, end)
    if not path.hops:
        return f"{capitalise(having)}{asked}, {many}{again}."
    pause = "," if asked.startswith((" as of", " if ")) else ""
    return end_sentence(f"{capitalise(having)}, {many}{pause}{asked}{again}")


def _name(answer: Why, finding: Finding, path: Sequence[PathStep]) -> str:
    """Return what a path leads to: what was asked about, or the members of it that passed."""
    return tell_types(name_given(finding, path, answer.data), answer.data, answer.data.name)


def _later(answer: Why, notes: Notes) -> Iterator[Section]:
    """Yield how the company has it when it does not by the first path any more."""
    finding = answer.paths[0].finding
    ways = [("After that: {told}.", each) for each in finding.told_parts[1:]]
    if finding.told_now:
        ways.append(("By another way: {told}.", finding.told_now))
    for way, each in ways:
        end = answer.evidence.told_end(each.stay.until)
        path = each.grounds.path
        having = tell_having(told_of(each), _name(answer, each, path), end)
        steps = tuple(tell_in_full(step, notes) for step in path)
        yield Section(spoken().say(way, told=having), steps)


def _firmly(path: Path, answer: Why, notes: Notes) -> Iterator[Section]:
    """Yield the path by firm statements alone, where the first is less sure."""
    firm = path.finding.firmly
    if firm is None or firm is path.finding:
        return
    end = answer.evidence.told_end(firm.stay.until)
    name, told = _name(answer, firm, firm.grounds.path), told_of(firm)
    having = tell_having(told, name, end)
    if firm.ties:
        having, _ = tell_owner(firm, name, firm.stay.until)
    steps = tuple(tell_in_full(step, notes) for step in firm.grounds.path)
    yield Section(f"{spoken().say('By firm statements alone: {told}', told=having)}.", steps)


def _remarks(answer: Why, notes: Notes) -> list[str]:
    remarks = [*answer.target.tell(answer.evidence), *tell_replies(answer.company.replies, notes)]
    if answer.unnamed:
        remarks.append(tell_kinds(answer.unnamed))
    if answer.cut:
        remarks.append(spoken().say("There may be more: {why}.", why=tell_stop(answer.cut)))
    asked = answer.model.data.down(answer.data.id)
    paths = [path.steps for path in answer.paths]
    return remarks + list_assumptions(
        copies=any(_rests_on_copy(path, answer) for path in answer),
        paths=paths,
        asked=asked,
        data=answer.model.data,
    )


def _rests_on_copy(path: Path, answer: Why) -> bool:
    """Return whether what gave it last had ended by the day asked about."""
    given = [step.cause for step in path.steps if not isinstance(step.cause, Operation)]
    return answer.evidence.last_day(given[-1]) < min(answer.setting.day, path.until)
