"""The program as a person meets it: whole screens, bad input, and how it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from blocks import Screen, run_here
from patience import PATIENCE

from dataflow.cli import _is_interrupted

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "cli"
CASE = "graphs/whatsapp.yaml"
SIX, FORGOTTEN, TOWN, WRONG, EXPECTING, PROMISES = (
    f"tests/models/{name}.yaml"
    for name in ("six", "forgotten", "town", "wrong", "expecting", "promises")
)
WEIGHTS = "tests/models/weights.yaml"
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "COLUMNS": "80", "TERM": "dumb"}
"""What the program is run with: no HOME, no colours, a fixed width."""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "dataflow", *arguments]


def run(
    *arguments: str, typed: str = "", env: dict[str, str] | None = None, cwd: Path = ROOT
) -> Screen:
    done = subprocess.run(
        command(*arguments),
        input=typed.encode(),
        capture_output=True,
        check=False,
        cwd=cwd,
        env=env or ENVIRONMENT,
        timeout=PATIENCE,
    )
    return Screen(done.returncode, done.stdout.decode(), done.stderr.decode())


def all_of(commands: dict[str, tuple[str, ...]]) -> dict[str, Screen]:
    """Run several here, one after another."""
    with contextlib.chdir(ROOT):
        return {name: run_here(words, ENVIRONMENT) for name, words in commands.items()}


# --- whole screens --------------------------------------------------------------------------------

WHATSAPP = (CASE, "phone_number", "--from", "whatsapp")
SCREENS: dict[str, tuple[str, ...]] = {
    "nothing": (),
    "help": ("--help",),
    "help-reach": ("reach", "--help"),
    "help-why": ("why", "--help"),
    "help-claims": ("claims", "--help"),
    "help-exposure": ("exposure", "--help"),
    "help-cut": ("cut", "--help"),
    "help-diff": ("diff", "--help"),
    "help-draw": ("draw", "--help"),
    "help-serve": ("serve", "--help"),
    "help-check": ("check", "--help"),
    "help-new": ("new", "--help"),
    "help-schema": ("schema", "--help"),
    "help-ask": ("ask", "--help"),
    "ask-case": ("ask", CASE, "who can reach my phone number from WhatsApp on 31 December 2016?"),
    "ask-case-json": ("ask", CASE, "since when can Onavo see my phone number?", "--format", "json"),
    "ask-case-germany": ("ask", CASE, "who can reach my phone number if I live in Germany?"),
    "ask-town-csv": ("ask", TOWN, "who has my email as ana?", "--format", "csv"),
    "ask-nothing": ("ask", TOWN, "will it rain?"),
    "help-show": ("show", "--help"),
    "help-test": ("test", "--help"),
    "new": ("new", "-"),
    "show-core": ("show", "core", "--search", "phone"),
    "show-core-purposes": ("show", "core", "purposes"),
    "show-town": ("show", TOWN),
    "show-case-flow": ("show", CASE, "account-info-ads-2016"),
    "show-case-company": ("show", CASE, "facebook-inc", "--format", "json"),
    "show-case-data": ("show", CASE, "phone number", "--format", "markdown"),
    "show-town-csv": ("show", TOWN, "data", "--format", "csv"),
    "show-town-typo": ("show", TOWN, "bord"),
    "show-case-twice": ("show", CASE, "opted-out"),
    "test-case": ("test", CASE),
    "test-expecting": ("test", EXPECTING),
    "test-expecting-json": ("test", EXPECTING, "--format", "json"),
    "test-expecting-csv": ("test", EXPECTING, "--format", "csv"),
    "test-expecting-markdown": ("test", EXPECTING, "--format", "markdown"),
    "reach-case": ("reach", *WHATSAPP, "--as-of", "2016-12-31"),
    "reach-case-owners": ("reach", *WHATSAPP, "--as-of", "2014-12-31", "--owners"),
    "reach-case-ads": ("reach", *WHATSAPP, "--as", "opted-out", "--for", "ads"),
    "reach-case-messages": ("reach", CASE, "messages", "--as-of", "2016-12-31"),
    "why-case": ("why", CASE, "Phone Number", "facebook", "--scenario", "after"),
    "why-case-json": ("why", *WHATSAPP[:2], "facebook", "--scenario", "after", "--format", "json"),
    "why-case-csv": ("why", *WHATSAPP[:2], "facebook", "--scenario", "after", "--format", "csv"),
    "why-case-markdown": (
        *("why", *WHATSAPP[:2], "facebook", "--scenario", "after"),
        *("--format", "markdown"),
    ),
    "reach-case-json": ("reach", *WHATSAPP, "--as-of", "2016-12-31", "--format", "json"),
    "reach-case-csv": ("reach", *WHATSAPP, "--as-of", "2016-12-31", "--format", "csv"),
    "reach-case-markdown": ("reach", *WHATSAPP, "--as-of", "2016-12-31", "--format", "markdown"),
    "check-wrong-csv": ("check", WRONG, "--format", "csv"),
    "check-wrong-markdown": ("check", WRONG, "--format", "markdown"),
    "check-wrong-github": ("check", WRONG, "--format", "github"),
    "check-case-sources": ("check", CASE, "--sources"),
    "why-case-opted-out": ("why", CASE, "phone_number", "facebook", "--scenario", "opted-out"),
    "why-case-all": ("why", *WHATSAPP[:2], "facebook-inc", *WHATSAPP[2:], "--all"),
    "claims-case": ("claims", CASE),
    "claims-case-strict": ("claims", CASE, "koum-2014-location", "--strict"),
    "claims-case-2018": ("claims", CASE, "WhatsApp", "--as-of", "2018", "--format", "csv"),
    "claims-promises": ("claims", PROMISES),
    "claims-promises-json": ("claims", PROMISES, "board-co", "--format", "json"),
    "claims-promises-markdown": ("claims", PROMISES, "--scenario", "late", "--format", "markdown"),
    "claims-town-as": ("claims", TOWN, "--as", "ana"),
    "check-case": ("check", CASE),
    "reach-six": ("reach", SIX, "phone_number"),
    "why-six": ("why", SIX, "phone_number", "facebook"),
    "check-six": ("check", SIX),
    "check-six-json": ("check", SIX, "--format", "json"),
    "reach-forgotten": ("reach", FORGOTTEN, "phone_number"),
    "why-forgotten": ("why", FORGOTTEN, "phone_number", "facebook"),
    "check-forgotten": ("check", FORGOTTEN),
    "reach-six-nobody": ("reach", SIX, "email"),
    "reach-town": ("reach", TOWN, "email", "--owners", "--without", "ads"),
    "why-town": ("why", TOWN, "identifier", "partners", "--as", "ana"),
    "exposure-case": ("exposure", CASE, "--from", "whatsapp", "--as-of", "2016-12-31"),
    "exposure-town": ("exposure", TOWN, "--owners"),
    "exposure-town-company": ("exposure", TOWN, "Chat", "group", "--as-of", "2013-06-30"),
    "exposure-town-json": ("exposure", TOWN, "board", "--format", "json"),
    "exposure-town-csv": ("exposure", TOWN, "--format", "csv"),
    "exposure-town-markdown": ("exposure", TOWN, "--format", "markdown"),
    "exposure-town-nothing": ("exposure", TOWN, "--as-of", "2009"),
    "cut-case": ("cut", *WHATSAPP[:2], "facebook", "--scenario", "after"),
    "cut-case-opted-out": ("cut", CASE, "phone_number", "facebook", "--scenario", "opted-out"),
    "cut-town": ("cut", TOWN, "identifier", "partners"),
    "cut-town-weights": ("cut", TOWN, "identifier", "partners", "--weights", WEIGHTS),
    "cut-town-json": (
        *("cut", TOWN, "identifier", "partners", "--weights", WEIGHTS),
        *("--format", "json"),
    ),
    "cut-town-csv": ("cut", TOWN, "identifier", "partners", "--as", "uli", "--format", "csv"),
    "cut-town-markdown": (
        *("cut", TOWN, "identifier", "partners", "--weights", WEIGHTS),
        *("--format", "markdown"),
    ),
    "cut-town-nothing": ("cut", TOWN, "email", "partners"),
    "cut-town-impossible": ("cut", TOWN, "email", "group", "--owners"),
    "cut-town-wrong-weights": (
        *("cut", TOWN, "identifier", "partners"),
        *("--weights", "tests/models/wrong-weights.csv"),
    ),
    "diff-case": ("diff", CASE, "--before", "before", "--after", "after"),
    "diff-town": ("diff", TOWN, "--before", "2014", "--after", "sold", "--owners"),
    "diff-town-json": ("diff", TOWN, "--before", "late", "--after", "sold", "--format", "json"),
    "diff-town-csv": ("diff", TOWN, "--after", "2012", "--format", "csv"),
    "diff-town-markdown": ("diff", TOWN, "--after", "sold", "--format", "markdown"),
    "diff-town-six": ("diff", TOWN, SIX),
    "diff-town-nothing": ("diff", TOWN, "--before", "2017", "--after", "2018"),
    "check-wrong": ("check", WRONG),
    "reach-wrong": ("reach", WRONG, "email"),
    "why-wrong": ("why", WRONG, "email", "board"),
    "reach-town-typo": ("reach", TOWN, "emial"),
    "why-town-ambiguous": ("why", TOWN, "email", "bo"),
    "reach-unknown-option": ("reach", TOWN, "email", "--form", "json"),
    "unknown-command": ("raech", TOWN),
}


@pytest.fixture(scope="module")
def screens() -> dict[str, Screen]:
    return all_of(SCREENS)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_as_it_was_approved(name: str, screens: dict[str, Screen]) -> None:
    screen = screens[name]
    shown = (
        f"$ {' '.join(['dataflow', *SCREENS[name]])}\nexit {screen.code}\n"
        f"--- standard output\n{screen.out}--- standard error\n{screen.err}"
    )
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        file.write_text(shown, "utf-8")
    assert shown == file.read_text("utf-8"), "UPDATE_GOLDENS=1 writes it anew"


@pytest.mark.parametrize("name", ["nothing", "reach-case", "check-wrong", "unknown-command"])
def test_a_process_of_its_own_shows_the_same(name: str, screens: dict[str, Screen]) -> None:
    assert run(*SCREENS[name]) == screens[name]


def test_every_approved_screen_is_still_shown() -> None:
    assert {file.stem for file in GOLDEN.iterdir()} == set(SCREENS)


# --- bad input: one clear error, exit 2, nothing else ---------------------------------------------

BAD = {
    "a missing file": (("reach", "no.yaml", "email"), "there is no file `no.yaml`"),
    "a missing file, checked": (("check", "no.yaml"), "there is no file `no.yaml`"),
    "a folder": (("reach", "tests", "email"), "`tests` is a folder"),
    "a folder, checked": (("check", "tests"), "`tests` is a folder"),
    "an empty file": (("reach", "tests/invalid/empty-file.yaml", "email"), "the file is empty"),
    "a data type": (("reach", SIX, "phone_nmber"), "did you mean `phone_number`?"),
    "a persona": (("reach", TOWN, "email", "--as", "anna"), "did you mean `ana`?"),
    "a scenario": (("reach", TOWN, "email", "--scenario", "lat"), "did you mean `late`?"),
    "a company": (("why", SIX, "phone_number", "facebok"), "did you mean `facebook`?"),
    "an origin": (("reach", SIX, "email", "--from", "watsapp"), "did you mean `whatsapp`?"),
    "a purpose": (("reach", SIX, "phone_number", "--for", "adds"), "did you mean `ads`"),
    "a claim": (("claims", PROMISES, "not-sld"), "did you mean `not-sold`?"),
    "who made claims": (("claims", PROMISES, "Group"), "`group` made no claim in this model"),
    "a setting of other questions": (("claims", PROMISES, "--for", "ads"), "no such option"),
    "a flow": (("reach", TOWN, "email", "--without", "resales"), "did you mean `resale`?"),
    "a key of flows": (("reach", TOWN, "email", "--without", "rol:x"), "did you mean `role`"),
    "a date": (("reach", SIX, "email", "--as-of", "yesterday"), "`yesterday` is not a date"),
    "a day": (("reach", SIX, "email", "--as-of", "2015-02-29"), "February 2015 has 28 days"),
    "a command": (("frob",), "no such command `frob`"),
    "a format": (("reach", SIX, "email", "--format", "xml"), "`xml` is not one of"),
    "no data type": (("reach", SIX), "missing argument `DATA`"),
    "one word too many": (("reach", SIX, "email", "name"), "unexpected extra argument"),
    "a model for its schema": (("schema", SIX), "unexpected extra argument"),
    "a model to test": (("test", "no.yaml"), "there is no file `no.yaml`"),
    "words": (("ask", TOWN, "who has my emial?"), "did you mean `email`"),
    "a question": (("ask", TOWN, "will it rain?"), "was not understood"),
    "a thing": (("show", TOWN, "bord"), "did you mean"),
    "a section": (("show", TOWN, "flws", "--search", "x"), "`flws` is no section"),
    "a format of check": (("check", SIX, "--format", "gitlab"), "`gitlab` is not one of"),
    "github for an answer": (("reach", SIX, "email", "--format", "github"), "is not one of"),
    "a company exposed": (("exposure", TOWN, "chta"), "no company or service is called `chta`"),
    "nothing to compare": (("diff", TOWN), "nothing to compare: name a scenario or a date"),
    "a scenario before": (("diff", TOWN, "--before", "lat"), "neither a scenario nor a date"),
    "a date after": (("diff", TOWN, "--after", "2015-02-29"), "February 2015 has 28 days"),
    "a persona of two": (("diff", TOWN, SIX, "--as", "ana"), "(in tests/models/six.yaml)"),
    "a second model": (("diff", TOWN, "no.yaml"), "there is no file `no.yaml`"),
    "standard input twice": (("diff", "-", "-"), "only one of the two models"),
    "a company to cut off": (("cut", SIX, "phone_number", "facebok"), "did you mean `facebook`?"),
    "no company to cut off": (("cut", SIX, "phone_number"), "missing argument `COMPANY`"),
    "weights that are not there": (
        ("cut", TOWN, "identifier", "partners", "--weights", "no.csv"),
        "there is no file `no.csv`",
    ),
    "weights without a name": (
        ("cut", TOWN, "identifier", "partners", "--weights", ""),
        "there is no file ``",
    ),
    "a weight of no flow": (
        ("cut", SIX, "phone_number", "facebook", "--weights", "tests/models/one-weight.csv"),
        "no flow is called `resale`",
    ),
    "a file to write": (("reach", SIX, "email", "-o"), "`dataflow reach --help` shows"),
    "a folder to write": (("reach", SIX, "email", "-o", "."), ".: this is a folder"),
    "a kind of figure": (("draw", SIX, "--highlight", "email", "-o", "x.gif"), "end in .svg"),
}


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Screen, list[Path]]]:
    folders = {what: tmp_path_factory.mktemp("bad") for what in BAD}
    asked = {
        what: words if "frob" in words or "-o" in words else (*words, "-o", f"{folders[what]}/x")
        for what, (words, _) in BAD.items()
    }
    done = all_of(asked)
    return {what: (done[what], list(folders[what].iterdir())) for what in BAD}


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_there_is_one_error_and_no_answer(
    what: str, refusals: dict[str, tuple[Screen, list[Path]]]
) -> None:
    screen, written = refusals[what]
    assert (screen.code, screen.out, written) == (2, "", [])
    assert BAD[what][1] in screen.err
    assert screen.err.count("error") == 1
    assert "Traceback" not in screen.err
    assert not (ROOT / "x.gif").exists()


@pytest.mark.parametrize("words", [("reach", WRONG, "email"), ("test", WRONG), ("show", WRONG)])
def test_a_model_with_errors_is_told_on_standard_error_all_of_them(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    screen = run(*words, "-o", str(tmp_path / "answer"))
    assert (screen.code, screen.out) == (2, "")
    assert screen.err.count("error[") == 3
    assert not list(tmp_path.iterdir())


# --- standard input, standard output, files -------------------------------------------------------


def test_a_dash_reads_standard_input() -> None:
    text = (ROOT / SIX).read_text("utf-8")
    screen = run("reach", "-", "Phone Number", typed=text)
    assert screen == run("reach", SIX, "phone_number")
    assert (screen.code, screen.err) == (0, "")


def test_an_answer_in_a_file_leaves_standard_output_empty(tmp_path: Path) -> None:
    target = tmp_path / "answer.txt"
    screen = run("reach", SIX, "phone_number", "-o", str(target))
    assert screen == (0, "", f"wrote {target}\n")
    assert target.read_text("utf-8") == run("reach", SIX, "phone_number").out
    assert run("reach", SIX, "phone_number", "-o", str(target), "--quiet") == (0, "", "")
    assert [file.name for file in tmp_path.iterdir()] == ["answer.txt"]


@pytest.mark.parametrize("target", [".", "no/such/folder/answer.txt", "/dev/full"])
def test_what_cannot_be_written_is_an_error(target: str) -> None:
    screen = run("reach", SIX, "phone_number", "-o", target)
    assert (screen.code, screen.out) == (2, "")
    assert screen.err.startswith(f"error: {target}: ")
    assert screen.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("reach", SIX, "email")])
def test_a_full_disk_is_an_error(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*arguments),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT,
            timeout=PATIENCE,
        )
    assert done.returncode == 2
    assert done.stderr == b"error: standard output: no space left on device\n"


def test_who_reads_no_further_gets_no_complaint() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        done = subprocess.run(
            command("reach", SIX, "phone_number"),
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT,
            timeout=PATIENCE,
        )
    assert (done.returncode, done.stderr) == (2, b"")


def test_a_closed_standard_output_is_an_error() -> None:
    shell = ["sh", "-c", '"$0" "$@" >&-', *command("reach", SIX, "email")]
    done = subprocess.run(shell, capture_output=True, check=False, cwd=ROOT, timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (2, b"error: standard output: closed\n")


def hear_control_c() -> None:
    """Undo what a shell does to programs in the background: they, and all they start, ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("moment", [b"typer.core", b"dataflow.reading"])
def test_control_c_ends_with_130_and_one_word(moment: bytes) -> None:
    timed = [sys.executable, "-X", "importtime", "-m", "dataflow", "reach", "-", "email"]
    with subprocess.Popen(
        timed,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        preexec_fn=hear_control_c,  # noqa: PLW1509 - the tests have no threads
    ) as program:
        assert program.stderr is not None
        for line in program.stderr:  # until it imports what it needs at that moment
            if moment in line:
                break
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=PATIENCE)
    assert (program.returncode, out) == (130, b"")
    assert err.endswith(b"\nstopped\n")
    assert b"Traceback" not in err


def test_control_c_is_known_behind_what_python_makes_of_it() -> None:
    wrapped = RuntimeError("Error calling __set_name__")
    wrapped.__cause__ = KeyboardInterrupt()
    assert _is_interrupted(wrapped)
    assert not _is_interrupted(RuntimeError())


BLOCKED = """
import sys
from pathlib import Path
from graphviz.backend import dot_command
from dataflow.cli import main
dot_command.DOT_BINARY = Path(sys.argv.pop(1))
main()
"""


@pytest.mark.parametrize("old", [None, b"the old figure"])
def test_control_c_leaves_no_half_figure(tmp_path: Path, old: bytes | None) -> None:
    layout, started, waited = (tmp_path / name for name in ("dot", "started", "waited"))
    os.mkfifo(started)
    os.mkfifo(waited)
    layout.write_text(f"#!/bin/sh\necho > '{started}'\nexec cat '{waited}'\n")
    layout.chmod(0o755)
    figures = tmp_path / "figures"
    figures.mkdir()
    if old:
        (figures / "a.svg").write_bytes(old)
    program = subprocess.Popen(
        [sys.executable, "-c", BLOCKED, str(layout), "draw", SIX, "-o", str(figures / "a.svg")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=hear_control_c,  # noqa: PLW1509 - the tests have no threads
    )
    with program:
        started.read_bytes()  # until the layout has begun
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=PATIENCE)
    assert (program.returncode, out, err) == (130, b"", b"stopped\n")
    assert {file.name: file.read_bytes() for file in figures.iterdir()} == (
        {"a.svg": old} if old else {}
    )


def test_control_c_on_a_terminal_stands_below_what_it_shows() -> None:
    program = pexpect.spawn(
        sys.executable,
        ["-m", "dataflow", "serve", SIX, "--port", "0"],
        cwd=str(ROOT),
        env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)},
        timeout=PATIENCE,
        encoding="utf-8",
        preexec_fn=hear_control_c,
    )
    program.expect("Ctrl-C ends it\r\n")
    program.sendintr()
    assert program.read() == "^C\r\nstopped\r\n"
    program.close()
    assert program.exitstatus == 130


# --- where it runs --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C.UTF-8", "NO_COLOR": "1", "HOME": "/nowhere"},
        {"LC_ALL": "C.UTF-8", "CLICOLOR_FORCE": "1", "TERM": "xterm"},
    ],
)
def test_the_answer_is_the_same_wherever_it_runs(env: dict[str, str]) -> None:
    arguments = ("reach", TOWN, "email", "--owners")
    assert run(*arguments, env=env) == run(*arguments)


def test_errors_can_be_told_where_only_ascii_is() -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    screen = run("reach", WRONG, "email", env=env)
    assert (screen.code, screen.out) == (2, "")
    assert "did you mean `phone_number`?" in screen.err


# --- exit codes of check --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "code"),
    [(SIX, (0, 1)), (WRONG, (1, 1)), (CASE, (0, 0)), ("tests/invalid/empty-file.yaml", (1, 1))],
)
def test_check_fails_on_errors_and_when_strict_on_doubts(model: str, code: tuple[int, int]) -> None:
    screens = all_of({"check": ("check", model), "strict": ("check", model, "--strict")})
    assert tuple(screen.code for screen in screens.values()) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), (0, 1)),
        (("not-sold",), (0, 1)),
        (("no-location",), (0, 0)),
        (("not-sold", "--without", "to:board", "--as-of", "2014"), (0, 0)),
        (("--as-of", "2014-12-31"), (0, 1)),
    ],
)
def test_claims_fail_when_strict_on_a_promise_that_is_not_kept(
    words: tuple[str, ...], code: tuple[int, int]
) -> None:
    asked = ("claims", PROMISES, *words)
    plain, strict = all_of({"plain": asked, "strict": (*asked, "--strict")}).values()
    assert (plain.code, strict.code) == code
    assert (plain.out, strict.err) == (strict.out, "")


# --- hostile names --------------------------------------------------------------------------------


def test_control_characters_of_names_come_out_escaped() -> None:
    hostile = [
        ("reach", SIX, "\x1b[31mred"),
        ("reach", "\x1b]0;title\x07.yaml", "email"),
        ("why", SIX, "email", "bell\x07"),
        ("\x1b[2Jfrob",),
        ("reach", SIX, "email", "--as", "\u202egnirts"),
        ("reach", SIX, "email", "-o", "no/\x1b[31m/folder"),
    ]
    for screen in all_of({" ".join(words): words for words in hostile}).values():
        assert (screen.code, screen.out) == (2, "")
        assert "\\x" in screen.err or "\\u202e" in screen.err
        assert not set(screen.err) & set("\x1b\x07\u202e")
