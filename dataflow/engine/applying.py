"""On which days a conditional fact applies to the person that a question is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.common.dates import (
    ALL_DAYS,
    ALWAYS,
    NEVER,
    Days,
    Window,
    days_without,
    join_days,
    meet_days,
)
from dataflow.model import Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.engine.settings import Setting
    from dataflow.model import Condition, Conditional, Holder, Model, Persona

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
        """Give the days of its window on which a hold, flow or derivation applies."""
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
        """Give the days on which the persona has an account there.

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
            window for one in conditions for window in self.condition_days(one, persona)
        )

    def condition_days(self, condition: Condition, persona: Persona) -> Days:
        """Give the days on which a condition holds for the persona: in its window, all its keys."""
        if condition.region and not set(condition.region) & set(persona.region):
            return NO_DAYS
        days = join_days([condition.window])
        if condition.account:
            either = (self.account_days(holder, persona) for holder in condition.account)
            days = meet_days(days, join_days(window for some in either for window in some))
        for holder in condition.accounts:
            days = meet_days(days, self.account_days(holder, persona))
        return days


def _windows_at(holder: str, persona: Persona) -> list[Window]:
    return [account.window for account in persona.accounts if account.holder.id == holder]


def chosen_days(flow: Flow, persona: Persona) -> Days:
    """Give the days on which the persona's choice lets a flow happen."""
    if flow.choice == "opt-out" and flow.id in persona.opted_out:
        date = persona.opted_out[flow.id]
        return (Window(ALWAYS, date.first - 1),) if date else NO_DAYS
    if flow.choice == "opt-in":
        if flow.id not in persona.opted_in:
            return NO_DAYS
        date = persona.opted_in[flow.id]
        return (Window(date.first, NEVER),) if date else ALL_DAYS
    return ALL_DAYS
