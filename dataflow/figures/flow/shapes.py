"""The boxes of a panel, as large as their text, and their SVG once they have places."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dataflow.figures.flow.layout import Size
from dataflow.figures.style import palette
from dataflow.figures.style.pen import Drawn, element, escape, show
from dataflow.figures.style.text import widest, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dataflow.figures.figure import Chip, Connection, Panel, Party
    from dataflow.figures.flow.layout import Curve, Point
    from dataflow.figures.style.palette import Type


class Text(NamedTuple):
    """Lines of text set alike; `role` is what they are."""

    role: str
    style: Type
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its text, and its centre once it has a place."""

    size: Size
    texts: tuple[Text, ...]
    centre: Point = (0, 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A panel with a place for everything, from its upper left corner.

    Attributes:
        boxes: of the holders, chips and connections, by their ids or keys.
        curves: by the ids or keys of what they stand between.
    """

    panel: Panel
    width: float
    height: float
    boxes: Mapping[str, Box]
    curves: Mapping[tuple[str, str], Curve]


class Widths(NamedTuple):
    """How wide text may be: of holders, of what persons give, of flows."""

    holder: float
    given: float
    chip: float


# boxes as large as their text


def make_boxes(panel: Panel, widths: Widths) -> dict[str, Box]:
    """Return the boxes of the holders, chips and connections, by their ids or keys."""
    boxes = {holder.id: _measure_holder(holder, widths.holder) for holder in panel.holders}
    for chip in panel.chips:
        is_given = chip.sender in panel.persons
        boxes[chip.key] = _measure_chip(chip, widths.given if is_given else widths.chip)
    for tie in panel.connections:
        words = _set("word", palette.COMPANY, [tie.said], palette.WORDS)
        boxes[tie.key] = _measure([words], palette.WORD_PADDING)
    return boxes


def _measure_holder(holder: Party, width: float) -> Box:
    texts = [
        _set("name", palette.HOLDER, [holder.name], width),
        _set("company", palette.COMPANY, filter(None, [holder.below]), width),
        _set("remark", palette.COMPANY, holder.remarks, width),
    ]
    return _measure(texts, palette.BOX_PADDING, locked=holder.locked)


def _measure_chip(chip: Chip, width: float) -> Box:
    texts = [
        _set("data", palette.DATA, [chip.data], width),
        _set("purpose", palette.PURPOSE, _join_marks(chip.lines), width),
    ]
    return _measure(texts, palette.CHIP_PADDING, locked=chip.locked)


def _join_marks(lines: Sequence[str]) -> Sequence[str]:
    """Let the numbers of the sources follow the last words."""
    if len(lines) > 1 and lines[-1].startswith("["):
        *others, words, marks = lines
        return [*others, f"{words} {marks}"]
    return lines


def _set(role: str, style: Type, texts: Iterable[str], width: float) -> Text:
    """Break each text into lines; a word that is a little too long makes them longer instead."""
    lines: list[str] = []
    for text in texts:
        longest = widest(re.split("[ \u00a0]", text), style)
        room = max(width, longest if longest <= palette.LONGEST else 0)
        lines += wrap(text, style, room)
    return Text(role, style, tuple(lines))


def _measure(texts: Sequence[Text], padding: float, *, locked: bool = False) -> Box:
    texts = tuple(text for text in texts if text.lines)
    width = max(widest(text.lines, text.style) for text in texts)
    height = _height(texts, locked=locked)
    return Box(Size(width + 2 * padding, height + 2 * padding), texts)


def _height(texts: Sequence[Text], *, locked: bool) -> float:
    lines = sum(len(text.lines) * text.style.height for text in texts)
    return lines + (palette.LOCK if locked else 0)


# their SVG


def write_panel(placed: Placed, name: str) -> Drawn:
    """Write a panel that has places; its ids begin with `name`."""
    return Drawn(placed.width, placed.height, tuple(_parts(placed, name)))


def _parts(placed: Placed, name: str) -> Iterator[str]:
    """Write the lines first, so that boxes stand upon them."""
    for tie in placed.panel.connections:
        yield _connection(tie, placed, name)
    for chip in placed.panel.chips:
        yield _flow(chip, placed, name)
    for number, holder in enumerate(placed.panel.holders, 1):
        yield _holder(holder, placed.boxes[holder.id], f"{name}-h{number}")


def _group(label: str, classes: str, key: str, content: Iterable[str]) -> str:
    """Write a group that screen readers read out as one picture."""
    parts = [element("title", escape(label)), *content]
    return element("g", parts, class_=classes, id=key, role="img", aria_label=label)


def _connection(tie: Connection, placed: Placed, name: str) -> str:
    content = [
        *_line(placed.curves[tie.below, tie.key]),
        *_line(placed.curves[tie.key, tie.above]),
        *_texts(placed.boxes[tie.key], locked=False),
    ]
    return _group(tie.label, f"tie {tie.kind}", f"{name}-{tie.id}", content)


def _flow(chip: Chip, placed: Placed, name: str) -> str:
    box = placed.boxes[chip.key]
    content = [
        *_line(placed.curves[chip.sender, chip.key]),
        *(
            part
            for receiver in chip.receivers
            for part in _line(placed.curves[chip.key, receiver], denied=chip.denied)
        ),
        _rectangle(box, palette.BOX_RADIUS),
        *_texts(box, locked=chip.locked),
    ]
    return _group(chip.label, " ".join(["flow", *chip.marks]), f"{name}-{chip.id}", content)


def _holder(holder: Party, box: Box, key: str) -> str:
    label = ", ".join([holder.name, *filter(None, [holder.below]), *holder.remarks])
    classes = {
        "holder": True,
        "person": holder.person,
        f"company-{holder.company}": holder.company > 0,
        "unnamed": holder.unnamed,
    }
    content = [
        _rectangle(box, palette.PERSON_RADIUS if holder.person else palette.BOX_RADIUS),
        *_texts(box, locked=holder.locked),
    ]
    named = " ".join(name for name, is_so in classes.items() if is_so)
    return _group(label, named, key, content)


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
    y -= _height(box.texts, locked=locked) / 2
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
