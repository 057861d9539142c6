"""Which files an `include` entry means: a path or a glob, and never anything outside the root."""

from __future__ import annotations

import fnmatch
import os
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from dataflow.common.files import note_meant
from dataflow.reading.characters import show
from dataflow.reading.disk import OpeningError, open_file

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from dataflow.common.files import Identity
    from dataflow.reading.disk import Opened

MOST_ENTRIES: Final = 10_000
"""How many entries of `include` and of folders are looked at for one model."""

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)
_WILD: Final = re.compile(r"[*?\[]")


class Found(NamedTuple):
    """A file to include: its path from the base, and where it really lies."""

    path: str
    real: str


class Ground(Protocol):
    """Where the files of a model lie; paths are from its base, with slashes."""

    def name(self, path: str) -> str:
        """Name a file as the user would."""
        ...

    def note(self, path: str) -> None:
        """Note what stands at a path as meant by the model, even where it is not taken."""
        ...

    def place(self, path: str) -> str:
        """Make sure that a path does not lead out; give where it really lies.

        Raises:
            OpeningError: it does.
        """
        ...

    def list(self, folder: str) -> Iterable[tuple[str, bool]]:
        """Go through the names in a folder, each with whether it is a folder itself.

        Raises:
            OpeningError: the folder lies outside.
        """
        ...

    def open(self, found: Found, known: Container[Identity]) -> Opened:
        """Read a file that another one includes.

        Raises:
            OpeningError: it cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """Files of the disk.

    Attributes:
        base: the folder of the first file, as it was named.
        root: the real path of the folder that no file may lie outside of.
    """

    base: str
    root: str

    def name(self, path: str) -> str:
        """Name a file as the user would: from where the first file was named."""
        return str(Path(self.base, path))

    def note(self, path: str) -> None:
        """Note the file at a path, its links followed, wherever it lies."""
        note_meant(_join(self.base, path), self.name(path))

    def place(self, path: str) -> str:
        """Make sure that a path, its links followed, lies inside the root; give the real path.

        Raises:
            OpeningError: it lies outside.
        """
        real = os.path.realpath(_join(self.base, path))
        if _is_inside(real, self.root):
            return real
        written = os.path.normpath(_join(os.path.realpath(self.base), path))
        how = "is a symbolic link out of" if _is_inside(written, self.root) else "leaves"
        raise refuse_outside(path, how)

    def list(self, folder: str) -> Iterator[tuple[str, bool]]:
        """Go through the names in a folder; there are none where it cannot be read."""
        path = self.place(folder)
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    yield entry.name, entry.is_dir(follow_symlinks=False)
        except OSError:  # a folder that is not there, or not to be read: nothing in it fits
            return

    def open(self, found: Found, known: Container[Identity]) -> Opened:
        """Read a regular file."""
        return open_file(found.real, self.name(found.path), known, included=True)


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

    def find(self, pattern: str, including: str, ground: Ground) -> list[Found]:
        """Find the files that an entry names.

        Args:
            pattern: the entry: a path or a glob, from the folder of the file that names it.
            including: that file, from the base.
            ground: where the files lie.

        Returns:
            The files, sorted; of a glob, the including file is left out.

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
            return [Found(path, ground.place(path))]
        found = sorted(set(_Glob(ground, self).find(path)) - {including})
        self.looked.update(map(ground.name, found))
        for file in found:
            ground.note(file)
        if not found:
            message = f"no file fits {show(pattern, 200)}"
            raise OpeningError("no-such-file", message, "check the pattern")
        return [Found(file, ground.place(file)) for file in found]

    def look(self) -> None:
        """Count one entry, of a list of includes or of a folder.

        Raises:
            OpeningError: there were too many.
        """
        self._left -= 1
        if self._left < 0:
            message = f"the includes of this model look at more than {MOST_ENTRIES:,} files"
            raise OpeningError("too-large", message, "name the files, or their folder")


def refuse_outside(shown: str, how: str) -> OpeningError:
    """Make the error about a path that leads out of the root."""
    advice = "copy the file into the folder, or give a wider one with `--root FOLDER`"
    return OpeningError("outside", f"{show(shown, 200)} {how} the folder of the model", advice)


def _join(base: str, path: str) -> str:
    return os.path.join(base, path)  # noqa: PTH118 - paths stay as written


def _is_inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


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
        raise OpeningError("outside", f"{name} holds a backslash", "write paths with `/`")
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
        return [one for folder in level for one in self._matches(folder, part, folders=True)]

    def _below(self, level: Iterable[str]) -> Iterator[str]:
        """Go through folders and all folders below them, each once."""
        ahead = list(level)
        seen = set(ahead)
        while ahead:
            folder = ahead.pop()
            yield folder
            new = [one for one in self._matches(folder, "*", folders=True) if one not in seen]
            seen.update(new)
            ahead.extend(new)

    def _matches(self, folder: str, part: str, *, folders: bool) -> Iterator[str]:
        """Go through what a folder holds, and a part of the pattern fits; `*` fits no `.hidden`."""
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
