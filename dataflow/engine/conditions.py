"""On which days a conditional fact applies to the person that a question is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dataflow.common.dates import (
    ALL_DAYS,
    ALWAYS,
    NEVER,
    Days,
    Window,
    days_without,
    includes,
    join_days,
    meet_days,
    tell_date,
    tell_day,
)
from dataflow.common.values import Brief, thaw
from dataflow.model import Condition, Derivation, Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.engine.setting import Setting
    from dataflow.model import Conditional, Holder, Model, Persona


NO_DAYS: Days = ()


class Applying:
    """Works out the days for one model and one setting, and remembers accounts."""

    def __init__(self, model: Model, setting: Setting) -> None:
        """Take the model and the setting; without a persona every condition may hold."""
        self._model = model
        self._persona = setting.persona
        self._announced = setting.announced
        self._accounts: dict[str, Days] = {}

    def days_of(self, fact: Conditional) -> Days:
        """Return the days of its window on which a hold, flow or derivation applies."""
        if fact.status == "announced" and not self._announced:
            return NO_DAYS
        days = join_days([fact.window])
        persona = self._persona
        if persona is None:
            return days
        if fact.when:
            days = meet_days(days, self._any_of(fact.when, persona))
        if fact.unless:
            days = days_without(days, self._any_of(fact.unless, persona))
        if isinstance(fact, Flow):
            days = meet_days(days, chosen_days(fact, persona))
        if isinstance(fact, Hold) and fact.whose == "users":
            days = meet_days(days, self.account_days(fact.holder, persona))
        return days

    def account_days(self, holder: Holder, persona: Persona) -> Days:
        """Return the days on which the persona has an account there.

        An account at a company is one at the company itself, or at a service it operates that day.
        """
        if holder.id not in self._accounts:
            own = _windows_at(holder.id, persona)
            through = [
                Window(max(account.start, run.start), min(account.end, run.end))
                for operation in self._model.operations_by(holder)
                for run in (operation.window,)
                for account in _windows_at(operation.service.id, persona)
            ]
            self._accounts[holder.id] = join_days([*own, *through])
        return self._accounts[holder.id]

    def _any_of(self, conditions: Iterable[Condition], persona: Persona) -> Days:
        return join_days(
            window for condition in conditions for window in self.condition_days(condition, persona)
        )

    def condition_days(self, condition: Condition, persona: Persona) -> Days:
        """Return the days, in its window, on which all keys of a condition hold for the persona."""
        if condition.region and not set(condition.region) & set(persona.region):
            return NO_DAYS
        days = join_days([condition.window])
        if condition.account:
            either = (self.account_days(holder, persona) for holder in condition.account)
            days = meet_days(days, join_days(window for there in either for window in there))
        for holder in condition.accounts:
            days = meet_days(days, self.account_days(holder, persona))
        return days


def _windows_at(holder: str, persona: Persona) -> list[Window]:
    return [account.window for account in persona.accounts if account.holder.id == holder]


def chosen_days(flow: Flow, persona: Persona) -> Days:
    """Return the days on which the persona's choice lets a flow happen."""
    if flow.choice == "opt-out" and flow.id in persona.opted_out:
        date = persona.opted_out[flow.id]
        return (Window(ALWAYS, date.first - 1),) if date else NO_DAYS
    if flow.choice == "opt-in":
        if flow.id not in persona.opted_in:
            return NO_DAYS
        date = persona.opted_in[flow.id]
        return (Window(date.first, NEVER),) if date else ALL_DAYS
    return ALL_DAYS


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

    def to_dict(self) -> dict[str, Any]:
        """Return the condition as JSON has it: as the model does, its keys sorted."""
        written = (
            thaw(dict(sorted(self.condition.written.items()))) if self.condition else self.choice
        )
        return {self.kind: written, "holds_because": self.because}


def apply_conditions(
    cause: Hold | Flow | Derivation, model: Model, setting: Setting, day: int
) -> tuple[Applied, ...]:
    """List the conditions of a step, with the reason why they let it happen on that day."""
    why = _Reasons(model, setting, day)
    applied = [Applied("when", condition, because=why.holds(condition)) for condition in cause.when]
    applied += [
        Applied(
            "unless",
            condition,
            because=why.fails(condition),
            later=condition.window.start > setting.day,
        )
        for condition in cause.unless
    ]
    if isinstance(cause, Flow) and cause.choice != "none":
        reason = why.chosen(cause)
        applied.append(Applied("choice", choice=cause.choice, flow=cause.id, because=reason))
    return tuple(applied)


class _Reasons:
    def __init__(self, model: Model, setting: Setting, day: int) -> None:
        self.persona: Persona | None = setting.persona
        self.applying = Applying(model, setting)
        self.day = day

    def holds(self, condition: Condition) -> str | None:
        """Return why a condition holds for the persona; None where it does not."""
        if self.persona is None or not self._is_so(condition):
            return None
        names = [
            holder.name
            for holder in dict.fromkeys((*condition.accounts, *condition.account))
            if includes(self.applying.account_days(holder, self.persona), self.day)
        ]
        several = "an account" if len(names) == 1 else "accounts"
        reasons = [f"has {several} at {' and '.join(names)}"] if names else []
        if condition.region:
            reasons.append("lives in " + self._common_region(condition))
        return f"{self.persona.name} " + " and ".join(reasons)

    def fails(self, condition: Condition) -> str | None:
        """Return why a condition does not hold for the persona on that day."""
        if self.persona is None:
            return None
        name = self.persona.name
        if condition.region and not set(condition.region) & set(self.persona.region):
            return f"{name} does not live in {' or '.join(condition.region)}"
        if not includes((condition.window,), self.day):
            when = "then" if self.day == ALWAYS else f"on {tell_day(self.day)}"
            return f"it was not in force {when}"
        if condition.accounts or condition.account:
            missing = [
                holder.name
                for holder in (*condition.accounts, *condition.account)
                if not includes(self.applying.account_days(holder, self.persona), self.day)
            ]
            return f"{name} had no account at {' and '.join(missing)}"
        return None

    def chosen(self, flow: Flow) -> str | None:
        """Return which choice of the persona lets a flow happen."""
        if self.persona is None:
            return None
        chosen = self.persona.opted_out if flow.choice == "opt-out" else self.persona.opted_in
        word = "opted out" if flow.choice == "opt-out" else "opted in"
        if flow.id not in chosen:
            return f"{self.persona.name} has not {word}"
        date = chosen[flow.id]
        on = "on" if date and date.first == date.last else "in"
        when = "" if date is None else f" {on} {tell_date(date)}"
        only = "only " if flow.choice == "opt-out" else ""
        return f"{self.persona.name} {word} {only}{when.strip()}".strip()

    def _is_so(self, condition: Condition) -> bool:
        assert self.persona is not None
        return includes(self.applying.condition_days(condition, self.persona), self.day)

    def _common_region(self, condition: Condition) -> str:
        assert self.persona is not None
        return " and ".join(sorted(set(condition.region) & set(self.persona.region)))
