"""A timeline as SVG: time runs from left to right, everything has a line of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dataflow.drawing import palette
from dataflow.drawing.bars import write_bar, write_day, write_end
from dataflow.drawing.drawn import Drawn
from dataflow.drawing.markup import element, escape
from dataflow.drawing.measuring import measure, widest, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.drawing.palette import Type
    from dataflow.drawing.spans import Band, Happening, Stretch, Tick, Timeline

SIDE: Final = 8
"""What stays free beside the axis."""

APART: Final = 12
"""How far names on the axis are apart at least."""

BESIDE: Final = 10
"""How far words stand from the day that they belong to."""

ROW: Final = 6
BAR: Final = 18


def write_timeline(timeline: Timeline, width: float, name: str) -> Drawn:
    """Draw a timeline as wide as there is room; its ids begin with `name`."""
    if not (timeline.events or timeline.bands):
        return Drawn(0, 0, ())
    return _Drawing(timeline, width, name).draw()


class _Drawing:
    """A timeline that fills from top to bottom; `y` is where it is free."""

    def __init__(self, timeline: Timeline, width: float, name: str) -> None:
        self.timeline, self.width, self.name = timeline, width, name
        self.parts: list[str] = []
        self.y = 0.0

    def x(self, day: int) -> float:
        """Give where a day lies."""
        first, last = self.timeline.first, self.timeline.last
        part = (min(max(day, first), last) - first) / max(last - first, 1)
        return SIDE + part * (self.width - 2 * SIDE)

    def draw(self) -> Drawn:
        ticks = self._choose_ticks()
        self._name_ticks(ticks)
        top = self.y
        if self.timeline.events:
            self._heading(self.timeline.heading)
            for one in self.timeline.events:
                self._event(one)
            if self.timeline.more:
                self._text(self.timeline.more, "count", palette.COMPANY, SIDE)
                self.y += palette.COMPANY.height
        begun = self.y
        for band in self.timeline.bands:
            self._band(band)
        behind = [self._grid(tick.day, top, self.y, "grid") for tick in ticks]
        behind += [self._grid(day, begun, self.y, "break") for day in self.timeline.breaks]
        self._name_ticks(ticks)
        return Drawn(self.width, self.y, (*behind, *self.parts))

    def _choose_ticks(self) -> Sequence[Tick]:
        """Choose the densest names that do not touch each other."""
        for ticks in self.timeline.ticks:
            needed = widest([one.text for one in ticks], palette.FOOTNOTE) + APART
            places = [self.x(one.day) for one in ticks]
            gaps = [other - one for one, other in pairwise(places)]
            if min(gaps, default=needed) >= needed:
                return ticks
        return self.timeline.ticks[-1][:1]

    def _name_ticks(self, ticks: Sequence[Tick]) -> None:
        for tick in ticks:
            half = measure(tick.text, palette.FOOTNOTE) / 2
            x = min(max(self.x(tick.day), half), self.width - half)
            self._text(tick.text, "tick", palette.FOOTNOTE, x, anchor="middle")
        self.y += palette.FOOTNOTE.height + 2

    def _grid(self, day: int, top: float, end: float, role: str) -> str:
        x = self.x(day)
        return element("path", class_=role, d=f"M{x:.1f},{top:.1f}V{end:.1f}")

    def _heading(self, said: str) -> None:
        self.y += 6
        self._text(said, "title", palette.PANEL_TITLE, SIDE)
        self.y += palette.PANEL_TITLE.height + 2

    # events

    def _event(self, one: Happening) -> None:
        start, end = self.x(one.first), self.x(one.last)
        said, x, anchor = self._beside(f"{one.date} ", one.name, start, end)
        top, parts = self.y, self.parts
        self.parts = [element("title", escape(one.label))]
        self.parts.append(write_day(start, end, top + palette.PURPOSE.height / 2))
        for line in said:
            self._text(line, "purpose", palette.PURPOSE, x, anchor=anchor)
            self.y += palette.PURPOSE.height
        self._close(parts, "event", one.id, one.label)
        self.y += ROW

    def _beside(
        self, date: str, name: str, start: float, end: float
    ) -> tuple[Sequence[str], float, str]:
        """Say where words stand: behind the day, before it, or on several lines of either."""
        text = date + name
        whole = measure(text, palette.PURPOSE)
        behind, before = self.width - end - BESIDE, start - BESIDE
        if whole <= behind or (whole > before and behind >= before):
            return wrap(text, palette.PURPOSE, behind), end + BESIDE, "start"
        return wrap(text, palette.PURPOSE, before), start - BESIDE, "end"

    # promises and flows

    def _band(self, band: Band) -> None:
        self._heading(band.heading)
        for one in band.stretches:
            self._stretch(one, promise=one.id.startswith("p"))

    def _stretch(self, one: Stretch, *, promise: bool) -> None:
        start = self.x(one.start) if one.start is not None else 0.0
        sure = self.x(one.sure) if one.sure is not None else start
        end = self.x(one.end) if one.end is not None else self.width
        lines = wrap(one.text, palette.PURPOSE, self.width - 2 * SIDE)
        x = max(min(start, self.width - SIDE - widest(lines, palette.PURPOSE)), SIDE)
        outer = self.parts
        self.parts = [element("title", escape(one.label))]
        for line in lines:
            self._text(line, "purpose", palette.PURPOSE, x)
            self.y += palette.PURPOSE.height
        middle = self.y + BAR / 2
        self.parts.append(
            write_bar(
                (start, max(end, start)),
                min(sure, end),
                middle,
                begun=one.start is not None,
                going_on=one.end is None,
            )
        )
        if one.broken:
            self.parts.append(write_end(end, middle))
        if one.ended:
            self._ending(one.ended, start, end)
        self.y += BAR
        kind = "promise" if promise else "sharing"
        self._close(outer, f"{kind} hot" if one.hot else kind, one.id, one.label)
        self.y += ROW

    def _ending(self, said: str, start: float, end: float) -> None:
        """Write how something ended behind its end, or before its beginning, or upon it."""
        needed, top = measure(said, palette.FOOTNOTE), self.y
        self.y += (BAR - palette.FOOTNOTE.height) / 2
        if end + BESIDE + needed <= self.width:
            self._text(said, "ended", palette.FOOTNOTE, end + BESIDE)
        elif start - BESIDE - needed >= 0:
            self._text(said, "ended", palette.FOOTNOTE, start - BESIDE, anchor="end")
        else:
            self.y = top + BAR
            x = max(min(end, self.width) - needed, 0)
            self._text(said, "ended", palette.FOOTNOTE, x)
            top += palette.FOOTNOTE.height
        self.y = top

    def _close(self, outer: list[str], role: str, key: str, label: str) -> None:
        """Put what was written since into a group of its own."""
        group = element(
            "g", self.parts, class_=role, id=f"{self.name}-{key}", role="img", aria_label=label
        )
        self.parts = [*outer, group]

    def _text(self, said: str, role: str, style: Type, x: float, *, anchor: str = "start") -> None:
        base = self.y + style.height / 2 + style.size * 0.36
        attributes = {} if anchor == "start" else {"text_anchor": anchor}
        self.parts.append(element("text", escape(said), class_=role, x=x, y=base, **attributes))
