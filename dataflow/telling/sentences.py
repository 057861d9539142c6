"""Sentences that many answers say: the steps of a path, who has data, how it was asked."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dataflow.common.dates import ALWAYS, NEVER, PartialDate, Window
from dataflow.model import Derivation, Flow, Hold, Holder, Term
from dataflow.telling.report import Notes, Step
from dataflow.telling.words import ENGLISH, behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataflow.engine.conditions import Applied
    from dataflow.engine.evidence import PathStep
    from dataflow.model.written import Written


NONE: Final = "\N{EN DASH}"
"""What stands in a cell that has nothing to say."""

CONTROL: Final = "Owning is control, not sharing."

ANYONE: Final = "This is for anyone, on any day; `--as PERSONA` and `--as-of DATE` narrow it."

_STATUS: Final = {"alleged": " (alleged)", "announced": " (only announced)"}


def tell_status(status: str) -> str:
    """Return the note on a fact that is less than stated."""
    return _STATUS.get(status, "")


def tell_aim(purposes: Sequence[Term]) -> str:
    """Return what something is for, behind a comma."""
    return behind(", ", ENGLISH.purposes(purposes))


def tell_names(holders: Sequence[Holder]) -> str:
    """Return the names of holders, as prose joins them."""
    return ENGLISH.enumerate([holder.name for holder in holders])


def tell_data(data: Sequence[Term]) -> str:
    """Return the names of data types, as prose joins them."""
    return ENGLISH.enumerate([term.name for term in data])


# who stands for others


def show_name(holder: Holder) -> str:
    """Return a name as cells of tables have it."""
    return f"{holder.name} (not named)" if holder.unnamed else holder.name


def tell_unnamed(unnamed: Sequence[Holder]) -> str:
    """Return the middle of a sentence which says that holders stand for others."""
    verb = "stands" if len(unnamed) == 1 else "stand"
    return f"{_quote_names(unnamed)} {verb} for companies that the source does not name"


def tell_kinds(unnamed: Sequence[Holder]) -> str:
    """Return a sentence which says that holders are no companies, but kinds of them."""
    return f"{_quote_names(unnamed)}: the source names only a kind of recipient, no company."


def tell_lower_bound(unnamed: Sequence[Holder]) -> str:
    """Return a sentence which says that there may be more, and because of whom."""
    return f"This is a lower bound: {tell_unnamed(unnamed)}."


def _quote_names(holders: Sequence[Holder]) -> str:
    return ENGLISH.enumerate([f"“{holder.name}”" for holder in holders])


# one and several


def agree(holder: Holder, verb: str) -> str:
    """Return a verb in the number of its subject: "have" for several that no source names.

    Only such a recipient is called by a kind, "Insurers"; what has a name is one.
    """
    head = re.split(r" (?:of|on|who|that|in|from)\b", holder.name)[0]
    plural = holder.unnamed and re.search(r"[^su]s$", head)
    return make_plural(verb) if plural else verb


def make_plural(verb: str) -> str:
    """Return the form of a verb for several subjects, and after "to".

    >>> make_plural("has"), make_plural("carries"), make_plural("collects")
    ('have', 'carry', 'collect')
    """
    if verb == "has":
        return "have"
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")


# who has data


def show_since(day: int, written: PartialDate | None = None) -> str:
    """Return since when something is so, as cells of tables have it.

    >>> show_since(ALWAYS), show_since(1)
    ('start not stated', '1 January 1')
    """
    return ENGLISH.since(day, written).removeprefix("since ").strip("()")


def tell_having(holder: Holder, what: str, span: Window, written: Written) -> str:
    """Return who has had some data, and since when or from when to when."""
    if span.end != NEVER:
        return f"{holder.name} had {what} {ENGLISH.span(span, written)}"
    since = ENGLISH.since(span.start, written[0])
    return f"{holder.name} {agree(holder, 'has')} had {what} {since}"


def tell_owning(chain: Sequence[Holder], what: str, span: Window, written: Written) -> str:
    """Return down which chain a company owns one that has some data, from when to when.

    The chain begins with the company, and ends with who has the data.
    """
    owner, *owned = chain
    since, until = span
    below = owned[0].name
    for above, holder in pairwise(owned):
        below += f", which {agree(above, 'owns') if until == NEVER else 'owned'} {holder.name}"
    if until != NEVER:
        return f"{owner.name} owned {below}, which had {what}, {ENGLISH.span(span, written)}"
    has = agree(owned[-1], "has")
    if since == ALWAYS:
        owns = agree(owner, "owns")
        return f"{owner.name} {owns} {below}, which {has} {what} {ENGLISH.since(since)}"
    has_owned = f"{owner.name} {agree(owner, 'has')} owned {below}"
    return f"{has_owned}, which {has} {what}, {ENGLISH.since(since, written[0])}"


QUOTED: Final = 2
"""How many quotes stand below a step; the sources have the rest."""

_HOW: Final = {"given": "collects", "observed": "observes", "inferred": "infers", "bought": "buys"}


def tell_in_full(step: PathStep, notes: Notes) -> Step:
    """Return one step of a path with its day, what its sources say, and its place in the model."""
    sentence = f"{show_since(step.day, step.started)}: {tell_step(step, notes)}"
    quotes = [f"“{source.quote}”{notes.cite([source])}" for source in step.sources if source.quote]
    reasons = [applied.because for applied in step.conditions if applied.because]
    return Step(sentence, (*reasons, *quotes[:QUOTED], f"{step.at.file}:{step.at.line}"))


def tell_step(
    step: PathStep,
    notes: Notes,
    *,
    known: tuple[int, PartialDate | None] | None = None,
    final: bool = False,
    asked: tuple[Term, ...] = (),
) -> str:
    """Return one step of a path: who did what, when, for what, for whom, with its sources.

    `known` is a day that was just named, and how; without it, the day goes without saying. `final`
    tells that the receiver was just named, and `asked` is what "it" stands for.
    """
    cause, receiver = step.cause, step.receiver
    what = "it" if step.data == asked else tell_data(step.data)
    if isinstance(cause, Flow):
        to, sender = "" if final else f" with {receiver.name}", step.sender or cause.senders[0]
        sentence = f"{sender.name} shared {what}{to}{_on(step, known)}"
        sentence += tell_aim(cause.purposes) + tell_whom(step.conditions, sender)
    elif isinstance(cause, Derivation):
        sentence = f"{receiver.name} can work {what} out from {tell_data(cause.body)}"
        sentence += tell_whom(step.conditions)
    else:
        does = agree(receiver, _HOW[cause.how])
        sentence = f"{receiver.name} {does} {what}{_tell_whose(step)}{tell_whom(step.conditions)}"
    return sentence + tell_status(cause.status) + notes.cite(cause.sources)


def tell_beginning(step: PathStep, notes: Notes) -> str:
    """Return what happened for the first time with a step: "WhatsApp began to collect email".

    It leaves out for whom that holds: the step itself says so.
    """
    cause, receiver, what = step.cause, step.receiver.name, tell_data(step.data)
    if isinstance(cause, Flow):
        sender = step.sender or cause.senders[0]
        sentence = f"{sender.name} shared {what} with {receiver}{tell_aim(cause.purposes)}"
    elif isinstance(cause, Derivation):
        sentence = f"{receiver} became able to work {what} out from {tell_data(cause.body)}"
    else:
        does = make_plural(_HOW[cause.how])
        sentence = f"{receiver} began to {does} {what}{_tell_whose(step)}"
    return sentence + tell_status(cause.status) + notes.cite(step.sources)


def tell_whom(conditions: Iterable[Applied], sender: Holder | None = None) -> str:
    """Return whom something concerns, behind a comma; "" for everybody."""
    return behind(", ", ENGLISH.conditions(conditions, sender))


def _tell_whose(step: PathStep) -> str:
    """Return what somebody collects data for, and whether from others than their users too."""
    cause = step.cause
    assert isinstance(cause, Hold)  # neither shared nor worked out
    also = ", from non-users as well" if cause.whose == "anyone" else ""
    return behind(" ", ENGLISH.purposes(cause.purposes)) + also


def _on(step: PathStep, known: tuple[int, PartialDate | None] | None) -> str:
    """Return the day of a flow, with a space before it."""
    if known is None:
        return ""
    day, written = known
    written = written if step.day == day else step.started
    return behind(" ", ENGLISH.on(step.day, written, known=day))
