"""The notebook on WhatsApp: every cell runs, and says what the case says."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest
from test_drawing import ROOT

import dataflow as df

FOLDER = ROOT / "examples" / "notebook"
NOTEBOOK = FOLDER / "whatsapp.py"
marimo = pytest.importorskip("marimo", reason="marimo runs the notebook")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Run the notebook from another folder, as somebody would; give what its cells define."""
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.chdir(tmp_path_factory.mktemp("elsewhere"))
        named = importlib.util.spec_from_file_location("notebook", NOTEBOOK)
        assert named
        assert named.loader
        module = importlib.util.module_from_spec(named)
        named.loader.exec_module(module)
        _, defined = module.app.run()
    return dict(defined)


def companies(answer: Any) -> set[str]:  # noqa: ANN401 - what a cell defines
    return {row.company.id for row in answer}


def test_before_and_after(ran: dict[str, Any]) -> None:
    assert companies(ran["before"]) == {"whatsapp-inc"}
    assert companies(ran["after"]) == {"whatsapp-inc", "facebook-inc", "facebook-family"}


def test_the_figure_is_that_of_the_article(ran: dict[str, Any]) -> None:
    assert ran["figure"].alt == ran["model"].views["before-after"].alt


def test_the_proof_has_its_two_steps(ran: dict[str, Any]) -> None:
    [path] = ran["path"]
    assert [step.kind for step in path.steps] == ["hold", "flow"]


def test_the_person_who_unticked_the_box_is_asked_for_first(ran: dict[str, Any]) -> None:
    assert ran["person"].value == "opted-out"
    assert companies(ran["chosen"]) == {"whatsapp-inc", "facebook-inc", "facebook-family"}


def test_what_can_be_chosen_can_be_asked(ran: dict[str, Any]) -> None:
    for day in ran["day"].options.values():
        for person in ran["person"].options.values():
            asked = {"origin": "whatsapp", "as_of": day, "persona": person}
            assert companies(df.reach(ran["model"], "phone_number", **asked)) <= {
                company.id for company in ran["model"].companies
            }


def test_the_promises_and_the_cut(ran: dict[str, Any]) -> None:
    assert len(ran["promises"]) == len(ran["model"].claims)
    [nothing] = ran["nothing"]
    assert nothing.verdict == "broken"
    assert {one.flow.id for one in ran["cut"]} == {
        "account-info-ads-2016",
        "account-info-security-2016",
    }


def test_the_question_in_words_is_understood(ran: dict[str, Any]) -> None:
    assert companies(ran["asked"].answer) == {"whatsapp-inc"}


def test_no_path_of_this_machine_is_written_anywhere() -> None:
    looked = [
        path
        for folder in ("docs", "examples", "graphs")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__marimo__" not in path.parts and "__pycache__" not in path.parts
    ]
    assert len(looked) > 100
    for path in looked:
        assert str(ROOT).encode() not in path.read_bytes(), path.name
