"""The names that come closest to one that is not known. The only door to rapidfuzz."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LIKE_ENOUGH = 60
"""The score of 100 from which a name is worth suggesting."""

SUGGESTED = 3


def find_nearest(name: str, names: Iterable[str], least: float = LIKE_ENOUGH) -> tuple[str, ...]:
    """Give up to three names that come closest, best first; none where nothing is alike.

    >>> find_nearest("phone_nmber", ["email", "phone_number", "name"])
    ('phone_number',)
    >>> find_nearest("xyzzy", ["email", "phone_number"])
    ()
    """
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - only a mistake pays for it

    found = process.extract(
        name,
        sorted(set(names)),
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=least,
        limit=SUGGESTED,
    )
    best = found[0][1] if found else 0
    # what is far behind the best is noise beside it
    return tuple(match for match, score, _ in found if score >= best - 10)


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
    return "".join(one for one in plain if not unicodedata.combining(one))


def advise_called(name: str, called: Iterable[tuple[str, str]]) -> str | None:
    """Say which id was meant: that of what is called so, or else of what is called nearly so.

    Args:
        name: what was written.
        called: pairs of what something is called, its id included, and its id.

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
    nearest = dict.fromkeys(ids[found] for found in find_nearest(name, ids))
    return f"did you mean {list_names(nearest, 'or')}?" if nearest else None


def list_names(names: Iterable[str], joint: str = "and") -> str:
    """List names as prose does.

    >>> list_names(["a", "b", "c"], "or")
    '`a`, `b` or `c`'
    """
    quoted = [f"`{name}`" for name in names]
    return f" {joint} ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))
