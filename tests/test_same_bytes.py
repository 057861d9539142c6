"""The same model gives the same bytes, in whatever order its files, keys and lists are written."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import dataflow as df

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.model import Model

ROOT = Path(__file__).parents[1]
CASE = ROOT / "graphs" / "whatsapp.yaml"
SHARED = ROOT / "graphs" / "shared" / "companies.yaml"
GOLDEN = Path(__file__).parent / "golden"
SEEDS = range(6)
ANSWERS = {
    "reach": lambda model: df.reach(model, "contact", owners=True, announced=True),
    "reach-2016": lambda model: df.reach(
        model, "phone_number", origin="whatsapp", as_of="2016-12-31", owners=True
    ),
    "reach-germany": lambda model: df.reach(model, "phone_number", persona="germany"),
    "why": lambda model: df.why(model, "phone_number", "facebook-inc", scenario="after"),
    "claims": lambda model: df.claims(model, as_of="2019"),
    "why-all": lambda model: df.why(
        model, "device_info", "facebook-inc", as_of="2016-12-31", all=True
    ),
}
MAIN_ONLY = {"title", "about", "personas", "scenarios", "views", "expect", "include"}
"""What counts only in the file that is opened itself."""


def shuffled(value: Any, chance: random.Random) -> Any:  # noqa: ANN401 - any YAML
    """Shuffle the keys of every mapping; lists keep their order, which may mean something."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(one, chance) for one in value] if isinstance(value, list) else value


def scattered(document: Mapping[str, Any], folder: Path, seed: int) -> Path:
    """Write a model as a main file and two parts, everything in another order."""
    chance = random.Random(seed)  # noqa: S311 - an order, no secret
    parts: list[dict[str, Any]] = [{"dataflow": "1"} for _ in range(3)]
    for section, entries in shuffled(document, chance).items():
        if section in MAIN_ONLY or not isinstance(entries, dict):
            parts[0][section] = entries
            continue
        for name, entry in entries.items():
            parts[chance.randrange(3)].setdefault(section, {})[name] = entry
    names = ["main.yaml", "one.yaml", "two.yaml"]
    parts[0]["include"] = chance.sample(names[1:], 2)
    for name, part in zip(names, parts, strict=True):
        text = yaml.safe_dump(shuffled(part, chance), sort_keys=False, allow_unicode=True)
        (folder / name).write_text(text, "utf-8")
    return folder / names[0]


def placeless(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Take the places out of an answer: files, lines, columns, and where doubts point to."""
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key not in {"at", "model"}}
        return {key: placeless(one) for key, one in kept.items()}
    return [placeless(one) for one in value] if isinstance(value, list) else value


def in_bytes(answer: Any) -> bytes:  # noqa: ANN401 - any answer
    return json.dumps(placeless(answer.to_dict()), ensure_ascii=False, indent=1).encode()


def told(answer: Any) -> bytes:  # noqa: ANN401 - any answer
    lines = answer.tell().splitlines()
    return "\n".join(line for line in lines if ".yaml:" not in line).encode()


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The case and the files that it includes, as one document."""
    whole: dict[str, Any] = {}
    for path in [CASE, SHARED, *sorted((CASE.parent / CASE.stem).glob("*.yaml"))]:
        loaded = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - text, all of it
        for section, entries in loaded.items():
            if isinstance(entries, dict):
                whole.setdefault(section, {}).update(entries)
            elif isinstance(entries, list):
                whole.setdefault(section, []).extend(entries)
            else:
                whole[section] = entries
    assert isinstance(whole["flows"], dict), "flows have ids of their own"
    return whole


@pytest.fixture(scope="module")
def case() -> Model:
    return df.load(CASE)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shuffled_model_gives_the_same_bytes(
    seed: int, document: dict[str, Any], case: Model, tmp_path: Path
) -> None:
    print(f"seed {seed}")  # noqa: T201 - to be seen when it fails
    other = df.load(scattered(document, tmp_path, seed))
    for name, ask in ANSWERS.items():
        assert in_bytes(ask(other)) == in_bytes(ask(case)), name
        assert told(ask(other)) == told(ask(case)), name


def test_shuffling_does_shuffle(document: dict[str, Any], tmp_path: Path) -> None:
    texts = set()
    for seed in SEEDS:
        scattered(document, tmp_path, seed)
        texts.add((tmp_path / "one.yaml").read_text("utf-8"))
    assert len(texts) == len(SEEDS)


def test_asking_again_gives_the_same_bytes(case: Model) -> None:
    again = df.load(CASE)
    for ask in ANSWERS.values():
        assert ask(again).to_dict() == ask(case).to_dict()
        assert ask(again).tell(100) == ask(case).tell(100)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answers_of_the_case_are_as_approved(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    answer = ANSWERS[name](df.load("graphs/whatsapp.yaml"))
    shown = {
        "json": json.dumps(answer.to_dict(), ensure_ascii=False, indent=2) + "\n",
        "txt": answer.tell(100) + "\n",
    }
    for ending, text in shown.items():
        file = GOLDEN / f"case-{name}.{ending}"
        if os.environ.get("UPDATE_GOLDENS"):
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8"), "UPDATE_GOLDENS=1 writes it anew"
