"""cut, held against every set of flows tried by the rules as the reference writes them.

`DATAFLOW_EXAMPLES` and `DATAFLOW_SEED` are those of `test_against_reference.py`: of its models,
every seventh is asked here.
"""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any

import pytest
import reference
import reference_cut
from test_against_reference import BATCHES, EXAMPLES, dice_of, drop, on_random_models, read

import dataflow as df
from dataflow.answers.cut import highs
from dataflow.engine.evidence import Evidence
from dataflow.engine.having import find_stay
from dataflow.engine.setting import settle

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from random_models import Document, Entry

    from dataflow.answers.cut import Cut
    from dataflow.model import Model

PARTS = 4
MODELS = EXAMPLES // 7 // PARTS
FIRST = BATCHES + 40
"""The first of the seeds that no other test takes."""

FEW = 8
"""How many flows a model has at most of which every set is tried."""

SMALLER = 300
"""How many smaller sets are tried, where there are too many."""

WEIGHTS = ("0.1", "0.2", "0.3", "1", "2", "2.5")


def with_few_flows(document: Document, dice: random.Random) -> Document:
    less = copy.deepcopy(document)
    names = sorted(less["flows"])
    for gone in dice.sample(names, max(0, len(names) - FEW)):
        del less["flows"][gone]
        for persona in less["personas"].values():
            for chosen in (persona["opted_out"], persona["opted_in"]):
                if gone in chosen:
                    drop(chosen, gone)
    return less


def with_twins(document: Document, dice: random.Random) -> Document:
    """The same with some flows twice: a cut of one flow becomes one of two."""
    more = copy.deepcopy(document)
    for name in sorted(document["flows"]):
        if dice.random() < 0.6:
            more["flows"][f"{name}b"] = copy.deepcopy(document["flows"][name])
    return more


def weights_for(model: Model, dice: random.Random) -> dict[str, str]:
    if not model.flows or dice.random() < 0.5:
        return {}
    flows = sorted(model.flows)
    return {flow: dice.choice(WEIGHTS) for flow in dice.sample(flows, dice.randint(1, len(flows)))}


def company_for(model: Model, data: str, asked: Entry, dice: random.Random) -> str:
    """A company, most often one that something arrives at by a flow."""
    rows = [row.company.id for row in df.reach(model, data, **asked) if row.how != "collects"]
    return dice.choice(rows or able(model, asked))


def able(model: Model, asked: Entry) -> list[str]:
    """The companies; by service, the services: who asks for a company of these may be refused."""
    by_service = asked.get("by") == "service"
    holders = model.holders.values() if by_service else model.companies
    return sorted(each.id for each in holders if each.is_service or not by_service) or sorted(
        each.id for each in model.companies
    )


def question(
    model: Model, asked: Entry, dice: random.Random
) -> tuple[reference_cut.Asked, Mapping[str, Fraction], Cut]:
    """Ask something of a model, with the same question for the reference."""
    if "without" in asked:  # what no longer is in the model cannot be left out of it
        asked = {**asked, "without": [one for one in asked["without"] if is_there(model, one)]}
    grown, setting = settle(model, asked)  # type: ignore[arg-type]
    data = dice.choice(sorted(grown.data))
    company = company_for(grown, data, asked, dice)
    weights = weights_for(grown, dice)
    answer = df.cut(grown, data, company, weights or None, **asked)
    plain = reference_cut.Asked(grown, reference_cut.Without(setting), data, company)
    return plain, {flow: Fraction(weight) for flow, weight in weights.items()}, answer


def is_there(model: Model, text: str) -> bool:
    return ":" in text or text in model.flows


def weight_of(answer: Cut, weights: Mapping[str, Fraction]) -> Fraction:
    return sum((weights.get(one.flow.id, Fraction(1)) for one in answer), Fraction(0))


@pytest.mark.parametrize("part", range(PARTS))
def test_of_a_small_model_the_cut_is_the_first_of_all_sets(part: int) -> None:
    seen: Counter[Any] = Counter()

    @on_random_models(MODELS // 2, FIRST + part)
    def agrees(document: Document, questions: list[Entry]) -> None:
        dice = dice_of(document)
        model = read(with_few_flows(document, dice))
        for asked in questions:
            plain, weights, answer = question(model, asked, dice)
            expected = reference_cut.cut(plain, weights)
            assert answer.possible == expected.possible
            assert tuple(one.flow.id for one in answer) == expected.flows
            assert answer.stopped is None
            if expected.weight is not None:
                assert answer.weight == answer.least == float(expected.weight)
            seen["impossible" if not answer.possible else len(answer)] += 1
            seen["weighed"] += bool(weights and answer.flows)

    agrees()
    if MODELS >= 100:
        assert min(seen[kind] for kind in ("impossible", "weighed", 0, 1, 2)) > 0


@pytest.mark.parametrize("part", range(PARTS))
def test_of_any_model_the_cut_is_enough_and_nothing_less_is(part: int) -> None:
    seen: Counter[int] = Counter()

    @on_random_models(MODELS // 2, FIRST + PARTS + part)
    def holds(document: Document, questions: list[Entry]) -> None:
        dice = dice_of(document)
        model = read(with_twins(document, dice))
        for asked in questions:
            plain, weights, answer = question(model, asked, dice)
            flows = [one.flow.id for one in answer]
            seen[len(flows)] += 1
            if not answer.possible:
                assert reference_cut.arrives(plain, plain.model.flows)
                check_way(answer, answer.way)
                continue
            assert not reference_cut.arrives(plain, flows)
            assert weight_of(answer, weights) == Fraction(str(answer.weight))
            for one in answer:
                others = [flow for flow in flows if flow != one.flow.id]
                assert reference_cut.arrives(plain, others)
                check_way(answer, one.way)
            check_no_lighter(plain, weights, answer)

    holds()
    if MODELS >= 100:
        assert max(seen) >= 3


def check_way(answer: Cut, way: Any) -> None:  # noqa: ANN401 - or None, which fails
    """The path replays by the rules and leads to the company, or to what it owns."""
    model, setting = answer.model, answer.setting
    steps = reference.replay(model, setting, way.steps)
    company = way.owns[-1] if way.owns else answer.company
    day = setting.as_of.last if setting.as_of else way.steps[-1].day
    days = [day] if setting.as_of else reference.days_of(model)
    if way.owns:
        setting = replace(setting, by="company")  # who is owned has what all its services have
    goals = [(company, answer.data.id, when) for when in days]
    assert any(reference.arrives(model, setting, steps, goal) for goal in goals)


def check_no_lighter(
    plain: reference_cut.Asked, weights: Mapping[str, Fraction], answer: Cut
) -> None:
    """No other set that weighs less does, nor one as light that comes before it."""
    own = tuple(one.flow.id for one in answer)
    if not own:
        return
    weight = weight_of(answer, weights)
    names = sorted(plain.model.flows)
    sizes = [size for size in (len(own) - 1, len(own)) if size]
    tried = (flows for size in sizes for flows in islice(combinations(names, size), SMALLER // 2))
    for flows in tried:
        other = sum((weights.get(flow, Fraction(1)) for flow in flows), Fraction(0))
        if (other, flows) < (weight, own):
            without = {"without": (*answer.setting.without, *flows)}
            setting = {**settings_of(answer), **without}
            assert is_reached(plain, setting)


def is_reached(plain: reference_cut.Asked, asked: Entry) -> bool:
    """Whether the company has any of it, as reach finds it, without the words of an answer."""
    model, setting = settle(plain.model, asked)  # type: ignore[arg-type]
    evidence = Evidence(model, setting)
    company, mask = evidence.world.nodes[plain.company], evidence.mask(model.data[plain.data])
    return find_stay(evidence, company, mask) is not None


def settings_of(answer: Cut) -> dict[str, Any]:
    asked = answer.setting.to_dict()
    names = {"from": "origin", "for": "purpose"}
    named = {names.get(key, key): value for key, value in asked.items() if key != "scenario"}
    return {**named, "by": answer.setting.by}


def test_both_solvers_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("scipy")
    monkeypatch.setattr(highs, "SMALL", 0)
    seen: Counter[int] = Counter()

    @on_random_models(MODELS, FIRST + 2 * PARTS)
    def agree(document: Document, questions: list[Entry]) -> None:
        dice = dice_of(document)
        model = read(with_twins(document, dice))
        for asked in questions:
            with monkeypatch.context() as patch:
                patch.setattr(highs, "is_there", lambda: False)
                plain, weights, own = question(model, asked, dice)
            given = {flow: str(float(weight)) for flow, weight in weights.items()} or None
            with monkeypatch.context() as patch:
                patch.setattr(highs, "search", None)  # nothing but HiGHS
                other = df.cut(plain.model, plain.data, plain.company, given, **settings_of(own))
            assert other.to_dict()["answer"] == own.to_dict()["answer"]
            seen[len(own)] += 1

    agree()
    if MODELS >= 100:
        assert max(seen) >= 2
