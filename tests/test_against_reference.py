"""The engine and the paths, held against the rules as `reference.py` writes them.

`DATAFLOW_EXAMPLES` says on how many random models (4,000 if it does not); the seed of every run is
printed, and `DATAFLOW_SEED` runs it again.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import random_models
import reference

import dataflow as df
from dataflow.settings import settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.model import Model
    from dataflow.questions.reach import Reach
    from dataflow.settings import Setting

EXAMPLES = int(os.environ.get("DATAFLOW_EXAMPLES", "4000"))
SEED = int(os.environ.get("DATAFLOW_SEED", str(random.SystemRandom().randrange(2**32))))
BATCHES = 20
QUESTIONS = 3
EVERY_PATH = 8
"""Of so many models, one is asked for every path: there are many."""

Rows = dict[str, tuple[Any, ...]]


def cases(batch: int) -> Iterator[tuple[str, random_models.Document, random.Random]]:
    for number in range(EXAMPLES // BATCHES):
        name = f"{SEED}-{batch}-{number}"
        dice = random.Random(name)  # noqa: S311 - a seed that can be run again
        yield name, random_models.model_from(dice.randbytes(random_models.TAPE)), dice


def found(answer: Reach) -> Rows:
    return {
        row.company.id: (
            row.how,
            row.since,
            row.hops,
            frozenset(term.id for term in row.data),
            frozenset(holder.id for holder in row.services),
            frozenset(term.id for term in row.purposes),
        )
        for row in answer
    }


def due(model: Model, data: str, setting: Setting) -> Rows:
    return {
        company: (row.how, row.since, row.hops, row.data, row.services, row.purposes)
        for company, row in reference.reach(model, data, setting).items()
    }


def replays(model: Model, answer: Reach, *, everything: bool, asked: dict[str, Any]) -> int:
    """Replay the path of every row, and now and then every path; count them."""
    setting, data = answer.setting, answer.data.id
    count = 0
    for row in answer:
        why = df.why(model, data, row.company.id, all=everything, **asked)
        assert why.paths
        for path in why.paths:
            company = path.owns[-1] if path.owns else path.company
            hops = reference.path_hops(
                answer.model, setting, path.steps, (company, data, path.since)
            )
            assert hops is not None, f"the path to {company.id} proves nothing"
            if path.owns:
                continue
            assert path.hops is not None
            assert hops <= path.hops
            count += 1
        if not everything:
            assert (why.paths[0].since, why.paths[0].hops) == (row.since, row.hops)
            assert row.how == "owns" or hops == row.hops
    return count


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_answer_is_that_of_the_rules_and_every_path_replays(batch: int) -> None:
    print(f"DATAFLOW_SEED={SEED}")  # noqa: T201 - pytest shows it where the test fails
    seen: Counter[str] = Counter()
    for number, (name, document, dice) in enumerate(cases(batch)):
        model = df.loads(json.dumps(document))
        settings = [{}] + [
            random_models.setting_from(dice.randbytes(64), document) for _ in range(QUESTIONS - 1)
        ]
        for asked in settings:
            data = dice.choice(sorted(document["data"]))
            answer = df.reach(model, data, **asked)
            grown, setting = settle(model, asked)
            where = f"{name}, {data}, {asked}"
            assert found(answer) == due(grown, data, setting), where
            try:
                seen["paths"] += replays(
                    model, answer, everything=number % EVERY_PATH == 0, asked=asked
                )
            except AssertionError as wrong:
                raise AssertionError(where) from wrong
            seen["far"] += any((row.hops or 0) >= 6 for row in answer)
            seen["rows"] += len(answer)
    assert seen["rows"] > 0
    assert seen["paths"] > 0
    assert seen["far"] > 0, "no chain of six hops: the random models prove too little"
