"""The lightest set that hits every set, exactly, and of several the first.

A set hits another one if they share an element. Elements are integers, and so are weights: nothing
is ever rounded. Rules that leave out sets and elements come first, since each may let another one
apply (Weihe, "Covering trains by stations", 1998); what they leave falls into parts that share no
element. Only these are given to a solver: `search` below, or HiGHS.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

from dataflow.problems import QuestionError

Set: TypeAlias = frozenset[int]

Solver: TypeAlias = Callable[[Collection[Set], Mapping[int, int]], Set]
"""Returns a lightest set that hits every one of these, none of which is empty."""


def weigh(elements: Iterable[int], weights: Mapping[int, int]) -> int:
    """Return the weight of all of these together."""
    return sum(weights[element] for element in elements)


def find_lightest(sets: Collection[Set], weights: Mapping[int, int], solve: Solver) -> Set:
    """Return a lightest set that hits every one of these.

    >>> from dataflow.answers.cut.hitting_set import search
    >>> sets = [frozenset({1, 2}), frozenset({2, 3}), frozenset({4, 5})]
    >>> sorted(find_lightest(sets, {1: 1, 2: 1, 3: 1, 4: 7, 5: 7}, search))
    [2, 4]
    """
    chosen, rest = _simplify(sets, weights)
    return chosen.union(*(solve(part, weights) for part in _take_apart(rest)))


def find_first(sets: Collection[Set], weights: Mapping[int, int], solve: Solver) -> Set:
    """Return the first, in sorted order, of the lightest sets that hit every one of these.

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
        others = {subset for subset in left if element not in subset}
        if element not in best and len(others) < len(left):
            also = find_lightest(others, weights, solve)
            if weights[element] + weigh(also, weights) == weigh(best, weights):
                best = also | {element}
        if element in best:
            first.add(element)
            best, left = best - {element}, others
        else:
            left = {subset - {element} for subset in left}
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
        alone = {element for subset in left if len(subset) == 1 for element in subset}
        chosen |= alone
        left = {subset for subset in left if not subset & alone}
        left = _without_worse(left, weights)
        if left == before:
            return frozenset(chosen), left


def _least(sets: set[Set]) -> set[Set]:
    """Leave out the sets that hold another one."""
    kept: list[Set] = []
    by_element: dict[int, list[Set]] = defaultdict(list)
    for subset in sorted(sets, key=len):
        if not any(other <= subset for element in subset for other in by_element[element]):
            kept.append(subset)
            for element in subset:
                by_element[element].append(subset)
    return set(kept)


def _without_worse(sets: set[Set], weights: Mapping[int, int]) -> set[Set]:
    """Leave out the elements for which another one does as well."""
    hit: dict[int, set[Set]] = defaultdict(set)
    for subset in sets:
        for element in subset:
            hit[element].add(subset)
    worse = {
        element
        for element, mine in hit.items()
        for other in min(mine, key=len)
        if (weights[other], other) < (weights[element], element) and mine <= hit[other]
    }
    return {subset - worse for subset in sets}


def _take_apart(sets: Collection[Set]) -> list[list[Set]]:
    """Sort sets into groups that share no element."""
    groups: list[tuple[set[int], list[Set]]] = []
    for subset in sorted(sets, key=sorted):
        touched = [group for group in groups if group[0] & subset]
        groups = [group for group in groups if not group[0] & subset]
        elements = set(subset).union(*(group[0] for group in touched))
        members = [member for group in touched for member in group[1]]
        groups.append((elements, [*members, subset]))
    return [members for _, members in groups]


MOST_STEPS: Final = 200_000
"""After so many steps the search gives up; that takes some ten seconds."""

MOST_FLOWS: Final = 50
"""How many flows may hang together where there is nothing but this search."""


class TooHardError(Exception):
    """More than a solver does: what was found so far proves nothing."""


class _Branch(NamedTuple):
    """What was chosen, what it weighs, and what is still to be hit."""

    chosen: tuple[int, ...]
    weight: int
    left: list[Set]


def search(sets: Collection[Set], weights: Mapping[int, int], most_steps: int = MOST_STEPS) -> Set:
    """Return a lightest set that hits every one of these, by branch and bound.

    Of a set with the fewest elements each is tried, the ones tried before it left out: so no choice
    is looked at twice. A branch is given up where what it weighs, and the least that sets without a
    common element still cost, is no less than the best known. The best begins as a greedy choice
    (Chvatal, Mathematics of Operations Research 4 (3), 1979), so that much is given up early.

    Raises:
        TooHardError: the search did not end after so many steps.

    >>> sorted(search([frozenset({1, 2}), frozenset({2, 3})], {1: 1, 2: 3, 3: 1}))
    [1, 3]
    """
    best = _take_greedily(sets, weights)
    least = weigh(best, weights)
    waiting = [_Branch((), 0, sorted(sets, key=sorted))]
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
        waiting.extend(_branch(_Branch(chosen, weight, left), weights))
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


def _branch(branch: _Branch, weights: Mapping[int, int]) -> list[_Branch]:
    """Try each element of a smallest set; the most promising is the last, and so the next."""
    branches = []
    left = branch.left
    hits = Counter(element for subset in left for element in subset)
    smallest = min(left, key=lambda subset: (len(subset), sorted(subset)))
    for element in sorted(
        smallest, key=lambda element: (weights[element] / hits[element], element)
    ):
        others = [subset for subset in left if element not in subset]
        weight = branch.weight + weights[element]
        branches.append(_Branch((*branch.chosen, element), weight, others))
        left = [subset - {element} for subset in left]
        if not all(left):
            break  # a set has nothing left that would hit it
    return branches[::-1]


def _bound(sets: Collection[Set], weights: Mapping[int, int]) -> int:
    """Return what sets without a common element cost at least: the lightest element of each."""
    taken: set[int] = set()
    bound = 0
    for subset in sorted(sets, key=len):
        if not subset & taken:
            taken |= subset
            bound += min(weights[element] for element in subset)
    return bound


def _take_greedily(sets: Collection[Set], weights: Mapping[int, int]) -> Set:
    """Take whatever hits most for its weight, until everything is hit."""
    left, taken = list(sets), set()
    while left:
        counts = Counter(element for subset in left for element in subset)
        most = min(counts, key=lambda element: (weights[element] / counts[element], element))
        taken.add(most)
        left = [subset for subset in left if most not in subset]
    return frozenset(taken)
