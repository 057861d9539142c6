"""What Tab completes: as the program answers a shell, and in bash and zsh themselves."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pexpect
import pytest
import typer
from patience import PATIENCE
from test_cli import CASE, ENVIRONMENT, ROOT, SIX, TOWN, WRONG, command, run

import dataflow as df
from dataflow.cli import completion
from dataflow.cli.program import make_app
from dataflow.common.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM: Any = typer.main.get_command(make_app(*COMMANDS))


def ask(line: str) -> list[str]:
    """Ask what fits the end of a line: the kind, then the words."""
    *words, typed = completion.split(line)
    kind, *lines = completion._answer(PROGRAM, words, typed).splitlines() or ["nothing"]
    return [kind.split("\t")[0], *(line.split("\t")[0] for line in lines)]


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


# --- what the program answers ---------------------------------------------------------------------

NARROW = {
    "rea": "reach",
    "--ver": "--version",
    "--show-completion z": "zsh",
    "reach x --as-": "--as-of",
    f"reach {CASE} phone_n": "phone_number",
    f"reach {CASE} Phone\\ N": "phone_number",
    f"reach {CASE} 'phone n": "phone_number",
    f"reach {CASE} PHONE_N": "phone_number",
    f"reach -- {CASE} phone_n": "phone_number",
    f"reach --owners {CASE} --as-of 2016 phone_n": "phone_number",
    f"reach '{CASE}' phone_n": "phone_number",
    f"reach --root . {CASE} phone_n": "phone_number",
    f"why {CASE} phone_number facebook-in": "facebook-inc",
    f"show {CASE} koum-2014-b": "koum-2014-birthday",
    f"show {CASE} persona:opted-": "persona:opted-out",
    f"why {CASE} phone_number Facebook,": "facebook-inc",
    f"draw {CASE} --highlight phone_n": "phone_number",
    f"reach {CASE} email --as opted-out-": "opted-out-later",
    f"reach {CASE} --as=opted-out-": "opted-out-later",
    f"reach {CASE} email --scenario aft": "after",
    f"draw {CASE} befo": "before-after",
    f"draw {CASE} before-after opt": "opting-out",
    f"serve {CASE} time": "timeline",
    f"reach {CASE} email --from whatsapp-in": "whatsapp-inc",
    f"reach {CASE} email --for usage": "usage_analytics",
    f"reach {CASE} email --without purpose:ad": "purpose:ads",
    f"reach {CASE} email --without=purpose:ad": "purpose:ads",
    f"reach {CASE} email --without purpose:ads --without status:pe": "status:permitted",
    f"reach {CASE} email --without to:facebook-f": "to:facebook-family",
    "reach x y --format j": "json",
    "check x --format g": "github",
}
"""The end of a line, and the one word that fits it."""


@pytest.mark.parametrize("line", NARROW)
def test_one_word_fits(line: str) -> None:
    assert ask(line) == ["words", NARROW[line]]


FILES = {
    "reach ": "models",
    "reach gra": "models",
    "why --all ~/": "models",
    "reach x y -o ": "files",
    "reach x y --output=a": "files",
    "reach --root ": "folders",
    "new ": "files",
}


@pytest.mark.parametrize("line", FILES)
def test_files_are_for_the_shell_to_find(line: str) -> None:
    assert ask(line) == [FILES[line]]


def test_before_anything_is_typed_a_model_offers_what_it_has() -> None:
    offered = ask(f"reach {CASE} ")
    assert {"phone_number", "messages", "email"} <= set(offered)
    assert "philosophical_belief" not in offered
    assert "philosophical_belief" in ask(f"reach {CASE} ph")
    assert "ads" in ask(f"reach {CASE} email --for ")
    assert len(ask(f"reach {CASE} email --for ")) < 20


def test_a_model_that_has_no_data_offers_the_whole_vocabulary(tmp_path: Path) -> None:
    bare = tmp_path / "bare.yaml"
    bare.write_text("{dataflow: 1, services: [shop]}")
    assert len(ask(f"reach {bare} ")) == 1 + 95


def test_every_data_type_that_a_model_defines_is_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("{dataflow: 1, data: [shoe_size], services: {shop: {holds: email}}}")
    assert ask(f"reach {own} ") == ["words", "email", "shoe_size"]


def test_other_names_lead_to_the_id(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text("{dataflow: 1, companies: {acme: {name: Zorn, also: [The Old Firm]}}}")
    assert ask(f"why {model} email the-old") == ["words", "acme"]
    assert ask(f"why {model} email ZO") == ["words", "acme"]
    assert ask(f"why {model} email old") == ["nothing"]


def test_companies_are_companies() -> None:
    companies = [one.id for one in df.load(CASE).companies]
    assert ask(f"why {CASE} email ") == ["words", *companies]
    assert {"facebook-family", "facebook-inc", "whatsapp-inc"} < set(companies)


def test_by_service_services_are_offered_too() -> None:
    holders = [*df.load(CASE).holders]
    assert ask(f"why {CASE} --by service email ") == ["words", *holders]
    assert "whatsapp" in holders
    assert ask("reach x y --by s") == ["words", "service"]


def test_all_that_takes_a_flow_out_is_offered() -> None:
    offered = ask(f"reach {TOWN} email --without ")[1:]
    assert {"ads", "role:controller", "status:stated"} <= set(offered)
    for one in offered:
        assert run("reach", TOWN, "email", "--without", one).code == 0, one


def test_what_comes_after_the_last_argument_is_nothing() -> None:
    assert ask(f"reach {CASE} email ") == ["nothing"]
    assert ask(f"reach {CASE} email --as-of ") == ["nothing"]
    assert ask(f"reach {CASE} email --as nobody-") == ["nothing"]
    assert ask("schema ") == ["nothing"]


def test_every_commands_name_and_every_option_is_offered() -> None:
    names = list(COMMANDS)
    assert ask("") == ["words", *names]
    for name in names:
        options = {
            option
            for parameter in PROGRAM.commands[name].params
            for option in parameter.opts
            if option.startswith("--")
        }
        assert options <= set(ask(f"{name} --"))


def test_no_entry_is_for_a_parameter_that_no_command_has() -> None:
    known = {one.name for each in PROGRAM.commands.values() for one in each.params}
    assert {*completion.OFFERS, *completion.FILES} <= known


# --- as a program: nothing but the answer, whatever happens ---------------------------------------


def press(line: str | None, env: dict[str, str] | None = None, **around: Any) -> Any:  # noqa: ANN401
    asked = {"_DATAFLOW_COMPLETE": "1"} | ({} if line is None else {"_DATAFLOW_LINE": line})
    return run(env=ENVIRONMENT | asked | (env or {}), **around)


def test_a_shell_is_told_the_kind_the_word_and_what_fits_with_names() -> None:
    assert press(f"dataflow reach {CASE} phone_n") == (
        0,
        "words\tphone_n\nphone_number\tphone number\n",
        "",
    )
    assert press("dataflow reach 'my mod") == (0, "models\tmy mod\n", "")
    # a person reads the name of what has the same id once
    assert press(f"dataflow reach {CASE} birthd") == (0, "words\tbirthd\nbirthday\n", "")


def test_a_home_and_what_the_environment_names_are_found(tmp_path: Path) -> None:
    shutil.copy(ROOT / SIX, tmp_path / "six.yaml")
    for model in ("~/six.yaml", "$HOME/six.yaml"):
        screen = press(f"dataflow reach {model} phone_n", {"HOME": str(tmp_path)})
        assert screen == (0, "words\tphone_n\nphone_number\tphone number\n", ""), model


@pytest.fixture(scope="module")
def unreadable(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("unreadable")
    os.mkfifo(folder / "pipe")
    (folder / "big.yaml").write_bytes(b"dataflow: 1\n#" + b"x" * (8 << 20))
    (folder / "deep.yaml").write_text("[" * 40_000)
    (folder / "control.yaml").write_text('{dataflow: 1, services: {a: {name: "\x1b[31m"}}}')
    (folder / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    return {file.name: str(file) for file in folder.iterdir()}


@pytest.mark.parametrize(
    "what", ["pipe", "big.yaml", "deep.yaml", "control.yaml", "bytes.yaml", "no.yaml"]
)
def test_a_model_that_cannot_be_read_completes_nothing(
    what: str, unreadable: dict[str, str]
) -> None:
    assert press(f"dataflow reach {unreadable.get(what, what)} phone_n") == (0, "", "")


@pytest.mark.parametrize(
    "line",
    [
        None,
        "",
        "dataflow reach - phone_n",
        "dataflow reach tests phone_n",
        f"dataflow reach {WRONG} phone_n",
        "dataflow reach /dev/zero phone_n",
        "dataflow reach /dev/stdin phone_n",
        f"dataflow reach HEAD:{CASE} phone_n",
        "dataflow reach --frob x phone_n",
        "dataflow reach --as a",
        "dataflow reach 'x\ny\\",
        f"dataflow reach {CASE} email --as-of ",
        f"dataflow why {CASE} email \x1b[31m\n",
        "dataflow " + "reach " * 5000 + "x",
    ],
)
def test_there_is_no_complaint_about_a_line(line: str | None) -> None:
    screen = press(line, typed="dataflow: 1\nservices: {a: {holds: phone_number}}\n")
    assert (screen.code, screen.err) == (0, "")
    assert "phone_number" not in screen.out
    assert "\x1b" not in screen.out


def test_the_codes_that_may_be_ignored_are_offered() -> None:
    said = "words\tno-s\nno-source\nno-start\n"
    for line in ("dataflow check --ignore no-s", "dataflow check no.yaml --ignore=no-s"):
        assert press(line) == (0, said, ""), line
    assert "unknown-data" not in press("dataflow check --ignore ").out


def test_there_is_no_complaint_about_a_closed_output() -> None:
    asked = ENVIRONMENT | {"_DATAFLOW_COMPLETE": "1", "_DATAFLOW_LINE": "dataflow rea"}
    for closed in (">&-", ">/dev/full"):
        done = subprocess.run(
            ["sh", "-c", f'"$0" "$@" {closed}', *command()],  # noqa: S607 - the system's own
            capture_output=True,
            check=False,
            cwd=ROOT,
            env=asked,
            timeout=PATIENCE,
        )
        assert (done.returncode, done.stderr) == (0, b""), closed


def test_names_come_with_their_letters_where_only_ascii_is(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text("{dataflow: 1, companies: {acme: {name: Käse}}}", "utf-8")
    screen = press(f"dataflow why {model} email a", {"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert screen == (0, "words\ta\nacme\tKäse\n", "")


def test_completing_costs_nothing_to_who_does_not_complete() -> None:
    code = f"""
import sys
sys.argv = ["dataflow", "reach", {CASE!r}, "phone_number"]
try:
    from dataflow.__main__ import main
    main()
finally:
    assert "dataflow.cli.completion" not in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, cwd=ROOT, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (0, b"")


# --- the scripts, and how they are installed ------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_script_is_printed(shell: str) -> None:
    screen = run("--show-completion", shell)
    assert (screen.code, screen.err) == (0, "")
    assert screen.out.startswith(f"# Completion for dataflow in {shell}.")


def test_installing_twice_adds_one_line_to_what_was_there(tmp_path: Path) -> None:
    start, script = tmp_path / ".bashrc", tmp_path / ".local/share/dataflow/completion.bash"
    start.write_text("alias ll='ls -l'", "utf-8")
    for _ in range(2):
        screen = run("--install-completion", "bash", env=ENVIRONMENT | {"HOME": str(tmp_path)})
        assert (screen.code, screen.out) == (0, "")
        assert f"wrote {script}\n" in screen.err
    assert start.read_text("utf-8") == f"alias ll='ls -l'\n[ ! -r {script} ] || . {script}\n"
    assert script.read_text("utf-8") == run("--show-completion", "bash").out


def test_where_nothing_can_be_installed_it_says_so(tmp_path: Path) -> None:
    home = ENVIRONMENT | {"HOME": str(tmp_path)}
    (tmp_path / ".bashrc").write_bytes(b"\xff")
    screens = {
        "no HOME is set": run("--install-completion", "bash"),
        "not a directory": run("--install-completion", "zsh", env=home | {"HOME": "/dev/null"}),
        "not UTF-8": run("--install-completion", "bash", env=home),
        "is not one of": run("--install-completion", "tcsh", env=home),
    }
    for said, screen in screens.items():
        assert (screen.code, screen.out) == (2, ""), said
        assert said in screen.err
    assert (tmp_path / ".bashrc").read_bytes() == b"\xff"


# --- in the shells themselves ---------------------------------------------------------------------

PROMPT = "ready> "
FIRST, KILL, TAB, ENTER = "\x01", "\x0b", "\t", "\r"
"""Keys: to the line's start, take back what comes after, complete, done."""

SHELLS = {
    "bash": (
        ["--noprofile", "-i"],
        (
            "bind 'set enable-bracketed-paste off'; bind 'set show-all-if-ambiguous on'; "
            "bind 'set completion-query-items 0'; bind 'set page-completions off'"
        ),
    ),
    "zsh": (
        ["-o", "no_global_rcs", "-i"],
        (
            "bindkey -e; unset zle_bracketed_paste; LISTMAX=999; "
            "unsetopt prompt_sp prompt_cr list_ambiguous"
        ),
    ),
}
"""How each is started, and what makes it say everything at once."""


class Pressed(NamedTuple):
    """What the line became, as the shell understood it, and what it showed on the way."""

    words: list[str]
    shown: str


class Terminal:
    """A shell as a person has it, in which completion was installed as a person does it."""

    def __init__(self, shell: str, program: str, home: Path, folder: Path) -> None:
        bin_ = home / "bin"
        bin_.mkdir()
        wrapper = bin_ / "dataflow"
        wrapper.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dataflow "$@"\n')
        wrapper.chmod(0o755)
        env = {
            "PATH": f"{bin_}:{os.defpath}",
            "HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
        }
        (home / f".{shell}rc").touch()
        assert run("--install-completion", shell, env=env).code == 0
        arguments, ready = SHELLS[shell]
        self._child = pexpect.spawn(
            program,
            arguments,
            env=env,  # type: ignore[arg-type]
            cwd=str(folder),
            timeout=PATIENCE,
            dimensions=(200, 160),
            encoding="utf-8",
        )
        self._child.sendline(f"{ready}; PS1='{PROMPT[:2]}''{PROMPT[2:]}'")
        self._child.expect_exact(PROMPT)

    def press(self, line: str) -> Pressed:
        """Type a line and Tab, then have the shell print the words that it has."""
        self._child.send(f"{line}{TAB}{FIRST}printf '<%s>' {ENTER}")
        self._child.expect(rf"((?:<[^<>\r\n]*>)+){PROMPT}")
        words = [word.rstrip("/") for word in re.findall("<([^<>]*)>", self._child.match.group(1))]
        return Pressed(words[1:], self._child.before)

    def try_out(self, line: str) -> str:
        """Type a line and Tab, take all of it back, and give what was shown."""
        self._child.send(f"{line}{TAB}{FIRST}{KILL}printf '<%s>' done{ENTER}")
        self._child.expect_exact(f"<done>{PROMPT}")
        return str(self._child.before)

    def close(self) -> None:
        self._child.close(force=True)


def find_shell(shell: str) -> str:
    program = shutil.which(shell)
    if program is None:
        said = f"no {shell} is found, in which completion would be tried"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    return program


FORKING = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
"""Python's word on forks beside threads; the forked child at once becomes the shell."""


@pytest.fixture(scope="module", params=SHELLS)
def terminal(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Terminal]:
    program = find_shell(request.param)
    opened = Terminal(request.param, program, tmp_path_factory.mktemp("home"), ROOT)
    yield opened
    opened.close()


TYPED = {
    "dataflow rea": ["reach"],
    f"dataflow reach {CASE} phone_n": ["reach", CASE, "phone_number"],
    f"dataflow reach {CASE} Phone\\ N": ["reach", CASE, "phone_number"],
    "dataflow reach graphs/whatsapp.": ["reach", CASE],
    f"dataflow why {CASE} email facebook-in": ["why", CASE, "email", "facebook-inc"],
    f"dataflow reach {CASE} email --as opted-out-": [
        *("reach", CASE, "email", "--as", "opted-out-later")
    ],
    f"dataflow reach {CASE} email --as=opted-out-": [
        *("reach", CASE, "email", "--as=opted-out-later")
    ],
    f"dataflow reach {CASE} email --without purpose:ad": [
        *("reach", CASE, "email", "--without", "purpose:ads")
    ],
    f"dataflow reach {CASE} email --without=status:pe": [
        *("reach", CASE, "email", "--without=status:permitted")
    ],
    f"dataflow reach {CASE} email --without 'purpose:ad": [
        *("reach", CASE, "email", "--without", "purpose:ads")
    ],
    f"dataflow reach {CASE} email --form": ["reach", CASE, "email", "--format"],
    "dataflow reach no.yaml phone_n": ["reach", "no.yaml", "phone_n"],
    f"dataflow reach {WRONG} phone_n": ["reach", WRONG, "phone_n"],
    "dataflow reach - gra": ["reach", "-", "gra"],
    f"dataflow reach {CASE} email -o CHANGE": ["reach", CASE, "email", "-o", "CHANGELOG.md"],
    f"dataflow reach {CASE} email --root=tes": ["reach", CASE, "email", "--root=tests"],
}
"""What is typed before Tab, and the words after it."""


@FORKING
@pytest.mark.parametrize("line", TYPED)
def test_a_shell_completes(line: str, terminal: Terminal) -> None:
    assert terminal.press(line).words == TYPED[line]


@FORKING
def test_a_shell_completes_behind_another_command(terminal: Terminal) -> None:
    shown = terminal.try_out(f"true x; NO=1 dataflow reach {CASE} phone_n")
    assert "phone_number" in shown


@FORKING
def test_a_shell_lists_what_fits(terminal: Terminal) -> None:
    pressed = terminal.press(f"dataflow why {CASE} phone_number facebook-")
    assert pressed.words == ["why", CASE, "phone_number", "facebook-"]
    assert "facebook-inc" in pressed.shown
    assert "facebook-family" in pressed.shown
    assert "whatsapp-inc" not in pressed.shown


HOSTILE = [
    r"\$(touch owned)",
    "$(touch owned)",
    "`touch owned`",
    r"\`touch owned\`",
    "'; touch owned; '",
    '"; touch owned; "',
    r"\"$(touch owned)",
    "owned\\",
    "%F{red}%n%1(l.$(touch owned).) ${(e):-$(touch owned)}",
    "a:b::c -- * [x] {y} ~ !! #",
    "--",
    "a | touch owned & <>",
]


@FORKING
def test_a_shell_obeys_no_name(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, shell: tuple[str, str]
) -> None:
    companies = "\n".join(
        f"  firm-{number}: {{name: '{name.replace(chr(39), chr(39) * 2)}'}}"
        for number, name in enumerate(HOSTILE)
    )
    (tmp_path / "bad $(touch owned) model.yaml").write_text(
        f"dataflow: 1\ncompanies:\n{companies}\n"
    )
    terminal = Terminal(*shell, tmp_path_factory.mktemp("home"), tmp_path)
    try:
        found = terminal.press("dataflow why bad").words
        assert found == ["why", "bad $(touch owned) model.yaml"]
        model = "bad\\ \\$\\(touch\\ owned\\)\\ model.yaml"
        listed = terminal.press(f"dataflow why {model} email fir")
        assert listed.words == ["why", found[1], "email", "firm-"]
        for number in range(len(HOSTILE)):
            assert f"firm-{number}" in listed.shown
        # quoted: what a person types unquoted, zsh itself expands at Tab
        for number, name in enumerate(HOSTILE):
            typed = "'" + name.replace("'", "'\\''")
            terminal.try_out(f"dataflow why {model} email {typed}")
            terminal.try_out(f"dataflow why {model} email firm-{number}")
    finally:
        terminal.close()
    assert [file.name for file in tmp_path.iterdir()] == [found[1]]


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param, find_shell(request.param)
