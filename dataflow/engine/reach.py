"""How a company has some data, since when, and how sure that is."""

from __future__ import annotations

from dataclasses import field, replace
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, TypedDict

from dataflow.common.dates import (
    NEVER,
    PartialDate,
    includes,
    show_day,
)
from dataflow.common.values import Brief, dataclass
from dataflow.engine.certainty import (
    DayKind,
    Known,
    certainty_with,
    is_at_least,
    is_firm,
    start_on,
    weakest,
)
from dataflow.engine.having import find_stay, find_stays
from dataflow.engine.index import single_bits
from dataflow.engine.owning import find_ties, know_owning
from dataflow.engine.parts import Part, find_now, find_parts, join_alike
from dataflow.engine.world import Mask, join_masks
from dataflow.language import words

if TYPE_CHECKING:
    from collections.abc import Collection

    from dataflow.engine.evidence import Evidence, Grounds
    from dataflow.engine.stays import Stay
    from dataflow.language.words import Status
    from dataflow.model import Holder, Ownership, Source, Term


How = words.Having


# how sure it is


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Finding(Brief):
    """How a company has some data, since when, and how sure that is.

    Attributes:
        stay: since when it has it, and through what.
        grounds: the path behind it: of one that only owns, the path to the owned that has it.
        known: how well the first day is known.
        ties: of one that only owns: the statements by which each owns the next that day, from it
            down to who has it.
        mask: which types were asked about.
        firmly: how it has it by firm statements alone; itself where that is since the same day by a
            path that is firm, None where it has it by others only.
        is_firm: whether it is itself what is so by firm statements alone.
        evidence: what the question was answered from.
        parts: how sure it is, part by part, that it has it up to the day asked about.
        now: how it has it on that day, where the path leads there no more.
    """

    template = "{company} {how}"

    stay: Stay
    grounds: Grounds
    known: Known
    ties: tuple[Ownership, ...]
    mask: Mask
    _firmly: Finding | None
    is_firm: bool
    evidence: Evidence
    parts: tuple[Part, ...]
    now: Part | None

    @property
    def company(self) -> Holder:
        """Who has it: a company, or, by service, whoever holds it."""
        return self.grounds.evidence.world.holders[self.stay.company]

    @property
    def chain(self) -> tuple[Holder, ...]:
        """Of one that only owns: the companies from it down to who has it, all of them."""
        return tuple(tie.owner for tie in self.ties[:1]) + tuple(tie.owned for tie in self.ties)

    @property
    def owning_sources(self) -> tuple[Source, ...]:
        """Who says that each of the chain owns the next, each once."""
        return tuple(dict.fromkeys(source for tie in self.ties for source in tie.sources))

    @property
    def how(self) -> How:
        """How it comes to have it, by the path."""
        if self.stay.hops is None:
            return "owns"
        if self.grounds.state.derived:
            return "infers"
        return "receives" if self.stay.hops else "collects"

    @property
    def started(self) -> PartialDate | None:
        """How the model has the first day written, where something in it starts then."""
        return self.grounds.evidence.written(self.stay.since, self.known.written)

    @property
    def dated(self) -> Known:
        """The first day, with how it is written."""
        return self.known._replace(day=self.stay.since, written=self.started)

    @property
    def certainty(self) -> Status:
        """The weakest status that it rests on: of the path, and of who owns whom.

        With a day asked about, it is no surer than that it has it on each day up to that.
        """
        asked = self.parts if self.evidence.setting.day != NEVER else self.parts[:1]
        return certainty_with(weakest(part.grounds.certainty for part in asked), self.ties)

    @property
    def told_parts(self) -> tuple[Finding, ...]:
        """How it first has it, and how it has it after that, less surely; itself if that is all."""
        parts = join_alike(self.parts)
        if len(parts) == 1 or self.ties:
            return (self,)
        return tuple(map(self._tell_part, parts))

    @property
    def all_parts(self) -> tuple[Part, ...]:
        """All paths by which it has it up to the day asked about."""
        return (*join_alike(self.parts), *([self.now] if self.now else []))

    @property
    def told_now(self) -> Finding | None:
        """How it has it on the day asked about, where what its path gave is not there any more."""
        return self._tell_part(self.now) if self.now else None

    def _tell_part(self, part: Part) -> Finding:
        if part.since == self.stay.since:
            stay = replace(self.stay, until=part.until)
            return replace(self, stay=stay, parts=(part,), now=None)
        grounds, known = part.grounds, part.grounds.known
        state = grounds.state
        stay = replace(self.stay, since=known.day, until=part.until, states=(state,))
        return replace(self, stay=stay, grounds=grounds, known=known, parts=(part,), now=None)

    @property
    def bound(self) -> PartialDate | None:
        """Where the day is the first that it may be: a later one, by which it has it in any case.

        On that day something begins, by its own word, by which the company gets it.
        """
        if self.known.kind != "from" or self.ties:
            return None
        evidence = self.grounds.evidence
        given = (
            (own.day, own.written)
            for node, _ in self.stay.pieces
            for transfer in evidence.transfers(node, self.mask)
            if transfer.day > self.stay.since and (own := start_on(transfer.cause, transfer.day))
        )
        return min(given, key=itemgetter(0), default=(0, None))[1]

    @property
    def types(self) -> tuple[Term, ...]:
        """Which of the asked types it has on the first day, as surely as it has any of them.

        The others it has since another day, or less surely.
        """
        evidence, stay = self.grounds.evidence, self.stay
        had = (
            bit
            for bit in single_bits(self.mask)
            if includes(evidence.days_with(stay.company, bit), self.parts[0].since)
        )
        return evidence.world.terms_in(join_masks(had))

    @property
    def owned_parts(self) -> tuple[Part, ...]:
        """Of one that only owns: how sure it is, part by part, that the owned has it.

        That may go on after the owner's last day, where the owning ended before.
        """
        evidence, grounds = self.evidence.counted_by("company"), self.grounds
        days = evidence.days_with(grounds.holder, self.mask)
        until = next(run.end for run in days if run.start <= self.stay.since <= run.end)
        return join_alike(find_parts(evidence, grounds, self.mask, until))

    @property
    def is_over(self) -> bool:
        """Whether it has it no longer as surely as it first had, where no day is asked about."""
        if self.evidence.setting.day != NEVER or self.stay.until != NEVER:
            return self.evidence.setting.day == NEVER
        parts = self.owned_parts if self.ties else self.parts
        return all(part.until != NEVER for part in parts if part.is_alike(parts[0]))

    @property
    def firmly(self) -> Finding | None:
        """How it has it by firm statements alone, None where it does not."""
        return self if self.is_firm else self._firmly

    @property
    def surest(self) -> Finding:
        """What it is counted by: how it has it by firm statements alone, where it does.

        Somebody who firmly only owns who has it is counted by what they are said to do.
        """
        firm = self.firmly
        return self if firm is None or (firm.ties and not self.ties) else firm

    @property
    def told(self) -> Finding:
        """What words it: the firm finding, where that is of the same day."""
        firm = self.firmly
        return firm if firm and firm.stay.since == self.stay.since else self

    def to_dict(self) -> FindingJson:
        """Return what JSON has of it wherever it is told."""
        firm = self.firmly
        return {
            "since": show_day(self.stay.since),
            "since_is": self.known.kind,
            "hops": self.stay.hops,
            "how": self.how,
            "certainty": self.certainty,
            "firm": firm is not None,
            "firm_since": show_day(firm.stay.since) if firm else None,
            "firm_since_is": firm.known.kind if firm else None,
        }


class FindingJson(TypedDict):
    """What JSON has of how a company has some data."""

    since: str | None
    since_is: DayKind
    hops: int | None
    how: How
    certainty: Status
    firm: bool
    firm_since: str | None
    firm_since_is: DayKind | None


def find(evidence: Evidence, stay: Stay, mask: Mask) -> Finding:
    """Return how sure a stay is, and by which path it is so."""
    ground = _ground_owning if stay.chain else _ground_own
    grounds, ties, status = ground(evidence, stay, mask)
    known = know_owning(ties, grounds.known)
    parts: tuple[Part, ...] = (Part(grounds, stay.since, stay.until),)
    if not stay.chain:
        parts = find_parts(evidence, grounds, mask, stay.until)
    elif not is_at_least(status, certainty_with(grounds.certainty, ties)):
        parts += (parts[0]._replace(grounds=replace(grounds, certainty=status)),)
    now = None if stay.chain else find_now(evidence, parts[-1], mask)
    finding = Finding(
        stay=stay,
        grounds=grounds,
        known=known,
        ties=ties,
        mask=mask,
        _firmly=None,
        is_firm=False,
        evidence=evidence,
        parts=parts,
        now=now,
    )
    # without less sure statements the same stay may begin later, or not last up to the day asked
    firm = stay if evidence.firm is evidence else find_stay(evidence.firm, stay.company, mask)
    is_same = firm is not None and firm.since == stay.since and is_firm(finding.certainty)
    firmly = find(evidence.firm, firm, mask) if firm and not is_same else None
    return replace(finding, _firmly=firmly, is_firm=is_same)


def find_of_type(evidence: Evidence, company: int, term: Term) -> Finding:
    """Return how a company has one type itself, which it does."""
    mask = 1 << evidence.world.bits[term.id]
    stay = find_stay(evidence, company, mask)
    assert stay is not None  # it has it
    return find(evidence, stay, mask)


Grounded = tuple["Grounds", "tuple[Ownership, ...]", "Status"]
"""A path, who owns whom, and how sure it is that an owner has it up to the day asked about."""


def _ground_own(evidence: Evidence, stay: Stay, mask: Mask) -> Grounded:
    grounds = evidence.surest([stay.company], mask, stay.since, stay.hops)
    return grounds, (), grounds.certainty


def _ground_owning(evidence: Evidence, stay: Stay, mask: Mask) -> Grounded:
    """Find the surest owner and path by which it is so since the same day."""
    # `statuses` begins with the strongest, so the first by which it is so is the surest
    for status in evidence.statuses:
        surer = evidence.surely(status)
        owning = find_stay(surer, stay.company, mask)
        if owning and owning.chain and owning.since == stay.since:
            chain = [surer.world.holders[node] for node in owning.chain]
            companies = surer.counted_by("company")
            grounds = companies.surest([owning.chain[-1]], mask, stay.since, None)
            ties = find_ties(surer.model, chain, stay.since, grounds.known)
            return grounds, ties, status
    raise AssertionError("it has it on that day")


@dataclass(frozen=True, eq=False, repr=False)
class Cell(Brief):
    """A company can reach a data type, or something that is one."""

    template = "{company} {data}"

    company: Holder
    data: Term
    stay: Stay
    evidence: Evidence = field(repr=False)

    @cached_property
    def finding(self) -> Finding:
        """How it has it, and how sure that is; found when asked for."""
        return find(self.evidence, self.stay, self.evidence.mask(self.data))

    @cached_property
    def own(self) -> Finding:
        """How it has the type itself, if so: a member may have come earlier, or more surely."""
        is_alone = len(self.evidence.model.data.down(self.data.id)) == 1
        if is_alone or not self.itself:
            return self.finding
        return find_of_type(self.evidence, self.stay.company, self.data)

    @property
    def how(self) -> How:
        """How it comes to have it."""
        return self.finding.how

    @property
    def since(self) -> int:
        """The first day of the stay."""
        return self.stay.since

    @property
    def hops(self) -> int | None:
        """By how few flows it had it on that day; None where it only owns."""
        return self.stay.hops

    @property
    def itself(self) -> bool:
        """Whether it has the type itself, not only something that is one."""
        return bool(self.stay.mask >> self.evidence.world.bits[self.data.id] & 1)

    @property
    def services(self) -> tuple[Holder, ...]:
        """Through which of its holders, itself included."""
        return tuple(self.evidence.world.holders[piece] for piece, _ in self.stay.pieces)

    @property
    def started(self) -> PartialDate | None:
        """How the model has `since` written, where something in it starts then."""
        return self.finding.started

    def to_dict(self) -> FindingJson:
        """Return the cell as JSON has it."""
        return self.finding.to_dict()


def find_cells(evidence: Evidence, companies: Collection[Holder] = ()) -> tuple[Cell, ...]:
    """Return every pair of a company (of these, if any) and a data type that it can reach.

    They are sorted by their ids.
    """
    world = evidence.world
    wanted = {world.nodes[company.id] for company in companies} or range(len(world.holders))
    had = join_masks(history.had_ever() for history in evidence.index.spread.counted)
    known: dict[Mask, list[Stay]] = {0: []}
    cells = []
    for term in world.terms:
        mask = evidence.mask(term) & had  # types that differ only in what nobody has are as one
        if mask not in known:
            known[mask] = find_stays(evidence, mask)
        cells += [
            Cell(world.holders[stay.company], term, stay, evidence)
            for stay in known[mask]
            if stay.company in wanted
        ]
    return tuple(sorted(cells, key=lambda cell: (cell.company.id, cell.data.id)))
