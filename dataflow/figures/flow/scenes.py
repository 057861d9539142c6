"""What a panel of flows shows: an answer, what passes in it, what was promised about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataflow.figures.passing import find_passings, find_rest, find_steps, join_steps
from dataflow.figures.promises import find_breaches, find_denials

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dataflow.answers.reach import Reach
    from dataflow.answers.why import Path
    from dataflow.engine.evidence import PathStep
    from dataflow.engine.setting import Setting
    from dataflow.figures.passing import Passing
    from dataflow.figures.promises import Breach, Denial
    from dataflow.model import Holder, Model
    from dataflow.telling.words import Words


@dataclass(frozen=True, slots=True)
class Scene:
    """What a panel shows.

    Attributes:
        answer: who can reach some data.
        words: in which language it is said.
        passings: the holds and flows that are drawn strong.
        rest: the flows between the same holders that carry something else.
        steps: the paths, each step once; what is worked out on them is told.
        breaches: the promises that something in it breaks.
        denials: the promises that something does not happen, which nothing breaks.
        dated: whether every chip says its day.
        only: whether some are left out, because they are not what the figure is about.
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
    def holders(self) -> dict[str, Holder]:
        """Who gives, collects, shares or receives in it, by id."""
        return {one.id: one for some in (*self.passings, *self.rest) for one in some.holders}

    def breaches_of(self, group: Iterable[Passing]) -> list[Breach]:
        """Give the promises that some of these break."""
        if not self.breaches:
            return []
        causes = {id(one.cause) for one in group}
        return [one for one in self.breaches if id(one.cause) in causes]


def set_scene(
    answer: Reach, words: Words, *, rest: bool = False, only: Collection[Holder] = ()
) -> Scene:
    """Find what is to be shown of an answer.

    Args:
        answer: who can reach some data.
        words: in which language it is said.
        rest: whether to show what else passes between those who take part.
        only: these holders, and what lies between them; none for all.
    """
    model, steps = answer.model, find_steps(answer)
    scene = Scene(
        answer,
        words,
        passings=keep_between(model, find_passings(answer, steps), only),
        steps=steps,
        breaches=find_breaches(answer),
        only=bool(only),
    )
    others = find_rest(answer, scene.passings) if rest else ()
    denials = find_denials(answer, set(scene.holders))
    kept = [keep_denial(model, one, only) for one in denials]
    return replace(scene, rest=others, denials=tuple(filter(None, kept)))


def set_path(answer: Reach, path: Path, words: Words) -> Scene:
    """Show a path alone, with its days; `answer` is the answer of reach to the same question."""
    rows = tuple(row for row in answer.rows if row.company == path.company)
    return Scene(
        replace(answer, rows=rows, given=()),
        words,
        passings=join_steps(answer, path.steps),
        steps=path.steps,
        breaches=find_breaches(answer),
        dated=True,
        about=path.company,
    )


def set_nobody(answer: Reach, company: Holder, words: Words) -> Scene:
    """Show that a company cannot reach the data; `answer` is as above."""
    return replace(set_scene(replace(answer, rows=(), given=()), words), about=company)


def keep_between(
    model: Model, passings: Sequence[Passing], only: Collection[Holder]
) -> tuple[Passing, ...]:
    """Keep what some holders are given, and what lies on a way from one of them to another.

    Args:
        model: says which services a company operates: they stand for it.
        passings: what passes.
        only: the holders; none for all.
    """
    if not only:
        return tuple(passings)
    named = _with_services(model, only)
    links = [(one.sender.id, to.id) for one in passings if one.sender for to in one.receivers]
    kept = named | (
        _reached(named, links) & _reached(named, [(end, start) for start, end in links])
    )
    return tuple(_narrow(passings, kept))


def keep_denial(model: Model, denial: Denial, only: Collection[Holder]) -> Denial | None:
    """Keep of a denial whom a picture is about; None where it is about nobody of them."""
    named = _with_services(model, only)
    receivers = tuple(one for one in denial.receivers if not only or one.id in named)
    return replace(denial, receivers=receivers) if receivers else None


def _narrow(passings: Iterable[Passing], kept: Collection[str]) -> Iterable[Passing]:
    for one in passings:
        receivers = tuple(holder for holder in one.receivers if holder.id in kept)
        if receivers and (one.sender is None or one.sender.id in kept):
            yield replace(one, receivers=receivers)


def _with_services(model: Model, only: Collection[Holder]) -> set[str]:
    services = {service.id for one in only for service in model.services_of(one)}
    return {one.id for one in only} | services


def _reached(starts: Collection[str], links: Sequence[tuple[str, str]]) -> set[str]:
    """Give everything that lies behind some holders along the links."""
    ends: dict[str, set[str]] = {}
    for start, end in links:
        ends.setdefault(start, set()).add(end)
    found: set[str] = set()
    left = list(starts)
    while left:
        further = ends.get(left.pop(), set()) - found
        found |= further
        left += further
    return found
