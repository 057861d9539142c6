"""An answer of exposure → a matrix: which company has which data type."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dataflow.figures.figure import Entry, Figure
from dataflow.figures.frame import Citations, credit, end_sentence, name_ids, tell_notes
from dataflow.figures.matrix.grid import Cell, Column, Group, Matrix, Rest, Row
from dataflow.figures.matrix.wider import find_category, find_owner, find_said
from dataflow.figures.promises import find_broken, tell_breach, tell_broken
from dataflow.telling.words import capitalise, speak

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dataflow.answers.exposure import Exposure
    from dataflow.engine import reach
    from dataflow.figures.figure import Sample
    from dataflow.figures.flow import Frame
    from dataflow.model import Claim, Holder, Model, Term
    from dataflow.telling.words import Words

MOST: Final = 24
"""How many data types are shown."""

HEADED: Final = 12
"""How many data types need no headings."""

NAMED: Final = 20
"""How many of those who share a column are named below."""

TOLD: Final = 6
"""How many data types and companies the text alternative tells."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What of an answer is shown: of the data type and what is one, and of these; or of all."""

    highlight: Term | None = None
    only: Collection[Holder] = ()


def draw_matrices(answers: Sequence[Exposure], frame: Frame, choice: Choice) -> Figure:
    """Make the figure of answers of exposure, a matrix each.

    Args:
        answers: who has what, such as under several scenarios.
        frame: what is said around it.
        choice: what is shown.
    """
    first, citations = answers[0], Citations()
    words = speak(first.model.language)
    making = [_Making(answer, choice) for answer in answers]
    titles = frame.titles or [(None, None)] * len(answers)
    panels = tuple(
        one.matrix(title, subtitle) for one, (title, subtitle) in zip(making, titles, strict=True)
    )
    legend = tuple(_legend(making, panels, citations, words))
    asked = [one.tell_asked() for one in making]
    return Figure(
        name=name_ids(frame.name or "exposure"),
        title=frame.title or words.say("Who has what"),
        subtitle=asked[0] if frame.subtitle is None else frame.subtitle,
        alt=frame.alt or " ".join(one.tell() for one in making),
        lang=first.model.language,
        panels=panels,
        legend=legend,
        caption=frame.caption,
        notes=tuple(tell_notes(citations, words)),
        credit=credit(first.model, *(answer.setting for answer in answers)),
        answers=tuple(answers),
    )


class _Making:
    """Makes the matrix of one answer."""

    def __init__(self, answer: Exposure, choice: Choice) -> None:
        self.answer, self.model = answer, answer.model
        self.words = speak(self.model.language)
        chosen = [cell for cell in answer if cell.itself and _is_chosen(cell, self.model, choice)]
        rows: dict[str, list[reach.Cell]] = defaultdict(list)
        for cell in chosen:
            rows[cell.data.id].append(cell)
        # owning is no sharing, and breaks no promise
        itself = {(one.company.id, one.data.id) for one in chosen if one.how != "owns"}
        found, self.untrue = find_broken(self.model, answer.setting)
        broken = {pair: some for pair, some in found.items() if pair in itself}
        having = {
            key: {(one.company.id, one.how, (one.company.id, key) in broken) for one in some}
            for key, some in rows.items()
        }
        said = find_said(having, self.model)
        self.rows = {key: some for key, some in sorted(rows.items()) if key not in said}
        self.companies = {
            cell.company.id: cell.company for some in self.rows.values() for cell in some
        }
        having_it = {(one.company.id, key) for key, some in self.rows.items() for one in some}
        self.broken = {pair: broken[pair] for pair in broken if pair in having_it}
        day = answer.setting.day
        self.owners = {
            key: find_owner(self.model, company, day) for key, company in self.companies.items()
        }
        self.owned = Counter(owner.id for owner in self.owners.values())

    def matrix(self, title: str | None, subtitle: str | None) -> Matrix:
        columns = [self._column([company]) for company in self._ranked()]
        folded = [self._column(some) for some in self._folded()]
        shown = self._shown()
        empty = not self.rows
        return Matrix(
            title=title,
            subtitle=subtitle,
            asked=self.tell_asked() if title or subtitle else None,
            remark=self.words.say("No company in this model has any of it.") if empty else None,
            columns=tuple(columns),
            groups=self._groups(shown, columns),
            folded=tuple(folded),
            folded_groups=self._groups(shown, folded),
            rest=self._rest(shown, columns),
            more=self.words.say("+ {n} more companies", n="{n}"),
        )

    # who

    def _ranked(self) -> list[Holder]:
        """Sort the companies: those that collect, then those with most, by their owner."""
        counts = Counter(cell.company.id for some in self.rows.values() for cell in some)
        collecting = {
            cell.company.id
            for some in self.rows.values()
            for cell in some
            if cell.how == "collects"
        }

        def order(key: str) -> tuple[bool, int, str, str]:
            company = self.companies[key]
            return (key not in collecting, -counts[key], company.name.lower(), key)

        ranked = sorted(self.companies, key=order)
        places = {self.owners[key].id: place for place, key in reversed([*enumerate(ranked)])}
        ranked.sort(key=lambda key: places[self.owners[key].id])
        return [self.companies[key] for key in ranked]

    def _folded(self) -> list[list[Holder]]:
        """Put together the companies that have the same in the same ways, and break as much."""
        having: dict[str, set[tuple[object, ...]]] = defaultdict(set)
        for key, some in self.rows.items():
            for cell in some:
                hot = (cell.company.id, key) in self.broken
                having[cell.company.id].add((key, cell.how, hot))
        alike: dict[tuple[object, ...], list[Holder]] = {}
        for company in self._ranked():
            kind = (company.unnamed, frozenset(having[company.id]))
            alike.setdefault(kind, []).append(company)
        return list(alike.values())

    def _column(self, some: Sequence[Holder]) -> Column:
        owners = {self.owners[company.id] for company in some}
        return Column(
            id=some[0].id,
            name=self.words.count("{n} companies", len(some)) if len(some) > 1 else some[0].name,
            companies=tuple(company.id for company in some),
            listed=self._list_names(sorted((one.name for one in some), key=str.lower), NAMED)
            if len(some) > 1
            else None,
            owner=self._group_of(owners.pop()) if len(owners) == 1 else None,
            unnamed=all(company.unnamed for company in some),
        )

    def _group_of(self, owner: Holder) -> str | None:
        """Give the name of an owner of several of the companies."""
        return owner.name if self.owned[owner.id] > 1 else None

    # what

    def _far_first(self, key: str) -> tuple[int, str, str]:
        return (-len(self.rows[key]), self.model.data[key].name.lower(), key)

    def _shown(self) -> list[str]:
        """Choose the data types that are shown: with which a promise is broken, then the rest."""
        far = sorted(self.rows, key=self._far_first)
        hot = {key for _, key in self.broken}
        chosen = sorted(far, key=lambda key: key not in hot)[: max(MOST, len(hot))]
        return [key for key in far if key in chosen]

    def _rest(self, shown: Sequence[str], columns: Sequence[Column]) -> Rest | None:
        """Count what is not shown, for every company that has some of it."""
        left = [key for key in self.rows if key not in shown]
        counts = Counter(cell.company.id for key in left for cell in self.rows[key])
        said = self.words.count("+ {n} more data types", len(left))
        found = {one.id: counts[one.id] for one in columns if counts[one.id]}
        return Rest(said, found) if left else None

    def _groups(self, shown: Sequence[str], columns: Sequence[Column]) -> tuple[Group, ...]:
        rows = {key: self._row(key, columns) for key in shown}
        if len(shown) <= HEADED:
            return (Group(None, tuple(rows.values())),)
        headed: dict[str, list[Row]] = {}
        for key, row in rows.items():
            headed.setdefault(find_category(self.model, key), []).append(row)
        alone = [row for some in headed.values() if len(some) == 1 for row in some]
        groups = [
            Group(capitalise(self.model.data[top].name), tuple(some))
            for top, some in headed.items()
            if len(some) > 1
        ]
        other = capitalise(self.words.say("other data")) if groups else None
        rest = Group(other, tuple(alone))
        return (*groups, *([rest] if alone else []))

    def _row(self, key: str, columns: Sequence[Column]) -> Row:
        having = {cell.company.id: cell for cell in self.rows[key]}
        found = {}
        for column in columns:
            some = [having[one] for one in column.companies if one in having]
            if some:
                found[column.id] = self._cell(some)
        return Row(key, capitalise(self.model.data[key].name), len(self.rows[key]), found)

    def _cell(self, some: Sequence[reach.Cell]) -> Cell:
        cell = some[0]
        who = self._list_names([one.company.name for one in some], TOLD)
        since = self.words.since(cell.since, cell.started)
        said = [self.words.say(_SAID[cell.how], who=who, data=cell.data.name)]
        if since.startswith("("):
            said = [f"{said[0]} {since}"]
        elif len({one.since for one in some}) == 1:
            said.append(since)
        pairs = [(one.company.id, cell.data.id) for one in some]
        claims = [claim for pair in pairs for claim in self.broken.get(pair, ())]
        if claims:
            untrue = all(claim.id in self.untrue for claim in claims)
            said.append(tell_breach(self.words, untrue=untrue))
        return Cell(cell.how, ", ".join(said), hot=bool(claims))

    # in words

    def _list_names(self, names: Sequence[str], most: int) -> str:
        """Name some, and count those that would be too many."""
        return self.words.name_first(names, most)

    def tell_asked(self) -> str:
        """Say how many companies and data types there are, and how it was asked."""
        many = len(self.companies)
        least = self.answer.unnamed and any(one.unnamed for one in self.companies.values())
        who = (
            self.words.count("at least {n} companies", many)
            if least
            else self.words.count("{n} companies", many)
        )
        what = self.words.count("{n} data types", len(self.rows))
        asked = self.words.setting(self.answer.setting)
        return capitalise(", ".join(filter(None, [who, what, asked])))

    def tell(self) -> str:
        """Tell the matrix in sentences: which data goes farthest, and who has most."""
        said = [end_sentence(self.tell_asked())]
        for key in sorted(self.rows, key=self._far_first)[:TOLD]:
            names = self._list_names([cell.company.name for cell in self.rows[key]], TOLD)
            data = capitalise(self.model.data[key].name)
            said.append(end_sentence(f"{data}: {names}"))
        if len(self.rows) > TOLD:
            said.append(self.words.say("And {n} more.", n=len(self.rows) - TOLD))
        return " ".join(said)


_SAID: Final = {
    "collects": "{who}: collects {data}",
    "receives": "{who}: receives {data}",
    "owns": "{who}: owns who has {data}",
}


def _is_chosen(cell: reach.Cell, model: Model, choice: Choice) -> bool:
    if choice.highlight and cell.data.id not in model.data.down(choice.highlight.id):
        return False
    return not choice.only or cell.company in choice.only or bool({*cell.services} & {*choice.only})


def _legend(
    making: Iterable[_Making], panels: Iterable[Matrix], citations: Citations, words: Words
) -> Iterator[Entry]:
    making = tuple(making)
    claims: dict[str, Claim] = {
        claim.id: claim for one in making for some in one.broken.values() for claim in some
    }
    untrue = {name for one in making for name in one.untrue}
    told = {claim: claim.id in untrue for claim in sorted(claims.values(), key=_by_day)}
    yield from tell_broken(words, told, citations, "breach")
    shown = [
        cell
        for panel in panels
        for group in panel.groups
        for row in group.rows
        for cell in row.cells.values()
    ]
    for how, (sample, said) in _EXPLAINED.items():
        if any(cell.how == how for cell in shown):
            yield Entry(sample, words.say(said))
    if any(column.unnamed for panel in panels for column in panel.columns):
        yield Entry("unnamed", words.say("not named by the source"))


def _by_day(claim: Claim) -> tuple[int, str]:
    return claim.date.first, claim.id


_EXPLAINED: Final[dict[str, tuple[Sample, str]]] = {
    "collects": ("collects", "collects it"),
    "receives": ("receives", "receives it"),
    "owns": ("controls", "owns who has it: control, not sharing"),
}
