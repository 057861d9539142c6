"""How much an answer tells: what a screen holds, all of it, or the finding alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

import pytest

import dataflow as df
from dataflow.language.words import SourceKind
from dataflow.telling.report import Report, Table
from dataflow.telling.screen import Screen
from dataflow.telling.text import cell_width, render

if TYPE_CHECKING:
    from dataflow.answers.answer import Answer

ROOT = Path(__file__).parents[1]
GRAPHS = sorted((ROOT / "graphs").glob("*.yaml"))
CASE = ROOT / "graphs" / "whatsapp.yaml"
WIDTHS = (60, 80, 100, 140)
KINDS: Final = get_args(SourceKind)

#   a (email, since 2010, sources s1 to s5) ---> b, c, d, of which d by an allegation, firm in 2014
TOWN = """
    dataflow: 1
    services:
      a: {holds: {data: email, since: 2010, source: [s1, s2, s3, s4, s5]}}
      b:
      c:
      d:
    flows:
      b: {from: a, to: b, data: email, since: 2011, source: s2}
      c: {from: a, to: c, data: email, since: 2012, source: s3}
      d: {from: a, to: d, data: email, since: 2013, status: alleged, source: s4}
      firmly: {from: a, to: d, data: email, since: 2014, source: s5}
    sources:
      s1: {title: One, url: "https://example.org/1", kind: press}
      s2: {title: Two, url: "https://example.org/2", kind: press}
      s3: {title: Three, url: "https://example.org/3", kind: press}
      s4: {title: Four, url: "https://example.org/4", kind: press}
      s5: {title: Five, url: "https://example.org/5", kind: authority}
"""


def town(without: str = "none") -> str:
    lines = (line for line in TOWN.splitlines() if not line.strip().startswith(f"{without}:"))
    return "\n".join(line[4:] for line in lines)


def test_up_to_three_rows_have_a_sentence_each_and_at_most_three_sources() -> None:
    text = town().replace("  d:\n", "").replace("  d: {from", "  d: {to: c, from", 1)
    flows = re.sub(r"\n  (d|firmly): .*", "", text)
    answer = df.reach(df.loads(flows), "email")
    assert len(answer) == 3
    told = answer.tell()
    # of five sources the nearest to the first hand comes first
    assert "A has had it since 2010: a collects it [1][2][3] and 2 more." in told
    assert "[1] “Five”" in told
    assert "B has had it since 2011: a shared it that year" in told
    assert "[1][2][3][4][5]" in answer.tell(length="full")


def test_more_rows_are_a_table_that_says_who_vouches_for_each() -> None:
    answer = df.reach(df.loads(town()), "email")
    told = answer.tell()
    assert "has had it" not in told
    table = answer.report("short").table
    assert table is not None
    assert (table.columns[3], table.columns[-1]) == ("certainty", "sources")
    assert [row[3] for row in table.rows] == [*["stated"] * 3, "alleged; stated since 2014"]
    assert [row[-1] for row in table.rows] == ["[1] [2] [3] and 2 more", "[3]", "[4]", "[1] [5]"]
    assert "D is said to have had it since 2013" in answer.tell(length="full")


def test_what_is_brief_has_the_finding_and_the_table_alone() -> None:
    answer = df.reach(df.loads(town()), "email")
    first, *lines = answer.tell(length="brief").splitlines()
    assert first.startswith("4 companies can reach email address")
    assert [line.split()[0] for line in lines if line] == ["company", "───────", *"abcd"]
    assert "[1]" not in "".join(lines)
    path = df.why(df.loads(town()), "email", "d")
    assert "example.org" not in path.tell(length="brief")


def test_no_other_length_is_known() -> None:
    answer = df.reach(df.loads(town()), "email")
    for write in (answer.tell, answer.to_markdown):
        with pytest.raises(df.QuestionError, match="`length` is `brief`, `short` or `full`"):
            write(length="long")  # type: ignore[arg-type]


def test_the_case_fits_a_screen() -> None:
    """Of 40 lines of 100 columns: the finding and the table."""
    model = df.load(CASE)
    for answer in (df.reach(model, "phone_number"), df.reach(model, "phone_number", as_of=2016)):
        finding, table, *_ = answer.tell(100).split("\n\n")
        assert finding.count("\n") + table.count("\n") + 3 <= 40


def test_claims_begin_with_what_is_contradicted_and_say_what_was_found() -> None:
    report = df.claims(df.load(CASE)).report("short")
    assert report.table is not None
    verdicts = [row[report.table.columns.index("verdict")] for row in report.table.rows]
    contradicted = [verdict != "not contradicted" for verdict in verdicts]
    assert contradicted == sorted(contradicted, reverse=True)
    found = [row[report.table.columns.index("found")] for row in report.table.rows]
    assert "untrue (the European Commission)" in found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.stem)
def test_no_table_is_wider_than_the_terminal(path: Path, width: int) -> None:
    model = df.load(path)
    answers: list[Answer] = [df.exposure(model), df.claims(model)]
    answers += [df.reach(model, term) for term in sorted(model.data)[:40:4]]
    for answer in answers:
        for length in ("short", "full"):
            table = answer.report(length).table
            if table is not None:
                lines = render(Report(table=table), Screen(width)).splitlines()
                assert max(map(cell_width, lines)) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_cells_are_broken_between_words_where_that_is_enough(width: int) -> None:
    words = "a few words in a cell that is long"
    table = Table(("id", "what", "where"), (("pocket-watch", words, words), ("x", "", "y" * 30)))
    lines = render(Report(table=table), Screen(width)).splitlines()
    assert max(map(len, lines)) <= width
    if width >= 80:
        assert any(line.startswith("pocket-watch ") for line in lines)
        assert any("y" * 30 in line for line in lines)


# --- the order of sources -------------------------------------------------------------------------


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.stem)
def test_sources_are_listed_by_kind_and_numbered_in_the_order_of_the_list(path: Path) -> None:
    model = df.load(path)
    data = min({term.id for hold in model.holds for term in hold.data})
    for answer in (df.reach(model, data), df.claims(model), df.exposure(model)):
        for length in ("short", "full"):
            report = answer.report(length)  # type: ignore[arg-type]
            kinds = [KINDS.index(source.kind) if source.kind else 99 for source in report.sources]
            assert kinds == sorted(kinds)
            assert len({source.id for source in report.sources}) == len(report.sources)
            told = answer.tell(length=length)  # type: ignore[arg-type]
            assert "\0" not in told + answer.to_markdown(length=length)  # type: ignore[arg-type]
            if length == "short":
                assert not re.search(r"(?:\[\d+\] ?){4}", told)
            cited = {int(number) for number in re.findall(r"(?<=\[)\d+(?=\])", told)}
            assert cited >= set(range(1, len(report.sources) + 1))
