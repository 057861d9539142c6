"""What passes in an answer: its holds and flows, each once, with everybody that it gave to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dataflow.applying import Applying
from dataflow.dates import NEVER, includes
from dataflow.model import Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.model import Holder, Term
    from dataflow.questions.reach import Reach


@dataclass(frozen=True, slots=True)
class Passing:
    """A hold or flow gave some data.

    Attributes:
        receivers: by id, sorted; of a hold, who collects.
        data: what it gave, without what a wider type among it says already.
        day: the first day on which it did.
        readable: False for what the receiver only carries.
    """

    cause: Hold | Flow
    receivers: tuple[Holder, ...]
    data: tuple[Term, ...]
    day: int
    readable: bool = True

    @property
    def sender(self) -> Holder | None:
        """Who shares; None of a hold."""
        return self.cause.sender if isinstance(self.cause, Flow) else None

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Who takes part."""
        return self.receivers if self.sender is None else (self.sender, *self.receivers)


class _Gift(NamedTuple):
    """What one hold or flow gave one receiver."""

    cause: Hold | Flow
    receiver: Holder
    data: tuple[Term, ...]
    day: int


def find_passings(answer: Reach) -> tuple[Passing, ...]:
    """Give what the answer rests on, and what is carried unread; in the order of a reader."""
    return tuple(sorted([*_read(answer), *_unread(answer)], key=_order))


def _order(one: Passing) -> tuple[bool, int, str, str, str]:
    cause = one.cause
    receivers = " ".join(holder.id for holder in one.receivers)
    if isinstance(cause, Flow):
        return (True, one.day, cause.sender.id, cause.id, receivers)
    said = " ".join(term.id for term in (*one.data, *cause.purposes))
    sources = " ".join(source.id for source in cause.sources)
    # a person's own data first
    return (False, 0, receivers, str(cause.whose == "anyone"), f"{one.day:08} {said} {sources}")


def _read(answer: Reach) -> Iterator[Passing]:
    """Join what one cause gave to several; a cause is itself, whatever it says."""
    together: dict[tuple[int, tuple[str, ...]], list[_Gift]] = {}
    for gift in _gifts(answer):
        key = (id(gift.cause), tuple(term.id for term in gift.data))
        together.setdefault(key, []).append(gift)
    for gifts in together.values():
        receivers = {gift.receiver.id: gift.receiver for gift in gifts}
        yield Passing(
            gifts[0].cause,
            tuple(holder for _, holder in sorted(receivers.items())),
            gifts[0].data,
            min(gift.day for gift in gifts),
        )


def _gifts(answer: Reach) -> Iterator[_Gift]:
    """Give all that gave directly, and the steps of the paths, which bring what else is needed."""
    gifts: dict[tuple[int, str], list[_Gift]] = {}
    steps = [step for row in answer for step in row.path]
    on_path = {(id(step.cause), step.receiver.id) for step in steps}
    for given in answer.given:
        if _counts(answer, given.cause) or (id(given.cause), given.receiver.id) in on_path:
            gift = _Gift(given.cause, given.receiver, given.data, given.day)
            gifts.setdefault((id(given.cause), given.receiver.id), []).append(gift)
    for step in steps:
        if isinstance(step.cause, Hold | Flow):
            gift = _Gift(step.cause, step.receiver, step.data, step.day)
            gifts.setdefault((id(step.cause), step.receiver.id), []).append(gift)
    for some in gifts.values():
        data = keep_widest(answer, [term for gift in some for term in gift.data])
        yield some[0]._replace(data=data, day=min(gift.day for gift in some))


def _counts(answer: Reach, cause: Hold | Flow) -> bool:
    """Say whether something is for the purpose that is asked about, if one is."""
    purpose = answer.setting.purpose
    if purpose is None:
        return True
    wanted = answer.model.purposes.down(purpose.id)
    return any(one.id in wanted for one in cause.purposes)


def keep_widest(answer: Reach, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Drop what a wider type among these says already; by id."""
    found = {term.id: term for term in terms}
    below = {
        inner
        for outer in found
        for inner in answer.model.data.down(outer)
        if inner != outer and outer not in answer.model.data.down(inner)
    }
    return tuple(term for name, term in sorted(found.items()) if name not in below)


def _unread(answer: Reach) -> Iterator[Passing]:
    """Go through the holds of what was asked about that cannot be read by their holder."""
    applying = Applying(answer.model, answer.setting)
    day, asked = answer.setting.day, answer.model.data.down(answer.data.id)
    for hold in answer.model.holds:
        below = {name for term in hold.data for name in answer.model.data.down(term.id)}
        if hold.readable or not below & asked or not _is_origin(answer, hold.holder):
            continue
        days = applying.days_of(hold)
        if days and (day == NEVER or includes(days, day)):
            data = keep_widest(answer, [answer.model.data[name] for name in below & asked])
            yield Passing(hold, (hold.holder,), data, days[0].start, readable=False)


def _is_origin(answer: Reach, holder: Holder) -> bool:
    origin = answer.setting.origin
    return origin is None or any(one == holder for one in (origin, *_operated(answer, origin)))


def _operated(answer: Reach, company: Holder) -> list[Holder]:
    return [one.service for one in answer.model.operations if one.company == company]
