"""Promises in the words of figures: their quotes, and that something breaks or contradicts them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.figures.figure import Entry, Sample
from dataflow.figures.labels import STATUS, tell_replies
from dataflow.model.holders import FIRM
from dataflow.telling.words import behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.answers import Status
    from dataflow.figures.frame import Citations
    from dataflow.model import Claim
    from dataflow.telling.words import Words

QUOTED: Final = 3
"""How many broken promises the legend quotes."""


class Break(NamedTuple):
    """A promise that is broken in a figure.

    Attributes:
        untrue: whether it was untrue when it was made.
        certainty: the weakest status of what breaks it.
    """

    claim: Claim
    untrue: bool = False
    certainty: Status = "stated"


def tell_broken(
    words: Words,
    breaks: Iterable[Break],
    citations: Citations,
    samples: tuple[Sample, Sample] = ("hot", "unsure"),
) -> Iterator[Entry]:
    """Quote broken promises for the legend; those in the same words are one.

    Those that firm statements break come first. The samples are of these and of the others.
    """
    alike: dict[tuple[bool, Status, str], list[Claim]] = defaultdict(list)
    for claim, untrue, certainty in sorted(breaks, key=lambda each: each.certainty not in FIRM):
        status = "stated" if certainty in FIRM else certainty
        alike[untrue, status, tell_promise(words, claim)].append(claim)
    for (untrue, status, promise), same in [*alike.items()][:QUOTED]:
        replies = [reply for claim in same for reply in tell_replies(words, claim)]
        mark = citations.cite((source for claim in same for source in claim.sources), replies)
        template = _QUOTED[untrue] if same[0].quote else _UNQUOTED[untrue]
        told = tell_unless_firm(words, words.say(template, promise=promise), status)
        yield Entry(samples[status not in FIRM], f"{told} {mark}".rstrip())
    left: dict[Status, list[bool]] = defaultdict(list)
    for untrue, status, _ in [*alike][QUOTED:]:
        left[status].append(untrue)
    for status, untrues in left.items():
        told = words.count(_MORE[any(untrues)], len(untrues))
        yield Entry(samples[status not in FIRM], tell_unless_firm(words, told, status))


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


def tell_unless_firm(words: Words, told: str, certainty: Status) -> str:
    """Tell a verdict, and on what it depends where it is not firm."""
    return told if certainty in FIRM else words.say(_IF[certainty], told=told)


def tell_breach(words: Words, *, untrue: bool, certainty: Status = "stated") -> str:
    """Tell of something that it breaks a promise, or contradicts one that never held."""
    told = words.say("this contradicts a promise") if untrue else words.say("this breaks a promise")
    return tell_unless_firm(words, told, certainty)


def name_promise(words: Words, claim: Claim) -> str:
    """Name a promise where nothing stands before it; see `tell_promise`."""
    promise = tell_promise(words, claim)
    return promise if claim.quote else words.say("the promise {promise}", promise=promise)


def tell_promise(words: Words, claim: Claim) -> str:
    """Tell a promise: its words, whose they are, and when they were said."""
    quote = quote_promise(words, claim)
    by = ", ".join(filter(None, [name_speaker(words, claim), words.date(claim.date)]))
    if not quote:
        return words.say("of {date}", date=by)
    read = words.say_if("read so: {reading}", reading=claim.reading)
    return f"{quote} ({by}{behind('; ', read)})"


def name_speaker(words: Words, claim: Claim) -> str:
    """Name whose promise it is, and say where it is not sure that it was said."""
    by, status = claim.by.name if claim.by else "", STATUS.get(claim.status)
    return " ".join(filter(None, [by, f"({words.say(status)})" if status else ""]))


def quote_promise(words: Words, claim: Claim) -> str:
    """Quote a promise, whole: what is left out may be what decides; "" where it has none."""
    return words.say_if("“{title}”", title=(claim.quote or "").rstrip("."))
