"""Who of those in a figure owns or operates whom: lines that are no flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.dates import NEVER, includes
from dataflow.figures.figure import Connection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import Literal

    from dataflow.answers.reach import Reach
    from dataflow.common.dates import PartialDate
    from dataflow.figures.flow.holders import Boxes
    from dataflow.figures.flow.scenes import Scene
    from dataflow.figures.frame import Citations
    from dataflow.model import Dated, Holder
    from dataflow.telling.words import Words


class _Tie(NamedTuple):
    """A company owns or operates what is said, which stands in one box or several."""

    kind: Literal["owns", "operates"]
    company: Holder
    what: Holder
    boxes: Sequence[Holder]
    facts: Sequence[Dated]


def find_ties(
    scene: Scene, boxes: Boxes, drawn: Collection[str], citations: Citations
) -> tuple[Connection, ...]:
    """Give who owns and who operates whom, where both are drawn, each in a box of its own.

    Args:
        scene: who can reach some data.
        boxes: who shares a box.
        drawn: the ids of the holders that are drawn.
        citations: marks the sources.
    """
    answer = scene.answer
    lines = {
        (tie.kind, boxes.of(tie.company), boxes.of(box)): tie
        for tie in (*_owning(answer, drawn), *_operating(answer, drawn))
        for box in tie.boxes
    }
    return tuple(
        Connection(
            id=f"c{number}",
            above=above,
            below=below,
            kind=kind,
            said=f"{_verb(scene, tie)} {_mark(tie, citations)}".rstrip(),
            label=_label(scene, tie),
        )
        for number, ((kind, above, below), tie) in enumerate(
            ((ends, tie) for ends, tie in lines.items() if ends[1] != ends[2]), 1
        )
    )


def _owning(answer: Reach, drawn: Collection[str]) -> Iterator[_Tie]:
    """Tie who only owns to the boxes of whom it owns, itself or what it operates."""
    holdings: dict[tuple[str, str], list[Dated]] = {}
    for one in answer.model.ownerships:
        if _is_so(answer, one):
            holdings.setdefault((one.owner.id, one.owned.id), []).append(one)
    for row in answer:
        if row.owns:
            owned = row.owns[0]
            boxes = [owned] if owned.id in drawn else row.services
            facts = holdings.get((row.company.id, owned.id), [])
            yield _Tie("owns", row.company, owned, [b for b in boxes if b.id in drawn], facts)


def _operating(answer: Reach, drawn: Collection[str]) -> Iterator[_Tie]:
    found: dict[tuple[str, str], list[Dated]] = {}
    for one in answer.model.operations:
        both = {one.company.id, one.service.id} <= set(drawn)
        if both and one.company != one.service and _is_so(answer, one):
            found.setdefault((one.company.id, one.service.id), []).append(one)
    for (company, service), facts in found.items():
        holders = answer.model.holders
        yield _Tie("operates", holders[company], holders[service], [holders[service]], facts)


def _is_so(answer: Reach, fact: Dated) -> bool:
    """Say whether something is so on the day asked about, or, without one, on any day."""
    return answer.setting.day == NEVER or includes((fact.window,), answer.setting.day)


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


def _verb(scene: Scene, tie: _Tie) -> str:
    """Say from when to when; of what began or ended several times, nothing."""
    words, (plain, begun, ended, both) = scene.words, _VERBS[tie.kind]
    if len(tie.facts) != 1:
        return words.say(plain)
    since, until = tie.facts[0].since, tie.facts[0].until
    if until and tie.facts[0].window.end < scene.setting.day:
        said = both if since else ended
        told = _tell(words, since) if since else ""
        return words.say(said, since=told, until=_tell(words, until))
    return words.say(begun, since=_tell(words, since)) if since else words.say(plain)


def _tell(words: Words, date: PartialDate) -> str:
    # a line must not end between a day and its month
    return words.date(date).replace(" ", "\u00a0", date.written.count("-") - 1)


def _mark(tie: _Tie, citations: Citations) -> str:
    return citations.cite(source for fact in tie.facts for source in fact.sources)


def _label(scene: Scene, tie: _Tie) -> str:
    """Say it as a sentence without its stop: "Facebook, Inc. owns WhatsApp Inc., since 2014"."""
    verb, *when = _verb(scene, tie).replace("\u00a0", " ").split(" ", 1)
    return ", ".join([f"{tie.company.name} {verb} {tie.what.name}", *when])
