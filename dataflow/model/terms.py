"""Data types and purposes: two taxonomies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataflow.common.values import Brief, Frozen, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.model.holders import Source
    from dataflow.problems import Location


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Term(Part):
    """A data type or a purpose: one entry of a taxonomy."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    is_a: tuple[str, ...] = ()
    sensitive: bool = False
    maps: Mapping[str, tuple[str, ...]] = field(default_factory=Frozen)
    note: str | None = None
    sources: tuple[Source, ...] = ()
    at: Location


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Taxonomy(Brief):
    """Terms and what is a kind of what, with everything below each term worked out.

    Attributes:
        terms: by id, sorted.
        below: `down(id)`: the id and every id that is one, directly or through others.
    """

    terms: Mapping[str, Term]
    below: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        """Freeze the mappings."""
        object.__setattr__(self, "terms", Frozen(self.terms))
        object.__setattr__(self, "below", Frozen(self.below))

    def __getitem__(self, term: str) -> Term:
        """Return the term of an id; KeyError where there is none."""
        return self.terms[term]

    def __contains__(self, term: object) -> bool:
        """Return whether there is such an id."""
        return term in self.terms

    def __iter__(self) -> Iterator[str]:
        """Go through the ids, sorted."""
        return iter(self.terms)

    def __len__(self) -> int:
        """Count the terms."""
        return len(self.terms)

    def down(self, term: str) -> frozenset[str]:
        """Return a term and everything that is one; KeyError where there is none."""
        return self.below[term]

    def brief(self) -> str:
        """Count the terms."""
        return f"of {len(self)} terms"
