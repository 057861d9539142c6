"""The events of libyaml's parser → a tree; in a loop, since deep files crash a recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from dataflow.reading.characters import clean, forbidden_in, show
from dataflow.reading.tree import Fields, Items, Nothing, Text, Tree, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

    Report = Callable[[str, str, Tree | int, str | None], None]
    """report(code, message, at, advice); raises `StopReading` when enough is wrong"""
    _State = tuple[Any, Text | None]
    _Action = Callable[[Any, Any, Text | None], _State]

DEEPEST: Final = 64
"""How deep lists and mappings may be nested."""

TOO_DEEP: Final = f"this is nested deeper than {DEEPEST} levels"
TOO_DEEP_ADVICE: Final = "delete what opens too much: a model needs no more than ten levels"

LONGEST_KEY: Final = 1024
"""How many characters a key may have: YAML's own limit, but for keys that stand behind `?`."""

LONGEST: Final = 64 * 1024
"""How many characters one text may have."""

MOST_NODES: Final = 1_000_000
"""How many texts, lists and mappings all files of a model may have together."""

TOO_MUCH: Final = (
    "ask about parts of it: make a model of each, without what its questions do not need"
)
"""The way out of the limits for a whole model."""

BLOCK_ADVICE: Final = (
    "start the text in the next line, indented deeper, or quote a text that starts with `|` or `>`"
)

_WRITE_OUT: Final = "write out what it stands for, or quote a text that starts with `*`"

_BLOCKS: Final = frozenset({"|", ">"})

_ITEM: Final = Text("\0item")
"""In place of the key that waits for its value: what comes next is an item of a list."""

_DROPPED: Final = Text("\0dropped")
"""The key of a value whose own key was refused; no key of a file holds a NUL."""

_NODES: Final = frozenset({SequenceStartEvent, MappingStartEvent, AliasEvent})


class StopReading(Exception):  # noqa: N818 - no error: what is wrong has been reported
    """The rest of a file is not worth reading."""


class Growth:
    """The tree of one file while it grows.

    What is open innermost is `top`, and `key` says what comes next in it: in a list `_ITEM`; in a
    mapping None before a key, and then the key until its value has come.

    Attributes:
        documents: how many documents have started.
        left: how many more texts, lists and mappings there may be.
        seen: the packed place of the last event.
    """

    def __init__(self, report: Report, file: int, left: int) -> None:
        """Start with nothing; `file` is the number in the places of the tree."""
        self.documents = 0
        self.left = left
        self.seen = pack(file, 1, 1)
        self._report = report
        self._base = pack(file, 1, 1)  # yaml counts lines and columns from 0
        self._roots = Items()
        # what is open, each with what it stands in, and the key there when it is closed again
        self._stack: list[tuple[Any, Text | None, Items | Fields]] = []
        self._refused = 0  # how deep the key lies that is no text; keys in it are not worth a word
        self._firsts: dict[int, tuple[Fields, dict[Text, Text]]] = {}
        self._actions: dict[type, _Action] = {
            MappingStartEvent: self._open,
            SequenceStartEvent: self._open,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._refuse_alias,
            DocumentStartEvent: self._start_document,
            DocumentEndEvent: _go_on,
            StreamStartEvent: _go_on,
        }

    def run(self, text: str) -> None:
        """Follow the events to the end.

        Reading spends most of its time in this loop: hence locals, and no call for a usual text.
        """
        next_event: Callable[[], Any] = CParser(text).get_event
        act = self._actions
        base = self._base
        escapes = "\\" in text
        left = self.left
        top: Any = self._roots
        key: Text | None = _ITEM
        event: Any = None  # there may be none: what is left may be used up, or nothing be YAML
        try:
            while left >= 0:
                event = next_event()
                kind = event.__class__
                if kind is not ScalarEvent:
                    if kind is StreamEndEvent:
                        return
                    left -= kind in _NODES
                    top, key = act[kind](event, top, key)
                    continue
                left -= 1
                value = event.value
                style = event.style
                mark = event.start_mark
                node = Text(value) if value or style else Nothing(value)
                node.at = base + (mark.line << 24) + mark.column
                if (
                    event.anchor
                    or event.tag
                    or len(value) > LONGEST
                    or (escapes and style == '"')
                    or (not value and style in _BLOCKS)
                ):
                    node = self._inspect(event, node)
                if key is _ITEM:
                    top.append(node)
                elif key is not None:
                    top[key] = node
                    key = None
                else:
                    odd = node in top or value == "<<" or len(value) > LONGEST_KEY
                    key = self._odd_key(event, top, node) if odd else node
        finally:
            self.left = left
            self.seen = self._place(event) if event else self.seen
        message = f"the model has more than {MOST_NODES:,} texts, lists and mappings"
        self._report("too-large", message, self.seen, TOO_MUCH)
        raise StopReading

    def tree(self) -> Tree | None:
        """Give the tree of the first document."""
        return self._roots[0] if self._roots else None

    def open_places(self) -> list[tuple[int, int]]:
        """Give line and column of every list and mapping that is open, the outermost first."""
        return [unpack(node.at)[1:] for _, _, node in self._stack]

    def _place(self, event: Any) -> int:  # noqa: ANN401 - yaml's events have no type in common
        mark = event.start_mark
        return int(self._base + (mark.line << 24) + mark.column)

    def _open(self, event: Any, top: Any, key: Text | None) -> _State:  # noqa: ANN401
        node = Items() if event.__class__ is SequenceStartEvent else Fields()
        node.at = self._place(event)
        if event.anchor or event.tag:
            self._refuse_properties(event, node)
        self._stack.append((top, self._attach(node, top, key), node))
        if len(self._stack) > DEEPEST:
            self._report("too-deep", TOO_DEEP, node, TOO_DEEP_ADVICE)
            raise StopReading
        return node, (_ITEM if node.__class__ is Items else None)

    def _close(self, _event: Any, top: Any, _key: Text | None) -> _State:  # noqa: ANN401
        if top.__class__ is Fields:
            top.pop(_DROPPED, None)
        if len(self._stack) == self._refused:
            self._refused = 0
        return self._stack.pop()[:2]

    def _attach(self, node: Tree, top: Any, key: Text | None) -> Text | None:  # noqa: ANN401
        """Put a node where it belongs; give what comes next there."""
        if key is _ITEM:
            top.append(node)
            return key
        if key is None:
            if not isinstance(node, Text) and not self._refused:
                kind = "a list" if isinstance(node, Items) else "a mapping"
                advice = "write a plain word, or quote a text that starts with `[` or `{`"
                self._report("key-not-text", f"a key must be text, found {kind}", node, advice)
                self._refused = len(self._stack) + 1
            return _DROPPED
        top[key] = node
        return None

    def _refuse_alias(self, event: Any, top: Any, key: Text | None) -> _State:  # noqa: ANN401
        place = self._place(event)
        message = f"aliases are not allowed, found {show('*' + event.anchor)}"
        self._report("alias", message, place, _WRITE_OUT)
        node = Nothing("")
        node.at = place
        return top, self._attach(node, top, key)

    def _start_document(self, event: Any, top: Any, key: Text | None) -> _State:  # noqa: ANN401
        self.documents += 1
        place = self._place(event)
        if self.documents > 1:
            advice = "put it into a file of its own, and `include` that"
            self._report("many-documents", "a second document starts here", place, advice)
            raise StopReading
        if event.version or event.tags:
            message = "directives (`%YAML`, `%TAG`) are not allowed"
            self._report("directive", message, place, "delete the line")
        return top, key

    def _inspect(self, event: Any, node: Text) -> Text:  # noqa: ANN401
        """Look closer at a text that may not be allowed as it stands."""
        self._refuse_properties(event, node)
        if len(node) > LONGEST:
            message = f"this text has {len(node):,} characters; more than {LONGEST:,} are too many"
            self._report("too-large", message, node, "shorten it")
        if not node and event.style in _BLOCKS:
            message = f"the text that `{event.style}` opens has nothing in it"
            self._report("syntax", message, node, BLOCK_ADVICE)
        hidden = forbidden_in(node) if event.style == '"' else None
        if hidden is None:
            return node
        self._report(
            "forbidden-character", f"{hidden} may not stand here", node, "delete its escape"
        )
        cleaned = Text(clean(node))
        cleaned.at = node.at
        return cleaned

    def _refuse_properties(self, event: Any, node: Tree) -> None:  # noqa: ANN401
        if event.anchor:
            message = f"anchors are not allowed, found {show('&' + event.anchor)}"
            advice = "delete it, or quote a text that starts with `&`"
            self._report("alias", message, node, advice)
        if event.tag:
            tag = show(event.tag.replace("tag:yaml.org,2002:", "!!"))
            advice = "delete it, since all is text, or quote a text that starts with `!`"
            self._report("tag", f"tags are not allowed, found {tag}", node, advice)

    def _odd_key(self, event: Any, top: Fields, key: Text) -> Text:  # noqa: ANN401
        """Refuse a key that is there already or too long, and merge keys; a quoted `<<` is text."""
        if key in top:
            _, line, column = unpack(self._first(key, top).at)
            message = f"duplicate key {show(key)} (first at {line}:{column})"
            self._report("duplicate-key", message, key, "keep one of the two")
            return _DROPPED
        if len(key) > LONGEST_KEY:
            self._report("too-large", tell_long_key(key), key, "shorten it")
            return _DROPPED
        if event.style:
            return key
        self._report("merge-key", "merge keys (`<<`) are not allowed", key, "write the fields out")
        return _DROPPED

    def _first(self, key: Text, top: Fields) -> Text:
        """Find a key as it stands in a mapping, fast even where every other key is a duplicate."""
        _, index = self._firsts.setdefault(id(top), (top, {}))
        for known in reversed(top):
            if known in index:
                break
            index[known] = known
        return index[key]


def tell_long_key(key: str) -> str:
    """Say that a key is too long."""
    return f"the key {show(key)} is longer than {LONGEST_KEY:,} characters"


def _go_on(_event: Any, top: Any, key: Text | None) -> _State:  # noqa: ANN401
    return top, key
