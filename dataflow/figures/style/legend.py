"""What the legend shows beside its words: a small piece of what it explains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.figures.style import palette
from dataflow.figures.style.pen import (
    Ends,
    element,
    write_arrow,
    write_bar,
    write_cross,
    write_day,
    write_end,
    write_lock,
    write_mark,
)

if TYPE_CHECKING:
    from dataflow.figures.figure import Sample

_OF_TIMELINES: Final = frozenset(
    ("event", "promise", "broken", "sharing", "breaking", "rough", "unstated")
)

SAMPLE: Final = 26
"""The width of a sample."""


def write_sample(kind: Sample, x: float, y: float) -> str:
    """Draw what an entry of the legend explains; `y` is its middle."""
    if kind == "unnamed":
        box = element("rect", x=x + 2, y=y - 6, width=SAMPLE - 4, height=12, rx=palette.BOX_RADIUS)
        return element("g", box, class_="holder unnamed")
    if kind == "locked":
        return element("g", write_lock(x + SAMPLE / 2, y - 7), class_="holder")
    if kind in {"breach", "collects", "receives", "controls"}:
        how = {"breach": "receives", "controls": "owns"}.get(kind, kind)
        mark = write_mark(how, x + SAMPLE / 2, y, hot=kind == "breach", small=True)
        return element("g", mark, class_=f"cell {how}" + (" hot" if kind == "breach" else ""))
    if kind in _OF_TIMELINES:
        return _of_timeline(kind, x, y)
    tip, foot = (x + SAMPLE, y), (x + SAMPLE - palette.ARROW, y)
    line = element("path", class_="line", d=f"M{x:.1f},{y:.1f}H{foot[0]:.1f}")
    end = write_cross(foot, tip) if kind == "denied" else write_arrow(foot, tip)
    return element("g", line + end, class_=f"sample {kind}")


def _of_timeline(kind: Sample, x: float, y: float) -> str:
    if kind == "event":
        return element("g", write_day(x + SAMPLE / 2, x + SAMPLE / 2, y), class_="event")
    if kind == "broken":
        return element("g", write_end(x + SAMPLE / 2, y), class_="promise")
    if kind == "rough":
        ring = write_day(x + SAMPLE / 4, x + SAMPLE / 4, y, exact=False)
        line = element(
            "path", class_="line", d=f"M{x + SAMPLE / 2 + 1:.1f},{y:.1f}H{x + SAMPLE:.1f}"
        )
        return element("g", ring + line, class_="event")
    bar = write_bar(Ends(x, x, x + SAMPLE, x + SAMPLE, begun=kind != "unstated"), y)
    role = {"breaking": "sharing hot", "unstated": "sharing"}.get(kind, str(kind))
    return element("g", bar, class_=role)
