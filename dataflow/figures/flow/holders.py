"""Who stands in a flow figure, and what their boxes say."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from dataflow.answers.passing import has_lost, keep_widest
from dataflow.common.dates import NEVER
from dataflow.figures.figure import Party, Working
from dataflow.figures.flow.boxes import PERSONS, SELLERS, Boxes
from dataflow.figures.labels import (
    are_many,
    have_changed,
    is_over,
    list_terms,
    name_operators,
    tell_when,
)
from dataflow.model import Derivation, Holder, Operation
from dataflow.model.holders import FIRM
from dataflow.telling.words import capitalise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dataflow.answers import PathStep
    from dataflow.figures.flow.scenes import Scene
    from dataflow.figures.frame import Citations


COLOURED: Final = 2
"""How many companies have a colour of their own."""

CROWD: Final = 8
"""How many of those who share a box are named in it."""


class Cast:
    """Whoever gave, has or owns; of a company with services, these are told in its box."""

    def __init__(self, scene: Scene, boxes: Boxes, colours: Mapping[str, int]) -> None:
        """Find who takes part; `rank_companies` chooses the companies that have a colour."""
        self.scene, self.boxes = scene, boxes
        self._words, self._colours = scene.words, colours
        self._givers = {boxes.giver_of(passing) for passing in scene.passings}
        self._carriers = {
            passing.receivers[0].id for passing in scene.passings if not passing.readable
        }
        self._having = {
            holder.id for row in scene.answer for holder in (row.company, *row.services)
        }
        self._derived: dict[str, list[PathStep]] = defaultdict(list)
        for step in scene.derivations:
            self._derived[step.receiver.id].append(step)
        self._taken: dict[str, list[PathStep]] = defaultdict(list)
        for step in scene.takeovers if scene.dated else ():
            assert isinstance(step.cause, Operation)  # those were chosen
            self._taken[step.cause.service.id].append(step)
        self._drawn = dict(sorted(self._find().items()))

    def _find(self) -> dict[str, Holder]:
        """Return the holders to draw, by id."""
        scene, holders = self.scene, self.scene.model.holders
        spoken_of = {self.boxes.of(holder) for holder in scene.spoken_of.values()}
        drawn = {**scene.holders, **{key: holders[key] for key in spoken_of}}
        if not scene.only:
            drawn |= {key: steps[0].receiver for key, steps in self._derived.items()}
        for row in scene.answer:
            if row.how == "owns":
                drawn[row.company.id] = row.company
            elif not scene.only:
                drawn |= {holder.id: holder for holder in row.services}
        return drawn

    @property
    def drawn(self) -> Collection[str]:
        """The ids of the holders, without persons."""
        return self._drawn.keys()

    def make_parties(self, citations: Citations) -> tuple[Party, ...]:
        """Return the persons, then the holders by id; those that share a box are one."""
        persons = [
            Party(id=key, name=self._words.say(name), person=True, unnamed=key == SELLERS)
            for key, name in PERSONS.items()
            if key in self._givers
        ]
        together: dict[str, list[Holder]] = defaultdict(list)
        for holder in self._drawn.values():
            together[self.boxes.of(holder)].append(holder)
        parties = [
            self._make_crowd(key, holders)
            if key in self.boxes.crowds
            else self._make_party(key, holders, citations)
            for key, holders in sorted(together.items())
        ]
        return (*persons, *parties)

    def _make_party(self, key: str, holders: Sequence[Holder], citations: Citations) -> Party:
        main = self.scene.model.holders[key]
        workings: list[Working] = []
        remarks: list[str] = []
        for holder in holders:
            steps = self._derived.get(holder.id, ())
            worked = [*find_workings(self.scene, steps, citations)]
            workings += worked
            remarks += [*(working.text for working in worked), *self._tell_lost(holder)]
            # the box names its operators and their years already
            workings += [self._tell_takeover(step) for step in self._taken.get(holder.id, ())]
        return Party(
            id=key,
            name=main.name,
            below=self._tell_below(main),
            remarks=tuple(dict.fromkeys(remarks)),
            workings=tuple(workings),
            company=self._colour(holders[0]),
            unnamed=main.unnamed,
            locked={holder.id for holder in holders} <= self._carriers - self._having,
        )

    def _colour(self, holder: Holder) -> int:
        """Return the colour of who operates a holder; none where that changed on the days shown."""
        colours = [self._colours.get(o.id, 0) for o in find_operators(self.scene, holder)]
        if self.scene.setting.day == NEVER and have_changed(find_operations(self.scene, holder)):
            return 0
        return next(filter(None, colours), 0)

    def _make_crowd(self, key: str, holders: Sequence[Holder]) -> Party:
        """Count those who share a box, and name the first."""
        return Party(
            id=key,
            name=self._words.count("{n} recipients", len(holders)),
            below=self._words.name_first([holder.name for holder in holders], CROWD),
        )

    def _tell_below(self, holder: Holder) -> str | None:
        """Name the services in a company's box, or else who operates a service.

        Of one that changed hands it tells everybody who has operated it so far, with their years:
        what was shared then hangs on who operated it then.
        """
        members = self.boxes.members.get(holder.id, ())
        if members:
            names = [service.name for service in members if service.id in self._drawn]
            return self._words.enumerate(names) or None
        operations = find_operations(self.scene, holder)
        names = name_operators(self._words, holder, operations, self._drawn)
        return self._words.enumerate(names) or None

    def _tell_takeover(self, step: PathStep) -> Working:
        """Tell who took a service over, and on which day where one is stated."""
        words, cause, own = self._words, step.cause, step.own_start
        assert isinstance(cause, Operation)
        before = words.enumerate([company.name for company in step.before])
        template = _TAKES[bool(before)]
        told, end = words.deed(
            template,
            step.status,
            many=are_many([step.receiver]),
            company=step.receiver.name,
            service=cause.service.name,
            before=before,
        )
        when = words.on(step.day, own.written) if own and step.day_is == "stated" else ""
        return Working(text="", label=" ".join(filter(None, [told, when])) + end)

    def _tell_lost(self, holder: Holder) -> Iterator[str]:
        """Tell what no line shows: that a holder no longer has the data."""
        if holder.id not in self._having and has_lost(self.scene.answer, holder):
            is_unread = holder.id in self._carriers
            yield self._words.say("can no longer read it" if is_unread else "no longer has it")


def find_operators(scene: Scene, holder: Holder) -> list[Holder]:
    """Return the companies that operate a service on the day asked about, or else last."""
    return list(scene.model.last_operators_of(holder, scene.setting.day)) or [holder]


def find_operations(scene: Scene, holder: Holder) -> list[Operation]:
    """Return who has operated a service up to the day asked about, and when."""
    return [
        operation
        for operation in scene.model.operations_of(holder)
        if operation.window.start <= scene.setting.day
    ]


def rank_companies(scenes: Collection[Scene]) -> dict[str, int]:
    """Number the first companies: the origins', then the nearest that have a name."""
    origins = [
        operator.id
        for scene in scenes
        if scene.setting.origin
        for operator in find_operators(scene, scene.setting.origin)
    ]
    nearest = [
        find_operators(scene, row.company)[0].id if scene.answer.by_service else row.company.id
        for scene in scenes
        for row in scene.answer
        if row.how != "owns" and not row.company.unnamed
    ]
    ranked = dict.fromkeys([*origins, *nearest])
    return dict(zip(ranked, range(1, COLOURED + 1), strict=False))


def find_workings(
    scene: Scene, steps: Iterable[PathStep], citations: Citations
) -> Iterator[Working]:
    """Yield what a holder works out by some steps, a derivation each, by their ids."""
    by_cause: dict[str, tuple[Derivation, list[PathStep]]] = {}
    for step in steps:
        assert isinstance(step.cause, Derivation)  # those were chosen
        by_cause.setdefault(step.cause.id, (step.cause, []))[1].append(step)
    for _, (derivation, same) in sorted(by_cause.items()):
        yield _make_working(scene, derivation, same, citations)


def _make_working(
    scene: Scene, derivation: Derivation, steps: Sequence[PathStep], citations: Citations
) -> Working:
    words, answer = scene.words, scene.answer
    given = keep_widest(answer, [term for step in steps for term in step.data])
    names = {
        "who": steps[0].receiver.name,
        "data": list_terms(words, given),
        "body": list_terms(words, derivation.body),
    }
    conditions = words.conditions(steps[0].conditions)
    mark = citations.cite(derivation.sources, [capitalise(conditions)])
    over, many = is_over(answer, derivation), are_many([steps[0].receiver])
    # who may have what it takes may be able to work it out
    statuses = [step.told_as for step in steps]
    status = next((each for each in statuses if each not in FIRM), statuses[0])
    sentence, end = words.deed(_WORKS_OUT[over], status, many=many, **names)
    when = tell_when(words, answer, derivation, min(step.day for step in steps))
    text, rest = words.deed("works out {data} from {body}", status, many=many, **names)
    return Working(
        text=f"{text}{rest} {mark}".rstrip(),
        label=", ".join(filter(None, [sentence, when, conditions])) + end,
    )


_TAKES: Final = (
    "{company} took {service} over",
    "{company} took {service} over from {before}",
)
"""Of a service that nobody operated before as far as the model says, and of another."""

_WORKS_OUT: Final = (
    "{who} works out {data} from {body}",
    "{who} worked out {data} from {body}",
)
