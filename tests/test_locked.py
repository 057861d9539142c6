"""What `make` installs is written down: every version with its hashes, and the lowest bounds."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from test_drawing import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = sorted(path.name for path in (ROOT / "requirements").glob("*.txt"))
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
PLATFORM = {"sys_platform": "linux", "platform_machine": "x86_64", "os_name": "posix"}


def direct() -> Iterator[Requirement]:
    """What pyproject.toml asks for by name: to run, by the extras, and for the tests."""
    project = PROJECT["project"]
    extras = project["optional-dependencies"].values()
    groups = PROJECT["dependency-groups"].values()
    for listed in (project["dependencies"], *extras, *groups):
        for text in listed:
            if isinstance(text, str) and canonicalize_name(project["name"]) not in text:
                yield Requirement(text)


def environment(python: str) -> dict[str, str]:
    return {**PLATFORM, "python_version": python, "python_full_version": f"{python}.5"}


def applies(requirement: Requirement, python: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment(python))


def locked(name: str) -> list[tuple[Requirement, list[str]]]:
    """Every line of a lock, with its hashes."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    entries = re.findall(r"^(\S[^\\#\n]*?) \\\n((?:    --hash=\S+(?: \\)?\n)+)", text, re.MULTILINE)
    return [(Requirement(line), re.findall(r"--hash=(\S+)", hashes)) for line, hashes in entries]


def pins(name: str, python: str) -> dict[str, Version]:
    """The one version of each package that a lock gives to a Python."""
    given: dict[str, Version] = {}
    for requirement, _ in locked(name):
        if applies(requirement, python):
            assert requirement.name not in given
            [pin] = requirement.specifier
            given[canonicalize_name(requirement.name)] = Version(pin.version)
    return given


def test_there_are_two_locks() -> None:
    assert LOCKS == ["dev.txt", "oldest.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_versions_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert len(lines) == len(locked(name)) > 100
    for requirement, hashes in locked(name):
        assert [one.operator for one in requirement.specifier] == ["=="], requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), requirement
    assert "://" not in text
    assert "--index-url" not in text


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_fits_what_the_project_asks_for(name: str, python: str) -> None:
    given = pins(name, python)
    asked = [requirement for requirement in direct() if applies(requirement, python)]
    assert len(asked) > 30
    for requirement in asked:
        version = given.get(canonicalize_name(requirement.name))
        assert version in requirement.specifier, f"{requirement}: `make lock` writes it anew"


def test_the_oldest_versions_are_the_bounds_themselves() -> None:
    given = pins("oldest.txt", "3.11")
    for requirement in direct():
        if applies(requirement, "3.11"):
            [bound] = requirement.specifier
            assert bound.operator == ">=", requirement
            assert given[canonicalize_name(requirement.name)] == Version(bound.version), requirement


def test_the_build_is_locked_too() -> None:
    built = {Requirement(text) for text in PROJECT["build-system"]["requires"]}
    assert built <= {Requirement(text) for text in PROJECT["dependency-groups"]["build"]}


def test_the_pythons_that_are_named_are_the_pythons_that_are_locked() -> None:
    classifiers = PROJECT["project"]["classifiers"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(classifiers))
    assert named == PYTHONS
    assert PROJECT["project"]["requires-python"] == f">={PYTHONS[0]}"
