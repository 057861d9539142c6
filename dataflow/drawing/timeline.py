"""An answer of claims → a timeline: events, promises, flows, and the days promises broke."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dataflow.dates import ALWAYS, NEVER
from dataflow.drawing.citing import Citations
from dataflow.drawing.figure import Entry, Figure
from dataflow.drawing.framing import credit, end_sentence, name_ids, tell_notes
from dataflow.drawing.phrases import capitalise, tell_purposes
from dataflow.drawing.promises import shorten, tell_promise
from dataflow.drawing.spans import Band, Happening, Stretch, Timeline
from dataflow.drawing.ticks import find_ticks
from dataflow.drawing.words import speak
from dataflow.model import Derivation, Flow, Hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.drawing.figure import Sample
    from dataflow.drawing.flow import Frame
    from dataflow.drawing.matrix import Choice
    from dataflow.drawing.words import Words
    from dataflow.model import Claim, Event, Holder, Model, Term
    from dataflow.questions.claims import Claims
    from dataflow.questions.claims.judging import Judgement

MOST: Final = 16
"""How many events are shown."""

NAMED: Final = 4
"""How many receivers and data types of a flow are named."""

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


@dataclass(frozen=True, slots=True)
class _Promise:
    """A promise that is shown, and what broke it, if anything did."""

    judgement: Judgement
    cause: Flow | Hold | None

    @property
    def claim(self) -> Claim:
        return self.judgement.claim


class _Making:
    """Makes the timeline of one answer."""

    def __init__(
        self, answer: Claims, choice: Choice, citations: Citations, *, force: bool
    ) -> None:
        self.answer, self.model, self.citations = answer, answer.model, citations
        self.words, self.choice = speak(self.model.language), choice
        self.until = answer.setting.day
        self.named = _named(self.model, choice.only)
        self.promises = sorted(filter(self._is_meant, map(_promise, answer)), key=_by_day)
        self.breaking = {id(one.cause): one.cause for one in self.promises if one.cause}
        self.flows = sorted(self._find_flows(), key=lambda one: (one.window.start, _id_of(one)))
        self.events, self.left = self._choose_events(None if force else MOST)

    # what is shown

    def _is_meant(self, one: _Promise) -> bool:
        claim = one.claim
        if claim.date.first > self.until:
            return False
        data = [*claim.data, *_data_of(one.cause)] if one.cause else claim.data
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
            shown = id(flow) in there and self._is_data(_data_of(flow))
            about = self._is_about([flow.sender, *flow.receivers])
            if id(flow) in self.breaking or (shown and about and self._is_seen(flow)):
                yield flow
        for cause in self.breaking.values():
            if isinstance(cause, Hold):
                yield cause

    def _is_seen(self, flow: Flow) -> bool:
        return flow.window.start <= self.until

    def _choose_events(self, most: int | None) -> tuple[list[Event], int]:
        """Choose the first, the last, and those that belong most to what is shown.

        The others are counted.
        """
        found = [
            one
            for one in sorted(self.model.events.values(), key=_by_date)
            if one.date.first <= self.until and (not one.about or self._is_about(one.about))
        ]
        ends = {found[0].id, found[-1].id} if found else set()
        days = {day for one in self.promises for day in (one.claim.date.first, one.judgement.on)}
        days |= {day for one in self.flows for day in one.window}
        cited = {source.id for one in self.promises for source in one.claim.sources}
        cited |= {source.id for one in self.flows for source in one.sources}

        def belonging(event: Event) -> tuple[bool, bool, bool, int, int, str]:
            near = any(event.date.first <= day <= event.date.last for day in days if day)
            shared = any(source.id in cited for source in event.sources)
            return (event.id not in ends, not near, not shared, *_by_date(event))

        chosen = sorted(found, key=belonging)[:most]
        chosen.sort(key=_by_date)
        return chosen, len(found) - len(chosen)

    # the picture

    def timeline(self) -> Timeline:
        first, last = self._reach()
        words = self.words
        promises = tuple(self._promise(n, one) for n, one in enumerate(self.promises, 1))
        flows = tuple(self._flow(n, one) for n, one in enumerate(self.flows, 1))
        bands = [(words.say("Promises"), promises), (words.say("Sharing"), flows)]
        empty = not (self.events or promises or flows)
        return Timeline(
            first=first,
            last=last,
            ticks=find_ticks(first, last, words),
            heading=words.say("Events"),
            events=tuple(self._event(n, one) for n, one in enumerate(self.events, 1)),
            more=words.count("+ {n} more event", "+ {n} more events", self.left)
            if self.left
            else None,
            bands=tuple(Band(heading=said, stretches=some) for said, some in bands if some),
            breaks=tuple(sorted({one.judgement.on for one in self.promises if one.judgement.on})),
            remark=words.say("Nothing in this model has a date.") if empty else None,
        )

    def _reach(self) -> tuple[int, int]:
        """Give from when to when the axis goes."""
        days = [day for one in self.events for day in (one.date.first, one.date.last)]
        days += [one.claim.date.first for one in self.promises]
        days += [one.claim.until.last for one in self.promises if one.claim.until]
        days += [one.judgement.on for one in self.promises if one.judgement.on]
        days += [day for one in self.flows for day in one.window]
        days = [day for day in days if day not in (ALWAYS, NEVER) and day <= self.until]
        days += [self.until] if self.until != NEVER else []
        first, last = min(days, default=1), max(days, default=1)
        beyond = max(round((last - first) * BEYOND), 1)
        return max(first - beyond, 1), min(last + beyond, NEVER - 1)

    def _event(self, number: int, event: Event) -> Happening:
        date = self.words.date(event.date)
        name = event.name
        if event.until:
            date = self.words.say(
                "from {since} until {date}", since=date, date=self.words.date(event.until)
            )
        return Happening(
            id=f"e{number}",
            first=event.date.first,
            last=(event.until or event.date).last,
            date=date,
            name=f"{name} {self.citations.cite(event.sources)}".rstrip(),
            label=f"{date}: {name}",
        )

    def _promise(self, number: int, one: _Promise) -> Stretch:
        claim, on, words = one.claim, one.judgement.on, self.words
        said = self._quote(claim)
        by = claim.by.name if claim.by else ""
        mark = self.citations.cite(claim.sources)
        until = claim.until.last if claim.until and claim.until.last <= self.until else None
        ended = words.say("broken {date}", date=self._tell_breaking(one)) if on else None
        if one.judgement.verdict == "untrue":
            ended = words.say("untrue when made")
        kept = words.say("nothing in this model breaks it")
        over = words.say("until {date}", date=words.date(claim.until)) if claim.until else ""
        told = [tell_promise(words, claim), *filter(None, [over]), ended or kept]
        return Stretch(
            id=f"p{number}",
            text=" ".join(filter(None, [f"{said},", by, mark]))
            if by
            else f"{said} {mark}".rstrip(),
            label=words.say("promise {promise}", promise=", ".join(told)),
            start=claim.date.first,
            sure=claim.date.last,
            end=on or until,
            ended=ended,
            broken=on is not None,
        )

    def _tell_breaking(self, one: _Promise) -> str:
        """Say when a promise broke, no more precisely than what broke it was written."""
        on = one.judgement.on
        assert on is not None  # it broke
        dates = [step.cause.since for step in one.judgement.path if step.cause.since]
        written = next((date for date in reversed(dates) if date.first == on), None)
        return self.words.date(written) if written else self.words.day(on)

    def _quote(self, claim: Claim) -> str:
        """Quote a promise; where one has two readings, say which is meant."""
        if not claim.quote:
            data = self.words.enumerate([term.name for term in claim.data])
            return self.words.say("never: {data}", data=data)
        said = self.words.say("“{title}”", title=shorten(claim.quote))
        quoted = Counter(one.claim.quote for one in self.promises)
        readings = {"anyone": "to nobody else", "outsiders": "to nobody outside the group"}
        if quoted[claim.quote] > 1 and isinstance(claim.reach, str):
            said += f" ({self.words.say(readings[claim.reach])})"
        return said

    def _flow(self, number: int, one: Flow | Hold) -> Stretch:
        words, window = self.words, one.window
        said = self._tell(one)
        purposes = tell_purposes(words, one.purposes)
        status = words.say(one.status) if one.status in {"alleged", "announced"} else ""
        text = ", ".join(filter(None, [said, purposes, status]))
        hot = id(one) in self.breaking
        dates = [
            words.say("since {date}", date=words.date(one.since)) if one.since else "",
            words.say("until {date}", date=words.date(one.until)) if one.until else "",
            words.say("this breaks a promise") if hot else "",
        ]
        return Stretch(
            id=f"f{number}",
            text=f"{text} {self.citations.cite(one.sources)}".rstrip(),
            label=", ".join(filter(None, [text, *dates])),
            start=window.start if one.since else None,
            sure=one.since.last if one.since else None,
            end=window.end if one.until and window.end <= self.until else None,
            hot=hot,
        )

    def _tell(self, one: Flow | Hold) -> str:
        data = self._list_names([term.name for term in _data_of(one)])
        if isinstance(one, Hold):
            return self.words.say("{who}: collects {data}", who=one.holder.name, data=data)
        receivers = self._list_names([holder.name for holder in one.receivers])
        return f"{one.sender.name} → {receivers}: {data}"

    def _list_names(self, names: Sequence[str]) -> str:
        """Name some, and count those that would be too many."""
        if len(names) <= NAMED:
            return self.words.enumerate(names)
        more = self.words.say("{n} more", n=len(names) - NAMED + 1)
        return self.words.enumerate([*names[: NAMED - 1], more])

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
            words.count("{n} event", "{n} events", len(self.events) + self.left),
            words.count("{n} promise", "{n} promises", len(self.promises)),
            words.count("{n} flow", "{n} flows", len(self.flows)),
        ]
        told = [end_sentence(", ".join(filter(None, [self.tell_span(), *said])))]
        for one in broken:
            promise = tell_promise(words, one.claim)
            day = self._tell_breaking(one)
            told.append(words.say("{promise}: broken {date}.", promise=promise, date=day))
        kept = len(self.promises) - len(broken)
        if kept:
            told.append(
                words.count(
                    "Nothing in this model breaks {n} promise.",
                    "Nothing in this model breaks {n} promises.",
                    kept,
                )
            )
        return " ".join(told)


def _promise(judgement: Judgement) -> _Promise:
    """Find what broke a promise: the last flow of the path, or else the last hold."""
    steps = [step for step in judgement.path if step.kind != "derive"]
    flows = [step for step in steps if step.kind == "flow"]
    last = (flows or steps)[-1].cause if steps else None
    assert not isinstance(last, Derivation)  # those were left out
    return _Promise(judgement, last)


def _by_day(one: _Promise) -> tuple[int, int, str]:
    return (one.claim.date.first, one.judgement.on or NEVER, one.claim.id)


def _by_date(one: Event) -> tuple[int, int, str]:
    return one.date.first, one.date.last, one.id


def _id_of(one: Flow | Hold) -> str:
    return one.id if isinstance(one, Flow) else one.holder.id


def _data_of(one: Flow | Hold) -> list[Term]:
    if isinstance(one, Hold):
        return list(one.data)
    return [term for sent in one.sent for term in sent.data]


def _named(model: Model, only: Iterable[Holder]) -> set[str]:
    """Give the ids of some holders, of what they operate, and of who operates them."""
    ids = {one.id for one in only}
    services = {one.service.id for one in model.operations if one.company.id in ids}
    operators = {one.company.id for one in model.operations if one.service.id in ids}
    return ids | services | operators


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
        ("broken", "broken on that day", any(one.broken for one in stretches)),
        ("sharing", "shared or collected", any(not _is_promise(one) for one in stretches)),
        ("breaking", "breaks a promise", any(one.hot for one in stretches)),
    ]
    for sample, text, so in drawn:
        if so:
            yield Entry(sample, words.say(text))


def _is_promise(one: Stretch) -> bool:
    return one.id.startswith("p")
