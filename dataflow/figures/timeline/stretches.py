"""Events, promises and flows as they stand in a timeline: in words, and from when to when."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING, Final

from dataflow.answers.breaches import find_breaking
from dataflow.answers.passing import data_of
from dataflow.common.values import dataclass
from dataflow.figures.labels import (
    date_of,
    list_terms,
    quote_promise,
    tell_breach,
    tell_promise,
    tell_status,
)
from dataflow.figures.timeline.spans import Happening, Stretch
from dataflow.model import Claim, Event, Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.common.dates import PartialDate
    from dataflow.figures.frame import Citations
    from dataflow.telling.words import Words


NAMED: Final = 4
"""How many receivers of a flow are named."""

READINGS: Final = {"anyone": "to nobody else", "outsiders": "to nobody outside the group"}

KEPT: Final = "nothing in this model breaks it"


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

    @property
    def broken(self) -> PartialDate | None:
        """When it broke, no more precisely than the date of what broke it was written."""
        on = self.judgement.on
        if on is None:
            return None
        return self.claim.date if self.untrue else self.judgement.written or date_of(on)


def find_promise(judgement: Judgement) -> Promise:
    """Return what broke a promise: the last flow of the path, or else the last hold."""
    cause, _ = find_breaking(judgement)
    return Promise(judgement, cause)


def bundle_flows(
    flows: Iterable[Flow | Hold], hot: Iterable[int]
) -> tuple[tuple[Flow | Hold, ...], ...]:
    """Bundle the flows that run between the same, from the same day to the same.

    Those that break a promise (by `id`) stand by themselves.
    """
    apart, bundles = set(hot), dict[tuple[object, ...], list[Flow | Hold]]()
    for flow in flows:
        key: tuple[object, ...] = (id(flow),)
        if isinstance(flow, Flow) and id(flow) not in apart:
            ends = (tuple(holder.id for holder in end) for end in (flow.senders, flow.receivers))
            key = (*ends, str(flow.since), str(flow.until), flow.status)
        bundles.setdefault(key, []).append(flow)
    return tuple(tuple(bundle) for bundle in bundles.values())


@dataclass(frozen=True, slots=True)
class Writer:
    """Puts events, promises and flows into words, and cites their sources.

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

    def _tell_until(self, until: PartialDate | None) -> str:
        """Return in words until when something was so; "" for what ends later than is shown."""
        if until is None or until.last > self.last:
            return ""
        return self.words.say("until {date}", date=self.words.date(until))

    def _tell_dates(self, since: PartialDate | None, until: PartialDate | None) -> str:
        """Return in words from when to when; "" where neither is known."""
        words, over = self.words, self._tell_until(until)
        if since is None:
            return over
        if over and until:
            date = words.date(until)
            return words.say("from {since} until {date}", since=words.date(since), date=date)
        return words.say("since {date}", date=words.date(since))

    def event(self, number: int, event: Event) -> Happening:
        """Tell an event; of one that goes on longer than is shown, only the beginning."""
        until = event.until if self._tell_until(event.until) else None
        date = self._tell_dates(event.date, until) if until else self.words.date(event.date)
        dates = [event.date, *([until] if until else [])]
        return Happening(
            id=f"e{number}",
            first=event.date.first,
            last=dates[-1].last,
            exact=all(written.first == written.last for written in dates),
            date=date,
            name=f"{event.name} {self.citations.cite(event.sources)}".rstrip(),
            label=f"{date}: {event.name}",
        )

    # promises

    def promise(self, number: int, promise: Promise) -> Stretch:
        """Tell a promise, and until when nothing broke it."""
        claim, words = promise.claim, self.words
        over, ended = self._tell_until(claim.until), self._tell_end(promise)
        below = [claim.by.name if claim.by else "", words.date(claim.date), over]
        label = [tell_promise(words, claim), over, ended or words.say(KEPT)]
        ends = promise.broken or (claim.until if over else None)
        return Stretch(
            id=f"p{number}",
            text=self._quote(claim),
            below=f"{', '.join(filter(None, below))} {self.citations.cite(claim.sources)}",
            label=words.say("promise {promise}", promise=", ".join(filter(None, label))),
            start=claim.date.first,
            sure=claim.date.last,
            lasting=ends.first if ends else None,
            end=ends.last if ends else None,
            ended=ended,
            broken=promise.broken is not None,
            untrue=promise.untrue,
        )

    def _tell_end(self, promise: Promise) -> str | None:
        if promise.broken is None:
            return None
        if promise.untrue:
            return self.words.say("untrue when made")
        return self.words.say("broken {date}", date=self.words.date(promise.broken))

    def _quote(self, claim: Claim) -> str:
        """Quote a promise; where the same words are in several, tell which reading is meant."""
        if not claim.quote:
            data = self.words.enumerate([term.name for term in claim.data])
            return self.words.say("never: {data}", data=data)
        quote = quote_promise(self.words, claim)
        return f"{quote} ({self._tell_reading(claim)})" if self.quotes[claim.quote] > 1 else quote

    def _tell_reading(self, claim: Claim) -> str:
        if isinstance(claim.reach, str):
            return self.words.say(READINGS[claim.reach])
        holders = self.words.enumerate([holder.name for holder in claim.reach])
        return self.words.say("not to {holders}", holders=holders)

    # flows

    def flow(
        self, number: int, bundle: Sequence[Flow | Hold], *, hot: bool, untrue: bool = False
    ) -> Stretch:
        """Tell a flow or hold, or flows that run beside each other.

        They may break a promise, which may have been untrue when it was made.
        """
        first = bundle[0]
        ends = first.until if self._tell_until(first.until) else None
        breach = [tell_breach(self.words, untrue=untrue)] if hot else []
        mark = self.citations.cite(source for flow in bundle for source in flow.sources)
        return Stretch(
            id=f"f{number}",
            title=self._tell_ends(first).replace(" →", "\u00a0→"),
            text=", ".join(filter(None, self._tell_content(bundle))),
            below=f"{self._tell_dates(first.since, first.until)} {mark}".strip(),
            label="; ".join(", ".join([self._tell_flow(flow), *breach]) for flow in bundle),
            start=first.window.start if first.since else None,
            sure=first.since.last if first.since else None,
            lasting=ends.first if ends else None,
            end=ends.last if ends else None,
            hot=hot,
            untrue=untrue,
        )

    def _tell_ends(self, flow: Flow | Hold) -> str:
        if isinstance(flow, Hold):
            return flow.holder.name
        ends = ([holder.name for holder in end] for end in (flow.senders, flow.receivers))
        return " → ".join(self.words.name_few(names, NAMED) for names in ends)

    def _tell_content(self, bundle: Sequence[Flow | Hold]) -> list[str]:
        """Return in words what is shared, what for, and whether that is established."""
        words, first = self.words, bundle[0]
        terms = {term.id: term for flow in bundle for term in data_of(flow)}
        ordered = sorted(terms.values(), key=lambda term: term.id not in self.first)
        data = list_terms(words, ordered)
        if isinstance(first, Hold):
            data = words.say("collects {data}", data=data)
        if len(bundle) > 1:
            data = f"{words.count('{n} flows', len(bundle))}: {data}"
        purposes = {term.id: term for flow in bundle for term in flow.purposes}
        named = list_terms(words, list(purposes.values()))
        what_for = words.say("for {purposes}", purposes=named) if purposes else ""
        return [data, what_for, tell_status(words, first)]

    def _tell_flow(self, flow: Flow | Hold) -> str:
        """Tell a flow or hold as a sentence without its stop."""
        words, data = self.words, list_terms(self.words, data_of(flow))
        if isinstance(flow, Hold):
            told = words.say("{who}: collects {data}", who=flow.holder.name, data=data)
        else:
            told = f"{self._tell_ends(flow)}: {data}"
        parts = [
            told,
            words.purposes(flow.purposes),
            tell_status(words, flow),
            words.say("since {date}", date=words.date(flow.since)) if flow.since else "",
            self._tell_until(flow.until),
        ]
        return ", ".join(filter(None, parts))


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
    ends = {event.id for event in (*ordered[:1], *ordered[-1:])}

    def belonging(event: Event) -> tuple[bool, bool, bool, int, int, str]:
        cited = any(source.id in sources for source in event.sources)
        return (event.id not in ends, event.date.first not in days, not cited, *_by_date(event))

    return sorted(sorted(ordered, key=belonging)[:most], key=_by_date)


def _by_date(event: Event) -> tuple[int, int, str]:
    return event.date.first, event.date.last, event.id
