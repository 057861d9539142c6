"""Holds, flows and promises as sentences without their stop: for who does not see the figure."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from dataflow.answers.passing import Passing, conditions_of
from dataflow.common.dates import ALWAYS, PartialDate, show_day
from dataflow.figures.figure import Entry, Sample
from dataflow.model import Claim, Conditional, Flow, Term

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from dataflow.answers.reach import Reach
    from dataflow.figures.frame import Citations
    from dataflow.telling.words import Words

NAMED: Final = 4
"""How many data types or purposes are named."""

QUOTED: Final = 16
"""How many words of a promise are quoted."""

BROKEN: Final = 3
"""How many broken promises the legend quotes."""


def list_terms(words: Words, terms: Sequence[Term]) -> str:
    """Name data types or purposes, and count those that would be too many."""
    return words.name_few([term.name for term in terms], NAMED)


HAVING: Final = {
    "collects": "collects it",
    "receives": "receives it",
    "owns": "owns who has it: control, not sharing",
}
"""How a company has some data."""

UNNAMED: Final = "not named by the source"


def explain(words: Words, texts: Mapping[Sample, str], samples: Container[str]) -> Iterator[Entry]:
    """Explain the samples that are drawn, in the order of their texts."""
    for sample, text in texts.items():
        if sample in samples:
            yield Entry(sample, words.say(text))


def count_companies(words: Words, answer: Reach) -> str:
    """Count the companies of an answer; those that no source names may be several."""
    if not answer.rows:
        return words.say("no company in this model")
    template = "at least {n} companies" if answer.unnamed else "{n} companies"
    return words.count(template, len(answer))


# holds and flows


def date_of(day: int) -> PartialDate:
    """Return a day as somebody would write it."""
    return PartialDate(show_day(day) or "", day, day)


def is_over(answer: Reach, cause: Conditional) -> bool:
    """Return whether something ended before the day asked about, or, without one, ended at all.

    For a person it ends with their account, or as they opt out.
    """
    return answer.evidence.last_day(cause) < answer.setting.day


def tell_last(words: Words, answer: Reach, cause: Conditional) -> str:
    """Tell until when something was so that is over, no more precisely than it was written."""
    day = answer.evidence.last_day(cause)
    ended = answer.evidence.ended(day, cause.until)
    return words.date(ended) if ended else words.day(day)


def tell_when(words: Words, answer: Reach, cause: Conditional, day: int) -> str:
    """Tell from when to when something was so that began on a day; "" where neither is known."""
    written = answer.evidence.written(day, cause.since)
    since = "" if day == ALWAYS else words.since(day, written)
    if not is_over(answer, cause):
        return since
    until = tell_last(words, answer, cause)
    if not since:
        return words.say("until {date}", date=until)
    begun = words.date(written) if written else words.day(day)
    return words.say("from {since} until {date}", since=begun, date=until)


def tell_whom(words: Words, answer: Reach, passing: Passing) -> str:
    """Tell for whom something passes."""
    return words.conditions(conditions_of(answer, passing), passing.sender)


def tell_status(words: Words, cause: Conditional) -> str:
    """Tell that something is only alleged, permitted or announced; "" of what is firm."""
    return "" if cause.is_firm else words.say(cause.status)


def join_parts(words: Words, cause: Conditional, *parts: str) -> str:
    """Join the parts of a sentence about something, and end it with its status."""
    status = tell_status(words, cause)
    return ", ".join(filter(None, parts)) + (f" ({status})" if status else "")


def tell_passing(words: Words, answer: Reach, passing: Passing) -> str:
    """Tell a hold or flow as a sentence without its stop."""
    cause = passing.cause
    return join_parts(
        words,
        cause,
        _tell_deed(words, answer, passing),
        words.purposes(cause.purposes),
        tell_when(words, answer, cause, passing.day),
        tell_whom(words, answer, passing),
    )


def _tell_deed(words: Words, answer: Reach, passing: Passing) -> str:
    cause, data = passing.cause, words.enumerate([term.name for term in passing.data])
    if isinstance(cause, Flow):
        deed = "share"
        data += f" ({cause.label})" if cause.label else ""
    elif not passing.readable:
        deed = "carry"
    else:
        deed = f"given by {cause.whose}" if cause.how == "given" else cause.how
    return words.say(
        _DEEDS[deed][is_over(answer, cause)],
        sender=passing.sender.name if passing.sender else "",
        data=data,
        receivers=words.enumerate([holder.name for holder in passing.receivers]),
    )


_DEEDS: Final = {
    "share": (
        "{sender} shares {data} with {receivers}",
        "{sender} shared {data} with {receivers}",
    ),
    "carry": (
        "{receivers} carries your {data}, which it cannot read",
        "{receivers} carried your {data}, which it cannot read",
    ),
    "given by users": ("You give {receivers} your {data}", "You gave {receivers} your {data}"),
    "given by anyone": (
        "People you know give {receivers} your {data}",
        "People you know gave {receivers} your {data}",
    ),
    "observed": ("{receivers} observes your {data}", "{receivers} observed your {data}"),
    "inferred": ("{receivers} infers your {data}", "{receivers} inferred your {data}"),
    "bought": ("{receivers} buys your {data}", "{receivers} bought your {data}"),
}
"""What is done, while it is so and once it is over."""


# promises


def tell_broken(
    words: Words, claims: Mapping[Claim, bool], citations: Citations, sample: Sample = "hot"
) -> Iterator[Entry]:
    """Quote broken promises for the legend; those in the same words are one.

    Of each promise is known whether it was untrue when it was made.
    """
    alike: dict[tuple[bool, str], list[Claim]] = defaultdict(list)
    for claim, untrue in claims.items():
        alike[untrue, tell_promise(words, claim)].append(claim)
    for (untrue, promise), same in [*alike.items()][:BROKEN]:
        mark = citations.cite(source for claim in same for source in claim.sources)
        template = _QUOTED[untrue] if same[0].quote else _UNQUOTED[untrue]
        yield Entry(sample, f"{words.say(template, promise=promise)} {mark}".rstrip())
    left = [untrue for untrue, _ in alike][BROKEN:]
    if left:
        yield Entry(sample, words.count(_MORE[any(left)], len(left)))


_QUOTED: Final = ("breaks {promise}", "contradicts {promise}")
_UNQUOTED: Final = ("breaks a promise {promise}", "contradicts a promise {promise}")
_MORE: Final = ("breaks {n} more promises", "contradicts {n} more promises")
"""Of what broke later, and of what was untrue from the first day; all that is broken is
contradicted."""


def tell_breach(words: Words, *, untrue: bool) -> str:
    """Tell of something that it breaks a promise, or contradicts one that never held."""
    return words.say("this contradicts a promise") if untrue else words.say("this breaks a promise")


def name_promise(words: Words, claim: Claim) -> str:
    """Name a promise where nothing stands before it; see `tell_promise`."""
    promise = tell_promise(words, claim)
    return promise if claim.quote else words.say("the promise {promise}", promise=promise)


def tell_promise(words: Words, claim: Claim) -> str:
    """Tell a promise: its words, whose they are, and when they were said."""
    quote = quote_promise(words, claim)
    by = ", ".join(filter(None, [claim.by.name if claim.by else "", words.date(claim.date)]))
    return f"{quote} ({by})" if quote else words.say("of {date}", date=by)


def quote_promise(words: Words, claim: Claim) -> str:
    """Quote the first words of a promise; "" where it has none."""
    return words.say("“{title}”", title=shorten(claim.quote)) if claim.quote else ""


def shorten(quote: str) -> str:
    """Return the first words of a quote.

    >>> shorten("We do not sell your data.")
    'We do not sell your data'
    """
    words = quote.split()
    return " ".join(words[:QUOTED]).rstrip(".") + (" …" if len(words) > QUOTED else "")
