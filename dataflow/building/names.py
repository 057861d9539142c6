"""Looking names up: an id as written → the thing it names, or a problem at its place.

It also reads the fields that many parts have: texts, dates, windows, and sources.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dataflow.common.dates import PartialDate, parse_date
from dataflow.common.nearest import advise_called, list_names
from dataflow.language.desk import shorten
from dataflow.language.kinds import EVERY
from dataflow.language.leaves import URL_PATTERN
from dataflow.model import Source, Taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dataflow.language.desk import Desk
    from dataflow.language.facts import Stated, Windowed
    from dataflow.language.parts import Part
    from dataflow.model import Flow, Holder, Term
    from dataflow.problems import Location
    from dataflow.reading import Text

T = TypeVar("T")

ADVISED: Final = 200
"""For how many unknown names the nearest are looked for: a whole file of them takes its time."""

_SECTIONS: Final = {
    "holder": ("companies", "services"),
    "company": ("companies",),
    "data": ("data",),
}
"""The sections in which a kind of thing is defined, if it is not the plural of the kind."""


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
    flows: dict[str, Flow] = field(default_factory=dict)
    data: Taxonomy = field(default_factory=lambda: Taxonomy({}, {}))
    purposes: Taxonomy = field(default_factory=lambda: Taxonomy({}, {}))
    _left: int = ADVISED

    def locate(self, at: int) -> Location:
        """Unpack a place."""
        return self.desk.reader.locate(at)

    # one name

    def known(self, name: Text, kind: str, table: Mapping[str, T], called: str = "") -> T | None:
        """Look up an id, and report one that is unknown as `unknown-KIND`."""
        thing = table.get(name)
        sections = _SECTIONS.get(kind, (f"{kind}s",))
        if thing is None and not self._is_broken(name, sections):
            self._left -= 1
            nearest = _advise(name, table) if self._left >= 0 else None
            message = f"no {called or kind} is called `{shorten(name)}`"
            advice = nearest or f"add it to {list_names(sections, 'or')}"
            self.desk.report(f"unknown-{kind}", message, name, advice)
        return thing

    def holder(self, name: Text) -> Holder | None:
        """Look up a company or a service."""
        return self.known(name, "holder", self.holders, "company or service")

    def company(self, name: Text) -> Holder | None:
        """Look up a company."""
        holder = self.holders.get(name)
        if holder is None:
            if self._is_broken(name, ["services"]):
                return None
            companies = {key: other for key, other in self.holders.items() if other.is_company}
            return self.known(name, "company", companies)
        if holder.is_company:
            return holder
        self.desk.report(
            "unknown-company",
            f"`{name}` is a service, and a company is needed here",
            name,
            "name the company that operates it",
        )
        return None

    def datum(self, name: Text) -> Term | None:
        """Look up a data type."""
        return self.known(name, "data", self.data.terms, "data type")

    def purpose(self, name: Text) -> Term | None:
        """Look up a purpose."""
        return self.known(name, "purpose", self.purposes.terms)

    def _is_broken(self, name: str, sections: Iterable[str]) -> bool:
        return any(self.broken.get(section, set()) & {name, EVERY} for section in sections)

    # several names

    def each(self, names: Iterable[Text], look_up: Callable[[Text], T | None]) -> tuple[T, ...]:
        """Look up several names, each once, in the order of their ids; unknown ones fall out."""
        things = {str(name): look_up(name) for name in sorted(names)}
        return tuple(thing for thing in things.values() if thing is not None)

    def sources_of(self, part: Stated) -> tuple[Source, ...]:
        """Return the sources that a part cites, in the order written."""
        return tuple(self._source(name) for name in part.source)

    def _source(self, name: Text) -> Source:
        if name not in self.sources and URL_PATTERN.fullmatch(name):
            return Source(id=str(name), url=str(name), at=self.locate(name.at))
        source = None
        if name not in self.sources and ":" in name:
            message = f"`{shorten(name)}` is neither a source nor a web address"
            advice = "use http:// or https://, and write %20 for a space"
            self.desk.report("bad-url", message, name, advice)
        else:
            source = self.known(name, "source", self.sources)
        # one that is not known is one all the same: that nobody vouches is no second problem
        return source or Source(id=str(name), at=self.locate(name.at))

    # fields that many parts have

    def stated(self, part: Stated) -> dict[str, Any]:
        """Return the sources of a part, its remark and its place."""
        return {
            "sources": self.sources_of(part),
            "note": text_of(part.note),
            "at": self.locate(part.at),
        }

    def dated(self, part: Windowed) -> dict[str, Any]:
        """Return what `stated` does, and the window of a part."""
        since, until = date_of(part.since), self.end_of(part.since, part.until)
        return {"since": since, "until": until, **self.stated(part)}

    def end_of(
        self, since: Text | None, until: Text | None, key: str = "since"
    ) -> PartialDate | None:
        """Read the end of a window, and report one that comes before the start (`key`)."""
        first, last = date_of(since), date_of(until)
        if until and first and last and first.first > last.last:
            self.desk.report(
                "reversed-window",
                f"this ends on {last} and starts on {first}, which is later",
                until,
                f"`until` is the last day, `{key}` the first",
            )
        return last


def _advise(name: str, table: Mapping[str, Any]) -> str | None:
    """Return the id of what is called so, or of what is called nearly so; None without any."""
    return advise_called(
        name,
        (
            (called, key)
            for key, thing in table.items()
            for called in (*getattr(thing, "also", ()), getattr(thing, "name", key), key)
        ),
    )


def spoken(name: str) -> str:
    """Return the name that an id has when nobody gave it another.

    >>> spoken("facebook-inc")
    'facebook inc'
    """
    return name.replace("-", " ").replace("_", " ")


def date_of(text: Text | None) -> PartialDate | None:
    """Read a date that the language has checked already."""
    return None if text is None else parse_date(str(text))


def text_of(text: Text | None) -> str | None:
    """Return plain text, without its place; an empty text counts as left out."""
    return str(text) if text else None


def texts_of(texts: Iterable[Text]) -> tuple[str, ...]:
    """Return plain texts, sorted."""
    return tuple(sorted(map(str, texts)))


def plain_of(part: Part, *keys: str) -> dict[str, Any]:
    """Return, as plain text, some fields of a part; an empty text counts as left out."""
    return {key: text_of(getattr(part, key)) for key in keys}


def words_of(part: Part, *keys: str) -> dict[str, Any]:
    """Return, as plain text, those of some fields that a part sets."""
    return {key: str(getattr(part, key)) for key in keys if getattr(part, key) is not None}
