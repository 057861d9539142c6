"""What a company was given some data for, as what, on which basis: each by how sure that is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from dataflow.answers.answer import sort_by_id
from dataflow.answers.reach import is_asked_for
from dataflow.engine.certainty import FIRMEST, is_at_least, is_firm
from dataflow.language.words import STATUSES
from dataflow.telling.roles import name_basis, name_role
from dataflow.telling.sentences import NONE
from dataflow.telling.words import behind, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dataflow.answers.reach import Row
    from dataflow.engine.evidence import Transfer
    from dataflow.language.words import Status
    from dataflow.model import Term
    from dataflow.telling.words import Words

Named = dict["Status | None", list[str]]
"""Names by how sure they are: None has what is as sure as the row, first."""


def show_aims(row: Row) -> str:
    """Return what a company was given the data for, and on which basis, as cells have it.

    What is less sure than the row stands behind how sure it is.
    """
    return tell_aims(row, spoken(), _STATUSES) or NONE


def show_roles(row: Row) -> str:
    """Return as what a company was given the data, behind a comma, likewise."""
    return tell_roles(row, spoken(), _STATUSES)


_STATUSES: Final[dict[Status, str]] = {status: status for status in STATUSES}
"""How sure something is, as the tables of answers say it."""


def tell_aims(row: Row, words: Words, statuses: Mapping[Status, str]) -> str:
    """Return what a company was given the data for and on which basis, in a language.

    `statuses` says how sure something is.
    """
    aims, bases = group_aims(row), group_bases(row, words)
    parts = []
    for status in sorted(aims.keys() | bases.keys(), key=lambda each: (each is not None, each)):
        aim = words.enumerate([purpose.name for purpose in aims.get(status, ())])
        basis = words.enumerate(bases.get(status, ()))
        claimed = words.say_if("claimed legal basis: {basis}", basis=basis)
        parts.append(_hedge(status, "; ".join(filter(None, [aim, claimed])), words, statuses))
    return "; ".join(parts)


def tell_roles(row: Row, words: Words, statuses: Mapping[Status, str]) -> str:
    """Return as what a company was given the data, behind a comma, in a language."""
    roles = [
        _hedge(status, words.enumerate(names), words, statuses)
        for status, names in group_roles(row, words).items()
    ]
    return behind(", ", "; ".join(roles))


def _hedge(status: Status | None, told: str, words: Words, statuses: Mapping[Status, str]) -> str:
    return f"{words.say(statuses[status])}: {told}" if status and status in statuses else told


def group_aims(row: Row) -> dict[Status | None, list[Term]]:
    """Return what a company was given the data for: None has what is as sure as the row, first.

    What is less sure stands under its status. A row that is firm from a later day on is taken as
    firm: nobody shall read what was only permitted as what is confirmed since then.
    """
    purposes = {
        purpose.id: purpose
        for purpose in sort_by_id(each for given in row.counted for each in given.cause.purposes)
    }
    grouped = _group(row, purposes, lambda given: (each.id for each in given.cause.purposes))
    return {status: [purposes[key] for key in keys] for status, keys in grouped.items()}


def group_roles(row: Row, words: Words) -> Named:
    """Return as what a company was given the data, where it is no controller alone.

    Where something else gave it too, or the company works it out, it is so in part.
    """

    def name(given: Transfer) -> str:
        return name_role(given.cause, words)

    named = _name_each(row, name)
    alone = row.how != "infers" and all(name(given) for given in row.counted)
    if alone or not any(named.values()):
        return named
    return {
        status: [words.say("partly {what}", what=words.enumerate(names))]
        for status, names in named.items()
    }


def group_bases(row: Row, words: Words) -> Named:
    """Return the legal bases that are claimed for what gave a company the data."""
    return _name_each(row, lambda given: name_basis(given.cause, words))


def _name_each(row: Row, name: Callable[[Transfer], str]) -> Named:
    names = dict.fromkeys(filter(None, map(name, row.counted)))
    return _group(row, names, lambda given: [name(given)])


def _group(
    row: Row, keys: Iterable[str], list_keys: Callable[[Transfer], Iterable[str]]
) -> dict[Status | None, list[str]]:
    """Return keys by how sure it is that what gave a company the data has them."""
    finding = row.finding
    firm = finding.firmly is not None and (not finding.firmly.ties or bool(finding.ties))
    told = finding.told.certainty
    least = FIRMEST if firm or is_firm(told) else told
    sure = _find_certainties(row, list_keys) if keys else {}
    grouped: dict[Status | None, list[str]] = defaultdict(list)
    for key in keys:
        status = sure.get(key, least)
        grouped[None if is_at_least(status, least) else status].append(key)
    return dict(sorted(grouped.items(), key=lambda group: group[0] is not None))


def _find_certainties(
    row: Row, list_keys: Callable[[Transfer], Iterable[str]]
) -> dict[str, Status]:
    """Return how sure it is that something with a key gave a company the data, by the keys."""
    finding, sure = row.finding, dict[str, "Status"]()
    weak = (status for status in finding.evidence.statuses if not is_firm(status))
    for status in (FIRMEST, *weak):
        surer = finding.evidence.surely(status)
        for node, _ in finding.stay.pieces:
            for given in surer.transfers(node, finding.mask):
                if not is_asked_for(surer, given):
                    continue
                for key in list_keys(given):
                    sure.setdefault(key, status)
    return sure
