"""What libyaml says of a syntax error → what a person can do something about, and where.

libyaml names the token that it stumbled over; a person looks for what was forgotten before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.reading.characters import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yaml.error import Mark, MarkedYAMLError

    from dataflow.reading.shelf import Source

Place = tuple[int, int]
"""Line and column, counted from 1."""

LONGEST_KEY: Final = 1024
"""How long a key may be: YAML's own limit."""


class Complaint(NamedTuple):
    """What is wrong, where (counted from 1), and what to do about it."""

    code: str
    message: str
    line: int
    column: int
    advice: str


class _Saying(NamedTuple):
    """One error of libyaml: `pattern` is found in "context: problem".

    In the message, {found} is what stands at the problem, {opened} where its context begins,
    {character} the first character there. `at_context`: the place is where the context begins.
    """

    pattern: str
    code: str
    message: str
    advice: str
    at_context: bool = False


_CLOSING: Final = {"[": "]", "{": "}"}

_QUOTE: Final = "put the text in quotes"

_SAYINGS: Final = (
    _Saying(
        "quoted scalar: found unexpected (end of stream|document indicator)",
        "syntax",
        "the quote that opens here is never closed",
        "close it with another {character}, or delete it",
        at_context=True,
    ),
    _Saying(
        "unknown escape character|hexdecimal number",
        "syntax",
        "{found} is no escape",
        r"write `\\` for a backslash, or put the text in single quotes",
    ),
    _Saying(
        "invalid Unicode character escape",
        "forbidden-character",
        "the escape {found} stands for no character",
        "write the character itself",
    ),
    _Saying(
        "directive|%YAML|%TAG|YAML document",
        "directive",
        "directives (`%YAML`, `%TAG`) are not allowed",
        "delete the line",
        at_context=True,
    ),
    _Saying(
        "a tag\\b|tag handle",
        "tag",
        "tags are not allowed, found {found}",
        "delete it, or " + _QUOTE,
    ),
    _Saying(
        "alias|anchor",
        "alias",
        "anchors and aliases are not allowed, found {context}",
        "delete it, or " + _QUOTE,
        at_context=True,
    ),
    _Saying(
        "found a tab character", "tab-indent", "a tab is used for indentation", "indent with spaces"
    ),
    _Saying(
        "flow sequence: did not find",
        "syntax",
        "expected `,` or `]` in the list that `[` opened at {opened}, found {found}",
        "add what is missing; quote a text that holds `,`, `[`, `]`, `{{` or `}}`",
    ),
    _Saying(
        "flow mapping: did not find",
        "syntax",
        "expected `,` or `}}` in the mapping that `{{` opened at {opened}, found {found}",
        "add what is missing; quote a text that holds `,`, `[`, `]`, `{{` or `}}`",
    ),
    _Saying(
        "could not find expected ':'",
        "syntax",
        "expected a key and a `:`, found {context}",
        "write `key: value`; a text that goes on in the next line is indented deeper there",
        at_context=True,
    ),
    _Saying("cannot start any token", "syntax", "no text can start with `{character}`", _QUOTE),
    _Saying(
        "block sequence entries",
        "syntax",
        "a list cannot start here",
        "start `- ` on a line of its own; " + _QUOTE + " if it starts with `- `",
    ),
    _Saying("mapping keys", "syntax", "a key cannot start with `? ` here", _QUOTE),
    _Saying(
        "mapping values",
        "syntax",
        "a `:` cannot stand here",
        "quote a text that holds `: `, and check the indentation",
    ),
    _Saying(
        "block mapping: did not find expected key",
        "syntax",
        "expected the next key of the mapping that starts at {opened}, found {found}",
        "check the indentation, and that quotes above are closed",
    ),
    _Saying(
        "block collection: did not find",
        "syntax",
        "expected the next `- ` of the list that starts at {opened}, found {found}",
        "check the indentation",
    ),
    _Saying(
        "block scalar",
        "syntax",
        "nothing but a line end may follow `|` or `>` here",
        "start the text in the next line, indented deeper",
    ),
    _Saying("node content", "syntax", "expected a value, found {found}", "write one, or " + _QUOTE),
    _Saying(
        "document start",
        "syntax",
        "nothing may follow the end of the model, found {found}",
        "check the indentation: the keys of the model all start in the first column",
    ),
)


def explain(wrong: MarkedYAMLError, source: Source, opened: Sequence[Place]) -> Complaint:
    """Explain a syntax error.

    Args:
        wrong: what libyaml says.
        source: the text that it speaks of.
        opened: line and column of every list and mapping that was open, outermost first.
    """
    problem = _place(wrong.problem_mark) or _place(wrong.context_mark) or (1, 1)
    context = _place(wrong.context_mark) or problem
    said = f"{wrong.context or ''}: {wrong.problem or ''}"
    brackets = [at for at in dict.fromkeys([*opened, context]) if source.rest(*at)[:1] in _CLOSING]
    if brackets and "quoted" not in said and not source.text[source.offset(*problem) :].strip():
        return _unclosed(brackets, source)
    return _long_key(said, problem, source) or _say(said, context, problem, source)


def _place(mark: Mark | None) -> Place | None:
    return (mark.line + 1, mark.column + 1) if mark else None


def _unclosed(places: Sequence[Place], source: Source) -> Complaint:
    """Name what is open where the file ends; the place is the last character of the file."""
    signs = [source.rest(*place)[0] for place in places]
    named = [f"`{sign}` opened at {at[0]}:{at[1]}" for sign, at in zip(signs, places, strict=True)]
    if len(named) > 3:  # noqa: PLR2004 - enough to see which
        named[2:-1] = ["…"]
    are = "is" if len(places) == 1 else "are"
    message = f"unexpected end of the file: {' and '.join(named)} {are} never closed"
    end = source.place(len(source.text.rstrip()) - 1)
    closing = "".join(_CLOSING[sign] for sign in reversed(signs))
    return Complaint("syntax", message, *end, f"close with {show(closing)}")


def _long_key(said: str, problem: Place, source: Source) -> Complaint | None:
    """Find the key that libyaml did not take for one because of its length."""
    line = source.offset(problem[0], 1)
    key = source.text[line : source.offset(*problem)].lstrip(" -")
    if "mapping values" not in said or len(key) <= LONGEST_KEY or re.search(r":\s", key):
        return None
    place = source.place(source.offset(*problem) - len(key))
    if not re.search(r"\w", key):  # dots and colons: nobody meant that as a key
        message = f"expected a mapping, found the text {show(key)}"
        return Complaint("not-a-mapping", message, *place, "write words")
    message = f"the key {show(key)} is longer than {LONGEST_KEY:,} characters"
    return Complaint("too-large", message, *place, "shorten it")


def _say(said: str, context: Place, problem: Place, source: Source) -> Complaint:
    if "cannot start any token" in said and source.rest(*problem).startswith("\t"):
        said = "found a tab character"
    saying = next((one for one in _SAYINGS if re.search(one.pattern, said)), None)
    if saying is None:
        return Complaint("syntax", f"this is not YAML: {said.strip(': ')}", *problem, _QUOTE)
    place = context if saying.at_context else problem
    words = {
        "found": _found(source, problem),
        "context": _found(source, context),
        "opened": f"{context[0]}:{context[1]}",
        "character": source.rest(*place)[:1],
    }
    message, advice = saying.message.format(**words), saying.advice.format(**words)
    return Complaint(saying.code, message, *place, advice)


def _found(source: Source, place: Place) -> str:
    """Show the word at a place."""
    word = re.match(r"\\.|\W?[\w./-]*", source.rest(*place))
    if word and word[0].strip():
        return show(word[0].strip(), 30)
    ended = not source.text[source.offset(*place) :].strip()
    return "the end of the file" if ended else "the end of the line"
