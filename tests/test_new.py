"""`dataflow new` and `dataflow schema`: a first model that is right, and an editor that helps."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from test_cli import ENVIRONMENT, ROOT, Screen, run
from test_schema import VALIDATOR, read_both_ways

import dataflow as df
from dataflow.language.schema import make_schema

if TYPE_CHECKING:
    from pathlib import Path

FIRST = files("dataflow").joinpath("templates", "first.yaml").read_text("utf-8")
SCHEMA = "dataflow.schema.json"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    file = tmp_path / "bakery.yaml"
    file.write_text(FIRST, "utf-8")
    return file


def run_in(folder: Path, *arguments: str) -> Screen:
    return run(*arguments, cwd=folder, env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)})


def new(folder: Path, *arguments: str) -> Screen:
    return run_in(folder, "new", *arguments)


# --- what is written ------------------------------------------------------------------------------


def test_new_writes_a_model_and_its_schema_and_says_what_comes_next(tmp_path: Path) -> None:
    said = f"wrote model.yaml\nwrote {SCHEMA}\nask it: dataflow reach model.yaml email\n"
    assert new(tmp_path, "model.yaml") == (0, "", said)
    assert {file.name for file in tmp_path.iterdir()} == {"model.yaml", SCHEMA}
    assert (tmp_path / "model.yaml").read_text("utf-8") == FIRST
    assert (tmp_path / SCHEMA).read_text("utf-8") == run("schema").out
    asked = run_in(tmp_path, "reach", "model.yaml", "email")
    assert (asked.code, asked.err) == (0, "")
    assert asked.out.startswith("2 companies can reach email address.\n")


def test_the_first_line_leads_an_editor_to_the_schema_beside_the_model(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    assert new(tmp_path, "deep/my model.yml").err.endswith(
        "ask it: dataflow reach 'deep/my model.yml' email\n"
    )
    line = (tmp_path / "deep" / "my model.yml").read_text("utf-8").splitlines()[0]
    modeline, _, named = line.partition("$schema=")
    assert modeline == "# yaml-language-server: "
    Draft202012Validator.check_schema(json.loads((tmp_path / "deep" / named).read_text("utf-8")))


def test_what_is_there_stays_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("mine", "utf-8")
    (tmp_path / SCHEMA).write_text("mine too", "utf-8")
    (tmp_path / "dangling.yaml").symlink_to("nowhere.yaml")
    for name in ("model.yaml", "dangling.yaml"):
        said = f"error: `{name}` is there already\n = `--force` replaces it\n"
        assert new(tmp_path, name) == (2, "", said)
    assert (tmp_path / "model.yaml").read_text("utf-8") == "mine"
    assert new(tmp_path, "model.yaml", "--force", "--quiet") == (0, "", "")
    assert (tmp_path / "model.yaml").read_text("utf-8") == FIRST
    assert (tmp_path / SCHEMA).read_text("utf-8") == "mine too"


def test_a_schema_that_is_kept_is_told_and_whether_it_is_an_old_one(tmp_path: Path) -> None:
    new(tmp_path, "a.yaml")
    kept = f"kept {SCHEMA}, which is up to date\n"
    asked = "ask it: dataflow reach b.yaml email\n"
    assert new(tmp_path, "b.yaml") == (0, "", f"wrote b.yaml\n{kept}{asked}")
    (tmp_path / SCHEMA).write_text("{}", "utf-8")
    kept = f"kept {SCHEMA}, which differs from the schema of this version\n"
    said = f"replace it: dataflow schema -o {SCHEMA}\n"
    screen = new(tmp_path, "b.yaml", "--force")
    assert screen == (0, "", f"wrote b.yaml\n{kept}{said}{asked}")
    assert (tmp_path / SCHEMA).read_text("utf-8") == "{}"
    assert run_in(tmp_path, "schema", "-o", SCHEMA).code == 0
    assert "up to date" in new(tmp_path, "b.yaml", "--force").err


def test_a_dash_prints_it_and_writes_nothing(tmp_path: Path) -> None:
    assert new(tmp_path, "-") == (0, FIRST, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "missing argument `FILE`"),
        (("a.yaml", "b.yaml"), "unexpected extra argument"),
        (("model.json",), "`model.json` must end in .yaml or .yml"),
        (("model",), "`model` must end in .yaml or .yml"),
        (("",), "must end in .yaml or .yml"),
        (("no/such/model.yaml",), "no/such/model.yaml: no such file or directory"),
        (("folder.yaml",), "`folder.yaml` is there already"),
        (("folder.yaml", "--force"), "folder.yaml: "),
        (("no/\x1b[31m.yaml",), "no/\\x1b[31m.yaml: no such file or directory"),
    ],
)
def test_bad_input_is_one_error_and_nothing_written(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "folder.yaml").mkdir()
    screen = new(tmp_path, *arguments)
    assert (screen.code, screen.out) == (2, "")
    assert said in screen.err
    assert screen.err.count("error: ") == 1
    assert [file.name for file in tmp_path.rglob("*")] == ["folder.yaml"]


def test_schema_prints_it_or_writes_it(tmp_path: Path) -> None:
    screen = run("schema")
    assert (screen.code, screen.err) == (0, "")
    assert json.loads(screen.out) == make_schema()
    said = "wrote schema.json\n"
    assert run_in(tmp_path, "schema", "-o", "schema.json") == (0, "", said)
    assert (tmp_path / "schema.json").read_text("utf-8") == screen.out
    assert run_in(tmp_path, "schema", "-o", "no/schema.json").code == 2


# --- the first model ------------------------------------------------------------------------------


def test_nothing_is_wrong_with_it_and_nothing_doubtful(first: Path) -> None:
    assert df.check(first).problems == ()


def test_it_is_short_and_shows_what_the_language_has() -> None:
    lines = FIRST.splitlines()
    assert len(lines) <= 45
    assert max(map(len, lines)) <= 100
    assert sum("#" in line for line in lines) >= 10
    for key in ("services", "operator", "owned_by", "holds", "purposes", "since", "source"):
        assert f"{key}:" in FIRST
    for key in ("unless", "choice", "personas", "scenarios", "expect"):
        assert f"{key}:" in FIRST


def test_it_validates() -> None:
    for instance in read_both_ways(FIRST):
        VALIDATOR.validate(instance)


CRUMBS = ("crumbs-bakery", "2021-06-01", 0, "collects")
PIGEONS = ("carrier-pigeons", "2024-03-01", 1, "receives")
AVIARY = ("big-aviary", "2024-03-01", None, "owns")


@pytest.mark.parametrize(
    ("setting", "rows"),
    [
        ({}, [CRUMBS, PIGEONS]),
        ({"owners": True}, [CRUMBS, PIGEONS, AVIARY]),
        ({"persona": "ana"}, [CRUMBS, PIGEONS]),
        ({"persona": "bo"}, [CRUMBS]),
        ({"scenario": "before"}, [CRUMBS]),
        ({"purpose": "ads"}, []),
        ({"as_of": "2021-05"}, []),
    ],
)
def test_its_answer_is_right(setting: dict[str, Any], rows: list[Any], first: Path) -> None:
    answer = df.reach(df.load(first), "email", **setting).to_dict()["answer"]["companies"]
    assert [(row["company"], row["since"], row["hops"], row["how"]) for row in answer] == rows
    assert not df.reach(df.load(first), "email", **setting).to_dict()["doubts"]


def test_what_it_expects_is_so(first: Path) -> None:
    model = df.load(first)
    assert len(model.expectations) == 3
    for expectation in model.expectations:
        fields = {**expectation.fields}
        companies = fields.pop("companies")
        assert expectation.kind == "reach"
        answer = df.reach(model, expectation.subject, **fields)
        expected = [companies] if isinstance(companies, str) else companies
        assert sorted(row.company.id for row in answer) == sorted(expected)


def test_who_gets_what_else_is_right(first: Path) -> None:
    answer = df.reach(df.load(first), "transaction_data")
    assert [row.company.id for row in answer] == ["crumbs-bakery"]
    path = df.why(df.load(first), "email", "carrier-pigeons", persona="ana").to_dict()["answer"]
    assert [step["id"] for step in path["path"]] == [None, "newsletter"]
    assert [step["sources"] for step in path["path"]] == [["crumbs-privacy"]] * 2
