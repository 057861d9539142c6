"""Slips of the fingers in names of several words: "phnoe number".

A name of one word is never mended, and no letter is taken for another: too many names differ by as
much ("Facebook Iceland", "Facebook Ireland").
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dataflow.asking.spellings import Spelling, Spellings

_LEAST: Final = 5
"""How many letters a word must have that is mended."""


def find_slip(typed: Spelling, spellings: Spellings) -> Spelling | None:
    """Return the name of several words that was meant, if one word has a slip and one name fits."""
    meant = [name for name in spellings.of_length(len(typed)) if _differs_by_slip(typed, name)]
    targets = {str(spellings.meanings[name]) for name in meant}
    return meant[0] if len(targets) == 1 else None


def _differs_by_slip(typed: Spelling, name: Spelling) -> bool:
    differing = [(word, right) for word, right in zip(typed, name, strict=True) if word != right]
    return len(differing) == 1 and is_slip(*differing[0])


def is_slip(word: str, right: str) -> bool:
    """Return whether a word has one letter too many or too few, or two that changed places.

    >>> is_slip("phnoe", "phone"), is_slip("locaton", "location"), is_slip("iceland", "ireland")
    (True, True, False)
    """
    if min(len(word), len(right)) < _LEAST or word[0] != right[0]:
        return False
    short, long = sorted((word, right), key=len)
    if len(short) == len(long):
        return any(
            short[:at] + later + earlier + short[at + 2 :] == long
            for at, (earlier, later) in enumerate(pairwise(short))
        )
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
