"""Paths → bytes: regular files of bounded size, and nothing that blocks."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.reading.characters import show

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from dataflow.problems import Pickled

LARGEST: Final = 8 * 1024 * 1024
"""The most bytes that one file may have."""

# what a platform lacks, it does not need
_FLAGS: Final = sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY")
)
_NO_FOLLOW: Final[int] = getattr(os, "O_NOFOLLOW", 0)

_SPLIT: Final = "split it, and join the parts with `include`"

_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


class OpeningError(Exception):
    """A file that cannot be read.

    Attributes:
        code: the problem code.
        message: what was found.
        advice: what to do, or None.
    """

    def __init__(self, code: str, message: str, advice: str | None = None) -> None:
        """Take the parts of the problem."""
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice

    def __reduce__(self) -> Pickled:
        """Make it again from its parts."""
        return type(self), (self.code, self.message, self.advice), self.__dict__


Identity = tuple[int, int]
"""Which file it really is, whatever its name: device and inode."""


class Opened(NamedTuple):
    """A file's bytes, and which file it really is."""

    data: bytes
    identity: Identity


def open_file(
    path: str, shown: str, known: Container[Identity] = (), *, follow: bool = True
) -> Opened:
    """Read a regular file of at most `LARGEST` bytes.

    Args:
        path: the file.
        shown: what messages call it.
        known: files that are not read again: they come without bytes.
        follow: whether the path itself may be a symbolic link.

    Raises:
        OpeningError: it is missing, something else, too large, or may not be read.
    """
    try:
        # without blocking: to open a pipe that nobody writes to would wait for a writer
        handle = os.open(path, os.O_RDONLY | _FLAGS | (0 if follow else _NO_FOLLOW))
    except (OSError, ValueError) as wrong:
        raise _opening_error(wrong, shown) from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OpeningError(*_not_a_file(shown, status.st_mode))
        identity = (status.st_dev, status.st_ino)
        data = b"" if identity in known else _read_bounded(partial(os.read, handle), shown)
    except OSError as wrong:
        raise _opening_error(wrong, shown) from None
    finally:
        os.close(handle)
    return Opened(data, identity)


def read_standard_input() -> bytes:
    """Read standard input, at most `LARGEST` bytes.

    Raises:
        OpeningError: it is closed, too large, or may not be read.
    """
    if sys.stdin is None:
        raise OpeningError("unreadable", "standard input is closed", "name a file")
    try:
        return _read_bounded(sys.stdin.buffer.read, "standard input")
    except (OSError, ValueError) as wrong:
        raise _opening_error(wrong, "standard input") from None


def _read_bounded(read: Callable[[int], bytes], shown: str) -> bytes:
    """Read until the end, in pieces: one read may give less than there is."""
    pieces = []
    left = LARGEST + 1
    while left and (piece := read(left)):
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise OpeningError("too-large", f"{_name(shown)} is larger than 8 MiB", _SPLIT)
    return b"".join(pieces)


def _not_a_file(shown: str, mode: int) -> tuple[str, str, str | None]:
    kind = next((name for test, name in _KINDS if test(mode)), "a device")
    advice = "name a file in it" if stat.S_ISDIR(mode) else None
    return "not-a-file", f"{_name(shown)} is {kind}, not a file", advice


def _opening_error(wrong: OSError | ValueError, shown: str) -> OpeningError:
    number = getattr(wrong, "errno", None)
    name = _name(shown)
    if number in (errno.ENOENT, errno.ENOTDIR):
        expected = "check the path; `~` and `$` stand for themselves in it"
        advice = expected if re.search(r"[~$]", shown) else "check the path"
        return OpeningError("no-such-file", f"there is no file {name}", advice)
    if number == errno.ELOOP:
        message = f"{name} goes through too many symbolic links, or in a circle of them"
        return OpeningError("unreadable", message, "name the file itself")
    if number in (errno.ENXIO, errno.ENODEV):
        return OpeningError("not-a-file", f"{name} is a device or a socket, not a file")
    reason = os.strerror(number).lower() if number else str(wrong)
    return OpeningError("unreadable", f"{name} cannot be read: {reason}")


def _name(path: str) -> str:
    return path if path == "standard input" else show(path, 200)
