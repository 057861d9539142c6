"""The resolved model: frozen, every name looked up, every part knowing where it stands.

Names are those of the language. What need not be compared is not (`eq=False`, here and elsewhere):
to make a class that compares takes twice as long, and every command waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from dataflow.brief import Brief, Part, name_ids
from dataflow.dates import Window, window_between
from dataflow.frozen import Frozen, freeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.dates import PartialDate
    from dataflow.problems import Location, Problem

Status = Literal["stated", "observed", "confirmed", "alleged", "announced"]
Choice = Literal["none", "opt-out", "opt-in"]
Role = Literal["controller", "joint_controller", "processor"]
How = Literal["given", "observed", "inferred", "bought"]
Whose = Literal["users", "anyone"]


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
    """What a stated fact carries: when it holds, by whose word, and where it stands.

    Attributes:
        since: the date that starts it as written, None for always.
        until: its last day as written, None for no end.
        sources: by whose word.
        note: the author's remark.
        at: the place in the file.
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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Term(Part):
    """A data type or a purpose: one entry of a taxonomy."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    is_a: tuple[str, ...] = ()
    sensitive: bool = False
    maps: Mapping[str, tuple[str, ...]] = field(default_factory=Frozen)
    note: str | None = None
    sources: tuple[Source, ...] = ()
    at: Location


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Taxonomy(Brief):
    """Terms and what is a kind of what, with everything below each term worked out.

    Attributes:
        terms: by id, sorted.
        below: `down(id)`: the id and every id that is one, directly or through others.
    """

    terms: Mapping[str, Term]
    below: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        """Freeze the mappings."""
        object.__setattr__(self, "terms", Frozen(self.terms))
        object.__setattr__(self, "below", Frozen(self.below))

    def __getitem__(self, term: str) -> Term:
        """Give the term of an id; KeyError where there is none."""
        return self.terms[term]

    def __contains__(self, term: object) -> bool:
        """Say whether there is such an id."""
        return term in self.terms

    def __iter__(self) -> Iterator[str]:
        """Go through the ids, sorted."""
        return iter(self.terms)

    def __len__(self) -> int:
        """Count the terms."""
        return len(self.terms)

    def down(self, term: str) -> frozenset[str]:
        """Give a term and everything that is one; KeyError where there is none."""
        return self.below[term]

    def brief(self) -> str:
        """Count the terms."""
        return f"of {len(self)} terms"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Ownership(Dated):
    """One company owns another. Control, not a flow: nothing passes on through it."""

    owner: Holder
    owned: Holder

    def brief(self) -> str:
        """Say which it is, and where it stands."""
        return f"{self.owner.id} owns {self.owned.id} at {self.at}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Operation(Dated):
    """A company operates a service."""

    company: Holder
    service: Holder

    def brief(self) -> str:
        """Say which it is, and where it stands."""
        return f"{self.company.id} operates {self.service.id} at {self.at}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Condition(Dated):
    """Of which people a flow or hold is true; every key must hold, on a day of the window.

    Attributes:
        account: an account at any of these; empty where not asked for.
        accounts: an account at all of these.
        region: living in any of these.
        written: the mapping as the model has it, for printing.
    """

    account: tuple[Holder, ...] = ()
    accounts: tuple[Holder, ...] = ()
    region: tuple[str, ...] = ()
    written: Mapping[str, Any]

    def __post_init__(self) -> None:
        """Freeze the mapping, and what it holds."""
        object.__setattr__(self, "written", freeze(self.written))

    def brief(self) -> str:
        """Say which it is, and where it stands."""
        return f"{dict(self.written)} at {self.at}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Conditional(Dated):
    """What may be true of some people only: any of `when` must hold, and none of `unless`."""

    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    status: Status = "stated"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Hold(Conditional):
    """A holder collects data types, each a category that stands for all its members."""

    holder: Holder
    data: tuple[Term, ...]
    whose: Whose = "users"
    how: How = "given"
    readable: bool = True
    purposes: tuple[Term, ...] = ()

    def brief(self) -> str:
        """Say which it is, and where it stands."""
        return f"of {name_ids(self.data)} by {self.holder.id} at {self.at}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Deletion(Brief):
    """A holder deletes data types at the start of a day."""

    holder: Holder
    data: tuple[Term, ...]
    date: PartialDate
    sources: tuple[Source, ...] = ()
    note: str | None = None
    at: Location

    @property
    def day(self) -> int:
        """The day at whose start the data goes."""
        return self.date.first

    def brief(self) -> str:
        """Say which it is, and where it stands."""
        return f"of {name_ids(self.data)} by {self.holder.id}, {self.date}, at {self.at}"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sent(Brief):
    """What a flow carries: data types, and what arrives in their place (None: the same)."""

    data: tuple[Term, ...]
    arrives: Term | None = None

    def brief(self) -> str:
        """Say what is sent, and as what."""
        return name_ids(self.data) + (f" as {self.arrives.id}" if self.arrives else "")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Flow(Conditional):
    """A sender shares data types with receivers."""

    id: str
    sender: Holder
    receivers: tuple[Holder, ...]
    sent: tuple[Sent, ...]
    purposes: tuple[Term, ...] = ()
    label: str | None = None
    choice: Choice = "none"
    basis: str | None = None
    role: Role = "controller"
    mechanism: str | None = None

    def brief(self) -> str:
        """Say which it is, and where it stands."""
        return f"{self.id} from {self.sender.id} to {name_ids(self.receivers)} at {self.at}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Derivation(Conditional):
    """Whoever has all of the body can work out the rest; `by` names who does, None for anybody."""

    id: str
    body: tuple[Term, ...]
    to: Term
    by: tuple[Holder, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Claim(Part):
    """A promise that some data will never reach somebody.

    Attributes:
        reach: the holders that must not have it; `anyone` or `outsiders` as a word.
        origin: only what comes from there (`from`), None for wherever it comes from.
        purposes: only for these (`for`), or, with `except_for`, for any but those.
    """

    id: str
    by: Holder | None = None
    date: PartialDate
    until: PartialDate | None = None
    quote: str | None = None
    data: tuple[Term, ...]
    reach: tuple[Holder, ...] | Literal["anyone", "outsiders"]
    origin: Holder | None = None
    purposes: tuple[Term, ...] = ()
    except_for: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    note: str | None = None
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Event(Part):
    """What happened when, for timelines."""

    id: str
    name: str
    date: PartialDate
    until: PartialDate | None = None
    about: tuple[Holder, ...] = ()
    sources: tuple[Source, ...] = ()
    note: str | None = None
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Account(Brief):
    """A persona has an account at a holder."""

    holder: Holder
    since: PartialDate | None = None
    until: PartialDate | None = None

    @property
    def window(self) -> Window:
        """The days from the first of `since` to the last of `until`."""
        return window_between(self.since, self.until)

    def brief(self) -> str:
        """Say where."""
        return f"at {self.holder.id}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Persona(Part):
    """A person: which accounts they have, where they live, what they chose.

    Attributes:
        opted_out: flow id to the date of opting out, None for always; `opted_in` likewise.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    opted_out: Mapping[str, PartialDate | None] = field(default_factory=Frozen)
    opted_in: Mapping[str, PartialDate | None] = field(default_factory=Frozen)
    note: str | None = None
    at: Location

    def __post_init__(self) -> None:
        """Freeze the choices."""
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
    owners: bool = False
    announced: bool = False
    without: tuple[str, ...] = ()
    add: Any = None
    note: str | None = None
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class View(Part):
    """A named figure."""

    id: str
    title: str | None = None
    subtitle: str | None = None
    kind: Literal["flow", "matrix", "timeline", "paths"] = "flow"
    panels: tuple[str, ...] = ()
    highlight: Term | None = None
    company: Holder | None = None
    only: tuple[Holder, ...] = ()
    group: Literal["company", "none"] = "company"
    caption: str | None = None
    alt: str | None = None
    note: str | None = None
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Expectation(Brief):
    """A question with the answer that the author expects: the entry as read, its names checked."""

    kind: Literal["reach", "ask", "claim", "cut"]
    subject: str
    fields: Mapping[str, Any]
    at: Location

    def __post_init__(self) -> None:
        """Freeze the entry, and what it holds."""
        object.__setattr__(self, "fields", freeze(self.fields))

    def brief(self) -> str:
        """Say which it is, and where it stands."""
        return f"{self.kind} {self.subject} at {self.at}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Model(Brief):
    """Everything that a model says, resolved.

    Sequences and mappings are sorted by id, or by place where there is none, so that the order in
    which things were written changes nothing.

    Attributes:
        path: the first file, as it was named.
        holders: companies and services, in one namespace.
        doubts: the warnings that reading and building found.
        documents: what the model was built from, for `add` to build again.
    """

    path: str
    title: str | None = None
    about: str | None = None
    language: str = "en"
    licence: str | None = None
    sources: Mapping[str, Source]
    holders: Mapping[str, Holder]
    data: Taxonomy
    purposes: Taxonomy
    ownerships: tuple[Ownership, ...]
    operations: tuple[Operation, ...]
    holds: tuple[Hold, ...]
    deletions: tuple[Deletion, ...]
    flows: Mapping[str, Flow]
    derivations: Mapping[str, Derivation]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    personas: Mapping[str, Persona]
    scenarios: Mapping[str, Scenario]
    views: Mapping[str, View]
    expectations: tuple[Expectation, ...]
    doubts: tuple[Problem, ...] = ()
    documents: Any = None

    def __post_init__(self) -> None:
        """Freeze the mappings."""
        for name in _MAPPINGS:
            object.__setattr__(self, name, Frozen(getattr(self, name)))

    @property
    def companies(self) -> tuple[Holder, ...]:
        """The holders that are companies, by id."""
        return tuple(holder for holder in self.holders.values() if holder.is_company)

    def brief(self) -> str:
        """Say which it is, and how large."""
        return f"{self.path}: {len(self.holders)} holders, {len(self.flows)} flows"


_MAPPINGS: Final = (
    *("sources", "holders", "flows", "derivations", "claims"),
    *("events", "personas", "scenarios", "views"),
)
