"""A report → Markdown (CommonMark, with the tables of GitHub)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dataflow.telling import text
from dataflow.telling.report import Report, Section, Table, split_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKS: Final = re.compile(r"[!-/:-@\[-`{-~]")
"""All ASCII punctuation: CommonMark lets any of it be escaped, and shows it as it is."""

_SPACE: Final = re.compile(r"[ \t\r\n]+")
"""What a line of Markdown has a single space for; other kinds of space are a name's own."""

_PLAIN: Final = frozenset(".,:;'\"()/%?-")
"""What means nothing in the middle of a line, and would only make it hard to read."""

_WITHIN: Final = re.compile(r"(?<=[A-Za-z0-9])\\_(?=[A-Za-z0-9])")
"""An escaped underscore within a word, which means nothing either."""


def render(report: Report) -> str:
    """Return a report as Markdown without a final line end."""
    blocks = [
        "\n\n".join(escape(sentence) for sentence in report.sentences),
        *("\n".join(_section(section)) for row in report.rows for section in row),
        *("\n".join(_section(section)) for section in report.sections),
        "\n".join(_table(report.table)) if report.table else "",
        "\n\n".join(escape(remark) for remark in report.remarks),
        "\n".join(f"- {escape(doubt)}" for doubt in report.tell_doubts()),
        "\n".join(_sources(report)),
    ]
    return "\n\n".join(block for block in blocks if block)


def escape(words: str) -> str:
    r"""Return words escaped so that they are shown as they are, and are no markup.

    >>> escape("a_b _c_ <d> [1]")
    'a_b \\_c\\_ \\<d\\> \\[1\\]'
    >>> escape("1. 2016"), escape("# a\nb")
    ('1\\. 2016', '\\# a b')
    """
    line = text.escape(_SPACE.sub(" ", words).strip(" "))
    marked = _MARKS.sub(lambda mark: mark[0] if mark[0] in _PLAIN else "\\" + mark[0], line)
    marked = _WITHIN.sub("_", marked)
    marked = re.sub(r"^(\d*)([-.)])", r"\1\\\2", marked)
    # "www.a.org" and "http://a.org" would be made links: not of what is only a name
    return re.sub(r"(?i)(?=://)|(?<=www)(?=\.)", r"\\", marked)


def _section(section: Section) -> Iterator[str]:
    yield escape(section.sentence)
    if section.steps:
        yield ""
    for number, step in enumerate(section.steps, start=1):
        yield f"{number}. {escape(step.line)}"
        yield from (f"   - {escape(detail)}" for detail in step.details)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.columns)
    yield _row(["---"] * len(table.columns), raw=True)
    yield from (_row(row) for row in table.rows)


def _row(cells: Sequence[str], *, raw: bool = False) -> str:
    return "| " + " | ".join(cell if raw else escape(cell) for cell in cells) + " |"


def _sources(report: Report) -> Iterator[str]:
    for number, source in enumerate(report.sources, start=1):
        parts = (
            # between two addresses the space before the words counts
            (" " if words[:1] == " " else "")
            + escape(words)
            + (f" <{write_address(url)}>" if url else "")
            for words, url in split_source(source, report.words)
        )
        yield f"{number}. {''.join(parts)}"


def write_address(url: str) -> str:
    """Return an address with the characters quoted that would end it early.

    >>> write_address("https://a.org/<b>")
    'https://a.org/%3Cb%3E'
    """
    return "".join(f"%{ord(char):02X}" if char in '<>"\\`' else char for char in url)
