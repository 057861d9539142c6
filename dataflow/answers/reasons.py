"""Why an answer is empty: under which other setting it would not be.

No reason is guessed: each is what the engine answers when it is asked again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypedDict

from dataflow.answers.owners import tell_owner
from dataflow.common.values import Brief, dataclass
from dataflow.engine.evidence import Evidence
from dataflow.engine.having import find_stays
from dataflow.engine.reach import find
from dataflow.engine.setting import Setting
from dataflow.model.questions import Account
from dataflow.telling.counting import Reaching, count_reaching, tell_otherwise
from dataflow.telling.sentences import tell_carrying, tell_having, told_of
from dataflow.telling.words import speaking, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Bar = tuple[str, str, Callable[[Setting], Setting], str]

    from dataflow.engine.reach import Finding
    from dataflow.model import Hold, Holder, Term

ACCOUNTS: Final = 2
"""With an account at how many of those who collect the data the question is asked again."""


class ReasonJson(TypedDict):
    """A reason, as JSON has it."""

    setting: str
    message: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reason(Brief):
    """Why there is nothing to answer: a setting that is in the way.

    Attributes:
        setting: its key in the `question` of JSON; `readable` where what is carried cannot be read,
            `settings` where it is not one of them alone.
        message: what the answer would be otherwise.
        evidence: what it would be otherwise.
        companies: who could reach the data then, by id; none where something else was asked.
    """

    template = "{setting}: {message}"

    setting: str
    message: str
    evidence: Evidence
    companies: tuple[Holder, ...] = ()

    def to_dict(self) -> ReasonJson:
        """Return the reason as JSON has it."""
        return {"setting": self.setting, "message": self.message}


class Reasoned(Protocol):
    """An answer that says why it is empty."""

    def reasons(self) -> tuple[Reason, ...]:
        """Return why it is empty."""


def tell_reasons(answer: Reasoned) -> tuple[str, ...]:
    """Return the reasons of an answer in sentences."""
    return tuple(reason.message for reason in answer.reasons())


class Looser(NamedTuple):
    """A setting with less in the way than that of a question.

    Attributes:
        key: what was in the way.
        phrase: what is otherwise, as the beginning of a sentence.
        setting: the setting.
    """

    key: str
    phrase: str
    setting: Setting


_BARS: Final[tuple[Bar, ...]] = (
    (
        "persona",
        "persona",
        lambda asked: replace(asked, persona=None),
        "For anyone (without `--as`)",
    ),
    ("as_of", "as_of", lambda asked: replace(asked, as_of=None), "On any day (without `--as-of`)"),
    (
        "for",
        "purpose",
        lambda asked: replace(asked, purpose=None),
        "For any purpose (without `--for`)",
    ),
    (
        "from",
        "origin",
        lambda asked: replace(asked, origin=None),
        "From anybody (without `--from`)",
    ),
    ("role", "role", lambda asked: replace(asked, role=None), "In any role (without `--role`)"),
    (
        "firm",
        "firm",
        lambda asked: replace(asked, firm=False),
        "With what is less than firm (without `--firm`)",
    ),
)
"""What may be in the way: its key, its name in a setting, how it is left out, and how to say so."""


def loosen(setting: Setting) -> Iterator[Looser]:
    """Yield the settings with one thing less in the way."""
    for key, name, leave_out, phrase in _BARS:
        if getattr(setting, name):
            yield Looser(key, spoken().say(phrase), leave_out(setting))
    if setting.without:
        phrase = spoken().say("With {what} put back", what=spoken().left_out(setting.without))
        yield Looser("without", phrase, replace(setting, without=()))
    if not setting.announced or setting.firm:
        phrase = spoken().say(
            "With what was only announced (`--announced`, without `--firm`)"
            if setting.firm
            else "With what was only announced (`--announced`)"
        )
        yield Looser("announced", phrase, replace(setting, firm=False, announced=True))
    if not setting.owners:
        phrase = spoken().say("With owners (`--owners`)")
        yield Looser("owners", phrase, replace(setting, owners=True))


def find_reasons(
    evidence: Evidence, terms: Sequence[Term], companies: Sequence[Holder] = ()
) -> tuple[Reason, ...]:
    """Return why nobody has any of some data, or none of these companies has.

    Args:
        evidence: as it was asked.
        terms: the data types.
        companies: who was asked about; none for all.
    """
    asking = _Asking(evidence, terms, companies)
    with speaking(evidence.model.language):
        reasons = [*asking.with_account(), *asking.without_bars(), *asking.if_readable()]
        keys = {reason.setting for reason in reasons}
        idle = {"persona"} if "account" in keys else set()
        idle |= {"announced"} if "firm" in keys else set()
        reasons = [reason for reason in reasons if reason.setting not in idle]
        if not reasons:
            reasons += asking.with_nothing_set()
    return tuple(
        replace(reason, setting="persona") if reason.setting == "account" else reason
        for reason in reasons
    )


class _Asking:
    """The same question, asked again."""

    def __init__(
        self, evidence: Evidence, terms: Sequence[Term], companies: Sequence[Holder]
    ) -> None:
        self._evidence, self._terms = evidence, terms
        self._companies = {company.id for company in companies}
        self._asked = frozenset().union(
            *(evidence.model.data.down(term.id) for term in terms if term.id in evidence.model.data)
        )

    def with_account(self) -> Iterator[Reason]:
        """Yield who collects it from the persona, if only they had an account there."""
        setting = self._evidence.setting
        persona = setting.persona
        if persona is None:
            return
        at = {account.holder.id for account in persona.accounts}
        collecting = {hold.holder.id: hold.holder for hold in self._holds() if hold.readable}
        # an account at a company is one at its services
        ties = self._evidence.model.operations
        at |= {tie.service.id for tie in ties if tie.company.id in at}
        at |= {tie.company.id for tie in ties if tie.service.id in at}
        missing = [holder for key, holder in sorted(collecting.items()) if key not in at]
        for holder in missing[:ACCOUNTS]:
            accounts = (*persona.accounts, Account(holder=holder))
            looser = replace(setting, persona=replace(persona, accounts=accounts))
            text = "With an account at {holder}, which “{persona}” does not have"
            phrase = spoken().say(text, holder=holder.name, persona=persona.name)
            yield from self._ask(Looser("account", phrase, looser))

    def without_bars(self) -> Iterator[Reason]:
        """Yield what one setting alone is in the way of."""
        for looser in loosen(self._evidence.setting):
            yield from self._ask(looser)

    def with_nothing_set(self) -> Iterator[Reason]:
        """Yield what several settings together are in the way of."""
        asked = self._evidence.setting
        plain = Setting(scenario=asked.scenario, by=asked.by)
        phrase = spoken().say("With none of these settings")
        yield from self._ask(Looser("settings", phrase, plain))

    def if_readable(self) -> Iterator[Reason]:
        """Yield who carries it and cannot read it."""
        evidence = self._evidence
        carried = [hold for hold in self._holds() if not hold.readable]
        if not carried:
            return
        read = [replace(hold, readable=True) for hold in evidence.model.holds]
        again = Evidence(replace(evidence.model, holds=tuple(read)), evidence.setting)
        having = self._find(again)
        if having:
            carriers = list({hold.holder.id: hold.holder for hold in carried}.values())
            data = self._terms[0].name if len(self._terms) == 1 else spoken().say("it")
            yield _make("readable", tell_carrying(carriers, data), again, having)

    def _holds(self) -> list[Hold]:
        model = self._evidence.model
        return [
            hold
            for hold in model.holds
            if any(self._asked & model.data.down(term.id) for term in hold.data)
        ]

    def _ask(self, looser: Looser) -> Iterator[Reason]:
        again = self._evidence.under(looser.setting)
        having = self._find(again)
        if having:
            what = spoken().say("it" if len(self._terms) == 1 else "some")
            yield _make(looser.key, _tell(looser.phrase, having, what), again, having)

    def _find(self, evidence: Evidence) -> list[Finding]:
        mask = evidence.world.mask_of(self._terms)
        stays = find_stays(evidence, mask)
        holders = evidence.world.holders
        return [
            find(evidence, stay, mask)
            for stay in sorted(stays, key=lambda stay: holders[stay.company].id)
            if not self._companies or holders[stay.company].id in self._companies
        ]


def _make(key: str, message: str, evidence: Evidence, having: Iterable[Finding]) -> Reason:
    return Reason(key, message, evidence, tuple(finding.company for finding in having))


def _tell(phrase: str, having: Sequence[Finding], what: str) -> str:
    """Return who could reach it otherwise: one by name, since when; of several, how many."""
    if len(having) > 1:
        surest = [finding.surest for finding in having]
        reaching = [
            Reaching(each.company, each.certainty, each.how == "owns", is_over=each.is_over)
            for each in surest
        ]
        return tell_otherwise(phrase, count_reaching(reaching), what)
    [finding] = having
    told = finding.told
    if told.ties:
        having_it = tell_owner(told, what, told.stay.until)[0]
    else:
        end = told.evidence.told_end(told.stay.until)
        having_it = tell_having(told_of(told), what, end)
    return f"{phrase}: {having_it}."
