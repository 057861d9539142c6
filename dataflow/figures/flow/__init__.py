"""Answers of reach → a flow figure: who gives, who collects, who shares with whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dataflow.figures.figure import Entry, Figure, Panel
from dataflow.figures.flow.chips import make_chips
from dataflow.figures.flow.holders import Cast, find_boxes, rank_companies
from dataflow.figures.flow.ties import find_ties
from dataflow.figures.frame import Citations, credit, end_sentence, name_ids, tell_notes
from dataflow.figures.promises import tell_broken
from dataflow.telling.words import capitalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dataflow.figures.flow.holders import Boxes
    from dataflow.figures.flow.scenes import Scene

PARALLEL: Final = 3
"""How many flows between the same holders are drawn one by one."""

TOLD: Final = 12
"""How many companies, and how many flows, the text alternative tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is said around the panels; None for what is composed from the answers.

    Attributes:
        name: what the figure's ids begin with.
        titles: of each panel, the first words on it and what follows them.
        group: whether services of one company share a box.
        parallel: how many flows between the same holders are drawn one by one.
        force: draw it even where it is too large to be read.
    """

    name: str | None = None
    title: str | None = None
    subtitle: str | None = None
    caption: str | None = None
    alt: str | None = None
    titles: Sequence[tuple[str | None, str | None]] = ()
    group: bool = True
    parallel: int = PARALLEL
    force: bool = False


def compose(scenes: Sequence[Scene], frame: Frame, boxes: Boxes | None = None) -> Figure:
    """Make the figure of one or several panels, one above the other.

    Args:
        scenes: what the panels show.
        frame: what is said around them.
        boxes: in which holders stand, where they were chosen before.
    """
    citations = Citations()
    boxes = boxes or find_boxes(scenes, group=frame.group)
    panels = tuple(_panels(scenes, frame, boxes, citations))
    first = scenes[0]
    legend = tuple(_legend(scenes, panels, citations))
    return Figure(
        name=name_ids(frame.name or first.answer.data.id),
        title=frame.title or _title(first),
        subtitle=_subtitle(first) if frame.subtitle is None else frame.subtitle,
        alt=frame.alt or _alt(scenes, panels, legend, frame),
        lang=first.model.language,
        panels=panels,
        legend=legend,
        caption=frame.caption,
        notes=tuple(tell_notes(citations, first.words)),
        credit=credit(first.model, *(scene.setting for scene in scenes)),
        answers=tuple(scene.answer for scene in scenes),
    )


def _panels(
    scenes: Sequence[Scene], frame: Frame, boxes: Boxes, citations: Citations
) -> Iterator[Panel]:
    colours = rank_companies(scenes)
    for number, scene in enumerate(scenes):
        title, subtitle = frame.titles[number] if frame.titles else (None, None)
        yield _panel(scene, frame, boxes, citations, colours, (title, subtitle))


def _panel(  # noqa: PLR0913, PLR0917 - all that the panels of a figure share
    scene: Scene,
    frame: Frame,
    boxes: Boxes,
    citations: Citations,
    colours: Mapping[str, int],
    titles: tuple[str | None, str | None],
) -> Panel:
    cast = Cast(scene, boxes, colours)
    chips = make_chips(scene, boxes, citations, frame.parallel)
    nobody = None if scene.answer.rows else capitalise(_opening(scene))
    return Panel(
        title=titles[0],
        subtitle=titles[1],
        asked=_subtitle(scene) if any(titles) and not scene.dated else None,
        holders=cast.holders(citations),
        chips=chips,
        connections=find_ties(scene, boxes, cast.drawn, citations),
        remark=nobody,
    )


# what is said


def _title(scene: Scene) -> str:
    words, purpose = scene.words, scene.setting.purpose
    what = scene.answer.data.name
    if purpose:
        said = "Who can reach your {data} for {purpose}"
        return words.say(said, data=what, purpose=purpose.name)
    return words.say("Who can reach your {data}", data=what)


def _count(scene: Scene) -> str:
    count = len(scene.answer)
    if not count:
        return scene.words.say("no company in this model")
    if scene.answer.unnamed:
        return scene.words.count("at least {n} companies", count)
    return scene.words.count("{n} companies", count)


def _subtitle(scene: Scene) -> str:
    """Say how many, and what was asked; of nobody, the panel speaks."""
    asked = scene.words.setting(scene.setting) or scene.words.say("on any day, for anyone")
    return capitalise(f"{_count(scene)}, {asked}" if scene.answer.rows else asked)


def _opening(scene: Scene) -> str:
    data = scene.answer.data.name
    opening = scene.words.say("{who} can reach your {data}", who=_count(scene), data=data)
    if scene.about is not None and not scene.answer.rows:
        said = "{company} cannot reach your {data}"
        opening = scene.words.say(said, company=scene.about.name, data=data)
    return end_sentence(opening + scene.words.asked(scene.setting))


def _alt(
    scenes: Sequence[Scene], panels: Sequence[Panel], legend: Sequence[Entry], frame: Frame
) -> str:
    """Tell the answers, then what is drawn, then which promises it breaks, in sentences."""
    said = [_tell_panel(scene, panel) for scene, panel in zip(scenes, panels, strict=True)]
    broken = [re.sub(r" \[[^]]*\]$", "", one.text) for one in legend if one.sample == "hot"]
    heading = [f"{frame.title}."] if scenes[0].dated and frame.title else []
    return " ".join([*heading, *said, *(end_sentence(capitalise(one)) for one in broken)])


def _tell_panel(scene: Scene, panel: Panel) -> str:
    words, rows = scene.words, scene.answer.rows
    opening = "" if scene.dated else capitalise(_opening(scene))
    if rows and opening:
        names = words.name_first([row.company.name for row in rows], TOLD)
        opening = f"{opening[:-1]}: {end_sentence(names)}"
    titles = ", ".join(filter(None, [panel.title, panel.subtitle]))
    passing = [one.brief for one in panel.chips]
    worked = [one.label for holder in panel.holders for one in holder.workings]
    ties = [one.label for one in panel.connections]
    # without what is worked out, nobody would know how the data came about: it is not crowded out
    labels = [*passing[:TOLD], *worked[:TOLD], *ties[: max(TOLD - len(passing), 0)]]
    told = [end_sentence(capitalise(label)) for label in labels]
    untold = len(passing) + len(worked) + len(ties) - len(labels)
    if untold:
        told.append(words.say("And {n} more.", n=untold))
    return " ".join(filter(None, [f"{titles}:" if titles else "", opening, *told]))


# the legend


def _legend(
    scenes: Sequence[Scene], panels: Sequence[Panel], citations: Citations
) -> Iterator[Entry]:
    words = scenes[0].words
    chips = [chip for panel in panels for chip in panel.chips]
    broken = [one for scene in scenes for one in scene.breaches_of(scene.passings)]
    # in one panel it may be untrue from the first day, and broken later in the other
    untrue = {one.claim.id for one in broken if one.untrue}
    claims = {one.claim: one.claim.id in untrue for one in broken}
    yield from tell_broken(words, claims, citations)
    if any(chip.denied for chip in chips):
        yield Entry("denied", words.say("said not to happen"))
    if any(not (chip.hot or chip.denied or chip.quiet) for chip in chips):
        yield Entry("flow", words.say("given or shared"))
    if any(chip.quiet for chip in chips):
        yield Entry("quiet", words.say("shared besides"))
    kinds = {one.kind for panel in panels for one in panel.connections}
    if "owns" in kinds:
        yield Entry("owns", words.say("owns: control, not sharing"))
    if "operates" in kinds:
        yield Entry("operates", words.say("operates, and has what it has"))
    if any(holder.unnamed for panel in panels for holder in panel.holders):
        yield Entry("unnamed", words.say("not named by the source"))
    if any(chip.locked for chip in chips):
        yield Entry("locked", words.say("carried, but cannot be read"))
