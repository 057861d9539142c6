"""A company has some data for an unbroken run of days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.values import dataclass
from dataflow.engine.world import Mask, join_masks

if TYPE_CHECKING:
    from dataflow.engine.paths import State


@dataclass(frozen=True, slots=True, eq=False)
class Stay:
    """A company has some data.

    Attributes:
        company: its node.
        since: the first day of the stay.
        until: its last day.
        states: how it has it on that day by the fewest flows; empty where it only owns.
        pieces: the nodes through which it has it, each with what it has.
        chain: for one that only owns: the nodes from the owner down to who has it, on that day.
    """

    company: int
    since: int
    until: int
    states: tuple[State, ...]
    pieces: tuple[tuple[int, Mask], ...]
    chain: tuple[int, ...] = ()

    @property
    def hops(self) -> int | None:
        """The number of flows, None where it only owns."""
        return self.states[0].hops if self.states else None

    @property
    def mask(self) -> Mask:
        """What it has."""
        return join_masks(had for _, had in self.pieces)
