"""The lessons in examples/: red before the gap is filled, green after, and only by that."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import pytest
from blocks import ROOT, blocks_of, run_program, screens_of, sections_of
from lessons import GAP, LESSONS, TYPED, fill, filling_of, solution_of

import dataflow as df
from dataflow.problems import ModelError

if TYPE_CHECKING:
    from pathlib import Path

PUPILS = ROOT / "examples" / "lessons"
"""What pupils read: everything in this folder."""

MOST_TYPED = 8
"""So many lines a pupil has to write at most."""

LONGEST_LESSON = 220
"""So many lines a lesson has at most: it is read in fifteen minutes."""

SECTIONS = [
    "The story",
    "See the red",
    "Fill the gap",
    "See the green",
    "Draw it",
    "Think about it",
]

lessons = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


def told_by_the_program(path: Path) -> tuple[str, int]:
    with path.open(encoding="utf-8") as keyboard:
        return run_program(["test", str(path)], keyboard)


def test_the_lessons_are_counted_from_one() -> None:
    numbers = [lesson.name[:3] for lesson in LESSONS]
    assert numbers == [f"{number:02}-" for number in range(1, len(LESSONS) + 1)]
    solutions = (ROOT / "examples" / "solutions").glob("*.yaml")
    assert sorted(solutions) == [solution_of(lesson) for lesson in LESSONS]


@lessons
def test_a_lesson_is_red_until_its_gap_is_filled(lesson: Path) -> None:
    said, code = told_by_the_program(lesson / "model.yaml")
    assert "differ" in said
    assert code == 1  # 2, where it cannot be read
    answers = df.test(df.load(lesson / "model.yaml"))
    assert answers.failed
    assert answers.passed, "not all is wrong: one answer is not of the gap"


@lessons
def test_the_solution_is_green_and_nothing_in_it_is_doubtful(lesson: Path) -> None:
    said, code = told_by_the_program(solution_of(lesson))
    assert "as expected" in said
    assert code == 0
    assert not df.check(solution_of(lesson), sources=True).problems


@lessons
def test_the_solution_is_the_model_with_its_gap_filled(lesson: Path) -> None:
    text = (lesson / "model.yaml").read_text("utf-8")
    lines = filling_of(lesson).splitlines()
    assert 1 <= len(lines) <= MOST_TYPED
    assert all(line.strip() for line in lines)
    [gap] = GAP.finditer(text)
    assert re.search(r"^expect:\n", text[gap.end() :], re.MULTILINE), "the gap is above the answers"
    assert "\t" not in text


@lessons
def test_every_line_of_the_filling_is_needed(lesson: Path) -> None:
    lines = filling_of(lesson).splitlines(keepends=True)
    text = solution_of(lesson).read_text("utf-8")
    for line in lines:
        if "source:" not in line:  # answers are the same without, and a doubt says so
            assert not _green(
                text.replace("".join(lines), "".join(one for one in lines if one != line))
            )


def _green(text: str) -> bool:
    try:
        return not df.test(df.loads(text)).failed
    except ModelError:
        return False


IN_OTHER_WORDS = [
    ("01", "  pulse: {from: stride, to: [evergreen], data: [heart_rate], since: 2024-03-01}\n"),
    ("02", "    is_a: [health]\n"),
    ("03", "    deletes:\n      - data: songs_played\n        date: 2025-06-30\n"),
    ("04", "    owned_by:\n      company: bigtree-inc\n      since: 2022-05-16\n"),
    ("05", "      paperplane:\n        since: 2020-01\n        until: 2023-12-31\n"),
    ("06", "    purposes: [targeted_ads]\n"),
    ("07", "  home:\n    from: [unlock_times, ride_places]\n    to: home_address\n"),
    ("09", "    without:\n      - ad-sales\n      - map-sales\n"),
]


@pytest.mark.parametrize(("number", "lines"), IN_OTHER_WORDS)
def test_the_same_in_other_words_is_green(number: str, lines: str) -> None:
    [lesson] = [one for one in LESSONS if one.name.startswith(number)]
    assert lines != filling_of(lesson)
    assert _green(fill((lesson / "model.yaml").read_text("utf-8"), lines))


MISREAD = [
    ("04", "\nflows:\n  - {from: pixelpost, to: twig, data: photo, since: 2022-05-16}\n"),
    ("07", "  home: {from: unlock_times, to: home_address}\n"),
    ("09", "    without: [ad-sales]\n"),
    ("09", "    without: [maps, ads]\n"),
    ("09", "    without: [map-sales, ad-sales, ads]\n"),
]
"""What a pupil may write who has not understood the lesson: it reads well, and stays red."""


@pytest.mark.parametrize(("number", "lines"), MISREAD)
def test_what_misses_the_idea_stays_red(number: str, lines: str) -> None:
    [lesson] = [one for one in LESSONS if one.name.startswith(number)]
    model = df.loads(fill((lesson / "model.yaml").read_text("utf-8"), lines))
    assert df.test(model).failed


@lessons
def test_a_lesson_goes_from_the_story_to_red_to_green_to_a_picture(lesson: Path) -> None:
    page = lesson / "README.md"
    text = page.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_LESSON
    found = [head for head in sections_of(text) if head in SECTIONS]
    assert found == SECTIONS
    typed = [
        (block.info, command, shown)
        for block in blocks_of(page)
        if block.kind == "console"
        for command, shown in screens_of(block)
    ]
    tests = [
        (info, shown) for info, command, shown in typed if command == "dataflow test model.yaml"
    ]
    assert "differ" in tests[0][1]
    assert tests[0][0] == "console"
    assert tests[-1][0] == "console solved"
    assert "as expected" in tests[-1][1]
    assert sum(command.startswith("dataflow draw model.yaml ") for _, command, _ in typed) == 1
    assert sum(info == "console solved" for info, _, _ in typed) >= 1


# --- what pupils do not see -----------------------------------------------------------------------

NEARLY = 0.85
"""So alike are a solution and a line from which anybody would take it."""

FEW_WORDS = 3
"""A line of fewer words is told only by the same words: half of it stands in any model."""


def words_of(line: str) -> list[str]:
    return re.findall(r"^-(?= )|[\w-]*\w", line.strip())


def tells(text: str, filling: str) -> bool:
    """Say whether a text has most of the lines of a solution, or lines that are nearly those."""
    lines = [" ".join(words_of(line.rpartition("│")[2])) for line in text.splitlines()]
    needed = [" ".join(words_of(line)) for line in filling.splitlines()]
    told = [line for line in needed if any(is_nearly(line, each) for each in lines)]
    return len(told) > len(needed) / 2


def is_nearly(solution: str, line: str) -> bool:
    if solution == line or len(solution.split()) < FEW_WORDS:
        return solution == line
    if solution in line:
        return True
    if not NEARLY < len(line) / len(solution) < 1 / NEARLY:
        return False
    return difflib.SequenceMatcher(None, line, solution, autojunk=False).ratio() >= NEARLY


def targets_of(page: Path) -> set[Path]:
    """Give what a page links to or embeds, in Markdown or in HTML."""
    text = page.read_text("utf-8")
    found = re.findall(r"\]\(([^)#\s]+)|(?:href|src|srcset)=\"([^\"#]+)", text)
    paths = [one or other for one, other in found if ":" not in (one or other)]
    return {(page.parent / path).resolve() for path in paths}


def pages_of_pupils() -> list[Path]:
    """Give the pupils' own page and all that lies in the lessons' folders."""
    return sorted(path for path in PUPILS.rglob("*") if path.suffix in {".md", ".yaml", ".html"})


def around_pupils() -> list[Path]:
    """Give the pages of pupils, and what these link to or embed."""
    pages = pages_of_pupils()
    linked = {path for page in pages for path in targets_of(page) if path.is_file()}
    return sorted({*pages, *linked})


def test_a_text_tells_a_solution_also_where_it_is_nearly_that() -> None:
    filling = "    deletes: {data: songs_played, date: 2025-06-30, source: audit-2025}\n"
    assert tells(f"<!--\n{filling}-->", filling)
    assert tells(
        "24 │ deletes: {data: songs_played, date: 30 June 2025, source: audit-2025}", filling
    )
    assert tells(filling.replace(": ", ":").replace("{", "\n{"), filling)
    assert not tells("    holds: {data: songs_played, since: 2018, source: policy-2020}\n", filling)
    assert tells("18 │       is_a: health", "    is_a: health\n")
    assert not tells("18 │     is-a: health data", "    is_a: health\n")
    assert tells("  a:\n    to: b\n", "  a:\n    to: b\n    data: c\n")
    assert not tells("  a:\n", "  a:\n    to: b\n    data: c\n")


@lessons
def test_no_page_around_pupils_tells_a_solution(lesson: Path) -> None:
    filling = filling_of(lesson)
    pages = around_pupils()
    assert len(pages) > 2 * len(LESSONS)
    assert tells(solution_of(lesson).read_text("utf-8"), filling)
    for page in pages:
        assert not tells(page.read_text("utf-8"), filling), page.relative_to(ROOT)


def test_no_page_of_pupils_leads_to_answers() -> None:
    examples = ROOT / "examples"
    answers = [examples / "solutions", examples / "TEACHERS.md", ROOT / "tests" / "typed"]
    for page in pages_of_pupils():
        text = page.read_text("utf-8")
        assert "solutions/" not in text, page
        for target in targets_of(page):
            assert target not in answers, f"{page}: {target}"
            assert not {*target.parents} & {*answers}, f"{page}: {target}"


def test_every_attempt_is_shown_and_stays_red() -> None:
    typed = sorted(TYPED.glob("*/*.txt"))
    shown = [
        TYPED / lesson.name / f"{block.info.partition('=')[2]}.txt"
        for lesson in LESSONS
        for block in blocks_of(lesson / "README.md")
        if "typed=" in block.info
    ]
    assert sorted(shown) == typed
    for path in typed:
        model = (PUPILS / path.parent.name / "model.yaml").read_text("utf-8")
        assert not _green(fill(model, path.read_text("utf-8"))), path.name


@lessons
def test_a_lesson_leads_to_the_next(lesson: Path) -> None:
    text = (lesson / "README.md").read_text("utf-8")
    following = dict(zip(LESSONS, [*LESSONS[1:], None], strict=True))[lesson]
    target = "../README.md" if following is None else f"../{following.name}/README.md"
    assert f"]({target})" in text.rpartition("\n\n")[2]


def test_the_index_and_the_teachers_page_name_every_lesson() -> None:
    index = (PUPILS / "README.md").read_text("utf-8")
    teachers = (ROOT / "examples" / "TEACHERS.md").read_text("utf-8")
    for lesson in LESSONS:
        assert f"]({lesson.name}/README.md)" in index
        assert f"](lessons/{lesson.name}/README.md)" in teachers
