"""How long a test waits: no test stands or falls with how busy the machine is.

What is limited takes a second or two at most; only what hangs, or grows with the square, gets here.
How fast something is, `benchmarks/` measures, side by side with something else.
"""

from __future__ import annotations

from typing import Final

PATIENCE: Final = 600
"""Seconds by the clock that a test waits for a process, or for an answer on a wire."""

CPU_SECONDS: Final = 20
"""Seconds of the processor that reading or answering a hostile file may take."""
