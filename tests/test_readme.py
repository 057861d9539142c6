"""What the documents show is run: Python, models, and the program's screens."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

import dataflow as df

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCUMENTS = [README, *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"(?P<broken><!-- broken -->\s*\n)?^```(?P<kind>python|yaml|console)[^\n]*\n"
    r"(?P<text>.*?)^```\s*$",
    re.MULTILINE | re.DOTALL,
)
ANYTHING = "…"
"""A line of its own that stands for any number of lines; at the end of one, for its rest."""

LONGEST = 60
"""A guard, in seconds."""


class Block(NamedTuple):
    """A block of code in a document."""

    place: str
    kind: str
    text: str
    broken: bool


def blocks_of(document: Path) -> list[Block]:
    text = document.read_text("utf-8")
    name = document.relative_to(ROOT)
    return [
        Block(
            place=f"{name}:{text.count(chr(10), 0, match.start('text'))}",
            kind=match["kind"],
            text=match["text"],
            broken=match["broken"] is not None,
        )
        for match in BLOCK.finditer(text)
    ]


BLOCKS = [block for document in DOCUMENTS for block in blocks_of(document)]
PYTHON = [block for block in BLOCKS if block.kind == "python"]
MODELS = [
    block for block in BLOCKS if block.kind == "yaml" and block.text.startswith("dataflow: 1\n")
]
CONSOLE = [block for block in BLOCKS if block.kind == "console"]


def place(block: Block) -> str:
    return block.place


def test_the_readme_has_blocks_of_every_kind_and_none_is_overlooked() -> None:
    found = Counter(block.kind for block in blocks_of(README))
    text = README.read_text("utf-8")
    for kind in ("python", "yaml", "console"):
        assert found[kind] == len(re.findall(rf"^\s*```{kind}\b", text, re.MULTILINE)) >= 1
    assert any(block.place.startswith("README.md") for block in MODELS)


@pytest.mark.parametrize("block", PYTHON, ids=place)
def test_python_runs(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = compile(block.text, block.place, "exec")
    with contextlib.redirect_stdout(io.StringIO()):
        if block.broken:
            with pytest.raises((df.ModelError, df.QuestionError)):
                exec(code, {})  # noqa: S102 - our own documents
        else:
            exec(code, {})  # noqa: S102


@pytest.mark.parametrize("block", MODELS, ids=place)
def test_models_are_valid_unless_they_show_a_mistake(block: Block) -> None:
    if block.broken:
        with pytest.raises(df.ModelError):
            df.loads(block.text)
    else:
        assert df.loads(block.text).holders


def screens_of(block: Block) -> list[tuple[str, str]]:
    """Take a console block apart: each command with what it is said to print."""
    parts = re.split(r"^\$ (.*)\n", block.text, flags=re.MULTILINE)
    assert not parts[0], f"{block.place}: a block starts with a command"
    return list(zip(parts[1::2], parts[2::2], strict=True))


def run(command: str) -> str:
    """Run the program from the root, and give its output and errors as a terminal shows them."""
    program, *arguments = shlex.split(command)
    assert program == "dataflow", command
    done = subprocess.run(
        [sys.executable, "-m", "dataflow", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "COLUMNS": "80"},
        timeout=LONGEST,
    )
    return done.stdout.decode()


def fits(shown: str, printed: str) -> bool:
    """Say whether an output is as shown; empty lines at the ends do not count."""
    pieces = re.split(rf"^{ANYTHING}\n", shown.strip("\n") + "\n", flags=re.MULTILINE)
    lines = [re.escape(piece).replace(rf"\ {ANYTHING}\{chr(10)}", " .*\n") for piece in pieces]
    pattern = r"(?:.*\n)*?".join(lines)
    return re.fullmatch(pattern, printed.strip("\n") + "\n") is not None


@pytest.mark.parametrize("block", CONSOLE, ids=place)
def test_the_program_prints_what_is_shown(block: Block) -> None:
    screens = screens_of(block)
    assert screens
    for command, shown in screens:
        printed = run(command)
        assert fits(shown, printed), f"{block.place}: $ {command}\n{printed}"


def test_a_screen_fits_only_what_it_shows() -> None:
    assert fits("a\n…\nd\n", "a\nb\nc\nd\n")
    assert fits("a\n…\n", "a\n")
    assert fits("a\n\n", "a\n")
    assert not fits("a\n…\nd\n", "a\nb\nc\n")
    assert fits("a …\nb\n", "a b c\nb\n")
    assert not fits("a …\nb\n", "a b c\nd\nb\n")
    assert not fits("a\n", "a\nb\n")
    assert not fits("a.c\n", "abc\n")
    assert not fits("", "a\n")


def test_a_block_is_found_with_its_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    document = tmp_path / "page.md"
    document.write_text(
        "```yaml\ndataflow: 1\n```\n\n<!-- broken -->\n```yaml\nx: y\n```\n", "utf-8"
    )
    assert blocks_of(document) == [
        Block("page.md:1", "yaml", "dataflow: 1\n", broken=False),
        Block("page.md:6", "yaml", "x: y\n", broken=True),
    ]
