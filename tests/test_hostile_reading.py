"""Hostile files: each refused for what it is, in bounded time and 300 MB, by a reader of its own.

The small ones lie in `hostile/`, with what is to be said of them in `reading.tsv`; what no
repository should carry is made here.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from patience import CPU_SECONDS, PATIENCE

HERE = Path(__file__).parent
FOLDER = HERE / "hostile"
SHARED = HERE.parent.parent / "shared" / "hostile"

READ = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20))
resource.setrlimit(resource.RLIMIT_CPU, ({CPU_SECONDS}, {CPU_SECONDS}))
from dataflow.reading import Reader
reader = Reader()
trees = reader.read_all(sys.argv[1])
found = [[problem.code, str(problem.at), problem.message] for problem in reader.problems]
print(json.dumps([len(trees), found]))
"""


def read(path: Path | str, folder: Path) -> tuple[int, list[list[str]]]:
    """Read a file as a user would who stands in a folder: how many trees, and what is wrong."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,  # for what waits instead of working
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert not done.stderr
    trees, found = json.loads(done.stdout)
    return trees, found


def rows() -> list[dict[str, str]]:
    with (FOLDER / "reading.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_a_hostile_file_is_refused_for_what_it_is(row: dict[str, str]) -> None:
    trees, found = read(row["file"], FOLDER)
    assert trees == int(row["trees"])
    if row["code"]:
        assert any(
            [code, place] == [row["code"], row["place"]] and row["message"] in message
            for code, place, message in found
        ), found
    else:
        assert found == []


def test_every_hostile_file_is_listed() -> None:
    assert [row["file"] for row in rows()] == sorted(path.name for path in FOLDER.glob("*.yaml"))


BIG: dict[str, tuple[str, str]] = {
    # what the file holds: code and place
    "[" * 10_000 + "]" * 10_000: ("too-deep", "1:65"),
    "[" * 1_000_000: ("too-deep", "1:65"),
    "[" * 8_000_000: ("too-deep", "1:65"),
    "[{" * 500_000: ("too-deep", "1:65"),
    "{" * 5_000: ("too-deep", "1:65"),
    "- " * 1_000_000: ("too-deep", "1:129"),
    "? " * 1_000_000: ("too-deep", "1:129"),
    "{" + "?," * 20_000 + "}": ("duplicate-key", "1:5"),
    ":" * 50_000: ("not-a-mapping", "1:1"),
    "k" * 1025 + ": 1": ("too-large", "1:1"),
    "a: " + "x" * 8_000_000: ("too-large", "1:4"),
    "a: " + "x" * 100_000_000: ("too-large", "1"),
    'a: "' + r"\x41" * 2_000_000 + '"': ("too-large", "1:4"),
    'a: "' + "x\n" * 4_000_000: ("syntax", "1:4"),
    "a: [\n" + "\n" * 8_000_000: ("syntax", "1:4"),
    "\n" * 8_000_000: ("empty-file", "1:1"),
    "\t" * 8_000_000: ("tab-indent", "1:1"),
    "a: [" + "b, " * 300_000 + "\n\tc]": ("tab-indent", "2:1"),
    "\0" * 8_000_000: ("forbidden-character", "1:1"),
    "a: [" + "*b, " * 2_000_000 + "]": ("alias", "1:5"),
    "---\n" * 2_000_000: ("many-documents", "2:1"),
    "include: [" + "nope.yaml, " * 100_000 + "]": ("no-such-file", "1:11"),
    "include: [" + "./x.yaml, " * 100_000 + "]": ("include-cycle", "1:11"),
    "include: ['" + "*a" * 2_000 + "']": ("no-such-file", "1:11"),
    "include: ['" + "**/" * 200 + "*']": ("no-such-file", "1:11"),
}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [(text, *expected) for text, expected in BIG.items()],
    ids=[f"{text[:6]!a}…{len(text)}" for text in BIG],
)
def test_a_big_file_is_refused_in_time(tmp_path: Path, text: str, code: str, place: str) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    _, found = read("x.yaml", tmp_path)
    assert [code, f"x.yaml:{place}"] in [[code, at] for code, at, _ in found]


def includes(folder: Path, name: str) -> list[Any]:
    """Read a file that includes another: what is said of the entry."""
    (folder / "x.yaml").write_text(f"include: [{name}]", encoding="utf-8")
    trees, found = read("x.yaml", folder)
    assert (trees, len(found)) == (1, 1)
    code, place, message = found[0]
    assert place == "x.yaml:1:11"
    return [code, message]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert includes(tmp_path, "pipe.yaml") == ["not-a-file", "`pipe.yaml` is a pipe, not a file"]
    assert includes(tmp_path, "'p*.yaml'") == ["not-a-file", "`pipe.yaml` is a pipe, not a file"]
    assert read("pipe.yaml", tmp_path)[1][0][0] == "not-a-file"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("a: b")
    (tmp_path / "model" / "sub").mkdir(parents=True)
    for name, target in {
        "link.yaml": "../secret.yaml",
        "folder": "..",
        "passwd": "/etc/passwd",
    }.items():
        (tmp_path / "model" / name).symlink_to(target)
    for name in ("link.yaml", "folder/secret.yaml", "passwd", "sub/../link.yaml", "'l*.yaml'"):
        code, message = includes(tmp_path / "model", name)
        assert code == "outside"
        assert message.endswith("is a symbolic link out of the folder of the model")
    assert includes(tmp_path / "model", "'folder/*'")[0] == "outside"


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to("pool.yaml")
    (tmp_path / "pool.yaml").symlink_to("loop.yaml")
    code, message = includes(tmp_path, "loop.yaml")
    assert (code, "symbolic links" in message) == ("unreadable", True)


def test_a_link_to_a_device_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    assert includes(tmp_path, "zero.yaml")[0] == "outside"
    assert read("zero.yaml", tmp_path)[1][0][::2] == [
        "not-a-file",
        "`zero.yaml` is a device, not a file",
    ]


def test_a_chain_of_includes_ends(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"f{number}.yaml").write_text(f"include: f{number + 1}.yaml")
    trees, found = read("f0.yaml", tmp_path)
    assert trees == 33
    assert [problem[:2] for problem in found] == [["too-deep", "f32.yaml:1:10"]]


def test_a_big_file_is_read_once_however_often_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_text("#" * 8_000_000 + "\na: b\n")
    (tmp_path / "x.yaml").write_text("include: [" + "big.yaml, " * 5_000 + "]")
    assert read("x.yaml", tmp_path) == (2, [])


SHARED_CODES = {
    "a01": "alias",
    "a02": "alias",
    "a04": "merge-key",
    "a06": "too-deep",
    "a11": "too-deep",
    "a12": "duplicate-key",
    "a15": "many-documents",
    "a16": "many-documents",
    "a19": "tag",
    "a21": "tab-indent",
    "a23": "not-utf8",
    "a29": "not-utf8",
    "a31": "forbidden-character",
    "a32": "syntax",
    "a33": "not-utf8",
    "a34": "syntax",
    "a35": "empty-file",
    "a36": "empty-file",
    "a37": "not-a-mapping",
    "a38": "not-a-mapping",
    "a39": "not-a-mapping",
    "a40": "not-utf8",
    "a41": "not-utf8",
    "a43": "",
    "a45": "directive",
    "a46": "tag",
    "a47": "key-not-text",
    "a48": "",  # texts, which the language refuses
    "a49": "",  # likewise
    "a52": "duplicate-key",
    "a53": "not-a-mapping",
    "a55": "too-large",
    "a56": "forbidden-character",
    "e01": "include-cycle",
    "e02": "include-cycle",
    "e03": "outside",
    "e04": "outside",
    "e05": "outside",
    "e06": "no-such-file",  # the pipe and the links are made in the tests above
    "e07": "no-such-file",
    "e08": "no-such-file",
    "e09": "not-a-file",
    "e10": "no-such-file",
    "e11": "outside",
    "e12": "outside",
    "e13": "no-such-file",
    "e14": "forbidden-character",
    "e15": "",
    "e16": "no-such-file",
}


def shared() -> list[tuple[str, str]]:
    if not SHARED.exists():
        return []
    with (SHARED / "expected.tsv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (line["file"], line["required_message_gist"]) for line in lines if line["file"][0] in "ae"
    ]


@pytest.mark.skipif(
    not SHARED.exists(), reason="no folder ../shared/hostile beside this repository"
)
@pytest.mark.parametrize(("name", "gist"), shared())
def test_the_shared_hostile_files_are_refused_for_what_they_are(name: str, gist: str) -> None:
    _, found = read(name, SHARED)
    code = SHARED_CODES[name[:3]]
    assert {code} - {""} <= {found_code for found_code, _, _ in found}
    assert bool(found) == bool(code)
    place = re.search(r":(\d+:\d+)", gist)
    if place and code:
        assert any(found_place.endswith(place[0]) for _, found_place, _ in found), found
