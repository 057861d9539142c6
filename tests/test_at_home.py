"""What others copy or name in their repositories: the citation, the hooks, the workflow."""

from __future__ import annotations

import io
import re
import shlex
import tomllib
from typing import Any

import pytest
import yaml
from blocks import run_program
from test_drawing import ROOT

import dataflow

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MODELS = sorted(path.name for path in (ROOT / "graphs").glob("*.yaml"))


def read(path: str) -> Any:  # noqa: ANN401 - any YAML
    return yaml.load((ROOT / path).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - text


def run(command: str) -> tuple[str, int]:
    program, *arguments = shlex.split(command)
    assert program == "dataflow"
    return run_program(arguments, io.StringIO())


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


# --- the citation ---------------------------------------------------------------------------------


def test_the_citation_is_of_this_version() -> None:
    cited = read("CITATION.cff")
    assert cited["cff-version"] == "1.2.0"
    assert cited["title"] == "dataflow"
    assert cited["version"] == dataflow.__version__
    assert cited["license"] == PROJECT["license"].split(" AND ")[0]
    assert set(cited["keywords"]) == set(PROJECT["keywords"])
    holder = re.search(r"Copyright \(c\) \d+ (.*)", (ROOT / "LICENSE").read_text("utf-8"))
    assert holder
    assert [author["name"] for author in cited["authors"]] == [holder[1]]


# --- the hooks ------------------------------------------------------------------------------------

HOOKS = {hook["id"]: hook for hook in read(".pre-commit-hooks.yaml")}


def test_each_hook_runs_a_command_on_the_models_that_it_is_given() -> None:
    assert set(HOOKS) == {"dataflow-check", "dataflow-test"}
    for hook in HOOKS.values():
        assert hook["language"] == "python"
        assert hook["pass_filenames"] == "false"  # noqa: S105 - no password
        _, code = run(f"{hook['entry']} graphs/moves.yaml graphs/zoom.yaml")
        assert code == 0
        _, code = run(f"{hook['entry']} graphs/moves.yaml tests/invalid/unknown-data.yaml")
        assert code != 0


def test_the_page_names_the_hooks_that_there_are() -> None:
    text = (ROOT / "docs" / "at-home.md").read_text("utf-8")
    [config] = re.findall(r"```text\n(repos:.*?)```", text, re.DOTALL)
    [repository] = yaml.load(config, yaml.BaseLoader)["repos"]  # noqa: S506 - text, all of it
    assert {hook["id"] for hook in repository["hooks"]} == set(HOOKS)
    for hook in repository["hooks"]:
        said, code = run(" ".join([HOOKS[hook["id"]]["entry"], *hook["args"]]))
        assert code == 0, said


# --- the workflow ---------------------------------------------------------------------------------


def test_the_workflow_runs_on_models_as_they_are() -> None:
    workflow = read("examples/ci/dataflow.yml")
    assert set(workflow["on"]) == {"push", "pull_request"}
    [job] = workflow["jobs"].values()
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert f"pip install {PROJECT['name']}" in commands
    ours = [command for command in commands if command.startswith("dataflow ")]
    assert len(ours) == 2
    for command in ours:
        said, code = run(command.replace("$MODELS", workflow["env"]["MODELS"]))
        assert code == 0, said
    said, code = run(
        ours[0].replace("$MODELS", "graphs/moves.yaml tests/invalid/unknown-data.yaml")
    )
    assert code == 1
    assert said.startswith("::error file=tests/invalid/unknown-data.yaml,line=")


# --- several models -------------------------------------------------------------------------------


def test_a_pattern_that_no_shell_has_spread_out_is() -> None:
    said, code = run("dataflow check 'graphs/*.yaml'")
    assert code == 0
    assert [line.partition(":")[0] for line in said.splitlines()] == [
        f"graphs/{name}" for name in MODELS
    ]


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("check graphs/moves.yaml nothing.yaml", 2, "there is no file `nothing.yaml`"),
        ("check nothing.yaml graphs/moves.yaml", 2, "graphs/moves.yaml: nothing wrong"),
        ("check 'no*.yaml'", 2, "there is no file `no*.yaml`"),
        ("check tests/invalid/unknown-data.yaml graphs/moves.yaml", 1, "moves.yaml: nothing wrong"),
        ("test tests/invalid/unknown-data.yaml graphs/moves.yaml", 2, "18 answers are as expected"),
        ("test graphs/moves.yaml examples/lessons/01-holders-and-flows/model.yaml", 1, "differs"),
        ("check graphs/moves.yaml graphs/zoom.yaml --format json", 2, "is for one model"),
        ("test graphs/moves.yaml graphs/zoom.yaml --format csv", 2, "is for one model"),
        ("check graphs/moves.yaml graphs/zoom.yaml -o both.txt", 2, "is for one model"),
    ],
)
def test_several_models_end_with_the_worst_of_them(command: str, code: int, says: str) -> None:
    said, ended = run(f"dataflow {command}")
    assert (ended, says in said) == (code, True), said
    assert not (ROOT / "both.txt").exists()


def test_what_is_for_one_model_is_said_once() -> None:
    said, _ = run("dataflow check 'graphs/*.yaml' --format json")
    assert said == f"error: `--format json` is for one model, and here are {len(MODELS)}\n"
