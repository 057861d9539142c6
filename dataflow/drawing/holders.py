"""Who stands in a flow figure, and what is said in their boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.dates import NEVER, includes
from dataflow.drawing.chips import PERSONS, SELLERS, giver_of, list_terms
from dataflow.drawing.figure import Holder
from dataflow.model import Derivation
from dataflow.telling.phrases import enumerate_words, tell_conditions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dataflow import model
    from dataflow.drawing.citing import Citations
    from dataflow.drawing.passing import Passing
    from dataflow.questions.reach import Reach

COLOURED: Final = 2
"""How many companies have a colour of their own."""


class Cast:
    """Whoever gave, has or owns; a company that has it through its services is told there."""

    def __init__(self, answer: Reach, passings: Sequence[Passing]) -> None:
        """Find who takes part."""
        self._answer = answer
        self._day = answer.setting.day
        self._givers = {giver_of(one) for one in passings}
        self._carriers = {one.receivers[0].id for one in passings if not one.readable}
        self._having = {holder.id for row in answer for holder in (row.company, *row.services)}
        found = {holder.id: holder for one in passings for holder in one.holders}
        for row in answer:
            derived = [step.receiver for step in row.path if step.kind == "derive"]
            had = (row.company,) if row.how == "owns" else row.services
            found.update({one.id: one for one in (*derived, *had)})
        self._drawn = dict(sorted(found.items()))
        self._colours = self._rank()

    @property
    def drawn(self) -> Collection[str]:
        """The ids of the holders, without persons."""
        return self._drawn.keys()

    def holders(self, citations: Citations) -> tuple[Holder, ...]:
        """Give the persons, then the holders by id."""
        persons = [
            Holder(id=key, name=name, person=True, unnamed=key == SELLERS)
            for key, name in PERSONS.items()
            if key in self._givers
        ]
        return (*persons, *(self._box(holder, citations) for holder in self._drawn.values()))

    def _box(self, holder: model.Holder, citations: Citations) -> Holder:
        operators = self._operators(holder)
        apart = [one for one in operators if one.id not in self._drawn and one.name != holder.name]
        return Holder(
            id=holder.id,
            name=holder.name,
            below=enumerate_words([one.name for one in apart]) or None,
            remarks=tuple(self._remarks(holder, citations)),
            company=next((self._colours[o.id] for o in operators if o.id in self._colours), 0),
            unnamed=holder.unnamed,
            locked=holder.id in self._carriers and holder.id not in self._having,
        )

    def _operators(self, holder: model.Holder) -> list[model.Holder]:
        """Give the companies that operate a service on the day asked about, or else last."""
        operations = [one for one in self._answer.model.operations if one.service == holder]
        running = [one for one in operations if includes((one.window,), self._day)]
        latest = max((one.window.end for one in operations), default=NEVER)
        chosen = running or [one for one in operations if one.window.end == latest]
        return [one.company for one in chosen] or [holder]

    def _rank(self) -> dict[str, int]:
        """Give the first companies a number: the origin's, then the nearest that have a name."""
        origin = self._answer.setting.origin
        first = self._operators(origin) if origin else []
        rows = [row for row in self._answer if row.how != "owns" and not row.company.unnamed]
        ranked = dict.fromkeys(one.id for one in (*first, *(row.company for row in rows)))
        return {company: number for number, company in enumerate([*ranked][:COLOURED], 1)}

    def _remarks(self, holder: model.Holder, citations: Citations) -> Iterator[str]:
        """Say what no line shows: what a holder works out, and what it has no longer."""
        steps = [step for row in self._answer for step in row.path if step.receiver == holder]
        derivations = {
            step.cause.id: (step, step.cause)
            for step in steps
            if isinstance(step.cause, Derivation)
        }
        for _, (step, cause) in sorted(derivations.items()):
            said = f"works out {list_terms(step.data)} from {list_terms(cause.body)}"
            conditions = tell_conditions(step.conditions).removeprefix(", ")
            yield f"{said} {citations.cite(cause.sources, [conditions])}".rstrip()
        if holder.id not in self._having and self._had_it(holder):
            unread = holder.id in self._carriers
            yield "can no longer read it" if unread else "no longer has it"

    def _had_it(self, holder: model.Holder) -> bool:
        """Say whether a holder had the data before the day asked about, and not on it."""
        evidence = self._answer.evidence
        found = evidence.days_of(evidence.world.nodes[holder.id], evidence.mask(self._answer.data))
        days = [window for _, some in found for window in some]
        return any(one.start <= self._day for one in days) and not includes(tuple(days), self._day)
