"""What of a report has a look of its own: who is named, verdicts, what is unsure, sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dataflow.telling.screen import Kind, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.model import Source

Looks = tuple[tuple[str, Kind], ...]
"""Phrases, each with what it is."""

_QUOTED: Final = "„[^“]*“|“[^”]*”"
"""What others say is left as it is: nothing of it is a verdict of the model."""

_CITED: Final = r"\[\d+\]"

_SHORTEST: Final = 2
"""Of how many letters a phrase is, at least: a shorter one may as well be an article."""


class Marker:
    """Finds the phrases of a report that have a look of their own, and the numbers of sources."""

    def __init__(self, looks: Looks, texts: Iterable[str], sources: Sequence[Source]) -> None:
        """Prepare for a report.

        Args:
            looks: its phrases, of which a later one with the same words does not count.
            texts: all that it says: of a thousand names, it tells a few.
            sources: in the order of their numbers.
        """
        whole = "\n".join(texts)
        self._kinds: dict[str, Kind] = {}
        for phrase, kind in looks:
            if len(phrase) >= _SHORTEST and phrase in whole:
                self._kinds.setdefault(phrase, kind)
        # of two that begin alike, the longer one is meant
        phrases = "|".join(map(re.escape, sorted(self._kinds, key=len, reverse=True)))
        told = rf"|(?<!\w)(?:{phrases})(?!\w)" if phrases else ""
        self._pattern = re.compile(f"{_QUOTED}|{_CITED}{told}")
        self._sources = sources

    def find(self, text: str) -> list[Mark]:
        """Return what is marked in a text, in order."""
        return list(self._find(text))

    def _find(self, text: str) -> Iterator[Mark]:
        for match in self._pattern.finditer(text):
            start, end = match.span()
            if match[0] in self._kinds:
                yield Mark(start, end, self._kinds[match[0]])
            elif match[0].startswith("[") and int(match[0][1:-1]) <= len(self._sources):
                source = self._sources[int(match[0][1:-1]) - 1]
                yield Mark(start, end, "source", source.url or "")
