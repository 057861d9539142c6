"""How alike two names are, in plain Python: what rapidfuzz tells faster, where it is installed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WHOLE: Final = 100.0


def ratio(name: str, other: str) -> float:
    """Return how much of both is the same, of 100.

    >>> ratio("png", "png"), round(ratio("phone_nmber", "phone_number"))
    (100.0, 96)
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a mistake pays for it

    return WHOLE * SequenceMatcher(None, name, other, autojunk=False).ratio()


def token_sort_ratio(name: str, other: str) -> float:
    """Return how much is the same where the words of both are sorted.

    >>> token_sort_ratio("number phone", "phone number")
    100.0
    """
    return ratio(" ".join(sorted(name.split())), " ".join(sorted(other.split())))


SCORERS: Final[dict[str, Callable[[str, str], float]]] = {
    "ratio": ratio,
    "token_sort_ratio": token_sort_ratio,
}


def extract(
    name: str, known: Sequence[str], scorer: str, cutoff: float, limit: int
) -> list[tuple[int, float]]:
    """Return the numbers of the names that score highest, best first, with their scores."""
    score = SCORERS[scorer]
    scores = [(number, score(name, other)) for number, other in enumerate(known)]
    best = sorted((pair for pair in scores if pair[1] >= cutoff), key=lambda pair: -pair[1])
    return best[:limit]


def plain(name: str) -> str:
    """Return a name in small letters, with spaces in place of signs.

    >>> plain("Phone_Number")
    'phone number'
    """
    return re.sub(r"[\W_]", " ", name).strip().lower()


def is_one_slip(name: str, other: str) -> bool:
    """Return whether one letter more, less or another, or two that swapped, is all that differs.

    >>> is_one_slip("pgn", "png"), is_one_slip("pn", "png"), is_one_slip("png", "svg")
    (True, True, False)
    """
    short, long = sorted((name, other), key=len)
    if len(long) - len(short) > 1 or short == long:
        return False
    start = next(
        (place for place, signs in enumerate(zip(short, long, strict=False)) if len({*signs}) > 1),
        len(short),
    )
    rest, other_rest = short[start:], long[start:]
    if len(short) < len(long):
        return rest == other_rest[1:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == other_rest[1:] or (len(rest) > 1 and swapped == other_rest)
