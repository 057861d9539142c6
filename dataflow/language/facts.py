"""What a model states: where facts come from, terms, flows, derivations, events."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Self, get_args

from dataflow.language.kinds import Named, OneOrMany, Refer, Schema, Walk
from dataflow.language.leaves import CITATION, DATE, ID, NEEDED_WORDS, TRUTH, URL, WORDS, OneOf
from dataflow.language.parts import (
    Mapped,
    Part,
    at_least_one,
    entries,
    names,
    one_or_more,
    optional,
    part,
    required,
    several,
    texts,
)
from dataflow.language.words import (
    STATUSES,
    Basis,
    Choice,
    Role,
    SourceKind,
)
from dataflow.reading import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.reading import Text, Tree


# --- what many parts have -------------------------------------------------------------------------


@part
class Citation(Part):
    """A source, with what of it is relied on."""

    called = "a citation"

    id: Text = required(CITATION, "the id of a source, or a web address")
    quote: Text | None = optional(WORDS, "its words that say so")
    page: Text | None = optional(WORDS, "the page, or another place in it")


class _Cites:
    """A source, alone or with what of it is relied on."""

    __slots__ = ("_more",)

    def __init__(self) -> None:
        self._more = Mapped(Citation)

    def take(self, value: Tree, walk: Walk) -> Text | Citation | None:
        """Return the source's id or address; with a quote or a page, the citation."""
        if value.__class__ is Fields:
            return self._more.take(value, walk)
        return CITATION.take(value, walk)

    def schema(self, refer: Refer) -> Schema:
        """Return that of both forms."""
        return {"anyOf": [CITATION.schema(refer), self._more.schema(refer)]}


CITES: Final = _Cites()


@part
class Cited(Part):
    """A part that may carry a remark and name its sources.

    Attributes:
        by_default: whether its sources are those of what it stands in: it names none itself.
    """

    note: Text | None = optional(WORDS, "a remark")
    source: tuple[Text | Citation, ...] = several(
        CITES,
        "by whose word: a source's id, a web address or `{id, quote, page}`, or a list of them",
    )
    by_default: bool = False

    def sourced(self, source: tuple[Text | Citation, ...]) -> Self:
        """Return the part with sources by default: it keeps its own, where it names any."""
        if self.source or not source:
            return self
        return self.changed({"source": source, "by_default": True})


def how_sure() -> Text | None:
    """Make the field of how sure a statement is."""
    return optional(
        OneOf(*STATUSES),
        "how sure it is: announced, assumed, alleged, permitted, stated (default), observed,"
        " confirmed",
    )


@part
class Windowed(Cited):
    """A part that holds from a day to a day."""

    since: Text | None = optional(
        DATE, "its first day; a year or a month stands for the first of it"
    )
    until: Text | None = optional(DATE, "its last day; a year or a month stands for the last of it")


@part
class Condition(Windowed):
    """People for whom something is so: every key must hold."""

    called = "a condition"

    rules = ({"anyOf": [{"required": [key]} for key in ("account", "accounts", "region")]},)

    account: tuple[Text, ...] = at_least_one(
        ID, "with an account at this holder, or at any of these"
    )
    accounts: tuple[Text, ...] = at_least_one(ID, "with an account at every one of these holders")
    region: tuple[Text, ...] = texts("who live in this region, or in any of these", least=1)

    def checked(self, walk: Walk, *, cut: bool) -> Self | None:
        """Refuse a condition that says nothing."""
        if self.account or self.accounts or any(self.region):
            return self
        if not cut:
            message = "a condition without `account`, `accounts` or `region`"
            walk.report("bad-condition", message, self.at, "say to whom it applies, or delete it")
        return None


INSTEAD: Final = {"known": "since", "ended": "until"}
"""The keys that stand in place of another, and must not stand beside it."""


@part
class Stated(Windowed):
    """A statement about a run of days, with how sure it is."""

    rules: ClassVar[tuple[Schema, ...]] = tuple(
        {"not": {"required": [plain, key]}} for key, plain in INSTEAD.items()
    )

    known: Text | None = optional(
        DATE,
        "instead of `since`: it was so by that day at the latest; a year or a month stands for "
        "the last of it",
    )
    ended: Text | None = optional(
        DATE, "instead of `until`: by that day at the latest it was no longer so"
    )
    status: Text | None = how_sure()

    def checked(self, walk: Walk, *, cut: bool) -> Self | None:  # noqa: ARG002 - others use it
        """Refuse two dates for one end."""
        if self.known is None and self.ended is None:
            return self
        twice: dict[str, None] = {}
        for key, plain in INSTEAD.items():
            date, other = getattr(self, key), getattr(self, plain)
            if date is not None and other is not None:
                place = walk.desk.reader.locate(other.at)
                message = f"`{key}` and `{plain}` cannot be used together (`{plain}` at "
                walk.report("two-dates", f"{message}{place})", date, _KEEP[key])
                twice[key] = None
        return self.changed(twice) if twice else self

    def stated(self, status: Text | None) -> Self:
        """Return the part with a status by default: it keeps its own."""
        return self if self.status or not status else self.changed({"status": status})


_KEEP: Final = {
    "known": "keep `since` if a source says when it began, else `known`",
    "ended": "keep `until` if a source says when it ended, else `ended`",
}


@part
class Conditional(Stated):
    """A part that may hold for some people only."""

    when: tuple[Condition, ...] = at_least_one(
        Mapped(Condition), "only for people for whom this, or any of these, holds"
    )
    unless: tuple[Condition, ...] = at_least_one(
        Mapped(Condition), "not for people for whom this, or any of these, holds"
    )


# --- the facts ------------------------------------------------------------------------------------


@part
class Source(Part):
    """A document, a page, a ruling."""

    called = "a source"
    bare = "title"

    title: Text | None = optional(WORDS, "what it is called")
    publisher: Text | None = optional(WORDS, "who published it")
    date: Text | None = optional(DATE, "when it was published")
    url: Text | None = optional(URL, "where it is: an address, http or https only")
    archived: Text | None = optional(URL, "where a copy of it is kept: an address")
    read: Text | None = optional(DATE, "when its address was read")
    kind: Text | None = optional(
        OneOf(*get_args(SourceKind)),
        "whose word it is: authority, court, primary, research, press, other",
    )
    quote: Text | None = optional(WORDS, "the words relied on")
    note: Text | None = optional(WORDS, "a remark")


@part
class Term(Cited):
    """A data type or a purpose."""

    called = "an entry of a taxonomy"
    bare = "name"
    may_be_empty = True

    name: Text | None = optional(WORDS, "what people read; left out, the id with spaces")
    also: tuple[Text, ...] = names()
    is_a: tuple[Text, ...] = several(ID, "what it is a kind of: one id or several")
    sensitive: bool | None = optional(TRUTH, "whether it needs special care, as health does")
    maps: Mapping[Text, tuple[Text, ...]] = entries(
        Named(WORDS, OneOrMany(WORDS)), "its terms in other vocabularies: `dpv: …`, `fides: …`"
    )


@part
class Sent(Part):
    """Data types that are sent, and what arrives in their place."""

    called = "what is sent"
    bare = "data"

    data: tuple[Text, ...] = one_or_more(ID, "the data types: one or a list")
    arrives: Text | None = optional(ID, "the data type that arrives in their place", "as")
    exactly: bool | None = optional(
        TRUTH, "whether these alone are sent, and nothing that is only a kind of them"
    )


@part
class Reply(Cited):
    """What somebody concerned replies."""

    called = "a reply"

    by: Text = required(NEEDED_WORDS, "who replies: the id of a company or service, or any text")
    date: Text = required(DATE, "when")
    quote: Text = required(NEEDED_WORDS, "the words of the reply")


def replied() -> tuple[Reply, ...]:
    """Make the field of what those concerned reply."""
    return several(Mapped(Reply), "what those concerned reply: one reply or a list")


@part
class Flow(Conditional):
    """A sharing edge."""

    called = "a flow"

    id: Text | None = optional(ID, "its id; left out, FROM-TO")
    senders: tuple[Text, ...] = one_or_more(
        ID, "the company or service that shares, or a list", "from"
    )
    receivers: tuple[Text, ...] = one_or_more(
        ID, "the company or service that receives, or a list", "to"
    )
    data: tuple[Sent, ...] = one_or_more(
        Mapped(Sent), "what is shared: data types, or mappings with `as`"
    )
    exactly: bool | None = optional(
        TRUTH, "whether the data types alone are shared, and nothing that is only a kind of them"
    )
    purposes: tuple[Text, ...] = several(ID, "what it is shared for: one purpose or a list")
    label: Text | None = optional(WORDS, "what figures call it; left out, its data")
    choice: Text | None = optional(
        OneOf(*get_args(Choice)), "what people can choose: none (default), opt-out, opt-in"
    )
    basis: Text | None = optional(OneOf(*get_args(Basis)), "the legal basis that is claimed")
    role: Text | None = optional(
        OneOf(*get_args(Role)),
        "what the recipient is: controller (default), joint_controller, processor",
    )
    mechanism: Text | None = optional(
        WORDS,
        "how it is shared: sale, theft, breach, leak, order, scrape, sdk, pixel, upload, api, …",
    )
    replies: tuple[Reply, ...] = replied()


@part
class Derivation(Conditional):
    """Whoever has all of `from` has `to` as well."""

    called = "a derivation"

    id: Text = required(ID, "its id")
    body: tuple[Text, ...] = required(
        OneOrMany(ID),
        "the data types that one must have, all of them",
        "from",
        more={"minItems": 1},  # `building` has a word of its own for an empty list
    )
    to: Text = required(ID, "the data type that they amount to")
    by: tuple[Text, ...] = at_least_one(ID, "the holders who can; left out, anybody")


@part
class Event(Cited):
    """A day, or a run of days, that a timeline names."""

    called = "an event"

    id: Text = required(ID, "its id")
    name: Text | None = optional(WORDS, "what happened, in a few words")
    date: Text = required(DATE, "when it happened, or began")
    until: Text | None = optional(DATE, "its last day")
    about: tuple[Text, ...] = several(ID, "the holders that it is about: one or a list")
    replies: tuple[Reply, ...] = replied()
    status: Text | None = how_sure()
