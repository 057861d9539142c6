"""What is said in English: plurals, lists, dates, and the grammar of conditions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.dates import PartialDate, tell_date, tell_day
from dataflow.common.nearest import join_words
from dataflow.common.regions import name_region
from dataflow.telling.words import Words, behind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.engine.setting import Setting
    from dataflow.language.words import Status
    from dataflow.model import Condition, Holder


class English(Words):
    """English, in which the templates are written; it needs no library."""

    __slots__ = ()

    def category(self, number: int) -> str:
        """Return `one` or `other`."""
        return "one" if number == 1 else "other"

    def enumerate(self, words: Sequence[str]) -> str:
        """Return "a, b and c".

        >>> WORDS.enumerate(["ads", "friend suggestions", "security"])
        'ads, friend suggestions and security'
        """
        return join_words(words, "and")

    def either(self, words: Sequence[str]) -> str:
        """Return "a, b or c"."""
        return join_words(words, "or")

    def day(self, day: int) -> str:
        """Return a day such as "25 August 2016"."""
        return tell_day(day)

    def date(self, date: PartialDate) -> str:
        """Return a date such as "August 2016"."""
        return tell_date(date)

    def asked(self, setting: Setting, day: str = "on {day}") -> str:
        """Return how a question was asked: behind a noun, only a participle needs a comma."""
        phrase = self.setting(setting, day)
        return behind(", " if phrase.startswith(("counting", "without")) else " ", phrase)

    def whom(self, condition: Condition, sender: Holder | None = None) -> str:
        """Return what is true of people: "have a Facebook account and live in the US"."""
        others = [holder.name for holder in condition.accounts if holder != sender]
        all_of = others or [holder.name for holder in condition.accounts]
        any_of = [holder.name for holder in condition.account]
        phrases = [
            behind("have ", _tell_accounts(all_of)),
            behind("have an account at ", self.either(any_of)),
            behind("live in ", self.regions(condition.region)),
        ]
        return " and ".join(filter(None, phrases)) + _tell_window(condition)

    def spared(self, conditions: Sequence[Condition]) -> list[str]:
        """Return first who is spared for an account, then where people are spared."""
        accounts = [bar for bar in conditions if bar.account or bar.accounts]
        places = [bar for bar in conditions if not (bar.account or bar.accounts)]
        # those that hold at all times come first: "GB, FR or DE (since …)"
        places.sort(key=lambda bar: (bar.since is not None, bar.window))
        regions = self.either([region for bar in places for region in _list_regions(bar)])
        return super().spared(accounts) + ([f"live in {regions}"] if places else [])

    def regions(self, codes: Sequence[str]) -> str:
        """Return regions as alternatives, by what people call them.

        >>> WORDS.regions(["DE", "US", "US-NY"])
        'Germany, the United States or New York'
        """
        return self.either([*map(name_region, codes)])

    def yours(self, data: str) -> str:
        """Return "your phone number"."""
        return f"your {data}"

    def deed(
        self, text: str, status: Status = "stated", *, many: bool = False, **names: object
    ) -> tuple[str, str]:
        """Return the sentence with its verb in the form that the status asks for.

        >>> WORDS.deed("{who} took {data}", "announced", who="Shop", data="e-mail")
        ('Shop was to take e-mail', ', as announced')
        """
        form = next(word for word in text.split() if word in _FORMS)
        verb, several = _FORMS[form], many or form in _SEVERAL
        if status in ("stated", "confirmed"):
            told = _ABLE.get(form) or (verb.many if several else form)
        else:
            told = _hedge(verb, status, many=several)
        sentence = re.sub(rf"\b{form}\b", told, text, count=1)
        return self.say(sentence, **names), _ENDS.get(status, ("", ""))[many]

    def sentence(self, name: str) -> None:
        """Return nothing: the sentences are written in English."""

    def kind_left_out(self, text: str) -> str:
        """Return what is left out; a purpose by its id, which is English.

        >>> WORDS.left_out(["status:alleged", "purpose:friend_suggestions", "news-2016"])
        'what is only alleged, sharing for friend suggestions and news-2016'
        """
        key, _, value = text.partition(":")
        if key == "purpose":
            return f"sharing for {value.replace('_', ' ')}"
        return super().kind_left_out(text)


_ABLE: Final = {"works": "can work", "worked": "could work"}
"""What a derivation gives somebody is what they can do, not what they did."""


class _Verb(NamedTuple):
    """The forms of a verb that stands in a template.

    Attributes:
        many: the same form, of several.
        is_past: whether that form is of what is over.
    """

    infinitive: str
    participle: str
    many: str
    is_past: bool


def _list_forms() -> Iterator[tuple[str, _Verb]]:
    for present, past, infinitive, participle in _VERBS:
        yield present, _Verb(infinitive, participle, infinitive, is_past=False)
        yield past, _Verb(infinitive, participle, past, is_past=True)
    yield "can", _Verb("be able to", "been able to", "can", is_past=False)


_VERBS: Final = (
    ("buys", "bought", "buy", "bought"),
    ("carries", "carried", "carry", "carried"),
    ("collects", "collected", "collect", "collected"),
    ("exposes", "exposed", "expose", "exposed"),
    ("give", "gave", "give", "given"),
    ("hands", "handed", "hand", "handed"),
    ("has", "had", "have", "had"),
    ("infers", "inferred", "infer", "inferred"),
    ("observes", "observed", "observe", "observed"),
    ("operates", "operated", "operate", "operated"),
    ("owns", "owned", "own", "owned"),
    ("receives", "received", "receive", "received"),
    ("scrapes", "scraped", "scrape", "scraped"),
    ("sells", "sold", "sell", "sold"),
    ("shares", "shared", "share", "shared"),
    ("takes", "took", "take", "taken"),
    ("works", "worked", "work", "worked"),
)
"""The verbs of templates: present and past as they stand there, infinitive and participle."""

_FORMS: Final = dict(_list_forms())

_SEVERAL: Final = {"give", "gave"}
"""The forms whose subject is always you, or several people."""

_ENDS: Final[dict[Status, tuple[str, str]]] = {
    "alleged": (" (alleged)", " (alleged)"),
    "assumed": (" (assumed)", " (assumed)"),
    "permitted": (", under its terms", ", under their terms"),
    "announced": (", as announced", ", as announced"),
}
"""What stands at the end of a sentence that is not firm, of one and of several."""


def _hedge(verb: _Verb, status: Status, *, many: bool) -> str:
    """Return a verb, no surer than its status allows."""
    is_, was = ("are", "were") if many else ("is", "was")
    have = f"have {verb.participle}" if verb.is_past else verb.infinitive
    match status:
        case "alleged":
            return f"{is_} said to {have}"
        case "assumed":
            return f"{is_} assumed to {have}"
        case "permitted" if verb.infinitive == "be able to":
            return "may be able to"
        case "permitted":
            return f"may {have}"
        case "announced":
            return f"{was if verb.is_past else is_} to {verb.infinitive}"
        case _:
            return f"{was} seen to {verb.infinitive}"


def _tell_accounts(names: Sequence[str]) -> str:
    """Return what people have who have accounts at some holders.

    >>> _tell_accounts(["WhatsApp"]), _tell_accounts(["Nest with a Google Account"])
    ('a WhatsApp account', 'Nest with a Google Account')
    >>> _tell_accounts(["a backup of WhatsApp"]), _tell_accounts(["Facebook", "Moves"])
    ('an account at a backup of WhatsApp', 'accounts at Facebook and Moves')
    """
    if len(names) == 1:
        [name] = names
        is_account = name.lower().endswith("account")
        if re.search(r" (?:with|of|for|in|on|from|at|by|as) ", name):  # no article fits
            return name if is_account else f"an account at {name}"
        return f"{_choose_article(name)} {name}{'' if is_account else ' account'}"
    return behind("accounts at ", join_words(names, "and"))


def _choose_article(name: str) -> str:
    """Return the article for a name, by its first letter, which is right for most names.

    >>> _choose_article("OnStar"), _choose_article("WhatsApp"), _choose_article("OneDrive")
    ('an', 'a', 'a')
    >>> _choose_article("X-Mode"), _choose_article("SMS")
    ('an', 'an')
    """
    if re.match(r"[A-Z]{1,3}(?![A-Za-z])", name):  # its letters are spelled out
        return "an" if name[0] in set("AEFHILMNORSX") else "a"
    sounds_else = name.startswith(("One", "Eu", "Ew"))
    return "an" if name[:1].upper() in set("AEIO") and not sounds_else else "a"


def _list_regions(condition: Condition) -> list[str]:
    """Return the regions of a condition; those that share dates as one: "the EEA/EU (since …)"."""
    names, window = [*map(name_region, condition.region)], _tell_window(condition)
    if not window:
        return names
    first, *others = names
    return ["/".join([first, *(name.removeprefix("the ") for name in others)]) + window]


def _tell_window(condition: Condition) -> str:
    since, until = condition.since, condition.until
    if since and since == until:
        return (
            f" (in {tell_date(since)})"
            if since.first != since.last
            else f" (on {tell_date(since)})"
        )
    if since and until:
        return f" (from {tell_date(since)} to {tell_date(until)})"
    if since:
        return f" (since {tell_date(since)})"
    return f" (until {tell_date(until)})" if until else ""


_PLURALS: Final = {
    "+ {n} more data types": "+ {n} more data type",
    "+ {n} more events": "+ {n} more event",
    "{n} promises are not contradicted by this model.": (
        "{n} promise is not contradicted by this model."
    ),
    "breaks {n} more promises": "breaks {n} more promise",
    "contradicts {n} more promises": "contradicts {n} more promise",
    "{n} companies": "{n} company",
    "{n} data types": "{n} data type",
    "{n} events": "{n} event",
    "{n} flows": "{n} flow",
    "{n} more are said to": "{n} more is said to",
    "{n} more are assumed to": "{n} more is assumed to",
    "{n} more companies": "{n} more company",
    "{n} more flows": "{n} more flow",
    "{n} more groups": "{n} more group",
    "{n} more services": "{n} more service",
    "{n} more may, under their terms": "{n} more may, under its terms",
    "{n} more own one that can": "{n} more owns one that can",
    "{n} more own one that can (alleged)": "{n} more owns one that can (alleged)",
    "{n} more own one that can (announced)": "{n} more owns one that can (announced)",
    "{n} more own one that can (assumed)": "{n} more owns one that can (assumed)",
    "{n} more own one that can (permitted)": "{n} more owns one that can (permitted)",
    "{n} more owned one that can": "{n} more owned one that can",
    "{n} more owned one that can (alleged)": "{n} more owned one that can (alleged)",
    "{n} more owned one that can (assumed)": "{n} more owned one that can (assumed)",
    "{n} more owned one that can (permitted)": "{n} more owned one that can (permitted)",
    "{n} more would, as announced": "{n} more would, as announced",
    "{n} groups": "{n} group",
    "{n} services": "{n} service",
    "{n} people": "{n} person",
    "in {n} steps": "in {n} step",
    "{n} answers": "{n} answer",
    "{n} answers are as expected": "{n} answer is as expected",
    "{n} promises": "{n} promise",
    "{n} statements about this name no source": "{n} statement about this names no source",
    "{n} public bodies": "{n} public body",
    "{n} recipients": "{n} recipient",
    "{n} ways": "{n} way",
}
"""The plurals that are said, each with its singular."""

WORDS: Final = English(
    language="en",
    sentences={},  # a template is its own English
    plurals={other: {"one": one, "other": other} for other, one in _PLURALS.items()},
)
