"""cut as `docs/semantics.md` has it, by trying every set of flows, on top of `reference.py`."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dataflow.model import Model


class Asked(NamedTuple):
    """A question but for the flows that are left out."""

    model: Model
    setting: Without
    data: str
    company: str


class Without:
    """A setting with more flows left out."""

    def __init__(self, setting: reference.Setting, flows: Iterable[str] = ()) -> None:
        self.as_of, self.persona, self.origin = setting.as_of, setting.persona, setting.origin
        self.purpose, self.owners = setting.purpose, setting.owners
        self.role = setting.role
        self.announced, self.firm = setting.announced, setting.firm
        self.region, self.by = setting.region, setting.by
        self.without = (*setting.without, *flows)


class Cut(NamedTuple):
    """Whether it is possible, and the first of the lightest sets."""

    possible: bool
    flows: tuple[str, ...]
    weight: Fraction | None


def arrives(asked: Asked, without: Iterable[str]) -> bool:
    """Whether the company "has any d in down(q)" without these flows: on day T, or on any day."""
    setting = Without(asked.setting, without)
    return asked.company in reference.reach(asked.model, asked.data, setting)


def sets_of(flows: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Every set of flows, sorted."""
    names = sorted(flows)
    for size in range(len(names) + 1):
        yield from combinations(names, size)


def cut(asked: Asked, weights: Mapping[str, Fraction]) -> Cut:
    """ "A smallest set of flows without which the company has no d": "the first by its sorted ids".

    "Impossible where it would have one without any flow. With weights, a lightest set"; "a flow
    without one weighs 1".
    """
    if arrives(asked, asked.model.flows):
        return Cut(possible=False, flows=(), weight=None)

    def weigh(flows: Iterable[str]) -> Fraction:
        return sum((weights.get(flow, Fraction(1)) for flow in flows), Fraction(0))

    lightest = sorted((weigh(flows), flows) for flows in sets_of(asked.model.flows))
    weight, flows = next(one for one in lightest if not arrives(asked, one[1]))
    return Cut(possible=True, flows=flows, weight=weight)
