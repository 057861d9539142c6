"""Text → located tree: one loop over the events of libyaml, never a recursion."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from dataflow.reading.tree import Fields, Items, Nothing, Text, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEEPEST: Final = 64
LONGEST: Final = 64 * 1024
MOST_NODES: Final = 1_000_000

Report = Any
"""report(code, message, at, help)"""


class StopReading(Exception):  # noqa: N818 - it ends the loop, the problem is reported already
    """The rest of a file cannot be understood."""


class Parsing:
    """Reads the texts of a model, and counts nodes over all of them."""

    def __init__(self, report: Callable[[str, str, int, str | None], None]) -> None:
        """Take where problems go."""
        self.report = report
        self.nodes = 0

    def parse(self, text: str, file: int) -> Fields | Items | Text | None:
        """Parse one document; None where it holds nothing, or cannot be understood."""
        import yaml  # noqa: PLC0415 - only what loads a model pays for it
        from yaml.cyaml import (  # type: ignore[attr-defined]  # noqa: PLC0415
            CParser,
        )

        try:
            with _collector_off():
                tree: Fields | Items | Text | None = self._tree(yaml, CParser(text.encode()), file)
                return tree
        except yaml.MarkedYAMLError as wrong:
            self._syntax(wrong, text, file)
        except StopReading:
            pass
        return None

    def _tree(self, yaml: Any, parser: Any, file: int) -> Any:  # noqa: ANN401, C901, PLR0912, PLR0915 - one tight loop: calls in it would cost half the speed
        base = file << 48
        next_event = parser.get_event
        scalar, alias = yaml.ScalarEvent, yaml.AliasEvent
        map_start, map_end = yaml.MappingStartEvent, yaml.MappingEndEvent
        seq_start, seq_end = yaml.SequenceStartEvent, yaml.SequenceEndEvent
        document_start, stream_end = yaml.DocumentStartEvent, yaml.StreamEndEvent
        limit = MOST_NODES - self.nodes
        count = 0
        root: Any = None
        documents = 0
        above: list[Any] = []  # containers that are open, with the key that waits in each
        here: Any = None  # the innermost open container
        is_map = False
        key: Text | None = None
        while True:
            event = next_event()
            kind = event.__class__
            if kind is scalar:
                mark = event.start_mark
                value = event.value
                at = base | (mark.line + 1) << 24 | mark.column + 1
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event, at)
                if value == "" and event.style is None and event.implicit[0]:
                    node: Any = Nothing()
                else:
                    node = Text(value)
                    if len(value) > LONGEST:
                        self.report(
                            "too-large", "this text is longer than 64 KiB", at, "shorten it"
                        )
                        raise StopReading
                node.at = at
            elif kind is map_start or kind is seq_start:
                mark = event.start_mark
                at = base | (mark.line + 1) << 24 | mark.column + 1
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event, at)
                node = Fields() if kind is map_start else Items()
                node.at = at
                if len(above) >= DEEPEST:
                    self.report(
                        "too-deep", f"this is nested deeper than {DEEPEST} levels", at, None
                    )
                    raise StopReading
            elif kind is map_end or kind is seq_end:
                here, key = above.pop()
                is_map = here.__class__ is Fields
                continue
            elif kind is alias:
                mark = event.start_mark
                at = base | (mark.line + 1) << 24 | mark.column + 1
                self.report(
                    "alias", f"the alias `*{event.anchor}` may not stand here", at, "write it out"
                )
                raise StopReading
            elif kind is document_start:
                documents += 1
                self._check_document(event, documents, base)
                continue
            elif kind is stream_end:
                self.nodes += count
                return root
            else:
                continue

            count += 1
            if count > limit:
                self.report("too-large", f"the model has more than {MOST_NODES} parts", at, None)
                raise StopReading
            if here is None:
                root = node
            elif not is_map:
                here.append(node)
            elif key is None:
                if kind is not scalar:
                    self.report(
                        "key-not-text", "a key must be text", at, "write the key as a plain word"
                    )
                    key = Text("?")
                    key.at = at
                    # what stands below is read, and counts as nobody's
                    above.append((here, key))
                    here, is_map, key = node, kind is map_start, None
                    continue
                if value == "<<":
                    self.report(
                        "merge-key",
                        "a merge key `<<` may not stand here",
                        at,
                        "write the fields out",
                    )
                if value == "":
                    self.report(
                        "key-not-text", "this key is empty", at, "write the key, or drop the line"
                    )
                key = node
                continue
            else:
                if key in here:
                    self._duplicate(key, here)
                else:
                    here[key] = node
                key = None
            if kind is not scalar:
                above.append((here, key))
                here, is_map, key = node, kind is map_start, None

    def _refuse(self, event: Any, at: int) -> None:  # noqa: ANN401 - an event of yaml
        if event.anchor is not None:
            self.report(
                "alias", f"the anchor `&{event.anchor}` may not stand here", at, "write it out"
            )
        else:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.report("tag", f"the tag `{tag}` may not stand here", at, "drop it: all is text")
        raise StopReading

    def _check_document(self, event: Any, number: int, base: int) -> None:  # noqa: ANN401 - an event of yaml
        mark = event.start_mark
        at = base | (mark.line + 1) << 24 | mark.column + 1
        if event.version or event.tags:
            self.report("directive", "a `%` directive may not stand here", at, "drop the line")
            raise StopReading
        if number > 1:
            self.report(
                "many-documents",
                "a second document starts here, and a file holds one",
                at,
                "put it into a file of its own, and `include` that",
            )
            raise StopReading

    def _duplicate(self, key: Text, fields: Fields) -> None:
        first = next(known for known in fields if known == key)
        line, column = first.at >> 24 & 0xFFFFFF, first.at & 0xFFFFFF
        self.report(
            "duplicate-key",
            f"the key `{key[:60]}` stands here a second time (first at {line}:{column})",
            key.at,
            "keep one of them",
        )

    def _syntax(self, wrong: Any, text: str, file: int) -> None:  # noqa: ANN401 - an error of yaml
        """Say what libyaml says in words for people, where the mistake begins."""
        problem = str(wrong.problem or wrong.context or "this cannot be understood")
        mark = wrong.problem_mark or wrong.context_mark
        opened = wrong.context_mark
        for pattern, code, message, advice, at_context in _SAYINGS:
            if re.search(pattern, f"{wrong.context or ''}: {problem}"):
                where = opened if at_context and opened else mark
                place = pack(file, where.line + 1, where.column + 1)
                self.report(code, message.format(mark=_bracket(text, opened)), place, advice)
                return
        self.report("syntax", problem, pack(file, mark.line + 1, mark.column + 1), None)


def _bracket(text: str, mark: Any) -> str:  # noqa: ANN401 - a mark of yaml
    if mark is None:
        return ""
    lines = re.split("\r\n|\r|\n", text)
    line = lines[mark.line] if mark.line < len(lines) else ""
    return line[mark.column : mark.column + 1]


_SAYINGS: Final = (
    # (what libyaml says, code, what we say, what to do, whether at the opening)
    (
        "quoted scalar: found unexpected (end of stream|document indicator)",
        "syntax",
        "the quote that opens here is never closed",
        "close it, or drop it",
        True,
    ),
    (
        "flow (sequence|mapping): did not find expected ',' or",
        "syntax",
        "`{mark}` is opened here, and something stands in it that does not fit",
        "check for a missing comma or closing bracket",
        True,
    ),
    (
        "(incompatible|unsupported) YAML|YAML document|directive|%",
        "directive",
        "a `%` directive may not stand here",
        "drop the line",
        False,
    ),
    ("undefined tag handle|tag", "tag", "a tag may not stand here", "drop it: all is text", False),
    ("alias|anchor", "alias", "anchors and aliases may not stand here", "write it out", False),
    (
        "could not find expected ':'",
        "syntax",
        "a `:` is missing after this key",
        "write `key: value`; quote a text that spans lines",
        True,
    ),
    (
        "mapping values are not allowed",
        "syntax",
        "a `: ` stands where it has no meaning",
        "quote a text that holds `: `, or check the indentation",
        False,
    ),
    (
        "did not find expected key",
        "syntax",
        "a key was expected here",
        "check the indentation and the quotes above",
        False,
    ),
    (
        "did not find expected '-' indicator",
        "syntax",
        "an item of a list (`- …`) was expected here",
        "check the indentation",
        False,
    ),
    (
        r"that cannot start any token",
        "syntax",
        "no value can start with this character",
        "quote the text",
        False,
    ),
    (
        "did not find expected <document start>",
        "many-documents",
        "something stands after the end of the document",
        "check the indentation",
        False,
    ),
)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Keep the collector from walking a tree that only grows."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
