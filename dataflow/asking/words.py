"""A question → tokens: names of the model, dates, and the words of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from lark import Token

from dataflow.asking.grammar import TOKENS
from dataflow.common.dates import MONTHS, parse_date
from dataflow.model.names import Named, make_plain, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.model import Model


_MONTHS: Final = {
    spelling.casefold(): str(number)
    for number, name in enumerate(MONTHS, start=1)
    for spelling in (name, name[:3])
}
_PUNCTUATION: Final = "?!.,;:\"'()“”„‘’«»"  # noqa: RUF001 - as people type them


class Piece(NamedTuple):
    """A token before the parser has it: its type, and the words that it stands for."""

    kind: str
    text: str


Spelling = tuple[str, ...]
"""A name as it is compared: its words, small and without punctuation."""


def cut_words(text: str) -> list[str]:
    """Cut a text into words, without the punctuation around them.

    >>> cut_words("Who can see my phone-number, in 2016?")
    ['Who', 'can', 'see', 'my', 'phone-number', 'in', '2016']
    """
    words = (word.strip(_PUNCTUATION) for word in text.replace("\u2019", "'").split())
    return [word for word in words if word]


def spell(name: str) -> Spelling:
    """Return a name as it is compared.

    >>> spell("Facebook, Inc.")
    ('facebook', 'inc')
    """
    return tuple(cut_words(make_plain(name)))


def list_spellings(model: Model) -> dict[Spelling, str]:
    """Return every name of the model in every spelling that is understood, with the name itself."""
    found: dict[Spelling, str] = {}
    things: tuple[Named, ...] = (
        *model.holders.values(),
        *model.data.terms.values(),
        *model.purposes.terms.values(),
        *model.personas.values(),
    )
    names = [name for thing in things for name in names_of(thing)]
    names += [*model.scenarios, *model.flows]
    for name in names:
        found.setdefault(spell(name), name)
    for spelling, name in list(found.items()):
        for other in _other_numbers(spelling):
            found.setdefault(other, name)
    found.pop((), None)
    return found


def _other_numbers(spelling: Spelling) -> Iterator[Spelling]:
    """Return the plural of a name, and the singular of what looks like a plural."""
    *before, last = spelling or ("",)
    yield (*before, f"{last}s")
    if last.endswith("y"):
        yield (*before, f"{last[:-1]}ies")
    if last.endswith("s") and len(last) > len("its"):
        yield (*before, last[:-1])


def read_pieces(question: str, spellings: dict[Spelling, str]) -> list[Piece]:
    """Return the tokens of a question, the longest names and dates first.

    A name of one word that is a word of questions as well counts as the latter. A spelling without
    a name stands for itself.
    """
    words = cut_words(question)
    longest = max(map(len, spellings), default=0)
    pieces = []
    while words:
        piece, taken = _first(words, spellings, longest)
        pieces.append(piece)
        words = words[taken:]
    return pieces


def _first(words: Sequence[str], spellings: dict[Spelling, str], longest: int) -> tuple[Piece, int]:
    date, taken = _date(words)
    if date:
        return Piece("DATE", date), taken
    for count in range(min(longest, len(words)), 0, -1):
        name = " ".join(words[:count])
        spelling = spell(name)
        if spelling in spellings and (count > 1 or words[0].casefold() not in TOKENS):
            return Piece("NAME", spellings[spelling] or name), count
    word = words[0].casefold()
    if word in TOKENS and words[0] != "US":  # the country; "us" are people
        return Piece(TOKENS[word], word), 1
    return Piece("WORD", words[0]), 1


def _date(words: Sequence[str]) -> tuple[str | None, int]:
    """Read a date at the start of some words: `2016-08-25`, `25 August 2016`, `August 25, 2016`."""
    shapes = ("Y", "MY", "DMY", "MDY")
    for shape in reversed(shapes):
        parts = dict(zip(shape, words, strict=False))
        if len(parts) == len(shape) and (date := _written(parts)):
            return date, len(shape)
    return None, 0


def _written(parts: dict[str, str]) -> str | None:
    """Return the date that a year, a month by its name and a day make, if they make one."""
    numbers = []
    if "M" in parts:
        numbers.append(_MONTHS.get(parts["M"].casefold(), ""))
    if "D" in parts:
        numbers.append(parts["D"].rstrip("stndrh"))
    if numbers and not all(map(str.isdecimal, [parts["Y"], *numbers])):
        return None
    try:
        return parse_date(
            "-".join([parts["Y"], *(f"{int(number):02}" for number in numbers)])
        ).written
    except ValueError:
        return None


def as_tokens(pieces: Sequence[Piece]) -> list[Token]:
    """Return pieces as the parser takes them."""
    return [Token(piece.kind, piece.text) for piece in pieces]
