"""By which finding a cell of a matrix is drawn, and whether it is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.model.holders import FIRM

if TYPE_CHECKING:
    from dataflow.answers import Cell as Exposed
    from dataflow.answers import DayKind, Finding
    from dataflow.common.dates import PartialDate


def find_shown(cell: Exposed) -> Finding:
    """Return by which finding a cell is drawn: that of firm statements alone, where there is one.

    Somebody who firmly only owns who has it is drawn as what they are said to do.
    """
    finding, firm = cell.finding, cell.finding.firmly
    return finding if firm is None or (firm.how == "owns" != finding.how) else firm


def is_sure(cell: Exposed) -> bool:
    """Return whether somebody firmly has something themselves."""
    finding = find_shown(cell)
    return finding.how != "owns" and finding.certainty in FIRM


def since_of(finding: Finding) -> tuple[int, PartialDate | None, DayKind]:
    """Return since when it is had: the day, how it is written, and how well it is known."""
    day, kind, written = finding.dated
    return day, written, kind
