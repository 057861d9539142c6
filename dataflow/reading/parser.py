"""Text → located tree, with what is wrong in plain words. With composer.py, the door to yaml.

Not `yaml.safe_load`: it expands aliases, takes the last of two equal keys, and gives no places. Not
libyaml's composer either: it recurses, and falls over at 30,000 levels.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from yaml.error import MarkedYAMLError, YAMLError

from dataflow.problems import Location, Problem
from dataflow.reading.characters import MOST_FLAWS, Flaw, clean, decode, find_forbidden, show
from dataflow.reading.composer import DEEPEST, MOST_NODES, Growth, StopReading
from dataflow.reading.syntax import explain, explain_unmarked, is_limit, place_of
from dataflow.reading.texts import Shelf, Source
from dataflow.reading.tree import Fields, Items, Nothing, Text, Tree, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.reading.composer import Report


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
        if isinstance(wrong, MarkedYAMLError):
            wrong, growth = look_before(wrong, growth, source, self._report)
            complaint = explain(wrong, source, growth.open_places())
        else:
            complaint = explain_unmarked(wrong, unpack(growth.seen)[1:])
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


_OPENING: Final = "[{-?"
"""What lists and mappings may open with, where the scanner runs ahead."""


def look_before(
    wrong: MarkedYAMLError, growth: Growth, source: Source, report: Report
) -> tuple[MarkedYAMLError, Growth]:
    """Find out what is wrong before the place where libyaml gave up, once more from the start.

    Returns:
        The error that is to be told, and the tree as far as it had grown.

    Raises:
        StopReading: the text is too deep before that, which has been reported.
    """
    end = source.offset(*place_of(wrong, source))
    file, line, column = unpack(growth.seen)
    ahead = source.text[source.offset(line, column) : end]
    deepest = len(growth.open_places()) + sum(map(ahead.count, _OPENING))
    if deepest <= DEEPEST and not is_limit(wrong):
        return wrong, growth
    again = Growth(_report_behind(growth.seen, report), file, len(source.text) + 1)
    try:
        again.run(source.text[:end])
    except MarkedYAMLError as earlier:
        if is_limit(wrong) and not is_limit(earlier):
            if source.offset(*place_of(earlier, source)) >= end:  # its end is not the file's
                earlier.problem_mark = wrong.problem_mark
            return earlier, again
    return wrong, growth


def _report_behind(seen: int, report: Report) -> Report:
    """Report what is wrong behind a place; what stands before it has been reported."""

    def report_new(code: str, message: str, at: Tree | int, advice: str | None) -> None:
        if (at if isinstance(at, int) else at.at) > seen:
            report(code, message, at, advice)

    return report_new


MOST_PROBLEMS: Final = 1_000
"""Reading ends with so many problems: nobody mends more in one go."""

_START: Final = "start with `dataflow: 1`"


class Texts(Shelf):
    """Makes trees of texts, and keeps the texts.

    Attributes:
        problems: everything that was found wrong so far.
    """

    def __init__(self) -> None:
        """Start without texts."""
        super().__init__()
        self._parsing = Parsing(self._report)

    def _take_bytes(self, data: bytes, source: Source) -> Fields | None:
        text, flaw = decode(data)
        if flaw is None:
            return self._take_text(text, source)
        source.text = clean(text)
        self._sources.append(source)
        self._tell_flaws([flaw])
        return None

    def _take_text(
        self, text: str, source: Source, parsing: Parsing | None = None
    ) -> Fields | None:
        """Read a text; `parsing` counts its nodes, where it does not count for the model."""
        flaws = find_forbidden(text)
        if len(flaws) == MOST_FLAWS:  # this is no text, but something else
            text = text[: flaws[-1].offset + 1]
        source.text = clean(text) if flaws else text
        self._sources.append(source)
        self._tell_flaws(flaws)
        return self._parse(source, parsing or self._parsing) if len(flaws) < MOST_FLAWS else None

    def _tell_flaws(self, flaws: list[Flaw]) -> None:
        """Report what is wrong with the characters of the text that came last."""
        for flaw in flaws:
            place = pack(len(self._sources), *self._sources[-1].place(flaw.offset))
            self.problems.append(self.problem(flaw.code, flaw.message, place, flaw.advice))

    def _parse(self, source: Source, parsing: Parsing) -> Fields | None:
        """Parse the text that came last, and make sure that it is a mapping."""
        before = len(self.problems)
        tree = parsing.parse(source, len(self._sources))
        if isinstance(tree, Fields):
            return tree
        if isinstance(tree, Items) or (isinstance(tree, Text) and not isinstance(tree, Nothing)):
            found = "a list" if isinstance(tree, Items) else f"the text {show(tree)}"
            message = f"expected a mapping of sections at the top, found {found}"
            self.problems.append(self.problem("not-a-mapping", message, tree, _START))
        elif len(self.problems) == before:
            what = "holds no model" if source.text.strip() else "is empty"
            place = Location(source.name, 1, 1)
            self.problems.append(Problem("empty-file", f"the file {what}", _START, place))
        return None

    def _report(self, code: str, message: str, at: Tree | int, advice: str | None) -> None:
        """Take a problem of parsing.

        Raises:
            StopReading: that is enough.
        """
        self.problems.append(self.problem(code, message, at, advice))
        if len(self.problems) >= MOST_PROBLEMS:
            raise StopReading
