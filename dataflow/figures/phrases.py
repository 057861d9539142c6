"""The phrases of a figure in its language: settings, conditions, purposes, sources, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import ALWAYS
from dataflow.telling import sentences, steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataflow.common.dates import PartialDate
    from dataflow.engine.conditions import Applied
    from dataflow.engine.setting import Setting
    from dataflow.model import Condition, Holder, Source, Term
    from dataflow.telling.words import Words


def capitalise(text: str) -> str:
    """Begin a line with a large letter, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def tell_setting(words: Words, setting: Setting) -> str:
    """Say how something was asked, in small letters, without a comma before it."""
    if words.language == "en":
        return steps.tell_setting(setting).strip()
    origin, purpose, persona = setting.origin, setting.purpose, setting.persona
    said = [
        words.say("from {origin}", origin=origin.name) if origin else "",
        words.say("for {purposes}", purposes=purpose.name) if purpose else "",
        words.say("as of {day}", day=words.day(setting.day)) if setting.as_of else "",
        words.say("if you are “{persona}”", persona=persona.name) if persona else "",
        words.say("counting owners") if setting.owners else "",
        words.say("counting what was only announced") if setting.announced else "",
        words.say("without {what}", what=_left_out(words, setting.without))
        if setting.without
        else "",
    ]
    return ", ".join(filter(None, said))


def _left_out(words: Words, without: Sequence[str]) -> str:
    return words.enumerate(
        [
            words.say(sentences.LEFT_OUT[one]) if one in sentences.LEFT_OUT else one
            for one in without
        ]
    )


def tell_since(words: Words, day: int, written: PartialDate | None = None) -> str:
    """Say since when, no more precisely than it was written where that is the day."""
    if day == ALWAYS:
        return words.say("(start not stated)")
    exact = written is not None and written.first == day
    return words.say("since {date}", date=words.date(written) if exact else words.day(day))  # type: ignore[arg-type] # exact says that it is there


def tell_purposes(words: Words, purposes: Sequence[Term]) -> str:
    """Say what for; nothing where no purpose is named."""
    if not purposes:
        return ""
    return words.say("for {purposes}", purposes=words.enumerate([one.name for one in purposes]))


def tell_source(words: Words, source: Source) -> str:
    """Write a source as a list of sources has it: publisher, title, date, address."""
    if words.language == "en":
        return sentences.tell_source(source)
    title = words.say("“{title}”", title=source.title) if source.title else None
    date = words.date(source.date) if source.date else None
    said = ", ".join(filter(None, [source.publisher, title, date]))
    address = source.url if source.url and source.url != said else None
    return ". ".join(filter(None, [said, address])) or source.id


def tell_conditions(
    words: Words, conditions: Iterable[Applied], sender: Holder | None = None
) -> str:
    """Say for whom, in small letters, without a comma before it; "" for everybody.

    In another language than English this is said with nouns, which need no grammar.
    """
    if words.language == "en":
        return sentences.tell_conditions(conditions, sender).removeprefix(", ")
    now = [one for one in conditions if not one.later]
    whens = [_whom(words, one.condition) for one in now if one.kind == "when" and one.condition]
    bars = [_whom(words, one.condition) for one in now if one.kind == "unless" and one.condition]
    choices = {one.choice for one in now if one.kind == "choice"}
    if "opt-out" in choices:
        bars.insert(0, words.say("after opting out"))
    said = [
        words.say("only {people}", people=_either(words, whens)) if whens else "",
        words.say("only after opting in") if "opt-in" in choices else "",
        words.say("except {people}", people=_either(words, bars)) if bars else "",
    ]
    return ", ".join(filter(None, said))


def _either(words: Words, said: Sequence[str]) -> str:
    return f" {words.say('or')} ".join(dict.fromkeys(said))


def _whom(words: Words, condition: Condition) -> str:
    all_of = words.enumerate([one.name for one in condition.accounts])
    any_of = _either(words, [one.name for one in condition.account])
    said = [
        words.say("with an account at {holders}", holders=all_of) if all_of else "",
        words.say("with an account at {holders}", holders=any_of) if any_of else "",
        words.say("living in {regions}", regions=_either(words, condition.region))
        if condition.region
        else "",
        words.say("(since {date})", date=words.date(condition.since)) if condition.since else "",
        words.say("(until {date})", date=words.date(condition.until)) if condition.until else "",
    ]
    return " ".join(filter(None, said))
