"""What stands in a panel, as SVG: holders, flows, connections, arrows, locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.figures.style import palette
from dataflow.figures.style.pen import (
    Drawn,
    element,
    show,
    write_arrow,
    write_cross,
    write_group,
    write_lock,
    write_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.figures.figure import Chip, Connection, Party
    from dataflow.figures.flow.arranging import Box
    from dataflow.figures.flow.layout import Curve
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
    content = [*_line(down), *_line(up), *_texts(placed.boxes[one.key], locked=False)]
    return write_group(content, f"tie {one.kind}", one.label, f"{name}-{one.id}")


def _flow(chip: Chip, placed: Placed, name: str) -> str:
    box = placed.boxes[chip.key]
    content = [
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
    role = " ".join(["flow", *(mark for mark, so in marks.items() if so)])
    return write_group(content, role, chip.label, f"{name}-{chip.id}")


def _holder(holder: Party, box: Box, key: str) -> str:
    said = ", ".join([holder.name, *filter(None, [holder.below]), *holder.remarks])
    classes = ["holder", *(["person"] if holder.person else [])]
    classes += [f"company-{holder.company}"] if holder.company else []
    classes += ["unnamed"] if holder.unnamed else []
    content = [
        _rectangle(box, palette.PERSON_RADIUS if holder.person else palette.BOX_RADIUS),
        *_texts(box, locked=holder.locked),
    ]
    return write_group(content, " ".join(classes), said, key)


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
