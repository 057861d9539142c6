"""How many can reach something: firmly, by what is permitted, alleged or announced, and unnamed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.engine.certainty import is_firm
from dataflow.telling.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataflow.language.words import HolderKind, Status
    from dataflow.model import Holder

_KINDS: Final[dict[HolderKind, str]] = {
    "company": "{n} companies",
    "public_body": "{n} public bodies",
    "person": "{n} people",
    "group": "{n} groups",
}

_MORE: Final[dict[Status, tuple[str, str]]] = {
    "permitted": ("{n} more may, under its terms", "{n} more may, under their terms"),
    "alleged": ("{n} more is said to", "{n} more are said to"),
    "announced": ("{n} more would, as announced", "{n} more would, as announced"),
}
"""How those are counted that are less than sure, in the order in which they are told."""

_ALONE: Final[dict[Status, str]] = {
    "permitted": "{many} may reach {what}, under {its} terms",
    "alleged": "{many} {is_} said to reach {what}",
    "announced": "{many} would reach {what}",
}
"""The same, where nobody firmly can."""


class Reaching(NamedTuple):
    """Somebody who can reach something.

    Attributes:
        certainty: how sure that is; the firm way counts, where there is one.
        owns: whether they only own one who can.
        senders: the companies that gave it to them.
    """

    holder: Holder
    certainty: Status
    owns: bool = False
    senders: frozenset[str] = frozenset()


def count_kinds(holders: Iterable[Holder]) -> str:
    """Count named holders by what they are: "3 companies and 1 public body"; "" for none."""
    counts = Counter(holder.kind for holder in holders)
    return ENGLISH.enumerate(
        [ENGLISH.count(text, counts[kind]) for kind, text in _KINDS.items() if counts[kind]]
    )


def tell_count(reaching: Sequence[Reaching], what: str, asked: str = "") -> str:
    """Return how many can reach something, firmly first, as a sentence without its stop.

    Who is not named may be among the named, and is counted only where it is said to be others.
    """
    named = [each for each in reaching if not each.holder.unnamed]
    unnamed = [each.holder for each in reaching if each.holder.unnamed]
    having = [each for each in named if not each.owns]
    firm = [each.holder for each in having if is_firm(each.certainty)]
    apart = {each.holder.id for each in reaching if _is_one_more(each, named)}
    left = [holder.name for holder in unnamed if holder.id not in apart]
    tails = [_tell_more(having, status) for status in _MORE]
    tails += [_tell_owners([each for each in named if each.owns])]
    tails += [f"others that are not named: {ENGLISH.enumerate(left)}"] if left else []
    tails = list(filter(None, tails))
    if not firm and not apart:
        return _tell_none_firm(having, tails, what, asked)
    many = _count_with(firm, len(apart))
    head = f"{'At least ' if unnamed else ''}{many} can reach {what}{asked}"
    return _join(head, tails)


def _count_with(firm: Sequence[Holder], more: int) -> str:
    if not more:
        return count_kinds(firm)
    companies = [holder for holder in firm if holder.kind == "company"]
    others = count_kinds(holder for holder in firm if holder.kind != "company")
    counted = ENGLISH.count("{n} companies", len(companies) + more)
    return ENGLISH.enumerate(list(filter(None, [counted, others])))


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


def _tell_more(having: Sequence[Reaching], status: Status) -> str:
    count = sum(each.certainty == status for each in having)
    if not count:
        return ""
    one, many = _MORE[status]
    return (one if count == 1 else many).replace("{n}", str(count))


def _tell_owners(owning: Sequence[Reaching]) -> str:
    """Return how many own one that can; the less sure of them are told one by one below."""
    if not owning:
        return ""
    unsure = "" if any(is_firm(each.certainty) for each in owning) else "is said to "
    own = "own" if len(owning) > 1 or unsure else "owns"
    return f"{len(owning)} more {unsure}{own} one that can"


def _tell_none_firm(having: Sequence[Reaching], tails: Sequence[str], what: str, asked: str) -> str:
    """Return the sentence where nobody firmly can: the surest of the others begin it."""
    for status, text in _ALONE.items():
        holders = [each.holder for each in having if each.certainty == status]
        if holders:
            alone = len(holders) == 1
            head = text.replace("{is_}", "is" if alone else "are")
            head = head.replace("{its}", "its" if alone else "their")
            head = head.replace("{many}", count_kinds(holders)).replace("{what}", f"{what}{asked}")
            return _join(head, [tail for tail in tails if tail != _tell_more(having, status)])
    return f"Nobody who is named can reach {what}{asked}; {ENGLISH.enumerate(tails)}"


def _join(head: str, tails: Sequence[str]) -> str:
    if not tails:
        return head
    *first, last = tails
    return f"{head}{''.join(f', {tail}' for tail in first)}, and {last}"
