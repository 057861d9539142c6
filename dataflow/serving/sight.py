"""What a reader gets to see of a model file, which is read anew when it changes."""

from __future__ import annotations

import os
import secrets
import stat
import threading
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dataflow.answers.doubts import list_doubts
from dataflow.answers.reach import reach
from dataflow.building import examine_with
from dataflow.common.values import dataclass
from dataflow.figures import Drawing, draw
from dataflow.figures.sketch import TooLargeError
from dataflow.model.names import find_data, find_view
from dataflow.problems import Problem, QuestionError
from dataflow.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dataflow.answers.answer import Tellable
    from dataflow.engine.setting import Settings
    from dataflow.model import Model


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see: a view, where a data type gets, or, with neither, the whole."""

    view: str | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What a reader gets to see.

    Attributes:
        drawing: the figure, or the last that could be drawn; None if none ever could.
        when: the model of that figure was read.
        answers: those behind the figure; where it cannot be drawn, the answer there is anyway.
        refusal: why it cannot be drawn of the model as it is.
    """

    drawing: Drawing | None = None
    when: datetime | None = None
    answers: tuple[Tellable, ...] = ()
    refusal: str | None = None


def make_picture(
    model: Model, when: datetime, wish: Wish, settings: Settings, last: Picture | None
) -> Picture:
    """Draw what a reader wants to see of a model, which was read at a time.

    The settings are for all that is no view: a view says itself how it is asked. Where nothing can
    be drawn now, the figure of the last picture is kept.
    """
    try:
        drawing = _draw(model, wish, settings)
        _ = drawing.svg  # laid out now, where it can be refused
    except (QuestionError, OSError) as wrong:
        kept = last or Picture()
        answers = _answer(model, wish, settings) or kept.answers
        return Picture(kept.drawing, kept.when, answers, _tell(wrong))
    return Picture(drawing, when, drawing.figure.answers)


def _draw(model: Model, wish: Wish, settings: Settings) -> Drawing:
    if wish.view is not None:
        return draw(model, find_view(model, wish.view).id)
    data = find_data(model, wish.data).id if wish.data is not None else None
    return draw(model, highlight=data, **settings)


def _answer(model: Model, wish: Wish, settings: Settings) -> tuple[Tellable, ...]:
    """Answer what cannot be drawn, if it is a question that has an answer."""
    if wish.view is not None or wish.data is None:
        return ()
    try:
        return (reach(model, wish.data, **settings),)
    except QuestionError:
        return ()


def _tell(wrong: QuestionError | OSError) -> str:
    if isinstance(wrong, TooLargeError):
        return f"{wrong.found}: {'; '.join(wrong.advise('page'))}"
    if isinstance(wrong, OSError):
        return wrong.strerror or str(wrong)
    return "; ".join(filter(None, [wrong.message, wrong.advice]))


Signature = tuple[tuple[str | int, ...], ...]
"""Of each path what tells it from what was there before."""


def sign(paths: Iterable[str]) -> Signature:
    """Sign files, and folders by the names in them; what is not there is signed as that.

    Links count as what they lead to.
    """
    return tuple(_sign(path) for path in sorted(paths))


def _sign(path: str) -> tuple[str | int, ...]:
    try:
        status = os.stat(path)  # noqa: PTH116 - paths stay as written
        if stat.S_ISDIR(status.st_mode):
            return (path, *sorted(os.listdir(path)))  # noqa: PTH208 - as above
    except (OSError, ValueError):  # a name may hold what no file's name can
        return (path,)
    return (path, status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev)


KEPT: Final = 20
"""How many pictures are kept."""

TRIES: Final = 3
"""How often a model is read until it is known beforehand where it is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """What the files say.

    Attributes:
        number: how many times they had been read.
        model: None where there is an error.
        problems: the errors; where there are none, the doubts.
        when: it was read.
    """

    number: int
    model: Model | None
    problems: tuple[Problem, ...]
    when: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What there is to see.

    Attributes:
        path: the file, as it was named.
        version: another one means that something changed.
        now: what the files say now.
        model: the last that was valid; None if there never was one.
        picture: of that model, as far as it can be drawn.
    """

    path: str
    version: str
    now: Loaded
    model: Model | None
    picture: Picture

    @property
    def is_current(self) -> bool:
        """Whether the figure shows what the files say now."""
        return self.now.model is not None and self.picture.refusal is None


@dataclass(slots=True, eq=False)
class Following:
    """A model file that is followed; it may be asked from several threads at once.

    Attributes:
        path: the first file.
        settings: how everything is asked that is no view.
        root: how far includes may go.
        first: what is shown to a reader who has not chosen.
    """

    path: str
    settings: Settings
    root: Path | None = None
    first: Wish = field(default_factory=Wish)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    # a page that outlives the program must not take the next one's versions for those it saw
    _program: str = field(default_factory=lambda: secrets.token_hex(4))
    _looked: frozenset[str] = frozenset()
    _signature: Signature = ()
    _now: Loaded | None = None
    _good: Loaded | None = None
    _pictures: dict[Wish, tuple[int, Picture]] = field(default_factory=dict)

    def see(self, wish: Wish) -> Sight:
        """Return what there is to see now."""
        with self._lock:
            now = self._refresh()
            good, version = self._good, f"{self._program}.{now.number}"
            shown = self._picture(good, wish)
            return Sight(self.path, version, now, good.model if good else None, shown)

    def _refresh(self) -> Loaded:
        """Read the model anew if anything changed where it was looked for."""
        if self._now is None or sign(self._looked) != self._signature:
            self._now = self._load(self._now.number + 1 if self._now else 1)
            if self._now.model:
                self._good = self._now
        return self._now

    def _load(self, number: int) -> Loaded:
        """Read the model; what is looked at is signed before, so that no change is missed."""
        self._looked |= {self.path}
        for _ in range(TRIES):
            signature, expected = sign(self._looked), self._looked
            reader, when = Reader(self.root), datetime.now().astimezone()
            model, problems = examine_with(reader, self.path)
            self._looked = reader.looked
            if self._looked <= expected:
                break
        # of a path that is missing here, the next signature differs: then it is read once more
        self._signature = tuple(signed for signed in signature if signed[0] in self._looked)
        if model is None:
            errors = tuple(problem for problem in problems if problem.severity == "error")
            return Loaded(number, None, errors, when)
        return Loaded(number, model, list_doubts(model), when)

    def _picture(self, good: Loaded | None, wish: Wish) -> Picture:
        """Return the picture of the last valid model; those asked for last are kept."""
        if good is None or good.model is None:
            return Picture()
        number, last = self._pictures.pop(wish, (0, None))
        if last is None or number != good.number:
            last = make_picture(good.model, good.when, wish, self.settings, last)
        self._pictures[wish] = (good.number, last)
        while len(self._pictures) > KEPT:
            del self._pictures[next(iter(self._pictures))]
        return last
