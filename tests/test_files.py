"""Files that the command line names: what is never written over, pipes and devices, folders."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import socket
import subprocess
from typing import TYPE_CHECKING

import pytest
from blocks import run_here
from patience import PATIENCE
from test_cli import ENVIRONMENT, ROOT, SIX, Screen, command, run

import dataflow as df
from dataflow.building import CORE, examine_with
from dataflow.common import files
from dataflow.problems import CODES, DOUBTS
from dataflow.reading import Reader
from dataflow.serving.sight import sign

if TYPE_CHECKING:
    from pathlib import Path

MODEL = {
    "dataflow": "1",
    "include": ["part.yaml"],
    "services": {"a": {"holds": "email"}, "b": {}},
    "flows": {"f": {"from": "a", "to": "b", "data": "email"}},
    "claims": {"c": {"by": "a", "date": "2015", "never": {"data": "email", "reach": "b"}}},
    "views": {"v": {}, "model": {}},
}
PART = "{dataflow: 1, services: {c: {}}}"
QUESTIONS = {
    "reach": ("reach", "model.yaml", "email"),
    "why": ("why", "model.yaml", "email", "b"),
    "ask": ("ask", "model.yaml", "who has my email?"),
    "exposure": ("exposure", "model.yaml"),
    "claims": ("claims", "model.yaml"),
    "cut": ("cut", "model.yaml", "email", "b", "--weights", "weights.csv"),
    "diff": ("diff", "model.yaml", "other.yaml"),
    "show": ("show", "model.yaml", "a"),
    "check": ("check", "model.yaml"),
    "test": ("test", "model.yaml"),
    "draw": ("draw", "model.yaml", "v", "--format", "svg"),
    "draw-alt": ("draw", "model.yaml", "v", "--alt"),
}
"""Every command that reads a model and has `-o`; schema and new read none."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a model with everything that may be read beside it, and links to it."""
    (tmp_path / "model.yaml").write_text(json.dumps(MODEL), "utf-8")
    (tmp_path / "other.yaml").write_text(json.dumps({**MODEL, "flows": {}}), "utf-8")
    (tmp_path / "part.yaml").write_text(PART, "utf-8")
    (tmp_path / "weights.csv").write_text("f,2\n", "utf-8")
    (tmp_path / "link").symlink_to("model.yaml")
    os.link(tmp_path / "part.yaml", tmp_path / "hard")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    return {str(one): one.read_text("utf-8") for one in folder.rglob("*") if one.is_file()}


def run_in(folder: Path, *words: str, typed: str = "") -> Screen:
    """Run the program as from a folder: here, or in a process where something is typed into it."""
    if typed:
        return run(*words, typed=typed, cwd=folder, env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)})
    with contextlib.chdir(folder):
        return run_here(words, ENVIRONMENT)


def at_once_in(folder: Path, commands: dict[str, tuple[str, ...]]) -> dict[str, Screen]:
    return {name: run_in(folder, *words) for name, words in commands.items()}


def shell(folder: Path, line: str) -> Screen:
    """Run a line of bash, in which `dataflow` is the program."""
    program = f'dataflow() {{ {shlex.join(command())} "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {program}{line}"],  # noqa: S607 - the system's own
        capture_output=True,
        check=False,
        cwd=folder,
        env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)},
        timeout=PATIENCE,
    )
    return Screen(done.returncode, done.stdout.decode(), done.stderr.decode())


# --- what was read is not written over ------------------------------------------------------------


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_command_writes_over_what_it_read(name: str, folder: Path) -> None:
    targets = ["model.yaml", "hard"]  # itself; what it includes, by another name
    targets += {"cut": ["weights.csv"], "diff": ["other.yaml"]}.get(name, [])
    if name == "draw":
        (folder / "hard").rename(folder / "figure-1.0")
        targets = ["figure-1.0"]  # `.yaml` is no ending of a figure, and refused for that
    before = contents(folder)
    for target in targets:
        screen = run_in(folder, *QUESTIONS[name], "-o", target)
        assert (screen.code, screen.out) == (2, ""), target
        assert screen.err.startswith(f"error: {target}: it was read for this answer")
        assert screen.err.count("error") == 1
    assert contents(folder) == before


@pytest.mark.parametrize("target", ["link", "./model.yaml", "../{}/model.yaml", "{{}}"])
def test_another_name_makes_it_no_other_file(target: str, folder: Path) -> None:
    before = contents(folder)
    target = target.replace("{{}}", str(folder / "model.yaml")).format(folder.name)
    screen = run_in(folder, *QUESTIONS["reach"], "-o", target)
    assert (screen.code, screen.out) == (2, "")
    assert "it was read for this answer" in screen.err
    assert contents(folder) == before


def test_the_vocabulary_and_the_program_are_not_written_over(folder: Path) -> None:
    before = CORE.read_bytes()
    asked = at_once_in(
        folder,
        {
            "reach": (*QUESTIONS["reach"], "-o", str(CORE)),
            "core": ("show", "core", "data", "-o", str(CORE)),
            "schema": ("schema", "-o", str(CORE)),
            "new": ("new", str(CORE), "--force"),
        },
    )
    assert {screen.code for screen in asked.values()} == {2}
    assert all("so it is not written over" in screen.err for screen in asked.values())
    assert CORE.read_bytes() == before


def test_standard_input_from_a_file_is_that_file(folder: Path) -> None:
    before = contents(folder)
    for model in ("-", "/dev/stdin"):
        screen = shell(folder, f"dataflow reach {model} email -o model.yaml < model.yaml")
        assert screen.code == 2
        assert "model.yaml: it was read for this answer" in screen.err
    assert contents(folder) == before


def test_a_folder_of_figures_leaves_out_none_and_writes_none(folder: Path) -> None:
    shutil.copy(folder / "model.yaml", folder / "model.svg")
    before = contents(folder)
    screen = run_in(folder, "draw", "model.svg", "--all", "-o", ".")
    assert (screen.code, screen.out) == (2, "")
    assert screen.err.startswith("error: model.svg: it was read for this answer")
    assert contents(folder) == before


REFUSED = {
    "out/far.yaml": "include: ../out/far.yaml",  # out of the folder
    "sub/link.yaml": "include: link.yaml",  # a link out of the folder, by its own name
    "out/linked.yaml": "include: link.yaml",
    "sub/part.txt": "include: [m.yaml, part.txt]",  # the first of them is the file itself
    "sub/deep.txt": "include: '*.txt'\nnosuch: 1",
}


@pytest.mark.parametrize("target", REFUSED)
def test_what_a_model_includes_is_not_written_over_where_it_was_refused(
    target: str, tmp_path: Path
) -> None:
    for name in ("sub/m.yaml", *REFUSED, "out/linked.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        if name != "sub/link.yaml":
            (tmp_path / name).write_text("dataflow: 1\n", "utf-8")
    (tmp_path / "sub/link.yaml").symlink_to("../out/linked.yaml")
    (tmp_path / "sub/m.yaml").write_text(f"dataflow: 1\n{REFUSED[target]}\n", "utf-8")
    before = contents(tmp_path)
    screen = run_in(tmp_path, "check", "sub/m.yaml", "-o", target)
    assert (screen.code, screen.out) == (2, "")
    assert f"{target}: " in screen.err
    assert "so it is not written over" in screen.err
    assert contents(tmp_path) == before


def test_what_stands_behind_an_error_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("services: {z: \ninclude: later.yaml\n", "utf-8")
    for later in ("later.yaml", "LATER.YML"):
        (tmp_path / later).write_text("dataflow: 1\n", "utf-8")
        before = contents(tmp_path)
        screen = run_in(tmp_path, "check", "m.yaml", "-o", later)
        assert (screen.code, screen.out) == (2, "")
        assert screen.err.startswith(f"error: {later}: it is there, and may belong to the model")
        assert contents(tmp_path) == before
    for new in ("new.yaml", "problems.txt", "problems.txt"):
        assert run_in(tmp_path, "check", "m.yaml", "-o", new).code == 1
    assert "error[" in (tmp_path / "new.yaml").read_text("utf-8")


def test_an_include_that_was_only_meant_is_on_record_as_read_once_it_is(folder: Path) -> None:
    with files.recording() as record:
        files.note_meant(str(folder / "part.yaml"), "part.yaml")
        files.note_meant(str(folder / "hard"), "hard")
        files.note_meant(str(folder / "not there"), "not there")
        assert list(record.values()) == [files.Seen("part.yaml", "meant")]
        df.load(folder / "part.yaml")
        assert "meant" not in {seen.how for seen in record.values()}


def test_a_file_that_was_not_read_is_written_over(folder: Path) -> None:
    assert run_in(folder, *QUESTIONS["reach"], "-o", "weights.csv").code == 0
    assert "can reach" in (folder / "weights.csv").read_text("utf-8")


@pytest.mark.usefixtures("folder")
def test_records_stand_within_each_other_and_end() -> None:
    with files.recording() as outer:
        df.load("part.yaml")
        with files.recording() as inner:
            df.load("model.yaml")
        assert files.find_read("link") == files.Seen("model.yaml", "named")
    assert {seen.name for seen in inner.values()} - {"vocabulary/core.yaml"} == {
        "model.yaml",
        "part.yaml",
    }
    assert len(outer) == 3
    assert files.find_read("model.yaml") is None


# --- pipes and devices ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "dataflow reach {six} phone_number -o /dev/stdout | cat",
        "dataflow reach {six} phone_number -o /dev/fd/1 --quiet | cat",
        "dataflow reach {six} phone_number -o >(cat) --quiet | cat",
        "dataflow reach <(cat {six}) phone_number",
        "cat {six} | dataflow reach /dev/stdin phone_number",
        "dataflow reach /dev/stdin phone_number < {six}",
        "dataflow reach /dev/fd/3 phone_number 3< {six}",
        "mkfifo pipe; cat {six} > pipe & dataflow reach pipe phone_number",
        "ln -s /dev/stdout out; dataflow reach {six} phone_number -o out | cat",
    ],
)
def test_a_pipe_is_as_good_as_a_file(line: str, tmp_path: Path) -> None:
    six = ROOT / SIX
    screen = shell(tmp_path, line.format(six=six))
    assert screen.code == 0, screen.err
    assert screen.out == run("reach", SIX, "phone_number").out


def test_what_stands_in_front_of_the_answer_stays(tmp_path: Path) -> None:
    line = f"{{ echo first; dataflow reach {ROOT / SIX} email -o /dev/stdout; echo last; }} > all"
    assert shell(tmp_path, line).code == 0
    lines = (tmp_path / "all").read_text("utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("first", "last")
    assert "can reach" in lines[1]


def test_several_models_and_both_sides_may_be_pipes(folder: Path) -> None:
    line = "dataflow check <(cat part.yaml) <(cat part.yaml); dataflow test <(cat part.yaml)"
    assert shell(folder, line).code == 0
    screen = shell(folder, "dataflow diff <(cat other.yaml) model.yaml --without status:alleged")
    assert "includes `part.yaml`, as model.yaml does" in screen.err
    assert shell(folder, "dataflow diff <(cat part.yaml) <(cat part.yaml)").code == 0
    assert "only one of the two" in shell(folder, "dataflow diff - /dev/stdin < part.yaml").err
    for model, weights in (("-", "-"), ("/dev/stdin", "/dev/stdin"), ("-", "/dev/fd/0")):
        line = f"dataflow cut {model} email b --weights {weights} < model.yaml"
        said = "error: only one of the model and the weights can be read from standard input\n"
        assert shell(folder, line).err == said
    line = "dataflow diff /dev/fd/3 /dev/fd/3 3< model.yaml"
    assert "only one of the two models can be read from /dev/fd/3" in shell(folder, line).err


def test_a_stream_says_what_it_includes(folder: Path) -> None:
    for model in ("-", "/dev/stdin"):
        words = ("reach", model, "email")
        screen = run_in(folder, *words, typed=(folder / "model.yaml").read_text("utf-8"))
        name = "standard input" if model == "-" else model
        said = f"{name} includes `part.yaml`: read from the disk, as they are now\n"
        assert (screen.code, screen.err) == (0, said)
    quiet = run_in(folder, *words, "--quiet", typed=(folder / "model.yaml").read_text("utf-8"))
    assert (quiet.code, quiet.err) == (0, "")


def test_what_is_no_stream_of_a_model_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
        said = {
            "/dev/zero": "error[too-large]: `/dev/zero` is larger than 8 MiB",
            "/dev/null": "error[empty-file]: the file is empty",
            "/dev/fd/99": "error[no-such-file]: there is no file `/dev/fd/99`",
            "socket": "error[not-a-file]: `socket` is a device or a socket, not a file",
            ".": "error[not-a-file]: `.` is a folder, not a file",
        }
        for name, message in said.items():
            screen = run_in(tmp_path, "reach", name, "email")
            assert (screen.code, screen.out) == (2, ""), name
            assert screen.err.startswith(message)


def test_includes_and_weights_are_files(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    screen = run_in(folder, *QUESTIONS["cut"][:-1], "pipe")
    assert (screen.code, screen.out) == (2, "")
    assert "`pipe` is a pipe, not a file" in screen.err
    assert "cannot be followed" in run_in(folder, "serve", "pipe").err


def test_an_open_file_is_written_where_it_stands(tmp_path: Path) -> None:
    with (tmp_path / "open").open("wb") as file:
        file.write(b"before\n")
        file.flush()
        files.write_bytes(f"/dev/fd/{file.fileno()}", b"after\n")
        file.write(b"end\n")
    assert (tmp_path / "open").read_bytes() == b"before\nafter\nend\n"


def test_the_folder_of_a_glob_beside_the_model_is_looked_at(
    folder: Path,
) -> None:
    (folder / "all.yaml").write_text("{dataflow: 1, include: 'part*.yaml'}", "utf-8")
    reader = Reader()
    examine_with(reader, "all.yaml")
    before = sign(reader.looked)
    (folder / "part2.yaml").write_text(PART, "utf-8")
    assert sign(reader.looked) != before


# --- folders --------------------------------------------------------------------------------------


def test_a_folder_of_figures_may_have_a_dot_in_its_name(folder: Path) -> None:
    screen = run_in(folder, "draw", "model.yaml", "--all", "-o", "figures-1.0")
    assert (screen.code, screen.out) == (0, "")
    assert sorted(os.listdir("figures-1.0")) == ["model.svg", "v.svg"]  # noqa: PTH208 - names
    said = "error: `v.PNG` is no folder, which several figures need\n"
    assert run_in(folder, "draw", "model.yaml", "--all", "-o", "v.PNG") == (2, "", said)


def test_a_root_that_is_no_folder_is_an_error(folder: Path) -> None:
    asked = {
        f"{name} {root}": (*words, "--root", root)
        for name, words in QUESTIONS.items()
        if name in {"reach", "show", "check", "test", "draw"}
        for root in ("nowhere", "part.yaml")
    }
    asked["serve"] = ("serve", "model.yaml", "--root", "nowhere")
    for name, screen in at_once_in(folder, asked).items():
        assert (screen.code, screen.out) == (2, ""), name
        assert ("no folder `nowhere`" in screen.err) or ("is not a folder" in screen.err)
        assert screen.err.count("error") == 1
    with pytest.raises(df.ModelError, match="there is no folder `nowhere`"):
        df.load("model.yaml", root="nowhere")


# --- check ----------------------------------------------------------------------------------------


def test_a_file_has_all_problems_and_a_screen_the_first(tmp_path: Path) -> None:
    wrong = [f"{{from: a, to: x{number}, data: email}}" for number in range(70)]
    text = f"dataflow: 1\nservices: {{a: {{holds: email}}}}\nflows: [{', '.join(wrong)}]\n"
    (tmp_path / "model.yaml").write_text(text, "utf-8")
    asked = at_once_in(
        tmp_path,
        {
            "screen": ("check", "model.yaml"),
            "file": ("check", "model.yaml", "-o", "found.txt"),
            "json": ("check", "model.yaml", "--format", "json"),
            "csv": ("check", "model.yaml", "--format", "csv"),
        },
    )
    assert {screen.code for screen in asked.values()} == {1}
    assert asked["screen"].out.count("error[unknown-holder]") == 50
    assert "more: `-o FILE` has them all" in asked["screen"].out
    written = (tmp_path / "found.txt").read_text("utf-8")
    assert written.count("error[unknown-holder]") == 70
    assert "more" not in written
    problems = json.loads(asked["json"].out)["answer"]["problems"]
    assert sum(one["code"] == "unknown-holder" for one in problems) == 70
    assert asked["csv"].out.count("unknown-holder") == 70


def test_doubts_may_be_ignored_and_errors_not(folder: Path) -> None:
    found = {one.code for one in df.check("model.yaml")}
    assert "no-source" in found
    left = df.check("model.yaml", ignore=["no-source"])
    assert {one.code for one in left} == found - {"no-source"}
    assert left.to_dict()["question"]["ignore"] == ["no-source"]
    every = [word for code in sorted(found) for word in ("--ignore", code)]
    asked = at_once_in(
        folder,
        {
            "strict": ("check", "model.yaml", "--strict"),
            "none": ("check", "model.yaml", "--strict", *every),
            "json": ("check", "model.yaml", "--format", "json", *every),
            "unknown": ("check", "model.yaml", "--ignore", "no-sorce"),
            "error": ("check", "model.yaml", "--ignore", "never-have"),
        },
    )
    codes = [screen.code for screen in asked.values()]
    assert codes == [1, 0, 0, 2, 2]
    assert f"nothing wrong, nothing doubtful (without {', '.join(sorted(found))})" in (
        asked["none"].out
    )
    assert json.loads(asked["json"].out)["answer"]["warnings"] == 0
    assert "did you mean `no-source`?" in asked["unknown"].err
    for code in CODES:
        if code not in DOUBTS:
            with pytest.raises(df.QuestionError, match="only doubts can be ignored"):
                df.check("model.yaml", ignore=[code])


# --- csv for spreadsheets -------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in QUESTIONS if not name.startswith("draw")])
def test_csv_may_begin_with_a_mark_for_excel(name: str, folder: Path) -> None:
    asked = at_once_in(
        folder,
        {
            "plain": (*QUESTIONS[name], "--format", "csv"),
            "marked": (*QUESTIONS[name], "--format", "csv", "--bom"),
            "file": (*QUESTIONS[name], "--format", "csv", "--bom", "-o", "x.csv"),
            "refused": (*QUESTIONS[name], "--bom"),
        },
    )
    assert asked["marked"].out == "\ufeff" + asked["plain"].out
    assert (folder / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (asked["refused"].code, asked["refused"].out) == (2, "")
    assert "add `--format csv`" in asked["refused"].err
