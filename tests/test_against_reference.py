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
from hypothesis import HealthCheck, given, seed, settings

import dataflow as df

if TYPE_CHECKING:
    from dataflow.model import Model
    from dataflow.questions.reach import Reach
    from dataflow.settings import Setting

EXAMPLES = int(os.environ.get("DATAFLOW_EXAMPLES", "4000"))
SEED = int(os.environ.get("DATAFLOW_SEED", str(random.SystemRandom().randrange(2**32))))
BATCHES = 20
QUESTIONS = 3
EVERY_PATH = 12
"""Of so many models, one is asked for every path: there are many."""

ASKED = {"from": "origin", "for": "purpose"}
"""What the settings of a question are called in Python, where that is not their name in JSON."""

Rows = dict[str, tuple[Any, ...]]


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


def replay_rows(answer: Reach) -> None:
    """Replay the path of every row: it has the row's day and hops."""
    model, setting, data = answer.model, answer.setting, answer.data.id
    for row in answer:
        if not row.owns:
            hops = reference.path_hops(model, setting, row.path, (row.company, data, row.since))
            assert hops == row.hops, f"the path to {row.company.id} takes {hops}, not {row.hops}"


def ask_why(model: Model, answer: Reach, dice: random.Random, *, everything: bool) -> int:
    """Ask about one row; count the paths, which all replay."""
    row, data = dice.choice(answer.rows), answer.data.id
    asked = {ASKED.get(key, key): value for key, value in answer.setting.to_dict().items() if value}
    why = df.why(model, data, row.company.id, all=everything, **asked)
    if not everything:
        assert (why.paths[0].since, why.paths[0].hops) == (row.since, row.hops)
        assert row.owns or why.paths[0].steps == row.path
    for path in why.paths:
        holder = path.owns[-1] if path.owns else path.company
        hops = reference.path_hops(
            answer.model, answer.setting, path.steps, (holder, data, path.since)
        )
        assert hops is not None, f"a path to {holder.id} proves nothing"
        # on the way to one type of a category, another may have been met before
        assert path.hops is None or hops <= path.hops
    return len(why.paths)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_answer_is_that_of_the_rules_and_every_path_replays(batch: int) -> None:
    print(f"DATAFLOW_SEED={SEED}")  # noqa: T201  # pytest shows it where the test fails
    seen: Counter[str] = Counter()

    @seed(SEED + batch)
    @settings(
        max_examples=max(1, EXAMPLES // BATCHES),
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(random_models.asked_models(QUESTIONS))
    def agrees(drawn: tuple[random_models.Document, list[random_models.Entry]]) -> None:
        document, questions = drawn
        model = df.loads(json.dumps(document))
        dice = random.Random(repr(questions))  # noqa: S311  # the same for the same example
        seen["models"] += 1
        for asked in questions:
            data = dice.choice(sorted(document["data"]))
            answer = df.reach(model, data, **asked)
            assert found(answer) == due(answer.model, data, answer.setting)
            replay_rows(answer)
            if answer.rows:
                everything = seen["models"] % EVERY_PATH == 0
                seen["paths"] += ask_why(model, answer, dice, everything=everything)
            seen["far"] += any((row.hops or 0) >= 6 for row in answer)

    agrees()
    assert seen["models"] >= EXAMPLES // BATCHES
    assert seen["paths"] > 0
    assert seen["far"] > 0, "no chain of six hops: the random models prove too little"
