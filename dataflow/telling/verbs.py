"""What a step did, in a verb: how it passed chooses the verb, and how sure it is its form.

A statement that is stated, observed or confirmed is told as what happened; one that is alleged as
what somebody is said to have done; one that is permitted as what may have been done, under the
terms of who does it; one that is announced as what is to be done.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.telling.words import behind, in_own_words

if TYPE_CHECKING:
    from dataflow.language.words import Status


class Verb(NamedTuple):
    """A verb in the forms that sentences need, and what stands behind it.

    Attributes:
        past: as of what happened.
        participle: behind "have".
        infinitive: behind "to" and "may".
        behind: what follows; `{what}`, `{sender}` and `{receiver}` stand for names.
        subject: which of these it is said of.
        to: how the recipient is named, where it is not part of `behind`.
        coda: whether a second clause says that the recipient got it.
        over: the past of what is told in the present else, where it is not its participle.
        then: what somebody does with it besides, in the same mood.
    """

    past: str
    participle: str
    infinitive: str
    behind: str = "{what}"
    subject: str = "{sender}"
    to: str = ""
    coda: bool = False
    over: str = ""
    then: Verb | None = None


SHARED: Final = Verb("shared", "shared", "share", to=" with {receiver}")

VERBS: Final[dict[str, Verb]] = {
    "sale": Verb("sold", "sold", "sell", to=" to {receiver}"),
    "order": Verb("handed", "handed", "hand", "{what} over", to=" to {receiver}"),
    "leak": Verb("exposed", "exposed", "expose", coda=True),
    "theft": Verb("{was} taken", "been taken", "be taken", "from {sender} by {receiver}", "{what}"),
    "breach": Verb(
        "{was} taken", "been taken", "be taken", "from {sender} by {receiver}", "{what}"
    ),
    "scrape": Verb("scraped", "scraped", "scrape", "{what} from {sender}", "{receiver}"),
}
"""The mechanisms that have a verb of their own."""

MEANS: Final = {
    "order": "on an order",
    "sdk": "through an SDK",
    "pixel": "through a pixel",
    "upload": "by an upload",
    "api": "through an API",
}
"""The mechanisms that say by what something is shared."""


class Mood(NamedTuple):
    """How a statement of one status is told.

    Attributes:
        form: what stands around its verb.
        coda: the second clause, of a verb that has one.
        end: what stands at the end of the clause.
    """

    form: str
    coda: str
    end: str = ""


MOODS: Final[dict[Status, Mood]] = {
    "alleged": Mood("{is} said to have {participle}", ", and {receiver} to have got it"),
    "assumed": Mood("{is} assumed to have {participle}", ", and {receiver} to have got it"),
    "permitted": Mood(
        "may have {participle}", ", and {receiver} may have got it", ", under {its} terms"
    ),
    "announced": Mood("{is} to {infinitive}", ", and {receiver} is to get it", ", as announced"),
}
"""Of the statements that are not firm; the others are told as what happened."""

_HAPPENED: Final = Mood("", ", and {receiver} got it")


class Names(NamedTuple):
    """What stands in a clause.

    Attributes:
        words: `what`, `sender` and `receiver`, in words.
        many: those of them that are several.
    """

    words: dict[str, str]
    many: frozenset[str] = frozenset()


@in_own_words
def tell_passing(
    mechanism: str | None, status: Status, names: Names, *, final: bool = False
) -> tuple[str, str]:
    """Return how something passed, as a clause, and what stands at its end.

    Args:
        mechanism: how it passed, as the model has it.
        status: how sure it is.
        names: what passed, from whom to whom.
        final: whether the receiver was just named, so that it goes without saying.
    """
    verb = VERBS.get(mechanism or "", SHARED)
    mood = MOODS.get(status, _HAPPENED)
    form = (mood.form or verb.past).replace("{participle}", verb.participle)
    form = form.replace("{infinitive}", verb.infinitive)
    rest = f"{form} {verb.behind}{'' if final else verb.to}{mood.coda if verb.coda else ''}"
    # names are filled in once, and last: braces in them stay
    agreeing = _agree(many=verb.subject.strip("{}") in names.many)
    clause = _fill(f"{verb.subject} {rest}", agreeing | names.words)
    clause += behind(" ", MEANS.get(mechanism or "", in_brackets(mechanism)))
    if status != "observed":
        return clause, _fill(mood.end, agreeing)
    if verb is SHARED and not final:
        return f"{clause}, which was seen to get it", ""
    return clause, ", as was seen"


@in_own_words
def tell_doing(
    subject: str,
    verb: Verb,
    status: Status,
    names: Names,
    *,
    is_over: bool = False,
) -> tuple[str, str]:
    """Return what somebody does now, as a clause, and what stands at its end.

    `verb.past` is the present here, "collects", unless that is over. The subject is several where
    `receiver` is.
    """
    be = _agree(many="receiver" in names.many)
    does = _form(verb, is_over=is_over)
    do = f"have {verb.participle}" if is_over else verb.infinitive
    moods: dict[str, tuple[str, str]] = {
        "alleged": (f"{subject} {be['is']} said to {do}", ""),
        "assumed": (f"{subject} {be['is']} assumed to {do}", ""),
        "permitted": (f"{subject} may {do}", f", under {be['its']} terms"),
        "announced": (
            f"{subject} {be['was' if is_over else 'is']} to {verb.infinitive}",
            ", as announced",
        ),
        "observed": (f"{subject} {be['was']} seen to {verb.infinitive}", ""),
    }
    clause, end = moods.get(status, (f"{subject} {does}", ""))
    told = f"{clause} {_fill(verb.behind, names.words)}"
    then = verb.then
    if then is None:
        return told, end
    does = _form(then, is_over=is_over)
    if status in moods:
        is_done = is_over and status not in ("announced", "observed")
        does = then.participle if is_done else then.infinitive
    return f"{told} and {does} {_fill(then.behind, names.words)}", end


def _form(verb: Verb, *, is_over: bool) -> str:
    return (verb.over or verb.participle) if is_over else verb.past


def _fill(text: str, names: dict[str, str]) -> str:
    """Put names in place of what stands in braces; braces in names stay."""
    return re.sub(r"{(\w+)}", lambda match: names[match[1]], text)


def in_brackets(mechanism: str | None) -> str:
    """Return a mechanism in brackets; "" for none, and for one that has a verb."""
    return f"({mechanism})" if mechanism and mechanism not in VERBS else ""


def _agree(*, many: bool) -> dict[str, str]:
    """Return "is", "was" and "its" in the number of their subject."""
    if many:
        return {"is": "are", "was": "were", "its": "their"}
    return {"is": "is", "was": "was", "its": "its"}
