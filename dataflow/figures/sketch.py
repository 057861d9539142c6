"""A figure that is yet to be made: how large it is, and what can be drawn instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Protocol

from dataflow.common.values import dataclass
from dataflow.problems import Pickled, QuestionError

if TYPE_CHECKING:
    from dataflow.figures.figure import Figure


HOLDERS: Final = 40
"""How many holders a picture may have."""

CHIPS: Final = 120
"""How many flows it may have: with more, its layout takes longer than a reader waits."""

Where = Literal["python", "command", "page"]
"""Where a figure was asked for, and so how another one can be."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a picture of flows is: how many boxes it has, persons left out, and flows."""

    holders: int
    chips: int

    @property
    def is_readable(self) -> bool:
        """Whether it can be read, and laid out while a reader waits."""
        return self.holders <= HOLDERS and self.chips <= CHIPS

    def tell(self) -> str:
        """Tell what is too much.

        >>> Extent(41, 60).tell(), Extent(40, 121).tell()
        ('41 holders cannot be read (40 can)', '121 flows cannot be read (120 can)')
        """
        if self.holders > HOLDERS:
            return f"{self.holders} holders cannot be read ({HOLDERS} can)"
        return f"{self.chips} flows cannot be read ({CHIPS} can)"


@dataclass(frozen=True, slots=True)
class Narrower:
    """A smaller figure: of one data type, by its id, with so many holders."""

    highlight: str
    holders: int


class TooLargeError(QuestionError):
    """A picture could not be read, or its layout takes too long; the message is for Python.

    Attributes:
        found: what is too much.
        view: the id of the view that was asked for; None for a figure without one.
        narrower: a part that can be drawn, if one is known.
    """

    def __init__(
        self, found: str, view: str | None = None, narrower: Narrower | None = None
    ) -> None:
        """Tell what is too much, and what can be drawn instead."""
        self.found, self.view, self.narrower = found, view, narrower
        super().__init__(f"{found}: {'; '.join(self.advise('python'))}")

    def __reduce__(self) -> Pickled:
        """Make it again from its own parts, since the message is made of them."""
        return type(self), (self.found, self.view, self.narrower), self.__dict__

    def advise(self, where: Where) -> tuple[str, ...]:
        """Return what can be drawn instead; all of this advice leads to a figure."""
        return (*self._narrow(where), *_ADVICE[where])

    def _narrow(self, where: Where) -> tuple[str, ...]:
        if self.narrower is None:
            return ()
        data, count = self.narrower.highlight, self.narrower.holders
        figure = (
            _HIGHLIGHT[where] if self.view is None else "`highlight: {data}` in the view `{view}`"
        )
        has = f"has {count} holder{'' if count == 1 else 's'}"
        return (f"{figure.format(data=data, view=self.view)} {has}",)


_HIGHLIGHT: Final[dict[Where, str]] = {
    "python": "`highlight={data!r}`",
    "command": "`--highlight {data}`",
    "page": "the figure of `{data}`, below “Where a data type gets”,",
}
_ADVICE: Final[dict[Where, tuple[str, ...]]] = {
    "python": (
        "`draw(exposure(model))` draws a matrix",
        '`convert("dot")`, "mmd" and "markdown" write all of it',
        "`force=True` draws it all the same, which may take minutes",
    ),
    "command": (
        "a view of `kind: matrix` draws who has what",
        "`-o FILE.dot`, `.mmd` or `.md` writes all of it",
        "`--force` draws it all the same, which may take minutes",
    ),
    "page": (
        "a view of `kind: matrix` draws who has what",
        "`dataflow draw` writes all of it as .dot, .mmd or .md",
    ),
}


class Sketch(Protocol):
    """A figure that is yet to be made."""

    @property
    def figure(self) -> Figure:
        """The figure, made when it is first asked for."""
        ...

    @property
    def extent(self) -> Extent | None:
        """How large its picture is; None for one that can always be read."""
        ...

    def refuse(self) -> None:
        """Refuse to be drawn if it could not be read.

        Raises:
            TooLargeError: it could not.
        """
        ...


@dataclass(frozen=True, slots=True)
class Made:
    """A figure that is made already, and can be read whatever its size."""

    figure: Figure
    extent: None = None

    def refuse(self) -> None:
        """Refuse nothing."""
