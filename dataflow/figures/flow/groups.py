"""In which box a holder stands: its own, that of its company, or one with others like it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dataflow.figures.flow.scenes import Scene
    from dataflow.model import Holder, Model


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
