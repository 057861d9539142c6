"""Whether files have changed: a signature of them, which costs no reading."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Signature = tuple[tuple[str | int, ...], ...]
"""Of each path what tells it from what was there before."""


def sign(paths: Iterable[str]) -> Signature:
    """Sign files, and folders by the names in them; what is not there is signed as that.

    Args:
        paths: as they may be opened; links count as what they lead to.
    """
    return tuple(_sign(path) for path in sorted(paths))


def _sign(path: str) -> tuple[str | int, ...]:
    try:
        found = os.stat(path)  # noqa: PTH116 - paths stay as written
        if stat.S_ISDIR(found.st_mode):
            return (path, *sorted(os.listdir(path)))  # noqa: PTH208 - as above
    except (OSError, ValueError):  # a name may hold what no file's name can
        return (path,)
    return (path, found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev)
