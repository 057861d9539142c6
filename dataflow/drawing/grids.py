"""A matrix, in no format yet: data types by companies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dataflow.drawing.figure import Picture

Having = Literal["collects", "receives", "owns"]
"""How somebody has something."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A company has a data type.

    Attributes:
        label: that as a sentence without its stop.
        hot: whether it breaks a promise.
    """

    how: Having
    label: str
    hot: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A company, or several that have the same.

    Attributes:
        id: unique in its matrix.
        name: what stands above it.
        names: of all that it stands for.
        unnamed: it stands for somebody whom the source does not name.
    """

    id: str
    name: str
    names: tuple[str, ...]
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A data type.

    Attributes:
        count: how many companies have it.
        cells: by the ids of the columns, of those that have it.
        more: how many companies have it whose columns are left out.
    """

    id: str
    name: str
    count: int
    cells: dict[str, Cell]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading, which may be none."""

    heading: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Picture):
    """Who has what.

    Attributes:
        columns: the companies, and the same folded: those with the same in one column.
        folded: fewer columns, for where the others do not fit.
        groups: the rows for `columns`; `folded_groups` for `folded`.
        left_out: how many data types are not shown.
        said: the words of the picture: `more` companies or data types, with the count.
    """

    columns: tuple[Column, ...] = ()
    groups: tuple[Group, ...] = ()
    folded: tuple[Column, ...] = ()
    folded_groups: tuple[Group, ...] = ()
    left_out: str | None = None
    more: str = "+ {n}"
