"""Whether files have changed: a signature of them, which costs no reading."""

from __future__ import annotations

import os
import secrets
import stat
import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dataflow.answers.doubts import check_model
from dataflow.building.loading import examine_with
from dataflow.reading import Reader
from dataflow.serving.picturing import Picture, Wish, make_picture

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dataflow.engine.setting import Settings
    from dataflow.model import Model
    from dataflow.problems import Problem


Signature = tuple[tuple[str | int, ...], ...]
"""Of each path what tells it from what was there before."""


def sign(paths: Iterable[str]) -> Signature:
    """Sign files, and folders by the names in them; what is not there is signed as that.

    Args:
        paths: as they may be opened; links count as what they lead to.
    """
    return tuple(_sign(path) for path in sorted(paths))


def _sign(path: str) -> tuple[str | int, ...]:
    try:
        found = os.stat(path)  # noqa: PTH116 - paths stay as written
        if stat.S_ISDIR(found.st_mode):
            return (path, *sorted(os.listdir(path)))  # noqa: PTH208 - as above
    except (OSError, ValueError):  # a name may hold what no file's name can
        return (path,)
    return (path, found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev)


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
        first: what is shown to who has not said what to show.
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
        """Give what there is to see now."""
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
        self._signature = tuple(one for one in signature if one[0] in self._looked)
        if model is None:
            errors = tuple(one for one in problems if one.severity == "error")
            return Loaded(number, None, errors, when)
        return Loaded(number, model, check_model(model), when)

    def _picture(self, good: Loaded | None, wish: Wish) -> Picture:
        """Give the picture of the last valid model; those asked for last are kept."""
        if good is None or good.model is None:
            return Picture()
        of, last = self._pictures.pop(wish, (0, None))
        if last is None or of != good.number:
            last = make_picture(good.model, good.when, wish, self.settings, last)
        self._pictures[wish] = (good.number, last)
        while len(self._pictures) > KEPT:
            del self._pictures[next(iter(self._pictures))]
        return last
