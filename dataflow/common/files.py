"""Files: which one a name really is, which were read, and the only place that writes them."""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


STANDARD_INPUT: Final = "-"

Identity = tuple[int | str, int | str]
"""Which file it really is, whatever its name: device and inode; of git, the tree and the path."""


How = Literal["named", "included", "kept", "meant"]
"""Why a file is on record: the user named it, another file includes it, git has it otherwise, or an
`include` names it, and it was not read."""


class Seen(NamedTuple):
    """A file that was or was to be read, or that git gave as it was: by which name, and why."""

    name: str
    how: How


Record = dict[Identity, Seen]
"""What was read or was to be read, by what it really is."""

_RECORDS: ContextVar[tuple[Record, ...]] = ContextVar("_RECORDS", default=())

_STANDARD: Final = {"stdin": 0, "stdout": 1, "stderr": 2}
_STREAM: Final = re.compile(r"/dev/(stdin|stdout|stderr)|/(?:dev|proc/(?:self|\d+))/fd/(\d{1,9})")
_MOST_LINKS: Final = 40


@contextmanager
def recording() -> Iterator[Record]:
    """Record which files are read meanwhile; records may stand within each other."""
    record: Record = {}
    before = _RECORDS.set((*_RECORDS.get(), record))
    try:
        yield record
    finally:
        _RECORDS.reset(before)


def note_read(identity: Identity, name: str, how: How = "named") -> None:
    """Note in every record that a file is read; the first name stays, unless it was only meant."""
    for record in _RECORDS.get():
        known = record.setdefault(identity, Seen(name, how))
        if known.how == "meant" != how:
            record[identity] = Seen(name, how)


def note_meant(path: str, name: str) -> None:
    """Note in every record what stands where an `include` points, whether or not it is taken.

    Links are followed. `name` is what messages call it.
    """
    if _RECORDS.get():  # else nobody wants to know, and the disk is left alone
        with suppress(OSError, ValueError):
            note_read(identify(os.stat(path)), name, "meant")


def find_read(path: str | os.PathLike[str]) -> Seen | None:
    """Return how a file is on record since the outermost one began, whatever its name was then."""
    records = _RECORDS.get()
    descriptor = find_descriptor(path)
    with suppress(OSError, ValueError):
        status = os.stat(path if descriptor is None else descriptor)
        return records[0].get(identify(status)) if records else None
    return None


def identify(status: os.stat_result) -> Identity:
    """Return which file it really is."""
    return status.st_dev, status.st_ino


def find_descriptor(path: str | os.PathLike[str]) -> int | None:
    """Return the open file of this program that a name stands for, such as `/dev/stdin`.

    Such a name is not opened: on some systems it would begin anew at the start of the file, and of
    a socket it cannot be opened at all.

    >>> find_descriptor("/dev/stdout"), find_descriptor("/dev/fd/63"), find_descriptor("out.txt")
    (1, 63, None)
    """
    name = os.path.normpath(os.fspath(path))
    for _ in range(_MOST_LINKS):
        if found := _STREAM.fullmatch(name):
            own = not name.startswith("/proc/") or name.split("/")[2] in ("self", str(os.getpid()))
            return _STANDARD[found[1]] if found[1] else int(found[2]) if own else None
        try:
            link = os.readlink(name)
        except (OSError, ValueError):
            return None
        name = os.path.normpath(os.path.join(os.path.dirname(name), link))
    return None


def is_stream(path: str | os.PathLike[str]) -> bool:
    """Return whether a name stands for what is read once, from its beginning: no file of a folder.

    >>> is_stream("-"), is_stream("/dev/fd/63"), is_stream("model.yaml")
    (True, True, False)
    """
    if os.fspath(path) == STANDARD_INPUT or find_descriptor(path) is not None:
        return True
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


_NEW: Final = 0o666
"""The mode of a new file, of which the umask takes."""


def write_text(path: str | Path, text: str) -> None:
    """Write a text as UTF-8, as `write_bytes` does.

    Raises:
        OSError: it cannot be written; `filename` is the path that was given.
    """
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_bytes(path: str | Path, data: bytes) -> None:
    """Write a file: it is the old one until it is the new one.

    The mode of an existing file is kept, and a symbolic link stays one. A device or pipe, of
    which there is no old one to keep, is written to; so is a file that is open already, such as
    `/dev/stdout`: what stands in it before stays.

    Raises:
        OSError: it cannot be written; `filename` is the path that was given.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_bytes(f"{folder}/a.txt", b"whole")
    ...     Path(f"{folder}/a.txt").read_text(), len(os.listdir(folder))
    ('whole', 1)
    """
    try:
        descriptor = find_descriptor(path)
        if descriptor is not None:
            _fill(os.dup(descriptor), data)
            return
        target = Path(os.path.realpath(path))
        mode = _find_mode(target)
        if mode is None or stat.S_ISREG(mode):
            _replace(target, data, mode)
        else:
            _fill(os.open(target, os.O_WRONLY), data)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from None


def _find_mode(target: Path) -> int | None:
    """Return the mode of what stands there, None for nothing."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    # the name is chosen before the file is there: an interruption always finds it to remove
    beside = target.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        _fill(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NEW), data, sync=True)
        if mode is not None:
            beside.chmod(stat.S_IMODE(mode))
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _sync_folder(target.parent)


def _fill(handle: int, data: bytes, *, sync: bool = False) -> None:
    with open(handle, "wb", buffering=0) as file:
        left = memoryview(data)
        while left:  # a full disk may take a part before it says so
            left = left[file.write(left) or 0 :]
        if sync:
            os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name last; where a folder cannot be opened (Windows), the system sees to it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
