"""Whoever types the name of a value sees one short line: what it is, and of what."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from every_model import load_every
from test_frozen import parts

import dataflow as df
from dataflow.common.dates import PartialDate
from dataflow.common.values import LONGEST, Brief, Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.model import Model

TOWN = Path(__file__).parent / "models" / "town.yaml"


@pytest.fixture(scope="module")
def town() -> Model:
    return df.loads(TOWN.read_text("utf-8"), "town.yaml")


def every(value: Any, seen: set[int]) -> Iterator[Any]:  # noqa: ANN401
    if id(value) not in seen:
        seen.add(id(value))
        yield value
        for _, one in parts(value):
            yield from every(one, seen)


def test_every_part_of_every_model_shows_itself_in_one_short_line() -> None:
    shown: set[str] = set()
    for model in load_every():
        for one in every(model, set()):
            if dataclasses.is_dataclass(one) and not isinstance(one, PartialDate):
                assert isinstance(one, Brief), type(one)
                said = repr(one)
                assert said.startswith(f"<{type(one).__name__} ")
                assert len(said) <= LONGEST
                assert "\n" not in said
                shown.add(type(one).__name__)
    assert {"Model", "Holder", "Flow", "Hold", "Term", "Claim", "Persona", "View"} <= shown


def test_answers_and_their_rows_say_what_they_are_of(town: Model) -> None:
    reach, why = df.reach(town, "email"), df.why(town, "email", "board")
    cut, claims = df.cut(town, "email", "board"), df.claims(town)
    diff = df.diff(town, before="2010", after="2018")
    shown = {
        town: "<Model town.yaml: 6 holders, 2 flows>",
        reach: "<Reach of email in town.yaml: 2 companies>",
        reach.rows[1]: "<Row board-co receives email>",
        why: "<Why board-co has email in town.yaml: 1 paths>",
        why.paths[0]: "<Path to board-co in 2 steps>",
        why.paths[0].steps[1]: "<PathStep flow email to board at town.yaml:27:3>",
        cut: "<Cut of email from board-co in town.yaml: 1 flows>",
        cut.flows[0]: "<CutFlow ads, weight 1>",
        claims: "<Claims of town.yaml: 0, 0 not kept>",
        df.exposure(town, "board-co"): "<Exposure of town.yaml: 2 cells>",
        df.show(town, "board"): "<Show of service:board in town.yaml>",
        df.test(town): "<Test of town.yaml: 0 passed, 0 failed>",
        df.ask(town, "who can see my email?"): "<Ask dataflow reach town.yaml email>",
        df.draw(reach): "<Drawing email: Who can reach your email address>",
        town.holders["board"]: "<Holder board at town.yaml:24:3>",
        town.flows["ads"]: "<Flow ads from chat to board at town.yaml:27:3>",
        reach.setting: "<Setting >",
    }
    assert [repr(one) for one in shown] == list(shown.values())
    assert repr(diff).startswith("<Diff of town.yaml: ")
    assert repr(diff.gained[0]).startswith("<Change ")
    assert repr(diff.gained[0].because[0]).startswith("<Behind ")


def test_every_answer_and_row_is_short(town: Model) -> None:
    answers = [
        df.reach(town, "email", owners=True), df.why(town, "email", "board", all=True),
        df.exposure(town), df.claims(town), df.cut(town, "email", "board"), df.check(TOWN),
        df.diff(town, before="2010"), df.show(town), df.test(town),
    ]  # fmt: skip
    for answer in answers:
        for one in (answer, *answer):
            assert isinstance(one, Brief)
            assert len(repr(one)) <= LONGEST
            assert repr(one).startswith(f"<{type(one).__name__} ")


def test_what_is_too_long_is_cut_and_lines_are_joined() -> None:
    model = df.loads("dataflow: 1", "a\n" + "b" * 200)
    assert repr(model) == f"<Model a {'b' * 85}…>"
    assert len(repr(model)) == LONGEST
    assert repr(Frozen(a=1)) == "{'a': 1}"
