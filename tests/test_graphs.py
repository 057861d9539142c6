"""The library of true cases: every model keeps its own tests, and says by whose word."""

from __future__ import annotations

import io
import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from blocks import run_program
from test_drawing import ROOT

import dataflow as df
from dataflow.asking.expectations import JUDGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.model import Expectation, Model, Sourced

GRAPHS = ROOT / "graphs"
TOGETHER = "everyone"
MODELS = {path.stem: df.load(path) for path in sorted(GRAPHS.glob("*.yaml"))}
CASES = {name: model for name, model in MODELS.items() if name != TOGETHER}

LONGEST_QUOTE = 30
"""So many words of a source are quoted at most: enough for a sentence with its qualifiers."""
LONGEST_REPLY = 35
"""So many words of somebody who answers."""
WITHOUT_PROMISE = {"general-motors"}
"""The cases whose sources have the words of no promise."""

cases = pytest.mark.parametrize("case", CASES)


def test_there_are_at_least_twelve_cases_beside_the_first() -> None:
    assert "whatsapp" in CASES
    assert len(CASES) > 12


# --- each by itself -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MODELS)
def test_nothing_is_doubtful_and_every_statement_has_a_source(name: str) -> None:
    found = df.check(GRAPHS / f"{name}.yaml", sources=True)
    assert not [str(problem) for problem in found.problems]


@pytest.mark.parametrize("name", MODELS)
def test_every_answer_is_as_expected(name: str) -> None:
    results = df.test(MODELS[name]).results
    assert results
    assert not [(str(one.at), one.differences) for one in results if not one.passed]


@cases
def test_a_case_is_whole(case: str) -> None:
    model = CASES[case]
    for section in ("events", "personas", "scenarios", "views", "sources"):
        assert getattr(model, section), section
    assert bool(model.claims) != (case in WITHOUT_PROMISE)
    assert all((model.title, model.about, model.language, model.licence))
    assert all(view.alt and view.title for view in model.views.values())
    assert len({view.kind for view in model.views.values()}) > 1, "one picture of another kind"
    assert len(model.expectations) >= 6
    needed = {"reach", *(["claim"] if model.claims else []), *(["cut"] if model.flows else [])}
    assert needed <= {one.kind for one in model.expectations}


@cases
def test_a_source_is_a_document_that_can_be_found(case: str) -> None:
    for source in CASES[case].sources.values():
        assert all((source.title, source.publisher, source.date)), source.id


def quotes(model: Model) -> Iterator[tuple[str, int]]:
    """Go through every quote of a model, each with the words that it may have."""
    claims, flows = model.claims.values(), model.flows.values()
    findings = [finding for claim in claims for finding in claim.findings]
    vouched: list[Sourced] = [*claims, *flows, *findings, *model.events.values(), *model.holds]
    vouched += [*model.holders.values(), *model.derivations.values()]
    vouched += [*model.ownerships, *model.operations]
    texts = [source.quote for source in model.sources.values()]
    texts += [claim.quote for claim in claims] + [finding.quote for finding in findings]
    texts += [quote.quote for part in vouched for quote in part.quotes]
    yield from ((text, LONGEST_QUOTE) for text in texts if text)
    for part in vouched:
        for reply in getattr(part, "replies", ()):
            yield reply.quote, LONGEST_REPLY


@cases
def test_quotes_are_short(case: str) -> None:
    for quote, longest in quotes(CASES[case]):
        assert len(re.findall(r"\S+", quote)) <= longest, quote


@cases
def test_a_case_begins_with_commands_that_work(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (GRAPHS / f"{case}.yaml").read_text("utf-8")
    head = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    commands = re.findall(rf"dataflow (\w+ +graphs/{case}\.yaml.*)", head)
    assert len(commands) >= 2
    for command in commands:
        said, code = run_program(shlex.split(command), io.StringIO())
        assert (code, bool(said)) == (0, True), f"dataflow {command}: {said}"


def asked_without(model: Model, one: Expectation, flow: str) -> bool:
    """Say whether an answer is still as expected in a world without one flow."""
    named = one.fields.get("scenario")
    left_out = list(model.scenarios[str(named)].without) if named else []
    left_out = one.fields.get("without", left_out)
    left_out = [left_out] if isinstance(left_out, str) else list(left_out)
    fields = {**one.fields, "without": [*left_out, flow]}
    return JUDGES[one.kind](model, replace(one, fields=fields)).passed


@cases
def test_no_flow_could_be_dropped_unnoticed(case: str) -> None:
    model = CASES[case]
    asked = [one for one in model.expectations if one.kind in {"reach", "claim"}]
    cut = {str(flow) for one in model.expectations for flow in one.fields.get("flows", ())}
    for flow in set(model.flows) - cut:
        assert not all(asked_without(model, one, flow) for one in asked), flow


@cases
def test_every_promise_has_its_verdict(case: str) -> None:
    model = CASES[case]
    assert {str(one.subject) for one in model.expectations if one.kind == "claim"} == {
        *model.claims
    }


# --- all together ---------------------------------------------------------------------------------


def test_all_of_them_are_one_model() -> None:
    together = MODELS[TOGETHER]
    for name, model in CASES.items():
        for section in ("flows", "claims", "events", "sources", "derivations", "holders"):
            assert set(getattr(model, section)) <= set(getattr(together, section)), (name, section)


def test_a_company_of_several_cases_is_defined_in_the_shared_file() -> None:
    homes: dict[str, set[str]] = {}
    for name, model in CASES.items():
        for holder in model.holders.values():
            if not holder.at.file.endswith("shared/companies.yaml"):
                homes.setdefault(holder.id, set()).add(name)
    assert not {holder: files for holder, files in homes.items() if len(files) > 1}


def test_one_company_is_not_two_by_another_spelling() -> None:
    names: dict[str, set[str]] = {}
    for company in MODELS[TOGETHER].companies:
        for name in (company.name, *company.also):
            names.setdefault(name.casefold(), set()).add(company.id)
    assert not {name: ids for name, ids in names.items() if len(ids) > 1}


def test_the_page_of_the_library_lists_every_case() -> None:
    text = (GRAPHS / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| \[(.*)\]\((.*)\.yaml\) \| .* \| (\d+) \|$", text, re.MULTILINE)
    assert {name: (title, int(many)) for title, name, many in rows} == {
        name: (model.title, len(model.sources)) for name, model in CASES.items()
    }
