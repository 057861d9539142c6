"""Judging claims: on which day somebody had the data who was not to have it, and by which path.

Claims that ask for the same origin, purposes, mechanisms, choices and region share their evidence.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypedDict

from dataflow.answers.verdicts.bound import find_bound, find_origin
from dataflow.answers.verdicts.possible import find_other
from dataflow.common.dates import ALWAYS, NEVER, Days, PartialDate, Window, meet_days, show_day
from dataflow.common.values import Brief, dataclass, id_of
from dataflow.engine.certainty import FIRMEST, DayKind, Known, is_firm, opened, weakest
from dataflow.engine.evidence import Evidence, Grounds
from dataflow.engine.path_steps import PathStep, ReplyJson, StepJson, show_reply
from dataflow.engine.setting import Setting
from dataflow.engine.units import add_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.engine.world import Mask
    from dataflow.language.words import By, Found, Status, UnlessChoice, Verdict
    from dataflow.model import Claim, Finding, Holder, Model, Term


class FirmJson(TypedDict):
    """The verdict by firm statements alone, as JSON has it."""

    verdict: Verdict
    on: str | None
    on_is: DayKind | None
    path: list[StepJson]


class FindingJson(TypedDict):
    """What an authority found, as JSON has it."""

    by: str
    date: str | None
    found: Found
    on: str | None
    source: list[str]
    note: str | None
    quote: str | None


class JudgementJson(TypedDict):
    """A judgement, as JSON has it; its keys are the columns of CSV.

    By service, `service` stands before `company`, which is who operates it.
    """

    claim: str
    by: str | None
    date: str | None
    verdict: Verdict
    on: str | None
    on_is: DayKind | None
    certainty: Status | None
    may_be: Verdict | None
    firm: FirmJson | None
    company: str | None
    data: list[str]
    path: list[StepJson]
    reading: str | None
    findings: list[FindingJson]
    replies: list[ReplyJson]
    status: Status


@dataclass(frozen=True, eq=False, repr=False)
class Judgement(Brief):
    """What became of a claim; without a breach, all that rests on one is empty.

    Attributes:
        evidence: who has what, as far as the claim counts it.
        region: for somebody of which region this is the verdict; None where it is for anyone.
        on: the first day on which somebody had the data who was not to.
        data: what of it the company had on that day.
        others: who else had it on that day and was not to, by firm statements.
        unsure_others: who had it by less sure ones alone, with how sure that is.
        unnamed: the holders that stand for nobody named and had some while the claim was in force.
        grounds: by which path it was had, the surest that there is, and how sure that is.
        firmly: the judgement by firm statements alone; None where that is the same.
    """

    template = "{claim}: {verdict}"

    claim: Claim
    evidence: Evidence
    verdict: Verdict
    region: str | None = None
    on: int | None = None
    data: tuple[Term, ...] = ()
    others: tuple[Holder, ...] = ()
    unsure_others: tuple[tuple[Holder, Status], ...] = ()
    unnamed: tuple[Holder, ...] = ()
    grounds: Grounds | None = None
    firmly: Judgement | None = None

    @property
    def origin(self) -> Holder | None:
        """Where the data was to come from, None for anywhere."""
        return find_origin(self.claim)

    @property
    def company(self) -> Holder | None:
        """Who had it: as `reach` names it, a service where it names one."""
        return self.grounds.evidence.world.holders[self.grounds.holder] if self.grounds else None

    @property
    def certainty(self) -> Status | None:
        """The weakest status on the path; no surer than that it was said at all."""
        if self.grounds is None:
            return None
        said = [] if is_firm(self.claim.status) else [self.claim.status]
        return weakest([self.grounds.certainty, *said])

    @cached_property
    def known(self) -> Known | None:
        """How well the day is known: of an untrue claim, that of the path."""
        if self.grounds is None or self.on is None:
            return None
        known = self.grounds.known
        if self.verdict == "untrue" or known.day == self.on:
            return known
        return Known(self.on, opened(known.kind))  # by the end of an owner

    @property
    def on_is(self) -> DayKind | None:
        """Whether the day is certain, or only a bound."""
        return self.known.kind if self.known else None

    @cached_property
    def may_be(self) -> Verdict | None:
        """The first other verdict that may be so, as the day of the path is not certain."""
        if self.on_is in (None, "stated"):
            return None
        return find_other(self.verdict, in_force(self.claim, self.evidence.setting.day), self.path)

    @cached_property
    def written(self) -> PartialDate | None:
        """How the model has `on` written, where something in it starts then."""
        if self.grounds is None or self.on is None:
            return None
        dates = (step.started for step in reversed(self.path))
        return self.grounds.evidence.written(self.on, *dates)

    @cached_property
    def last_given(self) -> int | None:
        """The last day up to `on` on which the last step of the path happened."""
        grounds = self.grounds
        return grounds.evidence.shortest.last_day_of(grounds.state) if grounds else None

    @cached_property
    def path(self) -> tuple[PathStep, ...]:
        """The steps by which the company had it, found when asked for."""
        return self.grounds.path if self.grounds else ()

    def to_dict(self) -> JudgementJson:
        """Return the judgement as JSON has it."""
        judgement: JudgementJson = {
            "claim": self.claim.id,
            "by": self.claim.by.id if self.claim.by else None,
            "date": show_day(self.claim.date.first),
            "verdict": self.verdict,
            "on": None if self.on is None else show_day(self.on),
            "on_is": self.on_is,
            "certainty": self.certainty,
            "may_be": self.may_be,
            "firm": self.firmly.to_firm() if self.firmly else None,
            "company": self.company.id if self.company else None,
            "data": [term.id for term in self.data],
            "path": [step.to_dict() for step in self.path],
            "reading": self.claim.reading,
            "findings": [show_finding(finding) for finding in self.claim.findings],
            "replies": [show_reply(reply) for reply in self.claim.replies],
            "status": self.claim.status,
        }
        return add_unit(self.evidence, judgement, self.company)

    def to_firm(self) -> FirmJson:
        """Return what JSON has of it where it is the verdict by firm statements alone."""
        return {
            "verdict": self.verdict,
            "on": None if self.on is None else show_day(self.on),
            "on_is": self.on_is,
            "path": [step.to_dict() for step in self.path],
        }


def show_finding(finding: Finding) -> FindingJson:
    """Return what an authority found, as JSON has it."""
    return {
        "by": id_of(finding.by) or str(finding.by),
        "date": show_day(finding.date.first),
        "found": finding.found,
        "on": show_day(finding.on.first) if finding.on else None,
        "source": [source.id for source in finding.sources],
        "note": finding.note,
        "quote": finding.quote,
    }


class Judging:
    """Judges the claims of one model under one setting."""

    def __init__(self, evidence: Evidence) -> None:
        """Take the model for anyone, wherever data comes from and whatever for."""
        self._anywhere, self._by = evidence, evidence.setting.by
        self._known: dict[str, Evidence] = {}

    def counted_by(self, by: By) -> Judging:
        """Return who judges the same for whom it is asked by: nothing is spread again."""
        other = Judging(self._anywhere)
        other._by, other._known = by, self._known
        return other

    @property
    def degrees(self) -> tuple[Status, ...]:
        """How surely something may be so, the surest first: firmly, or by what is not firm."""
        return (FIRMEST, *(status for status in self._anywhere.statuses if not is_firm(status)))

    def judge(self, claim: Claim) -> Judgement:
        """Return whether a claim was kept: for each region it was made for, one is enough."""
        known = {region: self._evidence_for(claim, region) for region in claim.when or (None,)}
        judgement = _judge_each(known, claim)
        if all(evidence.firm is evidence for evidence in known.values()):
            return judgement
        firm = {region: evidence.firm for region, evidence in known.items()}
        firmly = _judge_each(firm, claim)
        is_same = (firmly.verdict, firmly.on) == (judgement.verdict, judgement.on)
        return replace(judgement, firmly=None if is_same else firmly)

    def find_having(self, claim: Claim, surely: Status) -> Iterator[tuple[Holder, Term, Days]]:
        """Yield everybody who ever had what they were not to: who, what, on which days.

        That is so by statements that are at least so sure.
        """
        for region in claim.when or (None,):
            evidence = self._evidence_for(claim, region).surely(surely)
            world, force = evidence.world, in_force(claim, evidence.setting.day)
            terms = world.terms_in(world.mask_of(claim.data))
            for node, bound in find_bound(claim, evidence).items():
                for term in terms:
                    had = evidence.days_with(node, 1 << world.bits[term.id])
                    days = meet_days(had, meet_days(bound, (force,)))
                    if days:
                        yield world.holders[node], term, days

    def _evidence_for(self, claim: Claim, region: str | None) -> Evidence:
        """Return who has what, as far as a claim counts it; claims that ask alike share it."""
        setting = replace(
            self._anywhere.setting,
            origin=find_origin(claim),
            aims=find_aims(claim, self._anywhere.model),
            through=frozenset(claim.through),
            unless_choice=_LEFT_OUT[claim.unless_choice],
            region=region,
        )
        aims, sets = setting.aims, (setting.through, setting.unless_choice)
        key = repr((id_of(setting.origin), aims and sorted(aims), *map(sorted, sets), region))
        if key not in self._known:
            plain = setting == self._anywhere.setting
            self._known[key] = self._anywhere if plain else Evidence(self._anywhere.model, setting)
        return self._known[key].counted_by(self._by)


_LEFT_OUT: Final[dict[UnlessChoice | None, frozenset[str]]] = {
    None: frozenset(),
    "opt-in": frozenset({"opt-in"}),
    "any": frozenset({"opt-in", "opt-out"}),
}
"""The choices that a promise leaves room for: what offers them does not break it."""


def _judge_each(known: Mapping[str | None, Evidence], claim: Claim) -> Judgement:
    """Return the first breach of any region, or that there is none."""
    judged = (_judge_by(evidence, claim, region) for region, evidence in known.items())
    return min(judged, key=lambda judgement: NEVER if judgement.on is None else judgement.on)


def _judge_by(evidence: Evidence, claim: Claim, region: str | None) -> Judgement:
    """Return the verdict on a claim by what counts in some evidence."""
    mask, force = evidence.world.mask_of(claim.data), in_force(claim, evidence.setting.day)
    unnamed = _find_unnamed(claim, evidence, mask, force)
    kept = Judgement(claim, evidence, "kept", region, unnamed=unnamed)
    breaches = _find_breaches(claim, evidence, mask, force)
    if not breaches:
        return kept
    day = min(breaches.values())
    culprits = [node for node, first in sorted(breaches.items()) if first == day]
    # of those who had it first, the one who surely did stands for all
    grounds = evidence.surest(culprits, mask, day, None)
    firmly, unsurely = _divide_others(evidence, grounds, culprits, mask)
    return replace(
        kept,
        verdict="untrue" if claim.past or day == claim.date.first else "broken",
        on=day,
        data=evidence.world.terms_in(evidence.had_on(grounds.holder, mask, day)),
        others=firmly,
        unsure_others=unsurely,
        grounds=grounds,
    )


def _divide_others(
    evidence: Evidence, grounds: Grounds, culprits: list[int], mask: Mask
) -> tuple[tuple[Holder, ...], tuple[tuple[Holder, Status], ...]]:
    """Return who else had it that day: firmly, and by less sure statements alone, with how sure."""
    firmly, unsurely = [], []
    for node in culprits:
        holder = evidence.world.holders[node]
        if node == grounds.holder:
            continue
        if evidence.firm.had_on(node, mask, grounds.day):
            firmly.append(holder)
        else:
            known = evidence.surest([node], mask, grounds.day, None)
            unsurely.append((holder, known.certainty))
    return tuple(firmly), tuple(unsurely)


def judging_under(model: Model, setting: Setting) -> Judging:
    """Return who judges the claims of a model by what of a setting counts for them."""
    return Judging(Evidence(model, for_anyone(setting)))


def for_anyone(setting: Setting) -> Setting:
    """Leave of a setting what a claim is judged by."""
    return Setting(
        as_of=setting.as_of,
        scenario=setting.scenario,
        without=setting.without,
        firm=setting.firm,
        by=setting.by,
    )


def find_aims(claim: Claim, model: Model) -> frozenset[str] | None:
    """Return the purposes that count, None where a claim is about any and none."""
    named = [model.purposes.down(term.id) for term in claim.purposes or claim.except_for]
    if not named:
        return None
    below = frozenset[str]().union(*named)
    return below if claim.purposes else frozenset(model.purposes) - below


def in_force(claim: Claim, last: int) -> Window:
    """Return the days on which a claim counts, up to a last one: none where it was made later.

    A denial counts for the days up to that of its own date.
    """
    if claim.past:
        return Window(ALWAYS, min(claim.date.first, last))
    return Window(claim.date.first, min(claim.until.last if claim.until else NEVER, last))


def _find_breaches(claim: Claim, evidence: Evidence, mask: Mask, force: Window) -> dict[int, int]:
    """Return everybody who had the data and was not to, with the first day on which that was so."""
    return {
        node: days[0].start
        for node, bound in find_bound(claim, evidence).items()
        if (days := meet_days(evidence.days_with(node, mask), meet_days(bound, (force,))))
    }


def _find_unnamed(
    claim: Claim, evidence: Evidence, mask: Mask, force: Window
) -> tuple[Holder, ...]:
    """Return the holders that stand for others who had it and may be those who were not to."""
    return tuple(
        holder
        for node, holder in enumerate(evidence.world.holders)
        if holder.unnamed
        and meet_days(evidence.days_with(node, mask), (force,))
        and _may_be_among(claim, holder, evidence, mask)
    )


def _may_be_among(claim: Claim, group: Holder, evidence: Evidence, mask: Mask) -> bool:
    """Return whether somebody who was not to have it may be among a group that is not named.

    Whoever gave it to the group is another, and so is who it is said to be besides.
    """
    if isinstance(claim.reach, str):
        return True
    others: set[str] | None = None
    for given in evidence.transfers(evidence.world.nodes[group.id], mask):
        sender = given.sender
        operators = evidence.model.operators_of(sender) if sender else ()
        giving = {holder.id for holder in (sender, *operators) if holder}
        others = giving if others is None else others & giving
    return not {holder.id for holder in claim.reach} <= {*(others or ()), *group.besides}
