"""What the legend shows beside its words: a small piece of what it explains."""

from __future__ import annotations

from functools import partial
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
    from collections.abc import Callable

    from dataflow.figures.figure import Sample

SAMPLE: Final = 26
"""The width of a sample."""


def write_sample(kind: Sample, x: float, y: float) -> str:
    """Draw what an entry of the legend explains; `x` is its left end, `y` its middle."""
    role, draw = _SAMPLES[kind]
    return element("g", draw(x, y), class_=role)


def _line(x: float, y: float, *, denied: bool = False) -> str:
    tip, foot = (x + SAMPLE, y), (x + SAMPLE - palette.ARROW, y)
    line = element("path", class_="line", d=f"M{x:.1f},{y:.1f}H{foot[0]:.1f}")
    return line + (write_cross(foot, tip) if denied else write_arrow(foot, tip))


def _box(x: float, y: float) -> str:
    return element("rect", x=x + 2, y=y - 6, width=SAMPLE - 4, height=12, rx=palette.BOX_RADIUS)


def _lock(x: float, y: float) -> str:
    return write_lock(x + SAMPLE / 2, y - 7)


def _mark(x: float, y: float, *, how: str, hot: bool = False) -> str:
    return write_mark(how, x + SAMPLE / 2, y, hot=hot, small=True)


def _day(x: float, y: float) -> str:
    return write_day(x + SAMPLE / 2, x + SAMPLE / 2, y)


def _rough(x: float, y: float) -> str:
    ring = write_day(x + SAMPLE / 4, x + SAMPLE / 4, y, exact=False)
    d = f"M{x + SAMPLE / 2 + 1:.1f},{y:.1f}H{x + SAMPLE:.1f}"
    return ring + element("path", class_="line", d=d)


def _end(x: float, y: float) -> str:
    return write_end(x + SAMPLE / 2, y)


def _bar(x: float, y: float, *, begun: bool = True) -> str:
    return write_bar(Ends(x, x, x + SAMPLE, x + SAMPLE, begun=begun), y)


_SAMPLES: Final[dict[Sample, tuple[str, Callable[[float, float], str]]]] = {
    "hot": ("sample hot", _line),
    "denied": ("sample denied", partial(_line, denied=True)),
    "flow": ("sample flow", _line),
    "quiet": ("sample quiet", _line),
    "owns": ("sample owns", _line),
    "operates": ("sample operates", _line),
    "unnamed": ("holder unnamed", _box),
    "locked": ("holder", _lock),
    "breach": ("cell receives hot", partial(_mark, how="receives", hot=True)),
    "collects": ("cell collects", partial(_mark, how="collects")),
    "receives": ("cell receives", partial(_mark, how="receives")),
    "controls": ("cell owns", partial(_mark, how="owns")),
    "event": ("event", _day),
    "promise": ("promise", _bar),
    "broken": ("promise", _end),
    "sharing": ("sharing", _bar),
    "breaking": ("sharing hot", _bar),
    "rough": ("event", _rough),
    "unstated": ("sharing", partial(_bar, begun=False)),
}
"""Every sample: its role, by which the style sheet knows it, and how it is drawn."""
