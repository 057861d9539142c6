"""What stands below a figure, line by line: for formats that are read by who edits them on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.figures.figure import Figure


def tell_footing(figure: Figure) -> Iterator[str]:
    """Give the broken promises, the caption, the sources and the credit, a line each."""
    said = [one.text for one in figure.legend if one.sample == "hot"]
    said += [figure.caption or ""]
    said += [f"[{one.mark}] {one.text} {one.url or ''}" for one in figure.notes]
    for one in filter(None, [*said, figure.credit]):
        # no line may end before its end, whichever of its ends a program knows
        yield " ".join(one.split())
