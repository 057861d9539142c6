"""What is said to a question that cannot be answered: what is known of it, what can be asked."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from dataflow.asking.suggesting import suggest
from dataflow.asking.words import NAMES
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.asking.understanding import Understanding
    from dataflow.asking.words import Piece

_MOST_ECHOED: Final = 120


def refuse(question: str, understanding: Understanding, stopped: int) -> QuestionError:
    """Return the error for a question that was understood as far as `stopped` of its parts."""
    pieces = understanding.pieces
    why = _tell_unknown(pieces) or _tell_stop(pieces, stopped)
    message = f"“{_echo(question)}” was not understood: {why}"
    return QuestionError(message + _advise(question, understanding))


def add_advice(question: str, wrong: QuestionError, understanding: Understanding) -> QuestionError:
    """Return the error for a question that was understood in part, with what can be asked."""
    message = wrong.message + _advise(question, understanding)
    return QuestionError(message, wrong.nearest, ambiguous=wrong.ambiguous)


def _tell_unknown(pieces: Sequence[Piece]) -> str | None:
    """Return which words are not known."""
    runs = groupby(pieces, lambda piece: piece.is_known)
    unknown = [" ".join(piece.typed for piece in run) for known, run in runs if not known]
    if not unknown:
        return None
    listed = ", ".join(f"`{_echo(words)}`" for words in unknown)
    return f"{listed} {'is' if len(unknown) == 1 else 'are'} not known here"


def _tell_stop(pieces: Sequence[Piece], stopped: int) -> str:
    """Return up to where a question of known words is understood."""
    if not pieces:
        return "it is empty"
    understood, rest = (
        _echo(" ".join(piece.typed for piece in part))
        for part in (pieces[:stopped], pieces[stopped:])
    )
    if not rest:
        return "it ends too soon"
    if not understood:
        return "its words are known, but not in this order"
    return f"`{rest}` was not expected after “{understood}”"


def _advise(question: str, understanding: Understanding) -> str:
    names: dict[str, str] = {}
    for piece in understanding.pieces:
        for kind, _ in piece.kinds:
            if kind in NAMES:
                names.setdefault(piece.typed, NAMES[kind])
    lines = []
    if names:
        listed = ", ".join(f"“{_echo(name)}” is {what}" for name, what in names.items())
        lines.append(f" = understood: {_echo(listed)}")
    lines.append(" = what can be asked of this model, for instance:")
    lines += [f"   {suggested}" for suggested in suggest(understanding, question)]
    return "\n" + "\n".join(lines)


def _echo(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    shown = " ".join(shown.split())
    return shown if len(shown) <= _MOST_ECHOED else f"{shown[:_MOST_ECHOED]}…"
