"""What is asked and shown of a model: promises, events, people, scenarios, figures, answers."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from dataflow.common.dates import PartialDate, Window, window_between
from dataflow.common.values import Brief, Frozen, Part, dataclass, freeze
from dataflow.model.holders import Sourced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.common.values import JsonValue
    from dataflow.language.document import Sections
    from dataflow.language.words import (
        By,
        Everybody,
        Figure,
        Found,
        Group,
        Question,
        Role,
        Status,
        UnlessChoice,
    )
    from dataflow.model.facts import Term
    from dataflow.model.holders import Holder, Reply
    from dataflow.problems import Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Finding(Sourced):
    """What an authority or a court found of a promise.

    Attributes:
        by: who found it: a holder, or anybody by name.
        on: since when it was broken, by that finding.
    """

    template = "of {by}, {date}, at {at}"

    by: Holder | str
    date: PartialDate
    found: Found
    on: PartialDate | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Claim(Sourced):
    """A promise that some data will never reach somebody.

    Attributes:
        past: whether it is a denial, of the days up to its date.
        reading: how the author reads its words.
        reach: the holders that must not have it; `anyone` or `outsiders` as a word.
        origin: only what comes from there (`from`), None for wherever it comes from.
        purposes: only for these (`for`), or, with `except_for`, for any but those.
        unless_choice: the choices of people that it leaves room for.
        through: only a last flow of these mechanisms counts; empty for any.
        when: the regions of the people to whom it was made; empty for all.
        status: how sure it is that it was said.
    """

    id: str
    by: Holder | None = None
    date: PartialDate
    until: PartialDate | None = None
    past: bool = False
    quote: str | None = None
    reading: str | None = None
    data: tuple[Term, ...]
    reach: tuple[Holder, ...] | Everybody
    origin: Holder | None = None
    purposes: tuple[Term, ...] = ()
    except_for: tuple[Term, ...] = ()
    unless_choice: UnlessChoice | None = None
    through: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    replies: tuple[Reply, ...] = ()
    status: Status = "stated"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Event(Sourced):
    """What happened when, for timelines."""

    id: str
    name: str
    date: PartialDate
    until: PartialDate | None = None
    about: tuple[Holder, ...] = ()
    replies: tuple[Reply, ...] = ()
    status: Status = "stated"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Account(Brief):
    """A persona has an account at a holder."""

    template = "at {holder}"

    holder: Holder
    since: PartialDate | None = None
    until: PartialDate | None = None

    @property
    def window(self) -> Window:
        """The days from the first of `since` to the last of `until`."""
        return window_between(self.since, self.until)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Persona(Sourced):
    """A person: which accounts they have, where they live, what they chose.

    Attributes:
        opted_out: the id of a flow or hold to the date of opting out, None for always; `opted_in`
            likewise.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    opted_out: Mapping[str, PartialDate | None] = field(default_factory=Frozen)
    opted_in: Mapping[str, PartialDate | None] = field(default_factory=Frozen)

    def __post_init__(self) -> None:
        object.__setattr__(self, "opted_out", Frozen(self.opted_out))
        object.__setattr__(self, "opted_in", Frozen(self.opted_in))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Scenario(Part):
    """A named setting: every field as in a question, plus a title for figures.

    Attributes:
        origin, purpose, persona: ids, None where the scenario does not set them.
        add: the document that is merged into the model, as it was read; None for nothing.
    """

    id: str
    title: str | None = None
    subtitle: str | None = None
    as_of: PartialDate | None = None
    persona: str | None = None
    origin: str | None = None
    purpose: str | None = None
    role: Role | None = None
    owners: bool = False
    announced: bool = False
    firm: bool = False
    without: tuple[str, ...] = ()
    by: By | None = None
    add: Sections | None = None
    note: str | None = None
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class View(Part):
    """A named figure."""

    id: str
    title: str | None = None
    subtitle: str | None = None
    kind: Figure = "flow"
    panels: tuple[str, ...] = ()
    highlight: Term | None = None
    company: Holder | None = None
    only: tuple[Holder, ...] = ()
    group: Group = "company"
    caption: str | None = None
    alt: str | None = None
    note: str | None = None
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Expectation(Brief):
    """A question with the answer that the author expects: the entry as read, its names checked."""

    template = "{kind} {subject} at {at}"

    kind: Question
    subject: str
    fields: Mapping[str, JsonValue]
    at: Location

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", freeze(self.fields))
