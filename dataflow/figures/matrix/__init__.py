"""An answer of exposure → a matrix: which company has which data type."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final

from dataflow.answers.breaches import Break, choose_surest, find_broken
from dataflow.answers.exposure.repeating import find_repeating
from dataflow.answers.exposure.report import list_reaching
from dataflow.figures.frame import Choice, Citations, count_left_out, enclose
from dataflow.figures.labels import HAVING, STATUS, UNNAMED, UNSURE, are_many, explain
from dataflow.figures.matrix.categories import find_category, find_owner
from dataflow.figures.matrix.findings import is_sure, list_told
from dataflow.figures.matrix.grid import Cell, Column, Group, Matrix, Rest, Row
from dataflow.figures.matrix.order import Order
from dataflow.figures.promises import tell_breach, tell_broken
from dataflow.model.holders import FIRM
from dataflow.telling.counting import count_kinds, count_reaching
from dataflow.telling.words import Words, behind, capitalise, end_sentence, speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers import By, Finding, Status
    from dataflow.answers import Cell as Exposed
    from dataflow.answers.exposure import Exposure
    from dataflow.figures.figure import Entry, Figure, Frame, Sample
    from dataflow.model import Holder, Model

MOST: Final = 24
"""How many data types are shown."""

HEADED: Final = 12
"""How many data types need no headings."""

NAMED: Final = 20
"""How many of those who share a column are named below."""

TOLD: Final = 6
"""How many data types and companies the text alternative tells."""


def draw_matrices(answers: Sequence[Exposure], frame: Frame, choice: Choice) -> Figure:
    """Make the figure of answers of exposure, such as under several scenarios, a matrix each."""
    citations, words = Citations(), speak(answers[0].model.language)
    exposures = [_Shown(answer, choice) for answer in answers]
    order = Order([cell for shown in exposures for cell in shown.cells])
    panels = [
        shown.matrix(*titles, order)
        for shown, titles in zip(exposures, frame.titles_of(len(answers)), strict=True)
    ]
    filled = frame.fill_in(
        name="exposure",
        title=words.say("Who has what"),
        subtitle=exposures[0].tell_asked(),
        alt=" ".join(shown.tell(order) for shown in exposures),
    )
    legend = [*_legend(exposures, panels, citations, words)]
    return enclose(filled, panels, legend, citations, answers)


class _Shown:
    """What is shown of one answer.

    Attributes:
        rows: who has a data type, by its id.
        broken: what is broken, and how surely.
        claims: the promises that are broken, by company and data type, of those who are shown, and
            how surely.
        owners: who owns each company in the end, by its id; by service, who operates a service.
    """

    def __init__(self, answer: Exposure, choice: Choice) -> None:
        self.answer, self.model = answer, answer.model
        self.words = speak(self.model.language)
        self.broken = find_broken(self.model, answer.setting)
        self.claims = self.broken.claims
        self.rows = self._choose_rows(choice)
        # owning is no sharing, and breaks no promise
        sharing = {(cell.company.id, cell.data.id) for cell in self.cells if cell.how != "owns"}
        self.claims = {key: claims for key, claims in self.claims.items() if key in sharing}
        self.companies = {cell.company.id: cell.company for cell in self.cells}
        self.owners = {
            company_id: self._find_owner(company) for company_id, company in self.companies.items()
        }
        self.owned = Counter(owner.id for owner in self.owners.values())

    def _choose_rows(self, choice: Choice) -> dict[str, list[Exposed]]:
        """Choose the data types; where a wider one says the same, the narrower is left out."""
        rows: dict[str, list[Exposed]] = defaultdict(list)
        for cell in self.answer:
            if cell.itself and _is_chosen(cell, self.model, choice):
                rows[cell.data.id].append(cell)
        having = {
            term_id: {(cell.company.id, *self._kind_of(cell)) for cell in cells}
            for term_id, cells in rows.items()
        }
        repeating = find_repeating(having, self.model)
        return {term_id: rows[term_id] for term_id in sorted(rows) if term_id not in repeating}

    def _kind_of(self, cell: Exposed) -> tuple[object, ...]:
        """Return how a cell is drawn: how it is had, how surely, and whether that breaks a promise.

        Owning is no sharing, and breaks none.
        """
        finding = cell.own.surest
        broken = None if finding.how == "owns" else choose_surest(self._breaks_of(cell))
        return (
            finding.how,
            finding.certainty not in FIRM and finding.certainty,
            broken and broken.terms,
        )

    def _breaks_of(self, cell: Exposed) -> list[Break]:
        """Return the promises that a cell breaks, by the surest statements that do."""
        claims = self.claims.get((cell.company.id, cell.data.id), {})
        return [
            Break(claim, self.broken.is_untrue(claim, certainty), certainty)
            for claim, certainty in claims.items()
        ]

    @property
    def breaks(self) -> list[Break]:
        """The promises that are broken, and how surely: the surest first."""
        return sorted(self._find_breaks(), key=lambda each: each.strength, reverse=True)

    def _find_breaks(self) -> Iterator[Break]:
        """Yield what is broken by the surest statements, and what was untrue if others are so."""
        for cell in self.cells:
            for each in self._breaks_of(cell):
                yield each
                certainty = self.broken.untrue.get(each.claim)
                if certainty and not each.untrue:
                    yield Break(each.claim, untrue=True, certainty=certainty)

    @property
    def cells(self) -> Iterable[Exposed]:
        """Who has what: the cells of all rows."""
        return chain.from_iterable(self.rows.values())

    def matrix(self, title: str | None, subtitle: str | None, order: Order) -> Matrix:
        ranked = self._rank_companies(order)
        columns = [self._column([company]) for company in ranked]
        folded = [self._column(companies) for companies in self._fold(ranked)]
        shown = self._choose_data(order)
        nothing, more = _TEXTS[self.answer.setting.by]
        return Matrix(
            title=title,
            subtitle=subtitle,
            asked=self.tell_asked() if title or subtitle else None,
            remark=None if self.rows else self.words.say(nothing),
            columns=tuple(columns),
            groups=self._groups(shown, columns),
            folded=tuple(folded),
            folded_groups=self._groups(shown, folded),
            rest=self._rest(shown, columns),
            more=self.words.say(more, n="{n}"),
        )

    # companies

    def _find_owner(self, company: Holder) -> Holder:
        """Return whose a company is, or a service."""
        if self.answer.by_service:
            return self.answer.find_operator(company) or company
        return find_owner(self.model, company, self.answer.setting.day)

    def _rank_companies(self, order: Order) -> list[Holder]:
        """Sort the companies, each next to its owner's."""
        ranked = sorted(self.companies.values(), key=order.rank_company)
        # an owner's companies stand where the first of them would
        places: dict[str, int] = {}
        for place, company in enumerate(ranked):
            places.setdefault(self.owners[company.id].id, place)
        return sorted(ranked, key=lambda company: places[self.owners[company.id].id])

    def _fold(self, ranked: Iterable[Holder]) -> list[list[Holder]]:
        """Put together the companies that have the same in the same ways, and break as much."""
        having: dict[str, set[tuple[object, ...]]] = defaultdict(set)
        for cell in self.cells:
            having[cell.company.id].add((cell.data.id, *self._kind_of(cell)))
        alike: dict[tuple[object, ...], list[Holder]] = {}
        for company in ranked:
            kind = (company.unnamed, frozenset(having[company.id]))
            alike.setdefault(kind, []).append(company)
        return list(alike.values())

    def _column(self, companies: Sequence[Holder]) -> Column:
        owners = {self.owners[company.id] for company in companies}
        name, listed = companies[0].name, None
        if len(companies) > 1:
            name = count_kinds(companies, self.words, services=self.answer.by_service)
            names = sorted((company.name for company in companies), key=str.lower)
            listed = self.words.name_first(names, NAMED)
        return Column(
            id=companies[0].id,
            name=name,
            companies=tuple(company.id for company in companies),
            listed=listed,
            owner=self._name_owner(owners.pop()) if len(owners) == 1 else None,
            unnamed=all(company.unnamed for company in companies),
        )

    def _name_owner(self, owner: Holder) -> str | None:
        """Return the name of an owner of several of the companies."""
        return owner.name if self.owned[owner.id] > 1 else None

    # data types

    def _rank_data(self, order: Order) -> list[str]:
        """Sort the data types."""
        return sorted(self.rows, key=lambda term_id: order.rank_data(self.model.data[term_id]))

    def _choose_data(self, order: Order) -> list[str]:
        """Choose the data types that are shown: those of broken promises, then the rest."""
        far = self._rank_data(order)
        hot = {term_id for _, term_id in self.claims}
        chosen = sorted(far, key=lambda term_id: term_id not in hot)[: max(MOST, len(hot))]
        return [term_id for term_id in far if term_id in chosen]

    def _rest(self, shown: Sequence[str], columns: Sequence[Column]) -> Rest | None:
        """Count what is not shown, for every company that has some of it."""
        left = [term_id for term_id in self.rows if term_id not in shown]
        if not left:
            return None
        counts = Counter(cell.company.id for term_id in left for cell in self.rows[term_id])
        text = self.words.count("+ {n} more data types", len(left))
        return Rest(text, {column.id: counts[column.id] for column in columns if counts[column.id]})

    def _groups(self, shown: Sequence[str], columns: Sequence[Column]) -> tuple[Group, ...]:
        """Group the rows by their widest categories; those that are alone in one come last."""
        rows = {term_id: self._row(term_id, columns) for term_id in shown}
        if len(shown) <= HEADED:
            return (Group(None, tuple(rows.values())),)
        headed: dict[str, list[Row]] = defaultdict(list)
        for term_id, row in rows.items():
            headed[find_category(self.model, term_id)].append(row)
        groups = [
            Group(capitalise(self.model.data[category].name), tuple(together))
            for category, together in headed.items()
            if len(together) > 1
        ]
        alone = tuple(together[0] for together in headed.values() if len(together) == 1)
        other = capitalise(self.words.say("other data")) if groups else None
        return (*groups, *([Group(other, alone)] if alone else []))

    def _row(self, term_id: str, columns: Sequence[Column]) -> Row:
        having = {cell.company.id: cell for cell in self.rows[term_id]}
        sure = [cell for cell in self.rows[term_id] if is_sure(cell)]
        exposed = {
            column.id: [having[key] for key in column.companies if key in having]
            for column in columns
        }
        return Row(
            id=term_id,
            name=capitalise(self.model.data[term_id].name),
            count=sum(not cell.company.unnamed for cell in sure),
            cells={key: self._cell(cells) for key, cells in exposed.items() if cells},
            others=any(cell.company.unnamed for cell in sure),
        )

    def _cell(self, exposed: Sequence[Exposed]) -> Cell:
        """Make a cell of companies that have a data type in the same way."""
        words, finding = self.words, exposed[0].own.surest
        data, groups = exposed[0].data.name, self._group_findings(exposed)
        label = "; ".join(self._tell_having(findings, data) for findings in groups)
        broken = choose_surest(each for cell in exposed for each in self._breaks_of(cell))
        if broken:
            label += f", {tell_breach(words, broken)}"
        is_unsure = broken is not None and not broken.is_firm
        return Cell(finding.how, label, broken is not None, is_unsure, finding.certainty)

    def _group_findings(self, exposed: Sequence[Exposed]) -> Iterable[list[Finding]]:
        """Group how companies have a data type: none is told to have it as only another does."""
        groups: dict[tuple[str, Status], list[Finding]] = {}
        for cell in exposed:
            for finding in list_told(cell):
                # no verb tells what is confirmed from what is stated
                status = "stated" if finding.certainty == "confirmed" else finding.certainty
                groups.setdefault((finding.how, status), []).append(finding)
        return groups.values()

    def _tell_having(self, findings: Sequence[Finding], data: str) -> str:
        """Tell that companies have a data type, and since when if they do since the same day."""
        words, first = self.words, findings[0]
        companies = [finding.company for finding in findings]
        who = words.name_first([company.name for company in companies], TOLD)
        template, many = _LABELS[first.how], are_many(companies)
        label, end = words.deed(template, first.certainty, many=many, who=who, data=data)
        starts = {words.since(*finding.dated, finding.bound) for finding in findings}
        since = starts.pop() if len(starts) == 1 else ""
        return f"{label}{behind(' ' if since.startswith('(') else ', ', since)}{end}"

    # the text alternative

    def tell_asked(self) -> str:
        """Return in words how many companies and data types there are, and how it was asked."""
        of_company: dict[str, list[Exposed]] = defaultdict(list)
        for cell in self.cells:
            of_company[cell.company.id].append(cell)
        services = self.answer.by_service
        counted = count_reaching(list_reaching(of_company.values()), self.words, services=services)
        data = self.words.count("{n} data types", len(self.rows))
        asked = self.words.setting(count_left_out(self.words, self.answer.setting))
        if not of_company:
            none = self.words.count("{n} services" if services else "{n} companies", 0)
            return capitalise(", ".join(filter(None, [none, data, asked])))
        return capitalise(counted.add(data, asked))

    def tell(self, order: Order) -> str:
        """Tell the matrix in sentences: which data goes farthest, and who has most."""
        sentences = [end_sentence(self.tell_asked())]
        for term_id in self._rank_data(order)[:TOLD]:
            names = [self._name(cell) for cell in self.rows[term_id]]
            data = capitalise(self.model.data[term_id].name)
            sentences.append(end_sentence(f"{data}: {self.words.name_first(names, TOLD)}"))
        if len(self.rows) > TOLD:
            sentences.append(self.words.say("And {n} more.", n=len(self.rows) - TOLD))
        return " ".join(sentences)

    def _name(self, cell: Exposed) -> str:
        """Name who has something, and say how sure that is where it is not firm."""
        finding, words = cell.own.surest, self.words
        status = STATUS.get(finding.certainty)
        owns = [words.say("owns")] if finding.how == "owns" else []
        remarks = [*owns, *([words.say(status)] if status else [])]
        return f"{cell.company.name} ({', '.join(remarks)})" if remarks else cell.company.name


_TEXTS: Final[dict[By, tuple[str, str]]] = {
    "company": ("No company in this model has any of it.", "+ {n} more companies"),
    "service": (
        "No service in this model, and no company itself, has any of it.",
        "+ {n} more services",
    ),
}
"""What is said where nobody has anything, and of those who are not shown."""

_LABELS: Final = {
    "collects": "{who}: collects {data}",
    "receives": "{who}: receives {data}",
    "infers": "{who}: can work out {data}",
    "owns": "{who}: owns who has {data}",
}


def _is_chosen(cell: Exposed, model: Model, choice: Choice) -> bool:
    if choice.highlight and cell.data.id not in model.data.down(choice.highlight.id):
        return False
    return not choice.only or cell.company in choice.only or bool({*cell.services} & {*choice.only})


# the legend


def _legend(
    exposures: Sequence[_Shown], panels: Sequence[Matrix], citations: Citations, words: Words
) -> Iterator[Entry]:
    yield from tell_broken(words, _find_broken(exposures), citations, _sample_of)
    yield from explain(words, _EXPLAINED, {*chain.from_iterable(map(_find_samples, panels))})


def _sample_of(broken: Break) -> Sample:
    return "breach" if broken.is_firm else "unsure breach"


def _find_samples(matrix: Matrix) -> Iterator[str]:
    for row in matrix.rows:
        # where every mark is counted, the number goes without saying
        if row.count != len(row.cells):
            yield "count"
        if row.others:
            yield "others"
        for cell in row.cells.values():
            yield _SAMPLES.get(cell.how, cell.how)
            yield f"{cell.status} mark"
    yield from ("unnamed" for column in matrix.columns if column.unnamed)


def _find_broken(exposures: Iterable[_Shown]) -> list[Break]:
    """Return the promises that are broken in any matrix: firmly, and by what is surest else."""
    breaks: dict[tuple[str, bool], Break] = {}
    for shown in exposures:
        for each in shown.breaks:
            breaks.setdefault((each.claim.id, each.certainty in FIRM), each)
    return sorted(breaks.values(), key=lambda each: (each.claim.date.first, each.claim.id))


_SAMPLES: Final = {"owns": "controls"}
"""What stands in the legend for how somebody has something, where its name is another."""

_EXPLAINED: Final[dict[Sample, str]] = {
    "collects": HAVING["collects"],
    "receives": HAVING["receives"],
    "infers": HAVING["infers"],
    "controls": HAVING["owns"],
    "alleged mark": UNSURE["alleged"],
    "assumed mark": UNSURE["assumed"],
    "permitted mark": UNSURE["permitted"],
    "unnamed": UNNAMED,
    "count": "how many have it for sure",
    "others": "and others that are not named",
}
