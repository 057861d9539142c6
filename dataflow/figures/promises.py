"""What was promised about the data in a panel: which flow broke it, or that nothing did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dataflow.answers.claims import judge_under, judging_under
from dataflow.common.dates import NEVER, meet_days
from dataflow.figures.figure import Entry
from dataflow.model import Derivation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from dataflow.answers.claims.judging import Judgement
    from dataflow.answers.reach import Reach
    from dataflow.common.dates import Days
    from dataflow.engine.setting import Setting
    from dataflow.figures.figure import Sample
    from dataflow.figures.frame import Citations
    from dataflow.model import Claim, Flow, Hold, Holder, Model, Term
    from dataflow.telling.words import Words

QUOTED: Final = 16
"""How many words of a promise are quoted."""

BROKEN: Final = 3
"""How many broken promises the legend quotes."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise, and what broke it: the last hold or flow of the path that does.

    One that was untrue when it was made (`untrue`) is contradicted: it never held.
    """

    claim: Claim
    cause: Hold | Flow
    untrue: bool = False


@dataclass(frozen=True, slots=True)
class Denial:
    """A promise that a holder shares nothing of some data with others, which nothing breaks."""

    claim: Claim
    sender: Holder
    receivers: tuple[Holder, ...]
    data: tuple[Term, ...]


def find_breaches(answer: Reach) -> tuple[Breach, ...]:
    """Find the promises that are broken by the day asked about, by something with the data."""
    asked = answer.model.data.down(answer.data.id)
    judged = judge_under(answer.model, answer.setting, _sorted(answer.model.claims.values()))
    found = []
    for one in judged:
        last = next((step for step in reversed(one.path) if step.kind != "derive"), None)
        flows = [step for step in one.path if step.kind == "flow"]
        last = flows[-1] if flows else last
        if last is not None and _meets(answer.model, (*last.data, *one.data), asked):
            assert not isinstance(last.cause, Derivation)  # those were left out
            found.append(Breach(one.claim, last.cause, one.verdict == "untrue"))
    return tuple(found)


def find_broken(
    model: Model, setting: Setting
) -> tuple[dict[tuple[str, str], list[Claim]], set[str]]:
    """Find the promises that are broken by the day asked about: by whom with which data type.

    Which of them were untrue when they were made is given besides, by their ids.

    Not only by who was the first: others may have had it later, and it was not to be.
    """
    found: dict[tuple[str, str], list[Claim]] = {}
    untrue: set[str] = set()
    judging = judging_under(model, setting)
    for claim in _sorted(model.claims.values()):
        for holder, term, days in judging.find_having(claim):
            untrue |= {claim.id} if days[0].start == claim.date.first else set()
            for company in _operators(model, holder, days):
                some = found.setdefault((company, term.id), [])
                some += [] if claim in some else [claim]
    return found, untrue


def _operators(model: Model, holder: Holder, days: Days) -> set[str]:
    """Give the companies that have what a service has on some days; of a company, itself."""
    operators = {
        one.company.id for one in model.operations_of(holder) if meet_days((one.window,), days)
    }
    return operators if operators and not holder.is_company else {holder.id}


def tell_broken(
    words: Words,
    claims: Mapping[Claim, bool],
    citations: Citations,
    sample: Sample = "hot",
) -> Iterator[Entry]:
    """Quote broken promises for the legend; those in the same words are one.

    Args:
        words: in which language it is said.
        claims: the promises, and whether each was untrue when it was made.
        citations: marks the sources.
        sample: what stands beside the words.
    """
    told: dict[tuple[bool, str], list[Claim]] = {}
    for claim, untrue in claims.items():
        told.setdefault((untrue, tell_promise(words, claim)), []).append(claim)
    for number, ((untrue, promise), some) in enumerate(told.items()):
        if number == BROKEN:
            rest = [known for known, _ in told][BROKEN:]
            yield Entry(sample, words.count(_MORE[any(rest)], len(rest)))
            return
        mark = citations.cite(source for claim in some for source in claim.sources)
        quoted = _QUOTED[untrue] if some[0].quote else _UNQUOTED[untrue]
        yield Entry(sample, f"{words.say(quoted, promise=promise)} {mark}".rstrip())


_QUOTED: Final = ("breaks {promise}", "contradicts {promise}")
_UNQUOTED: Final = ("breaks a promise {promise}", "contradicts a promise {promise}")
_MORE: Final = ("breaks {n} more promises", "contradicts {n} more promises")
"""Of what broke later, and of what was untrue from the first day; all that is broken is
contradicted."""


def tell_breach(words: Words, *, untrue: bool) -> str:
    """Say of something that it breaks a promise, or contradicts one that never held."""
    return words.say("this contradicts a promise") if untrue else words.say("this breaks a promise")


def name_promise(words: Words, claim: Claim) -> str:
    """Name a promise where nothing stands before it; see `tell_promise`."""
    said = tell_promise(words, claim)
    return said if claim.quote else words.say("the promise {promise}", promise=said)


def tell_promise(words: Words, claim: Claim) -> str:
    """Say a promise: its words, whose they are, and when they were said."""
    quote = words.say("“{title}”", title=shorten(claim.quote)) if claim.quote else ""
    by = ", ".join(filter(None, [claim.by.name if claim.by else "", words.date(claim.date)]))
    return f"{quote} ({by})" if quote else words.say("of {date}", date=by)


def find_denials(answer: Reach, drawn: Collection[str]) -> tuple[Denial, ...]:
    """Find what is said not to happen, and does not, with data of those who are drawn.

    A claim says so that names where the data comes from and whom it must not reach. A picture of
    all days has none: a promise that was kept may have been made after the data had gone.
    """
    if answer.setting.day == NEVER:
        return ()
    asked, model = answer.model.data.down(answer.data.id), answer.model
    told = [
        claim
        for claim in _sorted(model.claims.values())
        if claim.origin is not None
        and not isinstance(claim.reach, str)
        and _is_in_force(claim, answer.setting.day)
        and _meets(model, claim.data, asked)
        and _is_about(answer, claim)
        and _standing(model, claim.origin, drawn) is not None
    ]
    return tuple(
        denial
        for judgement in judge_under(model, answer.setting, told)
        if judgement.verdict == "kept" and (denial := _denial(answer, judgement, drawn)) is not None
    )


def _denial(answer: Reach, judgement: Judgement, drawn: Collection[str]) -> Denial | None:
    claim, model = judgement.claim, answer.model
    asked = model.data.down(answer.data.id)
    assert claim.origin is not None  # it was chosen so
    assert not isinstance(claim.reach, str)
    sender = _standing(model, claim.origin, drawn)
    receivers = tuple(one for one in claim.reach if one not in {sender, claim.origin})
    if sender is None or not receivers:
        return None
    data = [term for term in claim.data if _meets(model, [term], asked)]
    wide = any(answer.data.id in model.data.down(term.id) for term in data)
    return Denial(claim, sender, receivers, (answer.data,) if wide else tuple(data))


def _sorted(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda one: (one.date.first, one.id))


def _is_in_force(claim: Claim, day: int) -> bool:
    """Say whether a promise is in force on a day, or, of all days, whether it still is."""
    until = claim.until.last if claim.until else NEVER
    return claim.date.first <= day <= until


def _meets(model: Model, data: Iterable[Term], asked: frozenset[str]) -> bool:
    return any(model.data.down(term.id) & asked for term in data)


def _is_about(answer: Reach, claim: Claim) -> bool:
    """Say whether a promise is about the purpose that is asked about, if one is."""
    purpose, purposes = answer.setting.purpose, answer.model.purposes
    if purpose is None or not claim.purposes:
        return True
    wanted = purposes.down(purpose.id)
    return any(purposes.down(one.id) & wanted for one in claim.purposes)


def _standing(model: Model, holder: Holder, drawn: Collection[str]) -> Holder | None:
    """Give who stands in the picture for a holder: itself, or a service that it operates."""
    if holder.id in drawn:
        return holder
    return next((one for one in model.services_of(holder) if one.id in drawn), None)


def shorten(quote: str) -> str:
    """Give the first words of a quote.

    >>> shorten("We do not sell your data.")
    'We do not sell your data'
    """
    words = quote.split()
    return " ".join(words[:QUOTED]).rstrip(".") + (" …" if len(words) > QUOTED else "")
