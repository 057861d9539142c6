"""What became of a promise, in words: no surer than what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.answers.breaches import find_break
from dataflow.figures.labels import date_of
from dataflow.figures.promises import tell_unless_firm

if TYPE_CHECKING:
    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.telling.words import Words

FOUND: Final = {
    "broken": "found broken by {by}, {date}",
    "untrue": "found untrue by {by}, {date}",
    "misleading": "found misleading by {by}, {date}",
    "kept": "found kept by {by}, {date}",
    "settled": "settled with {by}, {date}",
    "open": "open before {by}, {date}",
}
"""What an authority or a court found of a promise."""

_BROKEN: Final = {
    "stated": "broken {date}",
    "by": "broken by {date} at the latest",
    "from": "broken on a day that is not stated, not before {date}",
    "unknown": "broken on a day that is not stated",
}
"""When a promise broke, by how well that day is known."""

_OTHERWISE: Final = {
    ("broken", "untrue"): "untrue when made, if it had begun by then",
    ("broken", "kept"): "not contradicted, if it began later",
    ("untrue", "broken"): "broken, if it began only later",
    ("untrue", "kept"): "not contradicted, if it began only later",
}
"""What a verdict may be instead, where its day is only a bound."""


def tell_verdict(words: Words, judgement: Judgement) -> str:
    """Tell that a promise was broken, or untrue when it was made, and what that depends on."""
    assert judgement.on is not None  # something broke it
    assert judgement.on_is is not None
    if judgement.verdict == "untrue":
        told = words.say("untrue") if judgement.claim.past else words.say("untrue when made")
    else:
        date = words.date(judgement.written or date_of(judgement.on))
        told = words.say(_BROKEN[judgement.on_is], date=date)
    told = tell_unless_firm(words, told, find_break(judgement))
    other = _OTHERWISE.get((judgement.verdict, judgement.may_be or ""))
    return f"{told}; {words.say(other)}" if other else told
