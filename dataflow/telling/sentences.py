"""The words of the field: dates, purposes, conditions, lists, as prose has them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dataflow.common.dates import ALWAYS, NEVER, tell_date, tell_day
from dataflow.model.written import Written, is_change, tell_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataflow.common.dates import PartialDate, Window
    from dataflow.engine.conditions import Applied
    from dataflow.model import Condition, Holder, Source, Term


def enumerate_words(words: Sequence[str], joint: str = "and") -> str:
    """Join words as prose does.

    >>> enumerate_words(["ads", "friend suggestions", "security"])
    'ads, friend suggestions and security'
    """
    words = list(words)
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def name_few(words: Sequence[str], shown: int) -> str:
    """Join words as prose does, and count those that would be too many.

    >>> name_few(["a", "b", "c", "d"], 4), name_few(["a", "b", "c", "d", "e"], 4)
    ('a, b, c and d', 'a, b, c and 2 more')
    """
    if len(words) <= shown:
        return enumerate_words(words)
    return enumerate_words([*words[: shown - 1], f"{len(words) - shown + 1} more"])


def count_words(many: int, one: str, several: str | None = None) -> str:
    """Say how many there are.

    >>> count_words(1, "data type"), count_words(2, "company", "companies")
    ('1 data type', '2 companies')
    """
    return f"{many} {one if many == 1 else several or one + 's'}"


def tell_since(day: int, written: PartialDate | None = None) -> str:
    """Say since when, no more precisely than it was written where that is the day.

    >>> tell_since(ALWAYS)
    ' (start not stated)'
    """
    if day == ALWAYS:
        return " (start not stated)"
    return f" since {tell_when(day, written)}"


def tell_when(day: int, written: PartialDate | None = None) -> str:
    """Write a day, no more precisely than it was written.

    >>> from dataflow.common.dates import parse_date
    >>> year = parse_date("2016")
    >>> tell_when(year.first, year), tell_when(year.first)
    ('2016', '1 January 2016')
    """
    exact = written is not None and written.first == day
    return tell_date(written) if exact and written else tell_day(day)


def tell_span(span: Window, written: Written = (None, None)) -> str:
    """Say from when to when something was so, no more precisely than both were written.

    "To" names the last day, and "until" the day on which it changed.

    >>> from dataflow.common.dates import Window, parse_date
    >>> year = parse_date("2015")
    >>> tell_span(Window(ALWAYS, year.last)), tell_span(Window(1, year.last), (None, year))
    (' until 31 December 2015 (start not stated)', ' from 1 January 1 to 2015')
    >>> tell_span(Window(1, year.first - 1), (None, year))
    ' from 1 January 1 until 2015'
    """
    (since, until), (started, ended) = span, written
    if started and started == ended:
        return tell_on(since, started)
    end = tell_written(until, ended)
    if since == ALWAYS:
        return f" until {end} (start not stated)"
    joint = "until" if ended and is_change(until, ended) else "to"
    return f" from {tell_when(since, started)} {joint} {end}"


def tell_on(day: int, written: PartialDate | None = None, *, known: int | None = None) -> str:
    """Say on which day something happened, no more precisely than it was written.

    Args:
        day: the day.
        written: how the day was written, where it was.
        known: a day that was just named.

    >>> from dataflow.common.dates import parse_date
    >>> year = parse_date("2016")
    >>> tell_on(year.first, year), tell_on(year.first, year, known=year.first)
    (' in 2016', ' that year')
    """
    if day == ALWAYS:
        return ""
    parts = written.written.count("-") if written is not None and written.first == day else 2
    if day == known:
        return (" that year", " that month", " on that day")[parts]
    if parts < 2:  # noqa: PLR2004 - a year, or a year and a month
        return f" in{tell_since(day, written).removeprefix(' since')}"
    return f" on {tell_day(day)}"


NONE = "–"  # noqa: RUF001 - a dash that reads as "none"
"""What stands in a cell that has nothing to say."""

CONTROL = "Owning is control, not sharing."

ANYONE = "This is for anyone, on any day; `--as PERSONA` and `--as-of DATE` narrow it."


def tell_unnamed(unnamed: Sequence[Holder]) -> str:
    """Say that holders stand for others: the middle of a sentence."""
    names = enumerate_words([f"“{holder.name}”" for holder in unnamed])
    verb = "stands" if len(unnamed) == 1 else "stand"
    return f"{names} {verb} for companies that the source does not name"


def tell_lower_bound(unnamed: Sequence[Holder]) -> str:
    """Say that there may be more, and because of whom."""
    return f"This is a lower bound: {tell_unnamed(unnamed)}."


def tell_having(holder: Holder) -> str:
    """Say that a holder has had something."""
    return f"{holder.name} {agree(holder, 'has')} had"


def agree(holder: Holder, verb: str) -> str:
    """Put a verb in the number of who does it: "have" for several that the source does not name.

    Only such a recipient is called by a kind, "Insurers"; what has a name is one.
    """
    head = re.split(r" (?:of|on|who|that|in|from)\b", holder.name)[0]
    plural = holder.unnamed and re.search(r"[^su]s$", head)
    return make_plural(verb) if plural else verb


def make_plural(verb: str) -> str:
    """Give what several do, of what one does.

    >>> make_plural("has"), make_plural("carries"), make_plural("collects")
    ('have', 'carry', 'collect')
    """
    if verb == "has":
        return "have"
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")


def tell_owning(
    owner: Holder,
    owned: Sequence[Holder],
    what: str,
    span: Window,
    written: Written = (None, None),
) -> str:
    """Say down which chain a company owns one that has some data, from when to when."""
    since, until = span
    below = owned[0].name
    for above, holder in pairwise(owned):
        below += f", which {agree(above, 'owns') if until == NEVER else 'owned'} {holder.name}"
    if until != NEVER:
        return f"{owner.name} owned {below}, which had {what},{tell_span(span, written)}"
    if since == ALWAYS:
        owns, has = agree(owner, "owns"), agree(owned[-1], "has")
        return f"{owner.name} {owns} {below}, which {has} {what}{tell_since(since)}"
    has_owned = f"{owner.name} {agree(owner, 'has')} owned {below}"
    return f"{has_owned}, which {agree(owned[-1], 'has')} {what},{tell_since(since, written[0])}"


def tell_purposes(purposes: Sequence[Term]) -> str:
    """Say what for; nothing where no purpose is named."""
    if not purposes:
        return ""
    return " for " + enumerate_words([purpose.name for purpose in purposes])


def tell_conditions(conditions: Iterable[Applied], sender: Holder | None = None) -> str:
    """Say for whom: "if you have a Facebook account, unless you opted out".

    Args:
        conditions: what must hold, must not, and what was offered.
        sender: who shares; that its users have an account with it goes without saying, where
            another account is asked for too.
    """
    # whom it will spare one day is not told to who asks about a day before
    conditions = [one for one in conditions if not one.later]
    whens = [one.condition for one in conditions if one.kind == "when" and one.condition]
    bars = [one.condition for one in conditions if one.kind == "unless" and one.condition]
    choices = {one.choice for one in conditions if one.kind == "choice"}
    said = []
    if whens:
        said.append("if you " + enumerate_words([tell_condition(w, sender) for w in whens], "or"))
    if "opt-in" in choices:
        said.append("if you opted in")
    unless = ["opted out"] if "opt-out" in choices else []
    unless += [tell_condition(one) for one in bars if one.account or one.accounts]
    places = [one for one in bars if not (one.account or one.accounts)]
    if places:
        # first those that hold whenever: "GB, FR or DE (since …)"
        places.sort(key=lambda one: (one.since is not None, one.window))
        named = ["/".join(one.region) + _window(one) for one in places]
        unless.append("live in " + enumerate_words(named, "or"))
    if unless:
        said.append("unless you " + enumerate_words(unless, "or"))
    return "".join(f", {phrase}" for phrase in said)


def tell_condition(condition: Condition, sender: Holder | None = None) -> str:
    """Say what is true of people for whom a condition holds."""
    said = []
    accounts = [holder for holder in condition.accounts if holder != sender]
    if condition.accounts:
        names = [holder.name for holder in accounts or condition.accounts]
        many = f"accounts at {enumerate_words(names)}"
        said.append(
            "have " + (f"{_article(names[0])} {names[0]} account" if len(names) == 1 else many)
        )
    if condition.account:
        names = [holder.name for holder in condition.account]
        said.append(f"have an account at {enumerate_words(names, 'or')}")
    if condition.region:
        said.append(f"live in {enumerate_words(condition.region, 'or')}")
    return " and ".join(said) + _window(condition)


def tell_left_out(without: Sequence[str]) -> str:
    """Say what a question leaves out: flows by their ids, and kinds of them in words.

    >>> tell_left_out(["status:alleged", "purpose:friend_suggestions", "news-2016"])
    'what is only alleged, sharing for friend suggestions and news-2016'
    """
    return enumerate_words([LEFT_OUT.get(one) or _left_out(one) for one in without])


LEFT_OUT: Final = {
    "status:alleged": "what is only alleged",
    "status:announced": "what is only announced",
    "role:processor": "sharing with processors",
}
"""Kinds of flows that are left out most often, in words."""


def _left_out(text: str) -> str:
    key, _, value = text.partition(":")
    return f"sharing for {value.replace('_', ' ')}" if key == "purpose" else text


def _article(name: str) -> str:
    """Choose by the letter, by which most names are right.

    >>> _article("OnStar"), _article("WhatsApp")
    ('an', 'a')
    """
    return "an" if name[:1].upper() in set("AEIO") else "a"


def _window(condition: Condition) -> str:
    since, until = condition.since, condition.until
    if since and until:
        return f" (from {tell_date(since)} to {tell_date(until)})"
    if since:
        return f" (since {tell_date(since)})"
    return f" (until {tell_date(until)})" if until else ""


def tell_source(source: Source) -> str:
    """Write a source as a list of sources has it: publisher, title, date, address."""
    title = f"“{source.title}”" if source.title else None
    date = tell_date(source.date) if source.date else None
    said = ", ".join(filter(None, [source.publisher, title, date]))
    address = source.url if source.url and source.url != said else None
    return ". ".join(filter(None, [said, address])) or source.id
