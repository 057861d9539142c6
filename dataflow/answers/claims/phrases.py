"""What is said of a promise, by how sure it is and of how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dataflow.language.words import Found

FOUND: Final[dict[Found, str]] = {
    "broken": "{by} found that it was broken",
    "untrue": "{by} found that it was untrue",
    "misleading": "{by} found that it was misleading",
    "kept": "{by} found that it was kept",
    "settled": "the matter before {by} was settled, which decides nothing",
    "open": "{by} took it up, and has not decided",
}

IF: Final = {
    "alleged": (
        "if what is alleged is so",
        "if what {by} alleges is so",
        "if what {by} allege is so",
    ),
    "permitted": (
        "if what is permitted was done",
        "if what {by} permits was done",
        "if what {by} permit was done",
    ),
}
"""On what a verdict depends, where no source is named, where one is, and where several are."""

STILL: Final = {
    "hold": (
        "{who} still has what it collected {when}",
        "{who} still have what it collected {when}",
        "{who} would still have what it is said to have collected {when}",
    ),
    "flow": (
        "{who} still has what it got {when}",
        "{who} still have what it got {when}",
        "{who} would still have what it is said to have got {when}",
    ),
    "derive": (
        "{who} still has what it worked out {when}",
        "{who} still have what it worked out {when}",
        "{who} would still have what it is said to have worked out {when}",
    ),
}
"""That a copy is left: of one, of several, and of what is less than sure."""

TOO: Final = {
    "permitted": ("{who} may have had it too, as terms permit",) * 2,
    "alleged": ("{who} is said to have had it too", "{who} are said to have had it too"),
    "assumed": ("{who} is assumed to have had it too", "{who} are assumed to have had it too"),
}
