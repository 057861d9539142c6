"""A matrix, in no format yet: data types by companies."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal

from dataflow.common.values import dataclass
from dataflow.figures.figure import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

Having = Literal["collects", "receives", "infers", "owns"]
"""How somebody has something."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A company has a data type; `label` is that as a sentence, a hot one breaks a promise."""

    how: Having
    label: str
    hot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A company, or several that have the same.

    Attributes:
        id: unique in its matrix.
        name: what stands above it.
        companies: the ids of all that it stands for.
        listed: their names, where they are several.
        owner: whose companies they are, with others in the matrix.
        unnamed: it stands for somebody whom the source does not name.
    """

    id: str
    name: str
    companies: tuple[str, ...]
    listed: str | None = None
    owner: str | None = None
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A data type.

    Attributes:
        count: how many companies have it.
        cells: by the ids of the columns, of those that have it.
    """

    id: str
    name: str
    count: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Rest:
    """The data types that are not shown.

    Attributes:
        text: how many they are, in words.
        counts: how many of them a company has, by the ids of the columns.
    """

    text: str
    counts: dict[str, int]


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
        rest: the data types that are not shown.
        more: how companies are counted that are not shown, with their number as `{n}`.
    """

    columns: tuple[Column, ...] = ()
    groups: tuple[Group, ...] = ()
    folded: tuple[Column, ...] = ()
    folded_groups: tuple[Group, ...] = ()
    rest: Rest | None = None
    more: str = "+ {n}"

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all groups, for `columns`."""
        return chain.from_iterable(group.rows for group in self.groups)
