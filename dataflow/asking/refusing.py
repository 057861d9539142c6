"""What is said to a question that cannot be answered: what is known of it, what can be asked."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from dataflow.asking.suggesting import suggest
from dataflow.asking.words import NAMES
from dataflow.problems import QuestionError
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.asking.understanding import Understanding
    from dataflow.asking.words import Piece

_MOST_ECHOED: Final = 120


def refuse(question: str, understanding: Understanding, stopped: int) -> QuestionError:
    """Return the error for a question that was understood as far as `stopped` of its parts."""
    pieces = understanding.pieces
    why = _tell_unknown(pieces) or _tell_stop(pieces, stopped)
    text = "“{question}” was not understood: {why}"
    message = spoken().say(text, question=_echo(question), why=why)
    return QuestionError(message + _advise(question, understanding))


def add_advice(question: str, wrong: QuestionError, understanding: Understanding) -> QuestionError:
    """Return the error for a question that was understood in part, with what can be asked."""
    message = _translate(wrong.message)
    meant = [f"`{name}`" for name in wrong.nearest if f"`{name}`" not in message]
    if meant:
        words = spoken()
        message += f"\n = {words.say('did you mean {names}?', names=words.either(meant))}"
    message += _advise(question, understanding)
    return QuestionError(message, wrong.nearest, ambiguous=wrong.ambiguous)


_LOOKED_UP: Final = {
    "no {kind} is called `{name}`": r"no (?P<kind>[a-z ]+) is called `(?P<name>.*)`",
    "`{name}` may mean {names}: ask with the id": (
        r"`(?P<name>.*)` may mean (?P<names>`.*`): ask with the id"
    ),
    "`{name}` is operated by {names}: ask for one of them": (
        r"`(?P<name>.*)` is operated by (?P<names>`.*`): ask for one of them"
    ),
    "`{name}` itself has nothing in this model, its services have: by service, ask for {names}": (
        r"`(?P<name>.*)` itself has nothing in this model, its services have: by service, ask for"
        r" (?P<names>`.*)"
    ),
    "`{name}` made no claim in this model": r"`(?P<name>.*)` made no claim in this model",
}
"""What is said of names that are looked up, with the pattern by which it is known again."""


def _translate(message: str) -> str:
    """Return what was said of a name in the language of the question."""
    words = spoken()
    for text, pattern in _LOOKED_UP.items():
        match = re.fullmatch(pattern, message)
        if match:
            names = match.groupdict()
            listed = re.findall("`[^`]*`", names.pop("names", ""))
            kind = words.say(names.pop("kind", ""))
            return words.say(text, kind=kind, names=words.either(listed), **names)
    return message


def _tell_unknown(pieces: Sequence[Piece]) -> str | None:
    """Return which words are not known."""
    runs = groupby(pieces, lambda piece: piece.is_known)
    unknown = [" ".join(piece.typed for piece in run) for known, run in runs if not known]
    if not unknown:
        return None
    listed = ", ".join(f"`{_echo(words)}`" for words in unknown)
    texts = ("{words} is not known here", "{words} are not known here")
    return spoken().say(texts[len(unknown) > 1], words=listed)


def _tell_stop(pieces: Sequence[Piece], stopped: int) -> str:
    """Return up to where a question of known words is understood."""
    if not pieces:
        return spoken().say("it is empty")
    understood, rest = (
        _echo(" ".join(piece.typed for piece in part))
        for part in (pieces[:stopped], pieces[stopped:])
    )
    if not rest:
        return spoken().say("it ends too soon")
    if not understood:
        return spoken().say("its words are known, but not in this order")
    text = "`{rest}` was not expected after “{understood}”"
    return spoken().say(text, rest=rest, understood=understood)


def _advise(question: str, understanding: Understanding) -> str:
    words = spoken()
    names: dict[str, str] = {}
    for piece in understanding.pieces:
        for kind, _ in piece.kinds:
            if kind in NAMES:
                names.setdefault(piece.typed, NAMES[kind])
    lines = []
    if names:
        told = (
            words.say("“{name}” is {what}", name=_echo(name), what=words.say(what))
            for name, what in names.items()
        )
        lines.append(f" = {words.say('understood: {names}', names=_echo(', '.join(told)))}")
    lines.append(f" = {words.say('what can be asked of this model, for instance:')}")
    lines += [f"   {suggested}" for suggested in suggest(understanding, question)]
    return "\n" + "\n".join(lines)


def _echo(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    shown = " ".join(shown.split())
    return shown if len(shown) <= _MOST_ECHOED else f"{shown[:_MOST_ECHOED]}…"
