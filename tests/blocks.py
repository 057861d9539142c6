"""Blocks of code in documents: found, run one after another, and written anew.

A fenced block says in its first line what it is, and for a model also under which name the
blocks after it find it, and whether it shows a mistake:

    yaml                       a whole model, which must be valid
    yaml title=town.yaml       the same, written to that file
    yaml broken                a model that must not be valid
    csv title=weights.csv      a table, written to that file
    console                    `$ dataflow …` and what it prints; `$ echo $?` is its exit code
    python                     code that runs, with `>>>` also what it prints
    text, sh                   nothing that is run

The README of a lesson runs in the lesson's folder, where `model.yaml` has a gap. Its blocks follow
a pupil from the red answers to the green ones:

    console typed=no-end       `model.yaml` now has in its gap what a pupil may type there, and
                               nothing else: the text of `typed/LESSON/no-end.txt`. The page does
                               not show it, since half of it may be the solution
    console solved             from here on `model.yaml` is the solution, with no line of it shown
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from elision import cut_like, fits
from lessons import LESSONS, TYPED, fill, solution_of

import dataflow as df
from dataflow.cli import program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = sorted((ROOT / "docs").rglob("*.md"))
EXAMPLES = sorted((ROOT / "examples").rglob("*.md"))
LIBRARY = ROOT / "graphs" / "README.md"
DOCUMENTS = [README, *PAGES, *EXAMPLES, LIBRARY]
"""Every document whose blocks are run."""

SILENT = ("text", "sh")
"""What a block may be that is not run."""

BORROWED = ("graphs", "tests/invalid", "examples")
"""What the repository has that the documents' commands read, under the same names."""

FENCE = re.compile(
    r"^```(?P<info>[^`\n]*)\n(?P<text>.*?)^```[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A block of code in a document: where it stands, what it says it is, and its text."""

    document: Path
    line: int
    info: str
    text: str
    span: tuple[int, int]

    @property
    def kind(self) -> str:
        return self.info.partition(" ")[0]

    @property
    def place(self) -> str:
        return f"{self.document.name}:{self.line}"


def blocks_of(document: Path) -> list[Block]:
    text = document.read_text("utf-8")
    return [
        Block(
            document=document,
            line=text.count("\n", 0, match.start()) + 1,
            info=match["info"].strip(),
            text=match["text"],
            span=match.span("text"),
        )
        for match in FENCE.finditer(text)
    ]


class Workshop:
    """A folder in which the blocks of one document are run, in their order.

    Attributes:
        folder: where they are run; for a lesson, its own below the one that was given.
        lesson: the lesson that the document is about, if it is about one.
        done: the blocks that were run.
    """

    def __init__(self, folder: Path, document: Path) -> None:
        self.lesson = document.parent if document.parent in LESSONS else None
        self.folder = folder / (document.parent.relative_to(ROOT) if self.lesson else "")
        self.done: list[Block] = []
        self._names: dict[str, Any] = {}
        self._code = 0
        self._runs: dict[str, Callable[[Block], str]] = {
            "yaml": self._load,
            "csv": self._keep,
            "console": self._type,
            "python": self._execute,
        }
        for name in BORROWED:
            shutil.copytree(ROOT / name, folder / name)

    def run(self, block: Block) -> str:
        """Run a block, and give its text with what it really prints."""
        assert block.kind in self._runs, f"{block.place}: no block is `{block.info}`"
        with contextlib.chdir(self.folder):
            text = self._runs[block.kind](block)
        self.done.append(block)
        return text

    def _load(self, block: Block) -> str:
        title, broken = _words_of_a_model(block)
        if title:
            (self.folder / title).write_text(block.text, "utf-8")
        wrong = ""
        try:
            df.load(title) if title else df.loads(block.text, block.place)
        except df.ModelError as found:
            wrong = str(found)
        assert bool(wrong) is broken, f"{block.place}: {wrong or 'nothing is wrong with it'}"
        return block.text

    def _fill_in(self, block: Block) -> None:
        assert self.lesson, f"{block.place}: no lesson, no gap"
        typed = TYPED / self.lesson.name / f"{block.info.partition('=')[2]}.txt"
        model = (self.lesson / "model.yaml").read_text("utf-8")
        filled = fill(model, typed.read_text("utf-8"))
        (self.folder / "model.yaml").write_text(filled, "utf-8")

    def _keep(self, block: Block) -> str:
        title, _ = _words_of_a_model(block)
        (self.folder / title).write_text(block.text, "utf-8")
        return block.text

    def _type(self, block: Block) -> str:
        if block.info == "console solved":
            assert self.lesson, f"{block.place}: no lesson, nothing to solve"
            shutil.copyfile(solution_of(self.lesson), self.folder / "model.yaml")
        elif block.info.startswith("console typed="):
            self._fill_in(block)
        else:
            assert block.info == block.kind, f"{block.place}: what is `{block.info}`?"
        said: list[str] = []
        for command, shown in screens_of(block):
            printed = self._answer(command)
            kept = fits(shown, printed)
            said += [f"$ {command}\n", shown if kept else cut_like(shown, printed)]
        return "".join(said)

    def _answer(self, command: str) -> str:
        if command == "echo $?":
            return f"{self._code}\n"
        typed, _, file = command.partition(" < ")
        name, *arguments = shlex.split(typed)
        assert name == "dataflow", command
        with open(file or os.devnull, encoding="utf-8") as keyboard:  # noqa: PTH123 - not always a file
            printed, self._code = run_program(arguments, keyboard)
        return printed

    def _execute(self, block: Block) -> str:
        if ">>> " in block.text:
            return _Session(self._names).replay(block)
        code = compile(block.text, block.place, "exec")
        with contextlib.redirect_stdout(io.StringIO()):
            exec(code, self._names)  # noqa: S102 - our own documents
        return block.text


def _words_of_a_model(block: Block) -> tuple[str, bool]:
    """Read what stands after the kind: the name of its file, and whether it shows a mistake."""
    title, broken = "", False
    for word in block.info.split()[1:]:
        if word.startswith("title="):
            title = word.removeprefix("title=")
        else:
            assert word == "broken", f"{block.place}: what is `{word}`?"
            broken = True
    return title, broken


def screens_of(block: Block) -> list[tuple[str, str]]:
    """Take a console block apart: each command with what it is said to print."""
    parts = re.split(r"^\$ (.*)\n", block.text, flags=re.MULTILINE)
    assert not parts[0], f"{block.place}: a block starts with a command"
    return list(zip(parts[1::2], parts[2::2], strict=True))


class Screen(NamedTuple):
    """What a run of the program left."""

    code: int
    out: str
    err: str


def run_program(arguments: list[str], keyboard: io.TextIOBase | Any) -> tuple[str, int]:  # noqa: ANN401 - any open file
    """Run the program here; give what a terminal shows, output and errors, and the exit code."""
    with _caught() as screen, mock.patch.dict(os.environ, {"COLUMNS": "80"}):
        code = _run(arguments, keyboard, screen, screen)
        return _read(screen), code


def run_here(arguments: Sequence[str], environment: Mapping[str, str]) -> Screen:
    """Run the program here, in an environment; a process of its own costs ten times as much."""
    with _caught() as out, _caught() as err, mock.patch.dict(os.environ, environment, clear=True):
        code = _run(arguments, io.StringIO(), out, err)
        return Screen(code, _read(out), _read(err))


@contextlib.contextmanager
def _caught() -> Iterator[io.TextIOWrapper]:
    """A stream with a file behind it: the program writes to the file's number."""
    with tempfile.TemporaryFile(buffering=0) as file:
        yield io.TextIOWrapper(file, "utf-8", write_through=True)


def _run(
    arguments: Sequence[str],
    keyboard: Any,  # noqa: ANN401 - any open file
    out: io.TextIOWrapper,
    err: io.TextIOWrapper,
) -> int:
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "stdin", keyboard),
        mock.patch.object(sys, "argv", ["dataflow", *arguments]),
    ):
        return program.run()


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    file: Any = stream.detach()
    file.seek(0)
    return bytes(file.read()).decode()


class _Session(doctest.DocTestRunner):
    """Runs the examples of a block and notes what each prints, in place of complaining."""

    def __init__(self, names: dict[str, Any]) -> None:
        super().__init__(verbose=False, optionflags=doctest.ELLIPSIS)
        self._names = names
        self._printed: list[str | None] = []

    def replay(self, block: Block) -> str:
        """Give the text of a block with what its examples really print."""
        parts = doctest.DocTestParser().parse(block.text, block.place)
        examples = [part for part in parts if isinstance(part, doctest.Example)]
        test = doctest.DocTest(examples, self._names, block.place, block.place, 0, block.text)
        self.run(test, clear_globs=False)
        self._names |= test.globs
        printed = iter(self._printed)
        return "".join(
            part if isinstance(part, str) else _shown(part, next(printed)) for part in parts
        )

    def report_start(self, out: object, test: object, example: object) -> None:
        pass

    def report_success(self, out: object, test: object, example: object, got: str) -> None:  # noqa: ARG002
        self._printed.append(None)

    def report_failure(self, out: object, test: object, example: object, got: str) -> None:  # noqa: ARG002
        self._printed.append(got)

    def report_unexpected_exception(
        self,
        out: object,  # noqa: ARG002
        test: object,  # noqa: ARG002
        example: object,  # noqa: ARG002
        exc_info: tuple[Any, BaseException, Any],
    ) -> None:
        kind = type(exc_info[1])
        said = f"{kind.__module__}.{kind.__qualname__}: {exc_info[1]}"
        self._printed.append(f"Traceback (most recent call last):\n  ...\n{said}\n")


def _shown(example: doctest.Example, printed: str | None) -> str:
    """Write an example as a document does; None for what it prints is: as it is shown."""
    first, *others = example.source.splitlines()
    lines = [f">>> {first}", *(f"... {line}".rstrip() for line in others)]
    said = example.want
    if printed is not None:
        said = re.sub(r"^(?=\n)", "<BLANKLINE>", printed, flags=re.MULTILINE)
        said = re.sub(r"(?<=^Traceback \(most recent call last\):\n)(?: .*\n)+", "  ...\n", said)
    return "\n".join(lines) + "\n" + said


class Replay(NamedTuple):
    """What running a document has shown.

    Attributes:
        done: how many of its blocks were run.
        wrong: of every block that is not as shown: its place, and what it should say.
        text: the document as it should be.
    """

    done: int
    wrong: list[str]
    text: str


def replay(document: Path, folder: Path) -> Replay:
    """Run every block of a document that can be run."""
    workshop = Workshop(folder, document)
    text, wrong = document.read_text("utf-8"), []
    fresh: list[tuple[tuple[int, int], str]] = []
    for block in blocks_of(document):
        if block.kind not in SILENT:
            told = workshop.run(block)
            if told != block.text:
                wrong.append(f"{block.place} should be\n{told}")
                fresh.append((block.span, told))
    for (start, end), told in reversed(fresh):
        text = text[:start] + told + text[end:]
    return Replay(len(workshop.done), wrong, text)


def tables_of(text: str) -> Iterator[list[list[str]]]:
    """Give the tables of a piece of Markdown, each as rows of cells, without its head."""
    for table in re.findall(r"^\|.*\n\|[ :|-]+\|\n((?:\|.*\n)*)", text, re.MULTILINE):
        yield [
            [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip("|"))]
            for row in table.splitlines()
        ]


def sections_of(text: str) -> dict[str, str]:
    """Give the sections of a document by their headings, each with those below it."""
    bare = FENCE.sub(lambda match: "\n" * match[0].count("\n"), text)
    heads = list(re.finditer(r"^(#+) (.+)$", bare, re.MULTILINE))
    sections: dict[str, str] = {}
    for number, head in enumerate(heads):
        rest = heads[number + 1 :]
        end = next((one.start() for one in rest if len(one[1]) <= len(head[1])), len(bare))
        assert head[2] not in sections, f"two sections are called {head[2]}"
        sections[head[2]] = bare[head.end() : end]
    return sections


def ticked(text: str) -> list[str]:
    """Give what stands in backticks, outside of blocks."""
    return re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
