"""The composer: libyaml's events → a tree. With parser.py and syntax.py, the door to yaml.

Not `yaml.safe_load`: it expands aliases, takes the last of two equal keys, and gives no places. Not
libyaml's own composer either: it recurses, and falls over at 30,000 levels; here is a loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from dataflow.reading.characters import clean, forbidden_in, show
from dataflow.reading.tree import Fields, Items, Nothing, Text, Tree, pack, placed, unpack

try:
    from yaml._yaml import CParser
except ImportError:  # it was built without libyaml
    from dataflow.reading.plain import PlainParser as CParser  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable

    Report = Callable[[str, str, Tree | int, str | None], None]
    """report(code, message, at, advice); raises `StopReading` when enough is wrong"""
    _State = tuple[Items | Fields, Text | None]
    _Action = Callable[[Any, Items | Fields, Text | None], _State]

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

NO_DIRECTIVE: Final = "directives (`%YAML`, `%TAG`) are not allowed"
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


class _EndOfText(Exception):  # noqa: N818 - no error either
    """The last event has come."""


class Composer:
    """The tree of one file while it grows.

    The invariant of the loop: `top` is the innermost list or mapping that is open, and `key` says
    what comes next in it: in a list `_ITEM`; in a mapping None before a key, and then the key until
    its value has come. What `top` stands in lies on the stack.

    Attributes:
        documents: how many documents have started.
        left: how many more texts, lists and mappings there may be.
    """

    def __init__(self, report: Report, file: int, left: int) -> None:
        """Start with nothing; `file` is the number in the places of the tree."""
        self.documents = 0
        self.left = left
        self._last: Event | None = None
        self._report = report
        self._base = pack(file, 1, 1)  # yaml counts lines and columns from 0
        self._roots = Items()
        # what is open, each with what it stands in, and the key there when it is closed again
        self._stack: list[tuple[Items | Fields, Text | None, Items | Fields]] = []
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
            StreamEndEvent: _end,
        }

    def compose(self, text: str) -> None:
        """Follow the events of a text to the end.

        Raises:
            StopReading: the rest is not worth reading.
            YAMLError: the text is no YAML.
        """
        try:
            self._follow(CParser(text).get_event, _BLOCKS | {'"'} if "\\" in text else _BLOCKS)
        except _EndOfText:
            return
        message = f"the model has more than {MOST_NODES:,} texts, lists and mappings"
        self._report("too-large", message, self.seen, TOO_MUCH)
        raise StopReading

    def _follow(self, next_event: Callable[[], object], odd_styles: frozenset[str]) -> None:
        """Follow the events until there are no more, or more nodes than are left.

        Reading spends most of its time in this loop: hence locals, and no call for a usual text.
        """
        act = self._actions
        base = self._base
        left = self.left
        top: Any = self._roots
        key: Text | None = _ITEM
        event: Any = None  # none may come: what is left may be used up, or nothing be YAML
        try:
            while left >= 0:
                event = next_event()
                kind = event.__class__
                if kind is not ScalarEvent:
                    left -= kind in _NODES
                    top, key = act[kind](event, top, key)
                    continue
                left -= 1
                value = event.value
                mark = event.start_mark
                node = Text(value)
                node.at = base + (mark.line << 24) + mark.column
                odd = event.anchor or event.tag or event.style in odd_styles
                if odd or not 0 < len(value) <= LONGEST:
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
            self._last = event

    @property
    def seen(self) -> int:
        """The packed place of the last event."""
        return self._place(self._last) if self._last else self._base

    def tree(self) -> Tree | None:
        """Return the tree of the first document."""
        return self._roots[0] if self._roots else None

    def open_places(self) -> list[tuple[int, int]]:
        """Return the line and column of each open list and mapping, the outermost first."""
        return [unpack(node.at)[1:] for _, _, node in self._stack]

    def _place(self, event: Event) -> int:
        mark = event.start_mark
        assert mark is not None, event
        return int(self._base + (mark.line << 24) + mark.column)

    def _open(
        self, event: SequenceStartEvent | MappingStartEvent, top: Items | Fields, key: Text | None
    ) -> _State:
        node = Items() if isinstance(event, SequenceStartEvent) else Fields()
        node.at = self._place(event)
        if event.anchor or event.tag:
            self._refuse_properties(event, node)
        self._stack.append((top, self._attach(node, top, key), node))
        if len(self._stack) > DEEPEST:
            self._report("too-deep", TOO_DEEP, node, TOO_DEEP_ADVICE)
            raise StopReading
        return node, (_ITEM if isinstance(node, Items) else None)

    def _close(self, _event: Event, top: Items | Fields, _key: Text | None) -> _State:
        if isinstance(top, Fields):
            top.pop(_DROPPED, None)
        if len(self._stack) == self._refused:
            self._refused = 0
        return self._stack.pop()[:2]

    def _attach(self, node: Tree, top: Items | Fields, key: Text | None) -> Text | None:
        """Put a node where it belongs, and return what comes next there."""
        if isinstance(top, Items):
            top.append(node)
            return key
        if key is not None:
            top[key] = node
            return None
        if not isinstance(node, Text) and not self._refused:
            kind = "a list" if isinstance(node, Items) else "a mapping"
            advice = "write a plain word, or quote a text that starts with `[` or `{`"
            self._report("key-not-text", f"a key must be text, found {kind}", node, advice)
            self._refused = len(self._stack) + 1
        return _DROPPED

    def _refuse_alias(self, event: AliasEvent, top: Items | Fields, key: Text | None) -> _State:
        node = placed(Nothing(""), self._place(event))
        message = f"aliases are not allowed, found {show(f'*{event.anchor}')}"
        self._report("alias", message, node.at, _WRITE_OUT)
        return top, self._attach(node, top, key)

    def _start_document(
        self, event: DocumentStartEvent, top: Items | Fields, key: Text | None
    ) -> _State:
        self.documents += 1
        place = self._place(event)
        if self.documents > 1:
            advice = "put it into a file of its own, and `include` that"
            self._report("many-documents", "a second document starts here", place, advice)
            raise StopReading
        if event.version or event.tags:
            self._report("directive", NO_DIRECTIVE, place, "delete the line")
        return top, key

    def _inspect(self, event: ScalarEvent, node: Text) -> Text:
        """Look closer at a text that may not be allowed as it stands."""
        if not node and not event.style:
            node = placed(Nothing(""), node.at)
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
        message = f"{hidden} is not allowed here"
        self._report("forbidden-character", message, node, "delete its escape")
        return placed(Text(clean(node)), node.at)

    def _refuse_properties(
        self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent, node: Tree
    ) -> None:
        if event.anchor:
            message = f"anchors are not allowed, found {show('&' + event.anchor)}"
            advice = "delete it, or quote a text that starts with `&`"
            self._report("alias", message, node, advice)
        if event.tag:
            tag = show(event.tag.replace("tag:yaml.org,2002:", "!!"))
            advice = "delete it, since all is text, or quote a text that starts with `!`"
            self._report("tag", f"tags are not allowed, found {tag}", node, advice)

    def _odd_key(self, event: ScalarEvent, top: Fields, key: Text) -> Text:
        """Refuse a key that is there already or too long, and merge keys; a quoted `<<` is text."""
        if key in top:
            _, line, column = unpack(self._first(key, top).at)
            message = f"duplicate key {show(key)} (first at {line}:{column})"
            self._report("duplicate-key", message, key, "keep one of the two")
        elif len(key) > LONGEST_KEY:
            self._report("too-large", tell_long_key(key), key, "shorten it")
        elif event.style:
            return key
        else:
            message = "merge keys (`<<`) are not allowed"
            self._report("merge-key", message, key, "write the fields out")
        return _DROPPED

    def _first(self, key: Text, top: Fields) -> Text:
        """Return a key as it first stands in a mapping, fast even if all others are duplicates."""
        _, index = self._firsts.setdefault(id(top), (top, {}))
        for known in reversed(top):
            if known in index:
                break
            index[known] = known
        return index[key]


def tell_long_key(key: str) -> str:
    """Return the message about a key that is too long."""
    return f"the key {show(key)} is longer than {LONGEST_KEY:,} characters"


def _go_on(_event: Event, top: Items | Fields, key: Text | None) -> _State:
    return top, key


def _end(_event: Event, _top: Items | Fields, _key: Text | None) -> NoReturn:
    raise _EndOfText
