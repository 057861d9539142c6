"""What stands in a panel, as SVG: holders, flows, connections, arrows, locks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dataflow.figures.style import palette
from dataflow.figures.style.pen import Drawn, element, escape, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.figures.figure import Chip, Connection, Party
    from dataflow.figures.flow.arranging import Box
    from dataflow.figures.flow.layout import Curve, Point
    from dataflow.figures.flow.placing import Placed


def write_panel(placed: Placed, name: str) -> Drawn:
    """Write a panel that has places; its ids begin with `name`."""
    return Drawn(placed.width, placed.height, tuple(_parts(placed, name)))


def _parts(placed: Placed, name: str) -> Iterator[str]:
    """Write the lines first, so that boxes stand upon them."""
    for one in placed.panel.connections:
        yield _connection(one, placed, name)
    for chip in placed.panel.chips:
        yield _flow(chip, placed, name)
    for number, holder in enumerate(placed.panel.holders, 1):
        yield _holder(holder, placed.boxes[holder.id], f"{name}-h{number}")


def _connection(one: Connection, placed: Placed, name: str) -> str:
    down, up = placed.curves[one.below, one.key], placed.curves[one.key, one.above]
    content = [
        element("title", escape(one.label)),
        *_line(down),
        *_line(up),
        *_texts(placed.boxes[one.key], locked=False),
    ]
    return element(
        "g",
        content,
        class_=f"tie {one.kind}",
        id=f"{name}-{one.id}",
        role="img",
        aria_label=one.label,
    )


def _flow(chip: Chip, placed: Placed, name: str) -> str:
    box = placed.boxes[chip.key]
    content = [
        element("title", escape(chip.label)),
        *_line(placed.curves[chip.sender, chip.key]),
        *(
            part
            for one in chip.receivers
            for part in _line(placed.curves[chip.key, one], denied=chip.denied)
        ),
        _rectangle(box, palette.BOX_RADIUS),
        *_texts(box, locked=chip.locked),
    ]
    marks = {"hot": chip.hot, "denied": chip.denied, "quiet": chip.quiet}
    return element(
        "g",
        content,
        class_=" ".join(["flow", *(mark for mark, so in marks.items() if so)]),
        id=f"{name}-{chip.id}",
        role="img",
        aria_label=chip.label,
    )


def _holder(holder: Party, box: Box, key: str) -> str:
    said = ", ".join([holder.name, *filter(None, [holder.below]), *holder.remarks])
    classes = ["holder", *(["person"] if holder.person else [])]
    classes += [f"company-{holder.company}"] if holder.company else []
    classes += ["unnamed"] if holder.unnamed else []
    content = [
        element("title", escape(said)),
        _rectangle(box, palette.PERSON_RADIUS if holder.person else palette.BOX_RADIUS),
        *_texts(box, locked=holder.locked),
    ]
    return element("g", content, class_=" ".join(classes), id=key, role="img", aria_label=said)


def _rectangle(box: Box, radius: float) -> str:
    (x, y), size = box.centre, box.size
    return element(
        "rect",
        x=x - size.width / 2,
        y=y - size.height / 2,
        width=size.width,
        height=size.height,
        rx=radius,
    )


def _texts(box: Box, *, locked: bool) -> Iterator[str]:
    """Write the lines of a box, centred, with a lock above them where there is one."""
    x, y = box.centre
    y -= (
        sum(len(text.lines) * text.style.height for text in box.texts)
        + (palette.LOCK if locked else 0)
    ) / 2
    if locked:
        yield write_lock(x, y)
        y += palette.LOCK
    for text in box.texts:
        for line in text.lines:
            base = y + text.style.height / 2 + text.style.size * 0.36
            yield element("text", escape(line), class_=text.role, x=x, y=base, text_anchor="middle")
            y += text.style.height


def write_lock(x: float, y: float) -> str:
    """Write a lock whose upper middle is there."""
    shackle = f"M{show(x - 3)},{show(y + 6)}v-2.5a3,3 0 0 1 6,0v2.5"
    body = element("rect", class_="lock", x=x - 5, y=y + 6, width=10, height=7, rx=1)
    return element("path", class_="shackle", d=shackle) + body


def _line(curve: Curve, *, denied: bool = False) -> Iterator[str]:
    yield element("path", class_="line", d=_path(curve))
    for foot, tip in ((curve.points[-1], curve.head), (curve.points[0], curve.tail)):
        if tip:
            yield write_cross(foot, tip) if denied else write_arrow(foot, tip)


def _path(curve: Curve) -> str:
    first, *rest = [f"{show(x)},{show(y)}" for x, y in curve.points]
    return f"M{first}C{' '.join(rest)}"


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
    half = palette.CROSS
    d = (
        f"M{show(x - half)},{show(y - half)}L{show(x + half)},{show(y + half)}"
        f"M{show(x - half)},{show(y + half)}L{show(x + half)},{show(y - half)}"
    )
    return element("path", class_="cross", d=d)
