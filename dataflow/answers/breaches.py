"""What was promised about the data of an answer: what broke it, or that nothing did."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dataflow.answers.verdicts.judgement import judging_under
from dataflow.common.dates import NEVER, Days, meet_days
from dataflow.common.values import dataclass
from dataflow.engine.certainty import FIRMEST, is_at_least
from dataflow.language.words import STATUSES
from dataflow.model import Claim, Flow, Hold, Holder, Model, Term
from dataflow.model.holders import FIRM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dataflow.answers.reach import Reach
    from dataflow.answers.verdicts.judgement import Judgement, Judging
    from dataflow.engine.setting import Setting
    from dataflow.language.words import Status


class Break(NamedTuple):
    """A promise that is broken, and how surely.

    Attributes:
        untrue: whether it was untrue when it was made.
        certainty: the weakest status of what breaks it.
    """

    claim: Claim
    untrue: bool = False
    certainty: Status = "stated"

    @property
    def terms(self) -> tuple[Status, Status]:
        """How sure what breaks it is, and how sure it is that it was said: firm is "stated".

        What is alleged includes that it was said.
        """
        certainty: Status = "stated" if self.certainty in FIRM else self.certainty
        said = self.claim.status
        return certainty, "stated" if said in FIRM or said == certainty else said

    @property
    def is_firm(self) -> bool:
        """Whether it is sure: what breaks it, and that it was said."""
        return self.terms == ("stated", "stated")

    @property
    def strength(self) -> tuple[int, ...]:
        """How sure it is, to compare by: as sure as the weaker of the two."""
        certainty, said = map(STATUSES.index, self.terms)
        return min(certainty, said), certainty


def choose_surest(breaks: Iterable[Break]) -> Break | None:
    """Return what stands for all promises that something breaks: the first of those surest broken.

    It was untrue when it was made where all of these were.
    """
    known = list(breaks)
    surest = max(known, key=lambda each: each.strength, default=None)
    if surest is None:
        return None
    alike = [each for each in known if each.terms == surest.terms]
    return surest._replace(untrue=all(each.untrue for each in alike))


class Breach(NamedTuple):
    """What broke a promise: the last hold or flow of the path that does."""

    cause: Hold | Flow
    broken: Break


@dataclass(frozen=True, slots=True)
class Denial:
    """A promise that a holder shares nothing of some data with others, which nothing breaks."""

    claim: Claim
    sender: Holder
    receivers: tuple[Holder, ...]
    data: tuple[Term, ...]


class Promises:
    """The promises about the data of one answer, judged as they are asked for."""

    def __init__(self, answer: Reach) -> None:
        """Take the answer."""
        self._answer, self._model, self._day = answer, answer.model, answer.setting.day
        self._asked = answer.model.data.down(answer.data.id)

    @cached_property
    def _judging(self) -> Judging:
        return judging_under(self._model, self._answer.setting)

    def find_breaches(self) -> tuple[Breach, ...]:
        """Return the promises that something with the data broke by the day asked about.

        What breaks one by firm statements alone comes before what does by others.
        """
        breaches: list[Breach] = []
        for claim in _sort(self._model.claims.values()):
            for judgement in list_verdicts(self._judging.judge(claim)):
                cause, data = find_breaking(judgement)
                known = any((each.broken.claim, each.cause) == (claim, cause) for each in breaches)
                if cause is None or known or not self._is_asked((*data, *judgement.data)):
                    continue
                breaches.append(Breach(cause, find_break(judgement)))
        return tuple(breaches)

    def find_denials(self, drawn: Collection[str]) -> tuple[Denial, ...]:
        """Return what is said not to happen, and does not, with data of those who are drawn.

        A claim says so that names where the data comes from and whom it must not reach. For all
        days there is none: a promise that was kept may have been made after the data had gone.

        Args:
            drawn: the ids of the holders that are drawn.
        """
        if self._day == NEVER:
            return ()
        denials = (self._deny(claim, drawn) for claim in _sort(self._model.claims.values()))
        return tuple(
            denial
            for denial in denials
            if denial is not None and self._judging.judge(denial.claim).verdict == "kept"
        )

    def _deny(self, claim: Claim, drawn: Collection[str]) -> Denial | None:
        """Return what a claim denies in the picture, whether that is true or not."""
        if claim.origin is None or isinstance(claim.reach, str) or not self._is_meant(claim):
            return None
        sender = self._find_standing(claim.origin, drawn)
        receivers = tuple(holder for holder in claim.reach if holder not in {sender, claim.origin})
        if sender is None or not receivers:
            return None
        data = tuple(term for term in claim.data if self._is_asked([term]))
        is_wider = any(self._answer.data.id in self._model.data.down(term.id) for term in data)
        return Denial(claim, sender, receivers, (self._answer.data,) if is_wider else data)

    def _is_meant(self, claim: Claim) -> bool:
        """Return whether a claim is in force on the day, about the data and about the purpose."""
        until = claim.until.last if claim.until else NEVER
        if not (claim.date.first <= self._day <= until and self._is_asked(claim.data)):
            return False
        purpose, purposes = self._answer.setting.purpose, self._model.purposes
        if purpose is None or not claim.purposes:
            return True
        wanted = purposes.down(purpose.id)
        return any(purposes.down(named.id) & wanted for named in claim.purposes)

    def _is_asked(self, data: Iterable[Term]) -> bool:
        return any(self._model.data.down(term.id) & self._asked for term in data)

    def _find_standing(self, holder: Holder, drawn: Collection[str]) -> Holder | None:
        """Return who stands in the picture for a holder: itself, or a service it operates then."""
        day = None if self._day == NEVER else self._day
        holders = (holder, *self._model.services_of(holder, day))
        return next((standing for standing in holders if standing.id in drawn), None)


def find_breaking(judgement: Judgement) -> tuple[Hold | Flow | None, tuple[Term, ...]]:
    """Return what broke a promise, and its data: the last flow of the path, or else the last hold.

    What somebody works out alone breaks none.
    """
    steps = [
        (step.cause, step.data) for step in judgement.path if isinstance(step.cause, Hold | Flow)
    ]
    flows = [(cause, data) for cause, data in steps if isinstance(cause, Flow)]
    return (flows or steps or [(None, ())])[-1]


def find_break(judgement: Judgement) -> Break:
    """Return how a verdict has its promise broken; how sure it is that it was said, it knows."""
    certainty = judgement.grounds.certainty if judgement.grounds else FIRMEST
    return Break(judgement.claim, judgement.verdict == "untrue", certainty)


def list_verdicts(judgement: Judgement) -> tuple[Judgement, ...]:
    """Return the verdict by firm statements alone, then that by all, where they differ."""
    return (judgement.firmly, judgement) if judgement.firmly else (judgement,)


@dataclass(frozen=True, slots=True)
class Broken:
    """What is broken by the day asked about, and how surely: by the surest statements that do.

    Attributes:
        claims: the promises, by the ids of the company that breaks them (by service, of whoever
            holds it) and of the data type.
        untrue: those untrue when they were made.
    """

    claims: dict[tuple[str, str], dict[Claim, Status]]
    untrue: dict[Claim, Status]

    def is_untrue(self, claim: Claim, certainty: Status) -> bool:
        """Return whether a promise was untrue when it was made, by statements so sure."""
        untrue = self.untrue.get(claim)
        return untrue is not None and is_at_least(untrue, certainty)


def find_broken(model: Model, setting: Setting) -> Broken:
    """Return the promises that are broken by the day asked about: by whom with which data type.

    Not only who was the first breaks one: others may have had it later, and it was not to be.
    """
    judging, by_service = judging_under(model, setting), setting.by == "service"
    broken = Broken({}, {})
    for claim in _sort(model.claims.values()):
        for status in judging.degrees:
            for holder, term, days in judging.find_having(claim, status):
                if days[0].start == claim.date.first or claim.past:
                    broken.untrue.setdefault(claim, status)
                operators = _find_operators(model, holder, days)
                for company in {holder.id} if by_service else operators:
                    broken.claims.setdefault((company, term.id), {}).setdefault(claim, status)
    return broken


def _find_operators(model: Model, holder: Holder, days: Days) -> set[str]:
    """Return the companies that have what a service has on some days; of a company, itself."""
    operators = {
        operation.company.id
        for operation in model.operations_of(holder)
        if meet_days((operation.window,), days)
    }
    return operators if operators and not holder.is_company else {holder.id}


def _sort(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (claim.date.first, claim.id))
