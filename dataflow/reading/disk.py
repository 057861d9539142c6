"""The disk: paths → bytes of regular files, bounded; if the user names them, of streams as well."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.files import (
    Identity,
    find_descriptor,
    identify,
    note_meant,
    note_read,
)
from dataflow.common.values import dataclass
from dataflow.reading.characters import show

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from dataflow.problems import Pickled

LARGEST: Final = 8 * 1024 * 1024
"""The most bytes that one file may have."""

# what a platform lacks, it does not need
_FLAGS: Final = sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_NOCTTY", "O_BINARY"))
_NO_WAIT: Final[int] = getattr(os, "O_NONBLOCK", 0)
_NO_FOLLOW: Final[int] = getattr(os, "O_NOFOLLOW", 0)

_SPLIT: Final = "split it, and join the parts with `include`"

_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


class OpeningError(Exception):
    """A file that cannot be read; it has the parts of the problem that is made of it."""

    def __init__(self, code: str, message: str, advice: str | None = None) -> None:
        """Take the parts of the problem."""
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice

    def __reduce__(self) -> Pickled:
        return type(self), (self.code, self.message, self.advice), self.__dict__


class Included(NamedTuple):
    """A file to include: its path from the base, and where it really lies."""

    path: str
    real: str


class Opened(NamedTuple):
    """A file's bytes, and which file it really is; None for a stream, which is read only once."""

    data: bytes
    identity: Identity | None


def open_file(
    path: str, shown: str, known: Container[Identity] = (), *, included: bool = False
) -> Opened:
    """Read a regular file of at most `LARGEST` bytes; nothing is waited for.

    `shown` is what messages call it. What is `known` is not read again: it comes without bytes. The
    path of what another file includes has no symbolic link left.

    Raises:
        OpeningError: it is missing, something else, too large, or may not be read.
    """
    with _telling(shown):
        # without blocking: to open a pipe that nobody writes to would wait for a writer
        handle = os.open(path, os.O_RDONLY | _FLAGS | _NO_WAIT | (_NO_FOLLOW if included else 0))
        with _closing(handle):
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise _not_a_file(shown, status.st_mode)
            identity = identify(status)
            note_read(identity, shown, "included" if included else "named")
            data = b"" if identity in known else read_bounded(partial(os.read, handle), shown)
    return Opened(data, identity)


def open_stream(path: str) -> Opened:
    """Read a pipe or device that the user names; it may be waited for.

    Raises:
        OpeningError: it is missing, a folder or socket, too large, or may not be read.
    """
    descriptor = find_descriptor(path)
    with _telling(path):
        if descriptor is not None:
            return _drain(descriptor, path)
        handle = os.open(path, os.O_RDONLY | _FLAGS)
        with _closing(handle):
            return _drain(handle, path)


def read_standard_input() -> Opened:
    """Read standard input, at most `LARGEST` bytes.

    Raises:
        OpeningError: it is closed, too large, or may not be read.
    """
    if sys.stdin is None:
        raise OpeningError("unreadable", "standard input is closed", "name a file")
    with _telling("standard input"):
        with suppress(OSError, ValueError):  # what stands in for it in a program may be no file
            _note_stream(os.fstat(sys.stdin.fileno()), "standard input")
        return Opened(read_bounded(sys.stdin.buffer.read, "standard input"), None)


def _drain(handle: int, shown: str) -> Opened:
    """Read a stream to its end."""
    status = os.fstat(handle)
    if stat.S_ISDIR(status.st_mode) or stat.S_ISBLK(status.st_mode):
        raise _not_a_file(shown, status.st_mode)
    _note_stream(status, shown)
    return Opened(read_bounded(partial(os.read, handle), shown), None)


def _note_stream(status: os.stat_result, shown: str) -> None:
    """Note that a file is read, where a stream is one: as `< model.yaml` makes it."""
    if stat.S_ISREG(status.st_mode):
        note_read(identify(status), shown)


@contextmanager
def _telling(shown: str) -> Iterator[None]:
    """Turn an error of the system into an OpeningError: what it means for a file."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise _opening_error(error, shown) from None


@contextmanager
def _closing(handle: int) -> Iterator[None]:
    try:
        yield
    finally:
        os.close(handle)


def read_bounded(read: Callable[[int], bytes], shown: str) -> bytes:
    """Read until the end, in pieces: one read may give less than there is.

    Raises:
        OpeningError: there are more than `LARGEST` bytes.
    """
    pieces = []
    left = LARGEST + 1
    while left and (piece := read(left)):
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise OpeningError("too-large", f"{_name(shown)} is larger than 8 MiB", _SPLIT)
    return b"".join(pieces)


def _not_a_file(shown: str, mode: int) -> OpeningError:
    kind = next((name for test, name in _KINDS if test(mode)), "a device")
    advice = "name a file in it" if stat.S_ISDIR(mode) else None
    return OpeningError("not-a-file", f"{_name(shown)} is {kind}, not a file", advice)


def _opening_error(error: OSError | ValueError, shown: str) -> OpeningError:
    number = getattr(error, "errno", None)
    name = _name(shown)
    if number in (errno.ENOENT, errno.ENOTDIR, errno.EBADF):
        expected = "check the path; `~` and `$` stand for themselves in it"
        advice = expected if re.search(r"[~$]", shown) else "check the path"
        return OpeningError("no-such-file", f"there is no file {name}", advice)
    if number == errno.ELOOP:
        message = f"{name} goes through too many symbolic links, or in a circle of them"
        return OpeningError("unreadable", message, "name the file itself")
    if number in (errno.ENXIO, errno.ENODEV):
        return OpeningError("not-a-file", f"{name} is a device or a socket, not a file")
    reason = os.strerror(number).lower() if number else str(error)
    return OpeningError("unreadable", f"{name} cannot be read: {reason}")


def _name(path: str) -> str:
    return path if path == "standard input" else show(path, 200)


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
        note_meant(os.path.join(self.base, path), self.name(path))

    def place(self, path: str) -> str:
        """Return the real path of a path that lies inside the root, its links followed.

        Raises:
            OpeningError: it lies outside.
        """
        real = os.path.realpath(os.path.join(self.base, path))
        if _is_inside(real, self.root):
            return real
        written = os.path.normpath(os.path.join(os.path.realpath(self.base), path))
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

    def open(self, file: Included, known: Container[Identity]) -> Opened:
        """Read a regular file."""
        return open_file(file.real, self.name(file.path), known, included=True)


def refuse_outside(shown: str, how: str) -> OpeningError:
    """Make the error about a path that leads out of the root."""
    advice = "copy the file into the folder, or give a wider one with `--root FOLDER`"
    return OpeningError("outside", f"{show(shown, 200)} {how} the folder of the model", advice)


def _is_inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)
