"""Includes: which files the entries of `include` mean, and all of them read, each once.

An entry is a path or a glob, and never means anything outside the root.
"""

from __future__ import annotations

import fnmatch
import posixpath
import re
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.reading.characters import STAND_IN, show
from dataflow.reading.composer import TOO_MUCH
from dataflow.reading.disk import Included, Opened, OpeningError
from dataflow.reading.texts import Source, Texts
from dataflow.reading.tree import Fields, Items, Nothing, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.common.files import Identity
    from dataflow.reading.parser import Parser
    from dataflow.reading.texts import Ground

DEEPEST_INCLUDE: Final = 32
"""How deep files may include each other."""

MOST_FILES: Final = 1_000
"""How many files a model may have."""

MOST_BYTES: Final = 64 * 1024 * 1024
"""How many bytes the files of a model may have together."""

MOST_ENTRIES: Final = 10_000
"""How many entries of `include` and of folders are looked at for one model."""

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)
_WILD: Final = re.compile(r"[*?\[]")


class _Step(NamedTuple):
    """One file on the way down the includes: which it really is, and its path from the base."""

    identity: Identity | None
    path: str


class Includes:
    """Reads what the files of a model include, each file once, down to the bottom."""

    def __init__(self, texts: Texts, parser: Parser) -> None:
        """Start without files."""
        self._texts = texts
        self._parser = parser
        self._finder = Finder()
        self._known: set[Identity] = set()
        self._bytes = 0

    @property
    def looked(self) -> set[str]:
        """The files that were named, and the folders of whose files some were chosen."""
        return self._finder.looked

    def read(self, source: Source, opened: Opened) -> list[Fields]:
        """Read a file that the user named, and everything that it includes.

        Returns:
            The file's tree and those of its includes, depth first, in the order of the entries;
            nothing if the file is of no use, or was read before.
        """
        if opened.identity in self._known:
            return []
        tree = self._read(source, opened)
        return self._follow(tree, [_Step(opened.identity, source.path)])

    def read_text(self, text: str, source: Source) -> list[Fields]:
        """Read a text, and everything that it includes."""
        tree = self._parser.read_text(text, source)
        return self._follow(tree, [_Step(None, source.path)])

    def find(self, entry: Text) -> list[Included]:
        """Return the files that an entry means; what is wrong with it is reported at its place."""
        source = self._texts.source_of(entry)
        if STAND_IN in entry or self._is_full():
            return []  # the stand-in has been reported where it stands for something
        try:
            return self._finder.find(str(entry), source.path, self.ground_of(entry))
        except OpeningError as error:
            self._refuse(entry, error)
            return []

    def ground_of(self, entry: Text) -> Ground:
        """Return where the files lie that an entry means."""
        ground = self._texts.source_of(entry).ground
        assert ground is not None, entry  # what the package brings along includes nothing
        return ground

    def _read(self, source: Source, opened: Opened) -> Fields | None:
        if opened.identity is not None:
            self._known.add(opened.identity)
        self._bytes += len(opened.data)
        return self._parser.read_bytes(opened.data, source)

    def _follow(self, tree: Fields | None, way: list[_Step]) -> list[Fields]:
        """Read what a file includes, and what that includes."""
        if tree is None:
            return []
        trees = [tree]
        for entry in _entries(tree):
            for file in self.find(entry):
                if self._is_full():
                    return trees
                try:
                    trees.extend(self._include(entry, file, way))
                except OpeningError as error:
                    self._refuse(entry, error)
        return trees

    def _include(self, entry: Text, file: Included, way: list[_Step]) -> list[Fields]:
        """Read a file that another one includes, unless it may not be read; that is raised."""
        if len(way) > DEEPEST_INCLUDE:
            message = f"includes are nested deeper than {DEEPEST_INCLUDE} files"
            raise OpeningError("too-deep", message, "include it from a file further up")
        ground = self.ground_of(entry)
        opened = ground.open(file, self._known)
        assert opened.identity is not None, file  # no stream is included
        step = _Step(opened.identity, file.path)
        _refuse_cycle(way, step)
        if opened.identity in self._known:
            return []
        if len(self._texts.sources) >= MOST_FILES or self._bytes + len(opened.data) > MOST_BYTES:
            self._known.add(opened.identity)  # refused once, and not for each entry that names it
            message = f"the model has more than {MOST_FILES:,} files or {MOST_BYTES >> 20} MiB"
            raise OpeningError("too-large", message, TOO_MUCH)
        tree = self._read(Source(ground.name(file.path), file.path, ground), opened)
        return self._follow(tree, [*way, step])

    def _is_full(self) -> bool:
        return self._parser.is_full or self._finder.is_tired

    def _refuse(self, entry: Text, error: OpeningError) -> None:
        self._texts.report(error.code, error.message, entry, error.advice)


def _refuse_cycle(way: list[_Step], step: _Step) -> None:
    """Refuse a file that includes itself, by whatever way and name."""
    for number, earlier in enumerate(way):
        if earlier.identity == step.identity:
            cycle = " → ".join(file.path for file in [*way[number:], earlier])
            raise OpeningError(
                "include-cycle", f"include cycle: {cycle}", "delete one of these includes"
            )


def _entries(tree: Fields) -> Iterator[Text]:
    """Go through the entries of `include` that are text; the language refuses all others."""
    entries = tree.get("include", ())
    for entry in entries if isinstance(entries, Items) else (entries,):
        if isinstance(entry, Text) and not isinstance(entry, Nothing):
            yield entry


class Finder:
    """Finds what `include` entries name, and counts for a whole model how far it had to look.

    Attributes:
        looked: the files that were named, and the folders of whose files some were chosen.
    """

    def __init__(self) -> None:
        """Start with everything still to be looked at."""
        self._left = MOST_ENTRIES
        self.looked: set[str] = set()

    @property
    def is_tired(self) -> bool:
        """Whether it has looked at too many files to look for another."""
        return self._left < 0

    def find(self, pattern: str, including: str, ground: Ground) -> list[Included]:
        """Return the files that an entry names, sorted; of a glob, the including file is left out.

        The entry is a path or a glob, from the folder of the file that names it.

        Raises:
            OpeningError: the entry is no relative path, leaves the root, or fits no file.
        """
        self.look()
        # what is opened is what is shown: `a/../b` is `b`, whatever `a` may be
        path = posixpath.normpath(posixpath.join(posixpath.dirname(including), pattern))
        ground.note(path)  # before anything is refused: the author means it all the same
        _refuse_odd(pattern)
        if not _WILD.search(path):
            self.looked.add(ground.name(path))
            return [Included(path, ground.place(path))]
        paths = sorted(set(_Glob(ground, self).find(path)) - {including})
        self.looked.update(map(ground.name, paths))
        for path in paths:
            ground.note(path)
        if not paths:
            message = f"no file fits {show(pattern, 200)}"
            raise OpeningError("no-such-file", message, "check the pattern")
        return [Included(path, ground.place(path)) for path in paths]

    def look(self) -> None:
        """Count one entry, of a list of includes or of a folder.

        Raises:
            OpeningError: there were too many.
        """
        self._left -= 1
        if self._left < 0:
            message = f"the includes of this model look at more than {MOST_ENTRIES:,} files"
            raise OpeningError("too-large", message, "name the files, or their folder")


def _refuse_odd(pattern: str) -> None:
    """Refuse what is not a relative path with slashes."""
    name = show(pattern, 200)
    if PureWindowsPath(pattern).drive[1:] == ":" or pattern.startswith("/"):
        advice = "name the file from the folder of the file that includes it"
        raise OpeningError("outside", f"{name} is an absolute path", advice)
    if _URL.match(pattern):
        advice = "download it first, and include the file"
        raise OpeningError("outside", f"{name} is a URL, and only files are included", advice)
    if "\\" in pattern:
        raise OpeningError("outside", f"{name} contains a backslash", "write paths with `/`")
    if not pattern.strip("/"):
        raise OpeningError("no-such-file", "this names no file", "write a path, or delete it")


class _Glob:
    """Looks for files that fit a pattern, without following links, and not without end."""

    def __init__(self, ground: Ground, finder: Finder) -> None:
        self._ground = ground
        self._finder = finder

    def find(self, pattern: str) -> Iterable[str]:
        *folders, last = pattern.split("/")
        level = [""]
        for part in folders:
            level = list(dict.fromkeys(self._descend(level, part)))
        if last == "**":
            level, last = list(self._below(level)), "*"
        for folder in level:
            yield from self._matches(folder, last, folders=False)

    def _descend(self, level: Iterable[str], part: str) -> Iterable[str]:
        if part == "**":
            return self._below(level)
        if not _WILD.search(part):
            return [posixpath.join(folder, part) for folder in level]
        return [path for folder in level for path in self._matches(folder, part, folders=True)]

    def _below(self, level: Iterable[str]) -> Iterator[str]:
        """Go through folders and all folders below them, each once."""
        ahead = list(level)
        seen = set(ahead)
        while ahead:
            folder = ahead.pop()
            yield folder
            new = [path for path in self._matches(folder, "*", folders=True) if path not in seen]
            seen.update(new)
            ahead.extend(new)

    def _matches(self, folder: str, part: str, *, folders: bool) -> Iterator[str]:
        """Go through what a folder holds and a part of the pattern fits; `*` fits no `.hidden`."""
        fits = re.compile(fnmatch.translate(part)).match
        for name, is_folder in self._list(folder):
            hidden = name.startswith(".") and not part.startswith(".")
            if is_folder is folders and not hidden and fits(name):
                yield posixpath.join(folder, name)

    def _list(self, folder: str) -> Iterator[tuple[str, bool]]:
        self._finder.looked.add(self._ground.name(folder))
        for entry in self._ground.list(folder):
            self._finder.look()
            yield entry
