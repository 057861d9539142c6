"""What the legend of a timeline explains of its marks."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.figures.figure import Entry, Sample
from dataflow.figures.labels import UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.figures.timeline.spans import Stretch, Timeline
    from dataflow.telling.words import Words


def explain_marks(panels: Sequence[Timeline], words: Words) -> Iterator[Entry]:
    """Yield what the legend of timelines explains: each mark that is there, as it is there."""
    marked: dict[Sample, list[_Shape]] = defaultdict(list)
    for shape in chain.from_iterable(map(_find_shapes, panels)):
        marked[shape.sample].append(shape)
    # what a scenario assumes is neither alleged nor permitted
    unless_firm = _IF_NOT_FIRM if "assumed bar" in marked else _IF_ALLEGED
    for sample, usual in _EXPLAINED.items():
        if shapes := marked.get(sample):
            texts = _LATE[sample] if any(shape.late for shape in shapes) else usual
            untrue = {shape.untrue for shape in shapes}
            which = BOTH if len(untrue) > 1 else int(True in untrue)
            told = words.say(texts[which if len(texts) > 1 else 0])
            if sample in _UNSURE:
                if_said = all(shape.if_said for shape in shapes)
                told = words.say(_IF_SAID if if_said else unless_firm, told=told)
            yield Entry(sample, told)


class _Shape(NamedTuple):
    """What the legend explains.

    Attributes:
        untrue: whether a promise was untrue there when it was made.
        late: whether its day is the latest that it may be.
        if_said: whether it was so if only it was said.
    """

    sample: Sample
    untrue: bool = False
    late: bool = False
    if_said: bool = False


def _find_shapes(panel: Timeline) -> Iterator[_Shape]:
    """Yield what the legend explains."""
    if panel.breaks:
        yield _Shape("break")
    for event in panel.events:
        yield _Shape("event")
        if not event.exact:
            yield _Shape("rough")
    for stretch in panel.stretches:
        yield from _shapes_of(stretch)


def _shapes_of(stretch: Stretch) -> Iterator[_Shape]:
    if stretch.broken:
        sample: Sample = "broken" if stretch.is_firm else "maybe broken"
        yield _Shape(sample, stretch.untrue, stretch.late, stretch.if_said)
    if stretch.maybe:
        yield _Shape("maybe broken", stretch.maybe.untrue, stretch.maybe.late)
    is_marked: dict[Sample, bool] = {
        "promise": stretch.is_promise,
        "sharing": not (stretch.is_promise or stretch.marks),
        "alleged bar": stretch.status == "alleged",
        "assumed bar": stretch.status == "assumed",
        "permitted bar": stretch.status == "permitted",
        "breaking": stretch.hot and not stretch.unsure,
        "maybe breaking": stretch.unsure,
        "rough": stretch.rough,
        "unstated": stretch.start is None,
    }
    for sample, so in is_marked.items():
        if so:
            late = sample == "rough" and stretch.late
            yield _Shape(sample, stretch.untrue, late, stretch.if_said)


BOTH: Final = 2

_BROKEN: Final = (
    "broken on that day",
    "untrue when made",
    "broken on that day, or untrue when made",
)

_BROKEN_LATE: Final = (
    "broken on that day at the latest",
    "untrue when made",
    "broken on that day at the latest, or untrue when made",
)

_LATE: Final[dict[Sample, tuple[str, ...]]] = {
    "broken": _BROKEN_LATE,
    "maybe broken": _BROKEN_LATE,
    "rough": ("only the month, the year or the latest day is known",),
}
"""The same of what broke or ended, where of some only the last possible day is known."""

_BREAKING: Final = (
    "breaks a promise",
    "contradicts a promise",
    "breaks or contradicts a promise",
)

_EXPLAINED: Final[dict[Sample, tuple[str, ...]]] = {
    "event": ("event",),
    "promise": ("promise, as long as this model does not contradict it",),
    "broken": _BROKEN,
    "maybe broken": _BROKEN,
    "break": ("the same day in every row",),
    "sharing": ("shared or collected",),
    "alleged bar": (UNSURE["alleged"],),
    "assumed bar": (UNSURE["assumed"],),
    "permitted bar": (UNSURE["permitted"],),
    "breaking": _BREAKING,
    "maybe breaking": _BREAKING,
    "rough": ("only the month or year is known",),
    "unstated": ("beginning not stated",),
}
"""What the legend explains, in its order, and how.

Of three texts, the first is for what broke later, the second for what was untrue from the first
day, and the third for both.
"""

_IF_ALLEGED: Final = "{told}, if what is alleged or permitted is so"
_IF_SAID: Final = "{told}, if it was said"
_IF_NOT_FIRM: Final = "{told}, if what is not firm is so"

_UNSURE: Final[frozenset[Sample]] = frozenset({"maybe broken", "maybe breaking"})
"""What is so only if what is alleged or permitted is so."""
