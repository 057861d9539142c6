"""An answer of diff, for people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.answers.reasons import tell_reasons
from dataflow.engine.certainty import is_firm
from dataflow.model import Deletion, Derivation, Flow, Hold, Operation, Ownership, Stated, Term
from dataflow.telling.counting import count_kinds
from dataflow.telling.report import Notes, Report, Section, Step, Table, name_columns
from dataflow.telling.roles import tell_basis, tell_role
from dataflow.telling.sentences import (
    CONTROL,
    NONE,
    call_alone,
    is_plural,
    is_several,
    tell_aim,
    tell_data,
    tell_names,
    tell_status,
    tell_unnamed,
)
from dataflow.telling.since import tell_start
from dataflow.telling.verbs import Names, Verb, tell_doing
from dataflow.telling.words import behind, capitalise, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers.diff import Change, Diff
    from dataflow.answers.diff.altered import Altered
    from dataflow.answers.diff.behind import Behind
    from dataflow.engine.evidence import Evidence
    from dataflow.engine.reach import Cell
    from dataflow.model import Holder, Model
    from dataflow.telling.length import Length

    Group = Sequence[Change]
    """Changes with the same behind them."""

COLUMNS = ("change", "company", "data", "because")

BY_SERVICE = ("change", "service", "data", "because")

NAMED = 8
"""How many data types are named, before the rest is counted."""

TOLD = 12
"""How many groups of changes are told on each side; the table has more."""

ROWS = 40
"""How many rows the table has."""


def report_diff(answer: Diff, length: Length) -> Report:
    """Return who gained and who lost what, with the reasons, then the table."""
    notes = Notes(length)
    gained, lost = _groups(answer.gained), _groups(answer.lost)
    rows = [("gained", group) for group in gained] + [("lost", group) for group in lost]
    shown = tuple(_cells(change, group) for change, group in rows[:ROWS])
    columns = BY_SERVICE if answer.by_service else COLUMNS
    two, models = answer.other is not None, (answer.before.model, answer.after.model)
    return Report(
        sentences=(*_sides(answer), _opening(answer)),
        sections=tuple(_sections(answer, gained, lost, notes)),
        table=Table(name_columns(columns), shown) if max(len(gained), len(lost)) > TOLD else None,
        remarks=(*tell_reasons(answer), *_remarks(answer, rows)),
        doubts=answer.doubts,
        # of two models each has doubts of its own
        sides=tuple((model.path, tuple(model.doubts)) for model in models) if two else (),
        sources=tuple(notes.cited),
    )


def _sides(answer: Diff) -> Iterator[str]:
    for name, side in (("Before", answer.before), ("After", answer.after)):
        where = f"{side.model.path}, " if answer.other is not None else ""
        words = spoken()
        asked = words.setting(side.setting) or words.say("the model as it is")
        scenario = words.say_if("(scenario “{scenario}”)", scenario=side.setting.scenario)
        yield f"{words.say(name)}: {where}{asked}{behind(' ', scenario)}."


def _opening(answer: Diff) -> str:
    if not len(answer):
        return f"{spoken().say('Nobody gained or lost anything')}{_but_for(answer)}."
    text = "{gaining} gained, and {losing} lost."
    gaining, losing = (_many(each, answer) for each in (answer.gained, answer.lost))
    return capitalise(spoken().say(text, gaining=gaining, losing=losing))


def _but_for(answer: Diff) -> str:
    """Return what differs although nobody gained or lost anything; "" where nothing does."""
    ways = any(altered.is_other_way for altered in answer.altered)
    aims = any(not altered.is_other_way for altered in answer.altered)
    if ways and aims:
        told = "but it differs who has it themselves and what it was given for"
    elif ways:
        told = "but it differs who has it themselves"
    else:
        told = "but it differs what it was given for" if aims else ""
    return f", {spoken().say(told)}" if told else ""


def _many(changes: Sequence[Change], answer: Diff) -> str:
    """Return how many gained or lost, firmly first: "2 companies, and 1 more not firmly"."""
    companies = {change.company.id: change.company for change in changes}
    if not companies:
        return spoken().say("nobody")
    firm = {change.company.id for change in changes if change.cell.own.firmly}
    named = [holder for holder in companies.values() if not holder.unnamed]
    sure = [holder for holder in named if holder.id in firm]
    unnamed = [holder for holder in companies.values() if holder.unnamed]
    unsurely = _name_unnamed(holder for holder in unnamed if holder.id not in firm)
    told = (
        count_kinds(sure, services=answer.by_service),
        _name_unnamed(holder for holder in unnamed if holder.id in firm),
        _count_unsure(len(named) - len(sure), more=bool(sure)),
        spoken().say_if("{who} not firmly", who=unsurely),
    )
    return f", {spoken().say('and')} ".join(filter(None, told))


def _count_unsure(count: int, *, more: bool) -> str:
    text = "{n} more not firmly" if more else "{n} not firmly"
    return spoken().say(text, n=count) if count else ""


def _name_unnamed(holders: Iterable[Holder]) -> str:
    unnamed = spoken().enumerate([holder.name for holder in holders])
    return spoken().say_if("others that are not named ({names})", names=unnamed)


def _groups(changes: Sequence[Change]) -> list[Group]:
    """Group what several companies gained or lost for the same reasons, largest groups first."""
    alone: dict[tuple[str, tuple[Behind, ...]], list[Change]] = defaultdict(list)
    for change in changes:
        alone[change.company.id, change.because].append(change)
    together: dict[tuple[object, ...], list[Change]] = defaultdict(list)
    for group in alone.values():
        together[group[0].because, *(change.data.id for change in group)] += group
    return sorted(together.values(), key=lambda group: -len(group))


def _sections(
    answer: Diff, gained: Sequence[Group], lost: Sequence[Group], notes: Notes
) -> Iterator[Section]:
    for title, groups in (("Gained:", gained), ("Lost:", lost)):
        steps = [_tell(group, notes, lost=groups is lost) for group in groups[:TOLD]]
        if len(groups) > TOLD:
            texts = ("And {n} more: `--format csv` has them all.", "And {n} more, in the table.")
            text = texts[len(gained) + len(lost) <= ROWS]
            steps.append(Step(spoken().say(text, n=len(groups) - TOLD), ()))
        if steps:
            yield Section(spoken().say(title), tuple(steps))
    # what is given for something else is told where that is all that differs
    altered = [each for each in answer.altered if each.is_other_way or not len(answer)]
    lines = _tell_altered(altered)
    if len(lines) > TOLD:
        text = "And {n} more: `--format json` has them all."
        lines[TOLD:] = [spoken().say(text, n=len(lines) - TOLD)]
    if lines:
        yield Section(spoken().say("Otherwise:"), tuple(Step(line, ()) for line in lines))


def _tell_altered(altered: Iterable[Altered]) -> list[str]:
    """Return what is otherwise, a line for each company and way."""
    by_way: dict[tuple[str, str], list[Altered]] = defaultdict(list)
    for each in altered:
        by_way[_name(each.after.cell), _tell_way(each)].append(each)
    return [
        f"{name}: {_name_widest(group[0].after.cell.evidence.model, [each.data for each in group])}"
        f", {way}"
        for (name, way), group in by_way.items()
    ]


def _tell_way(altered: Altered) -> str:
    if not altered.is_other_way:
        none = spoken().say("for nothing named")
        before, after = (
            spoken().purposes(side.purposes) or none for side in (altered.before, altered.after)
        )
        return spoken().say("before {before}, after {after}", before=before, after=after)
    if altered.before.how == "owns":
        return spoken().say("which it has itself now: before, it only owned one that had it")
    return spoken().say("which it had itself: now it only owns one that has it")


def _tell(group: Group, notes: Notes, *, lost: bool) -> Step:
    because, evidence = group[0].because, group[0].cell.evidence
    details = [
        f"{_when(reason, lost=lost)}{_tell_behind(reason, evidence)}"
        f"{notes.cite(reason.cause.sources)} ({reason.at.file}:{reason.at.line})"
        for reason in because
    ]
    is_bound = not lost and not all(_is_stated(change) for change in group)
    bound = f" ({spoken().say(_BOUND)})" if is_bound else ""
    line = f"{_companies(group)}: {_data(group)}{_tell_unsure(group)}{bound}"
    return Step(line, tuple(details or [spoken().say("what is a kind of what differs")]))


def _tell_unsure(group: Group) -> str:
    """Return how unsure some changes are, where nothing that is told behind them says so."""
    if not all(is_firm(reason.status) for reason in group[0].because):
        return ""
    statuses = [change.cell.own.surest.certainty for change in group]
    if all(map(is_firm, statuses)):
        return ""
    if len(set(statuses)) == 1:
        return tell_status(statuses[0])
    return f" ({spoken().say('not all of it firmly')})"


_BOUND: Final = "the day is not certain: it may have been so before, or later"


def _is_stated(change: Change) -> bool:
    return change.cell.own.surest.known.kind == "stated"


def _companies(group: Group) -> str:
    return spoken().name_few(list(dict.fromkeys(_name(change.cell) for change in group)), NAMED)


def _name(cell: Cell) -> str:
    """Return who gained or lost something: by service, maybe a company itself."""
    return cell.company.name if cell.stay.chain else call_alone(cell.evidence, cell.company)


def _data(group: Group) -> str:
    """Return the data types, without categories of which a company has only a named member."""
    types = [change.data for change in group if change.cell.itself]
    return _name_widest(group[0].cell.evidence.model, types or [change.data for change in group])


def _name_widest(model: Model, terms: Iterable[Term]) -> str:
    """Return the names of data types, without what a wider one of them covers."""
    names = dict.fromkeys(term.name for term in model.data.keep_widest(terms))
    return spoken().name_few(list(names), NAMED)


def _when(reason: Behind, *, lost: bool) -> str:
    """Return in which of the two something is so."""
    if reason.kind == "deletion":
        return "" if lost else f"{spoken().say('only before')}: "
    return f"{spoken().say('no longer')}: " if lost else ""


def _tell_behind(reason: Behind, evidence: Evidence) -> str:
    """Return what a statement says, or said where it had ended by the day asked about."""
    cause, model = reason.cause, evidence.model
    match cause:
        case Flow():
            words = {"to": tell_names(cause.receivers), "id": cause.id}
            many = len(cause.senders) > 1 or is_plural(cause.senders[0])
            doing = _Doing(tell_names(cause.senders), _SHARE, words, many)
        case Hold():
            words = {"data": _name_widest(model, cause.data)}
            doing = _Doing(cause.holder.name, _COLLECT, words, is_plural(cause.holder))
        case Derivation():
            words = {"body": tell_data(cause.body), "id": cause.id}
            doing = _Doing(cause.to.name, _DERIVE, words, is_several(cause.to.name))
        case Ownership():
            words, many = {"owned": cause.owned.name}, is_plural(cause.owner)
            doing = _Doing(cause.owner.name, _OWN, words, many)
        case Operation():
            words, many = {"of": cause.service.name}, is_plural(cause.company)
            doing = _Doing(cause.company.name, _OPERATE, words, many)
        case Deletion():
            data = _name_widest(model, cause.data)
            text, when = "{who} deleted {data} {when}", spoken().on(cause.day, cause.date)
            return spoken().say(text, who=cause.holder.name, data=data, when=when)
    told = _tell_doing(doing, cause, is_over=cause.window.end < evidence.setting.day)
    if not isinstance(cause, Flow):
        return told
    return told + tell_role(cause, None) + tell_aim(cause.purposes) + tell_basis(cause)


class _Doing(NamedTuple):
    """Who does what, by a statement; `many`: they are several."""

    subject: str
    verb: Verb
    words: dict[str, str]
    many: bool


_SHARE: Final = Verb("shares", "shared", "share", "with {to} ({id})")
_COLLECT: Final = Verb("collects", "collected", "collect", "{data}")
_DERIVE: Final = Verb("can be worked out", "been worked out", "be worked out", "from {body} ({id})")
_OWN: Final = Verb("owns", "owned", "own", "{owned}")
_OPERATE: Final = Verb("operates", "operated", "operate", "{of}")


def _tell_doing(doing: _Doing, cause: Stated, *, is_over: bool) -> str:
    """Return what a statement says that somebody does or did, and from when to when."""
    subject, verb, words, many = doing
    names = Names(words, frozenset({"receiver"} if many else ()))
    if many and verb is not _DERIVE:  # "can" is of one and of several
        verb = verb._replace(past=verb.infinitive)
    clause, end = tell_doing(subject, verb, cause.status, names, is_over=is_over)
    return f"{clause}{_window(cause)}{end}"


def _window(cause: Stated) -> str:
    if cause.since and cause.until:
        return f" {spoken().span(cause.window, (cause.since, cause.until))}"
    since = f" {tell_start(cause)}" if cause.start else ""
    words = spoken()
    until = f" {words.say('until {date}', date=words.date(cause.until))}" if cause.until else ""
    ended = words.say("ended by {date}", date=words.date(cause.ended)) if cause.ended else ""
    return since + until + behind(", ", ended)


def _cells(change: str, group: Group) -> tuple[str, ...]:
    because = [
        reason.id or f"{spoken().say(reason.kind)} {reason.at.file}:{reason.at.line}"
        for reason in group[0].because
    ]
    return (spoken().say(change), _companies(group), _data(group), ", ".join(because) or NONE)


def _remarks(answer: Diff, rows: Sequence[tuple[str, Group]]) -> Iterator[str]:
    if not all(change.cell.itself for change in answer) or len(rows) > ROWS:
        yield spoken().say(
            "This is not all of it: `--format csv` has a line a {unit} and data type,"
            " categories with them.",
            unit=spoken().say(answer.setting.by),
        )
    if any(reason.kind == "owner" for change in answer for reason in change.because):
        yield spoken().say(CONTROL)
    if answer.unnamed:
        yield f"{tell_unnamed(answer.unnamed)}."
