"""The located tree: YAML as texts, lists and mappings that know where they stand."""

from __future__ import annotations

from typing import Any, Final, SupportsIndex, TypeVar

_LINE: Final = 24
_FILE: Final = 48
_LOW: Final = (1 << _LINE) - 1


class _Placed:
    """What has a place in a slot, and takes it along wherever it is pickled."""

    __slots__ = ()

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[object, ...]:
        """Take it apart as protocol 2 does: the two older ones know no slots."""
        return super().__reduce_ex__(max(2, protocol.__index__()))


class Text(_Placed, str):
    """A scalar; every scalar is text. Its packed place is where it starts, its quote included."""

    __slots__ = ("at",)
    at: int


class Nothing(Text):
    """A value that was left out, as in `facebook:`; an empty text."""

    __slots__ = ()


class Items(_Placed, list["Tree"]):
    """A list of trees. Its packed place is that of its bracket or of its first dash."""

    __slots__ = ("at",)
    at: int


class Fields(_Placed, dict[Any, "Tree"]):
    """A mapping from `Text` to trees, in the order of the file, with the place of its brace.

    Without one, it has that of its first key.
    """

    __slots__ = ("at",)
    at: int


Tree = Text | Items | Fields

T = TypeVar("T", bound=Tree)


def placed(node: T, at: int) -> T:
    """Return a node of a tree with its place, as `pack` makes it.

    >>> placed(Text("email"), pack(1, 3, 5)).at == pack(1, 3, 5)
    True
    """
    node.at = at
    return node


def pack(file: int, line: int, column: int) -> int:
    """Put a place into one integer; places of one file compare as they stand in it.

    >>> unpack(pack(2, 31, 9))
    (2, 31, 9)
    """
    return file << _FILE | line << _LINE | column


def unpack(at: int) -> tuple[int, int, int]:
    """Take a packed place apart: file number, line, column."""
    return at >> _FILE, at >> _LINE & _LOW, at & _LOW
