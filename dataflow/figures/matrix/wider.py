"""What stands above what: categories above data types, owners above companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import NEVER

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    from dataflow.model import Holder, Model


def find_said(having: Mapping[str, Collection[Hashable]], model: Model) -> set[str]:
    """Find the data types of which a wider one says the same already.

    Args:
        having: what is shown of a data type: who has it, and how.
        model: whose data types they are.
    """
    return {
        inner
        for outer in having
        for inner in model.data.down(outer)
        if inner != outer
        and having.get(inner) == having[outer]
        # of two that are each other's, the first stays
        and (outer not in model.data.down(inner) or outer < inner)
    }


def find_category(model: Model, key: str) -> str:
    """Give the widest category of a data type, the first of several."""
    above = [top for top in model.data if key in model.data.down(top)]
    return max(above, key=lambda top: (len(model.data.down(top)), top))


def find_owner(model: Model, company: Holder, day: int) -> Holder:
    """Give who owns whoever owns a company, and so on, on a day, or ever; or the company."""
    seen, here = {company.id}, company
    while True:
        owners = {one.id: one for one in model.owners_of(here, None if day == NEVER else day)}
        above = sorted(owners.keys() - seen)
        if not above:
            return here
        here = owners[above[0]]
        seen.add(here.id)
