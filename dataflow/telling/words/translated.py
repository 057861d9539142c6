"""Other languages than English: lists, dates and plurals by CLDR, sentences from a table."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from dataflow.common.dates import ALWAYS, NEVER, PartialDate
from dataflow.telling.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dataflow.language.words import Status
    from dataflow.model import Condition, Holder


_HEDGED: Final[dict[Status, str]] = {
    "observed": "what was seen: {sentence}",
    "alleged": "what is alleged: {sentence}",
    "assumed": "what is assumed: {sentence}",
    "permitted": "what terms permit: {sentence}",
    "announced": "what was announced: {sentence}",
}
"""What stands around a sentence that says more than its statement does."""


class Translated(Words):
    """A language that babel knows, with translations of the templates.

    Names of a model have no gender here and stand in no case, so conditions are said with nouns,
    which need no grammar.
    """

    __slots__ = ()

    def category(self, number: int) -> str:
        """Return the plural category that CLDR gives a number."""
        return Locale.parse(self.language).plural_form(number)

    def enumerate(self, words: Sequence[str]) -> str:
        """Return words joined as CLDR joins them.

        >>> from dataflow.telling.words import speak
        >>> speak("de").enumerate(["Werbung", "Sicherheit", "Statistik"])
        'Werbung, Sicherheit und Statistik'
        """
        return format_list(list(words), locale=self.language)

    def either(self, words: Sequence[str]) -> str:
        """Return different words joined as alternatives."""
        return f" {self.say('or')} ".join(dict.fromkeys(words))

    def day(self, day: int) -> str:
        """Return a day as CLDR writes it out.

        >>> from dataflow.common.dates import parse_date
        >>> from dataflow.telling.words import speak
        >>> speak("de").day(parse_date("2016-08-25").first)
        '25. August 2016'
        """
        if day in (ALWAYS, NEVER):
            return self.say("always" if day == ALWAYS else "never")
        return format_date(dt.date.fromordinal(day), "long", locale=self.language)

    def date(self, date: PartialDate) -> str:
        """Return a partial date as CLDR writes it.

        >>> from dataflow.common.dates import parse_date
        >>> from dataflow.telling.words import speak
        >>> speak("de").date(parse_date("2016-03")), speak("de").date(parse_date("2016"))
        ('März 2016', '2016')
        """
        match date.written.split("-"):
            case [_, _, _]:
                return self.day(date.first)
            case [_, _]:
                first = dt.date.fromordinal(date.first)
                return format_skeleton("yMMMM", first, locale=self.language)
            case _:
                return str(dt.date.fromordinal(date.first).year)

    def whom(self, condition: Condition, sender: Holder | None = None) -> str:  # noqa: ARG002 - all accounts are named
        """Return "with an account at Facebook, living in DE", in this language."""
        accounts = [holder.name for holder in condition.accounts]
        account = [holder.name for holder in condition.account]
        phrases = [
            self.say_if("with an account at {holders}", holders=self.enumerate(accounts)),
            self.say_if("with an account at {holders}", holders=self.either(account)),
            self.say_if("living in {regions}", regions=self.regions(condition.region)),
            self.window(condition),
        ]
        return " ".join(filter(None, phrases))

    def window(self, condition: Condition) -> str:
        """Return from when to when a condition holds, in brackets; "" where it always does."""
        since, until = condition.since, condition.until
        if since and since == until:
            return f"({self.on(since.first, since)})"
        if since and until:
            text = "from {since} to {date}"
            return f"({self.say(text, since=self.date(since), date=self.date(until))})"
        if since:
            return self.say("(since {date})", date=self.date(since))
        return self.say_if("(until {date})", date=until and self.date(until))

    def regions(self, codes: Sequence[str]) -> str:
        """Return countries as CLDR calls them; what it does not know, as it stands."""
        territories = Locale.parse(self.language).territories
        return self.either([territories.get(code, code) for code in codes])

    def sentence(self, name: str) -> Callable[..., object] | None:  # noqa: ARG002 - templates do
        """Return nothing: the templates suffice."""
        return None

    def yours(self, data: str) -> str:
        """Return a data type as it is: whose it is goes without saying."""
        return data

    def deed(
        self,
        text: str,
        status: Status = "stated",
        *,
        many: bool = False,  # noqa: ARG002 - verbs stand where they need no number
        **names: object,
    ) -> tuple[str, str]:
        """Return a sentence behind what says how sure it is: only a table knows its verbs.

        >>> from dataflow.telling.words import speak
        >>> speak("de").deed("{who}: collects {data}", "alleged", who="A", data="Name")
        ('Behauptet wird: A: erhebt Name', '')
        """
        sentence = self.say(text, **names)
        hedged = _HEDGED.get(status)
        return (self.say(hedged, sentence=sentence) if hedged else sentence), ""
