"""Who stands in a flow figure, and what is said in their boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.common.dates import includes
from dataflow.figures.figure import Holder, Working
from dataflow.figures.flow.chips import PERSONS, SELLERS, giver_of
from dataflow.figures.flow.workings import find_workings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dataflow import model
    from dataflow.engine.evidence import PathStep
    from dataflow.figures.citing import Citations
    from dataflow.figures.flow.groups import Boxes
    from dataflow.figures.flow.scenes import Scene

COLOURED: Final = 2
"""How many companies have a colour of their own."""

CROWD: Final = 8
"""How many of those who share a box are named in it."""


class Cast:
    """Whoever gave, has or owns; a company that has it through its services is told there."""

    def __init__(self, scene: Scene, boxes: Boxes, colours: Mapping[str, int]) -> None:
        """Find who takes part.

        Args:
            scene: what is shown.
            boxes: who shares a box.
            colours: the companies that have a colour, by id; see `rank_companies`.
        """
        self._scene, self._answer, self._boxes = scene, scene.answer, boxes
        self._colours = colours
        self._day = scene.setting.day
        self._givers = {giver_of(one, boxes) for one in scene.passings}
        self._carriers = {one.receivers[0].id for one in scene.passings if not one.readable}
        self._having = {one.id for row in scene.answer for one in (row.company, *row.services)}
        self._derived: dict[str, list[PathStep]] = {}
        for step in scene.steps:
            if step.kind == "derive":
                self._derived.setdefault(step.receiver.id, []).append(step)
        self._drawn = dict(sorted(self._find().items()))

    def _find(self) -> dict[str, model.Holder]:
        """Find who is drawn: what passes between them, what they have, what is said of them."""
        found = dict(self._scene.holders)
        if not self._scene.only:
            found.update({key: steps[0].receiver for key, steps in self._derived.items()})
        for row in self._answer:
            had = (row.company,) if row.how == "owns" else row.services
            if not self._scene.only or row.how == "owns":
                found.update({one.id: one for one in had})
        for denial in self._scene.denials:
            apart = [one for one in denial.receivers if self._boxes.of(one) == one.id]
            found.update({one.id: one for one in apart})
            holders = self._scene.model.holders
            placed = [self._boxes.of(one) for one in denial.receivers]
            found.update({key: holders[key] for key in placed})
        return found

    @property
    def drawn(self) -> Collection[str]:
        """The ids of the holders, without persons."""
        return self._drawn.keys()

    def holders(self, citations: Citations) -> tuple[Holder, ...]:
        """Give the persons, then the holders by id; those that share a box are one."""
        words = self._scene.words
        persons = [
            Holder(id=key, name=words.say(name), person=True, unnamed=key == SELLERS)
            for key, name in PERSONS.items()
            if key in self._givers
        ]
        together: dict[str, list[model.Holder]] = {}
        for holder in self._drawn.values():
            together.setdefault(self._boxes.of(holder), []).append(holder)
        boxes = [self._box(key, some, citations) for key, some in sorted(together.items())]
        return (*persons, *boxes)

    def _box(self, key: str, some: list[model.Holder], citations: Citations) -> Holder:
        if key in self._boxes.crowds:
            return self._crowd(key, some)
        holder = self._scene.model.holders[key]
        operators = find_operators(self._scene, some[0])
        workings = [(one.id, work) for one in some for work in self._workings(one, citations)]
        remarks = [
            said
            for one in some
            for said in (*(w.said for key, w in workings if key == one.id), *self._remarks(one))
        ]
        return Holder(
            id=key,
            name=holder.name,
            below=self._below(holder, operators),
            remarks=tuple(dict.fromkeys(remarks)),
            workings=tuple(work for _, work in workings),
            company=next((self._colours[o.id] for o in operators if o.id in self._colours), 0),
            unnamed=holder.unnamed,
            locked=all(one.id in self._carriers and one.id not in self._having for one in some),
        )

    def _crowd(self, key: str, some: list[model.Holder]) -> Holder:
        """Count those who share a box, and name the first."""
        words, names = self._scene.words, [one.name for one in some[:CROWD]]
        if len(some) > CROWD:
            names.append(words.say("{n} more", n=len(some) - CROWD))
        return Holder(
            id=key,
            name=words.count("{n} recipient", "{n} recipients", len(some)),
            below=words.enumerate(names),
        )

    def _below(self, holder: model.Holder, operators: list[model.Holder]) -> str | None:
        """Name the services in a company's box, or else the company that operates a service."""
        words, members = self._scene.words, self._boxes.members.get(holder.id, ())
        if members:
            return words.enumerate([one.name for one in members if one.id in self._drawn])
        apart = [one for one in operators if one.id not in self._drawn and one.name != holder.name]
        return words.enumerate([one.name for one in apart]) or None

    def _workings(self, holder: model.Holder, citations: Citations) -> Iterator[Working]:
        return find_workings(self._scene, self._derived.get(holder.id, ()), citations)

    def _remarks(self, holder: model.Holder) -> Iterator[str]:
        """Say what no line shows: what a holder has no longer."""
        words = self._scene.words
        if holder.id not in self._having and self._had_it(holder):
            unread = holder.id in self._carriers
            yield words.say("can no longer read it" if unread else "no longer has it")

    def _had_it(self, holder: model.Holder) -> bool:
        """Say whether a holder had the data before the day asked about, and not on it."""
        evidence = self._answer.evidence
        found = evidence.days_of(evidence.world.nodes[holder.id], evidence.mask(self._answer.data))
        days = [window for _, some in found for window in some]
        return any(one.start <= self._day for one in days) and not includes(tuple(days), self._day)


def find_operators(scene: Scene, holder: model.Holder) -> list[model.Holder]:
    """Give the companies that operate a service on the day asked about, or else last."""
    return list(scene.model.last_operators_of(holder, scene.setting.day)) or [holder]


def rank_companies(scenes: Collection[Scene]) -> dict[str, int]:
    """Give the first companies a number: the origins', then the nearest that have a name."""
    ranked: dict[str, None] = {}
    for scene in scenes:
        origin = scene.setting.origin
        ranked |= dict.fromkeys(one.id for one in (find_operators(scene, origin) if origin else ()))
    for scene in scenes:
        rows = [row for row in scene.answer if row.how != "owns" and not row.company.unnamed]
        ranked |= {row.company.id: None for row in rows if row.company.id not in ranked}
    return {company: number for number, company in enumerate([*ranked][:COLOURED], 1)}
