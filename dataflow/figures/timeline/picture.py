"""The axis of a timeline: where a day lies, and lines down from it that spare the words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dataflow.figures.style import palette
from dataflow.figures.style.pen import (
    CROSS,
    DAY,
    Drawn,
    Ends,
    element,
    escape,
    write_bar,
    write_day,
    write_dots,
    write_end,
)
from dataflow.figures.style.text import measure, widest, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.figures.style.palette import Type
    from dataflow.figures.timeline.spans import Band, Happening, Stretch, Tick, Timeline


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


SIDE: Final = 6
"""What stays free beside words and axis."""

GUTTER: Final = 18
"""How far the axis is from the words."""

COLUMN: Final = 0.5
"""Which part of the width is for words."""

WIDEST: Final = 420
"""How wide the words are at most."""

DATES: Final = 0.42
"""Which part of what there is for words is at most for the dates of events."""

APART: Final = 12
"""How far names on the axis are apart at least."""

BESIDE: Final = 10
"""How far words stand from what they belong to."""

ROW: Final = 12
"""How far rows are apart."""

LINES: Final = 4
"""How far the lines of a list are apart."""

BAR: Final = 16

Anchor = Literal["start", "middle", "end"]


def write_timeline(timeline: Timeline, width: float, name: str) -> Drawn:
    """Draw a timeline as wide as there is room; its ids begin with `name`."""
    if not (timeline.events or timeline.bands):
        return Drawn(0, 0, ())
    return _Drawing(timeline, width, name).draw()


class _Drawing:
    """A timeline that fills from top to bottom; `y` is where it is free.

    Attributes:
        strips: from where to where time runs from left to right.
        known: where an event stands of a day on which promises broke.
        begun: where lines of other such days begin.
        taken: where words stand.
    """

    def __init__(self, timeline: Timeline, width: float, name: str) -> None:
        self.timeline, self.width, self.name = timeline, width, name
        self.wide = width + 2 * (palette.MARGIN + palette.PANEL_SIDE) >= palette.NARROW
        column = min(width * COLUMN, WIDEST) if self.wide else width - SIDE
        self.column = column - SIDE
        left = column + GUTTER if self.wide else CROSS
        right = width - CROSS
        self.scale = Scale(timeline.first, timeline.last, left, right)
        self.strips: list[tuple[float, float]] = []
        self.known: dict[int, float] = {}
        self.taken: list[Place] = []
        self.begun = 0.0
        self.behind: list[str] = []
        self.parts: list[str] = []
        self.y = 0.0

    def draw(self) -> Drawn:
        ticks, bands = self._choose_ticks(), self.timeline.bands
        if self.wide:
            self._name_ticks(ticks)
        top = self.y
        self._events()
        if bands and not self.wide:
            self.y += ROW
            self._name_ticks(ticks)
        self.begun = self.y
        for band in bands:
            self._band(band)
        if self.wide:
            self.strips = [(top, self.y)]
        if bands or self.wide:
            self.behind[:0] = self._uprights(ticks)
            self._name_ticks(ticks)
        return Drawn(self.width, self.y, (*self.behind, *self.parts))

    # the axis

    def _choose_ticks(self) -> Sequence[Tick]:
        """Choose the densest names that do not touch each other."""
        for ticks in self.timeline.ticks:
            needed = widest([one.text for one in ticks], palette.FOOTNOTE) + APART
            places = [self.scale.x(one.day) for one in ticks]
            gaps = [other - one for one, other in pairwise(places)]
            if min(gaps, default=needed) >= needed:
                return ticks
        return self.timeline.ticks[-1][:1]

    def _name_ticks(self, ticks: Sequence[Tick]) -> None:
        left = self.scale.left - GUTTER if self.wide else 0
        for tick in ticks:
            half = measure(tick.text, palette.FOOTNOTE) / 2
            x = min(max(self.scale.x(tick.day), left + half), self.width - half)
            self._text(tick.text, "tick", palette.FOOTNOTE, x, anchor="middle")
        self.y += palette.FOOTNOTE.height + 2

    def _uprights(self, ticks: Sequence[Tick]) -> Iterator[str]:
        """Draw the days of the axis and those on which promises broke, from strip to strip."""
        for tick in ticks:
            for strip in self.strips:
                yield write_upright(self.scale.x(tick.day), strip, "grid", self.taken)
        for day in self.timeline.breaks:
            for top, bottom in self.strips:
                strip = max(top, self.known.get(day, self.begun)), bottom
                yield write_upright(self.scale.x(day), strip, "break", self.taken)

    def _level(self, start: float, end: float, y: float) -> None:
        self.behind.append(element("path", class_="grid", d=f"M{start:.1f},{y:.1f}H{end:.1f}"))

    # events

    def _events(self) -> None:
        events, more = self.timeline.events, self.timeline.more
        if not events:
            return
        self._heading(self.timeline.heading)
        left = SIDE if self.wide else 2 * DAY + BESIDE
        dates = min(widest([one.date for one in events], palette.DATA), self.column * DATES)
        middles = [self._event(one, left, dates) for one in events]
        if not self.wide:
            d = f"M{DAY:.1f},{middles[0]:.1f}V{middles[-1]:.1f}"
            self.behind.append(element("path", class_="line", d=d))
        if more:
            self._texts(wrap(more, palette.COMPANY, self.column), "count", palette.COMPANY, left)

    def _event(self, one: Happening, left: float, dates: float) -> float:
        """Write an event; give the height of its day."""
        start, end = (self.scale.x(one.first), self.scale.x(one.last)) if self.wide else (DAY, DAY)
        x, middle = left + dates + BESIDE, self.y + palette.PURPOSE.height / 2
        room = (self._free(one, start) if self.wide else self.width) - x
        outer, self.parts = self.parts, [element("title", escape(one.label))]
        top, names = self.y, wrap(one.name, palette.PURPOSE, room)
        self._texts(wrap(one.date, palette.DATA, dates), "data", palette.DATA, left)
        bottom, self.y = self.y, top
        self._texts(names, "purpose", palette.PURPOSE, x)
        self.y = max(self.y, bottom) + LINES
        self.parts.append(write_day(start, end, middle, exact=one.exact))
        if self.wide and one.exact and one.first in self.timeline.breaks:
            self.known.setdefault(one.first, middle)
        self._close(outer, "event", one.id, one.label)
        written = x + measure(names[0] if names else "", palette.PURPOSE) + BESIDE
        if self.wide and start - DAY - written > BESIDE:
            self.behind.append(write_dots(written, start - DAY - 2, middle))
        return middle

    def _free(self, one: Happening, start: float) -> float:
        """Give up to where words may stand: to their day, or to a line that runs down before it."""
        lines = [self.scale.x(day) for day in self.known if day < one.first]
        return min(start, *lines, self.width) - BESIDE

    # promises and flows

    def _band(self, band: Band) -> None:
        self._heading(band.heading)
        for number, one in enumerate(band.stretches):
            if number:
                self._level(SIDE, self.width - SIDE, self.y + ROW / 2)
                self.y += ROW
            self._stretch(one, promise=one.id.startswith("p"))
        self.y += ROW / 2

    def _stretch(self, one: Stretch, *, promise: bool) -> None:
        outer, self.parts = self.parts, [element("title", escape(one.label))]
        top = self.y
        for said, role, style in (
            (one.title, "data", palette.DATA),
            (one.text, "purpose", palette.PURPOSE),
            (one.below, "company", palette.COMPANY),
        ):
            self._texts(wrap(said, style, self.column) if said else (), role, style, SIDE)
        bottom = self.y
        self.y = top if self.wide else bottom + 2
        self._bar(one)
        self.y = max(self.y, bottom)
        kind = "promise" if promise else "sharing"
        self._close(outer, f"{kind} hot" if one.hot else kind, one.id, one.label)

    def _bar(self, one: Stretch) -> None:
        middle, at = self.y + BAR / 2, self._ends(one)
        top = self.y - 1
        self.parts.append(write_bar(at, middle))
        x = (at.lasting + at.end) / 2
        if one.broken:
            self.parts.append(write_end(x, middle))
        if one.ended:
            self._ending(one.ended, at.start - BESIDE, max(x + CROSS, at.end) + BESIDE)
        self.y += BAR
        if not self.wide:
            self.strips.append((top, self.y + 1))

    def _ends(self, one: Stretch) -> Ends:
        scale = self.scale
        start = scale.left if one.start is None else scale.x(one.start)
        end = scale.right if one.end is None else max(scale.x(one.end), start)
        sure = start if one.sure is None else min(scale.x(one.sure), end)
        lasting = end if one.lasting is None else max(scale.x(one.lasting), start)
        begun, going_on = one.start is not None, one.end is None
        vague = one.start != one.sure, one.lasting != one.end
        return Ends(start, sure, lasting, end, vague, begun=begun, going_on=going_on)

    def _ending(self, said: str, before: float, behind: float) -> None:
        """Write how something ended behind its end, or before its beginning, or below."""
        needed, top = measure(said, palette.FOOTNOTE), self.y
        self.y += (BAR - palette.FOOTNOTE.height) / 2
        if behind + needed <= self.width:
            self._text(said, "ended", palette.FOOTNOTE, behind)
        elif before - needed >= self.scale.left:
            self._text(said, "ended", palette.FOOTNOTE, before, anchor="end")
        else:
            self.y = top + BAR
            room = self.width - (self.scale.left if self.wide else 0)
            lines = wrap(said, palette.FOOTNOTE, room)
            # clear of the line that runs down from its end
            right = min(behind - BESIDE - 2 * CROSS, self.width)
            x = max(right, self.width - room + widest(lines, palette.FOOTNOTE))
            for line in lines:
                self._text(line, "ended", palette.FOOTNOTE, x, anchor="end")
                self.y += palette.FOOTNOTE.height
            top = self.y - BAR
        self.y = top

    # words

    def _heading(self, said: str) -> None:
        self.y += ROW if self.y > palette.FOOTNOTE.height + LINES else LINES
        self._text(said, "title", palette.PANEL_TITLE, SIDE)
        self.y += palette.PANEL_TITLE.height + LINES

    def _close(self, outer: list[str], role: str, key: str, label: str) -> None:
        """Put what was written since into a group of its own."""
        group = element(
            "g", self.parts, class_=role, id=f"{self.name}-{key}", role="img", aria_label=label
        )
        self.parts = [*outer, group]

    def _texts(self, lines: Sequence[str], role: str, style: Type, x: float) -> None:
        for line in lines:
            self._text(line, role, style, x)
            self.y += style.height

    def _text(
        self, said: str, role: str, style: Type, x: float, *, anchor: Anchor = "start"
    ) -> None:
        base = self.y + style.height / 2 + style.size * 0.36
        needed = measure(said, style)
        left = x - {"start": 0, "middle": needed / 2, "end": needed}[anchor]
        self.taken.append(Place(left, left + needed, self.y, self.y + style.height))
        attributes = {} if anchor == "start" else {"text_anchor": anchor}
        self.parts.append(element("text", escape(said), class_=role, x=x, y=base, **attributes))
