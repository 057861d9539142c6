"""What a terminal shows: no line wider than it is, colours that say nothing new, links, screens."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pexpect
import pytest
import sixty
from blocks import run_here
from patience import PATIENCE

import dataflow as df
import dataflow.cli.progress
import dataflow.cli.terminal
from dataflow.cli.progress import SILENT, Progress, begin
from dataflow.cli.terminal import find_screen
from dataflow.telling.folding import cell_width
from dataflow.telling.screen import Screen, paint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dataflow.answers.answer import Tellable
    from dataflow.telling.length import Length

ROOT = Path(__file__).parents[1]
CASE = "graphs/whatsapp.yaml"
GRAPHS = sorted((ROOT / "graphs").glob("*.yaml"))
WIDTHS = (60, 80, 100, 140)
NARROWEST = 20
"""Below so many columns, the labels of a list leave no room for what they are about."""
LENGTHS: tuple[Length, ...] = ("brief", "short", "full")

posix = pytest.mark.skipif(os.name != "posix", reason="terminals and timers are those of POSIX")

CODE = re.compile("\x1b\\[[0-9;]*m")
LINK = re.compile("\x1b\\]8;[^;]*;([^\x1b]*)\x1b\\\\")


def too_wide(answer: Tellable, width: int) -> Iterator[str]:
    """Yield the lines of an answer, however long it is told, that are wider than a terminal."""
    for length in LENGTHS:
        lines = answer.tell(width, length=length).split("\n")
        yield from (line for line in lines if cell_width(line) > width)


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.stem)
def test_no_line_about_a_case_is_wider_than_the_terminal(path: Path) -> None:
    answers = [*sixty.list_answers(df.load(path)), ("check", df.check(path, sources=True))]
    for asked, answer in answers:
        for width in WIDTHS:
            assert [*too_wide(answer, width)] == [], f"{asked} at {width}"


def test_no_line_about_sixty_services_is_wider_than_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "sixty.yaml"
    path.write_text(sixty.write_model(), "utf-8")
    answers = dict(sixty.list_answers(sixty.load_model())) | {"check": df.check(path, sources=True)}
    assert {asked.split()[0] for asked in answers} == {
        *("reach", "why", "exposure", "claims", "cut", "diff", "check", "show", "ask", "test")
    }
    for asked, answer in answers.items():
        for width in (NARROWEST, *WIDTHS):
            assert [*too_wide(answer, width)] == [], f"{asked} at {width}"
    # an id that is wider than the terminal is broken, not overflowed
    assert sixty.LONGEST_ID in "".join(answers[f"show {sixty.LONGEST_ID}"].tell(60).split())


# --- colours and links ----------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_colours_and_links_say_nothing_new(width: int) -> None:
    for _, answer in sixty.list_answers(sixty.load_model()):
        plain = answer.tell_on(Screen(width))
        coloured = answer.tell_on(Screen(width, has_colour=True, has_links=True))
        assert LINK.sub("", CODE.sub("", coloured)) == plain
        # each line is whole by itself: a pager shows any of them first
        for line in coloured.split("\n"):
            codes = CODE.findall(line)
            assert codes[1::2] == ["\x1b[0m"] * (len(codes) // 2)
            assert [bool(link) for link in LINK.findall(line)] == [True, False] * (
                len(LINK.findall(line)) // 2
            )


TOLD = """
dataflow: 1
sources:
  law: {title: The decision, url: "https://example.org/a/decision", archived: "https://a.example/1"}
  policy: {title: The policy}
companies:
  broken: {name: Broken Inc.}
  b: {name: Broken}
services:
  shop: {operator: broken, holds: {data: email, since: 2010, source: [law, policy]}}
  mail: {operator: b}
flows:
  sold: {from: shop, to: mail, data: email, since: 2012, status: alleged, source: law}
claims:
  vow: {by: broken, date: 2011, quote: "Broken Inc. is alleged, or broken", source: policy,
        never: {data: email, reach: b}}
"""


def painted(answer: Tellable) -> str:
    return answer.tell_on(Screen(has_colour=True)).replace("\x1b[0m", "⟩").replace("\x1b[", "⟨")


def test_companies_verdicts_and_what_is_unsure_have_a_colour() -> None:
    model = df.loads(TOLD)
    reach = painted(df.reach(model, "email"))
    # of two names that begin alike, the longer one is meant
    assert "⟨1mBroken Inc.⟩ has had it since 2010: shop collects it ⟨36m[1]⟩⟨36m[2]⟩." in reach
    assert "⟨1mBroken⟩ is said to have had it since 2012" in reach
    assert "⟨33malleged⟩" in reach
    assert "⟨36m[1]⟩ “The decision”. ⟨36mhttps://example.org/a/decision⟩" in reach
    claims = painted(df.claims(model))
    # what somebody said is not ours to colour
    assert "“Broken Inc. is alleged, or broken” ⟨36m[1]⟩" in claims
    assert "It was ⟨31mbroken⟩" in claims


def test_sources_are_links_to_their_addresses() -> None:
    answer = df.reach(df.loads(TOLD), "email")
    told = answer.tell_on(Screen(40, has_links=True))
    linked = re.findall("\x1b\\]8;id=(\\w+);([^\x1b]+)\x1b\\\\([^\x1b]*)\x1b\\]8;;", told)
    assert {(address, text) for _, address, text in linked} == {
        ("https://example.org/a/decision", "[1]"),
        ("https://example.org/a/decision", "https://example.org/a/decision"),
        ("https://a.example/1", "https://a.example/1"),
    }
    # an address that is broken is one link in several pieces
    narrow = answer.tell_on(Screen(25, has_links=True))
    pieces = re.findall(r"id=(\w+);https://example\.org/a/decision\x1b\\([^\[\x1b]+)", narrow)
    assert "".join(text for _, text in pieces) == "https://example.org/a/decision"
    assert len(pieces) > 1
    assert len({link for link, _ in pieces}) == 1


def test_no_name_or_address_gives_the_terminal_an_order() -> None:
    text = TOLD.replace("a/decision", "\\u00e9\\u202e;x").replace("Broken Inc.", "Br\u00f6ken")
    with pytest.raises(df.ModelError):
        df.loads(text)  # such an address is not even read
    assert paint("x", "source", Screen(has_links=True), "https://a/\x1b]8;;\x07é b") == (
        "\x1b]8;id=91ebc1f1;https://a/%1B]8;;%07%C3%A9%20b\x1b\\x\x1b]8;;\x1b\\"
    )


# --- what the environment says --------------------------------------------------------------------

ENVIRONMENT = {"LC_ALL": "C.UTF-8"}
XTERM = {"TERM": "xterm-256color"}
KITTY = {"TERM": "xterm-kitty"}


@pytest.mark.parametrize(
    ("env", "terminal", "colour", "links"),
    [
        (XTERM, True, True, False),
        (KITTY, True, True, True),
        (KITTY, False, False, False),
        (KITTY | {"NO_COLOR": "1"}, True, False, False),
        (KITTY | {"NO_COLOR": ""}, True, True, True),
        (KITTY | {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False, False),
        (KITTY | {"CI": "true"}, True, True, False),
        (KITTY | {"FORCE_COLOR": "1"}, False, True, False),
        ({"FORCE_COLOR": "1"}, False, True, False),
        ({"FORCE_COLOR": "0"}, False, False, False),
        ({"TERM": "dumb"}, True, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1", "WT_SESSION": ""}, False, True, False),
        ({}, True, False, False),
        ({"WT_SESSION": "x"}, True, True, True),
        (XTERM | {"TERM_PROGRAM": "vscode"}, True, True, True),
        (XTERM | {"VTE_VERSION": "4900"}, True, True, False),
        ({"TERM": "tmux-256color", "VTE_VERSION": "6800"}, True, True, False),
    ],
)
def test_the_environment_says_what_a_terminal_shows(
    env: dict[str, str], *, terminal: bool, colour: bool, links: bool
) -> None:
    with (
        mock.patch.dict(os.environ, env, clear=True),
        mock.patch.object(dataflow.cli.terminal, "is_terminal", return_value=terminal),
    ):
        screen = find_screen()
        assert (screen.has_colour, screen.has_links) == (colour, links)
        in_file = find_screen(Path("answer.txt"))
        assert (in_file.has_colour, in_file.has_links, in_file.width) == (False, False, 100)


def test_sentences_have_at_most_110_columns_and_tables_all_of_them() -> None:
    with (
        mock.patch.dict(os.environ, XTERM | {"COLUMNS": "140"}, clear=True),
        mock.patch.object(dataflow.cli.terminal, "is_terminal", return_value=True),
    ):
        screen = find_screen()
    assert (screen.width, screen.tables) == (110, 140)


# --- progress -------------------------------------------------------------------------------------


class Terminal:
    """A terminal that keeps what is written to its line, and a clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.line = ""
        self.lines: list[str] = []

    def write(self, text: str) -> None:
        assert "\n" not in text
        for part in text.split("\r"):
            self.line = part + self.line[len(part) :]
        self.lines.append(self.line.rstrip())


def test_nothing_is_said_within_a_second() -> None:
    terminal = Terminal()
    progress = Progress(terminal.write, lambda: terminal.now)
    for now in (0.0, 0.5, 0.99):
        terminal.now = now
        with progress.during("reading a.yaml"):
            progress.tell()
    assert terminal.lines == []


def test_from_a_second_on_it_is_said_what_is_done_and_wiped_when_it_is_done() -> None:
    terminal = Terminal()
    progress = Progress(terminal.write, lambda: terminal.now, columns=30)
    with progress.during("reading a.yaml"):
        terminal.now = 1.2
        progress.tell()
        terminal.now = 12.4
        progress.tell()
    with pytest.raises(KeyboardInterrupt), progress.during("drawing a figure with a long name"):
        raise KeyboardInterrupt
    assert terminal.lines == [
        "reading a.yaml … 1 s",
        "reading a.yaml … 12 s",
        "",
        "drawing a figure with a 12 s",
        "",
    ]


@posix
def test_the_timer_of_the_system_rings_meanwhile_and_not_afterwards() -> None:
    terminal = Terminal()
    progress = Progress(terminal.write, lambda: terminal.now)
    before = signal.getsignal(signal.SIGALRM)
    with progress.during("waiting"):
        terminal.now = 2.0
        signal.raise_signal(signal.SIGALRM)  # what the timer does
        assert terminal.line == "waiting … 2 s"
    assert terminal.line.rstrip() == ""
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_progress_is_for_terminals_that_obey_alone() -> None:
    for terminal, env, quiet, told in [
        (True, XTERM, False, True),
        (True, XTERM, True, False),
        (True, {"TERM": "dumb"}, False, False),
        (False, XTERM | {"FORCE_COLOR": "1"}, False, False),
    ]:
        with (
            mock.patch.dict(os.environ, env, clear=True),
            mock.patch.object(dataflow.cli.progress, "is_terminal", return_value=terminal),
            mock.patch.object(sys, "stderr", sys.__stderr__),
        ):
            assert (begin(quiet=quiet) is not SILENT) == told


MODEL = "tests/models/six.yaml"


@pytest.mark.parametrize(
    ("module", "words", "told"),
    [
        ("questions", ("reach", MODEL, "email"), [f"reading {MODEL}", f"asking {MODEL}"]),
        (
            "checks",
            ("check", MODEL, "tests/models/town.yaml"),
            [f"reading {MODEL} (1 of 2)", "reading tests/models/town.yaml (2 of 2)"],
        ),
        ("checks", ("test", MODEL), [f"reading {MODEL}", f"testing {MODEL}"]),
        (
            "draw",
            ("draw", CASE, "before-after", "opting-out", "--format", "dot", "-o", "FOLDER"),
            [
                f"reading {CASE}",
                *("drawing before-after (1 of 2)", "drawing opting-out (2 of 2)") * 2,
            ],
        ),
    ],
)
def test_every_command_says_what_it_is_doing(
    tmp_path: Path, module: str, words: tuple[str, ...], told: list[str]
) -> None:
    terminal = Terminal()
    progress = Progress(terminal.write, lambda: terminal.now)
    terminal.now = 5.0
    commands = import_module(f"dataflow.cli.{module}")
    arguments = [word.replace("FOLDER", str(tmp_path)) for word in words]
    with mock.patch.object(commands, "begin", return_value=progress), contextlib.chdir(ROOT):
        assert run_here(arguments, ENVIRONMENT).code == 0
    # the timer may have rung meanwhile, and said the same again
    shown = [line.removesuffix(" … 5 s") for line, _ in groupby(filter(None, terminal.lines))]
    assert shown == told
    assert terminal.line.strip() == ""


# --- the program itself ---------------------------------------------------------------------------


def test_a_question_in_a_pipe_does_not_import_rich() -> None:
    script = (
        "import sys; from dataflow.cli.program import run; code = run();"
        "print([name for name in sys.modules if name.split('.')[0] == 'rich'], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "reach", "tests/models/town.yaml", "email"],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=PATIENCE,
    )
    assert done.stderr == b"[]\n"


@posix
def test_a_terminal_has_colours_links_and_its_own_width() -> None:
    shown = run_on_terminal("reach", "tests/models/town.yaml", "email", env=KITTY, columns=60)
    plain = run_on_terminal(
        "reach", "tests/models/town.yaml", "email", env=KITTY | {"NO_COLOR": "1"}, columns=60
    )
    assert CODE.search(shown)
    assert "\x1b" not in plain
    assert LINK.sub("", CODE.sub("", shown)) == plain
    assert max(map(cell_width, plain.split("\n"))) in range(50, 61)


def run_on_terminal(*words: str, env: dict[str, str], columns: int) -> str:
    """Run the program on a terminal of its own; give what it showed."""
    program = start_on_terminal("-m", "dataflow", *words, env=env, columns=columns)
    shown: str = program.read()
    program.close()
    return shown.replace("\r\n", "\n")


def start_on_terminal(*words: str, env: dict[str, str], columns: int) -> Any:  # noqa: ANN401 - pexpect has no types
    """Start Python on a terminal of its own."""
    return pexpect.spawn(
        sys.executable,
        [*words],
        cwd=str(ROOT),
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), **env},
        dimensions=(40, columns),
        timeout=PATIENCE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


IMPATIENT = """
import sys
from pathlib import Path
from graphviz.backend import dot_command
from dataflow.cli import main, progress
dot_command.DOT_BINARY = Path(sys.argv.pop(1))
progress.PATIENCE = 0
main()
"""


@posix
def test_what_takes_long_says_so_on_a_terminal(tmp_path: Path) -> None:
    layout, waited = tmp_path / "dot", tmp_path / "waited"
    os.mkfifo(waited)
    layout.write_text(f"#!/bin/sh\nexec cat '{waited}'\n")  # until Ctrl-C
    layout.chmod(0o755)
    drawing = ("draw", "tests/models/six.yaml", "-o", str(tmp_path / "six.svg"))
    program = start_on_terminal("-c", IMPATIENT, str(layout), *drawing, env=XTERM, columns=60)
    program.expect("\rdrawing the figure … 0 s")
    assert "reading tests/models/six.yaml … 0 s" in program.before
    program.sendintr()
    shown = program.read()
    assert "^C" in shown
    # nothing is left of the line, if there was one at that moment
    assert re.search(r"(^\^C|\r +\r)\r\nstopped\r\n$", shown), shown
    program.close()
    assert program.exitstatus == 130
    assert not (tmp_path / "six.svg").exists()


# --- whole screens --------------------------------------------------------------------------------

ASKED = {
    "reach": ("reach", CASE, "phone_number"),
    "why": ("why", CASE, "phone_number", "facebook"),
    "claims": ("claims", CASE, "WhatsApp Ireland Limited", "facebook-2014-matching"),
    "exposure": ("exposure", CASE, "facebook-inc"),
    "cut": ("cut", CASE, "phone_number", "facebook", "--scenario", "after"),
    "diff": ("diff", CASE, "--before", "2015", "--after", "2016"),
    "check": ("check", "tests/models/wrong.yaml"),
    "show": ("show", CASE, "facebook-inc"),
}
GOLDEN = Path(__file__).parent / "golden" / "screens"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ASKED)
def test_a_whole_screen_is_as_it_was_approved(name: str, width: int) -> None:
    plain = show_screen(ASKED[name], XTERM | {"NO_COLOR": "1", "COLUMNS": str(width)})
    coloured = show_screen(ASKED[name], XTERM | {"COLUMNS": str(width)})
    assert CODE.sub("", coloured) == plain
    assert max(map(cell_width, plain.split("\n"))) <= width
    compare(GOLDEN / f"{name}-{width}.txt", plain)
    if width == WIDTHS[1]:
        compare(GOLDEN / f"{name}-{width}-colours.txt", coloured.replace("\x1b", "␛"))


def show_screen(words: Sequence[str], env: Mapping[str, str]) -> str:
    """Return what a terminal of this kind shows."""
    known = mock.patch.object(dataflow.cli.terminal, "is_terminal", return_value=True)
    with known, contextlib.chdir(ROOT):
        screen = run_here(words, ENVIRONMENT | env)
    assert screen.err == ""
    return screen.out


def compare(golden: Path, shown: str) -> None:
    if os.environ.get("UPDATE_GOLDENS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")
