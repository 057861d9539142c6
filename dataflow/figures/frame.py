"""What stands around the pictures of a figure: the author's words, citations and credit."""

from __future__ import annotations

import re
from dataclasses import field, replace
from itertools import groupby
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from dataflow.common.values import dataclass
from dataflow.figures.figure import Entry, Figure, Frame, Note, Picture
from dataflow.telling.words import Words, speak

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dataflow.answers import Setting
    from dataflow.answers.answer import Answer
    from dataflow.model import Holder, Model, Source, Term


SHORTENED: Final = 3
"""How long a run of numbers is at least that is shortened."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of an answer is shown; left out, all of it.

    Attributes:
        highlight: a data type: it, and every kind of it.
        only: holders.
    """

    highlight: Term | None = None
    only: Collection[Holder] = ()


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
        """Return the mark of sources and conditions, such as "[2, 7, a]"; "" for none."""
        numbers, letters = set(), set()
        for source in sources:
            self.sources.setdefault(source.id, source)
            numbers.add(self._numbers.setdefault(source.id, len(self.sources)))
        for condition in filter(None, conditions):
            if condition not in self._letters:
                self._letters[condition] = len(self.conditions)
                self.conditions.append(condition)
            letters.add(self._letters[condition])
        marks = [*shorten(numbers), *map(letter, sorted(letters))]
        # a line must not end in half a mark: its spaces do not break
        return f"[{', '.join(marks)}]".replace(" ", "\u00a0") if marks else ""


def shorten(numbers: Iterable[int]) -> list[str]:
    r"""Write numbers with runs of three and more shortened.

    >>> shorten([1, 2, 4, 5, 6]) == ["1", "2", "4\N{EN DASH}6"]
    True
    """
    marks: list[str] = []
    # within a run, numbers grow as their places do
    for _, pairs in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in pairs]
        is_long = len(run) >= SHORTENED
        marks += [f"{run[0]}\N{EN DASH}{run[-1]}"] if is_long else map(str, run)
    return marks


def letter(number: int) -> str:
    """Return the letter of a condition, counted from 0.

    >>> letter(0), letter(25), letter(26), letter(27)
    ('a', 'z', 'aa', 'bb')
    """
    times, place = divmod(number, len(ascii_lowercase))
    return ascii_lowercase[place] * (times + 1)


def name_ids(name: str) -> str:
    """Return a name that is fit for ids in a page.

    >>> name_ids("phone_number"), name_ids("2016: before & after")
    ('phone-number', 'figure-2016-before-after')
    """
    plain = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    return plain if plain[:1].isalpha() else f"figure-{plain}".rstrip("-")


def count_left_out(words: Words, setting: Setting) -> Setting:
    """Return a setting whose left-out flows are counted: a reader does not know their ids."""
    kinds = [text for text in setting.without if ":" in text]
    flows = len(setting.without) - len(kinds)
    return replace(setting, without=(*kinds, *([words.count("{n} flows", flows)] if flows else [])))


def _tell_notes(citations: Citations, words: Words) -> Iterator[Note]:
    """Return what is cited: conditions under their letters, sources under their numbers."""
    for number, condition in enumerate(citations.conditions):
        yield Note(letter(number), condition)
    for number, source in enumerate(citations.sources.values(), 1):
        yield _note(str(number), source, words)


def _note(mark: str, source: Source, words: Words) -> Note:
    """Return the note of a source; its address is a link if it is one of the web."""
    (cited, address), *others = words.source_parts(source)
    is_link = bool(re.match("https?://", address, re.IGNORECASE))
    text = cited.removesuffix(". ") or address if is_link else cited + address
    text += "".join(told for told, copy in others if not copy)
    copies = (f"{told}{copy}" for told, copy in others if copy)
    return Note(mark, text, address if is_link else None, "".join(copies).removeprefix(", "))


def enclose(
    frame: Frame,
    panels: Sequence[Picture],
    legend: Sequence[Entry],
    citations: Citations,
    answers: Sequence[Answer],
) -> Figure:
    """Make a figure of pictures that were drawn from answers, and of the words around them.

    In the frame, everything is filled in.
    """
    model = answers[0].model
    return Figure(
        name=name_ids(frame.name or ""),
        title=frame.title or "",
        subtitle=frame.subtitle or "",
        alt=frame.alt or "",
        lang=model.language,
        panels=tuple(panels),
        legend=tuple(legend),
        caption=frame.caption,
        notes=tuple(_tell_notes(citations, speak(model.language))),
        credit=_credit(model, (answer.setting for answer in answers)),
        answers=tuple(answers),
    )


def _credit(model: Model, settings: Iterable[Setting]) -> str:
    """Return what a figure was drawn from, the day if all settings agree on it, and the licence."""
    words = speak(model.language)
    title = words.say("“{title}”", title=model.title) if model.title else ""
    name = title or Path(model.path).name
    days = {setting.day: setting.as_of for setting in settings}
    day = next(iter(days.values())) if len(days) == 1 else None
    parts = [
        words.say("Drawn from the model {name}", name=name),
        words.say("as of {day}", day=words.day(day.last)) if day else "",
        words.say("licence: {licence}", licence=model.licence) if model.licence else "",
    ]
    # a line must not begin with a dot
    return "\u00a0· ".join(filter(None, parts))
