"""The words of figures in other languages than English."""

# ruff: noqa: S314 - the XML that is parsed is our own

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from test_drawing import SMALL, SVG, labels, load, words
from test_views import MODEL

import dataflow as df
from dataflow.figures import draw
from dataflow.telling.sentences import LEFT_OUT
from dataflow.telling.words import Words, speak
from dataflow.telling.words.german import GERMAN

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(df.__file__).parent / "figures"


def said_in_the_code() -> Iterator[str]:
    """Go through what is said by a literal: a call of `say` or `count`, or a table of templates."""
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in {"say", "count"}:
                yield from (
                    one.value
                    for argument in node.args
                    for one in ast.walk(argument)
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )


def test_all_that_is_said_is_said_in_german() -> None:
    said = {text for text in said_in_the_code() if re.search("[a-z]", text)}
    assert len(said) > 40
    assert sorted(said - GERMAN.keys()) == []


def test_what_is_left_out_is_said_in_german() -> None:
    assert set(LEFT_OUT.values()) <= GERMAN.keys()


def test_both_languages_put_the_same_names_in() -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for english, german in GERMAN.items():
        assert names(german) == names(english), english


def test_nothing_english_is_left_where_german_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = []
    say = Words.say

    def listen(self: Words, text: str, /, **names: object) -> str:
        if text and text not in GERMAN:
            missing.append(text)
        return say(self, text, **names)

    monkeypatch.setattr(Words, "say", listen)
    for model in (SMALL, MODEL):
        loaded = load(model | {"language": "de"})
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
    assert "Mindestens 3 Unternehmen, Stand 31. Dezember 2017" in told
    assert "bricht „Nothing changes“ (Chat Inc., 2014)" in told
    assert "Network gibt weiter an partners: phone number, seit 2017" in labels(root, "flow")
    assert "Sie" in labels(root, "holder")
    assert root.findtext(f"{SVG}title") == "Before and later"


def test_sentences_and_quotes_are_those_of_the_language() -> None:
    drawing = draw(load(MODEL | {"language": "de"}), "both")
    assert "Zugriff auf phone number: 1 Unternehmen, Stand 31. Dezember 2015: " in drawing.alt
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
        ("en", "", "Board works out home address from email address, since 2018"),
        (
            "en",
            ", until: 2019",
            "Board worked out home address from email address, from 2018 until",
        ),
        ("de", "", "Board erschließt aus email address: home address, seit 2018"),
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
    assert re.search(r"Board (works|worked|erschließt) .* \\\[1\\\]", markdown)
