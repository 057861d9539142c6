"""The days on which an answer of reach may change: for what follows it day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.answers.passing import Passing, find_passings, find_steps, follow
from dataflow.common.dates import ALWAYS, NEVER, Window
from dataflow.engine.conditions import Applying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers.reach import Reach


def find_days(answer: Reach) -> list[int]:
    """Return the days on which something begins, or has just ended, that may bear on an answer.

    Args:
        answer: who can reach some data, on any day.

    Returns:
        Days, sorted: the answer of another day is that of the last of these before it.
    """
    passings = find_passings(answer, find_steps(answer))
    return _sort(
        [
            *_find_windows(answer, _find_sources(answer, passings)),
            *_find_unread(answer, passings),
            *_find_ownerships(answer),
        ]
    )


def find_comings_and_goings(answer: Reach) -> list[int]:
    """Return the days on which a company gets the data, or has it no longer.

    Args:
        answer: who can reach some data, on any day.
    """
    evidence = answer.evidence
    mask = evidence.mask(answer.data)
    nodes = {evidence.world.nodes[row.company.id] for row in answer}
    windows = [
        window for node in nodes for _, days in evidence.days_of(node, mask) for window in days
    ]
    return _sort([*windows, *_find_ownerships(answer)])


def _sort(windows: Iterable[Window]) -> list[int]:
    days = {day for start, end in windows for day in (start, end + 1)}
    return sorted(day for day in days if ALWAYS < day < NEVER)


def _find_windows(answer: Reach, nodes: set[int]) -> Iterator[Window]:
    """Yield when anything is so that gives these nodes data, or takes it from them."""
    world = answer.evidence.world
    giving = [
        *((hold.node, hold.days) for hold in world.holds),
        *((flow.receiver, flow.days) for flow in world.flows),
    ]
    yield from (window for node, days in giving if node in nodes for window in days)
    yield from (window for rule in world.rules for window in rule.days)
    yield from (run.window for run in world.operations if {run.company, run.service} & nodes)
    yield from (Window(day, NEVER) for day, node, _ in world.deletions if node in nodes)


def _find_sources(answer: Reach, passings: Sequence[Passing]) -> set[int]:
    """Return everybody from whom something may have come to those in the answer."""
    world = answer.evidence.world
    holders = {holder.id for row in answer for holder in (row.company, *row.services)}
    holders |= {holder.id for passing in passings for holder in passing.holders}
    before: dict[int, list[int]] = {}
    for flow in world.flows:
        before.setdefault(flow.receiver, []).append(flow.sender)
    for run in world.operations:
        before.setdefault(run.company, []).append(run.service)
    return follow((world.nodes[key] for key in holders), before)


def _find_unread(answer: Reach, passings: Iterable[Passing]) -> Iterator[Window]:
    """Yield when something is carried unread, which spreads nowhere."""
    applying = Applying(answer.model, answer.setting)
    for passing in passings:
        if not passing.readable:
            yield from applying.days_of(passing.cause)


def _find_ownerships(answer: Reach) -> Iterator[Window]:
    if answer.setting.owners:
        yield from (ownership.window for ownership in answer.model.ownerships)
