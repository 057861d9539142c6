"""A fact sheet has every sentence that a case prints, with the statements behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import factsheet
import pytest

import dataflow as df

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", factsheet.list_models(), ids=lambda path: path.stem)
def test_every_case_has_a_page_with_what_its_promises_say(path: Path) -> None:
    asked = factsheet.check_model(path)
    page = factsheet.write_page(path, asked)
    assert page.count("<section>") == sum(len(each.sentences) for each in asked)
    assert {words[0] for words in factsheet.list_tried(path)} <= {"reach", "why"}
    sentences = {checked.sentence for each in asked for checked in each.sentences}
    model = df.load(path)
    told = df.claims(model).report()
    assert {section.sentence for section in told.sections} <= sentences
    assert all(df.draw(model, view).alt for view in model.views)


def test_each_statement_stands_with_its_line_and_its_source(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "# Try: dataflow reach case.yaml email\n\ndataflow: 1\n"
        "sources: {page: {title: A page, url: 'https://example.org/p'}}\n"
        "services:\n  app: {holds: {data: email, since: 2010, status: observed,"
        " source: {id: page, quote: We keep it}}}\n",
        encoding="utf-8",
    )
    [asked] = factsheet.check_model(path)
    page = factsheet.write_page(path, [asked])
    assert "case.yaml:6" in page
    for piece in ("observed", "We keep it", "https://example.org/p", "App has had"):
        assert piece in page
    assert asked.sentences[1].statements
