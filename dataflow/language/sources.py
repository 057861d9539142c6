"""`sources`: where a fact comes from."""

from __future__ import annotations

from dataflow.language.leaves import Date, Url, Words
from dataflow.language.parts import Part


class Source(Part):
    """A document, a page, a ruling."""

    called = "a source"
    bare = "title"

    title: Words | None = None
    publisher: Words | None = None
    date: Date | None = None
    url: Url | None = None
    quote: Words | None = None
    note: Words | None = None
