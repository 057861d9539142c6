"""Where no compiled wheel exists: PyYAML without libyaml, no rapidfuzz, no layout engine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dataflow.common import likeness
from dataflow.common.nearest import find_nearest

ROOT = Path(__file__).parents[1]

COMPILED = ("yaml._yaml", "_yaml", "rapidfuzz", "graphviz_pure", "pydantic_core", "scipy", "numpy")

WITHOUT = f"import sys; sys.modules.update(dict.fromkeys({COMPILED!r}))\n"
"""To Python, a module that is None is not there."""


def run(code: str, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT + code, *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


PROGRAM = """
import json
import dataflow as df
from pathlib import Path

for file in sys.argv[1:]:
    model = df.load(file)
    held = sorted({term.id for hold in model.holds for term in hold.data})[:3]
    for term in held:
        print(json.dumps(df.reach(model, term).to_dict()))
    print(df.check(file).tell())
    print(json.dumps(df.test(model).to_dict()))
compiled = ("yaml._yaml", "rapidfuzz", "pydantic")
assert not [name for name, at in sys.modules.items() if at and name.startswith(compiled)]
"""

MODELS = ("graphs/whatsapp.yaml", "tests/models/town.yaml", "graphs/avast.yaml")


def test_answers_checks_and_tests_are_the_same_without_anything_compiled() -> None:
    code, said = run(PROGRAM, *MODELS)
    assert code == 0, said
    usual = PROGRAM.rpartition("compiled =")[0]
    done = subprocess.run(
        [sys.executable, "-c", "import sys\n" + usual, *MODELS],
        capture_output=True,
        check=True,
        cwd=ROOT,
        text=True,
    )
    assert said == done.stdout
    assert said.count('"answer"') > len(MODELS)


def test_what_is_wrong_is_told_without_anything_compiled() -> None:
    text = "{dataflow: 1, servces: [a], flows: [{from: whatsap, to: a, data: emial}]}"
    code, said = run(
        "import dataflow as df\n"
        "try: df.loads(sys.argv[1])\n"
        "except df.ModelError as wrong:\n"
        "    for problem in wrong.problems: print(problem.code, problem.at, problem.help)\n",
        text,
    )
    assert code == 0, said
    assert "unknown-key <text>:1:15 did you mean `services`?" in said
    assert "did you mean `email`?" in said


@pytest.mark.parametrize(
    ("name", "names", "nearest"),
    [
        ("phone_nmber", ["email", "phone_number", "name"], ("phone_number",)),
        ("xyzzy", ["email", "phone_number"], ()),
        ("postcard", ["board", "card", "a"], ()),
        ("pgn", ["png", "svg"], ("png",)),
        ("number_phone", ["phone_number", "email"], ("phone_number",)),
        ("phone", ["phone_number", "email"], ("phone_number",)),
        ("ot", ["to", "from"], ()),
    ],
)
def test_the_nearest_names_are_found_without_rapidfuzz(
    monkeypatch: pytest.MonkeyPatch, name: str, names: list[str], nearest: tuple[str, ...]
) -> None:
    with_it = find_nearest(name, names)
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    assert find_nearest(name, names) == with_it == nearest


def test_one_slip_is_one() -> None:
    assert likeness.is_one_slip("abc", "acb")
    assert likeness.is_one_slip("abc", "ab")
    assert likeness.is_one_slip("abc", "abx")
    assert not likeness.is_one_slip("abc", "abc")
    assert not likeness.is_one_slip("abc", "cba")
    assert not likeness.is_one_slip("", "ab")
