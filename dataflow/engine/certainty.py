"""How sure a path is, and how well the day is known on which it arrives.

A path is as sure as the weakest status of what it rests on. So its certainty needs no bookkeeping
along the way: it is the strongest status with which the same day, by as few flows, is still reached
where everything weaker is left out (`Evidence.surely`).

How well its day is known is told step by step, from the origin on: each step has a day and a kind
of day, which follow from its own start and from those of what it takes (`certainty.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar, get_args

from dataflow.common.dates import ALWAYS
from dataflow.language.words import STATUSES, SinceIs, Status
from dataflow.model import Derivation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataflow.common.dates import PartialDate
    from dataflow.model import Flow, Hold, Model, Stated

DayKind = SinceIs

BEST_KNOWN: Final[tuple[DayKind, ...]] = get_args(DayKind)

FIRMEST: Final[Status] = "stated"
"""The weakest status of a firm statement."""

_STRENGTH: Final = {status: strength for strength, status in enumerate(STATUSES)}


def is_at_least(status: Status, least: Status) -> bool:
    """Return whether a status is no weaker than another.

    >>> is_at_least("stated", "alleged"), is_at_least("announced", "alleged")
    (True, False)
    """
    return _STRENGTH[status] >= _STRENGTH[least]


def is_firm(status: Status) -> bool:
    """Return whether a statement with this status is firm: stated, observed or confirmed."""
    return is_at_least(status, FIRMEST)


def weakest(statuses: Iterable[Status]) -> Status:
    """Return the weakest of several; that of nothing at all is the strongest.

    >>> weakest(["stated", "alleged", "confirmed"])
    'alleged'
    """
    return min(statuses, key=_STRENGTH.__getitem__, default=STATUSES[-1])


def strongest(statuses: Iterable[Status]) -> Status:
    """Return the strongest of several; of nothing at all, the weakest."""
    return max(statuses, key=_STRENGTH.__getitem__, default=STATUSES[0])


S = TypeVar("S", bound="Stated")


def ties_at_least(ties: Iterable[S], least: Status) -> tuple[S, ...]:
    """Return the owners or operators that count where only what is so sure does.

    They lower the certainty of a path only where they are weak: a firm one always counts.
    """
    return tuple(tie for tie in ties if is_firm(tie.status) or is_at_least(tie.status, least))


def doubt_tie(status: Status) -> int:
    """Return how unsure an owner or operator is: 0 for a firm one, since none of these lowers."""
    return max(0, _STRENGTH[FIRMEST] - _STRENGTH[status])


def certainty_with(certainty: Status, ties: Iterable[Stated]) -> Status:
    """Return how sure a path is that rests on these owners or operators as well."""
    return weakest([certainty, *(tie.status for tie in ties if not is_firm(tie.status))])


def statuses_of(model: Model, least: Status) -> tuple[Status, ...]:
    """Return the statuses by which paths may differ, no weaker than this, the strongest first."""
    facts = (*model.holds, *model.flows.values(), *model.derivations.values())
    stated = {fact.status for fact in facts}
    ties = {tie.status for tie in (*model.operations, *model.ownerships)}
    stated |= {status for status in ties if not is_firm(status)}
    return tuple(s for s in reversed(STATUSES) if s in stated and is_at_least(s, least))


def told_as(own: Status, path: Status) -> Status:
    """Return as how sure a step is told: a firm one is no surer than what it passes on.

    Args:
        own: the status of what it says.
        path: how sure the path is up to it.

    >>> told_as("observed", "stated"), told_as("stated", "alleged"), told_as("permitted", "alleged")
    ('observed', 'alleged', 'permitted')
    """
    return path if is_firm(own) and not is_firm(path) else own


# how well a day is known


class Known(NamedTuple):
    """A day, and how well it is known.

    Attributes:
        kind: what the day is: certain, or only a bound.
        written: how the model has it written, where the start of a statement decides it.
    """

    day: int
    kind: DayKind
    written: PartialDate | None = None


def know_step(cause: Hold | Flow | Derivation, day: int, needs: Sequence[Known]) -> Known:
    """Return how well the day of a step is known.

    Args:
        cause: what gives.
        day: the first day on which it can have given as a part of its path.
        needs: the days of what it takes, none of them later.
    """
    if on_day := start_on(cause, day):
        return on_day
    own = start_of(cause)
    if isinstance(cause, Derivation):
        return _know_derivation(day, needs)
    # else the day is that of what came last: what it takes, or its own earlier start
    before = max([*filter(None, [own]), *needs], key=lambda known: known.day, default=None)
    if before is None:
        # where anything but the start of the hold opens it, that is no day of its own
        return Known(day, "unknown" if day == ALWAYS else "from")
    kind = before.kind if own else _LATER[before.kind]
    if before.day == day:
        return before._replace(kind=kind)
    # all of it was there before: something with a date opens it on that day
    return Known(day, opened(kind))


def start_of(statement: Stated) -> Known | None:
    """Return the first day of a statement by its own word; None where it has no start."""
    if statement.since:
        return Known(statement.since.first, "stated", statement.since)
    if statement.known:
        return Known(statement.known.last, "by", statement.known)
    return None


def start_on(statement: Stated, day: int) -> Known | None:
    """Return the first day of a statement by its own word, where that is this day."""
    own = start_of(statement)
    return own if own and own.day == day else None


_LATER: Final[dict[DayKind, DayKind]] = {
    "stated": "from",
    "by": "unknown",
    "from": "from",
    "unknown": "unknown",
}
"""What a day becomes where a step without a start of its own follows: it may be later."""


def opened(kind: DayKind) -> DayKind:
    """Return what a day is on which something with a date opens what would have another day.

    The date is an account's, a condition's, a choice's, an owner's or an operator's; `kind` is
    that of the day which it would have without it.
    """
    return "stated" if kind in ("stated", "by") else "from"


def _know_derivation(day: int, parts: Sequence[Known]) -> Known:
    """Return how well the day of a derivation is known that has no start, or an earlier one.

    A part of which only the first possible day is known may have come later than the day; the day
    may be earlier where no part of that day is known to have come no earlier.
    """
    may_be_later = any(part.kind in ("from", "unknown") for part in parts)
    that_day = sorted((part for part in parts if part.day == day), key=doubt_of)
    if not that_day:  # its window, or a condition with a date, opens it
        return Known(day, "from" if may_be_later else "stated")
    may_be_earlier = all(part.kind in ("by", "unknown") for part in that_day)
    kind: DayKind = "by" if may_be_earlier else "stated"
    if may_be_later:
        kind = "unknown" if may_be_earlier else "from"
    return that_day[0]._replace(kind=kind)


def doubt_of(known: Known) -> int:
    """Return how badly a day is known: 0 for one that is certain."""
    return BEST_KNOWN.index(known.kind)


def know_takeover(had: Known, ties: Sequence[Stated], start: int) -> Known:
    """Return since when somebody has what another had before, by a tie of that day.

    Args:
        had: since when the service, or the owned company, had it.
        ties: the owners or operators that begin on the day.
        start: the first day of the tie; one that began no later than the data came changes nothing.
    """
    if start <= had.day:
        return had
    best = min(filter(None, map(start_of, ties)), key=doubt_of, default=None)
    if best is None or best.kind == "stated":
        return Known(start, opened(had.kind), best.written if best else None)
    return best._replace(kind="by" if had.kind in ("stated", "by") else "unknown")


def know_owner(had: Known, tie: Stated) -> Known:
    """Return since when an owner has what an owned company has.

    An owner without a start makes a day the first that it may be.
    """
    if tie.window.start > had.day:
        return know_takeover(had, [tie], tie.window.start)
    return had if tie.start else had._replace(kind=_LATER[had.kind])
