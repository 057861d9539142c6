"""What the legend shows beside its words: a small piece of what it explains."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dataflow.figures.style import palette
from dataflow.figures.style.pen import (
    Ends,
    Mark,
    element,
    write_arrow,
    write_bar,
    write_box,
    write_cross,
    write_day,
    write_end,
    write_lock,
    write_mark,
    write_outlines,
    write_text,
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


def _boxes(x: float, y: float) -> str:
    return write_outlines((x + 2, y - 7), SAMPLE - 4, 14, palette.BOX_RADIUS)


def _chip(x: float, y: float) -> str:
    return write_box((x + 2, y - 6), SAMPLE - 4, 12, palette.BOX_RADIUS, class_="chip")


def _lock(x: float, y: float) -> str:
    return write_lock(x + SAMPLE / 2, y - 7)


def _count(x: float, y: float, *, text: str) -> str:
    place = (x + SAMPLE / 2, y - palette.PURPOSE.height / 2)
    return write_text(text, "count", palette.PURPOSE, place, "middle")


def _mark(x: float, y: float, *, mark: Mark) -> str:
    return write_mark(mark, x + SAMPLE / 2, y)


def _day(x: float, y: float) -> str:
    return write_day(x + SAMPLE / 2, x + SAMPLE / 2, y)


def _rough(x: float, y: float) -> str:
    ring = write_day(x + SAMPLE / 4, x + SAMPLE / 4, y, exact=False)
    d = f"M{x + SAMPLE / 2 + 1:.1f},{y:.1f}H{x + SAMPLE:.1f}"
    return ring + element("path", class_="line", d=d)


def _end(x: float, y: float, *, maybe: bool = False) -> str:
    return write_end(x + SAMPLE / 2, y, maybe=maybe)


def _upright(x: float, y: float) -> str:
    half = palette.LEGEND.height / 2
    d = f"M{x + SAMPLE / 2:.1f},{y - half:.1f}V{y + half:.1f}"
    return element("path", class_="break", d=d)


def _bar(x: float, y: float, *, begun: bool = True) -> str:
    return write_bar(Ends(x, x, x + SAMPLE, x + SAMPLE, begun=begun), y)


def _mark_of(how: str, *, sure: bool = True, hot: bool = False) -> Callable[[float, float], str]:
    return partial(_mark, mark=Mark(how, sure=sure, hot=hot, small=True))


_SAMPLES: Final[dict[Sample, tuple[str, Callable[[float, float], str]]]] = {
    "hot": ("sample hot", _line),
    "unsure": ("flow hot unsure", _chip),
    "unsure alleged": ("flow hot unsure alleged", _chip),
    "unsure assumed": ("flow hot unsure assumed", _chip),
    "unsure permitted": ("flow hot unsure permitted", _chip),
    "denied": ("sample denied", partial(_line, denied=True)),
    "flow": ("sample flow", _line),
    "alleged": ("sample flow alleged", _line),
    "assumed": ("sample flow assumed", _line),
    "permitted": ("sample flow permitted", _line),
    "quiet": ("sample quiet", _line),
    "owns": ("sample owns", _line),
    "operates": ("sample operates", _line),
    "unnamed": ("holder unnamed", _boxes),
    "locked": ("holder", _lock),
    "breach": ("cell receives hot", _mark_of("receives", hot=True)),
    "unsure breach": ("cell receives hot unsure", _mark_of("receives", hot=True)),
    "collects": ("cell collects", _mark_of("collects")),
    "receives": ("cell receives", _mark_of("receives")),
    "infers": ("cell infers", _mark_of("infers")),
    "controls": ("cell owns", _mark_of("owns")),
    "alleged mark": ("cell receives alleged", _mark_of("receives", sure=False)),
    "assumed mark": ("cell receives assumed", _mark_of("receives", sure=False)),
    "permitted mark": ("cell receives permitted", _mark_of("receives", sure=False)),
    "count": ("sample", partial(_count, text="2")),
    "others": ("sample", partial(_count, text="+")),
    "event": ("event", _day),
    "promise": ("promise", _bar),
    "broken": ("promise", _end),
    "maybe broken": ("promise", partial(_end, maybe=True)),
    "break": ("sample", _upright),
    "sharing": ("sharing", _bar),
    "alleged bar": ("sharing alleged", _bar),
    "assumed bar": ("sharing assumed", _bar),
    "permitted bar": ("sharing permitted", _bar),
    "breaking": ("sharing hot", _bar),
    "maybe breaking": ("sharing hot unsure", _bar),
    "rough": ("event", _rough),
    "unstated": ("sharing", partial(_bar, begun=False)),
}
"""Every sample: its role, by which the style sheet knows it, and how it is drawn."""
