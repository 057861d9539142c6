"""The tables that commands and formats stand in: what they name is there, a line adds more."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
import typer
from blocks import ROOT

import dataflow as df
from dataflow.answers import answer
from dataflow.answers.answer import FORMATS, Format, list_formats, write_as
from dataflow.cli import program
from dataflow.common.commands import COMMANDS, Command


def test_a_command_may_be_called_otherwise_than_its_module(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def greet(name: str) -> None:
        typer.echo(f"hello {name}")

    home = ModuleType("dataflow.cli.greeting")
    home.greet = greet  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dataflow.cli.greeting", home)
    command = Command("two-words", "Greet somebody.", face="greeting.greet")
    monkeypatch.setattr(program, "COMMANDS", {**COMMANDS, command.name: command})
    monkeypatch.setattr(sys, "argv", ["dataflow", "two-words", "ada"])
    assert program.run() == 0
    assert capsys.readouterr().out == "hello ada\n"
    monkeypatch.setattr(sys, "argv", ["dataflow", "--help"])
    assert program.run() == 0
    assert re.search(r"two-words +Greet somebody\.", capsys.readouterr().out)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_the_table_of_commands_names_what_there_is(command: Command) -> None:
    assert callable(command.import_face())
    for name in command.public:
        assert name in df.__all__
        assert getattr(df, name)
    if command.home:
        home = import_module(f"dataflow.{command.home}")
        _, *answers = (getattr(home, name) for name in command.public)
        told = [answer for answer in answers if hasattr(answer, "columns")]
        assert {answer.command for answer in told} <= {command.name}


def test_a_question_with_a_hyphen_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "{dataflow: 1, services: {shop: {holds: email}}}"
    answer = df.reach(df.loads(text), "email")
    told = answer.tell()
    command = Command("two-words", "", "questions.reach", "answers.reach", ("reach", "Reach"))
    monkeypatch.setitem(COMMANDS, command.name, command)  # type: ignore[arg-type]  # a test may
    monkeypatch.setattr(df.Reach, "command", "two-words")
    assert answer.tell() == told


def test_every_question_is_in_the_contract_that_keeps_them_apart() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [questions] = [contract for contract in contracts if contract["id"] == "questions"]
    homes = {command.home for command in COMMANDS.values() if command.home}
    named = {f"dataflow.{home}" for home in homes if home.startswith("answers.")}
    assert set(questions["modules"]) == named


def test_every_format_is_offered_by_the_commands_that_the_table_names() -> None:
    made: Any = typer.main.get_command(program.make_app(*COMMANDS))
    offered = {
        name: tuple(type(parameter.default))
        for name, command in made.commands.items()
        for parameter in command.params
        if parameter.name == "form" and parameter.default
    }
    assert len(offered) >= 10
    assert offered == {name: list_formats(name) for name in offered}
    assert "github" in offered["check"]
    assert not any("html" in names for names in offered.values())


def test_a_format_is_a_line_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    writer = ModuleType("dataflow.telling.counting")
    writer.count = len  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dataflow.telling.counting", writer)
    counting = Format("counting.count", lambda answer, _: (answer.records(),))
    monkeypatch.setattr(answer, "FORMATS", {**FORMATS, "count": counting})
    model = df.loads("{dataflow: 1, services: {shop: {holds: email}}}")
    assert write_as("count", df.reach(model, "email")) == 1
    assert "count" in list_formats("reach")
