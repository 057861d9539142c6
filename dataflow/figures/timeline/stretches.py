"""Promises and flows as stretches of a timeline: what they say, and from when to when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dataflow.answers.breaches import find_breaking
from dataflow.answers.passing import data_of
from dataflow.figures.labels import shorten, tell_breach, tell_promise
from dataflow.figures.timeline.spans import Happening, Stretch
from dataflow.model import Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dataflow.answers.claims.judging import Judgement
    from dataflow.common.dates import PartialDate
    from dataflow.figures.frame import Citations
    from dataflow.model import Claim, Event
    from dataflow.telling.words import Words


NAMED: Final = 4
"""How many receivers, data types and purposes of a flow are named."""

READINGS: Final = {"anyone": "to nobody else", "outsiders": "to nobody outside the group"}


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that is shown, and what broke it, if anything did."""

    judgement: Judgement
    cause: Flow | Hold | None

    @property
    def claim(self) -> Claim:
        """What was promised."""
        return self.judgement.claim

    @property
    def untrue(self) -> bool:
        """Whether it was untrue when it was made: then it broke on no day."""
        return self.judgement.verdict == "untrue"

    def broken(self) -> PartialDate | int | None:
        """Give when it broke, no more precisely than what broke it was written."""
        on, claim = self.judgement.on, self.claim
        if on is None:
            return None
        if self.untrue:
            return claim.date
        return self.judgement.written or on


def find_promise(judgement: Judgement) -> Promise:
    """Find what broke a promise: the last flow of the path, or else the last hold."""
    cause, _ = find_breaking(judgement)
    return Promise(judgement, cause)


def tell_breaking(words: Words, one: Promise) -> str:
    """Say when a promise broke."""
    when = one.broken()
    assert when is not None  # it broke
    return words.day(when) if isinstance(when, int) else words.date(when)


def bundle_flows(
    flows: Iterable[Flow | Hold], hot: Iterable[int]
) -> tuple[tuple[Flow | Hold, ...], ...]:
    """Put flows together that run between the same, from the same day to the same.

    Those that break a promise (by `id`) stand by themselves.
    """
    apart, bundles = set(hot), dict[tuple[object, ...], list[Flow | Hold]]()
    for one in flows:
        key: tuple[object, ...] = (id(one),)
        if isinstance(one, Flow) and id(one) not in apart:
            receivers = tuple(holder.id for holder in one.receivers)
            key = (one.sender.id, receivers, str(one.since), str(one.until), one.status)
        bundles.setdefault(key, []).append(one)
    return tuple(tuple(some) for some in bundles.values())


@dataclass(frozen=True, slots=True)
class Stretching:
    """Says promises and flows.

    Attributes:
        last: the last day that is shown.
        first: the ids of the data types that are named before others.
        quotes: how often each quote is among the promises.
    """

    words: Words
    citations: Citations
    last: int
    first: frozenset[str] = frozenset()
    quotes: Counter[str | None] = field(default_factory=Counter)

    # promises

    def promise(self, number: int, one: Promise) -> Stretch:
        """Say a promise, and until when nothing broke it."""
        claim, words = one.claim, self.words
        by = claim.by.name if claim.by else ""
        made = ", ".join(filter(None, [by, words.date(claim.date)]))
        over = self._over(claim.until)
        ended = self._ending(one)
        told = [tell_promise(words, claim), over, ended or words.say(KEPT)]
        lasting, end = self._breaking(one)
        if end is None and over and claim.until:
            lasting, end = claim.until.first, claim.until.last
        return Stretch(
            id=f"p{number}",
            text=self._quote(claim),
            below=f"{', '.join(filter(None, [made, over]))} {self.citations.cite(claim.sources)}",
            label=words.say("promise {promise}", promise=", ".join(filter(None, told))),
            start=claim.date.first,
            sure=claim.date.last,
            lasting=lasting,
            end=end,
            ended=ended,
            broken=one.judgement.on is not None,
            untrue=one.untrue,
        )

    def _ending(self, one: Promise) -> str | None:
        if one.judgement.on is None:
            return None
        if one.untrue:
            return self.words.say("untrue when made")
        return self.words.say("broken {date}", date=tell_breaking(self.words, one))

    def _breaking(self, one: Promise) -> tuple[int | None, int | None]:
        """Give the days between which a promise broke."""
        when = one.broken()
        return (when, when) if when is None or isinstance(when, int) else (when.first, when.last)

    def _quote(self, claim: Claim) -> str:
        """Quote a promise; where one has two readings, say which is meant."""
        if not claim.quote:
            data = self.words.enumerate([term.name for term in claim.data])
            return self.words.say("never: {data}", data=data)
        said = self.words.say("“{title}”", title=shorten(claim.quote))
        return f"{said} ({self._reading(claim)})" if self.quotes[claim.quote] > 1 else said

    def _reading(self, claim: Claim) -> str:
        if isinstance(claim.reach, str):
            return self.words.say(READINGS[claim.reach])
        holders = self.words.enumerate([one.name for one in claim.reach])
        return self.words.say("not to {holders}", holders=holders)

    def _over(self, until: PartialDate | None) -> str:
        """Say until when something was so; of what ends later than is shown, nothing."""
        if until is None or until.last > self.last:
            return ""
        return self.words.say("until {date}", date=self.words.date(until))

    # flows

    def flow(
        self, number: int, some: Sequence[Flow | Hold], *, hot: bool, untrue: bool = False
    ) -> Stretch:
        """Say a flow or hold, or flows that run beside each other.

        Args:
            number: which of them it is.
            some: the flows.
            hot: whether it breaks a promise.
            untrue: whether every such promise was untrue when it was made.
        """
        one, over = some[0], self._over(some[0].until)
        breach = [tell_breach(self.words, untrue=untrue)] if hot else []
        mark = self.citations.cite(source for flow in some for source in flow.sources)
        return Stretch(
            id=f"f{number}",
            title=self._ends(one).replace(" →", "\u00a0→"),
            text=", ".join(self._saying(some)),
            below=f"{self._when(one)} {mark}".strip(),
            label="; ".join(", ".join([self._label(flow), *breach]) for flow in some),
            start=one.window.start if one.since else None,
            sure=one.since.last if one.since else None,
            lasting=one.until.first if one.until and over else None,
            end=one.until.last if one.until and over else None,
            hot=hot,
            untrue=untrue,
        )

    def _ends(self, one: Flow | Hold) -> str:
        if isinstance(one, Hold):
            return one.holder.name
        return f"{one.sender.name} → {self._list([holder.name for holder in one.receivers])}"

    def _saying(self, some: Sequence[Flow | Hold]) -> list[str]:
        """Say what is shared, and what for."""
        words, one = self.words, some[0]
        terms = {term.id: term for flow in some for term in data_of(flow)}
        named = [term for term in terms.values() if term.id in self.first]
        others = [term for term in terms.values() if term.id not in self.first]
        data = self._list([term.name for term in (*named, *others)])
        data = words.say("collects {data}", data=data) if isinstance(one, Hold) else data
        purposes = {term.id: term.name for flow in some for term in flow.purposes}
        named_purposes = self._list(list(purposes.values()))
        parts = [
            f"{words.count('{n} flows', len(some))}: {data}" if some[1:] else data,
            words.say("for {purposes}", purposes=named_purposes) if purposes else "",
            words.say(one.status) if one.status in {"alleged", "announced"} else "",
        ]
        return list(filter(None, parts))

    def _label(self, one: Flow | Hold) -> str:
        """Say a flow or hold as a sentence without its stop."""
        words = self.words
        data = self._list([term.name for term in data_of(one)])
        if isinstance(one, Hold):
            said = words.say("{who}: collects {data}", who=one.holder.name, data=data)
        else:
            said = f"{self._ends(one)}: {data}"
        told = [
            said,
            words.purposes(one.purposes),
            words.say(one.status) if one.status in {"alleged", "announced"} else "",
            words.say("since {date}", date=words.date(one.since)) if one.since else "",
            self._over(one.until),
        ]
        return ", ".join(filter(None, told))

    def _when(self, one: Flow | Hold) -> str:
        words, over = self.words, self._over(one.until)
        if not one.since:
            return over
        since = words.date(one.since)
        if over and one.until:
            return words.say("from {since} until {date}", since=since, date=words.date(one.until))
        return words.say("since {date}", date=since)

    def _list(self, names: Sequence[str]) -> str:
        """Name some, and count those that would be too many."""
        return self.words.name_few(names, NAMED)


KEPT: Final = "nothing in this model breaks it"


def choose_events(
    events: Sequence[Event], days: Collection[int], sources: Collection[str], most: int | None
) -> list[Event]:
    """Choose the first event, the last, and those that belong most to what else is shown.

    Args:
        events: that could be shown.
        days: on which something else that is shown begins or ends.
        sources: the ids of what else is cited.
        most: how many are chosen; None: all.
    """
    ordered = sorted(events, key=_by_date)
    ends = {one.id for one in (*ordered[:1], *ordered[-1:])}

    def belonging(event: Event) -> tuple[bool, bool, bool, int, int, str]:
        cited = any(source.id in sources for source in event.sources)
        return (event.id not in ends, event.date.first not in days, not cited, *_by_date(event))

    return sorted(sorted(ordered, key=belonging)[:most], key=_by_date)


def _by_date(one: Event) -> tuple[int, int, str]:
    return one.date.first, one.date.last, one.id


def say_event(
    event: Event, number: int, words: Words, citations: Citations, last: int
) -> Happening:
    """Say an event, and cite it; of what goes on longer than is shown, only the beginning."""
    until = event.until if event.until and event.until.last <= last else None
    date = words.date(event.date)
    if until:
        date = words.say("from {since} until {date}", since=date, date=words.date(until))
    return Happening(
        id=f"e{number}",
        first=event.date.first,
        last=(until or event.date).last,
        exact=all(map(_is_exact, filter(None, [event.date, until]))),
        date=date,
        name=f"{event.name} {citations.cite(event.sources)}".rstrip(),
        label=f"{date}: {event.name}",
    )


def _is_exact(date: PartialDate) -> bool:
    return date.first == date.last
