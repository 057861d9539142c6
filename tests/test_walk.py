"""The language in one walk: a new key is one line, and what is wrong is told wherever it stands."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass

import pytest

import dataflow as df
from dataflow.building.names import plain_of
from dataflow.common.dates import PartialDate, parse_date
from dataflow.language.desk import ADVISED, Desk
from dataflow.language.facts import Cited
from dataflow.language.kinds import Walk
from dataflow.language.leaves import DATE, TRUTH, WORDS
from dataflow.language.parts import Mapped, optional, part, several, texts
from dataflow.language.schema import _Definitions
from dataflow.reading import Reader, Text

OWN = ("planted", "height", "wild", "birds", "bears")


@part
class Tree(Cited):
    """A tree, which is no part of the language."""

    called = "a tree"

    planted: Text | None = optional(DATE, "when it was planted")
    height: Text | None = optional(WORDS, "how high it is")
    wild: bool | None = optional(TRUTH, "whether nobody planted it")
    birds: tuple[Text, ...] = texts("what lives in it")
    fruit: tuple[Text, ...] = several(WORDS, "what grows on it", "bears")


@dataclass(frozen=True, kw_only=True)
class Grown:
    """What a tree is in a model."""

    planted: PartialDate | None = None
    wild: bool = False
    birds: tuple[str, ...] = ()
    height: str = "unknown"
    note: str


def taken(text: str) -> tuple[Tree | None, list[tuple[str, str | None]]]:
    reader = Reader()
    desk = Desk(reader)
    mapping = reader.read_text(text)
    assert mapping is not None
    return Mapped(Tree).take(mapping, Walk(desk)), [(p.message, p.help) for p in desk.problems]


def test_a_new_key_is_one_line_and_arrives_everywhere() -> None:
    assert list(Tree.keys()) == [*OWN, "note", "source"]
    tree, problems = taken("{planted: 2016, bears: pears, note: old}")
    assert tree is not None
    assert not problems
    assert (tree.planted, tree.fruit, tree.note, tree.source) == ("2016", ("pears",), "old", ())
    assert tree.given == {"planted", "fruit", "note"}
    assert tree.written == {"planted": "2016", "bears": "pears", "note": "old"}
    shape = _Definitions().describe(Tree)["properties"]
    assert list(shape) == [*OWN, "note", "source"]
    assert shape["bears"]["description"] == "what grows on it"


def test_a_plain_key_needs_no_more_than_its_attribute_in_the_model() -> None:
    tree, _ = taken("{planted: 2016, wild: true, birds: [wren, owl, ''], bears: pears, note: old}")
    assert tree is not None
    assert plain_of(tree, Grown) == {
        "planted": parse_date("2016"),
        "wild": True,
        "birds": ("owl", "wren"),
    }
    assert Grown(note="n", **plain_of(tree, Grown)).height == "unknown"


def test_messages_know_a_new_key() -> None:
    _, [(message, advice)] = taken("{bear: pears}")
    assert (message, advice) == ("a tree has no key `bear`", "did you mean `bears`?")
    _, [(message, advice)] = taken("{xyzzy: pears}")
    assert advice == "its keys are " + ", ".join(f"`{key}`" for key in (*OWN, "note", "source"))
    tree, [(message, _)] = taken("{planted: soon, bears: pears}")
    assert message.startswith("`soon` is not a date")
    assert tree is not None
    assert (tree.planted, tree.fruit) == (None, ("pears",))


def test_of_very_many_unknown_keys_the_first_are_compared_with_those_that_are_known() -> None:
    keys = ", ".join(f"bears{number:02x}: pears" for number in range(ADVISED + 1))
    _, problems = taken(f"{{{keys}}}")
    *compared, last = [advice for _, advice in problems]
    assert set(compared) == {"did you mean `bears`?"}
    assert last == "its keys are " + ", ".join(f"`{key}`" for key in (*OWN, "note", "source"))


def test_a_part_does_not_change() -> None:
    tree, _ = taken("{planted: 2016}")
    assert tree is not None
    with pytest.raises(FrozenInstanceError):
        tree.planted = None  # type: ignore[misc]
    other = tree.changed({"planted": None})
    assert (tree.planted, other.planted, other.at) == ("2016", None, tree.at)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("flows: {a: {id: x, from: 'B B'}, c: {}}", 1 + 1 + 2 + 3),
        ("companies: [a, a, b, b]", 2),
        ("companies: [[a], [b], 'C C']", 3),
        ("personas: {p: {accounts: {a: [], b: , 'C C': 2012}}}", 3),
        ("derivations: [{from: email}, {to: 'B B'}]", 2 + 3),
    ],
)
def test_all_that_is_wrong_in_a_section_is_told_at_once(text: str, codes: int) -> None:
    with pytest.raises(df.ModelError) as raised:
        df.loads(f"dataflow: 1\n{text}\n")
    language = {"unknown-key", "missing-key", "wrong-kind", "bad-id", "defined-twice"}
    assert len([p for p in raised.value.problems if p.code in language]) == codes


def test_what_was_left_out_is_missed_by_nobody() -> None:
    """An entry that was wrong is no unknown name elsewhere."""
    text = "{dataflow: 1, services: {a: [], b: x}, flows: [{from: a, to: b, data: email}]}"
    with pytest.raises(df.ModelError) as raised:
        df.loads(text)
    assert [p.code for p in raised.value.problems if p.severity == "error"] == ["wrong-kind"]


def test_a_hold_that_was_left_out_is_missed_by_nobody_who_names_it() -> None:
    text = (
        "{dataflow: 1, services: {a: {holds: [{id: h, date: email}]}}, "
        "personas: {ana: {opted_out: h}}, scenarios: {s: {without: h}}}"
    )
    with pytest.raises(df.ModelError) as raised:
        df.loads(text)
    told = {p.code for p in raised.value.problems if p.severity == "error"}
    assert told == {"missing-key", "unknown-key"}


@pytest.mark.parametrize("many", [40, 2_000])
def test_any_number_of_duplicates_leaves_the_rest_of_the_file(many: int) -> None:
    names = ", ".join(["a"] * many)
    text = f"{{dataflow: 1, companies: [{names}], holds: [{{holder: zz, data: email}}]}}"
    with pytest.raises(df.ModelError) as raised:
        df.loads(text)
    codes = [p.code for p in raised.value.problems]
    assert codes.count("defined-twice") == many - 1
    assert codes.count("unknown-holder") == 1


def test_a_run_of_words_without_colons_is_told_in_linear_time() -> None:
    words = ", ".join(f"w{number}" for number in range(5_000))
    with pytest.raises(df.ModelError) as raised:
        df.loads(f"{{dataflow: 1, services: {{a: {{holds: email, {words}}}}}}}")
    assert len([p for p in raised.value.problems if p.code == "unknown-key"]) == 5_000
