"""The table of an answer of reach: a row a company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.answers.reach.aims import show_aims, show_roles
from dataflow.answers.units import show_operators
from dataflow.language.words import STATUSES
from dataflow.telling.report import Notes, Table, name_columns
from dataflow.telling.sentences import NONE, call_alone, show_name
from dataflow.telling.since import show_since, tell_since
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.answers.reach import Reach, Row
    from dataflow.engine.reach import Finding
    from dataflow.language.words import Status
    from dataflow.model import Source

VOUCHED = 100
"""Of how many rows at most a short answer says who vouches for each: a path is gone through."""

COLUMNS = ("company", "how", "since", "certainty", "from", "for")

SERVICE = "service"
"""The column of a full answer that says with which of its services a company has it."""

BY_SERVICE = ("service", "run by", "how", "since", "certainty", "from", "for")
"""The columns of an answer by service; where a company itself has it, it stands in the first."""


def make_table(answer: Reach, *, full: bool) -> Table:
    """Return the table: who has it, since when, how surely, from whom, and what for."""
    columns = BY_SERVICE if answer.by_service else COLUMNS
    rows = [_cells(row, answer) for row in answer]
    if full and not answer.by_service:
        columns = (*columns[:-1], SERVICE, columns[-1])
        services = map(_show_services, answer)
        rows = [(*row[:-1], cell, row[-1]) for row, cell in zip(rows, services, strict=True)]
    return Table(name_columns(columns), tuple(rows))


def tell_certainties(answer: Reach) -> str:
    """Return what the words of the column `certainty` mean, as far as they stand in it."""
    say, findings = spoken().say, [finding for row in answer for finding in list_findings(row)]
    shown = {part.certainty for finding in findings for part in finding.told_parts}
    told = [
        f"{say(status)}: {say(_MEANINGS[status])}"
        for status in reversed(STATUSES)
        if status in shown
    ]
    return say("In the table, {meanings}.", meanings="; ".join(told))


_MEANINGS: Final[dict[Status, str]] = {
    "confirmed": "by an authority or court, or admitted",
    "observed": "somebody measured it",
    "stated": "by who does it, or reported as done",
    "permitted": "somebody's terms allow it, and no source says that it happens",
    "alleged": "one side says so, and another does not agree",
    "assumed": "nobody says so, the scenario adds it",
    "announced": "it is still to happen",
}


def _show_certainty(row: Row) -> str:
    """Return how sure a row is, and since when it firmly is so, where that is another day."""
    told, firm = row.finding.told, row.finding.firmly
    first, *others = told.told_parts
    words = spoken()
    shown = words.say(first.certainty)
    if others:
        last, ended = told.evidence.told_end(first.stay.until)
        date = words.date(ended) if ended else words.day(last)
        shown += f" {words.say('until {date}', date=date)}"
    shown = "; ".join([shown, *(_show_part(part, told) for part in others)])
    if firm is None or firm.stay.since == told.stay.since:
        return shown
    return f"{shown}; {_show_part(firm, told)}"


def _show_part(part: Finding, told: Finding) -> str:
    """Return how sure it is since another day that a company has it."""
    words = spoken()
    since = tell_since(part.stay.since, part.known.kind, part.started)
    how = f"{words.say(part.how)}, " if part.how != told.how else ""
    comma = "," if part.known.kind in ("from", "unknown") else ""  # the start is not stated
    return f"{how}{words.say(part.certainty)}{comma} {since}"


def _cells(row: Row, answer: Reach) -> tuple[str, ...]:
    told = row.finding.told
    return (
        *(_name_unit(row, answer) if answer.by_service else (show_name(row.company),)),
        spoken().say(told.how) + show_roles(row),
        show_since(told.stay.since, told.known.kind, told.started),
        _show_certainty(row),
        spoken().enumerate(_name_senders(told)) or NONE,
        show_aims(row),
    )


def _name_unit(row: Row, answer: Reach) -> tuple[str, str]:
    """Return a service, and who has operated it while it has the data; or a company itself."""
    holder, stay = row.company, row.finding.stay
    if row.unit.service is not None:
        return show_name(holder), show_operators(answer.evidence, holder, stay)
    alone = not (row.owns or holder.unnamed)
    return call_alone(answer.evidence, holder) if alone else show_name(holder), NONE


def _name_senders(finding: Finding) -> list[str]:
    """Return who gave it to them last, by the path; nobody of who collected it, or only owns."""
    if finding.chain:
        return []
    path = finding.grounds.path
    receiver = path[-1].receiver
    senders = [step.sender for step in path if step.sender and step.receiver == receiver]
    return list(dict.fromkeys(sender.name for sender in senders))


def _show_services(row: Row) -> str:
    """Return with which of its services a company has it; where it is by itself too, that as well.

    Nothing where it is by itself alone.
    """
    named = [holder.name for holder in row.services if holder != row.company]
    if named and row.company in row.services:
        named.append(spoken().say("the company itself"))
    return spoken().enumerate(named) or NONE


def add_sources(table: Table, answer: Reach, notes: Notes) -> Table:
    """Return the table with the marks of who says so, row by row; without, of very many rows.

    Without as well where no sources are listed.
    """
    if len(answer) > VOUCHED or notes.length == "brief":
        return table
    return table.with_column(spoken().say("sources"), [_cite(row, notes) for row in answer])


def _cite(row: Row, notes: Notes) -> str:
    """Return the marks of who says that a company has it, and firmly, if that is otherwise."""
    findings = [each for found in list_findings(row) for each in found.told_parts]
    findings += [found.told_now for found in list_findings(row) if found.told_now]
    cited = dict.fromkeys(source for found in findings for source in _vouch(found))
    return notes.cite(cited).strip().replace("][", "] [") or NONE


def _vouch(finding: Finding) -> Sequence[Source]:
    """Return who says that an owner owns, or what gave it to a company last."""
    if finding.ties:
        return finding.owning_sources
    given = (step for step in reversed(finding.grounds.path) if step.kind != "operator")
    return next(given).sources


def list_findings(row: Row) -> list[Finding]:
    """Return how a company has it, and how it firmly does, if that is otherwise."""
    return list(dict.fromkeys(filter(None, [row.finding.told, row.finding.firmly])))
