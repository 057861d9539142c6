"""The command line: a thin face on the library. The only door to typer."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # as of typing, which takes too long to import where Ctrl-C is not minded yet
if TYPE_CHECKING:
    from typing import NoReturn

INTERRUPTED = 130
"""What shells give a program that Ctrl-C ended."""

PATIENCE = 200_000
"""So many objects more than before, and the garbage collector looks for cycles among them.

A program that runs once and ends makes hardly any; Python's own 700 cost a tenth of the run.
"""


def main() -> None:
    """Run the program: answers on standard output, all else on standard error."""
    gc.set_threshold(PATIENCE, *gc.get_threshold()[1:])
    # pydantic, which typer brings along, looks through all that is installed for plugins
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        # inside, so that Ctrl-C is minded from the very start
        from dataflow.cli.program import run

        code = run()
    except BaseException as wrong:
        if not _is_interrupted(wrong):
            raise
        code = INTERRUPTED
    _end(code)


def _end(code: int) -> NoReturn:
    """End the program: whoever presses Ctrl-C now, or again, sees no other end of it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if code == INTERRUPTED and sys.stderr is not None:
        # a terminal has written `^C` into the line
        sys.stderr.write("\nstopped\n" if sys.stderr.isatty() else "stopped\n")
    sys.exit(code)


def _is_interrupted(wrong: BaseException | None) -> bool:
    """Return whether Ctrl-C is behind what went wrong: Python may wrap it, while it makes a class.

    >>> _is_interrupted(KeyboardInterrupt()), _is_interrupted(ValueError())
    (True, False)
    """
    while wrong is not None and not isinstance(wrong, KeyboardInterrupt):
        wrong = wrong.__cause__ or wrong.__context__
    return wrong is not None
