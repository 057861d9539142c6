"""Looking names up: an id as written → the thing it names, or a problem at its place.

It also makes what needs no more than that: the plain fields of a part, and its sources.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dataflow.common.dates import PartialDate, parse_date
from dataflow.common.nearest import advise_called, list_names
from dataflow.language.desk import shorten
from dataflow.language.facts import Citation
from dataflow.language.kinds import EVERY
from dataflow.language.leaves import ID_PATTERN, URL_PATTERN
from dataflow.model import Condition, Quote, Reply, Source, Taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dataflow.language import facts
    from dataflow.language.desk import Desk
    from dataflow.language.facts import Cited, Conditional, Windowed
    from dataflow.language.parts import Part
    from dataflow.model import Flow, Hold, Holder, Term
    from dataflow.problems import Location
    from dataflow.reading import Text

T = TypeVar("T")

Said = dict[str, Any]
"""Attributes of a part of the model, by name: `mypy` holds the others that it is made with."""

_ADDRESS: Final = "use http:// or https://, and write %20 for a space"
_CITE: Final = "name one of `sources` by its id, or write an address with http:// or https://"
"""What is advised where a source is named by what could be no id."""

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
        flows_and_holds: what people can choose about, by id; a hold need not have one.
        broken: ids of entries that were left out because of other problems, by section: naming
            them is no second problem.
        assuming: whether a scenario is built, which may assume what nobody says.
    """

    desk: Desk
    broken: Mapping[str, set[str]]
    assuming: bool = False
    sources: dict[str, Source] = field(default_factory=dict)
    holders: dict[str, Holder] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    flows_and_holds: dict[str, Flow | Hold] = field(default_factory=dict)
    data: Taxonomy = field(default_factory=lambda: Taxonomy({}, {}))
    purposes: Taxonomy = field(default_factory=lambda: Taxonomy({}, {}))

    def locate(self, at: int) -> Location:
        """Unpack a place."""
        return self.desk.reader.locate(at)

    # one name

    def known(self, name: Text, kind: str, table: Mapping[str, T], called: str = "") -> T | None:
        """Look up an id, and report one that is unknown as `unknown-KIND`."""
        thing = table.get(name)
        sections = _SECTIONS.get(kind, (f"{kind}s",))
        if thing is None and not self._is_broken(name, sections):
            nearest = _advise(name, table) if self.desk.may_compare() else None
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

    def each(self, names: Sequence[Text], look_up: Callable[[Text], T | None]) -> tuple[T, ...]:
        """Look up several names, each once, in the order of their ids; unknown ones fall out."""
        if not names[1:]:  # most are none or one, and need no order
            return tuple([thing for name in names if (thing := look_up(name)) is not None])
        things = {str(name): look_up(name) for name in sorted(names)}
        return tuple(thing for thing in things.values() if thing is not None)

    def maker(self, name: Text) -> Holder | str:
        """Return the company or service of an id; of anybody else, the name."""
        return self.holders.get(name) or str(name)

    def sources_of(self, part: Cited) -> tuple[Source, ...]:
        """Return the sources that a part cites, each once, in the order written."""
        cited = [self._source(cites) for cites in part.source]
        return tuple({source.id: source for source in cited}.values())

    def _quotes_of(self, part: Cited) -> tuple[Quote, ...]:
        """Return what a part relies on in its sources, where it says so."""
        relied = (cites for cites in part.source if isinstance(cites, Citation))
        quotes = (Quote(self._source(cites), **plain_of(cites, Quote)) for cites in relied)
        return tuple(quote for quote in quotes if quote.quote or quote.page)

    def _source(self, cites: Text | Citation) -> Source:
        name = cites.id if isinstance(cites, Citation) else cites
        if name not in self.sources and URL_PATTERN.fullmatch(name):
            return Source(id=str(name), url=str(name), at=self.locate(name.at))
        source = None
        if name not in self.sources and not ID_PATTERN.fullmatch(name):
            message = f"`{shorten(name)}` is neither a source nor a web address"
            self.desk.report("bad-url", message, name, _ADDRESS if ":" in name else _CITE)
        else:
            source = self.known(name, "source", self.sources)
        # one that is not known is one all the same: that nobody vouches is no second problem
        return source or Source(id=str(name), at=self.locate(name.at))

    # attributes that many parts have

    def said(self, part: Cited, kind: type, at: int | None = None) -> Said:
        """Return what goes without looking anything up, with the sources of a part and its place.

        Args:
            part: the part of the language.
            kind: the class of the model that is made of it.
            at: where it stands, if not where its mapping does.
        """
        said = plain_of(part, kind)
        if said.get("status") == "assumed" and not self.assuming:
            self._refuse_assumed(getattr(part, "status", None) or part.at)
        said["at"] = self.locate(part.at if at is None else at)
        if part.source:
            said |= {"sources": self.sources_of(part), "by_default": part.by_default}
            if any(isinstance(cites, Citation) for cites in part.source):
                said["quotes"] = self._quotes_of(part)
        return said

    def _refuse_assumed(self, at: Text | int) -> None:
        """Report what is assumed outside a scenario: an answer would tell it of the real world."""
        self.desk.report(
            "bad-value",
            "`assumed` is for what a scenario adds: here stands what somebody says",
            at,
            "move it to the `add` of a scenario, or write whose word it is: `status: alleged`",
        )

    def dated(self, part: Windowed, kind: type) -> Said:
        """Return what `said` does, and report a window whose end comes before its start."""
        if part.until is not None and part.since is not None:
            self.refuse_reversed(part.since, part.until)
        return self.said(part, kind)

    def stated(self, part: facts.Stated, kind: type) -> Said:
        """Return what `dated` does, with the dates that may stand in place of others."""
        start, end = part.since or part.known, part.until or part.ended
        if start is not None and end is not None:
            keys = "known" if part.known else "since", "ended" if part.ended else "until"
            self.refuse_reversed(start, end, *keys)
        return self.said(part, kind)

    def conditional(self, part: Conditional, kind: type) -> Said:
        """Return what `stated` does, and for whom a part holds."""
        said = self.stated(part, kind)
        for name in ("when", "unless"):
            conditions: tuple[facts.Condition, ...] = getattr(part, name)
            if conditions:
                said[name] = tuple(map(self._condition, conditions))
        return said

    def _condition(self, part: facts.Condition) -> Condition:
        return Condition(
            account=self.each(part.account, self.holder),
            accounts=self.each(part.accounts, self.holder),
            written=part.written,
            **self.dated(part, Condition),
        )

    def replies(self, parts: Iterable[facts.Reply]) -> tuple[Reply, ...]:
        """Resolve what those concerned reply."""
        return tuple(
            Reply(
                by=self.maker(part.by),
                date=parse_date(str(part.date)),
                quote=str(part.quote),
                **self.said(part, Reply),
            )
            for part in parts
        )

    def refuse_reversed(
        self, start: Text, end: Text, key: str = "since", until: str = "until"
    ) -> None:
        """Report a window that ends before it starts; `key` and `until` are the keys of both."""
        first, last = parse_date(str(start)), parse_date(str(end))
        if (first.last if key == "known" else first.first) <= last.last:
            return
        self.desk.report(
            "reversed-window",
            f"this ends on {last}, but {_STARTS.get(key, 'starts later, on')} {first}",
            end,
            f"{_ENDS[until]}, {_MEANS.get(key, f'`{key}` the first')}",
        )


_STARTS: Final = {"known": "was still so by"}
_MEANS: Final = {"known": "`known` a day on which it was so: of a year or month, the last"}
_ENDS: Final = {
    "until": "`until` is the last day",
    "ended": "`ended` is a day by which it was over",
}


def plain_of(part: Part, kind: type) -> Said:
    """Return the plain fields that a part sets, as a class of the model has them.

    What the class cannot do without is not among them: it is named where it is made.
    """
    plain = part.plain(kind)
    return {name: plain[name](value) for name, value in vars(part).items() if name in plain}


def _advise(name: str, table: Mapping[str, object]) -> str | None:
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
