"""An answer of claims → a timeline: events, promises, flows, and the days promises broke."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, starmap
from typing import TYPE_CHECKING, Final

from dataflow.answers.breaches import Break, choose_surest, find_break
from dataflow.answers.passing import data_of
from dataflow.common.dates import ALWAYS, NEVER, PartialDate
from dataflow.figures.frame import Choice, Citations, enclose
from dataflow.figures.promises import name_promise
from dataflow.figures.timeline.marks import explain_marks
from dataflow.figures.timeline.spans import Band, Stretch, Timeline, find_ticks
from dataflow.figures.timeline.stretches import (
    Promise,
    Writer,
    bundle_flows,
    choose_events,
    find_promise,
)
from dataflow.model import Claim, Event, Flow, Hold, Holder, Model, Term
from dataflow.telling.words import capitalise, end_sentence, speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers.claims import Claims
    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.figures.figure import Figure, Frame

MOST: Final = 16
"""How many events are shown."""

BEYOND: Final = 0.03
"""How far the axis goes on before and behind, as a part of it."""


def draw_timelines(answers: Sequence[Claims], frame: Frame, choice: Choice) -> Figure:
    """Make the figure of answers of claims, such as under several scenarios, a timeline each.

    A frame with `force` has all events.
    """
    citations, words = Citations(), speak(answers[0].model.language)
    most = None if frame.force else MOST
    histories = [_Shown(answer, choice, citations, most) for answer in answers]
    panels = [
        shown.timeline(*titles)
        for shown, titles in zip(histories, frame.titles_of(len(answers)), strict=True)
    ]
    filled = frame.fill_in(
        name="timeline",
        title=words.say("What was promised, and what happened"),
        subtitle=histories[0].tell_span(),
        alt=" ".join(shown.tell() for shown in histories),
    )
    return enclose(filled, panels, [*explain_marks(panels, words)], citations, answers)


class _Shown:
    """What is shown of one answer.

    Attributes:
        until: the day asked about, the last that is shown.
        about: the ids of those whom it is about; none for anybody.
        breaking: the flows and holds that break a promise, by `id`.
        breaks: the promises that each of them breaks, by `id`.
        left: how many events are not shown.
    """

    def __init__(
        self, answer: Claims, choice: Choice, citations: Citations, most: int | None
    ) -> None:
        self.answer, self.model = answer, answer.model
        self.words, self.choice = speak(self.model.language), choice
        self.until = answer.setting.day
        self.about = _list_related(self.model, choice.only)
        self.promises = sorted(filter(self._is_meant, map(find_promise, answer)), key=_by_day)
        causes = [*chain.from_iterable(promise.causes for promise in self.promises)]
        self.breaking = {id(cause): cause for cause, _ in causes}
        self.breaks = _group_breaks(causes)
        self.flows = sorted(self._find_flows(), key=lambda flow: (flow.window.start, _id_of(flow)))
        self.events, self.left = self._choose_events(most)
        self.writer = Writer(
            self.model,
            self.words,
            citations,
            self.until,
            self.model.data.down(choice.highlight.id) if choice.highlight else frozenset(),
            Counter(promise.claim.quote for promise in self.promises),
        )

    # what is shown

    def _is_meant(self, promise: Promise) -> bool:
        claim = promise.claim
        if claim.date.first > self.until:
            return False
        data = [*claim.data, *(term for cause, _ in promise.causes for term in data_of(cause))]
        receivers = () if isinstance(claim.reach, str) else claim.reach
        holders = filter(None, [claim.by, claim.origin, *receivers])
        return self._is_data(data) and self._is_about(holders)

    def _is_data(self, data: Iterable[Term]) -> bool:
        wanted, taxonomy = self.choice.highlight, self.model.data
        return wanted is None or any(
            taxonomy.down(term.id) & taxonomy.down(wanted.id) for term in data
        )

    def _is_about(self, holders: Iterable[Holder]) -> bool:
        return not self.about or any(holder.id in self.about for holder in holders)

    def _find_flows(self) -> Iterator[Flow | Hold]:
        """Yield the flows, and the holds that break a promise."""
        in_world = {id(edge.cause) for edge in self.answer.evidence.world.flows}
        for flow in self.model.flows.values():
            is_shown = (
                id(flow) in in_world
                and flow.window.start <= self.until
                and self._is_data(data_of(flow))
                and self._is_about([*flow.senders, *flow.receivers])
            )
            if is_shown or id(flow) in self.breaking:
                yield flow
        yield from (cause for cause in self.breaking.values() if isinstance(cause, Hold))

    def _choose_events(self, most: int | None) -> tuple[list[Event], int]:
        """Choose events; the others are counted."""
        events = [
            event
            for event in self.model.events.values()
            if event.date.first <= self.until and (not event.about or self._is_about(event.about))
        ]
        cited = {source.id for promise in self.promises for source in promise.claim.sources}
        cited |= {source.id for flow in self.flows for source in flow.sources}
        chosen = choose_events(events, self._find_days(), cited, most)
        return chosen, len(events) - len(chosen)

    def _find_days(self) -> set[int]:
        """Return the days on which anything begins or ends that is shown or ties who is shown."""
        flows = [flow for flow in self.flows if isinstance(flow, Flow)]
        ends = [holder for flow in flows for holder in (*flow.senders, *flow.receivers)]
        shown = _list_related(self.model, ends)
        days = {*chain.from_iterable(flow.window for flow in self.flows)}
        for promise in self.promises:
            days |= {promise.claim.date.first, promise.judgement.on or 0}
        for ownership in self.model.ownerships:
            if {ownership.owner.id, ownership.owned.id} <= shown:
                days.add(ownership.window.start)
        return days - {0}

    # the picture

    def timeline(self, title: str | None, subtitle: str | None) -> Timeline:
        first, last = self._find_span()
        words, writer = self.words, self.writer
        # sources are numbered as a reader meets them: the events come first
        events = tuple(writer.event(number, event) for number, event in enumerate(self.events, 1))
        promises = tuple(starmap(writer.promise, enumerate(self.promises, 1)))
        stretches = {"Promises": promises, "Sharing": tuple(self._sharing())}
        bands = tuple(
            Band(heading=words.say(heading), stretches=band)
            for heading, band in stretches.items()
            if band
        )
        nothing = words.say("Nothing in this model has a date.")
        return Timeline(
            title=title,
            subtitle=subtitle,
            remark=None if events or bands else nothing,
            first=first,
            last=last,
            ticks=find_ticks(first, last, words),
            heading=words.say("Events"),
            events=events,
            more=words.count("+ {n} more events", self.left) if self.left else None,
            bands=bands,
            breaks=tuple(sorted(set(_find_breaks(self.promises)))),
        )

    def _sharing(self) -> Iterator[Stretch]:
        for number, bundle in enumerate(bundle_flows(self.flows, self.breaking), 1):
            yield self.writer.flow(number, bundle, choose_surest(self.breaks[id(bundle[0])]))

    def _find_span(self) -> tuple[int, int]:
        """Return from when to when the axis goes: no further than the day asked about."""
        days = [
            day for day in self._list_days() if day not in (ALWAYS, NEVER) and day <= self.until
        ]
        days += [self.until] if self.until != NEVER else []
        first, last = min(days, default=1), max(days, default=1)
        beyond = max(round((last - first) * BEYOND), 1)
        return max(first - beyond, 1), min(last + beyond, self.until, NEVER - 1)

    def _list_days(self) -> Iterator[int]:
        """List the days on which anything that is shown begins, ends or breaks."""
        for dated in self._list_dated():
            yield from (dated.date.first, dated.date.last)
            if dated.until:
                yield dated.until.last
        yield from (promise.judgement.on or NEVER for promise in self.promises)
        yield from chain.from_iterable(flow.window for flow in self.flows)

    def _list_dated(self) -> Iterator[Event | Claim]:
        return chain(self.events, (promise.claim for promise in self.promises))

    # the text alternative

    def tell_span(self) -> str:
        """Return in words from when to when, and of which data."""
        dates = [*self._list_dates()]
        if not dates:
            return ""
        first = min(dates, key=lambda date: date.first).written[:4]
        last = max(dates, key=lambda date: date.last).written[:4]
        years = first if first == last else f"{first}\N{EN DASH}{last}"
        data = capitalise(self.choice.highlight.name) if self.choice.highlight else ""
        return ", ".join(filter(None, [data, years]))

    def _list_dates(self) -> Iterator[PartialDate]:
        """List what is written of when anything happened, begins or ends."""
        yield from (dated.date for dated in self._list_dated())
        for flow in self.flows:
            if flow.start:
                yield flow.start
            if flow.end and flow.end.last <= self.until:
                yield flow.end

    def tell(self) -> str:
        """Tell the timeline in sentences: how much there is, then what broke when."""
        words = self.words
        broken = [promise for promise in self.promises if promise.verdicts]
        counts = [
            words.count("{n} events", len(self.events) + self.left),
            words.count("{n} promises", len(self.promises)),
            words.count("{n} flows", len(self.flows)),
        ]
        sentences = [end_sentence(", ".join(filter(None, [self.tell_span(), *counts])))]
        for promise in broken:
            name = capitalise(name_promise(words, promise.claim))
            sentences.append(end_sentence(f"{name}: {self.writer.tell_end(promise)}"))
        kept = len(self.promises) - len(broken)
        if kept:
            told = words.count("{n} promises are not contradicted by this model.", kept)
            sentences.append(told)
        return " ".join(sentences)


def _group_breaks(causes: Iterable[tuple[Flow | Hold, Judgement]]) -> dict[int, list[Break]]:
    """Return the promises that each cause breaks, by its `id`."""
    groups: dict[int, list[Break]] = defaultdict(list)
    for cause, judgement in causes:
        groups[id(cause)].append(find_break(judgement))
    return groups


def _by_day(promise: Promise) -> tuple[int, int, str]:
    return (promise.claim.date.first, promise.judgement.on or NEVER, promise.claim.id)


def _id_of(flow: Flow | Hold) -> str:
    return flow.id if isinstance(flow, Flow) else flow.holder.id


def _find_breaks(promises: Iterable[Promise]) -> Iterator[int]:
    """Yield the days on which promises broke; not where only a month or year is known.

    What may never have been said broke on none.
    """
    for promise in promises:
        judgement, date = promise.judgement, promise.broken
        is_known = promise.is_said and (
            judgement.verdict == "untrue" or judgement.on_is == "stated"
        )
        if judgement.on is not None and date is not None and date.first == date.last and is_known:
            yield judgement.claim.date.first if promise.untrue else judgement.on


def _list_related(model: Model, only: Iterable[Holder]) -> set[str]:
    """Return the ids of some holders, of what they operate, and of who operates them."""
    return {
        related.id
        for holder in only
        for related in (holder, *model.services_of(holder), *model.operators_of(holder))
    }
