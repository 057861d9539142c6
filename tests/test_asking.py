"""Questions in words: each form, on the case; what is added to it; what is not understood."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dataflow as df
from dataflow.asking.commands import COMMANDS
from dataflow.asking.grammar import WORDS, parser
from dataflow.asking.understanding import FORMS, understand
from dataflow.asking.words import cut_words

if TYPE_CHECKING:
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


ASKED = {
    "which companies can reach my phone number?": "reach CASE phone_number",
    "Which companies can get my Phone Numbers": "reach CASE phone_number",
    "what companies have my cell phone number?!": "reach CASE phone_number",
    "who can see my messages?": "reach CASE messages",
    "Who has my phone-number in 2016?": "reach CASE phone_number --as-of 2016",
    "who can reach my phone number as of 31 December 2016 from WhatsApp": (
        "reach CASE phone_number --as-of 2016-12-31 --from whatsapp"
    ),
    "which companies have my mobile number, for ads, by August 2016, from WhatsApp Messenger": (
        "reach CASE phone_number --as-of 2016-08 --from whatsapp --for ads"
    ),
    "who can reach my phone number if I live in Ireland?": (
        "reach CASE phone_number --as ireland-late"
    ),
    "who can reach my phone number if I live in the UK": "reach CASE phone_number --as britain",
    "who can reach my phone number if I am germany-late": (
        "reach CASE phone_number --as germany-late"
    ),
    "who can reach my phone number on 2014-12-31 counting owners": (
        "reach CASE phone_number --as-of 2014-12-31 --owners"
    ),
    "who can reach my phone number without account-info-ads-2016": (
        "reach CASE phone_number --without account-info-ads-2016"
    ),
    "can Facebook reach my phone number?": "why CASE phone_number facebook-inc",
    "Does Meta have my phone number in 2016?": "why CASE phone_number facebook-inc --as-of 2016",
    "why can Facebook, Inc. reach my phone number": "why CASE phone_number facebook-inc",
    "how does facebook-inc get my phone number?": "why CASE phone_number facebook-inc",
    "since when can Facebook reach my phone number?": "why CASE phone_number facebook-inc",
    "since when has Facebook had my phone number": "why CASE phone_number facebook-inc",
    "when did Facebook get my phone number?": "why CASE phone_number facebook-inc",
    "what does Facebook know about me?": "exposure CASE facebook-inc",
    "what data does WhatsApp have about me as of 2016": ("exposure CASE whatsapp-inc --as-of 2016"),
    "which promises were broken?": "claims CASE",
    "which promises have been broken by WhatsApp Inc.": "claims CASE whatsapp-inc",
    "what promises did Facebook break?": "claims CASE facebook-inc",
    "did WhatsApp keep its promises?": "claims CASE whatsapp-inc",
    "what changed between before and after?": "diff CASE --before before --after after",
    "what has changed between 2015 and 31 December 2016, from WhatsApp": (
        "diff CASE --before 2015 --after 2016-12-31 --from whatsapp"
    ),
    "what changed since 2015?": "diff CASE --before 2015",
    "who owns WhatsApp?": "show CASE company:whatsapp-inc",
    "who controls Onavo": "show CASE company:onavo",
}


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


def test_the_command_that_is_printed_gives_the_same_answer(case: Model) -> None:
    for question in ASKED:
        words = shlex.split(df.ask(case, question).line)
        assert words[:2] == ["dataflow", ASKED[question].split()[0]]


def test_every_form_that_is_listed_is_understood(case: Model) -> None:
    filled = {"COMPANY": "Facebook", "DATA": "phone number", "DATE-or-SCENARIO": "2016"}
    forms = set()
    for form in FORMS:
        question = form
        for blank, name in filled.items():
            question = question.replace(blank, name)
        forms.add(understand(case, question).form)
    assert forms == set(COMMANDS)


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
