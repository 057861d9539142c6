"""Every company by every data type: for each pair what `reach` says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dataflow.common.brief import Brief
from dataflow.common.dates import show_day
from dataflow.engine.stays import Stay, choose_state, find_stays

if TYPE_CHECKING:
    from collections.abc import Collection

    from dataflow.common.dates import PartialDate
    from dataflow.engine.evidence import Evidence
    from dataflow.engine.stays import How
    from dataflow.engine.world import Mask
    from dataflow.model import Holder, Term
    from dataflow.paths import State


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cell(Brief):
    """A company can reach a data type, or something that is one.

    Attributes:
        company: who.
        data: what.
        stay: how, since when, by how few flows, through what.
        evidence: where its path is found.
    """

    company: Holder
    data: Term
    stay: Stay
    evidence: Evidence = field(repr=False)

    def brief(self) -> str:
        """Say what it is, and of what."""
        return f"{self.company.id} {self.how} {self.data.id}"

    @property
    def how(self) -> How:
        """Whether it collects it, receives it, or only owns a company that has it."""
        return self.stay.how

    @property
    def since(self) -> int:
        """The first day of the stay."""
        return self.stay.since

    @property
    def hops(self) -> int | None:
        """By how few flows it had it on that day; None where it only owns."""
        return self.stay.hops

    @property
    def itself(self) -> bool:
        """Whether it has the type itself, not only something that is one."""
        return bool(self.stay.mask >> self.evidence.world.bits[self.data.id] & 1)

    @property
    def services(self) -> tuple[Holder, ...]:
        """Through which of its holders, itself included."""
        return tuple(self.evidence.world.holders[piece] for piece, _ in self.stay.pieces)

    @property
    def state(self) -> State:
        """Where the path behind it ends."""
        return choose_state(self.evidence, self.stay, self.evidence.mask(self.data))

    @property
    def started(self) -> PartialDate | None:
        """How the model has `since` written, where something in it starts then."""
        return self.evidence.written(self.since, self.evidence.started(self.state))

    def to_dict(self) -> dict[str, Any]:
        """Give the cell as JSON has it."""
        return {"since": show_day(self.since), "hops": self.hops, "how": self.how}


def find_cells(evidence: Evidence, companies: Collection[Holder] = ()) -> tuple[Cell, ...]:
    """Find every pair of a company and a data type that it can reach, by their ids.

    Args:
        evidence: a model under a setting.
        companies: only these; none for all.
    """
    world = evidence.world
    wanted = {world.nodes[company.id] for company in companies} or range(len(world.holders))
    had = 0
    for history in evidence.index.spread.counted:
        had |= history.had_ever()
    known: dict[Mask, list[Stay]] = {0: []}
    found = []
    for term in world.terms:
        here = evidence.mask(term) & had  # types that differ only in what nobody has are as one
        if here not in known:
            known[here] = find_stays(evidence, here)
        found += [
            Cell(world.holders[stay.company], term, stay, evidence)
            for stay in known[here]
            if stay.company in wanted
        ]
    return tuple(sorted(found, key=lambda cell: (cell.company.id, cell.data.id)))
