"""What stands above what in a matrix: wider data types, and owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import NEVER

if TYPE_CHECKING:
    from dataflow.model import Holder, Model


def find_category(model: Model, term_id: str) -> str:
    """Return the widest category of a data type; of several, the last by its id."""
    above = [top for top in model.data if term_id in model.data.down(top)]
    return max(above, key=lambda top: (len(model.data.down(top)), top))


def find_owner(model: Model, company: Holder, day: int) -> Holder:
    """Return who owns a company in the end, on a day or ever; if nobody does, the company."""
    seen, here = {company.id}, company
    while True:
        owners = {owner.id: owner for owner in model.owners_of(here, None if day == NEVER else day)}
        above = sorted(owners.keys() - seen)
        if not above:
            return here
        here = owners[above[0]]
        seen.add(here.id)
