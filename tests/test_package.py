"""What others install: the source distribution is the whole repository, and speaks for itself."""

from __future__ import annotations

import email
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest
from test_drawing import ROOT

import dataflow

if TYPE_CHECKING:
    from email.message import Message

pytest.importorskip("hatchling", reason="hatchling packs the distribution, and is not installed")


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tarfile.TarFile:
    folder = tmp_path_factory.mktemp("packed")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "sdist"]
    subprocess.run([*command, "--directory", folder], cwd=ROOT, check=True, capture_output=True)
    [path] = Path(folder).iterdir()
    return tarfile.open(path)


def members(packed: tarfile.TarFile) -> set[str]:
    """The files, without the folder that all of them stand in."""
    names = (member.name for member in packed.getmembers() if member.isfile())
    return {str(PurePosixPath(*PurePosixPath(name).parts[1:])) for name in names}


def described(packed: tarfile.TarFile) -> Message:
    """What a package index shows."""
    [info] = [name for name in packed.getnames() if name.endswith("PKG-INFO")]
    file = packed.extractfile(info)
    assert file
    return email.message_from_binary_file(file)


def test_the_source_distribution_holds_every_file_of_the_repository(
    packed: tarfile.TarFile,
) -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git repository, whose files could be compared")
    listed = subprocess.run(
        [git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    tracked = {name for name in listed.split("\0") if name and (ROOT / name).exists()}
    assert len(tracked) > 500
    assert tracked - members(packed) == set()


def test_the_version_stands_in_one_place(packed: tarfile.TarFile) -> None:
    assert described(packed)["Version"] == dataflow.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", dataflow.__version__)


def test_a_package_index_shows_no_picture_and_no_link_that_leads_nowhere(
    packed: tarfile.TarFile,
) -> None:
    shown = described(packed).get_payload()
    assert isinstance(shown, str)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "![" in readme
    assert "![" not in shown
    assert re.findall(r"\]\((?!https?:)[^)]*\)", readme)
    assert re.findall(r"\]\((?!https?:)[^)]*\)", shown) == []
    assert "make demo" in shown
