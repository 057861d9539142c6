"""The names that come closest to one that is not known. The only door to rapidfuzz."""

from __future__ import annotations

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


def list_names(names: Iterable[str], joint: str = "and") -> str:
    """List names as prose does.

    >>> list_names(["a", "b", "c"], "or")
    '`a`, `b` or `c`'
    """
    quoted = [f"`{name}`" for name in names]
    return f" {joint} ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))
