"""The boxes of a panel, as large as their text, and their SVG once they have places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dataflow.common.values import dataclass
from dataflow.figures.flow.layout import Curve, Point, Size
from dataflow.figures.style import palette
from dataflow.figures.style.pen import (
    Drawn,
    element,
    show,
    write_arrow,
    write_box,
    write_cross,
    write_group,
    write_lock,
    write_outlines,
    write_text,
)
from dataflow.figures.style.text import measure, widest, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dataflow.figures.figure import Chip, Connection, Panel, Party


class Text(NamedTuple):
    """Lines of text set alike; `role` is what they are."""

    role: str
    style: palette.Type
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
        words = _set("word", palette.COMPANY, [tie.text], palette.WORDS)
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
        _set("purpose", palette.PURPOSE, _join_marks(chip.lines, width), width),
    ]
    return _measure(texts, palette.CHIP_PADDING, locked=chip.locked)


def _join_marks(lines: Sequence[str], width: float) -> Sequence[str]:
    """Let the numbers of the sources follow the last words; those of several lines begin one."""
    if len(lines) > 1 and lines[-1].startswith("["):
        *others, words, marks = lines
        if measure(marks, palette.PURPOSE) > width:
            return [*others, words, marks.replace("\u00a0", " ")]
        return [*others, f"{words} {marks}"]
    return lines


def _set(role: str, style: palette.Type, texts: Iterable[str], width: float) -> Text:
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


def _connection(tie: Connection, placed: Placed, name: str) -> str:
    content = [
        *_line(placed.curves[tie.below, tie.key]),
        *_line(placed.curves[tie.key, tie.above]),
        *_texts(placed.boxes[tie.key], locked=False),
    ]
    role = f"tie {tie.kind}" + ("" if tie.status == "stated" else f" {tie.status}")
    return write_group(content, role, tie.label, f"{name}-{tie.id}")


def _flow(chip: Chip, placed: Placed, name: str) -> str:
    box = placed.boxes[chip.key]
    content = [
        *_line(placed.curves[chip.sender, chip.key]),
        *(
            part
            for receiver in chip.receivers
            for part in _line(placed.curves[chip.key, receiver], denied=chip.denied)
        ),
        _rectangle(box, palette.BOX_RADIUS, role="chip"),
        *_texts(box, locked=chip.locked),
    ]
    return write_group(content, " ".join(["flow", *chip.marks]), chip.label, f"{name}-{chip.id}")


def _holder(holder: Party, box: Box, key: str) -> str:
    label = ", ".join([holder.name, *filter(None, [holder.below]), *holder.remarks])
    classes = {
        "holder": True,
        "person": holder.person,
        f"company-{holder.company}": holder.company > 0,
        "unnamed": holder.unnamed,
    }
    radius = palette.PERSON_RADIUS if holder.person else palette.BOX_RADIUS
    content = [
        _rectangle(box, radius, double=holder.unnamed),
        *_texts(box, locked=holder.locked),
    ]
    named = " ".join(name for name, is_so in classes.items() if is_so)
    return write_group(content, named, label, key)


def _rectangle(box: Box, radius: float, *, role: str = "", double: bool = False) -> str:
    (x, y), size = box.centre, box.size
    corner = (x - size.width / 2, y - size.height / 2)
    if double:
        return write_outlines(corner, size.width, size.height, radius)
    return write_box(corner, size.width, size.height, radius, **({"class_": role} if role else {}))


def _texts(box: Box, *, locked: bool) -> Iterator[str]:
    """Write the lines of a box, centred, with a lock above them where there is one."""
    x, y = box.centre
    y -= _height(box.texts, locked=locked) / 2
    if locked:
        yield write_lock(x, y)
        y += palette.LOCK
    for text in box.texts:
        for line in text.lines:
            yield write_text(line, text.role, text.style, (x, y), "middle")
            y += text.style.height


def _line(curve: Curve, *, denied: bool = False) -> Iterator[str]:
    yield element("path", class_="line", d=_path(curve))
    for foot, tip in ((curve.points[-1], curve.head), (curve.points[0], curve.tail)):
        if tip:
            yield write_cross(foot, tip) if denied else write_arrow(foot, tip)


def _path(curve: Curve) -> str:
    first, *rest = [f"{show(x)},{show(y)}" for x, y in curve.points]
    return f"M{first}C{' '.join(rest)}"
