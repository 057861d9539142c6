"""A model under a setting, spread out: what every question is answered from."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from dataflow.common.dates import (
    ALL_DAYS,
    NEVER,
    Days,
    PartialDate,
    Window,
    includes,
    join_days,
    meet_days,
)
from dataflow.common.values import Brief, dataclass
from dataflow.engine.certainty import (
    FIRMEST,
    Known,
    is_at_least,
    statuses_of,
    told_as,
    weakest,
)
from dataflow.engine.conditions import Applied, Applying, apply_conditions
from dataflow.engine.every_path import EveryPath, find_every, leads_there
from dataflow.engine.index import Fact, Index, single_bits
from dataflow.engine.memory import spread
from dataflow.engine.path_steps import Arrival, PathStep, Wording
from dataflow.engine.paths import Shortest, State
from dataflow.engine.setting import Setting, Settings, keep_ties, settle_whole
from dataflow.engine.steps import DatedPath, Step, find_giving
from dataflow.engine.world import Mask, Sharing, World, join_masks, keep_sure, make_world
from dataflow.model.written import find_beginnings, find_endings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dataflow.engine.stays import Stay
    from dataflow.language.words import By, Status
    from dataflow.model import Conditional, Derivation, Flow, Hold, Holder, Model, Term


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Transfer(Brief):
    """A hold or flow that gave somebody some data directly.

    Attributes:
        sender: who shared it; None for a hold.
        data: what of the data asked about it gave.
        day: the first day on which it did.
    """

    template = "{data} to {receiver} at {cause.at}"

    cause: Hold | Flow
    receiver: Holder
    sender: Holder | None
    data: tuple[Term, ...]
    day: int


def begin(model: Model, asked: Settings) -> Evidence:
    """Begin a question: settle which model it is about and how it is asked.

    Raises:
        QuestionError: something is named that does not exist, or a date is none.
    """
    whole, setting = settle_whole(model, asked)
    evidence = Evidence(keep_ties(whole, setting.least), setting)
    evidence.whole = whole
    return evidence


class Evidence:
    """A model under a setting, and who has what in it."""

    def __init__(
        self,
        model: Model,
        setting: Setting,
        world: World | None = None,
        asked: Model | None = None,
    ) -> None:
        """Take a model and a setting; all that follows is worked out when it is asked for.

        `world` is what is left of the model under the setting, where not all of it is spread;
        `asked` is the model whose exceptions count, where it is another; `stays` is kept by
        `reach`: who has what, by types and company.
        """
        self.model, self.setting = model, setting
        self.whole = model  # with what is too unsure to count, where a question begins
        self._narrowed, self._asked = world, asked
        self._conditions: dict[State, tuple[Applied, ...]] = {}
        self._surer: dict[Status, Evidence] = {}
        self._alone: dict[Status, Evidence] = {}
        self._counted: dict[By, Evidence] = {}
        self.stays: dict[Mask, dict[int, Stay]] = {}

    @cached_property
    def world(self) -> World:
        """The model under its setting, in numbers."""
        return self._narrowed or make_world(self.model, self.setting, self._asked)

    def under(self, setting: Setting) -> Evidence:
        """Return the same model under another setting."""
        return Evidence(keep_ties(self.whole, setting.least), setting)

    @cached_property
    def index(self) -> Index:
        """The world spread out: who has what on which day."""
        return Index(spread(self.world))

    @cached_property
    def statuses(self) -> tuple[Status, ...]:
        """The statuses of what counts, the strongest first."""
        return statuses_of(self.model, self.setting.least)

    def surely(self, status: Status) -> Evidence:
        """Return what of it is so by what is at least so sure.

        That is never more than is so: what less sure operators stand in the way of is not so.
        """
        only, asked = self._only(status), self._asked or self.model
        if only is self or only.model.operations == asked.operations or not self.setting.persona:
            return only  # an account is nowhere else by less sure operators
        if status not in self._surer:
            self._surer[status] = Evidence(only.model, only.setting, self._kept(status), asked)
        return self._surer[status]

    @property
    def firm(self) -> Evidence:
        """Who has what by firm statements alone."""
        return self._only(FIRMEST)

    def _only(self, status: Status) -> Evidence:
        """Return who has what by statements that are at least this sure."""
        if not self.statuses or is_at_least(self.statuses[-1], status):
            return self
        if status not in self._alone:
            model, setting = keep_ties(self.model, status), replace(self.setting, surely=status)
            self._alone[status] = Evidence(model, setting, self._kept(status))
        return self._alone[status]

    def _kept(self, status: Status) -> World | None:
        return self._narrowed and keep_sure(self._narrowed, status)

    def surest(self, holders: Collection[int], mask: Mask, day: int, hops: int | None) -> Grounds:
        """Return the surest path by which any holder has any of these on a day.

        Args:
            holders: the holders; one of them must have it.
            mask: the types.
            day: the day.
            hops: how many flows the path takes; None for any number.
        """
        # from the strongest on: the first by which somebody has it, in as few flows, is the surest
        for status in self.statuses:
            evidence = self.surely(status)
            states = {holder: evidence.least_hops(holder, mask, day) for holder in holders}
            fewest = min((had[0].hops for had in states.values() if had), default=None)
            if fewest is not None and hops in (None, fewest):
                targets = [
                    (holder, state)
                    for holder, had in sorted(states.items())
                    for state in had
                    if state.hops == fewest
                ]
                return Grounds(evidence, *evidence.shortest.choose(targets), day, status)
        raise AssertionError("somebody has it on that day")

    def with_flows(self, flows: Iterable[Sharing]) -> Evidence:
        """Return what would be so with no other flows than these of its own."""
        return self.within(replace(self.world, flows=tuple(flows)))

    def within(self, world: World) -> Evidence:
        """Return what would be so with no more than a part of its world."""
        return Evidence(self.model, self.setting, world)

    def counted_by(self, by: By) -> Evidence:
        """Return the same for whom it is asked by: nothing is spread again."""
        if self.setting.by == by:
            return self
        if by not in self._counted:
            setting = replace(self.setting, by=by)
            other = Evidence(self.model, setting, self._narrowed, self._asked)
            other.world, other.index, other.shortest = self.world, self.index, self.shortest
            self._counted[by] = other
        return self._counted[by]

    @cached_property
    def shortest(self) -> Shortest:
        """The shortest paths, found as they are asked for."""
        return Shortest(self.index)

    def mask(self, data: Term) -> Mask:
        """Return `down(data)` as a mask."""
        return self.world.mask_of([data])

    def pieces(self, node: int) -> Mapping[int, Days]:
        """Return where that lies which counts for a holder, and on which days.

        By company, that is the company and its services; by service, each holder is on its own.
        """
        return {node: ALL_DAYS} if self.setting.by == "service" else self.index.pieces(node)

    def pieces_on(self, node: int, day: int) -> list[int]:
        """Return where that lies on one day."""
        return [piece for piece, days in self.pieces(node).items() if includes(days, day)]

    def days_of(self, node: int, mask: Mask) -> list[tuple[int, Days]]:
        """Return for each of a holder's pieces the days on which it has any of these for it."""
        return [
            (piece, meet_days(days, self.index.history(piece, counted=True).days_with(mask)))
            for piece, days in self.pieces(node).items()
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
        histories = (self.index.history(p, counted=True) for p in self.pieces_on(node, day))
        return mask & join_masks(history.had_on(day) for history in histories)

    # paths

    def least_hops(self, node: int, mask: Mask, day: int) -> list[State]:
        """Return the states by which a holder has any of these on a day by the fewest flows."""
        states = []
        for piece in self.pieces_on(node, day):
            history = self.index.history(piece, counted=True)
            for bit in single_bits(mask & history.had_on(day)):
                gain = history.least(bit, day)
                assert gain is not None  # it is there on that day
                states.append(State(Fact(piece, bit), day, gain.hops, self.world.asks_purpose))
        fewest = min((state.hops for state in states), default=0)
        return [state for state in states if state.hops == fewest]

    def paths_to(self, arrivals: Iterable[tuple[int, State, int]]) -> tuple[PathStep, ...]:
        """Return the paths to states that were chosen; what several of them share stands once.

        Args:
            arrivals: who has it, by which state, on which day.
        """
        ends = list(arrivals)
        steps, numbers = self.shortest.paths_to(state for _, state, _ in ends)
        return self.in_words(steps, ((holder, numbers[state], day) for holder, state, day in ends))

    def every_path(self, node: int, mask: Mask) -> EveryPath:
        """Return every path to a company's data, the shortest always among them."""
        run = self.stay(self.days_with(node, mask))
        if run is None:
            return EveryPath((), None)
        hops = self.least_hops(node, mask, run.start)[0].hops
        grounds = self.surest([node], mask, run.start, hops)
        steps = tuple(grounds.evidence.shortest.path_to(grounds.state))
        shortest = DatedPath(run.start, hops, steps)
        return find_every(self.index, self.pieces(node), mask, self.setting.day, shortest)

    def certainty_of(self, node: int, path: DatedPath) -> Status:
        """Return how sure one of every path to a company's data is: its operators count as well."""
        steps = weakest(step.cause.cause.status for step in path.steps)
        for status in self.statuses:
            if is_at_least(steps, status):
                surer = self.surely(status)
                if surer is self or leads_there(
                    surer.index, surer.pieces(node), path, self.setting.day
                ):
                    return status
        raise AssertionError("it leads there by all that counts")

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

    def written(self, day: int, *known: PartialDate | None) -> PartialDate | None:
        """Return how a day is written: by one of these dates, or else by whatever starts then.

        What was known by a day at the latest has it as the last day of its date.
        """
        fitting = (date for date in known if date and day in (date.first, date.last))
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
        return Applying(self.model, self.setting, self._asked)

    def told_end(self, until: int) -> tuple[int, PartialDate | None]:
        """Return the last day of a stay as it is told, and how the model has it written.

        It is NEVER, as of what goes on, where it is no earlier than the day asked about: what
        follows that day was not asked.
        """
        day = self.setting.day
        last = until if day == NEVER or until < day else NEVER
        return last, self.ended(last)

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

    def in_words(self, steps: Sequence[Step], arrivals: Iterable[Arrival]) -> tuple[PathStep, ...]:
        """Return the steps of paths in the words of the model, with the takeovers among them."""
        return Wording(self.model, self.setting, self.index).tell(steps, arrivals)

    def told_as(self, given: Transfer) -> Status:
        """Return as how sure it is told that a hold or flow gave somebody this data on its day.

        A firm flow is no surer than it is that whoever shares by it had the data.
        """
        node = self.world.nodes[given.receiver.id]
        widest = self.model.data.keep_widest(given.data)
        mask = join_masks(1 << self.world.bits[term.id] for term in widest)
        for status in self.statuses:
            for other in self.surely(status).transfers(node, mask):
                is_same = other.cause is given.cause and other.sender == given.sender
                if is_same and other.day <= given.day and set(other.data) >= set(widest):
                    return told_as(given.cause.status, status)
        return given.cause.status

    def transfers(self, node: int, mask: Mask, until: int = NEVER) -> Iterator[Transfer]:
        """Yield what gave a node any of these directly, up to a day, or to the one asked about."""
        holders, last = self.world.holders, min(until, self.setting.day)
        for cause, given, day in find_giving(self.index, node, mask, last):
            sender = holders[cause.sender] if isinstance(cause, Sharing) else None
            data = self.world.terms_in(given)
            yield Transfer(cause.cause, holders[node], sender, data, day)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Grounds(Brief):
    """By which path somebody has some data on a day, and how sure that is.

    Attributes:
        evidence: what is so where only what is as sure as the path counts.
        holder: who has it.
        state: the state in which the path ends, which was chosen.
        day: the day.
        certainty: the weakest status on the path.
    """

    template = "{certainty}"

    evidence: Evidence
    holder: int
    state: State
    day: int
    certainty: Status

    @property
    def cause(self) -> Hold | Flow | Derivation:
        """What gave it last."""
        return self.evidence.shortest.link_to(self.state).cause.cause

    @property
    def known(self) -> Known:
        """How well the day is known since when the holder has it."""
        return self.evidence.shortest.known_at(self.holder, self.state)

    @property
    def conditions(self) -> tuple[Applied, ...]:
        """The conditions on the path, each once, origin first."""
        return self.evidence.conditions_on(self.state)

    @property
    def path(self) -> tuple[PathStep, ...]:
        """The steps of the path."""
        return self.evidence.paths_to([(self.holder, self.state, self.day)])


def paths_of(grounds: Iterable[Grounds]) -> tuple[PathStep, ...]:
    """Return the steps of several paths; what paths that are equally sure share stands once."""
    together: dict[int, list[Grounds]] = {}
    for each in grounds:
        together.setdefault(id(each.evidence), []).append(each)
    steps: list[PathStep] = []
    for group in together.values():
        arrivals = ((each.holder, each.state, each.day) for each in group)
        told = group[0].evidence.paths_to(arrivals)
        first = len(steps)
        steps += (replace(step, needs=tuple(first + n for n in step.needs)) for step in told)
    return tuple(steps)
