"""Who of those in a figure owns or operates whom: lines that are no flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dataflow.common.dates import NEVER, PartialDate, includes
from dataflow.figures.figure import Connection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dataflow.answers.reach import Reach
    from dataflow.figures.flow.boxes import Boxes
    from dataflow.figures.flow.scenes import Scene
    from dataflow.figures.frame import Citations
    from dataflow.model import Dated, Holder
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
    facts: Sequence[Dated]


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
        Connection(
            id=f"c{number}",
            above=above,
            below=below,
            kind=kind,
            text=f"{_tell_verb(scene, tie)} {_cite(tie, citations)}".rstrip(),
            label=_label(scene, tie),
        )
        for number, ((kind, above, below), tie) in enumerate(apart, 1)
    )


def _find_owning(answer: Reach, drawn: Collection[str]) -> Iterator[_Tie]:
    """Tie who only owns to the boxes of whom it owns, itself or what it operates."""
    facts = _group(
        answer, (((fact.owner.id, fact.owned.id), fact) for fact in answer.model.ownerships)
    )
    for row in answer:
        if row.owns:
            owned = row.owns[0]
            holders = [owned] if owned.id in drawn else row.services
            ends = [holder for holder in holders if holder.id in drawn]
            yield _Tie("owns", row.company, owned, ends, facts.get((row.company.id, owned.id), []))


def _find_operating(answer: Reach, drawn: Collection[str]) -> Iterator[_Tie]:
    facts = _group(
        answer, (((fact.company.id, fact.service.id), fact) for fact in answer.model.operations)
    )
    holders, everybody = answer.model.holders, set(drawn)
    for (company, service), same in facts.items():
        if company != service and {company, service} <= everybody:
            yield _Tie("operates", holders[company], holders[service], [holders[service]], same)


def _group(
    answer: Reach, pairs: Iterable[tuple[tuple[str, str], Dated]]
) -> dict[tuple[str, str], list[Dated]]:
    """Group facts by their ends that are so on the day asked about, or, without one, on any day."""
    day = answer.setting.day
    groups: dict[tuple[str, str], list[Dated]] = {}
    for ends, fact in pairs:
        if day == NEVER or includes((fact.window,), day):
            groups.setdefault(ends, []).append(fact)
    return groups


_VERBS: Final = {
    "owns": (
        "owns",
        "owns since {since}",
        "owned until {until}",
        "owned from {since} until {until}",
    ),
    "operates": (
        "operates",
        "operates since {since}",
        "operated until {until}",
        "operated from {since} until {until}",
    ),
}
"""Of what has no dates that count, of what began, of what ended, and of both."""


def _tell_verb(scene: Scene, tie: _Tie) -> str:
    """Tell from when to when; of what began or ended several times, nothing."""
    words, (plain, begun, ended, both) = scene.words, _VERBS[tie.kind]
    if len(tie.facts) != 1:
        return words.say(plain)
    fact = tie.facts[0]
    since = _tell_date(words, fact.since) if fact.since else ""
    if fact.until and fact.window.end < scene.setting.day:
        until = _tell_date(words, fact.until)
        return words.say(both if since else ended, since=since, until=until)
    return words.say(begun if since else plain, since=since)


def _tell_date(words: Words, date: PartialDate) -> str:
    # a line must not end between a day and its month
    return words.date(date).replace(" ", "\u00a0", date.written.count("-") - 1)


def _cite(tie: _Tie, citations: Citations) -> str:
    return citations.cite(source for fact in tie.facts for source in fact.sources)


def _label(scene: Scene, tie: _Tie) -> str:
    """Return it as a sentence without its stop: "Facebook, Inc. owns WhatsApp Inc., since 2014"."""
    verb, *when = _tell_verb(scene, tie).replace("\u00a0", " ").split(" ", 1)
    return ", ".join([f"{tie.company.name} {verb} {tie.other.name}", *when])
