"""`REV:FILE`: a model as git has it, with all that it includes from the same state."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from test_cli import ENVIRONMENT, ROOT, run

import dataflow as df
from dataflow.common import files

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")

NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "x",
    "GIT_AUTHOR_EMAIL": "x@example.org",
    "GIT_COMMITTER_NAME": "x",
    "GIT_COMMITTER_EMAIL": "x@example.org",
}
ALL = "dataflow: 1\ninclude: [b.yaml, 'parts/*.yaml']\nservices: {a: {holds: email}}\n"
SHARES = "dataflow: 1\nservices: {b: {}}\nflows: {f: {from: a, to: b, data: email}}\n"
KEEPS = "dataflow: 1\nservices: {b: {}}\n"


def git(folder: Path, *words: str) -> None:
    environment = {**os.environ, **NOBODY}
    command = ["git", "-c", "init.defaultBranch=main", *words]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def commit(folder: Path, tag: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", tag)
    git(folder, "tag", tag)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository whose model shared once, and keeps to itself in the working tree.

    graphs/all.yaml → b.yaml, parts/c.yaml; `old` has all of it.
    """
    for name, value in NOBODY.items():
        monkeypatch.setenv(name, value)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    top = tmp_path / "r"
    (top / "graphs" / "parts").mkdir(parents=True)
    (top / "graphs" / "all.yaml").write_text(ALL, "utf-8")
    (top / "graphs" / "b.yaml").write_text(SHARES, "utf-8")
    (top / "graphs" / "parts" / "c.yaml").write_text("dataflow: 1\nservices: {c: {}}\n", "utf-8")
    (top / "graphs" / "link.yaml").symlink_to("all.yaml")
    git(top, "init", "-q")
    commit(top, "old")
    (top / "graphs" / "b.yaml").write_text(KEEPS, "utf-8")
    monkeypatch.chdir(top)
    return top


def refusal(name: str, root: str | None = None) -> tuple[str, str, str | None]:
    with pytest.raises(df.ModelError) as caught:
        df.load(name, root=root)
    errors = [one for one in caught.value.problems if one.severity == "error"]
    assert len(errors) == 1
    assert errors[0].at is not None
    return errors[0].code, errors[0].message, errors[0].help


def test_the_old_model_has_its_old_includes(repository: Path) -> None:
    old, now = df.load("old:graphs/all.yaml"), df.load("graphs/all.yaml")
    assert sorted(old.holders) == sorted(now.holders) == ["a", "b", "c"]
    changes = df.diff(old, now)
    assert {(one.company.id, one.data.id) for one in changes.lost} >= {("b", "email")}
    assert not changes.gained
    assert str(old.flows["f"].at) == "old:graphs/b.yaml:3:9"
    # nothing was checked out
    assert (repository / "graphs" / "b.yaml").read_text("utf-8") == KEEPS


def test_diff_takes_either_side_from_git(repository: Path) -> None:
    environment = {**ENVIRONMENT, **NOBODY, "PYTHONPATH": str(ROOT)}
    names = ["old:graphs/all.yaml", "graphs/all.yaml"]
    lost = run("diff", *names, env=environment, cwd=repository)
    gained = run("diff", *names[::-1], env=environment, cwd=repository)
    assert (lost.code, lost.err, gained.code, gained.err) == (0, "", 0, "")
    assert "Lost:\n1. b: email address" in lost.out
    assert "(old:graphs/b.yaml:3)" in lost.out
    assert "Gained:\n1. b: email address" in gained.out


@pytest.mark.parametrize("revision", ["old", "HEAD", "main", "HEAD@{0}", "old^{commit}"])
def test_a_revision_is_whatever_git_understands(repository: Path, revision: str) -> None:
    assert repository.is_dir()
    assert list(df.load(f"{revision}:graphs/all.yaml").flows) == ["f"]


def test_a_path_counts_from_the_top_or_with_a_dot_from_here(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "graphs")
    for name in ("old:graphs/all.yaml", "old:./all.yaml", "old:../graphs/all.yaml"):
        model = df.load(name)
        assert str(model.flows["f"].at) == "old:graphs/b.yaml:3:9"
    code, message, advice = refusal("old:all.yaml")
    assert (code, message) == ("no-such-file", "git has no file `all.yaml` in `old`")
    assert advice == "did you mean `old:graphs/all.yaml`?"


def test_a_file_that_is_called_so_is_that_file(repository: Path) -> None:
    (repository / "old:b.yaml").write_text("dataflow: 1\nservices: {mine: {}}\n", "utf-8")
    assert list(df.load("old:b.yaml").holders) == ["mine"]


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("new:graphs/all.yaml", "no-such-file", "git knows no revision `new` here"),
        ("-p:graphs/all.yaml", "no-such-file", "git knows no revision `-p` here"),
        ("--output=x:graphs/all.yaml", "no-such-file", "git knows no revision `--output=x` here"),
        ("^old:graphs/all.yaml", "no-such-file", "git knows no revision `^old` here"),
        ("old..old:graphs/all.yaml", "no-such-file", "git knows no revision `old..old` here"),
        ("old:graphs/no.yaml", "no-such-file", "git has no file `graphs/no.yaml` in `old`"),
        ("old:/graphs/all.yaml", "no-such-file", "git has no file `/graphs/all.yaml` in `old`"),
        ("old:../r/graphs/all.yaml", "no-such-file", "git has no file `../r/graphs/all.yaml`"),
        ("old:graphs", "not-a-file", "`old:graphs` is a folder, not a file"),
        ("old:", "not-a-file", "is a folder, not a file"),
        ("old:graphs/link.yaml", "not-a-file", "is a symbolic link, not a file"),
        (":graphs/all.yaml", "no-such-file", "there is no file `:graphs/all.yaml`"),
        ("https://example.org/a.yaml", "no-such-file", "there is no file `https://"),
        ("old:" + "a/" * 3000, "no-such-file", "git has no file `a/a/"),
    ],
)
def test_what_git_does_not_have_is_one_error(
    repository: Path, name: str, code: str, message: str
) -> None:
    found, said, advice = refusal(name)
    assert found == code
    assert message in said
    assert advice
    assert sorted(os.listdir(repository)) == [".git", "graphs"]  # noqa: PTH208 - names


def test_a_folder_in_no_repository_and_a_machine_without_git_are_said(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "in no git repository" in refusal("old:graphs/all.yaml")[1]
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not there" in refusal("old:graphs/all.yaml")[1]


@pytest.mark.parametrize(
    ("include", "code", "message"),
    [
        ("../out.yaml", "outside", "`odd:out.yaml` leaves the folder of the model"),
        ("../../out.yaml", "outside", "`odd:../out.yaml` leaves the folder of the model"),
        ("link.yaml", "not-a-file", "`odd:graphs/link.yaml` is a symbolic link, not a file"),
        ("parts", "not-a-file", "`odd:graphs/parts` is a folder, not a file"),
        ("no.yaml", "no-such-file", "there is no file `odd:graphs/no.yaml`"),
        ("'no*.yaml'", "no-such-file", "no file fits `no*.yaml`"),
        ("/etc/passwd", "outside", "`/etc/passwd` is an absolute path"),
        ("again.yaml", "include-cycle", "include cycle: graphs/again.yaml → graphs/again.yaml"),
    ],
)
def test_includes_obey_the_same_rules(
    repository: Path, include: str, code: str, message: str
) -> None:
    (repository / "out.yaml").write_text(KEEPS, "utf-8")
    text = f"dataflow: 1\ninclude: [{include}]\n"
    (repository / "graphs" / "again.yaml").write_text(text, "utf-8")
    commit(repository, "odd")
    shutil.rmtree(repository / "graphs")
    assert refusal("odd:graphs/again.yaml")[:2] == (code, message)


def test_root_widens_the_folder_that_includes_stay_in(repository: Path) -> None:
    (repository / "out.yaml").write_text(KEEPS, "utf-8")
    (repository / "graphs" / "wide.yaml").write_text("dataflow: 1\ninclude: ../out.yaml\n", "utf-8")
    commit(repository, "wide")
    (repository / "out.yaml").unlink()
    assert list(df.load("wide:graphs/wide.yaml", root=".").holders) == ["b"]
    assert refusal("wide:graphs/wide.yaml", root="graphs")[0] == "outside"


def test_a_file_of_git_is_bounded_as_well(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repository.is_dir()
    monkeypatch.setattr("dataflow.reading.disk.LARGEST", 10)
    assert refusal("old:graphs/all.yaml")[:2] == (
        "too-large",
        "`old:graphs/all.yaml` is larger than 8 MiB",
    )


def test_no_answer_is_written_over_the_file_of_an_older_state(repository: Path) -> None:
    environment = {**ENVIRONMENT, **NOBODY, "PYTHONPATH": str(ROOT)}
    words = ("reach", "old:graphs/all.yaml", "email", "-o", "graphs/b.yaml")
    screen = run(*words, env=environment, cwd=repository)
    assert (screen.code, screen.out) == (2, "")
    assert screen.err.startswith("error: graphs/b.yaml: old:graphs/b.yaml, which was read")
    assert (repository / "graphs" / "b.yaml").read_text("utf-8") == KEEPS


def test_git_is_not_asked_where_no_colon_is_or_a_file_is(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*words: str) -> None:
        raise AssertionError(words)

    monkeypatch.setattr("dataflow.reading.git._start", start)
    assert df.load(repository / "graphs" / "all.yaml")
    assert refusal("no.yaml")[0] == "no-such-file"
    with files.recording() as record:
        df.load("graphs/all.yaml")
    assert {seen.how for seen in record.values()} == {"named", "included"}


def test_an_old_text_with_new_includes_is_refused_by_diff(repository: Path) -> None:
    environment = {**ENVIRONMENT, **NOBODY, "PYTHONPATH": str(ROOT)}
    folder = repository / "graphs"
    for words in (("diff", "-", "all.yaml"), ("diff", "all.yaml", "-")):
        screen = run(*words, typed=ALL, env=environment, cwd=folder)
        assert (screen.code, screen.out) == (2, "")
        assert "standard input includes `b.yaml`, as all.yaml does" in screen.err
        assert "`dataflow diff REV:./all.yaml all.yaml`" in screen.err
    added = "dataflow: 1\ninclude: all.yaml\nflows: {g: {from: a, to: c, data: email}}\n"
    screen = run("diff", "all.yaml", "-", typed=added, env=environment, cwd=folder)
    assert screen.code == 0
    assert screen.err.startswith("standard input includes `all.yaml` and 2 more files")
    assert "Gained:\n1. c: email address" in screen.out
