"""How sure an answer is, and since when, by `certainty.md`: plain, slow, on top of `reference.py`.

Every proof of every fact is made, forwards, day by day: not as a path, but as what the page asks of
a path. Sentences in quotation marks are those of the page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import reference
from reference import STATUSES, WEAK, Fact, Rules

from dataflow.common.dates import ALWAYS
from dataflow.model import Derivation, Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reference import Day, Setting

    from dataflow.common.dates import Window
    from dataflow.model import Holder, Model, Operation, Ownership

KINDS = ("stated", "by", "from", "unknown")
"""The best known first: "stated, by, from, unknown"."""

SUREST = len(STATUSES) - 1

ALIKE = 3
"""So many proofs are kept of those that differ only in what they come by: there are very many."""


class Known(NamedTuple):
    """A day, and what it is."""

    day: int
    kind: str


class Proof(NamedTuple):
    """What matters of a proof of a fact for whatever is made of it.

    Attributes:
        certainty: the weakest status, by its place in `STATUSES`.
        known: the first day on which its last step can happen, and what that day is.
        derived: whether it ends in a derivation.
        within: the facts that it comes by without any flow since: it may not come by them again.
    """

    certainty: int
    known: Known
    derived: bool
    within: frozenset[Fact]


Length = tuple[int, tuple[str, ...]]
"""The flows on the longest branch, and, where nothing is derived, their ids, origin first."""

Proofs = dict[Fact, dict[Proof, Length]]


class Way(NamedTuple):
    """How a holder has what lies in a piece of its: with which certainty, since when, by whom."""

    certainty: int
    start: int
    begun: tuple[Operation, ...]


# --------------------------------------------------------------------------------------------
# Since when


def start_of(statement: Hold | Flow | Derivation | Operation | Ownership) -> Known | None:
    """Its own start: `known` is "for the engine the start", "a partial one its last day"."""
    if statement.since:
        return Known(statement.since.first, "stated")
    return Known(statement.known.last, "by") if statement.known else None


def know(cause: Hold | Flow | Derivation, day: int, parts: Sequence[Known]) -> Known:
    """What the day of a step is, which takes these parts."""
    own = start_of(cause)
    if own and own.day == day:
        return own
    if isinstance(cause, Derivation):
        return Known(day, kind_of_derivation(day, parts))
    before = max([known for known in (own, *parts) if known], key=lambda k: k.day, default=None)
    if before is None:
        return Known(day, "unknown" if day == ALWAYS else "from")
    if before.day < day:  # "an account, a condition or a choice with a date opens, on that day"
        sure = own is not None and before.kind in ("stated", "by")
        return Known(day, "stated" if sure else "from")
    # "a step that began earlier takes its sender's kind"
    return Known(day, before.kind if own else later(before.kind))


def later(kind: str) -> str:
    """What a day is where what follows has no start of its own.

    "`from`: it, or a later step on the path, has no start of its own"; "`unknown`: no day at all,
    or what would be `by` and `from` at once".
    """
    return "from" if kind in ("stated", "from") else "unknown"


def kind_of_derivation(day: int, parts: Sequence[Known]) -> str:
    """ "A derivation without start, or with an earlier one." """
    that_day = [part.kind for part in parts if part.day == day]
    may_be_later = any(part.kind in ("from", "unknown") for part in parts)
    if not that_day:
        return "from" if may_be_later else "stated"
    may_be_earlier = all(kind in ("by", "unknown") for kind in that_day)
    if may_be_later:
        return "unknown" if may_be_earlier else "from"
    return "stated" if "stated" in that_day else "by"


def know_tie(had: Known, start: int, begun: Iterable[Operation | Ownership]) -> Known:
    """Since when somebody has what another had before, by a tie that begins on a day."""
    if start <= had.day:
        return had
    starts = {known.kind for tie in begun if (known := start_of(tie))}
    sure = had.kind in ("stated", "by")
    if "stated" in starts:
        return Known(start, "stated" if sure else "from")
    return Known(start, "by" if sure else "unknown")


def know_owner(had: Known, tie: Ownership) -> Known:
    """ "An undated owner makes the day `from`" (or unknown, where it would be `by` as well)."""
    if start_of(tie) is None:
        return Known(had.day, later(had.kind))
    return know_tie(had, tie.window.start, [tie])


# --------------------------------------------------------------------------------------------
# Every proof


def joined(windows: Iterable[Window]) -> list[tuple[int, int]]:
    """Windows that follow one another without a day between are one."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if runs and start <= runs[-1][1] + 1:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((start, end))
    return runs


@dataclass
class Tied:
    """What applies on the days of a model of which only some operators count.

    Attributes:
        certainty: of the weakest of these, where it is weak: "it lowers it only where it is itself
            announced, alleged or permitted".
    """

    model: Model
    certainty: int
    rules: dict[int, Rules] = field(default_factory=dict)

    def way(self, holder: str, piece: str, day: int) -> Way | None:
        """How a holder has what lies in a piece on a day."""
        if holder == piece:
            return Way(SUREST, ALWAYS, ())
        ties = [
            tie
            for tie in self.model.operations
            if (tie.company.id, tie.service.id) == (holder, piece)
        ]
        for start, end in joined(tie.window for tie in ties):
            if start <= day <= end:
                begun = tuple(tie for tie in ties if tie.window.start == start)
                return Way(self.certainty, start, begun)
        return None


def surer_rules(model: Model, setting: Setting, day: Day) -> Rules:
    """What applies on a day by surer operators alone, and applies at all.

    An `unless` that holds by an operator who counts stands in the way of every path.
    """
    rules = reference.rules_of(model, setting, day.day)
    flows, derivations = dict(day.rules.flows), dict(day.rules.derivations)
    return replace(
        rules,
        holds=tuple(hold for hold in rules.holds if hold in day.rules.holds),
        flows=tuple(entry for entry in rules.flows if entry[0] in flows),
        derivations=tuple(entry for entry in rules.derivations if entry[0] in derivations),
    )


class Prover:
    """Makes every proof under a setting.

    Attributes:
        ties: the models of which the operators are more and more unsure.
        proofs, marked: by day; under `for`, `marked` are those that end in a giving for it.
    """

    def __init__(self, model: Model, setting: Setting, days: Sequence[Day]) -> None:
        self.model, self.setting, self.days = model, setting, days
        self.has_ids = not model.derivations
        firm = set(STATUSES) - set(WEAK)
        weak = {tie.status for tie in model.operations} & set(WEAK)
        self.ties = [Tied(reference.with_ties(model, firm), SUREST)]
        for status in sorted(weak, key=STATUSES.index, reverse=True):
            firm.add(status)
            self.ties.append(Tied(reference.with_ties(model, firm), STATUSES.index(status)))
        self.now: Proofs = {}
        self.now_marked: Proofs = {}
        self.given: dict[Fact, dict[object, int]] = defaultdict(dict)
        self.given_marked: dict[Fact, dict[object, int]] = defaultdict(dict)
        self.proofs: dict[int, Proofs] = {}
        self.marked: dict[int, Proofs] = {}
        for day in days:
            self.live(day)

    def live(self, day: Day) -> None:
        """Go through a day: what is deleted goes, and what follows is proven."""
        self.today = day.day
        for tied in self.ties:
            same = len(self.ties) == 1
            tied.rules[day.day] = day.rules if same else surer_rules(tied.model, self.setting, day)
        gone = reference.deleted_on(self.model, day.day)
        for known in (self.now, self.now_marked, self.given, self.given_marked):
            for fact in gone & set(known):
                del known[fact]
        if gone:
            self.now = {
                fact: {
                    proof._replace(within=proof.within - gone): length
                    for proof, length in proofs.items()
                }
                for fact, proofs in self.now.items()
            }
        self.fresh: list[tuple[Fact, Proof]] = [
            (fact, proof) for fact, proofs in self.now.items() for proof in proofs
        ]
        for tied in self.ties:
            self.collect(tied)
        while self.fresh:
            fresh, self.fresh = self.fresh, []
            for tied in self.ties:
                self.share(tied, fresh)
                self.derive(tied, {fact[0] for fact, _ in fresh})
        self.proofs[day.day] = {fact: dict(proofs) for fact, proofs in self.now.items()}
        self.marked[day.day] = {fact: dict(proofs) for fact, proofs in self.now_marked.items()}

    def give(self, fact: Fact, by: object, proof: Proof, length: Length) -> None:
        """Note a proof, unless what it is made of has given the same on an earlier day."""
        if self.given[fact].setdefault(by, self.today) == self.today and note(
            self.now, fact, proof, length
        ):
            self.fresh.append((fact, proof))

    def mark(
        self, cause: Hold | Flow, fact: Fact, by: object, proof: Proof, length: Length
    ) -> None:
        """Note it among those for the purpose, where it is for that."""
        (rules, *_) = (tied.rules[self.today] for tied in self.ties)
        if rules.wanted is None or not reference.is_for(rules.wanted, cause):
            return
        if self.given_marked[fact].setdefault(by, self.today) == self.today:
            note(self.now_marked, fact, proof, length)

    def collect(self, tied: Tied) -> None:
        for hold in tied.rules[self.today].holds:
            known = know(hold, self.today, [])
            certainty = STATUSES.index(hold.status)
            if hold not in self.ties[0].rules[self.today].holds:
                certainty = min(certainty, tied.certainty)
            for kind in reference.held(self.model, hold):
                fact = hold.holder.id, kind
                proof = Proof(certainty, known, False, frozenset())  # noqa: FBT003
                self.give(fact, (hold, tied.certainty), proof, (0, ()))
                self.mark(hold, fact, (hold, tied.certainty), proof, (0, ()))

    def share(self, tied: Tied, fresh: Sequence[tuple[Fact, Proof]]) -> None:
        rules, firm = tied.rules[self.today], self.ties[0].rules[self.today]
        for flow, ends in rules.flows:
            cap = STATUSES.index(flow.status)
            if tied is not self.ties[0] and flow not in [other for other, _ in firm.flows]:
                cap = min(cap, tied.certainty)
            for (place, had), proof in fresh:
                gives = {
                    kind
                    for sent in flow.sent
                    for kind in reference.arriving(self.model, sent, {had})
                }
                for sender, receiver in ends if gives else ():
                    way = tied.way(sender.id, place, self.today)
                    if way is None:
                        continue
                    known = know(flow, self.today, [know_tie(proof.known, *way[1:])])
                    certainty = min(cap, proof.certainty, way.certainty)
                    made = Proof(certainty, known, False, frozenset())  # noqa: FBT003
                    hops, ids = self.now[place, had][proof]
                    length = (hops + 1, (*ids, flow.id) if self.has_ids else ())
                    by = flow, sender.id, place, had, proof[:3], tied.certainty
                    for kind in gives:
                        self.give((receiver.id, kind), by, made, length)
                        self.mark(flow, (receiver.id, kind), by, made, length)

    def derive(self, tied: Tied, places: set[str]) -> None:
        rules, firm = tied.rules[self.today], self.ties[0].rules[self.today]
        first = dict(firm.derivations)
        for rule, holders in rules.derivations:
            for holder in holders:
                if not rules.brings[holder.id] & places:
                    continue
                cap = STATUSES.index(rule.status)
                if rule not in first or holder not in first[rule]:
                    cap = min(cap, tied.certainty)
                for body in self.bodies(tied, rule, holder):
                    self.conclude(rule, holder, body, (cap, tied.certainty))

    def conclude(self, rule: Derivation, holder: Holder, body: Body, caps: tuple[int, int]) -> None:
        known = know(rule, self.today, [*body.knowns])
        by = rule, holder.id, body.certainty, body.knowns, caps[1]
        for kind in self.model.data.down(rule.to.id):
            fact = holder.id, kind
            if fact not in body.within:
                certainty = min(caps[0], body.certainty)
                proof = Proof(certainty, known, True, body.within)  # noqa: FBT003
                self.give(fact, by, proof, (body.hops, ()))

    def bodies(self, tied: Tied, rule: Derivation, holder: Holder) -> set[Body]:
        """Every set of proofs that has the whole body, and not all of it in one service.

        "One path for each type of its body": where the body is a single one, and only services have
        it, two of them.
        """
        pieces = tied.rules[self.today].brings[holder.id]
        bodies = {Body("", SUREST, frozenset(), frozenset(), 0)}
        terms = rule.body if len(rule.body) > 1 or len(pieces) == 1 else rule.body * 2
        for term in terms:
            kinds = self.model.data.down(term.id)
            parts = list(self.parts(tied, holder.id, pieces, kinds))
            bodies = fewest(body.joined(part, holder.id) for body in bodies for part in parts)
        return {body for body in bodies if body.home in ("*", holder.id)}

    def parts(
        self, tied: Tied, holder: str, pieces: frozenset[str], kinds: frozenset[str]
    ) -> Iterator[Part]:
        for piece in sorted(pieces):
            way = tied.way(holder, piece, self.today)
            assert way is not None, "it operates it today"
            for kind in sorted(kinds):
                for proof, length in self.now.get((piece, kind), {}).items():
                    known = know_tie(proof.known, *way[1:])
                    certainty = min(proof.certainty, way.certainty)
                    yield Part((piece, kind), known, certainty, proof.within, length[0])


class Part(NamedTuple):
    """A proof of a part of a body, as whoever works something out has it."""

    fact: Fact
    known: Known
    certainty: int
    within: frozenset[Fact]
    hops: int


class Body(NamedTuple):
    """What matters of some proofs together.

    Attributes:
        home: where all of them lie; `*` where that is not one service.
        knowns: their days, as far as the day of what is derived rests on them.
    """

    home: str
    certainty: int
    knowns: frozenset[Known]
    within: frozenset[Fact]
    hops: int

    def joined(self, part: Part, holder: str) -> Body:
        """With one proof more."""
        place = "*" if part.fact[0] == holder else part.fact[0]
        knowns = {*self.knowns, part.known}
        last = max(known.day for known in knowns)
        return Body(
            place if self.home in ("", place) else "*",
            min(self.certainty, part.certainty),
            frozenset(k for k in knowns if k.day == last or k.kind in ("from", "unknown")),
            self.within | part.within | {part.fact},
            max(self.hops, part.hops),
        )


def fewest(bodies: Iterable[Body]) -> set[Body]:
    """Those that no other is as good as in everything."""
    kept: dict[tuple[object, ...], list[Body]] = defaultdict(list)
    for body in sorted(set(bodies), key=lambda b: (b.hops, len(b.within), sorted(b.within))):
        alike = kept[body[:3]]
        if len(alike) < ALIKE and not any(
            other.within <= body.within and other.hops <= body.hops for other in alike
        ):
            alike.append(body)
    return {body for alike in kept.values() for body in alike}


def note(proofs: Proofs, fact: Fact, proof: Proof, length: Length) -> bool:
    """Keep a proof, unless one that is kept is as good in everything."""
    known = proofs.setdefault(fact, {})
    for other, shorter in known.items():
        if (
            (other.known, other.derived) == (proof.known, proof.derived)
            and other.certainty >= proof.certainty
            and other.within <= proof.within
            and shorter <= length
        ):
            return False
    alike = [other for other, shorter in known.items() if shorter <= length]
    if proof.within and sum(other[:3] == proof[:3] for other in alike) >= ALIKE:
        return False
    known[proof] = length
    return True


# --------------------------------------------------------------------------------------------
# Which proof is told


class Told(NamedTuple):
    """The best proof that a holder has something; the least is the best."""

    weakness: int
    hops: int
    doubt: int
    derived: bool
    ids: tuple[str, ...]

    @property
    def certainty(self) -> str:
        return STATUSES[SUREST - self.weakness]

    @property
    def kind(self) -> str:
        return KINDS[self.doubt]


def every_way(
    prover: Prover, holder: Holder, kinds: frozenset[str], day: int, *, owned: bool = False
) -> Iterator[tuple[Told, Known]]:
    """Every way in which a holder has one of these types on a day.

    By service, in which it has it by itself; but who is `owned` has what all its services have.
    """
    alone = prover.setting.by == "service" and not owned
    walked = max(each.day for each in prover.days if each.day <= day)
    asked = reference.wanted(prover.model, prover.setting)
    proofs = (prover.proofs if asked is None else prover.marked)[walked]
    for tied in prover.ties:
        for piece in {holder.id} if alone else reference.brings(tied.model, holder, day):
            way = tied.way(holder.id, piece, day)
            assert way is not None, "it has it that day"
            for kind in kinds:
                for proof, (hops, ids) in proofs.get((piece, kind), {}).items():
                    known = know_tie(proof.known, *way[1:])
                    weakness = SUREST - min(proof.certainty, way.certainty)
                    doubt = KINDS.index(known.kind)
                    yield Told(weakness, hops, doubt, proof.derived, ids), known


def best(prover: Prover, holder: Holder, kinds: frozenset[str], day: int, hops: int | None) -> Told:
    """ "Of several paths of the same day and hops, the one whose certainty is strongest".

    "Among equals the one whose day is best known (stated, by, from, unknown), then one that does
    not end in a derivation, then the first in the order of flow ids."
    """
    ways = [told for told, _ in every_way(prover, holder, kinds, day)]
    return min(told for told in ways if hops in (None, told.hops))


def best_owning(prover: Prover, chain: Sequence[Holder], kinds: frozenset[str], day: int) -> Told:
    """Of one that only owns: "the owned's certainty, lowered only by a weak owner in the chain".

    "The surest chain first": so none is surer than the one that is told, which is asked about.
    """
    told = own_chain(prover, chain, kinds, day)
    others = every_chain(prover.model, [chain[0]], day)
    assert told.weakness == min(
        own_chain(prover, other, kinds, day).weakness
        for other in others
        if any(True for _ in every_way(prover, other[-1], kinds, day, owned=True))
    ), "another chain is surer"
    return told


def weakness_until(
    prover: Prover, company: Holder, kinds: frozenset[str], row: reference.Row, last: int
) -> int:
    """How unsure it is, on the least sure day from the first to that asked about, that it has it.

    "With a day asked about, no surer than that it has it on each day from the first up to that."
    """
    days = {row.since, *(each.day for each in prover.days if row.since < each.day <= last)}
    ways = least_owning if row.how == "owns" else least_own
    return max(ways(prover, company, kinds, day) for day in days)


def least_own(prover: Prover, company: Holder, kinds: frozenset[str], day: int) -> int:
    """How unsure the surest way is on a day."""
    return min(told.weakness for told, _ in every_way(prover, company, kinds, day))


def least_owning(prover: Prover, company: Holder, kinds: frozenset[str], day: int) -> int:
    """How unsure the surest chain is on a day, with what the last of it has."""
    return min(
        own_chain(prover, chain, kinds, day).weakness
        for chain in every_chain(prover.model, [company], day)
        if any(True for _ in every_way(prover, chain[-1], kinds, day, owned=True))
    )


def every_chain(model: Model, chain: list[Holder], day: int) -> Iterator[list[Holder]]:
    """Every chain of owning on a day that goes on from this one."""
    for tie in model.ownerships:
        if tie.owner == chain[-1] and reference.lies_in(day, tie.window) and tie.owned not in chain:
            longer = [*chain, tie.owned]
            yield longer
            yield from every_chain(model, longer, day)


def own_chain(prover: Prover, chain: Sequence[Holder], kinds: frozenset[str], day: int) -> Told:
    """How sure, and how well known, what the last of a chain has is for the first."""
    (first, known), *_ = sorted(every_way(prover, chain[-1], kinds, day, owned=True))
    weakness = first.weakness
    for owner, owned in reversed(list(pairwise(chain))):
        ties = [
            tie
            for tie in prover.model.ownerships
            if (tie.owner, tie.owned) == (owner, owned) and reference.lies_in(day, tie.window)
        ]
        surest = max(STATUSES.index(tie.status) for tie in ties)
        if STATUSES[surest] in WEAK:
            weakness = max(weakness, SUREST - surest)
        surest_ties = [
            tie for tie in ties if tie.status not in WEAK or STATUSES.index(tie.status) == surest
        ]
        known = min(
            (know_owner(known, tie) for tie in surest_ties), key=lambda k: KINDS.index(k.kind)
        )
    return first._replace(weakness=weakness, doubt=KINDS.index(known.kind))
