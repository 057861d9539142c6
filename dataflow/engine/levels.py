"""What a node has today, by at most how many flows."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.engine.world import Mask


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
        """Give what the node has by at most so many flows."""
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
        """Give the place of a level in the lists, making it if it is not there."""
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
        """Go through the levels, each with what it adds to those before."""
        below = 0
        for hops, had in zip(self.hops, self.masks, strict=True):
            if had & ~below:
                yield hops, had & ~below
            below = had
