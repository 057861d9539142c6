"""A model under a setting, spread out: what every question is answered from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypedDict

from dataflow.common.dates import NEVER, Days, PartialDate, Window, join_days, meet_days, show_day
from dataflow.common.values import Brief, JsonObject, id_of
from dataflow.engine.conditions import Applied, Applying, apply_conditions
from dataflow.engine.index import Fact, Index, single_bits
from dataflow.engine.memory import spread
from dataflow.engine.paths import EveryPath, Shortest, State, find_every
from dataflow.engine.setting import Setting, Settings, settle
from dataflow.engine.steps import DatedPath, Step, find_giving
from dataflow.engine.world import Mask, Sharing, World, join_masks, make_world
from dataflow.model import Conditional, Derivation, Flow, Hold, Holder, Model, Source, Term
from dataflow.model.written import find_beginnings, find_endings
from dataflow.problems import LocationJson

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.problems import Location


StepKind = Literal["hold", "flow", "derive"]

# the functional form, since `from` is a word of Python
StepJson = TypedDict(
    "StepJson",
    {
        "step": StepKind,
        "id": str | None,
        "from": str | None,
        "to": str,
        "data": list[str],
        "day": str | None,
        "conditions": list[JsonObject],
        "sources": list[str],
        "at": LocationJson,
    },
)
"""A step, as JSON has it."""


@dataclass(frozen=True, slots=True, repr=False)
class PathStep(Brief):
    """One step of a path, in the words of the model.

    Attributes:
        sender: who shared it; None but for a flow. Of a company's flow it is the company.
        day: the first day on which it can have happened as a part of this path.
        conditions: for whom it is so.
        needs: the numbers of the steps that it takes, counted from 0.
        started: how the model has `day` written, where something in it starts then.
    """

    template = "{kind} {data} to {receiver} at {at}"

    kind: StepKind
    cause: Hold | Flow | Derivation
    sender: Holder | None
    receiver: Holder
    data: tuple[Term, ...]
    day: int
    conditions: tuple[Applied, ...]
    needs: tuple[int, ...]
    started: PartialDate | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """By whose word."""
        return self.cause.sources

    @property
    def at(self) -> Location:
        """Where it stands in the model."""
        return self.cause.at

    def to_dict(self) -> StepJson:
        """Return the step as JSON has it."""
        return {
            "step": self.kind,
            "id": id_of(self.cause),
            "from": id_of(self.sender),
            "to": self.receiver.id,
            "data": [term.id for term in self.data],
            "day": show_day(self.day),
            "conditions": [condition.to_dict() for condition in self.conditions],
            "sources": [source.id for source in self.sources],
            "at": self.at.to_dict(),
        }


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Transfer(Brief):
    """A hold or flow that gave somebody some data directly.

    Attributes:
        data: what of the data asked about it gave.
        day: the first day on which it did.
        sender: who shared it; None for a hold.
    """

    template = "{data} to {receiver} at {cause.at}"

    cause: Hold | Flow
    receiver: Holder
    data: tuple[Term, ...]
    day: int
    sender: Holder | None = None


def begin(model: Model, asked: Settings) -> Evidence:
    """Begin a question: settle which model it is about and how it is asked.

    Raises:
        QuestionError: something is named that does not exist, or a date is none.
    """
    return Evidence(*settle(model, asked))


class Evidence:
    """A model under a setting, and who has what in it."""

    def __init__(self, model: Model, setting: Setting, world: World | None = None) -> None:
        """Take a model and a setting; all that follows is worked out when it is asked for.

        `world` is what is left of the model under the setting, where not all of it is spread.
        """
        self.model, self.setting = model, setting
        self._narrowed = world
        self._conditions: dict[State, tuple[Applied, ...]] = {}
        self._started: dict[State, PartialDate | None] = {}

    @cached_property
    def world(self) -> World:
        """The model under its setting, in numbers."""
        return self._narrowed or make_world(self.model, self.setting)

    @cached_property
    def index(self) -> Index:
        """The world spread out: who has what on which day."""
        return Index(spread(self.world))

    def with_flows(self, flows: Iterable[Sharing]) -> Evidence:
        """Return what would be so with no other flows than these of its own."""
        return self.within(replace(self.world, flows=tuple(flows)))

    def within(self, world: World) -> Evidence:
        """Return what would be so with no more than a part of its world."""
        return Evidence(self.model, self.setting, world)

    @cached_property
    def shortest(self) -> Shortest:
        """The shortest paths, found as they are asked for."""
        return Shortest(self.index)

    def mask(self, data: Term) -> Mask:
        """Return `down(data)` as a mask."""
        return self.world.mask_of([data])

    def days_of(self, node: int, mask: Mask) -> list[tuple[int, Days]]:
        """Return for each of a holder's pieces the days on which it has any of these for it."""
        return [
            (piece, meet_days(days, self.index.history(piece, counted=True).days_with(mask)))
            for piece, days in self.index.pieces(node).items()
        ]

    def days_with(self, node: int, mask: Mask) -> Days:
        """Return the days on which a holder has any of these, through whichever piece."""
        return join_days(window for _, days in self.days_of(node, mask) for window in days)

    def stay(self, days: Days) -> Window | None:
        """Return the unbroken run of these days that is asked about.

        It is the one that the day asked about lies in, or the first, where no day is asked about.
        """
        day = self.setting.day
        asked = (run for run in days if day == NEVER or run.start <= day <= run.end)
        return next(asked, None)

    def had_on(self, node: int, mask: Mask, day: int) -> Mask:
        """Return which of these a holder has on a day."""
        histories = (self.index.history(p, counted=True) for p in self.index.pieces_on(node, day))
        return mask & join_masks(history.had_on(day) for history in histories)

    # paths

    def least_hops(self, node: int, mask: Mask, day: int) -> list[State]:
        """Return the states by which a holder has any of these on a day by the fewest flows."""
        states = []
        for piece in self.index.pieces_on(node, day):
            history = self.index.history(piece, counted=True)
            for bit in single_bits(mask & history.had_on(day)):
                gain = history.least(bit, day)
                assert gain is not None  # it is there on that day
                states.append(State(Fact(piece, bit), day, gain.hops, self.world.asks_purpose))
        fewest = min((state.hops for state in states), default=0)
        return [state for state in states if state.hops == fewest]

    def choose(self, states: Sequence[State]) -> State:
        """Return the state whose path is the first of the shortest."""
        return self.shortest.choose(list(states))

    def path_to(self, state: State) -> tuple[PathStep, ...]:
        """Return the path to a state that was chosen."""
        return self.paths_to([state])

    def paths_to(self, states: Iterable[State]) -> tuple[PathStep, ...]:
        """Return the paths to states that were chosen; what several of them share stands once."""
        return self.in_words(self.shortest.paths_to(states))

    def every_path(self, node: int, mask: Mask) -> EveryPath:
        """Return every path to a company's data, the shortest always among them."""
        run = self.stay(self.days_with(node, mask))
        if run is None:
            return EveryPath((), None)
        state = self.choose(self.least_hops(node, mask, run.start))
        shortest = DatedPath(run.start, state.hops, tuple(self.shortest.paths_to([state])))
        return find_every(self.index, node, mask, self.setting.day, shortest)

    def conditions_on(self, state: State) -> tuple[Applied, ...]:
        """Return the conditions on the path to a state that was chosen, each once, origin first."""
        known = self._conditions
        for before in self.shortest.before(state, known) if state not in known else ():
            link = self.shortest.link_to(before)
            cause = link.cause.cause
            applied = [condition for need in link.needs for condition in known[need]]
            if cause.when or cause.unless or getattr(cause, "choice", "none") != "none":
                day = self.shortest.day_of(before)
                applied += apply_conditions(cause, self.model, self.setting, day)
            known[before] = tuple({repr(each.to_dict()): each for each in applied}.values())
        return known[state]

    def started(self, state: State) -> PartialDate | None:
        """Return the date on the way to a state that its day comes from: "2016" is no 1 January."""
        shortest, known = self.shortest, self._started
        for before in shortest.before(state, known) if state not in known else ():
            link, day = shortest.link_to(before), shortest.day_of(before)
            dates = (link.cause.cause.since, *(known[need] for need in link.needs))
            known[before] = self.written(day, *dates)
        return known[state]

    def written(self, day: int, *known: PartialDate | None) -> PartialDate | None:
        """Return how a day is written: by one of these dates, or else by whatever starts then."""
        fitting = (date for date in known if date and date.first == day)
        return next(fitting, None) or self._beginnings.get(day)

    def last_day(self, fact: Conditional) -> int:
        """Return the last day on which something is so for whom the question is about.

        It is no later than the day asked about, unless it is so on that day.
        """
        days = self._applying.days_of(fact)
        begun = [window.end for window in days if window.start <= self.setting.day]
        return begun[-1] if begun else fact.window.end

    @cached_property
    def _applying(self) -> Applying:
        return Applying(self.model, self.setting)

    def ended(self, day: int, *known: PartialDate | None) -> PartialDate | None:
        """Return how the end of something is written that had this last day; see `written`."""
        fitting = (date for date in known if date and date.last == day)
        return next(fitting, None) or self._endings.get(day)

    @cached_property
    def _endings(self) -> dict[int, PartialDate]:
        return find_endings(self.model, self.setting.persona)

    @cached_property
    def _beginnings(self) -> dict[int, PartialDate]:
        return find_beginnings(self.model, self.setting.persona)

    def in_words(self, steps: Sequence[Step]) -> tuple[PathStep, ...]:
        """Return the steps of a path in the words of the model."""
        told: list[PathStep] = []
        for step in steps:
            told.append(self._in_words(step, [told[number].started for number in step.needs]))
        return tuple(told)

    def _in_words(self, step: Step, before: Sequence[PartialDate | None]) -> PathStep:
        cause = step.cause.cause
        return PathStep(
            kind=_KINDS[type(cause)],
            cause=cause,
            sender=self._sender_of(step.cause),
            receiver=self.world.holders[step.fact.node],
            data=self.world.terms_in(step.fact.bit),
            day=step.day,
            conditions=apply_conditions(cause, self.model, self.setting, step.day),
            needs=step.needs,
            started=self.written(step.day, cause.since, *before),
        )

    def transfers(self, node: int, mask: Mask) -> Iterator[Transfer]:
        """Yield what gave a node any of these directly, up to the day asked about."""
        receiver = self.world.holders[node]
        for cause, given, day in find_giving(self.index, node, mask, self.setting.day):
            terms, sender = self.world.terms_in(given), self._sender_of(cause)
            yield Transfer(cause.cause, receiver, terms, day, sender)

    def _sender_of(self, cause: object) -> Holder | None:
        """Return who of the senders of a flow it is; None of what is no flow."""
        return self.world.holders[cause.sender] if isinstance(cause, Sharing) else None


_KINDS: dict[type, Literal["hold", "flow", "derive"]] = {
    Hold: "hold",
    Flow: "flow",
    Derivation: "derive",
}
