"""A figure → Markdown: the same content as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.drawing.figure import Panel
from dataflow.drawing.grids import Matrix
from dataflow.drawing.phrases import capitalise
from dataflow.drawing.spans import Timeline
from dataflow.telling import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.drawing.figure import Figure, Note, Picture


_JOINER: Final = "\N{ZERO WIDTH JOINER}"


def write_markdown(figure: Figure) -> str:
    """Write what a figure shows: its words, a list of what is drawn, what it cites."""
    blocks = [f"## {escape(figure.title)}", escape(figure.subtitle)]
    for panel in figure.panels:
        blocks += _picture(panel)
    legend = [f"- {escape(one.text)}" for one in figure.legend if one.sample == "hot"]
    notes = [_note(one) for one in figure.notes]
    blocks += ["\n".join(legend), escape(figure.caption or ""), "\n".join(notes)]
    blocks.append(escape(figure.credit.replace("\u00a0", " ")))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _picture(picture: Picture) -> Iterator[str]:
    if picture.title:
        yield f"### {escape(' '.join(filter(None, [picture.title, picture.subtitle])))}"
    yield escape(picture.asked or "")
    yield escape(picture.remark or "")
    yield "\n".join(f"- {escape(capitalise(said))}" for said in _labels(picture))


def _labels(picture: Picture) -> Iterator[str]:
    """Say everything that is drawn, one by one."""
    if isinstance(picture, Panel):
        yield from (one.label for one in picture.chips)
        yield from (one.label for one in picture.connections)
    elif isinstance(picture, Matrix):
        rows = [row for group in picture.groups for row in group.rows]
        yield from (cell.label for row in rows for cell in row.cells.values())
        yield from [picture.rest.said] if picture.rest else []
    elif isinstance(picture, Timeline):
        yield from (one.label for one in picture.events)
        yield from filter(None, [picture.more])
        yield from (one.label for band in picture.bands for one in band.stretches)


def escape(words: str) -> str:
    """Write words so that they are shown as they are: joined emoji stay joined."""
    return _JOINER.join(markdown.escape(part) for part in words.split(_JOINER))


def _note(note: Note) -> str:
    said = escape(note.text)
    if note.url:
        address = note.url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
        said = f"[{said}](<{address}>)"
    return f"- \\[{note.mark}\\] {said}"
