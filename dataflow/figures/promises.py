"""Promises in the words of figures: their quotes, and that something breaks or contradicts them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from dataflow.figures.figure import Entry
from dataflow.figures.labels import tell_replies, tell_status
from dataflow.model.holders import FIRM
from dataflow.telling.words import behind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dataflow.answers import Status
    from dataflow.answers.breaches import Break
    from dataflow.figures.figure import Sample
    from dataflow.figures.frame import Citations
    from dataflow.model import Claim
    from dataflow.telling.words import Words

QUOTED: Final = 3
"""How many broken promises the legend quotes."""


def tell_broken(
    words: Words,
    breaks: Iterable[Break],
    citations: Citations,
    sample_of: Callable[[Break], Sample],
) -> Iterator[Entry]:
    """Quote broken promises for the legend; those in the same words are one.

    Those that firm statements break come first. `sample_of` returns how a broken one is drawn.
    """
    alike: dict[tuple[object, ...], list[Break]] = defaultdict(list)
    for each in sorted(breaks, key=lambda each: not each.is_firm):
        alike[each.untrue, each.terms, tell_promise(words, each.claim)].append(each)
    for (*_, promise), same in [*alike.items()][:QUOTED]:
        first, claims = same[0], [each.claim for each in same]
        replies = [reply for claim in claims for reply in tell_replies(words, claim)]
        mark = citations.cite((source for claim in claims for source in claim.sources), replies)
        template = (_QUOTED if first.claim.quote else _UNQUOTED)[first.untrue]
        told = tell_unless_firm(words, words.say(template, promise=promise), first)
        yield Entry(sample_of(first), f"{told} {mark}".rstrip())
    left: dict[tuple[Status, Status], list[Break]] = defaultdict(list)
    for same in [*alike.values()][QUOTED:]:
        left[same[0].terms].append(same[0])
    for rest in left.values():
        told = words.count(_MORE[any(each.untrue for each in rest)], len(rest))
        told = tell_unless_firm(words, told, rest[0], many=len(rest) > 1)
        yield Entry(sample_of(rest[0]), told)


_QUOTED: Final = ("breaks {promise}", "contradicts {promise}")
_UNQUOTED: Final = ("breaks a promise {promise}", "contradicts a promise {promise}")
_MORE: Final = ("breaks {n} more promises", "contradicts {n} more promises")
"""Of what broke later, and of what was untrue from the first day; all that is broken is
contradicted."""

_IF: Final[dict[Status, str]] = {
    "alleged": "{told}, if what is alleged is so",
    "assumed": "{told}, if what is assumed is so",
    "permitted": "{told}, if what is permitted was done",
    "announced": "{told}, if what is announced is done",
}


_IF_SAID: Final = (
    ("{told}, if it was said", "{told}, and if it was said"),
    ("{told}, if they were said", "{told}, and if they were said"),
)
"""Of a promise that may not have been made, and of several: alone, and where more is not sure."""


def tell_unless_firm(words: Words, told: str, broken: Break, *, many: bool = False) -> str:
    """Tell a verdict on one promise or many, and on what it depends where it is not firm."""
    certainty, said = broken.terms
    if certainty not in FIRM:
        told = words.say(_IF[certainty], told=told)
    return told if said in FIRM else words.say(_IF_SAID[many][certainty not in FIRM], told=told)


def tell_breach(words: Words, broken: Break) -> str:
    """Tell of something that it breaks a promise, or contradicts one that never held."""
    text = "this contradicts a promise" if broken.untrue else "this breaks a promise"
    return tell_unless_firm(words, words.say(text), broken)


def name_promise(words: Words, claim: Claim) -> str:
    """Name a promise where nothing stands before it; see `tell_promise`."""
    promise = tell_promise(words, claim)
    return promise if claim.quote else words.say("the promise {promise}", promise=promise)


def tell_promise(words: Words, claim: Claim) -> str:
    """Tell a promise: its words, whose they are, and when they were said."""
    quote = quote_promise(words, claim)
    by = ", ".join(filter(None, [name_speaker(words, claim), words.date(claim.date)]))
    read = words.say_if("read so: {reading}", reading=claim.reading)
    if not quote:
        told = words.say("of {date}", date=by)
        return f"{told} ({read})" if read else told
    return f"{quote} ({by}{behind('; ', read)})"


def name_speaker(words: Words, claim: Claim) -> str:
    """Name whose promise it is, and say where it is not sure that it was said."""
    by, status = claim.by.name if claim.by else "", tell_status(words, claim)
    return " ".join(filter(None, [by, f"({status})" if status else ""]))


def quote_promise(words: Words, claim: Claim) -> str:
    """Quote a promise, whole: what is left out may be what decides; "" where it has none."""
    return words.say_if("“{title}”", title=(claim.quote or "").rstrip("."))
