"""The phrase books: what answers and figures have in common to say, in every language.

A language is a module here, with its `WORDS`, and a line of `LANGUAGES`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib import import_module
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from dataflow.common.dates import ALWAYS, PartialDate, Window
from dataflow.common.values import dataclass
from dataflow.language.words import find_language
from dataflow.model.written import Written, is_change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dataflow.engine.certainty import DayKind
    from dataflow.engine.conditions import Applied
    from dataflow.engine.setting import Setting
    from dataflow.language.words import Role, Status
    from dataflow.model import Condition, Holder, Source, Term

LANGUAGES: Final = {"en": "english", "de": "german"}
"""The languages by their BCP 47 subtag, each with the module that holds its `WORDS`."""

LEFT_OUT: Final = {
    "status:alleged": "what is only alleged",
    "status:assumed": "what is only assumed",
    "status:announced": "what is only announced",
    "role:controller": "sharing with others than processors and joint controllers",
    "role:joint_controller": "sharing with joint controllers",
    "role:processor": "sharing with processors",
}
"""The kinds of flows that are left out most often."""

ROLES: Final[dict[Role, str]] = {
    "controller": "controller, or in none that is stated",
    "joint_controller": "joint controller",
    "processor": "processor",
}
"""The roles in which recipients get data, as people call them; most flows state none."""

BASES: Final[dict[str, str]] = {
    "consent": "consent",
    "contract": "contract",
    "legal_obligation": "legal obligation",
    "vital_interest": "vital interest",
    "public_task": "public task",
    "legitimate_interest": "legitimate interest",
}
"""The legal bases, as people call them."""

_DAY: Final = ("in {year}", "in {month}", "on {day}")
"""When something happened, for a date of one, two and three parts."""

_SAME_DAY: Final = ("that year", "that month", "on that day")
"""The same of a date that was just named."""


@dataclass(frozen=True, slots=True, eq=False)
class Words(ABC):
    """The phrase book of one language.

    A phrase has no space, comma or stop around it, and is empty where there is nothing to say.

    Attributes:
        language: its BCP 47 subtag.
        sentences: English templates → their translations, with the same names in braces.
        plurals: the plural of an English template → its form for each plural category of CLDR
            that the language has (https://cldr.unicode.org/index/cldr-spec/plural-rules).
    """

    language: str
    sentences: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]

    # what every language has a way of its own to say

    @abstractmethod
    def category(self, number: int) -> str:
        """Return the plural category of a number, such as `one` or `other`."""

    @abstractmethod
    def enumerate(self, words: Sequence[str]) -> str:
        """Return words joined as prose joins them: "a, b and c"."""

    @abstractmethod
    def either(self, words: Sequence[str]) -> str:
        """Return words joined as alternatives: "a, b or c"."""

    @abstractmethod
    def day(self, day: int) -> str:
        """Return a day, written out."""

    @abstractmethod
    def date(self, date: PartialDate) -> str:
        """Return a partial date, no more precise than the author wrote it."""

    @abstractmethod
    def whom(self, condition: Condition, sender: Holder | None = None) -> str:
        """Return for whom a condition holds; see `conditions`."""

    @abstractmethod
    def regions(self, codes: Sequence[str]) -> str:
        """Return countries and unions as alternatives, by what people call them."""

    @abstractmethod
    def yours(self, data: str) -> str:
        """Return a data type of the reader's, as sentences name it."""

    @abstractmethod
    def deed(
        self, text: str, status: Status = "stated", *, many: bool = False, **names: object
    ) -> tuple[str, str]:
        """Return a sentence of what somebody does or did, no surer than its status allows.

        Args:
            text: a template whose verb stands in its third person: "{sender} shares {data}".
            status: how sure it is.
            many: whether its subject stands for several.
            names: what fills the template.

        Returns:
            The sentence without its stop, and what stands at its end, behind all else.

        >>> speak("en").deed("{who} sold {data}", "alleged", who="Shop", data="e-mail")
        ('Shop is said to have sold e-mail', ' (alleged)')
        >>> speak("en").deed("{who} shares {data}", "permitted", who="Shop", data="e-mail")
        ('Shop may share e-mail', ', under its terms')
        """

    @abstractmethod
    def sentence(self, name: str) -> Callable[..., object] | None:
        """Return the function that tells a sentence in this language's own way, if it has one."""

    # sentences, and how many

    def say(self, text: str, /, **names: object) -> str:
        """Return a template in this language, filled in.

        >>> speak("de").say("until {date}", date="2021")
        'bis 2021'
        """
        template = self.sentences.get(text, text)
        if template.endswith("."):  # a name that stands last may bring its own stop
            return end_sentence(template[:-1].format(**names))
        return template.format(**names)

    def say_if(self, text: str, /, **names: object) -> str:
        """Return a template filled in; "" if there is nothing to fill it with."""
        return self.say(text, **names) if all(names.values()) else ""

    def count(self, text: str, number: int) -> str:
        """Return the form of a plural template that a number asks for, with the number as `{n}`.

        >>> speak("en").count("{n} companies", 1), speak("de").count("{n} companies", 2)
        ('1 company', '2 Unternehmen')
        """
        return self.plurals[text][self.category(number)].format(n=number)

    def number(self, number: str) -> str:
        """Return a number as this language writes it, of one with commas between its thousands."""
        return number

    def name_few(self, words: Sequence[str], most: int) -> str:
        """Return words joined; where there are more than `most`, the last one counts the rest.

        >>> speak("en").name_few(["a", "b", "c"], 3), speak("en").name_few(["a", "b", "c"], 2)
        ('a, b and c', 'a and 2 more')
        """
        return self.name_first(words, most if len(words) <= most else most - 1)

    def name_first(self, words: Sequence[str], named: int) -> str:
        """Return the first words joined, and the number of the rest if there is any.

        >>> speak("de").name_first(["a", "b", "c"], 2)
        'a, b und 1 weitere'
        """
        rest = len(words) - named
        more = [self.say("{n} more", n=rest)] if rest > 0 else []
        return self.enumerate([*words[:named], *more])

    # days

    def when(self, day: int, written: PartialDate | None = None) -> str:
        """Return a day, no more precise than the author wrote it if they wrote that day.

        >>> from dataflow.common.dates import parse_date
        >>> year = parse_date("2016")
        >>> speak("en").when(year.first, year), speak("en").when(year.first)
        ('2016', '1 January 2016')
        """
        stands = written and day in (written.first, written.last)
        return self.date(written) if written and stands else self.day(day)

    def since(
        self,
        day: int,
        kind: DayKind = "stated",
        written: PartialDate | None = None,
        bound: PartialDate | None = None,
    ) -> str:
        """Return since when something is so, as far as that is known.

        Args:
            day: the day.
            kind: what the day is: certain, or only a bound.
            written: how the model has it written.
            bound: where it is the first that it may be: a later one by which it was so.

        >>> speak("de").since(ALWAYS)
        '(Beginn nicht genannt)'
        >>> from dataflow.common.dates import parse_date
        >>> year = parse_date("2016")
        >>> speak("en").since(year.last, "by", year)
        'since 2016 at the latest'
        >>> speak("en").since(year.first, "from", year, parse_date("2018"))
        'start not stated (not before 2016, by 2018 at the latest)'
        """
        if day == ALWAYS or kind == "unknown":
            return self.say("(start not stated)")
        date = self.when(day, written)
        if kind == "by":
            return self.say("since {date} at the latest", date=date)
        if kind == "stated":
            return self.say("since {date}", date=date)
        if bound:
            text = "start not stated (not before {date}, by {bound} at the latest)"
            return self.say(text, date=date, bound=self.date(bound))
        return self.say("start not stated (not before {date})", date=date)

    def undated(self, since: str) -> str:
        """Return since when something is so, for the column "since"."""
        return since.removeprefix("since ")

    def on(self, day: int, written: PartialDate | None = None, *, known: int | None = None) -> str:
        """Return on which day something happened; "" if that is not stated.

        `known` is a day that was just named.

        >>> from dataflow.common.dates import parse_date
        >>> year = parse_date("2016")
        >>> speak("de").on(year.first, year), speak("en").on(year.first, year, known=year.first)
        ('im Jahr 2016', 'that year')
        """
        if day == ALWAYS:
            return ""
        parts = written.written.count("-") if written and written.first == day else 2
        if day == known:
            return self.say(_SAME_DAY[parts])
        date = self.when(day, written)
        return self.say(_DAY[parts], year=date, month=date, day=date)

    def span(self, span: Window, written: Written = (None, None)) -> str:
        """Return from when to when something was so.

        "To" comes before the last day, "until" before the day on which it changed.

        >>> from dataflow.common.dates import Window, parse_date
        >>> year, say = parse_date("2015"), speak("en").span
        >>> say(Window(ALWAYS, year.last))
        'until 31 December 2015 (start not stated)'
        >>> say(Window(1, year.last), (None, year)), say(Window(1, year.first - 1), (None, year))
        ('from 1 January 1 to 2015', 'from 1 January 1 until 2015')
        """
        (since, until), (started, ended) = span, written
        if started and started == ended:
            return self.on(since, started)
        end = self.date(ended) if ended else self.day(until)
        if since == ALWAYS:
            return self.say("until {date} (start not stated)", date=end)
        changed = ended is not None and is_change(until, ended)
        text = "from {since} until {date}" if changed else "from {since} to {date}"
        return self.say(text, since=self.when(since, started), date=end)

    # parts of a model, and of a question

    def purposes(self, purposes: Sequence[Term]) -> str:
        """Return what something is for; "" if no purpose is named."""
        names = self.enumerate([term.name for term in purposes])
        return self.say_if("for {purposes}", purposes=names)

    def conditions(self, conditions: Iterable[Applied], sender: Holder | None = None) -> str:
        """Return whom something concerns; "" for everybody.

        It leaves out what spares people only later than the day that was asked about. Users of a
        sender have an account with it anyway, so that account may go unsaid where another one is
        asked for too.
        """
        now = [applied for applied in conditions if not applied.later]
        choices = {applied.choice for applied in now if applied.kind == "choice"}
        needed = [self.whom(condition, sender) for condition in _conditions_under("when", now)]
        spared = [self.say("opted out")] if "opt-out" in choices else []
        spared += self.spared(_conditions_under("unless", now))
        phrases = [
            self.say_if("if you {needed}", needed=self.either(needed)),
            self.say("if you opted in") if "opt-in" in choices else "",
            self.say_if("unless you {spared}", spared=self.either(spared)),
        ]
        return ", ".join(filter(None, phrases))

    def spared(self, conditions: Sequence[Condition]) -> list[str]:
        """Return whom conditions spare, in the order in which it is said."""
        return [self.whom(condition) for condition in conditions]

    def source(self, source: Source) -> str:
        """Return a source as bibliographies write it: publisher, title, date, address."""
        return "".join(part for pair in self.source_parts(source) for part in pair)

    def source_parts(self, source: Source) -> tuple[tuple[str, str], ...]:
        """Return the same in parts: words, and the address that follows them, "" for none."""
        title = self.say_if("“{title}”", title=source.title)
        date = self.date(source.date) if source.date else ""
        cited = ", ".join(filter(None, [source.publisher, title, date]))
        if source.url:
            parts = [(f"{cited}. " if cited and cited != source.url else "", source.url)]
        else:
            parts = [(cited or source.id, "")]
        if source.archived:
            parts.append((f", {self.say('archived at')} ", source.archived))
        if source.read:
            when = self.on(source.read.first, source.read)
            parts.append((f", {self.say('read {when}', when=when)}", ""))
        return tuple(parts)

    def setting(self, setting: Setting, day: str = "as of {day}") -> str:
        """Return how a question was asked; "" if nothing was set.

        `day` is how the day is told.
        """
        origin, purpose, persona = setting.origin, setting.purpose, setting.persona
        phrases = [
            self.say_if("from {origin}", origin=origin and origin.name),
            self.say_if("for {purposes}", purposes=purpose and purpose.name),
            self.say_if("in the role of {role}", role=self.role(setting.role)),
            self.say_if(day, day=setting.as_of and self.day(setting.day)),
            self.say_if("if you are “{persona}”", persona=persona and persona.name),
            self.say("counting owners") if setting.owners else "",
            self.say("counting what was only announced") if setting.announced else "",
            self.say("counting firm statements alone") if setting.firm else "",
            self.say_if("without {what}", what=self.left_out(setting.without)),
        ]
        return ", ".join(filter(None, phrases))

    def asked(self, setting: Setting, day: str = "as of {day}") -> str:
        """Return `setting` as the end of a sentence, with the space or comma before it."""
        return behind(", ", self.setting(setting, day))

    def role(self, role: Role | None) -> str:
        """Return what people call a role; "" for none."""
        return self.say(ROLES[role]) if role else ""

    def left_out(self, without: Sequence[str]) -> str:
        """Return what a question leaves out: flows by their ids, kinds of them in words."""
        return self.enumerate([self.kind_left_out(text) for text in without])

    def kind_left_out(self, text: str) -> str:
        """Return one thing that a question leaves out: the id of a flow, or KEY:VALUE."""
        key, _, value = text.partition(":")
        if key == "basis":
            text = "sharing with {basis} as its claimed legal basis"
            return self.say(text, basis=self.say(BASES[value]))
        return self.say(LEFT_OUT[text]) if text in LEFT_OUT else text


def _conditions_under(key: str, applied: Iterable[Applied]) -> list[Condition]:
    return [each.condition for each in applied if each.kind == key and each.condition]


@cache
def speak(language: str) -> Words:
    """Return the phrase book for a language such as `de` or `de-AT`; the English one for others.

    Only the languages that are asked for are loaded: others than English need a library.
    """
    module = import_module(f"{__name__}.{LANGUAGES[find_language(language) or 'en']}")
    words: Words = module.WORDS
    return words


def behind(sign: str, phrase: str) -> str:
    """Return a phrase behind a sign; "" if there is no phrase."""
    return sign + phrase if phrase else ""


def end_sentence(text: str) -> str:
    """Return a text that ends with one stop: a name such as "Facebook, Inc." brings its own.

    >>> end_sentence("Facebook, Inc."), end_sentence("Facebook"), end_sentence("A: “No.”")
    ('Facebook, Inc.', 'Facebook.', 'A: “No.”')
    """
    return text if text.rstrip("”“").endswith(".") else f"{text}."


def capitalise(text: str) -> str:
    """Return a text with its first letter large, and the rest as it is.

    A name such as "eBay" is written as it is.
    """
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return text if first[1:] != first[1:].lower() else text[:1].upper() + text[1:]


ENGLISH: Final = speak("en")
"""The phrase book in which the templates are written."""

_SPOKEN: ContextVar[Words] = ContextVar("spoken", default=ENGLISH)


def spoken() -> Words:
    """Return the phrase book of the answer that is being told."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: str) -> Iterator[Words]:
    """Tell all that is told within in a language."""
    words = speak(language)
    token = _SPOKEN.set(words)
    try:
        yield words
    finally:
        _SPOKEN.reset(token)


P = ParamSpec("P")
R = TypeVar("R")


def in_own_words(tell: Callable[P, R]) -> Callable[P, R]:
    """Let other languages tell a sentence in their own way, where templates do not suffice."""

    @wraps(tell)
    def tell_spoken(*args: P.args, **names: P.kwargs) -> R:
        own: Callable[P, R] = spoken().sentence(tell.__name__.lstrip("_")) or tell  # type: ignore[assignment]  # of the same name
        return own(*args, **names)

    return tell_spoken
