"""What passes in an answer: its holds and flows, each once, with everybody that it gave to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dataflow.common.dates import NEVER, includes
from dataflow.engine.conditions import Applying
from dataflow.model import Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers.reach import Reach
    from dataflow.engine.evidence import Given, PathStep
    from dataflow.model import Holder, Term


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


def find_steps(answer: Reach) -> tuple[PathStep, ...]:
    """Give the steps of the paths to all companies, each once: chains share most of them."""
    return answer.evidence.paths_to(row.state for row in answer if row.state is not None)


def find_passings(answer: Reach, steps: Sequence[PathStep]) -> tuple[Passing, ...]:
    """Give what the answer rests on, and what is carried unread; in the order of a reader.

    Args:
        answer: who can reach some data.
        steps: the paths to them, as `find_steps` gives them.
    """
    found = [*_join(_gifts(answer, steps)), *_unread(answer)]
    return tuple(sorted((one for one in found if not _is_repeated(answer, one)), key=_order))


def join_steps(answer: Reach, steps: Iterable[PathStep]) -> tuple[Passing, ...]:
    """Give the holds and flows of a path."""
    return tuple(sorted(_join(_merge(answer, _of_steps(steps))), key=_order))


def find_rest(answer: Reach, passings: Sequence[Passing]) -> tuple[Passing, ...]:
    """Find the other flows on that day between those who take part in these."""
    day, world = answer.setting.day, answer.evidence.world
    taking_part = {holder.id for one in passings for holder in one.holders}
    shown = {id(one.cause) for one in passings}
    gifts = []
    for one in world.flows:
        flow, receiver = one.cause, world.holders[one.receiver]
        apart = {flow.sender.id, receiver.id} <= taking_part and id(flow) not in shown
        if apart and one.days and (day == NEVER or includes(one.days, day)):
            gifts.append(_Gift(flow, receiver, tuple(data_of(flow)), one.days[0].start))
    return tuple(sorted(_join(_merge(answer, gifts)), key=_order))


def data_of(one: Flow | Hold) -> list[Term]:
    """Give the data types that a hold collects, or that arrive by a flow."""
    if isinstance(one, Hold):
        return list(one.data)
    return [term for sent in one.sent for term in ([sent.arrives] if sent.arrives else sent.data)]


def _is_repeated(answer: Reach, one: Passing) -> bool:
    """Say whether others only give what a persona with an account there gave already."""
    persona, cause = answer.setting.persona, one.cause
    if persona is None or isinstance(cause, Flow) or cause.whose != "anyone":
        return False
    return any(
        isinstance(given.cause, Hold)
        and given.cause.whose == "users"
        and given.receiver == cause.holder
        and given.cause.how == cause.how
        for given in answer.given
    )


def _order(one: Passing) -> tuple[bool, int, str, str, str]:
    cause = one.cause
    receivers = " ".join(holder.id for holder in one.receivers)
    if isinstance(cause, Flow):
        return (True, one.day, cause.sender.id, cause.id, receivers)
    said = " ".join(term.id for term in (*one.data, *cause.purposes))
    sources = " ".join(source.id for source in cause.sources)
    # a person's own data first
    return (False, 0, receivers, str(cause.whose == "anyone"), f"{one.day:08} {said} {sources}")


def _join(gifts: Iterable[_Gift]) -> Iterator[Passing]:
    """Join what one cause gave to several; a cause is itself, whatever it says."""
    together: dict[tuple[int, tuple[str, ...]], list[_Gift]] = {}
    for gift in gifts:
        key = (id(gift.cause), tuple(term.id for term in gift.data))
        together.setdefault(key, []).append(gift)
    for some in together.values():
        receivers = {gift.receiver.id: gift.receiver for gift in some}
        yield Passing(
            some[0].cause,
            tuple(holder for _, holder in sorted(receivers.items())),
            some[0].data,
            min(gift.day for gift in some),
        )


def _gifts(answer: Reach, steps: Sequence[PathStep]) -> Iterator[_Gift]:
    """Give all that gave directly, and the steps of the paths, which bring what else is needed."""
    on_path = {(id(step.cause), step.receiver.id) for step in steps}
    given = [
        _Gift(one.cause, one.receiver, _kept(answer, one), one.day)
        for one in answer.given
        if _counts(answer, one.cause) or (id(one.cause), one.receiver.id) in on_path
    ]
    return _merge(answer, [*(gift for gift in given if gift.data), *_of_steps(steps)])


def _kept(answer: Reach, given: Given) -> tuple[Term, ...]:
    """Give what of it the receiver still has on the day asked about."""
    evidence, day = answer.evidence, answer.setting.day
    if day == NEVER:
        return given.data
    node = evidence.world.nodes[given.receiver.id]
    had = evidence.had_on(node, evidence.world.mask_of(given.data), day)
    kept = {term.id for term in evidence.world.terms_in(had)}
    return tuple(term for term in given.data if term.id in kept)


def _of_steps(steps: Iterable[PathStep]) -> list[_Gift]:
    return [
        _Gift(step.cause, step.receiver, step.data, step.day)
        for step in steps
        if isinstance(step.cause, Hold | Flow)
    ]


def _merge(answer: Reach, gifts: Iterable[_Gift]) -> Iterator[_Gift]:
    """Make one of what a cause gave a receiver."""
    together: dict[tuple[int, str], list[_Gift]] = {}
    for gift in gifts:
        together.setdefault((id(gift.cause), gift.receiver.id), []).append(gift)
    for some in together.values():
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
    return origin is None or holder in (origin, *answer.model.services_of(origin))
