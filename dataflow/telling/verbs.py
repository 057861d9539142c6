"""What a step did, in a verb: how it passed chooses the verb, and how sure it is its form.

A statement that is stated, observed or confirmed is told as what happened; one that is alleged as
what somebody is said to have done; one that is permitted as what may have been done, under the
terms of who does it; one that is announced as what is to be done.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

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
        coda: a second clause, and how it goes on behind an infinitive.
    """

    past: str
    participle: str
    infinitive: str
    behind: str = "{what}"
    subject: str = "{sender}"
    to: str = ""
    coda: tuple[str, str] = ("", "")


SHARED: Final = Verb("shared", "shared", "share", to=" with {receiver}")

VERBS: Final[dict[str, Verb]] = {
    "sale": Verb("sold", "sold", "sell", to=" to {receiver}"),
    "order": Verb("handed", "handed", "hand", "{what} over", to=" to {receiver}"),
    "leak": Verb(
        *("exposed", "exposed", "expose"),
        coda=(", and {receiver} got it", ", and {receiver} to have got it"),
    ),
    "theft": Verb("{was} taken", "been taken", "be taken", "from {sender} by {receiver}", "{what}"),
    "breach": Verb(
        "{was} taken", "been taken", "be taken", "from {sender} by {receiver}", "{what}"
    ),
    "scrape": Verb("scraped", "scraped", "scrape", "{what} from {sender}", "{receiver}"),
}
"""The mechanisms that have a verb of their own."""

MEANS: Final = {
    "order": " on an order",
    "sdk": " through an SDK",
    "pixel": " through a pixel",
    "upload": " by an upload",
    "api": " through an API",
}
"""The mechanisms that say by what something is shared."""


class Mood(NamedTuple):
    """How a statement of one status is told: around a verb, and at the end of the clause."""

    form: str
    end: str = ""


MOODS: Final[dict[Status, Mood]] = {
    "alleged": Mood("{is_} said to have {participle}"),
    "permitted": Mood("may have {participle}", ", under its terms"),
    "announced": Mood("{is_} to {infinitive}", ", as announced"),
}
"""Of the statements that are not firm; the others are told as what happened."""


def tell_passing(
    mechanism: str | None, status: Status, names: dict[str, str], *, final: bool = False
) -> tuple[str, str]:
    """Return how something passed, as a clause, and what stands at its end.

    Args:
        mechanism: how it passed, as the model has it.
        status: how sure it is.
        names: `what`, `sender` and `receiver`, in words.
        final: whether the receiver was just named, so that it goes without saying.
    """
    verb = VERBS.get(mechanism or "", SHARED)
    mood = MOODS.get(status)
    subject = _fill(verb.subject, names)
    form = (mood.form if mood else verb.past).replace("{participle}", verb.participle)
    form = form.replace("{infinitive}", verb.infinitive)
    rest = f"{form} {verb.behind}{'' if final else verb.to}{verb.coda[bool(mood)]}"
    # names are filled in once, and last: braces in them stay
    agreeing = {"was": _number("was", subject), "is_": _number("is", subject)}
    clause = f"{subject} {_fill(rest, agreeing | names)}"
    clause += MEANS.get(mechanism or "", "" if mechanism in VERBS else _in_brackets(mechanism))
    if status == "observed":
        clause += ", which was seen to get it" if verb is SHARED and not final else " (as was seen)"
    return clause, mood.end if mood else ""


def tell_doing(subject: str, verb: Verb, status: Status, names: dict[str, str]) -> tuple[str, str]:
    """Return what somebody does now, as a clause, and what stands at its end.

    `verb.past` is the present here: "collects".
    """
    moods: dict[str, tuple[str, str]] = {
        "alleged": (f"{subject} {_number('is', subject)} said to {verb.infinitive}", ""),
        "permitted": (f"{subject} may {verb.infinitive}", ", under its terms"),
        "announced": (f"{subject} {_number('is', subject)} to {verb.infinitive}", ", as announced"),
        "observed": (f"{subject} {_number('was', subject)} seen to {verb.infinitive}", ""),
    }
    clause, end = moods.get(status, (f"{subject} {verb.past}", ""))
    return f"{clause} {_fill(verb.behind, names)}", end


def _fill(text: str, names: dict[str, str]) -> str:
    """Put names in place of what stands in braces; braces in names stay."""
    return re.sub(r"{(\w+)}", lambda match: names[match[1]], text)


def _in_brackets(mechanism: str | None) -> str:
    return f" ({mechanism})" if mechanism else ""


def _number(verb: str, subject: str) -> str:
    """Return a form of "to be" in the number of its subject, which ends in s where it is many."""
    many = re.search(r"[^su]s$", subject) or " and " in subject
    return {"was": "were", "is": "are"}[verb] if many else verb
