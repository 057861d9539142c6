"""exposure: which companies can reach which data types, all by all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Unpack

from dataflow.answers.answer import Answer
from dataflow.answers.doubts import find_doubts_about
from dataflow.engine.evidence import Evidence
from dataflow.engine.reach import Cell, find_cells
from dataflow.engine.setting import Settings, settle
from dataflow.model.names import find_company

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.model import Holder, Model
    from dataflow.problems import Problem
    from dataflow.telling.report import Report


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Exposure(Answer):
    """Every pair of a company and a data type that it can reach; iterating gives the cells.

    Attributes:
        companies: who was asked about, by id; none for all.
        cells: by company, then data type, by id.
    """

    command: ClassVar[str] = "exposure"
    columns: ClassVar[tuple[str, ...]] = ("company", "data", "since", "hops", "how")

    evidence: Evidence
    companies: tuple[Holder, ...]
    cells: tuple[Cell, ...]
    doubts: tuple[Problem, ...]
    unnamed: tuple[Holder, ...]

    def brief(self) -> str:
        """Say what it is, and of what."""
        return f"of {self.model.path}: {len(self)} cells"

    def __iter__(self) -> Iterator[Cell]:
        """Go through the cells."""
        return iter(self.cells)

    def __len__(self) -> int:
        """Count the cells."""
        return len(self.cells)

    def arguments(self) -> dict[str, Any]:
        """Give who was asked about."""
        return {"companies": [company.id for company in self.companies]}

    def body(self) -> dict[str, dict[str, Any]]:
        """Give the cells by company and data type, none for what is not reached."""
        rows: dict[str, dict[str, Any]] = {}
        for cell in self.cells:
            rows.setdefault(cell.company.id, {})[cell.data.id] = cell.to_dict()
        return rows

    def records(self) -> list[dict[str, Any]]:
        """Give a record a cell."""
        return [
            {"company": cell.company.id, "data": cell.data.id, **cell.to_dict()}
            for cell in self.cells
        ]

    def report(self) -> Report:
        """Give the answer for people."""
        from dataflow.answers.exposure.report import report_exposure  # noqa: PLC0415 - JSON needs none

        return report_exposure(self)


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
    model, setting = settle(model, settings)
    named = {one.id: one for one in (find_company(model, n, setting.day) for n in companies)}
    asked = tuple(company for _, company in sorted(named.items()))
    evidence = Evidence(model, setting)
    cells = find_cells(evidence, asked)
    through = {one.id: one for cell in cells for one in (cell.company, *cell.services)}
    return Exposure(
        evidence=evidence,
        companies=asked,
        cells=cells,
        doubts=find_doubts_about(evidence, *evidence.world.terms),
        unnamed=tuple(holder for _, holder in sorted(through.items()) if holder.unnamed),
    )
