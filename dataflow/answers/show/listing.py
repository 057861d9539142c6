"""What there is in a model, for people: a row a thing, with what is said of each kind of thing."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Final

from dataflow.answers.show.report import list_by_kind, say
from dataflow.common.values import thaw
from dataflow.model import Flow
from dataflow.telling.report import Report, Table, name_columns
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dataflow.answers.show import Listing
    from dataflow.answers.show.things import Thing
    from dataflow.common.values import JsonObject
    from dataflow.model import Sent

SHOWN = 60
"""How many characters of what a thing is stand in a list."""

COLUMNS = ("kind", "id", "what", "also called")

DAYS: Final = {
    "since": "since {date}",
    "known": "by {date}",
    "until": "until {date}",
    "ended": "ended by {date}",
}
"""The keys that say from when to when something is so, as one column has them."""

DETAILS: Final[dict[str, tuple[str, ...]]] = {
    "company": ("kind", "country", "owned_by"),
    "service": ("operator",),
    "flow": ("data", "purposes", "basis", "role", "days", "status", "source"),
    "derivation": ("from", "to", "by", "days", "status", "source"),
    "claim": ("by", "date", "until", "status", "source"),
    "event": ("date", "until", "about", "status", "source"),
    "persona": ("region", "accounts"),
    "scenario": ("as_of", "persona", "from", "for", "without"),
    "view": ("kind", "panels", "highlight", "company"),
    "source": ("kind", "publisher", "date", "url"),
}
"""The keys that a list of one kind of thing has columns for, where something stands in them."""


LEADING: Final[dict[str, tuple[str, ...]]] = {"event": ("date", "until")}
"""The keys of details whose columns stand first: things of the kind are sorted by them."""


def report_listing(answer: Listing) -> Report:
    """Return what there is, those of a taxonomy indented below what they are a kind of."""
    words = spoken()
    counted = [f"{len(ids)} {words.say(kind)}" for kind, ids in list_by_kind(answer)]
    found = words.enumerate(counted) or words.say("Nothing")
    if answer.search is not None:
        found = words.say("{found} called like “{search}”", found=found, search=answer.search)
    opening = words.say("{found} in {path}.", found=found, path=answer.path)
    kinds = {thing.kind for thing in answer}
    kind = kinds.pop() if len(kinds) == 1 else ""
    leading, details = LEADING.get(kind, ()), DETAILS.get(kind, ())
    others = tuple(key for key in details if key not in leading)
    rows = [
        (
            words.say(thing.kind),
            *_list_details(thing, leading),
            *_row(thing, indented=answer.search is None, is_alone=bool(details)),
            *_list_details(thing, others),
        )
        for thing in answer
    ]
    columns = (COLUMNS[0], *leading, *COLUMNS[1:], *others)
    return Report((opening,), table=_tabulate(columns, rows) if rows else None)


def _tabulate(columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Table:
    """Return the columns that say something: the one kind of all is in the sentence above."""
    shown = [
        (name, *cells)
        for number, (name, *cells) in enumerate(zip(columns, *rows, strict=True))
        if any(cells) and (number or len(set(cells)) > 1)
    ]
    names, *lines = zip(*shown, strict=True)
    return Table(name_columns(names), tuple(lines))


def _row(thing: Thing, *, indented: bool, is_alone: bool) -> tuple[str, str, str]:
    """Return the id of a thing, what it is, and what else it is called.

    `is_alone` tells that all are of its kind, so that there are columns for its details.
    """
    pad = "  " * thing.depth if indented else ""
    sensitive = f" ({spoken().say('sensitive')})" if thing.fields.get("sensitive") else ""
    description = shorten(_describe(thing), SHOWN, placeholder=" …")
    if thing.kind == "event" and not is_alone and "status" in thing.fields:
        description += f" ({spoken().say(str(thing.fields['status']))})"
    return f"{pad}{thing.id}{sensitive}", description, ", ".join(thing.also)


def _describe(thing: Thing) -> str:
    """Return what a thing is in a few words: its name, or what people know it by."""
    if thing.kind == "flow":
        return " → ".join(say(thaw(thing.fields[end])) for end in ("from", "to"))
    if thing.kind == "claim" and "quote" in thing.fields:
        return spoken().say("“{title}”", title=thing.fields["quote"])
    return "" if thing.name == thing.id else thing.name


def _list_details(thing: Thing, keys: Sequence[str]) -> Iterator[str]:
    fields: JsonObject = thaw(thing.fields)
    for key in keys:
        match thing.part, key:
            case _, "days":
                yield _tell_days(fields)
            case Flow(sent=sent), "data":
                yield ", ".join(map(_tell_sent, sent))
            case Flow(purposes=purposes), "purposes":
                yield ", ".join(purpose.name for purpose in purposes)
            case _:
                yield _tell_detail(key, fields[key]) if key in fields else ""


def _tell_sent(sent: Sent) -> str:
    """Return what a flow carries by its names, and as what it arrives."""
    names = ", ".join(term.name for term in sent.data)
    if not sent.arrives:
        return names
    return spoken().say("{what} as {arrives}", what=names, arrives=sent.arrives.name)


def _tell_detail(key: str, value: object) -> str:
    """Return what a field says, in the few words of a cell."""
    match key, value:
        case "owned_by" | "operator", [*ties]:
            return ", ".join(_tell_tie(tie) for tie in ties if isinstance(tie, dict))
        case "accounts", {**accounts}:
            return ", ".join(map(str, accounts))
        case "source", [first, _, *others]:
            return f"{first} {spoken().say('and {n} more', n=len(others) + 1)}"
        case "kind" | "status" | "basis" | "role", str():
            return spoken().say(value)
    return say(value)


def _tell_tie(tie: Mapping[str, object]) -> str:
    days = _tell_days(tie)
    return f"{tie['company']} ({days})" if days else str(tie["company"])


def _tell_days(fields: Mapping[str, object]) -> str:
    """Return from when to when something is so, as it is written."""
    return " ".join(
        spoken().say(text, date=fields[key]) for key, text in DAYS.items() if key in fields
    )
