"""Which data types say nothing that a wider one beside them does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    from dataflow.model import Model


def find_repeating(having: Mapping[str, Collection[Hashable]], model: Model) -> set[str]:
    """Return the data types that only repeat what a wider one tells: who has it, and how.

    Args:
        having: by data type, who has it and how.
        model: which type is a kind of which.
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
