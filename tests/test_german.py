"""Answers about a model whose language is German."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import yaml
from every_model import ROOT, load_every

import dataflow as df
from dataflow.asking.sayings import TERMS
from dataflow.asking.suggesting import suggest
from dataflow.asking.understanding import Understanding
from dataflow.language.words import LANGUAGES
from dataflow.telling import german, words
from dataflow.telling.screen import Screen
from dataflow.telling.words import Words, speak, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.answers.answer import Tellable
    from dataflow.model import Model

PACKAGE: Final = Path(df.__file__).parent
VOCABULARY: Final = PACKAGE / "vocabulary"

LAGER: Final = """
dataflow: 1
language: de
title: Laden und Lager
sources:
  erlass: {title: Erlass, kind: authority, date: 2021, url: "https://example.org/erlass"}
  bericht: {title: Bericht, kind: press, date: 2020-05-04, quote: Es war so.}
companies:
  laden-ag: {name: Laden AG, country: DE}
  mutter: {name: Mutter AG}
  lager-ag: {name: Lager AG, owned_by: {company: mutter, since: 2014-10-06, source: bericht}}
  partner: {name: Werbepartner, unnamed: true}
  amt: {name: Amt, kind: public_body}
services:
  laden:
    name: Laden
    operator: [{company: laden-ag, until: 2018-12-31}, {company: lager-ag, since: 2019-01-01}]
    holds:
      - {data: phone_number, since: 2012-03-04, purposes: security, source: bericht}
      - {data: messages, readable: false, source: bericht}
      - {data: location, how: observed, known: 2016-05, whose: anyone, source: bericht}
      - {data: name, since: 2013, until: 2014-02-01, choice: opt-in, source: bericht}
    deletes: [{data: phone_number, date: 2020-01-01, status: alleged, source: bericht}]
  lager: {name: Lager, operator: lager-ag}
  nest: {name: Nest}
flows:
  weitergabe:
    from: laden
    to: lager
    data: phone_number
    purposes: [ads, research]
    since: 2016-08-25
    when: {accounts: [laden, nest]}
    unless: [{region: DE, since: 2016-09-23}, {region: [EEA, US]}]
    choice: opt-out
    source: erlass
    replies: {by: lager, date: 2017, quote: Das stimmt., source: bericht}
  verkauf:
    {from: lager, to: partner, data: phone_number, mechanism: sale, known: 2017, source: erlass}
  auftrag: {from: laden, to: nest, data: location, role: processor, mechanism: sdk, source: erlass}
  einbruch:
    {from: nest, to: amt, data: location, mechanism: theft, status: alleged, source: bericht}
  plan: {from: nest, to: amt, data: phone_number, status: announced, since: 2030, source: bericht}
  leck: {from: laden, to: amt, data: name, mechanism: leak, status: permitted, since: 2013-05-01}
  abruf:
    {from: nest, to: lager, data: location, mechanism: scrape, status: observed, source: bericht}
  anordnung: {from: laden, to: amt, data: phone_number, mechanism: order, since: 2018, ended: 2019}
derivations:
  wohnort: {from: location, to: home_address, since: 2017-01-01, source: bericht}
claims:
  nie: {by: laden-ag, date: 2014-03-18, quote: Nie., source: bericht,
        never: {data: phone_number, reach: outsiders, for: ads}}
  gesagt: {by: lager-ag, date: 2018, status: alleged, never: {data: location, reach: amt},
           findings: {by: amt, date: 2021-02-03, found: broken, source: erlass}}
  gelesen: {by: laden-ag, date: 2014-03-18, quote: Nie., source: bericht, reading: gar nie,
            never: {data: name, reach: anyone, through: [sale, leak], unless_choice: opt-in}}
  geleugnet: {by: lager-ag, date: 2020, past: true, never: {data: location, reach: [amt, nest]}}
  gehalten: {by: laden-ag, date: 2015, until: 2016, never: {data: likes, reach: amt}}
events:
  kauf: {date: 2014-10-06, name: Die Mutter kauft das Lager, about: [mutter, lager-ag]}
  start: {date: 2012-03-04, name: Der Laden macht auf}
personas:
  anna: {region: DE, accounts: {laden: 2015, nest: 2016}}
  bert: {region: FR, accounts: [laden, nest], opted_out: weitergabe}
scenarios:
  danach: {as_of: 2018, title: Danach}
  dazu: {add: {flows: {neu: {from: lager, to: amt, data: phone_number, status: assumed}}}}
views:
  fluss: {highlight: phone_number, panels: [danach]}
  zeit: {kind: timeline}
  tabelle: {kind: matrix}
expect:
  - {reach: phone_number, companies: [laden-ag], note: So war es.}
  - {claim: nie, verdict: kept}
  - {cut: phone_number, company: partner, flows: [weitergabe]}
"""

SECTIONS: Final = (
    "claims",
    "companies",
    "derivations",
    "events",
    "flows",
    "personas",
    "scenarios",
    "services",
    "sources",
    "views",
)

DATA: Final = ("phone_number", "messages", "location", "name", "home_address", "contact", "likes")
SETTINGS: Final = (
    {},
    {"as_of": "2017"},
    {"owners": True, "announced": True},
    {"firm": True, "purpose": "ads"},
    {"persona": "anna", "without": ["status:alleged", "purpose:ads"]},
    {"scenario": "dazu"},
)


@cache
def load() -> Model:
    return df.loads(LAGER, "lager.yaml")


def ask_everything(model: Model) -> Iterator[Tellable]:
    """Ask all questions, in many ways."""
    companies = [holder.id for holder in model.holders.values() if holder.is_company]
    for setting in SETTINGS:
        yield df.exposure(model, **setting)
        yield df.exposure(model, companies[:2], **setting)
        for data in DATA:
            yield df.reach(model, data, **setting)
            for company in companies:
                yield df.why(model, data, company, all="firm" in setting, **setting)
                yield df.cut(model, data, company, **setting)
    yield from ask_by_service(model)
    yield df.cut(model, "phone_number", "partner", {"weitergabe": 2, "verkauf": 3})
    yield df.claims(model)
    yield df.claims(model, firm=True)
    yield df.claims(model, as_of="2014")
    yield df.claims(model, scenario="danach")
    yield from (df.claims(model, [name]) for name in model.claims)
    for before, after in (("2012", "2019"), ("2019", "2012"), ("danach", "dazu")):
        yield df.diff(model, before=before, after=after)
        yield df.diff(model, before=before, after=after, owners=True)
    yield df.show(model)
    for thing in df.show(model):
        yield df.show(model, f"{thing.kind}:{thing.id}")
    for section in SECTIONS:
        yield df.show(model, section)
    yield df.show(model, search="la")
    yield df.test(model)


def ask_by_service(model: Model) -> Iterator[Tellable]:
    """Ask about each service by itself, about the operators of services, and in a role."""
    yield df.exposure(model, by="service")
    yield df.exposure(model, ["laden"])
    yield df.exposure(model, by="service", as_of="2000")
    yield df.claims(model, by="service")
    yield df.diff(model, before="2012", after="2019", by="service")
    for data in DATA:
        yield df.reach(model, data, by="service")
        yield df.reach(model, data, as_of="2010", by="service")
        yield df.reach(model, data, role="processor", without=["basis:consent"])
        for service in ("laden", "lager", "nest"):
            yield df.why(model, data, service, by="service")
            yield df.cut(model, data, service, by="service")
        for service in ("laden", "lager"):
            yield df.why(model, data, service, as_of="2017")
            yield df.cut(model, data, service, as_of="2010")


def test_every_word_of_every_answer_has_a_translation(monkeypatch: pytest.MonkeyPatch) -> None:
    missing, book = set(), speak("de")
    say = Words.say

    def listen(self: Words, text: str, /, **names: object) -> str:
        if text and self is book and text not in book.sentences:
            missing.add(text)
        return say(self, text, **names)

    monkeypatch.setattr(Words, "say", listen)
    count = 0
    for answer, length in product(ask_everything(load()), ("brief", "short", "full")):
        assert answer.tell(100, length=length)
        assert answer.report(length).language == "de"
        count += 1
    assert count > 500
    assert missing == set()


ENGLISH: Final = re.compile(
    r"\b(a|and|at|by|can|cannot|collects?|company|companies|data|day|for|has|have|had|if|is|it|its|"
    r"least|more|most|nobody|not|of|on|or|own|owns|said|shared?|since|started?|stated|step|that|the|"
    r"them|this|to|unless|until|were|what|which|who|with|without|you)\b"
)
"""Words that are English, and no German ones."""

WRITTEN: Final = re.compile(
    r"`[^`]*`|\{[^}]*\}|https?://\S+|[\w/.-]+\.yaml(:\d+)*|--[a-z-]+|\bZweifel: .*", re.DOTALL
)
"""What stays as it is: ids, addresses, places, options; and doubts, which are English."""


def test_no_answer_has_an_english_word() -> None:
    for answer, length in product(ask_everything(load()), ("brief", "short", "full")):
        if answer.command == "show" and not isinstance(answer.to_dict()["answer"], list):
            continue  # the keys of the language, and what they say, stand in its table
        told = WRITTEN.sub("", answer.tell(length=length))
        assert ENGLISH.search(told) is None, ENGLISH.search(told)


def test_keys_and_ids_stay_as_they_are_and_names_follow() -> None:
    english = df.loads(LAGER.replace("language: de", "language: en"), "lager.yaml")
    for told, same in zip(ask_everything(load()), ask_everything(english), strict=True):
        if told.command not in {"show", "test"}:
            assert keys_of(told.to_dict()) == keys_of(same.to_dict())
    data = df.show(load(), "phone_number").to_dict()["answer"]
    assert (data["id"], data["name"]) == ("phone_number", "Telefonnummern")


def keys_of(value: object) -> object:
    match value:
        case dict():
            return {key: keys_of(item) for key, item in value.items()}
        case list():
            return [keys_of(item) for item in value]
        case _:
            return None


# the sentences


SENTENCES: Final = """
reach phone_number as_of=2017-06: Zugriff auf Telefonnummern, Stand 30. Juni 2017: 2 Unternehmen.
reach phone_number: Laden AG hatte die Daten vom 4. März 2012 bis zum 31. Dezember 2018: Laden
  erhebt die Daten und nutzt sie für Sicherheit [2].
reach phone_number: Lager AG hat die Daten seit dem 25. August 2016: Laden gab die Daten an diesem
  Tag weiter, für Werbung und Forschung [1]. Das gilt nur mit Konto bei Laden und Nest, außer nach
  Widerspruch oder mit Wohnsitz im Europäischen Wirtschaftsraum oder in den USA oder in Deutschland
  (seit dem 23. September 2016). Lager dazu: „Das stimmt.“ [2]
reach phone_number: Werbepartner haben die Daten spätestens seit 2017:
reach phone_number: 1. Laden gab die Daten am 25. August 2016 an Lager weiter,
reach phone_number: 2. Lager verkaufte die Daten [1]
reach phone_number: Zugriff auf Telefonnummern, heute oder früher: mindestens 2 Unternehmen und 1
  Behörde, und andere, die nicht genannt sind: Werbepartner.
reach phone_number by=service: Zugriff auf Telefonnummern: mindestens 2 Dienste und 1 Behörde, und
  andere, die nicht genannt sind: Werbepartner.
reach location by=service: erhält, als Auftragsverarbeiter
reach phone_number as_of=2010: Gleich an welchem Tag (ohne `--as-of`)
reach phone_number as_of=2010: Zugriff auf die Daten, heute oder früher: mindestens 2 Unternehmen
  und 1 Behörde, und andere, die nicht genannt sind: Werbepartner.
why phone_number lager as_of=2010: Kein Zugriff in diesem Modell auf Telefonnummern, Stand 31.
  Dezember 2010: Lager AG (Betreiber von Lager).
why phone_number lager as_of=2010: Gleich an welchem Tag (ohne `--as-of`): Lager AG hat die Daten
  seit dem 25. August 2016.
why phone_number lager as_of=2010: Lager ist ein Dienst; hier geht es um Lager AG und alles, was
  dort betrieben wird. `--by service` fragt nach Lager allein.
exposure by=service: Die Dienste, geordnet danach, wie viel sie haben:
claims: Von 4 Versprechen, 1 davon auf mehrere Weisen gelesen, 1 davon nicht gesichert gegeben, nur
  gesicherte Aussagen gezählt: 2 ohne Widerspruch, 1 schon damals unwahr und 1 je nach Lesart
  verschieden. Außerdem 1 schon damals unwahr, falls zutrifft, was behauptet wird, oder geschah, was
  erlaubt ist.
reach phone_number: Laden gab die Daten in diesem Jahr auf Anordnung heraus.
reach phone_number: Laden soll Telefonnummern am 1. Januar 2020 gelöscht haben; hier ändert das
  nichts.
reach phone_number owners=True: Mutter AG besitzt Lager AG (seit dem 6. Oktober 2014), und Lager
  AG hat die Daten seit dem 25. August 2016 [2]. Besitz ist Kontrolle, keine Weitergabe.
reach location: Amt soll die Daten haben (behauptet), Beginn nicht genannt:
reach location: 1. Laden gab die Daten an Nest über ein SDK weiter, zur Verarbeitung im Auftrag von
  Laden [1]
reach location: 2. Amt soll bei Nest die Daten entwendet haben [2]
reach location: Lager las bei Nest massenhaft die Daten aus, wie beobachtet wurde [2]
reach messages: Laden befördert Nachrichten, ohne den Inhalt lesen zu können.
reach likes: Kein Unternehmen in diesem Modell hat Zugriff auf Gefällt-mir-Angaben.
why location nest: Laden gab Standortdaten an Nest über ein SDK weiter, zur Verarbeitung im
  Auftrag von
why home_address lager-ag: Lager AG kann Wohnanschriften seit dem 1. Januar 2017 erschließen
why likes amt: Kein Zugriff in diesem Modell auf Gefällt-mir-Angaben: Amt.
cut phone_number partner: 1 Weitergabe müsste enden, damit Werbepartner keinen Zugriff hat auf
cut likes amt: Nichts muss enden, damit in diesem Modell Amt keinen Zugriff hat auf
  Gefällt-mir-Angaben.
claims nie: Am 18. März 2014 sagte Laden AG: „Nie.“ [2]; dieses Modell liest es so: niemand, der
  nicht zum Konzern von Laden AG gehört, werde je Zugriff haben auf Telefonnummern für Werbung.
claims nie: Es wurde am 25. August 2016 gebrochen: Laden gab Telefonnummern an diesem Tag an Lager
claims gesagt: Am 3. Februar 2021 stellte Amt fest, dass es gebrochen wurde [1].
claims geleugnet: Amt und Nest hätten nie Zugriff gehabt auf Standortdaten. Es war unwahr
claims gehalten: Bis zu seinem Ende (2016) widerspricht ihm dieses Modell nicht. Darüber hat nach
  diesem Modell keine Behörde entschieden.
show laden: Laden (`laden`) ist ein Dienst.
show phone_number: Telefonnummern (`phone_number`): eine Datenart, auch genannt: cell phone, cell
  phone
test: lager.yaml: 3 von 3 Antworten weichen ab.
"""
"""What each answer says: a question, its arguments and settings, then a part of its answer."""


def read_sentences() -> Iterator[tuple[str, str]]:
    for line in re.sub(r"\n +", " ", SENTENCES).strip().splitlines():
        question, _, said = line.partition(": ")
        yield question, said


@pytest.mark.parametrize(("question", "said"), list(read_sentences()))
def test_sentences(question: str, said: str) -> None:
    command, *words = question.split()
    settings = dict(word.split("=") for word in words if "=" in word)
    settings |= {key: True for key, value in settings.items() if value == "True"}
    arguments: list[object] = [word for word in words if "=" not in word]
    if command == "claims":
        arguments = [arguments]
    answer = getattr(df, command)(load(), *arguments, **settings)
    assert said in answer.tell(length="full")


def test_what_the_author_calls_a_term_wins() -> None:
    model = df.loads(
        LAGER + "data: {phone_number: {name: Rufnummer}, likes: {name: phone number}}\n"
    )
    assert df.reach(model, "phone_number").tell().startswith("Zugriff auf Rufnummer, ")
    assert model.data["likes"].name == "phone number"
    assert model.data["email"].name == "E-Mail-Adressen"
    assert df.show(model, "e-mail address").to_dict()["answer"]["id"] == "email"


def test_what_has_a_colour_in_english_has_one_in_german() -> None:
    screen = Screen(100, has_colour=True)
    claims = df.claims(load()).tell_on(screen)
    for painted in ("\x1b[31mgebrochen", "\x1b[32mohne Widerspruch", "\x1b[33mbehauptet"):
        assert painted in claims
    assert "\x1b[33mZweifel:" in claims
    assert "\x1b[1mLaden AG" in claims
    assert "\x1b[31mweichen ab" in df.test(load()).tell_on(screen)


def test_no_word_of_a_quote_has_a_colour() -> None:
    model = df.loads(LAGER.replace("quote: Nie.", "quote: Nie gebrochen."), "lager.yaml")
    told = df.claims(model, ["nie"]).tell_on(Screen(100, has_colour=True))
    assert "„Nie gebrochen.“" in told
    assert "\x1b[31mgebrochen" in told


# the vocabulary


def read_vocabulary(name: str) -> dict[str, dict[str, object]]:
    tree = yaml.safe_load((VOCABULARY / name).read_text("utf-8"))
    return {section: tree[section] for section in ("data", "purposes")}


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_the_vocabulary_has_a_name_of_its_own_for_every_term(language: str) -> None:
    core, own = read_vocabulary("core.yaml"), read_vocabulary(f"{language}.yaml")
    for section, terms in core.items():
        assert own[section].keys() == terms.keys()
        english = {str(term["name"]).casefold() for term in terms.values()}
        assert [name for name in own[section].values() if str(name).casefold() in english] == []
        assert len(set(own[section].values())) == len(terms)
    assert TERMS[language] == {**own["data"], **own["purposes"]}


def test_the_languages_are_those_that_have_a_phrase_book() -> None:
    assert set(LANGUAGES) == set(words.LANGUAGES)


def test_every_name_of_the_vocabulary_is_understood_in_a_german_question() -> None:
    english = df.loads("{dataflow: 1, services: {laden: {holds: email}}}")
    for model in (english, load()):
        for key, name in read_vocabulary("de.yaml")["data"].items():
            asked = df.ask(model, f"Wer hat Zugriff auf {name}?")
            assert asked.words[:3] == ("reach", model.path, key)


def test_what_german_tells_in_its_own_way_is_told_so() -> None:
    """A function of another name than one that is marked would never be called."""
    own = {
        name
        for name, function in vars(german).items()
        if getattr(function, "__module__", "") == german.__name__
        and callable(function)
        and not isinstance(function, type)
        and not name.startswith("_")
    }
    marked = {
        node.name.lstrip("_")
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and any(getattr(mark, "id", "") == "in_own_words" for mark in node.decorator_list)
    }
    assert own == marked


# a language that is not there


@pytest.mark.parametrize("language", ["fr", "zh-Hant", "tlh"])
def test_a_language_that_is_not_there_is_said_once_and_english_spoken(language: str) -> None:
    model = df.loads(LAGER.replace("language: de", f"language: {language}"))
    (doubt,) = [doubt for doubt in model.doubts if doubt.code == "no-language"]
    assert doubt.at is not None
    assert doubt.at.line == 3
    line = f"Answers are not told in the language of this model, `{language}`: this is English."
    for answer in (df.reach(model, "email"), df.claims(model), df.show(model), df.test(model)):
        assert answer.tell(length="full").count(line) == 1
    assert df.reach(model, "phone_number").tell().startswith("At least ")


@pytest.mark.parametrize("language", ["de", "de-AT", "de_CH", "DE"])
def test_a_region_of_a_language_speaks_it(language: str) -> None:
    model = df.loads(LAGER.replace("language: de", f"language: {language}"))
    assert df.reach(model, "phone_number").tell().startswith("Zugriff auf Telefonnummern, ")
    assert "no-language" not in {doubt.code for doubt in model.doubts}


def test_the_machine_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    told = df.reach(load(), "phone_number").tell()
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "fr_FR.UTF-8")
    assert df.reach(load(), "phone_number").tell() == told


# questions in words


def test_what_is_suggested_in_german_is_answered() -> None:
    models = list(load_every())
    assert len(models) > 50
    for model in models:
        understanding = Understanding(model)
        with speaking("de"):
            questions = suggest(understanding)
        assert len(set(questions)) == 3, model.path
        for question in questions:
            assert understanding.guess(question) == "de", question
            assert df.ask(model, question).words


@pytest.mark.parametrize("path", ["graphs/whatsapp.yaml", "graphs/flo.yaml"])
@pytest.mark.parametrize(
    "question",
    ["Wer hat meine Telefonnummer geklaut?", "Wann kommt der Zug?", "Wer hat meine Schuhgröße?"],
)
def test_a_german_question_is_refused_in_german(path: str, question: str) -> None:
    with pytest.raises(df.QuestionError) as wrong:
        df.ask(df.load(ROOT / path), question)
    message = wrong.value.message
    assert "was sich dieses Modell zum Beispiel fragen lässt:" in message
    assert "not" not in message
    *_, first, second, third = message.splitlines()
    for proposed in (first, second, third):
        assert df.ask(df.load(ROOT / path), proposed.strip()).words


def test_an_english_question_is_refused_without_a_german_word() -> None:
    with pytest.raises(df.QuestionError) as wrong:
        df.ask(load(), "who has nicked my phone number?")
    assert "who can reach phone number?" in wrong.value.message
    assert "Telefon" not in wrong.value.message


@pytest.mark.parametrize("question", ["xyzzy", "", "Blorb Schnurz?"])
def test_where_no_word_tells_the_language_that_of_the_model_is_spoken(question: str) -> None:
    english = df.loads(LAGER.replace("language: de", "language: en"))
    for model, heading in ((load(), "fragen lässt:"), (english, "for instance:")):
        with pytest.raises(df.QuestionError) as wrong:
            df.ask(model, question)
        assert heading in wrong.value.message


def test_an_english_question_is_read_in_english_and_answered_in_the_language_of_the_model() -> None:
    told = df.ask(load(), "who had my phone number before 2016?").tell(400)
    assert "before 2016, is read as: on 31 December 2015" in told
    assert "Zugriff auf Telefonnummern, Stand 31. Dezember 2015: " in told
    told = df.ask(load(), "Wer hatte meine Telefonnummer vor 2016?").tell(400)
    assert "vor (2016) ist gelesen als: am 31. Dezember 2015" in told


def test_no_message_of_a_question_is_english_where_german_is_spoken() -> None:
    """Every text that `asking` says is in the phrase book."""
    known = speak("de").sentences
    for path in sorted((PACKAGE / "asking").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.search(r" .*\{[a-z]+\}|\{[a-z]+\}.* ", text):
                assert text in known or "?" in text, text
