"""Paths → bytes: regular files of bounded size, and includes that stay inside a folder."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

LARGEST: Final = 8 * 1024 * 1024
"""The most bytes that one file may have."""

GLOB_LIMIT: Final = 10_000
"""The most entries that a glob is matched against."""

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class OpeningError(Exception):
    """A file that cannot be read: a problem code, what to say, what to do."""

    def __init__(self, code: str, message: str, advice: str | None = None) -> None:
        """Take the parts of the problem."""
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's bytes, and which file it really is (device and inode)."""

    data: bytes
    identity: tuple[int, int]


def open_file(path: Path, shown: str) -> Opened:
    """Read a regular file of at most `LARGEST` bytes.

    Raises:
        OpeningError: it is missing, something else, too large, or may not be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as wrong:
        raise _opening_error(wrong, shown) from None
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OpeningError("not-a-file", f"`{shown}` is {_kind(status.st_mode)}, not a file")
        return Opened(_bounded(file.read(LARGEST + 1), shown), (status.st_dev, status.st_ino))


def read_standard_input() -> bytes:
    """Read standard input, up to `LARGEST` bytes."""
    return _bounded(sys.stdin.buffer.read(LARGEST + 1), "standard input")


def _bounded(data: bytes, shown: str) -> bytes:
    if len(data) > LARGEST:
        raise OpeningError(
            "too-large",
            f"`{shown}` is larger than 8 MiB",
            "split it, and join the parts with `include`",
        )
    return data


def _opening_error(wrong: OSError | ValueError, shown: str) -> OpeningError:
    code = getattr(wrong, "errno", None)
    if code in (errno.ENOENT, errno.ENOTDIR):
        return OpeningError("no-such-file", f"there is no file `{shown}`", "check the path")
    if code == errno.ELOOP:
        return OpeningError("unreadable", f"`{shown}` leads through too many symbolic links")
    if code == errno.ENXIO:
        return OpeningError("not-a-file", f"`{shown}` is a device, not a file")
    reason = os.strerror(code).lower() if code else str(wrong)
    return OpeningError("unreadable", f"`{shown}` cannot be read: {reason}")


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for test, name in kinds if test(mode)), "a device")


def find_included(pattern: str, folder: Path, root: Path) -> list[Path]:
    """Find the files that an `include` entry names: a path, or a glob, from a folder.

    Raises:
        OpeningError: it is no relative path, leaves the root, or fits no file.
    """
    _refuse_odd(pattern)
    if not any(character in pattern for character in "*?["):
        return [_contained(folder / pattern, root, pattern)]
    base = _contained(folder, root, pattern)
    found = sorted(islice(base.glob(pattern), GLOB_LIMIT + 1))
    if len(found) > GLOB_LIMIT:
        raise OpeningError("too-large", f"`{pattern}` fits more than {GLOB_LIMIT} files")
    files = [_contained(path, root, pattern) for path in found if not path.is_dir()]
    if not files:
        raise OpeningError("no-such-file", f"no file fits `{pattern}`", "check the pattern")
    return files


def _refuse_odd(pattern: str) -> None:
    if _URL.match(pattern):
        raise OpeningError("outside", "an address cannot be included", "download the file first")
    if pattern.startswith(("/", "\\")) or re.match(r"[A-Za-z]:[\\/]", pattern):
        raise OpeningError(
            "outside",
            f"`{pattern}` is an absolute path",
            "name the file from the folder of the one that includes it",
        )
    if not pattern.isprintable():
        raise OpeningError("no-such-file", "the path holds a control character")


def _contained(path: Path, root: Path, pattern: str) -> Path:
    """Make sure that a path, links followed, lies inside the root."""
    real = Path(os.path.realpath(path))
    if real == root or root in real.parents:
        return path
    how = "is a link that leaves" if ".." not in Path(pattern).parts else "leaves"
    raise OpeningError(
        "outside",
        f"`{pattern}` {how} the folder of the model",
        "`--root FOLDER` says how far includes may go",
    )
