"""What an answer of reach is on each of the model's own days: for a figure that follows them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from dataflow.answers.days import find_comings_and_goings, find_days
from dataflow.answers.passing import find_passings, find_steps
from dataflow.answers.reach import Reach, reach_under
from dataflow.common.dates import ALWAYS
from dataflow.common.values import dataclass
from dataflow.figures.figure import Connection, Figure, Frame, Panel
from dataflow.figures.flow import FlowSketch
from dataflow.figures.flow.chips import name_cause
from dataflow.figures.flow.holders import Cast
from dataflow.figures.flow.scenes import Scene, set_scene
from dataflow.figures.flow.ties import find_ties
from dataflow.figures.frame import Citations
from dataflow.figures.labels import date_of
from dataflow.telling.words import speak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


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
        shown: the ids of the figure's chips and ties that are there then.
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
        begin: the number of the state on the day asked about, or else of the last one.
    """

    figure: Figure
    states: tuple[State, ...]
    begin: int

    @property
    def panel(self) -> Panel:
        """The picture."""
        return self.figure.flows[0]


def follow_days(
    answer: Reach, name: str, title: str | None = None, *, force: bool = False
) -> Daily | None:
    """Ask the question again for every day on which something about it changes.

    Of a model with very many such days, those count on which a company comes or goes.

    Returns:
        None where no day changes anything, or there are more than can be followed, or the figure of
        all days would be too large, unless `force` asks for it all the same.
    """
    always = _ask(answer, None)
    days = find_days(always)
    if len(days) > TRIED:
        days = find_comings_and_goings(always)
    if not 0 < len(days) <= TRIED:
        return None
    scene = replace(set_scene(always, speak(always.model.language)), denials=())
    sketch = FlowSketch([scene], Frame(name=name, title=title))
    if not (force or sketch.extent.is_readable):
        return None
    states = _find_states(always, days, sketch)
    if len(states) > MOST:
        states = _keep_first(states, _list_companies)
    if not 1 < len(states) <= MOST:
        return None
    begun = [number for number, state in enumerate(states) if state.day <= answer.setting.day]
    return Daily(sketch.figure, tuple(states), begun[-1] if begun else 0)


def _ask(answer: Reach, day: int | None) -> Reach:
    """Ask the same for a day, or for all of them."""
    date = None if day is None else date_of(day)
    return reach_under(answer.model, replace(answer.setting, as_of=date), answer.data)


def _find_states(always: Reach, days: Sequence[int], sketch: FlowSketch) -> list[State]:
    """Return the state before the first day, if there is one, and from each day that changes it."""
    before = [(ALWAYS, days[0] - 1)] if days[0] - 1 > ALWAYS else []
    asked = [(first, _ask(always, day)) for first, day in (*before, *zip(days, days, strict=True))]
    states = [State(first, answer, *_find_shown(answer, sketch)) for first, answer in asked]
    if before and not (states[0].answer.rows or states[0].shown):
        del states[0]
    return _keep_first(states, lambda state: (state.shown, state.holders, state.answer.records()))


def _find_shown(answer: Reach, sketch: FlowSketch) -> tuple[frozenset[str], frozenset[str]]:
    """Return which chips and ties of a figure are there in an answer, and which holders."""
    panel = sketch.figure.flows[0]
    steps = find_steps(answer)
    scene = Scene(answer, sketch.scenes[0].words, find_passings(answer, steps), steps)
    causes = {name_cause(answer.model, passing.cause) for passing in scene.passings}
    chips = [chip for chip in panel.chips if not causes.isdisjoint(chip.causes)]
    drawn = Cast(scene, sketch.boxes, {}).drawn
    ends = set(map(_ends_of, find_ties(scene, sketch.boxes, drawn, Citations())))
    ties = [tie.id for tie in panel.connections if _ends_of(tie) in ends]
    boxes = {sketch.boxes.of(answer.model.holders[key]) for key in drawn}
    boxes.update(*((chip.sender, *chip.receivers) for chip in chips))
    return (
        frozenset([*(chip.id for chip in chips), *ties]),
        frozenset(party.id for party in panel.holders if party.id in boxes),
    )


def _ends_of(tie: Connection) -> tuple[str, str, str]:
    return tie.kind, tie.above, tie.below


def _keep_first(states: Iterable[State], key: Callable[[State], object]) -> list[State]:
    """Keep the first of each run of states that are alike."""
    return [next(run) for _, run in groupby(states, key)]


def _list_companies(state: State) -> set[str]:
    return {row.company.id for row in state.answer}
