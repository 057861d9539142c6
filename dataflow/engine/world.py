"""Model + Setting → World: integers, bit masks and days; what no longer needs names.

Holders are nodes 0…n-1 in the order of their ids, data types are bits in the order of theirs, so
that renaming things in their order changes nothing. A set of data types is one integer.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from itertools import product
from operator import or_
from typing import TYPE_CHECKING, Final

from dataflow.common.dates import ALL_DAYS, Days, Window, join_days, meet_days
from dataflow.common.values import dataclass
from dataflow.engine.certainty import is_at_least, is_firm, ties_at_least
from dataflow.engine.conditions import Applying
from dataflow.model import Flow
from dataflow.model.names import find_removal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dataflow.engine.setting import Setting
    from dataflow.language.words import Status
    from dataflow.model import Derivation, Hold, Holder, Model, Operation, Sent, Term

Mask = int
"""A set of data types: bit i for the type with number i."""


@dataclass(frozen=True, slots=True, eq=False)
class Collecting:
    """A hold, as far as it counts: `wanted` says whether it is for the purpose asked about."""

    node: int
    mask: Mask
    days: Days
    wanted: bool
    cause: Hold


@dataclass(frozen=True, slots=True, eq=False)
class Sharing:
    """A flow to one receiver.

    Attributes:
        same: the types that arrive as what they are.
        turned: pairs (types sent, types that arrive if any of them is).
        wanted: whether it is for the purpose and in the role asked about.
    """

    sender: int
    receiver: int
    same: Mask
    turned: tuple[tuple[Mask, Mask], ...]
    days: Days
    wanted: bool
    cause: Flow

    def arriving(self, sent: Mask) -> Mask:
        """Return what arrives of what the sender has."""
        arrived = sent & self.same
        for taken, given in self.turned:
            if sent & taken:
                arrived |= given
        return arrived

    def sources_of(self, mask: Mask) -> Mask:
        """Return the types of which any one makes some of these arrive."""
        needed = mask & self.same
        for taken, given in self.turned:
            if given & mask:
                needed |= taken
        return needed


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A derivation: whoever has a type of every mask in `body` gets `gives`.

    Attributes:
        whole: all types of the body, together.
        by: the nodes that do it, None for anybody.
    """

    body: tuple[Mask, ...]
    whole: Mask
    gives: Mask
    by: frozenset[int] | None
    days: Days
    cause: Derivation


@dataclass(frozen=True, slots=True, eq=False)
class Operating:
    """A company operates a service, from a day to a day."""

    company: int
    service: int
    window: Window
    cause: Operation


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A model under a setting, in numbers.

    Attributes:
        holders, terms: what a node and a bit stand for.
        nodes, bits: the number of an id.
        below: per bit, the mask of everything that is one.
        deletions: (day, node, mask), by day.
        asks_purpose: whether only what was given for a purpose, in a role, or by some mechanism,
            counts.
    """

    holders: tuple[Holder, ...]
    terms: tuple[Term, ...]
    nodes: Mapping[str, int]
    bits: Mapping[str, int]
    below: tuple[Mask, ...]
    holds: tuple[Collecting, ...]
    flows: tuple[Sharing, ...]
    rules: tuple[Rule, ...]
    operations: tuple[Operating, ...]
    deletions: tuple[tuple[int, int, Mask], ...]
    asks_purpose: bool

    def mask_of(self, terms: Iterable[Term]) -> Mask:
        """Return everything that is one of these data types."""
        return join_masks(self.below[self.bits[term.id]] for term in terms)

    def terms_in(self, mask: Mask) -> tuple[Term, ...]:
        """Return the data types of a mask, by id."""
        return tuple(self.terms[bit] for bit in bits_of(mask))


TAKEN: Final = ("theft", "breach")
"""The mechanisms by which nobody shares: what passes so is taken."""


def bits_of(mask: Mask) -> Iterator[int]:
    """Yield the numbers of the bits that are set.

    >>> list(bits_of(0b1010))
    [1, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def join_masks(masks: Iterable[Mask]) -> Mask:
    """Return all types of several sets."""
    return reduce(or_, masks, 0)


def make_world(model: Model, setting: Setting, asked: Model | None = None) -> World:
    """Turn a model under a setting into numbers; `asked` is as `Applying` has it."""
    return _Making(model, setting, asked).world()


def keep_sure(world: World, least: Status) -> World:
    """Return a world with those of its holds, flows, rules and operators that are so sure."""
    return replace(
        world,
        holds=tuple(each for each in world.holds if is_at_least(each.cause.status, least)),
        flows=tuple(each for each in world.flows if is_at_least(each.cause.status, least)),
        rules=tuple(each for each in world.rules if is_at_least(each.cause.status, least)),
        operations=tuple(each for each in world.operations if ties_at_least([each.cause], least)),
    )


class _Making:
    """The steps of `make_world`, which share the numbers."""

    def __init__(self, model: Model, setting: Setting, asked: Model | None) -> None:
        self.model, self.setting = model, setting
        self.nodes = {name: number for number, name in enumerate(model.holders)}
        self.bits = {name: number for number, name in enumerate(model.data.terms)}
        self.below = tuple(
            sum(1 << self.bits[name] for name in model.data.down(term)) for term in self.bits
        )
        self.removals = [find_removal(model, text) for text in setting.without]
        self.applying = Applying(model, setting, asked)
        purpose = setting.purpose
        self.wanted = model.purposes.down(purpose.id) if purpose else setting.aims

    def world(self) -> World:
        return World(
            holders=tuple(self.model.holders.values()),
            terms=tuple(self.model.data.terms.values()),
            nodes=self.nodes,
            bits=self.bits,
            below=self.below,
            holds=tuple(self._holds()),
            flows=tuple(self._flows()),
            rules=tuple(self._rules()),
            operations=tuple(
                Operating(
                    self.nodes[part.company.id], self.nodes[part.service.id], part.window, part
                )
                for part in self.model.operations
            ),
            deletions=tuple(
                (part.day, self.nodes[part.holder.id], self._mask(part.data))
                for part in self.model.deletions
                if is_firm(part.status)  # another is told, and takes nothing
            ),
            asks_purpose=self.wanted is not None
            or bool(self.setting.through)
            or self.setting.role is not None,
        )

    def _mask(self, terms: Iterable[Term], *, exactly: bool = False) -> Mask:
        """Return what some types stand for: everything that is one, or, exactly, they alone."""
        bits = (self.bits[term.id] for term in terms)
        return join_masks(1 << bit if exactly else self.below[bit] for bit in bits)

    def _is_wanted(self, fact: Hold | Flow) -> bool:
        through, role = self.setting.through, self.setting.role
        flow = fact if isinstance(fact, Flow) else None
        if through and not (flow and flow.mechanism in through):
            return False
        if role is not None and not (flow and flow.role == role):
            return False
        if self.wanted is None:
            return bool(through) or role is not None
        return not self.wanted.isdisjoint(term.id for term in fact.purposes)

    def _is_judged(self, fact: Hold | Flow) -> bool:
        """Return whether a promise does not leave a hold or flow out of its judgement."""
        if fact.choice in self.setting.unless_choice:
            return False
        through = self.setting.through
        taken = isinstance(fact, Flow) and fact.mechanism in {*TAKEN} - through
        return not (through and taken)

    def _holds(self) -> Iterator[Collecting]:
        for hold in self.model.holds:
            if any(removal.takes(hold) for removal in self.removals):
                continue
            days = meet_days(self.applying.days_of(hold), self._origin_days(hold.holder))
            if days and hold.readable and self._is_judged(hold):
                node = self.nodes[hold.holder.id]
                mask = self._mask(hold.data, exactly=hold.exactly)
                yield Collecting(node, mask, days, self._is_wanted(hold), hold)

    def _origin_days(self, holder: Holder) -> Days:
        """Return the days on which what a holder collects counts, with `from` in mind."""
        origin = self.setting.origin
        if origin is None or origin == holder:
            return ALL_DAYS
        return join_days(
            operation.window
            for operation in self.model.operations_of(holder)
            if operation.company == origin
        )

    def _flows(self) -> Iterator[Sharing]:
        for flow in self.model.flows.values():
            days = self.applying.days_of(flow)
            if not days or not self._is_judged(flow):
                continue
            same, turned = self._sent(flow.sent)
            for sender, receiver in product(flow.senders, flow.receivers):
                if all(
                    each.spares(flow, sender=sender, receiver=receiver) for each in self.removals
                ):
                    ends = self.nodes[sender.id], self.nodes[receiver.id]
                    yield Sharing(*ends, same, turned, days, self._is_wanted(flow), flow)

    def _sent(self, sent: Sequence[Sent]) -> tuple[Mask, tuple[tuple[Mask, Mask], ...]]:
        same = join_masks(
            self._mask(part.data, exactly=part.exactly) for part in sent if part.arrives is None
        )
        turned = (
            (self._mask(part.data), self._mask([part.arrives], exactly=part.exactly))
            for part in sent
            if part.arrives
        )
        return same, tuple(turned)

    def _rules(self) -> Iterator[Rule]:
        for rule in self.model.derivations.values():
            days = self.applying.days_of(rule)
            if days:
                yield Rule(
                    body=tuple(self._mask([term]) for term in rule.body),
                    whole=self._mask(rule.body),
                    gives=self._mask([rule.to]),
                    by=None if rule.by is None else frozenset(self.nodes[h.id] for h in rule.by),
                    days=days,
                    cause=rule,
                )
