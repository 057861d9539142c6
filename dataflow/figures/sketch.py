"""What is too large for a picture: how large it is, and what can be drawn instead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, Protocol

from dataflow.figures.flow import compose
from dataflow.figures.flow.chips import count_chips
from dataflow.figures.flow.holders import Cast, find_boxes
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dataflow.figures.figure import Figure
    from dataflow.figures.flow import Frame
    from dataflow.figures.flow.holders import Boxes
    from dataflow.figures.flow.scenes import Scene
    from dataflow.problems import Pickled


HOLDERS: Final = 40
"""How many holders a picture may have."""

CHIPS: Final = 120
"""How many flows it may have: with more, its layout takes longer than a reader waits."""

Where = Literal["python", "command", "page"]
"""Where somebody asks for a figure, and so how they can ask for another one."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a picture of flows is.

    Attributes:
        holders: how many boxes it has, persons left out.
        chips: how many flows are drawn.
    """

    holders: int
    chips: int

    @property
    def is_readable(self) -> bool:
        """Whether it can be read, and laid out while a reader waits."""
        return self.holders <= HOLDERS and self.chips <= CHIPS

    def tell(self) -> str:
        """Say what is too much.

        >>> Extent(41, 60).tell(), Extent(40, 121).tell()
        ('41 holders cannot be read (40 can)', '121 flows cannot be read (120 can)')
        """
        if self.holders > HOLDERS:
            return f"{self.holders} holders cannot be read ({HOLDERS} can)"
        return f"{self.chips} flows cannot be read ({CHIPS} can)"


@dataclass(frozen=True, slots=True)
class Narrower:
    """A smaller figure: of one data type.

    Attributes:
        highlight: the id of the data type.
        holders: how many holders it has.
    """

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
        """Say what is too much, and what can be drawn instead."""
        self.found, self.view, self.narrower = found, view, narrower
        super().__init__(f"{found}: {'; '.join(self.advise('python'))}")

    def __reduce__(self) -> Pickled:
        """Make it again from its own parts, of which the message is made."""
        return type(self), (self.found, self.view, self.narrower), self.__dict__

    def advise(self, where: Where) -> tuple[str, ...]:
        """Say what can be drawn instead; whatever is said leads to a figure."""
        return (*self._narrow(where), *_MATRIX[where], *_TEXT[where], *_FORCE[where])

    def _narrow(self, where: Where) -> tuple[str, ...]:
        if self.narrower is None:
            return ()
        data, many = self.narrower.highlight, self.narrower.holders
        has = f"has {many} holder{'' if many == 1 else 's'}"
        if self.view is not None:
            return (f"`highlight: {data}` in the view `{self.view}` {has}",)
        return (f"{_HIGHLIGHT[where].format(data=data)} {has}",)


_HIGHLIGHT: Final[dict[Where, str]] = {
    "python": "`highlight={data!r}`",
    "command": "`--highlight {data}`",
    "page": "the figure of `{data}`, below “Where a data type gets”,",
}
_MATRIX: Final[dict[Where, tuple[str, ...]]] = {
    "python": ("`draw(exposure(model))` draws a matrix",),
    "command": ("a view of `kind: matrix` draws who has what",),
    "page": ("a view of `kind: matrix` draws who has what",),
}
_TEXT: Final[dict[Where, tuple[str, ...]]] = {
    "python": ('`convert("dot")`, "mmd" and "markdown" write all of it',),
    "command": ("`-o FILE.dot`, `.mmd` or `.md` writes all of it",),
    "page": ("`dataflow draw` writes all of it as .dot, .mmd or .md",),
}
_FORCE: Final[dict[Where, tuple[str, ...]]] = {
    "python": ("`force=True` draws it all the same, which may take minutes",),
    "command": ("`--force` draws it all the same, which may take minutes",),
    "page": (),
}


TRIED: Final = 3
"""How many data types are tried until one has a figure that can be read."""


class Sketch(Protocol):
    """A figure that is yet to be made."""

    @property
    def figure(self) -> Figure:
        """The figure, made when it is first asked for."""
        ...

    @property
    def extent(self) -> Extent | None:
        """How large its picture is; None for one that is always readable."""
        ...

    def refuse(self) -> None:
        """Refuse to be drawn where it could not be read.

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


@dataclass(frozen=True, eq=False)
class FlowSketch:
    """A figure of flows.

    Attributes:
        scenes: what its panels show.
        frame: what is said around them.
        view: the id of the view that it is of, if it is of one.
        narrowing: sketches the same of one data type, by its id, where that can be asked for.
    """

    scenes: Sequence[Scene]
    frame: Frame
    view: str | None = None
    narrowing: Callable[[str], FlowSketch] | None = None

    @cached_property
    def figure(self) -> Figure:
        """The figure, made when it is first asked for."""
        return compose(self.scenes, self.frame, self._boxes)

    @cached_property
    def extent(self) -> Extent:
        """How large its picture is: counted, before anything is laid out or said."""
        drawn = {
            self._boxes.of(self.scenes[0].model.holders[key])
            for scene in self.scenes
            for key in Cast(scene, self._boxes, {}).drawn
        }
        chips = (count_chips(scene, self._boxes, self.frame.parallel) for scene in self.scenes)
        return Extent(len(drawn), sum(chips))

    @cached_property
    def _boxes(self) -> Boxes:
        return find_boxes(self.scenes, group=self.frame.group)

    def refuse(self) -> None:
        """Refuse to be drawn where it could not be read, unless that was asked for all the same.

        Raises:
            TooLargeError: it could not.
        """
        if not (self.frame.force or self.extent.is_readable):
            found = f"a figure of {self.extent.tell()}"
            raise TooLargeError(found, self.view, self._find_narrower())

    def _find_narrower(self) -> Narrower | None:
        """Find a data type whose figure can be read: the first, of those with most in them."""
        if self.narrowing is None:
            return None
        for key in self._rank_data()[:TRIED]:
            extent = self.narrowing(key).extent
            if extent.is_readable and extent.holders:
                return Narrower(key, extent.holders)
        return None

    def _rank_data(self) -> list[str]:
        """List the data types that may have a smaller figure, those with most holders first."""
        holders: dict[str, set[str]] = {}
        for scene in self.scenes:
            for one in scene.passings:
                for term in one.data:
                    there = holders.setdefault(term.id, set())
                    there |= {self._boxes.of(holder) for holder in one.holders}
        asked = {scene.answer.data.id for scene in self.scenes}
        fitting = {
            key: len(some)
            for key, some in holders.items()
            if key not in asked and Extent(len(some), 0).is_readable
        }
        return sorted(fitting, key=lambda key: (-fitting[key], key))
