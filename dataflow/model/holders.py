"""Companies and services, who says so, who owns whom, and who operates what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataflow.common.dates import PartialDate, Window, window_between
from dataflow.common.values import Part

if TYPE_CHECKING:
    from dataflow.problems import Location


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Source(Part):
    """Where a fact comes from; an address that stood in place of an id has itself as its id."""

    id: str
    title: str | None = None
    publisher: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    quote: str | None = None
    note: str | None = None
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Dated(Part):
    """What a stated fact carries: when it holds, its sources, and where it stands.

    Its dates are as written: without `since` it holds always, without `until` it has no end.
    """

    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    note: str | None = None
    at: Location

    @property
    def window(self) -> Window:
        """The days from the first of `since` to the last of `until`."""
        return window_between(self.since, self.until)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Holder(Part):
    """A service or a company; both where one id is both, or a service names no operator."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    is_company: bool
    is_service: bool
    country: str | None = None
    unnamed: bool = False
    note: str | None = None
    sources: tuple[Source, ...] = ()
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Ownership(Dated):
    """One company owns another. Control, not a flow: nothing passes on through it."""

    template = "{owner} owns {owned} at {at}"

    owner: Holder
    owned: Holder


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Operation(Dated):
    """A company operates a service."""

    template = "{company} operates {service} at {at}"

    company: Holder
    service: Holder
