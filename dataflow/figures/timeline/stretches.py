"""Events, promises and flows as they stand in a timeline: in words, and from when to when."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING, Final

from dataflow.answers.breaches import find_breaking
from dataflow.answers.passing import data_of
from dataflow.common.values import dataclass
from dataflow.figures.labels import (
    are_many,
    date_of,
    list_terms,
    name_then,
    tell_manner,
    tell_replies,
    tell_span,
    tell_status,
)
from dataflow.figures.promises import name_speaker, quote_promise, tell_breach, tell_promise
from dataflow.figures.timeline.spans import Happening, Maybe, Stretch
from dataflow.figures.timeline.verdicts import FOUND, tell_verdict
from dataflow.model import Claim, Event, Flow, Hold
from dataflow.model.holders import FIRM
from dataflow.telling.roles import tell_basis, tell_role
from dataflow.telling.words import capitalise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dataflow.answers.breaches import Break
    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.common.dates import PartialDate
    from dataflow.figures.frame import Citations
    from dataflow.model import Finding, Holder, Model
    from dataflow.telling.words import Words


NAMED: Final = 4
"""How many receivers of a flow are named."""

READINGS: Final = {"anyone": "to nobody else", "outsiders": "to nobody outside the group"}

KEPT: Final = "not contradicted by this model"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that is shown, and what broke it, if anything did.

    Attributes:
        judgement: what became of it by firm statements alone.
        unsure: what became of it by all statements, where that is something else.
    """

    judgement: Judgement
    unsure: Judgement | None = None

    @property
    def claim(self) -> Claim:
        """What was promised."""
        return self.judgement.claim

    @property
    def verdicts(self) -> tuple[Judgement, ...]:
        """Both, without those that nothing breaks."""
        both = (self.judgement, self.unsure)
        return tuple(each for each in both if each is not None and each.on is not None)

    @property
    def is_said(self) -> bool:
        """Whether it is sure that it was said."""
        return self.claim.status in FIRM

    @property
    def untrue(self) -> bool:
        """Whether it was untrue when it was made: then it broke on no day."""
        return self.judgement.verdict == "untrue"

    @property
    def broken(self) -> PartialDate | None:
        """When it broke, no more precisely than the date of what broke it was written."""
        return find_day(self.judgement)

    @property
    def causes(self) -> tuple[tuple[Flow | Hold, Judgement], ...]:
        """What broke it: the last flow of each path, or else the last hold."""
        causes = ((find_breaking(each)[0], each) for each in self.verdicts)
        return tuple((cause, each) for cause, each in causes if cause is not None)


def find_promise(judgement: Judgement) -> Promise:
    """Return what became of a promise: what is firm comes first."""
    firm = judgement.firmly
    return Promise(judgement) if firm is None else Promise(firm, judgement)


def find_day(judgement: Judgement) -> PartialDate | None:
    """Return on which day a verdict says that a promise broke, as it is written."""
    if judgement.on is None:
        return None
    if judgement.verdict == "untrue":
        return judgement.claim.date
    return judgement.written or date_of(judgement.on)


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
            dates = (flow.since, flow.known, flow.until, flow.ended)
            key = (*ends, *map(str, dates), flow.status)
        bundles.setdefault(key, []).append(flow)
    return tuple(tuple(bundle) for bundle in bundles.values())


@dataclass(frozen=True, slots=True)
class Writer:
    """Puts events, promises and flows into words, and cites their sources.

    Attributes:
        model: what they are of.
        last: the last day that is shown.
        first: the ids of the data types that are named before others.
        quotes: how often each quote is among the promises.
    """

    model: Model
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

    def _tell_days(self, fact: Flow | Hold) -> str:
        """Return in words from when to when a flow or hold was so, no surer than that is known."""
        over = fact.end is not None and fact.end.last <= self.last
        return ", ".join(tell_span(self.words, fact, self.words.date, over=over))

    def event(self, number: int, event: Event) -> Happening:
        """Tell an event; of one that goes on longer than is shown, only the beginning."""
        words, date, dates = self.words, self.words.date(event.date), [event.date]
        if event.until and self._tell_until(event.until):
            until = words.date(event.until)
            if until != date:
                date = words.say("from {since} until {date}", since=date, date=until)
            dates.append(event.until)
        replies, status = tell_replies(words, event), tell_status(words, event)
        name = f"{event.name} ({status})" if status else event.name
        return Happening(
            id=f"e{number}",
            first=event.date.first,
            last=dates[-1].last,
            exact=all(written.first == written.last for written in dates),
            date=date,
            name=f"{name} {self.citations.cite(event.sources, replies)}".rstrip(),
            label="; ".join([f"{date}: {name}", *replies]),
        )

    # promises

    def promise(self, number: int, promise: Promise) -> Stretch:
        """Tell a promise, and until when nothing broke it."""
        claim, words = promise.claim, self.words
        over, ended = self._tell_until(claim.until), self.tell_end(promise)
        found = [self._tell_finding(finding) for finding in claim.findings]
        sources = [*claim.sources, *(each for found in claim.findings for each in found.sources)]
        mark = self.citations.cite(sources, tell_replies(words, claim))
        below = [name_speaker(words, claim), words.date(claim.date), over, *found]
        label = [tell_promise(words, claim), over, *found, ended or words.say(KEPT)]
        lasting, end = self._find_end(promise)
        return Stretch(
            id=f"p{number}",
            text=self._quote(claim),
            below=f"{', '.join(filter(None, below))} {mark}",
            label="; ".join(
                [
                    words.say("promise {promise}", promise=", ".join(filter(None, label))),
                    *tell_replies(words, claim),
                ]
            ),
            start=claim.date.first,
            sure=claim.date.last,
            lasting=lasting,
            end=end,
            ended=ended,
            broken=promise.broken is not None and end is not None,
            late=promise.judgement.verdict == "broken" and promise.judgement.on_is == "by",
            maybe=_find_maybe(promise),
            status=claim.status,
            untrue=promise.untrue,
            if_said=not promise.is_said,
        )

    def _find_end(self, promise: Promise) -> tuple[int | None, int | None]:
        """Return up to when a promise surely lasted, and its last day; None for what goes on."""
        claim, judgement = promise.claim, promise.judgement
        ends = promise.broken or (claim.until if self._tell_until(claim.until) else None)
        if claim.past:
            ends = claim.date  # it says nothing of what followed
        if ends is None:
            return None, None
        if judgement.verdict == "broken" and judgement.on_is == "by":
            return claim.date.last, ends.last
        if judgement.verdict == "broken" and judgement.on_is in ("from", "unknown"):
            return ends.first if judgement.on_is == "from" else claim.date.last, None
        return ends.first, ends.last

    def tell_end(self, promise: Promise) -> str | None:
        """Tell what became of a promise, the firm verdict first; None where nothing broke it."""
        return "; ".join(tell_verdict(self.words, each) for each in promise.verdicts) or None

    def _tell_finding(self, finding: Finding) -> str:
        by = finding.by if isinstance(finding.by, str) else finding.by.name
        return self.words.say(FOUND[finding.found], by=by, date=self.words.date(finding.date))

    def _quote(self, claim: Claim) -> str:
        """Quote a promise, or tell how it is read.

        Where the same words are in several, the reading tells which is meant.
        """
        words = self.words
        if not claim.quote:
            data = words.enumerate([term.name for term in claim.data])
            read = words.say_if("read so: {reading}", reading=claim.reading)
            return capitalise(read or words.say("never: {data}", data=data))
        quote = quote_promise(words, claim)
        return f"{quote} ({self._tell_reading(claim)})" if self.quotes[claim.quote] > 1 else quote

    def _tell_reading(self, claim: Claim) -> str:
        if claim.reading:
            return claim.reading
        if isinstance(claim.reach, str):
            return self.words.say(READINGS[claim.reach])
        holders = self.words.enumerate([holder.name for holder in claim.reach])
        return self.words.say("not to {holders}", holders=holders)

    # flows

    def flow(
        self, number: int, bundle: Sequence[Flow | Hold], broken: Break | None = None
    ) -> Stretch:
        """Tell a flow or hold, or flows that run beside each other.

        They may break a promise, which may have been untrue when it was made.
        """
        first, words = bundle[0], self.words
        told = [tell_breach(words, broken)] if broken else []
        flows = [flow for flow in bundle if isinstance(flow, Flow)]
        replies = [reply for flow in flows for reply in tell_replies(words, flow)]
        mark = self.citations.cite((each for flow in bundle for each in flow.sources), replies)
        start, sure = _find_start(first)
        lasting, end = self._find_last(first)
        return Stretch(
            id=f"f{number}",
            title=self._tell_ends(first).replace(" →", "\u00a0→"),
            text=", ".join(filter(None, self._tell_content(bundle))),
            below=f"{self._tell_days(first)} {mark}".strip(),
            label="; ".join(
                [*(", ".join([self._tell_flow(flow), *told]) for flow in bundle), *replies]
            ),
            start=start,
            sure=sure,
            lasting=lasting,
            end=end,
            late=end is not None and not first.until,
            status=first.status,
            hot=broken is not None,
            unsure=broken is not None and not broken.is_firm,
            untrue=broken is not None and broken.untrue,
            if_said=broken is not None and broken.certainty in FIRM and not broken.is_firm,
        )

    def _find_last(self, flow: Flow | Hold) -> tuple[int | None, int | None]:
        """Return up to when a flow surely lasted, and its last day; None for what goes on."""
        if flow.end is None or flow.end.last > self.last:
            return None, None
        if flow.until:
            return flow.until.first, flow.until.last
        begun = flow.start.last if flow.start else 1
        return min(begun, flow.end.first), flow.end.last

    def _tell_ends(self, flow: Flow | Hold) -> str:
        if isinstance(flow, Hold):
            return self._name(flow.holder, flow)
        ends = ([self._name(each, flow) for each in end] for end in (flow.senders, flow.receivers))
        return " → ".join(self.words.name_few(names, NAMED) for names in ends)

    def _name(self, holder: Holder, flow: Flow | Hold) -> str:
        return name_then(self.words, self.model, holder, flow)

    def _tell_content(self, bundle: Sequence[Flow | Hold]) -> list[str]:
        """Return in words what is shared, what for, and whether that is established."""
        words, first = self.words, bundle[0]
        terms = {term.id: term for flow in bundle for term in data_of(flow)}
        ordered = sorted(terms.values(), key=lambda term: term.id not in self.first)
        data = list_terms(words, ordered)
        if isinstance(first, Hold):
            data, _ = words.deed("collects {data}", first.status, data=data)
        if len(bundle) > 1:
            data = f"{words.count('{n} flows', len(bundle))}: {data}"
        purposes = {term.id: term for flow in bundle for term in flow.purposes}
        named = list_terms(words, list(purposes.values()))
        what_for = words.say("for {purposes}", purposes=named) if purposes else ""
        return [data, tell_manner(words, first), what_for, tell_status(words, first)]

    def _tell_flow(self, flow: Flow | Hold) -> str:
        """Tell a flow or hold as a sentence without its stop."""
        words, data = self.words, list_terms(self.words, data_of(flow))
        end = ""
        if isinstance(flow, Hold):
            who, many = self._tell_ends(flow), are_many([flow.holder])
            template = "{who}: collects {data}"
            told, end = words.deed(template, flow.status, many=many, who=who, data=data)
        else:
            told = f"{self._tell_ends(flow)}: {data}"
        told += tell_role(flow, None, words)
        aim = [told, tell_manner(words, flow), words.purposes(flow.purposes)]
        parts = [
            ", ".join(filter(None, aim)) + tell_basis(flow, words),
            "" if end else tell_status(words, flow),
            self._tell_days(flow),
        ]
        return ", ".join(filter(None, parts)) + end


def _find_start(flow: Flow | Hold) -> tuple[int | None, int | None]:
    """Return the first day of a flow, and that by which it has begun; None where none is."""
    if flow.since:
        return flow.since.first, flow.since.last
    return None, flow.known.last if flow.known else None


def _find_maybe(promise: Promise) -> Maybe | None:
    """Return when a promise broke if what is not firm is so; None where no day is known."""
    judgement = promise.unsure
    date = find_day(judgement) if judgement else None
    if judgement is None or date is None:
        return None
    untrue, late = judgement.verdict == "untrue", judgement.on_is == "by"
    if untrue:
        return Maybe(date.last, untrue=True)
    return Maybe(date.last, late=late) if late or judgement.on_is == "stated" else None


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
