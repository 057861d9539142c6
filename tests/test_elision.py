"""Screens that documents show in part: whether they fit, and where they are cut anew."""

from __future__ import annotations

import pytest
from elision import cut_like, fits


def test_a_screen_fits_only_what_it_shows() -> None:
    assert fits("a\n…\nd\n", "a\nb\nc\nd\n")
    assert fits("a\n…\n", "a\n")
    assert fits("a\n\n", "a\n")
    assert not fits("a\n…\nd\n", "a\nb\nc\n")
    assert fits("a …\nb\n", "a b c\nb\n")
    assert not fits("a …\nb\n", "a b c\nd\nb\n")
    assert not fits("a\n", "a\nb\n")
    assert not fits("a.c\n", "abc\n")
    assert not fits("", "a\n")


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        ("x\n…\n", "a\nb\n…\n"),
        ("x\n\ny\n…\n", "a\nb\n\nc\n…\n"),
        ("x\n\ny\n\nz\n…\n", "a\nb\n\nc\n\nd\n"),
        ("x\n", "a\nb\n\nc\n\nd\n"),
        ("…\nx\n", "a\nb\n\nc\n\nd\n"),
        ("", "a\nb\n\nc\n\nd\n"),
    ],
)
def test_what_is_written_anew_is_cut_where_it_was(shown: str, written: str) -> None:
    assert cut_like(shown, "a\nb\n\nc\n\nd\n") == written


def test_what_has_no_paragraphs_is_cut_by_lines() -> None:
    assert cut_like("x\n…\n", "a\nb\nc\n") == "a\n…\n"
    assert cut_like("x\ny\nz\n…\n", "a\nb\nc\n") == "a\nb\nc\n"


OLD = """\
At least 3 companies can reach it.
Postcard has had it since 2009: Postcard collects it [1].
Noticeboard has had it since May 2016: Postcard shared it
that month, for ads [2].

company      how       since
Postcard     collects  2009
Noticeboard  receives  May 2016

[1] Postcard, “Policy”
[2] Noticeboard, “Policy”
"""
NEW = """\
2 companies can reach it, and others that are not named.
Postcard has had it since 2009 at the latest: Postcard collects it [1].
Noticeboard may have had it since May 2016, under its
terms: Postcard may have shared it that month, for ads
[2].
Assumed: what somebody has got they keep.

company      how       since
Postcard     collects  by 2009
Noticeboard  receives  May 2016

[1] Postcard, “Policy”
[2] Noticeboard, “Policy”
"""


FIRST = "2 companies can reach it, and others that are not named.\n"
THIRD = """\
Noticeboard may have had it since May 2016, under its
terms: Postcard may have shared it that month, for ads
[2].
"""
TABLE = """\
company      how       since
Postcard     collects  by 2009
Noticeboard  receives  May 2016
"""
SOURCES = "[1] Postcard, “Policy”\n[2] Noticeboard, “Policy”\n"


def line(number: int, end: int = 0) -> str:
    """Give lines of what was printed once."""
    return "".join(OLD.splitlines(keepends=True)[number - 1 : end or number])


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        (f"{line(1)}…\n", f"{FIRST}…\n"),
        (f"{line(1)}…\n{line(3, 4)}…\n", f"{FIRST}…\n{THIRD}…\n"),
        (f"{line(1, 2)}…\n", "".join(NEW.splitlines(keepends=True)[:2]) + "…\n"),
        (f"…\n{line(6, 8)}…\n", f"…\n{TABLE}…\n"),
        (f"{line(1)}…\n{line(10, 11)}", f"{FIRST}…\n{SOURCES}"),
        ("At least 3 companies can …\n…\n", "2 companies can reach it, …\n…\n"),
        (OLD, NEW),
    ],
)
def test_a_sentence_that_has_changed_takes_the_place_of_the_old_one(
    shown: str, written: str
) -> None:
    assert fits(shown, OLD)
    assert not fits(shown, NEW)
    assert cut_like(shown, NEW) == written
    assert fits(written, NEW)
