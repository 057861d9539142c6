"""Companies and services, who says so, who owns whom, and who operates what."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from dataflow.common.dates import ALWAYS, NEVER, PartialDate, Window, window_between
from dataflow.common.values import Brief, Part, dataclass

if TYPE_CHECKING:
    from dataflow.language.words import HolderKind, SourceKind, Status
    from dataflow.problems import Location

FIRM: Final[frozenset[Status]] = frozenset({"stated", "observed", "confirmed"})
"""The statuses of what is firm."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Source(Part):
    """Where a fact comes from; an address that stood in place of an id has itself as its id.

    Attributes:
        archived: the address of a copy.
        read: when its address was read.
        quote: its own words; those that one statement relies on are a `Quote` of that.
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    archived: str | None = None
    read: PartialDate | None = None
    kind: SourceKind | None = None
    quote: str | None = None
    note: str | None = None
    at: Location


@dataclass(frozen=True, slots=True, repr=False)
class Quote(Brief):
    """What a statement relies on in a source: its words, the page, or both."""

    template = "of {source}"

    source: Source
    quote: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Sourced(Part):
    """What is said by somebody's word, with a remark, and where it stands.

    Attributes:
        sources: what it rests on, each once, in the order written.
        quotes: what it relies on in them, where it says so.
        by_default: whether the sources are those of what it stands in: it names none itself.
    """

    sources: tuple[Source, ...] = ()
    quotes: tuple[Quote, ...] = ()
    by_default: bool = False
    note: str | None = None
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Dated(Sourced):
    """What holds from a day to a day.

    Its dates are as written: without `since` it holds always, without `until` it has no end.
    """

    since: PartialDate | None = None
    until: PartialDate | None = None

    @property
    def window(self) -> Window:
        """The days from the first of `since` to the last of `until`."""
        return window_between(self.since, self.until)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Stated(Dated):
    """What the model states of a run of days, and how sure it is.

    Attributes:
        known: in place of `since`: it was so by that day at the latest.
        ended: in place of `until`: by that day at the latest it was no longer so.
    """

    known: PartialDate | None = None
    ended: PartialDate | None = None
    status: Status = "stated"

    @property
    def is_firm(self) -> bool:
        """Whether it is neither announced, nor alleged, nor only permitted."""
        return self.status in FIRM

    @property
    def start(self) -> PartialDate | None:
        """Its first day as written, or that by which it had begun."""
        return self.since or self.known

    @property
    def end(self) -> PartialDate | None:
        """Its last day as written, or that by which it had ended."""
        return self.until or self.ended

    @property
    def window(self) -> Window:
        """The days that count: from the first of `since`, or else the last of `known`."""
        first = self.since.first if self.since else self.known.last if self.known else ALWAYS
        end = self.until or self.ended
        return Window(first, end.last if end else NEVER)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reply(Sourced):
    """What somebody concerned replies; `by` is a holder, or anybody by name."""

    template = "of {by}, {date}, at {at}"

    by: Holder | str
    date: PartialDate
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Holder(Sourced):
    """A service or a company; both where one id is both, or a service names no operator.

    Attributes:
        besides: the ids of those who are not among a group.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    is_company: bool
    is_service: bool
    kind: HolderKind = "company"
    country: str | None = None
    unnamed: bool = False
    besides: tuple[str, ...] = ()
    # left out where holders are compared: who replies may be the holder itself
    replies: tuple[Reply, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Ownership(Stated):
    """One company owns another. Control, not a flow: nothing passes on through it."""

    template = "{owner} owns {owned} at {at}"

    owner: Holder
    owned: Holder


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Operation(Stated):
    """A company operates a service."""

    template = "{company} operates {service} at {at}"

    company: Holder
    service: Holder
