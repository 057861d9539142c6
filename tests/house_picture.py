"""The picture of the house in docs/changing.md: its rooms, and which of them imports which.

It is drawn from the contract in pyproject.toml and from the imports in the code, so that it shows
the house as it is; `make figures` draws it anew.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final

import grimp
from blocks import ROOT

from dataflow.figures.style.palette import DARK, LIGHT
from dataflow.figures.style.pen import element, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.figures.style.palette import Palette

PICTURE: Final = ROOT / "docs" / "figures" / "house.svg"

ROW: Final = 28
NAMES: Final = 110
COLUMN: Final = 42
HEAD: Final = 84
ALT: Final = (
    "The rooms of the code from the top floor to the ground. A dot says that the room of the row"
    " imports the room of the column: every dot lies right of its row's own square, so every room"
    " stands on those below it alone."
)


def list_rooms() -> list[str]:
    """Return the rooms, from the top floor down."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [house] = [contract for contract in contracts if contract["id"] == "house"]
    return list(house["layers"])


def find_imports(rooms: list[str]) -> set[tuple[str, str]]:
    """Return which of the rooms imports which."""
    graph = grimp.build_graph("dataflow", cache_dir=None)
    named = {module: module.partition(".")[2].partition(".")[0] for module in graph.modules}
    room_of = {module: room for module, room in named.items() if room in rooms}
    return {
        (room, room_of[imported])
        for module, room in room_of.items()
        for imported in graph.find_modules_directly_imported_by(module)
        if room_of.get(imported, room) != room
    }


def draw_house() -> str:
    """Return the picture as SVG."""
    rooms = list_rooms()
    size = (NAMES + COLUMN * len(rooms) + 34, HEAD + ROW * len(rooms) + 8)
    parts = [
        element("title", escape("The rooms of the code")),
        element("desc", escape(ALT)),
        element("style", _style("", LIGHT) + _style("@media (prefers-color-scheme: dark)", DARK)),
        *_draw_rooms(rooms),
        *_draw_imports(rooms, find_imports(rooms)),
    ]
    box = f"0 0 {size[0]} {size[1]}"
    names = {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "viewBox": box}
    return element("svg", parts, **names, width=size[0], height=size[1]) + "\n"


def _draw_rooms(rooms: list[str]) -> Iterator[str]:
    for number, room in enumerate(rooms):
        y, x = HEAD + ROW * number, NAMES + COLUMN * (number + 0.5)
        if number % 2 == 0:
            width = NAMES + COLUMN * len(rooms)
            yield element("rect", class_="band", x=4, y=y, width=width, height=ROW)
        yield element("text", escape(room), x=12, y=y + 19)
        turned = f"rotate(-50 {x:g} {HEAD - 8})"
        yield element("text", escape(room), x=x, y=HEAD - 8, transform=turned)
        yield element("rect", class_="own", x=x - 7, y=y + 7, width=14, height=14)


def _draw_imports(rooms: list[str], imports: set[tuple[str, str]]) -> Iterator[str]:
    for importer, imported in sorted(imports):
        x = NAMES + COLUMN * (rooms.index(imported) + 0.5)
        y = HEAD + ROW * (rooms.index(importer) + 0.5)
        label = element("title", escape(f"{importer} imports {imported}"))
        yield element("circle", label, cx=x, cy=y, r=5)


def _style(where: str, theme: Palette) -> str:
    rules = (
        f"text {{ font: 14px Arial, sans-serif; fill: {theme.ink}; }}"
        f" .band {{ fill: {theme.band}; }} .own {{ fill: {theme.mute}; }}"
        f" circle {{ fill: {theme.link}; }}"
    )
    return f"{where} {{ {rules} }}" if where else rules
