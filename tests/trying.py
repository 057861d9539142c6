"""A test tried on random models: how many, from which seed, and what is said where it fails."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

EXAMPLES = int(os.environ.get("DATAFLOW_EXAMPLES", "4000"))
"""On how many random models all questions are tried."""

SEED = int(os.environ.get("DATAFLOW_SEED", str(random.SystemRandom().randrange(2**32))))
"""Printed where a test fails, to run it again."""

PHASES = (Phase.generate, *((Phase.shrink,) if "DATAFLOW_SEED" in os.environ else ()))
"""The smallest model that fails is looked for when it is run again: that may take minutes."""


def try_on(
    strategy: SearchStrategy[tuple[Any, ...]], number: int, first: int
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Run a test on so many examples of a strategy; `first` tells its seeds from other tests'."""

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        @seed(SEED + first)
        @settings(
            max_examples=max(1, number),
            deadline=None,
            database=None,
            print_blob=True,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def run(drawn: tuple[Any, ...]) -> None:
            test(*drawn)

        def told() -> None:
            print(f"DATAFLOW_SEED={SEED}")  # noqa: T201  # pytest shows it where the test fails
            run()

        told.__name__ = test.__name__
        told.__doc__ = test.__doc__
        return told

    return decorate
