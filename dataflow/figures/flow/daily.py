"""What an answer of reach is on each of the model's own days: for a figure that follows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dataflow.answers.reach import reach_under
from dataflow.common.dates import ALWAYS, NEVER, PartialDate, Window, show_day
from dataflow.engine.conditions import Applying
from dataflow.figures.flow import Frame
from dataflow.figures.flow.chips import name_cause
from dataflow.figures.flow.holders import Cast, find_boxes
from dataflow.figures.flow.scenes import Scene, set_scene
from dataflow.figures.flow.ties import find_ties
from dataflow.figures.frame import Citations
from dataflow.figures.passing import find_passings, find_steps
from dataflow.figures.sketch import FlowSketch
from dataflow.telling.words import speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers.reach import Reach
    from dataflow.engine.world import World
    from dataflow.figures.figure import Figure, Panel
    from dataflow.figures.flow.holders import Boxes
    from dataflow.figures.passing import Passing


MOST: Final = 60
"""How many states are told apart."""

TRIED: Final = 120
"""On how many days a question is asked again."""


@dataclass(frozen=True, slots=True)
class State:
    """A run of days on which nothing changes.

    Attributes:
        day: its first day; `ALWAYS` for all days before the first on which anything does.
        answer: who can reach the data then.
        shown: the ids of the chips and ties of the figure that are there then.
        holders: the ids of its holders that are.
    """

    day: int
    answer: Reach
    shown: frozenset[str]
    holders: frozenset[str]


@dataclass(frozen=True, slots=True)
class Daily:
    """A figure of all days, and what of it is there on each.

    Attributes:
        figure: all that ever passes.
        states: in the order of time.
        begin: the number of the state in which the day lies that was asked about, else the last.
    """

    figure: Figure
    states: tuple[State, ...]
    begin: int

    @property
    def panel(self) -> Panel:
        """The picture."""
        return self.figure.panels[0]  # type: ignore[return-value] # it is composed of one


def follow_days(
    answer: Reach, name: str, title: str | None = None, *, force: bool = False
) -> Daily | None:
    """Ask the question again for every day on which something about it changes.

    Of a model with very many such days, those count on which a company comes or goes.

    Args:
        answer: who can reach some data.
        name: what the ids of the figure begin with.
        title: of the figure; None for one that is composed.
        force: draw it even where it is too large to be read.

    Returns:
        None where no day changes anything, or there are more than can be followed, or the figure of
        all days would be too large.
    """
    every = _ask(answer, None)
    days = find_days(every)
    if len(days) > TRIED:
        days = find_comings_and_goings(every)
    if not 0 < len(days) <= TRIED:
        return None
    scene = replace(set_scene(every, speak(every.model.language)), denials=())
    sketch = FlowSketch([scene], Frame(name=name, title=title))
    if not (force or sketch.extent.is_readable):
        return None
    figure = sketch.figure
    states = _choose(list(_find_states(every, days, figure, find_boxes([scene]))))
    if not 1 < len(states) <= MOST:
        return None
    begun = [number for number, state in enumerate(states) if state.day <= answer.setting.day]
    return Daily(figure, tuple(states), begun[-1] if begun else 0)


def _ask(answer: Reach, day: int | None) -> Reach:
    """Ask the same for a day, or for all of them."""
    date = None if day is None else PartialDate(show_day(day) or "", day, day)
    return reach_under(answer.model, replace(answer.setting, as_of=date), answer.data)


def _find_states(
    every: Reach, days: Sequence[int], figure: Figure, boxes: Boxes
) -> Iterator[State]:
    """Give what is so before the first day, if anything is, and from each day on that changes it.

    Args:
        every: the answer for all days.
        days: on which something may change.
        figure: all that ever passes.
        boxes: of the figure.
    """
    before = [(ALWAYS, days[0] - 1)] if days[0] - 1 > ALWAYS else []
    last = None
    for first, day in (*before, *((day, day) for day in days)):
        there = _ask(every, day)
        state = State(first, there, *_find_shown(there, figure, boxes))
        is_empty = not (state.answer.rows or state.shown)
        if _differ(last, state) if last else not (first == ALWAYS and is_empty):
            yield (last := state)


def _find_shown(
    there: Reach, figure: Figure, boxes: Boxes
) -> tuple[frozenset[str], frozenset[str]]:
    """Give which chips and ties of a figure are there in an answer, and which holders."""
    panel: Panel = figure.panels[0]  # type: ignore[assignment] # it is composed of one
    steps = find_steps(there)
    passings = find_passings(there, steps)
    scene = Scene(there, speak(there.model.language), passings, steps)
    causes = {name_cause(there.model, one.cause) for one in passings}
    chips = [chip for chip in panel.chips if causes & {*chip.causes}]
    drawn = Cast(scene, boxes, {}).drawn
    found = {
        (one.kind, one.above, one.below) for one in find_ties(scene, boxes, drawn, Citations())
    }
    ties = [one for one in panel.connections if (one.kind, one.above, one.below) in found]
    holders = {key for chip in chips for key in (chip.sender, *chip.receivers)}
    holders |= {boxes.of(there.model.holders[key]) for key in drawn}
    return (
        frozenset([*(one.id for one in chips), *(one.id for one in ties)]),
        frozenset(one.id for one in panel.holders if one.id in holders),
    )


def _differ(one: State, other: State) -> bool:
    same = (one.shown, one.holders) == (other.shown, other.holders)
    return not same or one.answer.records() != other.answer.records()


def _choose(states: Sequence[State]) -> Sequence[State]:
    """Keep all, or, where they are too many, those with other companies than those before."""
    if len(states) <= MOST:
        return states
    kept = [states[0]]
    for state in states:
        if _companies(state) != _companies(kept[-1]):
            kept.append(state)
    return kept


def _companies(state: State) -> set[str]:
    return {row.company.id for row in state.answer}


def find_days(answer: Reach) -> list[int]:
    """Find the days on which something begins, or has just ended, that may bear on an answer.

    Args:
        answer: who can reach some data, on any day.

    Returns:
        Days, sorted: no answer of another day differs from that of the last of these before it.
    """
    return _sort(_windows(answer))


def find_comings_and_goings(answer: Reach) -> list[int]:
    """Find the days on which a company gets the data, or has it no longer.

    Args:
        answer: who can reach some data, on any day.
    """
    evidence = answer.evidence
    mask = evidence.mask(answer.data)
    nodes = {evidence.world.nodes[row.company.id] for row in answer}
    windows = [
        window for node in nodes for _, days in evidence.days_of(node, mask) for window in days
    ]
    return _sort([*windows, *_owning(answer)])


def _sort(windows: Iterable[Window]) -> list[int]:
    days = {day for start, end in windows for day in (start, end + 1)}
    return sorted(day for day in days if ALWAYS < day < NEVER)


def _windows(answer: Reach) -> Iterator[Window]:
    world = answer.evidence.world
    nodes = _find_sources(answer, world)
    for hold in world.holds:
        yield from hold.days if hold.node in nodes else ()
    for flow in world.flows:
        yield from flow.days if flow.receiver in nodes else ()
    for rule in world.rules:
        yield from rule.days
    for run in world.operations:
        if {run.company, run.service} & nodes:
            yield run.window
    yield from (Window(day, NEVER) for day, node, _ in world.deletions if node in nodes)
    yield from _owning(answer)
    yield from _unread(answer)


def _find_sources(answer: Reach, world: World) -> set[int]:
    """Find everybody from whom something may have come to those in the answer."""
    found = {holder.id for row in answer for holder in (row.company, *row.services)}
    found |= {holder.id for one in _find_passings(answer) for holder in one.holders}
    before: dict[int, list[int]] = {}
    for flow in world.flows:
        before.setdefault(flow.receiver, []).append(flow.sender)
    for run in world.operations:
        before.setdefault(run.company, []).append(run.service)
    nodes = {world.nodes[key] for key in found}
    left = [*nodes]
    while left:
        further = {*before.get(left.pop(), ())} - nodes
        nodes |= further
        left += further
    return nodes


def _find_passings(answer: Reach) -> tuple[Passing, ...]:
    return find_passings(answer, find_steps(answer))


def _owning(answer: Reach) -> Iterator[Window]:
    if answer.setting.owners:
        yield from (one.window for one in answer.model.ownerships)


def _unread(answer: Reach) -> Iterator[Window]:
    """Go through what is carried unread, which spreads nowhere."""
    applying = Applying(answer.model, answer.setting)
    for one in _find_passings(answer):
        if not one.readable:
            yield from applying.days_of(one.cause)
