"""A figure → DOT, for those who edit it on in Graphviz."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.figures.formats.mermaid import tell_footing
from dataflow.figures.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.figures.figure import Chip, Figure, Panel, Party

_STYLES: Final = {
    "hot": {"color": LIGHT.hot.line, "fillcolor": LIGHT.hot.fill, "penwidth": "3"},
    "denied": {"style": "filled,dashed"},
    "quiet": {"color": LIGHT.line, "fontcolor": LIGHT.mute, "penwidth": "1"},
}


def write_dot(figure: Figure, panels: tuple[Panel, ...]) -> str:
    """Write the panels of a figure as a graph; every panel is a cluster of its own.

    What stands below the panels, its sources among it, becomes comments.
    """
    lines = [
        "digraph {",
        *(f"  // {one}" for one in tell_footing(figure)),
        "  graph [rankdir=LR, newrank=true, fontname=Arial]",
        f"  graph [label={quote(figure.title)}, labelloc=t]",
        "  node [shape=box, style=filled, fillcolor=white, fontname=Arial]",
        f"  edge [color={quote(LIGHT.line)}, fontname=Arial]",
    ]
    for number, panel in enumerate(panels, 1):
        title = " ".join(filter(None, [panel.title, panel.subtitle]))
        lines += [f"  subgraph cluster_{number} {{", f"    label={quote(title)}"]
        lines += [f"    {line}" for line in _panel(panel, f"p{number}_")]
        lines.append("  }")
    return "\n".join([*lines, "}", ""])


def quote(text: str) -> str:
    r"""Write text as a string of DOT that shows it as it is.

    Graphviz reads `\n`, `\N` and other escapes, and the entities of HTML.

    >>> quote('say "a\\b" & <c>')
    '"say \\"a\\\\b\\" &amp; <c>"'
    """
    plain = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n").replace("\r", " ") + '"'


def _panel(panel: Panel, prefix: str) -> Iterator[str]:
    names = {one.id: f"{prefix}h{n}" for n, one in enumerate(panel.holders, 1)}
    for holder in panel.holders:
        yield _node(names[holder.id], _holder_lines(holder), _holder_style(holder))
    for chip in panel.chips:
        name = prefix + chip.id
        yield _node(name, [chip.data, *chip.lines], _chip_style(chip), chip.label)
        yield _edge(names[chip.sender], name, {**_line_style(chip), "arrowhead": "none"})
        head = {"arrowhead": "tee"} if chip.denied else {}
        for receiver in chip.receivers:
            yield _edge(name, names[receiver], {**_line_style(chip), **head})
    for one in panel.connections:
        style = (
            {"label": one.said, "style": "dotted"} if one.kind == "owns" else {"label": one.said}
        )
        yield _edge(names[one.above], names[one.below], style)


def _holder_lines(holder: Party) -> list[str]:
    return [holder.name, *([holder.below] if holder.below else []), *holder.remarks]


def _holder_style(holder: Party) -> dict[str, str]:
    styles = ["filled", *(["rounded"] if holder.person else [])]
    styles += ["dotted"] if holder.unnamed else []
    fill, line = LIGHT.person, LIGHT.line
    if holder.company:
        fill, line = (
            LIGHT.companies[holder.company - 1].fill,
            LIGHT.companies[holder.company - 1].line,
        )
    return {"style": ",".join(styles), "fillcolor": fill, "color": line}


def _chip_style(chip: Chip) -> dict[str, str]:
    marks = {"hot": chip.hot, "denied": chip.denied, "quiet": chip.quiet}
    return {key: value for mark, so in marks.items() if so for key, value in _STYLES[mark].items()}


def _line_style(chip: Chip) -> dict[str, str]:
    if chip.hot:
        return {"color": LIGHT.hot.line, "penwidth": "3"}
    return {"style": "dashed"} if chip.denied else {}


def _node(name: str, lines: list[str], style: dict[str, str], tip: str = "") -> str:
    said = {"label": "\n".join(lines).replace("\u00a0", " ")}
    if tip:
        # Graphviz reads the escapes of tooltips twice
        said["tooltip"] = tip.replace("\\", "\\\\")
    return f"{name} [{_attributes({**said, **style})}]"


def _edge(start: str, end: str, style: dict[str, str]) -> str:
    return f"{start} -> {end}" + (f" [{_attributes(style)}]" if style else "")


def _attributes(style: dict[str, str]) -> str:
    return ", ".join(f"{key}={quote(value)}" for key, value in style.items())
