"""The grammar of German: what a day and a number ask for, and where people live."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final

from dataflow.telling.words import behind, capitalise
from dataflow.telling.words.translated import Translated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dataflow.model import Condition

_IN: Final = {
    "AE": "in den Vereinigten Arabischen Emiraten",
    "BS": "in den Bahamas",
    "CD": "in der Demokratischen Republik Kongo",
    "CF": "in der Zentralafrikanischen Republik",
    "CG": "in der Republik Kongo",
    "CH": "in der Schweiz",
    "DO": "in der Dominikanischen Republik",
    "EEA": "im Europäischen Wirtschaftsraum",
    "EU": "in der EU",
    "GB": "im Vereinigten Königreich",
    "KM": "in den Komoren",
    "MH": "in den Marshallinseln",
    "MN": "in der Mongolei",
    "MV": "in den Malediven",
    "NL": "in den Niederlanden",
    "PH": "in den Philippinen",
    "SB": "in den Salomonen",
    "SC": "in den Seychellen",
    "SK": "in der Slowakei",
    "TR": "in der Türkei",
    "UA": "in der Ukraine",
    "UK": "im Vereinigten Königreich",
    "US": "in den USA",
    "US-CA": "in Kalifornien",
    "VA": "in der Vatikanstadt",
}
"""Where people live, where that is not "in" and what CLDR calls the country, by its code."""


class _Date(str):
    """A text that may be a date; "{date:vor|vor dem}" is the second where it has a day."""

    __slots__ = ()

    def __format__(self, choice: str) -> str:
        if choice == "^":
            return capitalise(self)
        if "|" not in choice:
            return super().__format__(choice)
        return choice.split("|")[re.match(r"\d+\. ", self) is not None]


class _Choice:
    """Whether something is so; "{plural:hat|haben}" is the second where it is."""

    def __init__(self, so: bool) -> None:  # noqa: FBT001 - it is all that there is
        self.so = so

    def __format__(self, choice: str) -> str:
        return choice.split("|")[self.so]


class German(Translated):
    """German, with the words that a day or a number asks for."""

    __slots__ = ()

    def say(self, text: str, /, **names: object) -> str:
        """Return a template in German, filled in.

        >>> from dataflow.telling.words import speak
        >>> speak("de").say("since {date}", date="2016"), speak("de").say("since {date}", date="1. Mai 2016")
        ('seit 2016', 'seit dem 1. Mai 2016')
        """
        return super().say(text, **{name: _choosing(value) for name, value in names.items()})

    def number(self, number: str) -> str:
        """Return a number with dots between its thousands."""
        return number.replace(",", ".")

    def undated(self, since: str) -> str:
        """Return since when something is so without "seit"."""
        return re.sub(r"^(spätestens )?seit (dem )?", r"\1", since)

    def regions(self, codes: Sequence[str]) -> str:
        """Return where people live: countries and unions, each with its preposition.

        >>> from dataflow.telling.words import speak
        >>> speak("de").regions(["DE", "US", "US-NY"])
        'in Deutschland, in den USA oder in US-NY'
        """
        return self._join_or([_IN.get(code) or f"in {self._name(code)}" for code in codes])

    def spared(self, conditions: Sequence[Condition]) -> list[str]:
        """Return first who is spared for an account, then where people are spared, together."""
        accounts = [bar for bar in conditions if bar.account or bar.accounts]
        places = [bar for bar in conditions if not (bar.account or bar.accounts)]
        # those that hold at all times come first
        places.sort(key=lambda bar: (bar.since is not None, bar.window))
        named = [f"{self.regions(bar.region)}{behind(' ', self.window(bar))}" for bar in places]
        living = self.say_if("living in {regions}", regions=self._join_or(named))
        return super().spared(accounts) + ([living] if living else [])

    def _name(self, code: str) -> str:
        return super().regions([code])

    def _join_or(self, words: Sequence[str]) -> str:
        *others, last = dict.fromkeys(words) or [""]
        return f" {self.say('or')} ".join(filter(None, [", ".join(others), last]))

    def either(self, words: Sequence[str]) -> str:
        """Return different words joined as alternatives: "a, b oder c"."""
        return self._join_or(words)

    def kind_left_out(self, text: str) -> str:
        """Return what is left out; a purpose by its id, which is no German.

        >>> from dataflow.telling.words import speak
        >>> speak("de").left_out(["status:alleged", "purpose:ads"])
        'das, was nur behauptet wird und Weitergabe für `ads`'
        """
        key, _, value = text.partition(":")
        if key == "purpose":
            return self.say("sharing for {purpose}", purpose=f"`{value}`")
        return super().kind_left_out(text)

    def sentence(self, name: str) -> Callable[..., object] | None:
        """Return the German way to tell a sentence, if it has one."""
        own: Callable[..., object] | None = getattr(import_module(_SENTENCES), name, None)
        return own


def _choosing(value: object) -> object:
    match value:
        case bool():
            return _Choice(value)
        case str():
            return _Date(value)
        case _:
            return value


_SENTENCES: Final = "dataflow.telling.german"
"""The module of the sentences that German tells in its own way."""
