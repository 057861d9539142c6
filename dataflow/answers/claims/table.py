"""The table of an answer of claims: a row a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.answers.claims.said import tell_denied
from dataflow.engine.certainty import is_firm
from dataflow.model.written import is_change
from dataflow.telling.report import Notes, Table, name_columns
from dataflow.telling.sentences import NONE, call_alone, tell_status
from dataflow.telling.since import show_since
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers.claims import Claims
    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.common.dates import PartialDate
    from dataflow.language.words import Verdict
    from dataflow.telling.marking import Looks

COLUMNS = ("claim", "by", "date", "verdict", "on", "company")

BY_SERVICE = ("claim", "by", "date", "verdict", "on", "service")

LONGEST_QUOTE = 80
"""How many characters a quote in the table has at most."""

LONGEST_MEANING = 120
"""How many characters the reading of a promise in the table has at most."""

VERDICTS: Final[dict[Verdict, str]] = {
    "kept": "not contradicted",
    "broken": "broken",
    "untrue": "untrue when made",
}

LOOKS: Final[Looks] = (
    ("not contradicted", "good"),
    ("broken", "bad"),
    ("untrue when it was made", "bad"),
    ("untrue when made", "bad"),
    ("untrue", "bad"),
    ("misleading", "bad"),
)
"""What became of a promise, in every form in which an answer says it."""


def is_sure(judgement: Judgement) -> bool:
    """Return whether a verdict rests on firm statements alone."""
    return judgement.certainty is None or is_firm(judgement.certainty)


def find_end_before(judgement: Judgement) -> PartialDate | None:
    """Return the end, as written, after which it was broken, where no day is written for it."""
    if judgement.on is None or judgement.on_is != "stated" or judgement.written:
        return None
    ended = judgement.evidence.ended(judgement.on - 1)
    return None if ended is None or is_change(judgement.on - 1, ended) else ended


def make_table(judgements: Iterable[Judgement]) -> Table:
    """Return the table; how sure a verdict is has a column where not all are firm."""
    listed = list(judgements)
    by_service = any(judgement.evidence.setting.by == "service" for judgement in listed)
    columns: tuple[str, ...] = BY_SERVICE if by_service else COLUMNS
    if all(map(is_sure, listed)):
        return Table(name_columns(columns), tuple(_cells(judgement) for judgement in listed))
    rows = (
        (*_cells(judgement)[:4], _show_certainty(judgement), *_cells(judgement)[4:])
        for judgement in listed
    )
    return Table(name_columns((*columns[:4], "certainty", *columns[4:])), tuple(rows))


def _show_certainty(judgement: Judgement) -> str:
    """Return how sure a verdict is, and from when on it firmly is so, where that is another day."""
    if not judgement.certainty:
        return NONE
    told, firm = spoken().say(judgement.certainty), judgement.firmly
    if firm is None or firm.verdict == "kept" or not firm.certainty:
        return told
    return f"{told}; {spoken().say(firm.certainty)}, {_show_day(firm)}"


def rank(judgement: Judgement) -> tuple[bool, bool, int]:
    """Return the rank in the table: what is firmly contradicted first, by its day."""
    firm = judgement.firmly or judgement
    sure = firm.verdict != "kept" and is_sure(firm)
    shown = firm if sure else judgement
    return judgement.verdict == "kept", not sure, shown.on or 0


def make_full_table(judgements: Sequence[Judgement], notes: Notes) -> Table:
    """Return the table with what was said and found, and with the marks of the sources."""
    table, say = make_table(judgements), spoken().say
    table = table.with_spare_column(3, say("promise"), map(_show_promise, judgements))
    table = table.with_column(say("found"), map(_show_findings, judgements))
    if notes.length == "brief":  # which lists no sources
        return table
    cited = [_cite(judgement, notes) for judgement in judgements]
    return table.with_column(say("sources"), cited)


def _show_promise(judgement: Judgement) -> str:
    """Return what was said in full, or else how it is read: no quote is cut."""
    quote = judgement.claim.quote
    if quote and len(quote) <= LONGEST_QUOTE:
        return spoken().say("“{title}”", title=quote)
    meaning = tell_denied(judgement)
    return meaning if len(meaning) <= LONGEST_MEANING else NONE


def _show_findings(judgement: Judgement) -> str:
    """Return what authorities and courts found, as a cell has it."""
    found = []
    for finding in judgement.claim.findings:
        by = finding.by if isinstance(finding.by, str) else finding.by.name
        found.append(f"{spoken().say(finding.found)} ({by})")
    return spoken().enumerate(found) or NONE


def _cite(judgement: Judgement, notes: Notes) -> str:
    """Return the marks of who says that it was said, and of what broke it."""
    claim = judgement.claim
    cited = [claim.sources, *(step.sources for step in judgement.path)]
    cited += [finding.sources for finding in claim.findings]
    return (
        notes.cite(dict.fromkeys(each for sources in cited for each in sources))
        .strip()
        .replace("][", "] [")
        or NONE
    )


def _cells(judgement: Judgement) -> tuple[str, ...]:
    claim = judgement.claim
    return (
        claim.id,
        claim.by.name if claim.by else NONE,
        spoken().date(claim.date),
        spoken().say(
            "untrue"
            if claim.past and judgement.verdict == "untrue"
            else VERDICTS[judgement.verdict]
        ),
        _show_day(judgement),
        call_alone(judgement.evidence, judgement.company) if judgement.company else NONE,
    )


def _show_day(judgement: Judgement) -> str:
    if judgement.on is None:
        return NONE
    if judgement.verdict == "untrue" and not judgement.claim.past:
        return spoken().date(judgement.claim.date)  # that is its day, as in the column before
    assert judgement.on_is is not None  # there is a day
    if ended := find_end_before(judgement):
        return spoken().say("after {date}", date=spoken().date(ended))
    return show_since(judgement.on, judgement.on_is, judgement.written)


def tell_apart(judgement: Judgement) -> str:
    """Return that the verdict by service is another; that answer says which, and how sure it is."""
    company, certainty = judgement.company, judgement.certainty
    assert company is not None  # fewer are spared, so somebody broke it
    assert certainty is not None
    text = "By service it is judged otherwise: {who} had it{status} (`--by service`)."
    return spoken().say(text, who=company.name, status=tell_status(certainty))


def tell_others(answer: Claims) -> Iterator[str]:
    """Yield on which promises the verdict by service is another, where each is not told."""
    if answer.apart:
        text = "By service the verdict is another on {names} (`--by service`)."
        yield spoken().say(text, names=spoken().enumerate(list(answer.apart)))
