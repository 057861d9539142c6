"""Figures before they are made: it is known how large they will be, and what would be smaller."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from dataflow.figures.flow import compose
from dataflow.figures.flow.chips import count_chips
from dataflow.figures.flow.groups import find_boxes
from dataflow.figures.flow.holders import Cast
from dataflow.figures.refusing import Extent, Narrower, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dataflow.figures.figure import Figure
    from dataflow.figures.flow import Frame
    from dataflow.figures.flow.groups import Boxes
    from dataflow.figures.flow.scenes import Scene

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
