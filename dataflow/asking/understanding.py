"""A question in words → which question it is, about what, and how it is asked."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from lark.exceptions import UnexpectedEOF, UnexpectedToken

from dataflow.asking.additions import ADDITIONS, Asked
from dataflow.asking.grammar import GRAMMARS, parser, words_of
from dataflow.asking.spellings import Spellings
from dataflow.asking.trees import Branch
from dataflow.asking.words import Piece, Reader, list_readings, read_as_words
from dataflow.common.values import dataclass
from dataflow.language.words import find_language
from dataflow.problems import QuestionError
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lark import Token

    from dataflow.engine.setting import Settings
    from dataflow.model import Model

MOST_LETTERS: Final = 1000
MOST_WORDS: Final = 80
"""How long a question may be: those that people ask have twenty words."""


@dataclass(frozen=True, slots=True, eq=False)
class Understood:
    """A question that was understood.

    Attributes:
        form: which question it is, and what is named in it: a rule of the grammar.
        settings: how it is asked, with ids.
        notes: how its words were read, where others could be thought of.
    """

    form: Branch
    settings: Settings
    notes: tuple[str, ...]


class NotUnderstoodError(Exception):
    """A question is none of those of the grammar.

    Attributes:
        stopped: how many of its parts could be understood.
    """

    def __init__(self, stopped: int = 0) -> None:
        """Take how far it could be understood."""
        super().__init__()
        self.stopped = stopped


class Understanding:
    """Understands questions about one model.

    Attributes:
        model: the model.
        pieces: the parts of the last question.
    """

    def __init__(self, model: Model) -> None:
        """Take a model."""
        self.model = model
        self.pieces: Sequence[Piece] = ()
        self._readers: dict[str, Reader] = {}
        self._spellings = Spellings(model)

    def understand(self, question: str) -> Understood:
        """Understand a question.

        Raises:
            NotUnderstoodError: it is none of those of the grammar.
            QuestionError: it names what does not exist.
        """
        self.pieces = ()
        _check_length(question)
        read = self._read(question)
        self.pieces = next(iter(read.values()))
        stopped = []
        for language, pieces in self._read_twice(question, read):
            try:
                tree = _parse(language, list_readings(pieces))
            except NotUnderstoodError as wrong:
                stopped.append(wrong.stopped)
            else:
                return self._interpret(tree, pieces)
        if _count_unknown(self.pieces) == 0:
            # a name of another kind than it must be: whoever looks it up says so
            with suppress(NotUnderstoodError):
                tree = _parse(next(iter(read)), [read_as_words(self.pieces)])
                return self._interpret(tree, self.pieces)
        raise NotUnderstoodError(stopped[0])

    def _read_twice(
        self, question: str, read: dict[str, list[Piece]]
    ) -> Iterator[tuple[str, list[Piece]]]:
        """Return the parts again, without events of several words, where they are others then."""
        yield from read.items()
        for language, pieces in read.items():
            others = self._reader(language).read(question, events=False)
            if others != pieces:
                yield language, others

    def _read(self, question: str) -> dict[str, list[Piece]]:
        """Return the parts of a question, in the language first that knows most of them."""
        read: dict[str, list[Piece]] = {}
        for language in GRAMMARS:
            read[language] = self._reader(language).read(question)
            if _count_unknown(read[language]) == 0:
                return {language: read[language]}
        return dict(sorted(read.items(), key=lambda item: _count_unknown(item[1])))

    def guess(self, question: str) -> str:
        """Return the language of a question; that of the model where nothing tells it.

        It is the one in which fewer of its words are unknown.
        """
        own = find_language(self.model.language) or "en"
        if len(question) > MOST_LETTERS:
            return own
        unknown: dict[str, int] = {}
        for language in sorted(GRAMMARS, key=lambda each: each != own):
            unknown[language] = _count_unknown(self._reader(language).read(question))
            if unknown[language] == 0:
                return language
        return min(unknown, key=lambda each: unknown[each])

    def _reader(self, language: str) -> Reader:
        if language not in self._readers:
            spellings = self._spellings.said_in(language, self.model)
            words = words_of(language)
            self._readers[language] = Reader(spellings, words, self.model.language)
        return self._readers[language]

    def _interpret(self, tree: Branch, pieces: Sequence[Piece]) -> Understood:
        self.pieces = pieces
        asked = Asked(self.model)
        form = next(part for part in tree.parts if not _is_addition(part))
        added = [part for part in (*tree.parts, *form.parts) if _is_addition(part)]
        if form.rule == "ended":  # who shares is what it asks for, not how
            added = [part for part in added if part.rule != "giver"]
        _settle(asked, form, added)
        _check_days(asked, form, {part.rule for part in added})
        _check_supposed(form, tree.parts)
        notes = [
            spoken().say("`{typed}` is read as `{meant}`", typed=piece.typed, meant=piece.slip)
            for piece in pieces
            if piece.slip
        ]
        return Understood(form, asked.settings, (*notes, *asked.notes))


def _settle(asked: Asked, form: Branch, added: Sequence[Branch]) -> None:
    """Add what stands beside a question: of whom, when, for what, and how sure."""
    for part in added:
        if part.rule != "still":
            asked.add(part)
    if any(part.rule == "still" for part in added) and not form.has("would"):
        asked.add_still()
    if form.rule != "why" and form.has("confirmed") and not form.has("alleged"):
        asked.add_firm()


def _check_length(question: str) -> None:
    if len(question) > MOST_LETTERS or len(question.split()) > MOST_WORDS:
        text = "a question has {n} words at most: ask one thing at a time"
        raise QuestionError(spoken().say(text, n=MOST_WORDS))
    if any(not (letter.isprintable() or letter.isspace()) for letter in question):
        raise QuestionError(spoken().say("a question is text, without control characters"))


def _count_unknown(pieces: Sequence[Piece]) -> int:
    return sum(not piece.is_known for piece in pieces)


def _parse(language: str, readings: Iterable[list[Token]]) -> Branch:
    """Return what the first of some readings means.

    Raises:
        NotUnderstoodError: none means anything.
    """
    stopped = 0
    for tokens in readings:
        try:
            return Branch(parser(language).parse(tokens))
        except UnexpectedToken as wrong:
            stopped = max(stopped, wrong.token.start_pos or 0)
        except UnexpectedEOF:
            stopped = len(tokens)
    raise NotUnderstoodError(stopped)


def _is_addition(part: Branch) -> bool:
    return part.rule in ADDITIONS or part.rule == "still"


def _check_supposed(form: Branch, parts: Sequence[Branch]) -> None:
    """Refuse a day behind what is supposed: "if I had left in 2018" says when one left.

    Raises:
        QuestionError: there is such a day.
    """
    for part, later in pairwise(parts):
        supposed = part if part.rule == "supposed" else form if part.rule == form.rule else None
        if supposed and supposed.has(*_DONE) and later.rule == "as_of":
            text = (
                "is the day a part of what is supposed, or does it ask for that day? ask"
                " “in {day}, …”, or name the persona"
            )
            raise QuestionError(spoken().say(text, day=later.only().text))


_DONE: Final = ("has_done", "opted_out", "never_joined")
"""What is supposed to have been done."""


def _check_days(asked: Asked, form: Branch, added: set[str]) -> None:
    """Refuse what no day stands for: what somebody got after a day; and say what "got in" is.

    Raises:
        QuestionError: it asks for what came after a day.
    """
    gains = form.has("gaining", "got", "giver")
    gets = [part for part in form.named("gaining") if part.has("gets")]
    if gets and added & {"now", "still"} and not form.has("would", "possible"):
        raise QuestionError(
            spoken().say(
                "no command tells who still gets something: what was got once is kept;"
                " the nearest is “who still has …?”"
            )
        )
    if "after" in added and (gains or form.rule in ("broken", "promised")):
        raise QuestionError(
            spoken().say(
                "no command lists what came after a day for one data type or promise alone;"
                " the nearest is “what changed since 2016?”"
            )
        )
    if "on_event" in added and gains:
        raise QuestionError(
            spoken().say(
                "no command lists what somebody got on one day;"
                " the nearest is “what changed when …?”"
            )
        )
    if "as_of" in added and gains and form.rule in ("reach", "why", "knows", "everything"):
        text = "what was got in a time is read as: what had been got by its end"
        asked.notes.append(spoken().say(text))
