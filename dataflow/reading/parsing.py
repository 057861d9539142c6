"""Text → located tree, with what is wrong in plain words. With growth.py, the door to yaml.

Not `yaml.safe_load`: it expands aliases, takes the last of two equal keys, and gives no places. Not
libyaml's composer either: it recurses, and falls over at 30,000 levels.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from yaml.error import MarkedYAMLError, YAMLError

from dataflow.reading.growth import MOST_NODES, Growth, StopReading
from dataflow.reading.tree import Fields, Items, Tree, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.reading.growth import Report
    from dataflow.reading.shelf import Source

_TABBED: Final = re.compile(r" *(\t)[ \t]*")
_TAB_FIRST: Final = re.compile(r"(?:\A|[\n\r]) *\t")


class Parsing:
    """Reads the files of a model one after the other, and counts their nodes together."""

    def __init__(self, report: Report) -> None:
        """Take where problems are reported."""
        self._report = report
        self._left = MOST_NODES

    @property
    def is_full(self) -> bool:
        """Whether there are more nodes already than a model may have."""
        return self._left < 0

    def parse(self, source: Source, file: int) -> Tree | None:
        """Read the text of a file, in which no forbidden character is left.

        Returns:
            The tree, or None where the text holds none, or not to its end.
        """
        growth = Growth(self._report, file, self._left)
        try:
            return self._grow(growth, source, file)
        except StopReading:
            return growth.tree() if growth.documents > 1 else None
        finally:
            self._left = growth.left

    def _grow(self, growth: Growth, source: Source, file: int) -> Tree | None:
        try:
            with _collector_off():
                growth.run(source.text)
        except YAMLError as wrong:
            self._complain(wrong, growth, source, file)
            return None
        tree = growth.tree()
        if tree is not None and "\t" in source.text and _TAB_FIRST.search(source.text):
            _refuse_tabs(tree, source, self._report)
        return tree

    def _complain(self, wrong: YAMLError, growth: Growth, source: Source, file: int) -> None:
        """Report why the text is no YAML.

        Raises:
            StopReading: that is enough.
        """
        from dataflow.reading import complaints  # noqa: PLC0415 - for what is wrong
        from dataflow.reading.hindsight import look_before  # noqa: PLC0415 - likewise

        if isinstance(wrong, MarkedYAMLError):
            wrong, growth = look_before(wrong, growth, source, self._report)
            complaint = complaints.explain(wrong, source, growth.open_places())
        else:
            complaint = complaints.explain_unmarked(wrong, unpack(growth.seen)[1:])
        place = pack(file, *complaint.place)
        self._report(complaint.code, complaint.message, place, complaint.advice)


def _refuse_tabs(tree: Tree, source: Source, report: Report) -> None:
    """Report tabs in front of what stands first in its line: in brackets, libyaml takes them."""
    ahead: list[Tree] = [tree]
    seen = 0  # each line is looked at once: it may be long, and hold a million nodes
    while ahead:
        node = ahead.pop()
        file, line, column = unpack(node.at)
        if line != seen:
            seen = line
            start = source.offset(line, 1)
            tabbed = _TABBED.match(source.text, start)
            if tabbed and tabbed.end() == start + column - 1:
                place = pack(file, *source.place(tabbed.start(1)))
                report("tab-indent", "a tab is used for indentation", place, "indent with spaces")
        if isinstance(node, Items):
            ahead.extend(reversed(node))
        elif isinstance(node, Fields):
            ahead.extend(one for pair in reversed(node.items()) for one in reversed(pair))


@contextmanager
def _collector_off() -> Iterator[None]:
    """Keep the garbage collector from walking, again and again, a tree that only grows."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
