"""A matrix, in no format yet: data types by companies."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from dataflow.common.values import dataclass
from dataflow.figures.figure import Picture, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.answers import How, Status


@dataclass(frozen=True, slots=True)
class Cell:
    """A company has a data type.

    Attributes:
        label: that as a sentence.
        hot: whether it breaks a promise.
        unsure: whether it does so only if what is not firm is so.
        status: how sure it is that the company has it.
    """

    how: How
    label: str
    hot: bool = False
    unsure: bool = False
    status: Status = "stated"

    @property
    def marks(self) -> tuple[str, ...]:
        """How it is had, which of `hot` and `unsure` it is, and how sure."""
        return (self.how, *mark(self.status, hot=self.hot, unsure=self.unsure))


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
        count: how many companies that are named have it firmly.
        others: whether some have it firmly who are not named.
        cells: by the ids of the columns, of those that have it.
    """

    id: str
    name: str
    count: int
    cells: dict[str, Cell]
    others: bool = False

    @property
    def many(self) -> str:
        """How many have it, with a plus where others may come to them who are not named."""
        return f"{self.count or ''}+" if self.others else str(self.count)


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
