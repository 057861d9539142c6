"""Which other verdict may be right, where the day on which one rests is only a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.common.dates import ALWAYS, Window
from dataflow.engine.certainty import start_of
from dataflow.model import Derivation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.engine.path_steps import PathStep
    from dataflow.language.words import Verdict

_IN_ORDER: Final[tuple[Verdict, ...]] = ("untrue", "broken", "kept")


def find_other(verdict: Verdict, force: Window, path: Sequence[PathStep]) -> Verdict | None:
    """Return the first other verdict that may be right, None where none can.

    Args:
        verdict: what the days of the model give.
        force: the days on which the claim counts; of a denial, all those up to its date.
        path: on what the verdict rests.
    """
    first, last = find_bounds(path)
    is_denial = force.start == ALWAYS
    made = force.end if is_denial else force.start
    possible = {
        "untrue": first <= made,
        "broken": not is_denial and first <= force.end and last > made,
        "kept": last > force.end,
    }
    return next((other for other in _IN_ORDER if possible[other] and other != verdict), None)


def find_bounds(path: Sequence[PathStep]) -> Window:
    """Return the first and the last day on which the last step of a path may truly have been."""
    bounds: list[Window] = []
    for step in path:
        # no step is earlier than its own start, or than any step that it takes
        own, needs = _bound_start(step), [bounds[need] for need in step.needs]
        first = max([own.start, *(need.start for need in needs)])
        last = max([own.end, *(need.end for need in needs)])
        # what the answer knows of its day narrows that from below, from above, or both
        if step.day_is in ("stated", "from"):
            first = max(first, step.day)
        if step.day_is in ("stated", "by"):
            last = step.day
        bounds.append(Window(first, last))
    return bounds[-1]


def _bound_start(step: PathStep) -> Window:
    """Return the first and the last day on which the statement of a step may truly have begun.

    What has no start may have begun on any day on which it went on. A derivation without one is
    always so: it asks for nothing but its parts.
    """
    own = start_of(step.cause)
    if own:
        return Window(own.day if own.kind == "stated" else ALWAYS, own.day)
    if isinstance(step.cause, Derivation):
        return Window(ALWAYS, ALWAYS)
    return Window(ALWAYS, step.cause.window.end)
