"""What the terminal can do, where there is one: how wide it is, its colours, its links.

Nothing is asked of the terminal itself: what it says of itself in the environment is all.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from dataflow.common.files import STANDARD_INPUT, find_descriptor
from dataflow.telling.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

PIPED_WIDTH: Final = 100
"""The columns of an answer that no terminal shows."""

WIDEST: Final = 110
"""The columns of a sentence at most: longer lines are hard to read. A table may be wider."""

_DUMB: Final = ("", "dumb", "unknown")
"""The names of terminals that obey no codes, or say nothing of themselves."""

_LINKING: Final[Mapping[str, tuple[str, ...]]] = {
    "TERM_PROGRAM": (
        "iTerm.app",
        "WezTerm",
        "vscode",
        "ghostty",
        "Hyper",
        "Tabby",
        "rio",
        "mintty",
    ),
    "TERM": (
        "xterm-kitty",
        "xterm-ghostty",
        "alacritty",
        "foot",
        "foot-extra",
        "contour",
        "wezterm",
    ),
}
"""Terminals that are known to know links (OSC 8), by what they call themselves."""

_SIGNS_OF_LINKS: Final = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM")
"""What such terminals set."""

_FIRST_VTE: Final = 5000
"""The version since which the terminals of GNOME and its relatives know links."""

_WITHIN: Final = ("screen", "tmux")
"""Programs between, which may not hand links on, however much the terminal behind them knows."""

_FILE: Final = Screen(PIPED_WIDTH, is_endless=True)
"""What a file or a pipe is: addresses stay whole in it, and nothing has a colour."""


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether somebody may be watching a stream: a terminal shows it."""
    return stream is not None and stream.isatty()


def obeys(env: Mapping[str, str]) -> bool:
    """Return whether a terminal obeys codes that move its cursor, or set its colours."""
    return env.get("TERM", "") not in _DUMB or "WT_SESSION" in env


def has_colour(env: Mapping[str, str], *, terminal: bool) -> bool:
    """Return whether text has colours: on a terminal, or where they are forced.

    >>> has_colour({"TERM": "xterm"}, terminal=True), has_colour({"TERM": "xterm"}, terminal=False)
    (True, False)
    >>> has_colour({"FORCE_COLOR": "1"}, terminal=False)
    True
    >>> has_colour({"FORCE_COLOR": "1", "NO_COLOR": "1"}, terminal=False)
    False
    """
    if env.get("NO_COLOR"):
        return False
    return obeys(env) if terminal else env.get("FORCE_COLOR", "") not in ("", "0")


def has_links(env: Mapping[str, str]) -> bool:
    """Return whether a terminal is known to know links.

    >>> has_links({"TERM": "xterm-256color", "VTE_VERSION": "6800"})
    True
    >>> has_links({"TERM": "xterm-256color", "VTE_VERSION": "6800", "CI": "true"})
    False
    """
    if env.get("NO_COLOR") or env.get("CI") or not obeys(env):
        return False
    if env.get("TERM", "").startswith(_WITHIN):
        return False
    version = env.get("VTE_VERSION", "")
    return (
        any(env.get(name) in known for name, known in _LINKING.items())
        or any(env.get(name) for name in _SIGNS_OF_LINKS)
        or (version.isdecimal() and int(version) >= _FIRST_VTE)
    )


def find_screen(output: Path | None = None) -> Screen:
    """Return what an answer is written for: the terminal, or a pipe or file."""
    if output is not None and str(output) != STANDARD_INPUT and find_descriptor(output) != 1:
        return _FILE
    return _find(sys.stdout)


def find_error_screen() -> Screen:
    """Return what messages are written for."""
    return _find(sys.stderr)


def _find(stream: TextIO | None) -> Screen:
    env, terminal = os.environ, is_terminal(stream)
    colour = has_colour(env, terminal=terminal)
    if not terminal:
        return replace(_FILE, has_colour=colour)
    columns = shutil.get_terminal_size().columns
    return Screen(min(columns, WIDEST), tables=columns, has_colour=colour, has_links=has_links(env))
