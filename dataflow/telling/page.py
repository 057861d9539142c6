"""A report → a piece of HTML, as pages and notebooks show it: no script, no style of its own."""

from __future__ import annotations

from html import escape as _escape
from typing import TYPE_CHECKING, Final

from dataflow.telling import text
from dataflow.telling.report import Report, Section, Table, split_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


CELL: Final = "padding:0.2em 1em 0.2em 0;text-align:left;vertical-align:top"
STYLES: Final = {
    "p": "margin:0.5em 0",
    "ol": "list-style:decimal;padding-left:2em",
    "th": CELL,
    "td": CELL,
}
"""Inline styles for notebooks: some take the numbers from lists and the space from cells."""


def render(report: Report) -> str:
    """Return a report as an element of HTML."""
    parts = [
        *_paragraphs(report.sentences),
        *(part for row in report.rows for section in row for part in _section(section)),
        *(part for section in report.sections for part in _section(section)),
        *(_table(report.table) if report.table else ()),
        *_paragraphs(report.remarks),
        *_paragraphs(report.tell_doubts()),
        *_sources(report),
    ]
    return "\n".join(["<div>", *parts, "</div>"])


def render_inline(report: Report) -> str:
    """Return a report as HTML that brings the little style that it needs, for pages not ours."""
    html = render(report)
    for tag, style in STYLES.items():
        html = html.replace(f"<{tag}>", f'<{tag} style="{style}">')  # text has no bare `<`
    return html


def escape(words: str) -> str:
    r"""Return words escaped so that they are shown as they are.

    >>> escape("<b> & \x1b")
    '&lt;b&gt; &amp; \\x1b'
    """
    return _escape(text.escape(words))


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    return (f"<p>{escape(line)}</p>" for line in lines)


def _section(section: Section) -> Iterator[str]:
    yield f"<p>{escape(section.sentence)}</p>"
    if not section.steps:
        return
    yield "<ol>"
    for step in section.steps:
        yield f"<li>{'<br>'.join(map(escape, (step.line, *step.details)))}</li>"
    yield "</ol>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    yield "<thead><tr>" + _cells(table.columns, "th") + "</tr></thead>"
    yield "<tbody>"
    yield from ("<tr>" + _cells(row, "td") + "</tr>" for row in table.rows)
    yield "</tbody></table>"


def _cells(cells: Iterable[str], tag: str) -> str:
    return "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells)


def _sources(report: Report) -> Iterator[str]:
    for number, source in enumerate(report.sources, 1):
        parts = (
            # an address that a model may have begins with http or https
            escape(words) + (f'<a href="{_escape(url)}">{escape(url)}</a>' if url else "")
            for words, url in split_source(source, report.words)
        )
        yield f"<p>[{number}] {''.join(parts)}</p>"
