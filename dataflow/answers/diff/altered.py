"""What is otherwise of what a company can reach both before and after: how it has it, what for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from dataflow.answers.answer import sort_by_id
from dataflow.common.values import Brief, dataclass
from dataflow.engine.units import add_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.engine.reach import Cell
    from dataflow.language.words import Having
    from dataflow.model import Holder, Term


class SideJson(TypedDict):
    """How a company has some data, as JSON has it."""

    how: Having
    purposes: list[str]


class AlteredJson(TypedDict):
    """What is otherwise, as JSON has it; by service, `service` comes first."""

    company: str
    data: str
    before: SideJson
    after: SideJson


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Side(Brief):
    """How a company has some data in one of two settings.

    Attributes:
        purposes: what it was given the data for directly.
    """

    template = "{how}"

    cell: Cell
    purposes: tuple[Term, ...]

    @property
    def how(self) -> Having:
        """How it comes to have it."""
        return self.cell.how

    @property
    def names(self) -> list[str]:
        """The ids of the purposes."""
        return [purpose.id for purpose in self.purposes]

    def to_dict(self) -> SideJson:
        """Return it as JSON has it."""
        return {"how": self.how, "purposes": self.names}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Altered(Brief):
    """A company can reach a data type in both settings, but not in the same way.

    It has it itself where it only owned who has it, or the other way round; or what it was given
    for is not the same.
    """

    template = "{company} {data}"

    before: Side
    after: Side

    @property
    def company(self) -> Holder:
        """Who."""
        return self.before.cell.company

    @property
    def data(self) -> Term:
        """What."""
        return self.before.cell.data

    @property
    def is_other_way(self) -> bool:
        """Whether it has it itself in one of the two only."""
        return (self.before.how == "owns") != (self.after.how == "owns")

    @property
    def differs(self) -> bool:
        """Whether anything is otherwise."""
        return self.is_other_way or self.before.names != self.after.names

    def to_dict(self) -> AlteredJson:
        """Return it as JSON has it."""
        altered: AlteredJson = {
            "company": self.company.id,
            "data": self.data.id,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
        }
        cell = self.after.cell
        return add_unit(cell.evidence, altered, self.company, owns=bool(cell.stay.chain))


def find_altered(before: Sequence[Cell], after: Sequence[Cell]) -> Iterator[Altered]:
    """Yield what is otherwise, by company, then data type."""
    now = {(cell.company.id, cell.data.id): cell for cell in after}
    for cell in before:
        other = now.get((cell.company.id, cell.data.id))
        if other and cell.itself and other.itself:
            altered = Altered(_side(cell), _side(other))
            if altered.differs:
                yield altered


def _side(cell: Cell) -> Side:
    if cell.stay.chain:
        return Side(cell, ())
    evidence = cell.evidence
    mask = evidence.mask(cell.data)
    given = (each for node, _ in cell.stay.pieces for each in evidence.transfers(node, mask))
    return Side(cell, sort_by_id(purpose for each in given for purpose in each.cause.purposes))
