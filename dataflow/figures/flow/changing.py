"""The days on which something changes that may bear on an answer of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import ALWAYS, NEVER, Window
from dataflow.engine.conditions import Applying
from dataflow.figures.passing import find_passings, find_steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.answers.reach import Reach
    from dataflow.engine.world import World
    from dataflow.figures.passing import Passing


def find_days(answer: Reach) -> list[int]:
    """Find the days on which something begins, or has just ended, that may bear on an answer.

    Args:
        answer: who can reach some data, on any day.

    Returns:
        Days, sorted: no answer of another day differs from that of the last of these before it.
    """
    return _sort(_windows(answer))


def find_comings_and_goings(answer: Reach) -> list[int]:
    """Find the days on which a company gets the data, or has it no longer.

    Args:
        answer: who can reach some data, on any day.
    """
    evidence = answer.evidence
    mask = evidence.mask(answer.data)
    nodes = {evidence.world.nodes[row.company.id] for row in answer}
    windows = [
        window for node in nodes for _, days in evidence.days_of(node, mask) for window in days
    ]
    return _sort([*windows, *_owning(answer)])


def _sort(windows: Iterable[Window]) -> list[int]:
    days = {day for start, end in windows for day in (start, end + 1)}
    return sorted(day for day in days if ALWAYS < day < NEVER)


def _windows(answer: Reach) -> Iterator[Window]:
    world = answer.evidence.world
    nodes = _find_sources(answer, world)
    for hold in world.holds:
        yield from hold.days if hold.node in nodes else ()
    for flow in world.flows:
        yield from flow.days if flow.receiver in nodes else ()
    for rule in world.rules:
        yield from rule.days
    for run in world.operations:
        if {run.company, run.service} & nodes:
            yield run.window
    yield from (Window(day, NEVER) for day, node, _ in world.deletions if node in nodes)
    yield from _owning(answer)
    yield from _unread(answer)


def _find_sources(answer: Reach, world: World) -> set[int]:
    """Find everybody from whom something may have come to those in the answer."""
    found = {holder.id for row in answer for holder in (row.company, *row.services)}
    found |= {holder.id for one in _find_passings(answer) for holder in one.holders}
    before: dict[int, list[int]] = {}
    for flow in world.flows:
        before.setdefault(flow.receiver, []).append(flow.sender)
    for run in world.operations:
        before.setdefault(run.company, []).append(run.service)
    nodes = {world.nodes[key] for key in found}
    left = [*nodes]
    while left:
        further = {*before.get(left.pop(), ())} - nodes
        nodes |= further
        left += further
    return nodes


def _find_passings(answer: Reach) -> tuple[Passing, ...]:
    return find_passings(answer, find_steps(answer))


def _owning(answer: Reach) -> Iterator[Window]:
    if answer.setting.owners:
        yield from (one.window for one in answer.model.ownerships)


def _unread(answer: Reach) -> Iterator[Window]:
    """Go through what is carried unread, which spreads nowhere."""
    applying = Applying(answer.model, answer.setting)
    for one in _find_passings(answer):
        if not one.readable:
            yield from applying.days_of(one.cause)
