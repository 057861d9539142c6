"""The rule of claims in `semantics.md` a second time: plain, slow, on top of `reference.py`.

Nothing here is shared with the program but the model itself. Sentences in quotation marks are those
of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import reference
import reference_proofs

from dataflow.common.dates import ALWAYS, NEVER
from dataflow.engine.setting import Setting
from dataflow.model import Derivation, Flow, Hold, Taxonomy, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reference import Day, Proven
    from reference_proofs import Prover, Told

    from dataflow.model import Claim, Holder, Model

COUNTED = "counted"
"""A purpose that no model has: that of all that counts for a claim with `for` or `except_for`."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a claim comes to, and on which day; `who` had what of it then and was not to.

    Attributes:
        told: by which path, the surest there is: how sure, how far, how well its day is known.
        on_is: how well the day of the verdict is known.
    """

    verdict: str
    day: int | None
    who: Mapping[str, frozenset[str]]
    told: Told | None = None
    on_is: str | None = None
    region: str | None = None


# --------------------------------------------------------------------------------------------
# What counts


def counts(model: Model, claim: Claim, cause: Hold | Flow | Derivation) -> bool:
    """Whether what this gives is what the claim is about.

    "for: only what some hold or flow for a purpose in down(purpose) gave directly counts." "A hold
    or flow that names no purpose, and a derivation, are for none." "`except_for` counts holds and
    flows that have a purpose outside `down` of its list." `through`: "only a last flow of these
    mechanisms counts".
    """
    if claim.through and not (isinstance(cause, Flow) and cause.mechanism in claim.through):
        return False
    if not claim.purposes and not claim.except_for:
        return True
    if isinstance(cause, Derivation):
        return False
    if claim.purposes:
        return any(
            purpose.id in model.purposes.down(asked.id)
            for purpose in cause.purposes
            for asked in claim.purposes
        )
    return any(
        all(purpose.id not in model.purposes.down(spared.id) for spared in claim.except_for)
        for purpose in cause.purposes
    )


def is_left_out(claim: Claim, cause: Hold | Flow) -> bool:
    """Whether something is left out of the judgement altogether, with what passes on from it.

    `unless_choice: opt-in`: "what only passes with somebody's opting in"; `any`: "what has an
    opt-out is left out as well". "A theft or breach that `through` does not name is left out."
    """
    left_out = {None: (), "opt-in": ("opt-in",), "any": ("opt-in", "opt-out")}
    if cause.choice in left_out[claim.unless_choice]:
        return True
    taken = isinstance(cause, Flow) and cause.mechanism in ("theft", "breach")
    return bool(claim.through) and taken and not counts_mechanism(claim, cause)


def counts_mechanism(claim: Claim, cause: Hold | Flow) -> bool:
    return isinstance(cause, Flow) and cause.mechanism in claim.through


def judged(model: Model, claim: Claim) -> Model:
    """The model without what is left out of the judgement."""
    return replace(
        model,
        holds=tuple(hold for hold in model.holds if not is_left_out(claim, hold)),
        flows={name: flow for name, flow in model.flows.items() if not is_left_out(claim, flow)},
    )


def with_counted(model: Model, claim: Claim) -> tuple[Model, Term]:
    """The model in which all that counts has one more purpose, which nothing else has."""
    term = Term(id=COUNTED, name=COUNTED, at=claim.at)
    purposes = Taxonomy(
        {**model.purposes.terms, COUNTED: term},
        {**model.purposes.below, COUNTED: frozenset({COUNTED})},
    )
    holds = tuple(
        replace(hold, purposes=(*hold.purposes, term)) if counts(model, claim, hold) else hold
        for hold in model.holds
    )
    flows = {
        name: replace(flow, purposes=(*flow.purposes, term)) if counts(model, claim, flow) else flow
        for name, flow in model.flows.items()
    }
    return replace(model, purposes=purposes, holds=holds, flows=flows), term


def origin_of(claim: Claim) -> Holder | None:
    """Where the data comes from.

    "With either" (`anyone` and `outsiders`), "`from` is who made the claim, unless it says
    otherwise."
    """
    if claim.origin is None and claim.reach in ("anyone", "outsiders"):
        return claim.by
    return claim.origin


def setting_of(claim: Claim, asked: Setting, region: str | None = None) -> Setting:
    """ "A claim is judged for anyone (no persona), without owners and announcements." """
    return Setting(
        origin=origin_of(claim), without=asked.without, firm=asked.firm, region=region, by=asked.by
    )


# --------------------------------------------------------------------------------------------
# Whom it must not reach


def origins(model: Model, origin: Holder, day: int) -> frozenset[str]:
    """ "The company that `from` names, or whoever has operated it up to that day." """
    if origin.is_company:
        return frozenset({origin.id})
    return frozenset(
        operation.company.id
        for operation in model.operations
        if operation.service.id == origin.id and operation.window.start <= day
    )


def group(model: Model, first: frozenset[str], day: int) -> frozenset[str]:
    """ "The origin, all that own it, and all that any of these owns, that day." """
    owns = {company.id: reference.owned_by(model, company, day) for company in model.companies}
    above = first | {company for company, owned in owns.items() if owned & first}
    return above.union(*(owns[company] for company in above))


def bound(model: Model, claim: Claim, day: int, by: str = "company") -> frozenset[str]:
    """The holders in `reach` on a day.

    By service, a company stands for itself and "the services that it operates that day"; and where
    `anyone` but a service is meant, no other holder is spared.
    """
    if by == "company":
        return bound_companies(model, claim, day)
    origin = origin_of(claim)
    if claim.reach == "anyone" and origin is not None and not origin.is_company:
        return frozenset(model.holders) - {origin.id}
    return frozenset(
        part
        for name in bound_companies(model, claim, day)
        for part in reference.brings(model, model.holders[name], day)
    )


def bound_companies(model: Model, claim: Claim, day: int) -> frozenset[str]:
    """The holders that `reach` names, or the companies that it stands for."""
    if not isinstance(claim.reach, str):
        return frozenset(holder.id for holder in claim.reach)
    origin = origin_of(claim)
    assert origin is not None, "it is known whose data is meant"
    spared = origins(model, origin, day)
    if claim.reach == "outsiders":
        spared = group(model, spared, day)
    return frozenset(company.id for company in model.companies) - spared


# --------------------------------------------------------------------------------------------
# The verdict


def force(claim: Claim, asked: Setting) -> tuple[int, int]:
    """ "Made on day c, in force until day e", and looked at up to the day asked about.

    A denial is "judged over the days up to its date".
    """
    if claim.past:
        return ALWAYS, min(claim.date.first, asked.as_of.last if asked.as_of else NEVER)
    until = claim.until.last if claim.until else NEVER
    return claim.date.first, min(until, asked.as_of.last if asked.as_of else NEVER)


def had_on(days: Sequence[Day], day: int) -> reference.Levels:
    """The facts that count on a day, by hops: those of the last record up to it."""
    return [record for record in days if record.day <= day][-1].counted


def who_has(
    model: Model, claim: Claim, facts: reference.Facts, day: int, by: str
) -> Mapping[str, frozenset[str]]:
    """ "A holder or company in `reach` [that] has any d in down(data)" on a day, and which d."""
    kinds = reference.down(model, claim.data)
    had = {
        name: frozenset(
            kind
            for place, kind in facts
            if place in lies_in(model, name, day, by) and kind in kinds
        )
        for name in bound(model, claim, day, by)
    }
    return {name: found for name, found in had.items() if found}


def lies_in(model: Model, name: str, day: int, by: str) -> frozenset[str]:
    """Where what a holder has lies on a day; by service, each has what is its own."""
    if by == "service":
        return frozenset({name})
    return reference.brings(model, model.holders[name], day)


def judge(model: Model, claim: Claim, asked: Setting, *, surely: bool = False) -> Judgement:
    """For each region that it was made for: "one is enough". `surely`: by which path as well."""
    regions = claim.when or (None,)
    judgements = [judge_for(model, claim, asked, region, surely=surely) for region in regions]
    return min(judgements, key=lambda one: NEVER if one.day is None else one.day)


def judge_for(
    model: Model, claim: Claim, asked: Setting, region: str | None, *, surely: bool
) -> Judgement:
    """ "No such day: kept. v = c: untrue when it was made. Else broken on v."

    A denial is "`untrue`, `on` the first such day (null for always), else `kept`".
    """
    first, last = force(claim, asked)
    setting = setting_of(claim, asked, region)
    model = reference.counting(model, setting)
    changed = judged(model, claim)
    if claim.purposes or claim.except_for or claim.through:
        changed, purpose = with_counted(changed, claim)
        setting = replace(setting, purpose=purpose)
    days = reference.walk(changed, setting)
    for day in sorted({first, *reference.days_of(model)}):
        if first <= day <= last:
            who = who_has(model, claim, had_on(days, day)[-1], day, asked.by)
            if who:
                verdict = "untrue" if claim.past or day == claim.date.first else "broken"
                if not surely:
                    return Judgement(verdict, day, who, region=region)
                prover = reference_proofs.Prover(changed, setting, days)
                told, on_is = tell(prover, claim, who, (day, verdict))
                return Judgement(verdict, day, who, told, on_is, region)
    return Judgement("kept", None, {}, region=region)


def tell(prover: Prover, claim: Claim, who: Iterable[str], on: tuple[int, str]) -> tuple[Told, str]:
    """ "Of several paths that give the verdict the surest is taken." "For `untrue`, `on_is` is of
    the path's day."
    """
    day, verdict = on
    kinds = reference.down(prover.model, claim.data)
    told, known = min(
        way
        for name in who
        for way in reference_proofs.every_way(prover, prover.model.holders[name], kinds, day)
    )
    if verdict == "untrue" or known.day == day:
        return told, known.kind
    return told, "stated" if known.kind in ("stated", "by") else "from"


MAY_BE = {
    ("by", "broken"): {"untrue", None},
    ("by", "untrue"): {None},
    ("from", "broken"): {"kept", None},
    ("from", "untrue"): {"broken", "kept", None},
    ("unknown", "broken"): {"untrue", "kept", None},
    ("unknown", "untrue"): {"broken", "kept", None},
}
"""Which other verdicts a day leaves open that may be earlier, later, or both."""


def may_be(claim: Claim, one: Judgement) -> set[str | None]:
    """ "`may_be` is the first possible other verdict of untrue, broken, kept (of a denial: untrue,
    kept), null where none is."
    """
    if one.on_is in (None, "stated"):
        return {None}
    others = MAY_BE[one.on_is, one.verdict]
    return others - {"broken"} if claim.past else others


def arrives(
    model: Model, claim: Claim, proven: Iterable[Proven], goal: tuple[Holder, int]
) -> list[Proven]:
    """What a replayed path has for a holder on a day of what the claim is about."""
    holder, day = goal
    return [
        one
        for one in reference.there(model, proven, holder, day)
        if one.kind in reference.down(model, claim.data) and counts(model, claim, one.cause)
    ]
