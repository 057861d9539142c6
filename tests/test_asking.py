"""Questions in words: each form, on the case; what is added to it; what is not understood."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from every_model import load_every

import dataflow as df
from dataflow.asking import commands
from dataflow.asking.grammar import GRAMMARS, parser
from dataflow.asking.spellings import cut_words
from dataflow.asking.suggesting import suggest
from dataflow.asking.understanding import NotUnderstoodError, Understanding
from dataflow.telling.words import speaking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.model import Model

ROOT = Path(__file__).parents[1]


@cache
def load(path: str) -> Model:
    return df.load(ROOT / path)


WHATSAPP = "graphs/whatsapp.yaml"


def today() -> str:
    return dt.date.today().isoformat()  # noqa: DTZ011 - the day of whoever asks


def prepare(path: str, question: str) -> str:
    """Return the command that a question becomes, without `dataflow`."""
    understood = understanding(path).understand(question)
    return shlex.join(commands.prepare(load(path), understood).words)


@cache
def understanding(path: str) -> Understanding:
    return Understanding(load(path))


@pytest.fixture(scope="module")
def case() -> Model:
    return load("graphs/whatsapp.yaml")


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


def read_questions(name: str) -> Iterator[tuple[str, str, str]]:
    """Return the lines of a file of questions: model, question, and the command or refusal."""
    path = ""
    for line in (ROOT / "tests" / name).read_text("utf-8").splitlines():
        if line.startswith("# === "):
            path = line.removeprefix("# === ")
        elif line and not line.startswith("#"):
            question, _, becomes = line.rpartition(" → ")
            yield path, question, becomes.replace("TODAY", today())


QUESTIONS = list(read_questions("questions.txt"))
REFUSED = [
    (path, question, becomes.removeprefix("refused: "))
    for path, question, becomes in QUESTIONS
    if becomes.startswith("refused: ")
]
ASKED = [entry for entry in QUESTIONS if not entry[2].startswith("refused: ")]


def read_examples() -> Iterator[tuple[str, str]]:
    """Return the forms of both languages with the examples above their lines."""
    for grammar in GRAMMARS.values():
        example = form = None
        for line in grammar.splitlines():
            name = re.match(r"([a-z]+)(\.\d)?:", line)
            form = name[1] if name else form
            if example and form:
                yield form, example
            commented = re.fullmatch(r" *// “(.+)”", line)
            example = commented[1] if commented else None


EXAMPLES = list(read_examples())


def read_rows(heading: str) -> Iterator[list[str]]:
    """Return the code in each row of the table below a heading, as a list."""
    page = (ROOT / "docs" / "asking.md").read_text("utf-8")
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    for line in section.splitlines():
        code = re.findall(r"`([^`]+)`", line)
        if line.startswith("| `"):
            yield code


@pytest.mark.parametrize("row", list(read_rows("The forms")))
def test_the_page_lists_what_is_understood(case: Model, row: list[str]) -> None:
    question, words = row
    command, _, rest = words.replace("TODAY", today()).partition(" ")
    assert prepare(WHATSAPP, question) == f"{command} {case.path} {rest}".strip()


@pytest.mark.parametrize("row", list(read_rows("What is refused")))
def test_the_page_lists_what_is_refused(case: Model, row: list[str]) -> None:
    with pytest.raises(df.QuestionError):
        df.ask(case, row[0])
    assert df.ask(case, row[-1]).words


def test_the_page_has_rows() -> None:
    assert len(list(read_rows("The forms"))) > 40
    assert len(list(read_rows("What is refused"))) > 5


def test_there_are_questions_enough() -> None:
    assert len(ASKED) >= 200
    assert len(REFUSED) >= 30
    assert len({question for _, question, _ in QUESTIONS}) > len(QUESTIONS) - 10
    assert {becomes.split()[0] for _, _, becomes in ASKED} == {
        *("reach", "why", "exposure", "cut", "claims", "diff", "show"),
    }


@pytest.mark.parametrize(("path", "question", "said"), REFUSED)
def test_what_cannot_be_answered_is_refused(path: str, question: str, said: str) -> None:
    with pytest.raises(df.QuestionError) as wrong:
        df.ask(load(path), question)
    assert said in wrong.value.message
    with speaking(Understanding(load(path)).guess(question)) as words:
        listed = words.say("what can be asked of this model, for instance:")
    assert listed in wrong.value.message


@pytest.mark.parametrize(("path", "question", "becomes"), ASKED)
def test_a_question_is_the_command_that_it_stands_for(
    path: str, question: str, becomes: str
) -> None:
    assert prepare(path, question) == becomes.replace("CASE", shlex.quote(load(path).path))


FIRST = {becomes.split()[0]: (path, question) for path, question, becomes in reversed(ASKED)}


@pytest.mark.parametrize("command", FIRST)
def test_the_answer_stands_below_the_command(command: str) -> None:
    path, question = FIRST[command]
    answer = df.ask(load(path), question)
    assert answer.line.startswith(f"dataflow {command} ")
    assert answer.tell().startswith(f"→ {answer.line}\n")
    assert answer.to_dict() == {
        **answer.answer.to_dict(),
        "question": {**answer.answer.to_dict()["question"], "asked": question},
    }


@pytest.mark.parametrize(
    ("path", "question", "note"),
    [
        ("whatsapp", "who has my phnoe number?", "`phnoe number` is read as `phone number`"),
        (
            "whatsapp",
            "who had my phone number before the Hamburg order?",
            "before “Hamburg forbids the sharing for German users”, 23 September 2016, is read as",
        ),
        ("whatsapp", "who had my phone number before 2016?", "is read as: on 31 December 2015"),
        ("whatsapp", "who is confirmed to have my email?", "only what is stated, observed or conf"),
        ("whatsapp", "who owned WhatsApp in 2016?", "owners are listed with their days"),
        ("whatsapp", "who got my email in 2020?", "what had been got by its end"),
        ("whatsapp", "who told whom?", "the list says from whom to whom"),
        ("flo", "who has my period besides Flo?", "the answer has Flo Health as well"),
        ("flo", "who has my period without Flo?", "as if it shared nothing, and were given not"),
        ("general-motors", "who bought my location?", "the only flow with `mechanism: sale`"),
        ("life360", "who bought my location?", "what the record calls a sale is told as “sold”"),
    ],
)
def test_the_answer_says_how_it_was_read(path: str, question: str, note: str) -> None:
    told = df.ask(load(f"graphs/{path}.yaml"), question).tell(400)
    assert note in told.partition("\n\n")[0]


@pytest.mark.parametrize(("form", "example"), EXAMPLES)
def test_every_rule_understands_its_example(form: str, example: str) -> None:
    assert understanding(WHATSAPP).understand(example).form.rule == form


def test_of_the_questions_kept_aside_most_are_understood_and_none_wrongly() -> None:
    right = answerable = 0
    for path, question, becomes in read_questions("questions-aside.txt"):
        wanted = becomes.replace("CASE", load(path).path)
        answerable += becomes != "refused"
        try:
            got = prepare(path, question)
        except (df.QuestionError, NotUnderstoodError):
            continue
        assert got == wanted, question
        right += 1
    assert right >= 0.9 * answerable


def test_every_form_has_examples() -> None:
    assert {form for form, _ in EXAMPLES} == set(commands.FORMS)
    assert len(EXAMPLES) > 100


def test_what_is_suggested_is_understood() -> None:
    models = list(load_every())
    assert len(models) > 50
    for model in models:
        understanding = Understanding(model)
        questions = suggest(understanding)
        assert len(set(questions)) == 3, model.path
        for question in questions:
            assert commands.prepare(model, understanding.understand(question)).words


@pytest.mark.parametrize("path", sorted(map(str, ROOT.glob("graphs/*.yaml"))))
def test_what_is_suggested_is_answered(path: str) -> None:
    model = df.load(path)
    for question in suggest(Understanding(model)):
        assert df.ask(model, question).tell()


def test_an_empty_model_has_questions_as_well() -> None:
    model = df.loads("{dataflow: 1}")
    for question in suggest(Understanding(model)):
        assert df.ask(model, question).words


@pytest.mark.parametrize("command", FIRST)
def test_the_command_that_is_printed_gives_the_same_answer(command: str) -> None:
    path, question = FIRST[command]
    answer = df.ask(load(path), question)
    _, *words = shlex.split(answer.line)
    line = [sys.executable, "-m", "dataflow", *words, "--format", "json"]
    ran = subprocess.run(line, capture_output=True, text=True, check=True)
    expected = answer.to_dict()
    del expected["question"]["asked"]
    assert json.loads(ran.stdout) == expected


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
        ("sing me a song", "`sing`"),
        ("who owns", "it ends too soon"),
        ("who owns", "who owns mail?"),
        ("which promises", "it ends too soon"),
        ("who has my emial", "no data type is called `emial`"),
        ("can Shopp see my email", "no company or service is called `Shopp`"),
        ("who has my email from Nowhere", "no company or service is called `Nowhere`"),
        ("who has my email for fnu", "no purpose is called `fnu`"),
        ("who has my email if I am Zoe", "no persona is called `Zoe`"),
        ("who has my email if I live in Japan", "nobody of this model lives in Japan"),
        ("who has my email if I live in the USA", "2 people of this model live in"),
        ("who has my shop", "no data type is called"),
        ("who has my email in 2015 in 2016", "says twice, and differently, when"),
        ("who had my email before Big Bank bought shop", "does not say when `big-bank` bought"),
        ("who has my email since 2016", "`since 2016` was not expected after “who has my email”"),
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


@pytest.mark.parametrize(
    "question",
    [
        "who has my " + "email of the " * 300,
        "who has my email " * 2_500,
        "x" * 100_000,
        "who has my \x00email\x1b[31m?",
        "? ! …",
        "\n\t ",
        "who " * 79,
        "who has " * 40,
    ],
)
def test_bad_input_is_refused_soon(town: Model, question: str) -> None:
    began = time.perf_counter()
    with pytest.raises(df.QuestionError) as wrong:
        df.ask(town, question)
    assert time.perf_counter() - began < 2
    assert len(wrong.value.message) < 800
    assert wrong.value.message.replace("\n", "").isprintable()


def test_words_are_cut_without_punctuation() -> None:
    assert cut_words("“Who can't, (see) it?!”") == ["Who", "can", "not", "see", "it"]


def test_a_grammar_is_made_once() -> None:
    assert parser("en") is parser("en")
