"""Who stands in a flow figure, and what is said in their boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dataflow.common.dates import includes
from dataflow.figures.figure import Party, Working
from dataflow.figures.flow.chips import PERSONS, SELLERS, giver_of, list_terms
from dataflow.figures.labels import is_over, tell_when
from dataflow.figures.passing import keep_widest
from dataflow.model import Derivation
from dataflow.telling.words import capitalise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dataflow.engine.evidence import PathStep
    from dataflow.figures.flow.scenes import Scene
    from dataflow.figures.frame import Citations
    from dataflow.model import Holder, Model


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

    def _find(self) -> dict[str, Holder]:
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

    def holders(self, citations: Citations) -> tuple[Party, ...]:
        """Give the persons, then the holders by id; those that share a box are one."""
        words = self._scene.words
        persons = [
            Party(id=key, name=words.say(name), person=True, unnamed=key == SELLERS)
            for key, name in PERSONS.items()
            if key in self._givers
        ]
        together: dict[str, list[Holder]] = {}
        for holder in self._drawn.values():
            together.setdefault(self._boxes.of(holder), []).append(holder)
        boxes = [self._box(key, some, citations) for key, some in sorted(together.items())]
        return (*persons, *boxes)

    def _box(self, key: str, some: list[Holder], citations: Citations) -> Party:
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
        return Party(
            id=key,
            name=holder.name,
            below=self._below(holder, operators),
            remarks=tuple(dict.fromkeys(remarks)),
            workings=tuple(work for _, work in workings),
            company=next((self._colours[o.id] for o in operators if o.id in self._colours), 0),
            unnamed=holder.unnamed,
            locked=all(one.id in self._carriers and one.id not in self._having for one in some),
        )

    def _crowd(self, key: str, some: list[Holder]) -> Party:
        """Count those who share a box, and name the first."""
        words = self._scene.words
        return Party(
            id=key,
            name=words.count("{n} recipients", len(some)),
            below=words.name_first([one.name for one in some], CROWD),
        )

    def _below(self, holder: Holder, operators: list[Holder]) -> str | None:
        """Name the services in a company's box, or else the company that operates a service."""
        words, members = self._scene.words, self._boxes.members.get(holder.id, ())
        if members:
            return words.enumerate([one.name for one in members if one.id in self._drawn])
        apart = [one for one in operators if one.id not in self._drawn and one.name != holder.name]
        return words.enumerate([one.name for one in apart]) or None

    def _workings(self, holder: Holder, citations: Citations) -> Iterator[Working]:
        return find_workings(self._scene, self._derived.get(holder.id, ()), citations)

    def _remarks(self, holder: Holder) -> Iterator[str]:
        """Say what no line shows: what a holder has no longer."""
        words = self._scene.words
        if holder.id not in self._having and self._had_it(holder):
            unread = holder.id in self._carriers
            yield words.say("can no longer read it" if unread else "no longer has it")

    def _had_it(self, holder: Holder) -> bool:
        """Say whether a holder had the data before the day asked about, and not on it."""
        evidence = self._answer.evidence
        found = evidence.days_of(evidence.world.nodes[holder.id], evidence.mask(self._answer.data))
        days = [window for _, some in found for window in some]
        return any(one.start <= self._day for one in days) and not includes(tuple(days), self._day)


def find_operators(scene: Scene, holder: Holder) -> list[Holder]:
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


MANY: Final = 12
"""How many who get the same are drawn one by one."""

FEW: Final = 2
"""How many of those who get several things alike are."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a figure, which are the same in all its panels.

    Attributes:
        home: the box of every holder that does not stand in one of its own, by their ids.
        members: the services that stand in a company's box, by id.
        crowds: who shares a box because all get the same, by the box.
    """

    home: Mapping[str, str]
    members: Mapping[str, tuple[Holder, ...]]
    crowds: Mapping[str, tuple[Holder, ...]]

    def of(self, holder: Holder) -> str:
        """Give the box in which a holder stands."""
        return self.home.get(holder.id, holder.id)


def find_boxes(scenes: Sequence[Scene], *, group: bool = True) -> Boxes:
    """Choose the boxes of a figure.

    Several services of one company share its box, unless something passes between them. Those who
    get the same and pass nothing on share one where they are many. A company that a promise speaks
    of stands where a service of its own is drawn.

    Args:
        scenes: what the panels show.
        group: whether services may share a box.
    """
    drawn = {key: holder for scene in scenes for key, holder in scene.holders.items()}
    model = scenes[0].model
    members = dict(_find_members(scenes, drawn)) if group else {}
    home = {one.id: company for company, some in members.items() for one in some}
    spoken_of = (holder for scene in scenes for one in scene.denials for holder in one.receivers)
    for holder in spoken_of:
        if holder.id not in drawn and holder.id not in members:
            services = [key for key in _services(model, holder) if key in drawn]
            home |= {holder.id: home.get(services[0], services[0])} if services else {}
    apart = {one.id for scene in scenes for denial in scene.denials for one in denial.receivers}
    crowds = _find_crowds(scenes, drawn, home, apart | {*home.values()}) if group else {}
    home |= {one.id: key for key, some in crowds.items() for one in some}
    return Boxes(home, members, crowds)


def _find_crowds(
    scenes: Sequence[Scene],
    drawn: Mapping[str, Holder],
    home: Mapping[str, str],
    apart: Collection[str],
) -> dict[str, tuple[Holder, ...]]:
    """Find those who get the same from the same in every panel."""
    alike: dict[frozenset[tuple[object, ...]], list[Holder]] = {}
    getting = _find_getting(scenes, home)
    for key, holder in sorted(drawn.items()):
        got = getting.get(key)
        if got and not holder.unnamed and key not in apart and key not in home:
            alike.setdefault(frozenset(got), []).append(holder)
    return {
        f"crowd:{some[0].id}": tuple(some)
        for got, some in alike.items()
        if len(some) > MANY or (len(got) > 1 and len(some) > FEW)
    }


def _find_getting(
    scenes: Sequence[Scene], home: Mapping[str, str]
) -> dict[str, set[tuple[object, ...]]]:
    """Say what everybody gets from whom and for what, but for those who give or collect as well."""
    got: dict[str, set[tuple[object, ...]]] = {}
    others: set[str] = set()
    for number, scene in enumerate(scenes):
        others |= {step.receiver.id for step in scene.steps if step.kind == "derive"}
        for one in (*scene.passings, *scene.rest):
            ids = {holder.id for holder in one.receivers}
            if one.sender is None:
                others |= ids
                continue
            others.add(one.sender.id)
            sender = home.get(one.sender.id, one.sender.id)
            data = tuple(term.id for term in one.data)
            purposes = tuple(term.id for term in one.cause.purposes)
            for key in ids:
                got.setdefault(key, set()).add((number, sender, data, purposes, one.cause.status))
    return {key: some for key, some in got.items() if key not in others}


def _find_members(
    scenes: Sequence[Scene], drawn: Mapping[str, Holder]
) -> Iterable[tuple[str, tuple[Holder, ...]]]:
    model = scenes[0].model
    passing = _find_passing(scenes)
    for company in model.companies:
        services = [
            key
            for key in _services(model, company)
            if key in drawn and model.operators_of(drawn[key]) == (company,)
        ]
        together = {company.id, *services}
        apart = not any(passing.get(key, set()) & together for key in together)
        if len(services) > 1 and apart:
            yield company.id, tuple(drawn[key] for key in services)


def _services(model: Model, company: Holder) -> list[str]:
    return sorted({one.id for one in model.services_of(company)} - {company.id})


def _find_passing(scenes: Iterable[Scene]) -> dict[str, set[str]]:
    """Say to whom everybody passes something on."""
    found: dict[str, set[str]] = {}
    for scene in scenes:
        for one in (*scene.passings, *scene.rest):
            if one.sender is not None:
                receivers = found.setdefault(one.sender.id, set())
                receivers |= {holder.id for holder in one.receivers}
    return found


def find_workings(
    scene: Scene, steps: Iterable[PathStep], citations: Citations
) -> Iterator[Working]:
    """Say what a holder works out, a derivation each, by their ids.

    Args:
        scene: what is shown.
        steps: the steps by which the holder works something out.
        citations: marks sources and conditions.
    """
    derivations: dict[str, list[PathStep]] = {}
    for step in steps:
        assert isinstance(step.cause, Derivation)  # those were chosen
        derivations.setdefault(step.cause.id, []).append(step)
    for _, some in sorted(derivations.items()):
        yield _working(scene, some, citations)


def _working(scene: Scene, steps: Sequence[PathStep], citations: Citations) -> Working:
    words, cause = scene.words, steps[0].cause
    assert isinstance(cause, Derivation)  # see above
    given = keep_widest(scene.answer, [term for step in steps for term in step.data])
    data, body = list_terms(words, given), list_terms(words, cause.body)
    who, conditions = steps[0].receiver.name, words.conditions(steps[0].conditions)
    said = words.say("works out {data} from {body}", data=data, body=body)
    sentence = words.say("{who} works out {data} from {body}", who=who, data=data, body=body)
    if is_over(scene, cause):
        sentence = words.say("{who} worked out {data} from {body}", who=who, data=data, body=body)
    day = min(step.day for step in steps)
    status = f" ({words.say(cause.status)})" if cause.status in {"alleged", "announced"} else ""
    return Working(
        said=f"{said} {citations.cite(cause.sources, [capitalise(conditions)])}".rstrip(),
        label=", ".join(filter(None, [sentence, tell_when(scene, cause, day), conditions]))
        + status,
    )
