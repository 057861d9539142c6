"""An answer of exposure, for people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dataflow.common.dates import NEVER
from dataflow.engine.certainty import strongest
from dataflow.telling.counting import Reaching, count_reaching
from dataflow.telling.report import Report, Section, Step, Table
from dataflow.telling.sentences import (
    ANYONE,
    CONTROL,
    NONE,
    show_name,
    tell_names,
    tell_unnamed,
)
from dataflow.telling.since import show_since
from dataflow.telling.words import ENGLISH, capitalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers.exposure import Exposure
    from dataflow.engine.reach import Cell
    from dataflow.language.words import Status
    from dataflow.model import Term

COLUMNS = ("company", "how", "since", "certainty", "steps", "data")

NAMED = 4
"""How many data types a sentence names, before it counts the rest."""

TOLD = 8
"""How many companies, and how many groups of data types, are told in sentences."""

ROWS = 30
"""How many rows the table has."""

IN_ROW = 16
"""How many data types a row of it names."""


def report_exposure(answer: Exposure) -> Report:
    """Return who has how much and how far data goes, then the table.

    A category counts where a company has it itself; where the company only has a member of it, the
    member counts.
    """
    told = _Told(answer)
    rows = told.rows()
    shown = tuple(_cells(row) for row in rows[:ROWS])
    return Report(
        sentences=(_opening(answer, told), *_tell_lacking(answer)),
        sections=tuple(told.sections()),
        table=Table(COLUMNS, shown) if shown else None,
        remarks=tuple(_remarks(answer, rows)),
        doubts=answer.doubts,
    )


class _Told:
    """The cells that are told, by company and by data type, most first."""

    def __init__(self, answer: Exposure) -> None:
        self.of_data: dict[str, list[Cell]] = defaultdict(list)
        of_company: dict[str, list[Cell]] = defaultdict(list)
        for cell in answer:
            if cell.itself:
                self.of_data[cell.data.id].append(cell)
                of_company[cell.company.id].append(cell)
        for cells in of_company.values():
            cells.sort(key=lambda cell: (-len(self.of_data[cell.data.id]), cell.data.id))
        self.of_company = sorted(of_company.values(), key=_most_first)

    def sections(self) -> Iterator[Section]:
        """Yield the companies by how much they have, then the data types by how far they go."""
        if len(self.of_company) > 1:
            lines = [
                f"{cells[0].company.name} can reach {ENGLISH.count('{n} data types', len(cells))}:"
                f" {ENGLISH.name_few([cell.data.name for cell in cells], NAMED)}."
                for cells in self.of_company
            ]
            yield _section("The companies by how much they have:", lines, "companies")
            far: dict[int, list[Term]] = defaultdict(list)
            for _, cells in sorted(self.of_data.items()):
                far[len(cells)].append(cells[0].data)
            lines = [
                f"{ENGLISH.count('{n} companies', many)}:"
                f" {ENGLISH.name_few([term.name for term in far[many]], 2 * NAMED)}."
                for many in sorted(far, reverse=True)
            ]
            yield _section("The data types by how many companies they reach:", lines, "groups")

    def rows(self) -> list[list[Cell]]:
        """Return the cells in rows: what a company got on one day in one way, nearest first."""
        rows: list[list[Cell]] = []
        for cells in self.of_company:
            alike: dict[tuple[object, ...], list[Cell]] = defaultdict(list)
            for cell in cells:
                finding = cell.finding
                kind = (finding.how, finding.known.kind, finding.certainty)
                alike[cell.how == "owns", cell.hops or 0, cell.since, *kind].append(cell)
            rows += [alike[key] for key in sorted(alike)]
        return rows


def _most_first(cells: Sequence[Cell]) -> tuple[int, int, str]:
    owned = sum(cell.how == "owns" for cell in cells)
    return (-len(cells), owned, cells[0].company.id)


def _section(sentence: str, lines: Sequence[str], called: str) -> Section:
    shown = [Step(line, ()) for line in lines[:TOLD]]
    if len(lines) > TOLD:
        shown.append(Step(f"And {len(lines) - TOLD} more {called}.", ()))
    return Section(sentence, tuple(shown))


def _opening(answer: Exposure, told: _Told) -> str:
    asked = ENGLISH.asked(answer.setting)
    if not len(answer):
        who = tell_names(answer.companies)
        return (
            f"In this model, {who or 'no company'} can reach {'no' if who else 'any'} data{asked}."
        )
    data = ENGLISH.count("{n} data types", len(told.of_data))
    count = count_reaching(list_reaching(told.of_company))
    return f"{capitalise(count.tell(f'{data}{asked}'))}."


def list_reaching(of_company: Iterable[Sequence[Cell]]) -> list[Reaching]:
    """Return how surely each company can reach any of some data, by its cells."""
    return [
        Reaching(cells[0].company, surest_of(cells), all(cell.how == "owns" for cell in cells))
        for cells in of_company
    ]


def surest_of(cells: Sequence[Cell]) -> Status:
    """Return how surely a company can reach any of some data: as surely as the surest of them."""
    findings = [cell.finding.firmly or cell.finding for cell in cells]
    return strongest(finding.certainty for finding in findings)


def _tell_lacking(answer: Exposure) -> Iterator[str]:
    """Yield who was asked about and has nothing."""
    having = {cell.company.id for cell in answer}
    lacking = [company.name for company in answer.companies if company.id not in having]
    if lacking and having:
        yield f"{ENGLISH.enumerate(lacking)} can reach none."


def _cells(row: Sequence[Cell]) -> tuple[str, ...]:
    first = row[0]
    return (
        show_name(first.company),
        first.how,
        show_since(first.since, first.finding.known.kind, first.started),
        first.finding.certainty,
        NONE if first.hops is None else str(first.hops),
        ENGLISH.name_few([cell.data.name for cell in row], IN_ROW),
    )


def _remarks(answer: Exposure, rows: Sequence[Sequence[Cell]]) -> list[str]:
    longest = max(map(len, rows), default=0)
    anyone = answer.setting.day == NEVER and not answer.setting.persona
    remarks = {
        "This is not all of it: `--format csv` has a line a company and data type.": (
            len(rows) > ROWS or longest > IN_ROW
        ),
        "A category of which a company only has members is not told here:"
        " `--format csv` and `reach` have it.": not all(cell.itself for cell in answer),
        CONTROL: any(cell.how == "owns" for cell in answer),
        f"{tell_unnamed(answer.unnamed)}.": answer.unnamed,
        ANYONE: len(answer) and anyone,
    }
    return [remark for remark, applies in remarks.items() if applies]
