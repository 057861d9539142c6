"""On which days a conditional fact applies to the person that a question is about."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal, final

from dataflow.common.dates import (
    ALL_DAYS,
    ALWAYS,
    Days,
    PartialDate,
    days_without,
    includes,
    join_days,
    meet_days,
    tell_date,
    tell_day,
    window_between,
)
from dataflow.common.regions import name_region
from dataflow.common.values import Brief, dataclass, sort_keys, thaw
from dataflow.engine.certainty import is_at_least
from dataflow.model import Condition, Conditional, Derivation, Flow, Hold, Holder, Model, Persona

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dataflow.common.values import JsonObject
    from dataflow.engine.setting import Setting


NO_DAYS: Days = ()


class Applying:
    """Works out the days for one model and one setting, and remembers accounts."""

    def __init__(self, model: Model, setting: Setting, asked: Model | None = None) -> None:
        """Take the model and the setting; without a persona every condition may hold.

        `asked` is the model that the question is about, where `model` has only its surer operators:
        an exception that holds by any operator who counts stands in the way of a surer path too.
        """
        self._excepting = self if asked is None else Applying(asked, setting)
        self._model = model
        self._persona = setting.persona
        self._region = setting.region
        self._least = setting.least
        self._accounts: dict[str, Days] = {}

    def days_of(self, fact: Conditional) -> Days:
        """Return the days of its window on which a hold, flow or derivation applies."""
        if not is_at_least(fact.status, self._least):
            return NO_DAYS
        days = join_days([fact.window])
        persona = self._persona
        if persona is None:
            return days if self._region is None else self._days_for(self._region, fact, days)
        if fact.when:
            days = meet_days(days, self.days_of_any(fact.when, persona))
        days = days_without(days, self._excepting.days_of_any(fact.unless, persona))
        if isinstance(fact, Hold | Flow):
            days = meet_days(days, chosen_days(fact, persona))
        if isinstance(fact, Hold) and fact.whose == "users":
            days = meet_days(days, self.account_days(fact.holder, persona))
        return days

    def _days_for(self, region: str, fact: Conditional, days: Days) -> Days:
        """Return the days on which something can apply to somebody of exactly one region.

        Their accounts are open: a condition on them may hold, and an exception need not.
        """
        fitting = [each.window for each in fact.when if not each.region or region in each.region]
        if fact.when:
            days = meet_days(days, join_days(fitting))
        bars = (
            each.window
            for each in fact.unless
            if region in each.region and not (each.account or each.accounts)
        )
        return days_without(days, join_days(bars))

    def account_days(self, holder: Holder, persona: Persona) -> Days:
        """Return the days on which the persona has an account there.

        An account at a company is one at the company itself, or at a service it operates that day.
        """
        if holder.id not in self._accounts:
            through = (
                meet_days((operation.window,), _days_at(operation.service, persona))
                for operation in self._model.operations_by(holder)
            )
            days = join_days(chain(_days_at(holder, persona), *through))
            self._accounts[holder.id] = days
        return self._accounts[holder.id]

    def days_of_any(self, conditions: Iterable[Condition], persona: Persona) -> Days:
        """Return the days on which any of these conditions holds for the persona."""
        return join_days(chain(*(self.condition_days(each, persona) for each in conditions)))

    def condition_days(self, condition: Condition, persona: Persona) -> Days:
        """Return the days, in its window, on which all keys of a condition hold for the persona."""
        if condition.region and not set(condition.region) & set(persona.region):
            return NO_DAYS
        days = join_days([condition.window])
        if condition.account:
            either = (self.account_days(holder, persona) for holder in condition.account)
            days = meet_days(days, join_days(chain(*either)))
        for holder in condition.accounts:
            days = meet_days(days, self.account_days(holder, persona))
        return days


def _days_at(holder: Holder, persona: Persona) -> Days:
    return join_days(each.window for each in persona.accounts if each.holder.id == holder.id)


def chosen_days(fact: Hold | Flow, persona: Persona) -> Days:
    """Return the days on which the persona's choice lets a hold or flow happen."""
    if fact.choice == "none":
        return ALL_DAYS
    chosen = _choices_about(fact, persona)
    opted = (window_between(chosen[fact.id], None),) if fact.id and fact.id in chosen else NO_DAYS
    return opted if fact.choice == "opt-in" else days_without(ALL_DAYS, opted)


def _choices_about(flow: Hold | Flow, persona: Persona) -> Mapping[str, PartialDate | None]:
    return persona.opted_in if flow.choice == "opt-in" else persona.opted_out


@dataclass(frozen=True, slots=True, repr=False)
class Applied(Brief):
    """A condition of a step.

    Attributes:
        kind: the key that it stands under.
        condition: what must hold, or must not; None for a choice.
        choice: the choice that was offered, where `kind` is that.
        flow: the flow that the choice is about.
        because: with a persona, why the step happens to them all the same; else None.
        later: whether the condition begins only after the day that was asked about.
    """

    kind: Literal["when", "unless", "choice"]
    condition: Condition | None = None
    choice: str | None = None
    flow: str | None = None
    because: str | None = None
    later: bool = False

    def brief(self) -> str:
        """Return in a few words what it is."""
        return f"{self.kind}: {dict(self.condition.written) if self.condition else self.choice}"

    def to_dict(self) -> JsonObject:
        """Return the condition as JSON has it: as the model does, its keys sorted."""
        written = sort_keys(thaw(self.condition.written)) if self.condition else self.choice
        return {self.kind: written, "holds_because": self.because}


def apply_conditions(
    cause: Hold | Flow | Derivation, model: Model, setting: Setting, day: int
) -> tuple[Applied, ...]:
    """List the conditions of a step, with the reason why they let it happen on that day."""
    why = _Reasons(setting.persona, Applying(model, setting), day) if setting.persona else None
    applied = [Applied("when", each, because=why and why.holds(each)) for each in cause.when]
    applied += [
        Applied(
            "unless",
            condition,
            because=why and why.fails(condition),
            later=condition.window.start > setting.day,
        )
        for condition in cause.unless
    ]
    if isinstance(cause, Hold | Flow) and cause.choice != "none":
        reason = why and why.chosen(cause)
        applied.append(Applied("choice", choice=cause.choice, flow=cause.id, because=reason))
    return tuple(applied)


@final
@dataclass(frozen=True, slots=True, eq=False)
class _Reasons:
    """Why a step happens to a persona on a day, in words."""

    persona: Persona
    applying: Applying
    day: int

    def holds(self, condition: Condition) -> str | None:
        """Return why a condition holds; None where it does not."""
        if not includes(self.applying.condition_days(condition, self.persona), self.day):
            return None
        holders = dict.fromkeys((*condition.accounts, *condition.account))
        names = [holder.name for holder in holders if self._has_account(holder)]
        several = "an account" if len(names) == 1 else "accounts"
        reasons = [f"has {several} at {' and '.join(names)}"] if names else []
        if condition.region:
            lives = sorted(set(condition.region) & set(self.persona.region))
            reasons.append(f"lives in {' and '.join(map(name_region, lives))}")
        return f"{self.persona.name} " + " and ".join(reasons)

    def fails(self, condition: Condition) -> str | None:
        """Return why a condition does not hold."""
        name = self.persona.name
        if condition.region and not set(condition.region) & set(self.persona.region):
            return f"{name} does not live in {' or '.join(map(name_region, condition.region))}"
        if not includes((condition.window,), self.day):
            when = "then" if self.day == ALWAYS else f"on {tell_day(self.day)}"
            return f"it was not in force {when}"
        holders = (*condition.accounts, *condition.account)
        missing = [holder.name for holder in holders if not self._has_account(holder)]
        return f"{name} had no account at {' and '.join(missing)}" if holders else None

    def _has_account(self, holder: Holder) -> bool:
        return includes(self.applying.account_days(holder, self.persona), self.day)

    def chosen(self, flow: Hold | Flow) -> str:
        """Return which choice lets a flow happen."""
        chosen = _choices_about(flow, self.persona)
        word, only = ("opted in", "") if flow.choice == "opt-in" else ("opted out", "only")
        if flow.id is None or flow.id not in chosen:
            return f"{self.persona.name} has not {word}"
        date = chosen[flow.id]
        on = "on" if date and date.first == date.last else "in"
        when = f"{on} {tell_date(date)}" if date else ""
        return " ".join(filter(None, [self.persona.name, word, only, when]))
