"""What is open as long as a source does not name all who had what a promise is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.telling.sentences import tell_unnamed
from dataflow.telling.words import behind, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.answers.claims import Claims
    from dataflow.answers.verdicts.judgement import Judgement

_OPEN: Final = {
    "kept": "{names} may be contradicted",
    "broken": "{names} may have been contradicted earlier",
}
"""What would change of the verdicts on several promises.

One that is untrue already is so on its first day.
"""

_OPEN_ONE: Final = {
    "kept": (
        "the promise may be contradicted, if one of them is a company that it names",
        "the promise may be contradicted, if one of them is a company that it rules out",
    ),
    "broken": (
        "it may have been contradicted earlier, if one of them is a company that it names",
        "it may have been contradicted earlier, if one of them is a company that it rules out",
    ),
}
"""What would change of the verdict on one promise that names some, or that rules out all others."""


def tell_open(answer: Claims) -> Iterator[str]:
    """Yield who stands for recipients that are not named, and what would change if one is meant."""
    if not answer.unnamed:
        return
    unnamed = tell_unnamed(answer.unnamed)
    changing = [each for each in answer if each.unnamed and _may_change(each)]
    if len(answer) == 1:
        had = spoken().say("and had some of it")
        yield f"{unnamed}, {had}{behind(': ', _tell_change(changing))}."
        return
    yield f"{unnamed}."
    changes = [
        spoken().say(text, names=spoken().enumerate(promises))
        for verdict, text in _OPEN.items()
        if (promises := [each.claim.id for each in changing if each.verdict == verdict])
    ]
    if changes:
        rules = "If one of them had what a promise is about, and is a company that it rules out"
        yield f"{spoken().say(rules)}: {'; '.join(changes)}."


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
    rules_out = isinstance(judgement.claim.reach, str)
    return spoken().say(_OPEN_ONE[judgement.verdict][rules_out])
