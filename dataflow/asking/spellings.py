"""The names of a model, and what people say for them, in every spelling that is understood."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Final

from dataflow.asking.sayings import SAYINGS
from dataflow.common.nearest import unaccented
from dataflow.model.names import make_plain, names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dataflow.model import Model
    from dataflow.model.names import Named

Spelling = tuple[str, ...]
"""A name as it is compared: its words, small and without punctuation."""

Meanings = dict[str, list[str]]
"""What a spelling means: ids, by the token of their kind."""

_PUNCTUATION: Final = "?!.,;:\"'()[]“”„‘’«»…"  # noqa: RUF001 - as people type them

_CONTRACTED: Final = {
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "cant": ("can", "not"),
    "won't": ("will", "not"),
    "whats": ("what", "'s"),
    "whos": ("who", "'s"),
}
_COUNTED: Final = {"A_DATA", "A_HOLDER", "A_PURPOSE"}
"""The kinds of names that have a plural."""

_ENDINGS: Final = ("'s", "'d", "'ve", "'re", "'ll", "'m")


def cut_words(text: str) -> list[str]:
    """Cut a text into words, without the punctuation around them; contractions are two words.

    >>> cut_words("Who can't see Facebook's phone-number, in 2016?")
    ['Who', 'can', 'not', 'see', 'Facebook', "'s", 'phone-number', 'in', '2016']
    """
    cut: list[str] = []
    for typed in text.replace("\u2019", "'").split():
        word = typed.strip(_PUNCTUATION)
        small = word.casefold()
        if small in _CONTRACTED:
            cut += _CONTRACTED[small]
        elif small.endswith("n't"):
            cut += (word[:-3], "not")
        elif small.endswith(_ENDINGS):
            stem, apostrophe, ending = word.rpartition("'")
            cut += (stem, apostrophe + ending.casefold())
        else:
            cut.append(word)
    return [word for word in cut if word]


def spell(name: str) -> Spelling:
    """Return a name as it is compared.

    >>> spell("Facebook, Inc."), spell("driver's license")
    (('facebook', 'inc'), ('driver', "'s", 'license'))
    """
    return tuple(unaccented(word) for word in cut_words(make_plain(name)))


class Spellings:
    """What a model and its vocabulary are called.

    Attributes:
        meanings: what each spelling means.
        longest: the number of words of the longest.
    """

    def __init__(self, model: Model) -> None:
        """Collect the names of a model."""
        self.meanings: dict[Spelling, Meanings] = {}
        for name, token, key in _list_names(model):
            self._add(spell(name), token, key)
        self._add_last_parts(model)
        for spelling, meanings in list(self.meanings.items()):
            many = {token: ids for token, ids in meanings.items() if token in _COUNTED}
            for other in _other_numbers(spelling) if many else ():
                self._add_new(other, many)
        self.meanings.pop((), None)
        self._sort_by_length()

    def said_in(self, language: str, model: Model) -> Spellings:
        """Return these with what people of a language say for them."""
        more = copy(self)
        more.meanings = {spelling: dict(known) for spelling, known in self.meanings.items()}
        more.add_sayings(model, language)
        return more

    def _sort_by_length(self) -> None:
        self.longest = max(map(len, self.meanings), default=0)
        self._by_length: dict[int, list[Spelling]] = {}
        for spelling in self.meanings:
            self._by_length.setdefault(len(spelling), []).append(spelling)

    def of_length(self, count: int) -> list[Spelling]:
        """Return the names of so many words."""
        return self._by_length.get(count, [])

    def _add(self, spelling: Spelling, token: str, key: str) -> None:
        ids = self.meanings.setdefault(spelling, {}).setdefault(token, [])
        if key not in ids:
            ids.append(key)

    def _add_new(self, spelling: Spelling, meanings: Meanings) -> None:
        """Add what a spelling means, for the kinds for which it means nothing yet."""
        known = self.meanings.setdefault(spelling, {})
        for token, ids in meanings.items():
            known.setdefault(token, list(ids))

    def _add_last_parts(self, model: Model) -> None:
        """Add the ids of events without the name of their case, where only one is so called."""
        parts: dict[Spelling, list[str]] = {}
        for event in model.events:
            _, hyphen, rest = event.partition("-")
            if hyphen:
                parts.setdefault(spell(rest), []).append(event)
        for spelling, events in parts.items():
            if len(events) == 1:
                self._add_new(spelling, {"A_EVENT": events})

    def add_sayings(self, model: Model, language: str) -> None:
        """Add what people of a language say, where the model's own names have nothing of it."""
        for key, names in SAYINGS[language].items():
            for token, terms in (("A_DATA", model.data), ("A_PURPOSE", model.purposes)):
                if key in terms:
                    for name in names.split(", "):
                        self._add_new(spell(name), {token: [key]})
        self._sort_by_length()


def _list_names(model: Model) -> Iterator[tuple[str, str, str]]:
    """Return every name of a model, with the token of its kind, and its id."""
    named: dict[str, Mapping[str, Named]] = {
        "A_HOLDER": model.holders,
        "A_DATA": model.data.terms,
        "A_PURPOSE": model.purposes.terms,
        "A_PERSONA": model.personas,
    }
    for token, things in named.items():
        for thing in things.values():
            for name in names_of(thing):
                yield name, token, thing.id
    ids: dict[str, Iterable[str]] = {
        "A_SCENARIO": model.scenarios,
        "A_FLOW": [*model.flows, *model.named_holds],
        "A_CLAIM": model.claims,
        "A_EVENT": model.events,
    }
    for token, keys in ids.items():
        for key in keys:
            yield key, token, key
    for event in model.events.values():
        yield event.name or event.id, "A_EVENT", event.id


def _other_numbers(spelling: Spelling) -> Iterator[Spelling]:
    """Return the plural of a name, and the singular of what looks like a plural."""
    *before, last = spelling or ("",)
    yield (*before, f"{last}s")
    if last.endswith("y"):
        yield (*before, f"{last[:-1]}ies")
    if last.endswith("s") and len(last) > len("its"):
        yield (*before, last[:-1])
