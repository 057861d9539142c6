"""A timeline as SVG: its events, the bars of promises and flows, and the axis behind them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.values import dataclass
from dataflow.figures.style import palette
from dataflow.figures.style.pen import (
    CROSS,
    DAY,
    Anchor,
    Drawn,
    Ends,
    Pen,
    element,
    write_bar,
    write_day,
    write_dots,
    write_end,
    write_group,
)
from dataflow.figures.style.text import measure, widest, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
        """Return where a day lies: for days beyond the axis, its end.

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
    for place in sorted(taken, key=lambda place: place.top):
        if place.left - CLEAR < x < place.right + CLEAR and top < place.bottom and place.top < end:
            pieces.append((top, place.top))
            top = place.bottom
    seen = [(above, below) for above, below in [*pieces, (top, end)] if below - above >= LEAST]
    d = "".join(f"M{x:.1f},{above:.1f}V{below:.1f}" for above, below in seen)
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


def write_timeline(timeline: Timeline, width: float, name: str) -> Drawn:
    """Draw a timeline as wide as there is room; its ids begin with `name`."""
    if not (timeline.events or timeline.bands):
        return Drawn(0, 0, ())
    return _Drawing(timeline, width, name).draw()


class _Drawing(Pen):
    """A timeline that fills from top to bottom.

    Attributes:
        strips: from where to where time runs from left to right.
        known: where an event stands of a day on which promises broke.
        begun: where lines of other such days begin.
        taken: where words stand.
    """

    def __init__(self, timeline: Timeline, width: float, name: str) -> None:
        super().__init__(width)
        self.timeline, self.name = timeline, name
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
            needed = widest([tick.text for tick in ticks], palette.FOOTNOTE) + APART
            places = [self.scale.x(tick.day) for tick in ticks]
            gaps = [right - left for left, right in pairwise(places)]
            if min(gaps, default=needed) >= needed:
                return ticks
        return self.timeline.ticks[-1][:1]

    def _name_ticks(self, ticks: Sequence[Tick]) -> None:
        left = self.scale.left - GUTTER if self.wide else 0
        for tick in ticks:
            half = measure(tick.text, palette.FOOTNOTE) / 2
            x = min(max(self.scale.x(tick.day), left + half), self.width - half)
            self.text(tick.text, "tick", palette.FOOTNOTE, x, "middle")
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

    def _level(self, y: float) -> None:
        d = f"M{SIDE:.1f},{y:.1f}H{self.width - SIDE:.1f}"
        self.behind.append(element("path", class_="grid", d=d))

    # events

    def _events(self) -> None:
        events, more = self.timeline.events, self.timeline.more
        if not events:
            return
        self._heading(self.timeline.heading)
        left = SIDE if self.wide else 2 * DAY + BESIDE
        dates = min(widest([event.date for event in events], palette.DATA), self.column * DATES)
        middles = [self._event(event, left, dates) for event in events]
        if not self.wide:
            d = f"M{DAY:.1f},{middles[0]:.1f}V{middles[-1]:.1f}"
            self.behind.append(element("path", class_="line", d=d))
        self.paragraph(more or "", "count", palette.COMPANY, left, self.column)

    def _event(self, event: Happening, left: float, dates: float) -> float:
        """Write an event, and return the height of its day."""
        scale, breaks = self.scale, self.timeline.breaks
        start, end = (scale.x(event.first), scale.x(event.last)) if self.wide else (DAY, DAY)
        x, middle, top = left + dates + BESIDE, self.y + palette.PURPOSE.height / 2, self.y
        room = (self._free(event, start) if self.wide else self.width) - x
        with self._grouped("event", event.id, event.label):
            self.paragraph(event.date, "data", palette.DATA, left, dates)
            bottom, self.y = self.y, top
            names = self.paragraph(event.name, "purpose", palette.PURPOSE, x, room)
            self.y = max(self.y, bottom) + LINES
            self.parts.append(write_day(start, end, middle, exact=event.exact))
        if self.wide and event.exact and event.first in breaks:
            self.known.setdefault(event.first, middle)
        written = x + measure(names[0] if names else "", palette.PURPOSE) + BESIDE
        if self.wide and start - DAY - written > BESIDE:
            self.behind.append(write_dots(written, start - DAY - 2, middle))
        return middle

    def _free(self, event: Happening, start: float) -> float:
        """Return up to where words may stand: their day, or a line that runs down before it."""
        lines = [self.scale.x(day) for day in self.known if day < event.first]
        return min(start, *lines, self.width) - BESIDE

    # promises and flows

    def _band(self, band: Band) -> None:
        self._heading(band.heading)
        for number, stretch in enumerate(band.stretches):
            if number:
                self._level(self.y + ROW / 2)
                self.y += ROW
            self._stretch(stretch)
        self.y += ROW / 2

    def _stretch(self, stretch: Stretch) -> None:
        """Write what a stretch is, and draw its bar beside that, or below it."""
        top, kind = self.y, "promise" if stretch.is_promise else "sharing"
        role = " ".join([kind, *stretch.marks])
        with self._grouped(role, stretch.id, stretch.label):
            self.paragraph(stretch.title, "data", palette.DATA, SIDE, self.column)
            self.paragraph(stretch.text, "purpose", palette.PURPOSE, SIDE, self.column)
            self.paragraph(stretch.below, "company", palette.COMPANY, SIDE, self.column)
            bottom = self.y
            self.y = top if self.wide else bottom + 2
            self._bar(stretch)
            self.y = max(self.y, bottom)

    def _bar(self, stretch: Stretch) -> None:
        top, middle, ends = self.y - 1, self.y + BAR / 2, self._find_ends(stretch)
        self.parts.append(write_bar(ends, middle))
        x = ends.end if stretch.late else (ends.lasting + ends.end) / 2
        if stretch.broken:
            self.parts.append(write_end(x, middle, maybe=not stretch.is_firm))
        if stretch.maybe:
            self.parts.append(write_end(self.scale.x(stretch.maybe.day), middle, maybe=True))
        if stretch.ended:
            self._ending(stretch.ended, ends.start - BESIDE, max(x + CROSS, ends.end) + BESIDE)
        self.y += BAR
        if not self.wide:
            self.strips.append((top, self.y + 1))

    def _find_ends(self, stretch: Stretch) -> Ends:
        scale = self.scale
        start = scale.left if stretch.start is None else scale.x(stretch.start)
        end = scale.right if stretch.end is None else max(scale.x(stretch.end), start)
        return Ends(
            start=start,
            sure=start if stretch.sure is None else min(scale.x(stretch.sure), end),
            lasting=end if stretch.lasting is None else max(scale.x(stretch.lasting), start),
            end=end,
            vague=(stretch.start != stretch.sure, stretch.lasting != stretch.end),
            begun=stretch.start is not None,
            going_on=stretch.end is None,
        )

    def _ending(self, text: str, before: float, behind: float) -> None:
        """Write how something ended behind its end, or before its beginning, or below."""
        needed, top = measure(text, palette.FOOTNOTE), self.y
        self.y += (BAR - palette.FOOTNOTE.height) / 2
        if behind + needed <= self.width:
            self.text(text, "ended", palette.FOOTNOTE, behind)
        elif before - needed >= self.scale.left:
            self.text(text, "ended", palette.FOOTNOTE, before, "end")
        else:
            self.y = top + BAR
            room = self.width - (self.scale.left if self.wide else 0)
            # each verdict, and what it may be instead, begins a line
            verdicts = re.split("(?<=;) ", text)
            lines = [line for each in verdicts for line in wrap(each, palette.FOOTNOTE, room)]
            # clear of the line that runs down from its end
            right = min(behind - BESIDE - 2 * CROSS, self.width)
            x = max(right, self.width - room + widest(lines, palette.FOOTNOTE))
            self.lines(lines, "ended", palette.FOOTNOTE, x, "end")
            top = self.y - BAR
        self.y = top

    # words

    def _heading(self, text: str) -> None:
        self.y += ROW if self.y > palette.FOOTNOTE.height + LINES else LINES
        self.text(text, "title", palette.PANEL_TITLE, SIDE)
        self.y += palette.PANEL_TITLE.height + LINES

    @contextmanager
    def _grouped(self, role: str, key: str, label: str) -> Iterator[None]:
        """Put what is drawn meanwhile into a group of its own."""
        outer, self.parts = self.parts, []
        yield
        outer.append(write_group(self.parts, role, label, f"{self.name}-{key}"))
        self.parts = outer

    def text(
        self, text: str, role: str, style: palette.Type, x: float, anchor: Anchor = "start"
    ) -> None:
        """Write a line, and remember where it stands."""
        super().text(text, role, style, x, anchor)
        width = measure(text, style)
        left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
        self.taken.append(Place(left, left + width, self.y, self.y + style.height))
