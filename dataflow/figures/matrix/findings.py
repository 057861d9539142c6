"""By which finding a cell of a matrix is drawn, and whether it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.model.holders import FIRM

if TYPE_CHECKING:
    from dataflow.answers import Cell as Exposed
    from dataflow.answers import Finding


def find_shown(cell: Exposed) -> Finding:
    """Return by which finding a cell is drawn: that of firm statements alone, where there is one.

    Somebody who firmly only owns who has it is drawn as what they are said to do.
    """
    finding, firm = cell.finding, cell.finding.firmly
    return finding if firm is None or (firm.how == "owns" != finding.how) else firm


def list_told(cell: Exposed) -> list[Finding]:
    """Return what tells of a cell: that by which it is drawn, behind one that is of another day."""
    finding, shown = cell.finding, find_shown(cell)
    return [shown] if shown in (finding, finding.told) else [finding, shown]


def is_counted(cell: Exposed) -> bool:
    """Return whether somebody is named and firmly has something themselves."""
    finding = find_shown(cell)
    return not cell.company.unnamed and finding.how != "owns" and finding.certainty in FIRM
