"""The rule of claims in `semantics.md` a second time: plain, slow, on top of `reference.py`.

Nothing here is shared with the program but the model itself. Sentences in quotation marks are those
of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import reference

from dataflow.common.dates import NEVER
from dataflow.engine.setting import Setting
from dataflow.model import Derivation, Flow, Hold, Taxonomy, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reference import Day, Proven

    from dataflow.model import Claim, Holder, Model

COUNTED = "counted"
"""A purpose that no model has: that of all that counts for a claim with `for` or `except_for`."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a claim comes to, and on which day; `who` had what of it then and was not to.

    `hops` are those of the nearest of them.
    """

    verdict: str
    day: int | None
    who: Mapping[str, frozenset[str]]
    hops: int | None


# --------------------------------------------------------------------------------------------
# What counts


def counts(model: Model, claim: Claim, cause: Hold | Flow | Derivation) -> bool:
    """Whether what this gives is what the claim is about.

    "for: only what some hold or flow for a purpose in down(purpose) gave directly counts." "A hold
    or flow that names no purpose, and a derivation, are for none." "`except_for` counts holds and
    flows that have a purpose outside `down` of its list."
    """
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


def setting_of(claim: Claim, asked: Setting) -> Setting:
    """ "A claim is judged for anyone (no persona), without owners and announcements." """
    return Setting(origin=origin_of(claim), without=asked.without)


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


def bound(model: Model, claim: Claim, day: int) -> frozenset[str]:
    """The holders in `reach` on a day."""
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
    """ "Made on day c, in force until day e", and looked at up to the day asked about."""
    until = claim.until.last if claim.until else NEVER
    return claim.date.first, min(until, asked.as_of.last if asked.as_of else NEVER)


def had_on(days: Sequence[Day], day: int) -> reference.Levels:
    """The facts that count on a day, by hops: those of the last record up to it."""
    return [record for record in days if record.day <= day][-1].counted


def who_has(
    model: Model, claim: Claim, facts: reference.Facts, day: int
) -> Mapping[str, frozenset[str]]:
    """ "A holder or company in `reach` [that] has any d in down(data)" on a day, and which d."""
    kinds = reference.down(model, claim.data)
    had = {
        name: frozenset(
            kind
            for place, kind in facts
            if place in reference.brings(model, model.holders[name], day) and kind in kinds
        )
        for name in bound(model, claim, day)
    }
    return {name: found for name, found in had.items() if found}


def judge(model: Model, claim: Claim, asked: Setting) -> Judgement:
    """ "No such day: kept. v = c: untrue when it was made. Else broken on v." """
    first, last = force(claim, asked)
    setting, changed = setting_of(claim, asked), model
    if claim.purposes or claim.except_for:
        changed, purpose = with_counted(model, claim)
        setting = replace(setting, purpose=purpose)
    days = reference.walk(changed, setting)
    for day in sorted({first, *reference.days_of(model)}):
        if first <= day <= last:
            levels = had_on(days, day)
            who = who_has(model, claim, levels[-1], day)
            if who:
                nearest = [bool(who_has(model, claim, level, day)) for level in levels]
                verdict = "untrue" if day == first else "broken"
                return Judgement(verdict, day, who, nearest.index(True))
    return Judgement("kept", None, {}, None)


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
