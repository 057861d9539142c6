"""SVG as text: its elements, its shapes, and the one place that escapes."""

from __future__ import annotations

import math
import re
from dataclasses import field
from typing import TYPE_CHECKING, Final, Literal

from dataflow.common.values import dataclass
from dataflow.figures.style import palette
from dataflow.figures.style.text import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_ESCAPES: Final = {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
    ord("\t"): "&#9;",
    ord("\n"): "&#10;",
    ord("\r"): "&#13;",
}
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udfff]|[\ufffe\uffff]")
"""In three parts, since `re` spells one large set out, character by character."""


def escape(text: str) -> str:
    r"""Write text for XML, in an element as in an attribute; what XML cannot have becomes U+FFFD.

    >>> escape("<script>a && \"b\"</script> ]]> it's")
    '&lt;script&gt;a &amp;&amp; &quot;b&quot;&lt;/script&gt; ]]&gt; it&#39;s'
    >>> escape("a\0b")
    'a\ufffdb'
    """
    return _NOT_XML.sub("\ufffd", text).translate(_ESCAPES)


def element(tag: str, content: Iterable[str] | str = (), /, **attributes: str | float) -> str:
    """Write an element around content that is markup already.

    Attributes are named as in Python: `class_`, `text_anchor`.

    >>> element("text", escape("A & B"), class_="name", x=12.0, text_anchor="middle")
    '<text class="name" x="12" text-anchor="middle">A &amp; B</text>'
    """
    inner = content if isinstance(content, str) else "".join(content)
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(show(value))}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def show(value: str | float) -> str:
    """Write a number in at most one decimal, and text as it is.

    >>> show(12.04), show(-0.01), show("M0,0")
    ('12', '0', 'M0,0')
    """
    if isinstance(value, str):
        return value
    # adding 0 turns the -0.0 that rounding may give into 0.0
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The SVG of a picture, from its upper left corner, to be put into a figure.

    Its elements stand in the order in which they lie upon each other.
    """

    width: float
    height: float
    parts: tuple[str, ...]


Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(slots=True)
class Pen:
    """Draws a picture that fills from top to bottom.

    Attributes:
        width: how far the picture reaches.
        y: where it is free.
        parts: what is drawn, in the order in which it lies upon each other.
    """

    width: float = 0
    y: float = 0
    parts: list[str] = field(default_factory=list)

    def text(
        self, text: str, role: str, style: palette.Type, x: float, anchor: Anchor = "start"
    ) -> None:
        """Write a line in the middle of `style.height` pixels from `y` on."""
        self.parts.append(write_text(text, role, style, (x, self.y), anchor))

    def lines(
        self,
        lines: Iterable[str],
        role: str,
        style: palette.Type,
        x: float,
        anchor: Anchor = "start",
    ) -> None:
        """Write lines below each other."""
        for line in lines:
            self.text(line, role, style, x, anchor)
            self.y += style.height

    def paragraph(
        self, text: str, role: str, style: palette.Type, x: float, room: float
    ) -> Sequence[str]:
        """Write a text in as many lines as it takes; return them."""
        lines = wrap(text, style, room) if text else ()
        self.lines(lines, role, style, x)
        return lines

    def block(self, role: str, height: float) -> None:
        """Put a rectangle over the whole width, from `y` on."""
        box = element("rect", class_=role, x=0, y=self.y, width=self.width, height=height)
        self.parts.append(box)

    def drawn(self) -> Drawn:
        """Return what has been drawn."""
        return Drawn(self.width, self.y, tuple(self.parts))


def write_text(
    text: str, role: str, style: palette.Type, at: Point, anchor: Anchor = "start"
) -> str:
    """Write a line of text below a point, in the middle of `style.height` pixels."""
    attributes = {} if anchor == "start" else {"text_anchor": anchor}
    # capitals are about 0.72 of the size high: half of that below the middle is the base line
    base = at[1] + style.height / 2 + style.size * 0.36
    return element("text", escape(text), class_=role, x=at[0], y=base, **attributes)


def write_group(content: Iterable[str], role: str, label: str, key: str = "") -> str:
    """Write a group that stands for one thing; `label` tells it to readers who do not see it."""
    identity = {"id": key} if key else {}
    named = [element("title", escape(label)), *content]
    return element("g", named, class_=role, **identity, role="img", aria_label=label)


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
    right = max(at.lasting - (TIP if at.going_on else 0), at.start)
    left = at.sure if at.begun or at.sure > at.start else min(at.start + TIP, right)
    parts = [*_write_vague(at, left, y)]
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


def _write_vague(at: Ends, left: float, y: float) -> Iterator[str]:
    """Write what stands before the bar itself, which begins at `left`, and behind it."""
    if not at.begun:
        yield _line(at.start, left, y, "unstated")
    elif left - at.start > LEAST:
        yield _line(at.start, min(left, at.end), y, "line")
    if at.end - at.lasting > LEAST:
        yield _line(max(at.lasting, at.start), at.end, y, "line")


def _line(start: float, end: float, y: float, role: str) -> str:
    return element("path", class_=role, d=f"M{show(start)},{show(y)}H{show(end)}")


def _box(left: float, right: float, y: float) -> str:
    return element(
        "rect", class_="bar", x=left, y=y - THICK / 2, width=right - left, height=THICK, rx=2
    )


def write_end(x: float, y: float, *, maybe: bool = False) -> str:
    """Write a cross where a promise broke, or a ring where it may have broken."""
    if maybe:
        return element("circle", class_="maybe", cx=x, cy=y, r=CROSS)
    return _cross(x, y, CROSS, "rupture")


INNER: Final = 3
"""How far the inner of two outlines is from the outer one."""


def write_outlines(corner: Point, width: float, height: float, radius: float) -> str:
    """Write two outlines, one in the other: of somebody whom the source does not name."""
    return write_box(corner, width, height, radius) + element(
        "rect",
        class_="inner",
        x=corner[0] + INNER,
        y=corner[1] + INNER,
        width=max(width - 2 * INNER, 0),
        height=max(height - 2 * INNER, 0),
        rx=max(radius - 2, 1),
    )


def write_box(corner: Point, width: float, height: float, radius: float, **attributes: str) -> str:
    """Write a box from its upper left corner on."""
    x, y = corner
    return element("rect", x=x, y=y, width=width, height=height, rx=radius, **attributes)


def write_arrow(foot: Point, tip: Point) -> str:
    """Write the head of an arrow, in the direction from where its line ends to its tip."""
    angle = math.atan2(tip[1] - foot[1], tip[0] - foot[0])
    aside = palette.ARROW / 2 * math.sin(angle), palette.ARROW / 2 * math.cos(angle)
    corners = (
        tip,
        (foot[0] - aside[0], foot[1] + aside[1]),
        (foot[0] + aside[0], foot[1] - aside[1]),
    )
    points = " ".join(f"{show(x)},{show(y)}" for x, y in corners)
    return element("polygon", class_="arrow", points=points)


def write_cross(foot: Point, tip: Point) -> str:
    """Write a cross in place of the head of an arrow, clear of the box that it would point at."""
    length = math.hypot(tip[0] - foot[0], tip[1] - foot[1]) or 1
    back = palette.CROSS / length
    x, y = foot[0] - (tip[0] - foot[0]) * back / 2, foot[1] - (tip[1] - foot[1]) * back / 2
    return _cross(x, y, palette.CROSS, "cross")


def _cross(x: float, y: float, half: float, role: str) -> str:
    left, right, top, bottom = map(show, (x - half, x + half, y - half, y + half))
    d = f"M{left},{top}L{right},{bottom}M{left},{bottom}L{right},{top}"
    return element("path", class_=role, d=d)


def write_lock(x: float, y: float) -> str:
    """Write a lock whose upper middle is there."""
    shackle = f"M{show(x - 3)},{show(y + 6)}v-2.5a3,3 0 0 1 6,0v2.5"
    body = element("rect", class_="lock", x=x - 5, y=y + 6, width=10, height=7, rx=1)
    return element("path", class_="shackle", d=shackle) + body


@dataclass(frozen=True, slots=True)
class Mark:
    """How somebody has something, as a mark: its shape says how.

    Attributes:
        sure: whether it is firm; else its outline, which the style sheet breaks, is all of it.
        hot: whether it breaks a promise: it stands in a disc.
        small: whether it is no higher than a line of text.
    """

    how: str
    sure: bool = True
    hot: bool = False
    small: bool = False


def write_mark(mark: Mark, x: float, y: float) -> str:
    """Write a disc, ring, triangle or square for how somebody has something."""
    size = palette.SMALL_MARK if mark.small and mark.hot else palette.MARK
    around = element("circle", class_="around", cx=x, cy=y, r=size + palette.AROUND)
    return (around if mark.hot else "") + "".join(_write_shape(mark, x, y, size))


def _write_shape(mark: Mark, x: float, y: float, size: float) -> Iterator[str]:
    match mark.how:
        case "infers":
            high, wide = size - 0.4, (size - 0.4) * 0.87
            left, right, top, base = map(show, (x - wide, x + wide, y - high, y + high / 2))
            d = f"M{show(x)},{top}L{right},{base}H{left}Z"
            yield element("path", class_="mark", d=d)
        case "owns":
            half = size * 0.8
            yield write_box((x - half, y - half), 2 * half, 2 * half, 1, class_="mark")
        case _:
            radius = size if mark.how == "receives" and mark.sure else size - 1.2
            yield element("circle", class_="mark", cx=x, cy=y, r=radius)
            if mark.how == "receives" and not mark.sure:
                # a dot tells it from the ring of those who collect
                yield element("circle", class_="core", cx=x, cy=y, r=size * 0.3)
