"""What commands take is what typer would make of it, but without pydantic as long as it can be."""

from __future__ import annotations

import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import typer
from patience import PATIENCE
from typer.core import TyperCommand, TyperGroup

from dataflow.cli.parameters import Command, Group

ROOT = Path(__file__).parents[1]


class Size(StrEnum):
    small = "small"
    large = "large"


def ask(words: list[str], *, ours: bool) -> tuple[object, ...]:
    """Return what a command is given for words, or what is wrong with them."""
    app = typer.Typer(cls=Group if ours else TyperGroup, rich_markup_mode=None)
    given: list[object] = []
    kind = Command if ours else TyperCommand

    @app.command(cls=kind)
    def order(
        name: str,
        rest: Annotated[list[str] | None, typer.Argument()] = None,
        note: Annotated[str, typer.Option()] = "none",
    ) -> None:
        given.extend([name, rest, note])

    @app.command(cls=kind)
    def wrap(names: list[str]) -> None:
        given.append(names)

    @app.command(cls=kind)
    def pack(
        *,
        size: Size = Size.small,
        wish: Size | None = None,
        path: Path | None = None,
        tags: list[str] | None = None,
    ) -> None:
        given.extend([size, wish, path, tags])

    @app.command(cls=kind)
    def count(
        *,
        number: Annotated[int | None, typer.Option(min=1)] = None,
        sure: Annotated[bool, typer.Option("--sure")] = False,
        open_: Annotated[bool | None, typer.Option("--open")] = None,
    ) -> None:
        given.extend([number, sure, open_])

    try:
        app(words, standalone_mode=False)
    except typer.TyperException as wrong:
        return type(wrong), wrong.format_message()
    return (*given, *map(type, given))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "order",
        "order --help",
        "order tea",
        "order tea milk sugar",
        "order té --note ñ",
        "order tea --note",
        "order tea --never",
        "order t\udce9",
        "order tea milk \udce9",
        "order tea --note a\u200bb",
        "wrap",
        "wrap a b",
        "pack",
        "pack --size large --wish small",
        "pack --size LARGE",
        "pack --wish huge",
        "pack --wish \udce9",
        "pack --path a/b.svg --tags x --tags y",
        "pack --path ü.svg",
        "pack --path \udce9",
        "pack --tags \udce9",
        "count",
        "count --number 3",
        "count --number 0",
        "count --number three",
        "count --sure --open",
    ],
)
def test_values_are_those_that_typer_makes(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    expected = ask(line.split(), ours=False)
    told = capsys.readouterr()
    assert ask(line.split(), ours=True) == expected
    assert capsys.readouterr() == told


@pytest.mark.parametrize(
    "words", [["order", "", "", "--note", ""], ["pack", "--path", "", "--tags", ""], ["wrap", ""]]
)
def test_an_empty_value_is_what_typer_makes_of_it(words: list[str]) -> None:
    assert ask(words, ours=True) == ask(words, ours=False)


QUESTIONS = ["reach graphs/whatsapp.yaml phone_number", "check graphs/whatsapp.yaml --format json"]


@pytest.mark.parametrize("line", QUESTIONS)
def test_a_question_asks_pydantic_nothing(line: str) -> None:
    code = (
        "import sys\nfrom dataflow.cli import main\n"
        "try: main()\nexcept SystemExit: print('pydantic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *line.split()],
        capture_output=True,
        check=True,
        cwd=ROOT,
        text=True,
        timeout=PATIENCE,
    )
    assert done.stdout.endswith("False\n")
