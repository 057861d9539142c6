"""The only place that writes files: whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from dataflow.common.files import find_descriptor

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
    except OSError as wrong:
        raise type(wrong)(wrong.errno, wrong.strerror, str(path)) from None


def _find_mode(target: Path) -> int | None:
    """Give the mode of what stands there, None for nothing."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    # the name is chosen before the file is there: an interruption always finds it to remove
    beside = target.with_name(f".{secrets.token_hex(8)}.tmp")
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
