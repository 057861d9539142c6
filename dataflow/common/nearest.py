"""The names that come closest to one that is not known. The only door to rapidfuzz.

It may be missing: `likeness` does without, more slowly and a little less finely.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dataflow.common import likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LIKE_ENOUGH = 70
"""The score of 100 from which a name is worth suggesting: as much of both is the same."""

ONE_SLIP = 66
"""The score from which a short name is, that one slip of the fingers turns into the other."""

LEAST_SHARE = 0.4
"""How much of a longer name one must be whose words are all in it, as `phone` in `phone_number`."""

WHOLE = 100

SUGGESTED = 3


def find_nearest(name: str, names: Iterable[str], least: float = LIKE_ENOUGH) -> tuple[str, ...]:
    """Return up to three names that come closest, best first; none where nothing is alike.

    >>> find_nearest("phone_nmber", ["email", "phone_number", "name"])
    ('phone_number',)
    >>> find_nearest("xyzzy", ["email", "phone_number"])
    ()
    >>> find_nearest("postcard", ["board", "card", "a"])
    ()
    >>> find_nearest("pgn", ["png", "svg"])
    ('png',)
    """
    measure = _choose_measure()
    known = _compare(tuple(names), measure.plain)
    scores = _score_words(name, known, least, measure)
    lengths = range(len(name) - 1, len(name) + 2)
    for match in known.names:
        if len(match) in lengths and measure.is_one_slip(name, match):
            alike = measure.ratio(name, match)
            scores[match] = max(least if alike >= ONE_SLIP else 0, scores.get(match, 0))
    best = sorted((-score, match) for match, score in scores.items() if score >= least)
    # what is far behind the best is noise beside it
    return tuple(match for score, match in best[:SUGGESTED] if score <= best[0][0] + 10)


class _Measure(NamedTuple):
    """What names are compared by: what is in `likeness`, or in rapidfuzz."""

    plain: Callable[[str], str]
    ratio: Callable[[str, str], float]
    extract: Callable[[str, Sequence[str], str, float, int], list[tuple[int, float]]]
    is_one_slip: Callable[[str, str], bool]


def _choose_measure() -> _Measure:
    """Return that of rapidfuzz, if it is there; only a mistake pays for importing it."""
    try:
        from rapidfuzz import distance, fuzz, process, utils  # noqa: PLC0415
    except ImportError:
        return _Measure(likeness.plain, likeness.ratio, likeness.extract, likeness.is_one_slip)

    def extract(
        name: str, known: Sequence[str], scorer: str, cutoff: float, limit: int
    ) -> list[tuple[int, float]]:
        measure = getattr(fuzz, scorer)
        best = process.extract(name, known, scorer=measure, score_cutoff=cutoff, limit=limit)
        return [(number, score) for _, score, number in best]

    def is_one_slip(name: str, other: str) -> bool:
        return distance.OSA.distance(name, other, score_cutoff=1) == 1

    return _Measure(utils.default_process, fuzz.ratio, extract, is_one_slip)


class _Known(NamedTuple):
    """Names in their order, and what of them is compared: no signs, no capitals; their words."""

    names: list[str]
    plain: list[str]
    words: list[set[str]]


@lru_cache(maxsize=8)
def _compare(names: tuple[str, ...], plain_of: Callable[[str], str]) -> _Known:
    known = sorted(set(names))
    plain = [plain_of(name) for name in known]
    return _Known(known, plain, [set(name.split()) for name in plain])


def _score_words(name: str, known: _Known, least: float, measure: _Measure) -> dict[str, float]:
    """Score the names that have as much in common, in any order of their words, or in part."""
    scores: dict[str, float] = {}
    plain = measure.plain(name)
    for scorer in ("ratio", "token_sort_ratio"):
        for number, score in measure.extract(plain, known.plain, scorer, least, SUGGESTED):
            match = known.names[number]
            scores[match] = max(score, scores.get(match, 0))
    words = set(plain.split())
    for match, others in zip(known.names, known.words, strict=True):
        if words and others and (words <= others or others <= words):
            scores[match] = max(_score_part(name, match), scores.get(match, 0))
    return scores


def _score_part(name: str, other: str) -> float:
    """Score two names of which one has all words of the other: the more of it, the higher."""
    short, long = sorted((len(name), len(other)))
    share = short / long
    return LIKE_ENOUGH + (WHOLE - LIKE_ENOUGH) * share if share >= LEAST_SHARE else 0


def advise(name: str, names: Iterable[str]) -> str | None:
    """Ask whether one of the nearest names was meant; None where nothing is alike.

    >>> advise("phone_nmber", ["email", "phone_number"])
    'did you mean `phone_number`?'
    """
    nearest = find_nearest(name, names)
    return f"did you mean {list_names(nearest, 'or')}?" if nearest else None


def fold(name: str) -> str:
    """Write a name without what people do not mind: case, accents, hyphens, underscores, spaces.

    >>> fold("Café_Noir"), fold("phone-number")
    ('cafe noir', 'phone number')
    """
    return " ".join(unaccented(name).replace("-", " ").replace("_", " ").split())


def unaccented(name: str) -> str:
    """Write a name in small letters without accents.

    >>> unaccented("Café")
    'cafe'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def advise_called(name: str, called: Iterable[tuple[str, str]]) -> str | None:
    """Advise the id of what is called so, or else of what is called nearly so.

    `called` has pairs of what something is called, its id included, and its id.

    >>> advise_called("Meta", [("facebook", "facebook"), ("meta", "facebook")])
    'it is called `facebook` here'
    >>> advise_called("Facebok", [("facebook", "facebook")])
    'did you mean `facebook`?'
    """
    pairs = list(called)
    same = sorted({key for other, key in pairs if fold(other) == fold(name)})
    if same:
        return f"it is called {list_names(same, 'or')} here"
    ids = dict(pairs)
    nearest = dict.fromkeys(ids[match] for match in find_nearest(name, ids))
    return f"did you mean {list_names(nearest, 'or')}?" if nearest else None


def list_names(names: Iterable[str], joint: str = "and") -> str:
    """List names as prose does.

    >>> list_names(["a", "b", "c"], "or")
    '`a`, `b` or `c`'
    """
    return join_words([f"`{name}`" for name in names], joint)


def join_words(words: Sequence[str], joint: str) -> str:
    """Join words as prose does.

    >>> join_words(["a", "b", "c"], "and")
    'a, b and c'
    """
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
