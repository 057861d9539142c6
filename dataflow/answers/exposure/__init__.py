"""exposure: which companies can reach which data types, all by all."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Unpack

from dataflow.answers.answer import Answer, list_unnamed, sort_by_id
from dataflow.answers.doubts import find_doubts_about
from dataflow.answers.reasons import find_reasons
from dataflow.common.values import dataclass
from dataflow.engine.evidence import begin
from dataflow.engine.reach import Cell, FindingJson, find_cells
from dataflow.model.names import find_company

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.answers.reasons import Reason
    from dataflow.common.values import JsonObject
    from dataflow.engine.setting import Settings
    from dataflow.model import Holder, Model


class CellRecord(FindingJson):
    """A cell as a record, which names its company and data type."""

    company: str
    data: str


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Exposure(Answer):
    """Every pair of a company and a data type that it can reach; iterating gives the cells.

    Attributes:
        companies: who was asked about, by id; none for all.
        cells: by company, then data type, by id.
    """

    command: ClassVar[str] = "exposure"
    columns: ClassVar[tuple[str, ...]] = ("company", "data", *FindingJson.__annotations__)

    companies: tuple[Holder, ...]
    cells: tuple[Cell, ...]

    def brief(self) -> str:
        """Return in a few words what it is."""
        return f"of {self.model.path}: {len(self)} cells"

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def arguments(self) -> JsonObject:
        """Return who was asked about."""
        return {"companies": [company.id for company in self.companies]}

    def reasons(self) -> tuple[Reason, ...]:
        """Return why nobody, or none of those that were asked about, can reach anything."""
        if self.cells:
            return ()
        return find_reasons(self.evidence, self.evidence.world.terms, self.companies)

    def body(self) -> dict[str, dict[str, FindingJson]]:
        """Return the cells by company and data type, none for what is not reached."""
        rows: dict[str, dict[str, FindingJson]] = {}
        for cell in self.cells:
            rows.setdefault(cell.company.id, {})[cell.data.id] = cell.to_dict()
        return rows

    def records(self) -> list[CellRecord]:
        """Return one record for each cell."""
        return [
            {"company": cell.company.id, "data": cell.data.id, **cell.to_dict()}
            for cell in self.cells
        ]


def exposure(model: Model, companies: Sequence[str] = (), **settings: Unpack[Settings]) -> Exposure:
    """Ask which companies can reach which data types.

    Each cell is as `reach` of that data type has its row.

    Args:
        model: the model to ask.
        companies: only these, by id or name; a service stands for its operator. None for all.
        settings: see `Settings`.

    Raises:
        QuestionError: something that was named does not exist.
    """
    evidence = begin(model, settings)
    day = evidence.setting.day
    asked = sort_by_id(find_company(evidence.model, name, day) for name in companies)
    cells = find_cells(evidence, asked)
    return Exposure(
        evidence=evidence,
        companies=asked,
        cells=cells,
        doubts=find_doubts_about(evidence, *evidence.world.terms),
        unnamed=list_unnamed(holder for cell in cells for holder in (cell.company, *cell.services)),
    )
