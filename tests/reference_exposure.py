"""exposure and diff as `docs/semantics.md` has them, on top of the rows of `reference.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import reference

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from dataflow.model import Derivation, Flow, Hold, Model

Pair = tuple[str, str]
"""(company, data type)"""

Cell = tuple[int, int | None, str]
"""since, hops, how"""


def cells(model: Model, setting: reference.Setting) -> dict[Pair, Cell]:
    """ "All companies by all data types, each cell as `reach` would have it." """
    days = reference.walk(model, setting)
    return {
        (company, data): (row.since, row.hops, row.how)
        for data in model.data
        for company, row in reference.rows(days, model, data, setting).items()
    }


def changes(before: AbstractSet[Pair], after: AbstractSet[Pair]) -> tuple[set[Pair], set[Pair]]:
    """ "The pairs that one setting has and the other has not": gained, lost."""
    return set(after) - set(before), set(before) - set(after)


def is_open(
    model: Model, setting: reference.Setting, cause: Hold | Flow | Derivation, day: int
) -> bool:
    """Whether something happens at all on a day in a setting."""
    if hasattr(cause, "holder"):
        return reference.collects(model, setting, cause, day)
    if hasattr(cause, "receivers") and not reference.recipients(model, setting, cause):
        return False
    return reference.applies(model, setting, cause, day)
