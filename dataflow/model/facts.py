"""What is stated of data: who holds, shares, works out and deletes it, and of which people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dataflow.common.values import Brief, freeze, name_ids
from dataflow.model.holders import Dated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.common.dates import PartialDate
    from dataflow.language.words import Basis, Choice, How, Role, Status, Whose
    from dataflow.model.holders import Holder, Source
    from dataflow.model.terms import Term
    from dataflow.problems import Location


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
    basis: Basis | None = None
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
