"""In which box a holder stands: its own, that of its company, or one with others like it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dataflow.drawing.scenes import Scene
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
    for key, holder in sorted(drawn.items()):
        got = _find_got(scenes, key, home)
        if got is not None and not holder.unnamed and key not in apart and key not in home:
            alike.setdefault(got, []).append(holder)
    return {
        f"crowd:{some[0].id}": tuple(some)
        for got, some in alike.items()
        if len(some) > MANY or (len(got) > 1 and len(some) > FEW)
    }


def _find_got(
    scenes: Sequence[Scene], key: str, home: Mapping[str, str]
) -> frozenset[tuple[object, ...]] | None:
    """Say what somebody gets from whom and for what; None where it gives or collects as well."""
    got = set()
    for number, scene in enumerate(scenes):
        for one in (*scene.passings, *scene.rest):
            ids = {holder.id for holder in one.receivers}
            if one.sender is None or one.sender.id == key:
                if key in {*ids, one.sender.id if one.sender else None}:
                    return None
            elif key in ids:
                sender = home.get(one.sender.id, one.sender.id)
                data = tuple(term.id for term in one.data)
                purposes = tuple(term.id for term in one.cause.purposes)
                got.add((number, sender, data, purposes, one.cause.status))
    derives = any(
        step.kind == "derive" and step.receiver.id == key for s in scenes for step in s.steps
    )
    return frozenset(got) if got and not derives else None


def _find_members(
    scenes: Sequence[Scene], drawn: Mapping[str, Holder]
) -> Iterable[tuple[str, tuple[Holder, ...]]]:
    model = scenes[0].model
    for company in model.companies:
        services = [
            key
            for key in _services(model, company)
            if key in drawn and _operators(model, key) == {company.id}
        ]
        if len(services) > 1 and not _is_passing(scenes, {company.id, *services}):
            yield company.id, tuple(drawn[key] for key in services)


def _services(model: Model, company: Holder) -> list[str]:
    found = {one.service.id for one in model.operations if one.company == company}
    return sorted(found - {company.id})


def _operators(model: Model, service: str) -> set[str]:
    return {one.company.id for one in model.operations if one.service.id == service}


def _is_passing(scenes: Iterable[Scene], together: set[str]) -> bool:
    return any(
        one.sender is not None
        and one.sender.id in together
        and any(holder.id in together for holder in one.receivers)
        for scene in scenes
        for one in (*scene.passings, *scene.rest)
    )
