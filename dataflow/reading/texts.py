"""One text after the other: its characters, its grammar, and whether it is a mapping at all."""

from __future__ import annotations

from typing import Final

from dataflow.problems import Location, Problem
from dataflow.reading.characters import MOST_FLAWS, Flaw, clean, decode, find_forbidden, show
from dataflow.reading.growth import StopReading
from dataflow.reading.parsing import Parsing
from dataflow.reading.shelf import Shelf, Source
from dataflow.reading.tree import Fields, Items, Nothing, Text, Tree, pack

MOST_PROBLEMS: Final = 1_000
"""Reading ends with so many problems: nobody mends more in one go."""

_START: Final = "start with `dataflow: 1`"


class Texts(Shelf):
    """Makes trees of texts, and keeps the texts.

    Attributes:
        problems: everything that was found wrong so far.
    """

    def __init__(self) -> None:
        """Start without texts."""
        super().__init__()
        self._parsing = Parsing(self._report)

    def _take_bytes(self, data: bytes, source: Source) -> Fields | None:
        text, flaw = decode(data)
        if flaw is None:
            return self._take_text(text, source)
        source.text = clean(text)
        self._sources.append(source)
        self._tell_flaws([flaw])
        return None

    def _take_text(
        self, text: str, source: Source, parsing: Parsing | None = None
    ) -> Fields | None:
        """Read a text; `parsing` counts its nodes, where it does not count for the model."""
        flaws = find_forbidden(text)
        if len(flaws) == MOST_FLAWS:  # this is no text, but something else
            text = text[: flaws[-1].offset + 1]
        source.text = clean(text) if flaws else text
        self._sources.append(source)
        self._tell_flaws(flaws)
        return self._parse(source, parsing or self._parsing) if len(flaws) < MOST_FLAWS else None

    def _tell_flaws(self, flaws: list[Flaw]) -> None:
        """Report what is wrong with the characters of the text that came last."""
        for flaw in flaws:
            place = pack(len(self._sources), *self._sources[-1].place(flaw.offset))
            self.problems.append(self.problem(flaw.code, flaw.message, place, flaw.advice))

    def _parse(self, source: Source, parsing: Parsing) -> Fields | None:
        """Parse the text that came last, and make sure that it is a mapping."""
        before = len(self.problems)
        tree = parsing.parse(source, len(self._sources))
        if isinstance(tree, Fields):
            return tree
        if isinstance(tree, Items) or (isinstance(tree, Text) and not isinstance(tree, Nothing)):
            found = "a list" if isinstance(tree, Items) else f"the text {show(tree)}"
            message = f"expected a mapping of sections at the top, found {found}"
            self.problems.append(self.problem("not-a-mapping", message, tree, _START))
        elif len(self.problems) == before:
            what = "holds no model" if source.text.strip() else "is empty"
            place = Location(source.name, 1, 1)
            self.problems.append(Problem("empty-file", f"the file {what}", _START, place))
        return None

    def _report(self, code: str, message: str, at: Tree | int, advice: str | None) -> None:
        """Take a problem of parsing.

        Raises:
            StopReading: that is enough.
        """
        self.problems.append(self.problem(code, message, at, advice))
        if len(self.problems) >= MOST_PROBLEMS:
            raise StopReading
