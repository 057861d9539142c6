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
    TOO_DEEP,
    TOO_DEEP_ADVICE,
    tell_long_key,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yaml.error import Mark, MarkedYAMLError, YAMLError

    from dataflow.reading.texts import Source


_PLAINER: Final = "write what stands here in plainer YAML: a key a line, and texts in quotes"
_ON_ITS_OWN: Final = ("document start", "mapping values")
"""What is explained without a saying."""

_CLOSING: Final = {"[": "]", "{": "}"}
_OPENING: Final = {"]": "[", "}": "{"}
_SWALLOWED: Final = re.compile(r"\s#[^\r\n]*[\]}]")

_LONG_KEY: Final = rf"([^\r\n]{{{LONGEST_KEY},}}?):\s"
_DIRECTIVE: Final = r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*%"
_END: Final = r"(?:^|[\r\n])\.\.\.\s"

Place = tuple[int, int]
"""Line and column, counted from 1."""


class Complaint(NamedTuple):
    """What is wrong, where, and what to do about it."""

    code: str
    message: str
    place: Place
    advice: str


def explain(wrong: MarkedYAMLError, source: Source, opened: Sequence[Place]) -> Complaint:
    """Explain a syntax error.

    Args:
        wrong: what libyaml says.
        source: the text that it speaks of.
        opened: line and column of every list and mapping that was open, outermost first.
    """
    problem = place_of(wrong, source)
    context = _place(wrong.context_mark or wrong.problem_mark, source)
    said = _said(wrong)
    brackets = [at for at in dict.fromkeys([*opened, context]) if source.rest(*at)[:1] in _CLOSING]
    if brackets and "quoted" not in said and not source.text[source.offset(*problem) :].strip():
        return _unclosed(brackets, source)
    if "document start" in said:
        return _outside(problem, source)
    if "mapping values" in said:
        return _stray_colon(problem, source)
    if long := _find_long_key(said, context, problem, source):
        return long
    return _left_over(said, problem, source) or _say(said, context, problem, source)


def explain_unmarked(wrong: YAMLError, place: Place) -> Complaint:
    """Explain an error that knows no place: it is behind what was read last."""
    return Complaint("syntax", f"this is not YAML: {' '.join(str(wrong).split())}", place, _PLAINER)


def is_limit(wrong: MarkedYAMLError) -> bool:
    """Say whether an error may be a limit of libyaml's own: it is no mistake that we know."""
    said = _said(wrong)
    saying = _saying_for(said)
    by_itself = any(words in said for words in _ON_ITS_OWN)
    return not by_itself and (saying is None or saying.code == "too-deep")


def place_of(wrong: MarkedYAMLError, source: Source) -> Place:
    """Give the place where libyaml stumbled."""
    return _place(wrong.problem_mark or wrong.context_mark, source)


def _said(wrong: MarkedYAMLError) -> str:
    return f"{wrong.context or ''}: {wrong.problem or ''}"


def _saying_for(said: str) -> Saying | None:
    return next((one for one in SAYINGS if re.search(one.pattern, said)), None)


def _place(mark: Mark | None, source: Source) -> Place:
    """Give the place of a mark, inside of the text: libyaml puts its end on a line of its own."""
    return source.place(source.offset(mark.line + 1, mark.column + 1)) if mark else (1, 1)


def _unclosed(places: Sequence[Place], source: Source) -> Complaint:
    """Name what is open where the file ends; the place is the last character of the file."""
    signs = [source.rest(*place)[0] for place in places]
    named = [f"`{sign}` opened at {at[0]}:{at[1]}" for sign, at in zip(signs, places, strict=True)]
    if len(named) > 3:  # noqa: PLR2004 - enough to see which
        named[2:-1] = ["…"]
    are = "is" if len(places) == 1 else "are"
    message = f"unexpected end of the file: {' and '.join(named)} {are} never closed"
    closing = "".join(_CLOSING[sign] for sign in reversed(signs))
    end = source.place(len(source.text.rstrip()) - 1)
    advice = f"close with {show(closing)}"
    if _SWALLOWED.search(source.text, source.offset(*places[-1])):
        advice = f"quote a text that holds ` #`, since a comment starts there; or {advice}"
    return Complaint("syntax", message, end, advice)


def _find_long_key(said: str, context: Place, problem: Place, source: Source) -> Complaint | None:
    """Explain a key that libyaml took for none, since it is too long."""
    if "expected ':'" in said and (
        long := re.match(_LONG_KEY, source.text[source.offset(*context) :])
    ):
        return _long_key(long[1], context)
    before = source.text[source.offset(problem[0], 1) : source.offset(*problem)]
    if source.rest(*problem).startswith(":") and len(before) > LONGEST_KEY:
        key = re.split(r"[\[\]{},]\s*", before)[-1]
        if len(key) > LONGEST_KEY and "mapping values" not in said:
            return _long_key(key, (problem[0], problem[1] - len(key)))
    return None


def _stray_colon(problem: Place, source: Source) -> Complaint:
    """Tell apart why a `:` made no key of what stands before it in its line."""
    before = source.text[source.offset(problem[0], 1) : source.offset(*problem)]
    key = before.lstrip(" -")
    place = (problem[0], len(before) - len(key) + 1)
    if re.search(r":\s", key):
        message = "a second `:` in one line"
        return Complaint("syntax", message, problem, "quote a text that holds `: `")
    if not re.search(r"\w", key):  # dots and colons: nobody meant that as a key
        message = f"expected a mapping, found the text {show(key + ':')}"
        return Complaint("not-a-mapping", message, place, "start with `dataflow: 1`")
    if len(key) > LONGEST_KEY:
        return _long_key(key, place)
    message = f"{show(key)} is no key here, but goes on with the text of the line above"
    advice = "check the indentation; a key is followed by `:` and a space, in the line above too"
    return Complaint("syntax", message, place, advice)


def _long_key(key: str, place: Place) -> Complaint:
    return Complaint("too-large", tell_long_key(key), place, "shorten it")


def _left_over(said: str, problem: Place, source: Source) -> Complaint | None:
    """Explain what follows a text in quotes, or a bracket, that ended the value of its key."""
    if "block" not in said or "did not find" not in said:
        return None
    at = source.offset(*problem)
    before = source.text[source.offset(problem[0], 1) : at].rstrip()
    sign, found = source.text[at : at + 1], _found(source, problem)
    if before.endswith(("'", '"')):
        return _after_quote(source.offset(problem[0], len(before)), problem, source)
    if sign and sign in "]}":
        return Complaint("syntax", f"this `{sign}` closes nothing", problem, "delete it")
    if before.endswith(("]", "}")):
        message = f"nothing may follow `{before[-1]}` in its line, found {found}"
        advice = f"start a new line, or quote a text that starts with `{_OPENING[before[-1]]}`"
        return Complaint("syntax", message, problem, advice)
    if "block mapping" in said and re.match(r"-(\s|$)", source.rest(*problem)):
        advice = "indent it under the key that it belongs to, or make it a `key: value`"
        return Complaint("syntax", "a list cannot start among keys", problem, advice)
    return None


def _after_quote(closing: int, problem: Place, source: Source) -> Complaint:
    """Find the quote that ends a text too early, as in 'it's', or the one that begins it too early.

    A quote that is never closed where it should be is closed by that which opens the next text.
    """
    sign = source.text[closing]
    opening = source.place(max(0, source.text.rfind(sign, 0, closing)))
    if opening[0] < problem[0]:
        line, column = source.place(closing)
        message = f"the quote that opens here is closed only at {line}:{column}"
        return Complaint("syntax", message, opening, f"close it with another `{sign}` in its line")
    message = f"the text in quotes ends before {_found(source, problem)}"
    advice = (
        "put all of the text in quotes of the other kind; "
        'a \' in single quotes is written twice, a " in double quotes as \\"'
    )
    return Complaint("syntax", message, problem, advice)


def _outside(problem: Place, source: Source) -> Complaint:
    """Explain what stands behind a model that has ended, or behind a directive."""
    before = source.text[: source.offset(*problem)]
    if directive := re.match(_DIRECTIVE, before):
        place = source.place(directive.end() - 1)
        return Complaint("directive", NO_DIRECTIVE, place, NO_DIRECTIVE_ADVICE)
    message = f"nothing may follow the end of the model, found {_found(source, problem)}"
    advice = "check the indentation: the keys of the model all start in the first column"
    if re.search(_END, before):
        advice = "delete the line `...` above, which ends the model"
    return Complaint("syntax", message, problem, advice)


def _say(said: str, context: Place, problem: Place, source: Source) -> Complaint:
    if "cannot start any token" in said and source.rest(*problem).startswith("\t"):
        said = "found a tab character"
    saying = _saying_for(said)
    if saying is None:
        return Complaint("syntax", f"this is not YAML: {said.strip(': ')}", problem, _PLAINER)
    line, column = context if saying.at_context else problem
    place = (line, column - saying.back)
    sign = source.rest(*place)[:1]
    words = {
        "found": _found(source, place if saying.back else problem),
        "begun": _found(source, context),
        "opened": f"{context[0]}:{context[1]}",
        "missing": _missing(context, problem, source),
        "sign": "a backtick" if sign == "`" else f"`{sign}`",
    }
    message, advice = saying.message.format(**words), saying.advice.format(**words)
    return Complaint(saying.code, message, place, advice)


def _missing(opened: Place, problem: Place, source: Source) -> str:
    """Say what may be missing before a sign that cannot stand in brackets where it stands."""
    at = source.offset(*problem)
    sign, before = source.text[at : at + 1], source.text[source.offset(*opened) : at].rstrip()
    if sign == ":":
        words = re.split(r"[\[\]{},]|:\s", before)[-1].split()
        comma = f", or write `,` before the key {show(words[-1])}" if len(words) > 1 else ""
        return f"quote a text that holds `: `{comma}"
    if sign and sign in "]}":
        closing = _CLOSING.get(before[:1], sign)
        return f"close with `{closing}` before it, or quote a text that holds `{sign}`"
    if before.endswith(("'", '"')):
        return "write `,` before it, or put all of the text in quotes of the other kind"
    if before.endswith(("]", "}")):
        return f"write `,` before it, or quote a text that starts with `{_OPENING[before[-1]]}`"
    return "write `,` before it, or put the text that it belongs to in quotes"


def _found(source: Source, place: Place) -> str:
    """Show the word at a place."""
    word = re.match(r"\\(?:x\w{2}|u\w{4}|U\w{8}|.)|[^\s,\[\]{}]+|[,\[\]{}]", source.rest(*place))
    if word:
        return show(word[0], 30)
    ended = not source.text[source.offset(*place) :].strip()
    return "the end of the file" if ended else "the end of the line"


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
