"""Claims, held against the rule as `reference_claims.py` writes it.

`DATAFLOW_EXAMPLES` and `DATAFLOW_SEED` are those of `trying.py`; `test_against_reference.py` asks
about four times as many models.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import random_models
import reference
import reference_claims
from trying import EXAMPLES, try_on

import dataflow as df
from dataflow.common.dates import show_day
from dataflow.engine.setting import Setting, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from random_models import Document, Entry

    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.engine.evidence import PathStep
    from dataflow.model import Claim, Model

    Body = Callable[[Document, Entry], None]

MODELS = EXAMPLES // 4
BATCHES = 10
CLAIMS = 4
REACHED = 8
"""Of so many models, the claims of one are asked of `reach` as well, day by day."""


def on_claimed_models(number: int, first: int) -> Callable[[Body], Callable[[], None]]:
    """Run a test on so many random models with claims."""
    return try_on(random_models.claimed_models(CLAIMS), number, first)


def read(document: Document) -> Model:
    return df.loads(json.dumps(document))


def longest(steps: Sequence[PathStep]) -> int:
    """The flows on the longest branch of a path."""
    hops: list[int] = []
    for step in steps:
        hops.append(max((hops[need] for need in step.needs), default=0) + (step.kind == "flow"))
    return hops[-1]


def replay(model: Model, one: Judgement, asked: Setting) -> None:
    """The path gives the company what it is said to have had, on the day of the verdict."""
    assert one.company is not None
    assert one.on is not None
    setting = reference_claims.setting_of(one.claim, asked)
    assert all(step.day <= one.on for step in one.path)
    proven = reference.replay(model, setting, one.path)
    there = reference_claims.arrives(model, one.claim, proven, (one.company, one.on))
    assert there, f"the path does not lead to {one.company.id}"
    assert {kind.kind for kind in there} & {term.id for term in one.data}
    assert one.path[-1].data == tuple(model.data[kind.kind] for kind in there[-1:])


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_verdict_is_that_of_the_rule_and_every_path_replays(batch: int) -> None:
    seen: Counter[str] = Counter()

    @on_claimed_models(MODELS // BATCHES, batch)
    def agrees(document: Document, asked: Entry) -> None:
        model = read(document)
        grown, setting = settle(model, asked)  # type: ignore[arg-type]
        answer = df.claims(grown, **asked)
        assert [one.claim.id for one in answer] == sorted(document["claims"])
        for one in answer:
            rule = reference_claims.judge(grown, one.claim, setting)
            assert (one.verdict, one.on) == (rule.verdict, rule.day)
            who = [*([one.company] if one.company else []), *one.others]
            assert {holder.id for holder in who} == set(rule.who)
            if one.company:
                assert {term.id for term in one.data} == rule.who[one.company.id]
                replay(grown, one, setting)
                assert longest(one.path) == rule.hops
            seen[one.verdict] += 1
        text = answer.tell()
        assert all(f"{name}: " in text for name in document["claims"])
        seen["models"] += 1

    agrees()
    assert seen["models"] >= MODELS // BATCHES
    if seen["models"] >= 50:
        least = min(seen[verdict] for verdict in ("kept", "broken", "untrue"))
        assert least >= seen["models"] // 10, "the random claims prove too little"


# --------------------------------------------------------------------------------------------
# A claim's day is the first day on which `reach` finds it


def is_plain(claim: Claim) -> bool:
    """Whether `reach` can be asked: it takes one purpose, and answers with companies."""
    named = isinstance(claim.reach, str) or all(holder.is_company for holder in claim.reach)
    return named and len(claim.purposes) <= 1 and not claim.except_for


def reached(model: Model, claim: Claim, day: int, without: Iterable[str]) -> set[str]:
    """Who of those in its `reach` has it on a day, says `reach`."""
    origin = reference_claims.origin_of(claim)
    asked: dict[str, Any] = {
        "as_of": show_day(day),
        "origin": origin.id if origin else None,
        "purpose": claim.purposes[0].id if claim.purposes else None,
        "without": tuple(without),
    }
    found = {
        row.company.id for term in claim.data for row in df.reach(model, term.id, **asked).rows
    }
    return found & reference_claims.bound(model, claim, day)


def test_the_day_of_a_verdict_is_the_first_on_which_reach_finds_it() -> None:
    seen: Counter[str] = Counter()

    @on_claimed_models(MODELS // REACHED, BATCHES)
    def finds(document: Document, asked: Entry) -> None:
        model = read(document)
        setting = settle(model, asked)[1]  # type: ignore[arg-type]
        for one in df.claims(model, **asked):
            if not is_plain(one.claim):
                continue
            first, last = reference_claims.force(one.claim, setting)
            days = [day for day in {first, *reference.days_of(model)} if first <= day <= last]
            found = [day for day in days if reached(model, one.claim, day, setting.without)]
            assert one.on == min(found, default=None)
            seen[one.verdict] += 1

    finds()
    assert seen["kept"] > 0
    assert seen["broken"] > 0
    assert seen["untrue"] > 0
