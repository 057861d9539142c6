"""An empty answer says under which other setting it would not be empty, and that is so."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import random_models
import reference
import reference_claims
from test_against_reference import dice_of, read
from trying import EXAMPLES, try_on

import dataflow as df

if TYPE_CHECKING:
    from random_models import Document, Entry

    from dataflow.answers.reasons import Reason
    from dataflow.engine.evidence import Evidence

BATCHES = 4
MODELS = EXAMPLES // 10

TOWN = """
dataflow: 1
data: {letter: {}, stamp: {}}
services:
  postcard: {name: Postcard, operator: mail, holds: [{data: email, since: 2010}]}
  ledger: {operator: books, holds: [{data: letter, since: 2010, readable: false}]}
companies:
  mail: {name: Mail}
  books: {name: Books, owned_by: late}
  board: {name: Board, owned_by: top}
  top: {name: Top}
  late: {name: Late}
flows:
  - {id: sharing, from: postcard, to: board, data: email, since: 2015, purposes: ads}
  - {id: said, from: postcard, to: books, data: email, since: 2016, status: alleged}
  - {id: soon, from: postcard, to: late, data: email, since: 2017, status: announced}
personas:
  anna: {name: Anna, accounts: postcard}
  bert: {name: Bert, accounts: ledger}
scenarios: {alone: {without: sharing}}
claims: {never: {by: mail, date: 2012, never: {data: email, reach: board}}}
"""


@pytest.fixture(scope="module")
def town() -> df.Model:
    return df.loads(TOWN)


@pytest.mark.parametrize(
    ("company", "settings", "reason"),
    [
        (
            "board",
            {"persona": "bert"},
            "With an account at Postcard, which “Bert” does not have: Board has had it since 2015.",
        ),
        (
            "board",
            {"as_of": "2012"},
            "On any day (without `--as-of`): Board has had it since 2015.",
        ),
        (
            "board",
            {"purpose": "security"},
            "For any purpose (without `--for`): Board has had it since 2015.",
        ),
        (
            "board",
            {"origin": "ledger"},
            "From anybody (without `--from`): Board has had it since 2015.",
        ),
        ("board", {"without": "sharing"}, "With sharing put back: Board has had it since 2015."),
        ("board", {"scenario": "alone"}, "With sharing put back: Board has had it since 2015."),
        (
            "books",
            {"firm": True},
            (
                "With what is less than firm (without `--firm`): Books is said to have had it since"
                " 2016 (alleged)."
            ),
        ),
        (
            "late",
            {},
            (
                "With what was only announced (`--announced`): Late is to have it from 2017, as"
                " announced."
            ),
        ),
        (
            "top",
            {},
            "With owners (`--owners`): Top owns Board, which has had it since 2015.",
        ),
        (
            "board",
            {"as_of": "2012", "without": "sharing"},
            "With none of these settings: Board has had it since 2015.",
        ),
    ],
)
def test_a_reason_is_told(
    town: df.Model, company: str, settings: dict[str, object], reason: str
) -> None:
    company = town.holders[company].id
    for answer in (
        df.why(town, "email", company, **settings),
        df.cut(town, "email", company, **settings),
    ):
        assert reason in answer.tell()
        assert reason in [each["message"] for each in answer.to_dict()["reasons"]]
    assert reason.replace(" it ", " some ") in df.exposure(town, [company], **settings).tell()


def test_what_is_only_carried_is_told_as_that(town: df.Model) -> None:
    answer = df.reach(town, "letter")
    assert "ledger carries letter and cannot read it." in answer.tell()
    assert [reason["setting"] for reason in answer.to_dict()["reasons"]] == ["readable"]


def test_several_who_could_are_counted(town: df.Model) -> None:
    told = "On any day (without `--as-of`): 2 companies can reach it, and 1 more is said to."
    assert told in df.reach(town, "email", as_of="2009").tell()


def test_an_answer_that_is_not_empty_has_no_reasons(town: df.Model) -> None:
    assert df.reach(town, "email").to_dict()["reasons"] == []
    assert df.why(town, "email", "board").to_dict()["reasons"] == []
    assert df.claims(town).to_dict()["reasons"] == []


def test_a_promise_that_nothing_contradicts_says_what_is_in_the_way(town: df.Model) -> None:
    answer = df.claims(town, as_of="2013")
    assert "On any day (without `--as-of`): `never` is contradicted." in answer.tell()
    assert (
        "With sharing put back: `never` is contradicted."
        in df.claims(town, without="sharing").tell(length="brief")
        + df.claims(town, without="sharing").tell()
    )


def test_nothing_gained_or_lost_says_what_is_in_the_way(town: df.Model) -> None:
    answer = df.diff(town, before="2012", after="2016", persona="bert")
    assert "For anyone (without `--as`): it differs for Board and Books." in answer.tell()
    assert df.diff(town, before="2012", after="2016").to_dict()["reasons"] == []


# on random models


def who_has(evidence: Evidence, data: str) -> set[str]:
    """Who has it by the rules."""
    return set(reference.reach(evidence.whole, data, evidence.setting))


def check(reasons: tuple[Reason, ...], data: str, company: str | None = None) -> None:
    for reason in reasons:
        having = who_has(reason.evidence, data)
        expected = having if company is None else having & {company}
        assert {holder.id for holder in reason.companies} == expected
        assert expected


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_reason_is_so_by_the_rules(batch: int) -> None:
    seen: Counter[str] = Counter()

    @try_on(random_models.asked_models(3), MODELS // BATCHES, 700 + batch)
    def agrees(document: Document, questions: list[Entry]) -> None:
        model, dice = read(document), dice_of(document)
        companies = sorted(key for key, holder in model.holders.items() if holder.is_company)
        for asked in questions[1:]:
            data = dice.choice(sorted(document["data"]))
            answer = df.reach(model, data, **asked)
            assert not (answer.rows and answer.reasons())
            check(answer.reasons(), data)
            seen.update(reason.setting for reason in answer.reasons())
            # by service, a company that only has services is not asked about
            services = sorted(model.holders.keys() - set(companies)) or companies
            company = dice.choice(services if asked.get("by") == "service" else companies)
            why = df.why(model, data, company, **asked)
            assert not (why.paths and why.reasons())
            check(why.reasons(), data, company)
            seen.update(reason.setting for reason in why.reasons())

    agrees()
    if MODELS >= 400:
        often = {"persona", "as_of", "for", "from", "owners", "role"}
        assert len(often & set(seen)) > len(often) // 2, json.dumps(seen)


def test_every_reason_of_claims_is_so_by_the_rules() -> None:
    @try_on(random_models.claimed_models(4), MODELS // BATCHES, 750)
    def agrees(document: Document, asked: Entry) -> None:
        answer = df.claims(read(document), **asked)
        for reason in answer.reasons():
            verdicts = [
                reference_claims.judge(
                    reason.evidence.whole, judgement.claim, reason.evidence.setting, surely=False
                ).verdict
                for judgement in answer
            ]
            assert set(verdicts) != {"kept"}

    agrees()
