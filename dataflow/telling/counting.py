"""How many can reach something: firmly, by what is permitted, alleged or announced, and unnamed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.engine.certainty import is_firm
from dataflow.telling.words import Words, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.language.words import HolderKind, Status
    from dataflow.model import Holder

_KINDS: Final[dict[HolderKind, str]] = {
    "company": "{n} companies",
    "public_body": "{n} public bodies",
    "person": "{n} people",
    "group": "{n} groups",
}

_MORE: Final[dict[Status, str]] = {
    "permitted": "{n} more may, under their terms",
    "alleged": "{n} more are said to",
    "assumed": "{n} more are assumed to",
    "announced": "{n} more would, as announced",
}
"""How those are counted that are less than sure, in the order in which they are told."""

_ALONE: Final[dict[Status, tuple[str, str]]] = {
    "permitted": ("{who} may, under its terms", "{who} may, under their terms"),
    "alleged": ("{who} is said to", "{who} are said to"),
    "assumed": ("{who} is assumed to", "{who} are assumed to"),
    "announced": ("{who} would, as announced", "{who} would, as announced"),
}
"""The same where nobody firmly can, of one and of several."""

_REACHING: Final[dict[Status, tuple[str, str]]] = {
    "permitted": (
        "{who} may reach {what}, under its terms",
        "{who} may reach {what}, under their terms",
    ),
    "alleged": ("{who} is said to reach {what}", "{who} are said to reach {what}"),
    "assumed": ("{who} is assumed to reach {what}", "{who} are assumed to reach {what}"),
    "announced": ("{who} would reach {what}",) * 2,  # how it was asked says that it is announced
}
"""The same in whole sentences."""

_OWNING: Final[dict[Status, str]] = {
    "stated": "{n} more own one that can",
    "permitted": "{n} more own one that can (permitted)",
    "alleged": "{n} more own one that can (alleged)",
    "assumed": "{n} more own one that can (assumed)",
    "announced": "{n} more own one that can (announced)",
}
"""How those are counted that only own one that can: either may be what is less than sure."""

_OWNED: Final[dict[Status, str]] = {
    "stated": "{n} more owned one that can",
    "permitted": "{n} more owned one that can (permitted)",
    "alleged": "{n} more owned one that can (alleged)",
    "assumed": "{n} more owned one that can (assumed)",
}
"""The same of those who did so once, where no day is asked about."""

_UNNAMED: Final[dict[Status, str]] = {
    "stated": "others that are not named: {names}",
    "permitted": "others that are not named may, under their terms: {names}",
    "alleged": "others that are not named are said to: {names}",
    "assumed": "others that are not named are assumed to: {names}",
    "announced": "others that are not named would, as announced: {names}",
}
"""What is said at the end of those whom the source does not name, by how sure it is of them."""


class Reaching(NamedTuple):
    """Somebody who can reach something.

    Attributes:
        certainty: how sure that is; the firm way counts, where there is one.
        owns: whether they only own one who can.
        senders: the companies that gave it to them.
        is_over: whether that has ended, where no day is asked about; told of those who own.
    """

    holder: Holder
    certainty: Status
    owns: bool = False
    senders: frozenset[str] = frozenset()
    is_over: bool = False


class Group(NamedTuple):
    """Some of those who can reach something, and how many they are, in words.

    Attributes:
        is_named: whether the text names them all.
    """

    text: str
    holders: tuple[Holder, ...]
    is_named: bool = False


class Count(NamedTuple):
    """How many can reach something, in words.

    Attributes:
        first: those who firmly can, or else the surest of the others; None where nobody is named.
        certainty: how sure that is of them: "stated" of those who firmly can.
        more: the others: the less sure, who only owns, who is not named.
    """

    words: Words
    first: Group | None
    certainty: Status
    more: tuple[Group, ...]

    def tell_first(self, what: str) -> str:
        """Return how many can reach something, as the beginning of a sentence."""
        if self.first is None:
            return self.words.say("Nobody who is named can reach {what}", what=what)
        if is_firm(self.certainty):
            return self.words.say("{who} can reach {what}", who=self.first.text, what=what)
        texts = _REACHING[self.certainty]
        return self._say(texts, self.first, what=what)

    def tell(self, what: str) -> str:
        """Return how many can reach something, and who else, as a sentence without its stop."""
        told = self.tell_first(what)
        if self.first is None:
            return f"{told}; {self.words.enumerate([group.text for group in self.more])}"
        return self._add_more(told)

    def tell_short(self) -> str:
        """Return how many there are, where a title says what they can."""
        if self.first is None:
            return self.words.enumerate([group.text for group in self.more])
        return self._add_more(self._tell_alone(self.first))

    def add(self, *phrases: str) -> str:
        """Return the same with more phrases behind it, apart from what has commas of its own."""
        told = self.tell_short()
        return ("; " if self.more else ", ").join(
            filter(None, [told, ", ".join(filter(None, phrases))])
        )

    def _add_more(self, told: str) -> str:
        if not self.more:
            return told
        *others, last = [group.text for group in self.more]
        told += "".join(f", {text}" for text in others)
        return self.words.say("{told}, and {last}", told=told, last=last)

    def _tell_alone(self, first: Group) -> str:
        return first.text if is_firm(self.certainty) else self._say(_ALONE[self.certainty], first)

    def _say(self, texts: tuple[str, str], group: Group, **names: str) -> str:
        """Say a text of one or of several."""
        return self.words.say(texts[len(group.holders) > 1], who=group.text, **names)


def count_kinds(holders: Iterable[Holder], words: Words | None = None) -> str:
    """Count named holders by what they are: "3 companies and 1 public body"; "" for none."""
    return _count_kinds(Counter(holder.kind for holder in holders), words or spoken())


def _count_kinds(counts: Counter[HolderKind], words: Words) -> str:
    return words.enumerate(
        [words.count(text, counts[kind]) for kind, text in _KINDS.items() if counts[kind]]
    )


def count_reaching(reaching: Sequence[Reaching], words: Words | None = None) -> Count:
    """Count who can reach something.

    Who is not named may be among the named, and is counted only where it is said to be others.
    """
    words = words or spoken()
    having, owning, apart, uncounted = _divide(reaching)
    certainty, first = _find_first([*having, *apart])
    more = (
        *_count_less_sure(having, certainty, words),
        *_count_owning(owning, words),
        *_name_uncounted(uncounted, words),
    )
    at_least = is_firm(certainty) and any(map(_is_firmly, [*apart, *uncounted]))
    return Count(
        words,
        _count_first(first, words, at_least=at_least) if first else None,
        certainty,
        tuple(group for group in more if group.holders),
    )


class _Divided(NamedTuple):
    """Those who can reach something, by how they are counted.

    Attributes:
        having: the named that have it.
        owning: the named that only own one that has it.
        apart: the unnamed that are said to be others than the named.
        uncounted: the unnamed that may be among the named.
    """

    having: list[Reaching]
    owning: list[Reaching]
    apart: list[Reaching]
    uncounted: list[Reaching]


def _divide(reaching: Sequence[Reaching]) -> _Divided:
    divided = _Divided([], [], [], [])
    named = [each for each in reaching if not each.holder.unnamed]
    for each in reaching:
        if each.holder.unnamed:
            part = divided.apart if _is_one_more(each, named) else divided.uncounted
        else:
            part = divided.owning if each.owns else divided.having
        part.append(each)
    return divided


def _find_first(counted: Sequence[Reaching]) -> tuple[Status, list[Holder]]:
    """Return those who firmly can, or else those who can by the surest of the other ways."""
    for status in ("stated", *_MORE):
        holders = _only(counted, status)
        if holders:
            return status, holders
    return "stated", []


def _only(reaching: Iterable[Reaching], status: Status) -> list[Holder]:
    """Return who can reach something just so surely."""
    return [each.holder for each in reaching if _as_told(each.certainty) == status]


def _as_told(status: Status) -> Status:
    """Return a status as it is told: of what is firm, that it is stated."""
    return "stated" if is_firm(status) else status


def _is_firmly(reaching: Reaching) -> bool:
    return is_firm(reaching.certainty)


def _count_first(first: Sequence[Holder], words: Words, *, at_least: bool) -> Group:
    """Return those who are told first; one that is not named is counted as a company."""
    kinds = Counter("company" if holder.unnamed else holder.kind for holder in first)
    who = _count_kinds(kinds, words)
    return Group(words.say_if("at least {who}", who=who) if at_least else who, tuple(first))


def _count_less_sure(
    having: Sequence[Reaching], certainty: Status, words: Words
) -> Iterator[Group]:
    """Yield those who can less surely than those told first, which are all of one certainty."""
    for status, text in _MORE.items():
        if status != certainty:
            yield _count_group(_only(having, status), text, words)


def _count_owning(owning: Sequence[Reaching], words: Words) -> Iterator[Group]:
    """Yield those who only own one that can, by how sure it is that they do and that it can."""
    for texts, is_over in ((_OWNING, False), (_OWNED, True)):
        counted = [each for each in owning if each.is_over == is_over]
        for status, text in texts.items():
            yield _count_group(_only(counted, status), text, words)


def _count_group(holders: Sequence[Holder], text: str, words: Words) -> Group:
    return Group(words.count(text, len(holders)), tuple(holders))


def _name_uncounted(uncounted: Sequence[Reaching], words: Words) -> Iterator[Group]:
    """Yield the unnamed that may be among the named, by what the source calls them."""
    for status, text in _UNNAMED.items():
        holders = _only(uncounted, status)
        names = words.enumerate([holder.name for holder in holders])
        yield Group(words.say_if(text, names=names), tuple(holders), is_named=True)


def _is_one_more(group: Reaching, named: Sequence[Reaching]) -> bool:
    """Return whether a group that is not named is surely nobody of those who are.

    It is, where it is said to be besides every one of them; who sent it the data is another anyway.
    """
    others = {*group.holder.besides, *group.senders}
    return (
        bool(group.holder.besides)
        and is_firm(group.certainty)
        and {each.holder.id for each in named} <= others
    )
