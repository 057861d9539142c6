"""Questions in words: each form, on the case; what is added to it; what is not understood."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dataflow as df
from dataflow.asking import commands
from dataflow.asking.grammar import WORDS, parser
from dataflow.asking.understanding import FORMS, understand
from dataflow.asking.words import cut_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.model import Model

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def case() -> Model:
    return df.load(ROOT / "graphs" / "whatsapp.yaml")


@pytest.fixture(scope="module")
def town() -> Model:
    return df.loads("""
dataflow: 1
services:
  shop: {name: Shop & Go, operator: shop-co, holds: [email, phone_number, activity]}
  mail:
data: {shoe-size: {name: shoe size, also: [size of shoes]}}
flows: {news: {from: shop, to: mail, data: email, purposes: ads}}
companies:
  shop-co: {owned_by: owner}
  big-bank: {name: "Big Bank, Inc.", also: [The Bank]}
  owner:
personas: {ana: {name: Ana Lee, region: [DE, EU]}, ben: {region: US}, eve: {region: US}}
scenarios: {before: {as_of: 2015}, late-year: {as_of: 2017}}
""")


def read_questions() -> Iterator[tuple[str, str]]:
    """Give what `questions.txt` has: a question, and what comes of it."""
    for line in (ROOT / "tests" / "questions.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            question, _, becomes = line.rpartition(" → ")
            yield question, becomes


REFUSED = {
    question: becomes.removeprefix("refused: ")
    for question, becomes in read_questions()
    if becomes.startswith("refused: ")
}
ASKED = {question: becomes for question, becomes in read_questions() if question not in REFUSED}


def test_there_are_questions_enough() -> None:
    assert len(ASKED) >= 60
    assert len(REFUSED) >= 30
    assert {becomes.split()[0] for becomes in ASKED.values()} == {
        *("reach", "why", "exposure", "cut", "claims", "diff", "show"),
    }


@pytest.mark.parametrize("question", REFUSED)
def test_what_cannot_be_answered_is_refused(case: Model, question: str) -> None:
    with pytest.raises(df.QuestionError) as wrong:
        df.ask(case, question)
    assert REFUSED[question] in wrong.value.message


@pytest.mark.parametrize("question", ASKED)
def test_a_question_is_the_command_that_it_stands_for(case: Model, question: str) -> None:
    answer = df.ask(case, question)
    words = ASKED[question].replace("CASE", shlex.quote(case.path))
    assert answer.line == f"dataflow {words}"
    assert answer.tell().startswith(f"→ dataflow {words}\n\n")
    assert answer.to_dict() == {
        **answer.answer.to_dict(),
        "question": {**answer.answer.to_dict()["question"], "asked": question},
    }


@pytest.mark.parametrize("command", sorted({becomes.split()[0] for becomes in ASKED.values()}))
def test_the_command_that_is_printed_gives_the_same_answer(case: Model, command: str) -> None:
    question = next(asked for asked, becomes in ASKED.items() if becomes.startswith(command))
    answer = df.ask(case, question)
    _, *words = shlex.split(answer.line)
    line = [sys.executable, "-m", "dataflow", *words, "--format", "json"]
    ran = subprocess.run(line, capture_output=True, text=True, check=True)
    expected = answer.to_dict()
    del expected["question"]["asked"]
    assert json.loads(ran.stdout) == expected


def test_every_form_that_is_listed_is_understood(case: Model) -> None:
    filled = {"COMPANY": "Facebook", "DATA": "phone number", "DATE-or-SCENARIO": "2016"}
    forms = set()
    for form in FORMS:
        question = form
        for blank, name in filled.items():
            question = question.replace(blank, name)
        forms.add(understand(case, question).form)
    assert forms == set(commands.FORMS)


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("who has my size of shoes", "reach '<text>' shoe-size"),
        ("who has my shoe sizes", "reach '<text>' shoe-size"),
        ("can The Bank see my shoe size", "why '<text>' shoe-size big-bank"),
        ("can Big Bank, Inc. see my email", "why '<text>' email big-bank"),
        (
            "who has my email from Shop & Go if I am Ana Lee",
            "reach '<text>' email --as ana --from shop",
        ),
        ("who has my email if I live in germany", "reach '<text>' email --as ana"),
        ("who has my email if I live in the European Union", "reach '<text>' email --as ana"),
        (
            "what changed between before and late-year",
            "diff '<text>' --before before --after late-year",
        ),
        (
            "what changed between late year and 2018",
            "diff '<text>' --before late-year --after 2018",
        ),
    ],
)
def test_names_are_understood_as_people_say_them(town: Model, question: str, command: str) -> None:
    assert df.ask(town, question).line == f"dataflow {command}"


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("BA", "Bosnia and Herzegovina|bosnia & herzegovina|Bosnia-Herzegovina|BIH"),
        ("CD", "Congo-Kinshasa|the Democratic Republic of the Congo|DRC"),
        ("CH", "Switzerland|Schweiz|ch"),
        ("CI", "Ivory Coast|Côte d\u2019Ivoire|cote d'ivoire"),
        ("CZ", "Czech Republic|the Czech Republic|Czechia|Tschechien"),
        ("DE", "Germany|Deutschland|de|DEU"),
        ("EEA", "EEA|the European Economic Area"),
        ("EU", "the EU|Europe|the European Union"),
        ("GB", "UK|the UK|Britain|Great Britain|the United Kingdom|England|Scotland|Wales"),
        ("HK", "Hong Kong|Hongkong"),
        ("IR", "Iran"),
        ("KR", "South Korea|the Republic of Korea|Südkorea"),
        ("LC", "St. Lucia|Saint Lucia|St Lucia"),
        ("MM", "Myanmar|Burma"),
        ("NL", "Holland|the Netherlands|Netherlands|Niederlande"),
        ("RU", "Russia|the Russian Federation|Russland"),
        ("TR", "Turkey|Türkiye|Turkiye|Türkei"),
        ("TT", "Trinidad and Tobago|Trinidad & Tobago"),
        ("TW", "Taiwan"),
        ("US", "USA|the USA|US|the U.S.|the United States|the United States of America|America"),
        ("VC", "St Vincent and the Grenadines|Saint Vincent and the Grenadines"),
        ("VN", "Vietnam|Viet Nam"),
    ],
)
def test_countries_are_understood_as_people_call_them(code: str, names: str) -> None:
    model = df.loads(f"""
dataflow: 1
language: de
services: {{shop: {{holds: email}}}}
personas: {{vera: {{region: {code}, accounts: shop}}, nina: {{region: XX, accounts: shop}}}}
""")
    for name in names.split("|"):
        asked = df.ask(model, f"who can reach my email if I live in {name}?")
        assert asked.line == "dataflow reach '<text>' email --as vera", name


@pytest.mark.parametrize("region", ["Utopia", "Isle of Man", "the World", "Ville"])
def test_where_nobody_lives_is_said_as_it_was_typed(town: Model, region: str) -> None:
    with pytest.raises(df.QuestionError) as wrong:
        df.ask(town, f"who has my email if I live in {region}")
    name = region.removeprefix("the ")
    assert f"nobody of this model lives in {name}" in wrong.value.message


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "was not understood"),
        ("?", "was not understood"),
        ("sing me a song", "which companies can reach my DATA?"),
        ("who owns", "was not understood; the nearest is: who owns COMPANY?"),
        ("which promises", "the nearest is: which promises were broken"),
        ("who has my emial", "no data type is called `emial`"),
        ("can Shopp see my email", "no company or service is called `Shopp`"),
        ("who has my email from Nowhere", "no company or service is called `Nowhere`"),
        ("who has my email for fnu", "no purpose is called `fnu`"),
        ("who has my email if I am Zoe", "no persona is called `Zoe`"),
        ("who has my email if I live in Japan", "nobody of this model lives in Japan"),
        ("who has my email if I live in the USA", "2 people of this model live in"),
        ("who has my shop", "no data type is called"),
        ("who has my email in 2015 in 2016", "says twice, and differently, when"),
        ("who owns shop in 2016", "is answered for all days"),
        ("what changed between nowhen and 2016", "`nowhen`"),
        ("who has my email without nothing", "no flow is called `nothing`"),
    ],
)
def test_what_is_not_understood_is_an_error_that_helps(
    town: Model, question: str, said: str
) -> None:
    with pytest.raises(df.QuestionError) as wrong:
        df.ask(town, question)
    assert said in wrong.value.message


def test_a_long_question_ends_soon(town: Model) -> None:
    with pytest.raises(df.QuestionError):
        df.ask(town, "who has my " + "email of the " * 300)


def test_the_grammar_has_no_word_twice() -> None:
    words = [word for said in WORDS.values() for word in said.split()]
    assert len(words) == len(set(words))
    assert parser() is parser()


def test_words_are_cut_without_punctuation() -> None:
    assert cut_words("“Who can't, (see) it?!”") == ["Who", "can't", "see", "it"]
