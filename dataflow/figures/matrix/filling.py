"""A picture that fills from top to bottom: lines of text, marks, and a key below."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataflow.figures.frame import letter
from dataflow.figures.style import palette
from dataflow.figures.style.pen import Drawn, element, escape
from dataflow.figures.style.samples import write_mark
from dataflow.figures.style.text import measure, widest, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.figures.flow.layout import Point
    from dataflow.figures.matrix.grid import Cell, Column
    from dataflow.figures.style.palette import Type


@dataclass(slots=True)
class Filling:
    """Parts of a picture; `y` is where it is free, `width` how far it reaches."""

    width: float = 0
    y: float = 0
    parts: list[str] = field(default_factory=list)

    def text(self, said: str, role: str, style: Type, x: float, *, anchor: str = "start") -> None:
        """Write a line in the middle of `style.height` pixels from `y` on."""
        base = self.y + style.height / 2 + style.size * 0.36
        attributes = {} if anchor == "start" else {"text_anchor": anchor}
        self.parts.append(element("text", escape(said), class_=role, x=x, y=base, **attributes))

    def lines(
        self, lines: Sequence[str], role: str, style: Type, x: float, *, anchor: str = "start"
    ) -> None:
        """Write lines below each other."""
        for line in lines:
            self.text(line, role, style, x, anchor=anchor)
            self.y += style.height

    def block(self, role: str, height: float) -> None:
        """Put a rectangle over the whole width, from `y` on."""
        box = element("rect", class_=role, x=0, y=self.y, width=self.width, height=height)
        self.parts.append(box)

    def outline(self, corner: Point, width: float, height: float) -> None:
        """Put a dotted outline around the name of somebody whom the source does not name."""
        x, y = corner
        box = element("rect", x=x, y=y, width=width, height=height, rx=palette.BOX_RADIUS)
        self.parts.append(element("g", box, class_="outline unnamed"))

    def key(self, columns: Sequence[Column], width: float) -> None:
        """Say who shares a column, under its letter."""
        told = {key_of(one, columns): one.listed for one in columns if one.listed}
        for mark, listed in told.items():
            indent = measure("[aa] ", palette.FOOTNOTE)
            lines = wrap(listed, palette.FOOTNOTE, width - indent)
            self.y += 2
            self.text(mark, "note", palette.FOOTNOTE, 0)
            self.lines(lines, "note", palette.FOOTNOTE, indent)
            self.width = max(self.width, indent + widest(lines, palette.FOOTNOTE))

    def drawn(self) -> Drawn:
        """Give what has been drawn."""
        return Drawn(self.width, self.y, tuple(self.parts))


def key_of(column: Column, columns: Sequence[Column]) -> str:
    """Give the letter of a column that several share, in brackets."""
    shared = [one.id for one in columns if one.listed]
    return f"[{letter(shared.index(column.id))}]"


def call(column: Column, columns: Sequence[Column]) -> str:
    """Call a column by its name, with its letter if several share it."""
    return f"{column.name} {key_of(column, columns)}" if column.listed else column.name


def write_cell(cells: Sequence[Cell], x: float, y: float, *, small: bool = False) -> str:
    """Draw the mark of cells that are alike, with what each says."""
    label = "; ".join(dict.fromkeys(cell.label for cell in cells))
    how, hot = cells[0].how, cells[0].hot
    content = element("title", escape(label)) + write_mark(how, x, y, hot=hot, small=small)
    classes = f"cell {how}" + (" hot" if hot else "")
    return element("g", content, class_=classes, role="img", aria_label=label)
