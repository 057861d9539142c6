"""Questions in words → the commands that answer them: "who can reach my phone number?"."""

from __future__ import annotations

import shlex
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from dataflow.answers.answer import Tellable
from dataflow.common.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataflow.answers.answer import AnswerJson
    from dataflow.common.values import JsonObject
    from dataflow.model import Model
    from dataflow.telling.length import Length
    from dataflow.telling.report import Report


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ask(Tellable):
    """A question in words, the command that it stands for, and the answer.

    Attributes:
        asked: the question as it was typed.
        words: the words of the command, `dataflow` left out.
        answer: what the command answers.
    """

    template = "{line}"
    command: ClassVar[str] = "ask"

    asked: str
    words: tuple[str, ...]
    answer: Tellable

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

    def _tell(self, width: int | None, length: Length) -> str:
        """Return the answer as text, below the command that gives it."""
        return f"→ {self.line}\n\n{self.answer.tell(width, length=length)}"


def ask(model: Model, question: str) -> Ask:
    """Ask a question in words.

    Raises:
        QuestionError: it was not understood (the message lists what can be asked), or it names
            what does not exist.

    >>> from dataflow.building import loads
    >>> model = loads("{dataflow: 1, services: {shop: {holds: email}}}", "shop.yaml")
    >>> ask(model, "Which companies can reach my e-mail addresses in 2020?").line
    'dataflow reach shop.yaml email --as-of 2020'
    """
    from dataflow.asking.commands import call  # noqa: PLC0415 - a model's tests may ask nothing in words
    from dataflow.asking.understanding import understand  # noqa: PLC0415

    words, answer = call(model, understand(model, question))
    return Ask(question, words, answer)
