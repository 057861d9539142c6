"""What a panel of flows shows: an answer, what passes in it, what was promised about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataflow.figures.flow.narrowing import keep_between, keep_denial
from dataflow.figures.passing import find_passings, find_rest, find_steps, join_steps
from dataflow.figures.promises import find_breaches, find_denials

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dataflow.answers.reach import Reach
    from dataflow.answers.why import Path
    from dataflow.engine.evidence import PathStep
    from dataflow.engine.setting import Setting
    from dataflow.figures.passing import Passing
    from dataflow.figures.promises import Breach, Denial
    from dataflow.figures.words import Words
    from dataflow.model import Holder, Model


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
