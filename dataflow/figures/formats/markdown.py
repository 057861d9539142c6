"""A figure → Markdown: the same content as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dataflow.figures.figure import Panel
from dataflow.figures.matrix.grid import Matrix
from dataflow.figures.timeline.spans import Timeline
from dataflow.telling import markdown
from dataflow.telling.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.figures import Drawing
    from dataflow.figures.figure import Note, Picture, Sample

_MARK: Final = re.compile(r"\[[0-9a-z–,\s]+\]$")  # noqa: RUF001 - a range has an en dash
"""What `Citations.cite` put at the end of what is drawn."""


def write_markdown(drawing: Drawing) -> str:
    """Write what a figure shows: its words, a list of what is drawn, what it cites.

    Of the legend, what explains only how something is drawn is left out: the list says it itself.
    """
    figure = drawing.figure
    blocks = [f"## {escape(figure.title)}", escape(figure.subtitle)]
    legend = {one.sample: one.text for one in figure.legend}
    for panel in figure.panels:
        blocks += _picture(panel, legend)
    broken = [f"- {escape(one.text)}" for one in figure.legend if one.sample == "hot"]
    notes = [_note(one) for one in figure.notes]
    blocks += ["\n".join(broken), escape(figure.caption or ""), "\n".join(notes)]
    blocks.append(escape(figure.credit.replace("\u00a0", " ")))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _picture(picture: Picture, legend: Mapping[Sample, str]) -> Iterator[str]:
    if picture.title:
        yield f"### {escape(' '.join(filter(None, [picture.title, picture.subtitle])))}"
    yield escape(picture.asked or "")
    yield escape(picture.remark or "")
    yield "\n".join(f"- {escape(said)}" for said in _labels(picture, legend))


def _labels(picture: Picture, legend: Mapping[Sample, str]) -> Iterator[str]:
    """Say everything that is drawn, one by one."""
    if isinstance(picture, Panel):
        yield from _holders(picture, legend)
        yield from (cite(one.label, *one.lines[-1:]) for one in picture.chips)
        yield from (cite(one.label, one.text) for one in picture.connections)
    elif isinstance(picture, Matrix):
        rows = [row for group in picture.groups for row in group.rows]
        yield from (cell.label for row in rows for cell in row.cells.values())
        yield from [picture.rest.said] if picture.rest else []
    elif isinstance(picture, Timeline):
        yield from (cite(one.label, one.name) for one in picture.events)
        yield from filter(None, [picture.more])
        yield from (cite(one.label, one.text) for band in picture.bands for one in band.stretches)


def _holders(panel: Panel, legend: Mapping[Sample, str]) -> Iterator[str]:
    """Say of holders what no flow says: what they work out, and that a source names them not."""
    for holder in panel.holders:
        yield from (cite(one.label, one.text) for one in holder.workings)
        worked = {one.text for one in holder.workings}
        unnamed = [legend.get("unnamed", "")] if holder.unnamed else []
        remarks = [said for said in holder.remarks if said not in worked]
        said = "; ".join(filter(None, [*remarks, *unnamed]))
        if said:
            yield f"{holder.name}: {said}"


def cite(label: str, shown: str = "") -> str:
    """Say a sentence with the marks of its sources, which stand at the end of what is drawn.

    >>> cite("Group owns Net, since 2014", "owns since 2014 [2]")
    'Group owns Net, since 2014 [2]'
    >>> cite("Report [draft]", "Report [draft]")
    'Report [draft]'
    """
    mark = _MARK.search(shown)
    return label if mark is None or label.endswith(mark[0]) else f"{label} {mark[0]}"


def _note(note: Note) -> str:
    said = escape(note.text)
    if note.url:
        # in a link, unlike in an address that stands for itself, entities are read
        address = markdown.write_address(note.url).replace("&", "&amp;").replace(" ", "%20")
        said = f"[{said}](<{address}>)"
    return f"- \\[{note.mark}\\] {said}"
