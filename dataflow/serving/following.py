"""A model that is read anew when its files change; what was last good is kept."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dataflow.checking import check_model
from dataflow.drawing import draw
from dataflow.loading import examine
from dataflow.naming import find_data, find_view
from dataflow.problems import Problem, QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.drawing import Drawing
    from dataflow.model import Model
    from dataflow.settings import Settings

ENDINGS: Final = (".yaml", ".yml", ".csv")
"""The files of which a model may be made."""

MOST: Final = 2_000
"""How many files are looked after."""

Signature = tuple[tuple[str, int, int, int], ...]
"""Each file: its path, when it was last changed, its size, and which it is."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see: a view, where a data type gets, or, with neither, the whole."""

    view: str | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """What there is to see.

    Attributes:
        version: another number means that something changed.
        problems: what is wrong or doubtful, now.
        model: the last that was valid; None where none ever was.
        drawing: its figure, or the last that could be drawn.
        read: when that model was read.
        current: whether the figure is of the file as it is now.
    """

    version: int
    problems: tuple[Problem, ...]
    model: Model | None
    drawing: Drawing | None
    read: datetime | None
    current: bool


@dataclass(slots=True)
class Following:
    """A model file that is followed; safe to ask from several threads at once.

    Attributes:
        path: the first file.
        settings: how everything is asked that is no view.
        root: how far includes may go.
        first: what is shown to who wishes nothing.
    """

    path: str
    settings: Settings
    root: Path | None = None
    first: Wish = field(default_factory=Wish)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _signature: Signature | None = None
    _version: int = 0
    _problems: tuple[Problem, ...] = ()
    _model: Model | None = None
    _valid: bool = False
    _read: datetime | None = None
    _drawn: dict[Wish, tuple[int, Drawing | None, tuple[Problem, ...]]] = field(
        default_factory=dict
    )

    def see(self, wish: Wish) -> Sight:
        """Give what there is to see now."""
        with self._lock:
            self._refresh()
            wish = self.first if wish == Wish() else wish
            drawing, problems = self._draw(wish) if self._model else (None, ())
            return Sight(
                self._version,
                (*self._problems, *problems),
                self._model,
                drawing,
                self._read,
                current=self._valid and not problems,
            )

    def _refresh(self) -> None:
        """Read the model anew if any of its files changed."""
        signature = sign(self.path, self.root)
        if signature == self._signature:
            return
        # signed before it is read: a change while it is read is seen the next time
        self._signature = signature
        self._version += 1
        model, problems = examine(self.path, root=self.root)
        self._valid = model is not None
        if model is None:
            self._problems = tuple(one for one in problems if one.severity == "error")
            return
        self._problems = check_model(model)
        self._model, self._read = model, datetime.now().astimezone()

    def _draw(self, wish: Wish) -> tuple[Drawing | None, tuple[Problem, ...]]:
        """Draw what is wished; where it cannot be drawn any more, say why, and keep the last."""
        assert self._model is not None  # asked before
        version, drawing, problems = self._drawn.get(wish, (0, None, ()))
        if version == self._version or (not self._valid and drawing is not None):
            return drawing, problems
        try:
            drawing, problems = _draw(self._model, wish, self.settings), ()
        except QuestionError as wrong:
            said = f"did you mean `{wrong.nearest[0]}`?" if wrong.nearest else None
            problems = (Problem("not-drawn", wrong.message, said),)
        except OSError as wrong:
            problems = (Problem("not-drawn", wrong.strerror or str(wrong)),)
        self._drawn[wish] = (self._version, drawing, problems)
        return drawing, problems


def _draw(model: Model, wish: Wish, settings: Settings) -> Drawing:
    if wish.view is not None:
        return draw(model, find_view(model, wish.view).id)
    data = find_data(model, wish.data).id if wish.data is not None else None
    return draw(model, highlight=data, **settings)


def sign(path: str, root: Path | None) -> Signature:
    """Tell the files that a model may be made of from what they were before."""
    first = Path(path)
    files = {first, *_files_below(root or first.parent)}
    return tuple(_sign(one) for one in sorted(files)[:MOST])


def _files_below(folder: Path) -> Iterator[Path]:
    count = 0
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            if name.endswith(ENDINGS):
                count += 1
                yield Path(where, name)
        if count > MOST:
            return


def _sign(path: Path) -> tuple[str, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (str(path), 0, 0, 0)
    return (str(path), found.st_mtime_ns, found.st_size, found.st_ino)
