"""The reader: texts that know their place, everything wrong at once, includes inside the root."""

from __future__ import annotations

import gc
import io
import itertools
import os
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from dataflow.problems import CODES, NOWHERE, Excerpt, Location
from dataflow.reading import Fields, Items, Nothing, Reader, Text
from dataflow.reading import includes as includes_module
from dataflow.reading import parser as parser_module
from dataflow.reading.characters import MOST_FLAWS, escape
from dataflow.reading.syntax import SAYINGS
from dataflow.reading.texts import FARTHEST, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from yaml.events import Event

    from dataflow.problems import Problem

WHATSAPP = """\
dataflow: 1
services:
  whatsapp: {holds: [phone_number, "address book"]}
  facebook:
flows:
  - from: whatsapp
    since: 2016-08-25
"""


def read(text: str) -> tuple[Any, list[Problem]]:
    reader = Reader()
    return reader.read_text(text, "x.yaml"), reader.problems


def told(problems: list[Problem]) -> list[str]:
    return [f"{problem.code} {problem.at}" for problem in problems]


def nodes(tree: Text | Items | Fields) -> Iterator[Text | Items | Fields]:
    yield tree
    parts = [*tree, *tree.values()] if isinstance(tree, Fields) else tree
    for part in parts if isinstance(tree, (Fields, Items)) else ():
        yield from nodes(part)


def write(folder: Path, **files: str) -> Path:
    """Write files; `a__b` is `a/b.yaml`. Give the first."""
    paths = [folder / (name.replace("__", "/") + ".yaml") for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return paths[0]


# The tree


def test_all_scalars_are_text() -> None:
    tree, problems = read("a: no\nb: 1e3\nc: 012\nd: 2016-08-25\ne: null\n1: ~\n")
    assert tree == {"a": "no", "b": "1e3", "c": "012", "d": "2016-08-25", "e": "null", "1": "~"}
    assert {type(value) for value in tree.values()} == {Text}
    assert not problems


def test_every_part_knows_its_place() -> None:
    reader = Reader()
    tree = reader.read_text(WHATSAPP, "graphs/x.yaml")
    assert tree is not None
    places = {
        str(part): str(reader.locate(part.at)).removeprefix("graphs/x.yaml:")
        for part in nodes(tree)
        if isinstance(part, Text)
    }
    assert places["whatsapp"] == "6:11"
    assert places["phone_number"] == "3:22"
    assert places["address book"] == "3:36"
    assert places["2016-08-25"] == "7:12"
    assert places[""] == "4:12"
    lines = [reader.locate(part.at)[1:] for part in nodes(tree) if not isinstance(part, Text)]
    assert lines == [(1, 1), (3, 3), (3, 13), (3, 21), (6, 3), (6, 5)]


def test_nothing_is_not_an_empty_text() -> None:
    tree, _ = read("a:\nb: ''\nc: [x, '']\n")
    assert isinstance(tree["a"], Nothing)
    assert [type(tree["b"]), type(tree["c"][1])] == [Text, Text]


def test_a_place_is_packed_and_unpacked() -> None:
    reader = Reader()
    tree = reader.read_text("a: b", "x.yaml")
    assert tree is not None
    assert reader.locate(tree["a"].at) == Location("x.yaml", 1, 4)
    assert reader.pack(Location("x.yaml", 1, 4)) == tree["a"].at
    assert reader.locate(0) == NOWHERE
    assert reader.pack(Location("another.yaml", 1, 4)) == 0
    assert reader.problem("bad-value", "x", Text("made")).at is None


def test_lines_end_in_three_ways() -> None:
    for end in ("\n", "\r", "\r\n"):
        reader = Reader()
        tree = reader.read_text(WHATSAPP.replace("\n", end))
        assert tree is not None
        assert reader.locate(tree["flows"][0]["since"].at)[1:] == (7, 12)
        problem = reader.problem("bad-date", "x", tree["flows"][0]["since"])
        assert problem.excerpt == Excerpt("    since: 2016-08-25", 10)


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xef\xbb\xbfa: b")
    reader = Reader()
    tree = reader.read(tmp_path / "x.yaml")
    assert tree == {"a": "b"}
    assert reader.locate(tree.at)[1:] == (1, 1)
    assert read("\ufeffa: b")[0] == {"a": "b"}


@pytest.mark.parametrize("text", ["a: b", "a: [", "a: b\na: c"])
def test_the_collector_is_left_as_it_was(text: str) -> None:
    read(text)
    assert gc.isenabled()
    gc.disable()
    try:
        read(text)
        assert not gc.isenabled()
    finally:
        gc.enable()


# Excerpts


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("a: whatsapp", 8),
        ("a: whatsapp  # app", 8),
        ("{a: 'what''s app', b: c}", 13),
        ('a: "what\\"s" # x', 9),
        ("a: what\n  goes on", 4),
        ("a: |\n  what", 1),
        ("a: [b, c]", 1),
    ],
)
def test_what_is_underlined_is_what_stands_in_the_file(text: str, width: int) -> None:
    reader = Reader()
    tree = reader.read_text(text)
    assert tree is not None
    excerpt = reader.problem("bad-value", "x", tree["a"]).excerpt
    assert excerpt == Excerpt(text.split("\n", maxsplit=1)[0], width)


def test_excerpts_stay_short_and_their_columns_count_characters() -> None:
    reader = Reader()
    long = "x" * 500
    tree = reader.read_text(f"a: b\t{long}\nc: [{long}, far]\n")
    assert tree is not None
    excerpt = reader.problem("bad-value", "x", tree["a"]).excerpt
    assert excerpt is not None
    assert excerpt.text.startswith("a: b x")
    assert len(excerpt.text) == FARTHEST
    assert excerpt.text.endswith("…")
    assert reader.problem("bad-value", "x", tree["c"][1]).excerpt is None


# What is refused


def test_everything_wrong_is_said_in_one_go() -> None:
    text = "a: &x !!str 1\nb: *x\nb: 2\n<<: {c: d}\n? [e]\n: f\ng: {h: 1, h: 2}\n# \u202e\ni: j\n"
    tree, problems = read(text)
    assert tree == {"a": "1", "b": "", "g": {"h": "1"}, "i": "j"}
    assert sorted(told(problems)) == [
        "alias x.yaml:1:4",
        "alias x.yaml:2:4",
        "duplicate-key x.yaml:3:1",
        "duplicate-key x.yaml:7:11",
        "forbidden-character x.yaml:8:3",
        "key-not-text x.yaml:5:3",
        "merge-key x.yaml:4:1",
        "tag x.yaml:1:4",
    ]


def test_a_duplicate_names_both_places_and_the_first_is_kept() -> None:
    tree, problems = read("a: {x: 1}\nb: 2\na: {x: 3}\n")
    assert tree == {"a": {"x": "1"}, "b": "2"}
    assert problems[0].message == "duplicate key `a` (first at 1:1)"
    assert problems[0].at == Location("x.yaml", 3, 1)


def test_duplicates_among_many_keys_are_found_fast() -> None:
    keys = "".join(f"k{n}:\nx{n}:\nx{n}:\n" for n in range(900))
    _, problems = read(keys)
    assert [problem.message for problem in problems[-2:]] == [
        "duplicate key `x898` (first at 2696:1)",
        "duplicate key `x899` (first at 2699:1)",
    ]


def test_a_quoted_merge_key_is_text() -> None:
    assert read("'<<': a") == ({"<<": "a"}, [])


def test_an_alias_may_stand_for_a_key_or_an_item_no_more_than_for_a_value() -> None:
    tree, problems = read("a: &x [1]\n*x : b\nc: [*x]\n")
    assert tree == {"a": ["1"], "c": [""]}
    assert told(problems) == ["alias x.yaml:1:4", "alias x.yaml:2:1", "alias x.yaml:3:5"]


def test_keys_within_a_key_are_not_worth_a_word_but_those_behind_it_are() -> None:
    _, problems = read("? {[a]: b}\n: c\n? [d]\n: e\n")
    assert told(problems) == ["key-not-text x.yaml:1:3", "key-not-text x.yaml:3:3"]


def test_of_two_documents_the_first_is_read() -> None:
    tree, problems = read("a: b\n---\nc: [\n")
    assert tree == {"a": "b"}
    assert told(problems) == ["many-documents x.yaml:2:1"]


def test_a_directive_is_refused_and_what_follows_is_read() -> None:
    tree, problems = read("%YAML 1.2\n---\na: b\n")
    assert tree == {"a": "b"}
    assert told(problems) == ["directive x.yaml:1:1"]


def test_one_document_may_have_a_mark_at_both_ends() -> None:
    assert read("---\na: b\n...\n") == ({"a": "b"}, [])


def test_deep_is_64() -> None:
    assert read("a: " + "[" * 63 + "]" * 63)[1] == []
    assert told(read("a: " + "[" * 64 + "]" * 64)[1]) == ["too-deep x.yaml:1:67"]


DEEP = {
    "[" * 500: "1:65",
    "a: " + "[" * 500 + "]" * 500: "1:67",
    "{" * 500: "1:65",
    "[{" * 500: "1:65",
    "- " * 500: "1:129",
    "? " * 500: "1:129",
    "{a: " * 500: "1:257",
    "['b'," * 500: "1:321",
    "[\n" * 500: "65:1",
    "\n".join(" " * n + "k:" for n in range(500)): "65:65",
    "\n".join(" " * n + "-" for n in range(500)): "65:65",
    "a: " + "[" * 500 + "@": "1:67",
}


@pytest.mark.parametrize("patience", [70, 200, 10_000])
@pytest.mark.parametrize(("text", "place"), DEEP.items(), ids=lambda text: text[:6])
def test_deep_is_deep_whatever_the_patience_of_the_parser(
    monkeypatch: pytest.MonkeyPatch, patience: int, text: str, place: str
) -> None:
    monkeypatch.setattr("dataflow.reading.composer.CParser", impatient(patience))
    assert told(read(text)[1])[-1] == f"too-deep x.yaml:{place}"


def impatient(patience: int) -> Callable[[str], CParser | GivingUp]:
    """Make a parser that gives up, before its first event, over what opens at that level."""

    def parse(text: str) -> CParser | GivingUp:
        opened = itertools.islice(re.finditer(r"[\[{]|(?m:^) *k:|[-?]\s", text), patience, None)
        place = next(opened, None)
        return CParser(text) if place is None else GivingUp(text, place.start())

    return parse


class GivingUp:
    """A parser that runs ahead of its events, and gives up."""

    def __init__(self, text: str, offset: int) -> None:
        self.place = Source("", "", text=text).place(offset)

    def get_event(self) -> None:
        line, column = self.place
        mark = yaml.Mark("", 0, line - 1, column - 1, None, None)  # type: ignore[no-untyped-call]
        raise MarkedYAMLError(None, None, "more than anybody can bear", mark)


def test_a_mistake_before_a_limit_of_the_parser_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dataflow.reading.composer.CParser", impatient(200))
    (problem,) = read("a: 1\n" + "[" * 500)[1]
    assert (str(problem.at), problem.code) == ("x.yaml:2:1", "syntax")
    assert problem.message == "expected a key or an item, found `[`"


def test_what_the_parser_says_without_our_knowing_is_told_with_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dataflow.reading.composer.CParser", lambda text: GivingUp(text, 6))
    (problem,) = read("a: b\nc: d\n")[1]
    assert (str(problem.at), problem.code) == ("x.yaml:2:2", "syntax")
    assert problem.message == "this is not YAML: more than anybody can bear"
    assert problem.help is not None
    assert problem.help.startswith("write what stands here in plainer YAML")


def test_an_error_without_a_place_is_told_behind_what_was_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Failing:
        def __init__(self, text: str) -> None:
            self.get = CParser(text).get_event

        def get_event(self) -> Event:
            event: Event = self.get()
            if getattr(event, "value", "") == "d":
                raise ReaderError("x", 0, 63, "unicode", "no more")
            return event

    monkeypatch.setattr("dataflow.reading.composer.CParser", Failing)
    (problem,) = read("a: b\nc: d\n")[1]
    assert (str(problem.at), problem.code) == ("x.yaml:2:1", "syntax")
    assert "no more" in problem.message


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("{}: 1", "1:1"),
        ("a: {{{}: 1}}", "1:5"),
        ("a: [b, {}: 1]", "1:8"),
        ("? {}\n: 1", "1:3"),
        ('a:\n  "{}": 1', "2:3"),
    ],
)
def test_a_key_has_at_most_1024_characters(form: str, place: str) -> None:
    assert told(read(form.format("k" * 1025))[1])[-1] == f"too-large x.yaml:{place}"
    assert read("a: {" + "k" * 1024 + ": 1}")[1] == []


def test_a_tab_indents_in_brackets_as_well_and_is_named_once_a_line() -> None:
    _, problems = read("a: {\n\tb: [c, d],\n  \t e: f, # x\n\t# y\n\t}\n")
    assert told(problems) == ["tab-indent x.yaml:2:1", "tab-indent x.yaml:3:3"]


@pytest.mark.parametrize(
    "text", ["a: b\tc\n", "a:\tb\n", "a: 'b\n\tc'\n", "a: |\n  b\n  \tb\n", "a: b\n\tc"]
)
def test_other_tabs_are_taken(text: str) -> None:
    assert len(read(text)[1]) == text.endswith("\tc")


def test_a_text_has_at_most_64_thousand_characters() -> None:
    assert read("a: " + "x" * 65536)[1] == []
    assert told(read("a: b\nc: " + "x" * 65537)[1]) == ["too-large x.yaml:2:4"]


def test_nodes_are_counted_over_all_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser_module, "MOST_NODES", 10)
    first = write(tmp_path, a="include: [b.yaml]", b="c: [d, e]\n", c="[a, a, a, a, a, a, a, a, a]")
    reader = Reader()
    assert len(reader.read_all(first)) == 2
    assert not reader.problems
    assert reader.read_text("a: b", "more.yaml") is None
    assert told(reader.problems) == ["too-large more.yaml:1:1"]


def test_files_behind_the_one_that_is_too_much_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parser_module, "MOST_NODES", 8)
    first = write(tmp_path, a="include: [b.yaml, c.yaml]", b="b: [d, e, f]", c="g: h")
    reader = Reader()
    assert [list(tree) for tree in reader.read_all(first)] == [["include"]]
    assert told(reader.problems) == [f"too-large {tmp_path}/b.yaml:1:5"]
    assert reader.read_all(tmp_path / "c.yaml") == []
    assert told(reader.problems[1:]) == [f"too-large {tmp_path}/c.yaml:1:1"]


def test_bundled_files_are_read_beside_the_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = write(tmp_path, vocabulary__core="data: {email: {}}")
    reader = Reader()
    monkeypatch.setattr(parser_module, "MOST_NODES", 6)
    reader._parser = parser_module.Parser(reader.texts)
    reader._parser._left = 0
    tree = reader.read_bundled(core)
    assert tree is not None
    assert str(reader.locate(tree["data"].at)) == "vocabulary/core.yaml:1:7"


def test_reading_ends_with_a_thousand_problems() -> None:
    tree, problems = read("a: [" + "*x, " * 5000 + "]")
    assert tree is None
    assert len(problems) == parser_module.MOST_PROBLEMS


def test_what_is_full_of_odd_characters_is_no_text() -> None:
    tree, problems = read("\0a: [\n" * 500)
    assert tree is None
    assert {problem.code for problem in problems} == {"forbidden-character"}
    assert len(problems) == MOST_FLAWS


def test_a_text_of_more_than_8_mib_is_refused() -> None:
    for text in ("#" * (8 << 20) + "#", "é" * (5 << 20)):
        assert [problem.code for problem in read(text)[1]] == ["too-large"]


# Characters

ALLOWED = {
    "family": "👨\u200d👩\u200d👧",
    "technologist": "👩🏽\u200d🔬",
    "heart": "\u2764\ufe0f\u200d🔥",
    "text heart": "\u2764\ufe0e",
    "keycap": "1\ufe0f\u20e3",
    "Persian": "می\u200cخواهم",  # noqa: RUF001 - so it is written
    "Hindi": "क्\u200dष",
    "combining": "Z\u0351\u036b",
    "private use": "\ue000",
    "tab": "a\tb",
}


@pytest.mark.parametrize("value", ALLOWED.values(), ids=ALLOWED)
def test_joiners_may_stand_where_they_join(value: str) -> None:
    assert read(f"a: x{value}x # {value}") == ({"a": f"x{value}x"}, [])


FORBIDDEN = [
    *"\0\x07\x1b\x7f\x85\x9f\xad\u034f\u061c\u115f\u200b\u200e\u2028\u2029\u202e\u2060\u2066\u3164",
    *"\ufe00\ufeff\uffa0\ufff9\ufdd0\ufffe\uffff\ud800\udfff\U000e0061\U000e0100\U0001ffff",
    *"\u200c\u200d\ufe0e\ufe0f",
]


@pytest.mark.parametrize("character", FORBIDDEN, ids=ascii)
@pytest.mark.parametrize("form", ["a: x{}y", "b: c # x{}", "'x{}': d", "e: |\n  x{}y\n"])
def test_what_cannot_be_seen_is_refused_everywhere(form: str, character: str) -> None:
    tree, problems = read(form.format(character))
    assert tree is not None
    assert [problem.code for problem in problems] == ["forbidden-character"]
    assert f"U+{ord(character):04X}" in problems[0].message
    assert problems[0].message.isprintable()
    line, _, before = form.split("{}", maxsplit=1)[0].rpartition("\n")
    assert problems[0].at == Location("x.yaml", 2 if line else 1, len(before) + 1)
    assert problems[0].excerpt
    assert "\ufffd" in problems[0].excerpt.text


@pytest.mark.parametrize(
    ("text", "offset"),
    [("👨\u200dx", 1), ("x\u200d👨", 1), ("1\ufe0fx", 1), ("x\u200cمی", 1), ("می\u200cx", 2)],
)
def test_joiners_may_not_stand_where_they_join_nothing(text: str, offset: int) -> None:
    _, problems = read(f"a: {text}")
    assert told(problems) == [f"forbidden-character x.yaml:1:{4 + offset}"]


@pytest.mark.parametrize("escape", [r"\0", r"\e", r"\x7f", r"\N", r"\L", r"\u202e", r"\U000e0061"])
def test_escapes_bring_in_nothing_that_may_not_stand_there(escape: str) -> None:
    tree, problems = read(f'a: "x{escape}"')
    assert tree == {"a": "x\ufffd"}
    assert told(problems) == ["forbidden-character x.yaml:1:4"]


def test_messages_are_short_and_can_be_printed() -> None:
    _, problems = read(f'"{"k" * 500}\\n": 1\n"{"k" * 500}\\n": 2\n')
    assert len(problems[0].message) < 120
    _, problems = read('"a\\tb": 1\n"a\\tb": 2\n')
    assert problems[0].message == r"duplicate key `a\tb` (first at 1:1)"


# Syntax

MISTAKES = {
    "a: 'open\nb: c\n": "1:4 the quote that opens here is never closed",
    'a: "\\q"': "1:5 `\\q` is no escape",
    'a: "\\xZZ"': "1:5 `\\xZZ` is no escape",
    'a: "\\ud800"': "1:5 the escape `\\ud800` stands for no character",
    "%YAML 3.0\n---\na: b\n": "1:1 directives",
    "%FOO\n---\na: b\n": "1:1 directives",
    "a: !<x\n": "1:4 tags are not allowed",
    "a: !b!c d\n": "1:4 tags are not allowed, found `!b!c`",
    "a: * b\n": "1:4 anchors and aliases are not allowed, found `*`",
    "a:\n\tb: c\n": "2:1 a tab is used for indentation",
    "a:\n  b\n\tc\n d": "3:1 a tab is used for indentation",
    "a: [b, c\nd: e\n": "2:2 expected `,` or `]` in the list that `[` opened at 1:4, found `:`",
    "a: {b: c\nd: e\n": "2:2 expected `,` or `}` in the mapping that `{` opened at 1:4",
    "a: b\nc:d\n": "2:1 expected a key or an item, found `c:d`",
    "a: @b\n": "1:4 no text can start with `@`",
    "a: `b`\n": "1:4 no text can start with a backtick",
    "a: - b\n": "1:4 a list cannot start here",
    "a: ? b\n": "1:4 a key cannot start with `? ` here",
    "a: b: c\n": "1:5 a second `:` in one line",
    "a: b\n  c: d\n": "2:3 `c` is no key here",
    ":" * 1030: "1:1 expected a mapping, found the text `::::",
    "k" * 1025 + ": 1": "1:1 the key `kkk",
    "a:\n  - b\n c: d\n": "3:2 expected the next key of the mapping that starts at 1:1, found `c:`",
    "- a\nb: c\n": "2:1 expected the next `- ` of the list that starts at 1:1, found `b:`",
    "a: 'it's'\n": "1:8 the text in quotes ends before `s'`",
    "a: 'open\nb: 'c'\n": "1:4 the quote that opens here is closed only at 2:4",
    "a: [b] c\n": "1:8 nothing may follow `]` in its line, found `c`",
    "a: [b]]\n": "1:7 this `]` closes nothing",
    "a:\n  b: c\n - d\n": "3:2 a list cannot start among keys",
    "a: b\n...\nc: d\n": "3:1 nothing may follow the end of the model, found `c:`",
    "%YAML 1.2\na: b\n": "1:1 directives",
    "a: b\n" + "k" * 1025 + ":\n": "2:1 the key `kkk",
    "a: |x\n  b\n": "1:5 nothing but a line end may follow `|` or `>` here",
    "a: [b, , c]\n": "1:8 expected a value, found `,`",
    "{a: b} c\n": "1:8 nothing may follow the end of the model, found `c`",
    "a: [{b: c},\n  {d": "2:4 unexpected end of the file: `[` opened at 1:4 and `{` opened at 2:3",
    "a: [b\n\n\n": "1:5 unexpected end of the file: `[` opened at 1:4 is never closed",
    "[" * 70: "1:65 this is nested deeper than 64 levels",
    "a: [[[[[b\n": "1:9 unexpected end of the file: `[` opened at 1:4 and `[` opened at 1:5 and …",
}


@pytest.mark.parametrize(("text", "expected"), MISTAKES.items())
def test_syntax_errors_are_explained(text: str, expected: str) -> None:
    _, problems = read(text)
    problem = problems[-1]
    place = str(problem.at).removeprefix("x.yaml:")
    assert f"{place} {problem.message}".startswith(expected)
    assert problem.help


SIGNS = {
    "a: {b: c: d}": ": ",
    "a: {b: c d: e}": ": ",
    "a: b: c": ": ",
    "a: [b: c: d]": ": ",
    "a: {b: C #1}": " #",
    "a: [b]\nc: [C #1]": " #",
    "a: [b] c": "[",
    "a: {b: [c] d}": "[",
    "a: {b: {c} d}": "{",
    "a: {b} c": "{",
    "a: [b, c}": "}",
    "a: &b c": "&",
    "a: {b: &c}": "&",
    "a: *b": "*",
    "a: !b c": "!",
    "a: |b": "|",
    "a: > 5": ">",
    "a: >5": ">",
    "a: %b": "%",
    "a: @b": "@",
    "a: - b": "- ",
    "a: ? b": "? ",
}


@pytest.mark.parametrize(("text", "sign"), SIGNS.items())
def test_the_sign_that_yaml_trips_over_is_named(text: str, sign: str) -> None:
    _, (problem, *_) = read(text)
    assert f"`{sign}`" in f"{problem.message} {problem.help}"
    assert "quote" in str(problem.help)


def test_what_follows_a_quote_in_a_line_is_told() -> None:
    for text in ('a: "b" c', "a: {b: 'c' d}"):
        assert "in quotes of the other kind" in str(read(text)[1][0].help)


def test_every_saying_is_said() -> None:
    advice = {problem.help for text in MISTAKES for problem in read(text)[1]}
    unsaid = [
        saying.pattern
        for saying in SAYINGS
        if "{missing}" not in saying.advice
        and saying.advice.format(sign="`'`", column=1) not in advice
    ]
    assert unsaid == []


def test_a_syntax_error_ends_its_file_only(tmp_path: Path) -> None:
    first = write(tmp_path, a="include: [b.yaml, c.yaml]", b="x: [", c="y: z")
    reader = Reader()
    assert [list(tree) for tree in reader.read_all(first)] == [["include"], ["y"]]
    assert told(reader.problems) == [f"syntax {tmp_path}/b.yaml:1:4"]


# Files


def test_a_file_is_called_as_the_user_named_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        tmp_path,
        graphs__x="include: ['cases/*.yaml']",
        graphs__cases__b="b: {}",
        graphs__cases__a="include: [more/c.yaml]",
        graphs__cases__more__c="include: ../../d.yaml",
        graphs__d="d: {}",
    )
    monkeypatch.chdir(tmp_path)
    reader = Reader()
    trees = reader.read_all("graphs/x.yaml")
    assert [reader.locate(tree.at).file for tree in trees] == [
        "graphs/x.yaml",
        "graphs/cases/a.yaml",
        "graphs/cases/more/c.yaml",
        "graphs/d.yaml",
        "graphs/cases/b.yaml",
    ]
    assert not reader.problems


def test_a_glob_leaves_out_the_file_that_has_it(tmp_path: Path) -> None:
    first = write(tmp_path, a="include: ['*.yaml']", b="b: {}", sub__c="c: {}")
    assert [list(tree) for tree in Reader().read_all(first)] == [["include"], ["b"]]


def test_two_stars_go_down_but_not_into_what_is_hidden_or_linked(tmp_path: Path) -> None:
    first = write(
        tmp_path,
        a="include: ['**/*.yaml']",
        b="b: {}",
        one__two__c="c: {}",
        one__d="d: {}",
        **{".git__e": "e: {}"},
    )
    (tmp_path / "one" / "circle").symlink_to(tmp_path)
    reader = Reader()
    assert [list(tree) for tree in reader.read_all(first)] == [["include"], ["b"], ["d"], ["c"]]
    assert not reader.problems


def test_a_glob_does_not_look_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dataflow.reading.includes.MOST_ENTRIES", 10)
    first = write(tmp_path, a="include: ['**/**/x.yaml', b.yaml]", b="b: {}", c__d__e="", c__f="")
    reader = Reader()
    assert len(reader.read_all(first)) == 1
    assert told(reader.problems) == [f"too-large {first}:1:11"]


def test_a_file_is_read_once_whatever_its_name(tmp_path: Path) -> None:
    first = write(
        tmp_path, a="include: [b.yaml, ./b.yaml, sub/../b.yaml, c.yaml, l.yaml]", b="b: {}"
    )
    os.link(tmp_path / "b.yaml", tmp_path / "c.yaml")
    (tmp_path / "l.yaml").symlink_to("b.yaml")
    reader = Reader()
    assert [list(tree) for tree in reader.read_all(first)] == [["include"], ["b"]]
    assert reader.read_all(tmp_path / "c.yaml") == []
    assert reader.read_all(first) == []
    assert not reader.problems


def test_a_cycle_is_named_from_where_it_starts(tmp_path: Path) -> None:
    first = write(
        tmp_path, a="include: b.yaml", b="include: sub/c.yaml", sub__c="include: ../b.yaml"
    )
    reader = Reader()
    assert len(reader.read_all(first)) == 3
    assert reader.problems[0].message == "include cycle: b.yaml → sub/c.yaml → b.yaml"
    assert reader.problems[0].at == Location(f"{tmp_path}/sub/c.yaml", 1, 10)


def test_every_cycle_of_includes_is_told(tmp_path: Path) -> None:
    first = write(
        tmp_path, a="include: [b.yaml, c.yaml]", b="include: [a.yaml, c.yaml]", c="include: b.yaml"
    )
    reader = Reader()
    assert len(reader.read_all(first)) == 3
    assert [problem.message for problem in reader.problems] == [
        "include cycle: a.yaml → b.yaml → a.yaml",
        "include cycle: b.yaml → c.yaml → b.yaml",
    ]


def test_includes_are_at_most_32_deep(tmp_path: Path) -> None:
    files = {f"f{n}": f"include: [f{n + 1}.yaml]" for n in range(40)}
    reader = Reader()
    assert len(reader.read_all(write(tmp_path, **files))) == 33
    assert told(reader.problems) == [f"too-deep {tmp_path}/f32.yaml:1:11"]


def test_the_root_says_how_far_includes_may_go(tmp_path: Path) -> None:
    first = write(tmp_path, graphs__a="include: [../shared/b.yaml]", shared__b="b: {}")
    reader = Reader()
    assert len(reader.read_all(first)) == 1
    assert told(reader.problems) == [f"outside {first}:1:11"]
    reader = Reader(root=tmp_path)
    assert len(reader.read_all(first)) == 2
    reader = Reader(root=tmp_path / "shared")
    assert len(reader.read_all(first)) == 2
    write(tmp_path, graphs__a="include: [c.yaml]", graphs__c="c: {}")
    reader = Reader(root=tmp_path / "shared")
    assert len(reader.read_all(first)) == 1
    assert [problem.code for problem in reader.problems] == ["outside"]


def test_a_link_inside_the_root_may_be_followed_a_folder_beside_it_not(tmp_path: Path) -> None:
    first = write(tmp_path, a__a="include: [l/b.yaml, ../ab/c.yaml]", a__d__b="b: {}", ab__c="")
    (tmp_path / "a" / "l").symlink_to("d")
    reader = Reader()
    assert [list(tree) for tree in reader.read_all(first)] == [["include"], ["b"]]
    assert told(reader.problems) == [f"outside {first}:1:21"]


@pytest.mark.parametrize(
    ("entry", "code", "message"),
    [
        ("/etc/passwd", "outside", "`/etc/passwd` is an absolute path"),
        ("C:/x.yaml", "outside", "`C:/x.yaml` is an absolute path"),
        ("https://example.org/x.yaml", "outside", "`https://example.org/x.yaml` is a URL"),
        ("file:/etc/passwd", "outside", "`file:/etc/passwd` is a URL"),
        (r"sub\x.yaml", "outside", r"`sub\x.yaml` contains a backslash"),
        ("./", "not-a-file", "`.` is a folder, not a file"),
        ("~/x.yaml", "no-such-file", "there is no file `~/x.yaml`"),
        ("*.nope", "no-such-file", "no file fits `*.nope`"),
        ("nope/*.yaml", "no-such-file", "no file fits `nope/*.yaml`"),
        ("*/nope/*.yaml", "no-such-file", "no file fits `*/nope/*.yaml`"),
        ("../*.yaml", "outside", "`..` leaves the folder of the model"),
        ("loop.yaml", "unreadable", "`loop.yaml` goes through too many symbolic links"),
    ],
)
def test_an_odd_include_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, code: str, message: str
) -> None:
    write(tmp_path, a=f"include: '{entry}'", sub__b="b: {}")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    monkeypatch.chdir(tmp_path)
    reader = Reader()
    assert len(reader.read_all("a.yaml")) == 1
    assert told(reader.problems) == [f"{code} a.yaml:1:10"]
    assert reader.problems[0].message.startswith(message)
    assert reader.problems[0].help


def test_a_glob_may_have_stars_anywhere(tmp_path: Path) -> None:
    first = write(tmp_path, a="include: 'sub/**'", sub__b="b: {}", sub__c__d="d: {}")
    assert [list(tree) for tree in Reader().read_all(first)] == [["include"], ["b"], ["d"]]
    first = write(tmp_path, a="include: '*/c/d.yaml'")
    assert [list(tree) for tree in Reader().read_all(first)] == [["include"], ["d"]]
    first = write(tmp_path, a="include: '*/d.yaml'")
    assert [list(tree) for tree in Reader().read_all(first)] == [["include"]]


def test_included_gives_what_may_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(tmp_path, graphs__a="tables: {flows: data/f.csv, holds: ../h.csv}")
    monkeypatch.chdir(tmp_path)
    reader = Reader()
    tree = reader.read("graphs/a.yaml")
    assert tree is not None
    assert reader.included(tree["tables"]["flows"]) == ["graphs/data/f.csv"]
    assert reader.included(tree["tables"]["holds"]) == []
    assert told(reader.problems) == ["outside graphs/a.yaml:1:36"]
    assert first.exists()


@pytest.mark.parametrize("include", ["", "{a: b.yaml}", "[[b.yaml], {c: d}, '']", "&x"])
def test_odd_includes_are_left_to_the_language(tmp_path: Path, include: str) -> None:
    reader = Reader()
    assert len(reader.read_all(write(tmp_path, a=f"include: {include}", b="b: {}"))) == 1
    assert len(reader.problems) == include.count("''") + include.count("&")


def test_files_and_bytes_are_bounded_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write(tmp_path, a="include: [b.yaml, c.yaml]", b="b: {}", c="c: {}")
    for limit, value in (("MOST_FILES", 2), ("MOST_BYTES", 33)):
        with monkeypatch.context() as patch:
            patch.setattr(includes_module, limit, value)
            reader = Reader()
            assert len(reader.read_all(first)) == 2
            assert told(reader.problems) == [f"too-large {first}:1:19"]


def test_many_missing_files_end_the_reading(tmp_path: Path) -> None:
    reader = Reader()
    reader.read_all(write(tmp_path, a=f"include: [{'nope.yaml, ' * 3000}]"))
    assert len(reader.problems) == parser_module.MOST_PROBLEMS


@pytest.mark.parametrize(
    ("path", "code", "message"),
    [
        ("nope.yaml", "no-such-file", "there is no file `"),
        ("a\0b", "unreadable", r"`a\x00b` cannot be read"),
        ("x" * 300, "unreadable", "name too long"),
        (".", "not-a-file", "is a folder, not a file"),
        ("/dev/null", "not-a-file", "`/dev/null` is a device, not a file"),
        ("x.yaml/y.yaml", "no-such-file", "there is no file"),
    ],
)
def test_a_first_file_that_cannot_be_read_is_named(
    tmp_path: Path, path: str, code: str, message: str
) -> None:
    write(tmp_path, x="")
    reader = Reader()
    named = path if "\0" in path else str(tmp_path / path)
    assert reader.read_all(named) == []
    assert reader.read(named) is None
    problem = reader.problems[0]
    assert (problem.code, problem.at) == (code, Location(named, 1, None))
    assert message in problem.message


def test_a_file_may_have_8_mib_and_no_byte_more(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"a: b\n" + b"#" * ((8 << 20) - 5))
    assert Reader().read(tmp_path / "x.yaml") == {"a": "b"}
    with (tmp_path / "x.yaml").open("ab") as file:
        file.write(b"#")
    reader = Reader()
    assert reader.read(tmp_path / "x.yaml") is None
    assert [problem.code for problem in reader.problems] == ["too-large"]


def test_a_dash_is_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, b="b: {}")
    monkeypatch.chdir(tmp_path)
    data = io.BytesIO(b"include: [b.yaml]\nc: [\xff")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    reader = Reader()
    assert reader.read_all("-") == []
    assert told(reader.problems) == ["not-utf8 <stdin>:2:5"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"include: [b.yaml]")))
    assert len(Reader().read_all("-")) == 2
    monkeypatch.setattr(sys, "stdin", None)
    reader = Reader()
    assert reader.read("-") is None
    assert reader.problems[0].message == "standard input is closed"


def test_a_text_includes_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, b="b: {}")
    monkeypatch.chdir(tmp_path)
    reader = Reader()
    assert len(reader.read_all_text("include: [b.yaml, ../c.yaml]")) == 2
    assert told(reader.problems) == ["outside <text>:1:19"]


# Any text

YAMLISH = st.lists(
    st.sampled_from(
        [
            *("a", "b", "key", ": ", ":", "- ", "-", "[", "]", "{", "}", ", ", ",", "'", '"', "\n"),
            *(
                "\n  ",
                "\n    ",
                " ",
                "\t",
                "#",
                " # ",
                "&x ",
                "*x",
                "!t ",
                "| ",
                ">",
                "%",
                "@",
                "`",
            ),
            *("? ", "\\", "\\x", "---\n", "...\n", "<<", "\r", "\0", "\u200d", "\u202e", "é", "👨"),
        ]
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)
@given(st.one_of(YAMLISH, st.text()))
def test_no_text_crashes_and_what_is_wrong_has_a_place_in_it(text: str) -> None:
    tree, problems = read(text)
    assert isinstance(tree, Fields) or problems
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert problem.code in CODES
        assert escape(problem.message) == problem.message  # what joins letters may stand
        assert problem.at is not None
        _, line, column = problem.at
        assert 1 <= line <= len(lines)
        assert column is not None
        assert 1 <= column <= len(lines[line - 1]) + 1


@settings(deadline=None)
@given(YAMLISH)
def test_what_is_taken_is_what_yaml_says_it_is(text: str) -> None:
    tree, problems = read(text)
    if not problems:
        assert tree == yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - the one that makes texts only


@settings(deadline=None)
@given(YAMLISH)
def test_a_text_stands_where_it_says(text: str) -> None:
    reader = Reader()
    tree = reader.read_text(text, "x.yaml")
    source = Source("", "", text="" if tree is None else reader.texts.sources[0].text)
    for part in () if tree is None or reader.problems else nodes(tree):
        rest = source.text[source.offset(*reader.locate(part.at)[1:]) :]  # type: ignore[arg-type]
        if isinstance(part, Text) and part and rest[0] not in "'\"|>":
            assert rest.startswith(part.split(maxsplit=1)[0])
        elif not isinstance(part, Text):
            assert rest[0] in "[{-?" or rest.startswith(tuple(part) or "?") or rest[0] in "'\""


WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
TREES = st.dictionaries(
    WORDS,
    st.recursive(
        WORDS,
        lambda part: st.one_of(
            st.lists(part, min_size=1, max_size=4),
            st.dictionaries(WORDS, part, min_size=1, max_size=4),
        ),
        max_leaves=20,
    ),
    min_size=1,
)


@settings(deadline=None)
@given(tree=TREES, flow=st.booleans(), indent=st.integers(1, 8))
def test_a_tree_comes_back_with_each_word_at_its_place(
    *, tree: dict[str, Any], flow: bool, indent: int
) -> None:
    text = yaml.safe_dump(tree, default_flow_style=flow, indent=indent, width=40)
    reader = Reader()
    found = reader.read_text(text)
    assert found == yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - likewise
    lines = text.split("\n")
    for part in nodes(found):
        _, line, column = reader.locate(part.at)
        assert column is not None
        word = lines[line - 1][column - 1 :].lstrip("'\"")
        assert not isinstance(part, Text) or word.startswith(part)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_crash(data: bytes) -> None:
    reader = Reader()
    tree = reader._parser.read_bytes(data, Source("x.yaml", "x.yaml"))
    assert isinstance(tree, Fields) or reader.problems
