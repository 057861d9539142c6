"""What is said in German.

Names of a model have no gender here and stand in no case: the sentences are built so that they
need none. Two things choose between words in braces: whether a date has a day, "seit{date:| dem}"
("seit 2016", "seit dem 25. August 2016"), and whether something is so, "{plural:hat|haben}".
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final

from dataflow.telling.words import behind, capitalise, german_answers, german_asking
from dataflow.telling.words.translated import Translated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dataflow.model import Condition

SENTENCES: Final = {
    "(since {date})": "(seit {date:|dem }{date})",
    "(start not stated)": "(Beginn nicht genannt)",
    "(until {date})": "(bis {date:|zum }{date})",
    "+ {n} more companies": "+ {n} weitere Unternehmen",
    "And {n} more.": "Und {n} weitere.",
    "Day": "Tag",
    "Day by day": "Tag für Tag",
    "Drawn from the model {name}": "Gezeichnet nach dem Modell {name}",
    "Events": "Ereignisse",
    "How {company} can reach your {data}": "Wie {company} Zugriff hat auf: {data}",
    "How {company} is said to reach your {data}": "Wie {company} Zugriff haben soll auf: {data}",
    "How {company} is assumed to reach your {data}": "Wie {company} laut Annahme Zugriff hat auf: {data}",
    "How {company} may reach your {data}": "Wie {company} Zugriff haben darf auf: {data}",
    "How {company} would reach your {data}": "Wie {company} laut Ankündigung Zugriff bekommt auf: {data}",
    "No company in this model has any of it.": "Kein Unternehmen in diesem Modell hat etwas davon.",
    "Nobody who is named can reach {what}": "Zugriff auf {what}: niemand, der genannt ist",
    "Nothing in this model has a date.": "Nichts in diesem Modell hat ein Datum.",
    "Path {n}": "Weg {n}",
    "People you know": "Menschen, die Sie kennen",
    "People you know gave {receivers} your {data}": "{receivers} erhielt von Menschen, die Sie kennen: {data}",
    "People you know give {receivers} your {data}": "{receivers} erhält von Menschen, die Sie kennen: {data}",
    "Promises": "Versprechen",
    "Sellers": "Verkäufer",
    "Sharing": "Weitergabe",
    "Show what is shared of": "Zeigen, was weitergegeben wird von",
    "The answer": "Die Antwort",
    "What was promised, and what happened": "Was versprochen wurde und was geschah",
    "Who can reach it, and how": "Wer Zugriff hat, und wie",
    "Who can reach your {data}": "Wer hat Zugriff auf: {data}",
    "Who can reach your {data} for {purpose}": "Wer hat Zugriff für {purpose} auf: {data}",
    "Who has what": "Wer was hat",
    "You": "Sie",
    "You gave {receivers} your {data}": "{receivers} erhielt von Ihnen: {data}",
    "You give {receivers} your {data}": "{receivers} erhält von Ihnen: {data}",
    "alleged": "behauptet",
    "alleged: one side says so": "behauptet: eine Seite sagt es",
    "always": "immer",
    "and others that are not named": "und andere, die nicht genannt sind",
    "announced": "angekündigt",
    "assumed": "angenommen",
    "assumed: nobody says so": "angenommen: niemand sagt es",
    "archived at": "archiviert unter",
    "as of {day}": "Stand {day}",
    "at least {who}": "mindestens {who}",
    "before {date}": "vor {date:|dem }{date}",
    "beginning not stated": "Beginn nicht genannt",
    "bought": "gekauft",
    "breaks a promise": "bricht ein Versprechen",
    "breaks a promise {promise}": "bricht ein Versprechen {promise}",
    "breaks or contradicts a promise": "bricht ein Versprechen oder widerspricht ihm",
    "breaks {promise}": "bricht {promise}",
    "broken by {date} at the latest": "gebrochen: spätestens {date:|am }{date}",
    "broken on a day that is not stated": "gebrochen: Tag nicht genannt",
    "broken on a day that is not stated, not before {date}": "gebrochen: Tag nicht genannt, nicht vor {date:|dem }{date}",
    "broken on that day": "an diesem Tag gebrochen",
    "broken on that day at the latest": "spätestens an diesem Tag gebrochen",
    "broken on that day at the latest, or untrue when made": "spätestens an diesem Tag gebrochen oder schon damals unwahr",
    "broken on that day, or untrue when made": "an diesem Tag gebrochen oder schon damals unwahr",
    "broken {date}": "gebrochen: {date}",
    "broken, if it began only later": "gebrochen, falls es erst später begann",
    "by an upload": "durch Hochladen",
    "can no longer read it": "kann es nicht mehr lesen",
    "can work it out": "kann es erschließen",
    "carried, but cannot be read": "befördert, aber nicht lesbar",
    "collects it": "erhebt es",
    "collects {data}": "erhebt {data}",
    "company": "Unternehmen",
    "contradicts a promise": "widerspricht einem Versprechen",
    "contradicts a promise {promise}": "widerspricht einem Versprechen {promise}",
    "contradicts {promise}": "widerspricht {promise}",
    "counting firm statements alone": "nur gesicherte Aussagen gezählt",
    "counting owners": "Eigentümer mitgezählt",
    "counting what was only announced": "nur Angekündigtes mitgezählt",
    "data": "Daten",
    "encrypted: cannot be read": "verschlüsselt: nicht lesbar",
    "event": "Ereignis",
    "exposed": "offengelegt",
    "for anything but {purposes}": "für anderes als {purposes}",
    "for {purposes}": "für {purposes}",
    "found broken by {by}, {date}": "als gebrochen festgestellt: {by}, {date}",
    "found kept by {by}, {date}": "als eingehalten festgestellt: {by}, {date}",
    "found misleading by {by}, {date}": "als irreführend festgestellt: {by}, {date}",
    "found untrue by {by}, {date}": "als unwahr festgestellt: {by}, {date}",
    "from {date}": "ab {date:|dem }{date}",
    "from {origin}": "ausgehend von {origin}",
    "from {since} to {date}": "{since:von|vom} {since} bis {date:|zum }{date}",
    "from {since} until {date}": "{since:von|vom} {since} bis {date:|zum }{date}",
    "given or shared": "gegeben oder weitergegeben",
    "handed over on an order": "auf Anordnung herausgegeben",
    "how": "wie",
    "how many have it for sure": "wie viele es sicher haben",
    "if you are “{persona}”": "für „{persona}“",
    "if you opted in": "nur nach Einwilligung",
    "if you {needed}": "nur {needed}",
    "in {month}": "im {month}",
    "in {year}": "im Jahr {year}",
    "inferred": "erschlossen",
    "licence: {licence}": "Lizenz: {licence}",
    "living in {regions}": "mit Wohnsitz {regions}",
    "never": "nie",
    "never: {data}": "niemals: {data}",
    "no company in this model can reach your {data}": "Zugriff auf {data}: kein Unternehmen in diesem Modell",
    "no longer has it": "hat es nicht mehr",
    "not contradicted by this model": "ohne Widerspruch in diesem Modell",
    "not contradicted, if it began later": "ohne Widerspruch, falls es später begann",
    "not contradicted, if it began only later": "ohne Widerspruch, falls es erst später begann",
    "not named by the source": "von der Quelle nicht genannt",
    "not to {holders}": "nicht an {holders}",
    "observed": "beobachtet",
    "of {date}": "{date:von|vom} {date}",
    "on an order": "auf Anordnung",
    "on any day, for anyone": "an irgendeinem Tag, für irgendwen",
    "on that day": "an diesem Tag",
    "on {day}": "am {day}",
    "only the month, the year or the latest day is known": "nur Monat, Jahr oder spätester Tag bekannt",
    "only the month or year is known": "nur Monat oder Jahr bekannt",
    "open before {by}, {date}": "noch nicht entschieden: {by}, {date}",
    "operated": "betrieb",
    "operates": "betreibt",
    "operates, and has what it has": "betreibt und hat, was dort ist",
    "opted out": "nach Widerspruch",
    "or": "oder",
    "other data": "andere Daten",
    "others that are not named: {names}": "andere, die nicht genannt sind: {names}",
    "others that are not named may, under their terms: {names}": (
        "laut Bedingungen vielleicht andere, die nicht genannt sind: {names}"
    ),
    "others that are not named are assumed to: {names}": (
        "wie angenommen wird, andere, die nicht genannt sind: {names}"
    ),
    "others that are not named are said to: {names}": (
        "wie behauptet wird, andere, die nicht genannt sind: {names}"
    ),
    "others that are not named would, as announced: {names}": (
        "wie angekündigt, andere, die nicht genannt sind: {names}"
    ),
    "owned": "besaß",
    "owns": "besitzt",
    "owns who has it: control, not sharing": "besitzt, wer es hat: Kontrolle, keine Weitergabe",
    "owns: control, not sharing": "besitzt: Kontrolle, keine Weitergabe",
    "permitted by its terms": "laut Bedingungen erlaubt",
    "permitted by its terms: no source says that it happens": "laut Bedingungen erlaubt: keine Quelle sagt, dass es geschieht",
    "promise {promise}": "Versprechen {promise}",
    "promise, as long as this model does not contradict it": "Versprechen, solange dieses Modell ihm nicht widerspricht",
    "read so: {reading}": "so gelesen: {reading}",
    "read {when}": "abgerufen {when}",
    "receives it": "erhält es",
    "said not to happen": "soll nicht geschehen",
    "said not to happen: {sender} shares {data} with {receivers}": "soll nicht geschehen: {sender} gibt weiter an {receivers}: {data}",
    "scraped": "massenhaft ausgelesen",
    "settled with {by}, {date}": "Vergleich geschlossen: {by}, {date}",
    "shared besides": "außerdem weitergegeben",
    "shared or collected": "weitergegeben oder erhoben",
    "sharing for {purpose}": "Weitergabe für {purpose}",
    "sharing with processors": "Weitergabe an Auftragsverarbeiter",
    "since": "seit",
    "since {date}": "seit {date:|dem }{date}",
    "since {date} at the latest": "spätestens seit {date:|dem }{date}",
    "sold": "verkauft",
    "start not stated (not before {date})": "Beginn nicht genannt (nicht vor {date:|dem }{date})",
    "start not stated (not before {date}, by {bound} at the latest)": (
        "Beginn nicht genannt (nicht vor {date:|dem }{date}, spätestens {bound:|am }{bound})"
    ),
    "steps": "Schritte",
    "stolen": "gestohlen",
    "taken in a breach": "bei einem Einbruch entwendet",
    "that month": "in diesem Monat",
    "that year": "in diesem Jahr",
    "the change after": "die Änderung danach",
    "the change before": "die Änderung davor",
    "the same day in every row": "derselbe Tag in jeder Zeile",
    "the promise {promise}": "das Versprechen {promise}",
    "this breaks a promise": "das bricht ein Versprechen",
    "this breaks the promise {promise}": "das bricht das Versprechen {promise}",
    "this contradicts a promise": "das widerspricht einem Versprechen",
    "this contradicts the promise {promise}": "das widerspricht dem Versprechen {promise}",
    "through a pixel": "über ein Zählpixel",
    "through an API": "über eine API",
    "through an SDK": "über ein SDK",
    "to nobody else": "an niemanden sonst",
    "to nobody outside the group": "an niemanden außerhalb des Konzerns",
    "to work on for {sender}": "zur Verarbeitung im Auftrag von {sender}",
    "unless you {spared}": "außer {spared}",
    "until {date}": "bis {date:|zum }{date}",
    "until {date} (start not stated)": "bis {date:|zum }{date} (Beginn nicht genannt)",
    "until {date} at the latest": "spätestens bis {date:|zum }{date}",
    "untrue": "unwahr",
    "untrue when made": "schon damals unwahr",
    "untrue when made, if it had begun by then": "schon damals unwahr, falls es bis dahin begonnen hatte",
    "what for": "wofür",
    "what is alleged: {sentence}": "Behauptet wird: {sentence}",
    "what is assumed: {sentence}": "Angenommen wird: {sentence}",
    "what is only alleged": "das, was nur behauptet wird",
    "what is only announced": "das, was nur angekündigt ist",
    "what is only assumed": "das, was nur angenommen wird",
    "what terms permit: {sentence}": "Laut Bedingungen erlaubt: {sentence}",
    "what was announced: {sentence}": "Angekündigt wurde: {sentence}",
    "what was seen: {sentence}": "Beobachtet wurde: {sentence}",
    "with an account at {holders}": "mit Konto bei {holders}",
    "without {what}": "ohne {what}",
    "works out {data} from {body}": "kann {data} erschließen, und zwar aus: {body}",
    "your {data}": "Ihre Daten: {data}",
    "{by} said: “{quote}”": "{by} dazu: „{quote}“",
    "{company} cannot reach your {data}": "Kein Zugriff auf {data}: {company}",
    "{company} took {service} over": "{company} übernahm {service}",
    "{company} took {service} over from {before}": "{company} übernahm {service} von {before}",
    "{n} more": "{n} weitere",
    "{receivers} bought your {data}": "{receivers} kaufte: {data}",
    "{receivers} buys your {data}": "{receivers} kauft: {data}",
    "{receivers} carried your {data} without being able to read the content": "{receivers} beförderte, ohne es lesen zu können: {data}",
    "{receivers} carries your {data} without being able to read the content": "{receivers} befördert, ohne es lesen zu können: {data}",
    "{receivers} inferred your {data}": "{receivers} erschloss: {data}",
    "{receivers} infers your {data}": "{receivers} erschließt: {data}",
    "{receivers} observed your {data}": "{receivers} beobachtete: {data}",
    "{receivers} observes your {data}": "{receivers} beobachtet: {data}",
    "{receivers} scraped {data} from {sender}": "{receivers} las bei {sender} massenhaft aus: {data}",
    "{receivers} scrapes {data} from {sender}": "{receivers} liest bei {sender} massenhaft aus: {data}",
    "{receivers} took {data} from {sender}": "{receivers} entwendete bei {sender}: {data}",
    "{sender} exposed {data} to {receivers}": "{sender} legte offen gegenüber {receivers}: {data}",
    "{sender} handed {data} over to {receivers}": "{sender} gab heraus an {receivers}: {data}",
    "{sender} hands {data} over to {receivers}": "{sender} gibt heraus an {receivers}: {data}",
    "{sender} sells {data} to {receivers}": "{sender} verkauft an {receivers}: {data}",
    "{sender} shared {data} with {receivers}": "{sender} gab weiter an {receivers}: {data}",
    "{sender} shares {data} with {receivers}": "{sender} gibt weiter an {receivers}: {data}",
    "{sender} sold {data} to {receivers}": "{sender} verkaufte an {receivers}: {data}",
    "{told}, and {last}": "{told}, und {last}",
    "{told}, and if it was said": "{told}, und falls es gegeben wurde",
    "{told}, and if they were said": "{told}, und falls sie gegeben wurden",
    "{told}, if it was said": "{told}, falls es gegeben wurde",
    "{told}, if they were said": "{told}, falls sie gegeben wurden",
    "{told}, if what is alleged or permitted is so": "{told}, falls Behauptetes oder Erlaubtes zutrifft",
    "{told}, if what is alleged is so": "{told}, falls zutrifft, was behauptet wird",
    "{told}, if what is announced is done": "{told}, falls geschieht, was angekündigt ist",
    "{told}, if what is assumed is so": "{told}, falls zutrifft, was angenommen wird",
    "with exceptions": "mit Ausnahmen",
    "{told}, if what is not firm is so": "{told}, falls zutrifft, was nicht fest steht",
    "{told}, if what is permitted was done": "{told}, falls geschah, was erlaubt ist",
    "{who} are said to": "{who}, wie behauptet wird",
    "{who} are said to reach {what}": "Zugriff auf {what}, wie behauptet wird: {who}",
    "{who} are assumed to": "{who}, wie angenommen wird",
    "{who} are assumed to reach {what}": "Zugriff auf {what}, wie angenommen wird: {who}",
    "{who} can reach {what}": "Zugriff auf {what}: {who}",
    "{who} is said to": "{who}, wie behauptet wird",
    "{who} is said to reach {what}": "Zugriff auf {what}, wie behauptet wird: {who}",
    "{who} is assumed to": "{who}, wie angenommen wird",
    "{who} is assumed to reach {what}": "Zugriff auf {what}, wie angenommen wird: {who}",
    "{who} may reach {what}, under its terms": "Zugriff auf {what}, laut Bedingungen erlaubt: {who}",
    "{who} may reach {what}, under their terms": "Zugriff auf {what}, laut Bedingungen erlaubt: {who}",
    "{who} may, under its terms": "{who}, laut Bedingungen erlaubt",
    "{who} may, under their terms": "{who}, laut Bedingungen erlaubt",
    "{who} worked out {data} from {body}": "{who} konnte {data} erschließen, und zwar aus: {body}",
    "{who} works out {data} from {body}": "{who} kann {data} erschließen, und zwar aus: {body}",
    "{who} would reach {what}": "Zugriff auf {what}: {who}",
    "{who} would, as announced": "{who}, wie angekündigt",
    "{who}: can work out {data}": "{who}: kann erschließen: {data}",
    "{who}: collects {data}": "{who}: erhebt {data}",
    "{who}: owns who has {data}": "{who}: besitzt, wer es hat: {data}",
    "{who}: receives {data}": "{who}: erhält {data}",
    "“{title}”": "„{title}“",
}

PLURALS: Final = {
    "+ {n} more data types": {"one": "+ {n} weitere Datenart", "other": "+ {n} weitere Datenarten"},
    "+ {n} more events": {"one": "+ {n} weiteres Ereignis", "other": "+ {n} weitere Ereignisse"},
    "{n} promises are not contradicted by this model.": {
        "one": "{n} Versprechen ohne Widerspruch in diesem Modell.",
        "other": "{n} Versprechen ohne Widerspruch in diesem Modell.",
    },
    "breaks {n} more promises": {
        "one": "bricht {n} weiteres Versprechen",
        "other": "bricht {n} weitere Versprechen",
    },
    "contradicts {n} more promises": {
        "one": "widerspricht {n} weiteren Versprechen",
        "other": "widerspricht {n} weiteren Versprechen",
    },
    "{n} companies": {"one": "{n} Unternehmen", "other": "{n} Unternehmen"},
    "{n} data types": {"one": "{n} Datenart", "other": "{n} Datenarten"},
    "{n} events": {"one": "{n} Ereignis", "other": "{n} Ereignisse"},
    "{n} flows": {"one": "{n} Weitergabe", "other": "{n} Weitergaben"},
    "{n} groups": {"one": "{n} Gruppe", "other": "{n} Gruppen"},
    "{n} more are assumed to": {
        "one": "{n} weiteres kann es laut Annahme",
        "other": "{n} weitere können es laut Annahme",
    },
    "{n} more are said to": {
        "one": "{n} weiteres soll es können",
        "other": "{n} weitere sollen es können",
    },
    "{n} more may, under their terms": {
        "one": "{n} weiteres darf es laut Bedingungen",
        "other": "{n} weitere dürfen es laut Bedingungen",
    },
    "{n} more own one that can": {
        "one": "{n} weiteres besitzt eines davon",
        "other": "{n} weitere besitzen eines davon",
    },
    "{n} more own one that can (alleged)": {
        "one": "{n} weiteres besitzt eines davon (behauptet)",
        "other": "{n} weitere besitzen eines davon (behauptet)",
    },
    "{n} more own one that can (announced)": {
        "one": "{n} weiteres besitzt eines davon (angekündigt)",
        "other": "{n} weitere besitzen eines davon (angekündigt)",
    },
    "{n} more own one that can (assumed)": {
        "one": "{n} weiteres besitzt eines davon (angenommen)",
        "other": "{n} weitere besitzen eines davon (angenommen)",
    },
    "{n} more own one that can (permitted)": {
        "one": "{n} weiteres besitzt eines davon (erlaubt)",
        "other": "{n} weitere besitzen eines davon (erlaubt)",
    },
    "{n} more owned one that can": {
        "one": "{n} weiteres besaß eines davon",
        "other": "{n} weitere besaßen eines davon",
    },
    "{n} more owned one that can (alleged)": {
        "one": "{n} weiteres besaß eines davon (behauptet)",
        "other": "{n} weitere besaßen eines davon (behauptet)",
    },
    "{n} more owned one that can (assumed)": {
        "one": "{n} weiteres besaß eines davon (angenommen)",
        "other": "{n} weitere besaßen eines davon (angenommen)",
    },
    "{n} more owned one that can (permitted)": {
        "one": "{n} weiteres besaß eines davon (erlaubt)",
        "other": "{n} weitere besaßen eines davon (erlaubt)",
    },
    "{n} more would, as announced": {
        "one": "{n} weiteres soll es laut Ankündigung",
        "other": "{n} weitere sollen es laut Ankündigung",
    },
    "{n} people": {"one": "{n} Person", "other": "{n} Personen"},
    "{n} public bodies": {"one": "{n} Behörde", "other": "{n} Behörden"},
    "{n} more flows": {"one": "{n} weitere Weitergabe", "other": "{n} weitere Weitergaben"},
    "{n} promises": {"one": "{n} Versprechen", "other": "{n} Versprechen"},
    "{n} recipients": {"one": "{n} Empfänger", "other": "{n} Empfänger"},
    "{n} ways": {"one": "{n} Weg", "other": "{n} Wege"},
}

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

        >>> WORDS.say("since {date}", date="2016"), WORDS.say("since {date}", date="1. Mai 2016")
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

        >>> WORDS.regions(["DE", "US", "US-NY"])
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

        >>> WORDS.left_out(["status:alleged", "purpose:ads"])
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

WORDS: Final = German(
    "de",
    {**german_asking.SENTENCES, **german_answers.SENTENCES, **SENTENCES},
    {**german_answers.PLURALS, **PLURALS},
)
