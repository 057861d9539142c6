"""The command line: a thin face on the library. The only door to typer."""

from __future__ import annotations

import gc
import os
import signal
import sys

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
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        _tell_stopped()
    sys.exit(code)


def _tell_stopped() -> None:
    """Say that Ctrl-C was heard; whoever presses it again, meanwhile, is not told how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.stderr is not None:
        # a terminal has written `^C` into the line
        sys.stderr.write("\nstopped\n" if sys.stderr.isatty() else "stopped\n")
