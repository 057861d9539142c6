"""Circles among things that name one another: of every way around, one."""

from __future__ import annotations

from collections import deque
from functools import partial
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MOST_CIRCLES: Final = 20
"""How many circles of one kind are told in one run."""

Graph = dict[str, list[str]]


def find_circles(following: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return circles, so that every step that lies on any lies on one of them; each once.

    A circle starts with its first id, and ends with it again. There are at most `MOST_CIRCLES`.

    >>> find_circles({"b": ["a"], "a": ["b"], "c": ["c", "a"], "d": ["a"]})
    [('a', 'b', 'a'), ('c', 'c')]
    """
    if not goes_round(following):
        return []
    graph = {name: sorted(set(after)) for name, after in sorted(following.items())}
    part_of = _parts(graph)
    found: dict[tuple[str, ...], None] = {}
    covered: set[tuple[str, str]] = set()
    for start, after in graph.items():
        for step in after:
            if part_of[start] != part_of.get(step) or (start, step) in covered:
                continue
            way = find_way(step, start, partial(_within, graph, part_of))
            circle = turn([start, *way])
            covered.update(pairwise(circle))
            found[circle] = None
            if len(found) == MOST_CIRCLES:
                return list(found)
    return list(found)


def goes_round(following: Mapping[str, Iterable[str]]) -> bool:
    """Return whether there is any circle."""
    try:
        TopologicalSorter(following).prepare()
    except CycleError:
        return True
    return False


def turn(circle: list[str]) -> tuple[str, ...]:
    """Let a circle start with its first id."""
    ring = circle[:-1]
    first = ring.index(min(ring))
    return (*ring[first:], *ring[:first], ring[first])


def find_way(start: str, end: str, after: Callable[[str], Iterable[str]]) -> list[str]:
    """Return a shortest way from one to another; nothing where there is none."""
    came = {start: ""}
    ahead = deque([start])
    while end not in came:
        if not ahead:
            return []
        here = ahead.popleft()
        for step in after(here):
            if step not in came:
                came[step] = here
                ahead.append(step)
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


def _within(graph: Graph, part_of: Mapping[str, str], name: str) -> list[str]:
    """Return what follows a name and lies on a cycle with it."""
    return [step for step in graph[name] if part_of.get(step) == part_of[name]]


def _parts(graph: Graph) -> dict[str, str]:
    """Return the strongly connected component of each name, by its first one (Kosaraju 1978)."""
    backwards = _backwards(graph)
    part_of: dict[str, str] = {}
    for name in reversed(_order_of_leaving(graph)):
        ahead = [] if name in part_of else [name]
        part_of.setdefault(name, name)
        while ahead:
            new = [step for step in backwards[ahead.pop()] if step not in part_of]
            part_of.update(dict.fromkeys(new, name))
            ahead.extend(new)
    return part_of


def _backwards(graph: Graph) -> Graph:
    turned: Graph = {name: [] for name in graph}
    for name, after in graph.items():
        for step in after:
            if step in turned:
                turned[step].append(name)
    return turned


def _order_of_leaving(graph: Graph) -> list[str]:
    """List what a walk through everything leaves behind, in order; a loop, since it may be deep."""
    seen: set[str] = set()
    left: list[str] = []
    for root in graph:
        ahead = [(root, False)]
        while ahead:
            name, leaving = ahead.pop()
            if leaving:
                left.append(name)
            elif name not in seen and name in graph:
                seen.add(name)
                ahead.append((name, True))
                ahead.extend((step, False) for step in graph[name] if step not in seen)
    return left
