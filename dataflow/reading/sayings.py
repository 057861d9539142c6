"""What libyaml says, and what we say: its syntax errors, each in words that help."""

from __future__ import annotations

from typing import Final, NamedTuple

from dataflow.reading.growth import BLOCK_ADVICE, TOO_DEEP, TOO_DEEP_ADVICE


class Saying(NamedTuple):
    """One error of libyaml, or several that are one to a person.

    What stands in braces is filled in: {found} is the word where the error is, {begun} the word
    where its context begins, {opened} the place of that, {sign} the character at the place named.

    Attributes:
        pattern: what is found in "context: problem", as libyaml has them.
        code: the problem code.
        message: what was found, and what was expected.
        advice: what to do about it.
        at_context: the place is where the context begins, and not where libyaml stumbled.
        back: how many characters before that.
    """

    pattern: str
    code: str
    message: str
    advice: str
    at_context: bool = False
    back: int = 0


QUOTE: Final = "put the text in quotes"

NO_DIRECTIVE: Final = "directives (`%YAML`, `%TAG`) are not allowed"
NO_DIRECTIVE_ADVICE: Final = "delete the line; a comment starts with `#`"
_BRACKETS: Final = "{missing}"
_HARD: Final = r"write `\\` for a backslash, or put the text in single quotes"

SAYINGS: Final = (
    Saying(
        "quoted scalar: found unexpected (end of stream|document indicator)",
        "syntax",
        "the quote that opens here is never closed",
        "close it with another {sign}, or delete it",
        at_context=True,
    ),
    Saying("unknown escape character", "syntax", "{found} is no escape", _HARD),
    Saying("hexdecimal number", "syntax", "{found} is no escape", _HARD, back=2),
    Saying(
        "invalid Unicode character escape",
        "forbidden-character",
        "the escape {found} stands for no character",
        "write the character itself",
        back=2,
    ),
    Saying(
        "directive|%YAML|%TAG|YAML document",
        "directive",
        NO_DIRECTIVE,
        NO_DIRECTIVE_ADVICE,
        at_context=True,
    ),
    Saying(
        r"a tag\b|tag handle",
        "tag",
        "tags are not allowed, found {begun}",
        f"delete it, or {QUOTE}",
        at_context=True,
    ),
    Saying(
        "alias|anchor",
        "alias",
        "anchors and aliases are not allowed, found {begun}",
        f"delete it, or {QUOTE}",
        at_context=True,
    ),
    Saying(
        "found a tab character",
        "tab-indent",
        "a tab is used for indentation",
        "indent with spaces",
    ),
    Saying(
        "flow sequence: did not find",
        "syntax",
        "expected `,` or `]` in the list that `[` opened at {opened}, found {found}",
        _BRACKETS,
    ),
    Saying(
        "flow mapping: did not find",
        "syntax",
        "expected `,` or `}}` in the mapping that `{{` opened at {opened}, found {found}",
        _BRACKETS,
    ),
    Saying(
        "could not find expected ':'",
        "syntax",
        "expected a key or an item, found {begun}",
        "write `key: value` or `- item`, both with a space; a text that goes on in the next line "
        "is indented deeper there",
        at_context=True,
    ),
    Saying("cannot start any token", "syntax", "no text can start with {sign}", QUOTE),
    Saying(
        "block sequence entries",
        "syntax",
        "a list cannot start here",
        f"start `- ` on a line of its own; {QUOTE} if it starts with `- `",
    ),
    Saying("mapping keys", "syntax", "a key cannot start with `? ` here", QUOTE),
    Saying(
        "block mapping: did not find expected key",
        "syntax",
        "expected the next key of the mapping that starts at {opened}, found {found}",
        "check the indentation: the keys of that mapping start one below the other",
    ),
    Saying(
        "block collection: did not find",
        "syntax",
        "expected the next `- ` of the list that starts at {opened}, found {found}",
        "start it with a `- ` below the others, or indent it as what it belongs to",
    ),
    Saying(
        "block scalar",
        "syntax",
        "nothing but a line end may follow `|` or `>` here",
        BLOCK_ADVICE,
    ),
    Saying("nesting|too deep", "too-deep", TOO_DEEP, TOO_DEEP_ADVICE),
    Saying("node content", "syntax", "expected a value, found {found}", f"write one, or {QUOTE}"),
)
