"""The fixed words of a figure, its dates and its lists, in the language of the model."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataflow.common.dates import ALWAYS, NEVER, tell_date, tell_day
from dataflow.telling.sentences import enumerate_words
from dataflow.telling.words.german import GERMAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.common.dates import PartialDate

TRANSLATED = {"de": GERMAN}
"""What is said in English → what is said in the language, with the same names in braces."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a figure says by itself, in one language.

    Attributes:
        language: of the dates and lists, as BCP 47 has it; English where no words are known.
    """

    language: str = "en"

    def say(self, text: str, /, **names: object) -> str:
        """Say something of the figure's own; what is in braces is put in as it is.

        >>> Words("de").say("until {date}", date="2021")
        'bis 2021'
        """
        return TRANSLATED.get(self.language, {}).get(text, text).format(**names)

    def count(self, one: str, several: str, number: int) -> str:
        """Say how many there are, with the number in place of `{n}`.

        >>> Words().count("{n} company", "{n} companies", 2)
        '2 companies'
        """
        return self.say(one if number == 1 else several, n=number)

    def enumerate(self, words: Sequence[str]) -> str:
        """Join words as prose does.

        >>> Words("de").enumerate(["Werbung", "Sicherheit", "Statistik"])
        'Werbung, Sicherheit und Statistik'
        """
        if self.language == "en":
            return enumerate_words(words)
        from babel.lists import format_list  # noqa: PLC0415 - English needs none of it

        return format_list(list(words), locale=self.language)

    def day(self, day: int) -> str:
        """Write a day.

        >>> from dataflow.common.dates import parse_date
        >>> Words("de").day(parse_date("2016-08-25").first)
        '25. August 2016'
        """
        if self.language == "en" or day in (ALWAYS, NEVER):
            return tell_day(day)
        from babel.dates import format_date  # noqa: PLC0415 - English needs none of it

        return format_date(dt.date.fromordinal(day), "long", locale=self.language)

    def date(self, date: PartialDate) -> str:
        """Write a partial date, no more precisely than it was written.

        >>> from dataflow.common.dates import parse_date
        >>> Words("de").date(parse_date("2016-03")), Words().date(parse_date("2016-03"))
        ('März 2016', 'March 2016')
        """
        parts = date.written.count("-")
        if self.language == "en" or not parts:
            return tell_date(date)
        if parts > 1:
            return self.day(date.first)
        from babel.dates import format_skeleton  # noqa: PLC0415 - English needs none of it

        return format_skeleton("yMMMM", dt.date.fromordinal(date.first), locale=self.language)


def speak(language: str) -> Words:
    """Choose the words for a language, such as `de` or `de-AT`; English where none are known."""
    plain = language.lower().split("-", maxsplit=1)[0]
    return Words(plain if plain in TRANSLATED else "en")
