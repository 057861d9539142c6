"""Which columns of a matrix fit, by what stands above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.figures.style import palette
from dataflow.figures.style.measuring import widest, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dataflow.figures.matrix.grids import Column

LEAST: Final = 46
"""How wide a column is at least."""

MOST: Final = 104
"""How wide a name above a column may be."""

GAP: Final = 8


def find_width(name: str) -> float:
    """Give how wide a column must be for what stands above it: its longest word, if that is short.

    >>> find_width("Ads"), find_width("Facebook, Inc.") < find_width("Facebook-Incorporated")
    (54, True)
    """
    words = widest(name.replace("\u00a0", " ").split(" "), palette.COLUMN)
    whole = widest(wrap(name, palette.COLUMN, MOST), palette.COLUMN)
    return max(LEAST, min(whole, words)) + GAP


def choose_columns(
    columns: Sequence[Column], first: Collection[str], width: float, more: str
) -> list[Column]:
    """Choose as many columns as fit, in their order, beside one that counts those that do not.

    Args:
        columns: all there are, the most important first.
        first: the ids of those that come before all others.
        width: what they may take together.
        more: what stands above the one that counts, with their number as `{n}`.
    """
    # no letter is wider than an m, whichever a column gets in the end
    needed = {one.id: find_width(one.name + " [m]" * bool(one.listed)) for one in columns}
    if sum(needed.values()) <= width:
        return [*columns]
    free = width - find_width(more.format(n=sum(len(one.companies) for one in columns)))
    chosen = set()
    for one in sorted(columns, key=lambda column: column.id not in first):
        if needed[one.id] > free:
            break
        free -= needed[one.id]
        chosen.add(one.id)
    return [one for one in columns if one.id in chosen]
