"""What a panel of flows shows: an answer, what passes in it, what was promised about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from dataflow.answers.breaches import Breach, Break, Denial, Promises
from dataflow.answers.passing import (
    Passing,
    find_passings,
    find_rest,
    find_steps,
    follow,
    join_steps,
)
from dataflow.common.values import dataclass
from dataflow.figures.frame import count_left_out

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dataflow.answers import PathStep, Setting
    from dataflow.answers.reach import Reach
    from dataflow.answers.why import Path
    from dataflow.model import Holder, Model
    from dataflow.telling.words import Words


Given = TypeVar("Given", Passing, Denial)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a panel shows.

    Attributes:
        answer: who can reach some data.
        words: the language.
        passings: the holds and flows that are drawn in bold.
        steps: the paths, each step once; the figure tells what is worked out on them.
        rest: the flows between the same holders that carry something else.
        breaches: the promises that something in it breaks.
        denials: the promises that something does not happen, which nothing breaks.
        dated: whether every chip has its day.
        only: whether some are left out, because the figure is not about them.
        about: the company that was asked about; None for every company.
    """

    answer: Reach
    words: Words
    passings: tuple[Passing, ...]
    steps: tuple[PathStep, ...]
    rest: tuple[Passing, ...] = ()
    breaches: tuple[Breach, ...] = ()
    denials: tuple[Denial, ...] = ()
    dated: bool = False
    only: bool = False
    about: Holder | None = None

    @property
    def model(self) -> Model:
        """The model that was asked."""
        return self.answer.model

    @property
    def setting(self) -> Setting:
        """How it was asked."""
        return self.answer.setting

    @property
    def told(self) -> Setting:
        """The same, as a reader is told."""
        return count_left_out(self.words, self.setting)

    @property
    def shown(self) -> tuple[Passing, ...]:
        """All that passes in it, bold or thin."""
        return (*self.passings, *self.rest)

    @property
    def holders(self) -> dict[str, Holder]:
        """Who gives, collects, shares or receives in it, by id."""
        return {holder.id: holder for passing in self.shown for holder in passing.holders}

    @property
    def derivations(self) -> Iterator[PathStep]:
        """The steps by which somebody works something out."""
        return (step for step in self.steps if step.kind == "derive")

    @property
    def takeovers(self) -> Iterator[PathStep]:
        """The steps by which somebody takes a service over, with the data in it."""
        return (step for step in self.steps if step.kind == "operator")

    @property
    def spoken_of(self) -> dict[str, Holder]:
        """Who does not receive something, as was promised, by id."""
        return {holder.id: holder for denial in self.denials for holder in denial.receivers}

    def breaks_of(self, group: Iterable[Passing]) -> list[Break]:
        """Return the promises that some of these break."""
        if not self.breaches:
            return []
        causes = {id(passing.cause) for passing in group}
        return [breach.broken for breach in self.breaches if id(breach.cause) in causes]


def set_scene(
    answer: Reach, words: Words, *, rest: bool = False, only: Collection[Holder] = ()
) -> Scene:
    """Return what is to be shown of an answer.

    With `rest`, that is also what else passes between those who take part; with `only`, no more
    than some holders and what lies between them.
    """
    model, steps, promises = answer.model, find_steps(answer), Promises(answer)
    scene = Scene(
        answer,
        words,
        passings=keep_between(model, find_passings(answer, steps), only),
        steps=steps,
        breaches=promises.find_breaches(),
        only=bool(only),
    )
    denials = promises.find_denials(scene.holders)
    if only:
        denials = tuple(_keep_receivers(denials, _with_services(model, only)))
    return replace(
        scene,
        rest=find_rest(answer, scene.passings) if rest else (),
        denials=denials,
    )


def set_path(answer: Reach, path: Path, words: Words) -> Scene:
    """Show a path alone, with its days; `answer` is the answer of reach to the same question."""
    rows = tuple(row for row in answer.rows if row.company == path.company)
    steps = (*path.steps, *path.later)
    return Scene(
        replace(answer, rows=rows, given=()),
        words,
        passings=join_steps(answer, steps),
        steps=steps,
        breaches=Promises(answer).find_breaches(),
        dated=True,
        about=path.company,
    )


def set_nobody(answer: Reach, company: Holder, words: Words) -> Scene:
    """Show that a company cannot reach the data; `answer` is as above."""
    return replace(set_scene(replace(answer, rows=(), given=()), words), about=company)


def find_pairs(passings: Iterable[Passing]) -> Iterator[tuple[str, str]]:
    """Yield the ids of who shares and of who receives."""
    for passing in passings:
        if passing.sender is not None:
            for receiver in passing.receivers:
                yield passing.sender.id, receiver.id


def keep_between(
    model: Model, passings: Sequence[Passing], only: Collection[Holder]
) -> tuple[Passing, ...]:
    """Keep what some holders are given, and what lies on a way from one of them to another.

    The services that a company operates stand for it. Where no holders are chosen, all is kept.
    """
    if not only:
        return tuple(passings)
    behind: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for sender, receiver in find_pairs(passings):
        behind[sender].add(receiver)
        before[receiver].add(sender)
    named = _with_services(model, only)
    after, ahead = follow(named, behind), follow(named, before)
    kept = after & ahead
    shared = (
        passing for passing in passings if passing.sender is None or passing.sender.id in kept
    )
    return tuple(_keep_receivers(shared, kept))


def _keep_receivers(given: Iterable[Given], kept: Collection[str]) -> Iterator[Given]:
    """Keep what some holders receive, or do not receive as was promised, and nobody else."""
    for each in given:
        receivers = tuple(holder for holder in each.receivers if holder.id in kept)
        if receivers:
            yield replace(each, receivers=receivers)


def _with_services(model: Model, only: Collection[Holder]) -> set[str]:
    services = {service.id for holder in only for service in model.services_of(holder)}
    return {holder.id for holder in only} | services
