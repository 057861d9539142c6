"""exposure and diff as `semantics.md` has them, on top of the rows of `reference.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import reference

from dataflow.model import Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from dataflow.model import Model

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


def can_happen(model: Model, setting: reference.Setting, step: reference.Step, day: int) -> bool:
    """Whether a hold, a flow to this receiver, or a derivation by them counts on a day."""
    cause = step.cause
    if isinstance(cause, Hold):
        return reference.collects(model, setting, cause, day)
    if not reference.applies(model, setting, cause, day):
        return False
    if isinstance(cause, Flow):
        return (step.sender, step.receiver) in reference.ends_of(model, setting, cause)
    return reference.may_derive(model, cause, step.receiver, day)
