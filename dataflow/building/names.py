"""Looking names up: an id as written → the thing it names, or a problem at its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from dataflow.common.dates import PartialDate, parse_date
from dataflow.common.nearest import advise_called, list_names
from dataflow.language.leaves import URL, shorten
from dataflow.language.validating import EVERY
from dataflow.model import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dataflow.language.validating import Desk
    from dataflow.model import Holder, Taxonomy, Term
    from dataflow.problems import Location
    from dataflow.reading import Text

T = TypeVar("T")

ADVISED = 200
"""For how many unknown names the nearest are looked for: a whole file of them takes its time."""


@dataclass(slots=True, eq=False)
class Names:
    """Everything that can be named so far, and the desk where unknown names are reported.

    Attributes:
        broken: ids of entries that were left out because of other problems, by section: naming
            them is no second problem.
    """

    desk: Desk
    broken: Mapping[str, set[str]]
    sources: dict[str, Source] = field(default_factory=dict)
    holders: dict[str, Holder] = field(default_factory=dict)
    data: Taxonomy = None  # type: ignore[assignment]  # filled before it is asked
    purposes: Taxonomy = None  # type: ignore[assignment]  # likewise
    _left: int = ADVISED

    def locate(self, at: int) -> Location:
        """Unpack a place."""
        return self.desk.reader.locate(at)

    def holder(self, name: Text) -> Holder | None:
        """Look up a company or a service."""
        return self._find(
            name, self.holders, "unknown-holder", "company or service", "companies", "services"
        )

    def company(self, name: Text) -> Holder | None:
        """Look up a company."""
        if name not in self.holders and self._is_broken(name, ["services"]):
            return None
        found = self.holders.get(name)
        if found is None:
            companies = {key: one for key, one in self.holders.items() if one.is_company}
            return self._find(name, companies, "unknown-company", "company", "companies")
        if found.is_company:
            return found
        self.desk.report(
            "unknown-company",
            f"`{name}` is a service, and a company is needed here",
            name,
            "name the company that operates it",
        )
        return None

    def term(self, name: Text, section: str) -> Term | None:
        """Look up a data type (`data`) or a purpose (`purposes`)."""
        if section == "data":
            return self._find(name, self.data.terms, "unknown-data", "data type", section)
        return self._find(name, self.purposes.terms, "unknown-purpose", "purpose", section)

    def known(self, name: Text, table: Mapping[str, T], code: str, section: str) -> T | None:
        """Look up an id of any other section; `code` is `unknown-…`."""
        return self._find(name, table, code, code.removeprefix("unknown-"), section)

    def each(self, names: Iterable[Text], look_up: Callable[[Text], T | None]) -> tuple[T, ...]:
        """Look up several names, each once, in the order of their ids; unknown ones fall out."""
        found = {str(name): look_up(name) for name in sorted(names)}
        return tuple(thing for thing in found.values() if thing is not None)

    def terms(self, names: Iterable[Text], section: str) -> tuple[Term, ...]:
        """Look up several data types or purposes."""
        return self.each(names, lambda name: self.term(name, section))

    def sources_of(self, part: Any) -> tuple[Source, ...]:  # noqa: ANN401 - any part with `source`
        """Look up by whose word a part stands, in the order written."""
        return tuple(self._source(name) for name in part.source)

    def _source(self, name: Text) -> Source:
        # one that is not known is one all the same: that nobody vouches is no second problem
        unknown = Source(id=str(name), at=self.locate(name.at))
        if name not in self.sources and URL.fullmatch(name):
            return Source(id=str(name), url=str(name), at=self.locate(name.at))
        if name not in self.sources and ":" in name:
            message = f"`{shorten(name)}` is neither a source nor a web address"
            advice = "use http:// or https://, and write %20 for a space"
            self.desk.report("bad-url", message, name, advice)
            return unknown
        return self._find(name, self.sources, "unknown-source", "source", "sources") or unknown

    def _find(
        self, name: Text, table: Mapping[str, T], code: str, called: str, *sections: str
    ) -> T | None:
        found = table.get(name)
        if found is None and not self._is_broken(name, sections):
            self._left -= 1
            nearest = _advise(name, table) if self._left >= 0 else None
            advice = nearest or f"add it to {list_names(sections, 'or')}"
            self.desk.report(code, f"no {called} is called `{shorten(name)}`", name, advice)
        return found

    def _is_broken(self, name: str, sections: Iterable[str]) -> bool:
        return any(self.broken.get(section, set()) & {name, EVERY} for section in sections)


def _advise(name: str, table: Mapping[str, Any]) -> str | None:
    """Give the id of what is called so, or of what is called nearly so; None without any."""
    return advise_called(
        name,
        (
            (called, key)
            for key, thing in table.items()
            for called in (*getattr(thing, "also", ()), getattr(thing, "name", key), key)
        ),
    )


def date_of(text: Text | None) -> PartialDate | None:
    """Read a date that the language has checked already."""
    return None if text is None else parse_date(str(text))


def text_of(text: Text | None) -> str | None:
    """Give plain text, without its place; one with nothing in it counts as left out."""
    return str(text) if text else None


def window_of(part: Any, desk: Desk, since: str = "since") -> dict[str, Any]:  # noqa: ANN401 - any part with a window
    """Read the two dates of a part, and report a window that ends before it starts."""
    first, last = date_of(getattr(part, since)), date_of(part.until)
    if first and last and first.first > last.last:
        desk.report(
            "reversed-window",
            f"this ends on {last} and starts on {first}, which is later",
            part.until,
            f"`until` is the last day, `{since}` the first",
        )
    return {since: first, "until": last}


def words_of(part: Any, *keys: str) -> dict[str, Any]:  # noqa: ANN401 - any part
    """Give, as plain text, those of some fields that the part sets."""
    return {key: str(getattr(part, key)) for key in keys if getattr(part, key) is not None}
