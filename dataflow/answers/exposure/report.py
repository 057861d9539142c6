"""An answer of exposure, for people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from dataflow.answers.exposure.repeating import find_repeating
from dataflow.answers.reasons import tell_reasons
from dataflow.common.dates import NEVER
from dataflow.engine.certainty import FIRMEST, is_at_least, is_firm, strongest, weakest
from dataflow.telling.counting import Reaching, count_kinds, count_reaching
from dataflow.telling.report import Report, Section, Step, Table
from dataflow.telling.sentences import (
    ANYONE,
    CONTROL,
    NONE,
    agree,
    call_alone,
    is_plural,
    show_name,
    tell_names,
    tell_unnamed,
)
from dataflow.telling.since import show_since
from dataflow.telling.words import ENGLISH, end_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dataflow.answers.exposure import Exposure
    from dataflow.engine.reach import Cell
    from dataflow.language.words import Status
    from dataflow.model import Model, Term
    from dataflow.telling.length import Length

COLUMNS = ("company", "how", "since", "steps", "data")

BY_SERVICE = ("service", "how", "since", "steps", "data")

NAMED = 4
"""How many data types a sentence names, before it counts the rest."""

TOLD = 8
"""How many companies, and how many groups of data types, are told in sentences."""

SINCE: Final = "`--full` tells since when and how; so does the name of a {unit} as an argument."

ROWS = 30
"""How many rows the table has."""

IN_ROW = 16
"""How many data types a row of it names."""


def report_exposure(answer: Exposure, length: Length) -> Report:
    """Return who has how much and how far data goes, then the table.

    A category counts where a company has it itself; where the company only has a member of it, the
    member counts.
    """
    told = _Told(answer)
    rows, sections = told.rows(), tuple(told.sections())
    is_listed = bool(sections) and length != "full"
    return Report(
        sentences=(_opening(answer, told), *_tell_asked(answer), *_tell_lacking(answer)),
        sections=sections,
        table=_table(rows[:ROWS], services=answer.by_service) if rows and not is_listed else None,
        remarks=(
            *tell_reasons(answer),
            *([SINCE.format(unit=answer.setting.by)] if is_listed else []),
            *_remarks(answer, told, rows),
        ),
        doubts=answer.doubts,
    )


class _Told:
    """The cells that are told, by company and by data type, most first."""

    def __init__(self, answer: Exposure) -> None:
        self.answer = answer
        of_data: dict[str, list[Cell]] = defaultdict(list)
        of_company: dict[str, list[Cell]] = defaultdict(list)
        for cell in answer:
            if cell.itself:
                of_data[cell.data.id].append(cell)
                of_company[cell.company.id].append(cell)
        self.of_data = _drop_repeating(of_data, answer.model)
        told = [_keep_widest(cells, answer.model) for cells in of_company.values()]
        for cells in told:
            cells.sort(key=lambda cell: (-len(of_data[cell.data.id]), cell.data.id))
        self.of_company = sorted(told, key=_most_first)
        self.is_all = sum(map(len, told)) == sum(map(len, of_company.values()))

    def sections(self) -> Iterator[Section]:
        """Yield the companies by how much they have, then the data types by how far they go."""
        if len(self.of_company) > 1:
            lines = [_tell_company(cells) for cells in self.of_company]
            one, units = (
                ("service", "services") if self.answer.by_service else ("company", "companies")
            )
            yield _section(f"The {units} by how much they have:", lines, one, units)
            far: dict[tuple[int, str], list[Term]] = defaultdict(list)
            for _, cells in sorted(self.of_data.items()):
                who = _tell_holders(cells, services=self.answer.by_service)
                far[-len(cells), who].append(cells[0].data)
            lines = [
                f"{who}: {ENGLISH.name_few([term.name for term in far[many, who]], 2 * NAMED)}."
                for many, who in sorted(far)
            ]
            yield _section(
                f"The data types by how many {units} they reach:", lines, "group", "groups"
            )

    def rows(self) -> list[list[Cell]]:
        """Return the cells in rows: what a company got on one day in one way, nearest first."""
        rows: list[list[Cell]] = []
        for cells in self.of_company:
            alike: dict[tuple[object, ...], list[Cell]] = defaultdict(list)
            for cell in cells:
                told = cell.own.told
                kind = (told.how, told.known.kind, told.certainty)
                alike[told.how == "owns", told.stay.hops or 0, told.stay.since, *kind].append(cell)
            rows += [alike[key] for key in sorted(alike)]
        return rows


def _keep_widest(cells: Iterable[Cell], model: Model) -> list[Cell]:
    """Drop what a company has only as a part of something wider, and in the same way."""
    of_data = {cell.data.id: [cell] for cell in cells}
    return [cell for (cell,) in _drop_repeating(of_data, model).values()]


def _drop_repeating(of_data: Mapping[str, list[Cell]], model: Model) -> dict[str, list[Cell]]:
    """Drop the data types that the same companies have in the same way as a wider one."""
    having = {
        term_id: {(cell.company.id, *_kind_of(cell)) for cell in cells}
        for term_id, cells in of_data.items()
    }
    repeating = find_repeating(having, model)
    return {term_id: cells for term_id, cells in of_data.items() if term_id not in repeating}


def _kind_of(cell: Cell) -> tuple[object, ...]:
    """Return what is told of a cell: how it is had, how surely, since when.

    A category may be had on the first day in a member alone, and itself only later.
    """
    told, surest = cell.finding.told, cell.finding.surest
    certainty = not is_firm(surest.certainty) and surest.certainty
    return (surest.how, certainty, told.stay.since, surest.stay.since, cell.data in told.types)


def _tell_company(cells: Sequence[Cell]) -> str:
    """Return how much a company can reach, no surer than the surest of it."""
    ((holder, status, owns, _, is_over),) = list_reaching([cells])
    is_, its = ("are", "their") if is_plural(holder) else ("is", "its")
    firm = "could at some time reach {what}" if is_over and not owns else "can reach {what}"
    can = _CAN.get(status, firm).replace("{is}", is_).replace("{its}", its)
    if owns:
        can = f"{'owned' if is_over else agree(holder, 'owns')} one that {can}"
    told = can.replace("{what}", ENGLISH.count("{n} data types", len(cells)))
    less = sum(not is_firm(surest_of([cell])) for cell in cells) if is_firm(status) else 0
    unsure = f", {less} of them not firmly" if less else ""
    names = ENGLISH.name_few([cell.data.name for cell in cells], NAMED)
    name = holder.name if owns else call_alone(cells[0].evidence, holder)
    return f"{name} {told}{unsure}: {names}."


_CAN: Final[dict[Status, str]] = {
    "permitted": "may reach {what}, under {its} terms",
    "alleged": "{is} said to reach {what}",
    "assumed": "{is} assumed to reach {what}",
    "announced": "{is} to reach {what}, as announced",
}
"""What is said of who has none of it firmly."""


def _tell_holders(cells: Sequence[Cell], *, services: bool) -> str:
    """Count who can reach a data type: firmly, less than firmly, and without a name."""
    named = [cell for cell in cells if not cell.company.unnamed]
    unnamed = [cell for cell in cells if cell.company.unnamed]
    sure = [cell.company for cell in named if is_firm(surest_of([cell]))]
    firm = count_kinds(sure, services=services)
    less = [cell.company for cell in named if not is_firm(surest_of([cell]))]
    is_firm_unnamed = any(is_firm(surest_of([cell])) for cell in unnamed)
    if not named:
        return "Only recipients that are not named" + ", not firmly" * (not is_firm_unnamed)
    unsure = count_kinds(less, services=services)
    if is_firm_unnamed and not firm:
        return f"Recipients that are not named, and {unsure} not firmly"
    who = firm or f"{unsure}, not firmly"
    more = f", {len(less)} more not firmly" if firm and less else ""
    return f"{'At least ' if len(named) < len(cells) else ''}{who}{more}"


def _most_first(cells: Sequence[Cell]) -> tuple[int, int, str]:
    owned = sum(cell.how == "owns" for cell in cells)
    return (-len(cells), owned, cells[0].company.id)


def _section(sentence: str, lines: Sequence[str], *called: str) -> Section:
    """Return a section of lines, each about what is called so: by one name, by that of several."""
    shown = [Step(line, ()) for line in lines[:TOLD]]
    if more := len(lines[TOLD:]):
        shown.append(Step(f"And {more} more {called[more > 1]}.", ()))
    return Section(sentence, tuple(shown))


def _opening(answer: Exposure, told: _Told) -> str:
    asked = ENGLISH.asked(answer.setting)
    if not len(answer):
        who = tell_names(answer.companies)
        nobody = "no service, and no company itself," if answer.by_service else "no company"
        return end_sentence(
            f"In this model, {who or nobody} can reach {'no' if who else 'any'} data{asked}"
        )
    data = ENGLISH.count("{n} data types", len(told.of_data))
    count = count_reaching(list_reaching(told.of_company), services=answer.by_service)
    return count.tell(f"{data}{asked}")


def list_reaching(of_company: Iterable[Sequence[Cell]]) -> list[Reaching]:
    """Return how surely each company can reach any of some data, by its cells."""
    return [
        Reaching(
            cells[0].company,
            surest_of(cells),
            _only_owns(cells),
            is_over=all(cell.own.surest.is_over for cell in cells),
        )
        for cells in of_company
    ]


def surest_of(cells: Sequence[Cell]) -> Status:
    """Return how surely a company can reach any of some data: as surely as the surest of them."""
    return strongest(cell.own.surest.certainty for cell in cells)


def _only_owns(cells: Sequence[Cell]) -> bool:
    """Return whether what a company can reach most surely is what it owns alone."""
    least = weakest([surest_of(cells), FIRMEST])
    sure = [cell for cell in cells if is_at_least(cell.own.surest.certainty, least)]
    return all(cell.own.surest.how == "owns" for cell in sure)


def _tell_asked(answer: Exposure) -> Iterator[str]:
    """Yield of whom it is where a service was named, and its company is told of."""
    called = [
        target.call(answer.evidence).removesuffix(",")
        for target in answer.targets
        if target.named != target.holder
    ]
    if called:
        yield f"This is about {ENGLISH.enumerate(called)}."


def _tell_lacking(answer: Exposure) -> Iterator[str]:
    """Yield who was asked about and has nothing."""
    having = {cell.company.id for cell in answer}
    lacking = [
        target.holder.name
        for target in answer.targets
        if having.isdisjoint(holder.id for holder in answer.stand_for(target.holder))
    ]
    if lacking and having:
        yield f"{ENGLISH.enumerate(list(dict.fromkeys(lacking)))} can reach none."


def _table(rows: Sequence[Sequence[Cell]], *, services: bool) -> Table:
    """Return the table; how sure a row is has a column where not all are firm."""
    columns: tuple[str, ...] = BY_SERVICE if services else COLUMNS
    if all(is_firm(row[0].own.told.certainty) for row in rows):
        return Table(columns, tuple(_cells(row) for row in rows))
    columns = (*columns[:3], "certainty", *columns[3:])
    shown = [(_cells(row), row[0].own.told.certainty) for row in rows]
    return Table(columns, tuple((*cells[:3], status, *cells[3:]) for cells, status in shown))


def _cells(row: Sequence[Cell]) -> tuple[str, ...]:
    told = row[0].own.told
    alone = not (told.ties or told.company.unnamed)
    return (
        call_alone(row[0].evidence, told.company) if alone else show_name(told.company),
        told.how,
        show_since(told.stay.since, told.known.kind, told.started),
        NONE if told.stay.hops is None else str(told.stay.hops),
        ENGLISH.name_few([cell.data.name for cell in row], IN_ROW),
    )


def _remarks(answer: Exposure, told: _Told, rows: Sequence[Sequence[Cell]]) -> list[str]:
    longest = max(map(len, rows), default=0)
    anyone = answer.setting.day == NEVER and not answer.setting.persona
    unit = answer.setting.by
    remarks = {
        f"This is not all of it: `--format csv` has a line a {unit} and data type.": (
            len(rows) > ROWS or longest > IN_ROW
        ),
        f"A category of which a {unit} only has members is not told here:"
        " `--format csv` and `reach` have it.": not all(cell.itself for cell in answer),
        "What a wider data type beside it covers is not told by itself: `--format csv` has it.": (
            not told.is_all
        ),
        CONTROL: any(cell.how == "owns" for cell in answer),
        f"{tell_unnamed(answer.unnamed)}.": answer.unnamed,
        ANYONE: len(answer) and anyone,
    }
    return [
        *(sentence for target in answer.targets for sentence in target.tell(answer.evidence)),
        *(remark for remark, applies in remarks.items() if applies),
    ]
