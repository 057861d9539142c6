"""What is open as long as a source does not name all who had what a promise is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.telling.sentences import tell_unnamed
from dataflow.telling.words import ENGLISH, behind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.answers.claims import Claims
    from dataflow.answers.verdicts.judgement import Judgement

_OPEN: Final = {
    "kept": ("the promise may be contradicted", "may be contradicted"),
    "broken": ("it may have been contradicted earlier", "may have been contradicted earlier"),
}
"""What would change of the verdict on one promise, and on several.

One that is untrue already is so on its first day.
"""


def tell_open(answer: Claims) -> Iterator[str]:
    """Yield who stands for recipients that are not named, and what would change if one is meant."""
    if not answer.unnamed:
        return
    unnamed = tell_unnamed(answer.unnamed)
    changing = [each for each in answer if each.unnamed and _may_change(each)]
    if len(answer) == 1:
        yield f"{unnamed}, and had some of it{behind(': ', _tell_change(changing))}."
        return
    yield f"{unnamed}."
    changes = [
        f"{ENGLISH.enumerate(promises)} {change}"
        for verdict, (_, change) in _OPEN.items()
        if (promises := [each.claim.id for each in changing if each.verdict == verdict])
    ]
    if changes:
        rules = "If one of them had what a promise is about, and is a company that it rules out"
        yield f"{rules}: {'; '.join(changes)}."


def _may_change(judgement: Judgement) -> bool:
    """Return whether the verdict may be another if somebody who is not named is one of those named.

    Against outsiders, or anyone, it counts already who is not named.
    """
    is_named = not isinstance(judgement.claim.reach, str)
    return judgement.verdict == "kept" or (judgement.verdict == "broken" and is_named)


def _tell_change(changing: Sequence[Judgement]) -> str:
    """Return what may change of the one verdict, and if what is so; "" where nothing may."""
    if not changing:
        return ""
    [judgement] = changing
    rules_out = "rules out" if isinstance(judgement.claim.reach, str) else "names"
    return f"{_OPEN[judgement.verdict][0]}, if one of them is a company that it {rules_out}"
