"""What a company was given some data for, by how sure that is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dataflow.engine.certainty import FIRMEST, is_at_least, is_firm
from dataflow.telling.sentences import NONE, tell_data
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from dataflow.answers.reach import Row
    from dataflow.language.words import Status
    from dataflow.model import Term


def show_aims(row: Row) -> str:
    """Return what a company was given the data for, as the cell of a table has it."""
    parts = [
        f"{spoken().say(status)}: {tell_data(purposes)}" if status else tell_data(purposes)
        for status, purposes in group_aims(row).items()
    ]
    return "; ".join(parts) or NONE


def group_aims(row: Row) -> dict[Status | None, list[Term]]:
    """Return what a company was given the data for: None has what is as sure as the row, first.

    What is less sure stands under its status.
    """
    told = row.finding.told.certainty
    least = FIRMEST if is_firm(told) else told
    sure = _find_certainties(row)
    aims: dict[Status | None, list[Term]] = defaultdict(list)
    for purpose in row.purposes:
        status = sure.get(purpose.id, least)
        aims[None if is_at_least(status, least) else status].append(purpose)
    return dict(sorted(aims.items(), key=lambda aim: aim[0] is not None))


def _find_certainties(row: Row) -> dict[str, Status]:
    """Return how sure it is that a company was given the data for each purpose, by their ids."""
    finding, sure = row.finding, dict[str, "Status"]()
    weak = (status for status in finding.evidence.statuses if not is_firm(status))
    for status in (FIRMEST, *weak):
        surer = finding.evidence.surely(status)
        for node, _ in finding.stay.pieces:
            for given in surer.transfers(node, finding.mask):
                for purpose in given.cause.purposes:
                    sure.setdefault(purpose.id, status)
    return sure
