"""What a figure cites: sources under numbers, and for whom something is so under letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataflow.model import Source


@dataclass(slots=True)
class Citations:
    """Marks sources and conditions in the order in which they are first cited.

    Attributes:
        sources: by id.
        conditions: for whom something is so, in words.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _letters: dict[str, int] = field(default_factory=dict)

    def cite(self, sources: Iterable[Source], conditions: Iterable[str] = ()) -> str:
        """Give the mark of some sources and conditions, such as [2–4, 7, a]; "" for none."""  # noqa: RUF002
        numbers, letters = set(), set()
        for source in sources:
            self.sources.setdefault(source.id, source)
            numbers.add(self._numbers.setdefault(source.id, len(self.sources)))
        for said in filter(None, conditions):
            if said not in self._letters:
                self._letters[said] = len(self.conditions)
                self.conditions.append(said)
            letters.add(self._letters[said])
        marks = [*shorten(numbers), *map(letter, sorted(letters))]
        # a line must not end in half a mark: its spaces do not break
        return f"[{', '.join(marks)}]".replace(" ", "\u00a0") if marks else ""


def shorten(numbers: Iterable[int]) -> list[str]:
    """Write numbers with runs of three and more shortened.

    >>> shorten([1, 2, 4, 5, 6])
    ['1', '2', '4–6']
    """  # noqa: RUF002 - a range has an en dash
    said = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        some = [number for _, number in run]
        if len(some) > 2:  # noqa: PLR2004
            said.append(f"{some[0]}–{some[-1]}")  # noqa: RUF001
        else:
            said.extend(map(str, some))
    return said


def letter(number: int) -> str:
    """Give the letter of a condition, counted from 0.

    >>> letter(0), letter(25), letter(26), letter(27)
    ('a', 'z', 'aa', 'bb')
    """
    times, place = divmod(number, len(ascii_lowercase))
    return ascii_lowercase[place] * (times + 1)
