"""Bytes → located tree. The only door to yaml, and the only opener of model files.

The way of a file: `Reader` names it, `disk` or `git` gives its bytes, `parser` its tree
(`characters` decodes, `composer` is the loop over libyaml's events, `syntax` explains its errors),
and `includes` finds what it includes. `tree` and `texts` know afterwards what stands where.
A CSV file has rows instead of a tree: `tables`.
"""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from dataflow.common.files import STANDARD_INPUT, is_stream
from dataflow.problems import Location, Problem
from dataflow.reading.characters import STAND_IN, show
from dataflow.reading.disk import (
    LARGEST,
    Folder,
    Opened,
    OpeningError,
    open_file,
    open_stream,
    read_standard_input,
)
from dataflow.reading.includes import Includes
from dataflow.reading.parser import Parser, collector_off
from dataflow.reading.texts import Source, Texts
from dataflow.reading.tree import Fields, Items, Nothing, Text, Tree, placed

if TYPE_CHECKING:
    from pathlib import Path

    from dataflow.reading.tables import Row


__all__ = [
    "STAND_IN",
    "Fields",
    "Items",
    "Nothing",
    "Reader",
    "Text",
    "Tree",
    "collector_off",
    "placed",
]


class Reader:
    r"""Reads the files of one model, and knows afterwards what stands where.

    Attributes:
        texts: what was read, and where what stands in it.
        problems: everything that was found wrong so far.

    >>> reader = Reader()
    >>> tree = reader.read_text("services:\n  whatsapp: {holds: phone_number}", "x.yaml")
    >>> holds = tree["services"]["whatsapp"]["holds"]
    >>> holds, str(reader.locate(holds.at))
    ('phone_number', 'x.yaml:2:21')
    """

    def __init__(self, root: str | Path | None = None, *, everything: bool = False) -> None:
        """Start without files.

        Args:
            root: how far includes may go; None: the folder of each file that is named to `read` or
                `read_all`, and the current folder for texts and streams.
            everything: whether `read_all` takes a pipe, a device and `REV:path` of git as well;
                a pipe is waited for.
        """
        self.texts = Texts()
        # what is asked of texts most is asked of their reader
        self.problems = self.texts.problems
        self.locate, self.pack, self.problem = (
            self.texts.locate,
            self.texts.pack,
            self.texts.problem,
        )
        self._parser = Parser(self.texts)
        self._includes = Includes(self.texts, self._parser)
        self._everything = everything
        self._root = root
        self._named: set[str] = set()

    @property
    def looked(self) -> frozenset[str]:
        """The files and folders that it looked at, whether or not they were there.

        While none of them changes, the same is read. Of a folder, the names in it count.
        """
        return frozenset(self._named | self._includes.looked)

    def read(self, path: str | Path) -> Fields | None:
        """Read one file, without what it includes; `-` is standard input.

        Returns:
            The tree, or None if it is of no use; `problems` says why.
        """
        opened = self._open(str(path))
        return self._parser.read_bytes(opened[1].data, opened[0]) if opened else None

    def read_table(self, path: str | Path) -> list[Row]:
        """Read a CSV file: the rows that are of use; `problems` says what is wrong with others."""
        from dataflow.reading.tables import read_rows  # noqa: PLC0415 - hardly ever needed

        opened = self._open(str(path))
        if opened is None:
            return []
        rows, problems = read_rows(opened[1].data, str(path))
        self.problems.extend(problems)
        return rows

    def read_text(self, text: str, name: str = "<text>") -> Fields | None:
        """Read a text as a file of that name, without what it includes."""
        text, source = self._take(text, name)
        return self._parser.read_text(text, source) if source else None

    def read_all(self, path: str | Path) -> list[Fields]:
        """Read a file and everything that it includes, each file once.

        Returns:
            The file's tree and those of its includes, depth first, in the order of the entries;
            nothing if the file is of no use, or was read before.
        """
        opened = self._open(str(path), everything=self._everything)
        return self._includes.read(*opened) if opened else []

    def read_all_text(self, text: str, name: str = "<text>") -> list[Fields]:
        """Read a text as a file of that name in the current folder, and everything it includes."""
        text, source = self._take(text, name)
        return self._includes.read_text(text, source) if source else []

    def read_bundled(self, path: Path) -> Fields | None:
        """Read a file that the package brings along; it is called by its folder and its name."""
        name = f"{path.parent.name}/{path.name}"
        text = open_file(str(path), name).data.decode("utf-8")
        # with a count of its own: it takes nothing from what the model may have
        return Parser(self.texts).read_text(text, Source(name, name))

    def included(self, pattern: Text) -> list[str]:
        """Return the files that a text of a file means: a path or a glob, from that file's folder.

        What is wrong with it is reported at its place. The files may be opened as they are named.
        """
        name = self._includes.ground_of(pattern).name
        return [name(file.path) for file in self._includes.find(pattern)]

    def _take(self, text: str, name: str) -> tuple[str, Source | None]:
        """Take a text as a file, without its byte-order mark; no source if it is too large."""
        if len(text) > LARGEST or len(text.encode("utf-8", "surrogatepass")) > LARGEST:
            advice = "save it in parts, and load the one that has the others in its `include`"
            message = f"{show(name)} is larger than 8 MiB"
            self.problems.append(Problem("too-large", message, advice))
            return "", None
        return text.removeprefix("\ufeff"), Source(name, name, self._folder(""))

    def _open(self, path: str, *, everything: bool = False) -> tuple[Source, Opened] | None:
        """Open a file that the user named."""
        try:
            if path == STANDARD_INPUT:
                return Source("<stdin>", "<stdin>", self._folder("")), read_standard_input()
            self._named.add(path)
            return self._open_any(path) if everything else self._open_file(path)
        except OpeningError as error:
            place = Location(path, 1, None)
            self.problems.append(Problem(error.code, error.message, error.advice, place))
            return None

    def _open_any(self, path: str) -> tuple[Source, Opened]:
        """Open a file, a stream, whose includes lie in the current folder, or a state of git."""
        if is_stream(path):
            return Source(path, posixpath.basename(path), self._folder("")), open_stream(path)
        return (self._open_state(path) if ":" in path else None) or self._open_file(path)

    def _open_state(self, path: str) -> tuple[Source, Opened] | None:
        from dataflow.reading.git import find_state  # noqa: PLC0415 - hardly ever needed

        state = find_state(path, self._root)
        if state is None:
            return None
        commit, file = state
        return Source(commit.name(file.path), file.path, commit), commit.open(file, ())

    def _open_file(self, path: str) -> tuple[Source, Opened]:
        base, name = os.path.split(path)
        return Source(path, name, self._folder(base)), open_file(path, path)

    def _folder(self, base: str) -> Folder:
        root = (base or os.curdir) if self._root is None else self._root
        return Folder(base, os.path.realpath(root))
