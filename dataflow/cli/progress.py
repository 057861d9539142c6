"""What takes longer than a second says so, on standard error, where a terminal shows that.

The line is written by the main thread alone, which a timer of the system calls: nothing goes on
behind its back, or outlives it. Where there is no such timer, the line changes with what is done.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from dataflow.cli.terminal import is_terminal, obeys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE: Final = 1.0
"""Seconds after which people want to know what is going on."""

EVERY: Final = 1.0
"""Seconds between two looks at the clock."""


class Progress:
    """A line that says what is being done, and for how long, once that takes longer than a second.

    It is wiped whenever something is done, so that nothing of it is left.
    """

    def __init__(
        self,
        write: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        columns: int = 80,
    ) -> None:
        """Begin to count the seconds.

        Args:
            write: writes to the terminal at once; None where nobody watches.
            clock: gives the seconds since some moment.
            columns: of the terminal.
        """
        self._write = write
        self._clock = clock
        self._columns = columns
        self._began = clock()
        self._doing = ""
        self._shown = 0

    @contextmanager
    def during(self, doing: str) -> Iterator[None]:
        """Say what is being done, meanwhile."""
        if self._write is None:
            yield
            return
        self._doing = doing
        self.tell()
        try:
            with _ringing(self.tell, PATIENCE - (self._clock() - self._began)):
                yield
        finally:
            self.wipe()

    def tell(self) -> None:
        """Show the line, if there is reason to."""
        passed = self._clock() - self._began
        if self._write is None or passed < PATIENCE:
            return
        from dataflow.telling.folding import cell_width, fold
        from dataflow.telling.text import escape

        # a line as long as the terminal would be continued on the next, which is not wiped
        seconds = f" {passed:.0f} s"
        doing = escape(f"{self._doing} …")
        start, end = fold(doing, max(1, self._columns - 1 - len(seconds)))[0]
        line = doing[start:end] + seconds
        shown = cell_width(line)
        self._write(f"\r{line}{' ' * (self._shown - shown)}")
        self._shown = max(shown, self._shown)

    def wipe(self) -> None:
        """Leave nothing of the line."""
        if self._write is not None and self._shown:
            # a terminal may have written `^C` behind it
            columns = min(self._shown + len("^C"), max(self._shown, self._columns - 1))
            self._write(f"\r{' ' * columns}\r")
            self._shown = 0


SILENT: Final = Progress()


def begin(*, quiet: bool) -> Progress:
    """Return the progress of a command that begins now; nothing is said in a pipe."""
    if quiet or not is_terminal(sys.stderr) or not obeys(os.environ):
        return SILENT
    handle = sys.stderr.fileno()

    def write(line: str) -> None:
        # not through the stream, in the middle of whose own work a timer may ring
        os.write(handle, line.encode("utf-8", "replace"))

    return Progress(write, columns=shutil.get_terminal_size().columns)


@contextmanager
def _ringing(ring: Callable[[], None], first: float) -> Iterator[None]:
    """Ring meanwhile: after so many seconds for the first time, then again and again."""
    if not hasattr(signal, "setitimer") or threading.current_thread() != threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: ring())
    try:
        signal.setitimer(signal.ITIMER_REAL, max(first, EVERY / 100), EVERY)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
