"""An answer of exposure, for people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from dataflow.answers.exposure.repeating import find_repeating
from dataflow.answers.reasons import tell_reasons
from dataflow.common.dates import NEVER
from dataflow.engine.certainty import FIRMEST, is_at_least, is_firm, strongest, weakest
from dataflow.telling.counting import Reaching, count_kinds, count_reaching
from dataflow.telling.report import Report, Section, Step, Table, name_columns
from dataflow.telling.sentences import (
    ANYONE,
    CONTROL,
    NONE,
    call_alone,
    is_plural,
    show_name,
    tell_names,
    tell_unnamed,
)
from dataflow.telling.since import show_since
from dataflow.telling.words import capitalise, spoken

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
            *([spoken().say(SINCE, unit=spoken().say(answer.setting.by))] if is_listed else []),
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
            by_service = self.answer.by_service
            heading, far_heading, more = _HEADINGS[by_service]
            yield _section(heading, lines, more)
            far: dict[tuple[int, str], list[Term]] = defaultdict(list)
            for _, cells in sorted(self.of_data.items()):
                who = _tell_holders(cells, services=self.answer.by_service)
                far[-len(cells), who].append(cells[0].data)
            lines = [
                f"{who}: {spoken().name_few([term.name for term in far[many, who]], 2 * NAMED)}."
                for many, who in sorted(far)
            ]
            yield _section(far_heading, lines, "{n} more groups")

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
    words, several = spoken(), is_plural(holder)
    what = words.count("{n} data types", len(cells))
    if owns:
        owning = _OWNED if is_over else _OWNING[several]
        told = words.say(
            owning, who=holder.name, can=words.say(_ONE_CAN[_as_told(status)], what=what)
        )
    else:
        text = _ONCE if is_over and is_firm(status) else _CAN[_as_told(status)][several]
        told = words.say(text, company=call_alone(cells[0].evidence, holder), what=what)
    less = sum(not is_firm(surest_of([cell])) for cell in cells) if is_firm(status) else 0
    unsure = f", {words.say('{n} of them not firmly', n=less)}" if less else ""
    names = words.name_few([cell.data.name for cell in cells], NAMED)
    return f"{told}{unsure}: {names}."


def _as_told(status: Status) -> Status:
    return "stated" if is_firm(status) else status


_HEADINGS: Final = (
    (
        "The companies by how much they have:",
        "The data types by how many companies they reach:",
        "{n} more companies",
    ),
    (
        "The services by how much they have:",
        "The data types by how many services they reach:",
        "{n} more services",
    ),
)
"""What stands above the lists, and what counts the rest: of companies, and by service."""


_OWNING: Final = ("{who} owns one that {can}", "{who} own one that {can}")
_OWNED: Final = "{who} owned one that {can}"

_ONE_CAN: Final[dict[Status, str]] = {
    "stated": "can reach {what}",
    "permitted": "may reach {what}, under its terms",
    "alleged": "is said to reach {what}",
    "assumed": "is assumed to reach {what}",
    "announced": "is to reach {what}, as announced",
}
"""What is said of somebody who is owned."""


_ONCE: Final = "{company} could at some time reach {what}"

_CAN: Final[dict[Status, tuple[str, str]]] = {
    "stated": ("{company} can reach {what}",) * 2,
    "permitted": (
        "{company} may reach {what}, under its terms",
        "{company} may reach {what}, under their terms",
    ),
    "alleged": ("{company} is said to reach {what}", "{company} are said to reach {what}"),
    "assumed": ("{company} is assumed to reach {what}", "{company} are assumed to reach {what}"),
    "announced": (
        "{company} is to reach {what}, as announced",
        "{company} are to reach {what}, as announced",
    ),
}
"""What is said of one and of several, by how sure it is of the surest."""


_ONLY_UNNAMED: Final = (
    "Only recipients that are not named, not firmly",
    "Only recipients that are not named",
)
"""Who can reach what nobody who is named can reach: less than firmly, and firmly."""


def _tell_holders(cells: Sequence[Cell], *, services: bool) -> str:
    """Count who can reach a data type: firmly, less than firmly, and without a name."""
    words = spoken()
    named = [cell for cell in cells if not cell.company.unnamed]
    unnamed = [cell for cell in cells if cell.company.unnamed]
    sure = [cell.company for cell in named if is_firm(surest_of([cell]))]
    firm = count_kinds(sure, services=services)
    less = [cell.company for cell in named if not is_firm(surest_of([cell]))]
    is_firm_unnamed = any(is_firm(surest_of([cell])) for cell in unnamed)
    if not named:
        return words.say(_ONLY_UNNAMED[is_firm_unnamed])
    unsure = count_kinds(less, services=services)
    if is_firm_unnamed and not firm:
        return words.say("Recipients that are not named, and {who} not firmly", who=unsure)
    who = firm or words.say("{who}, not firmly", who=unsure)
    more = f", {words.say('{n} more not firmly', n=len(less))}" if firm and less else ""
    at_least = words.say("at least {who}", who=who) if len(named) < len(cells) else who
    return f"{capitalise(at_least)}{more}"


def _most_first(cells: Sequence[Cell]) -> tuple[int, int, str]:
    owned = sum(cell.how == "owns" for cell in cells)
    return (-len(cells), owned, cells[0].company.id)


def _section(heading: str, lines: Sequence[str], more: str) -> Section:
    """Return a section of lines; `more` counts those that are left out."""
    shown = [Step(line, ()) for line in lines[:TOLD]]
    if left := len(lines[TOLD:]):
        counted = spoken().count(more, left)
        shown.append(Step(spoken().say("And {more}.", more=counted), ()))
    return Section(spoken().say(heading), tuple(shown))


def _opening(answer: Exposure, told: _Told) -> str:
    asked = spoken().asked(answer.setting)
    if not len(answer):
        who = tell_names(answer.companies)
        if who:
            return spoken().say(
                "In this model, {who} can reach no data{asked}.", who=who, asked=asked
            )
        text = "In this model, no company can reach any data{asked}."
        if answer.by_service:
            text = "In this model, no service, and no company itself, can reach any data{asked}."
        return spoken().say(text, asked=asked)
    data = spoken().count("{n} data types", len(told.of_data))
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
        yield spoken().say("This is about {names}.", names=spoken().enumerate(called))


def _tell_lacking(answer: Exposure) -> Iterator[str]:
    """Yield who was asked about and has nothing."""
    having = {cell.company.id for cell in answer}
    lacking = [
        target.holder.name
        for target in answer.targets
        if having.isdisjoint(holder.id for holder in answer.stand_for(target.holder))
    ]
    if lacking and having:
        who = spoken().enumerate(list(dict.fromkeys(lacking)))
        yield spoken().say("{who} can reach none.", who=who)


def _table(rows: Sequence[Sequence[Cell]], *, services: bool) -> Table:
    """Return the table; how sure a row is has a column where not all are firm."""
    columns: tuple[str, ...] = BY_SERVICE if services else COLUMNS
    if all(is_firm(row[0].own.told.certainty) for row in rows):
        return Table(name_columns(columns), tuple(_cells(row) for row in rows))
    columns = name_columns((*columns[:3], "certainty", *columns[3:]))
    shown = [(_cells(row), spoken().say(row[0].own.told.certainty)) for row in rows]
    return Table(columns, tuple((*cells[:3], status, *cells[3:]) for cells, status in shown))


def _cells(row: Sequence[Cell]) -> tuple[str, ...]:
    told = row[0].own.told
    alone = not (told.ties or told.company.unnamed)
    return (
        call_alone(row[0].evidence, told.company) if alone else show_name(told.company),
        spoken().say(told.how),
        show_since(told.stay.since, told.known.kind, told.started),
        NONE if told.stay.hops is None else str(told.stay.hops),
        spoken().name_few([cell.data.name for cell in row], IN_ROW),
    )


def _remarks(answer: Exposure, told: _Told, rows: Sequence[Sequence[Cell]]) -> list[str]:
    longest = max(map(len, rows), default=0)
    anyone = answer.setting.day == NEVER and not answer.setting.persona
    say = spoken().say
    unit = say(answer.setting.by)
    remarks = {
        say(
            "This is not all of it: `--format csv` has a line a {unit} and data type.", unit=unit
        ): (len(rows) > ROWS or longest > IN_ROW),
        say(
            "A category of which a {unit} only has members is not told here:"
            " `--format csv` and `reach` have it.",
            unit=unit,
        ): not all(cell.itself for cell in answer),
        say(
            "What a wider data type beside it covers is not told by itself: `--format csv` has it."
        ): not told.is_all,
        say(CONTROL): any(cell.how == "owns" for cell in answer),
        f"{tell_unnamed(answer.unnamed)}.": answer.unnamed,
        say(ANYONE): len(answer) and anyone,
    }
    return [
        *(sentence for target in answer.targets for sentence in target.tell(answer.evidence)),
        *(remark for remark, applies in remarks.items() if applies),
    ]
