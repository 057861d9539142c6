"""The boxes of a flow figure: who stands in one alone, and who shares one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dataflow.model import Flow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dataflow.answers.passing import Passing
    from dataflow.figures.flow.scenes import Scene
    from dataflow.model import Holder, Model

YOU: Final = "person:you"
PEOPLE: Final = "person:people"
SELLERS: Final = "person:sellers"
PERSONS: Final = {YOU: "You", PEOPLE: "People you know", SELLERS: "Sellers"}
"""Who gives what no holder of the model shares; sellers are those that no source names."""

MANY: Final = 12
"""How many who get the same are drawn one by one."""

FEW: Final = 2
"""How many are, of those who get several things alike."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a figure, which are the same in all its panels.

    Attributes:
        home: the box of every holder that has none of its own, by their ids.
        members: the services that stand in a company's box, by its id.
        crowds: who shares a box because all get the same, by the box.
    """

    home: Mapping[str, str]
    members: Mapping[str, tuple[Holder, ...]]
    crowds: Mapping[str, tuple[Holder, ...]]

    def of(self, holder: Holder) -> str:
        """Return the box in which a holder stands."""
        return self.home.get(holder.id, holder.id)

    def ends_of(self, passing: Passing) -> tuple[str, tuple[str, ...]]:
        """Return the box that something comes from, and those that it goes to."""
        giver = self.giver_of(passing)
        return giver, self.of_receivers(passing.receivers, giver)

    def giver_of(self, passing: Passing) -> str:
        """Return the box that something comes from."""
        cause = passing.cause
        if isinstance(cause, Flow):
            return self.of(cause.sender)
        if cause.how == "bought":
            return SELLERS
        return PEOPLE if cause.whose == "anyone" and cause.how == "given" else YOU

    def of_receivers(self, receivers: Iterable[Holder], giver: str) -> tuple[str, ...]:
        """Return the boxes that something goes to, except the one that it comes from."""
        return tuple(sorted({self.of(holder) for holder in receivers} - {giver}))


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
    members = dict(_find_members(scenes, drawn)) if group else {}
    home = {service.id: key for key, services in members.items() for service in services}
    spoken_of = {key: holder for scene in scenes for key, holder in scene.spoken_of.items()}
    for key, holder in spoken_of.items():
        services = [other for other in _services(scenes[0].model, holder) if other in drawn]
        if services and key not in drawn and key not in members:
            home[key] = home.get(services[0], services[0])
    apart = {*spoken_of, *home, *home.values()}
    crowds = _find_crowds(scenes, drawn, home, apart) if group else {}
    home |= {holder.id: key for key, crowd in crowds.items() for holder in crowd}
    return Boxes(home, members, crowds)


def _services(model: Model, company: Holder) -> list[str]:
    return sorted({service.id for service in model.services_of(company)} - {company.id})


# services in the box of their company


def _find_members(
    scenes: Sequence[Scene], drawn: Mapping[str, Holder]
) -> Iterator[tuple[str, tuple[Holder, ...]]]:
    model, passing_on = scenes[0].model, _find_passing_on(scenes)
    for company in model.companies:
        services = [
            key
            for key in _services(model, company)
            if key in drawn and model.operators_of(drawn[key]) == (company,)
        ]
        together = {company.id, *services}
        is_apart = not any(passing_on.get(key, set()) & together for key in together)
        if len(services) > 1 and is_apart:
            yield company.id, tuple(drawn[key] for key in services)


def _find_passing_on(scenes: Iterable[Scene]) -> dict[str, set[str]]:
    """Find to whom everybody passes something on, by their ids."""
    receivers: dict[str, set[str]] = {}
    for passing in (passing for scene in scenes for passing in scene.shown):
        if passing.sender is not None:
            ids = {holder.id for holder in passing.receivers}
            receivers.setdefault(passing.sender.id, set()).update(ids)
    return receivers


# crowds


def _find_crowds(
    scenes: Sequence[Scene],
    drawn: Mapping[str, Holder],
    home: Mapping[str, str],
    apart: Collection[str],
) -> dict[str, tuple[Holder, ...]]:
    """Find those who get the same from the same in every panel."""
    alike: dict[frozenset[tuple[object, ...]], list[Holder]] = {}
    for key, gifts in sorted(_find_gifts(scenes, home).items()):
        if key not in apart and not drawn[key].unnamed:
            alike.setdefault(frozenset(gifts), []).append(drawn[key])
    return {
        f"crowd:{crowd[0].id}": tuple(crowd)
        for gifts, crowd in alike.items()
        if len(crowd) > MANY or (len(gifts) > 1 and len(crowd) > FEW)
    }


def _find_gifts(
    scenes: Sequence[Scene], home: Mapping[str, str]
) -> dict[str, set[tuple[object, ...]]]:
    """Find what everybody gets from whom and for what, except those who give or collect as well."""
    gifts: dict[str, set[tuple[object, ...]]] = {}
    others = {step.receiver.id for scene in scenes for step in scene.steps if step.kind == "derive"}
    shown = ((number, passing) for number, scene in enumerate(scenes) for passing in scene.shown)
    for number, passing in shown:
        ids = {holder.id for holder in passing.receivers}
        if passing.sender is None:
            others |= ids
            continue
        others.add(passing.sender.id)
        sender = home.get(passing.sender.id, passing.sender.id)
        data = tuple(term.id for term in passing.data)
        purposes = tuple(term.id for term in passing.cause.purposes)
        for key in ids:
            gift = (number, sender, data, purposes, passing.cause.status)
            gifts.setdefault(key, set()).add(gift)
    return {key: got for key, got in gifts.items() if key not in others}
