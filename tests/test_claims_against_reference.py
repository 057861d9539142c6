"""Claims, held against the rule as `reference_claims.py` writes it.

`DATAFLOW_EXAMPLES` and `DATAFLOW_SEED` are those of `trying.py`; `test_against_reference.py` asks
about four times as many models.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import random_models
import reference
import reference_claims
from test_against_reference import dice_of
from trying import EXAMPLES, try_on

import dataflow as df
from dataflow.common.dates import show_day
from dataflow.engine.setting import Setting, settle
from dataflow.model import Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from random_models import Document, Entry

    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.engine.evidence import PathStep
    from dataflow.model import Claim, Model

    Body = Callable[[Document, Entry], None]

MODELS = EXAMPLES // 4
BATCHES = 10
CLAIMS = 4
SURELY = 6
"""Of so many claims, one is held against every proof."""
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
    setting = reference_claims.setting_of(one.claim, asked, one.region)
    assert all(step.day <= one.on for step in one.path)
    model = reference.counting(model, setting)
    proven = reference.replay(model, setting, one.path)
    there = reference_claims.arrives(model, one.claim, proven, (one.company, one.on))
    assert there, f"the path does not lead to {one.company.id}"
    assert {kind.kind for kind in there} & {term.id for term in one.data}
    left_out = [step.cause for step in one.path if isinstance(step.cause, Hold | Flow)]
    assert not any(reference_claims.is_left_out(one.claim, cause) for cause in left_out)


def check(model: Model, one: Judgement, rule: reference_claims.Judgement) -> None:
    """A judgement is that of the rule."""
    assert (one.verdict, one.on, one.region) == (rule.verdict, rule.day, rule.region)
    who = [
        *([one.company] if one.company else []),
        *one.others,
        *(holder for holder, _ in one.unsure_others),
    ]
    assert {holder.id for holder in who} == set(rule.who)
    said = one.to_dict()
    if one.company is None:
        assert (said["on_is"], said["certainty"], said["may_be"]) == (None, None, None)
        return
    assert {term.id for term in one.data} == rule.who[one.company.id]
    if rule.told is None:
        return
    assert longest(one.path) == rule.told.hops
    # no surer than that it was said
    sure = [rule.told.certainty, *({one.claim.status} & {*reference.WEAK})]
    assert said["certainty"] == min(sure, key=reference.STATUSES.index)
    if not model.derivations:
        assert said["on_is"] == rule.on_is
        # by service, the proofs do not say since when a company operates what has it
        if one.evidence.setting.by == "company":
            assert said["may_be"] in reference_claims.may_be(one.claim, rule)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_verdict_is_that_of_the_rule_and_every_path_replays(batch: int) -> None:
    seen: Counter[str] = Counter()

    @on_claimed_models(MODELS // BATCHES, batch)
    def agrees(document: Document, asked: Entry) -> None:
        model = read(document)
        setting, dice = settle(model, asked)[1], dice_of(document)  # type: ignore[arg-type]
        answer = df.claims(model, **asked)
        assert [one.claim.id for one in answer] == sorted(document["claims"])
        for one in answer:
            surely = not dice.randrange(SURELY)
            rule = reference_claims.judge(model, one.claim, setting, surely=surely)
            check(model, one, rule)
            if one.company:
                replay(model, one, setting)
            firm = replace(setting, firm=True)
            firmly = reference_claims.judge(model, one.claim, firm, surely=surely)
            if (firmly.verdict, firmly.day) == (rule.verdict, rule.day):
                assert one.firmly is None
            else:
                assert one.firmly is not None
                check(model, one.firmly, firmly)
                seen["firm"] += 1
            seen[one.verdict] += 1
        text = answer.tell(length="full")
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
    asks_more = claim.except_for or claim.through or claim.unless_choice or claim.when or claim.past
    return named and len(claim.purposes) <= 1 and not asks_more


def reached(model: Model, claim: Claim, day: int, setting: Setting) -> set[str]:
    """Who of those in its `reach` has it on a day, says `reach`."""
    origin = reference_claims.origin_of(claim)
    asked: dict[str, Any] = {
        "as_of": show_day(day),
        "origin": origin.id if origin else None,
        "purpose": claim.purposes[0].id if claim.purposes else None,
        "without": setting.without,
        "firm": setting.firm,
        "by": setting.by,
    }
    found = {
        row.company.id for term in claim.data for row in df.reach(model, term.id, **asked).rows
    }
    counting = reference.counting(model, setting)
    return found & reference_claims.bound(counting, claim, day, setting.by)


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
            found = [day for day in days if reached(model, one.claim, day, setting)]
            assert one.on == min(found, default=None)
            seen[one.verdict] += 1

    finds()
    assert seen["kept"] > 0
    assert seen["broken"] > 0
    assert seen["untrue"] > 0
