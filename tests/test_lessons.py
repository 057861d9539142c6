"""The lessons in examples/: red before the gap is filled, green after, and only by that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from blocks import ROOT, blocks_of, run_program, screens_of, sections_of
from lessons import GAP, LESSONS, fill, filling_of, solution_of

import dataflow as df
from dataflow.problems import ModelError

if TYPE_CHECKING:
    from pathlib import Path

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
    ("07", "  home:\n    from: [unlock_times, parking_places]\n    to: home_address\n"),
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


@lessons
def test_a_lesson_does_not_tell_its_solution(lesson: Path) -> None:
    text = (lesson / "README.md").read_text("utf-8")
    shown = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    assert f"\n{filling_of(lesson)}" not in shown
    assert f"solutions/{lesson.name}" not in text


@lessons
def test_a_lesson_leads_to_the_next(lesson: Path) -> None:
    text = (lesson / "README.md").read_text("utf-8")
    following = dict(zip(LESSONS, [*LESSONS[1:], None], strict=True))[lesson]
    target = "../../README.md" if following is None else f"../{following.name}/README.md"
    assert f"]({target})" in text.rpartition("\n\n")[2]


def test_the_index_and_the_teachers_page_name_every_lesson() -> None:
    index = (ROOT / "examples" / "README.md").read_text("utf-8")
    teachers = (ROOT / "examples" / "TEACHERS.md").read_text("utf-8")
    for lesson in LESSONS:
        assert f"](lessons/{lesson.name}/README.md)" in index
        assert f"](lessons/{lesson.name}/README.md)" in teachers
