"""Bytes → located tree. The only door to yaml, and the only opener of model files."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dataflow.problems import Excerpt, Location, Problem
from dataflow.reading.characters import Fault, decode, find_forbidden
from dataflow.reading.opening import (
    OpeningError,
    find_included,
    open_file,
    read_standard_input,
)
from dataflow.reading.parsing import Parsing
from dataflow.reading.tree import Fields, Items, Nothing, Text, Tree, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Fields", "Items", "Nothing", "Reader", "Text", "Tree"]

DEEPEST_INCLUDE: Final = 32

STANDARD_INPUT: Final = "-"

_LINE_END: Final = re.compile("\r\n|\r|\n")

EXCERPT_LENGTH: Final = 160


@dataclass(frozen=True, slots=True)
class _File:
    """A text that was read: what to call it, its lines, the folder that its includes start from."""

    name: str
    lines: Sequence[str]
    folder: Path


@dataclass(frozen=True, slots=True)
class _Step:
    """One file on the way down the includes: its real identity and its name."""

    identity: tuple[int, int]
    name: str


class Reader:
    """Reads the files of one model, and knows afterwards what stands where.

    Attributes:
        problems: everything that was found wrong so far.
    """

    def __init__(self, root: str | Path | None = None) -> None:
        """Take how far includes may go; None: the folder of the first file."""
        self.problems: list[Problem] = []
        self._files: list[_File] = []
        self._root = Path(os.path.realpath(root)) if root is not None else None
        self._read: set[tuple[int, int]] = set()
        self._parsing = Parsing(self._report)

    def read_all(self, path: str | Path) -> list[Fields]:
        """Read a file and everything that it includes, each file once; the first file first.

        What cannot be read is in `problems`; nothing comes back where that is the first file.
        `-` reads standard input, whose includes start from the current folder.
        """
        shown = str(path)
        try:
            if shown == STANDARD_INPUT:
                return self._follow_text(read_standard_input(), "<stdin>", Path())
            opened = open_file(Path(path), shown)
        except OpeningError as wrong:
            self.problems.append(
                Problem(wrong.code, wrong.message, wrong.advice, Location(shown, 1, None))
            )
            return []
        folder = Path(path).parent
        self._start(folder)
        if opened.identity in self._read:
            return []
        self._read.add(opened.identity)
        tree = self._parse(opened.data, shown, folder)
        return self._follow(tree, [_Step(opened.identity, shown)])

    def read_all_text(self, text: str, name: str = "<text>") -> list[Fields]:
        """Read a text as a file of that name; its includes start from the current folder."""
        return self._follow_text(text.encode("utf-8", "surrogatepass"), name, Path())

    def read_bundled(self, path: Path) -> Fields | None:
        """Read a file that the package brings along."""
        name = "/".join(path.parts[-2:])
        return self._parse(open_file(path, name).data, name, path.parent)

    def locate(self, at: int) -> Location:
        """Unpack a place."""
        file, line, column = unpack(at)
        return Location(self._files[file].name, line, column)

    def pack(self, place: Location) -> int:
        """Pack a place of a file that was read."""
        file = next(n for n, file in enumerate(self._files) if file.name == place.file)
        return pack(file, place.line, place.column or 1)

    def excerpt(self, at: int, width: int) -> Excerpt | None:
        """Give the line of a place, and how much of it to underline."""
        file, line, column = unpack(at)
        lines = self._files[file].lines
        if line > len(lines) or len(lines[line - 1]) > EXCERPT_LENGTH:
            return None
        text = lines[line - 1]
        return Excerpt(text, max(1, min(width, len(text) - column + 1)))

    def problem(
        self, code: str, message: str, at: Tree | int, advice: str | None = None
    ) -> Problem:
        """Make a problem with its place and the line that it is about."""
        place = at if isinstance(at, int) else at.at
        width = len(at) if isinstance(at, Text) else 1
        return Problem(code, message, advice, self.locate(place), self.excerpt(place, width))

    def _report(self, code: str, message: str, at: int, advice: str | None) -> None:
        self.problems.append(self.problem(code, message, at, advice))

    def _start(self, folder: Path) -> None:
        if self._root is None:
            self._root = Path(os.path.realpath(folder))

    def _follow_text(self, data: bytes, name: str, folder: Path) -> list[Fields]:
        self._start(folder)
        return self._follow(self._parse(data, name, folder), [_Step((-1, -1), name)])

    def _parse(self, data: bytes, name: str, folder: Path) -> Fields | None:
        number = len(self._files)
        text = decode(data)
        if isinstance(text, Fault):
            lossy = data.decode("utf-8", "replace") if not data.startswith(b"\xff") else ""
            self._files.append(_File(name, _LINE_END.split(lossy), folder))
            self._fault(text, number, lossy)
            return None
        self._files.append(_File(name, _LINE_END.split(text), folder))
        fault = find_forbidden(text)
        if fault is not None:
            self._fault(fault, number, text)
            return None
        before = len(self.problems)
        tree = self._parsing.parse(text, number)
        if isinstance(tree, Fields) or len(self.problems) > before:
            return tree if isinstance(tree, Fields) else None
        self._not_a_mapping(tree, number)
        return None

    def _not_a_mapping(self, tree: Tree | None, number: int) -> None:
        first = "start with `dataflow: 1`"
        if tree is None:
            empty = not any(self._files[number].lines)
            what = "the file is empty" if empty else "the file holds nothing but comments"
            self.problems.append(
                Problem("empty-file", what, first, Location(self._files[number].name, 1, 1))
            )
        else:
            found = "a list" if isinstance(tree, Items) else f"the text `{tree[:40]}`"
            self._report(
                "not-a-mapping", f"a model is a mapping of sections, found {found}", tree.at, first
            )

    def _fault(self, fault: Fault, file: int, text: str) -> None:
        before = _LINE_END.split(text[: fault.offset])
        place = pack(file, len(before), len(before[-1]) + 1)
        shown = self.problem(fault.code, fault.message, place, fault.help)
        self.problems.append(shown)

    def _follow(self, tree: Fields | None, way: list[_Step]) -> list[Fields]:
        """Read what a file includes, depth first, in the order of the entries."""
        if tree is None:
            return []
        trees = [tree]
        for entry in _includes(tree):
            for path in self._find(entry):
                trees.extend(self._include(entry, path, way))
        return trees

    def _find(self, entry: Text) -> Iterable[Path]:
        assert self._root is not None  # set with the first file
        try:
            return find_included(str(entry), self._files[unpack(entry.at)[0]].folder, self._root)
        except OpeningError as wrong:
            self.problems.append(self.problem(wrong.code, wrong.message, entry, wrong.advice))
            return ()

    def _include(self, entry: Text, path: Path, way: list[_Step]) -> list[Fields]:
        shown = os.path.normpath(path)
        try:
            opened = open_file(path, shown)
        except OpeningError as wrong:
            self.problems.append(self.problem(wrong.code, wrong.message, entry, wrong.advice))
            return []
        if opened.identity in [step.identity for step in way]:
            circle = " → ".join([*(step.name for step in way), shown])
            self.problems.append(
                self.problem("include-cycle", f"files include each other: {circle}", entry)
            )
            return []
        if opened.identity in self._read:
            return []
        self._read.add(opened.identity)
        if len(way) >= DEEPEST_INCLUDE:
            message = f"includes are nested deeper than {DEEPEST_INCLUDE} files"
            self.problems.append(self.problem("too-deep", message, entry))
            return []
        tree = self._parse(opened.data, shown, path.parent)
        return self._follow(tree, [*way, _Step(opened.identity, shown)])


def _includes(tree: Fields) -> Iterator[Text]:
    """Go through the entries of `include` that are text; the language reports others."""
    named = tree.get("include", ())
    for entry in named if isinstance(named, Items) else [named]:
        if isinstance(entry, Text) and not isinstance(entry, Nothing):
            yield entry
