"""The reader: which files are read, in which order, each once."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.files import STANDARD_INPUT, is_stream
from dataflow.problems import Location, Problem
from dataflow.reading.characters import STAND_IN, show
from dataflow.reading.composer import TOO_MUCH
from dataflow.reading.disk import LARGEST, OpeningError, open_file, open_named, read_standard_input
from dataflow.reading.includes import Finder, Folder, Found
from dataflow.reading.parser import MOST_PROBLEMS, Parsing, Texts
from dataflow.reading.tables import read_rows
from dataflow.reading.texts import Source
from dataflow.reading.tree import Fields, Items, Nothing, Text, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dataflow.common.files import Identity
    from dataflow.reading.disk import Opened
    from dataflow.reading.git import Commit
    from dataflow.reading.includes import Ground
    from dataflow.reading.tables import Row

DEEPEST_INCLUDE: Final = 32
"""How deep files may include each other."""

MOST_FILES: Final = 1_000
"""How many files a model may have."""

MOST_BYTES: Final = 64 * 1024 * 1024
"""How many bytes the files of a model may have together."""


class _Step(NamedTuple):
    """One file on the way down the includes: which it really is, and its path from the base."""

    identity: Identity | None
    path: str


class Reader(Texts):
    r"""Reads the files of one model, and knows afterwards what stands where.

    Attributes:
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
        super().__init__()
        self._everything = everything
        self._root = root
        self._finder = Finder()
        self._known: set[Identity] = set()
        self._bytes = 0
        self._named: set[str] = set()

    @property
    def looked(self) -> frozenset[str]:
        """The files and folders that it looked at, whether or not they were there.

        While none of them changes, the same is read. Of a folder, the names in it count.
        """
        return frozenset(self._named | self._finder.looked)

    def read(self, path: str | Path) -> Fields | None:
        """Read one file, without what it includes; `-` is standard input.

        Returns:
            The tree, or None where it is of no use; `problems` says why.
        """
        opened = self._open(str(path))
        return self._take_bytes(opened[1].data, opened[0]) if opened else None

    def read_table(self, path: str | Path) -> list[Row]:
        """Read a CSV file: the rows that are of use; of the others, `problems` says why."""
        opened = self._open(str(path))
        if opened is None:
            return []
        rows, problems = read_rows(opened[1].data, str(path))
        self.problems.extend(problems)
        return rows

    def read_text(self, text: str, name: str = "<text>") -> Fields | None:
        """Read a text as a file of that name, without what it includes."""
        if len(text) > LARGEST or len(text.encode("utf-8", "surrogatepass")) > LARGEST:
            advice = "save it in parts, and load the one that has the others in its `include`"
            problem = Problem("too-large", f"{show(name)} is larger than 8 MiB", advice)
            self.problems.append(problem)
            return None
        source = Source(name, name, self._folder(""))
        return self._take_text(text.removeprefix("\ufeff"), source)

    def read_all(self, path: str | Path) -> list[Fields]:
        """Read a file and everything that it includes, each file once.

        Returns:
            The file's tree and those of its includes, depth first, in the order of the entries;
            nothing where the file is of no use, or was read before.
        """
        opened = self._open(str(path), everything=self._everything)
        if opened is None:
            return []
        source, (data, identity) = opened
        if identity is not None:
            if identity in self._known:
                return []
            self._known.add(identity)
        self._bytes += len(data)
        return self._follow(self._take_bytes(data, source), [_Step(identity, source.path)])

    def read_all_text(self, text: str, name: str = "<text>") -> list[Fields]:
        """Read a text as a file of that name in the current folder, and everything it includes."""
        return self._follow(self.read_text(text, name), [_Step(None, name)])

    def read_bundled(self, path: Path) -> Fields | None:
        """Read a file that the package brings along; it is called by its folder and its name."""
        name = f"{path.parent.name}/{path.name}"
        text = open_file(str(path), name).data.decode("utf-8")
        # with a count of its own: it takes nothing from what the model may have
        return self._take_text(text, Source(name, name), Parsing(self._report))

    def included(self, pattern: Text) -> list[str]:
        """Find the files that a text of a file means: a path or a glob, from that file's folder.

        What is wrong with it is reported at its place. The files may be opened as they are named.
        """
        return [self._name(pattern, found) for found in self._find(pattern)]

    def _open(self, path: str, *, everything: bool = False) -> tuple[Source, Opened] | None:
        """Open a file that the user named."""
        try:
            if path == STANDARD_INPUT:
                return Source("<stdin>", "<stdin>", self._folder("")), read_standard_input()
            self._named.add(path)
            return self._open_any(path) if everything else self._open_file(path)
        except OpeningError as wrong:
            place = Location(path, 1, None)
            self.problems.append(Problem(wrong.code, wrong.message, wrong.advice, place))
            return None

    def _open_file(self, path: str) -> tuple[Source, Opened]:
        base, name = os.path.split(path)
        return Source(path, name, self._folder(base)), open_file(path, path)

    def _open_any(self, path: str) -> tuple[Source, Opened]:
        """Open a file, a stream, whose includes lie in the current folder, or a state of git."""
        if is_stream(path):
            return Source(path, posixpath.basename(path), self._folder("")), open_named(path)
        state = self._find_state(path) if ":" in path else None
        if state is None:
            return self._open_file(path)
        commit, found = state
        return Source(commit.name(found.path), found.path, commit), commit.open(found, ())

    def _find_state(self, path: str) -> tuple[Commit, Found] | None:
        from dataflow.reading.git import find_state  # noqa: PLC0415 - hardly ever needed

        return find_state(path, self._root)

    def _folder(self, base: str) -> Folder:
        root = (base or os.curdir) if self._root is None else self._root
        return Folder(base, os.path.realpath(root))

    def _follow(self, tree: Fields | None, way: list[_Step]) -> list[Fields]:
        """Read what a file includes, down to the bottom; no deeper than `DEEPEST_INCLUDE`."""
        if tree is None:
            return []
        trees = [tree]
        for entry in _entries(tree):
            for found in self._find(entry):
                if self._is_enough():
                    return trees
                try:
                    trees.extend(self._include(entry, found, way))
                except OpeningError as wrong:
                    self._refuse(entry, wrong)
        return trees

    def _find(self, entry: Text) -> list[Found]:
        source = self._source(entry)
        if STAND_IN in entry or self._is_enough():
            return []  # the stand-in has been reported where it stands for something
        try:
            return self._finder.find(str(entry), source.path, self._ground(entry))
        except OpeningError as wrong:
            self._refuse(entry, wrong)
            return []

    def _include(self, entry: Text, found: Found, way: list[_Step]) -> list[Fields]:
        """Read a file that another one includes.

        Raises:
            OpeningError: it may not be read, or is included by itself, or there is too much.
        """
        if len(way) > DEEPEST_INCLUDE:
            message = f"includes are nested deeper than {DEEPEST_INCLUDE} files"
            raise OpeningError("too-deep", message, "include it from a file further up")
        ground = self._ground(entry)
        opened = ground.open(found, self._known)
        assert opened.identity is not None, found  # no stream is included
        _refuse_cycle(way, _Step(opened.identity, found.path))
        if opened.identity in self._known:
            return []
        self._known.add(opened.identity)
        if len(self._sources) >= MOST_FILES or self._bytes + len(opened.data) > MOST_BYTES:
            message = f"the model has more than {MOST_FILES:,} files or {MOST_BYTES >> 20} MiB"
            raise OpeningError("too-large", message, TOO_MUCH)
        self._bytes += len(opened.data)
        source = Source(ground.name(found.path), found.path, ground)
        tree = self._take_bytes(opened.data, source)
        return self._follow(tree, [*way, _Step(opened.identity, found.path)])

    def _is_enough(self) -> bool:
        full = self._parsing.is_full
        return full or len(self.problems) >= MOST_PROBLEMS or self._finder.is_tired

    def _source(self, entry: Text) -> Source:
        return self._sources[unpack(entry.at)[0] - 1]

    def _name(self, entry: Text, found: Found) -> str:
        """Name a file as the user would: from where the first file was named."""
        return self._ground(entry).name(found.path)

    def _ground(self, entry: Text) -> Ground:
        ground = self._source(entry).ground
        assert ground is not None, entry  # what the package brings along includes nothing
        return ground

    def _refuse(self, entry: Text, wrong: OpeningError) -> None:
        self.problems.append(self.problem(wrong.code, wrong.message, entry, wrong.advice))


def _refuse_cycle(way: list[_Step], step: _Step) -> None:
    """Refuse a file that includes itself, by whatever way and name."""
    for number, earlier in enumerate(way):
        if earlier.identity == step.identity:
            circle = " → ".join(one.path for one in [*way[number:], earlier])
            raise OpeningError("include-cycle", f"include cycle: {circle}", "drop one of them")


def _entries(tree: Fields) -> Iterator[Text]:
    """Go through the entries of `include` that are text; what else is there, the language says."""
    named = tree.get("include", ())
    for entry in named if isinstance(named, Items) else (named,):
        if isinstance(entry, Text) and not isinstance(entry, Nothing):
            yield entry
