"""In which order companies and data types stand, in all matrices of a figure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from dataflow.answers import Cell as Exposed
    from dataflow.model import Holder, Term


class Order:
    """One order for all who have something, and for all that they have."""

    def __init__(self, cells: Collection[Exposed]) -> None:
        """Count who has what, in the cells of all matrices."""
        self._collecting = {cell.company.id for cell in cells if cell.how == "collects"}
        self._having = Counter(cell.company.id for cell in cells)
        self._reached = Counter(cell.data.id for cell in cells)

    def rank_company(self, company: Holder) -> tuple[bool, int, str, str]:
        """Put those that collect first, then those with most."""
        key = company.id
        return (key not in self._collecting, -self._having[key], company.name.lower(), key)

    def rank_data(self, data: Term) -> tuple[int, str, str]:
        """Put what most have first."""
        return (-self._reached[data.id], data.name.lower(), data.id)
