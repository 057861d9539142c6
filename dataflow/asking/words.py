"""A question → tokens: names of the model, countries, dates, and the words of the grammar."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Final, NamedTuple

from lark import Token

from dataflow.asking.countries import is_region
from dataflow.asking.slips import find_slip
from dataflow.asking.spellings import Spellings, cut_words, spell
from dataflow.asking.written_dates import read_date
from dataflow.common.nearest import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_WORDS: Final = 80
"""How long a question may be: those that people ask have twenty words."""

_MOST_READINGS: Final = 32
_PLACES: Final = {"in", "from", "aus", "live", "lived"}
_LONGEST_PLACE: Final = 7


class Piece(NamedTuple):
    """A part of a question: the words as they were typed, and what they may be.

    Attributes:
        typed: the words, as they were typed.
        kinds: the tokens that it may be, with the text of each: an id, a date, a country or a word.
        slip: the name that was meant, where it was typed with a slip of the fingers.
    """

    typed: str
    kinds: tuple[tuple[str, str], ...]
    slip: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether it is a name, a date, or a word of the grammar."""
        return self.kinds[0][0] != "A_WORD"


class Reader:
    """Reads questions in one language, about one model."""

    def __init__(self, spellings: Spellings, words: Mapping[str, str], language: str) -> None:
        """Take the names of the model, the words of the grammar, and the language of the model."""
        self._spellings = spellings
        plain = {unaccented(word): token for word, token in words.items()}
        self._words = plain | {word.casefold(): token for word, token in words.items()}
        self._language = language
        self._several: set[str] = set()

    def read(self, question: str, *, events: bool = True) -> list[Piece]:
        """Return the parts of a question, the longest names and dates first.

        Args:
            question: the question.
            events: whether several of its words may be an event: `flo-stops` is, in most questions
                that have these words, none.
        """
        words = cut_words(question)
        self._several = {"A_CLAIM", "A_FLOW"} if events else {"A_CLAIM", "A_FLOW", "A_EVENT"}
        has_places = not _PLACES.isdisjoint(map(str.casefold, words))
        pieces = []
        while words:
            piece, taken = self._first(words, has_places=has_places)
            pieces.append(piece)
            words = words[taken:]
        return pieces

    def _first(self, words: Sequence[str], *, has_places: bool) -> tuple[Piece, int]:
        date, taken = read_date(words)
        if date:
            return Piece(" ".join(words[:taken]), (("A_DATE", date),)), taken
        place = self._count_place(words) if has_places else 0
        for count in range(min(max(self._spellings.longest, place), len(words)), 0, -1):
            kinds = self._kinds(words[:count], is_place=count == place)
            if kinds:
                return Piece(" ".join(words[:count]), kinds), count
        return self._slip_or_word(words)

    def _kinds(self, words: Sequence[str], *, is_place: bool) -> tuple[tuple[str, str], ...]:
        typed = " ".join(words)
        kinds = []
        if len(words) == 1 and typed != "US":  # the country; "us" are people
            token = self._words.get(typed.casefold()) or self._words.get(unaccented(typed))
            kinds += [(token, typed)] if token else []
        kinds += [("A_REGION", typed)] if is_place else []
        for token, ids in self._spellings.meanings.get(spell(typed), {}).items():
            if len(words) > 1 and token in self._several:
                continue
            # which of several is meant, whoever looks it up asks
            kinds.append((token, ids[0] if len(ids) == 1 else typed))
        return tuple(kinds)

    def _count_place(self, words: Sequence[str]) -> int:
        """Return how many words are the name of a country, 0 if none."""
        for count in range(min(_LONGEST_PLACE, len(words)), 0, -1):
            name = " ".join(words[:count])
            if name.casefold() not in self._words and is_region(name, self._language):
                return count
        return 0

    def _slip_or_word(self, words: Sequence[str]) -> tuple[Piece, int]:
        for count in range(min(self._spellings.longest, len(words)), 1, -1):
            typed = " ".join(words[:count])
            meant = find_slip(spell(typed), self._spellings)
            if meant:
                meanings = self._spellings.meanings[meant]
                kinds = tuple((token, ids[0]) for token, ids in meanings.items() if len(ids) == 1)
                if kinds:
                    return Piece(typed, kinds, " ".join(meant)), count
        return Piece(words[0], (("A_WORD", words[0]),)), 1


def list_readings(pieces: Sequence[Piece]) -> Iterator[list[Token]]:
    """Return the ways in which a question can be read, the words of the grammar first."""
    choices = product(*(piece.kinds for piece in pieces))
    for kinds in islice(choices, _MOST_READINGS):
        yield [Token(kind, text, start_pos=at) for at, (kind, text) in enumerate(kinds)]


def read_as_words(pieces: Sequence[Piece]) -> list[Token]:
    """Return the parts of a question with every name as mere words."""
    tokens = []
    for piece in pieces:
        kind, text = piece.kinds[0]
        is_name = kind in NAMES and kind != "A_DATE"
        tokens.append(Token("A_WORD", piece.typed) if is_name else Token(kind, text))
    return tokens


NAMES: Final = {
    "A_DATA": "a data type",
    "A_HOLDER": "a company or service",
    "A_PURPOSE": "a purpose",
    "A_PERSONA": "a persona",
    "A_REGION": "a country or union",
    "A_EVENT": "an event",
    "A_FLOW": "a flow",
    "A_SCENARIO": "a scenario",
    "A_CLAIM": "a claim",
    "A_DATE": "a date",
}
"""What the tokens of names are."""
