"""What stands on a timeline: days, bars from when to when, and where a promise broke."""

from __future__ import annotations

from typing import Final

from dataflow.drawing.markup import element, show
from dataflow.drawing.shapes import write_arrow

THICK: Final = 9
DAY: Final = 4.5
CROSS: Final = 5.5
TIP: Final = 9
LEAST: Final = 3
"""How long a bar is at least, to be seen."""


def write_day(start: float, end: float, y: float) -> str:
    """Write a day as a dot; what is only known to lie between two, as a line between rings."""
    if end - start < 2 * DAY:
        return element("circle", class_="day", cx=(start + end) / 2, cy=y, r=DAY)
    line = element("path", class_="line", d=f"M{show(start)},{show(y)}H{show(end)}")
    ends = "".join(element("circle", class_="span", cx=x, cy=y, r=DAY - 1) for x in (start, end))
    return line + ends


def write_bar(
    ends: tuple[float, float], sure: float, y: float, *, begun: bool, going_on: bool
) -> str:
    """Write a bar.

    Args:
        ends: from where to where.
        sure: up to there it may or may not have begun: the bar is thin.
        y: its middle.
        begun: whether its beginning is stated; else it has none.
        going_on: whether it goes on: it ends in an arrow.
    """
    start, end = ends
    body = end - TIP if going_on else end
    parts = []
    if sure - start > LEAST:
        parts.append(element("path", class_="line", d=f"M{show(start)},{show(y)}H{show(sure)}"))
    elif not begun:
        sure = min(start + TIP, body)
        parts.append(element("path", class_="unstated", d=f"M{show(start)},{show(y)}H{show(sure)}"))
    else:
        sure = start
    body = max(body, sure + LEAST)
    parts.append(
        element(
            "rect", class_="bar", x=sure, y=y - THICK / 2, width=body - sure, height=THICK, rx=2
        )
    )
    if going_on:
        parts.append(write_arrow((body, y), (body + TIP, y)))
    return "".join(parts)


def write_end(x: float, y: float) -> str:
    """Write a cross where a promise broke."""
    d = (
        f"M{show(x - CROSS)},{show(y - CROSS)}L{show(x + CROSS)},{show(y + CROSS)}"
        f"M{show(x - CROSS)},{show(y + CROSS)}L{show(x + CROSS)},{show(y - CROSS)}"
    )
    return element("path", class_="rupture", d=d)
