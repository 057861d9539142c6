"""A figure → Markdown: the same content as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dataflow.figures.figure import BROKEN, Note, Panel, Party, Picture, Sample
from dataflow.figures.matrix.grid import Matrix
from dataflow.figures.timeline.spans import Timeline
from dataflow.telling import markdown
from dataflow.telling.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.figures import Drawing

_MARK: Final = re.compile(r"\[[0-9a-z\N{EN DASH},\s]+\]$")
"""What `Citations.cite` put at the end of what is drawn."""


def write_markdown(drawing: Drawing) -> str:
    """Write what a figure shows: its words, a list of what is drawn, what it cites.

    Of the legend, what explains only how something is drawn is left out: the list says it itself.
    """
    figure = drawing.figure
    blocks = [f"## {escape(figure.title)}", escape(figure.subtitle)]
    legend = {entry.sample: entry.text for entry in figure.legend}
    for panel in figure.panels:
        blocks += _picture(panel, legend)
    broken = [f"- {escape(entry.text)}" for entry in figure.legend if entry.sample in BROKEN]
    notes = [_note(note) for note in figure.notes]
    blocks += ["\n".join(broken), escape(figure.caption or ""), "\n".join(notes)]
    blocks.append(escape(figure.credit.replace("\u00a0", " ")))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _picture(picture: Picture, legend: Mapping[Sample, str]) -> Iterator[str]:
    if picture.title:
        yield f"### {escape(' '.join(filter(None, [picture.title, picture.subtitle])))}"
    yield escape(picture.asked or "")
    yield escape(picture.remark or "")
    yield "\n".join(f"- {escape(label)}" for label in _labels(picture, legend))


def _labels(picture: Picture, legend: Mapping[Sample, str]) -> Iterator[str]:
    """Return the sentences of everything that is drawn."""
    match picture:
        case Panel():
            return _panel_labels(picture, legend)
        case Matrix():
            return _matrix_labels(picture)
        case Timeline():
            return _timeline_labels(picture)
        case _:
            raise AssertionError(type(picture))


def _panel_labels(panel: Panel, legend: Mapping[Sample, str]) -> Iterator[str]:
    for holder in panel.holders:
        yield from _holder_labels(holder, legend)
    yield from (cite(chip.label, *chip.lines[-1:]) for chip in panel.chips)
    yield from (cite(tie.label, tie.text) for tie in panel.connections)


def _holder_labels(holder: Party, legend: Mapping[Sample, str]) -> Iterator[str]:
    """Return what no flow tells of a holder: what it works out, and that it is not named."""
    yield from (cite(working.label, working.text) for working in holder.workings)
    worked = {working.text for working in holder.workings}
    unnamed = [legend.get("unnamed", "")] if holder.unnamed else []
    remarks = [remark for remark in holder.remarks if remark not in worked]
    told = "; ".join(filter(None, [*remarks, *unnamed]))
    if told:
        yield f"{holder.name}: {told}"


def _matrix_labels(matrix: Matrix) -> Iterator[str]:
    for row in matrix.rows:
        yield from (cell.label for cell in row.cells.values())
    if matrix.rest:
        yield matrix.rest.text


def _timeline_labels(timeline: Timeline) -> Iterator[str]:
    yield from (cite(event.label, event.name) for event in timeline.events)
    if timeline.more:
        yield timeline.more
    yield from (cite(stretch.label, stretch.text) for stretch in timeline.stretches)


def cite(label: str, shown: str = "") -> str:
    """Return a sentence with the marks of its sources, which stand at the end of what is drawn.

    >>> cite("Group owns Net, since 2014", "owns since 2014 [2]")
    'Group owns Net, since 2014 [2]'
    >>> cite("Report [draft]", "Report [draft]")
    'Report [draft]'
    """
    mark = _MARK.search(shown)
    return label if mark is None or label.endswith(mark[0]) else f"{label} {mark[0]}"


def _note(note: Note) -> str:
    text = escape(note.text)
    if note.url:
        # in a link, unlike in an address that stands for itself, entities are read
        address = markdown.write_address(note.url).replace("&", "&amp;").replace(" ", "%20")
        text = f"[{text}](<{address}>)"
    copy = f", {escape(note.copy)}" if note.copy else ""
    return f"- \\[{note.mark}\\] {text}{copy}"
