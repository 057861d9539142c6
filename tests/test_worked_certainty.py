"""The program answers the worked examples of how sure an answer is, and words them so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import dataflow as df

WORKED = yaml.load(
    Path(__file__).with_name("worked-certainty.yaml").read_text(encoding="utf-8"),
    Loader=yaml.BaseLoader,  # noqa: S506 - it makes nothing but text, lists and mappings
)
DOUBTED = {"no-start", "wider-earlier", "finding-differs"}


def asks(question: str) -> list[Any]:
    """Return every example that asks a question, with the name that tells of it."""
    return [
        pytest.param(example["model"], ask, id=f"{example['name']} ({number})")
        for example in WORKED
        for number, ask in enumerate(example["asks"], 1)
        if question in ask
    ]


def read(text: str) -> df.Model:
    return df.loads(f"dataflow: 1\nvocabulary: none\n{text}")


def settings(ask: dict[str, Any]) -> dict[str, Any]:
    return {key: value == "true" or value for key, value in ask.get("with", {}).items()}


def as_text(value: object) -> object:
    """Return a value of JSON as the examples write it."""
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return (
        "null"
        if value is None
        else str(value).lower()
        if value in (True, False) and isinstance(value, bool)
        else str(value)
    )


def check_words(ask: dict[str, Any], told: str) -> None:
    place = 0
    first = told.partition("\n")[0]
    for piece in ask.get("headline", ()):
        assert piece in first[place:], first
        place = first.index(piece, place) + len(piece)
    folded = " ".join(told.split()).lower()
    for piece in ask.get("says", ()):
        assert piece.lower() in folded, told
    for piece in ask.get("says_not", ()):
        assert piece.lower() not in folded, told


def test_there_are_many() -> None:
    assert len(WORKED) >= 35


@pytest.mark.parametrize(("text", "ask"), asks("reach"))
def test_reach(text: str, ask: dict[str, Any]) -> None:
    answer = df.reach(read(text), ask["reach"], **settings(ask))
    keys = ("how", "since", "since_is", "hops", "certainty", "firm_since", "unnamed")
    rows = {
        row["company"]: [as_text(row[key]) for key in keys]  # type: ignore[literal-required]
        for row in answer.to_dict()["answer"]["companies"]
    }
    assert rows == ask["answer"]
    check_words(ask, answer.tell(length="full"))


@pytest.mark.parametrize(("text", "ask"), asks("why"))
def test_why(text: str, ask: dict[str, Any]) -> None:
    answer = df.why(read(text), ask["why"], ask["company"], **settings(ask))
    keys = ("step", "id", "from", "to", "data", "day", "day_is")
    path: Any = answer.to_dict()["answer"]
    for step, expected in zip(path["path"], ask.get("answer", path["path"]), strict=True):
        if expected is step:
            continue
        wanted = expected.keys() if isinstance(expected, dict) else keys
        shown = {key: as_text(step[key]) for key in wanted}
        assert shown == (
            expected if isinstance(expected, dict) else dict(zip(keys, expected, strict=False))
        )
    check_words(ask, answer.tell(length="full"))


@pytest.mark.parametrize(("text", "ask"), asks("claims"))
def test_claims(text: str, ask: dict[str, Any]) -> None:
    model = read(text)
    answer = df.claims(model)
    judged = {row["claim"]: as_text(row) for row in answer.to_dict()["answer"]}
    assert judged.keys() == model.claims.keys()
    for name, expected in ask["claims"].items():
        keys = ("verdict", "on", "on_is", "certainty", "may_be", "firm")
        wanted = dict.fromkeys(keys, "null") | {"findings": [], "replies": []} | expected
        assert subset(judged[name], wanted) == wanted
    check_words(ask, answer.tell(length="full"))


def subset(value: object, like: object) -> object:
    """Return of a value what another one has: its keys, and those of what lies below."""
    if isinstance(like, dict) and isinstance(value, dict):
        return {key: subset(value[key], item) for key, item in like.items()}
    if isinstance(like, list) and isinstance(value, list) and len(like) == len(value):
        return [subset(item, other) for item, other in zip(value, like, strict=True)]
    return value


@pytest.mark.parametrize(("text", "ask"), asks("exposure"))
def test_exposure(text: str, ask: dict[str, Any]) -> None:
    keys = ("how", "since", "hops")
    cells: Any = df.exposure(read(text)).to_dict()["answer"]
    rows = {
        company: {data: [as_text(cell[key]) for key in keys] for data, cell in row.items()}
        for company, row in cells.items()
    }
    assert rows == ask["exposure"]


@pytest.mark.parametrize(("text", "ask"), asks("doubts"))
def test_doubts(text: str, ask: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(f"dataflow: 1\nvocabulary: none\n{text}", encoding="utf-8")
    problems = df.check(path).problems
    found = [[problem.code, problem.message] for problem in problems if problem.code in DOUBTED]
    assert [code for code, _ in found] == [code for code, _ in ask["doubts"]]
    for (_, message), (_, named) in zip(found, ask["doubts"], strict=True):
        assert f"`{named}`" in message
