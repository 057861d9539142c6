"""What passes in an answer: its holds and flows, each once, with everybody that it gave to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from dataflow.answers.answer import sort_by_id
from dataflow.answers.reach import is_asked_for
from dataflow.common.dates import NEVER, Days, includes
from dataflow.common.values import dataclass, id_of
from dataflow.engine import certainty
from dataflow.engine.conditions import Applied, Applying, apply_conditions
from dataflow.engine.evidence import paths_of
from dataflow.model import Flow, Hold, Holder, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dataflow.answers.reach import Reach
    from dataflow.engine.certainty import Known
    from dataflow.engine.evidence import Transfer
    from dataflow.engine.path_steps import PathStep
    from dataflow.language.words import Status
    from dataflow.model import Derivation


K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Passing:
    """A hold or flow gave some data.

    Attributes:
        receivers: by id, sorted; of a hold, who collects.
        data: what it gave, without what a wider type among it covers.
        day: the first day on which it did.
        readable: False for what the receiver only carries.
        sender: who shares; None of a hold.
        path_status: as how sure it is told, where that is another than its own status.
    """

    cause: Hold | Flow
    receivers: tuple[Holder, ...]
    data: tuple[Term, ...]
    day: int
    readable: bool = True
    sender: Holder | None = None
    path_status: Status | None = None

    @property
    def status(self) -> Status:
        """As how sure it is told: who may have something may share it."""
        return self.path_status or self.cause.status

    @property
    def is_firm(self) -> bool:
        """Whether it is firm that it gave that."""
        return certainty.is_firm(self.status)

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Who takes part."""
        return self.receivers if self.sender is None else (self.sender, *self.receivers)


def find_steps(answer: Reach) -> tuple[PathStep, ...]:
    """Return the steps of the paths to all companies, each once: chains share most of them."""
    findings = (row.finding for row in answer if not row.owns)
    return paths_of(part.grounds for finding in findings for part in finding.all_parts)


def find_passings(answer: Reach, steps: Sequence[PathStep]) -> tuple[Passing, ...]:
    """Return what the answer rests on, and what is carried unread, in the order of a reader.

    Args:
        answer: who can reach some data.
        steps: the paths to them, from `find_steps`.
    """
    passings = [*_join(answer, _find_gifts(answer, steps)), *_find_unread(answer)]
    return _sort(passing for passing in passings if not _is_repeated(answer, passing))


def join_steps(answer: Reach, steps: Iterable[PathStep]) -> tuple[Passing, ...]:
    """Return the holds and flows of a path."""
    return _sort(_join(answer, _gifts_of(steps)))


def find_rest(answer: Reach, passings: Sequence[Passing]) -> tuple[Passing, ...]:
    """Return the other flows on that day between those who take part in these."""
    day, world = answer.setting.day, answer.evidence.world
    taking_part = {holder.id for passing in passings for holder in passing.holders}
    shown = {id(passing.cause) for passing in passings}
    gifts = []
    for sharing in world.flows:
        flow, receiver, days = sharing.cause, world.holders[sharing.receiver], sharing.days
        sender, data = world.holders[sharing.sender], tuple(data_of(flow))
        is_other = {sender.id, receiver.id} <= taking_part and id(flow) not in shown
        if is_other and _is_asked(days, day):
            gifts.append(Passing(flow, (receiver,), data, days[0].start, sender=sender))
    return _sort(_join(answer, gifts))


def data_of(cause: Flow | Hold) -> list[Term]:
    """Return the data types that a hold collects, or that arrive by a flow."""
    if isinstance(cause, Hold):
        return list(cause.data)
    return [term for sent in cause.sent for term in ([sent.arrives] if sent.arrives else sent.data)]


def conditions_of(answer: Reach, passing: Passing) -> tuple[Applied, ...]:
    """Return for whom something passes, on its first day."""
    return apply_conditions(passing.cause, answer.model, answer.setting, passing.day)


def start_on(cause: Hold | Flow | Derivation, day: int) -> Known | None:
    """Return since when something is so by its own word; None where that is not this day."""
    return certainty.start_on(cause, day)


def has_lost(answer: Reach, holder: Holder) -> bool:
    """Return whether a holder had the data before the day asked about, and not on it."""
    evidence, day = answer.evidence, answer.setting.day
    days = evidence.days_with(evidence.world.nodes[holder.id], evidence.mask(answer.data))
    return any(run.start <= day for run in days) and not includes(days, day)


def keep_widest(answer: Reach, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Drop what a wider type among these covers; by id."""
    return answer.model.data.keep_widest(terms)


def follow(starts: Iterable[K], links: Mapping[K, Collection[K]]) -> set[K]:
    """Return everything that links lead to from some starts, which are part of it.

    >>> sorted(follow("a", {"a": "b", "b": "ac", "d": "e"}))
    ['a', 'b', 'c']
    """
    reached = set(starts)
    left = [*reached]
    while left:
        further = {*links.get(left.pop(), ())} - reached
        reached |= further
        left += further
    return reached


# what gave directly: passings to one receiver each, until they are joined


def _find_gifts(answer: Reach, steps: Sequence[PathStep]) -> Iterator[Passing]:
    """Yield all that gave directly, then the steps of the paths, which bring what else is needed.

    Of what gave directly, that counts which is for the purpose asked about, or on a path.
    """
    on_path = {(id(step.cause), step.receiver.id) for step in steps}
    for given in answer.given:
        cause, receiver = given.cause, given.receiver
        if is_asked_for(answer.evidence, given) or (id(cause), receiver.id) in on_path:
            data = _still_had(answer, given)
            if data:
                passing = Passing(cause, (receiver,), data, given.day, sender=given.sender)
                yield replace(passing, path_status=answer.evidence.told_as(given))
    yield from _gifts_of(steps)


def _gifts_of(steps: Iterable[PathStep]) -> Iterator[Passing]:
    for step in steps:
        if isinstance(step.cause, Hold | Flow):
            to = (step.receiver,)
            passing = Passing(step.cause, to, step.data, step.day, sender=step.sender)
            yield replace(passing, path_status=step.told_as)


def _still_had(answer: Reach, given: Transfer) -> tuple[Term, ...]:
    """Return what of it the receiver still has on the day asked about."""
    world, day = answer.evidence.world, answer.setting.day
    if day == NEVER:
        return given.data
    node = world.nodes[given.receiver.id]
    had = world.terms_in(answer.evidence.had_on(node, world.mask_of(given.data), day))
    had_ids = {term.id for term in had}
    return tuple(term for term in given.data if term.id in had_ids)


def _join(answer: Reach, gifts: Iterable[Passing]) -> Iterator[Passing]:
    """Join what one cause gave: to each receiver its widest types, then the receivers of the same.

    A cause is itself, whatever it says: two flows in the same words are two.
    """
    to_each: dict[tuple[object, ...], list[Passing]] = defaultdict(list)
    for gift in gifts:
        to_each[id(gift.cause), id_of(gift.sender), gift.receivers[0].id].append(gift)
    alike: dict[tuple[object, ...], list[Passing]] = defaultdict(list)
    for together in to_each.values():
        data = keep_widest(answer, [term for gift in together for term in gift.data])
        day = min(gift.day for gift in together)
        told = [gift.status for gift in together if not set(data).isdisjoint(gift.data)]
        joined = replace(together[0], data=data, day=day, path_status=certainty.weakest(told))
        terms = tuple(term.id for term in data)
        alike[id(joined.cause), id_of(joined.sender), terms].append(joined)
    for together in alike.values():
        receivers = sort_by_id(gift.receivers[0] for gift in together)
        yield replace(
            together[0],
            receivers=receivers,
            day=min(gift.day for gift in together),
            path_status=certainty.weakest(gift.status for gift in together),
        )


def _is_repeated(answer: Reach, passing: Passing) -> bool:
    """Return whether others only give what a persona with an account there gave already."""
    persona, cause = answer.setting.persona, passing.cause
    if persona is None or isinstance(cause, Flow) or cause.whose != "anyone":
        return False
    return any(
        isinstance(given.cause, Hold)
        and given.cause.whose == "users"
        and given.receiver == cause.holder
        and given.cause.how == cause.how
        for given in answer.given
    )


def _sort(passings: Iterable[Passing]) -> tuple[Passing, ...]:
    return tuple(sorted(passings, key=_order))


def _order(passing: Passing) -> tuple[bool, int, str, str, str]:
    cause, day = passing.cause, passing.day
    receivers = " ".join(holder.id for holder in passing.receivers)
    if isinstance(cause, Flow):
        return (True, day, id_of(passing.sender) or "", cause.id, receivers)
    terms = " ".join(term.id for term in (*passing.data, *cause.purposes))
    sources = " ".join(source.id for source in cause.sources)
    # a person's own data first
    return (False, 0, receivers, str(cause.whose == "anyone"), f"{day:08} {terms} {sources}")


# what is carried unread


def _find_unread(answer: Reach) -> Iterator[Passing]:
    """Yield the holds of what was asked about that cannot be read by their holder."""
    applying = Applying(answer.model, answer.setting)
    day, taxonomy = answer.setting.day, answer.model.data
    asked = taxonomy.down(answer.data.id)
    for hold in answer.model.holds:
        common = asked & {term_id for term in hold.data for term_id in taxonomy.down(term.id)}
        if hold.readable or not common or not _is_origin(answer, hold.holder):
            continue
        days = applying.days_of(hold)
        if _is_asked(days, day):
            data = keep_widest(answer, [taxonomy[term_id] for term_id in common])
            yield Passing(hold, (hold.holder,), data, days[0].start, readable=False)


def _is_asked(days: Days, day: int) -> bool:
    """Return whether a day lies among others, or, where all days are asked about, any."""
    return bool(days) if day == NEVER else includes(days, day)


def _is_origin(answer: Reach, holder: Holder) -> bool:
    origin = answer.setting.origin
    return origin is None or holder in (origin, *answer.model.services_of(origin))
