"""The lightest set that hits every set, exactly, and of several the first.

A set hits another one if they share an element. Elements are integers, and so are weights: nothing
is ever rounded. What is hard about it is left to a solver, which gets only what simple rules leave.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeAlias

Set: TypeAlias = frozenset[int]

Solver: TypeAlias = Callable[[Collection[Set], Mapping[int, int]], Set]
"""Gives a lightest set that hits every one of these, none of which is empty."""


def weigh(elements: Iterable[int], weights: Mapping[int, int]) -> int:
    """Give the weight of all of these together."""
    return sum(weights[element] for element in elements)


def find_lightest(sets: Collection[Set], weights: Mapping[int, int], solve: Solver) -> Set:
    """Give a lightest set that hits every one of these.

    >>> from dataflow.answers.cut.searching import search
    >>> sets = [frozenset({1, 2}), frozenset({2, 3}), frozenset({4, 5})]
    >>> sorted(find_lightest(sets, {1: 1, 2: 1, 3: 1, 4: 7, 5: 7}, search))
    [2, 4]
    """
    chosen, rest = _simplify(sets, weights)
    return chosen.union(*(solve(part, weights) for part in _take_apart(rest)))


def find_first(sets: Collection[Set], weights: Mapping[int, int], solve: Solver) -> Set:
    """Give, of the lightest sets that hit every one of these, the first when they are sorted.

    What is simplified keeps the first, and the first of the whole is made of the firsts of parts
    that share no element: of two lightest sets the first has the least element that only one has.
    """
    chosen, rest = _simplify(sets, weights)
    return chosen.union(*(_first_of(part, weights, solve) for part in _take_apart(rest)))


def _first_of(sets: Collection[Set], weights: Mapping[int, int], solve: Solver) -> Set:
    """Take the least element that is in any lightest set, then the next one, and so on."""
    first: set[int] = set()
    best = solve(sets, weights)
    left = set(sets)
    for element in sorted(frozenset[int]().union(*sets)):
        if not left:
            break
        others = {one for one in left if element not in one}
        if element not in best and len(others) < len(left):
            also = find_lightest(others, weights, solve)
            if weights[element] + weigh(also, weights) == weigh(best, weights):
                best = also | {element}
        if element in best:
            first.add(element)
            best, left = best - {element}, others
        else:
            left = {one - {element} for one in left}
    return frozenset(first)


def _simplify(sets: Collection[Set], weights: Mapping[int, int]) -> tuple[Set, set[Set]]:
    """Choose what has to be chosen, and drop what the first of the lightest sets cannot have.

    - A set that holds another one is hit with it.
    - A set of one element leaves no choice.
    - An element of which another one hits all that it hits, and is lighter, or as light and
      comes before it, is not in the first of the lightest: the other would do better there.
    """
    chosen: set[int] = set()
    left = set(sets)
    while True:
        before = left
        left = _least(left)
        alone = {element for one in left if len(one) == 1 for element in one}
        chosen |= alone
        left = {one for one in left if not one & alone}
        left = _without_worse(left, weights)
        if left == before:
            return frozenset(chosen), left


def _least(sets: set[Set]) -> set[Set]:
    """Leave out the sets that hold another one."""
    kept: list[Set] = []
    by_element: dict[int, list[Set]] = defaultdict(list)
    for one in sorted(sets, key=len):
        if not any(other <= one for element in one for other in by_element[element]):
            kept.append(one)
            for element in one:
                by_element[element].append(one)
    return set(kept)


def _without_worse(sets: set[Set], weights: Mapping[int, int]) -> set[Set]:
    """Leave out the elements for which another one does as well."""
    hit: dict[int, set[Set]] = defaultdict(set)
    for one in sets:
        for element in one:
            hit[element].add(one)
    worse = {
        element
        for element, mine in hit.items()
        for other in min(mine, key=len)
        if (weights[other], other) < (weights[element], element) and mine <= hit[other]
    }
    return {one - worse for one in sets}


def _take_apart(sets: Collection[Set]) -> list[list[Set]]:
    """Sort sets into groups that share no element."""
    groups: list[tuple[set[int], list[Set]]] = []
    for one in sorted(sets, key=sorted):
        touched = [group for group in groups if group[0] & one]
        groups = [group for group in groups if not group[0] & one]
        elements = set(one).union(*(group[0] for group in touched))
        members = [member for group in touched for member in group[1]]
        groups.append((elements, [*members, one]))
    return [members for _, members in groups]
