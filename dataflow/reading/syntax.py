"""A syntax error of libyaml → what a person can do something about, and where.

libyaml names the token that it stumbled over; a person looks for what was forgotten before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.reading.characters import show
from dataflow.reading.composer import (
    BLOCK_ADVICE,
    LONGEST_KEY,
    NO_DIRECTIVE,
    TOO_DEEP,
    TOO_DEEP_ADVICE,
    tell_long_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yaml.error import Mark, MarkedYAMLError, YAMLError

    from dataflow.reading.texts import Source

QUOTE: Final = "put the text in quotes"
_NO_DIRECTIVE_ADVICE: Final = "delete the line; a comment starts with `#`"
_PLAINER: Final = "write what stands here in plainer YAML: a key a line, and texts in quotes"
_HARD: Final = r"write `\\` for a backslash, or put the text in single quotes"
_MISSING: Final = "{missing}"

_CLOSING: Final = {"[": "]", "{": "}"}
_OPENING: Final = {"]": "[", "}": "{"}
_SWALLOWED: Final = re.compile(r"\s#[^\r\n]*[\]}]")

_LONG_KEY: Final = rf"([^\r\n]{{{LONGEST_KEY},}}?):\s"
_DIRECTIVE: Final = r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*%"
_END: Final = r"(?:^|[\r\n])\.\.\.\s"
_WORD: Final = r"\\(?:x\w{2}|u\w{4}|U\w{8}|.)|[^\s,\[\]{}]+|[,\[\]{}]"

Place = tuple[int, int]
"""Line and column, counted from 1."""


class Complaint(NamedTuple):
    """What is wrong, where, and what to do about it."""

    message: str
    place: Place
    advice: str
    code: str = "syntax"


class Saying(NamedTuple):
    """One error of libyaml, or several that are one to a person.

    What stands in braces is filled in: {found} is the word where the error is, {begun} the word
    where its context begins, {opened} the place of that, {sign} the character at the place named,
    {missing} what may be missing in brackets.

    Attributes:
        pattern: what is found in "context: problem", as libyaml has them.
        at_context: the place is where the context begins, and not where libyaml stumbled.
        back: how many characters before that.
    """

    pattern: str
    message: str
    advice: str
    code: str = "syntax"
    at_context: bool = False
    back: int = 0


SAYINGS: Final = (
    Saying(
        "quoted scalar: found unexpected (end of stream|document indicator)",
        "the quote that opens here is never closed",
        "close it with another {sign}, or delete it",
        at_context=True,
    ),
    Saying("unknown escape character", "{found} is no escape", _HARD),
    Saying("hexdecimal number", "{found} is no escape", _HARD, back=2),
    Saying(
        "invalid Unicode character escape",
        "the escape {found} stands for no character",
        "write the character itself",
        "forbidden-character",
        back=2,
    ),
    Saying(
        "directive|%YAML|%TAG|YAML document",
        NO_DIRECTIVE,
        _NO_DIRECTIVE_ADVICE,
        "directive",
        at_context=True,
    ),
    Saying(
        r"a tag\b|tag handle",
        "tags are not allowed, found {begun}",
        f"delete it, or {QUOTE}",
        "tag",
        at_context=True,
    ),
    Saying(
        "alias|anchor",
        "anchors and aliases are not allowed, found {begun}",
        f"delete it, or {QUOTE}",
        "alias",
        at_context=True,
    ),
    Saying(
        "found a tab character",
        "a tab is used for indentation",
        "indent with spaces",
        "tab-indent",
    ),
    Saying(
        "flow sequence: did not find",
        "expected `,` or `]` in the list that `[` opened at {opened}, found {found}",
        _MISSING,
    ),
    Saying(
        "flow mapping: did not find",
        "expected `,` or `}}` in the mapping that `{{` opened at {opened}, found {found}",
        _MISSING,
    ),
    Saying(
        "could not find expected ':'",
        "expected a key or an item, found {begun}",
        "write `key: value` or `- item`, both with a space; a text that goes on in the next line "
        "is indented deeper there",
        at_context=True,
    ),
    Saying("cannot start any token", "no text can start with {sign}", QUOTE),
    Saying(
        "block sequence entries",
        "a list cannot start here",
        f"start `- ` on a line of its own; {QUOTE} if it starts with `- `",
    ),
    Saying("mapping keys", "a key cannot start with `? ` here", QUOTE),
    Saying(
        "block mapping: did not find expected key",
        "expected the next key of the mapping that starts at {opened}, found {found}",
        "check the indentation: the keys of that mapping start one below the other",
    ),
    Saying(
        "block collection: did not find",
        "expected the next `- ` of the list that starts at {opened}, found {found}",
        "start it with a `- ` below the others, or indent it as what it belongs to",
    ),
    Saying("block scalar", "nothing but a line end may follow `|` or `>` here", BLOCK_ADVICE),
    Saying("nesting|too deep", TOO_DEEP, TOO_DEEP_ADVICE, "too-deep"),
    Saying("node content", "expected a value, found {found}", f"write one, or {QUOTE}"),
)


class Fault:
    """A syntax error as libyaml has it: its words, and the two places that it names.

    Attributes:
        words: "context: problem".
        place: where libyaml stumbled.
        offset: the same, in the text.
        context: where what it was reading began.
    """

    def __init__(self, error: MarkedYAMLError, source: Source) -> None:
        """Find the places of an error in the text that libyaml was given."""
        self.source = source
        self.words = f"{error.context or ''}: {error.problem or ''}"
        self.place = _place(error.problem_mark or error.context_mark, source)
        self.offset = source.offset(*self.place)
        self.context = _place(error.context_mark or error.problem_mark, source)
        if "cannot start any token" in self.words and self.sign == "\t":
            self.words = "found a tab character"

    @property
    def sign(self) -> str:
        """The character that libyaml stumbled over; empty at the end of the text."""
        return self.source.text[self.offset : self.offset + 1]

    @property
    def before(self) -> str:
        """What stands before that in its line."""
        return self.source.text[self.source.offset(self.place[0], 1) : self.offset]

    @property
    def saying(self) -> Saying | None:
        """The first saying that fits."""
        return next((saying for saying in SAYINGS if re.search(saying.pattern, self.words)), None)

    @property
    def is_limit(self) -> bool:
        """Whether it may be a limit of libyaml's own: it is no mistake that we know."""
        if re.search("document start|mapping values", self.words):
            return False  # explained without a saying
        return self.saying is None or self.saying.code == "too-deep"


def _place(mark: Mark | None, source: Source) -> Place:
    """Return the place of a mark, inside of the text: libyaml puts its end on a line of its own."""
    return source.place(source.offset(mark.line + 1, mark.column + 1)) if mark else (1, 1)


def explain(fault: Fault, opened: Iterable[Place]) -> Complaint:
    """Explain a syntax error, given where lists and mappings were open, the outermost first."""
    return (
        _explain_end(fault, opened)
        or _explain_outside(fault)
        or _explain_colon(fault)
        or _explain_long_key(fault)
        or _explain_leftover(fault)
        or _explain_by_saying(fault)
    )


def explain_unmarked(error: YAMLError, place: Place) -> Complaint:
    """Explain an error that knows no place: it is behind what was read last."""
    return Complaint(f"this is not YAML: {' '.join(str(error).split())}", place, _PLAINER)


def _explain_end(fault: Fault, opened: Iterable[Place]) -> Complaint | None:
    """Explain what is open where the file ends; the place is the last character of the file."""
    source = fault.source
    places = list(dict.fromkeys([*opened, fault.context]))
    places = [place for place in places if source.rest(*place)[:1] in _CLOSING]
    if not places or "quoted" in fault.words or source.text[fault.offset :].strip():
        return None
    signs = [source.rest(*place)[0] for place in places]
    closing = "".join(_CLOSING[sign] for sign in reversed(signs))
    advice = f"close with {show(closing)}"
    if _SWALLOWED.search(source.text, source.offset(*places[-1])):
        advice = f"quote a text that holds ` #`, since a comment starts there; or {advice}"
    message = f"unexpected end of the file: {_list_open(signs, places)} never closed"
    return Complaint(message, source.place(len(source.text.rstrip()) - 1), advice)


def _list_open(signs: Sequence[str], places: Sequence[Place]) -> str:
    names = [f"`{sign}` opened at {at[0]}:{at[1]}" for sign, at in zip(signs, places, strict=True)]
    if len(names) > 3:  # noqa: PLR2004 - enough to see which
        names[2:-1] = ["…"]
    return f"{' and '.join(names)} {'is' if len(places) == 1 else 'are'}"


def _explain_outside(fault: Fault) -> Complaint | None:
    """Explain what stands behind a model that has ended, or behind a directive."""
    if "document start" not in fault.words:
        return None
    before = fault.source.text[: fault.offset]
    if directive := re.match(_DIRECTIVE, before):
        place = fault.source.place(directive.end() - 1)
        return Complaint(NO_DIRECTIVE, place, _NO_DIRECTIVE_ADVICE, "directive")
    message = f"nothing may follow the end of the model, found {_word(fault.source, fault.place)}"
    advice = "check the indentation: the keys of the model all start in the first column"
    if re.search(_END, before):
        advice = "delete the line `...` above, which ends the model"
    return Complaint(message, fault.place, advice)


def _explain_colon(fault: Fault) -> Complaint | None:
    """Explain why a `:` made no key of what stands before it in its line."""
    if "mapping values" not in fault.words:
        return None
    key = fault.before.lstrip(" -")
    place = (fault.place[0], len(fault.before) - len(key) + 1)
    if re.search(r":\s", key):
        advice = "quote a text that holds `: `"
        return Complaint("a second `:` in one line", fault.place, advice)
    if not re.search(r"\w", key):  # dots and colons: nobody meant that as a key
        message = f"expected a mapping, found the text {show(key + ':')}"
        return Complaint(message, place, "start with `dataflow: 1`", "not-a-mapping")
    if len(key) > LONGEST_KEY:
        return _refuse_long_key(key, place)
    message = f"{show(key)} is no key here, but goes on with the text of the line above"
    advice = "check the indentation; a key is followed by `:` and a space, in the line above too"
    return Complaint(message, place, advice)


def _explain_long_key(fault: Fault) -> Complaint | None:
    """Explain a key that libyaml took for none, since it is too long."""
    text = fault.source.text[fault.source.offset(*fault.context) :]
    if "expected ':'" in fault.words and (long := re.match(_LONG_KEY, text)):
        return _refuse_long_key(long[1], fault.context)
    if fault.sign != ":" or len(fault.before) <= LONGEST_KEY:
        return None
    key = re.split(r"[\[\]{},]\s*", fault.before)[-1]
    line, column = fault.place
    return _refuse_long_key(key, (line, column - len(key))) if len(key) > LONGEST_KEY else None


def _refuse_long_key(key: str, place: Place) -> Complaint:
    return Complaint(tell_long_key(key), place, "shorten it", "too-large")


def _explain_leftover(fault: Fault) -> Complaint | None:
    """Explain what follows a text in quotes, or a bracket, that ended the value of its key."""
    if not re.search("block.*did not find", fault.words):
        return None
    before, place = fault.before.rstrip(), fault.place
    if before.endswith(("'", '"')):
        return _explain_quote(fault, fault.source.offset(place[0], len(before)))
    if fault.sign in _OPENING:
        return Complaint(f"this `{fault.sign}` closes nothing", place, "delete it")
    if before.endswith(("]", "}")):
        word = _word(fault.source, place)
        message = f"nothing may follow `{before[-1]}` in its line, found {word}"
        advice = f"start a new line, or quote a text that starts with `{_OPENING[before[-1]]}`"
        return Complaint(message, place, advice)
    if "block mapping" in fault.words and re.match(r"-(\s|$)", fault.source.rest(*place)):
        advice = "indent it under the key that it belongs to, or make it a `key: value`"
        return Complaint("a list cannot start among keys", place, advice)
    return None


def _explain_quote(fault: Fault, closing: int) -> Complaint:
    """Return a complaint about the quote that ends a text too early, as in 'it's', or begins it.

    A quote that is never closed where it should be is closed by that which opens the next text.
    """
    text = fault.source.text
    sign = text[closing]
    opening = fault.source.place(max(0, text.rfind(sign, 0, closing)))
    if opening[0] < fault.place[0]:
        line, column = fault.source.place(closing)
        message = f"the quote that opens here is closed only at {line}:{column}"
        return Complaint(message, opening, f"close it with another `{sign}` in its line")
    message = f"the text in quotes ends before {_word(fault.source, fault.place)}"
    advice = (
        "put all of the text in quotes of the other kind; "
        'a \' in single quotes is written twice, a " in double quotes as \\"'
    )
    return Complaint(message, fault.place, advice)


def _explain_by_saying(fault: Fault) -> Complaint:
    source, context, saying = fault.source, fault.context, fault.saying
    if saying is None:
        return Complaint(f"this is not YAML: {fault.words.strip(': ')}", fault.place, _PLAINER)
    line, column = context if saying.at_context else fault.place
    place = (line, column - saying.back)
    sign = source.rest(*place)[:1]
    words = {
        "found": _word(source, place if saying.back else fault.place),
        "begun": _word(source, context),
        "opened": f"{context[0]}:{context[1]}",
        "missing": _advise_brackets(fault),
        "sign": "a backtick" if sign == "`" else f"`{sign}`",
    }
    message, advice = saying.message.format(**words), saying.advice.format(**words)
    return Complaint(message, place, advice, saying.code)


def _advise_brackets(fault: Fault) -> str:
    """Advise what may be missing before a sign that cannot stand in brackets where it stands."""
    start = fault.source.offset(*fault.context)
    sign, before = fault.sign, fault.source.text[start : fault.offset].rstrip()
    if sign == ":":
        words = re.split(r"[\[\]{},]|:\s", before)[-1].split()
        comma = f", or write `,` before the key {show(words[-1])}" if len(words) > 1 else ""
        return f"quote a text that holds `: `{comma}"
    if sign in _OPENING:
        closing = _CLOSING.get(before[:1], sign)
        return f"close with `{closing}` before it, or quote a text that holds `{sign}`"
    if before.endswith(("'", '"')):
        return "write `,` before it, or put all of the text in quotes of the other kind"
    if before.endswith(("]", "}")):
        return f"write `,` before it, or quote a text that starts with `{_OPENING[before[-1]]}`"
    return "write `,` before it, or put the text that it belongs to in quotes"


def _word(source: Source, place: Place) -> str:
    """Show the word at a place."""
    if word := re.match(_WORD, source.rest(*place)):
        return show(word[0], 30)
    ended = not source.text[source.offset(*place) :].strip()
    return "the end of the file" if ended else "the end of the line"
