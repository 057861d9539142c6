"""Answers of reach → a flow figure: who gives, who collects, who shares with whom."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from dataflow.common.values import dataclass
from dataflow.figures.figure import (
    BROKEN,
    UNSURELY_HOT,
    Entry,
    Figure,
    Frame,
    Panel,
    Sample,
    Titles,
)
from dataflow.figures.flow.boxes import Boxes, find_boxes
from dataflow.figures.flow.chips import count_chips, make_chips
from dataflow.figures.flow.holders import Cast, rank_companies
from dataflow.figures.flow.ties import find_ties
from dataflow.figures.frame import Citations, enclose
from dataflow.figures.labels import UNNAMED, UNSURE, count_companies, explain, tell_nobody
from dataflow.figures.promises import tell_broken
from dataflow.figures.sketch import Extent, Narrower, TooLargeError
from dataflow.telling.words import capitalise, end_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dataflow.answers import Status
    from dataflow.answers.breaches import Break
    from dataflow.figures.flow.scenes import Scene

TRIED: Final = 3
"""How many data types are tried until one has a figure that can be read."""

TOLD: Final = 12
"""How many companies, and how many flows, the text alternative tells."""


@dataclass(frozen=True, eq=False)
class FlowSketch:
    """A figure of flows that is yet to be made.

    Attributes:
        view: the id of the view that it is of, if it is of one.
        narrowing: sketches the same of one data type, by its id, where that can be asked for.
    """

    scenes: Sequence[Scene]
    frame: Frame
    view: str | None = None
    narrowing: Callable[[str], FlowSketch] | None = None

    @cached_property
    def figure(self) -> Figure:
        """The figure, made when it is first asked for."""
        return compose(self.scenes, self.frame, self.boxes)

    @cached_property
    def boxes(self) -> Boxes:
        """The boxes of the figure."""
        return find_boxes(self.scenes, group=self.frame.group)

    @cached_property
    def extent(self) -> Extent:
        """How large its picture is: counted before anything is laid out or put into words."""
        holders = self.scenes[0].model.holders
        drawn = {
            self.boxes.of(holders[holder_id])
            for scene in self.scenes
            for holder_id in Cast(scene, self.boxes, {}).drawn
        }
        chips = (count_chips(scene, self.boxes, self.frame.parallel) for scene in self.scenes)
        return Extent(len(drawn), sum(chips))

    def refuse(self) -> None:
        """Refuse to be drawn if it could not be read, unless it was asked for all the same."""
        if not (self.frame.force or self.extent.is_readable):
            found = f"a figure of {self.extent.tell()}"
            raise TooLargeError(found, self.view, self._find_narrower())

    def _find_narrower(self) -> Narrower | None:
        """Return a data type whose figure can be read: the first, of those with most in them."""
        if self.narrowing is None:
            return None
        for term_id in self._rank_data()[:TRIED]:
            extent = self.narrowing(term_id).extent
            if extent.is_readable and extent.holders:
                return Narrower(term_id, extent.holders)
        return None

    def _rank_data(self) -> list[str]:
        """List the data types that may have a smaller figure, those with most holders first."""
        boxes: dict[str, set[str]] = defaultdict(set)
        for passing in chain.from_iterable(scene.passings for scene in self.scenes):
            for term in passing.data:
                boxes[term.id].update(map(self.boxes.of, passing.holders))
        asked = {scene.answer.data.id for scene in self.scenes}
        counts = {term_id: len(boxes[term_id]) for term_id in boxes.keys() - asked}
        fitting = [term_id for term_id, count in counts.items() if Extent(count, 0).is_readable]
        return sorted(fitting, key=lambda term_id: (-counts[term_id], term_id))


def compose(scenes: Sequence[Scene], frame: Frame, boxes: Boxes | None = None) -> Figure:
    """Make the figure of one or several panels, one above the other.

    Its boxes are chosen here, unless they were before.
    """
    first, citations = scenes[0], Citations()
    boxes = boxes or find_boxes(scenes, group=frame.group)
    colours = rank_companies(scenes)
    panels = [
        _compose_panel(Cast(scene, boxes, colours), titles, frame.parallel, citations)
        for scene, titles in zip(scenes, frame.titles_of(len(scenes)), strict=True)
    ]
    legend = [*_legend(scenes, panels, citations)]
    filled = frame.fill_in(
        name=first.answer.data.id,
        title=_title(first),
        subtitle=_subtitle(first),
        alt=_alt(scenes, panels, legend, frame.title),
    )
    return enclose(filled, panels, legend, citations, [scene.answer for scene in scenes])


def _compose_panel(cast: Cast, titles: Titles, parallel: int, citations: Citations) -> Panel:
    scene, boxes = cast.scene, cast.boxes
    # sources are numbered in this order
    chips = make_chips(scene, boxes, citations, parallel)
    parties = cast.make_parties(citations)
    return Panel(
        title=titles[0],
        subtitle=titles[1],
        asked=_subtitle(scene) if any(titles) and not scene.dated else None,
        holders=parties,
        chips=chips,
        connections=find_ties(scene, boxes, cast.drawn, citations),
        remark=None if scene.answer.rows else _tell_nobody(scene),
    )


# titles and the text alternative


def _title(scene: Scene) -> str:
    words, purpose, data = scene.words, scene.setting.purpose, scene.answer.data.name
    if purpose:
        template = "Who can reach your {data} for {purpose}"
        return words.say(template, data=data, purpose=purpose.name)
    return words.say("Who can reach your {data}", data=data)


def _subtitle(scene: Scene) -> str:
    """Tell how many there are, if any, and what was asked; the panel tells that there is nobody."""
    asked = scene.words.setting(scene.told) or scene.words.say("on any day, for anyone")
    count = count_companies(scene.words, scene.answer)
    return capitalise(count.add(asked) if scene.answer.rows else asked)


def _tell_nobody(scene: Scene) -> str:
    """Tell that the company that was asked about cannot reach the data, or that nobody can."""
    words, data = scene.words, scene.answer.data.name
    if scene.about is not None:
        template = "{company} cannot reach your {data}"
        opening = words.say(template, company=scene.about.name, data=data)
    else:
        opening = tell_nobody(words, scene.answer)
    return capitalise(end_sentence(opening + words.asked(scene.told)))


def _alt(
    scenes: Sequence[Scene], panels: Sequence[Panel], legend: Sequence[Entry], title: str | None
) -> str:
    """Tell the answers, then what is drawn, then which promises it breaks, in sentences."""
    heading = [f"{title}."] if scenes[0].dated and title else []
    told = [_tell_panel(scene, panel) for scene, panel in zip(scenes, panels, strict=True)]
    broken = [re.sub(r" \[[^]]*\]$", "", entry.text) for entry in legend if entry.sample in BROKEN]
    return " ".join([*heading, *told, *_end_sentences(broken)])


def _tell_panel(scene: Scene, panel: Panel) -> str:
    titles = ", ".join(filter(None, [panel.title, panel.subtitle]))
    flows = [chip.brief for chip in panel.chips]
    workings = [working.label for holder in panel.holders for working in holder.workings]
    ties = [tie.label for tie in panel.connections]
    # without what is worked out, nobody would know how the data came about: it is not crowded out
    labels = [*flows[:TOLD], *workings[:TOLD], *ties[: max(TOLD - len(flows), 0)]]
    untold = len(flows) + len(workings) + len(ties) - len(labels)
    told = [
        f"{titles}:" if titles else "",
        "" if scene.dated else _tell_companies(scene),
        *_end_sentences(labels),
        scene.words.say("And {n} more.", n=untold) if untold else "",
    ]
    return " ".join(filter(None, told))


def _tell_companies(scene: Scene) -> str:
    """Tell how many can reach the data, and who: a sentence for each degree of certainty."""
    words = scene.words
    if not scene.answer.rows:
        return _tell_nobody(scene)
    count = count_companies(words, scene.answer)
    what = words.yours(scene.answer.data.name) + words.asked(scene.told)
    groups = [(count.tell_first(what), count.first.holders if count.first else ())]
    groups += [(group.text, () if group.is_named else group.holders) for group in count.more]
    told = []
    for text, holders in groups:
        names = words.name_first([holder.name for holder in holders], TOLD)
        told.append(f"{text}: {names}" if names else text)
    return " ".join(_end_sentences(told))


def _end_sentences(labels: Sequence[str]) -> list[str]:
    return [end_sentence(capitalise(label)) for label in labels]


# the legend


def _legend(
    scenes: Sequence[Scene], panels: Sequence[Panel], citations: Citations
) -> Iterator[Entry]:
    words = scenes[0].words
    yield from tell_broken(words, _find_broken(scenes), citations, _Samples(scenes).of)
    yield from explain(words, _EXPLAINED, {*chain.from_iterable(map(_find_samples, panels))})


def _find_broken(scenes: Sequence[Scene]) -> list[Break]:
    """Return the promises that are broken in any panel, once for each that they may rest on."""
    breaks: dict[tuple[object, ...], list[Break]] = defaultdict(list)
    for scene in scenes:
        for each in scene.breaks_of(scene.shown):
            breaks[each.claim.id, each.terms].append(each)
    # in one panel it may be untrue from the first day, and broken later in the other
    return [same[0]._replace(untrue=any(each.untrue for each in same)) for same in breaks.values()]


class _Samples:
    """The samples of broken promises: dashed where all that breaks one is drawn so."""

    def __init__(self, scenes: Iterable[Scene]) -> None:
        self._statuses: dict[object, set[Status]] = defaultdict(set)
        for scene in scenes:
            causes = {id(passing.cause) for passing in scene.shown}
            for cause, broken in scene.breaches:
                if id(cause) in causes:
                    self._statuses[broken.claim.id, broken.terms].add(cause.status)

    def of(self, broken: Break) -> Sample:
        """Return the sample of a broken promise."""
        if broken.is_firm:
            return "hot"
        status, *others = self._statuses[broken.claim.id, broken.terms]
        return "unsure" if others else UNSURELY_HOT.get(status, "unsure")


def _find_samples(panel: Panel) -> Iterator[str]:
    for chip in panel.chips:
        yield from chip.marks or ("flow",)
        if chip.locked:
            yield "locked"
    yield from (tie.kind for tie in panel.connections)
    yield from (tie.status for tie in panel.connections)
    yield from ("unnamed" for holder in panel.holders if holder.unnamed)


_EXPLAINED: Final[dict[Sample, str]] = {
    "denied": "said not to happen",
    "flow": "given or shared",
    **UNSURE,
    "quiet": "shared besides",
    "owns": "owns: control, not sharing",
    "operates": "operates, and has what it has",
    "unnamed": UNNAMED,
    "locked": "carried, but cannot be read",
}
"""What the legend explains, in its order, and how."""
