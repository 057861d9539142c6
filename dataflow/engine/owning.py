"""Who owns whom, through whom, and how that tells since when an owner has some data."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from dataflow.common.dates import ALL_DAYS, Days, Window, includes, join_days, meet_days
from dataflow.engine.certainty import Known, doubt_of, doubt_tie, know_owner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.engine.evidence import Evidence
    from dataflow.model import Holder, Model, Ownership

Owned = dict[int, list[tuple[int, Window]]]
"""Per owner, the companies that it owns and when."""


def find_owned(evidence: Evidence) -> Owned:
    """Return who owns whom directly."""
    nodes = evidence.world.nodes
    owned: Owned = defaultdict(list)
    for ownership in evidence.model.ownerships:
        below = nodes[ownership.owned.id], ownership.window
        owned[nodes[ownership.owner.id]].append(below)
    return owned


def days_owned(owner: int, owned: Owned) -> dict[int, Days]:
    """Return every company that an owner owns, through any number of steps, and on which days.

    A company is looked at again whenever days are added to it; since days only ever grow, and there
    are finitely many, circles of owners end it too.
    """
    days: dict[int, Days] = {}
    waiting: list[tuple[int, Days]] = [(owner, ALL_DAYS)]
    while waiting:
        node, control = waiting.pop()
        for below, window in owned.get(node, ()):
            more = meet_days(control, (window,))
            known = days.get(below, ())
            joined = join_days([*known, *more])
            if more and joined != known:
                days[below] = joined
                waiting.append((below, more))
    days.pop(owner, None)
    return days


def find_chain(owner: int, day: int, owned: Owned, having: dict[int, int]) -> tuple[int, ...]:
    """Return the chain of owning on a day down to who has it by the fewest flows (`having`).

    The owner itself is the first of it; it is empty where no chain leads there. The search goes
    out step by step, in the order of nodes, so each company is found by its shortest chain, the
    first of several.
    """
    chains: dict[int, tuple[int, ...]] = {owner: (owner,)}
    waiting = [owner]
    for node in waiting:
        for below, window in sorted(owned.get(node, ())):
            if window.start <= day <= window.end and below not in chains:
                chains[below] = (*chains[node], below)
                waiting.append(below)
    del chains[owner]
    return min(
        (
            (having[company], len(chain), chain)
            for company, chain in chains.items()
            if company in having
        ),
        default=(0, 0, ()),
    )[2]


# a chain, from the owner down to who has the data


def still_owns(model: Model, chain: Sequence[Holder], day: int) -> bool:
    """Return whether each of a chain owns the next on a day; with NEVER, without an end."""
    ties = (
        (tie.window for tie in model.ownerships_of(owned) if tie.owner == owner)
        for owner, owned in pairwise(chain)
    )
    return all(includes(join_days(windows), day) for windows in ties)


def find_ties(
    model: Model, chain: Sequence[Holder], day: int, known: Known
) -> tuple[Ownership, ...]:
    """Return by which statements each of a chain owns the next on a day.

    Of several, the surest; among these the one by which the day of the owner is best known.

    Args:
        model: where they own each other.
        chain: the companies from the owner down to who has some data.
        day: the day.
        known: since when the last of the chain has it.
    """
    ties: list[Ownership] = []
    for owner, owned in reversed(list(pairwise(chain))):
        known, tie = min(
            (
                (know_owner(known, tie), tie)
                for tie in model.ownerships_of(owned)
                if tie.owner == owner and includes((tie.window,), day)
            ),
            key=_rank_tie,
        )
        ties.append(tie)
    return tuple(reversed(ties))


def _rank_tie(known_by: tuple[Known, Ownership]) -> tuple[int, int, Window]:
    known, tie = known_by
    return (doubt_tie(tie.status), doubt_of(known), tie.window)


def know_owning(ties: Sequence[Ownership], known: Known) -> Known:
    """Return since when the first of a chain has what the last has, as of its own first day.

    Args:
        ties: the statements by which each of the chain owns the next on that day.
        known: since when the last of the chain has it.
    """
    for tie in reversed(ties):
        known = know_owner(known, tie)
    return known
