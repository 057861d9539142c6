"""Boxes as large as their text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataflow.figures.flow.geometry import Size
from dataflow.figures.style import palette
from dataflow.figures.style.measuring import widest, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.figures.figure import Chip, Connection, Holder, Panel
    from dataflow.figures.flow.geometry import Point
    from dataflow.figures.flow.ways import Way
    from dataflow.figures.style.palette import Type


@dataclass(frozen=True, slots=True)
class Text:
    """Lines that are set alike; `role` says what they are."""

    role: str
    style: Type
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its text, and its centre once it has a place."""

    size: Size
    texts: tuple[Text, ...]
    centre: Point = (0, 0)


def make_boxes(panel: Panel, way: Way) -> Iterator[tuple[str, Box]]:
    """Give the boxes of the holders, chips and connections, by their ids, or keys."""
    persons = panel.persons
    for holder in panel.holders:
        yield holder.id, _holder_box(holder, way.holder)
    for chip in panel.chips:
        yield chip.key, _chip_box(chip, way.given if chip.sender in persons else way.chip)
    for one in panel.connections:
        yield one.key, _word_box(one)


def _wrap(said: str, style: Type, width: float) -> tuple[str, ...]:
    """Break a text into lines; a word that is a little too long makes them longer instead."""
    longest = widest(re.split("[ \u00a0]", said), style)
    return wrap(said, style, max(width, longest if longest <= palette.LONGEST else 0))


def _holder_box(holder: Holder, width: float) -> Box:
    texts = [Text("name", palette.HOLDER, _wrap(holder.name, palette.HOLDER, width))]
    below = [holder.below] if holder.below else []
    small = [line for said in below for line in _wrap(said, palette.COMPANY, width)]
    texts.append(Text("company", palette.COMPANY, tuple(small)))
    more = [line for said in holder.remarks for line in _wrap(said, palette.COMPANY, width)]
    texts.append(Text("remark", palette.COMPANY, tuple(more)))
    return _box(texts, palette.BOX_PADDING, locked=holder.locked)


def _chip_box(chip: Chip, width: float) -> Box:
    texts = [
        Text("data", palette.DATA, _wrap(chip.data, palette.DATA, width)),
        Text("purpose", palette.PURPOSE, _flow_lines(chip.lines, width)),
    ]
    return _box(texts, palette.CHIP_PADDING, locked=chip.locked)


def _flow_lines(lines: Sequence[str], width: float) -> tuple[str, ...]:
    """Wrap each line by itself, but let the numbers of the sources follow the last words."""
    if len(lines) > 1 and lines[-1].startswith("["):
        *others, words, marks = lines
        lines = [*others, f"{words} {marks}"]
    return tuple(line for said in lines for line in _wrap(said, palette.PURPOSE, width))


def _word_box(one: Connection) -> Box:
    lines = _wrap(one.said, palette.COMPANY, palette.WORDS)
    return _box([Text("word", palette.COMPANY, lines)], palette.WORD_PADDING)


def _box(texts: Sequence[Text], padding: float, *, locked: bool = False) -> Box:
    texts = tuple(text for text in texts if text.lines)
    width = max(widest(text.lines, text.style) for text in texts)
    height = sum(len(text.lines) * text.style.height for text in texts)
    height += palette.LOCK if locked else 0
    return Box(Size(width + 2 * padding, height + 2 * padding), texts)
