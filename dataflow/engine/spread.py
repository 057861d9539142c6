"""What spreading finds: for every node, when it was given what, and when it lost it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import field
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from dataflow.common.dates import ALWAYS, NEVER, Days, Window, join_days
from dataflow.common.values import dataclass
from dataflow.engine.world import Mask, World, join_masks

if TYPE_CHECKING:
    from collections.abc import Iterator


class Gain(NamedTuple):
    """From this day on, a node has these types by at most `hops` flows (or fewer, from before).

    `order` counts all gains: a derivation needs only what was gained before it.
    """

    day: int
    hops: int
    mask: Mask
    order: int


class Loss(NamedTuple):
    """At the start of this day, a node loses these types, if it has them."""

    day: int
    mask: Mask


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What happened at one node, in order; on one day, losses come before gains."""

    gains: list[Gain] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def days_with(self, mask: Mask) -> Days:
        """Return the days on which the node has any of these types."""
        if not any(gain.mask & mask for gain in self.gains):
            return ()
        states = [*self._states(mask), (NEVER + 1, 0)]
        return join_days(Window(day, end - 1) for (day, had), (end, _) in pairwise(states) if had)

    def had_on(self, day: int) -> Mask:
        """Return what the node has on a day."""
        until = [had for since, had in self._states(-1) if since <= day]
        return until[-1] if until else 0

    def had_ever(self) -> Mask:
        """Return everything that the node has on any day."""
        return join_masks(gain.mask for gain in self.gains)

    def lost_before(self, bit: Mask, day: int) -> int:
        """Return the last day up to this one at whose start the node lost a type, or `ALWAYS`."""
        return max(
            (loss.day for loss in self.losses if loss.mask & bit and loss.day <= day),
            default=ALWAYS,
        )

    def lost_after(self, bit: Mask, day: int) -> int:
        """Return the first later day at whose start the node loses a type, or `NEVER` + 1."""
        return min(
            (loss.day for loss in self.losses if loss.mask & bit and loss.day > day),
            default=NEVER + 1,
        )

    def least(self, bit: Mask, day: int) -> Gain | None:
        """Return the gain by which the node has a type on a day by the fewest flows, or None."""
        lost = self.lost_before(bit, day)
        gains = (gain for gain in self.gains if gain.mask & bit and lost <= gain.day <= day)
        return min(gains, key=attrgetter("hops"), default=None)

    def runs_within(self, bit: Mask, hops: int) -> list[Window]:
        """Return the runs of days, from one deletion to the next, with a type by so few flows."""
        runs: dict[int, int] = {}
        for gain in self.gains:
            if gain.mask & bit and gain.hops <= hops:
                runs.setdefault(self.lost_after(bit, gain.day) - 1, gain.day)
        return [Window(start, end) for end, start in sorted(runs.items())]

    def _states(self, mask: Mask) -> Iterator[tuple[int, Mask]]:
        """Yield each day on which something changes, with what the node has of these since."""
        lost: dict[int, Mask] = defaultdict(int)
        gained: dict[int, Mask] = defaultdict(int)
        for loss in self.losses:
            lost[loss.day] |= loss.mask & mask
        for gain in self.gains:
            gained[gain.day] |= gain.mask & mask
        had = 0
        for day in sorted({*lost, *gained}):
            had = (had & ~lost[day]) | gained[day]
            yield day, had


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Who was given what, since when, by how few flows.

    Attributes:
        given: per node, everything that the rules gave it.
        counted: per node, what counts for the purpose asked about; `given` where none is.
    """

    world: World
    given: tuple[History, ...]
    counted: tuple[History, ...]


class Levels:
    """What a node has today, level by level; only levels that add something are kept.

    Attributes:
        had: everything that it has.
        deepest: the last level that added anything: what is had by more flows is had by so many.
        hops, masks: each level that added something (and 0), with what is had by so many flows.
    """

    __slots__ = ("deepest", "had", "hops", "masks")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.had: Mask = 0
        self.deepest = 0
        self.hops = [0]
        self.masks: list[Mask] = [0]

    def at(self, hops: int) -> Mask:
        """Return what the node has by at most so many flows."""
        if hops >= self.deepest:
            return self.had
        return self.masks[bisect_right(self.hops, hops) - 1]

    def add(self, mask: Mask, hops: int) -> Mask:
        """Add types at a level; give those that it had by more flows only, or not at all.

        >>> levels = Levels()
        >>> levels.add(0b011, 5), levels.add(0b110, 2), levels.add(0b110, 7)
        (3, 6, 0)
        >>> [levels.at(hops) for hops in (1, 2, 4, 5)], levels.had
        ([0, 6, 6, 7], 7)
        """
        new = mask & ~self.at(hops)
        if new:
            self.had |= new
            level = self._level(hops)
            for above in range(level, len(self.masks)):
                self.masks[above] |= new
        return new

    def _level(self, hops: int) -> int:
        """Return the place of a level in the lists, making it if it is not there."""
        place = bisect_right(self.hops, hops)
        if self.hops[place - 1] == hops:
            return place - 1
        self.hops.insert(place, hops)
        self.masks.insert(place, self.masks[place - 1])
        self.deepest = self.hops[-1]
        return place

    def lose(self, mask: Mask) -> None:
        """Take types away, at every level."""
        self.had &= ~mask
        self.masks = [had & ~mask for had in self.masks]

    def steps(self) -> Iterator[tuple[int, Mask]]:
        """Yield the levels, each with what it adds to those before."""
        below = 0
        for hops, had in zip(self.hops, self.masks, strict=True):
            if had & ~below:
                yield hops, had & ~below
            below = had
