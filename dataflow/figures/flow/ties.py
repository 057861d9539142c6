"""Who of those in a figure owns or operates whom: lines that are no flow."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dataflow.common.dates import NEVER, includes
from dataflow.figures.figure import Connection
from dataflow.figures.labels import are_many, tell_span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dataflow.answers import Status
    from dataflow.answers.reach import Reach
    from dataflow.common.dates import PartialDate
    from dataflow.figures.flow.boxes import Boxes
    from dataflow.figures.flow.scenes import Scene
    from dataflow.figures.frame import Citations
    from dataflow.model import Holder
    from dataflow.model.holders import Stated
    from dataflow.telling.words import Words


class _Tie(NamedTuple):
    """A company owns or operates another holder, by some facts.

    Attributes:
        boxes: the holders whose boxes the line leads to.
    """

    kind: Literal["owns", "operates"]
    company: Holder
    other: Holder
    boxes: Sequence[Holder]
    facts: Sequence[Stated]


def find_ties(
    scene: Scene, boxes: Boxes, drawn: Collection[str], citations: Citations
) -> tuple[Connection, ...]:
    """Return who owns and who operates whom, where both are drawn, each in a box of its own."""
    lines = {
        (tie.kind, boxes.of(tie.company), boxes.of(holder)): tie
        for tie in (*_find_owning(scene.answer, drawn), *_find_operating(scene.answer, drawn))
        for holder in tie.boxes
    }
    apart = [(ends, tie) for ends, tie in lines.items() if ends[1] != ends[2]]
    return tuple(
        _connect(number, ends, tie, scene, citations) for number, (ends, tie) in enumerate(apart, 1)
    )


def _connect(
    number: int, ends: tuple[str, str, str], tie: _Tie, scene: Scene, citations: Citations
) -> Connection:
    _, above, below = ends
    verb, when = _tell_verb(scene, tie)
    text = f"{verb}{'' if when[:1] in ('', ' ', ',') else ' '}{when}"
    return Connection(
        id=f"c{number}",
        above=above,
        below=below,
        kind=tie.kind,
        text=f"{text} {_cite(tie, citations)}".rstrip(),
        label=_label(tie, verb, when),
        status=_status(tie),
    )


def _find_owning(answer: Reach, drawn: Collection[str]) -> Iterator[_Tie]:
    """Tie who only owns to the boxes of whom it owns, itself or what it operates.

    It may own somebody else on the day asked about than on the first on which it had the data.
    """
    model, day = answer.model, None if answer.setting.day == NEVER else answer.setting.day
    facts = _group(answer, (((fact.owner.id, fact.owned.id), fact) for fact in model.ownerships))
    for owner in (row.company for row in answer if row.owns):
        for owned in model.owned_by(owner, day):
            holders = [owned] if owned.id in drawn else model.services_of(owned, day)
            ends = [holder for holder in holders if holder.id in drawn]
            yield _Tie("owns", owner, owned, ends, facts[owner.id, owned.id])


def _find_operating(answer: Reach, drawn: Collection[str]) -> Iterator[_Tie]:
    facts = _group(
        answer, (((fact.company.id, fact.service.id), fact) for fact in answer.model.operations)
    )
    holders, everybody = answer.model.holders, set(drawn)
    for (company, service), same in facts.items():
        if company != service and {company, service} <= everybody:
            yield _Tie("operates", holders[company], holders[service], [holders[service]], same)


def _group(
    answer: Reach, pairs: Iterable[tuple[tuple[str, str], Stated]]
) -> dict[tuple[str, str], list[Stated]]:
    """Group facts by their ends that are so on the day asked about, or, without one, on any day."""
    day = answer.setting.day
    groups: dict[tuple[str, str], list[Stated]] = {}
    for ends, fact in pairs:
        if day == NEVER or includes((fact.window,), day):
            groups.setdefault(ends, []).append(fact)
    return groups


def _tell_verb(scene: Scene, tie: _Tie) -> tuple[str, str]:
    """Tell what it does, no surer than it is, and from when to when.

    Of what began or ended several times, no day is told.
    """
    words, verbs = scene.words, _VERBS[tie.kind]
    fact = tie.facts[0] if len(tie.facts) == 1 else None
    over = bool(tie.facts) and all(_is_over(fact, scene.setting.day) for fact in tie.facts)
    verb, end = words.deed(verbs[over], _status(tie), many=are_many([tie.company]))
    span = tell_span(words, fact, partial(_name_date, words), over=over) if fact else []
    return verb, ", ".join(span) + end


def _is_over(fact: Stated, day: int) -> bool:
    """Return whether something ended before a day, or, without one, ended at all."""
    return fact.end is not None and fact.window.end < day


def _status(tie: _Tie) -> Status:
    """Return how sure a tie is: as the surest of its facts."""
    weak = [fact.status for fact in tie.facts if not fact.is_firm]
    return weak[0] if weak and len(weak) == len(tie.facts) else "stated"


_VERBS: Final = {"owns": ("owns", "owned"), "operates": ("operates", "operated")}
"""What is done, while it is so and once it is over."""


def _name_date(words: Words, date: PartialDate) -> str:
    """Return a date; a line must not end between a day and its month."""
    told = words.date(date)
    return told.replace(" ", "\u00a0", 1) if told[:1].isdigit() else told


def _cite(tie: _Tie, citations: Citations) -> str:
    return citations.cite(source for fact in tie.facts for source in fact.sources)


def _label(tie: _Tie, verb: str, when: str) -> str:
    """Return it as a sentence without its stop: "Facebook, Inc. owns WhatsApp Inc., since 2014"."""
    told = f"{tie.company.name} {verb} {tie.other.name}"
    return _join_end(told, when.replace("\u00a0", " "))


def _join_end(told: str, when: str) -> str:
    """Return a sentence with a day behind a comma; what stands behind the day brings its own."""
    return f"{told}{'' if not when or when[0] in ' ,' else ', '}{when}"
