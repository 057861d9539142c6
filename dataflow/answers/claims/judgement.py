"""Judging claims: on which day somebody had the data who was not to have it, and by which path.

Claims that ask for the same origin and the same purposes share their evidence.
"""

from __future__ import annotations

from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from dataflow.common.dates import (
    ALL_DAYS,
    NEVER,
    Days,
    PartialDate,
    Window,
    days_without,
    join_days,
    meet_days,
    show_day,
)
from dataflow.common.values import Brief, dataclass
from dataflow.engine.evidence import Evidence, PathStep
from dataflow.engine.reach import Owned, days_owned, find_owned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.engine.paths import State
    from dataflow.engine.world import Mask
    from dataflow.model import Claim, Holder, Model, Term


Verdict = Literal["kept", "broken", "untrue"]


@dataclass(frozen=True, repr=False)
class Judgement(Brief):
    """What became of a claim; without a day, all that follows it is empty.

    Attributes:
        on: the first day on which somebody had the data who was not to.
        company: who, the nearest of them: as `reach` names it, a service where it names one.
        data: what of it the company had on that day.
        others: who else had it on that day and was not to.
        origin: where the data was to come from, None for anywhere.
        unnamed: the holders that stand for nobody named and had some while the claim was in force.
        last_given: the last day up to `on` on which the last step of the path happened.
        evidence, state: where the path is found.
    """

    template = "{claim}: {verdict}"

    claim: Claim
    verdict: Verdict
    on: int | None = None
    company: Holder | None = None
    data: tuple[Term, ...] = ()
    others: tuple[Holder, ...] = ()
    origin: Holder | None = None
    unnamed: tuple[Holder, ...] = ()
    last_given: int | None = None
    evidence: Evidence | None = field(default=None, repr=False, compare=False)
    state: State | None = field(default=None, repr=False, compare=False)

    @cached_property
    def written(self) -> PartialDate | None:
        """How the model has `on` written, where something in it starts then."""
        if self.evidence is None or self.on is None:
            return None
        dates = (step.started for step in reversed(self.path))
        return self.evidence.written(self.on, *dates)

    @cached_property
    def path(self) -> tuple[PathStep, ...]:
        """The steps by which the company had it, found when asked for."""
        return self.evidence.path_to(self.state) if self.evidence and self.state else ()

    def to_dict(self) -> dict[str, Any]:
        """Return the judgement as JSON has it."""
        return {
            "claim": self.claim.id,
            "by": self.claim.by.id if self.claim.by else None,
            "date": show_day(self.claim.date.first),
            "verdict": self.verdict,
            "on": None if self.on is None else show_day(self.on),
            "company": self.company.id if self.company else None,
            "data": [term.id for term in self.data],
            "path": [step.to_dict() for step in self.path],
        }


class Judging:
    """Judges the claims of one model under one setting."""

    def __init__(self, evidence: Evidence) -> None:
        """Take the model for anyone, wherever data comes from and whatever for."""
        self._anywhere = evidence
        self._known: dict[tuple[str | None, frozenset[str] | None], Evidence] = {}

    def judge(self, claim: Claim) -> Judgement:
        """Return whether a claim was kept."""
        evidence = self._evidence_for(claim)
        mask, force = evidence.world.mask_of(claim.data), in_force(claim, evidence.setting.day)
        breaches = _find_breaches(claim, evidence, mask, force)
        unnamed = _find_unnamed(evidence, mask, force)
        origin = find_origin(claim)
        if not breaches:
            return Judgement(claim, "kept", origin=origin, unnamed=unnamed, evidence=evidence)
        day = min(breaches.values())
        culprits = [node for node, first in sorted(breaches.items()) if first == day]
        first, state = _nearest(evidence, culprits, mask, day)
        holders = evidence.world.holders
        return Judgement(
            claim,
            "untrue" if day == claim.date.first else "broken",
            on=day,
            company=holders[first],
            data=evidence.world.terms_in(evidence.had_on(first, mask, day)),
            others=tuple(holders[node] for node in culprits if node != first),
            origin=origin,
            unnamed=unnamed,
            last_given=evidence.shortest.last_day_of(state),
            evidence=evidence,
            state=state,
        )

    def find_having(self, claim: Claim) -> Iterator[tuple[Holder, Term, Days]]:
        """Yield everybody who ever had what they were not to: who, what, on which days."""
        evidence = self._evidence_for(claim)
        world, force = evidence.world, in_force(claim, evidence.setting.day)
        terms = world.terms_in(world.mask_of(claim.data))
        for node, bound in find_bound(claim, evidence).items():
            for term in terms:
                had = evidence.days_with(node, 1 << world.bits[term.id])
                days = meet_days(had, meet_days(bound, (force,)))
                if days:
                    yield world.holders[node], term, days

    def _evidence_for(self, claim: Claim) -> Evidence:
        origin, aims = find_origin(claim), find_aims(claim, self._anywhere.model)
        if origin is None and aims is None:
            return self._anywhere
        key = (origin.id if origin else None, aims)
        if key not in self._known:
            setting = replace(self._anywhere.setting, origin=origin, aims=aims)
            self._known[key] = Evidence(self._anywhere.model, setting)
        return self._known[key]


def find_aims(claim: Claim, model: Model) -> frozenset[str] | None:
    """Return the purposes that count, None where a claim is about any and none."""
    named = [model.purposes.down(term.id) for term in claim.purposes or claim.except_for]
    if not named:
        return None
    below = frozenset[str]().union(*named)
    return below if claim.purposes else frozenset(model.purposes) - below


def in_force(claim: Claim, last: int) -> Window:
    """Return the days on which a claim counts, up to a last one: none where it was made later."""
    return Window(claim.date.first, min(claim.until.last if claim.until else NEVER, last))


def _find_breaches(claim: Claim, evidence: Evidence, mask: Mask, force: Window) -> dict[int, int]:
    """Return everybody who had the data and was not to, with the first day on which that was so."""
    return {
        node: days[0].start
        for node, bound in find_bound(claim, evidence).items()
        if (days := meet_days(evidence.days_with(node, mask), meet_days(bound, (force,))))
    }


def _find_unnamed(evidence: Evidence, mask: Mask, force: Window) -> tuple[Holder, ...]:
    return tuple(
        holder
        for node, holder in enumerate(evidence.world.holders)
        if holder.unnamed and meet_days(evidence.days_with(node, mask), (force,))
    )


def _nearest(evidence: Evidence, culprits: list[int], mask: Mask, day: int) -> tuple[int, State]:
    """Choose who had it on a day by the fewest flows, and among those by the first path."""
    nearest = {node: evidence.least_hops(node, mask, day) for node in culprits}
    fewest = min(states[0].hops for states in nearest.values())
    nearest = {node: states for node, states in nearest.items() if states[0].hops == fewest}
    state = evidence.choose(sorted({state for states in nearest.values() for state in states}))
    return next(node for node, states in nearest.items() if state in states), state


Bound = dict[int, Days]
"""Per node, the days on which it must not have the data."""


def find_origin(claim: Claim) -> Holder | None:
    """Return where the data comes from, None for anywhere.

    "With either" (anyone, outsiders) "`from` is who made the claim, unless it says otherwise."
    """
    if claim.origin is None and isinstance(claim.reach, str):
        return claim.by
    return claim.origin


def find_bound(claim: Claim, evidence: Evidence) -> Bound:
    """Return everybody who must not have it, and on which days, whatever the claim's own are."""
    nodes = evidence.world.nodes
    if not isinstance(claim.reach, str):
        return {nodes[holder.id]: ALL_DAYS for holder in claim.reach}
    origin = find_origin(claim)
    assert origin is not None  # the language asks for it
    spared = find_origins(origin, evidence)
    if claim.reach == "outsiders":
        spared = find_group(spared, find_owned(evidence))
    return {
        nodes[company.id]: days_without(ALL_DAYS, spared.get(nodes[company.id], ()))
        for company in evidence.model.companies
    }


def find_origins(origin: Holder, evidence: Evidence) -> Bound:
    """Return the companies that are the origin, and on which days.

    "The origin is the company that `from` names, or whoever has operated it up to that day."
    """
    nodes = evidence.world.nodes
    if origin.is_company:
        return {nodes[origin.id]: ALL_DAYS}
    return _joined(
        (nodes[operation.company.id], (Window(operation.window.start, NEVER),))
        for operation in evidence.model.operations_of(origin)
    )


def find_group(origins: Bound, owned: Owned) -> Bound:
    """Return the origin, "all that own it, and all that any of these owns, that day"."""
    owners: Owned = {}
    for above, ties in owned.items():
        for below, window in ties:
            owners.setdefault(below, []).append((above, window))
    top = _joined([*origins.items(), *_tied(origins, owners)])
    return _joined([*top.items(), *_tied(top, owned)])


def _tied(known: Bound, ties: Owned) -> list[tuple[int, Days]]:
    """Return all that some companies own, or, along ties turned round, all that own them."""
    return [
        (other, meet_days(days, when))
        for company, days in known.items()
        for other, when in days_owned(company, ties).items()
    ]


def _joined(parts: Iterable[tuple[int, Days]]) -> Bound:
    joined: dict[int, list[Window]] = {}
    for node, days in parts:
        joined.setdefault(node, []).extend(days)
    return {node: join_days(windows) for node, windows in joined.items()}
