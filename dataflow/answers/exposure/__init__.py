"""exposure: which companies can reach which data types, all by all."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Unpack

from dataflow.answers.answer import Answer, list_unnamed, sort_by_id
from dataflow.answers.doubts import find_doubts_about
from dataflow.answers.reasons import find_reasons
from dataflow.answers.units import Target, find_services, find_targets
from dataflow.common.values import dataclass
from dataflow.engine.evidence import begin
from dataflow.engine.reach import Cell, FindingJson, find_cells
from dataflow.engine.units import add_column, add_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.answers.reasons import Reason
    from dataflow.common.values import JsonObject
    from dataflow.engine.setting import Settings
    from dataflow.model import Holder, Model


class CellRecord(FindingJson):
    """A cell as a record, which names its company and data type; by service, its service first."""

    company: str
    data: str


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Exposure(Answer):
    """Every pair of a company and a data type that it can reach; iterating gives the cells.

    Attributes:
        targets: who was asked about, by id; none for all.
        cells: by company, then data type, by id.
    """

    command: ClassVar[str] = "exposure"

    targets: tuple[Target, ...]
    cells: tuple[Cell, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of a cell, with whose it is."""
        return add_column(self.setting, ("company", "data", *FindingJson.__annotations__))

    @property
    def companies(self) -> tuple[Holder, ...]:
        """Who was asked about, by id; none for all."""
        return sort_by_id(target.holder for target in self.targets)

    def stand_for(self, holder: Holder) -> tuple[Holder, ...]:
        """Return for whom somebody stands: by service, a company for all that it operates too."""
        return (holder, *(find_services(self.evidence, [holder]) if self.by_service else ()))

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
        """Return the cells by company and data type, none for what is not reached.

        By service, they are by whoever holds it: a service, or a company by itself.
        """
        rows: dict[str, dict[str, FindingJson]] = {}
        for cell in self.cells:
            rows.setdefault(cell.company.id, {})[cell.data.id] = cell.to_dict()
        return rows

    def records(self) -> list[CellRecord]:
        """Return one record for each cell."""
        records: list[tuple[Cell, CellRecord]] = [
            (cell, {"company": cell.company.id, "data": cell.data.id, **cell.to_dict()})
            for cell in self.cells
        ]
        return [
            add_unit(self.evidence, record, cell.company, owns=bool(cell.stay.chain))
            for cell, record in records
        ]


def exposure(model: Model, companies: Sequence[str] = (), **settings: Unpack[Settings]) -> Exposure:
    """Ask which companies can reach which data types.

    Each cell is as `reach` of that data type has its row.

    Args:
        model: the model to ask.
        companies: only these, by id or name; a service stands for its operator. By service, a
            company stands for itself and all that it operates. None for all.
        settings: see `Settings`.

    Raises:
        QuestionError: something that was named does not exist.
    """
    evidence = begin(model, settings)
    targets = find_targets(evidence, companies)
    asked = [target.holder for target in targets]
    asked += find_services(evidence, asked) if evidence.setting.by == "service" else []
    cells = find_cells(evidence, asked)
    return Exposure(
        evidence=evidence,
        targets=targets,
        cells=cells,
        doubts=find_doubts_about(evidence, *evidence.world.terms),
        unnamed=list_unnamed(holder for cell in cells for holder in (cell.company, *cell.services)),
    )
