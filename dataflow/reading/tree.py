"""The located tree: YAML as texts, lists and mappings that know where they stand."""

from __future__ import annotations

from typing import Final

_LINE: Final = 24
_FILE: Final = 48
_LOW: Final = (1 << _LINE) - 1


class Text(str):
    """A scalar; every scalar is text. `at` is its packed place."""

    __slots__ = ("at",)
    at: int


class Nothing(Text):
    """A value that was left out, as in `facebook:`."""

    __slots__ = ()


class Items(list):  # type: ignore[type-arg]  # of trees, which cannot say so themselves
    """A list; `at` is its packed place."""

    __slots__ = ("at",)
    at: int


class Fields(dict):  # type: ignore[type-arg]  # likewise
    """A mapping from `Text` to trees; `at` is its packed place."""

    __slots__ = ("at",)
    at: int


Tree = Text | Items | Fields


def pack(file: int, line: int, column: int) -> int:
    """Put a place into one integer; places of one file compare as they stand in it.

    >>> unpack(pack(2, 31, 9))
    (2, 31, 9)
    """
    return file << _FILE | line << _LINE | column


def unpack(at: int) -> tuple[int, int, int]:
    """Take a packed place apart: file number, line, column."""
    return at >> _FILE, at >> _LINE & _LOW, at & _LOW
