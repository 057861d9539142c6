"""How many can reach something: firmly, by what is permitted, alleged or announced, and unnamed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dataflow.engine.certainty import is_firm
from dataflow.telling.length import LONGEST
from dataflow.telling.words import Words, capitalise, end_sentence, in_own_words, spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dataflow.language.words import HolderKind, Status
    from dataflow.model import Holder

_KINDS: Final[dict[HolderKind | Literal["service"], str]] = {
    "service": "{n} services",
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

Over = Literal["none", "some", "all"]

_SURELY: Final[dict[Over, str]] = {
    "none": "{who} can reach {what}",
    "some": "{who} can reach {what}, or could at some time",
    "all": "{who} could at some time reach {what}",
}
"""What is said of who firmly can or could, where no day is asked about."""

_REACHED: Final[dict[Status, tuple[str, str]]] = {
    "permitted": (
        "{who} may at some time have had {what}, under its terms",
        "{who} may at some time have had {what}, under their terms",
    ),
    "alleged": (
        "{who} is said to have had {what} at some time",
        "{who} are said to have had {what} at some time",
    ),
    "assumed": (
        "{who} is assumed to have had {what} at some time",
        "{who} are assumed to have had {what} at some time",
    ),
    "announced": ("{who} would have {what} at some time",) * 2,
}
"""The same where not all of them have it still, and no day is asked about."""

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

_UNNAMED_SURELY: Final[dict[Over, str]] = {
    "none": "others that are not named can: {names}",
    "some": "others that are not named can, or could at some time: {names}",
    "all": "others that are not named could at some time: {names}",
}
"""The same of who firmly can or could, where those that were told before them are less sure."""


class Reaching(NamedTuple):
    """Somebody who can reach something.

    Attributes:
        certainty: how sure that is; the firm way counts, where there is one.
        owns: whether they only own one who can.
        senders: the companies that gave it to them.
        is_over: whether that has ended, where no day is asked about.
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
        alone: the same as a sentence of its own, where it names them.
    """

    text: str
    holders: tuple[Holder, ...]
    is_named: bool = False
    alone: str = ""


class Count(NamedTuple):
    """How many can reach something, in words.

    Attributes:
        first: those who firmly can, or else the surest of the others; None where nobody is named.
        certainty: how sure that is of them: "stated" of those who firmly can.
        more: the others: the less sure, who only owns, who is not named.
        over: of how many of the first it is over: "some", "none", or "all", and of the others too.
    """

    words: Words
    first: Group | None
    certainty: Status
    more: tuple[Group, ...]
    over: Over = "none"

    def tell_first(self, what: str) -> str:
        """Return how many can reach something, as the beginning of a sentence."""
        if self.first is None:
            return self.words.say("Nobody who is named can reach {what}", what=what)
        if is_firm(self.certainty):
            return self.words.say(_SURELY[self.over], who=self.first.text, what=what)
        texts = (_REACHING if self.over == "none" else _REACHED)[self.certainty]
        return self._say(texts, self.first, what=what)

    def tell(self, what: str) -> str:
        """Return how many can reach something, and who else, in one sentence or several."""
        told = self.tell_first(what)
        if self.first is None:
            whole = f"{told}; {self.words.enumerate([group.text for group in self.more])}"
        else:
            whole = self._add_more(told)
        if len(whole.split()) <= LONGEST:
            return end_sentence(capitalise(whole))
        counted = [group.text for group in self.more if not group.is_named]
        named = [group.alone for group in self.more if group.is_named]
        sentences = [told, *([self._join(counted)] if counted else []), *named]
        return " ".join(end_sentence(capitalise(sentence)) for sentence in sentences)

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
        return self._join([told, *(group.text for group in self.more)])

    def _join(self, texts: Sequence[str]) -> str:
        """Join what may have commas of its own."""
        *others, last = texts
        told = ", ".join(others)
        return self.words.say("{told}, and {last}", told=told, last=last) if told else last

    def _tell_alone(self, first: Group) -> str:
        return first.text if is_firm(self.certainty) else self._say(_ALONE[self.certainty], first)

    def _say(self, texts: tuple[str, str], group: Group, **names: str) -> str:
        """Say a text of one or of several."""
        return self.words.say(texts[len(group.holders) > 1], who=group.text, **names)


@in_own_words
def tell_otherwise(phrase: str, count: Count, what: str) -> str:
    """Return how many could reach something, if it were asked otherwise, as the phrase says."""
    if count.first is None:  # who only owns is told as more than nobody
        groups = [group.text.replace(" more ", " ", 1) for group in count.more]
        return f"{phrase}: {count.words.enumerate(groups)}."
    told = count.tell(what)
    return f"{phrase}: {told[:1].lower()}{told[1:]}"


def count_kinds(
    holders: Iterable[Holder], words: Words | None = None, *, services: bool = False
) -> str:
    """Count named holders by what they are: "3 companies and 1 public body"; "" for none.

    With `services`, each is counted by itself, and a service is one.
    """
    counts = Counter(_kind_of(holder, services=services) for holder in holders)
    return _count_kinds(counts, words or spoken())


def _kind_of(holder: Holder, *, services: bool) -> HolderKind | Literal["service"]:
    """Return as what a holder is counted: as a company where it is not named."""
    if services and holder.is_service:
        return "service"
    return "company" if holder.unnamed else holder.kind


def _count_kinds(counts: Counter[HolderKind | Literal["service"]], words: Words) -> str:
    return words.enumerate(
        [words.count(text, counts[kind]) for kind, text in _KINDS.items() if counts[kind]]
    )


def count_reaching(
    reaching: Sequence[Reaching], words: Words | None = None, *, services: bool = False
) -> Count:
    """Count who can reach something; with `services`, each holder by itself.

    Who is not named may be among the named, and is counted only where it is said to be others.
    """
    words = words or spoken()
    having, owning, apart, uncounted = _divide(reaching)
    certainty, first = _find_first([*having, *apart])
    less_sure = [
        group
        for group in (
            *_count_less_sure(having, certainty, words),
            *_count_owning(owning, words),
        )
        if group.holders
    ]
    apart_from = bool(less_sure) or (bool(first) and not is_firm(certainty))
    more = (*less_sure, *_name_uncounted(uncounted, words, after_less_sure=apart_from))
    at_least = is_firm(certainty) and any(map(_is_firmly, [*apart, *uncounted]))
    over = {each.holder for each in reaching if each.is_over}
    whole: Over = "all" if len(over) == len(reaching) else "some"
    who = count_kinds(first, words, services=services)
    who = words.say_if("at least {who}", who=who) if at_least else who
    return Count(
        words,
        Group(who, tuple(first)) if first else None,
        certainty,
        tuple(group for group in more if group.holders),
        over="none" if over.isdisjoint(first) else whole,
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


def _name_uncounted(
    uncounted: Sequence[Reaching], words: Words, *, after_less_sure: bool
) -> Iterator[Group]:
    """Yield the unnamed that may be among the named, by what the source calls them.

    `after_less_sure`: behind those of whom it is less sure, what is firm is said to be so.
    """
    for status, text in _UNNAMED.items():
        holders = _only(uncounted, status)
        names = words.enumerate([holder.name for holder in holders])
        if is_firm(status) and after_less_sure:
            told = words.say_if(_UNNAMED_SURELY[_find_over(holders, uncounted)], names=names)
        else:
            told = words.say_if(text, names=names)
        is_alike = is_firm(status) and not after_less_sure
        alone = words.say("others are not named: {names}", names=names) if is_alike else told
        yield Group(told, tuple(holders), is_named=True, alone=alone)


def _find_over(holders: Collection[Holder], reaching: Iterable[Reaching]) -> Over:
    """Return of how many of some holders it is over."""
    over = {each.is_over for each in reaching if each.holder in holders}
    if over == {True}:
        return "all"
    return "some" if True in over else "none"


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
