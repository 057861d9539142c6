"""What all answers have: the question repeated, the doubts, the unnamed; every format."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from importlib import import_module
from operator import attrgetter
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Generic,
    NamedTuple,
    Protocol,
    TypedDict,
    TypeVar,
)

from dataflow.common.commands import COMMANDS
from dataflow.common.values import Brief, dataclass
from dataflow.engine.certainty import is_firm
from dataflow.engine.setting import Setting, read_number
from dataflow.engine.units import name_unit
from dataflow.language.words import STATUSES, find_language
from dataflow.problems import Problem, QuestionError
from dataflow.telling.length import Length, refuse_length
from dataflow.telling.screen import Screen
from dataflow.telling.words import speaking, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dataflow.answers.reasons import Reason, ReasonJson
    from dataflow.common.values import JsonObject
    from dataflow.engine.evidence import Evidence
    from dataflow.model import Holder, Model, Source, Term
    from dataflow.problems import ProblemJson
    from dataflow.telling.marking import Looks
    from dataflow.telling.report import Report


class Format(NamedTuple):
    """A format of answers.

    Attributes:
        writer: the function in `dataflow.telling` that writes it, imported when it is used:
            `MODULE.FUNCTION`.
        material: what of an answer the function takes.
        commands: the commands that offer it; None for all of them.
        may_follow: whether an answer may stand below another in one file.
        ending: what a file of it has behind what the function wrote.
    """

    writer: str
    material: Callable[[Tellable, Length], tuple[object, ...]]
    commands: tuple[str, ...] | None = None
    may_follow: bool = False
    ending: str = ""


_problems = attrgetter("problems")  # a check has them, and no other answer


def _report(answer: Tellable, length: Length) -> tuple[Report]:
    return (answer.report(length),)


FORMATS: Final[dict[str, Format]] = {
    "text": Format("text.render", _report, may_follow=True, ending="\n"),
    "json": Format("records.write_json", lambda answer, _: (answer.to_dict(),)),
    "csv": Format("records.write_csv", lambda answer, _: (answer.columns, answer.records())),
    "markdown": Format("markdown.render", _report, ending="\n"),
    "html": Format("page.render_inline", _report, commands=()),  # for notebooks alone
    "github": Format(
        "text.annotate_all",
        lambda answer, _: (_problems(answer),),
        commands=("check",),
        may_follow=True,
    ),
}
"""The formats by their names, in the order in which `--format` offers them."""


def list_formats(command: str = "") -> tuple[str, ...]:
    """Return the names of the formats that a command offers; without one, those of all commands.

    >>> list_formats("reach")
    ('text', 'json', 'csv', 'markdown')
    """
    return tuple(
        name for name, form in FORMATS.items() if form.commands is None or command in form.commands
    )


def write_as(form: str, answer: Tellable, *more: object, length: Length = "short") -> str:
    """Return an answer in a format; the writer may take `more`, such as a width."""
    module, _, function = FORMATS[form].writer.rpartition(".")
    write = getattr(import_module(f"dataflow.telling.{module}"), function)
    text: str = write(*FORMATS[form].material(answer, length), *more)
    return text


UNSURE: Final[Looks] = tuple((status, "unsure") for status in STATUSES if not is_firm(status))
"""The words for what is not firm."""

T = TypeVar("T", "Holder", "Source", "Term")

VERSION = 1

Body = TypeVar("Body")
Body_co = TypeVar("Body_co", covariant=True)


class AnswerJson(TypedDict, Generic[Body]):
    """The JSON object of an answer: what was asked, and the answer itself."""

    dataflow: int
    question: JsonObject
    answer: Body
    doubts: list[ProblemJson]
    unnamed: list[str]


class ReasonedJson(AnswerJson[Body]):
    """The JSON object of an answer about who has what: also why it is empty, where it is."""

    reasons: list[ReasonJson]


class _Bodied(Protocol[Body_co]):
    """What `to_dict` asks of an answer: so it knows what the body is."""

    command: ClassVar[str]

    @property
    def doubts(self) -> tuple[Problem, ...]: ...
    @property
    def unnamed(self) -> tuple[Holder, ...]: ...
    def question(self) -> JsonObject: ...
    def body(self) -> Body_co: ...


class _Reasoned(_Bodied[Body_co], Protocol[Body_co]):
    """The same of an answer about who has what."""

    def reasons(self) -> tuple[Reason, ...]: ...


class Tellable(Brief, ABC):
    """What can be told in every format: text, JSON, CSV, Markdown, HTML, a table of pandas.

    Attributes:
        doubts: the warnings that concern it.
        unnamed: the holders marked so that are part of it.
    """

    command: ClassVar[str]
    doubts: tuple[Problem, ...]
    unnamed: tuple[Holder, ...]

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """The keys of a record: what CSV has as columns."""

    @abstractmethod
    def question(self) -> JsonObject:
        """Return what was asked, but for the command: the model, and everything else by name."""

    @abstractmethod
    def body(self) -> object:
        """Return the answer itself, as JSON has it."""

    @abstractmethod
    def report(self, length: Length = "full") -> Report:
        """Return the answer as a report for people, before any format is chosen."""

    @abstractmethod
    def records(self) -> Sequence[Mapping[str, object]]:
        """Return the answer as flat records, each with all `columns`; values as JSON has them."""

    def to_dict(self: _Bodied[Body]) -> AnswerJson[Body]:
        """Return the JSON object of the answer."""
        return {
            "dataflow": VERSION,
            "question": {"command": self.command, **self.question()},
            "answer": self.body(),
            "doubts": [problem.to_dict() for problem in self.doubts],
            "unnamed": [holder.id for holder in self.unnamed],
        }

    def tell(self, width: int | None = None, *, length: Length = "short") -> str:
        """Return the answer in words: sentences, table, sources.

        Args:
            width: the columns to wrap at; None for no wrapping.
            length: "full" for every sentence and every source, "brief" for the finding alone.

        Raises:
            QuestionError: the width is no whole number above 0, or there is no such length.
        """
        refuse_length(length)
        if width is not None and read_number(width, "width") < 1:
            raise QuestionError(f"`width` is a number of columns above 0, not {width}")
        return self.tell_on(Screen(width), length=length)

    def tell_on(self, screen: Screen, *, length: Length = "short") -> str:
        """Return the answer in words as a screen shows it: its width, its colours, its links."""
        return write_as("text", self, screen, length=length)

    def to_markdown(self, *, length: Length = "short") -> str:
        """Return the answer in Markdown; the length is that of `tell`.

        Raises:
            QuestionError: there is no such length.
        """
        refuse_length(length)
        return write_as("markdown", self, length=length)

    def to_csv(self) -> str:
        """Return the records as CSV: lists joined by `|`, no cell that is a formula."""
        return write_as("csv", self)

    def to_pandas(self) -> Any:  # noqa: ANN401 - a DataFrame, of a library that may not be there
        """Return the records as a table of pandas.

        Raises:
            ImportError: pandas is not installed.
        """
        pandas = import_module("pandas")  # no dependency: for those who have it
        return pandas.DataFrame(self.records(), columns=list(self.columns))

    def __str__(self) -> str:
        return self.tell()

    def _repr_html_(self) -> str:
        """Show the answer in a notebook."""
        return write_as("html", self)


class Overview(Tellable):
    """What rests on no evidence: it carries no doubts, and tells of nobody unnamed.

    Attributes:
        language: that of the model.
    """

    doubts = unnamed = ()
    language: str = "en"

    @abstractmethod
    def whole_report(self) -> Report:
        """Return all of it for people."""

    def report(self, length: Length = "full") -> Report:
        """Return it for people; only of what is brief, something is left out."""
        with speaking(self.language) as words:
            report = replace(self.whole_report(), language=words.language)
        if length == "brief":
            return report.cut()
        return replace(report, remarks=(*report.remarks, *tell_language(self.language)))


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Answer(Tellable):
    """An answer to a question about a model; frozen, with the evidence behind it.

    Iterating gives its parts.

    Attributes:
        evidence: the model under its setting, and who has what in it.
    """

    evidence: Evidence
    doubts: tuple[Problem, ...]
    unnamed: tuple[Holder, ...]

    @abstractmethod
    def __iter__(self) -> Iterator[Brief]:
        """Yield the parts of the answer."""

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def model(self) -> Model:
        """The model that was asked, with what its scenario adds."""
        return self.evidence.model

    @property
    def setting(self) -> Setting:
        """How it was asked."""
        return self.evidence.setting

    @abstractmethod
    def arguments(self) -> JsonObject:
        """Return the question's own arguments, ids resolved."""

    def reasons(self) -> tuple[Reason, ...]:
        """Return why the answer is empty: the settings without which it would not be."""
        return ()

    def to_dict(self: _Reasoned[Body]) -> ReasonedJson[Body]:
        """Return the JSON object of the answer."""
        return {
            "dataflow": VERSION,
            "question": {"command": self.command, **self.question()},
            "answer": self.body(),
            "doubts": [problem.to_dict() for problem in self.doubts],
            "unnamed": [holder.id for holder in self.unnamed],
            "reasons": [reason.to_dict() for reason in self.reasons()],
        }

    def question(self) -> JsonObject:
        """Return the model, every setting, and the arguments."""
        return {
            "model": self.model.path,
            **self.setting.to_dict(),
            "by": self.setting.by,
            "engine": "memory",
            **self.arguments(),
        }

    @property
    def by_service(self) -> bool:
        """Whether it is about services: each holder by itself."""
        return self.setting.by == "service"

    def find_operator(self, holder: Holder) -> Holder | None:
        """Return who operates a service on the day asked about; a company is its own."""
        return name_unit(self.evidence, holder).company

    def report(self, length: Length = "full") -> Report:
        """Return the answer for people, as the module `report` beside the question writes it."""
        from dataflow.telling.report import order_sources  # noqa: PLC0415 - only to tell

        writing = import_module(".report", type(self).__module__)
        write = getattr(writing, f"report_{COMMANDS[self.command].public[0]}")
        with speaking(self.model.language) as words:
            told: Report = order_sources(write(self, length))
            companies: Looks = tuple((company.name, "company") for company in self.model.companies)
            looks: Looks = tuple((words.say(word), look) for word, look in (*told.looks, *UNSURE))
            report = replace(told, language=words.language, looks=(*looks, *companies))
            if length == "brief":
                return report.cut()
            return replace(report, remarks=(*report.remarks, *self._remark()))

    def _remark(self) -> Iterator[str]:
        """Yield what its scenario adds, and that the language of its model is not there."""
        scenario = self.model.scenarios.get(self.setting.scenario or "")
        if scenario is not None and scenario.add is not None:
            text = "Assumed: what the scenario “{scenario}” adds to the model."
            yield spoken().say(text, scenario=scenario.id)
        yield from tell_language(self.model.language)


def tell_language(language: str) -> Iterator[str]:
    """Yield, of a language that answers are not told in, that they are in English."""
    if find_language(language) is None:
        yield f"Answers are not told in the language of this model, `{language}`: this is English."


def list_unnamed(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    """Return the holders that stand for nobody named, each once, by id."""
    return sort_by_id(holder for holder in holders if holder.unnamed)


def sort_by_id(things: Iterable[T]) -> tuple[T, ...]:
    """Return things, each once, by id."""
    by_id = {thing.id: thing for thing in things}
    return tuple(by_id[thing_id] for thing_id in sorted(by_id))
