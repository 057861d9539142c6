"""diff: who gained and who lost what, from one setting or model to another, and what is behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final, TypedDict, Unpack

from dataflow.answers.answer import Answer, list_unnamed, sort_by_id
from dataflow.answers.diff.altered import Altered, AlteredJson, find_altered
from dataflow.answers.diff.behind import Behind, BehindJson, find_behind
from dataflow.answers.doubts import find_doubts_about
from dataflow.answers.reasons import Reason, loosen
from dataflow.common.dates import parse_date
from dataflow.common.nearest import find_nearest
from dataflow.common.values import Brief, dataclass
from dataflow.engine.evidence import Evidence, begin
from dataflow.engine.reach import Cell, find_cells
from dataflow.engine.setting import Setting, Settings, look_up
from dataflow.engine.units import add_column, add_unit
from dataflow.model.names import advise_listing, find_scenario
from dataflow.problems import QuestionError, sort_problems
from dataflow.telling.words import speaking, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataflow.common.values import JsonObject
    from dataflow.model import Holder, Model, Term


class ChangeJson(TypedDict):
    """A change, as JSON has it; by service, `service` comes first."""

    company: str
    data: str
    because: list[BehindJson]


class ChangeRecord(TypedDict):
    """A change as a record, with what is behind it as text; its keys are the columns of CSV."""

    change: str
    company: str
    data: str
    because: list[str]


class DiffJson(TypedDict):
    """The changes, as JSON has them."""

    gained: list[ChangeJson]
    lost: list[ChangeJson]
    altered: list[AlteredJson]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Change(Brief):
    """A company, or by service a holder, can reach a data type in one setting and not in the other.

    Attributes:
        cell: how it can reach it in the one.
        because: what that rests on and the other has not; by kind, id and place. Empty where only
            the taxonomies differ.
    """

    template = "{company} {data}"

    cell: Cell
    because: tuple[Behind, ...]

    @property
    def company(self) -> Holder:
        """Who: by service, whoever holds it."""
        return self.cell.company

    @property
    def data(self) -> Term:
        """What."""
        return self.cell.data

    def to_dict(self) -> ChangeJson:
        """Return the change as JSON has it."""
        change: ChangeJson = {
            "company": self.company.id,
            "data": self.data.id,
            "because": [behind.to_dict() for behind in self.because],
        }
        cell = self.cell
        return add_unit(cell.evidence, change, self.company, owns=bool(cell.stay.chain))


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Diff(Answer):
    """What was gained and lost; iterating gives the changes, first those that gained.

    Attributes:
        evidence: how it was.
        after: how it then is.
        shared: the settings that were asked for on both sides.
        other: the path of the model after, None where it is the same one.
        gained, lost: by company, then data type, by id.
        altered: what a company can reach in both, but otherwise: by itself, or for something else.
    """

    command: ClassVar[str] = "diff"

    after: Evidence
    shared: Setting
    other: str | None
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    altered: tuple[Altered, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of a change."""
        return add_column(self.setting, ChangeRecord.__annotations__)

    def brief(self) -> str:
        """Return in a few words what it is."""
        return f"of {self.model.path}: {len(self.gained)} gained, {len(self.lost)} lost"

    @property
    def before(self) -> Evidence:
        """How it was."""
        return self.evidence

    def __iter__(self) -> Iterator[Change]:
        return iter((*self.gained, *self.lost))

    def arguments(self) -> JsonObject:
        """Return the settings for both sides, then each side with all of its own."""
        return {
            **self.shared.to_dict(),
            "other": self.other,
            "before": self.before.setting.to_dict(),
            "after": self.after.setting.to_dict(),
        }

    def reasons(self) -> tuple[Reason, ...]:
        """Return what, on both sides, is in the way of a change, where nothing changes."""
        if len(self) or self.altered:
            return ()
        with speaking(self.model.language):
            return tuple(_find_reasons(self.before, self.after))

    def body(self) -> DiffJson:
        """Return the changes."""
        return {
            "gained": [change.to_dict() for change in self.gained],
            "lost": [change.to_dict() for change in self.lost],
            "altered": [altered.to_dict() for altered in self.altered],
        }

    def records(self) -> list[ChangeRecord]:
        """Return one record for each change; each thing behind it is `kind id file:line:column`."""
        return [
            {
                "change": name,
                **change.to_dict(),
                "because": [
                    " ".join(filter(None, [behind.kind, behind.id, str(behind.at)]))
                    for behind in change.because
                ],
            }
            for name, changes in (("gained", self.gained), ("lost", self.lost))
            for change in changes
        ]


def diff(
    model: Model,
    other: Model | None = None,
    before: str | None = None,
    after: str | None = None,
    **settings: Unpack[Settings],
) -> Diff:
    """Ask which companies gained and lost which data types, and what is behind each.

    A side that is not named is its model under the other settings alone. What a side names goes
    before them: a scenario takes the place of `scenario`, a date that of `as_of`.

    Args:
        model: the model to ask.
        other: the model after; None for the same one.
        before: a scenario of the model, or a date.
        after: a scenario of the model after, or a date.
        settings: see `Settings`; for both sides.

    Raises:
        QuestionError: something that was named does not exist, or there is nothing to compare.
    """
    if before is None and after is None and other is None:
        raise QuestionError(
            "there is nothing to compare:"
            " name a scenario or a date as `before` or `after`, or a second model"
        )
    two = other is not None
    was = _evidence(model, before, settings, named=two)
    now = _evidence(other or model, after, settings, named=two)
    if was.setting.by != now.setting.by:
        raise QuestionError(
            f"before, it is by {was.setting.by}, and after, by {now.setting.by}: say `by` for both"
        )
    before_cells, after_cells = find_cells(was), find_cells(now)
    gained = _changes(after_cells, was, before_cells)
    lost = _changes(before_cells, now, after_cells)
    cells = [change.cell for change in (*gained, *lost)]
    doubts = (find_doubts_about(evidence, *evidence.world.terms) for evidence in (was, now))
    return Diff(
        evidence=was,
        after=now,
        shared=_shared(was.model, settings),
        other=other.path if other else None,
        gained=gained,
        lost=lost,
        altered=tuple(find_altered(before_cells, after_cells)),
        doubts=sort_problems([problem for problems in doubts for problem in problems]),
        unnamed=list_unnamed(holder for cell in cells for holder in (cell.company, *cell.services)),
    )


def _changes(cells: Sequence[Cell], other: Evidence, known: Sequence[Cell]) -> tuple[Change, ...]:
    """Return the cells that the other side has not, with what is behind each."""
    pairs = {(cell.company.id, cell.data.id) for cell in known}
    return tuple(
        Change(cell, find_behind(cell, other))
        for cell in cells
        if (cell.company.id, cell.data.id) not in pairs
    )


NAMED: Final = 4
"""How many companies a reason names."""


def _find_reasons(before: Evidence, after: Evidence) -> Iterator[Reason]:
    """Compare again with one thing less in the way that is in the way of both."""
    others = {looser.key: looser for looser in loosen(after.setting)}
    for key, phrase, setting in loosen(before.setting):
        other = others.get(key)
        if other is None or other.phrase != phrase or key == "as_of":
            continue
        was, now = before.under(setting), after.under(other.setting)
        pairs = [
            {(cell.company.id, cell.data.id): cell.company for cell in find_cells(side)}
            for side in (was, now)
        ]
        differ = pairs[0].keys() ^ pairs[1].keys()
        changed = sort_by_id({**pairs[0], **pairs[1]}[pair] for pair in differ)
        if changed:
            names = spoken().name_few([company.name for company in changed], NAMED)
            message = spoken().say("{phrase}: it differs for {names}.", phrase=phrase, names=names)
            yield Reason(key, message, now, changed)


def _evidence(model: Model, side: str | None, settings: Settings, *, named: bool) -> Evidence:
    """Return a side; where models are `named`, an error says which of the two it is about."""
    try:
        return begin(model, _settings(model, side, settings))
    except QuestionError as wrong:
        if not named:
            raise
        message = f"{wrong.message} (in {model.path})"
        raise QuestionError(
            message, wrong.nearest, ambiguous=wrong.ambiguous, otherwise=wrong.otherwise
        ) from None


def _settings(model: Model, side: str | None, settings: Settings) -> Settings:
    if side is None:
        return settings
    if side in model.scenarios:
        return {**settings, "scenario": side}
    try:
        parse_date(side)
    except ValueError as wrong:
        reason = f": {wrong}" if side[:1].isdigit() else ""
        nearest = find_nearest(side, model.scenarios)
        message = f"`{side}` is neither a scenario nor a date{reason}"
        listing = advise_listing(model, "scenarios", model.scenarios)
        raise QuestionError(message, nearest, otherwise=listing) from None
    return {**settings, "as_of": side}


def _shared(model: Model, settings: Settings) -> Setting:
    """Look up what was asked for on both sides, in a model that has what its scenario adds."""
    plain: Settings = {**settings, "scenario": None}
    named = settings.get("scenario")
    scenario = find_scenario(model, named).id if named else None
    return replace(look_up(model, plain), scenario=scenario)
