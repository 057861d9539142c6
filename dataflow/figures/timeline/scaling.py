"""The axis of a timeline: where a day lies, and lines down from it that spare the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.figures.style.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterable

CLEAR: Final = 3
"""How far a line stays from words."""

LEAST: Final = 5
"""How long a piece of a line is at least: what is shorter looks like a spot."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis between two days, and where it lies."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: int) -> float:
        """Give where a day lies; of days beyond the axis, its end.

        >>> scale = Scale(100, 200, 0, 50)
        >>> scale.x(110), scale.x(1), scale.x(999)
        (5.0, 0.0, 50.0)
        """
        part = (min(max(day, self.first), self.last) - self.first) / max(self.last - self.first, 1)
        return self.left + part * (self.right - self.left)


class Place(NamedTuple):
    """Where words stand."""

    left: float
    right: float
    top: float
    bottom: float


def write_upright(x: float, strip: tuple[float, float], role: str, taken: Iterable[Place]) -> str:
    """Write a line down a strip, but not through words.

    >>> write_upright(5, (0, 90), "grid", [Place(0, 9, 20, 30)])
    '<path class="grid" d="M5.0,0.0V20.0M5.0,30.0V90.0"/>'
    """
    (top, end), pieces = strip, list[tuple[float, float]]()
    for one in sorted(taken, key=lambda one: one.top):
        if one.left - CLEAR < x < one.right + CLEAR and top < one.bottom and one.top < end:
            pieces.append((top, one.top))
            top = one.bottom
    seen = [(begun, over) for begun, over in [*pieces, (top, end)] if over - begun >= LEAST]
    d = "".join(f"M{x:.1f},{begun:.1f}V{over:.1f}" for begun, over in seen)
    return element("path", class_=role, d=d) if d else ""
