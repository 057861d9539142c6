"""The lightest hitting set by HiGHS, as scipy brings it. The only door to scipy.

HiGHS reckons in floating point, with errors of 1e-6 for a choice and 1e-7 for a set. Where all that
may be chosen weighs at most `HEAVIEST` units, these add up to less than one unit, and whole weights
differ by one at least: so what it finds lightest is.
"""

from __future__ import annotations

from importlib.util import find_spec
from math import gcd
from typing import TYPE_CHECKING, Final

from dataflow.answers.cut.hitting_set import Set, TooHardError, search

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


SMALL: Final = 16
"""Up to so many elements, the own search is done before scipy is there."""

HEAVIEST: Final = 100_000
"""How many units all elements may weigh together, the unit being the greatest they are whole in."""

MOST_NODES: Final = 5_000
"""After so many branches HiGHS gives up."""


def is_there() -> bool:
    """Return whether scipy is installed."""
    return find_spec("scipy") is not None


def solve(sets: Collection[Set], weights: Mapping[int, int]) -> Set:
    """Return a lightest set that hits every one of these.

    Raises:
        TooHardError: HiGHS gave up.
    """
    elements = sorted(frozenset[int]().union(*sets))
    unit = gcd(*(weights[element] for element in elements))
    units = [weights[element] // unit for element in elements]
    if len(elements) <= SMALL or sum(units) > HEAVIEST:
        return search(sets, weights)
    return _ask(list(sets), elements, units)


def _ask(sets: list[Set], elements: list[int], units: list[int]) -> Set:
    import numpy as np  # noqa: PLC0415 - who asks nothing hard needs none of it
    from scipy import optimize, sparse  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415

    places = {element: place for place, element in enumerate(elements)}
    # HiGHS has places of 32 bits, which older versions of scipy do not make of Python's numbers
    rows = [row for row, subset in enumerate(sets) for _ in subset]
    columns = [places[element] for subset in sets for element in sorted(subset)]
    ends = (np.array(rows, dtype=np.int32), np.array(columns, dtype=np.int32))
    has = sparse.csr_array((np.ones(len(rows)), ends), shape=(len(sets), len(elements)))
    solution = optimize.milp(
        np.array(units, dtype=float),
        integrality=np.ones(len(elements)),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(has, lb=1),
        options={"mip_rel_gap": 0, "node_limit": MOST_NODES},
    )
    if not solution.success:
        raise TooHardError
    chosen = frozenset(
        element for element, part in zip(elements, solution.x, strict=True) if round(part)
    )
    assert all(subset & chosen for subset in sets), "HiGHS left a set"
    return chosen
