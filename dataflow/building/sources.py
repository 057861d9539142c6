"""`sources`: where facts come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.building.names import date_of, text_of
from dataflow.model import Source

if TYPE_CHECKING:
    from dataflow.building.names import Names
    from dataflow.building.stock import Stock


def make_sources(stock: Stock, names: Names) -> dict[str, Source]:
    """Resolve every source, by id."""
    return {
        name: Source(
            id=name,
            title=text_of(entry.part.title),
            publisher=text_of(entry.part.publisher),
            date=date_of(entry.part.date),
            url=text_of(entry.part.url),
            quote=text_of(entry.part.quote),
            note=text_of(entry.part.note),
            at=names.locate(entry.at),
        )
        for name, entry in sorted(stock.entries["sources"].items())
    }
