"""Data types and purposes, and what is stated of data: who holds, shares and deletes what."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from dataflow.common.values import Brief, Frozen, dataclass, freeze, name_ids
from dataflow.model.holders import Dated, Holder, Reply, Sourced, Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dataflow.common.dates import PartialDate
    from dataflow.common.values import JsonValue
    from dataflow.language.words import Basis, Choice, How, Role, Status, Whose


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Term(Sourced):
    """A data type or a purpose: one entry of a taxonomy."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    is_a: tuple[str, ...] = ()
    sensitive: bool = False
    maps: Mapping[str, tuple[str, ...]] = field(default_factory=Frozen)


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
        object.__setattr__(self, "terms", Frozen(self.terms))
        object.__setattr__(self, "below", Frozen(self.below))

    def __getitem__(self, term: str) -> Term:
        """Return the term of an id; KeyError where there is none."""
        return self.terms[term]

    def __contains__(self, term: object) -> bool:
        return term in self.terms

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def down(self, term: str) -> frozenset[str]:
        """Return a term and everything that is one; KeyError where there is none."""
        return self.below[term]

    def keep_widest(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        """Drop what a wider type among these covers; by id."""
        by_id = {term.id: term for term in terms}
        # two types that are each a kind of the other mean the same: neither is narrower
        narrower = {
            inner
            for outer in by_id
            for inner in self.down(outer)
            if inner != outer not in self.down(inner)
        }
        return tuple(term for term_id, term in sorted(by_id.items()) if term_id not in narrower)

    def brief(self) -> str:
        """Count the terms."""
        return f"of {len(self)} terms"


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
    written: Mapping[str, JsonValue]

    def __post_init__(self) -> None:
        object.__setattr__(self, "written", freeze(self.written))

    def brief(self) -> str:
        """Return which it is, and where it stands."""
        return f"{dict(self.written)} at {self.at}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Conditional(Stated):
    """What may be true of some people only: any of `when` must hold, and none of `unless`."""

    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Hold(Conditional):
    """A holder collects data types, each a category that stands for all its members.

    Attributes:
        id: None where nothing names it; no flow has the same.
        exactly: whether the data types stand for themselves alone.
    """

    template = "of {data} by {holder} at {at}"

    id: str | None = None
    holder: Holder
    data: tuple[Term, ...]
    exactly: bool = False
    whose: Whose = "users"
    how: How = "given"
    readable: bool = True
    purposes: tuple[Term, ...] = ()
    choice: Choice = "none"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Deletion(Sourced):
    """A holder deletes data types at the start of a day."""

    template = "of {data} by {holder}, {date}, at {at}"

    holder: Holder
    data: tuple[Term, ...]
    date: PartialDate
    status: Status = "stated"

    @property
    def day(self) -> int:
        """The day at whose start the data goes."""
        return self.date.first


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sent(Brief):
    """What a flow carries: data types, and what arrives in their place (None: the same).

    Attributes:
        exactly: whether the data types stand for themselves alone.
    """

    data: tuple[Term, ...]
    arrives: Term | None = None
    exactly: bool = False

    def brief(self) -> str:
        """Return what is sent, and as what."""
        return name_ids(self.data) + (f" as {self.arrives.id}" if self.arrives else "")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Flow(Conditional):
    """Every sender shares data types with every receiver.

    Attributes:
        exactly: whether all that is sent is; each of `sent` says so as well.
    """

    template = "{id} from {senders} to {receivers} at {at}"

    id: str
    senders: tuple[Holder, ...]
    receivers: tuple[Holder, ...]
    sent: tuple[Sent, ...]
    exactly: bool = False
    purposes: tuple[Term, ...] = ()
    label: str | None = None
    choice: Choice = "none"
    basis: Basis | None = None
    role: Role = "controller"
    mechanism: str | None = None
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Derivation(Conditional):
    """Whoever has all of the body can work out the rest; `by` names who does, None for anybody."""

    id: str
    body: tuple[Term, ...]
    to: Term
    by: tuple[Holder, ...] | None = None
