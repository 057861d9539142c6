"""The phrase books, and figures in other languages than English."""

# ruff: noqa: S314 - the XML that is parsed is our own

from __future__ import annotations

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from patience import PATIENCE
from test_drawing import SMALL, SVG, labels, load, words
from test_views import MODEL

import dataflow as df
from dataflow.common.dates import ALWAYS, NEVER, Window, parse_date
from dataflow.engine.conditions import Applied, apply_conditions
from dataflow.figures import draw
from dataflow.telling.words import ENGLISH, LANGUAGES, LEFT_OUT, Words, speak

PACKAGE = Path(df.__file__).parent
OTHERS = sorted(LANGUAGES.keys() - {"en"})


def said_in_the_code(*methods: str) -> set[str]:
    """Gather what is said by a literal: an argument of a phrase book's method."""
    return {
        constant.value
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in methods
        for argument in node.args
        for constant in ast.walk(argument)
        if isinstance(constant, ast.Constant)
        and isinstance(constant.value, str)
        and re.search("[a-z]", constant.value)
    }


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_all_that_is_said_is_translated(language: str) -> None:
    said = said_in_the_code("say", "say_if", "deed")
    assert len(said) > 60
    known = speak(language).sentences.keys()
    assert sorted(said - known) == []
    assert sorted(set(LEFT_OUT.values()) - known) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_none_where_it_says_it_in_english(language: str) -> None:
    sentences = speak(language).sentences
    assert [text for text, said in sentences.items() if said == text] == [], "translate these"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_puts_the_same_names_in(language: str) -> None:
    words = speak(language)
    for english, translated in words.sentences.items():
        # whether there are several, English says with another template
        assert names_in(translated) - {"plural"} == names_in(english), english


def test_all_that_is_counted_has_plurals_and_no_plural_is_idle() -> None:
    counted = {text for text in said_in_the_code("count") if "{n}" in text}
    modules = (
        "figures/labels.py",
        "figures/promises.py",
        "figures/flow/chips.py",
        "telling/counting.py",
        "answers/exposure/report.py",
    )
    tables = set().union(*map(said_in_tables, modules))
    assert sorted(counted - ENGLISH.plurals.keys()) == []
    assert sorted(ENGLISH.plurals.keys() - counted - tables) == []


def said_in_tables(module: str) -> set[str]:
    tree = ast.parse((PACKAGE / module).read_text("utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_plural_has_a_form_for_each_category_of_its_language(language: str) -> None:
    categories = {*Locale(language).plural_form.tags, "other"}
    plurals = speak(language).plurals
    assert plurals.keys() == ENGLISH.plurals.keys()
    for text, forms in plurals.items():
        assert forms.keys() == categories, text
        assert all(names_in(form) == {"n"} for form in forms.values()), text


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_numbers_are_in_the_categories_of_their_language(language: str) -> None:
    rule, words = Locale(language).plural_form, speak(language)
    for number in range(200):
        assert words.category(number) == rule(number)


def test_no_code_asks_which_language_is_spoken() -> None:
    asking = re.compile(r"""language\s*(==|!=|in)\s*["'({[]|["']\s*(==|!=)\s*\S*language""")
    assert asking.search('if words.language == "en":')
    for path in sorted(PACKAGE.rglob("*.py")):
        assert not asking.search(path.read_text("utf-8")), path


JUNE = parse_date("2016-06")
DAY = parse_date("2016-06-05")
YEAR = parse_date("2016")

ASKED = """
dataflow: 1
services: {chat: {name: Chat}, board: {name: Board}}
holds:
  - holder: board
    data: email
    when: [{accounts: [chat, board], region: [DE, FR]}, {account: chat, since: 2012}]
    unless: [{region: DE, until: 2014}, {account: [chat, board]}]
    purposes: [security]
flows: {news: {from: chat, to: board, data: email, choice: opt-out}}
personas: {ann: {name: Ann, region: DE}}
sources: {report: {publisher: Press, title: Title, date: 2016-06, url: "https://a.org"}}
"""


def everything_said(words: Words) -> dict[str, str]:
    """Call every method of a phrase book."""
    model = df.loads(ASKED)
    hold, flow = model.holds[0], model.flows["news"]
    setting = df.reach(
        model,
        "email",
        as_of="2016",
        persona="ann",
        origin="board",
        purpose="security",
        owners=True,
        announced=True,
        without=[*LEFT_OUT, "purpose:security", "news"],
    ).setting
    chosen = replace(setting, persona=None)
    applied = [
        *apply_conditions(hold, model, chosen, ALWAYS),
        *apply_conditions(flow, model, chosen, ALWAYS),
        Applied("choice", choice="opt-in"),
    ]
    return {
        "say": words.say("until {date}", date=words.date(JUNE)),
        "say_if": words.say_if("until {date}", date=words.date(YEAR)),
        "count": words.count("{n} flows", 2),
        "category": words.category(1),
        "enumerate": words.enumerate(["a", "b", "c"]),
        "either": words.either(["a", "b", "c"]),
        "name_few": words.name_few(["a", "b", "c"], 2),
        "name_first": words.name_first(["a", "b", "c"], 2),
        "day": " ".join(words.day(day) for day in (DAY.first, ALWAYS, NEVER)),
        "date": " ".join(words.date(date) for date in (YEAR, JUNE, DAY)),
        "when": words.when(JUNE.first, JUNE),
        "since": " ".join(words.since(day, written=JUNE) for day in (ALWAYS, JUNE.first)),
        "on": " ".join(words.on(date.first, date) for date in (YEAR, JUNE, DAY)),
        "span": " ".join(
            [
                words.span(Window(ALWAYS, YEAR.last)),
                words.span(Window(1, YEAR.last), (None, YEAR)),
                words.span(Window(1, YEAR.first - 1), (None, YEAR)),
                *(words.on(date.first, date, known=date.first) for date in (YEAR, JUNE, DAY)),
            ]
        ),
        "purposes": words.purposes(hold.purposes),
        "source": words.source(model.sources["report"]),
        "source_parts": "".join(map("".join, words.source_parts(model.sources["report"]))),
        "setting": words.setting(setting),
        "asked": words.asked(setting),
        "role": words.role("controller"),
        "left_out": words.left_out(setting.without),
        "kind_left_out": words.kind_left_out("status:alleged"),
        "conditions": words.conditions(applied, flow.senders[0]),
        "whom": words.whom(hold.when[0]),
        "spared": "; ".join(words.spared(hold.unless)),
        "yours": words.yours("email"),
        "number": words.number("30,000"),
        "regions": words.regions(["DE", "US"]),
        "undated": words.undated(words.since(YEAR.first, written=YEAR)),
        "sentence": str(words.sentence("is_plural")),
        "deed": words.deed("{who}: collects {data}", "alleged", who="A", data="b")[0],
    }


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_says_everything(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    missing, words = set(), speak(language)
    say = Words.say

    def listen(self: Words, text: str, /, **names: object) -> str:
        if self is words and language != "en" and text not in words.sentences:
            missing.add(text)
        return say(self, text, **names)

    monkeypatch.setattr(Words, "say", listen)
    said = everything_said(words)
    methods = {name for name in vars(Words) if not name.startswith("_")}
    assert methods - set(Words.__slots__) == said.keys()
    assert all(said.values())
    assert not missing


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_said_as_in_english(language: str) -> None:
    english, said = everything_said(ENGLISH), everything_said(speak(language))
    assert {name for name in said if said[name] == english[name]} <= {
        *("category", "undated"),
    }


def test_a_language_is_loaded_when_it_is_asked_for(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from dataflow.cli.program import run\n"
        "run()\n"
        "from dataflow.telling.words import speak\n"
        "for language in ('en', 'de'):\n"
        "    speak(language).day(1)\n"
        "    print('babel' in sys.modules, 'dataflow.telling.words.german' in sys.modules)\n"
    )
    command = [sys.executable, "-c", code, "reach", str(tmp_path / "model.yaml"), "email"]
    (tmp_path / "model.yaml").write_text(ASKED, "utf-8")
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=PATIENCE)
    told, *loaded = done.stdout.rsplit("\n", 3)[:-1]
    assert "can reach email" in told
    assert loaded == ["False False", "True True"]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_english_is_left_where_another_language_is_spoken(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing, words = [], speak(language)
    say = Words.say

    def listen(self: Words, text: str, /, **names: object) -> str:
        if text and self is words and text not in words.sentences:
            missing.append(text)
        return say(self, text, **names)

    monkeypatch.setattr(Words, "say", listen)
    for model in (SMALL, MODEL):
        loaded = load(model | {"language": language})
        draw(df.reach(loaded, "phone_number", owners=True))
        draw(df.reach(loaded, "phone_number", as_of="2009", announced=True))
        draw(df.why(loaded, "phone_number", "partners", all=True))
        for view in loaded.views:
            draw(loaded, view)
    assert missing == []


def test_dates_lists_and_sentences_are_german() -> None:
    root = ET.fromstring(draw(load(MODEL | {"language": "de-AT"}), "both").svg)
    assert root.get("lang") == "de-AT"
    told = words(root)
    assert "Mindestens 2 Unternehmen, und andere, die nicht genannt sind: partners; Stand" in told
    assert "bricht „Nothing changes“ (Chat Inc., 2014)" in told
    assert "Network gibt weiter an partners: Telefonnummern, seit 2017" in labels(root, "flow")
    assert "Sie" in labels(root, "holder")
    assert root.findtext(f"{SVG}title") == "Before and later"


def test_sentences_and_quotes_are_those_of_the_language() -> None:
    drawing = draw(load(MODEL | {"language": "de"}), "both")
    assert "Zugriff auf Telefonnummern, Stand 31. Dezember 2015: 1 Unternehmen: " in drawing.alt
    assert drawing.figure.credit.startswith("Gezeichnet nach dem Modell „A chat“")


def test_conditions_are_said_with_nouns() -> None:
    model = SMALL | {"language": "de"}
    root = ET.fromstring(draw(df.reach(load(model), "phone_number")).svg)
    assert "Außer nach Widerspruch" in words(root)


@pytest.mark.parametrize("language", ["fr", "tlh", "en-GB", "de-CH"])
def test_a_language_without_words_is_drawn_in_english(language: str) -> None:
    assert speak(language).language == ("de" if language == "de-CH" else "en")


# card (since 2011) --f, since 2012--> board, which works home_address out since 2018
WORKED_OUT = """
dataflow: 1
language: {language}
services: {{card: {{name: Postcard, holds: {{data: email, since: 2011}}}}, board: {{name: Board}}}}
flows: {{f: {{from: card, to: board, data: email, since: 2012}}}}
derivations: {{guess: {{from: email, to: home_address, by: board, since: 2018{until}, source: s}}}}
sources: {{s: {{title: Report}}}}
"""


@pytest.mark.parametrize(
    ("language", "until", "said"),
    [
        ("en", "", "Board can work out home address from email address, since 2018"),
        (
            "en",
            ", until: 2019",
            "Board could work out home address from email address, from 2018 until",
        ),
        (
            "de",
            "",
            "Board kann Wohnanschriften erschließen, und zwar aus: E-Mail-Adressen, seit 2018",
        ),
    ],
)
def test_what_is_worked_out_is_told_with_its_day(language: str, until: str, said: str) -> None:
    model = df.loads(WORKED_OUT.format(language=language, until=until))
    for answer in (df.reach(model, "home_address"), df.why(model, "home_address", "board")):
        picture = draw(answer)
        assert said in picture.alt
        assert said in picture.svg
    markdown = draw(df.reach(model, "home_address")).convert("markdown").decode()
    assert f"- {said}" in markdown
    assert re.search(r"Board (can|could|kann|konnte) .* \\\[1\\\]", markdown)
