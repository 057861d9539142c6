"""`dataflow draw`: which figures, as what, and where they go."""

from __future__ import annotations

import contextlib
import io
import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from test_timeline import MODEL as TIMES
from test_views import MODEL

from dataflow.cli import program

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS = ["svg", "png", "pdf", "dot", "mmd", "html", "md"]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.yaml"
    path.write_text(json.dumps(MODEL), "utf-8")
    return path


def draw(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the program here: a process of its own takes longer than what it draws."""
    command = ["dataflow", "draw", *map(str, arguments)]
    with (
        capture() as out,
        capture() as err,
        contextlib.chdir(cwd or Path.cwd()),
        mock.patch.multiple(sys, argv=command, stdout=out, stderr=err),
    ):
        code = program.run()
        return subprocess.CompletedProcess(command, code, written(out), written(err))


@contextlib.contextmanager
def capture() -> Iterator[io.TextIOWrapper]:
    with tempfile.TemporaryFile(buffering=0) as file:
        stream = io.TextIOWrapper(file, "utf-8", write_through=True)
        yield stream
        stream.detach()


def written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    stream.buffer.seek(0)
    return stream.buffer.read()


def test_without_an_output_one_svg_is_printed(model: Path) -> None:
    for arguments in ((), ("both",), ("--highlight", "phone_number")):
        done = draw(model, *arguments)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.startswith(b"<svg")
        assert done.stdout.count(b"<svg") == 1


@pytest.mark.parametrize("ending", FORMATS)
def test_the_ending_chooses_the_kind(model: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"figure.{ending}"
    done = draw(model, "both", "-o", path)
    assert (done.returncode, done.stderr.decode()) == (0, f"wrote {path}\n")
    begun = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph"}
    begun |= {"mmd": b"flowchart", "html": b"<!DOCTYPE html>", "md": b"## Before and later"}
    assert path.read_bytes().startswith(begun[ending])


def test_what_is_printed_may_be_of_any_kind(model: Path) -> None:
    assert draw(model, "both", "--format", "png").stdout.startswith(b"\x89PNG")
    assert draw(model, "both", "--format", "markdown").stdout.startswith(b"## Before")


def test_every_view_goes_into_a_folder(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    done = draw(model, "--all", "-o", folder)
    assert done.returncode == 0
    names = ["both", "guest", "only", "way", "whole"]
    assert sorted(one.name for one in folder.iterdir()) == [f"{name}.svg" for name in names]
    assert done.stderr.decode().count("wrote ") == len(names)
    done = draw(model, "both", "way", "-o", folder, "--format", "dot", "--quiet")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (folder / "way.dot").exists()


def test_a_figure_goes_into_a_folder_that_is_there(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    folder.mkdir()
    assert draw(model, "both", "-o", folder).returncode == 0
    assert (folder / "both.svg").exists()


def test_the_text_alternative_is_printed(model: Path) -> None:
    said = draw(model, "both", "--alt").stdout.decode()
    assert said.startswith("2015, before: 1 company")
    several = draw(model, "both", "way", "--alt").stdout.decode()
    assert "both: 2015, before" in several
    assert "\nway: How partners can reach" in several


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_has_its_colours_and_no_others(model: Path, theme: str) -> None:
    said = draw(model, "both", "--theme", theme).stdout.decode()
    assert ("#16181b" in said) == (theme == "dark")
    assert "prefers-color-scheme" not in said


@pytest.mark.parametrize("width", [360, 680, 1280])
def test_a_width_is_kept(model: Path, width: int) -> None:
    assert f'width="{width}"' in draw(model, "both", "--width", width).stdout.decode()


WRONG = [
    (("bot",), "no view is called `bot`\n = did you mean `both`?"),
    (("both", "-o", "x.gif"), "`x.gif` must end in .svg, .png, .pdf, .dot, .mmd, .html or .md"),
    (("both", "-o", "x"), "`x` has no ending"),
    (("both", "-o", "x.svg", "--format", "png"), "`x.svg` ends in .svg, and `--format` says png"),
    (("both", "way"), "several figures need a folder: add `-o FOLDER`"),
    (("--all",), "several figures need a folder: add `-o FOLDER`"),
    (("--all", "both", "-o", "f"), "`--all` draws every view: name none beside it"),
    (("both", "--as-of", "2016"), "a view says itself what it shows: it takes no `as_of`"),
    (("both", "--highlight", "email"), "a view says itself what it shows"),
    (("--highlight", "phone_nmber"), "no data type is called `phone_nmber`"),
    (("both", "--width", "10"), "a figure is 240 to 4000 pixels wide, not 10"),
    (("both", "way", "-o", "both.svg"), "`both.svg` is no folder"),
    (("both", "-o", "nowhere/x.svg"), "nowhere/x.svg: no such file or directory"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_what_cannot_be_drawn_is_said(
    model: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    old = tmp_path / "x.svg"
    old.write_text("old", "utf-8")
    done = draw(model, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().startswith(f"error: {said}")
    assert old.read_text("utf-8") == "old"


def test_a_model_without_views_says_so(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text("{dataflow: 1, services: {chat: {holds: email}}}", "utf-8")
    done = draw(path, "--all", "-o", tmp_path / "f")
    assert done.returncode == 2
    assert b"has no views to draw: add `views`" in done.stderr


def test_a_timeline_is_no_graph(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(json.dumps(TIMES), "utf-8")
    done = draw(path, "time", "-o", tmp_path / "x.mmd")
    assert done.returncode == 2
    assert b"a timeline is no graph, so it cannot be written as .mmd" in done.stderr
    assert not (tmp_path / "x.mmd").exists()


def test_nothing_is_written_where_one_of_several_cannot_be_drawn(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    views = MODEL["views"] | {"table": {"kind": "matrix"}}
    path.write_text(json.dumps(MODEL | {"views": views}), "utf-8")
    done = draw(path, "--all", "--format", "mmd", "-o", tmp_path / "figures")
    assert done.returncode == 2
    assert b"a matrix is no graph, so it cannot be written as .mmd" in done.stderr
    assert not (tmp_path / "figures").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_an_error(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "both.svg").write_text("old", "utf-8")
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        done = draw(model, "both", "-o", folder / "both.svg")
        assert done.returncode == 2
        assert b"permission denied" in done.stderr
        assert (folder / "both.svg").read_text("utf-8") == "old"
    finally:
        folder.chmod(stat.S_IRWXU)


def test_a_full_disk_leaves_the_old_file(model: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    done = draw(model, "both", "-o", "/dev/full")
    assert done.returncode == 2
    assert done.stderr == b"error: /dev/full: no space left on device\n"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dataflow", "draw", str(model), "both"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"standard output: no space left on device" in done.stderr


def test_a_figure_that_is_too_large_is_refused_and_the_old_file_kept(tmp_path: Path) -> None:
    receivers = {f"r{number}": {} for number in range(60)}
    flows = [
        {"from": "hub", "to": key, "data": "email", "purposes": f"p{number}"}
        for number, key in enumerate(receivers)
    ]
    path = tmp_path / "model.yaml"
    model = {
        "dataflow": 1,
        "purposes": {f"p{number}": {} for number in range(60)},
        "services": {"hub": {"holds": "email"}, **receivers},
        "flows": flows,
    }
    path.write_text(json.dumps(model), "utf-8")
    old = tmp_path / "x.svg"
    old.write_text("old", "utf-8")
    done = draw(path, "-o", old)
    assert done.returncode == 2
    assert b"a figure of 61 holders cannot be read (40 can)\n = " in done.stderr
    assert old.read_text("utf-8") == "old"
