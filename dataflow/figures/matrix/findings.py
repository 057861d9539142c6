"""What a cell of a matrix tells of a finding, and whether it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.model.holders import FIRM

if TYPE_CHECKING:
    from dataflow.answers import Cell as Exposed
    from dataflow.answers import DayKind, Finding
    from dataflow.common.dates import PartialDate


def is_counted(cell: Exposed) -> bool:
    """Return whether somebody is named and firmly has something themselves."""
    finding = cell.finding.surest
    return not cell.company.unnamed and finding.how != "owns" and finding.certainty in FIRM


def since_of(finding: Finding) -> tuple[int, PartialDate | None, DayKind]:
    """Return since when it is had: the day, how it is written, and how well it is known."""
    day, kind, written = finding.dated
    return day, written, kind
