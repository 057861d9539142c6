"""The texts that were read, and what stands where in them: places, excerpts, problems."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from dataflow.problems import NOWHERE, Excerpt, Location, Problem
from dataflow.reading.tree import Text, Tree, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.reading.disk import Folder
    from dataflow.reading.git import Commit

    Ground = Folder | Commit
    """Where the files of a model lie; its paths are from a base, with slashes."""

FARTHEST: Final = 200
"""The column from which on a line is not shown, since the place would be out of sight."""

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*+\"?|'(?:[^']|'')*+'?|[&*!][^\s,\[\]{}]*")


@dataclass(eq=False)
class Source:
    """A text that was read.

    Attributes:
        name: what messages call it.
        path: where it lies, from the base of the ground.
        ground: where the files that it includes lie; None if it includes nothing.
        text: its characters, with a stand-in for each forbidden one.
    """

    name: str
    path: str
    ground: Ground | None = None
    text: str = ""

    @cached_property
    def starts(self) -> array[int]:
        """Where the lines start; an array, since there may be eight million."""
        return array("I", chain((0,), (end.end() for end in _LINE_END.finditer(self.text))))

    def rest(self, line: int, column: int) -> str:
        """Return a line from a column on, as far as anybody wants to see it."""
        starts = self.starts
        if line > len(starts):
            return ""
        start = starts[line - 1] + column - 1
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[start : min(start + FARTHEST, end)].rstrip("\r\n")

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and a column; behind the last line, that of the end."""
        return self.starts[line - 1] + column - 1 if line <= len(self.starts) else len(self.text)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


class Texts:
    """The texts of a model, in the order in which they were read, and what is wrong with them.

    Attributes:
        sources: the texts; a packed place counts them from 1.
        problems: everything that was found wrong so far.
    """

    def __init__(self) -> None:
        """Start without texts."""
        self.sources: list[Source] = []
        self.problems: list[Problem] = []

    def add(self, source: Source) -> int:
        """Add a text, and return the number that places call it by."""
        self.sources.append(source)
        return len(self.sources)

    def source_of(self, text: Text) -> Source:
        """Return the source that a text stands in."""
        return self.sources[unpack(text.at)[0] - 1]

    def locate(self, at: int) -> Location:
        """Unpack a place; 0 is nowhere."""
        file, line, column = unpack(at)
        return Location(self.sources[file - 1].name, line, column) if file else NOWHERE

    def pack(self, place: Location) -> int:
        """Pack a place; 0 if no such file was read."""
        for number, source in enumerate(self.sources, 1):
            if source.name == place.file:
                return pack(number, place.line, place.column or 1)
        return 0

    def is_before_comment(self, text: Text) -> bool:
        """Return whether a comment starts where a text does."""
        file, line, column = unpack(getattr(text, "at", 0))
        return file > 0 and self.sources[file - 1].rest(line, column).lstrip().startswith("#")

    def report(self, code: str, message: str, at: Tree | int, advice: str | None = None) -> None:
        """Add a problem; the arguments are those of `problem`."""
        self.problems.append(self.problem(code, message, at, advice))

    def problem(
        self,
        code: str,
        message: str,
        at: Tree | int,
        advice: str | None = None,
        about: Iterable[str] = (),
    ) -> Problem:
        """Make a problem with its place (of a tree, or packed) and the line that it is about.

        `about` has the data types that a doubt concerns.
        """
        concerned = frozenset(about)
        place = at if isinstance(at, int) else getattr(at, "at", 0)  # a made tree has no place
        if not place:
            return Problem(code, message, advice, about=concerned)
        file, line, column = unpack(place)
        source = self.sources[file - 1]
        excerpt = _excerpt(source, line, column, at) if column <= FARTHEST else None
        where = Location(source.name, line, column)
        return Problem(code, message, advice, where, excerpt, concerned)


def _excerpt(source: Source, line: int, column: int, at: Tree | int) -> Excerpt | None:
    """Return the line of a place, and how many of its characters to underline.

    The line is cut at its end, and its tabs are single spaces, so that columns count characters.
    None for a place too far right to be shown, or in an empty line.
    """
    text = source.rest(line, 1)
    if not text:
        return None
    rest = text[column - 1 :] if len(text) < FARTHEST else source.rest(line, column)
    width = _width(at, rest) if isinstance(at, Text) else 1
    text = text[:-1] + "…" if len(text) == FARTHEST else text
    return Excerpt(text.replace("\t", " "), max(1, min(width, len(text) - column + 1)))


def _width(text: Text, rest: str) -> int:
    """Measure a text as its line has it from there on: with its quotes, or plain as it is."""
    if quoted := _QUOTED.match(rest):
        return len(quoted[0])
    plain = rest.rstrip()  # all that can be said of a text that goes on in the next line
    return len(text) if rest.startswith(text) else len(plain) if text.startswith(plain) else 1
