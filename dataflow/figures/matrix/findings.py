"""What a cell of a matrix tells of a finding, and whether it is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.model.holders import FIRM

if TYPE_CHECKING:
    from dataflow.answers import Cell as Exposed
    from dataflow.answers import Finding


def list_told(cell: Exposed) -> list[Finding]:
    """Return what tells of a cell: that by which it is drawn, behind one that is of another day."""
    finding = cell.own
    shown = finding.surest
    return [shown] if shown in (finding, finding.told) else [finding, shown]


def is_sure(cell: Exposed) -> bool:
    """Return whether somebody firmly has something themselves."""
    finding = cell.own.surest
    return finding.how != "owns" and finding.certainty in FIRM
