"""The parser: a text → its located tree, with what is wrong in plain words."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from yaml.error import MarkedYAMLError, YAMLError

from dataflow.problems import Location, Problem
from dataflow.reading.characters import MOST_FLAWS, Flaw, clean, decode, find_forbidden, show
from dataflow.reading.composer import DEEPEST, MOST_NODES, Composer, StopReading
from dataflow.reading.syntax import Fault, explain, explain_unmarked
from dataflow.reading.tree import Fields, Items, Nothing, Tree, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.reading.composer import Report
    from dataflow.reading.texts import Source, Texts

MOST_PROBLEMS: Final = 1_000
"""Reading ends with so many problems: nobody mends more in one go."""

_START: Final = "start with `dataflow: 1`"

_OPENING: Final = "[{-?"
"""What lists and mappings may open with, where libyaml's scanner runs ahead."""

_TABBED: Final = re.compile(r" *(\t)[ \t]*")
_TAB_FIRST: Final = re.compile(r"(?:\A|[\n\r]) *\t")


class Parser:
    """Parses the texts of a model one after the other, and counts their nodes together."""

    def __init__(self, texts: Texts) -> None:
        """Take where texts are kept and problems reported."""
        self._texts = texts
        self._left = MOST_NODES

    @property
    def is_full(self) -> bool:
        """Whether there are more nodes, or more problems, than a model may have."""
        return self._left < 0 or len(self._texts.problems) >= MOST_PROBLEMS

    def read_bytes(self, data: bytes, source: Source) -> Fields | None:
        """Read the bytes of a source; None if they are of no use, which is reported."""
        text, flaw = decode(data)
        if flaw is None:
            return self.read_text(text, source)
        source.text = clean(text)
        self._add(source, [flaw])
        return None

    def read_text(self, text: str, source: Source) -> Fields | None:
        """Read the text of a source; None if it is of no use, which is reported."""
        flaws = find_forbidden(text)
        if len(flaws) == MOST_FLAWS:  # this is no text, but something else
            text = text[: flaws[-1].offset + 1]
        source.text = clean(text) if flaws else text
        file = self._add(source, flaws)
        return self._read_mapping(source, file) if len(flaws) < MOST_FLAWS else None

    def _add(self, source: Source, flaws: list[Flaw]) -> int:
        """Add a source, and report what is wrong with its characters."""
        file = self._texts.add(source)
        for flaw in flaws:
            place = pack(file, *source.place(flaw.offset))
            self._texts.report(flaw.code, flaw.message, place, flaw.advice)
        return file

    def _read_mapping(self, source: Source, file: int) -> Fields | None:
        """Parse a source, and make sure that it is a mapping."""
        before = len(self._texts.problems)
        tree = self._parse(source, file)
        if isinstance(tree, Fields):
            return tree
        if tree is not None and not isinstance(tree, Nothing):
            kind = "a list" if isinstance(tree, Items) else f"the text {show(tree)}"
            message = f"expected a mapping of sections at the top, found {kind}"
            self._texts.report("not-a-mapping", message, tree, _START)
        elif len(self._texts.problems) == before:
            state = "holds no model" if source.text.strip() else "is empty"
            place = Location(source.name, 1, 1)
            self._texts.problems.append(Problem("empty-file", f"the file {state}", _START, place))
        return None

    def _parse(self, source: Source, file: int) -> Tree | None:
        """Return the tree of a source, or None if it has none, or not to its end."""
        composer = Composer(self._report, file, self._left)
        try:
            with collector_off():
                composer.compose(source.text)
            tree = composer.tree()
            if tree is not None and "\t" in source.text and _TAB_FIRST.search(source.text):
                self._refuse_tabs(tree, source)
        except YAMLError as error:
            self._explain(error, composer, source)
            return None
        except StopReading:
            return composer.tree() if composer.documents > 1 else None
        finally:
            self._left = composer.left
        return tree

    def _explain(self, error: YAMLError, composer: Composer, source: Source) -> None:
        """Report why a source is no YAML."""
        with suppress(StopReading):
            file, *place = unpack(composer.seen)
            if isinstance(error, MarkedYAMLError):
                fault, composer = self._look_before(error, composer, source)
                complaint = explain(fault, composer.open_places())
            else:
                complaint = explain_unmarked(error, (place[0], place[1]))
            message, at, advice, code = complaint
            self._report(code, message, pack(file, *at), advice)

    def _look_before(
        self, error: MarkedYAMLError, composer: Composer, source: Source
    ) -> tuple[Fault, Composer]:
        """Return what is wrong before the place where libyaml gave up, once more from the start.

        Its scanner runs ahead of its parser: a bracket may turn out to begin a key as long as its
        line goes on. So it may give up over what stands far behind the events that have come, at a
        limit of its own or over a sign, before anybody could see how deep the text is nested.

        Returns:
            The error to explain, and the tree as far as it had grown.

        Raises:
            StopReading: the text is too deep before that, which has been reported.
        """
        fault = Fault(error, source)
        file, line, column = unpack(composer.seen)
        ahead = source.text[source.offset(line, column) : fault.offset]
        deepest = len(composer.open_places()) + sum(map(ahead.count, _OPENING))
        if deepest <= DEEPEST and not fault.is_limit:
            return fault, composer
        again = Composer(self._report_behind(composer.seen), file, len(source.text) + 1)
        try:
            again.compose(source.text[: fault.offset])
        except MarkedYAMLError as before:
            if Fault(before, source).offset >= fault.offset:  # its end is not the file's
                before.problem_mark = error.problem_mark
            earlier = Fault(before, source)
            if fault.is_limit and not earlier.is_limit:
                return earlier, again
        return fault, composer

    def _report_behind(self, seen: int) -> Report:
        """Report only what is wrong behind a place: what stands before it has been reported."""

        def report(code: str, message: str, at: Tree | int, advice: str | None) -> None:
            if (at if isinstance(at, int) else at.at) > seen:
                self._report(code, message, at, advice)

        return report

    def _refuse_tabs(self, tree: Tree, source: Source) -> None:
        """Report tabs before what stands first in its line: in brackets, libyaml takes them."""
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
                    message = "a tab is used for indentation"
                    self._report("tab-indent", message, place, "indent with spaces")
            ahead.extend(reversed(_parts(node)))

    def _report(self, code: str, message: str, at: Tree | int, advice: str | None) -> None:
        """Report a problem of parsing, and stop reading if that is enough."""
        self._texts.report(code, message, at, advice)
        if len(self._texts.problems) >= MOST_PROBLEMS:
            raise StopReading


def _parts(node: Tree) -> list[Tree]:
    """Return the items of a list, or the keys and values of a mapping, in their order."""
    if isinstance(node, Fields):
        return [part for pair in node.items() for part in pair]
    return node if isinstance(node, Items) else []


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the garbage collector from walking, again and again, what only grows."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
