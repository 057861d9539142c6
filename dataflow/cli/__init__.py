"""The command line: a thin face on the library. The only door to typer."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""What shells give a program that Ctrl-C ended."""


def main() -> None:
    """Run the program: answers on standard output, all else on standard error."""
    try:
        # inside, so that Ctrl-C is minded from the very start
        from dataflow.cli.program import run

        code = run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)
