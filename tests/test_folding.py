"""Where lines are broken, and how wide they are."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from dataflow.telling.folding import cell_width, fold

WORDS = st.text(alphabet="ab/-.é电👩\u200d💻❤\ufe0f ", max_size=60)


def lines(text: str, first: int, rest: int | None = None, *, parts_words: bool = True) -> list[str]:
    return [text[a:b] for a, b in fold(text, first, rest, parts_words=parts_words)]


@given(WORDS, st.integers(2, 40), st.integers(2, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, first: int, rest: int) -> None:
    folded = lines(text, first, rest)
    assert "".join("".join(folded).split()) == "".join(text.split())
    assert cell_width(folded[0]) <= first
    assert all(cell_width(line) <= rest for line in folded[1:])


@given(st.lists(st.sampled_from(["a", "bb", "cc-cc", "d/d"]), max_size=30), st.integers(6, 40))
def test_words_that_fit_are_broken_as_everybody_does(words: list[str], width: int) -> None:
    text = " ".join(words)
    told = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    assert lines(text, width) == (told or [""])


def test_an_address_is_broken_behind_slashes() -> None:
    address = "https://example.org/archive/2016/a-page-with-a-long-name.html"
    assert lines(f"See {address}", 30) == [
        "See",
        "https://example.org/archive/",
        "2016/a-page-with-a-long-name.",
        "html",
    ]
    # no line of it is "https://" alone, unless there is no choice
    assert lines("https://a-long-host.example.org/x", 12)[0] == "https://a-"
    assert lines(address, 30, parts_words=False) == [address]


def test_an_indented_cell_keeps_its_indent() -> None:
    assert lines("  two words", 6) == ["  two", "words"]
    assert lines("    a-long-word", 8) == ["    a-", "long-", "word"]


def test_a_letter_that_is_wider_than_the_line_stands_alone() -> None:
    assert lines("电话", 1) == ["电", "话"]
    assert lines("", 1) == lines("  ", 1) == [""]
