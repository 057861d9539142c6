"""Questions in words → the commands that answer them: "who can reach my phone number?"."""

from __future__ import annotations

import shlex
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from dataflow.answers.answer import Tellable
from dataflow.common.values import dataclass
from dataflow.problems import QuestionError
from dataflow.telling.text import escape, write_line
from dataflow.telling.words import speaking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataflow.answers.answer import AnswerJson
    from dataflow.common.values import JsonObject
    from dataflow.model import Model
    from dataflow.telling.length import Length
    from dataflow.telling.report import Report
    from dataflow.telling.screen import Screen


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ask(Tellable):
    """A question in words, the command that it stands for, and the answer.

    Attributes:
        asked: the question as it was typed.
        words: the words of the command, `dataflow` left out.
        notes: how its words were read, where others could be thought of.
        answer: what the command answers.
    """

    template = "{line}"
    command: ClassVar[str] = "ask"

    asked: str
    words: tuple[str, ...]
    answer: Tellable
    notes: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The command line that gives the same answer, as a shell takes it."""
        return shlex.join(("dataflow", *self.words))

    # those of the answer, where all else has its own
    columns = property(attrgetter("answer.columns"))
    doubts = property(attrgetter("answer.doubts"))
    unnamed = property(attrgetter("answer.unnamed"))

    def question(self) -> JsonObject:
        """Return what the command was asked, and how people asked it."""
        return {"command": self.answer.command, **self.answer.question(), "asked": self.asked}

    def to_dict(self) -> AnswerJson[object]:
        """Return the JSON object of the answer, with what was `asked` in its question."""
        return {**self.answer.to_dict(), "question": self.question()}

    def body(self) -> object:
        """Return the answer."""
        return self.answer.body()

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return the records of the answer."""
        return self.answer.records()

    def report(self, length: Length = "full") -> Report:
        """Return the answer for people."""
        return self.answer.report(length)

    def tell_on(self, screen: Screen, *, length: Length = "short") -> str:
        """Return the answer as text, below the command that gives it."""
        lines = [f"→ {self.line}", *(f"  {note}" for note in self.notes)]
        asked = "\n".join(write_line(escape(line), screen, rest="  ") for line in lines)
        return f"{asked}\n\n{self.answer.tell_on(screen, length=length)}"


def ask(model: Model, question: str) -> Ask:
    """Ask a question in words.

    Raises:
        QuestionError: it was not understood, or it names what does not exist; the message says
            what was understood, and has three questions that can be asked of the model.

    >>> from dataflow.building import loads
    >>> model = loads("{dataflow: 1, services: {shop: {holds: email}}}", "shop.yaml")
    >>> ask(model, "Which companies can reach my e-mail addresses in 2020?").line
    'dataflow reach shop.yaml email --as-of 2020'
    """
    # a model's tests may ask nothing in words
    from dataflow.asking.commands import prepare  # noqa: PLC0415
    from dataflow.asking.refusing import add_advice, refuse  # noqa: PLC0415
    from dataflow.asking.understanding import NotUnderstoodError, Understanding  # noqa: PLC0415

    understanding = Understanding(model)
    with speaking(understanding.guess(question)):
        try:
            prepared = prepare(model, understanding.understand(question))
            answer = prepared.ask()
        except NotUnderstoodError as wrong:
            raise refuse(question, understanding, wrong.stopped) from None
        except QuestionError as wrong:
            raise add_advice(question, wrong, understanding) from None
    return Ask(question, prepared.words, answer, prepared.notes)
