"""Holds and flows as chips: what they say in a few words, and in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.because import apply_conditions
from dataflow.dates import ALWAYS, tell_date
from dataflow.drawing.figure import Chip
from dataflow.drawing.passing import keep_widest
from dataflow.model import Flow, Hold
from dataflow.telling.phrases import enumerate_words, tell_conditions, tell_purposes, tell_since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.drawing.citing import Citations
    from dataflow.drawing.passing import Passing
    from dataflow.model import Model, Term
    from dataflow.questions.reach import Reach

YOU: Final = "person:you"
PEOPLE: Final = "person:people"
SELLERS: Final = "person:sellers"
PERSONS: Final = {YOU: "You", PEOPLE: "People you know", SELLERS: "Sellers"}
"""Who gives what no holder of the model shares; sellers are those that no source names."""

_FOR: Final = "for\u00a0"
"""A line must not end in it."""

NAMED: Final = 4
"""How many data types or purposes a chip names."""


def make_chips(
    answer: Reach, passings: Sequence[Passing], citations: Citations, most: int
) -> tuple[Chip, ...]:
    """Say holds and flows as chips; more than `most` between the same holders become one."""
    between: dict[tuple[str, tuple[str, ...], bool], list[Passing]] = {}
    for one in passings:
        receivers = tuple(holder.id for holder in one.receivers)
        between.setdefault((giver_of(one), receivers, one.readable), []).append(one)
    groups = [
        group
        for together in between.values()
        for group in ([together] if len(together) > most else [[one] for one in together])
    ]
    return tuple(_chip(answer, group, citations, n) for n, group in enumerate(groups, 1))


def _chip(answer: Reach, group: Sequence[Passing], citations: Citations, number: int) -> Chip:
    first = group[0]
    data = keep_widest(answer, [term for one in group for term in one.data])
    marks = citations.cite(
        (source for one in group for source in one.cause.sources),
        (_conditions(answer, one).removeprefix(", ") for one in group),
    )
    lines = _lines(answer, first) if len(group) == 1 else _bundled_lines(group)
    return Chip(
        id=f"f{number}",
        sender=giver_of(first),
        receivers=tuple(holder.id for holder in first.receivers),
        data=capitalise(_your(first) + list_terms(data)),
        lines=tuple(filter(None, [*lines, marks])),
        label="; ".join(tell_passing(answer, one) for one in group),
        causes=tuple(dict.fromkeys(name_cause(answer.model, one.cause) for one in group)),
        types=tuple(sorted({below for term in data for below in answer.model.data.down(term.id)})),
        locked=not first.readable,
    )


def name_cause(model: Model, cause: Hold | Flow) -> str:
    """Name a flow or hold in a way that all figures of a model share."""
    if isinstance(cause, Flow):
        return f"flow:{cause.id}"
    return f"hold:{next(n for n, one in enumerate(model.holds, 1) if one is cause)}"


def _bundled_lines(group: Sequence[Passing]) -> list[str]:
    purposes = {term.id: term for one in group for term in one.cause.purposes}
    named = [term for _, term in sorted(purposes.items())]
    what = "flows" if group[0].sender else "ways"
    return [f"{len(group)} {what}", f"{_FOR}{list_terms(named)}" if named else ""]


def giver_of(one: Passing) -> str:
    """Give the box that something comes from."""
    cause = one.cause
    if isinstance(cause, Flow):
        return cause.sender.id
    if cause.how == "bought":
        return SELLERS
    return PEOPLE if cause.whose == "anyone" and cause.how == "given" else YOU


def _your(one: Passing) -> str:
    """Say whose it is where others give it."""
    return "your " if giver_of(one) == PEOPLE else ""


def list_terms(terms: Sequence[Term]) -> str:
    """Name data types or purposes, and count what would be too many."""
    names = [term.name for term in terms]
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"]
    return enumerate_words(names)


def capitalise(text: str) -> str:
    """Begin a line with a large letter, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def _lines(answer: Reach, one: Passing) -> list[str]:
    cause = one.cause
    how = cause.how if isinstance(cause, Hold) and cause.how != "given" else ""
    purposes = f"{_FOR}{list_terms(cause.purposes)}" if cause.purposes else ""
    doubt = cause.status if cause.status in {"alleged", "announced"} else ""
    return [
        "encrypted: cannot be read" if not one.readable else "",
        ", ".join(filter(None, [how, purposes])),
        f"until {tell_date(cause.until)}" if cause.until and _is_over(answer, cause) else "",
        doubt,
    ]


def _is_over(answer: Reach, cause: Hold | Flow) -> bool:
    """Say whether something ended before the day asked about, or, without one, ended at all."""
    return cause.window.end < answer.setting.day


def tell_passing(answer: Reach, one: Passing) -> str:
    """Say a hold or flow as a sentence without its stop."""
    cause = one.cause
    purposes = tell_purposes(cause.purposes)
    return (
        f"{_who(answer, one)}{f',{purposes}' if purposes else ''}{_when(answer, one)}"
        f"{_conditions(answer, one)}"
        f"{f' ({cause.status})' if cause.status in {'alleged', 'announced'} else ''}"
    )


def _conditions(answer: Reach, one: Passing) -> str:
    """Say for whom it is so: ", if …, unless …"."""
    applied = apply_conditions(one.cause, answer.model, answer.setting, one.day)
    return tell_conditions(applied, one.sender)


def _who(answer: Reach, one: Passing) -> str:
    cause, data = one.cause, enumerate_words([term.name for term in one.data])
    receivers = enumerate_words([holder.name for holder in one.receivers])
    past = _is_over(answer, cause)
    if isinstance(cause, Flow):
        label = f" ({cause.label})" if cause.label else ""
        return (
            f"{cause.sender.name} {'shared' if past else 'shares'} {data}{label} with {receivers}"
        )
    if not one.readable:
        return f"{receivers} {'carried' if past else 'carries'} your {data}, which it cannot read"
    if cause.how == "given":
        return f"{PERSONS[giver_of(one)]} {'gave' if past else 'give'} {receivers} your {data}"
    now, then = _VERBS[cause.how]
    return f"{receivers} {then if past else now} your {data}"


_VERBS: Final = {
    "observed": ("observes", "observed"),
    "inferred": ("infers", "inferred"),
    "bought": ("buys", "bought"),
}


def _when(answer: Reach, one: Passing) -> str:
    since = "" if one.day == ALWAYS else tell_since(one.day, one.cause.since)
    if one.cause.until is None or not _is_over(answer, one.cause):
        return f",{since}" if since else ""
    return f",{since.replace(' since ', ' from ')} until {tell_date(one.cause.until)}"
