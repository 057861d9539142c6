"""Each file of tests/invalid is wrong, or doubtful, in the way that its name says.

The message beside it is what `dataflow check` prints; UPDATE_GOLDENS=1 writes it anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import dataflow as df
from dataflow.answers.check import Check
from dataflow.problems import CODES, SHOWN

ROOT = Path(__file__).parents[1]
FOLDER = Path("tests", "invalid")
FILES = sorted((ROOT / FOLDER).glob("*.yaml"))

MADE_HERE = {"unreadable"}
"""What cannot lie in a repository: links that go round in circles."""

WITH_SOURCES = {"unused-source", "no-source-operation", "cut-quote"}
"""What only `check --sources` doubts."""

MEANT = re.compile(r"# at (.*)")
"""A first line that names what the problem is at."""


def code_of(name: str) -> str:
    """Find the code that a file's name starts with: the longest, since `cycle` is in others."""
    fitting = [code for code in CODES if name == code or name.startswith(f"{code}-")]
    return max(fitting, key=len, default="")


def checked(path: Path) -> Check:
    """Check a file; what could not be opened is told likewise."""
    try:
        return df.check(path, sources=path.stem in WITH_SOURCES)
    except df.ModelError as wrong:
        return Check(str(path), wrong.problems)


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_every_code_has_a_file_and_every_file_a_code() -> None:
    codes = {code_of(file.stem) for file in FILES}
    assert "" not in codes
    assert codes | MADE_HERE == set(CODES)
    texts = {file.stem for file in (ROOT / FOLDER).glob("*.txt")}
    assert texts == {file.stem for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_message_is_the_one_beside_the_file(file: Path) -> None:
    told = checked(FOLDER / file.name).tell() + "\n"
    golden = file.with_suffix(".txt")
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_problem_stands_where_it_is(file: Path) -> None:
    code = code_of(file.stem)
    found = [one for one in checked(FOLDER / file.name).problems if one.code == code]
    assert found, f"no {code} in it"
    meant = MEANT.match(file.read_text(encoding="utf-8", errors="replace"))
    for problem in found:
        assert problem.at is not None
        assert problem.at.column is not None
        text = (ROOT / problem.at.file).read_bytes().decode("utf-8", "replace")
        lines = [*text.splitlines(keepends=True), ""]
        rest = lines[problem.at.line - 1][problem.at.column - 1 :]
        assert rest or not text
        if meant:
            assert rest.startswith(meant[1])
        if problem.excerpt and meant:  # what is underlined is that, or more of it or less
            marked = rest[: problem.excerpt.width]
            assert marked.startswith(meant[1][: len(marked)])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_only_errors_make_a_model_invalid(file: Path) -> None:
    answer = checked(FOLDER / file.name)
    if CODES[code_of(file.stem)] == "warning":
        assert answer.errors == 0
        assert df.load(FOLDER / file.name).doubts is not None
    else:
        assert answer.errors > 0
        with pytest.raises(df.ModelError):
            df.load(FOLDER / file.name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_problem_is_told_as_one_should_be(file: Path) -> None:
    for problem in checked(FOLDER / file.name).problems:
        assert problem.severity == CODES[problem.code]
        assert "\n" not in problem.message
        assert not re.search(r"None|Text\(|<.*object|pydantic|dataflow\.", problem.message)
        assert problem.message[:1].islower() or problem.message[:1] in "`0123456789U"
        assert not problem.message.endswith(".")
        assert problem.help is None or (problem.help and "\n" not in problem.help)


def test_a_circle_of_links_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    with pytest.raises(df.ModelError) as raised:
        df.load(tmp_path / "a.yaml")
    (problem,) = raised.value.problems
    assert problem.code == "unreadable"
    assert "circle" in problem.message


def test_a_file_of_more_than_8_mib_is_too_large(tmp_path: Path) -> None:
    model = tmp_path / "big.yaml"
    model.write_text("dataflow: 1\n" + "#" * (8 << 20), encoding="utf-8")
    with pytest.raises(df.ModelError) as raised:
        df.load(model)
    (problem,) = raised.value.problems
    assert problem.code == "too-large"
    assert problem.help == "split it, and join the parts with `include`"


def test_fifty_problems_are_shown_and_the_rest_is_counted(tmp_path: Path) -> None:
    model = tmp_path / "many.yaml"
    model.write_text("dataflow: 1\n" + "".join(f"k{n}: x\n" for n in range(70)), encoding="utf-8")
    told = df.check(model).tell()
    assert told.count("error[unknown-key]") == SHOWN
    assert "\n\nand 20 more: `-o FILE` has them all\n\n" in told
    assert told.endswith("70 errors, 0 warnings")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("expect: [{claim: nix, verdict: maybe}]", ["unknown-claim", "bad-value"]),
        ("expect: [{reach: nix, companies: [A b]}]", ["unknown-data", "bad-id"]),
        (
            "expect: [{cut: nix, company: nobody, flows: A b}]",
            ["unknown-data", "unknown-company", "bad-id"],
        ),
        (
            "views: {v: {kind: paths, highlight: A b, company: nobody}}",
            ["bad-id", "unknown-holder"],
        ),
        ("expect: [{claim: nix}]", ["missing-key"]),
    ],
)
def test_a_wrong_value_hides_no_unknown_name_beside_it(
    tmp_path: Path, text: str, codes: list[str]
) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(f"dataflow: 1\nservices: [a]\n{text}\n", encoding="utf-8")
    assert [one.code for one in df.check(path).problems] == codes
