"""The boxes of a flow figure: who stands in one alone, and who shares one."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, product
from typing import TYPE_CHECKING, Final

from dataflow.common.values import dataclass
from dataflow.figures.flow.scenes import Scene, find_pairs
from dataflow.model import Flow, Holder, Model

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from dataflow.answers.passing import Passing

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
            return self.of(passing.sender or cause.senders[0])
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
    of stands where a service of its own is drawn. By service, each stands alone.
    """
    group = group and all(scene.setting.by == "company" for scene in scenes)
    drawn = {key: holder for scene in scenes for key, holder in scene.holders.items()}
    spoken_of = {key: holder for scene in scenes for key, holder in scene.spoken_of.items()}
    members = dict(_find_members(scenes, drawn)) if group else {}
    home = _invert(members)
    model, days = scenes[0].model, {scene.setting.day for scene in scenes}
    for key in spoken_of.keys() - drawn.keys() - members.keys():
        then = {service.id for day in days for service in model.services_of(spoken_of[key], day)}
        for service in _find_services(model, spoken_of[key], drawn.keys() & then)[:1]:
            home[key] = home.get(service, service)
    apart = {*spoken_of, *_find_active(scenes)}
    crowds = _find_crowds(scenes, drawn, home, apart) if group else {}
    return Boxes({**home, **_invert(crowds)}, members, crowds)


def _invert(boxes: Mapping[str, Iterable[Holder]]) -> dict[str, str]:
    """Return the box of everybody who shares one, by their ids."""
    return {holder.id: key for key, holders in boxes.items() for holder in holders}


def _find_services(model: Model, company: Holder, drawn: Container[str]) -> list[str]:
    """Return the ids of the services of a company that are drawn, except for the company."""
    services = {service.id for service in model.services_of(company)} - {company.id}
    return sorted(filter(drawn.__contains__, services))


# services in the box of their company


def _find_members(
    scenes: Sequence[Scene], drawn: Mapping[str, Holder]
) -> Iterator[tuple[str, tuple[Holder, ...]]]:
    model = scenes[0].model
    shared = {*find_pairs(chain.from_iterable(scene.shown for scene in scenes))}
    for company in model.companies:
        services = [
            key
            for key in _find_services(model, company, drawn)
            if model.operators_of(drawn[key]) == (company,)
        ]
        if len(services) > 1 and not shared & {*product([company.id, *services], repeat=2)}:
            yield company.id, tuple(drawn[key] for key in services)


# crowds


def _find_crowds(
    scenes: Sequence[Scene],
    drawn: Mapping[str, Holder],
    home: Mapping[str, str],
    apart: Collection[str],
) -> dict[str, tuple[Holder, ...]]:
    """Return those who get the same from the same in every panel, except those that stay apart."""
    alone = {*apart, *home, *home.values()}
    alike: dict[frozenset[tuple[object, ...]], list[Holder]] = defaultdict(list)
    for key, gifts in sorted(_find_gifts(scenes, home).items()):
        if key not in alone and not drawn[key].unnamed:
            alike[frozenset(gifts)].append(drawn[key])
    return {
        f"crowd:{crowd[0].id}": tuple(crowd)
        for gifts, crowd in alike.items()
        if len(crowd) > MANY or (len(gifts) > 1 and len(crowd) > FEW)
    }


def _find_active(scenes: Sequence[Scene]) -> set[str]:
    """Return who does more than to receive: who shares, collects or works something out."""
    deriving = {step.receiver.id for scene in scenes for step in scene.derivations}
    return deriving | {
        holder.id
        for scene in scenes
        for passing in scene.shown
        for holder in ([passing.sender] if passing.sender else passing.receivers)
    }


def _find_gifts(
    scenes: Sequence[Scene], home: Mapping[str, str]
) -> dict[str, set[tuple[object, ...]]]:
    """Return what everybody is sent in which panel, by whom and what for."""
    gifts: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for number, scene in enumerate(scenes):
        for passing in scene.shown:
            if passing.sender is None:
                continue
            sender, cause = passing.sender.id, passing.cause
            terms = (tuple(term.id for term in told) for told in (passing.data, cause.purposes))
            gift = (number, home.get(sender, sender), *terms, cause.status)
            for receiver in passing.receivers:
                gifts[receiver.id].add(gift)
    return gifts
