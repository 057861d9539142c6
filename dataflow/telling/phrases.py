"""The words of the field: dates, purposes, conditions, lists, as prose has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.dates import ALWAYS, tell_date, tell_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataflow.because import Applied
    from dataflow.dates import PartialDate
    from dataflow.model import Condition, Source, Term


def enumerate_words(words: Sequence[str], joint: str = "and") -> str:
    """Join words as prose does.

    >>> enumerate_words(["ads", "friend suggestions", "security"])
    'ads, friend suggestions and security'
    """
    words = list(words)
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def tell_since(day: int, written: PartialDate | None = None) -> str:
    """Say since when, no more precisely than it was written where that is the day.

    >>> tell_since(ALWAYS)
    ' (start not stated)'
    """
    if day == ALWAYS:
        return " (start not stated)"
    if written is not None and written.first == day:
        return f" since {tell_date(written)}"
    return f" since {tell_day(day)}"


def tell_on(day: int, *, known: int | None = None) -> str:
    """Say on which day something happened; `known`: a day that was just named."""
    if day == ALWAYS:
        return ""
    return " on that day" if day == known else f" on {tell_day(day)}"


def tell_purposes(purposes: Sequence[Term]) -> str:
    """Say what for; nothing where no purpose is named."""
    if not purposes:
        return ""
    return " for " + enumerate_words([purpose.name for purpose in purposes])


def tell_conditions(conditions: Iterable[Applied]) -> str:
    """Say for whom: "if you have a Facebook account, unless you opted out"."""
    conditions = list(conditions)
    whens = [one.condition for one in conditions if one.kind == "when" and one.condition]
    bars = [one.condition for one in conditions if one.kind == "unless" and one.condition]
    choices = {one.choice for one in conditions if one.kind == "choice"}
    said = []
    if whens:
        said.append("if " + enumerate_words([tell_condition(one) for one in whens], "or"))
    if "opt-in" in choices:
        said.append("if you opted in")
    unless = [tell_condition(one) for one in bars]
    if "opt-out" in choices:
        unless.insert(0, "you opted out")
    if unless:
        said.append("unless " + enumerate_words(list(dict.fromkeys(unless)), "or"))
    return "".join(f", {phrase}" for phrase in said)


def tell_condition(condition: Condition) -> str:
    """Say of whom a condition is true."""
    said = []
    if condition.accounts:
        names = [holder.name for holder in condition.accounts]
        article = "an account at" if len(names) == 1 else "accounts at"
        said.append(f"you have {article} {enumerate_words(names)}")
    if condition.account:
        names = [holder.name for holder in condition.account]
        said.append(f"you have an account at {enumerate_words(names, 'or')}")
    if condition.region:
        said.append(f"you live in {enumerate_words(condition.region, 'or')}")
    return " and ".join(said) + _window(condition)


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
