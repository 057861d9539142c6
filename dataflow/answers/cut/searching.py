"""A small exact search for a lightest hitting set: what there is without scipy.

Branch and bound: of a set with the fewest elements each is tried, the ones tried before it left
out. A way is given up where what it weighs, and the least that sets without a common element still
cost, is no less than the best known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.answers.cut.hitting import weigh
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dataflow.answers.cut.hitting import Set

MOST_STEPS: Final = 200_000
"""After so many steps the search gives up; that takes some ten seconds."""

MOST_FLOWS: Final = 50
"""How many flows may hang together where there is nothing but this search."""


class TooHardError(Exception):
    """More than a solver does: what was found so far proves nothing."""


class _Way(NamedTuple):
    """What was chosen, what it weighs, and what is still to be hit."""

    chosen: tuple[int, ...]
    weight: int
    left: list[Set]


def search(sets: Collection[Set], weights: Mapping[int, int], most_steps: int = MOST_STEPS) -> Set:
    """Give a lightest set that hits every one of these.

    Raises:
        TooHardError: the search did not end after so many steps.

    >>> sorted(search([frozenset({1, 2}), frozenset({2, 3})], {1: 1, 2: 3, 3: 1}))
    [1, 3]
    """
    best = _take_greedily(sets, weights)
    least = weigh(best, weights)
    waiting = [_Way((), 0, sorted(sets, key=sorted))]
    steps = 0
    while waiting:
        steps += 1
        if steps > most_steps:
            raise TooHardError
        chosen, weight, left = waiting.pop()
        if weight + _bound(left, weights) >= least:
            continue
        if not left:
            best, least = frozenset(chosen), weight
            continue
        waiting.extend(_branch(_Way(chosen, weight, left), weights))
    return best


def search_small(sets: Collection[Set], weights: Mapping[int, int]) -> Set:
    """Do what `search` does up to a size at which it is sure to end soon.

    Raises:
        QuestionError: more than `MOST_FLOWS` hang together.
        TooHardError: the search did not end all the same.
    """
    elements: Set = frozenset().union(*sets)
    many = len(elements)
    if many > MOST_FLOWS:
        raise QuestionError(
            f"{many} flows hang together here, and without scipy no more than {MOST_FLOWS} can be "
            "weighed up: install `dataflow-graphs[cut]`"
        )
    return search(sets, weights)


def _branch(way: _Way, weights: Mapping[int, int]) -> list[_Way]:
    """Try each element of a smallest set; the most promising is the last, and so the next."""
    ways = []
    left = way.left
    smallest = min(left, key=lambda one: (len(one), sorted(one)))
    for element in sorted(
        smallest,
        key=lambda element: (weights[element] / sum(element in one for one in way.left), element),
    ):
        others = [one for one in left if element not in one]
        ways.append(_Way((*way.chosen, element), way.weight + weights[element], others))
        left = [one - {element} for one in left]
        if not all(left):
            break  # a set has nothing left that would hit it
    return ways[::-1]


def _bound(sets: Collection[Set], weights: Mapping[int, int]) -> int:
    """Give what sets without a common element cost at least: the lightest element of each."""
    taken: set[int] = set()
    bound = 0
    for one in sorted(sets, key=len):
        if not one & taken:
            taken |= one
            bound += min(weights[element] for element in one)
    return bound


def _take_greedily(sets: Collection[Set], weights: Mapping[int, int]) -> Set:
    """Take whatever hits most for its weight, until everything is hit."""
    left, taken = list(sets), set()
    while left:
        counts: dict[int, int] = {}
        for one in left:
            for element in one:
                counts[element] = counts.get(element, 0) + 1
        most = min(counts, key=lambda element: (weights[element] / counts[element], element))
        taken.add(most)
        left = [one for one in left if most not in one]
    return frozenset(taken)
