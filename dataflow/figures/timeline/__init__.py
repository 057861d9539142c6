"""An answer of claims → a timeline: events, promises, flows, and the days promises broke."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dataflow.answers.passing import data_of
from dataflow.common.dates import ALWAYS, NEVER
from dataflow.figures.figure import Entry, Figure
from dataflow.figures.frame import Choice, Citations, credit, end_sentence, name_ids, tell_notes
from dataflow.figures.labels import name_promise
from dataflow.figures.timeline.spans import Band, Timeline, find_ticks
from dataflow.figures.timeline.stretches import (
    Promise,
    Stretching,
    bundle_flows,
    choose_events,
    find_promise,
    say_event,
    tell_breaking,
)
from dataflow.model import Flow, Hold
from dataflow.telling.words import capitalise, speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers.claims import Claims
    from dataflow.figures.figure import Frame, Sample
    from dataflow.figures.timeline.spans import Stretch
    from dataflow.model import Event, Holder, Model, Term
    from dataflow.telling.words import Words

MOST: Final = 16
"""How many events are shown."""

BEYOND: Final = 0.03
"""How far the axis goes on before and behind, as a part of it."""


def draw_timelines(answers: Sequence[Claims], frame: Frame, choice: Choice) -> Figure:
    """Make the figure of answers of claims, a timeline each.

    Args:
        answers: what became of the promises, such as under several scenarios.
        frame: what is said around it; with `force`, all events are shown.
        choice: what is shown: of the data type, and by or about whom.
    """
    first, citations = answers[0], Citations()
    words = speak(first.model.language)
    making = [_Making(one, choice, citations, force=frame.force) for one in answers]
    titles = frame.titles or [(None, None)] * len(answers)
    panels = tuple(
        replace(one.timeline(), title=title, subtitle=subtitle)
        for one, (title, subtitle) in zip(making, titles, strict=True)
    )
    return Figure(
        name=name_ids(frame.name or "timeline"),
        title=frame.title or words.say("What was promised, and what happened"),
        subtitle=making[0].tell_span() if frame.subtitle is None else frame.subtitle,
        alt=frame.alt or " ".join(one.tell() for one in making),
        lang=first.model.language,
        panels=panels,
        legend=tuple(_legend(panels, words)),
        caption=frame.caption,
        notes=tuple(tell_notes(citations, words)),
        credit=credit(first.model, *(answer.setting for answer in answers)),
        answers=tuple(answers),
    )


class _Making:
    """Makes the timeline of one answer."""

    def __init__(
        self, answer: Claims, choice: Choice, citations: Citations, *, force: bool
    ) -> None:
        self.answer, self.model, self.citations = answer, answer.model, citations
        self.words, self.choice = speak(self.model.language), choice
        self.until = answer.setting.day
        self.named = _named(self.model, choice.only)
        self.promises = sorted(filter(self._is_meant, map(find_promise, answer)), key=_by_day)
        self.breaking = {id(one.cause): one.cause for one in self.promises if one.cause}
        self.broken = {id(one.cause) for one in self.promises if not one.untrue}
        self.flows = sorted(self._find_flows(), key=lambda one: (one.window.start, _id_of(one)))
        self.events, self.left = self._choose_events(None if force else MOST)
        self.stretching = Stretching(
            self.words,
            citations,
            self.until,
            self.model.data.down(choice.highlight.id) if choice.highlight else frozenset(),
            Counter(one.claim.quote for one in self.promises),
        )

    # what is shown

    def _is_meant(self, one: Promise) -> bool:
        claim = one.claim
        if claim.date.first > self.until:
            return False
        data = [*claim.data, *data_of(one.cause)] if one.cause else claim.data
        about = [claim.by, claim.origin, *([] if isinstance(claim.reach, str) else claim.reach)]
        return self._is_data(data) and self._is_about(filter(None, about))

    def _is_data(self, data: Iterable[Term]) -> bool:
        wanted, taxonomy = self.choice.highlight, self.model.data
        return wanted is None or any(
            taxonomy.down(term.id) & taxonomy.down(wanted.id) for term in data
        )

    def _is_about(self, holders: Iterable[Holder]) -> bool:
        return not self.named or any(holder.id in self.named for holder in holders)

    def _find_flows(self) -> Iterator[Flow | Hold]:
        """Find the flows, and the holds that break a promise."""
        world = self.answer.evidence.world
        there = {id(one.cause) for one in world.flows}
        for flow in self.model.flows.values():
            shown = id(flow) in there and self._is_data(data_of(flow))
            about = self._is_about([flow.sender, *flow.receivers])
            if id(flow) in self.breaking or (shown and about and self._is_seen(flow)):
                yield flow
        for cause in self.breaking.values():
            if isinstance(cause, Hold):
                yield cause

    def _is_seen(self, flow: Flow) -> bool:
        return flow.window.start <= self.until

    def _choose_events(self, most: int | None) -> tuple[list[Event], int]:
        """Choose events; the others are counted."""
        found = [
            one
            for one in self.model.events.values()
            if one.date.first <= self.until and (not one.about or self._is_about(one.about))
        ]
        cited = {source.id for one in self.promises for source in one.claim.sources}
        cited |= {source.id for one in self.flows for source in one.sources}
        chosen = choose_events(found, self._find_days(), cited, most)
        return chosen, len(found) - len(chosen)

    def _find_days(self) -> set[int]:
        """Give the days on which anything begins or ends that is shown or ties who is shown."""
        days = {day for one in self.promises for day in (one.claim.date.first, one.judgement.on)}
        days |= {day for one in self.flows for day in one.window}
        flows = [one for one in self.flows if isinstance(one, Flow)]
        shown = _named(self.model, [end for one in flows for end in (one.sender, *one.receivers)])
        days |= {
            one.window.start
            for one in self.model.ownerships
            if one.owner.id in shown and one.owned.id in shown
        }
        return {day for day in days if day}

    # the picture

    def timeline(self) -> Timeline:
        first, last = self._reach()
        words = self.words
        # sources are numbered as a reader meets them: the events come first
        events = tuple(
            say_event(one, number, words, self.citations, self.until)
            for number, one in enumerate(self.events, 1)
        )
        bands = [
            (words.say("Promises"), tuple(self._promises())),
            (words.say("Sharing"), tuple(self._sharing())),
        ]
        empty = not (events or any(some for _, some in bands))
        more = words.count("+ {n} more events", self.left)
        return Timeline(
            first=first,
            last=last,
            ticks=find_ticks(first, last, words),
            heading=words.say("Events"),
            events=events,
            more=more if self.left else None,
            bands=tuple(Band(heading=said, stretches=some) for said, some in bands if some),
            breaks=tuple(sorted(set(_find_breaks(self.promises)))),
            remark=words.say("Nothing in this model has a date.") if empty else None,
        )

    def _promises(self) -> Iterator[Stretch]:
        for number, one in enumerate(self.promises, 1):
            yield self.stretching.promise(number, one)

    def _sharing(self) -> Iterator[Stretch]:
        for number, some in enumerate(bundle_flows(self.flows, self.breaking), 1):
            cause = id(some[0])
            hot, untrue = cause in self.breaking, cause not in self.broken
            yield self.stretching.flow(number, some, hot=hot, untrue=hot and untrue)

    def _reach(self) -> tuple[int, int]:
        """Give from when to when the axis goes: no further than the day asked about."""
        days = [day for one in self.events for day in (one.date.first, one.date.last)]
        days += [one.until.last for one in self.events if one.until]
        days += [
            day for one in self.promises for day in (one.claim.date.first, one.claim.date.last)
        ]
        days += [one.claim.until.last for one in self.promises if one.claim.until]
        days += [one.judgement.on for one in self.promises if one.judgement.on]
        days += [day for one in self.flows for day in one.window]
        days = [day for day in days if day not in (ALWAYS, NEVER) and day <= self.until]
        days += [self.until] if self.until != NEVER else []
        first, last = min(days, default=1), max(days, default=1)
        beyond = max(round((last - first) * BEYOND), 1)
        return max(first - beyond, 1), min(last + beyond, self.until, NEVER - 1)

    # in words

    def tell_span(self) -> str:
        """Say from when to when, and of which data."""
        dates = [one.date for one in self.events] + [one.claim.date for one in self.promises]
        dates += [one.since for one in self.flows if one.since]
        dates += [one.until for one in self.flows if one.until and one.until.last <= self.until]
        if not dates:
            return ""
        years = min(dates, key=lambda one: one.first), max(dates, key=lambda one: one.last)
        since, until = (one.written[:4] for one in years)
        said = since if since == until else f"{since}\N{EN DASH}{until}"
        what = capitalise(self.choice.highlight.name) if self.choice.highlight else ""
        return ", ".join(filter(None, [what, said]))

    def tell(self) -> str:
        """Tell the timeline in sentences: how much there is, then what broke when."""
        words = self.words
        broken = [one for one in self.promises if one.judgement.on]
        said = [
            words.count("{n} events", len(self.events) + self.left),
            words.count("{n} promises", len(self.promises)),
            words.count("{n} flows", len(self.flows)),
        ]
        told = [end_sentence(", ".join(filter(None, [self.tell_span(), *said])))]
        for one in broken:
            promise = capitalise(name_promise(words, one.claim))
            told.append(_tell_end(words, promise, one))
        kept = len(self.promises) - len(broken)
        if kept:
            told.append(words.count("Nothing in this model breaks {n} promises.", kept))
        return " ".join(told)


def _tell_end(words: Words, promise: str, one: Promise) -> str:
    """Say when a promise broke; one that never held broke on no day."""
    if one.untrue:
        return words.say("{promise}: untrue when made.", promise=promise)
    return words.say("{promise}: broken {date}.", promise=promise, date=tell_breaking(words, one))


def _by_day(one: Promise) -> tuple[int, int, str]:
    return (one.claim.date.first, one.judgement.on or NEVER, one.claim.id)


def _id_of(one: Flow | Hold) -> str:
    return one.id if isinstance(one, Flow) else one.holder.id


def _find_breaks(promises: Iterable[Promise]) -> Iterator[int]:
    """Find the days on which promises broke; not where only a month or year is known."""
    for one in promises:
        day, when = one.judgement.on, one.broken()
        if day is not None and (isinstance(when, int) or (when and when.first == when.last)):
            yield day


def _named(model: Model, only: Iterable[Holder]) -> set[str]:
    """Give the ids of some holders, of what they operate, and of who operates them."""
    return {
        holder.id
        for one in only
        for holder in (one, *model.services_of(one), *model.operators_of(one))
    }


def _legend(panels: Iterable[Timeline], words: Words) -> Iterator[Entry]:
    panels = list(panels)
    stretches = [one for panel in panels for band in panel.bands for one in band.stretches]
    drawn: list[tuple[Sample, str, bool]] = [
        ("event", "event", any(panel.events for panel in panels)),
        (
            "promise",
            "promise, as long as nothing breaks it",
            any(_is_promise(s) for s in stretches),
        ),
        ("broken", *_choose(_CROSSES, [one for one in stretches if one.broken])),
        ("sharing", "shared or collected", any(not _is_promise(one) for one in stretches)),
        ("breaking", *_choose(_HOT, [one for one in stretches if one.hot])),
        ("rough", "only the month or year is known", _is_rough(panels, stretches)),
        ("unstated", "beginning not stated", any(one.start is None for one in stretches)),
    ]
    for sample, text, so in drawn:
        if so:
            yield Entry(sample, words.say(text))


_CROSSES: Final = (
    "broken on that day",
    "untrue when made",
    "broken on that day, or untrue when made",
)
_HOT: Final = ("breaks a promise", "contradicts a promise", "breaks or contradicts a promise")
"""Of what broke later, of what was untrue from the first day, and of both."""


def _choose(texts: Sequence[str], shown: Iterable[Stretch]) -> tuple[str, bool]:
    """Choose what explains a mark, and say whether anything bears it."""
    kinds = {one.untrue for one in shown}
    return texts[2 if len(kinds) > 1 else True in kinds], bool(kinds)


def _is_promise(one: Stretch) -> bool:
    return one.id.startswith("p")


def _is_rough(panels: Iterable[Timeline], stretches: Iterable[Stretch]) -> bool:
    events = [one for panel in panels for one in panel.events]
    return any(not one.exact for one in events) or any(one.rough for one in stretches)
