"""What an answer of reach is on each of the model's own days: for a figure that follows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dataflow.applying import Applying
from dataflow.dates import ALWAYS, NEVER, PartialDate, show_day
from dataflow.drawing.chips import name_cause
from dataflow.drawing.flow import Frame, compose
from dataflow.drawing.passing import find_passings
from dataflow.drawing.scenes import set_scene
from dataflow.drawing.words import speak
from dataflow.questions.reach import reach_under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.drawing.figure import Figure, Panel
    from dataflow.model import Holder
    from dataflow.questions.reach import Reach

MOST: Final = 60
"""How many days are followed."""


@dataclass(frozen=True, slots=True)
class State:
    """A run of days on which nothing changes.

    Attributes:
        day: its first day.
        answer: who can reach the data then.
        shown: the ids of the chips and holders of the figure that are there then.
    """

    day: int
    answer: Reach
    shown: frozenset[str]


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


def follow_days(answer: Reach, name: str, title: str | None = None) -> Daily | None:
    """Ask the question again for every day on which something about it changes.

    Args:
        answer: who can reach some data.
        name: what the ids of the figure begin with.
        title: of the figure; None for one that is composed.

    Returns:
        None where no day changes anything, or there are more than can be followed or drawn.
    """
    every = _ask(answer, None)
    days = sorted(_find_days(every))
    if not 0 < len(days) <= MOST:
        return None
    scene = replace(set_scene(every, speak(every.model.language)), denials=())
    figure = compose([scene], Frame(name=name, title=title, force=True))
    states: list[State] = []
    for day in days:
        there = _ask(answer, day)
        state = State(day, there, _shown(there, figure))
        if not states or _differ(states[-1], state):
            states.append(state)
    asked = answer.setting.day
    begun = [number for number, state in enumerate(states) if state.day <= asked]
    return Daily(figure, tuple(states), begun[-1] if begun else 0) if len(states) > 1 else None


def _ask(answer: Reach, day: int | None) -> Reach:
    """Ask the same for a day, or for all of them."""
    date = None if day is None else PartialDate(show_day(day) or "", day, day)
    return reach_under(answer.model, replace(answer.setting, as_of=date), answer.data)


def _find_days(answer: Reach) -> set[int]:
    """Find the days on which something begins or has just ended that passes the data on."""
    applying, model = Applying(answer.model, answer.setting), answer.model
    causes = [one.cause for one in find_passings(answer)]
    causes += [step.cause for row in answer for step in row.path]  # type: ignore[misc] # derivations too
    windows = [window for cause in causes for window in applying.days_of(cause)]
    holders = set(_holders(answer))
    windows += [one.window for one in model.operations if one.service in holders]
    if answer.setting.owners:
        windows += [one.window for one in model.ownerships if one.owned in holders]
    days = {day for window in windows for day in (window.start, window.end + 1)}
    days |= {one.day for one in model.deletions if one.holder in holders}
    return {day for day in days if ALWAYS < day < NEVER}


def _holders(answer: Reach) -> Iterator[Holder]:
    for one in find_passings(answer):
        yield from one.holders
    for row in answer:
        yield from (row.company, *row.services)


def _shown(there: Reach, figure: Figure) -> frozenset[str]:
    """Give what of a figure is there in an answer: chips by what they stand for, and their ends."""
    causes = {name_cause(there.model, one.cause) for one in find_passings(there)}
    panel: Panel = figure.panels[0]  # type: ignore[assignment] # it is composed of one
    chips = [chip for chip in panel.chips if causes & {*chip.causes}]
    holders = {key for chip in chips for key in (chip.sender, *chip.receivers)}
    return frozenset({chip.id for chip in chips} | holders)


def _differ(one: State, other: State) -> bool:
    return one.shown != other.shown or one.answer.records() != other.answer.records()
