"""A figure of flows → DOT or Mermaid, for people who edit it in Graphviz or in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dataflow.figures.figure import BROKEN
from dataflow.figures.style.palette import LIGHT, Paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.figures import Drawing
    from dataflow.figures.figure import Chip, Figure, Panel, Party


def tell_footing(figure: Figure) -> Iterator[str]:
    """Return the broken promises, the caption, the sources and the credit, a line each."""
    texts = [entry.text for entry in figure.legend if entry.sample in BROKEN]
    texts += [figure.caption or ""]
    texts += [f"[{note.mark}] {note.text} {note.url or ''} {note.copy}" for note in figure.notes]
    for text in filter(None, [*texts, figure.credit]):
        # no line may end before its end, whichever of its ends a program knows
        yield " ".join(text.split())


def _name_panel(panel: Panel) -> str:
    return " ".join(filter(None, [panel.title, panel.subtitle]))


def _indent(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _holder_lines(holder: Party) -> list[str]:
    return [holder.name, *([holder.below] if holder.below else []), *holder.remarks]


def _name_holders(panel: Panel, prefix: str) -> dict[str, str]:
    """Return what the holders are called in the graph, by their ids."""
    return {holder.id: f"{prefix}h{n}" for n, holder in enumerate(panel.holders, 1)}


# DOT


_STYLES: Final = {
    "hot": {"color": LIGHT.hot.line, "fillcolor": LIGHT.hot.fill, "penwidth": "3"},
    "unsure": {"fillcolor": LIGHT.background},
    "alleged": {"style": "filled,dashed"},
    "assumed": {"style": "filled,dashed"},
    "permitted": {"style": "filled,dotted"},
    "quiet": {"color": LIGHT.line, "fontcolor": LIGHT.mute, "penwidth": "1"},
}


def write_dot(drawing: Drawing) -> str:
    """Write a figure of flows as a graph in DOT; every panel is a cluster of its own.

    What stands below the panels, its sources among it, becomes comments.
    """
    figure = drawing.figure
    lines = [
        "digraph {",
        *(f"  // {text}" for text in tell_footing(figure)),
        "  graph [rankdir=LR, newrank=true, fontname=Arial]",
        f"  graph [label={quote_dot(figure.title)}, labelloc=t]",
        "  node [shape=box, style=filled, fillcolor=white, fontname=Arial]",
        f"  edge [color={quote_dot(LIGHT.line)}, fontname=Arial]",
    ]
    for number, panel in enumerate(figure.flows, 1):
        content = [f"label={quote_dot(_name_panel(panel))}", *_panel_dot(panel, f"p{number}_")]
        lines += _indent([f"subgraph cluster_{number} {{", *_indent(content), "}"])
    return "\n".join([*lines, "}", ""])


def quote_dot(text: str) -> str:
    r"""Write text as a string of DOT that shows it as it is.

    Graphviz reads `\n`, `\N` and other escapes, and the entities of HTML.

    >>> quote_dot('say "a\\b" & <c>')
    '"say \\"a\\\\b\\" &amp; <c>"'
    """
    plain = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n").replace("\r", " ") + '"'


def _panel_dot(panel: Panel, prefix: str) -> Iterator[str]:
    names = _name_holders(panel, prefix)
    for holder in panel.holders:
        yield _node(names[holder.id], _holder_lines(holder), _holder_style(holder))
    for chip in panel.chips:
        name = prefix + chip.id
        yield _node(name, [chip.data, *chip.lines], _chip_style(chip), chip.label)
        yield _edge(names[chip.sender], name, {**_line_style(chip), "arrowhead": "none"})
        head = {"arrowhead": "tee"} if chip.denied else {}
        for receiver in chip.receivers:
            yield _edge(name, names[receiver], {**_line_style(chip), **head})
    for tie in panel.connections:
        style = {"style": _DASHES[tie.status]} if tie.status in _DASHES else {}
        thin = {"penwidth": "0.6"} if tie.kind == "owns" else {}
        yield _edge(names[tie.above], names[tie.below], {"label": tie.text, **thin, **style})


def _holder_style(holder: Party) -> dict[str, str]:
    style = "filled" + ",rounded" * holder.person
    double = {"peripheries": "2"} if holder.unnamed else {}
    paint = (Paint(LIGHT.person, LIGHT.line), *LIGHT.companies)[holder.company]
    return {"style": style, "fillcolor": paint.fill, "color": paint.line, **double}


def _chip_style(chip: Chip) -> dict[str, str]:
    return {key: value for mark in chip.marks for key, value in _STYLES.get(mark, {}).items()}


_DASHES: Final = {"alleged": "dashed", "assumed": "dashed", "permitted": "dotted"}


def _line_style(chip: Chip) -> dict[str, str]:
    style = {"style": _DASHES[chip.status]} if chip.status in _DASHES else {}
    return {"color": LIGHT.hot.line, "penwidth": "3", **style} if chip.hot else style


def _node(name: str, lines: list[str], style: dict[str, str], tip: str = "") -> str:
    text = {"label": "\n".join(lines).replace("\u00a0", " ")}
    if tip:
        # Graphviz reads the escapes of tooltips twice
        text["tooltip"] = tip.replace("\\", "\\\\")
    return f"{name} [{_attributes({**text, **style})}]"


def _edge(start: str, end: str, style: dict[str, str]) -> str:
    return f"{start} -> {end}" + (f" [{_attributes(style)}]" if style else "")


def _attributes(style: dict[str, str]) -> str:
    return ", ".join(f"{key}={quote_dot(value)}" for key, value in style.items())


# Mermaid


_PLAIN: Final = re.compile(r"[^\w \u00a0-\uffff.,()/'-]|^[\d]+(?=[.)])|^[-+*](?= )", re.ASCII)
"""What Mermaid or the Markdown in it might read as something else: written as a number."""

_PAIRS: Final = re.compile(
    r"(?<=\$)(?=\$)|(?<=\\)(?=n)|(?=:fa-)|(?<=\N{LATIN SMALL LIGATURE FL})(?=\N{DEGREE SIGN})"
    r"|(?<=\N{PILCROW SIGN})(?=\N{LATIN SMALL LETTER SHARP S})"
)
"""Between what Mermaid reads as more than it is; the last two are what it makes numbers into."""

_CLASSES: Final = {
    "person": f"fill:{LIGHT.person},stroke:{LIGHT.line}",
    "company1": f"fill:{LIGHT.companies[0].fill},stroke:{LIGHT.companies[0].line}",
    "company2": f"fill:{LIGHT.companies[1].fill},stroke:{LIGHT.companies[1].line}",
    "flow": f"fill:{LIGHT.background},stroke:{LIGHT.line}",
    "hot": f"fill:{LIGHT.hot.fill},stroke:{LIGHT.hot.line},stroke-width:3px",
    "unsure": f"fill:{LIGHT.background},stroke:{LIGHT.hot.line},stroke-width:3px",
    "alleged": "stroke-dasharray:6 4",
    "assumed": "stroke-dasharray:6 4",
    "permitted": "stroke-dasharray:1 4",
    "quiet": f"color:{LIGHT.mute},stroke-width:1px",
}


def write_mermaid(drawing: Drawing) -> str:
    """Write a figure of flows as a flowchart of Mermaid; several panels are subgraphs of it.

    What stands below the panels, its sources among it, becomes comments.
    """
    figure, panels = drawing.figure, drawing.figure.flows
    lines = [
        "flowchart LR",
        f"  accTitle: {flatten(figure.title)}",
        f"  accDescr: {flatten(figure.alt)}",
        *(f"  %% {_disarm(text)}" for text in tell_footing(figure)),
    ]
    for number, panel in enumerate(panels, 1):
        content = [*_panel_mermaid(panel, f"p{number}")]
        if len(panels) > 1:
            title = quote_mermaid(_name_panel(panel) or figure.title)
            content = [f"subgraph p{number} [{title}]", *_indent(content), "end"]
        lines += _indent(content)
    used = {name for line in lines for name in re.findall(r"^ *class \S+ (\w+)", line)}
    lines += [f"  classDef {name} {style}" for name, style in _CLASSES.items() if name in used]
    return "\n".join([*lines, ""])


def quote_mermaid(text: str) -> str:
    r"""Write text as a label that shows it as it is.

    Mermaid reads some pairs of characters as more than they are, numbers or not: `\n` as the end of
    a line, `$$` as a formula, `fa:fa-x` as a picture. An empty element between them keeps it from
    that, and shows nothing.

    >>> quote_mermaid('say "a" & 1. b')
    '"say #34;a#34; #38; 1. b"'
    >>> quote_mermaid("1. first"), quote_mermaid("- a")
    ('"#49;. first"', '"#45; a"')
    >>> quote_mermaid(r"a\n")
    '"a#92;<span></span>n"'
    """
    return '"' + "<span></span>".join(map(_write, _PAIRS.split(text))) + '"'


def flatten(text: str) -> str:
    """Write text on a line of its own, where it is shown as it is.

    >>> flatten("C#; 100 %% sure")
    'C#35;#59; 100 #37;#37; sure'
    """
    return _write(" ".join(text.split()))


def _write(text: str) -> str:
    return _PLAIN.sub(lambda run: "".join(f"#{ord(character)};" for character in run[0]), text)


def _disarm(text: str) -> str:
    """Write text as a comment: Mermaid reads its settings also there."""
    return text.replace("%%", "% %")


def _panel_mermaid(panel: Panel, prefix: str) -> Iterator[str]:
    names = _name_holders(panel, prefix)
    for holder in panel.holders:
        yield from _holder(holder, names[holder.id])
    for chip in panel.chips:
        yield from _chip(chip, f"{prefix}{chip.id}", names)
    for tie in panel.connections:
        text = quote_mermaid(tie.text)
        arrow = f"-. {text} .->" if tie.kind == "owns" else f"-- {text} -->"
        yield f"{names[tie.above]} {arrow} {names[tie.below]}"


def _holder(holder: Party, name: str) -> Iterator[str]:
    label = _join(_holder_lines(holder))
    if holder.person:
        yield f"{name}([{label}])"
    else:  # a double outline: nobody who is named
        yield f"{name}[[{label}]]" if holder.unnamed else f"{name}[{label}]"
    is_neutral = holder.person or not holder.company
    yield f"class {name} {'person' if is_neutral else f'company{holder.company}'}"


def _chip(chip: Chip, name: str, names: dict[str, str]) -> Iterator[str]:
    yield f"{name}[{_join([chip.data, *chip.lines])}]"
    classes = ("flow", *(mark for mark in chip.marks if mark in _CLASSES))
    yield from (f"class {name} {class_name}" for class_name in classes)
    line, arrow = _find_line(chip)
    yield f"{names[chip.sender]} {line} {name}"
    for receiver in chip.receivers:
        yield f"{name} {arrow} {names[receiver]}"


def _find_line(chip: Chip) -> tuple[str, str]:
    """Return how the lines before and behind a flow are written; Mermaid knows one broken line."""
    if chip.denied:
        return "---", "--x"
    if chip.status in _DASHES:
        return "-.-", "-.->"
    return ("===", "==>") if chip.hot else ("---", "-->")


def _join(lines: list[str]) -> str:
    return '"' + "<br>".join(quote_mermaid(line)[1:-1] for line in lines) + '"'
