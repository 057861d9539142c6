"""What stands on a timeline: days, bars from when to when, and where a promise broke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dataflow.figures.flow.shapes import write_arrow
from dataflow.figures.style.pen import element, show

THICK: Final = 9
DAY: Final = 4.5
CROSS: Final = 5.5
TIP: Final = 9
DOTS: Final = 6
LEAST: Final = 3
"""How long a bar is at least, to be seen."""


def write_day(start: float, end: float, y: float, *, exact: bool = True) -> str:
    """Write a day as a dot, what lasted as a line between two.

    What is not known to the day has rings in place of dots.
    """
    role, radius = ("day", DAY) if exact else ("span", DAY - 0.5)
    if end - start < 2 * DAY:
        return element("circle", class_=role, cx=(start + end) / 2, cy=y, r=radius)
    line = _line(start, end, y, "line")
    ends = (element("circle", class_=role, cx=x, cy=y, r=radius) for x in (start, end))
    return line + "".join(ends)


def write_dots(start: float, end: float, y: float) -> str:
    """Write dots that lead from words to their day."""
    count = max(int((end - start) / DOTS), 1)
    dots = "".join(f"M{show(end - DOTS * number)},{show(y)}h-1" for number in range(count))
    return element("path", class_="line", d=dots)


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a bar begins and ends.

    Attributes:
        start, sure: it has begun between these.
        lasting, end: it has ended between these.
        vague: whether its beginning and its end are not known to the day: where that is too
            little to be seen, a ring says so.
        begun: whether its beginning is stated; else it has none.
        going_on: whether it goes on: it ends in an arrow.
    """

    start: float
    sure: float
    lasting: float
    end: float
    vague: tuple[bool, bool] = (False, False)
    begun: bool = True
    going_on: bool = False


def write_bar(at: Ends, y: float) -> str:
    """Write a bar with `y` as its middle: thin where it may or may not have been so."""
    tip = TIP if at.going_on else 0
    left, right = at.sure, max(at.lasting - tip, at.start)
    parts = []
    if not at.begun:
        left = min(at.start + TIP, right)
        parts.append(_line(at.start, left, y, "unstated"))
    if left - at.start > LEAST and at.begun:
        parts.append(_line(at.start, min(left, at.end), y, "line"))
    if at.end - at.lasting > LEAST:
        parts.append(_line(max(at.lasting, at.start), at.end, y, "line"))
    if right > left or not parts:
        parts.append(_box(left, max(right, left + LEAST), y))
    if at.going_on:
        parts.append(write_arrow((at.end - TIP, y), (at.end, y)))
    for x, width, vague in (
        (at.start, at.sure - at.start, at.vague[0]),
        (at.end, at.end - at.lasting, at.vague[1]),
    ):
        if vague and width < 2 * DAY:
            parts.append(write_day(x, x, y, exact=False))
    return "".join(parts)


def _line(start: float, end: float, y: float, role: str) -> str:
    return element("path", class_=role, d=f"M{show(start)},{show(y)}H{show(end)}")


def _box(left: float, right: float, y: float) -> str:
    return element(
        "rect", class_="bar", x=left, y=y - THICK / 2, width=right - left, height=THICK, rx=2
    )


def write_end(x: float, y: float) -> str:
    """Write a cross where a promise broke."""
    d = (
        f"M{show(x - CROSS)},{show(y - CROSS)}L{show(x + CROSS)},{show(y + CROSS)}"
        f"M{show(x - CROSS)},{show(y + CROSS)}L{show(x + CROSS)},{show(y - CROSS)}"
    )
    return element("path", class_="rupture", d=d)
